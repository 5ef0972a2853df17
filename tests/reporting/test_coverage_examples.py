"""The worked examples of docs/coverage.md, by way of the files that agencies send."""

from datetime import date

import pytest

from elearn.problems import InputFault, NotFound
from elearn.reporting.coverage import coverage
from elearn.tracker import imports
from elearn.tracker.scope import Scope

AGENCIES = """id,name,kind,parent,target,basis
health,Health,health,,,
hospital,Hospital,health,health,80,
school,School,school,,,
homes,Homes,housing,,,headcount
charity,Charity,voluntary,,,return
"""
BASICS = {
    "agencies": AGENCIES,
    "role-groups": "id,name,level\nR2,Regular contact,2\nR3,Mainly with children,3\n",
    "courses": "id,title,version,minutes\nbruising,Bruising,1,20\nreviews,Reviews,1,15\n",
    "requirements": """course,agency,role_group,from,to,due_within_days,renew_after_months
bruising,,,2026-01-01,,30,6
""",
}
PEOPLE = "email,name,staff_number,agency,role_group,starts_on,ends_on\n"


def bring(db, **files):
    for kind, text in files.items():
        kind = kind.replace("_", "-")
        imports.apply(db, imports.preview(db, kind, text.encode(), f"{kind}.csv"))


@pytest.fixture
def county(db):
    bring(db, **BASICS)
    return db


def row(db, day, scope=None, **keys):
    """The one row with these keys."""
    rows = coverage(db, scope or Scope.everyone(), date.fromisoformat(day), list(keys))
    [found] = [row for row in rows if row.keys == keys]
    return found


def state(db, day, **keys):
    """The state of the only person in a cell, or None if they are not in scope."""
    found = row(
        db, day, **(keys or {"agency": "hospital", "role_group": "R2", "course": "bruising"})
    ).as_dict()
    return next((state for state in ("in_date", "grace", "lapsed", "never") if found[state]), None)


def one(db, starts_on="2020-01-01", ends_on="", **files):
    bring(db, people=f"{PEOPLE}a@x.example,Ada Wren,,hospital,R2,{starts_on},{ends_on}\n", **files)


def passes(*days, passed="yes"):
    rows = "".join(f"a@x.example,bruising,1,{day},,{passed}\n" for day in days)
    return "email,course,version,completed_on,score,passed\n" + rows


def test_a_completion_lapses_after_the_months_last_day_where_the_day_does_not_exist(county):
    one(county, completions=passes("2025-08-31"))
    assert state(county, "2026-02-28") == "in_date"
    assert state(county, "2026-03-01") == "lapsed"
    bring(county, completions=passes("2026-02-28"))
    assert state(county, "2026-03-01") == "in_date"
    assert state(county, "2026-08-28") == "in_date"
    assert state(county, "2026-08-29") == "lapsed"


def test_grace_ends_after_the_due_day_counted_from_the_later_of_post_and_requirement(county):
    one(county)
    assert state(county, "2025-12-31") is None
    assert state(county, "2026-01-31") == "grace"
    assert state(county, "2026-02-01") == "never"


def test_someone_new_has_their_own_days_of_grace_and_a_failed_try_is_no_pass(county):
    one(county, starts_on="2026-03-10", completions=passes("2026-03-12", passed="no"))
    assert state(county, "2026-03-09") is None
    assert state(county, "2026-04-09") == "grace"
    assert state(county, "2026-04-10") == "never"


def test_the_first_and_last_days_of_an_exemption_and_of_a_post_are_in_them(county):
    one(
        county,
        ends_on="2026-06-30",
        exemptions="email,course,from,to,reason\na@x.example,bruising,2026-05-01,2026-05-31,Leave\n",
    )
    states = [state(county, day) for day in ("2026-04-30", "2026-05-01", "2026-05-31", "2026-06-01")]
    assert states == ["never", None, None, "never"]
    assert state(county, "2026-06-30") == "never"
    assert state(county, "2026-07-01") is None


