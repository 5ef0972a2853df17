"""Coverage is what its definition says: held against a brute-force working of the text, over random small worlds."""

from dataclasses import replace
from itertools import combinations, product

import pytest
from hypothesis import HealthCheck, given, note, settings
from hypothesis import strategies as st

from elearn.reporting.coverage import coverage, trend
from elearn.reporting.listing import who
from elearn.tracker import standing, would_stand
from elearn.tracker.rules import RequirementRow, Rules, put
from elearn.tracker.scope import Scope
from tests.depth import examples
from tests.reporting import brute, worlds

KEYS = ("agency", "role_group", "course", "recommendation")
CELLS = ("agency", "role_group", "course")
BYS = [by for size in range(5) for by in combinations(KEYS, size)]
many = settings(max_examples=examples(60), suppress_health_check=list(HealthCheck))
some = settings(max_examples=examples(30), suppress_health_check=list(HealthCheck))


def kept(db):
    """Everyone's spells, in a fixed order."""
    with db.read() as conn:
        return sorted(standing.lines_of(conn, Scope.everyone()))


def assert_as_defined(db, world, days, bys, scope=None, seen=None):
    for day in days:
        for by in bys:
            rows = [row.as_dict() for row in coverage(db, scope or Scope.everyone(), day, by)]
            note(f"{day} by {by}")
            assert rows == brute.coverage(world, day, by, seen)


@many
@given(chance=worlds.seeds, amount=worlds.amounts)
def test_coverage_of_any_world_is_what_the_definition_says_on_any_day(fresh, chance, amount):
    world = worlds.world(chance, amount)
    with fresh() as db:
        fill(db, world)
        assert_as_defined(db, world, worlds.telling_days(chance, world, 10), [CELLS])
        assert_as_defined(db, world, worlds.telling_days(chance, world, 2), chance.sample(BYS, 5))


@many
@given(chance=worlds.seeds, amount=worlds.amounts, events=st.integers(1, 12))
def test_coverage_stays_right_as_facts_arrive_and_equals_a_rebuild(fresh, chance, amount, events):
    world = worlds.world(chance, amount)
    with fresh() as db:
        fill(db, world)
        for _ in range(events):
            arrive(db, world, chance)
            after_event = kept(db)
            with db.write() as conn:
                standing.rebuild(conn)
            assert kept(db) == after_event
        assert_as_defined(db, world, worlds.telling_days(chance, world, 4), [CELLS, ("agency",), ()])


@some
@given(chance=worlds.seeds, amount=worlds.amounts)
def test_what_is_settled_afterwards_is_what_each_transaction_would_have_kept(fresh, chance, amount):
    world = worlds.world(chance, amount)
    with fresh() as db:
        fill(db, world)
        at_once = kept(db)
        with pytest.MonkeyPatch.context() as many_people, db.write() as conn:
            many_people.setattr(standing, "AT_ONCE", 0)
            conn.execute("delete from standing")
            standing.refresh(conn, None)
        standing.settle(db)
        assert kept(db) == at_once


@some
@given(chance=worlds.seeds, amount=worlds.amounts)
def test_an_effect_that_is_shown_before_a_requirement_is_saved_is_what_follows(fresh, chance, amount):
    world = worlds.world(chance, amount)
    with fresh() as db:
        fill(db, world)
        new = worlds.a_requirement(chance, world)
        days = worlds.telling_days(chance, world, 2)
        values = {name: worlds.as_stored(new)[name] for name in RequirementRow._fields}
        for day in days:
            with db.read() as conn:
                kept_rules = Rules.read(conn)
                rules = replace(
                    kept_rules, requirements=put(kept_rules.requirements, [RequirementRow(**values)])
                )
                shown = set(would_stand(conn, rules, {new.course}, day.toordinal()))
                assert set(would_stand(conn, kept_rules, {new.course}, day.toordinal())) == set(
                    would_stand(conn, None, {new.course}, day.toordinal())
                )
            key = ("course", "agency", "role_group", "from_day")
            others = [
                each for each in world.requirements if any(getattr(each, k) != getattr(new, k) for k in key)
            ]
            with_it = replace(world, requirements=[*others, new])
            assert {each[:5] for each in shown} == {
                (person, new.course, agency, group, stands)
                for person, agency, group in product(
                    world.people, [a.id for a in world.agencies], world.role_groups
                )
                if (stands := brute.state(with_it, person, agency, group, new.course, day))
            }


def fill(db, world):
    with db.write() as conn:
        worlds.lay_out(conn, world)
        worlds.record(conn, worlds.facts(world))
        standing.refresh(conn, None)


