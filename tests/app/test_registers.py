"""The registers on screen: who sees what, and what a form does with what it accepts or refuses."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from elearn.app.drawing import rendered
from elearn.app.registers.aid import WORDS
from elearn.database import Database
from elearn.days import today
from elearn.guidance import Edition, load_criteria
from elearn.guidance.aid import consider
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


def decide(app: AppTest, decision: str, reasons: str = "Somebody said so") -> None:
    """Chooses a decision and writes its reasons. It is not sent yet."""
    widget(app, "selectbox", "notification_decide_1_0_decision").set_value(decision)  # type: ignore[attr-defined]
    app.run()
    widget(app, "text_area", "notification_decide_1_0_reasons").set_value(reasons)  # type: ignore[attr-defined]


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
    assert "For a team meeting" not in said(open_as("tom", "requests"))
    again = open_as("ada", "requests")
    assert "Granted" in said(again)
    assert "withdrawn" in press(again, "Withdraw it")
    assert archive.granted(county, person(county, "ada"), today()) == set()


def fill(app: AppTest, **fields: str) -> None:
    """Types into the fields of the form that asks for a review, by the ends of their keys."""
    for end, text in fields.items():
        kind = "text_area" if end == "reason" else "text_input"
        keys = [each.key or "" for each in app.get(kind)]  # type: ignore[attr-defined]
        key = next(key for key in keys if key.startswith("archive_ask") and key.endswith(end))
        widget(app, kind, key).set_value(text)  # type: ignore[attr-defined]


def test_a_review_that_is_not_in_the_library_is_asked_for_and_the_board_says_which_it_is(
    county: Database, open_as: Open
) -> None:
    app = open_as("ada", "requests")
    assert "Nothing is written in “Its label, or what it is known by”" in press(app, "Send the request")
    fill(app, board="Marrowshire Board", label="Mrs Patel", year="2012", reason="For a team meeting")
    words = press(app, "Send the request")
    assert "Its label, or what it is known by: “Mrs Patel” names a person." in words
    assert archive.requests(county, who(county, "ada")).total == 0
    for label in ("Child J", "2014/123"):
        fill(app, board="Marrowshire Board", label=label, year="2012", reason="For a team meeting")
        assert "Your request is with the board" in press(app, "Send the request")
    fill(app, board="Marrowshire Board", label="Child J", year="2012", reason="Again")
    words = press(app, "Send the request")
    assert "You have asked for this review already" in words
    assert "Child J, Marrowshire Board, 2012" in words

    board = open_as("bo", "requests")
    assert "The person who asked named it" in said(board)
    widget(board, "text_area", "archive_decide").set_value("It is this one")  # type: ignore[attr-defined]
    assert "No review is chosen" in press(board, "Record the decision")
    widget(board, "selectbox", "archive_decide").set_value(CLOSED)  # type: ignore[attr-defined]
    assert "is granted" in press(board, "Record the decision")
    widget(board, "radio", "archive_decide").set_value("otherwise")  # type: ignore[attr-defined]
    answer = widget(board, "text_area", "archive_decide")
    answer.set_value("The office of the board sends it to you")  # type: ignore[attr-defined]
    assert "is answered" in press(board, "Record the decision")

    words = said(open_as("ada", "requests"))
    assert f'In the library: <a href="reviews?review={CLOSED}">Kestrel, Marrowshire, 2021</a>' in words
    assert "Answered" in words
    assert "The office of the board sends it to you" in words
    assert set(archive.granted(county, person(county, "ada"), today())) == {CLOSED}


@pytest.mark.parametrize(
    ("screen", "query", "send"),
    [
        ("requests", {}, "Send the request"),
        ("registers", {}, "Add to the register"),
        ("follow_up", {"shown": "actions"}, "Add it"),
        ("follow_up", {"shown": "impact"}, "Add to the impact log"),
    ],
)
def test_what_is_missing_is_named_as_its_field_is(
    open_as: Open, screen: str, query: dict[str, str], send: str
) -> None:
    app = open_as("bo", screen, **query)
    words = press(app, send)
    missing = re.findall("Nothing is written in “([^”]+)”", words)
    fields = {each.label for kind in ("text_input", "text_area") for each in app.get(kind)}  # type: ignore[attr-defined]
    assert missing
    for name in missing:
        assert any(each.startswith(name) for each in fields), name


@pytest.mark.parametrize(
    ("screen", "query"),
    [
        ("requests", {}),
        ("registers", {}),
        ("registers", {"overdue": "yes"}),
        ("follow_up", {"shown": "dissemination"}),
        ("follow_up", {"shown": "impact"}),
    ],
)
def test_a_search_that_finds_nothing_does_not_say_that_there_is_nothing(
    open_as: Open, screen: str, query: dict[str, str]
) -> None:
    words = said(open_as("bo", screen, search="nobody writes this", **query))
    assert "Nothing found" in words
    assert "Search for something else, or clear the search." in words
    shown = words.partition("Every request")[2] or words
    wrong = ("Nobody has asked", "appear here", "appears here", "has recorded anything", "Nothing is overdue")
    assert [each for each in wrong if each in shown] == []


def test_requests_of_one_person_are_told_apart_by_review_day_and_reason(
    county: Database, open_as: Open
) -> None:
    ada, board = who(county, "ada"), who(county, "bo")
    long = "For a meeting of the team that meets the same difficulty as the one that it tells of"
    for reason, asked in (("For training", "2026-01-05"), (long, "2026-02-06")):
        wanted = archive.Unlisted("Marrowshire, its board", "Child J", asked)
        request = archive.ask_for_unlisted(county, ada, wanted, purpose="training", reason=reason)
        with county.write() as conn:
            conn.execute(
                "update archive_request set asked_at = :asked where id = :id",
                {"asked": f"{asked}T09:00:00Z", "id": request},
            )
    named = (
        "No. 1, Child J, Marrowshire, its board, 2026-01-05, asked on 5 January 2026. Training: For training"
    )
    choices = widget(open_as("ada", "requests"), "selectbox", "archive_withdraw").options  # type: ignore[attr-defined]
    assert choices[0] == named
    assert choices[1].endswith(
        "asked on 6 February 2026. Training: For a meeting of the team that meets the same difficulty as …"
    )
    decisions = [each.label.replace("\\", "") for each in open_as("bo", "requests").expander]
    assert "Decide request No. 1 of Ada Learner: Child J, Marrowshire, its board, 2026-01-05" in decisions
    assert (
        said(open_as("bo", "requests")).count("No. 1, asked on 5 January 2026") == 2
    )  # the card, and the table
    for request, held in ((1, CLOSED), (2, OPEN)):
        archive.decide(county, board, request, grant=True, reason="Yes", until=today(), held_as=held)
    ends = widget(open_as("bo", "requests"), "selectbox", "archive_end").options  # type: ignore[attr-defined]
    assert f"Ada Learner: {named}" in ends


def test_the_archive_names_what_was_public_and_nothing_else(county: Database, open_as: Open) -> None:
    words = said(open_as("ada", "requests"))
    assert "3 reviews of this library were public and are not now" in words
    assert "5 January 2018 to 5 January 2021" in words
    assert "Derbyshire Safeguarding Children Board since 2010" in words
    assert f'<a href="archive-requests?review={CLOSED}">Ask for it</a>' in words
    assert "hertfordshire-child-j" not in words  # nobody knows whether it was public
    archive.ask(county, who(county, "ada"), CLOSED, purpose="training", reason="For a team meeting")
    words = said(open_as("ada", "requests"))
    assert "You asked on " in words
    assert f'<a href="archive-requests?review={CLOSED}">' not in words
    for name in ("tom", "bo"):
        words = said(open_as(name, "requests"))
        assert "With your role, you may read every review in the library." in words
        assert f'<a href="reviews?review={CLOSED}">Read the review</a>' in words
        assert "You see their names here" not in words


REVIEW_FILE = """---
board: East Board
label: Many {number:02}
type: SCR
origin: fictional
{more}documents: [{{type: report, published: 2015-01-05}}]
themes: [neglect]
---

