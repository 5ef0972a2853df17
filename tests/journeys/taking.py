"""A person who takes a course: reads, answers rightly or wrongly, goes on, leaves, comes back."""

from collections.abc import Iterable
from pathlib import Path

from playwright.sync_api import Frame, Locator, Page, expect

from elearn.content.course.courses import load_course
from elearn.content.course.model import Course
from elearn.content.course.model import Page as CoursePage
from elearn.content.kinds import Question
from elearn.content.kinds.scenario import Scenario

ROOT = Path(__file__).parents[2]


def course(slug: str) -> Course:
    """One of the courses that ship with elearn."""
    loaded = load_course(ROOT / "courses" / slug).course
    assert loaded is not None
    return loaded


class Taking:
    """A course open in a frame. `page` is the page around it."""

    def __init__(self, page: Page, frame: Frame, course: Course) -> None:
        self.page, self.frame, self.course = page, frame, course

    @property
    def heading(self) -> Locator:
        """The title of the page that is shown."""
        return self.frame.locator("h1:visible")

    def start(self) -> None:
        """Goes from the introduction to the first page."""
        self.go_on()

    def go_on(self) -> None:
        """Follows the link at the end of the page."""
        self.frame.locator("#steps button, #steps a").last.click()

    def at(self, title: str) -> None:
        """Checks that the player shows a page."""
        expect(self.heading).to_have_text(title)

    def open(self, page: str) -> None:
        """Chooses a page in the contents. On a phone, these are in a drawer."""
        self.frame.locator(f"a[data-page='{page}']").first.evaluate("link => link.click()")

    def read_on(self) -> None:
        """Chooses to read on if the page begins with a warning."""
        read = self.frame.locator("[data-warning=read]:visible")
        if read.count():
            read.click()

    def again(self) -> None:
        """Answers the missed questions rightly, from the result page and back to it."""
        self.frame.get_by_role("button", name="Answer the missed questions again").click()
        for page in self.course.pages():
            asked = [block for block in page.blocks if isinstance(block, Question)]
            if not asked:
                continue
            self.open(page.id)
            self.at(page.title)
            self.read_on()
            for question in asked:
                if self.form(question).locator("[data-part=check]:visible").count():
                    self.answer(question, right=True)
        self.open("_result")

    def through(self, pages: Iterable[CoursePage], *, wrong: int = 0) -> int:
        """Takes these pages, the first `wrong` questions wrongly. Returns how many of those are left."""
        for page in pages:
            self.at(page.title)
            self.read_on()
            for question in page.blocks:
                if isinstance(question, Question):
                    self.answer(question, right=wrong <= 0)
                    wrong -= 1
            self.go_on()
        return wrong

    def answer(self, question: Question, *, right: bool) -> None:
        """Chooses options and checks the answer. A scenario needs no checking."""
        if isinstance(question, Scenario):
            self.play(question, right=right)
            return
        form = self.form(question)
        rights = set(question.data()["right"])
        for option in question.options:  # type: ignore[attr-defined]
            chosen = (option.id in rights) is right
            box = form.locator(f"input[value='{option.id}']")
            if box.get_attribute("type") == "checkbox":
                box.set_checked(chosen)
            elif chosen:
                box.check()
                break
        form.get_by_role("button", name="Check my answer").click()
        expect(form.locator("[data-part=verdict]")).to_be_visible()

    def play(self, scenario: Scenario, *, right: bool) -> None:
        """Plays a scenario to its best ending, or to the worst that one or two choices lead to."""
        form = self.form(scenario)
        way = scenario.data()["best"] if right else self._worst_way(scenario)
        for choice in way:
            form.locator(f"[data-choice='{choice}'] button:visible").click()
        expect(form.locator("[data-part=verdict]")).to_be_visible()

    @staticmethod
    def _worst_way(scenario: Scenario) -> list[str]:
        data = scenario.data()
        first = next(iter(data["scenes"]))
        ways = [([one], to) for one, to in data["scenes"][first].items()]
        ways += [([*way, two], to) for way, at in ways for two, to in data["scenes"][at].items()]
        return min((data["endings"][at], way) for way, at in ways if at in data["endings"])[1]

    def form(self, question: Question) -> Locator:
        """The form of a question on the page."""
        return self.frame.locator(f"form[data-question='{question.name}']")

    def chosen(self, question: Question) -> list[str]:
        """The ids of the chosen options."""
        boxes = self.form(question).locator("input:checked")
        return sorted(str(box.get_attribute("value")) for box in boxes.all())
