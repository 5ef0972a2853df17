"""What each kind of requirement costs when everybody's standing is worked out, without anything being written."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from time import process_time

from benchmarks._budgets import QUICK
from elearn.database import Connection, open_database
from elearn.tracker import Codes
from elearn.tracker.asks import County
from elearn.tracker.rules import EquivalenceRow, RequirementRow, Rules
from elearn.tracker.standing_of_many import packed_standings

_AT_A_TIME = 5_000
_KINDS: dict[str, dict[str, object]] = {
    "usual": {},
    "from the old expiry": {"renew_from": "expiry"},
    "to a fixed day": {"renew_from": "day", "renew_on": "03-31"},
    "with equivalents and learning from elsewhere": {"counts_replaced": 1, "counts_outside": 1},
    "hours": {"minutes": 120, "participatory_percent": 0, "renew_after_months": 36, "counts_outside": 1},
}


def measure(database: str) -> dict[str, dict[str, float]]:
    """For each kind: what a requirement of a third of a county adds, in milliseconds of processor time.

    `people` are those whom it catches. `beside` is how many times as much that is as the average of what the county
    requires costs.
    """
    with open_database(database) as db, db.read() as conn:
        kept = Rules.read(conn)
        course, other = sorted(kept.required)[:2]
        people = conn.column("select distinct person from post order by person")
        sizes = conn.tuples(
            "select role_group, count(distinct person) from post group by role_group order by 1"
        )
        # The role group whose people are nearest to a third of all.
        group, caught = min(sizes, key=lambda size: abs(size[1] - len(people) / 3))
        others = replace(
            kept, requirements=frozenset(each for each in kept.requirements if each.course != course)
        )
        ways = {name: _with(others, course, other, group, columns) for name, columns in _KINDS.items()}
        costs = _costs(conn, {"": others, **ways}, people)
        average = costs[""] / len(others.required)
        return {
            name: {"ms": more, "people": caught, "beside": more / average}
            for name in _KINDS
            for more in [costs[name] - costs[""]]
        }


def _with(others: Rules, course: str, other: str, role_group: str, columns: Mapping[str, object]) -> Rules:
    """The rules with one requirement more."""
    row = RequirementRow(course, None, role_group, "2020-01-01", None, 30, 24)._replace(**columns)
    rules = replace(others, requirements=others.requirements | {row})
    if "minutes" in columns:
        return replace(rules, kinds={course: "hours"})
    if "counts_replaced" in columns:
        same = {
            EquivalenceRow(course, other, kind, "2000-01-01", None) for kind in ("equivalent", "replaced")
        }
        return replace(rules, equivalences=rules.equivalences | same)
    return rules


def _costs(conn: Connection, ways: Mapping[str, Rules], people: Sequence[int]) -> dict[str, float]:
    """The least of some runs for each, which take turns."""
    codes = Codes(conn)
    taken: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(2 if QUICK else 9):
        for name, rules in ways.items():
            begun = process_time()
            county = County(conn, rules=rules)
            for start in range(0, len(people), _AT_A_TIME):
                packed_standings(conn, county, codes, people[start : start + _AT_A_TIME])
            taken[name].append((process_time() - begun) * 1000)
    return {name: min(found) for name, found in taken.items()}
