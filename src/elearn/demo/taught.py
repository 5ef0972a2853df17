"""Taught sessions of Wrenshire: a programme of the board and single-agency sessions, with who came. All is fiction."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from elearn.database import Connection, Database
from elearn.demo.workforce import ADMINISTRATOR, LEAD, LEARNER, TRAINER
from elearn.tracker import Actor, actor
from elearn.tracker.taught import NewSession, find_in, mark_in, save_in, trainers

COURSE = "child-protection-process"
_INTER = "inter"
_HALL, _LIBRARY = "Wrenbridge Town Hall", "Harrow Street Library"
_SESSIONS = (
    (-402, _INTER, None, _HALL, 30, 25, 2),
    (-310, _INTER, None, _LIBRARY, 24, 22, 4),
    (-298, "single", "community-health", "Community health, seminar room", 16, 14, 1),
    (-214, _INTER, None, _HALL, 30, 24, 3),
    (-170, "single", "police", "Police headquarters", 20, 18, 2),
    (-122, _INTER, None, _HALL, 30, 27, 3),
    (-75, _INTER, None, _LIBRARY, 24, 19, 5),
    (-66, "single", "community-health", "Community health, seminar room", 16, 13, 2),
    (-31, _INTER, None, _HALL, 30, 26, 2),
)
"""Days ago, delivery, whose, place, places, how many booked, and how many walked in."""
_AGENCIES = (
    "childrens-services",
    "police",
    "community-health",
    "schools",
    "early-years",
    "acute-general",
    "voluntary",
)
_TRAINERS = (("childrens-services", 0.5), ("police", 0.5), ("community-health", 1.0))


def fill(db: Database, ids: Mapping[str, int], day: date) -> None:
    """Plans the sessions, dated back from a day, and says who came. `ids` are the demonstration people's by address.

    Changes nothing if there is a session already.
    """
    with db.read() as conn:
        if conn.value("select 1 from taught_session") is not None:
            return
    trainer, administrator, lead = (actor(db, ids[each.email]) for each in (TRAINER, ADMINISTRATOR, LEAD))
    with db.write() as conn:
        people = {agency: _people(conn, agency, day) for agency in _AGENCIES}
        held = []
        for number, (ago, delivery, agency, place, places, booked, walked_in) in enumerate(_SESSIONS):
            who = trainer if delivery == _INTER else lead if agency == "community-health" else administrator
            new = NewSession(COURSE, day + timedelta(ago), delivery, agency, place, places, 180, True, True)
            chosen = _chosen(people, agency, number, booked + walked_in)
            held.append(_held(conn, who, new, chosen, walked_in))
        later = NewSession(COURSE, day + timedelta(18), _INTER, None, _HALL, 30, 180, True, True)
        coming = save_in(conn, trainer, later)
        session, hold = find_in(conn, trainer, coming)
        booked_for = dict.fromkeys([ids[LEARNER.email], *_chosen(people, None, 11, 12)], ("expected", True))
        mark_in(conn, trainer, session, hold, booked_for)
        save_in(
            conn, lead, NewSession(COURSE, day + timedelta(33), "single", "community-health", "", 16, 180)
        )
    for number, session_id in enumerate(held):
        agency, days = _TRAINERS[number % len(_TRAINERS)]
        trainers.give(db, None, session_id, agency, days)


def _people(conn: Connection, agency: str, day: date) -> list[int]:
    """Some people who have been in post at an agency or its children for two years, in the order of their numbers."""
    return conn.column(
        """
        select distinct person from post
         where agency in (select w.agency from agency_within w where w.within = :agency)
           and starts_on <= :since and ends_on is null
         order by person limit 240
        """,
        {"agency": agency, "since": (day - timedelta(800)).isoformat()},
    )


def _chosen(people: Mapping[str, Sequence[int]], agency: str | None, turn: int, count: int) -> list[int]:
    """So many people for a session: of one agency, or of each in its turn. Each turn has others."""
    found: dict[int, None] = {}
    agencies = [agency] if agency else list(_AGENCIES)
    for step in range(20 * count):
        group = people[agencies[step % len(agencies)]]
        if len(found) < count and group:
            found[group[(turn * 37 + step * 5) % len(group)]] = None
    return list(found)


def _held(conn: Connection, who: Actor, new: NewSession, people: Sequence[int], walked_in: int) -> int:
    """A session that was held: the first of these people walked in, and of the others a few did not come."""
    number = save_in(conn, who, new)
    states = {person: ("attended", place >= walked_in) for place, person in enumerate(people)}
    for place, person in enumerate(people[walked_in:]):
        if place % 9 == 4:
            states[person] = ("no-show", True)
        elif place % 13 == 7:
            states[person] = ("cancelled", True)
    session, hold = find_in(conn, who, number)
    mark_in(conn, who, session, hold, states)
    return number
