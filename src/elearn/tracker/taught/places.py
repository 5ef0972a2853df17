"""The list of a session, for whoever may see it: by name, or as counts; and who may be put on it."""

from dataclasses import dataclass
from typing import Final

from elearn.database import Connection, Database
from elearn.problems import NotAllowed
from elearn.tracker.addresses import shown_sql
from elearn.tracker.counting import STAYS
from elearn.tracker.paging import PAGE_SIZE, Page, like, page_of
from elearn.tracker.scope import Actor, Scope
from elearn.tracker.taught.rights import Hold, in_post
from elearn.tracker.taught.sessions import TaughtSession, find_in
from elearn.translations import gettext as _

_EMAIL: Final = shown_sql("person.email")
_MOST_FOUND: Final = 20
_SHORTEST: Final = 2
"""Fewer letters find nobody."""


@dataclass(frozen=True, slots=True)
class Place:
    """One person at one session. `email` is "" if they have none. `agency`: from which they came; None: nobody knows.

    `booked`: they had a place; otherwise they walked in. `withdrawn`: they attended, and the completion was withdrawn
    for this reason; None: it was not.
    """

    person: int
    name: str
    email: str
    agency: str | None
    agency_name: str | None
    booked: bool
    state: str
    withdrawn: str | None


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who may be put on the list. `where`: the agencies at which they are in post on the day, by name.

    `email` is "" if they have none.
    """

    person: int
    name: str
    email: str
    where: str


@dataclass(frozen=True, slots=True)
class AgencyCount:
    """How many people of one agency are on a list. `agency` None: nobody knows from where they came."""

    agency: str | None
    agency_name: str | None
    booked: int
    expected: int
    attended_booked: int
    cancelled: int
    no_show: int
    walked_in: int


def places(
    db: Database,
    actor: Actor | None,
    number: int,
    *,
    search: str = "",
    page: int = 1,
    size: int = PAGE_SIZE,
) -> Page[Place]:
    """The people on the list whose names somebody may see, by name. Raises NotFound if they may not see the session."""
    with db.read() as conn:
        _session, held = find_in(conn, actor, number)
    return page_of(
        db,
        Place,
        f"""
        p.person, person.name, {_EMAIL} as email, p.agency, a.name as agency_name, p.booked, p.state,
        case when p.state = 'attended'
              and not exists (select 1 from completion c
                               where c.person = p.person and c.course = s.course and c.completed_on = s.held_on
                                 and {STAYS})
             then (select w.reason from completion c join completion_withdrawal w on w.completion = c.id
                    where c.person = p.person and c.course = s.course and c.completed_on = s.held_on
                    order by w.withdrawn_at desc limit 1) end as withdrawn
        """,
        f"""
          from taught_place p join taught_session s on s.id = p.session join person on person.id = p.person
               left join agency a on a.id = p.agency
         where p.session = :number and {held.on_place()} and {like("person.name", _EMAIL)}
        """,
        "lower(person.name), p.person",
        {"number": number, **held.params},
        search,
        page,
        size,
    )


def counts(db: Database, actor: Actor | None, number: int) -> list[AgencyCount]:
    """How many people of each agency are on the list, by the agency's name.

    Who leads agencies gets those of their own alone. Raises NotFound if they may not see the session.
    """
    with db.read() as conn:
        _session, held = find_in(conn, actor, number)
        scope = Scope.everyone() if held.on_list or actor is None else actor.coverage_scope()
        return conn.objects(
            AgencyCount,
            f"""
            select p.agency, a.name as agency_name, sum(p.booked) as booked,
                   sum(case when p.booked = 1 and p.state = 'expected' then 1 else 0 end) as expected,
                   sum(case when p.booked = 1 and p.state = 'attended' then 1 else 0 end) as attended_booked,
                   sum(case when p.state = 'cancelled' then 1 else 0 end) as cancelled,
                   sum(case when p.state = 'no-show' then 1 else 0 end) as no_show,
                   sum(case when p.booked = 0 then 1 else 0 end) as walked_in
              from taught_place p left join agency a on a.id = p.agency
             where p.session = :number and {scope.on_agency("p.agency")}
             group by p.agency, a.name order by case when a.name is null then 1 else 0 end, a.name
            """,
            {"number": number, **scope.params},
        )


def candidates(db: Database, actor: Actor | None, number: int, search: str) -> list[Candidate]:
    """The people whom somebody may put on the list and whose name or address has the text, 20 at most, by name.

    They are in post on the day of the session in the scope of whoever asks. An administrator, and the trainer
    who keeps the session, also finds anybody by their whole e-mail address. Those on the list already are left out.
    Raises NotFound if they may not see the session, and NotAllowed if they may put nobody on its list.
    """
    with db.read() as conn:
        session, held = find_in(conn, actor, number)
        if not held.books:
            raise NotAllowed(
                _("Places are booked by leads for their own people, and by whoever keeps the session.")
            )
        if len(search.strip()) < _SHORTEST:
            return []
        return _found(conn, session, held, search.strip())


def _found(conn: Connection, session: TaughtSession, held: Hold, search: str) -> list[Candidate]:
    text = search.lower()
    for special in "!%_":
        text = text.replace(special, f"!{special}")
    here = in_post(held.finds)
    whole = f"lower({_EMAIL}) = :whole" if held.keeps and held.on_list else "1 = 0"
    found = conn.tuples(
        f"""
        select person.id, person.name, {_EMAIL} as email from person
         where (({here} and {like("person.name", _EMAIL)}) or {whole})
           and not exists (select 1 from taught_place t where t.session = :session and t.person = person.id)
         order by lower(person.name), person.id limit {_MOST_FOUND}
        """,
        {
            "like": f"%{text}%",
            "whole": search.lower(),
            "session": session.id,
            "day": session.held_on.isoformat(),
            **held.finds.params,
        },
    )
    at: dict[int, list[str]] = {}
    for person, name in conn.tuples(
        f"""
        select distinct post.person, agency.name from post join agency on agency.id = post.agency
         where post.person in :people and post.starts_on <= :day and (post.ends_on is null or post.ends_on >= :day)
           and {held.finds.on_agency("post.agency")}
         order by agency.name
        """,
        {"people": [each[0] for each in found], "day": session.held_on.isoformat(), **held.finds.params},
    ):
        at.setdefault(person, []).append(name)
    return [Candidate(person, name, email, ", ".join(at.get(person, ()))) for person, name, email in found]
