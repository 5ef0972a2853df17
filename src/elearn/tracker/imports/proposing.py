"""Changes of rules that are not saved yet: what the rules would be, so that their effect can be shown before.

A rule is a requirement, an edition, an equivalence, or what counts towards hours or an update. A change is examined
here as it is when it is saved, and the same problems are raised. Nothing here writes.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any, Final

from elearn.database import Connection, Database
from elearn.days import today
from elearn.tracker import changes
from elearn.tracker.imports import ending, entry, removal, stored
from elearn.tracker.imports.previews import Preview
from elearn.tracker.imports.stored import THINGS, Id
from elearn.tracker.rules import CountsTowards, EditionRow, EquivalenceRow, RequirementRow, Rules, put
from elearn.tracker.scope import Actor

RULES: Final = ("requirements", "editions", "equivalences", "counts-towards")
"""The kinds of files whose rows are rules."""
RULE_THINGS: Final = ("requirement", "edition", "equivalence")
"""What of the `THINGS` is a rule."""
Values = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Proposal:
    """A change that is not saved: the rules as they are, and as they would be.

    `version` is that of the facts when it was examined. `day`: the first day on which someone may be late because of
    it, if that is to come.
    """

    before: Rules
    after: Rules
    version: int
    day: date | None = None

    @property
    def courses(self) -> frozenset[str]:
        """The courses, hours and updates that are required and whose figures may change."""
        return self.before.differing(self.after) & (self.before.required | self.after.required)


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
        gone = [] if replacing is None else [_stored(conn, entry.thing_of(kind), replacing)]
        return _proposal(conn, kind, [line.values] if line.action != "unchanged" else gone, gone)


def proposed_end(db: Database, thing: str, id: Id, day: str, *, by: Actor | None = None) -> Proposal:
    """What `end` would change for a requirement, an edition or an equivalence. It raises what `end` raises."""
    last = ending.last_day(day)
    with db.read() as conn:
        ending.to_end(conn, thing, id, last, by)
        before = _stored(conn, thing, id)
        return _proposal(conn, THINGS[thing].kind, [{**before, "to_day": last}], [before])


def proposed_removal(
    db: Database, thing: str, id: Id, *, by: Actor | None = None, shown: Mapping[str, str] | None = None
) -> Proposal:
    """What `remove` would change. It raises what `remove` raises."""
    if by is not None:
        by.must("administer")
    with db.read() as conn:
        before = _stored(conn, thing, id)
        stored.must_be_as_shown(thing, shown, before)
        removal.must_be_free(conn, thing, id, "be removed")
        return _proposal(conn, THINGS[thing].kind, [], [before])


def proposed_file(db: Database, preview: Preview) -> Proposal:
    """What applying a file of rules would change. `version` is that at which the file was examined or a later one."""
    with db.read() as conn:
        return _proposal(conn, preview.kind.name, [line.values for line in preview.to_apply], [])


def proposed_counting(
    db: Database, course: str, others: Collection[str], *, by: Actor | None = None
) -> Proposal:
    """What it would change if `others` alone counted towards hours or an update. If there are none, every course."""
    if by is not None:
        by.must("administer")
    with db.read() as conn:
        before = Rules.read(conn)
        kept = {each for each in before.counts_towards if each.course != course}
        towards = kept | {CountsTowards(course, other) for other in others}
        return Proposal(before, replace(before, counts_towards=frozenset(towards)), changes.version(conn))


def _stored(conn: Connection, thing: str, id: Id) -> dict[str, Any]:
    return stored.row(conn, thing, id)


def _proposal(conn: Connection, kind: str, rows: Iterable[Values], gone: Iterable[Values]) -> Proposal:
    """What it changes if these rows of a kind are written, after those that are `gone` were taken away."""
    before, rows = Rules.read(conn), list(rows)
    after = _WITH[kind](before, rows, list(gone))
    late = max((_late(row) for row in rows), default=None) if kind == "requirements" else None
    return Proposal(before, after, changes.version(conn), late if late and late > today() else None)


def _late(row: Values) -> date:
    """The first day on which someone who was in post from the first day may be late."""
    return date.fromisoformat(row["from_day"]) + timedelta(days=row["due_within_days"] + 1)


def _requirement(row: Values) -> RequirementRow:
    return RequirementRow(*(row[name] for name in RequirementRow._fields))


def _with_requirements(rules: Rules, rows: list[Values], gone: list[Values]) -> Rules:
    left = rules.requirements - {_requirement(row) for row in gone}
    return replace(rules, requirements=put(left, map(_requirement, rows)))


def _edition(row: Values) -> EditionRow:
    return EditionRow(*(row[name] for name in EditionRow._fields))


def _with_editions(rules: Rules, rows: list[Values], gone: list[Values]) -> Rules:
    ids = {row["id"] for row in (*rows, *gone)}
    left = {each for each in rules.editions if each.id not in ids}
    return replace(rules, editions=frozenset(left | {_edition(row) for row in rows}))


def _equivalence(row: Values) -> EquivalenceRow:
    return EquivalenceRow(*(row[name] for name in EquivalenceRow._fields))


def _with_equivalences(rules: Rules, rows: list[Values], gone: list[Values]) -> Rules:
    left = rules.equivalences - {_equivalence(row) for row in gone}
    return replace(rules, equivalences=put(left, map(_equivalence, rows)))


def _with_counting(rules: Rules, rows: list[Values], gone: list[Values]) -> Rules:
    towards = set(rules.counts_towards)
    for row in rows:
        pair = CountsTowards(row["course"], row["other"])
        (towards.add if row["counts"] else towards.discard)(pair)
    return replace(rules, counts_towards=frozenset(towards))


_WITH: Final = {
    "requirements": _with_requirements,
    "editions": _with_editions,
    "equivalences": _with_equivalences,
    "counts-towards": _with_counting,
}
"""By kind of file, the rules with some rows written and others taken away."""
