"""Small random worlds, dense enough that facts overlap, and functions to store one in a database.

Hypothesis chooses a seed and how much happens. `Random` draws the facts evenly, which hypothesis does not.
"""

from datetime import date, timedelta
from random import Random

from hypothesis import strategies as st

from elearn.tracker.taught import earning
from tests.reporting import brute

FIRST, LAST = date(2023, 10, 20), date(2026, 4, 10)
MONTH_ENDS = [
    date(2023, 11, 30),
    date(2024, 1, 31),
    date(2024, 2, 29),
    date(2024, 8, 31),
    date(2025, 2, 28),
    date(2025, 3, 1),
    date(2025, 3, 31),
    date(2025, 8, 29),
    date(2025, 8, 30),
    date(2025, 8, 31),
]
AGENCIES, GROUPS, COURSES = ("a", "b", "c", "d"), ("R2", "R3"), ("bruising", "reviews", "else")
EDITIONS = ("4", "5")
PLACE_STATES = ("attended", "attended", "attended", "expected", "cancelled", "no-show")
RECOMMENDATIONS = ("x#r1", "x#r2")

seeds = st.integers(0, 2**32).map(Random)
amounts = st.integers(0, 24)


def a_day(chance, last=LAST):
    """A random day, sometimes at a month's end."""
    if chance.random() < 0.3:
        return chance.choice([day for day in MONTH_ENDS if day <= last])
    return FIRST + timedelta(chance.randrange((last - FIRST).days))


def an_early_day(chance):
    return a_day(chance, date(2024, 9, 1) if chance.random() < 0.8 else LAST)


def an_end(chance, start):
    """An end on or after `start`. Mostly None, sometimes the same day."""
    if chance.random() < 0.6:
        return None
    return start + timedelta(chance.choice([0, chance.randrange(500), chance.randrange(900)]))


def world(chance, amount):
    """A world with about `amount` facts, plus a requirement and a post for everyone."""
    agencies = []
    for name in AGENCIES[: chance.randint(1, 4)]:
        parent = chance.choice([None, *(agency.id for agency in agencies)])
        basis = chance.choice(["roster", "roster", "roster", "headcount", "return"])
        agencies.append(brute.Agency(name, parent, basis, chance.choice([50, 80, 90])))
    made = brute.World(agencies, list(GROUPS), list(COURSES), list(range(1, chance.randint(1, 4) + 1)))
    made.kinds = {
        course: kind
        for course in COURSES[1:]
        if (kind := chance.choice(["course", "course", "hours", "update"])) != "course"
    }
    made.editions = [an_edition(chance, name) for name in EDITIONS]
    made.answers = [(r, c) for r in RECOMMENDATIONS for c in COURSES if chance.random() < 0.5]
    made.requirements.append(a_requirement(chance, made))
    made.posts = [a_post(chance, made, person) for person in made.people]
    for _ in range(amount):
        a_fact(chance, made)
    return made


def a_fact(chance, made):
    """Adds one more fact to the world and returns it. None if the world already has one with the same key."""
    kept, make, key = chance.choices(
        [
            (made.posts, a_post, ("person", "agency", "role_group", "starts_on")),
            (made.requirements, a_requirement, ("course", "agency", "role_group", "from_day")),
            (made.completions, a_completion, ("person", "course", "completed_on", "passed")),
            (made.exemptions, an_exemption, ("person", "course", "from_day")),
            (made.headcounts, a_headcount, ("agency", "role_group", "as_at")),
            (made.returns, a_return, ("agency", "role_group", "course", "period_end")),
            (made.equivalences, an_equivalence, ("course", "other", "from_day")),
            (made.towards, something_towards, ("course", "other")),
            (made.withdrawals, a_withdrawal, ("completion",)),
            (made.outside, outside_learning, ("id",)),
            (made.places, a_place, ("id",)),
            (
                made.reflections,
                a_reflection,
                ("person", "course", "written_on", "completion", "outside_learning"),
            ),
        ],
        [4, 4, 9, 1, 2, 2, 2, 1, 1, 3, 3, 4],
    )[0]
    fact = make(chance, made)
    if fact is None or any(all(getattr(fact, k) == getattr(other, k) for k in key) for other in kept):
        return None
    kept.append(fact)
    return fact


