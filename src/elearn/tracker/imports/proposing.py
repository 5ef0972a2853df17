"""Changes of rules that are not saved yet: what would be otherwise, so that their effect can be shown before.

A rule is a requirement, an edition, an equivalence, or what counts towards hours or an update. A change is examined
here as it is when it is saved, and the same problems are raised. Nothing here writes.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from elearn.database import Connection, Database
from elearn.days import today
from elearn.phrases import phrase
from elearn.problems import InputFault, Problem
from elearn.tracker import changes
from elearn.tracker.asks import Equivalence, Otherwise
from elearn.tracker.imports import ending, entry, removal, stored
from elearn.tracker.imports.filerows import FileRow
from elearn.tracker.imports.previews import Preview
from elearn.tracker.imports.requirements import Requirements
from elearn.tracker.imports.stored import THINGS, Id
from elearn.tracker.scope import Actor

RULES: Final = {
    "requirements": "requirement",
    "editions": "edition",
    "equivalences": "equivalence",
    "counts-towards": "",
}
"""The kinds of files whose rows are rules, and what a row of each is, if it has a page of its own."""
_COLUMNS: Final = (*Requirements.key, *Requirements.fields)


@dataclass(frozen=True, slots=True)
class Proposal:
    """A change that is not saved. `courses` are those whose figures it may change: none if it changes no figure.

    `version` is that of the facts when it was examined. `day`: the first day on which someone may be late because of
    it, if that is to come.
    """

    otherwise: Otherwise
    courses: frozenset[str]
    version: int
    day: date | None = None


def proposed_entry(
    db: Database,
    kind: str,
    values: Mapping[str, str],
    *,
    by: Actor | None = None,
    new: bool = False,
    replacing: Id | None = None,
    shown: Mapping[str, str] | None = None,
    written: Collection[str] = (),
) -> Proposal:
    """What `enter` would change with the same arguments. It raises what `enter` raises."""
    with db.read() as conn:
        line = entry.examined_entry(
            conn, kind, values, by=by, new=new, replacing=replacing, shown=shown, written=written
        )
        return _proposal(conn, kind, [line] if line.action != "unchanged" else [], replacing)


def proposed_counting(
    db: Database, course: str, others: Collection[str], *, by: Actor | None = None
) -> Proposal:
    """What it would change if `others` counted towards these hours or this update. None: every course counts."""
    if by is not None:
        by.must("administer")
    with db.read() as conn:
        towards = {course: frozenset(others)}
        return Proposal(Otherwise(towards=towards), _required(conn, {course}), changes.version(conn))


def proposed_end(db: Database, thing: str, id: Id, day: str, *, by: Actor | None = None) -> Proposal:
    """What `end` would change for a requirement, an edition or an equivalence. It raises what `end` raises."""
    last = ending.last_day(day)
    with db.read() as conn:
        before = stored.row(conn, thing, id)
        ending.must_end(conn, thing, id, last, by)
        line = FileRow(1, (), {**before, "to_day": last})
        return _proposal(conn, THINGS[thing].kind, [line], id)


def proposed_removal(
    db: Database, thing: str, id: Id, *, by: Actor | None = None, shown: Mapping[str, str] | None = None
) -> Proposal:
    """What `remove` would change. It raises what `remove` raises."""
    if by is not None:
        by.must("administer")
    with db.read() as conn:
        before = stored.row(conn, thing, id)
        stored.must_be_as_shown(thing, shown, before)
        removal.must_be_free(conn, thing, id, "be removed")
        return _proposal(conn, THINGS[thing].kind, [], id)


def proposed_file(db: Database, preview: Preview) -> Proposal:
    """What applying a file of rules would change."""
    with db.read() as conn:
        return _proposal(conn, preview.kind.name, preview.to_apply, None)


def must_be_seen(conn: Connection, version: int | None) -> None:
    """Raise InputFault if rules, people or agencies changed after the version at which an effect was shown.

    What single people learn changes the figures of an effect hardly, and is not asked about. None: nothing was shown.
    """
    if version is None:
        return
    since = changes.since(conn, version)
    if since.people is None or since.courses:
        message = phrase("Something has changed since you saw what this changes. Nothing is saved yet.")
        remedy = phrase("Look at what it changes now, and save it then.")
        raise InputFault([Problem("", 0, 0, "unseen", "error", message, remedy)])


def _proposal(conn: Connection, kind: str, lines: Sequence[FileRow], replaced: Id | None) -> Proposal:
    """What these rows of a kind change. `replaced` is the id of the row whose place they take."""
    makes = {
        "requirements": _requirements,
        "editions": _editions,
        "equivalences": _equivalences,
        "counts-towards": _counting,
    }
    otherwise, courses = makes[kind](conn, lines, replaced)
    late = [_late(line.values) for line in lines] if kind == "requirements" else []
    day = max(late, default=None)
    return Proposal(
        otherwise, courses, changes.version(conn), day if day is not None and day > today() else None
    )


def _late(values: Mapping[str, Any]) -> date:
    """The first day on which someone who was in post from the first day may be late."""
    return date.fromisoformat(values["from_day"]) + timedelta(days=values["due_within_days"] + 1)


def _requirements(
    conn: Connection, lines: Iterable[FileRow], replaced: Id | None
) -> tuple[Otherwise, frozenset[str]]:
    added = [{name: line.values[name] for name in _COLUMNS} for line in lines]
    keys = {_key(each.values()) for each in ({name: row[name] for name in Requirements.key} for row in added)}
    without, courses = [], {each["course"] for each in added}
    for id, *key in conn.tuples(f"select id, {', '.join(Requirements.key)} from requirement"):
        if id == replaced or _key(key) in keys:
            without.append(id)
            courses.add(key[0])
    return Otherwise(without=without, added=added), frozenset(courses)


def _key(values: Iterable[str | None]) -> tuple[str, ...]:
    return tuple(each or "" for each in values)


def _editions(
    conn: Connection, lines: Iterable[FileRow], replaced: Id | None
) -> tuple[Otherwise, frozenset[str]]:
    days = {line.values["id"]: (line.values["from_day"], line.values["to_day"]) for line in lines}
    found = conn.column("select course from requirement where edition in :ids", {"ids": sorted(days)})
    return Otherwise(editions=days), frozenset(found)


def _equivalences(
    conn: Connection, lines: Iterable[FileRow], replaced: Id | None
) -> tuple[Otherwise, frozenset[str]]:
    lines = list(lines)
    kept: dict[tuple[str, str, str], Equivalence] = {}
    courses = {line.values["course"] for line in lines}
    for id, course, *each in conn.tuples(
        "select id, course, other, kind, from_day, to_day from equivalence order by id"
    ):
        if id == replaced:
            courses.add(course)
        else:
            kept[course, each[0], each[2]] = Equivalence(*each)
    for values in (line.values for line in lines):
        kept[values["course"], values["other"], values["from_day"]] = Equivalence(
            values["other"], values["kind"], values["from_day"], values["to_day"]
        )
    by_course: dict[str, list[Equivalence]] = {course: [] for course in courses}
    for (course, _, _), equivalence in kept.items():
        if course in by_course:
            by_course[course].append(equivalence)
    return Otherwise(equivalences=by_course), _required(conn, courses)


def _counting(
    conn: Connection, lines: Iterable[FileRow], replaced: Id | None
) -> tuple[Otherwise, frozenset[str]]:
    lines = list(lines)
    towards: dict[str, set[str]] = {line.values["course"]: set() for line in lines}
    for course, other in conn.tuples("select course, other from counts_towards"):
        if course in towards:
            towards[course].add(other)
    for values in (line.values for line in lines):
        (towards[values["course"]].add if values["counts"] else towards[values["course"]].discard)(
            values["other"]
        )
    return Otherwise(towards=towards), _required(conn, towards)


def _required(conn: Connection, courses: Collection[str]) -> frozenset[str]:
    """Those of the courses that are required of anyone."""
    found = conn.column(
        "select distinct course from requirement where course in :courses", {"courses": sorted(courses)}
    )
    return frozenset(found)
