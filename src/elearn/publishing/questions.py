"""The questions of a course as their answers are reported: by ids, which have to stay the same when words change."""

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from elearn.content.course import Course
from elearn.content.kinds import Question
from elearn.files import write_whole

_KEPT = ".questions"
"""The folder below the packages that keeps the questions of each package. Nothing in it is given to a browser."""


@dataclass(frozen=True)
class Asked:
    """One question: the type of its answers, what an answer may name, and the right answer, each as it is reported.

    `words` has the hash of the words of each id, so that we can tell whether two ids have changed places. `right`
    has the parts of the right answer. It is empty if there is none, or if it is not made of ids.
    """

    type: str
    words: Mapping[str, str]
    right: tuple[str, ...] = ()


def asked_in(course: Course) -> dict[str, Asked]:
    """Every question of a course whose answers are reported, by the id under which they are."""
    found: dict[str, Asked] = {}
    for question in course.questions():
        data = question.data()
        if data.get("private"):
            continue
        words = {reported(id): _hash(text) for id, text in _words(question, data)}
        asked = Asked(_type(question, data), words, tuple(_right(question, data)))
        parts = data.get("statements", ())
        ids = [f"{question.name}-{part}" for part in parts] if len(parts) > 1 else [question.name]
        found |= dict.fromkeys(ids, asked)
    return found


def keep(packages: Path, folder: str, asked: Mapping[str, Asked]) -> None:
    """Keeps the questions of a package, for whoever publishes the next version."""
    text = json.dumps({name: asdict(each) for name, each in asked.items()}, ensure_ascii=False)
    write_whole(_place(packages, folder), text.encode())


def kept(packages: Path, folder: str) -> dict[str, Asked]:
    """The questions of a package. Empty if an earlier elearn published it, or the file cannot be read."""
    try:
        said = json.loads(_place(packages, folder).read_bytes())
        return {name: Asked(each["type"], each["words"], tuple(each["right"])) for name, each in said.items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}


def parts_of(response: str) -> list[str]:
    """The ids that a response names."""
    return [part for part in re.split(r"\[[,.]\]", response) if part]


def reported(id: str) -> str:
    """An id as a response names it: some systems lose a response with a hyphen in it."""
    return re.sub(r"[^\w.]", "_", id, flags=re.ASCII)


def _place(packages: Path, folder: str) -> Path:
    return packages / _KEPT / f"{folder.replace('/', '-')}.json"


def _hash(text: str) -> str:
    return hashlib.sha256(" ".join(text.split()).encode()).hexdigest()[:16] if text else ""


def _type(question: Question, data: Mapping[str, Any]) -> str:
    """The type under which the kind's `view.js` reports an answer."""
    if question.kind == "true-or-false":
        return "true-false"
    if not question.marked:
        return "long-fill-in" if "private" in data else "likert"
    named = ("scenes", "performance"), ("sources", "matching"), ("steps", "sequencing"), ("spans", "numeric")
    usual = "choice" if "options" in data else "fill-in"
    return next((type for key, type in named if key in data), usual)


def _words(question: Question, data: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """What an answer may name, each with its words. Empty if an answer is in a person's own words."""
    if "private" in data:
        return
    if "scenes" in data:
        for scene in getattr(question, "scenes", ()):
            yield scene.id, scene.title
            yield from ((choice.id, "") for choice in scene.choices)
    elif "sources" in data:
        yield from ((row.id, row.source) for row in getattr(question, "sources", ()))
        yield from getattr(question, "targets", {}).items()
    elif "steps" in data:
        yield from ((step.id, step.text) for step in getattr(question, "steps", ()))
    elif "options" in data:
        options = getattr(question, "options", None)
        given = ((option.id, option.text) for option in options) if options else ()
        yield from given or ((option, option) for option in data["options"])


def _right(question: Question, data: Mapping[str, Any]) -> Iterator[str]:
    if "sources" in data:
        yield from (f"{reported(one)}[.]{reported(other)}" for one, other in data["right"].items())
    elif "steps" in data and question.marked:
        yield from map(reported, data["steps"])
    elif "options" in data and question.marked:
        yield from map(reported, data["right"])
