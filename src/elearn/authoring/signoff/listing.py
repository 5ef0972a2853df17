"""What waits for a person, what is under way, and which courses have to be read through again."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from elearn.authoring.actions import title_of
from elearn.authoring.saved import saved_hash
from elearn.authoring.signoff.rounds import APPROVAL, Round, live_rounds
from elearn.authoring.signoff.states import STATES
from elearn.authoring.sources import kept_text
from elearn.authoring.writers import writers_of
from elearn.content.course import course_folders
from elearn.database import Connection
from elearn.days import day_phrase
from elearn.phrases import phrase
from elearn.tracker import Actor, catalogue

SOON = timedelta(days=60)
"""How long before its day of review a course is on the list."""
_REVIEW_BY = re.compile(r"^review_by:[ \t]*[\"']?([0-9]{4}-[0-9]{2}-[0-9]{2})", re.MULTILINE)
_MOST_READ = 20_000
"""Characters of a course's file in which its facts are."""
_MOST_DAYS = 5_000
_days: dict[str, date | None] = {}
"""The day of review that files name, by their hash: what is kept never changes, and may have films in it."""


@dataclass(frozen=True)
class Waiting:
    """A course that was sent for sign-off. `changed`: its files are other ones now, so that it has to be sent again."""

    title: str
    round: Round
    changed: bool

    @property
    def state(self) -> str:
        """Where it is, in a few words."""
        return phrase("Changed since it was sent") if self.changed else STATES[self.round.step or "approved"]


@dataclass(frozen=True)
class Due:
    """A published course, and the day by which somebody has to read it through again."""

    course: str
    title: str
    day: date
    passed: bool

    @property
    def day_words(self) -> str:
        """The day in words."""
        return day_phrase(self.day)


@dataclass(frozen=True)
class Overview:
    """`mine` waits for the person, `others` for somebody else, `approved` can be published, and `due` comes earliest
    day first."""

    mine: tuple[Waiting, ...]
    others: tuple[Waiting, ...]
    approved: tuple[Waiting, ...]
    due: tuple[Due, ...]


def overview(conn: Connection, courses: Path, who: Actor, on: date) -> Overview:
    """What waits for a person, is under way, is approved and not published, and is to be reviewed.

    Raises NotAllowed if the person may not see sign-off.
    """
    who.must("see-sign-off")
    found = list(_under_way(conn, courses))
    mine = [each for each in found if not each.changed and _is_for(conn, each.round, who)]
    approved = [each for each in found if each.round.approved and not each.changed]
    others = [each for each in found if each not in mine and each not in approved]
    return Overview(tuple(mine), tuple(others), tuple(approved), tuple(due(conn, courses, on)))


def states_in_words(conn: Connection, courses: Path, on: date) -> dict[str, str]:
    """The state of each course that is in sign-off, or that is to be reviewed soon, in a few words, by its id."""
    found = {each.course: _REVIEW_PASSED if each.passed else _REVIEW_SOON for each in due(conn, courses, on)}
    found |= {each.round.course: each.state for each in _under_way(conn, courses)}
    return found


def _under_way(conn: Connection, courses: Path) -> Iterator[Waiting]:
    """What was sent, without what has been published since. What was published first may still wait to be signed."""
    published = _published_sources(conn)
    for each in _waiting(conn, courses):
        is_signed_later = not each.round.approved and not each.changed
        if is_signed_later or (each.round.course, each.round.source) not in published:
            yield each


_REVIEW_PASSED = phrase("Review due")
_REVIEW_SOON = phrase("Review due soon")


def has_changed(conn: Connection, folder: Path) -> bool:
    """Whether a course was sent for sign-off, and its files are other ones now than those that were sent."""
    sent = next((each for each in live_rounds(conn) if each.course == folder.name), None)
    if sent is None or (sent.course, sent.source) in _published_sources(conn):
        return False
    return saved_hash(folder) != sent.source


def due(conn: Connection, courses: Path, on: date) -> Iterator[Due]:
    """The published courses that are to be reviewed within `SOON`, or were to be, the earliest day first.

    The day is that of the version that people start. A later one in the files counts when it is published.
    """
    rows = conn.tuples(
        f"select course.id, v.source, v.published_at from course join course_version v on {catalogue.CURRENT}"
    )
    current = {course: (source, at) for course, source, at in rows}
    found = []
    for folder in course_folders(courses) if courses.is_dir() else ():
        day = _published_day(conn, folder, *current[folder.name]) if folder.name in current else None
        if day is not None and day <= on + SOON:
            found.append(Due(folder.name, title_of(folder), day, day <= on))
    return iter(sorted(found, key=lambda each: (each.day, each.title.casefold())))


def _waiting(conn: Connection, courses: Path) -> Iterator[Waiting]:
    """The last sign-off of each course that counts, the first sent first."""
    last: dict[str, Round] = {}
    for each in live_rounds(conn):
        last.setdefault(each.course, each)
    for each in sorted(last.values(), key=lambda each: each.sent_at):
        folder = courses / each.course
        if folder.is_dir():
            try:
                changed = saved_hash(folder) != each.source
            except OSError:  # it cannot be read now, so nobody can say that it is the same
                changed = True
            yield Waiting(title_of(folder), each, changed)


def _is_for(conn: Connection, round: Round, who: Actor) -> bool:
    """Whether a step waits for this person. Nobody is asked to approve what they wrote or sent."""
    if not round.step or round.step not in who.signs:
        return False
    own = who.person == round.sent_by or who.person in writers_of(conn, round.course)
    return not (own and round.step == APPROVAL)


def _published_sources(conn: Connection) -> set[tuple[str, str]]:
    return set(conn.tuples("select course, source from course_version where source <> ''"))


def _published_day(conn: Connection, folder: Path, source: str, at: str) -> date | None:
    """The day of review of the version that was made then of the files with this hash.

    That of the saved file, if nobody has written it since, or if what was published is not kept.
    """
    if not source or not _written_since(folder / "course.md", at):
        return review_day(folder)
    if source not in _days:
        kept = kept_text(conn, source, "course.md")
        if kept is None:
            return review_day(folder)
        if len(_days) >= _MOST_DAYS:
            _days.clear()
        _days[source] = _day_in(kept)
    return _days[source]


def _written_since(file: Path, at: str) -> bool:
    """Whether a file was written after an instant, given as ISO text. It says so, too, if the file cannot be read."""
    try:
        return file.stat().st_mtime >= datetime.fromisoformat(at).timestamp()
    except OSError:
        return True


def _day_in(text: str) -> date | None:
    found = _REVIEW_BY.search(text[:_MOST_READ])
    try:
        return date.fromisoformat(found[1]) if found else None
    except ValueError:
        return None


def review_day(folder: Path) -> date | None:
    """The day by which a course is to be read through again, as its file says. None if it says none."""
    try:
        with (folder / "course.md").open(encoding="utf-8", errors="replace") as file:
            return _day_in(file.read(_MOST_READ))
    except OSError:
        return None
