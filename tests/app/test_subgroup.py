"""Three tiers, the last step: what a workshop asks of the subgroup, what a meeting decides, and who sees it where."""

import csv
import io
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from elearn.database import Database
from elearn.days import today
from elearn.tracker.registers import actions, meetings, notifications, subgroup, workshops
from tests.app.conftest import said, screen
from tests.app.test_registers import OPEN, Open, press, who, widget

FORM, QUESTION, TOLD = "One form for all", "Who keeps the form?", "Tell each other at once"


def held(db: Database, strategic: str = FORM, questions: str = QUESTION) -> int:
    record = workshops.Held(OPEN, today() - timedelta(40), "Police", "Ask why", TOLD, strategic, questions)
    return workshops.add(db, who(db, "tom"), record)


def met(db: Database, days: int) -> int:
    """A meeting on the day so many days from today."""
    return meetings.arrange(db, who(db, "bo"), today() + timedelta(days))


def decided(db: Database, **what: Any) -> None:
    """Puts every lesson on the agenda of today's meeting, which decides the same on each."""
    bo, meeting = who(db, "bo"), met(db, 0)
    for lesson in subgroup.lessons(db, bo):
        subgroup.decide(db, bo, lesson.id, meeting, subgroup.Decision(**what))


def workshop_of(app: AppTest) -> str:
    app.segmented_control(key="records_shown").set_value("Workshops").run()
    assert not app.exception
    return said(app)


def tiers(app: AppTest) -> str:
    app.segmented_control(key="themes_shown").set_value("By tier").run()
    assert not app.exception
    return said(app)


def test_a_workshop_is_on_the_agenda_decided_seen_by_others_and_in_the_report(
    county: Database, open_as: Open
) -> None:
    meeting = met(county, 0)
    trainer = open_as("tom", "reviews", review=OPEN)
    texts = [each for each in trainer.text_area if (each.key or "").startswith("workshop")]
    for field, text in zip(texts, ("Police", "Ask why", TOLD, FORM, QUESTION), strict=True):
        field.set_value(text)
    words = press(trainer, "Record the workshop")
    assert "2 lessons are on the subgroup’s agenda of" in words
    assert words.count("On the agenda of") == 2

    board = open_as("bo", "registers", meeting=str(meeting))
    assert FORM in said(board)
    assert QUESTION in said(board)
    _, lesson = subgroup.lessons(county, who(county, "bo"))
    widget(board, "radio", f"lesson_{lesson.id}_0_applies").set_value("in part")  # type: ignore[attr-defined]
    board.run()
    widget(board, "radio", f"lesson_{lesson.id}_0_follows").set_value("procedure")  # type: ignore[attr-defined]
    board.run()
    [record] = [each for each in board.button if f"lesson_{lesson.id}_0" in (each.key or "")]
    record.click().run()
    assert "Nothing is written in “Why”" in said(board)
    assert "The change of procedure has no day" in said(board)
    area = {each.label: each for each in board.text_area if f"lesson_{lesson.id}_0" in (each.key or "")}
    area["Why"].set_value("Mrs Alice Smith of 12 High Street says so")
    area["Which procedure, and who changes it"].set_value("The referral form, by the front door’s lead")
    widget(board, "date_input", f"lesson_{lesson.id}_0_due").set_value(today())  # type: ignore[attr-defined]
    [record] = [each for each in board.button if f"lesson_{lesson.id}_0" in (each.key or "")]
    record.click().run()
    assert "names a person" in said(board)
    area = {each.label: each for each in board.text_area if f"lesson_{lesson.id}_0" in (each.key or "")}
    area["Why"].set_value("Two of three services have no form")
    [record] = [each for each in board.button if f"lesson_{lesson.id}_0" in (each.key or "")]
    record.click().run()
    assert "What the subgroup decided is recorded." in said(board)

    for name in ("tom", "lea", "bo"):
        words = workshop_of(open_as(name, "reviews", review=OPEN))
        assert "It applies more widely in part." in words
        assert "Two of three services have no form" in words
        assert ": The referral form, by the front door’s lead" in words
        assert "What follows: Change of procedure by " in words
        assert (f"notifications?meeting={meeting}" in words) == (name == "bo")
        report = tiers(open_as(name, "themes"))
        assert "From workshops: what the subgroup decided" in report
        assert "Two of three services have no form" in report
        assert "1 lesson has no outcome of the subgroup yet." in report
    assert "From workshops" not in tiers(open_as("ada", "themes"))


