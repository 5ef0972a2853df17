"""What boards do with reviews, each practice to its last step in a browser, and what a second person then sees.

`tests/app/test_practices.py` tries the same steps without a browser, in `make test`.

Wrenshire and its reviews are invented. The real boards' reviews are known only from the boards' public lists.
"""

import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from elearn.days import today
from tests.journeys.conftest import CALM, person_with
from tests.journeys.lists import choose, unfold
from tests.journeys.test_app_pages import settle
from tests.journeys.test_first_hour import fill, form, press, says
from tests.serving import Demonstration, demonstration

pytestmark = [pytest.mark.browser, pytest.mark.deep]

LEARNER, LEAD, TRAINER, BOARD, ADMIN = "Learner", "Agency lead", "Trainer", "Board member", "Administrator"
BRUISING = "Bruising in infants who are not mobile"
GO = """view => {
  const link = document.createElement("a");
  link.href = view;
  document.querySelector(".stMain .stHtml").append(link);
  link.click();
  link.remove();
}"""
"""Goes to a view by a link of the app, which does not load the app anew."""
Open = Callable[..., Page]


@pytest.fixture(scope="module")
def here(shared_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demonstration]:
    """A county of its own, because these practices change what its registers hold."""
    with demonstration(shared_folder, tmp_path_factory.mktemp("practices") / "county") as served:
        yield served


@pytest.fixture(scope="module")
def opened(here: Demonstration, browser: Browser) -> Iterator[Open]:
    """Opens a view as the person with a role, in their own tab, and waits until all of it is there."""
    contexts: dict[str, BrowserContext] = {}
    tabs: dict[str, Page] = {}

    def as_person(role: str, path: str, *, title: str = "") -> Page:
        if role not in tabs:
            contexts[role] = browser.new_context(viewport={"width": 1280, "height": 900}, **CALM)
            contexts[role].request.post(
                f"{here.runtime}/start/demonstration",
                form={"person": person_with(role).email},
                headers={"Origin": here.runtime},
                max_redirects=0,
            )
            contexts[role].set_default_timeout(10_000)
            tabs[role] = contexts[role].new_page()
        page = tabs[role]
        if page.url.startswith(here.app):
            page.evaluate(GO, path.removeprefix("/"))
        else:
            page.goto(here.app + path)
        if title:
            page.get_by_role("heading", level=1, name=title).wait_for()
        settle(page)
        return page

    yield as_person
    for context in contexts.values():
        context.close()


def test_a_review_leads_whoever_reads_it_to_the_course_that_answers_it(opened: Open) -> None:
    harbour = "Harbour (a fictional review): a small mark on a baby"
    page = opened(LEARNER, "/reviews?review=wrenshire-2023-harbour", title=harbour)
    page.get_by_role("link", name=BRUISING).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text([BRUISING])
    says(page, "It is asked of you.")
    page.get_by_role("link", name=f"Start {BRUISING}").click()
    page.wait_for_url("**/play/*")

    page = opened(LEAD, "/reviews?search=bruising", title="Reviews")
    page.get_by_role("heading", name=BRUISING).get_by_role("link").click()
    expect(page.get_by_role("heading", level=1)).to_have_text([BRUISING])
    says(page, "Who is asked to take it")
    page.get_by_role("link", name=harbour).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text([harbour])


def test_each_document_leads_to_where_it_can_be_read_by_whoever_may_read_it(opened: Open) -> None:
    page = opened(LEARNER, "/reviews?review=wrenshire-2023-harbour", title="Harbour")
    report = page.get_by_role("link", name=re.compile("^Read it at the publisher.*Full report")).first
    expect(report).to_have_attribute("target", "_blank")
    expect(report).to_have_attribute("rel", "noopener noreferrer")
    asked = page.get_by_role("link", name=re.compile("^Ask the board: Wrenshire Safeguarding Children"))
    expect(asked.first).to_be_visible()

    page = opened(LEARNER, "/reviews?review=wrenshire-2025-tidewater", title="Tidewater")
    with page.expect_download() as got:
        page.get_by_role("button", name=re.compile("^Download.*Briefing")).click()
    assert Path(got.value.path()).read_bytes().startswith(b"%PDF")

    page = opened(LEARNER, "/reviews?review=calderdale-child-d", title="Child D")
    says(page, "Kind not known")
    page = opened(LEARNER, "/reviews?review=nspcc-thematic-briefings", title="Thematic briefings")
    expect(page.get_by_role("link", name=re.compile("opens in a new tab.*Neglect")).first).to_be_visible()
    opened(LEARNER, "/reviews?review=marrowshire-2021-kestrel", title="This review is not open to you")


