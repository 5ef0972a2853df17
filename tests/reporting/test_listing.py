"""An agency's lead can see who is due, lapsed or never taught in their own agency, and nobody else."""

from datetime import date

import pytest

from elearn.reporting.listing import who
from elearn.tracker.scope import Scope
from tests.reporting.test_coverage_examples import BASICS, PEOPLE, bring

DAY = date(2026, 4, 5)


@pytest.fixture
def staffed(db):
    bring(
        db,
        **BASICS,
        people=PEOPLE
        + "a@x.example,Ada Wren,,hospital,R2,2020-01-01,\nb@x.example,Ben 100%_Wren,,hospital,R3,2026-03-20,\n"
        + "c@x.example,Cat Wren,,hospital,R2,2020-01-01,\nd@x.example,Dan Wren,,school,R2,2020-01-01,\n"
        + "e@x.example,Eve Wren,,health,R2,2020-01-01,\n",
        completions="email,course,version,completed_on,score,passed\n"
        "c@x.example,bruising,1,2025-09-30,,yes\ne@x.example,bruising,1,2026-03-01,,yes\n",
    )
    return db


def seen(listing):
    return [
        (found.name.split()[0], found.state, found.due_on and found.due_on.isoformat())
        for found in listing.rows
    ]


def test_a_lead_sees_who_is_overdue_longest_first_with_the_day(staffed):
    listing = who(staffed, Scope.of_agencies(["health"]), DAY)
    assert seen(listing) == [
        ("Ada", "never", "2026-01-31"),
        ("Cat", "lapsed", "2026-03-30"),
        ("Ben", "grace", "2026-04-19"),
    ]
    assert listing.total == 3
    assert (listing.rows[0].agency_name, listing.rows[0].course_title) == ("Hospital", "Bruising")


def test_a_list_is_narrowed_and_paged(staffed):
    lead = Scope.of_agencies(["health"])
    assert seen(who(staffed, lead, DAY, states=["in_date"])) == [("Eve", "in_date", "2026-09-01")]
    assert seen(who(staffed, lead, DAY, role_group="R3")) == [("Ben", "grace", "2026-04-19")]
    assert seen(who(staffed, lead, DAY, search="100%_")) == [("Ben", "grace", "2026-04-19")]
    assert who(staffed, lead, DAY, search="%").total == 1
    page = who(staffed, lead, DAY, limit=1, offset=1)
    assert (seen(page), page.total) == ([("Cat", "lapsed", "2026-03-30")], 3)
    assert who(staffed, lead, DAY, course="reviews").total == 0


def test_nobody_sees_another_agencys_people(staffed):
    assert who(staffed, Scope.of_agencies(["health"]), DAY, agency="school").total == 0
    for scope in (Scope.nothing(), Scope.of_person(1), Scope("agencies")):
        assert who(staffed, scope, DAY).rows == []
    assert {found.name for found in who(staffed, Scope.of_agencies(["school"]), DAY).rows} == {"Dan Wren"}
