"""Two courses' exported packages report the right values at every step, with only scorm-again's API."""

import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from elearn.content.course.courses import load_course
from elearn.content.course.model import Course
from elearn.content.kinds import Question
from elearn.packaging.build import Format, build_package
from tests.depth import deep
from tests.journeys.conftest import CALM
from tests.journeys.taking import ROOT, Taking
from tests.lms import Lms

BRUISING, REVIEWS = "bruising-in-non-mobile-infants", "when-is-a-review-held"
FORMATS = {"scorm12": Format.SCORM_12, "scorm2004": Format.SCORM_2004_4}

pytestmark = pytest.mark.browser


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A browser for one learner."""
    made = browser.new_context(viewport={"width": 1280, "height": 900}, **CALM)
    yield made
    made.close()


class Desk:
    """An LMS with one of our packages, and a learner who opens it."""

    def __init__(self, slug: str, standard: str, folder: Path, context: BrowserContext) -> None:
        loaded = load_course(ROOT / "courses" / slug)
        assert loaded.course is not None
        self.course: Course = loaded.course
        built = build_package(loaded, FORMATS[standard], folder)
        with zipfile.ZipFile(built.path) as archive:
            files = {name: archive.read(name) for name in archive.namelist()}
        self.lms, self.context, self.old = Lms(files, standard), context, standard == "scorm12"

    def open(self) -> tuple[Page, Taking]:
        """Launches the package. The second time, it finds what it left."""
        page = self.lms.launch(self.context)
        return page, Taking(page, self.lms.course(page), self.course)

    def statuses(self, page: Page) -> tuple[str, str]:
        """Completion and success. SCORM 1.2 has one element for both."""
        cmi = self.lms.cmi(page)
        if self.old:
            return cmi["core"]["lesson_status"], ""
        return cmi["completion_status"], cmi["success_status"]

    def core(self, page: Page, name: str) -> Any:
        """An element that is under `cmi.core` in SCORM 1.2."""
        cmi = self.lms.cmi(page)
        return cmi["core"][{"location": "lesson_location"}.get(name, name)] if self.old else cmi[name]

    def earned(self, page: Page) -> float:
        """The score so far, in percent."""
        return float(self.core(page, "score")["raw"] or 0)

    def results(self, page: Page) -> list[tuple[str, str]]:
        """Each reported answer: the question, and whether it was right."""
        found = self.lms.cmi(page)["interactions"].values()
        return [(each["id"], "wrong" if each["result"] == "incorrect" else each["result"]) for each in found]

    def objectives(self, page: Page) -> dict[str, str]:
        """Each outcome with its status."""
        key = "status" if self.old else "success_status"
        return {each["id"]: each[key] for each in self.lms.cmi(page)["objectives"].values()}


@pytest.mark.deep
@pytest.mark.parametrize("standard", ["scorm12", deep("scorm2004")])
def test_a_learner_leaves_half_way_returns_and_passes(
    standard: str, tmp_path: Path, context: BrowserContext
) -> None:
    desk = Desk(BRUISING, standard, tmp_path, context)
    page, taking = desk.open()
    pages, questions = desk.course.pages(), desk.course.questions()
    total = sum(question.points for question in questions)
    assert desk.statuses(page)[0] == "incomplete"
    taking.start()
    half = len(pages) // 2
    earned, answered = 0, []
    for each in pages[:half]:
        taking.at(each.title)
        assert desk.core(page, "location") == each.id
        taking.through([each])
        for question in each.blocks:
            if isinstance(question, Question):
                earned += question.points
                answered.append((question.name, "correct"))
        assert desk.results(page) == answered
        if answered:
            assert desk.earned(page) == pytest.approx(100 * earned / total, abs=0.01)
        assert desk.statuses(page)[0] == "incomplete"
        assert 0 < len(desk.lms.cmi(page)["suspend_data"]) <= 4096
        assert desk.core(page, "exit") == "suspend"
    taking.at(pages[half].title)
    page.close()

    page, taking = desk.open()
    taking.at(pages[half].title)
    assert desk.results(page) == answered
    taking.through(pages[half:])
    taking.at("You have passed")
    assert desk.statuses(page) == (("passed", "") if desk.old else ("completed", "passed"))
    assert desk.earned(page) == 100
    assert desk.results(page) == [(question.name, "correct") for question in questions]
    assert desk.objectives(page) == {outcome.id: "passed" for outcome in desk.course.outcomes}
    taking.frame.get_by_role("button", name="Finish").click()
    page.wait_for_function(
        "() => calls.some(call => /Finish|Terminate/.test(call.call) && call.result === 'true')"
    )
    assert desk.lms.refusals(page) == []
    assert desk.lms.outside == []


@pytest.mark.deep  # the sample course does the same in tests/player/test_tracking.py
@pytest.mark.parametrize("standard", [deep("scorm2004"), "scorm12"])
def test_a_learner_fails_sees_why_retries_and_passes(
    standard: str, tmp_path: Path, context: BrowserContext
) -> None:
    desk = Desk(REVIEWS, standard, tmp_path, context)
    page, taking = desk.open()
    questions = desk.course.questions()
    taking.start()
    taking.through(desk.course.pages(), wrong=5)
    taking.at("Not passed yet")
    # While tries are left, it stays open: "failed" would end the attempt in some systems.
    assert desk.statuses(page) == (("incomplete", "") if desk.old else ("incomplete", "unknown"))
    assert [result for _, result in desk.results(page)] == ["wrong"] * 5 + ["correct"] * (len(questions) - 5)
    missed = {question.outcome for question in questions[:5]}
    assert {name for name, status in desk.objectives(page).items() if status == "failed"} == missed
    low = desk.earned(page)
    assert low < 80

    taking.again()
    taking.at("You have passed")
    assert desk.statuses(page) == (("passed", "") if desk.old else ("completed", "passed"))
    assert desk.earned(page) == 100
    assert len(desk.results(page)) == len(questions) + 5
    assert set(desk.objectives(page).values()) == {"passed"}
    assert desk.lms.refusals(page) == []
