"""The outcome map shows what teaches, asks and answers, and what has no link.

Also what we say at handover.
"""

from elearn.content.course.handover import handover_note, to_fill_in
from elearn.content.course.model import Course
from elearn.content.course.outcome_map import OutcomeMap, map_outcomes
from elearn.content.course.reader import read_files
from tests.checks.rule_courses import CARE, FRONT, files, found, question

TEXT = "A baby who cannot yet move has a small mark, and nobody in the room knows how it came about.\n\n"
ASKED = question("What do you do?", "Act", "Wait for a day", "Ask a friend", at=1)
DRAWN = question("What now?", "Act", "Wait for a day", "Ask a friend", name="drawn", at=1)


def course_of(course: dict[str, str]) -> Course:
    reading = read_files("a-course", course, "")
    assert reading.course, [str(problem) for problem in reading.problems]
    return reading.course


def map_of(course: dict[str, str], known: set[str] | None = None) -> OutcomeMap:
    return map_outcomes(course_of(course), known)


def two_modules(second: str, front: str = FRONT) -> dict[str, str]:
    return {**files(TEXT + ASKED, front), "02-two.md": f"# Two\n\n## Second {{#second}}\n\n{second}\n"}


def test_a_page_that_asks_teaches_too_and_one_that_leads_up_to_it_teaches() -> None:
    page = f"{TEXT}## Then {{#then}}\n\n{TEXT}{ASKED}\n## After {{#after}}\n\n{TEXT}"
    found = map_of({**files(page, FRONT), "01-one.md": f"# One\n\n## Page {{#page}}\n\n{page}"})
    assert found.of_page("act") == {"page": "teaches", "then": "asks", "after": "teaches"}
    assert [each.name for each in found.outcomes[0].questions] == ["q"]
    assert list(found.orphans()) == []


def test_a_question_of_a_bank_is_asked_where_it_is_drawn() -> None:
    bank = {"bank/signs.md": f"# Signs\n\n{DRAWN}"}
    drawn = map_of({**two_modules(f"{TEXT}:::{{draw}} signs\n:questions: 1\n:::"), **bank})
    assert [(each.name, each.page, each.bank) for each in drawn.outcomes[0].questions] == [
        ("q", "page", ""),
        ("drawn", "second", "signs"),
    ]
    undrawn = map_of({**two_modules(f"{TEXT}Nothing is asked."), **bank})
    assert undrawn.outcomes[0].questions[-1].page == ""


def test_what_is_asked_before_it_is_taught_is_told() -> None:
    early = files(ASKED + TEXT)
    assert list(map_of(early).orphans()) == [
        "The question “q” asks about “Act the same day” before a page has taught it."
    ]
    (problem,) = found(early, ["W23"])
    assert problem.line == 5
    assert found(files(TEXT + ASKED), ["W23"]) == []


def test_a_page_that_serves_no_outcome_is_told_unless_it_is_there_to_care_or_to_close() -> None:
    astray = two_modules(TEXT)
    (problem,) = found(astray, ["W24"])
    assert (problem.path, problem.line) == ("02-two.md", 3)
    assert "The page “Second” serves no outcome." in map_of(astray).orphans()
    for closing in (CARE, ":::{reflection}\n:name: r\n\nWhat will you do?\n:::", ":::{summary}\n- Act.\n:::"):
        assert found(two_modules(TEXT + closing), ["W24"]) == []


def test_outcomes_and_recommendations_are_held_against_each_other() -> None:
    named = FRONT.replace("duration:", "learned_from: [a-review#r1, a-review#r2]\nduration:")
    assert found(files(TEXT + ASKED, named), ["W25"]) == []
    says = named.replace(
        "act: Act the same day",
        "act: {text: Act the same day, tier: individual, learned_from: [a-review#r1, a-review#r9]}",
    )
    assert [problem.message for problem in found(files(TEXT + ASKED, says), ["W25"])] == [
        "No outcome says that it answers the recommendation a-review#r2.",
        "The outcome “act” answers a-review#r9, which the course does not name.",
    ]
    answered = map_of(files(TEXT + ASKED, says), {"a-review#r1"})
    assert answered.outcomes[0].outcome.tier == "individual"
    assert answered.outcomes[0].recommendations == ("a-review#r1", "a-review#r9")
    assert answered.unanswered == ("a-review#r2",)
    assert answered.unknown == ("a-review#r2", "a-review#r9")


def test_an_outcome_and_a_question_without_the_other_are_orphans() -> None:
    untested = FRONT.replace("outcomes:", "outcomes:\n  more: Do more")
    loose = files(TEXT + ASKED.replace(":outcome: act\n", ""), untested)
    assert list(map_of(loose).orphans())[:3] == [
        "No question tests the outcome “Do more”.",
        "No question tests the outcome “Act the same day”.",
        "The question “q” tests no outcome.",
    ]


def test_the_map_is_there_for_another_program() -> None:
    said = map_of(files(TEXT + ASKED)).as_dict()
    assert said["outcomes"] == [
        {
            "id": "act",
            "text": "Act the same day",
            "tier": None,
            "pages": {"page": "asks"},
            "questions": ["q"],
            "recommendations": [],
        }
    ]
    assert said["pages"][0]["words"] > 20
    assert said["orphans"] == []


def test_what_a_board_fills_in_is_said_at_handing_over_and_is_no_finding() -> None:
    pathway = ":::{local-pathway}\nTell somebody today.\n\n- In hours:\n- At night: The duty team\n:::\n"
    course = course_of(files(TEXT + ASKED + pathway))
    assert to_fill_in(course) == ("In hours",)
    assert "“In hours”" in handover_note(course)
    assert handover_note(course_of(files(TEXT + ASKED))) == ""
