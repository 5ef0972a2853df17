"""Coverage is what its definition says: held against a brute-force working of the text, over random small worlds.

`EXAMPLES=3000 pytest tests/reporting` looks longer than the suite does.
"""

import os
from dataclasses import replace
from itertools import combinations

from hypothesis import HealthCheck, given, note, settings
from hypothesis import strategies as st
from tests.reporting import brute, worlds

from elearn.reporting.coverage import coverage, trend
from elearn.tracker import standing
from elearn.tracker.scope import Scope

KEYS = ("agency", "role_group", "course", "recommendation")
BYS = [by for size in range(5) for by in combinations(KEYS, size)]
EXAMPLES = int(os.environ.get("EXAMPLES", "60"))
many = settings(deadline=None, suppress_health_check=list(HealthCheck), max_examples=EXAMPLES)


def kept(db):
    """What standing and tally hold, in an order of their own."""
    with db.read() as conn:
        return [sorted(conn.tuples(f"select * from {table}"), key=repr) for table in ("standing", "tally")]


def assert_as_defined(db, world, days, bys, scope=None, seen=None):
    for day in days:
        for by in bys:
            rows = [row.as_dict() for row in coverage(db, scope or Scope.everyone(), day, by)]
            note(f"{day} by {by}")
            assert rows == brute.coverage(world, day, by, seen)


@many
@given(world=worlds.worlds(), days=st.lists(worlds.days, min_size=3, max_size=3), bys=st.permutations(BYS))
def test_coverage_of_any_world_is_what_the_definition_says_on_any_day(fresh, world, days, bys):
    with fresh() as db:
        with db.write() as conn:
            worlds.lay_out(conn, world)
            worlds.record(conn, worlds.facts(world))
            standing.rebuild(conn)
        assert_as_defined(db, world, days, bys[:5])


@many
@given(
    world=worlds.worlds(with_facts=False), days=st.lists(worlds.days, min_size=2, max_size=2), data=st.data()
)
def test_coverage_stays_right_as_facts_arrive_and_equals_a_rebuild(fresh, world, days, data):
    with fresh() as db:
        with db.write() as conn:
            worlds.lay_out(conn, world)
            worlds.record(conn, worlds.facts(world))
            standing.refresh(conn, None)
        for _ in range(data.draw(st.integers(1, 12))):
            arrive(db, world, data)
        assert_as_defined(db, world, days, [("agency", "role_group", "course"), ("agency",), ()])
        after_events = kept(db)
        with db.write() as conn:
            standing.rebuild(conn)
        assert kept(db) == after_events


def arrive(db, world, data):
    """One event: a fact is recorded, or a post ends, and the people whom it touches are refreshed."""
    if world.posts and data.draw(st.integers(0, 4)) == 0:
        post = data.draw(st.sampled_from(world.posts))
        ended = replace(post, ends_on=data.draw(worlds.ends(post.starts_on)))
        world.posts[world.posts.index(post)] = ended
        with db.write() as conn:
            conn.execute(
                """update post set ends_on = :ends_on where person = :person and agency = :agency
                    and role_group = :role_group and starts_on = :starts_on""",
                {**vars(ended), "starts_on": ended.starts_on.isoformat(),
                 "ends_on": ended.ends_on and ended.ends_on.isoformat()},
            )  # fmt: skip
            standing.refresh(conn, [post.person])
        return
    fact = data.draw(data.draw(st.sampled_from(worlds.FACTS))(world))
    if fact is not None:
        person = getattr(fact, "person", None)
        with db.write() as conn:
            worlds.record(conn, [fact])
            standing.refresh(conn, [person] if person else world.people)


@many
@given(world=worlds.worlds(), day=worlds.days, data=st.data())
def test_a_scope_sees_its_agencies_as_if_there_were_no_other(fresh, world, day, data):
    roots = data.draw(st.sets(st.sampled_from([agency.id for agency in world.agencies]), min_size=1))
    seen = {name for root in roots for name in brute.within(world, root)}
    with fresh() as db:
        with db.write() as conn:
            worlds.lay_out(conn, world)
            worlds.record(conn, worlds.facts(world))
            standing.rebuild(conn)
        bys = [(), ("agency", "course"), ("role_group",), ("recommendation",)]
        assert_as_defined(db, world, [day], bys, Scope.of_agencies(roots), seen)


def test_a_trend_is_the_coverage_of_each_day(fresh):
    world = worlds_example()
    days = [brute.date(2025, month, 1) for month in range(1, 13)]
    with fresh() as db:
        with db.write() as conn:
            worlds.lay_out(conn, world)
            worlds.record(conn, worlds.facts(world))
            standing.rebuild(conn)
        rows = trend(db, Scope.everyone(), days, ["course"])
        assert rows == [row for day in days for row in coverage(db, Scope.everyone(), day, ["course"])]


def worlds_example():
    """A world with one of everything."""
    world = brute.World([brute.Agency("a"), brute.Agency("b", "a")], ["R2"], ["bruising"], [1, 2])
    world.posts = [
        brute.Post(1, "a", "R2", brute.date(2024, 1, 1)),
        brute.Post(2, "b", "R2", brute.date(2025, 3, 31)),
    ]
    world.requirements = [brute.Requirement("bruising", "a", None, brute.date(2024, 6, 1), None, 30, 12)]
    world.completions = [brute.Completion(1, "bruising", brute.date(2024, 8, 31))]
    return world
