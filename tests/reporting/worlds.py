"""Small random worlds, and the way to put one into a database."""

from datetime import date, timedelta

from hypothesis import strategies as st
from tests.reporting import brute

FIRST, LAST = date(2023, 10, 20), date(2026, 4, 10)
MONTH_ENDS = [date(2023, 11, 30), date(2024, 1, 31), date(2024, 2, 29), date(2024, 8, 31), date(2025, 2, 28),
              date(2025, 3, 1), date(2025, 3, 31), date(2025, 8, 29), date(2025, 8, 30), date(2025, 8, 31)]  # fmt: skip
AGENCIES, GROUPS, COURSES = ("a", "b", "c", "d", "e"), ("R2", "R3"), ("bruising", "reviews", "sharing")

days = st.one_of(st.dates(FIRST, LAST), st.sampled_from(MONTH_ENDS))


@st.composite
def ends(draw, start):
    """An end on or after a start, often blank or the same day."""
    return draw(st.one_of(st.none(), st.just(start), st.integers(1, 500).map(lambda n: start + timedelta(n))))


@st.composite
def agencies(draw):
    found = []
    for number, name in enumerate(AGENCIES[: draw(st.integers(1, 5))]):
        parent = draw(st.sampled_from([None, *AGENCIES[:number]]))
        basis = draw(st.sampled_from(["roster", "roster", "roster", "headcount", "return"]))
        found.append(brute.Agency(name, parent, basis, draw(st.sampled_from([50, 80, 90]))))
    return found


@st.composite
def worlds(draw, with_facts=True):
    world = brute.World(
        draw(agencies()), list(GROUPS), list(COURSES), list(range(1, draw(st.integers(1, 5)) + 1))
    )
    for add in (
        a_requirement,
        a_requirement,
        *(draw(st.lists(st.sampled_from(FACTS), max_size=25)) if with_facts else ()),
    ):
        draw(add(world))
    world.answers = draw(
        st.lists(
            st.tuples(st.sampled_from(["x#r1", "x#r2"]), st.sampled_from(COURSES)), unique=True, max_size=4
        )
    )
    return world


def _agency(world, *bases):
    return st.sampled_from(
        [a.id for a in world.agencies if not bases or a.basis in bases] or [world.agencies[0].id]
    )


def _add(facts, fact, *key):
    """Adds a fact unless one with the same key is there."""
    if not any(all(getattr(fact, k) == getattr(other, k) for k in key) for other in facts):
        facts.append(fact)
        return fact
    return None


@st.composite
def a_post(draw, world):
    start = draw(days)
    post = brute.Post(draw(st.sampled_from(world.people)), draw(_agency(world)), draw(st.sampled_from(GROUPS)),
                      start, draw(ends(start)))  # fmt: skip
    return _add(world.posts, post, "person", "agency", "role_group", "starts_on")


@st.composite
def a_requirement(draw, world):
    start = draw(days)
    return _add(
        world.requirements,
        brute.Requirement(
            draw(st.sampled_from(COURSES)),
            draw(st.one_of(st.none(), _agency(world))),
            draw(st.sampled_from([None, *GROUPS])),
            start,
            draw(ends(start)),
            draw(st.sampled_from([0, 1, 30, 90, 400])),
            draw(st.sampled_from([None, 1, 6, 12, 24])),
        ),
        "course", "agency", "role_group", "from_day",
    )  # fmt: skip


@st.composite
def an_exemption(draw, world):
    start = draw(days)
    exemption = brute.Exemption(
        draw(st.sampled_from(world.people)), draw(st.sampled_from(COURSES)), start, draw(ends(start))
    )
    return _add(world.exemptions, exemption, "person", "course", "from_day")


@st.composite
def a_completion(draw, world):
    completion = brute.Completion(draw(st.sampled_from(world.people)), draw(st.sampled_from(COURSES)), draw(days),
                                  draw(st.sampled_from([True, True, True, False])))  # fmt: skip
    return _add(world.completions, completion, "person", "course", "completed_on", "passed")


@st.composite
def a_headcount(draw, world):
    headcount = brute.Headcount(draw(_agency(world, "headcount")), draw(st.sampled_from(GROUPS)), draw(days),
                                draw(st.sampled_from([0, 1, 4, 10, 30])))  # fmt: skip
    return _add(world.headcounts, headcount, "agency", "role_group", "as_at")


@st.composite
def a_return(draw, world):
    people = draw(st.integers(0, 30))
    sent = brute.Return(draw(_agency(world, "return")), draw(st.sampled_from(GROUPS)), draw(st.sampled_from(COURSES)),
                        draw(days), people, draw(st.integers(0, people)))  # fmt: skip
    return _add(world.returns, sent, "agency", "role_group", "course", "period_end")


FACTS = [
    a_post,
    a_post,
    a_post,
    a_requirement,
    an_exemption,
    a_completion,
    a_completion,
    a_completion,
    a_headcount,
    a_return,
]


def lay_out(conn, world):
    """The places and people of a world: agencies, role groups, courses, persons, what courses answer."""
    conn.many(
        "insert into agency (id, name, parent, basis, target) values (:id, :id, :parent, :basis, :target)",
        [vars(agency) for agency in world.agencies],
    )
    conn.many(
        "insert into agency_within (agency, within) values (:agency, :within)",
        [{"agency": a.id, "within": above} for a in world.agencies for above in world.chain(a.id)],
    )
    conn.many("insert into role_group (id, name) values (:id, :id)", [{"id": g} for g in world.role_groups])
    conn.many("insert into course (id, title) values (:id, :id)", [{"id": c} for c in world.courses])
    conn.many(
        "insert into person (id, email, name) values (:id, :email, 'A person')",
        [{"id": person, "email": f"{person}@example.org"} for person in world.people],
    )
    conn.many(
        "insert into course_recommendation (recommendation, course) values (:r, :c)",
        [{"r": r, "c": c} for r, c in world.answers],
    )


def record(conn, facts):
    """Facts of any kind, as the imports would write them."""
    for fact in facts:
        values = {
            key: value.isoformat() if isinstance(value, date) else value for key, value in vars(fact).items()
        }
        conn.execute(_INSERTS[type(fact)], values)


_INSERTS = {
    brute.Post: """insert into post (person, agency, role_group, starts_on, ends_on)
                   values (:person, :agency, :role_group, :starts_on, :ends_on)""",
    brute.Requirement: """
        insert into requirement (course, agency, role_group, from_day, to_day, due_within_days, renew_after_months)
        values (:course, :agency, :role_group, :from_day, :to_day, :due_within_days, :renew_after_months)""",
    brute.Exemption: """insert into exemption (person, course, from_day, to_day)
                        values (:person, :course, :from_day, :to_day)""",
    brute.Completion: """insert into completion (person, course, completed_on, passed, how, recorded_at)
                         values (:person, :course, :completed_on, :passed, 'import', '')""",
    brute.Headcount: """insert into headcount (agency, role_group, as_at, headcount)
                        values (:agency, :role_group, :as_at, :headcount)""",
    brute.Return: """insert into aggregate_return (agency, role_group, course, period_end, headcount, in_date)
                     values (:agency, :role_group, :course, :period_end, :headcount, :in_date)""",
}  # fmt: skip


def facts(world):
    """Every fact of a world but its lay-out."""
    return [
        *world.posts,
        *world.requirements,
        *world.exemptions,
        *world.completions,
        *world.headcounts,
        *world.returns,
    ]