def test_a_review_that_is_asked_for_opens_for_a_time_and_closes_again(opened: Open) -> None:
    ads13 = "/reviews?review=derbyshire-ads13"
    page = opened(LEARNER, ads13, title="This review is not open to you")
    page = opened(LEARNER, "/archive-requests?review=derbyshire-ads13", title="Archive requests")
    asking = page.get_by_test_id("stForm").filter(has=page.get_by_label("Why you need it"))
    fill(asking, {"Why you need it": "Jane Smith asked me to."})
    press(asking, "Send the request")
    says(page, "“Jane Smith” names a person")
    expect(asking.get_by_role("textbox", name="Why you need it", exact=True)).to_have_value(
        "Jane Smith asked me to."
    )
    fill(asking, {"Why you need it": "For a day of training in our clinic."})
    press(asking, "Send the request")
    says(page, "Your request is with the board.")

    page = opened(LEARNER, "/archive-requests", title="Archive requests")
    unlisted = {
        "The board that held it": "Marrowshire Safeguarding Children Partnership",
        "Its label, or what it is known by": "Child R",
        "The year, or about when": "about 2012",
        "Why you need it": "It is said to concern our county.",
    }
    fill(asking, unlisted)
    press(asking, "Send the request")
    says(page, "Your request is with the board.")
    chooser = page.get_by_role("combobox", name="A request that you no longer need", exact=True)
    unfold(chooser)
    for words in ("ADS13, Derbyshire, 2018, asked on", "Child R, Marrowshire .*, about 2012, asked on"):
        expect(page.get_by_role("option", name=re.compile(words))).to_have_count(1)
    page.keyboard.press("Escape")

    board = opened(BOARD, "/archive-requests", title="Archive requests")
    deciding = form(board, "ADS13, Derbyshire, 2018")
    fill(deciding, {"Reason": "It fits what your clinic teaches."})
    press(deciding, "Record the decision")
    says(board, "The request is granted")
    deciding = form(board, "Child R, Marrowshire")
    deciding.get_by_text("Say how else it can be read").click()
    fill(deciding, {"Reason": "Ask Marrowshire, which has kept it."})
    press(deciding, "Record the decision")

    page = opened(LEARNER, ads13, title="ADS13")
    says(page, "You may read this review until")
    page = opened(LEARNER, "/archive-requests", title="Archive requests")
    says(page, "Ask Marrowshire, which has kept it.")
    ending = form(board, "End a grant before its day")
    choose(ending, "Grant", "ADS13, Derbyshire, 2018")
    fill(ending, {"Reason": "The training is over."})
    press(ending, "End it")
    says(board, "The grant has ended.")
    page = opened(LEARNER, ads13, title="This review is not open to you")
    says(page, "The board ended your time to read it on")


def test_whoever_must_act_on_a_recommendation_finds_it_at_home_and_acts(opened: Open) -> None:
    page = opened(LEAD, "/who-is-due", title="Who is due")
    page.get_by_role("link", name=re.compile("^Orchard, Wrenshire, 2022, r1: ")).click()
    adding = form(page, "Add an action")
    fill(adding, {"What the agency does": "Each team takes the course within the year"})
    press(adding, "Add it")
    says(page, "The action of Wrenshire Community Health is added.")
    page.get_by_role("link", name="Each team takes the course within the year").click()
    page.get_by_role("heading", level=2, name="Each team takes the course").wait_for()
    settle(page)
    changing = page.get_by_test_id("stForm").filter(has=page.get_by_role("combobox", name="How far it is"))
    choose(changing, "What stops it", "Not enough staff or time")
    press(changing, "Save")
    says(page, "The action is saved.")
    page = opened(LEAD, "/reviews?review=wrenshire-2022-orchard&records=dissemination", title="Orchard")
    telling = form(page, "Record what an agency did")
    fill(telling, {"Audience": "Clinic teams"})
    press(telling, "Record it")
    asked = page.get_by_text("Was it done?")
    expect(asked.first).to_be_visible()

    board = opened(BOARD, "/dissemination-and-actions?agency=community-health", title="Dissemination")
    says(board, "What is longest overdue comes first.")
    expect(board.get_by_role("link", name=re.compile("^Orchard, Wrenshire, 2022, r1"))).to_have_count(0)
    expect(board.get_by_role("link", name=re.compile("^Orchard, Wrenshire, 2022, r2"))).to_have_count(1)
    board = opened(BOARD, "/reviews?review=wrenshire-2022-orchard&records=actions", title="Orchard")
    says(board, "Each team takes the course within the year")
    says(board, "Not enough staff or time")
    board = opened(BOARD, "/coverage", title="Coverage")
    expect(board.get_by_text(re.compile("answers to recommendations are missing"))).to_be_visible()
    board = opened(BOARD, "/reviews?review=wrenshire-2024-signal&records=actions", title="Signal")
    expect(board.get_by_text("answers to recommendations are missing").first).to_be_visible()


