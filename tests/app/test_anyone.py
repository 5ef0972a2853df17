"""The catalogue, the learner's home, and the account of whoever registered by themselves."""

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from elearn.app import session
from elearn.app.screens import SCREENS, must_open, screens_of
from elearn.database import Database
from elearn.problems import NotAllowed
from elearn.tracker import board_rules, open_courses, registrations
from elearn.tracker.scope import actor
from tests.app.conftest import person, said, screen
from tests.app.test_course_page import COURSE, TITLE, publish, require

Open = Callable[..., AppTest]


@pytest.fixture
def anyone(county: Database, monkeypatch: pytest.MonkeyPatch) -> Callable[..., AppTest]:
    """The county with a published course and with Pat, who registered. It opens a screen as Pat."""
    publish(county)
    board_rules.set_rule(county, board_rules.ANYONE_MAY_LEARN, True, by=None)
    with county.write() as conn:
        conn.execute("insert into person (email, name, registered) values ('pat@home.example', 'Pat', 1)")
    pat = person(county, "pat")

    def opened(module: str | None, **query: str) -> AppTest:
        with county.read() as conn:
            here = conn.value("select 1 from person where id = :pat", {"pat": pat})
        monkeypatch.setattr(session, "signed_in", lambda: actor(county, pat) if here else None)
        return screen(module, **query).run()

    return opened


def test_whoever_registered_sees_what_is_for_everyone_and_nothing_of_the_staff_s(
    county: Database, anyone: Callable[..., AppTest]
) -> None:
    anyone(None)
    pat = actor(county, person(county, "pat"))
    assert [each.module for each in screens_of(pat)] == ["learning", "catalogue", "reviews", "themes"]
    for each in SCREENS:
        if each not in screens_of(pat):
            with pytest.raises(NotAllowed):
                must_open(pat, each)
    ada = actor(county, person(county, "ada"))
    assert {"catalogue", "requests", "aid"} <= {each.module for each in screens_of(ada)}


def test_the_catalogue_of_whoever_registered_has_the_open_courses(
    county: Database, anyone: Callable[..., AppTest]
) -> None:
    assert "No course is open to you at the moment" in said(anyone("catalogue"))
    assert "learning-unknown" not in said(anyone("learning", course=COURSE))
    assert TITLE not in said(anyone("learning", course=COURSE))
    open_courses.set_open(county, COURSE, True, by=None)
    app = anyone("catalogue")
    words = said(app)
    assert not app.exception
    assert TITLE in words
    assert "Recognise a mark" in words
    assert f'aria-label="Start {TITLE}"' in words
    assert "Who is asked to take it" not in said(anyone("learning", course=COURSE))
    assert TITLE in said(anyone("learning", course=COURSE))
    assert "See the catalogue" in said(anyone("learning"))


def test_the_catalogue_says_what_is_required_and_can_be_searched_and_filtered(
    county: Database, open_as: Open
) -> None:
    publish(county)
    require(county, f"{COURSE},,r3,2021-01-01,,30,12")
    app = open_as("ada", "catalogue")
    words = said(app)
    assert "It is asked of you." in words
    assert "Mainly with children and families" in words
    assert "Neglect" not in words, "it is taught elsewhere"
    app.text_input(key="catalogue_search").set_value("qqqq").run()
    assert "Nothing found" in said(app)
    assert TITLE in said(open_as("ada", "catalogue", where="required", search="MARK"))
    assert TITLE not in said(open_as("ada", "catalogue", where="done"))
    assert TITLE in said(open_as("ada", "catalogue", where="not-begun"))


def test_the_home_has_one_button_for_what_is_most_urgent_then_the_rest(
    county: Database, open_as: Open
) -> None:
    publish(county)
    require(county, f"{COURSE},,r3,2021-01-01,,30,12")
    words = said(open_as("ada", "learning"))
    assert words.count("button primary") == 1
    assert words.index("Next") < words.index(TITLE) < words.index("Due after that") < words.index("Neglect")
    assert "You have 2 courses to take. It takes about 55 minutes in all." in words
    assert "about 25 minutes" in words
    registrations.start(county, person(county, "ada"), COURSE)
    with county.write() as conn:
        conn.execute("update registration set progress = 0.5")
    words = said(open_as("ada", "learning"))
    assert "about 13 minutes left" in words
    assert f"Go on with {TITLE}" in words


