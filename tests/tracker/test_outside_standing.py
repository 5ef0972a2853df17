"""Coverage follows what is learned elsewhere, and reflections: at once, and back again exactly."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from elearn.database import Database
from elearn.days import add_months, today
from elearn.tracker import Scope, outside, standing
from elearn.tracker.outside import Decision
from tests.depth import examples
from tests.tracker.conftest import bring, person
from tests.tracker.outside import as_actor, learned, require_hours, require_update

BO = "bo@council.example"


def last_month() -> date:
    return add_months(today(), -1)


def states(db: Database, on: date | None = None) -> dict[str, str]:
    """Where Bo stands on a day, by what is required."""
    day = (on or today()).toordinal()
    with db.read() as conn:
        return {
            line.course: ("in date", "grace", "lapsed", "never")[line.spell.state]
            for _, line in standing.lines_of(conn, Scope.of_person(person(db, BO)))
            if line.spell.start <= day <= line.spell.end
        }


def kept(db: Database) -> list[object]:
    with db.read() as conn:
        return conn.tuples("select person, spells from standing order by person")


def test_enough_approved_hours_are_in_date_until_they_drop_out(county: Database) -> None:
    require_hours(county, minutes=360, percent=50, months=12)
    bo = as_actor(county, BO)
    first, second = (
        outside.record(county, bo, learned(completed_on=last_month(), hours=4, participatory=with_others))
        for with_others in (True, False)
    )
    assert states(county) == {"safeguarding-hours": "never"}
    outside.approve(county, None, first, Decision())
    assert states(county) == {"safeguarding-hours": "never"}
    before = kept(county)
    outside.approve(county, None, second, Decision())
    assert states(county) == {"safeguarding-hours": "in date"}
    assert states(county, add_months(last_month(), 12)) == {"safeguarding-hours": "in date"}
    assert states(county, add_months(last_month(), 12) + timedelta(days=1)) == {
        "safeguarding-hours": "lapsed"
    }
    outside.take_back(county, bo, second)
    assert kept(county) == before
    outside.revoke(county, None, first, reason="It was another day.")
    assert states(county) == {"safeguarding-hours": "never"}


@pytest.mark.parametrize("counts", [True, False])
def test_it_stands_for_a_course_where_the_requirement_says_so(county: Database, counts: bool) -> None:
    with county.write() as conn:
        conn.execute(
            """
            insert into requirement (course, from_day, due_within_days, renew_after_months, counts_outside)
            values ('neglect', '2023-01-01', 30, 12, :counts)
            """,
            {"counts": int(counts)},
        )
        standing.refresh(conn, None)
    id = outside.record(county, as_actor(county, BO), learned(completed_on=last_month()))
    outside.approve(county, None, id, Decision(course="neglect"))
    assert states(county) == {"neglect": "in date" if counts else "never"}


def test_an_update_is_in_date_from_the_day_of_the_reflection(county: Database) -> None:
    require_update(county)
    bo = as_actor(county, BO)
    id = outside.record(county, bo, learned(completed_on=last_month()))
    before = kept(county)
    outside.approve(county, None, id, Decision())
    assert states(county) == {"yearly-update": "never"}
    reflection = outside.reflect(county, bo, "yearly-update", about=f"outside:{id}", text="I ask more.")
    assert states(county) == {"yearly-update": "in date"}
    outside.correct_reflection(county, bo, reflection, text="I ask more, and wait.")
    assert states(county, add_months(today(), 12)) == {"yearly-update": "in date"}
    outside.take_back(county, bo, id)
    assert kept(county) == before


def test_a_file_of_a_lead_counts_at_once(county: Database) -> None:
    require_hours(county, minutes=90)
    bring(
        county,
        "outside",
        f"email,title,provider,completed_on,hours,participatory\n{BO},Study day,University,{last_month()},1.5,yes\n",
    )
    assert states(county) == {"safeguarding-hours": "in date"}


RECORDS = st.lists(
    st.tuples(st.integers(0, 500), st.integers(1, 9), st.booleans(), st.booleans()), min_size=1, max_size=6
)


@given(records=RECORDS, taken=st.data())
@settings(
    max_examples=examples(4),
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_taking_back_restores_exactly_and_a_rebuild_agrees(
    county: Database, records: list[tuple[int, int, bool, bool]], taken: st.DataObject
) -> None:
    with county.write() as conn:
        for table in ("outside_learning", "requirement", "course where kind = 'hours'"):
            conn.execute(f"delete from {table}")
    require_hours(county, minutes=600, months=12)
    bo = as_actor(county, BO)
    history = [kept(county)]
    approved = []
    for ago, hours, with_others, stands in records:
        day = today() - timedelta(days=ago)
        id = outside.record(county, bo, learned(completed_on=day, hours=hours, participatory=with_others))
        assert kept(county) == history[-1]
        outside.approve(county, None, id, Decision(course="neglect" if stands else None))
        history.append(kept(county))
        approved.append(id)
    [hours_now] = outside.hours_of(county, bo, bo.person, today())
    assert (states(county)["safeguarding-hours"] == "in date") == hours_now.met
    for id in reversed(approved):
        assert kept(county) == history.pop()
        if taken.draw(st.booleans()):
            outside.take_back(county, bo, id)
        else:
            outside.revoke(county, None, id, reason="No.")
    [at_first] = history
    assert kept(county) == at_first
    with county.write() as conn:
        standing.refresh(conn, None)
    assert kept(county) == at_first
