"""No screen shows where a file is on the server, whatever is wrong with it."""

import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from elearn.app import session
from elearn.app.places import without_folders
from elearn.app.screens import SCREENS
from elearn.database import Database
from elearn.problems import NotFound
from elearn.settings import settings
from tests.app.conftest import said
from tests.app.test_intake import at_work, part
from tests.cli.conftest import REVIEW
from tests.sample_course import SLUG, write_sample

Open = Callable[..., AppTest]


@pytest.fixture
def broken(tmp_path: Path, county: Database, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a broken course, broken reviews and no room for packages, which the settings name in full."""
    folder = write_sample(tmp_path / "server" / "courses")
    module = folder / "01-noticing.md"
    text = module.read_text(encoding="utf-8").replace(":name: record", ":name: first-words")
    module.write_text(text, encoding="utf-8")
    reviews = tmp_path / "server" / "reviews"
    reviews.mkdir()
    (reviews / "bad.md").write_bytes(b"\xff\xfe")
    (reviews / "wrenshire-alder.md").write_text(REVIEW, encoding="utf-8")
    (reviews / "boards.yaml").write_text("x: [", encoding="utf-8")
    (tmp_path / "server" / "packages").write_text("not a folder", encoding="utf-8")
    for name in ("courses", "reviews", "packages"):
        monkeypatch.setenv(f"ELEARN_{name.upper()}", str(tmp_path / "server" / name))
    settings.cache_clear()
    return tmp_path


def whole(app: AppTest) -> str:
    """Everything that a page says, in our HTML and in Streamlit's own widgets."""
    return said(app) + "\n".join(str(each) for each in app.main)


@pytest.mark.parametrize("module", [each.module for each in SCREENS])
@pytest.mark.parametrize("name", ["tom", "al"])
def test_no_screen_shows_a_folder_of_the_server(broken: Path, open_as: Open, module: str, name: str) -> None:
    app = open_as(name, module)
    assert not app.exception
    assert str(broken) not in whole(app)


def test_the_checks_of_a_course_name_its_files_below_the_courses(broken: Path, open_as: Open) -> None:
    app = open_as("tom", "courses", course=SLUG)
    for shown in ("Preview", "Checks", "Outcomes", "Exports"):
        app.segmented_control(key="library_shown").set_value(shown).run()
        assert not app.exception
        assert str(broken) not in whole(app)
        assert f"{SLUG}/01-noticing.md" in said(app)


def test_what_cannot_be_published_names_no_folder(broken: Path, open_as: Open) -> None:
    write_sample(broken / "server" / "courses")
    (broken / "server" / "reviews" / "boards.yaml").unlink()
    app = open_as("tom", "courses", course=SLUG, show="exports")
    app.button(key="publishing_publish").click().run()
    assert "cannot be stored" in said(app)
    assert str(broken) not in whole(app)


def test_a_course_that_is_not_there_names_no_folder(broken: Path, open_as: Open) -> None:
    words = said(open_as("tom", "courses", course="nowhere"))
    assert "There is no course “nowhere”" in words
    assert str(broken) not in words


def test_a_broken_boards_file_and_a_draft_that_is_saved_are_named_alone(
    broken: Path, county: Database, open_as: Open
) -> None:
    words = said(open_as("bo", "publication"))
    assert "boards.yaml cannot be read" in words
    assert str(broken) not in words
    app = open_as("tom", "intake", work=at_work(county))
    part(app, "file")
    app.button(key="intake_save").click().run()
    assert "skerrow-2022-bramble.md" in said(app)
    assert str(broken) not in whole(app)


def test_a_draft_for_a_folder_that_is_not_there_names_it_without_its_place(
    broken: Path, county: Database, open_as: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings(), "reviews", broken / "nowhere" / "reviews")
    app = open_as("tom", "intake", work=at_work(county))
    part(app, "file")
    app.button(key="intake_save").click().run()
    assert "There is no folder reviews." in said(app)
    assert str(broken) not in whole(app)


def test_a_fault_that_names_a_path_is_shown_without_it(
    broken: Path, open_as: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise NotFound(f"There is no file {broken}/server/courses/x/course.md. Add it.")

    app = open_as("tom", "courses")
    monkeypatch.setattr(session, "me", fail)
    monkeypatch.setattr("elearn.app.screens.courses.heading", fail)
    assert str(broken) not in whole(app.run())


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("{courses}/a-small-mark/01-noticing.md", "a-small-mark/01-noticing.md"),
        ("There is no course “x” in {courses}. Begin one.", "There is no course “x” in courses. Begin one."),
        ("first in {courses}/a/01.md, line 3", "first in a/01.md, line 3"),
        ("{reviews}/wrenshire.md:3:1", "wrenshire.md:3:1"),
        ("{courses}-old/a.md", "server/courses-old/a.md"),
        (tempfile.gettempdir() + "/tmpab12/report.pdf", "report.pdf"),
        ("http://localhost:8502/courses/a", "http://localhost:8502/courses/a"),
        ("12/03/2026 and/or", "12/03/2026 and/or"),
    ],
)
def test_a_file_is_called_by_its_name_below_the_courses_or_reviews(
    broken: Path, text: str, shown: str
) -> None:
    root = broken / "server"
    assert without_folders(text.format(courses=root / "courses", reviews=root / "reviews")) == shown


def test_the_folder_of_a_setting_that_is_relative_is_left_out_at_the_start_of_a_path(
    broken: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings(), "courses", Path("courses"))
    assert without_folders("courses/a/01.md") == "a/01.md"
    assert without_folders("Look at courses/a/01.md.") == "Look at courses/a/01.md."
