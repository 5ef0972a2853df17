"""Publishing a course for somebody: who may, what is kept, and what is refused."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from elearn.authoring import source_files
from elearn.content.course.courses import load_course
from elearn.database import Database, open_database
from elearn.packaging import Format, Structure, build_package, export_package, package_files
from elearn.problems import InputFault, NotAllowed, NotFound
from elearn.publishing import keep_built, package_bytes, packages_of, prepared
from elearn.publishing.prepared import content_hash, publish
from elearn.publishing.written import WrittenCourses
from elearn.tracker import catalogue, registrations, results
from elearn.tracker.board_rules import ONLY_APPROVED, set_rule
from elearn.tracker.packages import handed_out
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


def test_a_published_version_stays_as_it_is_whoever_publishes(
    database: Database, folder: Path, trainer: Actor, tmp_path: Path
) -> None:
    packages = tmp_path / "packages"
    first = publish(database, load_course(folder), packages, by=trainer)
    reword(folder)
    for by in (trainer, None):
        with pytest.raises(InputFault, match=r"stays as it is.*1\.0\.1 or above"):
            publish(database, load_course(folder), packages, by=by)
    (version,) = catalogue.versions(database, SLUG)
    assert (version.version, catalogue.playable(database, SLUG).package) == ("1.0.0", first)
    assert b"It is small." in source_files(database, version.source)["01-noticing.md"]
    assert {each.name for each in (packages / SLUG).iterdir()} == {Path(first).name}


def test_other_files_are_another_version_even_if_their_package_is_the_same(
    database: Database, folder: Path, trainer: Actor, tmp_path: Path
) -> None:
    packages, text = tmp_path / "packages", (folder / "course.md").read_text(encoding="utf-8")
    publish(database, load_course(folder), packages, by=trainer)
    before = catalogue.versions(database, SLUG)
    (folder / "course.md").write_text(
        text.replace("---\n", "---\n# A note of the trainer's\n", 1), encoding="utf-8"
    )
    assert content_hash(load_course(folder)) == before[0].sha
    for by in (trainer, None):
        with pytest.raises(InputFault, match=r"stays as it is.*1\.0\.1 or above"):
            publish(database, load_course(folder), packages, by=by)
    catalogue.withdraw(database, SLUG, "1.0.0", reason="Out of date", by=trainer)
    with pytest.raises(InputFault, match=r"stays as it is"):
        publish(database, load_course(folder), packages)
    assert catalogue.versions(database, SLUG)[0].source == before[0].source


def test_the_same_files_built_by_a_newer_elearn_are_the_same_version(
    database: Database, folder: Path, trainer: Actor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(database, load_course(folder), tmp_path / "packages", by=trainer)
    (before,) = catalogue.versions(database, SLUG)
    built = package_files(load_course(folder), Format.SCORM_2004_4)
    monkeypatch.setattr(prepared, "package_files", lambda *_: {**built, "new.js": b"let a = 1"})
    newer = prepared.prepare(load_course(folder), tmp_path / "packages")
    assert "has the player of this elearn now" in prepared.notes_on_publishing(database, newer)[-1]
    prepared.publish_prepared(database, newer, trainer)
    (after,) = catalogue.versions(database, SLUG)
    assert (after.source, after.sha == before.sha) == (before.source, False)


def test_a_version_of_an_earlier_elearn_keeps_the_earlier_rule_and_gets_its_source_if_it_is_the_same(
    database: Database, folder: Path, trainer: Actor, tmp_path: Path
) -> None:
    packages = tmp_path / "packages"
    publish(database, load_course(folder), packages, by=trainer)
    (first,) = catalogue.versions(database, SLUG)
    forget_source = "update course_version set source = ''"
    with database.write() as conn:
        conn.execute(forget_source)
    publish(database, load_course(folder), packages)
    assert catalogue.versions(database, SLUG)[0].source == first.source
    with database.write() as conn:
        conn.execute(forget_source)
    registrations.start(database, 2, SLUG)
    reword(folder)
    with pytest.raises(InputFault, match="one person has begun it"):
        publish(database, load_course(folder), packages, by=trainer)
    third = publish(database, load_course(folder), packages)
    assert catalogue.playable(database, SLUG).package == third


def test_a_course_that_changes_while_it_is_built_is_not_published(
    database: Database, folder: Path, tmp_path: Path
) -> None:
    made = prepared.prepare(load_course(folder), tmp_path / "packages")
    reword(folder)
    with pytest.raises(InputFault, match="was changed while it was being built"):
        prepared.publish_prepared(database, made)
    assert catalogue.versions(database, SLUG) == []
    assert not (tmp_path / "packages").exists()


def test_packages_of_a_published_version_are_kept_by_their_hash_and_made_of_its_own_files(
    database: Database, folder: Path, tmp_path: Path
) -> None:
    packages = tmp_path / "packages"
    publish(database, load_course(folder), packages)
    before = export_package(load_course(folder), Format.SCORM_12)
    reword(folder)
    (made,) = packages_of(database, packages, SLUG, "1.0.0", Format.SCORM_12)
    assert made.name == "a-small-mark-1.0.0-scorm12.zip"
    assert package_bytes(packages, made.sha256) == before[0].content
    (again,) = packages_of(database, packages, SLUG, "1.0.0", Format.SCORM_12)
    assert again.sha256 == made.sha256 == hashlib.sha256(before[0].content).hexdigest()
    (divided,) = packages_of(database, packages, SLUG, "1.0.0", Format.SCORM_12, Structure.MODULES)
    assert divided.sha256 != made.sha256
    with pytest.raises(NotFound):
        packages_of(database, packages, SLUG, "1.1.0", Format.SCORM_12)
    with pytest.raises(NotFound, match="not kept here any more"):
        package_bytes(packages, "0" * 64)


def test_no_new_package_is_made_of_what_nobody_approved_or_what_was_withdrawn(
    database: Database, folder: Path, trainer: Actor, tmp_path: Path
) -> None:
    packages = tmp_path / "packages"
    publish(database, load_course(folder), packages)
    (kept,) = packages_of(database, packages, SLUG, "1.0.0", Format.SCORM_12)
    set_rule(database, ONLY_APPROVED, True, by=None)
    with pytest.raises(InputFault, match="only approved courses"):
        packages_of(database, packages, SLUG, "1.0.0", Format.WEB)
    assert packages_of(database, packages, SLUG, "1.0.0", Format.SCORM_12)[0].sha256 == kept.sha256
    set_rule(database, ONLY_APPROVED, False, by=None)
    catalogue.withdraw(database, SLUG, "1.0.0", reason="Out of date.", by=trainer)
    with pytest.raises(InputFault, match=r"was withdrawn.*Out of date"):
        packages_of(database, packages, SLUG, "1.0.0", Format.WEB)


def test_what_another_process_has_built_there_since_is_not_kept_as_this_version(
    database: Database, folder: Path, tmp_path: Path
) -> None:
    packages, place = tmp_path / "packages", tmp_path / "dist"
    publish(database, load_course(folder), packages)
    built = build_package(load_course(folder), Format.SCORM_12, place)
    assert keep_built(database, packages, built)
    built.path.write_bytes(b"of another process")
    assert keep_built(database, packages, built) is None
    assert len(handed_out(database, SLUG)) == 1


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
