"""Where people would stand under other rules, before anything is saved. Nothing here writes."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

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


@dataclass(frozen=True)
class Supposed:
    """Everyone's spells on some of what is required, as they would be.

    `packed` has a row for each spell (`packed.LAYOUT`), and `person` whose it is, in order. `codes` has a number for
    every id, also for those that have none yet.
    """

    codes: Codes
    person: Any
    packed: Any


def would_have(
    conn: Connection, rules: Rules | None, required: Collection[str], people: Collection[int] | None = None
) -> Supposed:
    """The spells that people would have under `rules`. None: under the rules as they are kept.

    `required` are the courses, hours and updates that are asked about. `people` None is everybody. A county takes a
    second or two for each thing that is required.
    """
    county = County(conn, None, required, rules)
    codes = Codes(conn)
    codes.suppose("agency", conn.column("select id from agency"))
    codes.suppose("role_group", conn.column("select id from role_group"))
    codes.suppose("course", conn.column("select id from course"))
    every = (
        sorted(people)
        if people is not None
        else conn.column("select distinct person from post order by person")
    )
    row = np.dtype(list(LAYOUT))
    persons, packed = [np.empty(0, np.int64)], [np.empty(0, row)]
    for start in range(0, len(every), _AT_A_TIME):
        found = packed_standings(conn, county, codes, every[start : start + _AT_A_TIME])
        ids = np.fromiter(found, np.int64, len(found))
        persons.append(np.repeat(ids, [len(spells) // row.itemsize for spells in found.values()]))
        packed.append(np.frombuffer(b"".join(found.values()), row))
    return Supposed(codes, np.concatenate(persons), np.concatenate(packed))


def would_stand(
    conn: Connection,
    rules: Rules | None,
    required: Collection[str],
    day: int,
    people: Collection[int] | None = None,
) -> Iterator[Stands]:
    """Where people would stand on a day, an ordinal. The other arguments are those of `would_have`.

    Whoever is not in scope on the day is left out.
    """
    found = would_have(conn, rules, required, people)
    names = [
        {code: id for id, code in known.items()}
        for known in (found.codes.course, found.codes.agency, found.codes.role_group)
    ]
    now = np.flatnonzero((found.packed["start"] <= day) & (found.packed["end"] >= day))
    columns = (
        found.packed[name][now].tolist() for name in ("course", "agency", "role_group", "state", "due")
    )
    for id, course, agency, role_group, state, due in zip(found.person[now].tolist(), *columns, strict=True):
        yield Stands(id, names[0][course], names[1][agency], names[2][role_group], STATES[state], due)
