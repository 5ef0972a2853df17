"""The parts of a new course, and its files in the canonical form."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import ceil

from elearn.content.course import course_minutes, read_course, write_course
from elearn.content.review import Tier
from elearn.problems import InputFault

PASSED = "{pages: all, pass_mark: 80%, attempts: 3}"
READ = "{pages: all}"
_FRONT = """\
---
title: {title}
version: 0.1.0
language: {language}
duration: 15 minutes
summary: {summary}
audience: [{audience}]
{outcomes}learned_from: [{learned_from}]
completion: {completion}
renew_after: {renew_after}
{people}---
"""


@dataclass(frozen=True)
class NewOutcome:
    """What learners can do afterwards. `learned_from` are the references of recommendations (`review#r1`)."""

    id: str
    text: str
    tier: Tier | None = None
    learned_from: tuple[str, ...] = ()


@dataclass(frozen=True)
class NewPage:
    """A page. `blocks` are texts, each of one block."""

    id: str
    title: str
    blocks: tuple[str, ...]


@dataclass(frozen=True)
class NewModule:
    """A module. Its id is the name of its file behind the number."""

    id: str
    title: str
    pages: tuple[NewPage, ...]


@dataclass(frozen=True)
class NewCourse:
    """A course that is about to begin. `completion` and `renew_after` are written as in a file.

    `banks` are the texts of files, by the id of each bank.
    """

    title: str
    summary: str
    modules: Sequence[NewModule]
    introduction: Sequence[str] = ()
    outcomes: Sequence[NewOutcome] = ()
    banks: Mapping[str, str] = field(default_factory=dict)
    completion: str = PASSED
    renew_after: str = "3 years"
    language: str = "en-GB"
    audience: Sequence[str] = ("all-staff",)
    people: Sequence[str] = ()

    def texts(self) -> dict[str, str]:
        """The files by name, with the time that a learner needs. Raises InputFault if they are not a valid course."""
        files = {
            "course.md": "\n\n".join((self._front(), *self.introduction)) + "\n",
            **{f"{number:02d}-{each.id}.md": _module(each) for number, each in enumerate(self.modules, 1)},
            **{f"bank/{name}.md": text for name, text in self.banks.items()},
        }
        course, problems = read_course("course", files)
        if course is None:
            raise InputFault([each for each in problems if each.severity == "error"])
        minutes = min(600, max(5, 5 * ceil(course_minutes(course) / 5)))
        return write_course(course.model_copy(update={"duration_minutes": minutes}))

    def _front(self) -> str:
        outcomes = "".join(f"  {each.id}: {_outcome(each)}\n" for each in self.outcomes)
        answered = dict.fromkeys(ref for each in self.outcomes for ref in each.learned_from)
        return _FRONT.format(
            title=in_yaml(self.title),
            language=self.language,
            summary=in_yaml(self.summary),
            audience=", ".join(self.audience),
            outcomes=f"outcomes:\n{outcomes}" if outcomes else "",
            learned_from=", ".join(answered),
            completion=self.completion,
            renew_after=self.renew_after,
            people=f"invented_people: [{', '.join(map(in_yaml, self.people))}]\n" if self.people else "",
        )


def in_yaml(text: str) -> str:
    """One line of text as a YAML string."""
    line = " ".join(text.split())
    return '"' + line.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _outcome(outcome: NewOutcome) -> str:
    if not outcome.tier and not outcome.learned_from:
        return in_yaml(outcome.text)
    more = [f"tier: {outcome.tier}"] if outcome.tier else []
    more += [f"learned_from: [{', '.join(outcome.learned_from)}]"] if outcome.learned_from else []
    return f"{{text: {in_yaml(outcome.text)}, {', '.join(more)}}}"


def _module(module: NewModule) -> str:
    pages = ("\n\n".join((f"## {each.title} {{#{each.id}}}", *each.blocks)) for each in module.pages)
    return "\n\n".join((f"# {module.title}", *pages)) + "\n"
