"""Reviews on screen: each reader sees their own, and no restricted one, however they ask for it."""

import shutil
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from elearn.app import session
from elearn.database import Database
from elearn.days import today
from elearn.problems import NotFound
from elearn.settings import settings
from elearn.tracker import sessions
from elearn.tracker.registers import archive
from elearn.tracker.scope import actor
from elearn.translations import day
from tests.app.conftest import ROOT, person, said
from tests.library.conftest import BOARDS, FINDINGS, review

Open = Callable[..., AppTest]
SECRET, HELD_BACK = "derbyshire-ads13", "derbyshire-listed-by-calderdale"


def test_a_restricted_review_is_not_listed_not_opened_and_not_found(open_as: Open) -> None:
    app = open_as("ada", "reviews")
    assert "Operation Kern" in said(app)
    assert "ADS13" not in said(app)
    assert "Ask for a review" in said(app)
    app.text_input(key="reviews_search").set_value("ADS13").run()
    assert "Nothing found" in said(app)
    refusals = [said(open_as("ada", "reviews", review=slug)) for slug in (HELD_BACK, "../boards")]
    assert "This review is not open to you" in refusals[0]
    assert 'href="archive-requests"' in refusals[0]
    assert refusals[0] == refusals[1]


def test_a_review_that_is_in_the_archive_says_so_and_what_became_of_the_request_for_it(
    open_as: Open, county: Database
) -> None:
    ada, bo = (actor(county, person(county, name)) for name in ("ada", "bo"))
    words = said(open_as("ada", "reviews", review=SECRET))
    assert "ADS13, Derbyshire, 2018 was public until 5 January 2021, and is in the archive now." in words
    assert f'<a href="archive-requests?review={SECRET}">Ask for it</a>' in words
    request = archive.ask(county, ada, SECRET, purpose="training", reason="For a session with my team")
    words = said(open_as("ada", "reviews", review=SECRET))
    assert f"You asked on {day(today())}. The answer will appear under Archive requests." in words
    archive.decide(county, bo, request, grant=False, reason="Ask its board")
    words = said(open_as("ada", "reviews", review=SECRET))
    assert f"Your request was refused on {day(today())}." in words
    assert f'<a href="archive-requests?review={SECRET}">Ask for it again</a>' in words


def test_trainers_and_the_board_read_what_is_restricted(open_as: Open) -> None:
    assert "ADS13" in said(open_as("tom", "reviews"))
    for name in ("tom", "bo"):
        words = said(open_as(name, "reviews", review=SECRET))
        assert "public until 5 January 2021" in words
        assert ("To be withdrawn" in words) == (name == "bo")
    assert "ADS14" in said(open_as("bo", "publication")).partition("no withdrawal recorded")[2]


def test_one_review_says_what_it_found_who_answers_it_and_how_it_stands_to_others(open_as: Open) -> None:
    words = said(open_as("tom", "reviews", review="wrenshire-2023-harbour"))
    for part in (
        "What happened",
        "What went well",
        "What must change",
        "Strength",
        "Local",
        "Parents and carers",
        "due 31 March 2024",
        "for community health",
        "courses?course=bruising-in-non-mobile-infants",
        "Public since 20 November 2023, until 20 November 2028",
        "Is drawn on by",
        "Expected, but not held here: Board response",
    ):
        assert part in words
    words = said(open_as("ada", "reviews", review="derby-operation-kern"))
    assert "Follows" in words
    assert "Parents and carers" in words
    assert "before, during, after court" in words


def test_a_search_finds_reviews_and_courses_and_marks_what_was_asked_for(open_as: Open) -> None:
    app = open_as("tom", "reviews")
    app.text_input(key="reviews_search").set_value("mark baby").run()
    words = said(app)
    assert "<mark>baby</mark>" in words
    assert "courses?course=bruising-in-non-mobile-infants" in words
    app.selectbox(key="reviews_theme").set_value("infants_under_1").run()
    assert "among those that you chose" in said(app)
    assert "courses?course" not in said(app)