def test_lessons_wait_and_the_meeting_that_is_arranged_takes_them(county: Database, open_as: Open) -> None:
    held(county)
    board = open_as("bo", "registers", shown="meetings")
    assert "2 lessons and questions from workshops wait." in said(board)
    words = press(board, "Arrange it")
    assert "The meeting is arranged. 2 lessons that waited are on its agenda." in words
    assert "lessons and questions from workshops wait" not in words
    [meeting] = meetings.meetings(county, who(county, "bo"))
    page = open_as("bo", "registers", meeting=str(meeting.id))
    assert "can be recorded on the day of the meeting or later" in said(page)
    assert not page.radio
    later = met(county, 90)
    page = open_as("bo", "registers", meeting=str(meeting.id))
    widget(page, "selectbox", "lesson_move_0_meeting").set_value(later)  # type: ignore[attr-defined]
    assert "2 lessons are moved." in press(page, "Put it there")
    page = open_as("bo", "registers", meeting=str(later))
    first = meetings.one(county, who(county, "bo"), later).lessons[0].id
    widget(page, "selectbox", "lesson_move_0_lesson").set_value(first)  # type: ignore[attr-defined]
    widget(page, "selectbox", "lesson_move_0_meeting").set_value(0)  # type: ignore[attr-defined]
    assert "1 lesson is moved." in press(page, "Put it there")
    assert "1 lesson or question from a workshop waits." in said(open_as("bo", "registers", shown="meetings"))


def test_another_lesson_is_put_to_the_subgroup_from_the_review_s_page(
    county: Database, open_as: Open
) -> None:
    held(county)
    assert not [each for each in open_as("lea", "reviews", review=OPEN).button if "subgroup" in each.label]
    page = open_as("tom", "reviews", review=OPEN)
    widget(page, "selectbox", "lesson_ask").set_value(f"local: {TOLD}")  # type: ignore[attr-defined]
    words = press(page, "Ask the subgroup")
    assert "1 lesson waits until a meeting of the subgroup is arranged." in words
    assert words.count("Waits for a meeting") == 3


def test_a_new_action_follows_and_its_link_is_for_those_who_may_see_it(
    county: Database, open_as: Open
) -> None:
    held(county, questions="")
    meeting = met(county, -1)
    bo = who(county, "bo")
    [lesson] = subgroup.lessons(county, bo)
    subgroup.put(county, bo, [lesson.id], meeting)
    board = open_as("bo", "registers", meeting=str(meeting))
    assert "1 lesson without an outcome." in said(board)
    for name, answer in (("applies", "yes"), ("follows", "action")):
        widget(board, "radio", f"lesson_{lesson.id}_0_{name}").set_value(answer)  # type: ignore[attr-defined]
        board.run()
    area = {each.label: each for each in board.text_area if f"lesson_{lesson.id}_0" in (each.key or "")}
    area["Why"].set_value("Every service has its own form")
    assert "Nothing is written in “What the agency does”" in press(board, "Record what was decided")
    assert actions.actions(county, bo, today()).total == 0
    area = {each.label: each for each in board.text_area if f"lesson_{lesson.id}_0" in (each.key or "")}
    area["What the agency does"].set_value("Draw up one form")
    words = press(board, "Record what was decided")
    [action] = actions.actions(county, bo, today()).rows
    assert action.action == "Draw up one form"
    assert f"dissemination-and-actions?action={action.id}" in words
    assert "1 lesson without an outcome" not in words
    link = f"dissemination-and-actions?action={action.id}"
    assert link in workshop_of(open_as("bo", "reviews", review=OPEN))
    assert "North Trust, Draw up one form" in workshop_of(open_as("lea", "reviews", review=OPEN))
    trainer = workshop_of(open_as("tom", "reviews", review=OPEN))
    assert "What follows: Action: on recommendation r1" in trainer
    assert "Draw up one form" not in trainer