def a_post(chance, made, person=None):
    start = an_early_day(chance)
    agency = chance.choice(made.agencies).id
    return brute.Post(
        person or chance.choice(made.people), agency, chance.choice(GROUPS), start, an_end(chance, start)
    )


def a_requirement(chance, made):
    start = an_early_day(chance)
    agency = chance.choice([None, chance.choice(made.agencies).id])
    group = chance.choice([None, chance.choice(GROUPS)])
    due, renew = chance.choice([0, 1, 30, 90, 400]), chance.choice([None, 1, 6, 6, 12, 24])
    course = chance.choice(COURSES)
    found = brute.Requirement(course, agency, group, start, an_end(chance, start), due, renew)
    found.edition = chance.choice([None, None, None, *EDITIONS])
    found.counts_replaced, found.counts_outside = chance.random() < 0.5, chance.random() < 0.5
    if made.kind(course) == "hours":
        found.minutes, found.participatory_percent = (
            chance.choice([20, 60, 90]),
            chance.choice([0, 0, 50, 100]),
        )
    else:
        found.renew_from = chance.choice(["completion", "completion", "expiry", "day"])
    if found.renew_from == "expiry":
        found.renew_early_months = chance.choice([None, 0, 1, 5])
    if found.renew_from == "day":
        found.renew_on = chance.choice(["02-29", "03-31", "09-01", "12-31"])
    return found


def an_edition(chance, name):
    start = an_early_day(chance)
    return brute.Edition(name, start, an_end(chance, start))


def to_take(made):
    """The courses that people take."""
    return [course for course in COURSES if made.kind(course) == "course"]


def a_completion(chance, made):
    return brute.Completion(
        chance.choice(made.people),
        chance.choice(to_take(made)),
        a_day(chance),
        chance.random() < 0.8,
        1_000_000 - len(made.completions),  # sessions give others
        chance.choice([None, 20, 30, 60]),
        chance.random() < 0.5,
    )


def a_place(chance, made):
    """A place at a taught session, often on a day on which they passed something already."""
    person, course, day = chance.choice(made.people), chance.choice(to_take(made)), a_day(chance)
    if (learned := [*made.completions, *made.places]) and chance.random() < 0.4:
        same = chance.choice(learned)
        person, course = same.person, same.course
        day = same.held_on if isinstance(same, brute.Place) else same.completed_on
    return brute.Place(
        len(made.places) + 1,
        person,
        course,
        day,
        chance.choice(PLACE_STATES),
        chance.choice([None, 20, 45, 60]),
        chance.random() < 0.5,
        chance.random() < 0.8,
        chance.random() < 0.1,
    )


def an_equivalence(chance, made):
    course, other = chance.choice(to_take(made)), chance.choice(to_take(made))
    if course == other:
        return None
    start = an_early_day(chance)
    return brute.Equivalence(
        course, other, chance.choice(["equivalent", "replaced"]), start, an_end(chance, start)
    )


def something_towards(chance, made):
    if not made.kinds:
        return None
    return brute.Towards(chance.choice(sorted(made.kinds)), chance.choice(to_take(made)))


def a_withdrawal(chance, made):
    return brute.Withdrawal(chance.choice(made.completions).id) if made.completions else None


def outside_learning(chance, made):
    return brute.Outside(
        len(made.outside) + 1,
        chance.choice(made.people),
        a_day(chance),
        chance.choice([10, 20, 60]),
        chance.random() < 0.5,
        chance.choice([None, *to_take(made)]),
        chance.choice(["approved", "approved", "approved", "waiting", "declined", "taken-back"]),
    )