def test_the_shortest_renewal_and_the_earliest_due_day_of_several_hold(county):
    one(
        county,
        requirements="""course,agency,role_group,from,to,due_within_days,renew_after_months
bruising,health,,2026-01-01,,10,
bruising,hospital,R2,2026-01-01,2026-05-31,60,3
""",
    )
    assert state(county, "2026-01-11") == "grace"
    assert state(county, "2026-01-12") == "never"
    bring(county, completions=passes("2026-01-15"))
    assert state(county, "2026-04-15") == "in_date"
    assert state(county, "2026-04-16") == "lapsed"
    assert (
        state(county, "2026-06-01") == "in_date"
    )  # the requirement that renews sooner is no longer in force


def test_a_person_counts_once_in_a_total_in_their_best_state(county):
    bring(
        county,
        people=PEOPLE
        + "a@x.example,Ada Wren,,hospital,R2,2020-01-01,\na@x.example,Ada Wren,,school,R3,2020-01-01,\n"
        + "a@x.example,Ada Wren,,hospital,R3,2020-01-01,\n",
        requirements="""course,agency,role_group,from,to,due_within_days,renew_after_months
bruising,school,,2026-01-01,,0,1
reviews,hospital,R3,2026-01-01,,0,
""",
        completions=passes("2026-02-01"),
    )
    day = "2026-04-01"
    assert state(county, day, agency="hospital", course="bruising") == "in_date"
    assert state(county, day, agency="school", course="bruising") == "lapsed"
    assert state(county, day, agency="hospital", course="reviews") == "never"
    for keys in ({"course": "bruising"}, {"agency": "health"}, {"agency": "hospital"}, {}):
        total = row(county, day, **keys)
        assert (total.in_scope, total.in_date) == (1, 1)


def test_every_agency_has_a_row_with_nulls_where_nobody_is_in_scope(county):
    one(county)
    rows = {
        found.keys["agency"]: found
        for found in coverage(county, Scope.everyone(), date(2026, 3, 1), ["agency"])
    }
    assert set(rows) == {"health", "hospital", "school", "homes", "charity"}
    assert rows["health"].in_scope == 1
    assert rows["school"].as_dict() == {
        "agency": "school",
        "as_at": "2026-03-01",
        "in_scope": 0,
        "in_date": 0,
        "grace": 0,
        "lapsed": 0,
        "never": 0,
        "percent": None,
        "basis": "roster",
        "rag": "grey",
    }


def test_a_headcount_is_the_denominator_of_the_people_whom_we_know_to_be_in_date(county):
    bring(
        county,
        people=PEOPLE
        + "b@x.example,Ben Wren,,homes,R2,2020-01-01,\nc@x.example,Cat Wren,,homes,R2,2020-01-01,\n",
        completions=passes("2026-02-01").replace("a@x", "b@x"),
    )
    before = row(county, "2026-03-01", agency="homes")
    assert (before.in_scope, before.in_date, before.never, before.percent, before.rag) == (
        None,
        1,
        None,
        None,
        "grey",
    )
    bring(
        county,
        headcounts="agency,role_group,as_at,headcount,source\nhomes,R2,2026-02-15,20,HR\nhomes,R2,2026-03-02,50,HR\n",
    )
    found = row(county, "2026-03-01", agency="homes").as_dict()
    assert (found["in_scope"], found["in_date"], found["grace"], found["lapsed"], found["never"]) == (
        20,
        1,
        0,
        0,
        19,
    )
    assert (found["percent"], found["basis"], found["rag"]) == (5.0, "headcount", "red")


@pytest.mark.parametrize(("day", "rag"), [("2026-08-15", "red"), ("2026-08-16", "grey")])
def test_a_headcount_older_than_six_months_is_grey(county, day, rag):
    bring(county, headcounts="agency,role_group,as_at,headcount,source\nhomes,R2,2026-02-15,20,HR\n")
    assert row(county, day, agency="homes").rag == rag
    assert row(county, day, agency="homes").in_scope == 20


