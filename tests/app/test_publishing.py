"""A trainer publishes a course, sees its versions and withdraws one; everyone else is told what is not open."""

from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from elearn.authoring.drafts import Drafts, Splice
from elearn.database import Database
from elearn.settings import settings
from elearn.tracker import catalogue, imports, registrations
from elearn.tracker.progress import Interaction, Progress
from tests.app.conftest import person, said
from tests.sample_course import SLUG, write_sample
from tests.tracker.conftest import register

Open = Callable[..., AppTest]


@pytest.fixture
def written(tmp_path: Path, county: Database, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of the only course that is written here."""
    folder = write_sample(tmp_path / "written")
    monkeypatch.setenv("ELEARN_COURSES", str(folder.parent))
    monkeypatch.setenv("ELEARN_REVIEWS", str(tmp_path / "no-reviews"))
    monkeypatch.setenv("ELEARN_PACKAGES", str(tmp_path / "packages"))
    settings.cache_clear()
    return folder


@pytest.fixture
def exports(written: Path, open_as: Open) -> Callable[[], AppTest]:
    """Opens the course's exports as the trainer."""
    return lambda: open_as("tom", "courses", course=SLUG, show="exports")


def change(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def press(app: AppTest) -> str:
    """Presses “Publish here”, and returns what the page says then."""
    app.button(key="publishing_publish").click().run()
    assert not app.exception
    return said(app)


def offers(app: AppTest) -> bool:
    return any(button.key == "publishing_publish" for button in app.button)


def test_work_that_is_not_saved_is_said_to_be_missing(
    exports: Callable[[], AppTest], written: Path, county: Database
) -> None:
    words = "that nobody has saved"
    assert words not in said(exports())
    drafts = Drafts(county, written.parent)
    drafts.change(
        SLUG, person(county, "tom"), drafts.look(SLUG).seq, [Splice("course.md", 1, 1, ("# x",))], ""
    )
    assert words in said(exports())
    drafts.save(SLUG, person(county, "tom"))
    assert words not in said(exports())


def require(database: Database, course: str) -> None:
    data = f"course,agency,role_group,from\n{course},,r3,2021-01-01\n".encode()
    imports.apply(database, imports.preview(database, "requirements", data, "requirements.csv"))


def withdraw(app: AppTest, reason: str, *, sure: bool) -> str:
    """Asks to withdraw the current version, as the first thing in this browser. Returns what the page says then."""
    course = app.query_params["course"]
    app.text_area(key=f"withdrawal_{course}_0_reason").set_value(reason)
    if sure:
        app.checkbox(key=f"withdrawal_{course}_0_sure").check()
    next(each for each in app.button if each.label == "Withdraw this version").click().run()
    assert not app.exception
    return said(app)


def test_a_trainer_publishes_a_course_and_withdraws_it(
    exports: Callable[[], AppTest], county: Database, open_as: Open
) -> None:
    app = exports()
    assert "No version is published here yet" in said(app)
    words = press(app)
    assert "Version 1.0.0 is published. People can start it" in words
    assert "Tom Trainer" in words
    assert "just as it is on the disk" in words
    assert not offers(app)
    require(county, SLUG)
    assert "/launch/" in said(open_as("ada", "learning"))
    assert "Published here: version 1.0.0" in said(open_as("tom", "courses"))

    app = exports()
    assert "Tick the box" in withdraw(app, "A number in it was wrong.", sure=False)
    assert app.text_area(key=f"withdrawal_{SLUG}_0_reason").value == "A number in it was wrong."
    words = withdraw(app, "A number in it was wrong.", sure=True)
    assert "Version 1.0.0 is withdrawn. Whoever has begun it can finish it." in words
    assert "Tom Trainer: A number in it was wrong." in words
    assert "It is withdrawn, so nobody can start this course." in words
    assert offers(app)
    assert catalogue.published(county) == frozenset()
    assert "Not published, but required" in said(open_as("tom", "courses"))
    words = said(open_as("ada", "learning"))
    assert catalogue.NOT_OPEN in words
    assert "/launch/" not in words
    words = said(open_as("al", "requirements"))
    assert "Not published:" in words
    assert f'href="courses?course={SLUG}&amp;show=exports"' in words


def test_other_words_need_another_number_and_the_desk_gives_it(
    exports: Callable[[], AppTest], written: Path, county: Database
) -> None:
    press(exports())
    change(written / "01-noticing.md", "It is small.", "It is round.")
    app = exports()
    words = said(app)
    assert "It needs a number of its own first" in words
    assert f"/desk/{SLUG}/sign-off" in words
    assert not offers(app)
    change(written / "course.md", "version: 1.0.0", "version: 1.1.0")
    app = exports()
    assert "Whoever has begun that one goes on with it" in said(app)
    press(app)
    assert [(each.version, each.current) for each in catalogue.versions(county, SLUG)] == [
        ("1.1.0", True),
        ("1.0.0", False),
    ]


def test_a_version_of_an_earlier_elearn_is_replaced_only_before_somebody_has_begun_it(
    exports: Callable[[], AppTest], written: Path, county: Database
) -> None:
    press(exports())
    with county.write() as conn:  # it kept no sources
        conn.execute("update course_version set source = ''")
    change(written / "01-noticing.md", "It is small.", "It is round.")
    registrations.start(county, person(county, "ada"), SLUG)
    app = exports()
    assert "It needs a number of its own first" in said(app)
    assert not offers(app)


def test_a_course_with_an_error_is_not_published_and_its_versions_stay_in_reach(
    exports: Callable[[], AppTest], written: Path, county: Database
) -> None:
    register(county, SLUG, "0.9.0")
    change(written / "01-noticing.md", "- [x] “I see", "- [ ] “I see")
    app = exports()
    words = said(app)
    assert "Put these right first" in words
    assert "0.9.0" in words
    assert not offers(app)
    assert "is withdrawn" in withdraw(app, "It was a trial.", sure=True)


def test_an_error_that_came_after_the_page_was_drawn_stops_the_publishing(
    exports: Callable[[], AppTest], written: Path, county: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    from elearn.app.screens import courses

    monkeypatch.setattr(courses, "_stamp", lambda folder: 1)
    app = exports()
    change(written / "01-noticing.md", "- [x] “I see", "- [ ] “I see")
    assert "Not saved yet" in press(app)
    assert catalogue.versions(county, SLUG) == []


def test_a_disk_that_refuses_the_course_is_said_kindly(
    exports: Callable[[], AppTest], county: Database, tmp_path: Path
) -> None:
    (tmp_path / "packages").write_text("no folder")
    assert "The course cannot be stored" in press(exports())
    assert catalogue.versions(county, SLUG) == []


@pytest.mark.usefixtures("written")
def test_what_was_published_from_a_folder_that_is_gone_can_be_withdrawn(
    open_as: Open, county: Database
) -> None:
    register(county, "lost", "1.0.0")
    assert "Published here, without a folder" in said(open_as("tom", "courses"))
    app = open_as("tom", "courses", course="lost")
    assert "The folder of this course is gone" in said(app)
    withdraw(app, "Nobody knows what is in it.", sure=True)
    assert catalogue.published(county) == frozenset()


@pytest.mark.usefixtures("written")
def test_many_versions_are_shown_a_few_at_a_time(open_as: Open, county: Database) -> None:
    for number in range(30):
        register(county, "lost", f"{number}.0.0")
    app = open_as("tom", "courses", course="lost")
    words = said(app)
    assert "30 versions" in words
    assert words.count('<th scope="row">') == 20
    app.toggle(key="publishing_all").set_value(True).run()
    assert said(app).count('<th scope="row">') == 30


@pytest.mark.usefixtures("written")
@pytest.mark.parametrize(
    ("name", "kind", "links"), [("al", "requirements", True), ("lea", "completions", False)]
)
def test_a_file_that_names_a_course_that_is_only_written_says_to_publish_it(
    open_as: Open, name: str, kind: str, links: bool
) -> None:
    files = {
        "requirements": f"course,agency,role_group,from\n{SLUG},,r3,2021-01-01\n",
        "completions": f"email,course,completed_on\nada@north.example,{SLUG},2021-01-01\n",
    }
    app = open_as(name, "imports")
    app.selectbox(key="imports_kind").set_value(kind).run()
    app.file_uploader(key=f"imports_file_{kind}_0").set_value(
        ("a.csv", files[kind].encode(), "text/csv")
    ).run()
    assert not app.exception
    words = said(app)
    assert "is written here but not published yet" in words
    assert (f'href="courses?course={SLUG}&amp;show=exports"' in words) == links


@pytest.mark.usefixtures("written")
def test_a_course_that_is_written_here_and_tracked_as_taught_elsewhere_is_not_taught_by_the_agency(
    open_as: Open, county: Database
) -> None:
    data = f"id,title\n{SLUG},A small mark\n".encode()
    imports.apply(county, imports.preview(county, "courses", data, "courses.csv"))
    require(county, SLUG)
    words = said(open_as("ada", "learning"))
    assert words.count("Taught by your agency") == 1  # the other course that she must take
    assert catalogue.NOT_OPEN in words
    assert "Not published:" in said(open_as("al", "requirements"))


def test_the_page_says_how_many_people_a_change_of_ids_affects_before_anybody_publishes(
    exports: Callable[[], AppTest], written: Path, county: Database
) -> None:
    press(exports())
    ada = person(county, "ada")
    begun = registrations.start(county, ada, SLUG)
    session = registrations.open_session(county, begun.id, ada)
    answer = Interaction(0, "record", "choice", response="a[,]b", correct="a[,]b")
    with county.write() as conn:
        registrations.record(conn, ada, session.id, 1, Progress(interactions=[answer]))
    change(written / "01-noticing.md", ":name: record", ":name: write-down")
    change(written / "course.md", "version: 1.0.0", "version: 0.9.0")
    app = exports()
    words = said(app)
    assert "This changes something for people who have begun" in words
    assert "No longer in the course: “record”." in words
    assert "One person has answered this question in version 1.0.0." in words
    assert "Version 0.9.0 of a-small-mark is older than version 1.0.0" in words
    assert offers(app)
    assert "This changes something" not in press(app)
