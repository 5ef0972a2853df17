"""Which agencies and courses the rows of an import were about, to say so after it and to lead there."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import Any, Final

from elearn.database import Connection
from elearn.days import today
from elearn.tracker.imports.base import Kind
from elearn.tracker.imports.filerows import Lines

Pair = tuple[str | None, str | None]
"""The ids of an agency and a course. None is every agency, or no course in particular."""
_PART: Final = 5_000


def concerned(conn: Connection, kind: Kind, lines: Lines) -> tuple[Pair, ...]:
    """What the rows are about, each once, that of most rows first.

    If rows name people and no agency, it is where these people are in post today.
    """
    found: Counter[Pair] = Counter()
    for (agency, course, person), count in lines.counts(kind.agency_in, kind.course_in, "person").items():
        if agency is None and person is not None:
            return _of_people(conn, lines.counts("person", kind.course_in))
        if agency is not None or course is not None:
            found[agency, course] += count
    return _most_first(found)


def _of_people(conn: Connection, rows: Counter[tuple[Any, ...]]) -> tuple[Pair, ...]:
    agencies = _where_they_work(conn, dict.fromkeys(person for person, _ in rows))
    found: Counter[Pair] = Counter()
    for (person, course), count in rows.items():
        for agency in agencies.get(person, ()):
            found[agency, course] += count
    return _most_first(found)


def _where_they_work(conn: Connection, people: Iterable[int]) -> dict[int, set[str]]:
    found: defaultdict[int, set[str]] = defaultdict(set)
    every = list(people)
    for start in range(0, len(every), _PART):
        for person, agency in conn.tuples(
            """
            select person, agency from post
             where person in :people and starts_on <= :today and (ends_on is null or ends_on >= :today)
            """,
            {"people": every[start : start + _PART], "today": today().isoformat()},
        ):
            found[person].add(agency)
    return found


def _most_first(counts: Counter[Pair]) -> tuple[Pair, ...]:
    return tuple(sorted(counts, key=lambda pair: (-counts[pair], pair[0] or "", pair[1] or "")))
