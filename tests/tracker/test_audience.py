"""For whom a course is: what one person may know of it, and what requirements ask of them and of others."""

from datetime import date

import pytest

from elearn.database import Database
from elearn.problems import NotAllowed
from elearn.tracker import Asked, Audience, Scope, audience_of, catalogue, registrations
from elearn.tracker.scope import actor
from tests.tracker.conftest import bring, person, register

DAY = date(2026, 6, 15)
START = date(2023, 1, 1)
REQUIRED = """\
    course,agency,role_group,from,to,due_within_days,renew_after_months
    bruising,,R3,2023-01-01,,30,24
    bruising,council,R1,2023-01-01,,30,24
    bruising,schools,R2,2023-01-01,,30,24
    bruising,oak-school,,2023-01-01,,30,24
    bruising,trust,R1,2020-01-01,2020-12-31,30,24
    bruising,trust,,2027-01-01,,30,24
    neglect,schools,,2023-01-01,,30,36
"""


def seen_by(db: Database, email: str, course: str = "bruising") -> Audience:
    found = audience_of(
        db,
        Scope.of_person(person(db, email)),
        course,
        DAY,
        actor(db, person(db, email)).coverage_scope(),
    )
    assert found is not None
    return found


@pytest.fixture
def required(county: Database) -> Database:
    bring(county, "requirements", REQUIRED)
    return county


def asks(found: Audience) -> set[tuple[str | None, str | None, bool]]:
    return {(each.role_group, each.agency, each.own) for each in found.asked}


EVERYWHERE = ("Mainly with children", None)


def test_a_person_sees_what_concerns_their_own_agencies_and_no_others(required: Database) -> None:
    bo = seen_by(required, "bo@council.example")
    assert asks(bo) == {(*EVERYWHERE, True), ("Incidental contact", "Wrenshire Council", False)}
    assert {each.agency for each in bo.asked if each.near} == {"Wrenshire Council"}
    assert bo.must_take(DAY)
    assert not bo.must_take(date(2022, 12, 31))
    cy = seen_by(required, "cy@school.example")  # has left Oak School, which is below their agency
    assert asks(cy) == {(*EVERYWHERE, False), ("Regular contact", "Schools of Wrenshire", True)}
    assert cy.must_take(DAY)


def test_those_who_see_coverage_see_what_is_asked_there(required: Database) -> None:
    lead = seen_by(required, "ann@council.example")
    assert asks(lead) == {(*EVERYWHERE, False), ("Incidental contact", "Wrenshire Council", True)}
    everyone = seen_by(required, "di@trust.example")
    assert len(everyone.asked) == 5
    assert {each.agency for each in everyone.asked if each.near} == {"Wren Valley Trust"}
    assert Asked(None, "Oak School", START, near=False, own=False) in everyone.asked


def test_a_lead_of_part_of_an_agency_sees_what_the_whole_agency_is_asked(required: Database) -> None:
    with required.write() as conn:
        conn.execute(
            "insert into role (person, role, agency) values (:person, 'lead', 'oak-school')",
            {"person": person(required, "bo@council.example")},
        )
    agencies = {each.agency for each in seen_by(required, "bo@council.example").asked}
    assert agencies == {None, "Wrenshire Council", "Schools of Wrenshire", "Oak School"}


def test_what_is_over_is_left_out_and_what_is_to_come_says_from_when(required: Database) -> None:
    [to_come] = [each for each in seen_by(required, "di@trust.example").asked if each.starts_on > DAY]
    assert to_come == Asked(None, "Wren Valley Trust", date(2027, 1, 1), near=True, own=True)
    [neglect] = seen_by(required, "di@trust.example", "neglect").asked
    assert not neglect.own


def test_someone_is_exempt_or_has_no_post(required: Database) -> None:
    bring(
        required,
        "exemptions",
        """\
        email,course,from,to,reason
        bo@council.example,bruising,2026-01-01,2026-06-30,On leave
        cy@school.example,bruising,2026-01-01,,On leave
        """,
    )
    bo = seen_by(required, "bo@council.example")
    assert (bo.exempt, bo.exempt_until, bo.must_take(DAY), bo.in_post) == (
        True,
        date(2026, 6, 30),
        False,
        True,
    )
    assert (seen_by(required, "cy@school.example").exempt_until, bo.exempt) == (None, True)
    with required.write() as conn:
        conn.execute(
            "update post set ends_on = '2026-06-14' where person = :person",
            {"person": person(required, "bo@council.example")},
        )
    gone = seen_by(required, "bo@council.example")
    assert not gone.in_post
    assert asks(gone) == {(*EVERYWHERE, False)}


def test_it_says_what_the_version_teaches_that_the_person_would_open(required: Database) -> None:
    bo = "bo@council.example"
    found = seen_by(required, bo)
    assert (found.title, found.minutes, found.playable, found.ours) == ("About bruising", 20, True, True)
    assert found.outcomes == {"refer": "Refer without delay"}
    assert found.recommendations == ["wrenshire-ww1#r1"]
    registrations.start(required, person(required, bo), "bruising")
    with required.write() as conn:
        conn.execute("update course_outcome set text = 'Refer at once' where version = '1.0.0'")
    register(required, version="2.0.0")
    assert seen_by(required, bo).outcomes == {"refer": "Refer at once"}
    assert seen_by(required, "cy@school.example").outcomes == {"refer": "Refer without delay"}


def test_a_course_that_is_withdrawn_taught_elsewhere_or_unknown(required: Database) -> None:
    catalogue.withdraw(
        required,
        "bruising",
        "1.0.0",
        reason="Out of date",
        by=actor(required, person(required, "di@trust.example")),
    )
    found = seen_by(required, "bo@council.example")
    assert (found.playable, found.ours, found.outcomes) == (False, True, {"refer": "Refer without delay"})
    elsewhere = seen_by(required, "bo@council.example", "neglect")
    assert (elsewhere.playable, elsewhere.ours, elsewhere.asked) == (False, False, [])
    own = Scope.of_person(person(required, "bo@council.example"))
    assert audience_of(required, own, "none", DAY, Scope.nothing()) is None
    with pytest.raises(NotAllowed):
        audience_of(required, Scope.everyone(), "bruising", DAY, Scope.nothing())
