"""Taught sessions: planning them, their lists, what people earn, and who may see and do what."""

from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from elearn.database import Database, open_database
from elearn.days import today
from elearn.problems import InputFault, NotAllowed, NotFound
from elearn.reporting.coverage import coverage
from elearn.tracker import Actor, Scope, certificates
from elearn.tracker.scope import actor, give_role
from elearn.tracker.taught import (
    NewSession,
    attendance,
    marking,
    of_person,
    places,
    planning,
    sessions,
    trainer_days,
    trainers,
)
from tests.depth import examples
from tests.engines import Engine
from tests.tracker.conftest import bring, fill_and_give_roles, person

DAY = date(2026, 3, 10)
REQUIRED = """\
    course,agency,role_group,from,to,due_within_days,renew_after_months
    neglect,,,2021-01-01,,30,36
"""


def who(db: Database, name: str) -> Actor:
    """The actor of one of the county's people, by the first part of their address."""
    with db.read() as conn:
        found = conn.value("select id from person where email like :start", {"start": f"{name}@%"})
    return actor(db, found)


def inter(course: str = "neglect", held_on: date = DAY, **more: object) -> NewSession:
    """An inter-agency session of the board."""
    return NewSession(course, held_on, "inter", **more)  # type: ignore[arg-type]


def passed(db: Database, name: str, course: str = "neglect") -> list[tuple[str, int]]:
    """The days of the passes of somebody that count, each with its minutes."""
    with db.read() as conn:
        return conn.tuples(
            """
            select c.completed_on, c.minutes from completion c join person on person.id = c.person
             where person.email like :start and c.course = :course and c.passed = 1
               and c.id not in (select completion from completion_withdrawal) order by c.completed_on
            """,
            {"start": f"{name}@%", "course": course},
        )


def test_whoever_attends_has_passed_that_day_with_the_minutes_of_the_session(county: Database) -> None:
    number = planning.plan(county, None, inter(minutes=180))
    cy = person(county, "cy@school.example")
    marking.book(county, None, number, cy)
    assert passed(county, "cy") == []
    marking.mark(county, None, number, cy, "attended")
    assert passed(county, "cy") == [("2026-03-10", 180)]
    assert sessions.one(county, None, number)[0].state == "held"
    with county.read() as conn:
        completion = conn.row("select id, how, taught_session, participatory from completion")
        assert completion
        assert {**completion, "id": 0} == {
            "id": 0,
            "how": "import",
            "taught_session": number,
            "participatory": 1,
        }
        assert certificates.code_of(conn, completion["id"])


def test_a_correction_withdraws_the_completion_and_another_gives_it_back(county: Database) -> None:
    number = planning.plan(county, None, inter())
    cy = person(county, "cy@school.example")
    marking.walk_in(county, None, number, cy)
    assert len(passed(county, "cy")) == 1
    marking.take_off(county, None, number, cy)
    assert passed(county, "cy") == []
    assert sessions.one(county, None, number)[0].state == "planned"
    marking.book(county, None, number, cy)
    for state, count in (("attended", 1), ("no-show", 0), ("attended", 1), ("cancelled", 0), ("attended", 1)):
        marking.mark(county, None, number, cy, state)
        assert len(passed(county, "cy")) == count
    with county.read() as conn:
        assert conn.value("select count(*) from completion") == 1
        assert conn.value("select count(*) from audit_event where action = 'completion.withdrawn'") == 3
        assert conn.value("select count(*) from audit_event where action = 'completion.restored'") == 3


def test_what_somebody_withdrew_for_another_reason_stays_withdrawn_and_the_list_says_so(
    county: Database,
) -> None:
    number = planning.plan(county, None, inter())
    cy = person(county, "cy@school.example")
    marking.walk_in(county, None, number, cy)
    with county.write() as conn:
        conn.execute(
            """
            insert into completion_withdrawal (completion, withdrawn_at, reason)
            select id, 't', 'Signed in for somebody else' from completion
            """
        )
    marking.take_off(county, None, number, cy)
    marking.walk_in(county, None, number, cy)
    assert passed(county, "cy") == []
    (place,) = places.places(county, None, number).rows
    assert place.withdrawn == "Signed in for somebody else"


