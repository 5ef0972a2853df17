"""Keeps the table `standing` true: for each person, the spells of days on which they stood in one state.

`refresh` is called in the transaction of every fact. It works a few people out at once. After a large change it only
notes whose standing is no longer true (`unsettled`), and `settle` works these out afterwards: from a snapshot, and in
short transactions, so that no learner's commit waits for it. Until then, the figures of the courses concerned say that
they are being worked out.
"""

import time
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import suppress
from itertools import groupby
from typing import NamedTuple

from elearn.database import Connection, Database, DatabaseBusy, DatabaseDamaged, DatabaseUnwritable
from elearn.tracker import changes
from elearn.tracker.asks import County, affected, asks_of, depending_on, ordinal
from elearn.tracker.learned import facts_of
from elearn.tracker.packed import Codes, Line, PackedRow, pack, rows_of, unpack
from elearn.tracker.scope import Scope
from elearn.tracker.spells import Span, spells
from elearn.tracker.standing_of_many import packed_standings

__all__ = [
    "affected",
    "lines_of",
    "pending",
    "rebuild",
    "refresh",
    "refresh_required",
    "settle",
    "settle_now",
]

AT_ONCE = 50
"""How many people are worked out in the transaction of the fact itself."""
_CHUNK = 5_000
"""How many people `settle` works out together."""
_AT_A_TIME = 500
"""How many people's standing is written in one of its short transactions."""
_OTHERS_TURN = 0.005
"""For how many seconds the database is left to others before each of them."""
_EVERY_COURSE = ""


def refresh(conn: Connection, people: Collection[int] | None, courses: Collection[str] | None = None) -> None:
    """Works out the standing of these people again, in the caller's transaction. Call it after every change of facts.

    None means everyone. `courses` are the courses that something happened to, such as a pass (None: it may be any).
    What is required and does not depend on these stays as it is. If there are more than `AT_ONCE` people, it only notes
    them: call `settle` after the transaction.
    """
    _refresh(conn, people, None if courses is None else depending_on(conn, courses))


def refresh_required(
    conn: Connection,
    required: Collection[str],
    places: Collection[tuple[str | None, str | None]] | None = None,
) -> set[int] | None:
    """The same after a change of what counts for what is required, or of its requirements, in their transaction.

    `required` are courses, hours and updates. `places` are the (agency, role group) that the requirements name which
    changed, as they are and as they were. None: those of every requirement of `required`. Returns the people whom that
    may concern (None: everyone).
    """
    if places is None:
        places = conn.tuples(
            "select distinct agency, role_group from requirement where course in :required",
            {"required": sorted(required)},
        )
    people = affected(conn, set(places))
    _refresh(conn, people, required)
    for course in sorted(set(required)):
        changes.note(conn, course)
    return people


def _refresh(conn: Connection, people: Collection[int] | None, courses: Collection[str] | None) -> None:
    """Works out what is required in `courses` for these people."""
    if people is None:
        people = conn.column("select distinct person from post")
    chosen = sorted(set(people))
    if len(chosen) > AT_ONCE:
        _defer(conn, chosen, courses)
        return
    if chosen:
        _keep(conn, _worked_out(conn, chosen, courses))
    changes.note_people(conn, chosen)


def settle(db: Database, progress: Callable[[int, int], None] | None = None) -> int:
    """Works out the standing of everyone for whom it is still to do, and returns how many people that were.

    Anyone may call it at any time, also two processes at once. If it is interrupted, the next call goes on.
    `progress` is told how many people are done, and how many there were in all.
    """
    settled = 0
    county: _Known | None = None
    while True:
        with db.read() as conn:
            chunk = conn.column("select person from unsettled order by person limit :most", {"most": _CHUNK})
            if progress is not None:
                progress(settled, settled + conn.value("select count(*) from unsettled"))
            if not chunk:
                return settled
            now = changes.version(conn)
            if county is None or _may_ask_otherwise(changes.since(conn, county.version)):
                county = _Known(now, County(conn), Codes(conn))
            county = county._replace(
                version=now
            )  # the next chunk then reads only what changed after this one
            try:
                worked = packed_standings(conn, county.county, county.codes, chunk)
            except KeyError:
                worked = None
        if worked is None:  # a new course, agency or role group has no number yet
            with db.write() as conn:
                _number_all(conn)
            county = None
            continue
        for start in range(0, len(chunk), _AT_A_TIME):
            time.sleep(_OTHERS_TURN)
            if not _write_settled(db, now, chunk[start : start + _AT_A_TIME], worked):
                break
            settled += len(chunk[start : start + _AT_A_TIME])


def settle_now(db: Database, progress: Callable[[int, int], None] | None = None) -> None:
    """`settle` after a change that is on the disk already. If the database is busy or full, it is left to do.

    The change was made, so nobody may be told that it was not. Its figures say that they are being worked out.
    """
    with suppress(DatabaseBusy, DatabaseDamaged, DatabaseUnwritable):
        settle(db, progress)


class _Known(NamedTuple):
    """What the requirements asked at a version of the facts."""

    version: int
    county: County
    codes: Codes


def _write_settled(db: Database, version: int, people: list[int], worked: Mapping[int, bytes]) -> bool:
    """Writes the standing of some people, which was worked out from the facts of a version.

    Whoever changed since is worked out again. False: requirements or agencies changed, and nothing was written.
    """
    with db.write(people=people) as conn:
        since = changes.since(conn, version)
        if since.people is None or _may_ask_otherwise(since):
            return False
        late = since.people.intersection(people)
        _keep(conn, {person: worked[person] for person in people if person not in late})
        if late:
            _keep(conn, _worked_out(conn, sorted(late)))
        conn.execute("delete from unsettled where person in :people", {"people": people})
        changes.note_people(conn, people)
        conn.at_end(_note_if_all_are_settled)
    return True


