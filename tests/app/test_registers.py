"""The registers on screen: who sees what, and what a form does with what it accepts or refuses."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from elearn.database import Database
from elearn.days import today
from elearn.settings import settings
from elearn.tracker.registers import actions, archive, dissemination, notifications
from elearn.tracker.scope import Actor, actor
from tests.app.conftest import ROOT, person, said

Open = Callable[..., AppTest]
CLOSED, OPEN = "marrowshire-2021-kestrel", "wrenshire-2023-harbour"


def who(db: Database, name: str) -> Actor:
    return actor(db, person(db, name))


def widget(app: AppTest, kind: str, start: str) -> object:
    """Returns the widget of this kind whose key starts like this.

    A form's keys change each time it is accepted.
    """
    return next(each for each in app.get(kind) if (each.key or "").startswith(start))


def press(app: AppTest, label: str) -> str:
    next(each for each in app.button if each.label == label).click()
    app.run()
    assert not app.exception
    return said(app)


@pytest.mark.parametrize(
    ("name", "screen"),
    [
        ("ada", "registers"),
        ("ada", "follow_up"),
        ("tom", "registers"),
        ("tom", "follow_up"),
        ("lea", "registers"),
    ],
)
def test_a_register_that_is_not_theirs_says_so(open_as: Open, name: str, screen: str) -> None:
    assert "This page is not yours" in said(open_as(name, screen))


def test_a_learner_asks_for_a_restricted_review_and_the_board_grants_it(
    county: Database, open_as: Open
) -> None:
    app = open_as("ada", "requests", review=CLOSED)
    assert widget(app, "selectbox", "archive_ask").value == CLOSED  # type: ignore[attr-defined]
    assert "Nothing is written in “" in press(app, "Send the request")
    widget(app, "text_area", "archive_ask").set_value("Ring 07700 900123 about it")  # type: ignore[attr-defined]
    assert "Not saved yet" in press(app, "Send the request")
    assert archive.requests(county, who(county, "ada")).total == 0
    widget(app, "text_area", "archive_ask").set_value("For a team meeting")  # type: ignore[attr-defined]
    words = press(app, "Send the request")
    assert "Your request is with the board" in words
    assert "Waiting for a decision" in words

    board = open_as("bo", "requests")
    assert "For a team meeting" in said(board)
    widget(board, "text_area", "archive_decide").set_value("It fits")  # type: ignore[attr-defined]
    assert "is granted" in press(board, "Record the decision")
    assert archive.granted(county, person(county, "ada"), today()) == {CLOSED}
    assert CLOSED not in said(open_as("tom", "requests"))
    again = open_as("ada", "requests")
    assert "Granted" in said(again)
    assert "withdrawn" in press(again, "Withdraw it")
    assert archive.granted(county, person(county, "ada"), today()) == set()


def test_a_name_in_a_label_is_no_link(county: Database, open_as: Open) -> None:
    ada = who(county, "ada")
    archive.ask(county, ada, CLOSED, purpose="training", reason="To learn from it")
    with county.write() as conn:
        conn.execute("update person set name = '[Ada](https://x.example)' where id = :id", {"id": ada.person})
    [offered] = [each.label for each in open_as("bo", "requests").expander if "this request" in each.label]
    assert offered == r"Decide this request: \[Ada\]\(https\:\/\/x\.example\)"


def test_nobody_is_offered_the_decision_on_their_own_request(county: Database, open_as: Open) -> None:
    archive.ask(county, who(county, "bo"), CLOSED, purpose="training", reason="Mine")
    app = open_as("bo", "requests")
    assert "This request is your own" in said(app)
    assert not [each for each in app.button if each.label == "Record the decision"]
    assert [each for each in open_as("al", "requests").button if each.label == "Record the decision"]


def test_a_notification_that_names_a_person_or_a_day_is_refused_and_one_in_role_words_is_kept(
    county: Database, open_as: Open
) -> None:
    app = open_as("bo", "registers")
    widget(app, "text_input", "notification_add").set_value("N-2026-01")  # type: ignore[attr-defined]
    summary = widget(app, "text_area", "notification_add")
    summary.set_value("Mrs Patel said that he was hurt on 5 June 2021; born 14/03/2019")  # type: ignore[attr-defined]
    words = press(app, "Add to the register")
    assert "Not saved yet" in words
    assert notifications.notifications(county, who(county, "bo"), today()).total == 0
    widget(app, "text_area", "notification_add").set_value("An infant was seriously hurt")  # type: ignore[attr-defined]
    words = press(app, "Add to the register")
    assert "N-2026-01 is in the register" in words
    assert "Due " in words


def test_what_is_overdue_says_so_in_a_word_and_the_steps_of_a_notification_are_kept(
    county: Database, open_as: Open
) -> None:
    board = who(county, "bo")
    entry = notifications.Notified("N-1", "child", "Hurt", today() - timedelta(20), today() - timedelta(13))
    number = notifications.add(county, board, entry)
    assert "Overdue since" in said(open_as("bo", "registers"))
    app = open_as("bo", "registers", notification=str(number))
    assert "day is recorded" in press(app, "Record the day")
    widget(app, "text_area", "notification_decide").set_value("Below the criteria")  # type: ignore[attr-defined]
    words = press(app, "Record the decision")
    assert "Done late" in words
    assert "Below the criteria" in words
    assert "Working Together to Safeguard Children 2026" in words
    missing = said(open_as("bo", "registers", notification="99"))
    assert "There is no such notification" in missing
    assert '<a href="?" class="back">All notifications</a>' in missing
    assert "There is no such notification" in said(open_as("bo", "registers", notification="../x"))


def test_the_decision_aid_answers_as_facts_are_ticked_and_is_kept_with_a_notification(
    county: Database, open_as: Open
) -> None:
    number = notifications.add(
        county, who(county, "bo"), notifications.Notified("N-1", "child", "Hurt", today(), None)
    )
    learner = open_as("ada", "aid")
    assert "Safety of other children first" in said(learner)
    learner.checkbox(key="aid_abuse_neglect").check()
    learner.checkbox(key="aid_child_died").check().run()
    words = said(learner)
    assert "The local authority tells the national Panel" in words
    assert "[?] Not verified yet" in words
    assert "never takes one" in words
    assert not [each for each in learner.button if each.label == "Keep it there"]
    learner.date_input(key="aid_day").set_value("2014-05-01").run()
    assert "Historical: it is no longer in force" in said(learner)

    board = open_as("bo", "aid")
    board.checkbox(key="aid_adult_needs").check().run()
    press(board, "Keep it there")
    row, _ = notifications.one(county, who(county, "bo"), number, today())
    assert row.aid["answers"][0]["says"][0]["says"] == "may"


def test_a_lead_records_and_sees_what_their_own_agency_did_and_no_other(
    county: Database, open_as: Open
) -> None:
    told = dissemination.Dissemination(OPEN, "south", "e-mail", "Every teacher of the south", 900, today())
    dissemination.add(county, who(county, "al"), told)
    number = actions.add(
        county,
        who(county, "al"),
        recommendation=f"{OPEN}#r1",
        agency="south",
        action="Southern plan",
        due=None,
    )
    app = open_as("lea", "follow_up", shown="dissemination")
    words = said(app)
    assert "South" not in words
    assert "North Trust" in words
    assert not any("Kestrel" in option for box in app.selectbox for option in box.options)
    widget(app, "selectbox", "dissemination").set_value(OPEN)  # type: ignore[attr-defined]
    widget(app, "text_input", "dissemination").set_value("Ward staff")  # type: ignore[attr-defined]
    widget(app, "number_input", "dissemination").set_value(12)  # type: ignore[attr-defined]
    words = press(app, "Record it")
    assert "12 people" in words
    assert "Ward staff" in words
    assert "south" not in words.lower()
    board = said(open_as("bo", "follow_up", shown="dissemination"))
    assert "900 people" in board
    assert "12 people" in board
    missing = said(open_as("lea", "follow_up", action=str(number)))
    assert "no such action" in missing
    assert '<a href="?" class="back">All dissemination and actions</a>' in missing
    assert "Southern plan" in said(open_as("bo", "follow_up", action=str(number)))


def test_an_action_is_changed_with_its_barrier_and_closed_with_what_it_changed(
    county: Database, open_as: Open
) -> None:
    lead = who(county, "lea")
    number = actions.add(
        county, lead, recommendation=f"{OPEN}#r1", agency="north", action="Body maps", due=None
    )
    app = open_as("lea", "follow_up", action=str(number))
    widget(app, "selectbox", f"action_{number}").set_value("impact evidenced")  # type: ignore[attr-defined]
    assert "No impact is recorded" in press(app, "Save")
    areas = [each for each in app.text_area if (each.key or "").startswith("impact")]
    areas[0].set_value("Marks are recorded on the day")
    areas[1].set_value("46 of 50 records")
    press(app, "Add to the impact log")
    widget(app, "selectbox", f"action_{number}").set_value("impact evidenced")  # type: ignore[attr-defined]
    words = press(app, "Save")
    assert "Impact evidenced" in words
    assert "46 of 50 records" in words
    assert "how far it is: not started → impact evidenced" in words
    for shown, expected in (("Actions", "Body maps"), ("Impact", "Marks are recorded on the day")):
        whole = open_as("lea", "follow_up")
        whole.segmented_control(key="follow_up_shown").set_value(shown).run()
        assert expected in said(whole)


def test_a_review_s_page_has_its_markers_for_the_board_and_its_workshop_for_a_trainer(open_as: Open) -> None:
    board = open_as("bo", "reviews", review=OPEN)
    board.segmented_control(key="records_shown").set_value("Quality markers").run()
    assert "0 of 18" in said(board)
    widget(board, "text_area", "markers").set_value("Minutes of the subgroup")  # type: ignore[attr-defined]
    assert "1 of 18" in press(board, "Save the answer")
    every = open_as("bo", "registers")
    every.segmented_control(key="registers_shown").set_value("Quality markers").run()
    assert "1 of 18" in said(every)

    trainer = open_as("tom", "reviews", review=OPEN)
    assert "What came of it" in said(trainer)
    texts = [each for each in trainer.text_area if (each.key or "").startswith("workshop")]
    texts[0].set_value("Health visiting\nPolice")
    texts[1].set_value("Ask who brings the child")
    press(trainer, "Record the workshop")
    [code] = trainer.code
    assert ":::{finding}" in code.value
    assert ":tier: individual" in code.value
    assert "What came of it" not in said(open_as("ada", "reviews", review=OPEN))


def test_a_form_is_about_what_was_chosen_and_nothing_else_that_looks_like_it_or_takes_its_place(
    county: Database, open_as: Open
) -> None:
    told = dissemination.Dissemination(OPEN, "north", "e-mail", "All wards", 5, today())
    first, second = (dissemination.add(county, who(county, "lea"), told) for _ in range(2))

    def left() -> set[int]:
        return {row.id for row in dissemination.records(county, who(county, "lea")).rows}

    app = open_as("lea", "follow_up", shown="dissemination")
    widget(app, "selectbox", "dissemination_strike").set_value(first)  # type: ignore[attr-defined]
    widget(app, "text_input", "dissemination_strike").set_value("Twice")  # type: ignore[attr-defined]
    assert "struck out" in press(app, "Strike it out")
    assert left() == {second}

    third = dissemination.add(county, who(county, "lea"), told)
    app = open_as("lea", "follow_up", shown="dissemination")
    widget(app, "selectbox", "dissemination_strike").set_value(second)  # type: ignore[attr-defined]
    widget(app, "text_input", "dissemination_strike").set_value("Twice")  # type: ignore[attr-defined]
    dissemination.strike(county, who(county, "bo"), second, reason="In another window")
    assert "no longer in the list" in press(app, "Strike it out")
    assert left() == {third}


def test_a_record_does_not_name_a_review_that_was_never_for_the_public(
    county: Database, open_as: Open, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for file in (ROOT / "reviews").iterdir():
        text = file.read_text(encoding="utf-8")
        closed = text.replace("origin: ", "audience: restricted\norigin: ", 1) if OPEN in file.name else text
        (tmp_path / file.name).write_text(closed, encoding="utf-8")
    monkeypatch.setenv("ELEARN_REVIEWS", str(tmp_path))
    settings.cache_clear()
    told = dissemination.Dissemination(OPEN, "north", "e-mail", "All wards", 5, today())
    dissemination.add(county, who(county, "bo"), told)
    words = said(open_as("lea", "follow_up", shown="dissemination"))
    assert "All wards" in words
    assert "A review held back from publication" in words
    assert "Harbour" not in words
    assert "Harbour" in said(open_as("bo", "follow_up", shown="dissemination"))


def test_the_matrix_says_how_many_reviews_it_leaves_out(
    county: Database, open_as: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = said(open_as("lea", "follow_up", shown="dissemination"))
    assert "The columns are the latest" not in whole
    monkeypatch.setattr("elearn.app.registers.dissemination.MOST_REVIEWS", 1)
    assert "The columns are the latest 1 of " in said(open_as("lea", "follow_up", shown="dissemination"))
