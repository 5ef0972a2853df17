"""The report on attendance: how many people were booked and came, by agency, course, delivery and quarter.

There are three percentages, and each names what it is of, because one quarter can be reported as 77% and as 96%:

- of places: everybody who came, of the places that the sessions had;
- of bookings: everybody who came, of those who had booked, which counts walk-ins above the line only;
- attended of booked: those who had booked and came, of those who had booked.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from typing import Any, Final, NamedTuple

from elearn.database import Connection, Database
from elearn.days import today
from elearn.phrases import either, phrase
from elearn.problems import InputFault, Problem
from elearn.tracker.scope import Scope

KEYS: Final = ("agency", "course", "quarter")
"""By what the report is counted. Single- and inter-agency sessions are always told apart."""


@dataclass(frozen=True, slots=True)
class Attendance:
    """How many people were booked and came to some sessions that were held. Counts are of places, not of people.

    `booked` is everybody who was ever booked: `attended_booked`, `cancelled`, `no_show`, and `expected`, of whom nobody
    said what came. `walked_in` had not booked. `places` are those of the sessions of which somebody said how many they
    have, and `attended_with_places` everybody who came to these; `without_places` counts the others. It is None if the
    row is of an agency, because places are a session's and no agency's.
    """

    sessions: int = 0
    places: int | None = 0
    attended_with_places: int = 0
    without_places: int = 0
    booked: int = 0
    attended_booked: int = 0
    cancelled: int = 0
    no_show: int = 0
    expected: int = 0
    walked_in: int = 0

    @property
    def attended(self) -> int:
        """Everybody who came."""
        return self.attended_booked + self.walked_in

    @property
    def percent_of_places(self) -> float | None:
        """Everybody who came, as a percentage of places. None without places."""
        return _percent(self.attended_with_places, self.places)

    @property
    def percent_of_bookings(self) -> float | None:
        """Everybody who came, as a percentage of bookings. It may be above 100. None without bookings."""
        return _percent(self.attended, self.booked)

    @property
    def percent_of_booked(self) -> float | None:
        """Those who had booked and came, as a percentage of those who had booked. None without bookings."""
        return _percent(self.attended_booked, self.booked)

    def __add__(self, other: "Attendance") -> "Attendance":
        total = {
            each.name: getattr(self, each.name) + getattr(other, each.name)
            for each in fields(self)
            if each.name != "places"
        }
        known = [each.places for each in (self, other) if each.places is not None]
        return Attendance(**total, places=sum(known) if known else None)

    def as_dict(self) -> dict[str, Any]:
        """Its figures by name, each percentage with its numerator and its denominator."""
        return {
            **{each.name: getattr(self, each.name) for each in fields(self)},
            "attended": self.attended,
            "attended_of_places": _share(
                self.attended_with_places, "places", self.places, self.percent_of_places
            ),
            "attended_of_bookings": _share(self.attended, "booked", self.booked, self.percent_of_bookings),
            "attended_booked_of_booked": _share(
                self.attended_booked, "booked", self.booked, self.percent_of_booked
            ),
        }


@dataclass(frozen=True, slots=True)
class AttendanceRow:
    """A row of the report. `keys` has the id of each thing that it is counted by; None: nobody knows the agency."""

    keys: Mapping[str, str | None]
    single: Attendance
    inter: Attendance

    @property
    def both(self) -> Attendance:
        """Single- and inter-agency sessions together."""
        return self.single + self.inter

    def as_dict(self) -> dict[str, Any]:
        """The row for a program: its keys, and the figures of each delivery and of both."""
        return {
            **self.keys,
            "single": self.single.as_dict(),
            "inter": self.inter.as_dict(),
            "both": self.both.as_dict(),
        }


@dataclass(frozen=True, slots=True)
class Report:
    """The report. `total` is of everything in it. `open_sessions` took place by their day, and nobody said who came;

    their `open_booked` bookings count nowhere. `cancelled_sessions` did not take place. Both are of the sessions that
    the report is about: those with somebody of it on their list, and those whose places count.
    """

    rows: list[AttendanceRow]
    total: AttendanceRow
    open_sessions: int
    open_booked: int
    cancelled_sessions: int


@dataclass(frozen=True, slots=True)
class TrainerDays:
    """The days of trainers that one agency, with its children, gave to sessions that were held."""

    agency: str
    agency_name: str
    single: float
    inter: float

    @property
    def both(self) -> float:
        """Single- and inter-agency sessions together."""
        return self.single + self.inter


class _Session(NamedTuple):
    id: int
    course: str
    held_on: str
    delivery: str
    places: int | None
    is_theirs: int
    state: str


_NAMES: Final = {
    ("attended", 1): "attended_booked",
    ("attended", 0): "walked_in",
    ("cancelled", 1): "cancelled",
    ("no-show", 1): "no_show",
    ("expected", 1): "expected",
}
"""What a place of a state, booked or not, counts as."""


class _Count(NamedTuple):
    session: int
    agency: str | None
    booked: int
    state: str
    people: int


def by_keys(written: Sequence[str]) -> tuple[str, ...]:
    """What the report is counted by, as somebody wrote it. Raises InputFault for anything else than `KEYS`."""
    named = [each.strip() for each in written if each.strip()]
    wrong = [each for each in named if each not in KEYS]
    if wrong:
        message = phrase("The report is not counted by “%(key)s”.", key=wrong[0])
        remedy = phrase("Choose %(choices)s.", choices=either(list(KEYS)))
        raise InputFault([Problem("", 0, 0, "key", "error", message, remedy)])
    return tuple(dict.fromkeys(named))


def attendance(
    db: Database,
    scope: Scope,
    first: date,
    last: date,
    by: Sequence[str] = ("agency",),
    *,
    within: str | None = None,
    course: str | None = None,
) -> Report:
    """The report on the sessions that were held from `first` to `last`, for the agencies of a scope.

    `by` is some of `KEYS`, or none: then there is only the total. `within` keeps to people who came from an agency or
    its children. An agency's row has the people of its children too. Whoever may not see every agency gets their own
    people alone, and the places of their own single-agency sessions.
    """
    with db.read() as conn:
        every = _sessions(conn, scope, first, last, course)
        found = _counts(conn, scope, first, last, course, within)
        above = _above(conn, scope) if "agency" in by else {}
    held = {each.id: each for each in every if each.state == "held"}
    of_all = _Tally(())
    of_rows: dict[tuple[str | None, ...], _Tally] = {}
    for each in found:
        if session := held.get(each.session):
            of_all.count(session, each)
            for key in _keys(session, each.agency, by, above):
                of_rows.setdefault(key, _Tally(key)).count(session, each)
    whole = [each for each in every if within is None and (scope.kind == "everyone" or each.is_theirs)]
    for session in whole:
        if session.state == "held":
            of_all.room(session)
            if "agency" not in by:
                key = tuple(_of_session(session, each) for each in by)
                of_rows.setdefault(key, _Tally(key)).room(session)
    about = {*(each.session for each in found), *(each.id for each in whole)}
    open_ones = {each.id for each in every if each.state == "planned" and each.id in about}
    return Report(
        [of_rows[key].row(by) for key in sorted(of_rows, key=_order)] if by else [],
        of_all.row(()),
        len(open_ones),
        sum(each.people for each in found if each.session in open_ones and each.booked),
        sum(each.state == "cancelled" and each.id in about for each in every),
    )


def trainer_days(
    db: Database, scope: Scope, first: date, last: date, *, course: str | None = None
) -> list[TrainerDays]:
    """The days of trainers that each agency of a scope gave to sessions held in these days, by the agency's name."""
    with db.read() as conn:
        return conn.objects(
            TrainerDays,
            f"""
            select a.id as agency, a.name as agency_name,
                   sum(case when s.delivery = 'single' then t.days else 0 end) as single,
                   sum(case when s.delivery = 'inter' then t.days else 0 end) as inter
              from trainer_days t join taught_session s on s.id = t.session
                   join agency_within w on w.agency = t.agency join agency a on a.id = w.within
             where s.state = 'held' and s.held_on >= :first and s.held_on <= :last
               and (:course = '' or s.course = :course) and {scope.on_agency("a.id")} and {scope.on_agency("t.agency")}
             group by a.id, a.name order by a.name, a.id
            """,
            {
                "first": first.isoformat(),
                "last": last.isoformat(),
                "course": course or "",
                **scope.params,
            },
        )


