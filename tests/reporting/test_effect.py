"""The effect that is shown before a rule is saved is the one that it has."""

from datetime import date
from functools import partial

import pytest
from hypothesis import HealthCheck, given, settings

from elearn.problems import InputFault
from elearn.reporting import Count, prepare
from elearn.reporting.coverage import coverage
from elearn.tracker import imports, rule_lists, standing
from elearn.tracker.imports import counting_cells as cells
from elearn.tracker.scope import Scope
from tests.depth import examples
from tests.reporting import worlds
from tests.reporting.test_coverage_definition import fill

some = settings(max_examples=examples(12), suppress_health_check=list(HealthCheck))
EVERYONE = Scope.everyone()


def figures(db, day, course, by=()):
    """Coverage of a course by the keys `by`: the counts by state, without those in whom nobody is in scope."""
    found = {}
    for row in coverage(db, EVERYONE, day, (*by, "course")):
        if row.keys["course"] == course and row.in_scope:
            found["".join(row.keys[key] for key in by)] = Count(row.in_date, row.grace, row.lapsed, row.never)
    return found


def in_scope(db, day, course):
    """Who is in scope on a day."""
    ordinal = day.toordinal()
    with db.read() as conn:
        lines = list(standing.lines_of(conn, EVERYONE))
    return {
        person
        for person, line in lines
        if line.course == course and line.spell.start <= ordinal <= line.spell.end
    }


def texts(row):
    """A requirement as a form would send it."""
    return {
        "course": row.course,
        "agency": row.agency or "",
        "role_group": row.role_group or "",
        "from": row.from_day.isoformat(),
        "to": row.to_day.isoformat() if row.to_day else "",
        "due_within_days": str(row.due_within_days),
        "renew_after_months": str(row.renew_after_months or ""),
        "edition": row.edition or "",
        "renew_from": row.renew_from,
        "renew_early_months": "" if row.renew_early_months is None else str(row.renew_early_months),
        "renew_on": row.renew_on or "",
        "hours": cells.hours_text(row.minutes) if row.minutes else "",
        "participatory": str(row.participatory_percent or ""),
        "counts_replaced": "yes" if row.counts_replaced else "no",
        "counts_outside": "yes" if row.counts_outside else "no",
    }


def a_change(db, chance, world):
    """A random change of rules: what proposes it, and what saves it."""
    requirements = [each.id for each in rule_lists.requirements(db, EVERYONE).rows]
    equivalences = [each.id for each in rule_lists.equivalences(db).rows]
    kind = chance.choice(["add", "add", "replace", "end", "remove", "edition", "equivalence", "counting"])
    if kind in ("end", "remove") and not requirements + equivalences:
        kind = "add"
    if kind in ("add", "replace"):
        row = texts(worlds.a_requirement(chance, world))
        which = (
            {"new": True} if kind == "add" or not requirements else {"replacing": chance.choice(requirements)}
        )
        return entry(db, "requirements", row, **which)
    if kind in ("end", "remove"):
        thing, id = chance.choice(
            [("requirement", each) for each in requirements]
            + [("equivalence", each) for each in equivalences]
        )
        if kind == "remove":
            return partial(imports.proposed_removal, db, thing, id), partial(imports.remove, db, thing, id)
        day = worlds.a_day(chance).isoformat()
        return partial(imports.proposed_end, db, thing, id, day), partial(imports.end, db, thing, id, day)
    if kind == "edition":
        edition = worlds.an_edition(chance, chance.choice(worlds.EDITIONS))
        last = edition.to_day.isoformat() if edition.to_day else ""
        row = {
            "standard": "Standard",
            "edition": edition.id,
            "from": edition.from_day.isoformat(),
            "to": last,
        }
        return entry(db, "editions", {"id": edition.id, **row}, replacing=edition.id)
    if kind == "equivalence" or not world.kinds:
        made = worlds.an_equivalence(chance, world)
        if made is None:
            raise InputFault([])
        row = {
            "course": made.course,
            "other": made.other,
            "kind": made.kind,
            "from": made.from_day.isoformat(),
        }
        return entry(db, "equivalences", row, new=True)
    course = chance.choice(sorted(world.kinds))
    others = [each for each in worlds.to_take(world) if chance.random() < 0.5]
    return partial(imports.proposed_counting, db, course, others), partial(
        imports.set_counting, db, course, others
    )


