"""Short courses, for the rules that look at a whole course."""

from collections.abc import Iterable

from elearn.checks.model import Examined
from elearn.checks.run import run_rules
from elearn.checks.texts import primary_language, texts_of
from elearn.content.course.reader import read_files
from elearn.content.waivers import apply_waivers, waivers_in
from elearn.problems import Problem

FRONT = """\
---
title: A course
version: 1.0.0
duration: 10 minutes
outcomes:
  act: Act the same day
---

"""
CARE = "\n:::{support}\nTalk to your supervisor.\n:::\n"


def files(page: str, front: str = FRONT, introduction: str = "") -> dict[str, str]:
    """Returns the files of a course whose one module has one page with this inside."""
    return {"course.md": front + introduction, "01-one.md": f"# One\n\n## Page {{#page}}\n\n{page}\n{CARE}"}


def found(course: dict[str, str], only: Iterable[str]) -> list[Problem]:
    """Returns what rules find in a course's files, after waivers."""
    reading = read_files("a-course", course, "")
    assert reading.course, [str(problem) for problem in reading.problems]
    language = primary_language(reading.course.language)
    texts = [text for name, content in course.items() for text in texts_of(content, name, language)]
    problems = run_rules(Examined("course", "", texts, reading.course, reading.source), only)
    waivers = [
        waiver
        for name, content in course.items()
        for waiver in waivers_in(content, name, introduction=name == "course.md")
    ]
    return apply_waivers(problems, waivers)[0]


def question(
    stem: str,
    right: str,
    *wrong: str,
    name: str = "q",
    kind: str = "choose-one",
    options: str = "",
    at: int = 0,
) -> str:
    """Returns a question with its right answer at this place among the wrong ones."""
    answers = [f"- [ ] {each}\n  > No." for each in wrong]
    answers.insert(at, f"- [x] {right}\n  > Yes.")
    return (
        f":::{{question}} {kind}\n:name: {name}\n:outcome: act\n{options}\n{stem}\n\n"
        + "\n".join(answers)
        + "\n:::\n"
    )