def _sessions(conn: Connection, scope: Scope, first: date, last: date, course: str | None) -> list[_Session]:
    """The sessions of these days, up to today."""
    return [
        _Session(*row)
        for row in conn.tuples(
            f"""
            select s.id, s.course, s.held_on, s.delivery, s.places,
                   case when s.delivery = 'single' and {scope.on_agency("s.agency")} then 1 else 0 end, s.state
              from taught_session s
             where s.held_on >= :first and s.held_on <= :last and (:course = '' or s.course = :course)
             order by s.id
            """,
            _asked(scope, first, last, course),
        )
    ]


def _counts(
    conn: Connection, scope: Scope, first: date, last: date, course: str | None, within: str | None
) -> list[_Count]:
    """How many places there are of each session, agency and state, of people in the scope."""
    return [
        _Count(*row)
        for row in conn.tuples(
            f"""
            select p.session, p.agency, p.booked, p.state, count(*)
              from taught_place p join taught_session s on s.id = p.session
             where s.held_on >= :first and s.held_on <= :last and (:course = '' or s.course = :course)
               and {scope.on_agency("p.agency")}
               and (:within = '' or p.agency in (select w.agency from agency_within w where w.within = :within))
             group by p.session, p.agency, p.booked, p.state
            """,
            {**_asked(scope, first, last, course), "within": within or ""},
        )
    ]