def _note_if_all_are_settled(conn: Connection) -> None:
    """If this was the last piece, the figures of all courses are right again."""
    if conn.value("select 1 from unsettled limit 1") is None:
        for course in conn.column("select course from unsettled_course"):
            changes.note(conn, course)
        conn.execute("delete from unsettled_course")


def rebuild(conn: Connection) -> None:
    """Empties the table and fills it from the facts. The spells are the same as with `refresh` after each event."""
    conn.execute("delete from standing")
    _number_all(conn)
    county, codes = County(conn), Codes(conn)
    people = conn.column("select distinct person from post order by person")
    for start in range(0, len(people), _CHUNK):
        _keep(conn, packed_standings(conn, county, codes, people[start : start + _CHUNK]))
    conn.execute("delete from unsettled")
    conn.execute("delete from unsettled_course")
    changes.note_people(conn, None)


def pending(conn: Connection) -> frozenset[str] | None:
    """The courses whose figures are still being worked out. None means every course."""
    found = conn.column("select course from unsettled_course")
    return None if _EVERY_COURSE in found else frozenset(found)


def people_unsettled(conn: Connection) -> int:
    """How many people there are whose standing is still to be worked out."""
    return int(conn.value("select count(*) from unsettled"))


def lines_of(conn: Connection, scope: Scope) -> Iterator[tuple[int, Line]]:
    """The spells of the people in a scope, each with the person's id. They are in the order of people."""
    codes = Codes(conn)
    for person, packed in conn.tuples(
        f"select person, spells from standing where {scope.on_person('person')} order by person", scope.params
    ):
        for line in unpack(packed, codes):
            yield person, line


def _may_ask_otherwise(since: changes.Since) -> bool:
    """Whether requirements or agencies may have changed, so that a `County` is no longer right."""
    return since.people is None or since.courses != frozenset()


def _defer(conn: Connection, people: list[int], courses: Collection[str] | None) -> None:
    """Notes that these people's standing is still to be worked out, and for which courses that matters."""
    conn.execute(
        "insert into unsettled (person) select id from person where id in :people on conflict (person) do nothing",
        {"people": people},
    )
    names = [_EVERY_COURSE] if courses is None else sorted(courses)
    conn.many(
        "insert into unsettled_course (course) values (:course) on conflict (course) do nothing",
        [{"course": course} for course in names],
    )
    for course in names:
        changes.note(conn, course)


def _number_all(conn: Connection) -> None:
    """Gives every course, agency and role group its number."""
    codes = Codes(conn)
    for kind in ("agency", "course", "role_group"):
        codes.give(conn, kind, conn.column(f"select id from {kind}"))


def _worked_out(
    conn: Connection, people: Collection[int], courses: Collection[str] | None = None
) -> dict[int, bytes]:
    """The standing of a few people from the facts, packed. It reads only what concerns them.

    With `courses`, only these are worked out, and the others are taken from what is kept.
    """
    chosen: dict[str, Collection[int] | Collection[str]] = {"people": people, "courses": courses or ()}
    about = "1 = 1" if courses is None else "course in :courses"
    posts = conn.tuples(
        """
        select person, agency, role_group, starts_on, ends_on from post
         where person in :people order by person, agency, role_group
        """,
        chosen,
    )
    agencies, groups = {post[1] for post in posts}, {post[2] for post in posts}
    county = County(conn, agencies, courses)
    codes = Codes(conn, {*agencies, *groups, *county.courses, *(courses or ())})
    codes.give(conn, "agency", agencies)
    codes.give(conn, "role_group", groups)
    codes.give(conn, "course", county.courses)
    exempt = _days(
        conn,
        f"select person, course, from_day, to_day from exemption where person in :people and {about}",
        chosen,
    )
    facts = facts_of(conn, county, people)
    found: dict[int, list[PackedRow]] = {person: [] for person in people}
    if courses is not None:
        about_these = {codes.course[course] for course in courses if course in codes.course}
        for person, packed in conn.tuples(
            "select person, spells from standing where person in :people", {"people": people}
        ):
            found[person] = [row for row in rows_of(packed) if row[0] not in about_these]
    for (person, agency, role_group), group in groupby(posts, key=lambda post: post[:3]):
        days = [Span(ordinal(post[3]), ordinal(post[4])) for post in group]
        cell = (codes.role_group[role_group], codes.agency[agency])
        for course, asks in asks_of(county.naming(agency, role_group), days).items():
            key = (person, course)
            found[person] += [
                (codes.course[course], *cell, state, first, last, due or 0)
                for first, last, state, due in spells(asks, exempt.get(key, ()), facts.get(key, ()))
            ]
    return {person: pack(rows) for person, rows in found.items()}


def _days(
    conn: Connection, sql: str, chosen: Mapping[str, Collection[int] | Collection[str]]
) -> dict[tuple[int, str], list[Span]]:
    """First and last days by person and course."""
    found: dict[tuple[int, str], list[Span]] = {}
    for person, course, first, last in conn.tuples(sql, chosen):
        found.setdefault((person, course), []).append(Span(ordinal(first), ordinal(last)))
    return found


def _keep(conn: Connection, worked: Mapping[int, bytes]) -> None:
    """Writes people's standing. Whoever is never in scope has no row."""
    conn.many(
        """
        insert into standing (person, spells) values (:person, :spells)
        on conflict (person) do update set spells = excluded.spells where standing.spells <> excluded.spells
        """,
        [{"person": person, "spells": packed} for person, packed in worked.items() if packed],
    )
    if gone := [person for person, packed in worked.items() if not packed]:
        conn.execute("delete from standing where person in :people", {"people": gone})