def test_the_latest_return_of_six_months_stands_for_its_agency(county):
    bring(
        county,
        returns="""agency,role_group,course,period_end,headcount,in_date
charity,R2,bruising,2025-12-31,40,10
charity,R2,bruising,2026-03-31,40,37
charity,R3,bruising,2026-03-31,10,8
""",
    )
    found = row(county, "2026-09-30", agency="charity", course="bruising").as_dict()
    assert found == {
        "agency": "charity",
        "course": "bruising",
        "as_at": "2026-09-30",
        "in_scope": 50,
        "in_date": 45,
        "grace": None,
        "lapsed": None,
        "never": None,
        "percent": 90.0,
        "basis": "return",
        "rag": "green",
    }
    assert row(county, "2026-10-01", agency="charity", course="bruising").in_scope is None
    assert row(county, "2026-03-30", agency="charity", course="bruising").in_date == 10


def test_a_total_adds_people_over_bases_and_says_mixed(county):
    one(
        county,
        returns="agency,role_group,course,period_end,headcount,in_date\ncharity,R2,bruising,2026-03-31,40,30\n",
        headcounts="agency,role_group,as_at,headcount,source\nhomes,R2,2026-02-28,20,HR\n",
    )
    total = row(county, "2026-04-01", course="bruising").as_dict()
    assert (total["in_scope"], total["in_date"], total["never"], total["basis"]) == (61, 30, 21, "mixed")


def test_exact_counts_are_held_against_the_target_of_the_agency():
    from elearn.reporting.rag import rag

    assert rag(999, 899, 90) == "amber"
    assert rag(1000, 900, 90) == "green"
    assert [rag(10, n, 80) for n in (8, 7, 6)] == ["green", "amber", "red"]
    assert rag(9, 9, 80) == "grey"


def test_a_change_of_basis_or_parent_is_in_the_figures_at_once(county):
    one(county, completions=passes("2026-02-01"))
    assert row(county, "2026-03-01", agency="health").in_scope == 1
    bring(county, agencies="id,name,kind,parent,target,basis\nhospital,Hospital,health,school,80,\n")
    assert row(county, "2026-03-01", agency="health").in_scope == 0
    assert row(county, "2026-03-01", agency="school").in_scope == 1
    bring(county, agencies="id,name,kind,parent,target,basis\nhospital,Hospital,health,school,80,headcount\n")
    assert row(county, "2026-03-01", agency="school").in_scope is None


def test_a_reader_sees_their_agencies_and_nobody_without_a_scope_sees_anything(county):
    one(county)
    day = date(2026, 3, 1)
    lead = Scope.of_agencies(["health"])
    assert [r.keys["agency"] for r in coverage(county, lead, day, ["agency"])] == ["health", "hospital"]
    for scope in (Scope.nothing(), Scope.of_person(1), Scope.of_agencies([]), Scope("agencies")):
        assert coverage(county, scope, day, ["agency"]) == []
        assert coverage(county, scope, day, []) == []
    with pytest.raises(NotFound):
        coverage(county, lead, day, ["course"], within="school")
    assert coverage(county, Scope.everyone(), day, [], within="school")[0].in_scope == 0


@pytest.mark.parametrize(("day", "in_scope"), [(date.min, 0), (date.max, 1)])
def test_the_first_and_the_last_day_of_the_calendar_have_figures(county, day, in_scope):
    one(county, completions=passes("2026-02-01"))
    assert coverage(county, Scope.everyone(), day, [])[0].in_scope == in_scope


def test_an_unknown_key_is_named_with_those_that_there_are(county):
    with pytest.raises(InputFault, match="Use any of agency, role-group, course, recommendation"):
        coverage(county, Scope.everyone(), date(2026, 3, 1), ["ward"])
