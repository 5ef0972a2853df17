"""If there is nothing yet, or something is broken, each screen says so kindly and offers a way on."""

import shutil
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from elearn.app.screens import SCREENS
from elearn.days import today
from elearn.packaging.build import Format
from elearn.settings import settings
from tests.app.conftest import ROOT, said, screen

Open = Callable[..., AppTest]
SLUG = "when-is-a-review-held"
KIND = {
    "setup": "0 of 7 steps are done",
    "learning": "Nothing is asked of you",
    "elsewhere": "Nothing recorded yet",
    "approving": "Nothing waits for you",
    "catalogue": "No course is open to you at the moment",
    "courses": "No course yet",
    "reviews": "No review yet",
    "themes": "No review yet",
    "publication": "No review yet",
    "board": "Nothing to count yet",
    "due": "No agency yet",
    "taught": "No session yet",
    "requirements": "No requirement yet",
    "directory": "No agency yet",
    "rights": "Al First",
    "contacts": "No agency yet",
    "sign_off": "No course is in sign-off",
    "imports": "No file has been imported yet",
    "requests": "Nothing to decide",
    "aid": "Nothing is ticked",
    "registers": "No notification",
    "follow_up": "No agency yet",
    "intake": "Please confirm everything that we recognised in it",
}


@pytest.mark.usefixtures("nothing")
@pytest.mark.parametrize("module", [each.module for each in SCREENS])
def test_a_screen_with_nothing_to_show_says_so_kindly(module: str) -> None:
    app = screen(module).run()
    assert not app.exception
    words = said(app)
    assert "<h1>" in words
    assert KIND[module] in words
    assert "That did not work" not in words


@pytest.mark.usefixtures("nothing")
@pytest.mark.parametrize("shown", ["People", "Role groups"])
def test_the_directory_shows_the_first_administrator_and_no_role_group(shown: str) -> None:
    app = screen("directory").run()
    app.segmented_control(key="directory_shown").set_value(shown).run()
    assert not app.exception
    assert ("No role group yet" if shown == "Role groups" else "Al First") in said(app)


@pytest.mark.usefixtures("nothing")
def test_an_administrator_without_agencies_is_told_what_to_do_and_not_that_they_lead_none() -> None:
    words = said(screen("due").run())
    assert "Set-up leads you" in words
    assert "You lead no agency" not in words


@pytest.mark.usefixtures("nothing")
def test_a_course_of_a_folder_that_is_not_there_is_not_there() -> None:
    app = screen("courses", course="x").run()
    assert not app.exception
    assert "There is no course “x”" in said(app)


