"""Taught sessions in the app: planning one, its register, a list that is brought in, and the report."""

import csv
import io
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from streamlit.testing.v1 import AppTest

from elearn.app import own_sessions
from elearn.app.attendance_report import report_file
from elearn.app.taught_file import pasted
from elearn.app.taught_words import days_of, quarters
from elearn.database import Database
from elearn.days import today
from elearn.tracker import Scope
from elearn.tracker.taught import NewSession, attendance, marking, places, planning, sessions
from tests.app.conftest import person, said

Open = Callable[..., AppTest]


def planned(county: Database, held_on: date | None = None, **more: object) -> int:
    return planning.plan(county, None, NewSession("neglect", held_on or today(), "inter", **more))  # type: ignore[arg-type]


def test_an_administrator_plans_a_session_and_all_that_is_wrong_is_said_at_once(
    county: Database, open_as: Open
) -> None:
    app = open_as("al", "taught")
    assert "No session yet" in said(app)
    app.selectbox(key="taught_plan_0_delivery").set_value("single")
    app.number_input(key="taught_plan_0_minutes").set_value(90)
    app = app.button(key="FormSubmitter:taught_plan_0-Plan the session").click().run()
    assert "none is chosen" in said(app)
    assert "No course is chosen." in said(app)
    app.selectbox(key="taught_plan_0_course").set_value("neglect")
    app.selectbox(key="taught_plan_0_agency").set_value("south")
    app.text_input(key="taught_plan_0_place").set_value("Town Hall")
    app = app.button(key="FormSubmitter:taught_plan_0-Plan the session").click().run()
    assert "The session is planned." in said(app)
    (kept,) = sessions.sessions(county, None).rows
    assert (kept.agency, kept.place, kept.minutes, kept.delivery) == ("south", "Town Hall", 90, "single")


def test_the_register_says_with_one_tap_who_is_here_and_a_second_tap_takes_it_back(
    county: Database, open_as: Open
) -> None:
    number = planned(county, places=10)
    ada = person(county, "ada")
    marking.book(county, None, number, ada)
    app = open_as("al", "taught", session=str(number))
    key = f"taught_place_{number}_{ada}"
    app = app.segmented_control(key=key).set_value("attended").run()
    assert places.places(county, None, number).rows[0].state == "attended"
    assert "<b>1</b> booked and came" in said(app)
    app = app.segmented_control(key=key).set_value(None).run()
    assert places.places(county, None, number).rows[0].state == "expected"
    assert not app.exception


def test_a_walk_in_is_found_by_name_and_taken_off_again(county: Database, open_as: Open) -> None:
    number = planned(county)
    app = open_as("al", "taught", session=str(number))
    app = app.text_input(key=f"taught_find_{number}").set_value("Sam").run()
    sam = person(county, "sam")
    app = app.button(key=f"taught_find_{number}_{sam}_walk").click().run()
    assert [each.booked for each in places.places(county, None, number).rows] == [False]
    app = app.button(key=f"taught_place_{number}_{sam}_off").click().run()
    assert places.places(county, None, number).total == 0


def test_a_lead_books_their_own_people_and_finds_nobody_else(county: Database, open_as: Open) -> None:
    number = planned(county)
    marking.walk_in(county, None, number, person(county, "sam"))
    app = open_as("lea", "taught", session=str(number))
    assert "Sam Secret" not in said(app)
    app = app.text_input(key=f"taught_find_{number}").set_value("sam@south.example").run()
    assert "Nobody is found" in said(app)
    app = app.text_input(key=f"taught_find_{number}").set_value("Ada").run()
    ada = person(county, "ada")
    assert [button.key for button in app.button if "_walk" in (button.key or "")] == []
    app.button(key=f"taught_find_{number}_{ada}_book").click().run()
    assert [each.state for each in places.places(county, None, number).rows] == ["expected", "attended"]


def test_the_board_sees_counts_and_no_names_and_a_learner_no_sessions(
    county: Database, open_as: Open
) -> None:
    number = planned(county)
    marking.walk_in(county, None, number, person(county, "sam"))
    app = open_as("bo", "taught", session=str(number))
    assert "South Schools" in said(app)
    assert "Sam Secret" not in said(app)
    assert "Taught sessions are for trainers" in said(open_as("ada", "taught"))


def test_a_session_that_is_not_there_says_so_and_leads_back(county: Database, open_as: Open) -> None:
    for number in ("99", "x", "9" * 30):
        assert "There is no such session" in said(open_as("al", "taught", session=number))


def test_what_goes_wrong_with_a_tap_is_said_and_changes_nothing(county: Database, open_as: Open) -> None:
    number = planned(county)
    ada = person(county, "ada")
    marking.book(county, None, number, ada)
    app = open_as("al", "taught", session=str(number))
    planning.cancel(county, None, number, reason="Snow")
    app = app.segmented_control(key=f"taught_place_{number}_{ada}").set_value("attended").run()
    assert "The session was cancelled" in said(app)
    assert places.places(county, None, number).rows[0].state == "expected"