# Many

## What happened

Invented.

## What went well

Somebody asked.

## What must change

Everyone asks.
"""


def test_a_long_archive_is_searched_and_shown_a_page_at_a_time(
    county: Database, open_as: Open, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    boards = "boards:\n  east: {name: East Board, short: East, origin: fictional, publishes_for: 1 year}\n"
    (tmp_path / "boards.yaml").write_text(boards, encoding="utf-8")
    for number in range(70):
        text = REVIEW_FILE.format(number=number, more="audience: restricted\n" if number == 69 else "")
        (tmp_path / f"many-{number:02}.md").write_text(text, encoding="utf-8")
    monkeypatch.setenv("ELEARN_REVIEWS", str(tmp_path))
    settings.cache_clear()
    app = open_as("ada", "requests")
    assert "69 reviews of this library were public" in said(app)
    assert "Many 19" in said(app)
    assert "Many 20" not in said(app)
    app.number_input(key="archive_listed_page").set_value(4).run()
    assert "Many 68" in said(app)
    assert "Many 69" not in said(app)
    app.text_input(key="archive_find").set_value("east 07").run()
    assert "Many 07" in said(app)
    assert "Many 08" not in said(app)
    app.text_input(key="archive_find").set_value("nowhere").run()
    assert "Nothing found" in said(app)
    app = open_as("ada", "requests", review="many-68")
    assert widget(app, "selectbox", "archive_ask").value == "many-68"  # type: ignore[attr-defined]
    assert "No review is open to you" in said(open_as("ada", "reviews"))
    assert "many-69" not in said(open_as("ada", "requests", review="many-69"))


def test_a_name_in_a_label_is_no_link(county: Database, open_as: Open) -> None:
    ada = who(county, "ada")
    archive.ask(county, ada, CLOSED, purpose="training", reason="To learn from it")
    with county.write() as conn:
        conn.execute("update person set name = '[Ada](https://x.example)' where id = :id", {"id": ada.person})
    [offered] = [each.label for each in open_as("bo", "requests").expander if "Decide request" in each.label]
    assert offered.startswith(r"Decide request No\. 1 of \[Ada\]\(https\:\/\/x\.example\)\: Kestrel\, ")


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
    words = said(open_as("bo", "registers"))
    assert "Overdue since" in words
    assert 'data-label="Next due">Tell the national Panel' in words
    app = open_as("bo", "registers", notification=str(number))
    assert "day is recorded" in press(app, "Record the day")
    assert "Nothing is chosen" in press(app, "Record the decision")
    notifications.rapid_done(county, board, number, today())
    decide(app, "no review", "Below the criteria")
    words = press(app, "Record the decision")
    assert "Done late" in words
    assert "Outside the guidance" not in words
    assert "Below the criteria" in words
    assert "Working Together to Safeguard Children 2026" in words
    missing = said(open_as("bo", "registers", notification="99"))
    assert "There is no such notification" in missing
    assert '<a href="?" class="back">All notifications</a>' in missing
    assert "There is no such notification" in said(open_as("bo", "registers", notification="../x"))


def test_a_decision_that_the_guidance_does_not_know_is_refused_with_every_reason_and_kept_if_somebody_insists(
    county: Database, open_as: Open
) -> None:
    board = who(county, "bo")
    entry = notifications.Notified("N-1", "child", "Hurt", today() - timedelta(20), None)
    number = notifications.add(county, board, entry)
    app = open_as("bo", "registers", notification=str(number))
    listed = widget(app, "selectbox", "notification_decide_1_0_decision").options  # type: ignore[attr-defined]
    assert listed[0] == "Local child safeguarding practice review"
    assert "Serious case review (not in this edition)" in listed[-4:]
    decide(app, "local child safeguarding practice review")
    assert "The national Panel has to be told before this decision" in said(app)
    decide(app, "serious case review")
    words = press(app, "Record the decision")
    assert "Not saved yet" in words
    assert (
        words.count("does not know “serious case review”. It could be chosen only until 29 September 2019.")
        == 2
    )
    row, _ = notifications.one(county, board, number, today())
    assert row.decision == ""

    widget(app, "text_area", "notification_decide_1_0_insisted").set_value("Mrs Patel asked for it")  # type: ignore[attr-defined]
    assert "names a person" in press(app, "Record the decision")
    widget(app, "text_area", "notification_decide_1_0_insisted").set_value("A court asked for it")  # type: ignore[attr-defined]
    assert "The decision is recorded" in press(app, "Record the decision")
    for screen in (open_as("al", "registers"), open_as("al", "registers", notification=str(number))):
        words = said(screen)
        assert "Outside the guidance" in words
        assert "does not know “serious case review”" in words
        assert "It was kept all the same, because: A court asked for it" in words
    assert "Recorded by Bo Board on" in words
    assert "kept all the same, because: A court asked for it" in words


def test_days_that_are_recorded_later_are_held_against_what_was_found_when_it_was_decided(
    county: Database, open_as: Open
) -> None:
    board, known = who(county, "bo"), today() - timedelta(30)
    number = notifications.add(county, board, notifications.Notified("N-1", "child", "Hurt", known, None))
    app = open_as("bo", "registers", notification=str(number))
    decide(app, "local child safeguarding practice review")
    widget(app, "text_area", "notification_decide_1_0_insisted").set_value("The papers follow")  # type: ignore[attr-defined]
    assert "The decision is recorded" in press(app, "Record the decision")
    notifications.panel_told(county, board, number, known, rapid_due=None)
    notifications.rapid_done(county, board, number, known + timedelta(9))
    words = said(open_as("al", "registers", notification=str(number)))
    assert "Outside the guidance when it was decided" in words
    assert "The rapid review has to be done before this decision" in words
    assert "Today, nothing stands against it any more." in words


def test_a_decision_from_before_this_was_checked_is_marked_as_it_stands_today(
    county: Database, open_as: Open
) -> None:
    board = who(county, "bo")
    for reference, decision, by in (
        ("N-1", "serious case review", "Working Together 2026"),
        ("N-2", "learning review", "our own procedures"),
    ):
        number = notifications.add(
            county, board, notifications.Notified(reference, "child", "Hurt", today(), None)
        )
        notifications.decide(
            county, board, number, decision=decision, reasons="So be it", edition=by, on=today()
        )
    words = said(open_as("bo", "registers"))
    assert words.count("Outside the guidance") == 1
    assert "Nobody has said why it was kept." in words
    assert "by our own procedures" in said(open_as("bo", "registers", notification="2"))


def test_the_guidance_is_chosen_among_the_editions_in_force_since_it_became_known(
    county: Database, open_as: Open
) -> None:
    board = who(county, "bo")
    entry = notifications.Notified("N-1", "child", "Hurt", date(2018, 5, 1), None)
    number = notifications.add(county, board, entry)
    app = open_as("bo", "registers", notification=str(number))
    widget(app, "date_input", "notification_decide_1_0_on").set_value(date(2018, 9, 3))  # type: ignore[attr-defined]
    app.run()
    editions = widget(app, "selectbox", "notification_decide_1_0_edition")
    assert [each.split(",")[0][-4:] for each in editions.options] == ["2018", "2015"]  # type: ignore[attr-defined]
    decide(app, "serious case review")
    assert "does not know this decision" not in said(app)
    widget(app, "selectbox", "notification_decide_1_0_edition").set_value(editions.options[1])  # type: ignore[attr-defined]
    app.run()
    chosen = widget(app, "selectbox", "notification_decide_1_0_decision")
    assert chosen.value == "serious case review"  # type: ignore[attr-defined]
    assert "does not know this decision" not in said(app)
    decide(app, "serious case review")
    assert "The decision is recorded" in press(app, "Record the decision")
    row, _ = notifications.one(county, board, number, today())
    assert (row.edition.split(",")[0][-4:], row.outside, row.insisted) == ("2015", None, "")


def test_what_was_chosen_for_one_notification_is_not_in_the_form_of_another(
    county: Database, open_as: Open
) -> None:
    board = who(county, "bo")
    numbers = [
        notifications.add(county, board, notifications.Notified(f"N-{each}", "child", "Hurt", today(), None))
        for each in (1, 2)
    ]
    app = open_as("bo", "registers", notification=str(numbers[0]))
    decide(app, "no review", "It is about the first one")
    app.run()
    for by_way_of in ("", str(numbers[0])):
        app.query_params["notification"] = by_way_of
        app.run()
        app.query_params["notification"] = str(numbers[1])
        app.run()
        assert widget(app, "selectbox", "notification_decide_2_0_decision").value is None  # type: ignore[attr-defined]
        assert widget(app, "text_area", "notification_decide_2_0_reasons").value == ""  # type: ignore[attr-defined]


def test_a_decision_that_is_recorded_is_changed_with_its_own_day_and_guidance(
    county: Database, open_as: Open
) -> None:
    board, on = who(county, "bo"), date(2024, 10, 8)
    known = date(2024, 9, 9)
    number = notifications.add(county, board, notifications.Notified("N-1", "child", "Hurt", known, None))
    by = next(each.name for each in load_criteria().editions if each.id == "working-together-2023")
    notifications.decide(county, board, number, decision="no review", reasons="So be it", edition=by, on=on)
    app = open_as("bo", "registers", notification=str(number))
    assert "What was decided, and why (change it)" in [each.label for each in app.expander]
    widget(app, "text_area", "notification_decide_1_0_reasons").set_value("So it is")  # type: ignore[attr-defined]
    assert "The decision is recorded" in press(app, "Record the decision")
    row, _ = notifications.one(county, board, number, today())
    assert (row.decision, row.reasons, row.edition, row.decided_on) == ("no review", "So it is", by, on)


@pytest.mark.parametrize(
    ("decision", "review", "agrees"),
    [
        ("partnership case review", "wrenshire-2025-tidewater", True),
        ("no review", "wrenshire-2025-tidewater", False),
        ("learning review", "wrenshire-2025-tidewater", False),
        ("serious case review", "calderdale-child-a", True),  # of which nobody knows the kind
    ],
)
def test_a_review_of_another_kind_than_the_decision_is_said_to_be(
    county: Database, open_as: Open, decision: str, review: str, agrees: bool
) -> None:
    board = who(county, "bo")
    number = notifications.add(county, board, notifications.Notified("N-1", "child", "Hurt", today(), None))
    notifications.decide(
        county, board, number, decision=decision, reasons="So be it", edition="Ours", on=today()
    )
    notifications.led_to(county, board, number, review)
    words = said(open_as("bo", "registers", notification=str(number)))
    assert ("The decision and the review do not agree" not in words) == agrees


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
    kept = said(open_as("bo", "registers", notification=str(number)))
    assert "Care Act 2014, section 44(4)." in kept
    assert "[?]" not in kept
    for words in (said(board), said(open_as("bo", "registers", notification=str(number)))):
        assert "It is not an inquiry into how an adult died or who is culpable." in words


def test_what_is_kept_of_the_aid_says_what_is_not_verified_not_named_or_not_in_force(
    county: Database, open_as: Open
) -> None:
    board = who(county, "bo")
    number = notifications.add(county, board, notifications.Notified("N-1", "child", "Hurt", today(), None))
    found = consider(date(2012, 5, 1), ["custody", "suicide", "adult_needs"], today())
    page = rendered("aid.html", aid=found, words=WORDS, as_of=today())
    notifications.keep_aid(county, board, number, found.as_dict())
    kept = said(open_as("bo", "registers", notification=str(number)))
    for words in (page, kept):
        assert "What is ticked does not meet its criteria" in words
        assert "None of the words that we hold of this edition names" in words
        assert "The child died in custody" in words
        assert "An adult with care needs" in words
        assert "We hold nothing that was in force on 1 May 2012." in words
    notifications.keep_aid(
        county, board, number, consider(date(2008, 5, 1), ["suicide", "abuse_neglect"], today()).as_dict()
    )
    kept = said(open_as("bo", "registers", notification=str(number)))
    assert "[?] Not verified yet." in kept
    assert "Chapter 8." in kept
    older = {
        "day": "2014-05-01",
        "facts": ["The child has died"],
        "answers": [
            {"edition": "An edition", "says": [{"says": "must", "do": "Hold one.", "why": "It is so."}]},
            {"edition": "", "says": []},
        ],
    }
    notifications.keep_aid(county, board, number, older)
    kept = said(open_as("bo", "registers", notification=str(number)))
    assert "Hold one. It is so." in kept
    assert "We hold nothing that was in force on 1 May 2014." in kept


@pytest.mark.parametrize("edition", load_criteria().editions, ids=lambda each: each.id)
def test_what_a_review_is_not_is_printed_with_every_edition(edition: Edition) -> None:
    fact = {"child": "lessons", "adult": "adult_needs", "domestic": "domestic_death"}[edition.kind]
    found = consider(edition.first_day, [fact], today())
    page = rendered("aid-print.html", aid=found, words=WORDS, as_of=today())
    assert edition.name in page
    assert "It is not an inquiry into how" in page


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
    for file in filter(Path.is_file, (ROOT / "reviews").iterdir()):
        text = file.read_text(encoding="utf-8")
        closed = text.replace("origin: ", "audience: restricted\norigin: ", 1) if OPEN in file.name else text
        (tmp_path / file.name).write_text(closed, encoding="utf-8")
    monkeypatch.setenv("ELEARN_REVIEWS", str(tmp_path))
    settings.cache_clear()
    told = dissemination.Dissemination(OPEN, "north", "e-mail", "All wards", 5, today())
    dissemination.add(county, who(county, "bo"), told)
    number = actions.add(
        county, who(county, "bo"), recommendation=f"{OPEN}#r1", agency="north", action="Ask", due=today()
    )
    pages: dict[str, str] = {"All wards": "", "Ask": str(number)}
    for part, action in pages.items():
        words = said(
            open_as("lea", "follow_up", **{"action": action} if action else {"shown": "dissemination"})
        )
        assert part in words
        assert "A review held back from publication" in words
        assert "harbour" not in words.lower()
    assert "Harbour" in said(open_as("bo", "follow_up", shown="dissemination"))
    assert f"reviews?review={OPEN}" in said(open_as("bo", "follow_up", action=str(number)))


def test_the_matrix_says_how_many_reviews_it_leaves_out(
    county: Database, open_as: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = said(open_as("lea", "follow_up", shown="dissemination"))
    assert "The columns are the latest" not in whole
    monkeypatch.setattr("elearn.app.registers.dissemination.MOST_REVIEWS", 1)
    assert "The columns are the latest 1 of " in said(open_as("lea", "follow_up", shown="dissemination"))


def test_a_link_to_ask_leads_to_the_form_first_and_to_a_review_that_is_open_already(
    county: Database, open_as: Open
) -> None:
    ada = who(county, "ada")
    archive.ask(county, ada, "derbyshire-ads13", purpose="training", reason="For a team meeting")
    for query, first in (({}, "Your requests"), ({"review": CLOSED}, "Ask for a review")):
        words = said(open_as("ada", "requests", **query))
        assert (
            min(("Your requests", "Ask for a review"), key=lambda part: words.index(f"<h2>{part}")) == first
        )
    app = open_as("ada", "requests", review=OPEN)
    assert f'You may read this review now. <a href="reviews?review={OPEN}">' in said(app)
    assert not [each for each in app.button if each.label == "Send the request"]
    assert "You may read this review now" not in said(
        open_as("ada", "requests", review="hertfordshire-child-j")
    )