def test_what_was_decided_can_be_decided_anew_at_a_later_meeting(county: Database, open_as: Open) -> None:
    held(county, questions="")
    bo, early, late = who(county, "bo"), met(county, -9), met(county, -2)
    [lesson] = subgroup.lessons(county, bo)
    subgroup.decide(county, bo, lesson.id, early, subgroup.Decision("no", "Only this service has the form"))
    page = open_as("bo", "registers", meeting=str(early))
    assert "It does not apply more widely." in said(page)
    widget(page, "radio", f"lesson_{lesson.id}_0_applies").set_value("yes")  # type: ignore[attr-defined]
    page.run()
    widget(page, "radio", f"lesson_{lesson.id}_0_follows").set_value("nothing")  # type: ignore[attr-defined]
    page.run()
    widget(page, "selectbox", f"lesson_{lesson.id}_0_meeting").set_value(late)  # type: ignore[attr-defined]
    widget(page, "text_area", f"lesson_{lesson.id}_0_why").set_value("Others have it now")  # type: ignore[attr-defined]
    press(page, "Record what was decided")
    words = said(open_as("bo", "registers", meeting=str(late)))
    assert "Others have it now" in words
    assert "why: Only this service has the form" in words


def test_a_past_meeting_says_what_has_no_outcome(county: Database, open_as: Open) -> None:
    held(county)
    bo, meeting = who(county, "bo"), met(county, -3)
    subgroup.put(county, bo, [each.id for each in subgroup.lessons(county, bo)], meeting)
    known = notifications.Notified("N-1", "child", "An infant was hurt", today() - timedelta(9), None)
    meetings.consider(county, bo, meeting, notifications.add(county, bo, known))
    words = said(open_as("bo", "registers", shown="meetings"))
    assert "1 notification without an outcome" in words
    assert "2 lessons without an outcome" in words
    assert "No outcome of the meeting of" in workshop_of(open_as("tom", "reviews", review=OPEN))
    gone = open_as("bo", "registers", meeting="999")
    assert "There is no such meeting" in said(gone)
    assert "All meetings" in said(gone)


def test_a_long_agenda_comes_a_page_at_a_time(county: Database, open_as: Open) -> None:
    meeting = met(county, 5)
    held(county, "\n".join(f"Lesson no. {number}." for number in range(25)), "")
    page = open_as("bo", "registers", meeting=str(meeting))
    assert said(page).count("Lesson no. ") == 10
    page.number_input(key="meeting_lessons_page").set_value(3).run()
    assert said(page).count("Lesson no. ") == 5


@pytest.fixture
def caught(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """What makes each file that a screen offers, by the key of its button."""
    found: dict[str, Any] = {}
    monkeypatch.setattr(st, "download_button", lambda _label, data, **more: found.update({more["key"]: data}))
    return found


@pytest.mark.parametrize("name", ["tom", "bo", "ada"])
def test_the_files_of_the_report_by_tier_say_it_to_those_who_may_see_workshops(
    county: Database, sign_in: Callable[[str], int], caught: dict[str, Any], name: str
) -> None:
    held(county)
    decided(county, applies="yes", why="It is so everywhere", follows="nothing")
    held(county, "Ask once", "")
    met(county, 8)
    sign_in(name)
    tiers(screen("themes").run())
    rows = list(csv.DictReader(io.StringIO(caught["themes_Tier_csv"]().decode("utf-8-sig"))))
    from_workshops = [row for row in rows if row["Strength or to change"] == "From a workshop"]
    page = caught["themes_Tier_html"]().decode()
    if name == "ada":
        assert from_workshops == []
        assert "Applies more widely" not in rows[0]
        assert "From workshops" not in page
        return
    assert len(rows[0]) == len({*rows[0]})
    found = {row["What was found"]: row for row in from_workshops}
    assert (found[FORM]["Tier"], found[QUESTION]["Tier"]) == ("Strategic", "Question for the subgroup")
    assert (found[FORM]["Applies more widely"], found[FORM]["What follows"]) == ("Yes", "Nothing more")
    assert found["Ask once"]["At the subgroup"].startswith("On the agenda of")
    assert found["Ask once"]["Applies more widely"] == ""
    assert {row["Review id"] for row in from_workshops} == {OPEN}
    assert "From workshops: what the subgroup decided" in page
    assert "It is so everywhere" in page
    assert "1 lesson has no outcome of the subgroup yet." in page


def test_the_report_by_tier_respects_the_board_that_is_chosen(county: Database, open_as: Open) -> None:
    held(county)
    app = open_as("bo", "themes")
    assert "From workshops" in tiers(app)
    other = next(each for each in app.selectbox(key="themes_board").options if "Marrowshire" in each)
    app.selectbox(key="themes_board").set_value(other).run()
    assert "From workshops" not in said(app)
