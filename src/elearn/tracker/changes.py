"""The table of changes: which facts changed, in the order in which they did. Whatever keeps a figure reads it.

Every write of a fact adds to it in the same transaction. So a copy that was made at a version is still right if
nothing was added since, and otherwise only needs what is listed after it. Where transactions run side by side, each
adds to it at its end, so that whoever has read a version has read all that come before it.
"""

from collections.abc import Collection
from functools import partial
from typing import NamedTuple

from elearn.database import Connection, Database

MOST_PEOPLE = 5_000
"""If one write changes more people than this, we note "anything may have changed" instead of each."""
ELSEWHERE = ""
"""Stands in the place of a course if something changed that is neither about one course nor about one person."""
KEPT = 50_000
"""How many changes are kept, about. Whoever is further behind reads everything again."""


class Since(NamedTuple):
    """What changed after a version. `people` is None if anyone may have changed, and `courses` if any course may.

    `ELSEWHERE` is among the courses if agencies, role groups or what agencies declare may have changed.
    """

    people: frozenset[int] | None
    courses: frozenset[str] | None


def note(conn: Connection, course: str = ELSEWHERE) -> None:
    """Adds that what we know of a course changed, such as its title or who must take it.

    Without a course, agencies, role groups or what agencies declare may have changed.
    """
    conn.at_end(partial(_add_course, course=course))


def note_people(conn: Connection, people: Collection[int] | None) -> None:
    """Adds that facts about these people changed. None means that anything may have changed."""
    conn.at_end(partial(_add_people, people=people))


def _add_course(conn: Connection, course: str) -> None:
    newest = conn.value("insert into change (course) values (:course) returning version", {"course": course})
    _forget_now_and_then(conn, newest)


def _add_people(conn: Connection, people: Collection[int] | None) -> None:
    if people is None or len(people) > MOST_PEOPLE:
        newest = conn.value("insert into change (course) values (null) returning version")
        _forget_now_and_then(conn, newest)
    elif len(people) == 1:
        (person,) = people
        newest = conn.value(
            "insert into change (person) values (:person) returning version", {"person": person}
        )
        _forget_now_and_then(conn, newest)
    elif people:
        conn.many("insert into change (person) values (:person)", ({"person": each} for each in people))
        _forget(conn, version(conn))


def _forget_now_and_then(conn: Connection, newest: int) -> None:
    """Deletes the oldest changes after every thousandth, so that a single change costs one statement."""
    if newest % 1_000 == 0:
        _forget(conn, newest)


def _forget(conn: Connection, newest: int) -> None:
    conn.execute("delete from change where version <= :old", {"old": newest - KEPT})


def version(conn: Connection) -> int:
    """The version of the facts: the number of the last change. It only goes up."""
    found: int = conn.value("select coalesce(max(version), 0) from change")
    return found


def current_version(db: Database) -> int:
    """The version of the facts now. What was worked out at this version is still right."""
    with db.read() as conn:
        return version(conn)


def since(conn: Connection, before: int) -> Since:
    """What changed after the version `before`."""
    # one by one: asked for both at once, an engine may read the whole table
    oldest, newest = conn.tuples(
        """
        select coalesce((select min(version) from change), 1), coalesce((select max(version) from change), 0)
        """
    )[0]
    if newest <= before:
        return Since(frozenset(), frozenset()) if newest == before else Since(None, None)
    if oldest > before + 1:
        return Since(None, None)
    found = conn.tuples("select course, person from change where version > :before", {"before": before})
    if (None, None) in found:
        return Since(None, None)
    people = frozenset(person for _, person in found if person is not None)
    return Since(people, frozenset(course for course, _ in found if course is not None))