def _asked(scope: Scope, first: date, last: date, course: str | None) -> dict[str, Any]:
    until = min(last, today())
    return {
        "first": first.isoformat(),
        "last": until.isoformat(),
        "course": course or "",
        **scope.params,
    }


def _above(conn: Connection, scope: Scope) -> dict[str, list[str]]:
    """By agency, the agencies of the scope that it is within, itself too."""
    found: dict[str, list[str]] = {}
    for agency, within in conn.tuples(
        f"select agency, within from agency_within where {scope.on_agency('within')}", scope.params
    ):
        found.setdefault(agency, []).append(within)
    return found


class _Tally:
    """Counts the sessions of a row, with the people and the places at them, by delivery."""

    def __init__(self, key: tuple[str | None, ...]) -> None:
        self._key = key
        self._sessions: dict[str, set[int]] = {"single": set(), "inter": set()}
        self._counts: dict[str, Counter[str]] = {"single": Counter(), "inter": Counter()}
        self._came: Counter[int] = Counter()
        self._rooms: dict[str, list[_Session]] = {"single": [], "inter": []}
        self._has_rooms = False

    def count(self, session: _Session, each: _Count) -> None:
        """Adds some people at a session who have the same state."""
        self._sessions[session.delivery].add(session.id)
        self._counts[session.delivery][_NAMES[each.state, each.booked]] += each.people
        self._counts[session.delivery]["booked"] += each.people * each.booked
        self._came[session.id] += each.people * (each.state == "attended")

    def room(self, session: _Session) -> None:
        """Adds a session with its places, also if nobody is on its list."""
        self._has_rooms = True
        self._sessions[session.delivery].add(session.id)
        self._rooms[session.delivery].append(session)

    def row(self, by: Sequence[str]) -> AttendanceRow:
        """The row that was counted."""
        keys = dict(zip(by, self._key, strict=True))
        return AttendanceRow(keys, self._of("single"), self._of("inter"))

    def _of(self, delivery: str) -> Attendance:
        with_places = [each for each in self._rooms[delivery] if each.places is not None]
        return Attendance(
            sessions=len(self._sessions[delivery]),
            places=sum(each.places or 0 for each in with_places) if self._has_rooms else None,
            attended_with_places=sum(self._came[each.id] for each in with_places),
            without_places=len(self._rooms[delivery]) - len(with_places),
            **self._counts[delivery],
        )


def _keys(
    session: _Session, agency: str | None, by: Sequence[str], above: Mapping[str, list[str]]
) -> Iterator[tuple[str | None, ...]]:
    """The rows that a cell counts in: one, or one for each agency that it is within."""
    agencies = above.get(agency, ()) if "agency" in by and agency is not None else (None,)
    for each in agencies:
        yield tuple(each if key == "agency" else _of_session(session, key) for key in by)


def _of_session(session: _Session, key: str) -> str | None:
    if key == "course":
        return session.course
    year, month = session.held_on[:4], int(session.held_on[5:7])
    return f"{year}-Q{(month + 2) // 3}"


def _order(key: tuple[str | None, ...]) -> tuple[tuple[bool, str], ...]:
    """Rows are in the order of their keys, and what nobody knows comes last."""
    return tuple((part is None, part or "") for part in key)


def _percent(count: int, of: int | None) -> float | None:
    return round(100 * count / of, 1) if of else None


def _share(count: int, of_what: str, of: int | None, percent: float | None) -> dict[str, Any]:
    """A percentage for a program, with its numerator and its denominator, which is named."""
    return {"count": count, "of": of, "of_what": of_what, "percent": percent}
