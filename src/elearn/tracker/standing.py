"""Keeps the table `standing` true: for each person, the spells of days on which they stood in one state.

`refresh` is called in the transaction of every fact. It works a few people out at once. After a large change it only
notes whose standing is no longer true (`unsettled`), and `settle` works these out afterwards: from a snapshot, and in
short transactions, so that no learner's commit waits for it. Until then, the figures of the courses concerned say that
they are being worked out.
"""

from collections.abc import Collection, Iterator, Mapping
from itertools import groupby

from elearn.database import Connection, Database
from elearn.tracker import changes
from elearn.tracker.asks import County, affected, asks_of, ordinal
from elearn.tracker.packed import Codes, Line, PackedRow, pack, unpack
from elearn.tracker.scope import Scope
from elearn.tracker.spells import Span, spells

__all__ = ["affected", "lines_of", "pending", "rebuild", "refresh", "settle"]

AT_ONCE = 200
"""How many people are worked out in the transaction of the fact itself."""
_CHUNK = 500
"""How many people are worked out in one of the short transactions of `settle`."""
_EVERY_COURSE = ""


def refresh(conn: Connection, people: Collection[int] | None, courses: Collection[str] | None = None) -> None:
    """Works out the standing of these people again, in the caller's transaction. Call it after every change of facts.

    None means everyone. `courses` are the courses that the change is about (None: it may be any). If there are more
    than `AT_ONCE` people, it only notes them: call `settle` after the transaction.
    """
    if people is None:
        people = conn.column("select distinct person from post")
    chosen = sorted(set(people))
    if len(chosen) > AT_ONCE:
        _defer(conn, chosen, courses)
        return
    if chosen:
        _keep(conn, _worked_out_now(conn, chosen))
    changes.note_people(conn, chosen)


def settle(db: Database) -> int:
    """Works out the standing of everyone for whom it is still to do, and returns how many people that were.

    Anyone may call it at any time, also two processes at once. If it is interrupted, the next call goes on.
    """
    settled = 0
    county: tuple[int, County, Codes] | None = None
    while True:
        with db.read() as conn:
            chunk = conn.column("select person from unsettled order by person limit :most", {"most": _CHUNK})
            if not chunk:
                return settled
            if county is None or _may_ask_otherwise(changes.since(conn, county[0])):
                county = (changes.version(conn), County(conn), Codes(conn))
            version = changes.version(conn)
            worked = _worked_out(conn, county[1], county[2], chunk)
        with db.write() as conn:
            if worked is None:  # a new course, agency or role group has no number yet
                _number_all(conn)
                county = None
                continue
            since = changes.since(conn, version)
            if since.people is None or _may_ask_otherwise(since):
                continue
            late = since.people.intersection(chunk)
            _keep(conn, {person: found for person, found in worked.items() if person not in late})
            if late:
                _keep(conn, _worked_out_now(conn, sorted(late)))
            _note_settled(conn, chunk)
        settled += len(chunk)


def rebuild(conn: Connection) -> None:
    """Empties the table and fills it from the facts. The spells are the same as with `refresh` after each event."""
    conn.execute("delete from standing")
    _number_all(conn)
    county, codes = County(conn), Codes(conn)
    people = conn.column("select distinct person from post order by person")
    for start in range(0, len(people), _CHUNK):
        _keep(conn, _worked_out(conn, county, codes, people[start : start + _CHUNK]) or {})
    conn.execute("delete from unsettled")
    conn.execute("delete from unsettled_course")
    changes.note_people(conn, None)


def pending(conn: Connection) -> frozenset[str] | None:
    """The courses whose figures are still being worked out. None means every course."""
    found = conn.column("select course from unsettled_course")
    return None if _EVERY_COURSE in found else frozenset(found)


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
    conn.many(
        "insert into unsettled (person) values (:person) on conflict (person) do nothing",
        ({"person": person} for person in people),
    )
    names = [_EVERY_COURSE] if courses is None else sorted(courses)
    conn.many(
        "insert into unsettled_course (course) values (:course) on conflict (course) do nothing",
        [{"course": course} for course in names],
    )
    for course in names:
        changes.note(conn, course)


def _note_settled(conn: Connection, people: list[int]) -> None:
    conn.execute("delete from unsettled where person in :people", {"people": people})
    changes.note_people(conn, people)
    if conn.value("select 1 from unsettled limit 1") is None:
        for course in conn.column("select course from unsettled_course"):
            changes.note(conn, course)
        conn.execute("delete from unsettled_course")


def _number_all(conn: Connection) -> None:
    """Gives every course, agency and role group its number."""
    codes = Codes(conn)
    for kind in ("agency", "course", "role_group"):
        codes.give(conn, kind, conn.column(f"select id from {kind}"))


def _worked_out_now(conn: Connection, people: Collection[int]) -> dict[int, bytes]:
    """The standing of a few people, in a transaction that writes. It reads only what concerns them."""
    county = County(conn, people)
    cells = conn.tuples(
        "select distinct agency, role_group from post where person in :people", {"people": people}
    )
    agencies, groups = {cell[0] for cell in cells}, {cell[1] for cell in cells}
    codes = Codes(conn, {*agencies, *groups, *county.courses})
    codes.give(conn, "agency", agencies)
    codes.give(conn, "role_group", groups)
    codes.give(conn, "course", county.courses)
    return _worked_out(conn, county, codes, people) or {}


def _worked_out(
    conn: Connection, county: County, codes: Codes, people: Collection[int]
) -> dict[int, bytes] | None:
    """The standing of these people from the facts, packed. None if a number is missing in `codes`."""
    chosen = {"people": people}
    exempt: dict[tuple[int, str], list[Span]] = {}
    for person, course, first, last in conn.tuples(
        "select person, course, from_day, to_day from exemption where person in :people", chosen
    ):
        exempt.setdefault((person, course), []).append(Span(ordinal(first), ordinal(last)))
    passed: dict[tuple[int, str], list[int]] = {}
    for person, course, day in conn.tuples(
        """
        select distinct person, course, completed_on from completion
         where passed = 1 and person in :people order by completed_on
        """,
        chosen,
    ):
        passed.setdefault((person, course), []).append(ordinal(day))
    found: dict[int, list[PackedRow]] = {person: [] for person in people}
    try:
        for (person, agency, role_group), posts in _posts(conn, chosen):
            rows, cell = found[person], (codes.role_group[role_group], codes.agency[agency])
            for course, asks in asks_of(county.naming(agency, role_group), posts).items():
                key, code = (person, course), codes.course[course]
                rows += [
                    (code, *cell, state, first, last, due or 0)
                    for first, last, state, due in spells(asks, exempt.get(key, ()), passed.get(key, ()))
                ]
    except KeyError:
        return None
    return {person: pack(rows) for person, rows in found.items()}


def _posts(
    conn: Connection, chosen: Mapping[str, Collection[int]]
) -> Iterator[tuple[tuple[int, str, str], list[Span]]]:
    """Each person's posts by agency and role group."""
    rows = conn.tuples(
        """
        select person, agency, role_group, starts_on, ends_on from post
         where person in :people order by person, agency, role_group
        """,
        chosen,
    )
    for key, group in groupby(rows, key=lambda row: row[:3]):
        yield key, [Span(ordinal(row[3]), ordinal(row[4])) for row in group]


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
