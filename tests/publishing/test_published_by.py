"""Publishing a course for somebody: who may, what is kept, and what is refused."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from elearn.content.course.courses import load_course
from elearn.database import Database, open_database
from elearn.problems import InputFault, NotAllowed
from elearn.publishing.prepared import content_hash, publish
from elearn.publishing.written import WrittenCourses
from elearn.tracker import catalogue, registrations, results
from elearn.tracker.scope import Actor, actor, give_role
from tests.sample_course import SLUG, write_sample


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    """A database with a trainer (1) and a learner (2)."""
    with open_database(str(tmp_path / "elearn.db")) as opened:
        with opened.write() as conn:
            for number, name in ((1, "Tom Trainer"), (2, "Ada Learner")):
                conn.execute(
                    "insert into person (id, email, name) values (:id, :email, :name)",
                    {"id": number, "email": f"p{number}@north.example", "name": name},
                )
            give_role(conn, 1, "trainer")
        yield opened


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_sample(tmp_path / "courses")


@pytest.fixture
def trainer(database: Database) -> Actor:
    return actor(database, 1)


def reword(folder: Path) -> None:
    file = folder / "01-noticing.md"
    file.write_text(
        file.read_text(encoding="utf-8").replace("It is small.", "It is round."), encoding="utf-8"
    )


def test_who_published_a_version_is_kept_and_its_content_can_be_told_beforehand(
    database: Database, folder: Path, trainer: Actor, tmp_path: Path
) -> None:
    loaded = load_course(folder)
    publish(database, loaded, tmp_path / "packages", by=trainer)
    (version,) = catalogue.versions(database, SLUG)
    assert (version.by_name, version.current) == ("Tom Trainer", True)
    assert version.sha == content_hash(loaded)


def test_somebody_without_the_right_publishes_nothing(
    database: Database, folder: Path, tmp_path: Path
) -> None:
    with pytest.raises(NotAllowed):
        publish(database, load_course(folder), tmp_path / "packages", by=actor(database, 2))
    assert catalogue.versions(database, SLUG) == []
    assert not (tmp_path / "packages").exists()


def test_a_person_replaces_a_version_only_before_somebody_has_begun_it(
    database: Database, folder: Path, trainer: Actor, tmp_path: Path
) -> None:
    packages = tmp_path / "packages"
    first = publish(database, load_course(folder), packages, by=trainer)
    reword(folder)
    second = publish(database, load_course(folder), packages, by=trainer)
    assert second != first
    registrations.start(database, 2, SLUG)
    folder.joinpath("01-noticing.md").write_text(
        folder.joinpath("01-noticing.md").read_text(encoding="utf-8").replace("It is round.", "It is long."),
        encoding="utf-8",
    )
    with pytest.raises(InputFault, match="one person has begun it"):
        publish(database, load_course(folder), packages, by=trainer)
    assert catalogue.playable(database, SLUG).package == second
    third = publish(database, load_course(folder), packages)
    assert catalogue.playable(database, SLUG).package == third


def test_what_is_written_is_known_by_id_and_title_published_or_not(folder: Path) -> None:
    (folder.parent / "a-draft").mkdir()
    (folder.parent / "a-draft" / "course.md").write_text("not yet", encoding="utf-8")
    (folder.parent / "pictures").mkdir()
    written = WrittenCourses(folder.parent)
    assert dict(written) == {"a-draft": "a-draft", SLUG: "A small mark"}
    assert "../elearn.db" not in written
    assert dict(WrittenCourses(folder.parent / "nowhere")) == {}


def test_the_pass_mark_is_published_and_a_version_from_before_gets_it_with_the_same_words(
    database: Database, folder: Path, tmp_path: Path
) -> None:
    def pass_mark() -> float | None:
        with database.read() as conn:
            return results.results_of(conn, [SLUG])[SLUG].pass_mark

    loaded = load_course(folder)
    assert loaded.course is not None
    publish(database, loaded, tmp_path / "packages")
    assert pass_mark() == loaded.course.completion.pass_mark is not None
    with database.write() as conn:  # as an elearn without pass marks left it
        conn.execute("update course_version set pass_mark = null")
    publish(database, loaded, tmp_path / "packages")
    assert pass_mark() == loaded.course.completion.pass_mark
