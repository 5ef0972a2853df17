"""An agency fills in its local contacts once, and a trainer exports a course with them."""

from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from elearn.database import Database
from elearn.settings import settings
from tests.app.conftest import said
from tests.sample_course import SLUG, write_sample

Open = Callable[..., AppTest]
NIGHT = "Who to call, out of hours"


@pytest.fixture
def written(tmp_path: Path, county: Database, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of the only course that is written here."""
    folder = write_sample(tmp_path / "written")
    monkeypatch.setenv("ELEARN_COURSES", str(folder.parent))
    monkeypatch.setenv("ELEARN_REVIEWS", str(tmp_path / "no-reviews"))
    monkeypatch.setenv("ELEARN_PACKAGES", str(tmp_path / "packages"))
    settings.cache_clear()
    return folder


def field(app: AppTest, label: str) -> object:
    return next(each for each in app.text_input if each.label == label)


def test_a_lead_fills_them_in_and_a_trainer_hands_out_the_course_with_them(
    written: Path, open_as: Open
) -> None:
    app = open_as("lea", "contacts")
    assert "0 of 2 contacts are filled in" in said(app)
    assert [each.label for each in app.text_input] == ["Who to call, in hours", NIGHT]
    field(app, NIGHT).set_value("North nights: 0300 1")  # type: ignore[attr-defined]
    next(each for each in app.button if each.label == "Save the contacts").click().run()
    assert not app.exception
    assert "1 contact is saved." in said(app)
    assert "1 of 2 contacts are filled in" in said(app)
    assert field(open_as("lea", "contacts"), NIGHT).value == "North nights: 0300 1"  # type: ignore[attr-defined]

    exports = open_as("tom", "courses", course=SLUG, show="exports")
    choice = next(each for each in exports.selectbox if each.label == "With the contacts of")
    choice.set_value("north").run()
    assert not exports.exception
    assert f"library_{SLUG}-1.0.0-north-scorm12.zip" in [each.key for each in exports.get("download_button")]
    south = open_as("tom", "courses", course=SLUG, show="exports", agency="south")
    assert "has filled in no contacts yet" in said(south)


def test_what_a_course_calls_a_contact_is_no_markdown_here(written: Path, open_as: Open) -> None:
    path = written / "02-acting.md"
    text = path.read_text(encoding="utf-8")
    assert NIGHT in text
    path.write_text(text.replace(NIGHT, "[Call](https://elsewhere.example) at night"), encoding="utf-8")
    labels = sorted(each.label for each in open_as("lea", "contacts").text_input)
    assert labels == ["Who to call, in hours", r"\[Call\]\(https\:\/\/elsewhere\.example\) at night"]


def test_it_is_for_leads_and_administrators(written: Path, open_as: Open) -> None:
    for name in ("ada", "tom", "bo"):
        assert not open_as(name, "contacts").text_input


def test_without_a_course_that_asks_it_says_so(
    written: Path, open_as: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ELEARN_COURSES", str(tmp_path / "none"))
    settings.cache_clear()
    assert "No course asks for a contact yet" in said(open_as("al", "contacts"))
