"""The names of a course's parts: the ids of its modules and pages, and that each is used once."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Literal

from elearn.content.course.banks import BANK_FOLDER
from elearn.content.course.shared import SHARED_BANKS
from elearn.content.text import LONGEST_ID, Place, slug_of
from elearn.patterns import late
from elearn.phrases import phrase
from elearn.problems import ProblemLog

MODULE_FILE = late(r"(\d{2,4})-([a-z0-9]+(?:-[a-z0-9]+)*)\.md")
OWN_ID = late(r"\s*\{#([^{}]*)\}$")
"""The id that an author writes behind a title."""
_Named = Literal["module id", "page id", "name"]


def page_id_of(module_id: str, title: str) -> str:
    """The id of a page that is given none, "" if its title has no letter or digit that can stand in one.

    The module's id goes in front, so that pages of two modules may have one title, and a page in one module never
    changes the id of a page in another.
    """
    own = slug_of(title)
    return f"{module_id}-{own}"[:LONGEST_ID].strip("-") if own else ""


def page_head(heading: str, module_id: str) -> tuple[str, str]:
    """The id and the title that the text of a page's heading gives."""
    found = OWN_ID.search(heading)
    if found:
        return found[1].strip(), heading[: found.start()].strip()
    return page_id_of(module_id, heading), heading


@dataclass
class Names:
    """Names that must be unique in a course, with the place of the first use of each."""

    used: dict[tuple[str, str], Place] = field(default_factory=dict)

    def take(self, what: _Named, name: str, line: int, log: ProblemLog, remedy: str = "") -> None:
        first = self.used.setdefault((what, name), Place(log.path, line))
        if first != Place(log.path, line):
            remedy = remedy or phrase("Give one of them another; learners' saved answers go by it.")
            log.error("S14", line, _used_twice(what, name, first), remedy)


def _used_twice(what: _Named, name: str, first: Place) -> str:
    values = {"name": name, "file": first.path, "line": first.line}
    if what == "module id":
        return phrase(
            "The module id “%(name)s” is used twice in this course: first in %(file)s, line %(line)s.",
            **values,
        )
    if what == "page id":
        return phrase(
            "The page id “%(name)s” is used twice in this course: first in %(file)s, line %(line)s.", **values
        )
    return phrase(
        "The name “%(name)s” is used twice in this course: first in %(file)s, line %(line)s.", **values
    )


def module_ids(files: Iterable[str]) -> dict[str, str]:
    """The modules' files in order, each with the module's id: its name without the number.

    A name that an earlier file has too keeps its number, but behind it: `part`, then `part-02`. Of two files with one
    number, the first is read.
    """
    numbered: dict[int, str] = {}
    for name in sorted(files):
        if not name.startswith(BANK_FOLDER) and (found := MODULE_FILE.fullmatch(name)):
            numbered.setdefault(int(found[1]), name)
    ids: dict[str, str] = {}
    for _, name in sorted(numbered.items()):
        number, _, own = name.removesuffix(".md").partition("-")
        ids[name] = f"{own}-{number}" if own in ids.values() else own
    return ids


def check_files(files: Iterable[str], log: Callable[[str], ProblemLog]) -> None:
    """S30: report the files that are not read."""
    first: dict[int, str] = {}
    for name in sorted(files):
        if name == "course.md" or name.startswith((BANK_FOLDER, SHARED_BANKS)):
            continue
        if not (found := MODULE_FILE.fullmatch(name)):
            log(name).warn(
                "S30",
                0,
                phrase("This file is not read."),
                phrase("Name a module's file as in 02-the-criteria.md, or take it away."),
            )
        elif (other := first.setdefault(int(found[1]), name)) != name:
            log(name).error(
                "S30",
                0,
                phrase("Its number %(number)s is also that of %(file)s.", number=found[1], file=other),
                phrase("Give each module its own number."),
            )