def test_two_sessions_of_a_day_are_one_completion_which_stays_while_one_was_attended(
    county: Database,
) -> None:
    morning = planning.plan(county, None, inter(place="Town Hall, morning", minutes=60))
    later = planning.plan(county, None, inter(place="Town Hall, afternoon", minutes=90))
    cy = person(county, "cy@school.example")
    for number in (morning, later):
        marking.book(county, None, number, cy)
        marking.mark(county, None, number, cy, "attended")
    assert passed(county, "cy") == [("2026-03-10", 60)]
    marking.mark(county, None, morning, cy, "no-show")
    assert passed(county, "cy") == [("2026-03-10", 90)]
    marking.mark(county, None, later, cy, "no-show")
    assert passed(county, "cy") == []


def test_a_completion_from_a_file_stays_whatever_the_list_says(county: Database) -> None:
    bring(county, "completions", "email,course,completed_on\ncy@school.example,neglect,2026-03-10\n")
    number = planning.plan(county, None, inter())
    cy = person(county, "cy@school.example")
    marking.walk_in(county, None, number, cy)
    marking.take_off(county, None, number, cy)
    assert len(passed(county, "cy")) == 1


def test_what_people_earned_follows_when_the_session_is_corrected(county: Database) -> None:
    new = inter(minutes=60)
    number = planning.plan(county, None, new)
    marking.walk_in(county, None, number, person(county, "cy@school.example"))
    planning.change(county, None, number, inter(minutes=90))
    assert passed(county, "cy") == [("2026-03-10", 90)]
    planning.change(county, None, number, inter(held_on=DAY + timedelta(1), minutes=90))
    assert passed(county, "cy") == [("2026-03-11", 90)]
    planning.change(county, None, number, inter(held_on=DAY, minutes=90, passes=False))
    assert passed(county, "cy") == []
    with county.read() as conn:
        assert conn.value("select completed_on from completion_without_result") == "2026-03-10"
    planning.change(county, None, number, inter(held_on=DAY, minutes=90, passes=True))
    assert passed(county, "cy") == [("2026-03-10", 90)]
    with county.read() as conn:
        assert conn.value("select count(*) from completion_without_result") == 0


def test_if_the_course_is_assessed_here_somebody_has_to_say_whether_attending_passes(
    county: Database,
) -> None:
    with pytest.raises(InputFault, match="does attending this session pass"):
        planning.plan(county, None, inter("bruising"))
    number = planning.plan(county, None, inter("bruising", passes=False))
    marking.walk_in(county, None, number, person(county, "cy@school.example"))
    assert passed(county, "cy", "bruising") == []
    with county.read() as conn:
        assert conn.value("select count(*) from completion_without_result") == 1
    marking.take_off(county, None, number, person(county, "cy@school.example"))
    with county.read() as conn:
        assert conn.value("select count(*) from completion_without_result") == 0


def test_nobody_attends_a_session_that_is_still_to_come(county: Database) -> None:
    number = planning.plan(county, None, inter(held_on=today() + timedelta(1)))
    cy = person(county, "cy@school.example")
    marking.book(county, None, number, cy)
    with pytest.raises(InputFault, match="still to come"):
        marking.mark(county, None, number, cy, "attended")
    with pytest.raises(InputFault, match="still to come"):
        marking.walk_in(county, None, number, person(county, "bo@council.example"))
    marking.mark(county, None, number, cy, "cancelled")
    assert passed(county, "cy") == []


def test_everything_that_is_wrong_with_a_session_is_said_at_once(county: Database) -> None:
    new = NewSession("hours-of-nothing", DAY, "single", places=-1, minutes=0, place="x" * 300)
    with pytest.raises(InputFault) as fault:
        planning.plan(county, None, new)
    assert {each.path for each in fault.value.problems} == {"Course", "Agency", "Place", "Places", "Minutes"}
    planning.plan(county, None, inter(place="Town Hall"))
    with pytest.raises(InputFault, match="on that day already"):
        planning.plan(county, None, inter(place="town hall"))