def test_reports_over_years_leave_closed_reviews_out_or_mark_them(opened: Open) -> None:
    board = opened(BOARD, "/themes?shown=found&from=2020&to=2024", title="Themes")
    says(board, "Left out: 1 review closed to the public")
    expect(board.get_by_text("Kestrel, ")).to_have_count(0)
    board.get_by_text("Also reviews that are closed to the public (1)").click()
    expect(board.get_by_text("Restricted: not for further circulation.").first).to_be_visible()
    expect(board).to_have_url(re.compile("closed=yes"))
    with board.expect_download() as got:
        board.get_by_role("button", name="To print (HTML)").click()
    paper = Path(got.value.path()).read_text("utf-8")
    assert "Kestrel" in paper
    assert "Restricted: not for further circulation." in paper
    assert "Changes to practice" in paper

    page = opened(LEARNER, "/themes?shown=found&from=2020&to=2024&closed=yes", title="Themes")
    says(page, "Only reviews that are open to you are counted.")
    expect(page.get_by_text("Also reviews that are closed")).to_have_count(0)
    expect(page.get_by_text("Kestrel")).to_have_count(0)
    page = opened(LEARNER, "/themes?shown=years&from=2008&to=2014", title="Themes")
    says(page, "Years: 2008 to 2014.")
    page = opened(LEARNER, "/reviews?review=wrenshire-2024-bridge", title="Bridge")
    with page.expect_download() as got:
        page.get_by_role("button", name="Top-tips briefing (HTML)").click()
    assert "interpreter" in Path(got.value.path()).read_text("utf-8")


def test_a_decision_that_the_guidance_does_not_know_is_refused_or_kept_with_a_reason(opened: Open) -> None:
    board = opened(BOARD, "/notifications", title="Notifications")
    first = board.get_by_role("region", name="Notifications").get_by_role("rowheader").first
    expect(first).to_contain_text("WN-02")
    adding = form(board, "Add a notification")
    fill(
        adding,
        {"Your own reference": "WN-77", "What is known, in a sentence or two": "A child was hurt at home."},
    )
    press(adding, "Add to the register")
    says(board, "WN-77 is in the register.")
    board.get_by_role("link", name="WN-77").click()
    board.get_by_role("heading", name="WN-77").wait_for()
    settle(board)
    board.get_by_text("What was decided, and why").click()
    deciding = form(board, "What was decided, and why")
    choose(board, "Decision", "Serious case review")
    expect(board.get_by_text("does not know").first).to_be_visible()
    fill(deciding, {"Reasons": "The harm was grave."})
    press(deciding, "Record the decision")
    expect(board.get_by_text("Not saved yet")).to_be_visible()
    fill(deciding, {"Keep it all the same, because": "Our board named it so before the partnership began."})
    press(deciding, "Record the decision")
    says(board, "The decision is recorded.")

    admin = opened(ADMIN, "/notifications?search=WN-77", title="Notifications")
    expect(admin.get_by_text("Outside the guidance").first).to_be_visible()
    admin.get_by_text("Why, and why it was kept").click()
    says(admin, "Our board named it so before the partnership began.")

    page = opened(LEARNER, "/is-a-review-due?known-on=2016-05-01", title="Is a review due?")
    page.get_by_text("The child died in custody").click()
    expect(page.get_by_text("culpable").first).to_be_visible()
    page = opened(LEARNER, "/reviews?review=derby-operation-retriever", title="Operation Retriever")
    expect(page.get_by_text("none has been begun since 29 September 2019").first).to_be_visible()