@pytest.fixture
def copied(tmp_path: Path, open_as: Open, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A course in a folder of its own, for the library to show."""
    courses = tmp_path / "copied"
    shutil.copytree(ROOT / "courses" / SLUG, courses / SLUG)
    monkeypatch.setenv("ELEARN_COURSES", str(courses))
    settings.cache_clear()
    return courses / SLUG


def change(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def previewed(app: AppTest) -> str:
    """Returns the document in the frame, or "" if there is none."""
    return "".join(frame.proto.srcdoc for frame in app.get("iframe"))


BREAKS = {
    "a question lost its right answer": ("01-what-a-review-is-for.md", "- [x]", "- [ ]"),
    "a recommendation that no review holds": ("course.md", "orchard#r1", "orchard#r99"),
}


@pytest.mark.parametrize("broken", BREAKS)
def test_a_course_with_an_error_names_its_line_and_remedy_and_offers_nothing_to_download(
    open_as: Open, copied: Path, broken: str
) -> None:
    name, old, new = BREAKS[broken]
    change(copied / name, old, new)
    assert "to put right before it can be exported" in said(open_as("tom", "courses"))

    app = open_as("tom", "courses", course=SLUG)
    assert not app.exception
    for shown in ("Checks", "Exports"):
        app.segmented_control(key="library_shown").set_value(shown).run()
        assert not app.exception
        words = said(app)
        assert "Error</span>" in words
        assert f"{name}, line " in words
        assert not app.get("download_button")


def test_a_course_that_cannot_be_read_shows_its_errors_in_place_of_the_preview(
    open_as: Open, copied: Path
) -> None:
    change(copied / "course.md", "version: 1.0.0", "version: one")
    app = open_as("tom", "courses", course=SLUG)
    assert not app.exception
    assert "course.md, line " in said(app)
    assert not previewed(app)


def test_a_course_with_an_outcome_that_nothing_asks_about_has_no_preview(open_as: Open, copied: Path) -> None:
    change(copied / "course.md", "outcomes:\n", "outcomes:\n  tell: Tell somebody\n")
    app = open_as("tom", "courses", course=SLUG)
    assert not app.exception
    assert "No question tests the outcome “tell”." in said(app)
    assert not previewed(app)


def test_a_course_shows_its_outcomes_and_what_was_let_stand(open_as: Open, copied: Path) -> None:
    change(
        copied / "01-what-a-review-is-for.md",
        "He was asking himself who was to blame.",
        ":::{waive} W15\nHe blames himself, and the page answers him.\n:::\n\n"
        "His manager said nothing. The nurse failed to ring. He was asking himself who was to blame.",
    )
    app = open_as("tom", "courses", course=SLUG)
    app.segmented_control(key="library_shown").set_value("Checks").run()
    words = said(app)
    assert "Nothing to put right" in words
    assert "He blames himself, and the page answers him." in words
    app.segmented_control(key="library_shown").set_value("Outcomes").run()
    assert not app.exception
    words = said(app)
    assert "Nothing hangs loose" in words
    assert "the-sergeant" in words
    assert 'href="reviews?review=wrenshire-2022-orchard"' in words
    assert "Fill in your own local pathway" in words


def test_without_reviews_a_course_is_not_held_to_them(
    open_as: Open, copied: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ELEARN_REVIEWS", str(copied.parent / "none"))
    settings.cache_clear()
    app = open_as("tom", "courses", course=SLUG)
    app.segmented_control(key="library_shown").set_value("Exports").run()
    assert len(app.get("download_button")) == 1


def test_each_format_says_when_to_use_it_and_is_there_to_download(open_as: Open, copied: Path) -> None:
    app = open_as("tom", "courses", course=SLUG)
    app.segmented_control(key="library_shown").set_value("Exports").run()
    formats = app.radio(key="library_format")
    assert len(formats.options) == len(set(Format)) == len(formats.proto.captions)
    app.checkbox(key="library_by_module").check()
    app.radio(key="library_format").set_value(Format.SCORM_2004_3).run()
    assert not app.exception
    assert len(app.get("download_button")) == 1
    app.radio(key="library_format").set_value(Format.SINGLE_FILE).run()
    assert not app.exception
    assert len(app.get("download_button")) == 1


def test_the_preview_follows_the_files(open_as: Open, copied: Path) -> None:
    app = open_as("tom", "courses", course=SLUG)
    assert "A title of today" not in previewed(app)
    change(
        copied / "course.md", "title: When is a review held, and what is it for?", "title: A title of today"
    )
    app.run()
    assert not app.exception
    assert "A title of today" in previewed(app)
    app.segmented_control(key="library_shown").set_value("Exports").run()
    assert len(app.get("download_button")) == 1


def test_the_list_of_courses_follows_the_files(open_as: Open, copied: Path) -> None:
    app = open_as("tom", "courses")
    assert "to put right before it can be exported" not in said(app)
    change(
        copied / "course.md", "title: When is a review held, and what is it for?", "title: A title of today"
    )
    name, old, new = BREAKS["a recommendation that no review holds"]
    change(copied / name, old, new)
    app.run()
    assert not app.exception
    words = said(app)
    assert "A title of today" in words
    assert "to put right before it can be exported" in words


def test_the_checks_of_a_course_follow_the_reviews(
    open_as: Open, copied: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reviews = copied.parent.parent / "reviews"
    shutil.copytree(ROOT / "reviews", reviews)
    monkeypatch.setenv("ELEARN_REVIEWS", str(reviews))
    settings.cache_clear()
    app = open_as("tom", "courses", course=SLUG)
    app.segmented_control(key="library_shown").set_value("Checks").run()
    assert "Error</span>" not in said(app)
    change(reviews / "wrenshire-2022-orchard.md", "{recommendation} r1", "{recommendation} r9")
    app.run()
    assert not app.exception
    assert "Error</span>" in said(app)


@pytest.mark.parametrize("course", [None, "neglect"])
@pytest.mark.parametrize("agency", [None, "north"])
@pytest.mark.parametrize("past", [True, False])
def test_the_board_may_ask_of_any_day_course_and_agency(
    open_as: Open, past: bool, agency: str | None, course: str | None
) -> None:
    day = date(2012, 1, 1) if past else today() + timedelta(days=300)
    app = open_as("bo", "board")
    app.date_input(key="board_as_at").set_value(day)
    if course:
        app.selectbox(key="board_course").set_value(course)
    if agency:
        app.selectbox(key="board_agency").set_value(agency)
    app.run()
    assert not app.exception
    words = said(app)
    if past:
        assert "No one is in scope" in words
        assert "No requirement names anyone here on 1 January 2012" in words
    else:
        assert ("0 of 4" if agency else "0 of 6") in words
        assert ("South Schools" in words) == (agency is None)
    assert "None" not in words
    assert "nan" not in words.split()