def test_a_session_that_people_attended_is_not_cancelled_and_a_cancelled_one_comes_back(
    county: Database,
) -> None:
    number = planning.plan(county, None, inter())
    cy = person(county, "cy@school.example")
    marking.walk_in(county, None, number, cy)
    with pytest.raises(InputFault, match="the session took place"):
        planning.cancel(county, None, number, reason="Snow")
    marking.take_off(county, None, number, cy)
    planning.cancel(county, None, number, reason="Snow")
    assert sessions.why_cancelled(county, None, number) == "Snow"
    with pytest.raises(InputFault, match="was cancelled"):
        marking.walk_in(county, None, number, cy)
    planning.bring_back(county, None, number)
    marking.walk_in(county, None, number, cy)
    assert len(passed(county, "cy")) == 1


def test_a_lead_keeps_the_single_agency_sessions_of_their_own_agencies(county: Database) -> None:
    ann = who(county, "ann")
    number = planning.plan(county, ann, NewSession("neglect", DAY, "single", "social-work"))
    marking.walk_in(county, ann, number, person(county, "bo@council.example"))
    assert len(passed(county, "bo")) == 1
    for new in (
        NewSession("neglect", DAY, "single", "oak-school"),
        inter(),
        NewSession("neglect", DAY, "inter", "council"),
    ):
        with pytest.raises(NotAllowed):
            planning.plan(county, ann, new)
    other = planning.plan(county, None, NewSession("neglect", DAY, "single", "oak-school"))
    with pytest.raises(NotFound):
        sessions.one(county, ann, other)
    assert [each.id for each in sessions.sessions(county, ann).rows] == [number]
    with pytest.raises(NotFound):
        marking.book(county, ann, other, person(county, "bo@council.example"))


def test_a_lead_books_their_own_people_at_an_inter_agency_session_and_sees_nobody_elses(
    county: Database,
) -> None:
    ann, number = who(county, "ann"), planning.plan(county, None, inter())
    bo, cy = person(county, "bo@council.example"), person(county, "cy@school.example")
    marking.book(county, None, number, cy)
    marking.book(county, ann, number, bo)
    assert [each.name for each in places.places(county, ann, number).rows] == ["Bo Carr"]
    assert [each.agency for each in places.counts(county, ann, number)] == ["social-work"]
    for name in ("Cy", "cy@school.example"):
        assert places.candidates(county, ann, number, name) == []
    with pytest.raises(NotFound):
        marking.book(county, ann, number, person(county, "di@trust.example"))
    for state in ("cancelled", "expected"):
        marking.mark(county, ann, number, bo, state)
        with pytest.raises(NotFound):
            marking.mark(county, ann, number, cy, state)
    with pytest.raises(NotAllowed, match="Who came"):
        marking.mark(county, ann, number, bo, "attended")
    with pytest.raises(NotAllowed):
        marking.take_off(county, ann, number, bo)
    marking.mark(county, None, number, bo, "no-show")
    with pytest.raises(NotAllowed):
        marking.mark(county, ann, number, bo, "cancelled")


def test_a_lead_sees_no_person_of_another_agency_at_their_own_session_either(county: Database) -> None:
    ann = who(county, "ann")
    number = planning.plan(county, ann, NewSession("neglect", DAY, "single", "council"))
    marking.walk_in(county, None, number, person(county, "cy@school.example"))
    assert places.places(county, ann, number).total == 0
    assert places.candidates(county, ann, number, "di@trust.example") == []
    with pytest.raises(NotFound):
        marking.walk_in(county, ann, number, person(county, "di@trust.example"))
    assert [each.email for each in places.candidates(county, ann, number, "Bo")] == ["bo@council.example"]


def test_the_board_sees_counts_and_no_name(county: Database) -> None:
    with county.write() as conn:
        give_role(conn, person(county, "cy@school.example"), "board")
    board, number = who(county, "cy"), planning.plan(county, None, inter())
    marking.walk_in(county, None, number, person(county, "bo@council.example"))
    assert sessions.one(county, board, number)[0].walked_in == 1
    assert [(each.agency, each.walked_in) for each in places.counts(county, board, number)] == [
        ("social-work", 1)
    ]
    assert places.places(county, board, number).total == 0
    with pytest.raises(NotAllowed):
        places.candidates(county, board, number, "Bo")
    with pytest.raises(NotAllowed):
        planning.plan(county, board, inter(place="x"))


