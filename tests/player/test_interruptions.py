"""Nothing is lost in an LMS that behaves as Moodle does, whatever interrupts a learner, and whenever."""

from dataclasses import dataclass, field

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from playwright.sync_api import BrowserContext, Page

from elearn.packaging.units import Structure
from elearn.player.site import Standard
from tests.depth import deep, interruptions, soaking
from tests.desk import Desk
from tests.lms.moodle import Moodle
from tests.player.conftest import PAGE_OF, Learner
from tests.player.moodle import FIRST, desk, has_come, package, with_attempts
from tests.sample_course import RIGHT, WRONG, sample_course

__all__ = ["desk"]
pytestmark = [pytest.mark.browser, pytest.mark.property, pytest.mark.soak]
POINTS = dict(zip(RIGHT, (1, 2, 1, 1, 2), strict=True))
KINDS = ["offline", "down", "expired", "kill", "leave", "reload", "hide", "back", "second window"]
HIDE = """async () => {
  for (const state of ["hidden", "visible"]) {
    for (const page of [document, document.querySelector("iframe").contentDocument]) {
      Object.defineProperty(page, "visibilityState", { value: state, configurable: true });
      page.dispatchEvent(new Event("visibilitychange", { bubbles: true }));
    }
    await new Promise((resolve) => setTimeout(resolve, 30));
  }
}"""
Plan = list[tuple[str, bool, bool]]
"""What goes wrong, whether the page of the next question is open by then, and whether that is answered rightly."""


@dataclass
class Attempt:
    """One learner with one course, for whom things go wrong. `right` has the questions that they answered, and how."""

    lms: Moodle
    context: BrowserContext
    questions: list[str]
    module: int
    right: dict[str, bool] = field(default_factory=dict)
    lost: str = ""
    page: Page | None = None

    def open(self) -> None:
        """Opens the course, when everything works again."""
        self.mend()
        self.page = self.lms.launch(self.context, self.module)
        self.learner = Learner(self.lms.course(self.page))

    def mend(self) -> None:
        self.context.set_offline(False)
        self.lms.reach = "up"
        if self.lms.session is None:
            self.lms.sign_in()
        self.lost = ""

    def interrupt(self, kind: str) -> None:
        assert self.page
        if kind in ("offline", "down", "expired"):
            if not self.lost:
                has_come(self.learner.frame)
            self.mend()
            self.lost = kind
            self.context.set_offline(kind == "offline")
            self.lms.reach = "down" if kind == "down" else "up"
            if kind == "expired":
                self.lms.expire()
        elif kind == "kill":
            self.lms.kill(self.page)
            self.open()
        elif kind == "leave":
            self.lms.leave(self.page)
            self.open()
        elif kind == "reload":
            self.mend()
            self.page.reload()
            self.learner = Learner(self.lms.course(self.page))
        elif kind == "second window":
            before = self.page
            self.open()
            before.frame_locator("iframe").locator("body.gone").wait_for()
            self.lms.leave(before)
        elif kind == "hide":
            self.page.evaluate(HIDE)
        else:
            self.mend()
            self.learner.frame.evaluate("() => dispatchEvent(new Event('online'))")

    def answer(self, question: str, right: bool, there: bool) -> None:
        """Answers, on a page that is already there or is opened now."""
        if not there or not self.learner.frame.locator(f"[data-question={question}]").count():
            self.learner.open(PAGE_OF[question])
        self.learner.answer(question, (RIGHT if right else WRONG)[question])
        self.right[question] = right

    def check_what_is_said(self) -> None:
        """If the page says "Saved", it is."""
        frame = self.learner.frame
        frame.wait_for_function("() => !document.body.matches('.saving:not(.unsaved)')")
        if (frame.locator("#saved").text_content() or "").startswith("Saved"):
            self.check()

    def check(self) -> None:
        """All answers and the score have arrived, once and as they were given."""
        kept = self.lms.interactions(self.module)
        assert sorted(str(each.get("id")) for each in kept) == sorted(self.right), kept
        wrong = "wrong" if self.lms.standard == "scorm12" else "incorrect"
        assert {str(each["id"]): each["result"] for each in kept} == {
            name: "correct" if right else wrong for name, right in self.right.items()
        }
        earned = sum(POINTS[name] for name, right in self.right.items() if right)
        total = sum(POINTS[name] for name in self.questions)
        assert (self.lms.score(self.module) or 0) == pytest.approx(earned / total * 100, abs=0.01)
        if len(self.right) == len(self.questions):
            mark = earned / total >= 0.8
            assert self.lms.status(self.module)[1] in (("passed",) if mark else ("incomplete", "unknown"))


@pytest.mark.parametrize("standard", ["scorm12", deep("scorm2004")])
def test_nothing_is_lost_in_any_interruption(standard: Standard, desk: Desk) -> None:
    packages = {
        structure: package(with_attempts(sample_course(), 3), standard, structure) for structure in Structure
    }
    counted = 0
    wanted = interruptions()

    # Two or more things go wrong in each example. They are the same on each run, but for the soak.
    @settings(max_examples=max(2, wanted // 2), derandomize=not soaking())
    @given(
        st.lists(st.tuples(st.sampled_from(KINDS), st.booleans(), st.booleans()), min_size=2, max_size=8),
        st.sampled_from([None, 0, 1]),
    )
    def hold(plan: Plan, module: int | None) -> None:
        nonlocal counted
        if counted >= wanted:
            return
        counted += len(plan)
        structure = Structure.COURSE if module is None else Structure.MODULES
        play(*packages[structure], standard, desk, plan, module)

    hold()
    assert counted >= wanted


def play(
    files: dict[str, bytes],
    starts: tuple[str, ...],
    standard: Standard,
    desk: Desk,
    plan: Plan,
    module: int | None,
) -> None:
    """Plays the whole course, or one of its modules."""
    context = desk.sit_down()
    try:
        with Moodle(files, standard, starts) as lms:
            asked = [name for name in RIGHT if module is None or (name in FIRST) == (module == 0)]
            learner = Attempt(lms, context, asked, module or 0)
            learner.open()
            questions = iter(asked)
            learner.learner.open(PAGE_OF[asked[0]])  # its module has come, and the next comes
            for kind, there, right in plan:
                question = next(questions, None)
                if question and there:
                    learner.learner.open(PAGE_OF[question])
                    learner.check_what_is_said()
                learner.interrupt(kind)
                if question:
                    learner.answer(question, right, there)
                learner.check_what_is_said()
            assert learner.page
            learner.lms.leave(learner.page)
            learner.open()
            learner.learner.frame.wait_for_function("() => !document.body.matches('.saving:not(.unsaved)')")
            learner.check()
            for question, right in learner.right.items():
                learner.learner.open(PAGE_OF[question])
                for option in (RIGHT if right else WRONG)[question]:
                    form = f"[data-question={question}]"
                    assert learner.learner.frame.is_checked(f"{form} input[value='{option}']")
    finally:
        context.set_offline(False)
        desk.leave()
