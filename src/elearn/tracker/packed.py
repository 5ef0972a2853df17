"""A person's spells as bytes: one row of `standing` holds all of them, so that a million are read in a moment.

Each spell takes 21 bytes, little-endian: course and role group (2 bytes each), agency (4), state (1), first day,
last day and due day (4 each, as ordinals; 0 is no due day). Ids are written as the numbers that `standing_code` gives
them. A person's spells are sorted by these columns.
"""

from collections.abc import Collection, Iterable, Iterator
from struct import Struct
from typing import NamedTuple

from elearn.database import Connection
from elearn.tracker.spells import Spell

_ROW = Struct("<HHIBiii")
LAYOUT = (
    ("course", "<u2"),
    ("role_group", "<u2"),
    ("agency", "<u4"),
    ("state", "u1"),
    ("start", "<i4"),
    ("end", "<i4"),
    ("due", "<i4"),
)
"""The columns of a spell, with their types as NumPy names them."""

PackedRow = tuple[int, int, int, int, int, int, int]
"""Course, role group and agency as numbers, state, first day, last day, and due day or 0."""


class Line(NamedTuple):
    """A spell, with the course and the cell (agency × role group) that it is about."""

    course: str
    agency: str
    role_group: str
    spell: Spell


class Codes:
    """The numbers that stand for ids in packed spells. They are given out once and never change."""

    def __init__(self, conn: Connection, ids: Collection[str] | None = None) -> None:
        """`ids` None reads all of them, otherwise those of these ids."""
        self.course: dict[str, int] = {}
        self.role_group: dict[str, int] = {}
        self.agency: dict[str, int] = {}
        which = "1 = 1" if ids is None else "id in :ids"
        sql = f"select kind, id, code from standing_code where {which}"
        for kind, id, code in conn.tuples(sql, {"ids": ids or ()}):
            self._of(kind)[id] = code

    def give(self, conn: Connection, kind: str, ids: Iterable[str]) -> None:
        """Gives a number to each id that has none. `kind` is agency, course or role_group."""
        known = self._of(kind)
        lacking = sorted(set(ids).difference(known))
        if not lacking:
            return
        conn.alone("standing_code")
        given = conn.tuples(
            "select id, code from standing_code where kind = :kind and id in :ids",
            {"kind": kind, "ids": lacking},
        )
        known.update(given)  # by others, who came before us
        for id in lacking:
            if id not in known:
                known[id] = conn.value(
                    """
                    insert into standing_code (kind, code, id)
                    select :kind, 1 + coalesce(max(code), 0), :id from standing_code where kind = :kind
                    returning code
                    """,
                    {"kind": kind, "id": id},
                )

    def suppose(self, kind: str, ids: Iterable[str]) -> None:
        """Gives a number to each id that has none, only here: what is packed with it must not be kept."""
        known = self._of(kind)
        free = max(known.values(), default=0)
        for number, id in enumerate(sorted(set(ids).difference(known)), free + 1):
            known[id] = number

    def _of(self, kind: str) -> dict[str, int]:
        return {"agency": self.agency, "course": self.course, "role_group": self.role_group}[kind]


def pack(rows: Iterable[PackedRow]) -> bytes:
    """A person's spells as bytes."""
    return b"".join([_ROW.pack(*row) for row in sorted(rows)])


def rows_of(packed: bytes) -> Iterator[PackedRow]:
    """The spells that were packed, as they are."""
    return _ROW.iter_unpack(packed)


def unpack(packed: bytes, codes: Codes) -> Iterator[Line]:
    """The spells that were packed."""
    courses, groups, agencies = (
        {code: id for id, code in known.items()} for known in (codes.course, codes.role_group, codes.agency)
    )
    for course, group, agency, state, start, end, due in rows_of(packed):
        yield Line(courses[course], agencies[agency], groups[group], Spell(start, end, state, due or None))