def test_a_trainer_keeps_the_sessions_that_they_have_planned_and_finds_people_by_address(
    county: Database,
) -> None:
    with county.write() as conn:
        give_role(conn, person(county, "cy@school.example"), "trainer")
    trainer = who(county, "cy")
    number = planning.plan(county, trainer, inter())
    assert places.candidates(county, trainer, number, "Bo") == []
    (found,) = places.candidates(county, trainer, number, "bo@council.example")
    marking.walk_in(county, trainer, number, found.person)
    assert [each.name for each in places.places(county, trainer, number).rows] == ["Bo Carr"]
    other = planning.plan(county, None, inter(place="Elsewhere"))
    marking.book(county, None, other, found.person)
    assert places.places(county, trainer, other).total == 0
    with pytest.raises(NotAllowed):
        marking.mark(county, trainer, other, found.person, "attended")


def test_who_only_learns_sees_their_own_sessions_and_no_others(county: Database) -> None:
    cy, number = who(county, "cy"), planning.plan(county, None, inter(place="Town Hall"))
    with pytest.raises(NotAllowed):
        sessions.sessions(county, cy)
    later = planning.plan(county, None, inter(held_on=today() + timedelta(30)))
    for each in (number, later):
        marking.book(county, None, each, cy.person)
    assert [each.session for each in of_person(county, cy.own_scope(), today())] == [later, number]
    assert of_person(county, Scope.everyone(), today()) == []


def test_trainer_days_are_given_by_agencies(county: Database) -> None:
    ann, number = who(county, "ann"), planning.plan(county, None, inter())
    trainers.give(county, ann, number, "social-work", 0.5)
    trainers.give(county, None, number, "oak-school", 1)
    with pytest.raises(NotAllowed):
        trainers.give(county, ann, number, "oak-school", 2)
    with pytest.raises(InputFault, match="cannot be right"):
        trainers.give(county, None, number, "trust", 101)
    marking.walk_in(county, None, number, person(county, "bo@council.example"))
    year = (date(2026, 1, 1), date(2026, 12, 31))
    found = {each.agency: (each.single, each.inter) for each in trainer_days(county, Scope.everyone(), *year)}
    assert found == {
        "council": (0, 0.5),
        "social-work": (0, 0.5),
        "schools": (0, 1),
        "oak-school": (0, 1),
    }
    assert {each.agency for each in trainer_days(county, ann.coverage_scope(), *year)} == {
        "council",
        "social-work",
    }
    trainers.give(county, ann, number, "social-work", 0)
    assert [each.agency for each in trainers.given(county, None, number)] == ["oak-school"]


@pytest.fixture
def quarter(county: Database) -> Database:
    """DOMAIN.md's worked case: 393 places, 318 registrations, of which 269 came, and 35 walk-ins."""
    rows = "".join(f"p{n}@school.example,Person {n},P{n},oak-school,R2,2023-09-01\n" for n in range(353))
    bring(county, "people", f"email,name,staff_number,agency,role_group,starts_on\n{rows}")
    one = planning.plan(county, None, inter(places=200))
    two = planning.plan(county, None, inter(held_on=DAY + timedelta(7), places=193))
    with county.write() as conn:
        ids = conn.column("select id from person where email like 'p%@school.example' order by id")
        for number, people in ((one, ids[:160]), (two, ids[160:])):
            session, held = sessions.find_in(conn, None, number)
            states = {
                each: ("attended", False) if place < 17 + (number == two) else ("attended", True)
                for place, each in enumerate(people)
            }
            absent = people[-20:] if number == one else people[-29:]
            states |= dict.fromkeys(absent[:30], ("no-show", True)) | dict.fromkeys(
                absent[:6], ("cancelled", True)
            )
            marking.mark_in(conn, None, session, held, states)
    return county


