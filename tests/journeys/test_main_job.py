"""The main job, as people do it: from a course to a figure that the board can defend."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from elearn.content.kinds import Question
from elearn.database import Row, open_database
from elearn.demo.workforce import LEARNER, SECOND_LEARNER
from tests.journeys.conftest import SignIn, launch
from tests.serving import Demonstration

pytestmark = pytest.mark.browser

BRUISING, REVIEWS = "bruising-in-non-mobile-infants", "when-is-a-review-held"


def test_a_learner_leaves_half_way_comes_back_and_the_board_counts_one_more(
    demo: Demonstration, sign_in: SignIn, tab: SignIn
) -> None:
    board = tab("Board member")
    before = figure(demo, board, "Wrenshire Community Health", "Bruising in infants who are not mobile")

    learner = sign_in("Learner", width=390, height=844)
    taking = launch(learner, BRUISING, "Start")
    taking.start()
    pages = taking.course.pages()
    half = len(pages) // 2
    taking.through(pages[:half])
    questions = [block for block in pages[half].blocks if isinstance(block, Question)]
    taking.at(pages[half].title)
    taking.read_on()
    for question in questions:
        taking.answer(question, right=True)
    given = {question.name: taking.chosen(question) for question in questions}
    assert all(given.values())
    learner.close()

    assert figure(demo, board, "Wrenshire Community Health", taking.course.title) == before
    back = learner.context.new_page()
    back.goto(demo.app)
    taking = launch(back, BRUISING, "Go on")
    taking.at(pages[half].title)
    assert {question.name: taking.chosen(question) for question in questions} == given
    taking.go_on()
    taking.through(pages[half + 1 :])
    taking.at("You have passed")
    back.get_by_role("link", name="Certificate").wait_for()
    taking.frame.get_by_role("button", name="Finish").click()

    people, of = before
    assert figure(demo, board, "Wrenshire Community Health", taking.course.title) == (people + 1, of)
    kept = completions(demo, LEARNER.email, BRUISING)
    assert len(kept) == 1
    assert kept[0]["score"] == 100
    assert kept[0]["interactions"] == len(taking.course.questions())
    assert kept[0]["outcomes"] == len(taking.course.outcomes)


@pytest.mark.deep
def test_a_second_learner_fails_sees_why_tries_again_and_passes(
    demo: Demonstration, sign_in_by_link: Callable[[str], Page]
) -> None:
    learner = sign_in_by_link(SECOND_LEARNER.email)
    taking = launch(learner, REVIEWS, "Start")
    taking.start()
    taking.through(taking.course.pages(), wrong=5)
    taking.at("Not passed yet")
    missed = taking.frame.locator(".outcome[data-status=missed]")
    expect(missed.first).to_contain_text("Look again at")
    assert completions(demo, SECOND_LEARNER.email, REVIEWS) == []

    taking.again()
    taking.at("You have passed")
    learner.get_by_role("link", name="Certificate").wait_for()
    assert [kept["passed"] for kept in completions(demo, SECOND_LEARNER.email, REVIEWS)] == [1]


def figure(demo: Demonstration, page: Page, agency: str, course: str) -> tuple[int, int]:
    """What the board reads in the heat table: people in date, and people in scope."""
    page.goto(demo.app)
    table = page.get_by_role("region", name="Coverage by agency and course").get_by_role("table")
    table.wait_for()
    place = table.locator("thead th").all_inner_texts().index(course)
    row = table.locator("tbody tr").filter(has=page.get_by_role("rowheader", name=agency, exact=True))
    people, of = row.locator("td").nth(place - 1).locator(".of").inner_text().replace(",", "").split(" of ")
    return int(people), int(of)


def completions(demo: Demonstration, email: str, course: str) -> list[Row]:
    """A person's completions of a course, with how many answers and outcomes each has."""
    with open_database(str(demo.database)) as database, database.read() as conn:
        return conn.rows(
            """
            select c.passed, c.score,
                   (select count(distinct question) from interaction i
                     where i.registration = c.registration) as interactions,
                   (select count(*) from outcome_result o where o.registration = c.registration) as outcomes
              from completion c join person on person.id = c.person
             where person.email = :email and c.course = :course
            """,
            {"email": email, "course": course},
        )
