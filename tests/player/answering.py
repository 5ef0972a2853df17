"""Answers to every question kind's example, given with the keyboard only.

They come with what each standard is told about them.
"""

import json
import re
from collections.abc import Callable
from typing import Any

from playwright.sync_api import Frame, Keyboard, Locator

from elearn.content.course.courses import read_course
from elearn.content.course.model import Course
from elearn.content.kinds import question_kinds
from tests.gallery import gallery_files

FRONT = """\
---
title: Every question
version: 1.0.0
duration: 30 minutes
outcomes: {outcomes}
completion: {completion}
---

Each page asks one kind of question. All of it is invented.
"""
_WAY = """selector => {
  const here = document.activeElement;
  if (here.matches(selector)) return "";
  return here.compareDocumentPosition(document.querySelector(selector)) & 2 ? "Shift+Tab" : "Tab";
}"""
_PRIVATE = ":::{commitment}\n"
_TOLD = _PRIVATE + ":seen-by: training-lead\n"
ODD = "{lang=en} A call, first[,]and “wörds” after 😀\nthen a line"

GIVEN: dict[str, tuple[Any, Any]] = {
    "choose-one": ("c", "b"),
    "choose-many": (["c"], ["a", "b"]),
    "true-or-false": ("true", "false"),
    "match": ({"a": "1", "b": "4", "c": "4"}, {"a": "1", "b": "2", "c": "3"}),
    "label-picture": ({"1": "a", "2": "d", "3": "d"}, {"1": "a", "2": "b", "3": "c"}),
    "order": (["b", "a", "c", "d"], ["a", "b", "c", "d"]),
    "fill-in": ("Learning.", " Saftey "),
    "number": ("5", "15,0 working days"),
    "scenario": (["b"], ["a", "a"]),
    "rate": ("2", "2"),
    "reflect": (ODD, ODD),
    "confidence": ({"a": "2", "b": "3"}, {"a": "2", "b": "3"}),
    "commitment": ("a", "a"),
}
"""By kind: the first answer, which is wrong if there is a right one, and then the second."""


def questions_course() -> Course:
    """Returns a course with a page for every question kind, whose id is the kind's name.

    It asks nothing else.
    """
    questions = gallery_files()["02-questions.md"]
    pages = re.split(r"(?m)^(?=## .*\{#[\w-]+\}$)", questions)[1:]
    of_questions = [page for page in pages if re.match(r"## .*\{#([\w-]+)\}", page)[1] in question_kinds()]  # type: ignore[index]
    names = sorted(set(re.findall(r"(?m)^:outcome: (.+)$", questions)))
    front = FRONT.replace("{outcomes}", json.dumps({name: f"Show {name}" for name in names}))
    course, problems = read_course(
        "every-question",
        {
            "course.md": front.replace("{completion}", "{pages: none, pass_mark: 80%}"),
            "01-questions.md": "# Questions\n\n" + "".join(of_questions).replace(_PRIVATE, _TOLD),
        },
    )
    assert course, "\n".join(map(str, problems))
    assert set(GIVEN) == set(question_kinds()), "say here how the new kind is answered"
    return course