def test_the_worked_case_of_denominators(quarter: Database) -> None:
    """The same quarter was reported as 77% and as 96%. Each figure says what it is of."""
    report = attendance(quarter, Scope.everyone(), date(2026, 1, 1), date(2026, 3, 31), ("agency", "quarter"))
    total = report.total.inter
    assert (total.places, total.booked, total.walked_in, total.attended) == (393, 318, 35, 304)
    assert (total.attended_booked, total.cancelled, total.no_show, total.expected) == (269, 12, 37, 0)
    assert total.percent_of_places == 77.4
    assert total.percent_of_bookings == 95.6
    assert total.percent_of_booked == 84.6
    told = total.as_dict()
    assert told["attended_of_places"] == {"count": 304, "of": 393, "of_what": "places", "percent": 77.4}
    assert told["attended_of_bookings"] == {"count": 304, "of": 318, "of_what": "booked", "percent": 95.6}
    assert told["attended_booked_of_booked"] == {
        "count": 269,
        "of": 318,
        "of_what": "booked",
        "percent": 84.6,
    }
    (school, schools) = report.rows
    assert school.keys == {"agency": "oak-school", "quarter": "2026-Q1"}
    assert (schools.both.booked, schools.inter.places) == (318, None)


ACTS = st.lists(
    st.tuples(
        st.integers(0, 2),  # the session
        st.sampled_from(["cy@school.example", "bo@council.example"]),
        st.sampled_from(["book", "walk in", "take off", "attended", "cancelled", "no-show", "expected"]),
    ),
    max_size=12,
)


@settings(max_examples=examples(30))
@given(acts=ACTS)
def test_counts_add_up_and_standing_follows(acts: list[tuple[int, str, str]], engine: Engine) -> None:
    """Whatever was done in whatever order: who is in date attended a session, and nobody else is."""
    made = engine.made("required", _fill_and_require)
    with TemporaryDirectory() as folder:
        address = engine.copy(made, Path(folder))
        with open_database(address) as db:
            _try(db, acts)
        engine.drop(address)


def _fill_and_require(db: Database) -> None:
    fill_and_give_roles(db)
    bring(db, "requirements", REQUIRED)


def _try(db: Database, acts: list[tuple[int, str, str]]) -> None:
    days = (DAY, DAY, DAY + timedelta(1))
    numbers = [planning.plan(db, None, inter(held_on=day, place=str(n))) for n, day in enumerate(days)]
    for number, email, act in acts:
        doing = {"book": marking.book, "walk in": marking.walk_in, "take off": marking.take_off}
        try:
            if act in doing:
                doing[act](db, None, numbers[number], person(db, email))
            else:
                marking.mark(db, None, numbers[number], person(db, email), act)
        except (InputFault, NotFound):
            continue
    for each in sessions.sessions(db, None).rows:
        assert each.booked == each.expected + each.attended_booked + each.cancelled + each.no_show
        assert each.attended == each.attended_booked + each.walked_in
    for email in ("cy@school.example", "bo@council.example"):
        with db.read() as conn:
            wanted = conn.column(
                """
                select distinct s.held_on from taught_place p join taught_session s on s.id = p.session
                 where p.person = :person and p.state = 'attended' order by s.held_on
                """,
                {"person": person(db, email)},
            )
        assert [day for day, _minutes in passed(db, email.split("@")[0])] == wanted
    rows = coverage(db, Scope.everyone(), DAY + timedelta(2), ("course",))
    (row,) = (each for each in rows if each.keys["course"] == "neglect")
    lists = [places.places(db, None, number).rows for number in numbers]
    came = {each.person for rows in lists for each in rows if each.state == "attended"}
    assert row.in_date == len(came)


def test_what_is_kept_instead_of_an_address_is_on_no_list(county: Database) -> None:
    bring(
        county,
        "people",
        "email,name,staff_number,agency,role_group,starts_on,ends_on\n,Sam Heron,0042,trust,R3,2023-01-01,\n",
    )
    number = planning.plan(county, None, inter())
    [found] = places.candidates(county, None, number, "sam heron")
    assert found.email == ""
    assert places.candidates(county, None, number, "no address") == []
    marking.book(county, None, number, found.person)
    assert [each.email for each in places.places(county, None, number).rows] == [""]
    assert places.places(county, None, number, search="no address").total == 0