def test_an_address_chooses_and_what_it_cannot_choose_it_leaves(open_as: Open) -> None:
    words = said(open_as("tom", "reviews", theme="neglect", year="2025", tier="nonsense"))
    assert "1 review." in words
    assert "Weir" in words
    words = said(open_as("tom", "reviews", board="Derbyshire Safeguarding Children Board"))
    assert "You can ask for what it has archived since 2010" in words


def test_reviews_are_chosen_by_perspective_phase_and_barrier_and_say_which_findings_these_are(
    open_as: Open,
) -> None:
    words = said(open_as("tom", "reviews", perspective="professionals", phase="during"))
    assert "2 reviews." in words
    assert '<a href="?review=wrenshire-2024-signal#f6">Finding f6</a>' in words
    assert "The review names this. No finding about it is held here." in words
    words = said(
        open_as("tom", "reviews", perspective="professionals", phase="during", barrier="organisational")
    )
    assert "1 review." in words
    assert "Finding f6" in words
    app = open_as("tom", "reviews", barrier="nonsense")
    assert app.selectbox(key="reviews_barrier").options[1:] == [
        "Organisational barrier",
        "Procedural barrier",
    ]
    assert "Finding f" not in said(app)


KERN = "derby-operation-kern"
CELL = f"phases_{KERN}_professionals_during"


def made(app: AppTest) -> str:
    next(each for each in app.button if each.label == "Make findings of it").click()
    app.run()
    assert not app.exception
    return said(app)


def test_a_trainer_fills_in_the_table_that_a_review_lacks_and_gets_findings_to_copy(open_as: Open) -> None:
    app = open_as("tom", "reviews", review=KERN)
    assert "Write only what the board’s own document says" in said(app)
    assert len([each for each in app.text_area if (each.key or "").startswith("phases_")]) == 9
    assert "Every cell is empty" in made(app)
    app.text_area(key=f"{CELL}_text").set_value("Jane Smith was never told.\nThe team met each week.")
    app.selectbox(key=f"{CELL}_nature").set_value("strength")
    app.selectbox(key=f"{CELL}_barrier").set_value("procedural")
    words = made(app)
    assert "Professionals, During court: “Jane Smith” names a person." in words
    assert not app.code
    assert app.text_area(key=f"{CELL}_text").value.startswith("Jane Smith")
    app.text_area(key=f"{CELL}_text").set_value("The worker was never told.\nThe team met each week.")
    assert "Findings to copy" in made(app)
    [code] = app.code
    assert code.value.count(":::{finding} f") == 2
    assert (
        ":kind: strength\n:tier: local\n:perspective: professionals\n:phase: during\n:barrier: procedural"
        in (code.value)
    )
    assert app.text_area(key=f"{CELL}_text").value.startswith("The worker")


@pytest.mark.parametrize(("name", "slug"), [("ada", KERN), ("bo", KERN), ("tom", "wrenshire-2024-signal")])
def test_nobody_else_and_no_other_review_is_offered_the_table(open_as: Open, name: str, slug: str) -> None:
    app = open_as(name, "reviews", review=slug)
    assert [each for each in app.text_area if (each.key or "").startswith("phases_")] == []
    assert ("What it found is not held here" in said(app)) == (slug == KERN)