def test_lines_that_are_pasted_become_a_list_of_attendance(county: Database, open_as: Open) -> None:
    number = planned(county)
    app = open_as("al", "taught", session=str(number))
    app = app.text_area(key=f"taught_file_{number}_0_typed").set_value(
        "ada@north.example\nsam@south.example\tno-show\n"
    )
    app = app.run()
    assert "had they booked, or did they walk in" in said(app)
    radio = next(each for each in app.radio if (each.key or "").startswith("imports_unlisted"))
    app = radio.set_value("walked-in").run()
    app = app.button(key="imports_apply").click().run()
    assert not app.exception
    found = {each.name: (each.state, each.booked) for each in places.places(county, None, number).rows}
    assert found == {"Ada Learner": ("attended", False), "Sam Secret": ("no-show", True)}


def test_what_is_pasted_is_read_with_and_without_a_header() -> None:
    assert (
        pasted("a@b.example\n\nc@d.example;absent") == b"email,state\na@b.example;attended\n"
        or pasted("a@b.example\nc@d.example") == b"email,state\na@b.example,attended\nc@d.example,attended\n"
    )
    assert pasted("a@b.example\n\nc@d.example;absent") == (
        b"email,state\na@b.example,attended\nc@d.example,absent\n"
    )
    assert pasted(" email\tstate\na@b.example\tdna ") == b"email\tstate\na@b.example\tdna"


@pytest.mark.parametrize("by", ["agency", "course", "quarter"])
def test_the_report_names_each_denominator(county: Database, open_as: Open, by: str) -> None:
    number = planned(county, today() - timedelta(3), places=4)
    for name, booked in (("ada", True), ("sam", False)):
        if booked:
            marking.book(county, None, number, person(county, name))
            marking.mark(county, None, number, person(county, name), "attended")
        else:
            marking.walk_in(county, None, number, person(county, name))
    app = open_as("bo", "taught", shown="attendance", by=by)
    assert not app.exception
    words = said(app)
    assert "of the places that the sessions had" in words
    assert "2 of 4" in words
    assert "1 of them walked in" in words
    assert "1 of 1" in words


def test_the_file_of_the_report_has_a_row_for_each_delivery(county: Database) -> None:
    number = planned(county, date(2026, 3, 10), places=4)
    marking.walk_in(county, None, number, person(county, "sam"))
    days = (date(2026, 1, 1), date(2026, 3, 31))
    found = attendance(county, Scope.everyone(), *days, ("agency",))
    data = report_file(found.rows, found.total, "agency", {"agency": {"south": "South"}}, days)
    header, *rows = csv.reader(io.StringIO(data.decode("utf-8-sig")))
    assert [row[:2] + row[4:5] for row in rows] == [
        ["South", "south", "Inter-agency"],
        ["South", "south", "Both"],
        ["All", "", "Inter-agency"],
        ["All", "", "Both"],
    ]
    total = dict(zip(header, rows[2], strict=True))
    assert (total["Came in all, to sessions with a number of places"], total["Places"]) == ("1", "4")
    assert total["Came in all, of places (%)"] == "25.0"
    agency = dict(zip(header, rows[0], strict=True))
    assert agency["Came in all, to sessions with a number of places"] == agency["Places"] == ""


def test_a_lead_s_report_has_their_own_people_alone(county: Database, open_as: Open) -> None:
    number = planned(county, today() - timedelta(3))
    for name in ("ada", "sam"):
        marking.walk_in(county, None, number, person(county, name))
    words = said(open_as("lea", "taught", shown="attendance"))
    assert "North Trust" in words
    assert "South Schools" not in words


def test_quarters_have_their_days_and_the_one_of_today_is_offered() -> None:
    assert days_of("2026-Q4") == (date(2026, 10, 1), date(2026, 12, 31))
    assert days_of("2026-Q1") == (date(2026, 1, 1), date(2026, 3, 31))
    assert any(first <= today() <= last for first, last in map(days_of, quarters()))


def test_a_learner_has_their_own_sessions(county: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn: list[dict[str, object]] = []
    monkeypatch.setattr(own_sessions, "draw", lambda _template, **values: drawn.append(values))
    monkeypatch.setattr(own_sessions.session, "database", lambda: county)
    from elearn.tracker.scope import actor

    ada = actor(county, person(county, "ada"))
    own_sessions.draw_own_sessions(ada)
    assert drawn == []
    marking.book(county, None, planned(county, today() + timedelta(5)), ada.person)
    own_sessions.draw_own_sessions(ada)
    assert len(drawn) == 1