class Hands:
    """A learner who answers with the keyboard.

    With `tabbing`, they reach everything with Tab, as people without a mouse do.
    """

    def __init__(self, frame: Frame, keys: Keyboard, tabbing: bool) -> None:
        self.frame, self.keys, self.tabbing = frame, keys, tabbing
        self.form = ""

    def at(self, question: str) -> "Hands":
        """Goes to this question, in which everything that follows is found."""
        self.form = f"[data-question='{question}']"
        return self

    def find(self, selector: str) -> Locator:
        return self.frame.locator(f"{self.form} {selector}")

    def reach(self, selector: str) -> None:
        """Brings focus to what the selector matches."""
        if not self.tabbing:
            self.find(selector).first.focus()
            return
        for _ in range(60):
            way = self.frame.evaluate(_WAY, f"{self.form} {selector}")
            if not way:
                return
            self.keys.press(way)
        raise AssertionError(f"{selector} is out of the keyboard's reach")

    def press(self, selector: str) -> None:
        """Presses a button or follows a link."""
        self.reach(selector)
        self.keys.press("Enter")

    def answer(self, kind: str, given: Any) -> None:
        """Answers the question on the page, without checking."""
        _HOW[kind](self, given)

    def check(self) -> str:
        """Checks it, unless the last step has already done so. Returns what is said."""
        if self.find("[data-part=check]").is_visible():
            self.press("[data-part=check]")
            assert self.frame.evaluate("() => document.activeElement.matches('[data-part=verdict]')")
        return self.find("[data-part=said]").inner_text()

    def radio(self, group: str, value: str) -> None:
        self.reach(f"{group} input[type=radio]")
        self.keys.press("Space")
        for _ in range(12):
            if self.find(f"{group} input[value='{value}']").is_checked():
                return
            self.keys.press("ArrowDown")
        raise AssertionError(f"{value} is out of the keyboard's reach")

    def boxes(self, values: list[str]) -> None:
        for value in sorted(values, key=self._place):
            self.reach(f"fieldset input[value='{value}']")
            self.keys.press("Space")

    def _place(self, value: str) -> int:
        shown = self.find("fieldset input").evaluate_all("all => all.map(each => each.value)")
        return int(shown.index(value))

    def choose(self, selector: str, value: str) -> None:
        self.reach(selector)
        self.keys.press("Home")
        for _ in range(12):
            if self.find(selector).input_value() == value:
                return
            self.keys.press("ArrowDown")
        raise AssertionError(f"{value} is out of the keyboard's reach")

    def pairs(self, given: dict[str, str]) -> None:
        for source, target in given.items():
            self.choose(f"[data-source='{source}'] select", target)

    def order(self, wanted: list[str]) -> None:
        """Sorts with the buttons. After each press, focus is still on the button that was pressed."""
        self.press("[data-step] [data-move='1']")
        for place, step in enumerate(wanted):
            while self._steps().index(step) > place:
                button = f"[data-step='{step}'] [data-move='-1']"
                before = self._steps().index(step)
                self.press(button)
                assert self.frame.evaluate("s => document.activeElement.matches(s)", button)
                assert f": now {before} of {len(wanted)}" in self.find("[data-moved]").inner_text()

    def _steps(self) -> list[str]:
        return list(self.find("[data-step]").evaluate_all("all => all.map(each => each.dataset.step)"))

    def type(self, text: str) -> None:
        self.reach("fieldset :is(input, textarea)")
        for part in re.split("(\n)", text):
            self.keys.press("Enter") if part == "\n" else self.keys.type(part)

    def play(self, choices: list[str]) -> None:
        for choice in choices:
            self.press(f".scene:not([hidden]) [data-choice='{choice}'] .way")

    def rate_each(self, given: dict[str, str]) -> None:
        for statement, value in given.items():
            self.radio(f"[data-statement='{statement}']", value)

    def commit(self, step: str) -> None:
        self.radio("fieldset", step)
        self.choose("fieldset select", "today")


_HOW: dict[str, Callable[[Hands, Any], None]] = {
    "choose-one": lambda hands, value: hands.radio("fieldset", value),
    "true-or-false": lambda hands, value: hands.radio("fieldset", value),
    "rate": lambda hands, value: hands.radio("fieldset", value),
    "choose-many": Hands.boxes,
    "match": Hands.pairs,
    "label-picture": Hands.pairs,
    "order": Hands.order,
    "fill-in": Hands.type,
    "number": Hands.type,
    "reflect": Hands.type,
    "scenario": Hands.play,
    "confidence": Hands.rate_each,
    "commitment": Hands.commit,
}


def name_of(course: Course, kind: str) -> str:
    """Returns the name of the question of a kind."""
    return next(question.name for question in course.questions() if question.kind == kind)


__all__ = ["GIVEN", "Hands", "name_of", "questions_course"]