@pytest.fixture
def many(tmp_path: Path, county: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    """A hundred reviews with findings, from two boards."""
    folder = tmp_path / "many"
    folder.mkdir()
    (folder / "boards.yaml").write_text(BOARDS, encoding="utf-8")
    for number in range(100):
        board, documents = (
            ("West Board", "[]")
            if number % 2
            else ("East Board", f"[{{type: report, published: {today()}}}]")
        )
        text = review(
            board, f"Many {number:03}", findings=FINDINGS, documents=documents, year=str(2000 + number % 20)
        )
        (folder / f"many-{number}.md").write_text(text, encoding="utf-8")
    monkeypatch.setenv("ELEARN_REVIEWS", str(folder))
    settings.cache_clear()


@pytest.mark.usefixtures("many")
def test_hundreds_are_shown_a_page_at_a_time(open_as: Open) -> None:
    app = open_as("al", "reviews")
    assert "100 reviews. Showing 1 to 30." in said(app)
    app.number_input(key="reviews_page").set_value(4).run()
    assert "Showing 91 to 100." in said(app)
    app.selectbox(key="reviews_board").set_value("East Board").run()
    assert "50 reviews. Showing 1 to 30." in said(app)
    app = open_as("al", "publication")
    app.segmented_control(key="publication_shown").set_value("Documents").run()
    assert "Showing 1 to 50" in said(app)
    app = open_as("al", "themes")
    app.segmented_control(key="themes_shown").set_value("By tier").run()
    assert not app.exception
    assert "These are the first 25 of 100" in said(app)


def test_a_file_of_boards_that_cannot_be_read_is_told_of_and_nothing_is_public(
    open_as: Open, many: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    boards = settings().reviews / "boards.yaml"
    boards.write_text("boards: [", encoding="utf-8")
    words = said(open_as("bo", "publication"))
    assert "boards.yaml cannot be read" in words
    words = said(open_as("ada", "reviews"))
    assert "No review is open to you" in words
    assert "Ask for a review" in words
    boards.unlink()
    assert "No board is known" in said(open_as("bo", "publication"))


def test_a_review_that_cannot_be_read_is_told_of_to_those_who_write_reviews(
    tmp_path: Path, county: Database, open_as: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(ROOT / "reviews", tmp_path / "reviews")
    (tmp_path / "reviews" / "broken-2025-one.md").write_text("---\ntitle: [\n---\n", encoding="utf-8")
    monkeypatch.setenv("ELEARN_REVIEWS", str(tmp_path / "reviews"))
    settings.cache_clear()
    told = said(open_as("tom", "reviews"))
    assert "1 file of a review cannot be read" in told
    assert "broken-2025-one.md" in told
    assert str(tmp_path) not in told
    assert "cannot be read" not in said(open_as("ada", "reviews"))


def test_what_is_granted_is_read_and_fetched_until_the_grant_ends(
    open_as: Open, county: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    ada, bo = (actor(county, person(county, name)) for name in ("ada", "bo"))
    kestrel = "marrowshire-2021-kestrel"
    asked = archive.ask(county, ada, kestrel, purpose="training", reason="For a session with my team")
    assert "not open to you" in said(open_as("ada", "reviews", review=kestrel))
    archive.decide(county, bo, asked, grant=True, reason="Yes", until=today() + timedelta(days=30))
    token = sessions.mint_session(county, ada.person)
    caught: dict[str, Any] = {}
    monkeypatch.setattr(session, "_token", lambda: token)
    monkeypatch.setattr(
        st, "download_button", lambda _label, data, **more: caught.update({more["key"]: data})
    )
    assert "a family that moved" in said(open_as("ada", "reviews", review=kestrel))
    app = open_as("ada", "themes")
    app.segmented_control(key="themes_shown").set_value("What was found").run()
    assert b"Kestrel" not in caught["themes_Theme_csv"]()
    app.checkbox(key="themes_closed").check().run()
    assert "Also reviews that are closed to the public (1)" in [each.label for each in app.checkbox]
    assert (
        b"Restricted: not for further circulation. Marrowshire publishes for 1 year"
        in caught["themes_Theme_csv"]()
    )
    assert b"Kestrel" in caught["themes_Theme_csv"]()
    assert b"Restricted: not for further" in caught["review_good-practice_html"]()
    assert b"school secretary" in caught["review_good-practice_html"]()
    archive.end(county, bo, asked, reason="Done")
    monkeypatch.setattr(session, "signed_in", lambda: ada)
    assert b"Kestrel" not in caught["themes_Theme_csv"]()
    with pytest.raises(NotFound):
        caught["review_good-practice_html"]()


def test_a_review_that_was_granted_says_until_when_and_that_it_is_over_only_to_who_could_read_it(
    open_as: Open, county: Database
) -> None:
    ada, bo = (actor(county, person(county, name)) for name in ("ada", "bo"))
    kestrel, until = "marrowshire-2021-kestrel", today() + timedelta(days=30)
    request = archive.ask(county, ada, kestrel, purpose="training", reason="For a session with my team")
    archive.decide(county, bo, request, grant=True, reason="Yes", until=until)
    said_until = f"You may read this review until {day(until)}. The board granted it for this: Training."
    assert said_until in said(open_as("ada", "reviews", review=kestrel))
    assert f"You may read it until {day(until)}" in said(open_as("ada", "reviews"))
    assert f"You may read it until {day(until)}" in said(open_as("ada", "requests"))
    for name in ("tom", "bo"):
        assert "You may read" not in said(open_as(name, "reviews", review=kestrel))
    assert "You may read" not in said(open_as("ada", "reviews", review="derby-operation-kern"))
    yesterday = today() - timedelta(days=1)
    with county.write() as conn:
        conn.execute("update archive_request set until_day = :day", {"day": yesterday.isoformat()})
    words = said(open_as("ada", "reviews", review=kestrel))
    assert f"Your time to read it ended on {day(yesterday)}." in words
    assert f'<a href="archive-requests?review={kestrel}">Ask for it again</a>' in words
    assert "You may read it until" not in said(open_as("ada", "reviews"))
    other = said(open_as("lea", "reviews", review=kestrel))
    assert "was public until 10 May 2022, and is in the archive now." in other
    assert "Your time to read it" not in other
    archive.withdraw(county, ada, request)
    assert "You gave back your time to read it." in said(open_as("ada", "reviews", review=kestrel))


def test_a_public_review_says_nothing_of_a_grant(open_as: Open, county: Database) -> None:
    ada, bo = (actor(county, person(county, name)) for name in ("ada", "bo"))
    kern = "derby-operation-kern"
    wanted = archive.Unlisted("Derby", "Operation Kern")
    request = archive.ask_for_unlisted(county, ada, wanted, purpose="training", reason="For my team")
    archive.decide(county, bo, request, grant=True, reason="Here", until=today(), held_as=kern)
    own = said(open_as("ada", "requests"))
    assert "It is public, so everyone may read it." in own
    assert f"until {day(today())}" not in own
    assert "You may read" not in said(open_as("ada", "reviews", review=kern))
    assert f'href="reviews?review={kern}"' in said(open_as("ada", "requests"))


def test_a_review_that_was_held_back_is_named_only_to_who_was_allowed_to_read_it(
    open_as: Open, county: Database, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    shutil.copytree(ROOT / "reviews", tmp_path / "reviews")
    file = tmp_path / "reviews" / "marrowshire-2021-kestrel.md"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("origin: ", "audience: restricted\norigin: ", 1), encoding="utf-8")
    monkeypatch.setenv("ELEARN_REVIEWS", str(tmp_path / "reviews"))
    settings.cache_clear()
    ada, bo = (actor(county, person(county, name)) for name in ("ada", "bo"))
    assert "Kestrel" not in said(open_as("ada", "requests", review=file.stem))
    wanted = archive.Unlisted("Marrowshire", "the one about moves")
    request = archive.ask_for_unlisted(county, ada, wanted, purpose="training", reason="For my team")
    archive.decide(county, bo, request, grant=True, reason="Here", until=today(), held_as=file.stem)
    assert "a family that moved" in said(open_as("ada", "reviews", review=file.stem))
    archive.end(county, bo, request, reason="Changed")
    words = said(open_as("ada", "reviews", review=file.stem))
    assert f"The board ended your time to read it on {day(today())}." in words
    app = open_as("ada", "requests", review=file.stem)
    assert next(each for each in app.selectbox if each.label == "Review").value == file.stem
    for name in ("lea", "sam"):
        assert "Kestrel" not in said(open_as(name, "requests", review=file.stem))
        assert "is restricted" in said(open_as(name, "reviews", review=file.stem))