def test_what_was_published_by_which_rule_and_how_well_a_review_was_done_is_at_hand(opened: Open) -> None:
    board = opened(BOARD, "/publication?shown=documents", title="Publication")
    rows = board.get_by_role("rowheader").filter(has_text=re.compile("^Child J"))
    expect(rows).to_have_count(2)  # of two boards
    for slug, title, rule in (
        ("calderdale-child-a", "Child A", "Its kind is not known, so the rules for one kind are left out."),
        ("derbyshire-ads14", "ADS14", "Since 2013 boards publish the final report"),
        (
            "nspcc-thematic-briefings",
            "Thematic briefings",
            "It is no review of a case, so no rule says",
        ),
    ):
        board = opened(BOARD, f"/reviews?review={slug}", title=title)
        expect(board.get_by_text(rule).first).to_be_visible()

    markers = "/reviews?review=wrenshire-2024-signal&records=markers"
    board = opened(BOARD, markers, title="Signal")
    answering = form(board, "Answer a marker")
    fill(answering, {"Evidence": "Minutes of the subgroup."})
    press(answering, "Save the answer")
    says(board, "The answer is saved.")
    admin = opened(ADMIN, markers, title="Signal")
    says(admin, "Minutes of the subgroup.")


def test_findings_are_found_by_whose_experience_it_was_and_a_trainer_can_fill_in_a_table(
    opened: Open,
) -> None:
    page = opened(LEARNER, "/reviews?perspective=professionals&phase=during", title="Reviews")
    says(page, "The review names this. No finding about it is held here.")
    page.get_by_role("link", name=re.compile("^Finding f6")).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Signal")
    expect(page.locator("#f6")).to_be_in_viewport()

    trainer = opened(TRAINER, "/reviews?review=derby-operation-kern", title="Operation Kern")
    table = form(trainer, "Fill in what the review found")
    table.get_by_label("During court, a finding a line").last.fill(
        "Staff waited in one room with the witnesses."
    )
    press(table, "Make findings of it")
    expect(trainer.get_by_text(":phase: during")).to_be_visible()
    page = opened(LEARNER, "/reviews?review=derby-operation-kern", title="Operation Kern")
    expect(page.get_by_text("Fill in what the review found")).to_have_count(0)
    follows = page.get_by_role("listitem").filter(has_text="Follows")
    expect(follows.get_by_role("link", name="Operation Retriever")).to_be_visible()


def test_what_a_workshop_asks_is_decided_by_the_subgroup_and_reported_by_tier(opened: Open) -> None:
    lesson, day = "Sign one agreement on sharing", today()
    board = opened(BOARD, "/notifications?shown=meetings", title="Notifications")
    arranging = form(board, "Arrange a meeting")
    type_day(arranging, day)
    fill(arranging, {"Note, such as where or how long": "By video"})
    press(arranging, "Arrange it")
    says(board, "The meeting is arranged.")

    workshop = "/reviews?review=wrenshire-2025-weir&records=workshops"
    trainer = opened(TRAINER, workshop, title="Weir")
    recording = form(trainer, "Record a workshop")
    fill(
        recording,
        {
            "Services present, one a line": "Police",
            "Strategic: what may apply to the whole partnership, one lesson a line": lesson,
        },
    )
    press(recording, "Record the workshop")
    says(trainer, "The workshop is recorded.")
    says(trainer, f"On the agenda of {in_words(day)}")

    board = opened(BOARD, "/notifications?shown=meetings", title="Notifications")
    board.get_by_role("link", name=in_words(day)).click()
    board.get_by_role("heading", name=f"Meeting of {in_words(day)}").wait_for()
    settle(board)
    board.get_by_role("radiogroup", name="Does it apply more widely?").get_by_text("In part").click()
    board.get_by_role("radiogroup", name="What follows?").get_by_text("Change of procedure").click()
    deciding = form(board, "What the subgroup decided")
    fill(
        deciding,
        {
            "Why": "Two of our services share by other rules.",
            "Which procedure, and who changes it": "The agreement on sharing; the business manager changes it.",
        },
    )
    press(deciding, "Record what was decided")
    says(board, "The change of procedure has no day.")
    type_day(deciding, day + timedelta(days=90))
    press(deciding, "Record what was decided")
    says(board, "What the subgroup decided is recorded.")

    trainer = opened(TRAINER, workshop, title="Weir")
    says(trainer, "It applies more widely in part.")
    for role, sees in ((LEAD, 1), (LEARNER, 0)):
        page = opened(role, "/themes?shown=tiers", title="Themes")
        expect(page.get_by_text("Read one tier").first).to_be_visible()
        expect(page.get_by_text(lesson, exact=True)).to_have_count(sees)


def in_words(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def type_day(form: Locator, day: date) -> None:
    """Types a day into the only field for a day of a form, from its first part on."""
    parts = form.get_by_role("spinbutton")
    parts.first.click()
    for part in f"{day:%d %m %Y}".split():
        form.page.keyboard.type(part)
    expect(parts).to_have_text(f"{day:%d %m %Y}".split())
    form.page.keyboard.press("Tab")