def a_reflection(chance, made):
    updates = [course for course, kind in made.kinds.items() if kind == "update"]
    about = [*made.completions, *made.outside]
    if not updates or not about:
        return None
    learned = chance.choice(about)
    written = learned.completed_on + timedelta(chance.choice([-1, 0, 1, chance.randrange(200)]))
    here = isinstance(learned, brute.Completion)
    ids = (learned.id, None) if here else (None, learned.id)
    return brute.Reflection(learned.person, chance.choice(updates), written, *ids)


def an_exemption(chance, made):
    start = a_day(chance)
    return brute.Exemption(chance.choice(made.people), chance.choice(COURSES), start, an_end(chance, start))


def a_headcount(chance, made):
    places = [agency.id for agency in made.agencies if agency.basis == "headcount"]
    if not places:
        return None
    return brute.Headcount(
        chance.choice(places), chance.choice(GROUPS), a_day(chance), chance.choice([0, 1, 4, 10, 30])
    )


def a_return(chance, made):
    places = [agency.id for agency in made.agencies if agency.basis == "return"]
    if not places:
        return None
    people = chance.randint(0, 30)
    return brute.Return(
        chance.choice(places),
        chance.choice(GROUPS),
        chance.choice(COURSES),
        a_day(chance),
        people,
        chance.randint(0, people),
    )


def turning_days(world):
    """Days on which something may change: those in or counted from a fact, the day before and after."""
    turns = set()
    for fact in facts(world):
        turns |= {value for value in vars(fact).values() if isinstance(value, date)}
    editions = [edition.from_day for edition in world.editions]
    turns |= {*editions, *(edition.to_day for edition in world.editions if edition.to_day)}
    for requirement in world.requirements:
        begun = [post.starts_on for post in world.posts] + [requirement.from_day, *editions]
        turns |= {day + timedelta(requirement.due_within_days) for day in begun}
        if requirement.renew_after_months:
            learned = [each.completed_on for each in (*world.completions, *world.outside)]
            learned += [reflection.written_on for reflection in world.reflections]
            learned += [place.held_on for place in world.places]
            lasts = {brute.months_from(day, requirement.renew_after_months) for day in learned}
            if requirement.renew_on:
                lasts = {brute.next_fixed_day(day, requirement.renew_on) for day in lasts}
            if requirement.renew_from == "expiry":
                lasts |= {brute.months_from(day, requirement.renew_after_months) for day in lasts}
            turns |= lasts
    turns |= {brute.months_from(sent.period_end, 6) for sent in world.returns}
    turns |= {brute.months_from(declared.as_at, 6) for declared in world.headcounts}
    return sorted({day + timedelta(beside) for day in turns for beside in (-1, 0, 1)})


def telling_days(chance, made, number):
    """Random days, mostly ones on which something may change."""
    turns = turning_days(made)
    return [chance.choice(turns) if chance.random() < 0.8 else a_day(chance) for _ in range(number)]


def lay_out(conn, world):
    """Stores the places and people of a world: agencies, role groups, courses, persons, answers."""
    conn.many(
        "insert into agency (id, name, parent, basis, target) values (:id, :id, :parent, :basis, :target)",
        [vars(agency) for agency in world.agencies],
    )
    conn.many(
        "insert into agency_within (agency, within) values (:agency, :within)",
        [{"agency": a.id, "within": above} for a in world.agencies for above in world.chain(a.id)],
    )
    conn.many("insert into role_group (id, name) values (:id, :id)", [{"id": g} for g in world.role_groups])
    conn.many(
        "insert into course (id, title, kind) values (:id, :id, :kind)",
        [{"id": course, "kind": world.kind(course)} for course in world.courses],
    )
    conn.many(
        """insert into standard_edition (id, standard, edition, from_day, to_day)
           values (:id, 'Standard', :id, :from_day, :to_day)""",
        [as_stored(edition) for edition in world.editions],
    )
    conn.many(
        "insert into person (id, email, name) values (:id, :email, 'A person')",
        [{"id": person, "email": f"{person}@example.org"} for person in world.people],
    )
    conn.many(
        "insert into course_recommendation (recommendation, course) values (:r, :c)",
        [{"r": r, "c": c} for r, c in world.answers],
    )


