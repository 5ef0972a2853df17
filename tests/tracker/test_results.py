"""Completed is not passed: what it takes to pass a course, and completions of which nobody said more."""

from datetime import date

import pytest

from elearn.database import Database
from elearn.tracker import catalogue, learning, results
from elearn.tracker.changes import current_version
from elearn.tracker.results import Assessment
from elearn.tracker.scope import Scope, actor
from tests.tracker.conftest import bring, person, register

ANN, BO, CY, DI = "ann@council.example", "bo@council.example", "cy@school.example", "di@trust.example"
DAY = date(2026, 11, 28)
REQUIRED = """\
    course,agency,role_group,from,to,due_within_days,renew_after_months
    bruising,,,2023-01-01,,30,24
"""


def complete(db: Database, email: str, day: str, course: str = "bruising", version: str = "") -> None:
    """Keeps that somebody completed a course, with nothing about passing it."""
    with db.write() as conn:
        conn.execute(
            """
            insert into completion_without_result (person, course, version, completed_on, recorded_at)
            values (:person, :course, :version, :day, 't')
            """,
            {"person": person(db, email), "course": course, "version": version, "day": day},
        )


def passes(db: Database, email: str, day: str, passed: str = "yes") -> None:
    bring(
        db,
        "completions",
        f"email,course,version,completed_on,score,passed\n{email},bruising,,{day},,{passed}\n",
    )


def shown(db: Database, scope: Scope, email: str = ANN) -> list[tuple[str, str, bool]]:
    found = results.of_person(db, scope, person(db, email), DAY)
    return [(each.course, each.completed_on.isoformat(), each.passed_since) for each in found]


def mine(db: Database, email: str = ANN) -> learning.MyLearning:
    return learning.my_learning(db, Scope.of_person(person(db, email)), DAY)


def test_each_version_has_its_own_pass_mark_and_the_current_one_speaks_for_the_course(
    county: Database,
) -> None:
    register(county, version="2.0.0", pass_mark=70)
    register(county, "poster", assessed=False)
    with county.read() as conn:
        found = results.assessment(conn)
        assert results.results_of(conn, ["bruising", "poster", "neglect", "nothing"]) == {
            "bruising": Assessment(ours=True, assessed=True, pass_mark=70),
            "poster": Assessment(ours=True, assessed=False, pass_mark=None),
            "neglect": Assessment(ours=False, assessed=False, pass_mark=None),
        }
    assert found["bruising", "1.0.0"].pass_mark == 80
    assert found["bruising", "2.0.0"] == found["bruising", ""]
    assert ("bruising", "3.0.0") not in found


def test_a_course_without_a_current_version_is_passed_as_the_last_one_was(county: Database) -> None:
    register(county, version="2.0.0", pass_mark=70)
    for version in ("1.0.0", "2.0.0"):
        catalogue.withdraw(
            county, "bruising", version, reason="It was wrong.", by=actor(county, person(county, DI))
        )
    with county.read() as conn:
        assert results.results_of(conn, ["bruising"])["bruising"].pass_mark == 70


def test_publishing_the_same_again_fills_a_pass_mark_that_is_missing(county: Database) -> None:
    with county.write() as conn:  # as an elearn without pass marks left it
        conn.execute("update course_version set pass_mark = null")
    before = catalogue.versions(county, "bruising")
    version = current_version(county)
    register(county, pass_mark=75)
    assert catalogue.versions(county, "bruising") == before
    with county.read() as conn:
        assert results.results_of(conn, ["bruising"])["bruising"].pass_mark == 75
    assert current_version(county) > version  # a preview that was made without it is made again
    version = current_version(county)
    register(county, pass_mark=75)
    assert current_version(county) == version


def test_a_version_that_comes_back_with_other_words_has_its_new_pass_mark(county: Database) -> None:
    register(county, content="-b", pass_mark=60)
    with county.read() as conn:
        assert results.results_of(conn, ["bruising"])["bruising"].pass_mark == 60
    register(county, content="-c", assessed=False)
    with county.read() as conn:
        assert results.results_of(conn, ["bruising"])["bruising"] == Assessment(
            ours=True, assessed=False, pass_mark=None
        )


def test_whoever_completed_a_version_elsewhere_has_begun_it_and_not_finished_it(county: Database) -> None:
    complete(county, ANN, "2026-11-27", version="1.0.0")
    [version] = catalogue.versions(county, "bruising")
    assert (version.begun, version.finished) == (1, 0)


def test_it_is_on_the_learners_own_page_and_does_not_count(county: Database) -> None:
    bring(county, "requirements", REQUIRED)
    complete(county, ANN, "2026-11-27")
    found = mine(county)
    [told] = found.not_known
    assert (told.course.id, told.completed_on, told.in_date) == ("bruising", date(2026, 11, 27), False)
    assert [(each.course.id, each.state) for each in found.due] == [("bruising", "never")]
    assert found.done == []
    assert mine(county, BO).not_known == []


def test_only_the_latest_is_on_the_learners_page_and_none_from_before_a_pass(county: Database) -> None:
    bring(county, "requirements", REQUIRED)
    complete(county, ANN, "2025-01-05")
    complete(county, ANN, "2026-02-05")
    assert [each.completed_on for each in mine(county).not_known] == [date(2026, 2, 5)]
    passes(county, ANN, "2026-01-01")
    assert [(each.completed_on, each.in_date) for each in mine(county).not_known] == [
        (date(2026, 2, 5), True)
    ]
    passes(county, ANN, "2026-03-01")
    assert mine(county).not_known == []
    assert [day for _, day, _ in shown(county, Scope.everyone())] == ["2026-02-05", "2025-01-05"]


@pytest.mark.parametrize("passed", ["yes", "no"])
def test_a_result_of_the_same_day_takes_its_place(county: Database, passed: str) -> None:
    complete(county, ANN, "2026-11-27")
    passes(county, ANN, "2026-11-27", passed)
    assert shown(county, Scope.everyone()) == []
    assert mine(county).not_known == []


def test_a_lead_sees_those_of_their_own_people(county: Database) -> None:
    complete(county, ANN, "2026-11-27")
    complete(county, CY, "2026-11-26")
    complete(county, ANN, "2026-11-29")  # after the day
    passes(county, CY, "2026-11-28")
    council = Scope.of_agencies(["council"])
    assert shown(county, council) == [("bruising", "2026-11-27", False)]
    assert shown(county, council, CY) == []
    assert shown(county, Scope.everyone(), CY) == [("bruising", "2026-11-26", True)]
    assert shown(county, Scope.nothing()) == []
    with county.read() as conn:
        people = [person(county, each) for each in (ANN, CY)]
        assert results.latest_not_known(conn, people, DAY) == {
            (people[0], "bruising"): date(2026, 11, 27),
        }