def arrive(db, world, chance):
    """One event: a fact is recorded or changes, and what depends on it is refreshed."""
    kind = chance.random()
    if kind < 0.2:
        post = chance.choice(world.posts)
        ended = replace(post, ends_on=worlds.an_end(chance, post.starts_on))
        world.posts[world.posts.index(post)] = ended
        with db.write() as conn:
            conn.execute(
                """update post set ends_on = :ends_on where person = :person and agency = :agency
                    and role_group = :role_group and starts_on = :starts_on""",
                {
                    **vars(ended),
                    "starts_on": ended.starts_on.isoformat(),
                    "ends_on": ended.ends_on and ended.ends_on.isoformat(),
                },
            )
            standing.refresh(conn, [post.person])
    elif kind < 0.3 and world.outside:
        learned = chance.choice(world.outside)
        learned.state = chance.choice(["approved", "taken-back", "declined"])
        with db.write() as conn:
            conn.execute(
                "update outside_learning set state = :state where id = :id", worlds.as_stored(learned)
            )
            standing.refresh(conn, {learned.person}, {learned.course} if learned.course else None)
    elif kind < 0.4 and world.places:
        marked = chance.choice(world.places)
        marked.state = chance.choice(worlds.PLACE_STATES)
        with db.write() as conn:
            conn.execute(
                "update taught_place set state = :state where session = :id", worlds.as_stored(marked)
            )
            worlds.earn(conn, marked)
    elif kind < 0.5:
        place = chance.randrange(len(world.editions))
        world.editions[place] = edition = worlds.an_edition(chance, world.editions[place].id)
        with db.write() as conn:
            conn.execute(
                "update standard_edition set from_day = :from_day, to_day = :to_day where id = :id",
                worlds.as_stored(edition),
            )
            required = {each.course for each in world.requirements if each.edition == edition.id}
            standing.refresh_required(conn, required)
    elif fact := worlds.a_fact(chance, world):
        with db.write() as conn:
            worlds.record(conn, [fact])
            refresh_after(conn, world, fact)


def refresh_after(conn, world, fact):
    """What each way in does in the transaction of its fact: no more than it has to."""
    if isinstance(fact, brute.Post):
        standing.refresh(conn, {fact.person})
    elif isinstance(fact, (brute.Requirement, brute.Equivalence, brute.Towards)):
        standing.refresh_required(conn, {fact.course})
    elif isinstance(fact, brute.Withdrawal):
        [completion] = [each for each in world.completions if each.id == fact.completion]
        standing.refresh(conn, {completion.person}, {completion.course})
    elif isinstance(fact, brute.Place):
        return  # it has done so itself
    elif isinstance(fact, (brute.Headcount, brute.Return)):
        standing.refresh(conn, world.people)
    else:
        standing.refresh(conn, {fact.person}, {fact.course} if fact.course else None)


@many
@given(chance=worlds.seeds, amount=worlds.amounts)
def test_a_scope_sees_its_agencies_as_if_there_were_no_other(fresh, chance, amount):
    world = worlds.world(chance, amount)
    names = [agency.id for agency in world.agencies]
    roots = set(chance.sample(names, chance.randint(1, len(names))))
    seen = {name for root in roots for name in brute.within(world, root)}
    bys = [(), ("agency", "course"), ("role_group",), ("recommendation",)]
    with fresh() as db:
        fill(db, world)
        days = worlds.telling_days(chance, world, 2)
        assert_as_defined(db, world, days, bys, Scope.of_agencies(roots), seen)


@many
@given(chance=worlds.seeds, amount=worlds.amounts, events=st.integers(0, 4))
def test_a_list_holds_everyone_once_a_course_where_they_stand_best(fresh, chance, amount, events):
    world = worlds.world(chance, amount)
    names = [agency.id for agency in world.agencies]
    roots = set(chance.sample(names, chance.randint(1, len(names))))
    seen = {name for root in roots for name in brute.within(world, root)}
    states = chance.sample(brute.ORDER, chance.randint(1, 4))
    with fresh() as db:
        fill(db, world)
        who(db, Scope.everyone(), brute.date(2025, 1, 1))
        for _ in range(events):
            arrive(db, world, chance)
        for day in worlds.telling_days(chance, world, 3):
            for scope, agencies in ((Scope.everyone(), set(names)), (Scope.of_agencies(roots), seen)):
                wanted = brute_list(world, day, agencies, states)
                found = who(db, scope, day, states=states, limit=1_000).rows
                assert {(row.person, row.course, row.state) for row in found} == wanted
                pages = [who(db, scope, day, states=states, limit=2, offset=at) for at in range(0, 8, 2)]
                assert [row for page in pages for row in page.rows] == found[:8]
                assert {page.total for page in pages} == {len(wanted)}


def brute_list(world, day, agencies, states):
    """Each person's best state on each course, in these agencies, if it is one of `states`."""
    best = {}
    for person, agency, group, course in product(world.people, agencies, world.role_groups, world.courses):
        stands = brute.state(world, person, agency, group, course, day)
        if stands is not None:
            before = best.get((person, course), stands)
            best[person, course] = min(before, stands, key=brute.ORDER.index)
    return {(*key, state) for key, state in best.items() if state in states}


def test_a_trend_is_the_coverage_of_each_day(fresh):
    world = worlds_example()
    days = [brute.date(2025, month, 1) for month in range(1, 13)]
    with fresh() as db:
        fill(db, world)
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
