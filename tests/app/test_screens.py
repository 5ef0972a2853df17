"""Each person opens their screens and finds their own figures, and nobody else's."""

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from elearn.app.screens import SCREENS, first_screen
from elearn.database import Database
from elearn.tracker import actor, board_rules, give_role
from tests.app.conftest import person, said

Open = Callable[..., AppTest]


def test_a_visitor_without_a_session_is_asked_to_sign_in(open_as: Open) -> None:
    app = open_as(None)
    assert not app.exception
    assert "Sign in" in said(app)


@pytest.mark.parametrize(
    ("name", "screen"),
    [(name, screen.module) for name in ("al",) for screen in SCREENS]
    + [
        ("ada", "learning"),
        ("tom", "courses"),
        ("lea", "board"),
        ("lea", "due"),
        ("lea", "imports"),
        ("bo", "board"),
    ],
)
def test_a_screen_opens(open_as: Open, name: str, screen: str) -> None:
    app = open_as(name, screen)
    assert not app.exception
    assert "<h1>" in said(app)


@pytest.mark.parametrize(
    ("name", "screen"),
    [("ada", screen.module) for screen in SCREENS if screen.right]
    + [("tom", "board"), ("tom", "due"), ("lea", "directory"), ("lea", "requirements"), ("lea", "courses")]
    + [("bo", "due"), ("bo", "imports"), ("bo", "directory")],
)
def test_a_screen_that_is_not_theirs_says_so_and_shows_nothing(open_as: Open, name: str, screen: str) -> None:
    app = open_as(name, screen)
    assert not app.exception
    words = said(app)
    assert "This page is not yours" in words
    assert "Trust" not in words
    assert "Secret" not in words


def test_a_learner_sees_what_is_due(open_as: Open) -> None:
    words = said(open_as("ada", "learning"))
    assert "Neglect" in words
    assert "Was due on 31 January 2021" in words


def test_a_lead_sees_their_own_agency_and_no_other(open_as: Open) -> None:
    words = said(open_as("lea", "due"))
    assert "Ada Learner" in words
    assert "Sam Secret" not in words
    assert "South" not in words
    figures = said(open_as("lea", "board"))
    assert "0 of 4" in figures
    assert "South" not in figures
    assert "0 of 6" not in figures


def test_a_board_member_sees_every_agency_and_nobody_by_name(open_as: Open) -> None:
    words = said(open_as("bo", "board"))
    assert "North Trust" in words
    assert "South Schools" in words
    assert "0 of 6" in words
    assert "Ada" not in words


def test_an_earlier_day_shows_the_figure_of_that_day(open_as: Open) -> None:
    app = open_as("bo", "board")
    app.selectbox(key="board_course").set_value("neglect").run()
    assert "0 of 6" in said(app)
    app.date_input(key="board_as_at").set_value("2021-01-15").run()
    assert not app.exception
    assert "1 of 6" in said(app)


def test_a_trainer_finds_each_course_with_its_checks(open_as: Open) -> None:
    words = said(open_as("tom", "courses"))
    assert "When is a review held, and what is it for?" in words
    assert "Bruising in infants who are not mobile" in words


def test_a_course_that_is_not_there_is_said_kindly(open_as: Open) -> None:
    app = open_as("tom", "courses", course="../../etc")
    assert not app.exception
    words = said(app)
    assert "There is no course" in words
    assert "<h1>Courses</h1>" in words
    assert '<a href="?" class="back">All courses</a>' in words


def test_the_search_for_people_narrows_the_list(open_as: Open) -> None:
    app = open_as("al", "due")
    assert "Sam Secret" in said(app)
    app.text_input(key="due_search").set_value("ada").run()
    words = said(app)
    assert "Ada Learner" in words
    assert "Sam Secret" not in words


def test_who_signs_starts_where_courses_wait_for_them(county: Database, open_as: Open) -> None:
    ada = person(county, "ada")
    with county.write() as conn:
        give_role(conn, ada, "approver")
    assert first_screen(actor(county, ada)).module == "sign_off"
    words = said(open_as("ada", "sign_off"))
    assert "Nothing waits for your signature now." in words
    assert "Turn this rule" not in words


def test_the_board_turns_its_rule_on_and_off_and_sees_who_did(county: Database, open_as: Open) -> None:
    app = open_as("bo", "sign_off")
    assert "This rule is off." in said(app)
    next(each for each in app.button if each.label == "Turn this rule on").click().run()
    words = said(app)
    assert not app.exception
    assert "From now on, only approved courses are built and published." in words
    assert "This rule is on." in words
    with county.read() as conn:
        assert [each.name for each in board_rules.every_rule(conn) if each.on] == [board_rules.ONLY_APPROVED]
    assert "Turn this rule" not in said(open_as("tom", "sign_off"))