def record(conn, facts):
    """Stores facts of any kind, as the imports would."""
    for fact in facts:
        if isinstance(fact, brute.Place):
            conn.execute(_SESSION, as_stored(fact))
        conn.execute(_INSERTS[type(fact)], as_stored(fact))
        if isinstance(fact, brute.Place):
            earn(conn, fact)


def earn(conn, place):
    """What follows of a place at a session, as whoever marks it has it."""
    days = {(place.course, place.held_on.isoformat())}
    earning.settle(conn, days, {place.person}, actor=None, session=place.id)


def as_stored(fact):
    """The values of a fact, as they are stored."""
    return {
        key: value.isoformat()
        if isinstance(value, date)
        else int(value)
        if isinstance(value, bool)
        else value
        for key, value in vars(fact).items()
    }


_SESSION = """
    insert into taught_session (id, course, held_on, delivery, minutes, participatory, passes, state, recorded_at)
    values (:id, :course, :held_on, 'inter', :minutes, :participatory, :passes,
            case when :cancelled = 1 then 'cancelled' else 'held' end, '')"""
_INSERTS = {
    brute.Place: "insert into taught_place (session, person, state) values (:id, :person, :state)",
    brute.Post: """insert into post (person, agency, role_group, starts_on, ends_on)
                   values (:person, :agency, :role_group, :starts_on, :ends_on)""",
    brute.Requirement: """
        insert into requirement (course, agency, role_group, from_day, to_day, due_within_days, renew_after_months,
                                 edition, renew_from, renew_early_months, renew_on, minutes, participatory_percent,
                                 counts_replaced, counts_outside)
        values (:course, :agency, :role_group, :from_day, :to_day, :due_within_days, :renew_after_months, :edition,
                :renew_from, :renew_early_months, :renew_on, :minutes, :participatory_percent, :counts_replaced,
                :counts_outside)""",
    brute.Exemption: """insert into exemption (person, course, from_day, to_day)
                        values (:person, :course, :from_day, :to_day)""",
    brute.Completion: """
        insert into completion (id, person, course, version, completed_on, passed, minutes, participatory, how,
                                recorded_at)
        values (:id, :person, :course, '1', :completed_on, :passed, :minutes, :participatory, 'import', '')""",
    brute.Equivalence: """insert into equivalence (course, other, kind, from_day, to_day)
                          values (:course, :other, :kind, :from_day, :to_day)""",
    brute.Towards: "insert into counts_towards (course, other) values (:course, :other)",
    brute.Withdrawal: """insert into completion_withdrawal (completion, withdrawn_at, reason)
                         values (:completion, '', '')""",
    brute.Outside: """
        insert into outside_learning (id, person, title, provider, completed_on, minutes, participatory, course,
                                      recorded_at, state)
        values (:id, :person, '', '', :completed_on, :minutes, :participatory, :course, '', :state)""",
    brute.Reflection: """
        insert into reflection (person, course, written_on, text, completion, outside_learning, recorded_at)
        values (:person, :course, :written_on, '', :completion, :outside_learning, '')""",
    brute.Headcount: """insert into headcount (agency, role_group, as_at, headcount)
                        values (:agency, :role_group, :as_at, :headcount)""",
    brute.Return: """insert into aggregate_return (agency, role_group, course, period_end, headcount, in_date)
                     values (:agency, :role_group, :course, :period_end, :headcount, :in_date)""",
}


def facts(world):
    """Every fact of a world, except what `lay_out` stores."""
    return [
        *world.posts,
        *world.requirements,
        *world.exemptions,
        *world.completions,
        *world.headcounts,
        *world.returns,
        *world.equivalences,
        *world.towards,
        *world.withdrawals,
        *world.outside,
        *world.reflections,
        *world.places,
    ]
