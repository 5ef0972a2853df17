"""What people have learned that may count for what is required of them: the facts that `spells` asks for."""

from collections.abc import Collection
from typing import Any

from elearn.database import Connection
from elearn.tracker.asks import County, ordinal
from elearn.tracker.counting import COUNTS
from elearn.tracker.meeting import Fact

Facts = dict[tuple[int, str], list[Fact]]
"""By person and what is required, in order of days."""

OUTSIDE = """
    select person, course, completed_on, minutes, participatory, id from outside_learning
     where person in :people and state = 'approved'
"""
"""Outside learning that a lead has approved."""
REFLECTIONS = f"""
    select f.person, f.course, f.written_on, c.course as about, f.id
      from reflection f
      left join completion c on c.id = f.completion and {COUNTS} and c.completed_on <= f.written_on
      left join outside_learning o on o.id = f.outside_learning and o.state = 'approved'
                                  and o.completed_on <= f.written_on
     where f.person in :people and f.course in :updates and (c.id is not null or o.id is not null)
"""
"""Reflections on something that counts by then. `about` is null if it is outside learning."""


def completions_sql(county: County) -> str:
    """The query of the passes of people that may count for anything that the county requires."""
    about = "1 = 1" if county.read is None else "c.course in :courses"
    return f"""
        select c.person, c.course, c.completed_on, c.minutes, c.participatory, c.id from completion c
         where {COUNTS} and c.person in :people and {about}
    """


def facts_of(conn: Connection, county: County, people: Collection[int]) -> Facts:
    """What a few people have learned, by what it may count for."""
    found: Facts = {}
    chosen: dict[str, Any] = {
        "people": list(people),
        "courses": list(county.read or ()),
        "updates": county.updates,
    }
    for person, course, on, minutes, participatory, id in conn.tuples(completions_sql(county), chosen):
        day = ordinal(on)
        for required, by, first, last in county.counts_for(course):
            if first <= day <= last:
                fact = Fact(day, by, minutes or 0, bool(participatory), course, ("completion", id))
                found.setdefault((person, required), []).append(fact)
    if county.outside:
        _add_outside(conn, county, chosen, found)
    if county.updates:
        for person, course, on, about, id in conn.tuples(REFLECTIONS, chosen):
            if about is None or about in (county.towards[course] or {about}):
                fact = Fact(
                    ordinal(on),
                    "outside" if about is None else "own",
                    0,
                    False,
                    about or "",
                    ("reflection", id),
                )
                found.setdefault((person, course), []).append(fact)
    for facts in found.values():
        facts.sort(key=lambda fact: fact.day)
    return found


def _add_outside(conn: Connection, county: County, chosen: dict[str, Any], found: Facts) -> None:
    """Adds outside learning: to the course that it stands for, and to all hours."""
    hours = [course for course in sorted(county.outside) if county.kinds[course] == "hours"]
    for person, course, on, minutes, participatory, id in conn.tuples(OUTSIDE, chosen):
        fact = Fact(ordinal(on), "outside", minutes, bool(participatory), "", ("outside_learning", id))
        stands_for = [course] if course in county.outside and county.kinds[course] == "course" else []
        for required in (*stands_for, *hours):
            found.setdefault((person, required), []).append(fact)