def entry(db, kind, row, **which):
    return (
        partial(imports.proposed_entry, db, kind, row, **which),
        partial(imports.enter, db, kind, row, **which),
    )


@some
@given(chance=worlds.seeds, amount=worlds.amounts)
def test_the_effect_of_any_change_is_coverage_before_and_after_it_is_saved(fresh, chance, amount):
    world = worlds.world(chance, amount)
    for agency in world.agencies:
        agency.basis = "roster"
    days = worlds.telling_days(chance, world, 3)
    with fresh() as db:
        fill(db, world)
        for _ in range(4):
            try:
                propose, save = a_change(db, chance, world)
                proposal = propose()
            except InputFault:
                continue
            prepared = prepare(db, proposal.before, proposal.after)
            effects = {day: prepared.on(day) for day in days}
            others = set(world.courses) - set(prepared.courses)
            untouched = {(day, course): figures(db, day, course) for day in days for course in others}
            were = {(day, each): in_scope(db, day, each) for day in days for each in prepared.courses}
            check(db, effects, "before")
            save(seen=prepared.version)
            check(db, effects, "after")
            assert untouched == {(day, course): figures(db, day, course) for day in days for course in others}
            for day, of_day in effects.items():
                for effect in of_day:
                    was, is_ = were[day, effect.course], in_scope(db, day, effect.course)
                    assert effect.total.newly == len(is_ - was)
                    assert effect.total.no_longer == len(was - is_)


def check(db, effects, when):
    """Holds one side of effects to coverage as it is now: in all, by agency and by role group."""
    for day, of_day in effects.items():
        for effect in of_day:
            total = getattr(effect.total, when)
            assert figures(db, day, effect.course) == ({"": total} if total.in_scope else {})
            for by, changes in (("agency", effect.agencies), ("role_group", effect.role_groups)):
                found = {each.id: getattr(each, when) for each in changes if getattr(each, when).in_scope}
                assert figures(db, day, effect.course, (by,)) == found


@pytest.fixture
def county(db):
    """An agency with two people and one that declares a headcount, and a course."""
    for kind, text in (
        ("agencies", "id,name,parent,basis\nall,All,,\nn,North,all,\nd,Declaring,all,headcount\n"),
        ("role-groups", "id,name\nR2,Regular\n"),
        ("courses", "id,title,kind\nneglect,Neglect,\nhours,Hours,hours\n"),
        (
            "people",
            "email,name,agency,role_group,starts_on\na@x.example,A B,n,R2,2020-01-01\nb@x.example,B C,n,R2,2020-01-01\n"
            "c@x.example,C D,d,R2,2020-01-01\n",
        ),
    ):
        imports.apply(db, imports.preview(db, kind, text.encode(), "x.csv"))
    return db


def test_the_largest_changes_come_first_and_agencies_without_names_are_left_out(county):
    row = {"course": "neglect", "from": "2025-01-01", "due_within_days": "30"}
    proposal = imports.proposed_entry(county, "requirements", row, new=True)
    assert proposal.day is None
    prepared = prepare(county, proposal.before, proposal.after)
    assert prepared.left_out == ["d"]
    [effect] = prepared.on(date(2026, 1, 1))
    assert (effect.total.newly, effect.total.after) == (2, Count(0, 0, 0, 2))
    assert [each.id for each in effect.agencies] == ["all", "n"]
    assert effect.as_dict()["after"]["percent"] == 0.0
    [early] = prepared.on(date(2024, 12, 31))
    assert (early.agencies, early.total.after.in_scope) == ([], 0)


def test_a_change_that_nothing_depends_on_has_no_effect(county):
    row = {"id": "x", "standard": "Standard", "edition": "1st", "from": "2025-01-01"}
    proposal = imports.proposed_entry(county, "editions", row, new=True)
    assert proposal.before != proposal.after
    assert prepare(county, proposal.before, proposal.after).on(date(2026, 1, 1)) == []


def test_the_day_of_a_requirement_to_come_is_offered(county):
    row = {"course": "neglect", "from": "2090-01-01", "due_within_days": "30"}
    assert imports.proposed_entry(county, "requirements", row, new=True).day == date(2090, 2, 1)
