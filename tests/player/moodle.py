"""What the tests of a learner in an LMS that behaves as Moodle does have in common."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Frame, Page

from elearn.content.course.model import Course
from elearn.content.kinds.rate import Rate
from elearn.packaging.units import Structure, units
from elearn.player.site import Standard, render_site
from tests.depth import deep
from tests.desk import Desk
from tests.lms.moodle import Moodle
from tests.lms.served import CLOSED
from tests.player.conftest import MEDIA, Learner
from tests.sample_course import RIGHT, WRONG, sample_course

SCORM = pytest.mark.parametrize("standard", ["scorm12", deep("scorm2004")])
SAVED = ("Saved", "Saved again. Nothing is lost.")
Open = Callable[..., Moodle]
FIRST = ["first-words", "record", "photograph"]
"""The questions of the first module. The others are in the second."""
FAILED = {**RIGHT, "disagree": WRONG["disagree"], "record": WRONG["record"]}
"""Answers with which a learner misses the pass mark."""

_HAS_COME = """() => {
  const { modules } = window.elearnCourse;
  const at = modules.findIndex((module) => module.pages.some(({ id }) => id === history.state?.page));
  const come = (window.elearnModules ?? []).map(([id]) => id);
  return modules.slice(Math.max(at, 0), at + 2).every(({ id }) => come.includes(id));
}"""

_BUILT: dict[tuple[str, Structure, int | None], tuple[dict[str, bytes], tuple[str, ...]]] = {}


@pytest.fixture(scope="module")
def desk(browser: Browser) -> Iterator[Desk]:
    """The browser that these learners share. Each has an LMS of their own, at an address of its own."""
    with Desk(browser, CLOSED) as shared:
        yield shared


@pytest.fixture
def moodle() -> Iterator[Open]:
    """Opens an LMS with the sample course, whole or as a package of its modules."""
    opened: list[Moodle] = []

    def make(
        standard: Standard,
        structure: Structure = Structure.COURSE,
        attempts: int | None = 3,
        course: Course | None = None,
        **behaviour: Any,
    ) -> Moodle:
        known = (standard, structure, attempts)
        if course:
            files, starts = package(course, standard, structure)
        else:
            if known not in _BUILT:
                _BUILT[known] = package(with_attempts(sample_course(), attempts), standard, structure)
            files, starts = _BUILT[known]
        lms = Moodle(files, standard, starts, **behaviour)
        opened.append(lms.__enter__())
        return lms

    yield make
    for lms in opened:
        lms.__exit__()


def with_attempts(course: Course, attempts: int | None) -> Course:
    completion = course.completion.model_copy(update={"attempts": attempts})
    return course.model_copy(update={"completion": completion})


def with_a_rating(course: Course) -> Course:
    """The course with a statement to rate on its first page, called "sure"."""
    first, *modules = course.modules
    visit, *pages = first.pages
    rating = Rate(name="sure", stem="I am sure what to do.", scale=("agreement",))
    asked = visit.model_copy(update={"blocks": (*visit.blocks, rating)})
    return course.model_copy(
        update={"modules": (first.model_copy(update={"pages": (asked, *pages)}), *modules)}
    )


def package(
    course: Course, standard: Standard, structure: Structure
) -> tuple[dict[str, bytes], tuple[str, ...]]:
    """The pages of a package, and the first page of each module."""
    parts = {unit.launch: unit.course for unit in units(course, structure)}
    return render_site(course, standard, MEDIA, parts).files, tuple(parts)


def begin(lms: Moodle, context: BrowserContext, module: int = 0) -> tuple[Page, Learner]:
    page = lms.launch(context, module)
    learner = Learner(lms.course(page))
    has_come(learner.frame)
    return page, learner


def has_come(frame: Frame | Page) -> None:
    """Waits until the module of the page and the one after it have loaded, so that the connection may go."""
    frame.wait_for_function(_HAS_COME)


def at_the_visit(lms: Moodle, context: BrowserContext) -> tuple[Page, Learner]:
    """The course, opened at its first page with a question. All is saved."""
    page, learner = begin(lms, context)
    learner.open("the-visit")
    has_come(learner.frame)
    assert said(learner.frame) == "Saved"
    return page, learner


def back(lms: Moodle, context: BrowserContext, module: int = 0) -> Learner:
    """The next opening, when all that it sends has been saved."""
    _, learner = begin(lms, context, module)
    assert said(learner.frame) in SAVED
    return learner


def said(frame: Frame) -> str:
    """What is said about saving, once no answer is awaited."""
    frame.wait_for_function("() => !document.body.matches('.saving:not(.unsaved)')")
    return frame.locator("#saved").text_content() or ""


def answered(lms: Moodle, module: int = 0) -> list[str]:
    return [str(each["id"]) for each in lms.interactions(module)]


def passed(lms: Moodle, module: int = 0) -> bool:
    return lms.status(module) in {("passed", "passed"), ("completed", "passed")}


@contextmanager
def gone(lms: Moodle, context: BrowserContext, how: str) -> Iterator[None]:
    """The connection, the server or the session is gone in the block.

    Without a session, a server sends everybody on to the page to sign in ("expired"), or sends that page ("asked").
    """
    if how == "offline":
        context.set_offline(True)
    elif how == "down":
        lms.reach = "down"
    else:
        lms.login = "page" if how == "asked" else "redirect"
        lms.expire()
    try:
        yield
    finally:
        if how == "offline":
            context.set_offline(False)
        elif how == "down":
            lms.reach = "up"
        else:
            lms.sign_in()
