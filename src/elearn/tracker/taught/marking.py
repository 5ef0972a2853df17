"""Booking, and saying who attended a session, cancelled, did not come or walked in."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from elearn.database import Connection, Database
from elearn.days import today
from elearn.problems import InputFault, NotAllowed, NotFound, Problem
from elearn.tracker import audit
from elearn.tracker.scope import Actor, Scope
from elearn.tracker.taught import earning
from elearn.tracker.taught.rights import Hold, in_post
from elearn.tracker.taught.sessions import TaughtSession, find_in, note_held, subject
from elearn.translations import day as in_words
from elearn.translations import gettext as _

STATES: Final = ("expected", "attended", "cancelled", "no-show")
CAME: Final = ("attended", "no-show")
"""What can only be said once the day of the session has come, and only by whoever keeps it."""


def book(db: Database, actor: Actor | None, number: int, person: int) -> None:
    """Gives somebody a place at a session, also again after they had cancelled.

    Raises NotFound, NotAllowed, and InputFault if the session is full and they do not keep it.
    """
    with db.write(people=[person]) as conn:
        session, held = find_in(conn, actor, number)
        _must_take_place(session)
        known = states_in(conn, number, [person])
        _must_see(conn, held, session, list(known))
        if known.get(person, ("", True))[0] in ("expected", *CAME):
            return
        if session.full and not held.keeps:
            _refuse("full", _("No place is left."), _("Ask whoever keeps the session."))
        if person not in known:
            _must_find(conn, held, session, person)
        mark_in(conn, actor, session, held, {person: ("expected", True)})


def mark(db: Database, actor: Actor | None, number: int, person: int, state: str) -> None:
    """Says what came of somebody's place: one of `STATES`. Whoever attended has the completion at once.

    Raises NotFound if they are not on the list, NotAllowed, and InputFault if the day is still to come.
    """
    with db.write(people=[person]) as conn:
        session, held = find_in(conn, actor, number)
        _must_take_place(session)
        known = states_in(conn, number, [person])
        if person not in known:
            raise _not_on_list()
        booked = known[person][1]
        if not booked and state != "attended":
            _refuse(
                "walked-in", _("They walked in, so they were there."), _("Take them off the list instead.")
            )
        mark_in(conn, actor, session, held, {person: (state, booked)})


def walk_in(db: Database, actor: Actor | None, number: int, person: int) -> None:
    """Says that somebody came without a place. If they had one, they attended.

    Raises NotFound, NotAllowed if they do not keep the session, and InputFault if the day is still to come.
    """
    with db.write(people=[person]) as conn:
        session, held = find_in(conn, actor, number)
        _must_take_place(session)
        known = states_in(conn, number, [person])
        if person not in known:
            _must_find(conn, held, session, person)
        booked = known.get(person, ("", False))[1]
        mark_in(conn, actor, session, held, {person: ("attended", booked)})


def take_off(db: Database, actor: Actor | None, number: int, person: int) -> None:
    """Takes somebody off the list who was put there by mistake. A completion that came of it is withdrawn.

    Raises NotFound if they are not on the list, and NotAllowed if they do not keep the session.
    """
    with db.write(people=[person]) as conn:
        session, held = find_in(conn, actor, number)
        before = states_in(conn, number, [person]).get(person)
        if before is None:
            raise _not_on_list()
        if not held.keeps:
            raise NotAllowed(_("Only whoever keeps the session takes people off its list. Cancel the place."))
        _must_see(conn, held, session, [person])
        conn.execute(
            "delete from taught_place where session = :session and person = :person",
            {"session": number, "person": person},
        )
        told = {"person": person, "was": before[0], "booked": before[1]}
        audit.note(conn, "session.taken_off", actor=_id(actor), subject=subject(number), detail=told)
        note_held(conn, number)
        _settle(conn, actor, session, [person])


def mark_in(
    conn: Connection,
    actor: Actor | None,
    session: TaughtSession,
    held: Hold,
    states: Mapping[int, tuple[str, bool]],
    agencies: Mapping[int, str | None] | None = None,
    detail: Mapping[str, Any] | None = None,
) -> int:
    """Keeps states of people at a session, in the caller's transaction, and what they earn. Returns how many changed.

    `states` has the state of each person, and whether they had booked. `agencies` says from where they come, if that is
    known. `detail` is kept in the audit too. If there are many people, call `standing.settle_now` afterwards.
    Raises InputFault and NotAllowed.
    """
    before = states_in(conn, session.id, states)
    changed = {person: now for person, now in states.items() if before.get(person) != now}
    _must_be_possible(session, held, before, changed)
    _must_see(conn, held, session, list(before))
    fresh = [person for person in changed if person not in before]
    came_from = {**_agencies_of(conn, session, held, fresh), **(agencies or {})}
    conn.many(
        """
        insert into taught_place (session, person, agency, booked, state)
        values (:session, :person, :agency, :booked, :state)
        on conflict (session, person) do update set booked = excluded.booked, state = excluded.state
        """,
        [
            {
                "session": session.id,
                "person": person,
                "agency": came_from.get(person),
                "booked": int(booked),
                "state": state,
            }
            for person, (state, booked) in sorted(changed.items())
        ],
    )
    for person, (state, booked) in sorted(changed.items()):
        told = {"person": person, "state": state, "booked": booked, **(detail or {})}
        if person in before:
            told["was"] = before[person][0]
        audit.note(conn, "session.marked", actor=_id(actor), subject=subject(session.id), detail=told)
    if changed:
        note_held(conn, session.id)
        _settle(conn, actor, session, list(changed))
    return len(changed)


def states_in(
    conn: Connection, number: int, people: Sequence[int] | Mapping[int, Any] | None = None
) -> dict[int, tuple[str, bool]]:
    """By person, the state of their place and whether they had booked, of these people or of everybody on the list."""
    only = "1 = 1" if people is None else "person in :people"
    return {
        person: (state, bool(booked))
        for person, state, booked in conn.tuples(
            f"select person, state, booked from taught_place where session = :number and {only}",
            {"number": number, "people": list(people or ())},
        )
    }


def _must_find(conn: Connection, held: Hold, session: TaughtSession, person: int) -> None:
    """Raises NotFound for somebody whom this person may not put on the list. Whoever keeps it may put anybody there."""
    known = conn.value(
        f"select 1 from person where id = :person and ({in_post(held.finds)} or :keeps = 1)",
        {
            "person": person,
            "day": session.held_on.isoformat(),
            "keeps": int(held.keeps and held.on_list),
            **held.finds.params,
        },
    )
    if known is None:
        raise NotFound(_("There is no such person whom you may put on the list."))


def _must_see(conn: Connection, held: Hold, session: TaughtSession, people: list[int]) -> None:
    """Raises NotFound if somebody on the list is none of those whose names this person sees."""
    seen = conn.value(
        f"""
        select count(*) from taught_place p join taught_session s on s.id = p.session
         where p.session = :number and p.person in :people and {held.on_place()}
        """,
        {"number": session.id, "people": people, **held.params},
    )
    if seen != len(set(people)):
        raise _not_on_list()


def _must_be_possible(
    session: TaughtSession,
    held: Hold,
    before: Mapping[int, tuple[str, bool]],
    changed: Mapping[int, tuple[str, bool]],
) -> None:
    """Raises NotAllowed or InputFault if such states cannot be kept, or not by this person."""
    if not held.books:
        raise NotAllowed(
            _("Places are booked by leads for their own people, and by whoever keeps the session.")
        )
    now = {state for state, _booked in changed.values()}
    was = {before[person][0] for person in changed if person in before}
    if not now <= {*STATES}:
        raise NotFound(_("There is no such state of a place."))
    if not held.keeps and (now | was) & {*CAME}:
        raise NotAllowed(_("Who came to a session is said by whoever keeps it."))
    if now & {*CAME} and session.held_on > today():
        _refuse(
            "future",
            _("The session is on %(day)s, which is still to come.", day=in_words(session.held_on)),
            _("Say who came once it has taken place."),
        )


def _must_take_place(session: TaughtSession) -> None:
    if session.state == "cancelled":
        _refuse("cancelled", _("The session was cancelled."), _("If it took place, bring it back first."))


def _refuse(rule: str, message: str, remedy: str) -> None:
    raise InputFault([Problem("", 0, 0, rule, "error", message, remedy)])


def _not_on_list() -> NotFound:
    return NotFound(_("There is no such person on the list whom you may see."))


def _agencies_of(
    conn: Connection, session: TaughtSession, held: Hold, people: Sequence[int]
) -> dict[int, str | None]:
    """From which agency each person comes: where they are in post on the day, if that is one agency.

    If they are in post at several, it is the one in the session's agency, or else in the scope of whoever books, if
    that is one. Otherwise nobody knows.
    """
    posts: dict[int, set[str]] = {}
    for person, agency in conn.tuples(
        """
        select person, agency from post
         where person in :people and starts_on <= :day and (ends_on is null or ends_on >= :day)
        """,
        {"people": list(people), "day": session.held_on.isoformat()},
    ):
        posts.setdefault(person, set()).add(agency)
    several = {agency for each in posts.values() if len(each) > 1 for agency in each}
    theirs = Scope.of_agencies({session.agency} - {None} if session.delivery == "single" else ())  # type: ignore[arg-type]
    found: dict[int, str | None] = {}
    near = [_those_in(conn, scope, several) for scope in (theirs, held.people)] if several else []
    for person, agencies in posts.items():
        choices = [agencies, *(agencies & each for each in near)]
        found[person] = next((next(iter(each)) for each in choices if len(each) == 1), None)
    return found


def _those_in(conn: Connection, scope: Scope, agencies: set[str]) -> set[str]:
    return set(
        conn.column(
            f"select id from agency where id in :agencies and {scope.on_agency('agency.id')}",
            {"agencies": agencies, **scope.params},
        )
    )


def _settle(conn: Connection, actor: Actor | None, session: TaughtSession, people: list[int]) -> None:
    earning.settle(
        conn,
        {(session.course, session.held_on.isoformat())},
        people,
        actor=_id(actor),
        session=session.id,
    )


def _id(actor: Actor | None) -> int | None:
    return actor.person if actor else None