def test_hours_and_updates_are_said_in_plain_words_with_a_way_on(county: Database, open_as: Open) -> None:
    with county.write() as conn:
        conn.execute("insert into course (id, title, kind) values ('hours', 'Twelve hours', 'hours')")
        conn.execute("insert into course (id, title, kind) values ('update', 'Yearly update', 'update')")
    with county.write() as conn:
        for course, minutes in (("hours", 720), ("update", None)):
            conn.execute(
                """
                insert into requirement (course, role_group, from_day, due_within_days, renew_after_months, minutes)
                values (:course, 'r3', '2021-01-01', 30, 36, :minutes)
                """,
                {"course": course, "minutes": minutes},
            )
    from elearn.tracker import standing

    with county.write() as conn:
        standing.refresh(conn, None)
    standing.settle(county)
    words = said(open_as("ada", "learning"))
    assert "learning-from-elsewhere?update=update" in words
    assert "Write the reflection" in words
    assert "Record learning" in words
    assert "Twelve hours" not in said(open_as("ada", "catalogue"))


def test_whoever_registered_removes_their_account(county: Database, anyone: Callable[..., AppTest]) -> None:
    app = anyone("learning")
    assert "count in no agency’s figures" in said(app)
    form = "own_account_0"
    send = next(each for each in app.button if each.label == "Remove my account")
    send.click().run()
    assert "You have not said that everything is to be removed" in said(app)
    app.checkbox(key=f"{form}_sure").check()
    next(each for each in app.button if each.label == "Remove my account").click().run()
    with county.read() as conn:
        assert conn.value("select count(*) from person where name = 'Pat'") == 0


def test_staff_have_no_such_form(open_as: Open) -> None:
    assert "Remove my account" not in [each.label for each in open_as("ada", "learning").button]


@pytest.mark.usefixtures("anyone")
def test_administrators_see_and_remove_them(county: Database, open_as: Open) -> None:
    assert "Registered by themselves" in said(open_as("al", "directory", shown="people"))
    alone = said(open_as("al", "directory", **{"shown": "people", "by-themselves": "yes"}))
    assert ("Pat" in alone, "Ada Learner" in alone) == (True, False)
    pat = person(county, "pat")
    app = open_as("al", "directory", person=str(pat))
    assert "count in no agency’s figures" in said(app)
    app.checkbox(key="person_registered_0_sure").check()
    next(each for each in app.button if each.label == "Remove this account").click().run()
    assert not app.exception
    with county.read() as conn:
        assert conn.value("select count(*) from person where name = 'Pat'") == 0
    assert "Remove this account" not in [
        each.label for each in open_as("al", "directory", person=str(person(county, "ada"))).button
    ]


def test_a_trainer_opens_a_course_to_everyone_and_closes_it(county: Database, open_as: Open) -> None:
    publish(county)
    app = open_as("tom", "courses", course=COURSE, show="exports")
    assert not app.exception
    next(each for each in app.button if each.label == "Open it to everyone").click().run()
    assert "The course is open to everyone now." in said(app)
    assert open_courses.is_open(county, COURSE)
    next(each for each in app.button if each.label == "Close it again").click().run()
    assert not open_courses.is_open(county, COURSE)


def test_the_board_lets_anyone_register_where_its_rules_are(county: Database, open_as: Open) -> None:
    app = open_as("bo", "sign_off")
    next(each for each in app.button if each.label == "Let anyone register").click().run()
    assert "From now on, anyone may register." in said(app)
    with county.read() as conn:
        assert board_rules.is_on(conn, board_rules.ANYONE_MAY_LEARN)
    assert "Let nobody register any more" in [each.label for each in app.button]
