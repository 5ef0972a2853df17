"""Every question kind, answered wrong and then right with the keyboard only.

What is each standard told about it?
"""

from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page

from elearn.player.site import render_site
from tests.axe import faults
from tests.depth import deep
from tests.gallery import media_file
from tests.lms import Lms
from tests.lms.lrs import ACTIVITY, Lrs
from tests.player.answering import GIVEN, Hands, name_of, questions_course
from tests.player.conftest import Learner
from tests.player.test_cmi5 import eventually
from tests.player.test_pages import sideways

pytestmark = pytest.mark.browser

MARKED = [kind for kind, (first, then) in GIVEN.items() if first != then]
LOOKED_AT = ["choose-many", "match", "label-picture", "order", "number", "scenario"]
Told = tuple[str, str, list[str]]
"""The type, the response, and the right responses."""

TOLD_12: dict[str, Told] = {
    "choose-one": ("choice", "c", ["b"]),
    "choose-many": ("choice", "c", ["a,b"]),
    "true-or-false": ("true-false", "t", ["f"]),
    "match": ("matching", "a.1,b.4,c.4", ["a.1,b.2,c.3"]),
    "label-picture": ("matching", "1.a,2.d,3.d", ["1.a,2.b,3.c"]),
    "order": ("sequencing", "b,a,c,d", ["a,b,c,d"]),
    "fill-in": ("fill-in", "Learning.", ["safety", "children's safety"]),
    "number": ("numeric", "5", ["15"]),
    "scenario": ("performance", "door.b", ["door.a,upstairs.a"]),
    "rate": ("likert", "2", []),
    "reflect": ("fill-in", "{lang=en} A call, first[,]and “wörds” after 😀 then a line", []),
    "confidence": ("likert", "2", []),
    "commitment": ("fill-in", "Find the number of the duty team, and save it (Today)", []),
}
TOLD_2004: dict[str, Told] = {
    "choose-one": ("choice", "c", ["b"]),
    "choose-many": ("choice", "c", ["a[,]b"]),
    "true-or-false": ("true-false", "true", ["false"]),
    "match": ("matching", "a[.]1[,]b[.]4[,]c[.]4", ["a[.]1[,]b[.]2[,]c[.]3"]),
    "label-picture": ("matching", "1[.]a[,]2[.]d[,]3[.]d", ["1[.]a[,]2[.]b[,]3[.]c"]),
    "order": ("sequencing", "b[,]a[,]c[,]d", ["a[,]b[,]c[,]d"]),
    "fill-in": (
        "fill-in",
        "Learning.",
        ["{case_matters=false}safety", "{case_matters=false}children's safety"],
    ),
    "number": ("numeric", "5", ["15[:]15"]),
    "scenario": ("performance", "door[.]b", ["door[.]a[,]upstairs[.]a"]),
    "rate": ("likert", "2", []),
    "reflect": ("long-fill-in", "(lang=en} A call, first[ , ]and “wörds” after 😀 then a line", []),
    "confidence": ("likert", "2", []),
    "commitment": ("long-fill-in", "Find the number of the duty team, and save it (Today)", []),
}
TOLD = {"scorm12": TOLD_12, "scorm2004": TOLD_2004}
RIGHT = {"fill-in": "Saftey", "number": "15"}
"""What is reported of a right answer if it is not the first pattern."""


def told(lms: Lms, page: Page) -> list[dict[str, Any]]:
    """Returns the recorded interactions. Each has its patterns as a list and its response under one name."""
    found = []
    for entry in lms.cmi(page)["interactions"].values():
        patterns = [each["pattern"] for each in entry["correct_responses"].values()]
        response = entry["student_response" if lms.standard == "scorm12" else "learner_response"]
        found.append({**entry, "correct_responses": patterns, "response": response})
    return found


@pytest.mark.parametrize("standard", ["scorm12", deep("scorm2004")])
def test_each_kind_is_answered_with_the_keys_and_told_in_the_standards_grammar_also_after_coming_back(
    standard: str, context: BrowserContext
) -> None:
    course = questions_course()
    media = {path: media_file(path) for path in course.media()}
    lms = Lms(render_site(course, standard, media).files, standard)  # type: ignore[arg-type]
    page = lms.launch(context)
    learner = Learner(lms.course(page))
    hands = Hands(learner.frame, page.keyboard, tabbing=standard == "scorm2004")
    for kind, (first, _) in GIVEN.items():
        learner.open(kind)
        hands.at(name_of(course, kind)).answer(kind, first)
        assert hands.check().startswith(
            ("Not this time.", "Partly right.") if kind in MARKED else "Thank you."
        )
        if standard == "scorm12" and kind in LOOKED_AT:
            assert (kind, faults(learner.frame), sideways(learner)) == (kind, [], 0)
    entries = {entry["id"]: entry for entry in told(lms, page)}
    for kind, expected in TOLD[standard].items():
        name = name_of(course, kind)
        entry = entries.get(name) or entries[f"{name}-a"]
        assert (entry["type"], entry["response"], entry["correct_responses"]) == expected, kind
        wrong = "wrong" if standard == "scorm12" else "incorrect"
        assert entry["result"] == (wrong if kind in MARKED else "neutral"), kind
        weights = {question.name: question.weight for question in course.questions()}
        assert float(entry["weighting"]) == weights.get(name, 0), kind
    lms.close(page)

    page = lms.launch(context)
    learner = Learner(lms.course(page))
    hands = Hands(learner.frame, page.keyboard, tabbing=False)
    for kind in MARKED:
        learner.open(kind)
        assert learner.frame.is_visible("[data-part=again]"), kind
        assert "Not this" in learner.frame.inner_text(".question") or kind in ("order", "scenario"), kind
    before = len(told(lms, page))
    learner.open("_result")
    learner.frame.click("[data-retry]")
    for kind in MARKED:
        learner.open(kind)
        hands.at(name_of(course, kind)).answer(kind, GIVEN[kind][1])
        assert hands.check().startswith("Right."), kind
        entry = told(lms, page)[-1]
        assert entry["id"] == name_of(course, kind)
        assert entry["result"] == "correct", kind
        assert entry["response"] == RIGHT.get(kind, TOLD[standard][kind][2][0]), kind
    assert len(told(lms, page)) == before + len(MARKED)
    learner.open("_result")
    learner.is_on("You have passed")
    assert not lms.refusals(page)
    assert not lms.outside


def test_each_kind_is_told_in_cmi5_as_in_scorm_2004(context: BrowserContext) -> None:
    course = questions_course()
    media = {path: media_file(path) for path in course.media()}
    with Lrs(render_site(course, "cmi5", media).files) as lms:
        page = lms.launch(context)
        page.wait_for_selector("#steps button")
        learner = Learner(page)
        hands = Hands(page.main_frame, page.keyboard, tabbing=False)
        for kind, (first, _) in GIVEN.items():
            learner.open(kind)
            hands.at(name_of(course, kind)).answer(kind, first)
            hands.check()
        eventually(page, lambda: lms.verbs().count("answered") > len(GIVEN))
        said = {each["object"]["id"].removeprefix(f"{ACTIVITY}/"): each for each in lms.sessions[0].said}
        for kind, (type, response, patterns) in TOLD_2004.items():
            name = name_of(course, kind)
            answer = said.get(name) or said[f"{name}-a"]
            definition = answer["object"]["definition"]
            assert (definition["interactionType"], answer["result"]["response"]) == (type, response), kind
            assert definition.get("correctResponsesPattern", []) == patterns, kind
            assert answer["result"].get("success") == (False if kind in MARKED else None), kind
        assert not lms.faults
