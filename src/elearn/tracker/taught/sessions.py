"""Taught sessions, one or a list, for whoever may see them."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from elearn.database import Connection, Database
from elearn.days import today
from elearn.tracker import audit
from elearn.tracker.paging import PAGE_SIZE, Page, like, page_of
from elearn.tracker.scope import Actor
from elearn.tracker.taught.rights import Hold, hold, no_such_session, on_session

_COUNTS: Final = """
       coalesce(n.booked, 0) as booked, coalesce(n.expected, 0) as expected,
       coalesce(n.attended_booked, 0) as attended_booked, coalesce(n.cancelled, 0) as cancelled,
       coalesce(n.no_show, 0) as no_show, coalesce(n.walked_in, 0) as walked_in"""
_COLUMNS: Final = f"""
       s.id, s.course, course.title, s.held_on, s.delivery, s.agency, a.name as agency_name, s.place, s.places,
       s.minutes, s.participatory, s.passes, s.state, s.note, s.recorded_by, b.name as by_name, {_COUNTS}"""
_FROM: Final = """
  from taught_session s join course on course.id = s.course
       left join agency a on a.id = s.agency left join person b on b.id = s.recorded_by"""
_JOIN: Final = """
       left join (select session, sum(booked) as booked,
                         sum(case when booked = 1 and state = 'expected' then 1 else 0 end) as expected,
                         sum(case when booked = 1 and state = 'attended' then 1 else 0 end) as attended_booked,
                         sum(case when state = 'cancelled' then 1 else 0 end) as cancelled,
                         sum(case when state = 'no-show' then 1 else 0 end) as no_show,
                         sum(case when booked = 0 then 1 else 0 end) as walked_in
                    from taught_place group by session) n on n.session = s.id"""


@dataclass(frozen=True, slots=True)
class TaughtSession:
    """A session, with how many people are on its list.

    `state` is `planned`, `held` (somebody said who came) or `cancelled`. `booked` counts everybody who was ever booked:
    those who are still `expected`, attended, cancelled or did not come. Those who `walked_in` are not among them.
    """

    id: int
    course: str
    title: str
    held_on: date
    delivery: str
    agency: str | None
    agency_name: str | None
    place: str
    places: int | None
    minutes: int | None
    participatory: bool
    passes: bool
    state: str
    note: str
    recorded_by: int | None
    by_name: str | None
    booked: int
    expected: int
    attended_booked: int
    cancelled: int
    no_show: int
    walked_in: int

    @property
    def attended(self) -> int:
        """Everybody who came, whether they had booked or walked in."""
        return self.attended_booked + self.walked_in

    @property
    def taken(self) -> int:
        """How many places are taken: those of everybody who came, or is expected."""
        return self.attended + self.expected

    @property
    def full(self) -> bool:
        """Whether no place is left."""
        return self.places is not None and self.taken >= self.places


def sessions(
    db: Database,
    actor: Actor | None,
    *,
    course: str = "",
    agency: str = "",
    delivery: str = "",
    first: date | None = None,
    last: date | None = None,
    upcoming: bool | None = None,
    search: str = "",
    page: int = 1,
    size: int = PAGE_SIZE,
) -> Page[TaughtSession]:
    """The sessions that somebody may see: those to come with the nearest first, then those that are past, latest first.

    `agency`: those that are the agency's or its children's. `first` and `last` are days. `upcoming`: only those from
    today on (True), or only earlier ones (False). Raises NotAllowed for someone who only learns.
    """
    may_see, params = on_session(actor)
    return page_of(
        db,
        TaughtSession,
        _COLUMNS,
        f"""
        {_FROM} {_JOIN}
         where {may_see} and (:course = '' or s.course = :course) and (:delivery = '' or s.delivery = :delivery)
           and (:agency = '' or s.agency in (select w.agency from agency_within w where w.within = :agency))
           and s.held_on >= :first and s.held_on <= :last
           and (:upcoming = -1 or (:upcoming = 1 and s.held_on >= :today) or (:upcoming = 0 and s.held_on < :today))
           and {like("course.title", "s.place", "coalesce(a.name, '')")}
        """,
        """
        case when s.held_on >= :today then 0 else 1 end,
        case when s.held_on >= :today then s.held_on else '' end, s.held_on desc, course.title, s.id
        """,
        {
            "course": course,
            "agency": agency,
            "delivery": delivery,
            "first": first.isoformat() if first else "",
            "last": last.isoformat() if last else "9999-12-31",
            "upcoming": -1 if upcoming is None else int(upcoming),
            "today": today().isoformat(),
            **params,
        },
        search,
        page,
        size,
    )


def one(db: Database, actor: Actor | None, number: int) -> tuple[TaughtSession, Hold]:
    """A session, and what somebody may do with it. Raises NotFound if there is none that they may see."""
    with db.read() as conn:
        return find_in(conn, actor, number)


def why_cancelled(db: Database, actor: Actor | None, number: int) -> str:
    """Why a session that somebody may see was cancelled, or "". Raises NotFound."""
    with db.read() as conn:
        find_in(conn, actor, number)
        steps = audit.trail(conn, subject(number), ["session.cancelled"])
    return str(steps[-1].detail.get("reason", "")) if steps else ""


def find_in(conn: Connection, actor: Actor | None, number: int) -> tuple[TaughtSession, Hold]:
    """`one` in the caller's transaction."""
    may_see, params = on_session(actor)
    found = conn.object(
        TaughtSession,
        f"select {_COLUMNS} {_FROM} {_JOIN} where s.id = :number and {may_see}",
        {"number": number, **params},
    )
    if found is None:
        raise no_such_session()
    return found, hold(conn, actor, found.delivery, found.agency, found.recorded_by)


def key_in(
    conn: Connection, course: str, held_on: str, agency: str | None, place: str, but: int | None = None
) -> int | None:
    """The session of this course, day, agency and place that is not cancelled, other than `but`. None: there is none.

    These four say which session is meant, also in files. `held_on` is ISO text.
    """
    found: int | None = conn.value(
        """
        select id from taught_session
         where course = :course and held_on = :held_on and coalesce(agency, '') = :agency
           and lower(place) = lower(:place) and state <> 'cancelled' and id <> :but order by id limit 1
        """,
        {
            "course": course,
            "held_on": held_on,
            "agency": agency or "",
            "place": place,
            "but": -1 if but is None else but,
        },
    )
    return found


def note_held(conn: Connection, number: int) -> None:
    """Keeps whether a session was held: somebody attended, or did not come."""
    conn.execute(
        """
        update taught_session
           set state = case when exists (select 1 from taught_place
                                          where session = :id and state in ('attended', 'no-show'))
                            then 'held' else 'planned' end
         where id = :id and state <> 'cancelled'
        """,
        {"id": number},
    )


def subject(number: int) -> str:
    """What the audit calls a session."""
    return f"session:{number}"
