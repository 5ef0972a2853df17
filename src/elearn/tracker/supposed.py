"""Where people would stand under other rules, before anything is saved. Nothing here writes."""

from collections.abc import Collection, Iterator
from typing import NamedTuple

import numpy as np

from elearn.database import Connection
from elearn.tracker.asks import County
from elearn.tracker.packed import LAYOUT, Codes
from elearn.tracker.rules import Rules
from elearn.tracker.spells import STATES, State
from elearn.tracker.standing_of_many import packed_standings

_AT_A_TIME = 10_000


class Stands(NamedTuple):
    """Where one person stands on a day, in one cell, on one thing that is required.

    `due` is the ordinal of the day by which it is due, or for in date and lapsed of the last day in date. 0: it never
    lapses.
    """

    person: int
    course: str
    agency: str
    role_group: str
    state: State
    due: int


def would_stand(
    conn: Connection,
    rules: Rules | None,
    required: Collection[str],
    day: int,
    people: Collection[int] | None = None,
) -> Iterator[Stands]:
    """Where people would stand on a day, an ordinal, under `rules`. None: under the rules as they are kept.

    `required` are the courses, hours and updates that are asked about. `people` None is everybody. Whoever is not in
    scope on the day is left out. A county takes a second or two for each thing that is required.
    """
    county = County(conn, None, required, rules)
    codes = Codes(conn)
    codes.suppose("agency", conn.column("select id from agency"))
    codes.suppose("role_group", conn.column("select id from role_group"))
    codes.suppose("course", county.courses)
    names = [
        {code: id for id, code in known.items()} for known in (codes.course, codes.agency, codes.role_group)
    ]
    every = (
        sorted(people)
        if people is not None
        else conn.column("select distinct person from post order by person")
    )
    for start in range(0, len(every), _AT_A_TIME):
        found = packed_standings(conn, county, codes, every[start : start + _AT_A_TIME])
        row = np.dtype(list(LAYOUT))
        spells = np.frombuffer(b"".join(found.values()), row)
        person = np.repeat(list(found), [len(packed) // row.itemsize for packed in found.values()])
        now = np.flatnonzero((spells["start"] <= day) & (spells["end"] >= day))
        columns = (spells[name][now].tolist() for name in ("course", "agency", "role_group", "state", "due"))
        for id, course, agency, role_group, state, due in zip(person[now].tolist(), *columns, strict=True):
            yield Stands(id, names[0][course], names[1][agency], names[2][role_group], STATES[state], due)
