"""A draft, read and checked: the parts of its files, the course as far as it reads, and what the checks find."""

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from threading import Lock
from typing import TypeVar

from elearn.checks import check_text, examine_course, rules_by_id
from elearn.content.course import (
    Course,
    is_shared_folder,
    load_banks,
    load_texts,
    problems_of_banks,
    shared_texts,
)
from elearn.content.kinds import kinds
from elearn.content.review import recommendations_for
from elearn.desk.examples import example_html, stand_in
from elearn.desk.parts import FilePart, Texts
from elearn.desk.sharing import at_draws
from elearn.problems import Problem
from elearn.settings import Settings
from elearn.translations import gettext as _

MOST_KEPT = 16
"""How many drafts are kept as they were last read."""
MOST_SHOWN = 256
"""How many courses are kept by the change at which browsers showed them."""


@dataclass(frozen=True)
class Examined:
    """A draft as it was read. `shown` is the course, or the last one that could be read; None if there was none."""

    files: tuple[FilePart, ...]
    problems: tuple[Problem, ...]
    course: Course | None
    shown: Course | None


@dataclass
class Examiner:
    """Reads and checks drafts, and keeps the last of each course: the same texts are not checked twice.

    What belongs to one course must be asked for by one thread at a time (`Desk.work`).
    """

    settings: Settings
    texts: Texts
    _kept: OrderedDict[str, tuple[str, Examined]] = field(default_factory=OrderedDict)
    _shown: OrderedDict[tuple[str, int], Course | None] = field(default_factory=OrderedDict)
    _lock: Lock = field(default_factory=Lock)
    _found: dict[str, tuple[int, int]] = field(default_factory=dict)

    @property
    def has_read(self) -> bool:
        """Whether a draft was read already."""
        return bool(self._kept)

    def findings_at(self, course: str, seq: int) -> int | None:
        """How many findings the draft has at change `seq`. None if that is not known without reading it."""
        at, count = self._found.get(course, (-1, 0))
        return count if at == seq else None

    def shown_at(self, course: str, seq: int, made: Examined, known: int | None) -> Course | None:
        """The course that a browser shows which knows change `known`. None: none. Another one if we do not remember it.

        Keeps that the draft was read as `made` at change `seq`.
        """
        self._found[course] = seq, len(made.problems)
        with self._lock:
            _keep(self._shown, (course, seq), made.shown, MOST_SHOWN)
            return None if known is None else self._shown.get((course, known), stand_in())

    def examined(self, folder: Path, files: Mapping[str, str]) -> Examined:
        """The draft whose files have these texts, in the place of the folder's own."""
        shared = shared_texts(folder, files, [])
        digest = _digest({**files, **{name: text for name, (text, _) in shared.items()}})
        before = self._kept.get(folder.name)
        if before and before[0] == digest:
            return before[1]
        of_banks = is_shared_folder(folder)
        loaded = load_banks(folder, files, _("Question banks")) if of_banks else load_texts(folder, files)
        known = recommendations_for(self.settings.courses, self.settings.reviews)
        found = examine_course(loaded, known).problems
        problems = problems_of_banks(folder, found) if of_banks else at_draws(folder, files, found)
        named = sorted(loaded.texts if of_banks else files, key=_in_order)
        parts = tuple(self.texts.parts_of(files, name) for name in named)
        shown = loaded.course or (before[1].shown if before else None)
        made = Examined(parts, tuple(problems), loaded.course, shown)
        with self._lock:
            _keep(self._kept, folder.name, (digest, made), MOST_KEPT)
        return made


K = TypeVar("K")
V = TypeVar("V")


def _keep(kept: OrderedDict[K, V], key: K, value: V, most: int) -> None:
    """Puts a value last, and takes the first out if there are too many."""
    kept[key] = value
    kept.move_to_end(key)
    if len(kept) > most:
        kept.popitem(last=False)


def prepare_checks() -> None:
    """Loads and compiles what the first check of a course needs, which takes seconds, and draws the kinds' examples."""
    check_text("\n\n".join(rule.example for rule in rules_by_id().values()), subject="course")
    for kind in kinds():
        example_html(kind)


def _in_order(name: str) -> tuple[int, str]:
    """The introduction, then modules, then banks."""
    return (0 if name == "course.md" else 2 if "/" in name else 1), name


def _digest(files: Mapping[str, str]) -> str:
    digest = sha256()
    for name, text in sorted(files.items()):
        digest.update(f"{name}\0{len(text)}\0{text}".encode())
    return digest.hexdigest()
