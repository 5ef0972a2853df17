"""From a course in plain text to one that can be played here. Only here does content meet the tracker."""

import hashlib
import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from elearn.authoring import keep_source
from elearn.content.course import (
    Course,
    LoadedCourse,
    course_files,
    files_hash,
    handover_note,
    load_course,
    notes_on_pictures,
)
from elearn.database import Database
from elearn.packaging import Format, package_files
from elearn.phrases import phrase
from elearn.problems import InputFault, Problem
from elearn.publishing.gate import must_be_publishable
from elearn.publishing.notes import Planned, notes_for
from elearn.publishing.questions import Asked, asked_in, keep
from elearn.tracker import Actor, catalogue, register_course

PLAYED = Format.SCORM_2004_4
STANDARD = "scorm2004"


@dataclass(frozen=True)
class Prepared:
    """A course that is built and unpacked next to its final folder.

    `folder` is below `packages` and is named by version and content. `waiting` is where the files are until
    then, or None if the final folder already existed. `facts` are the arguments for `register_course`. The
    course itself is not kept, because a catalogue has many. `notes` say what to fill in before staff see the
    course, and which pictures we made smaller. `written` is the folder with its text, `warnings` counts what the
    checks say to look at, and `questions` are those whose answers are reported. `source` is the hash of the course's
    files, "" if the course is in no folder.
    """

    slug: str
    facts: Mapping[str, Any]
    packages: Path
    folder: str
    sha256: str
    waiting: Path | None
    notes: tuple[str, ...] = ()
    written: Path = Path()
    warnings: int = 0
    questions: Mapping[str, Asked] = field(default_factory=dict)
    source: str = ""

    @property
    def version(self) -> str:
        """The version that would be published."""
        return str(self.facts["version"])

    def discard(self) -> None:
        """Removes the unpacked files and the folders made for them, unless they are in their final folder."""
        if self.waiting is not None and self.waiting.exists():
            shutil.rmtree(self.waiting)
            for made in (self.waiting.parent, self.packages):
                if not any(made.iterdir()):
                    made.rmdir()


def publish(database: Database, loaded: LoadedCourse, packages: Path, by: Actor | None = None) -> str:
    """Builds a course, unpacks it below `packages` and registers it. Returns the folder's name.

    The name has the version and a hash of the content, so earlier folders stay as they are. A registration
    keeps the version that it started with. `by` is the person who publishes, or None for a terminal. The course's files
    are kept as they are now. A version that is published cannot be published with other files.

    Raises NotAllowed if the person does not have the right `author`, and InputFault with every problem of a
    course that cannot be built or published. Nothing is changed then.
    """
    if by is not None:
        by.must("author")
    return publish_prepared(database, prepare(loaded, packages), by)


def content_hash(loaded: LoadedCourse) -> str:
    """The hash under which a course would be published. Raises InputFault if it cannot be built."""
    return _digest(package_files(loaded, PLAYED))


def prepare(loaded: LoadedCourse, packages: Path) -> Prepared:
    """Builds a course and unpacks it for `publish_prepared`. Raises InputFault, as `publish` does."""
    files = package_files(loaded, PLAYED)
    source = _source(loaded)
    course = loaded.course
    assert course is not None  # without a course, package_files has raised InputFault
    sha256 = _digest(files)
    folder = f"{course.slug}/{course.version}-{sha256[:12]}"
    waiting = None if (packages / folder).is_dir() else _unpacked(files, (packages / folder).parent)
    warnings = sum(problem.severity == "warning" for problem in loaded.problems)
    notes = tuple(filter(None, (handover_note(course), *notes_on_pictures(loaded))))
    return Prepared(
        course.slug,
        _facts(course),
        packages,
        folder,
        sha256,
        waiting,
        notes,
        loaded.folder,
        warnings,
        asked_in(course),
        source,
    )


def _source(loaded: LoadedCourse) -> str:
    """The hash of the course's files, "" if it is in no folder. Raises InputFault if they are not what was read."""
    written = course_files(loaded.folder) if loaded.folder.is_dir() else {}
    if "course.md" not in written:
        return ""
    if load_course(loaded.folder).texts != loaded.texts:
        raise _changed(loaded.folder)
    return files_hash(written)


def _changed(folder: Path) -> InputFault:
    place = (folder / "course.md").as_posix()
    message = phrase("The course was changed while it was being built, so nothing is published.")
    return InputFault([Problem(place, 0, 0, "entry", "error", message, phrase("Publish it once more."))])


def notes_on_publishing(database: Database, prepared: Prepared) -> list[str]:
    """What somebody should know who publishes this from a terminal, in sentences. Ask before you publish.

    A terminal may lift a withdrawal, and give a version of an earlier elearn other content after people have begun it.
    `notes_for` says what else changes for people.
    """
    version = prepared.version
    notes = list(prepared.notes)
    for each in catalogue.versions(database, prepared.slug):
        if each.version == version and each.withdrawn_at:
            notes.append(
                phrase(
                    "Version %(version)s of %(course)s was withdrawn (%(reason)s). It is published again.",
                    version=version,
                    course=prepared.slug,
                    reason=each.reason,
                )
            )
        same = each.version == version and each.source and each.source == prepared.source
        if same and each.sha != prepared.sha256:
            notes.append(
                phrase(
                    "Version %(version)s of %(course)s says what it said, and has the player of this elearn now.",
                    version=version,
                    course=prepared.slug,
                )
            )
    planned = Planned(prepared.slug, version, prepared.sha256, prepared.questions)
    return notes + notes_for(database, planned, prepared.packages)


def publish_prepared(database: Database, prepared: Prepared, by: Actor | None = None) -> str:
    """Moves a prepared course to its final folder and registers it. Returns the folder's name.

    `by` is as in `publish`. Raises NotAllowed and InputFault as that does.
    """
    try:
        if by is not None:
            by.must("author")
        files = course_files(prepared.written) if prepared.source else {}
        if prepared.source and files_hash(files) != prepared.source:
            raise _changed(prepared.written)
        with database.read() as connection:
            must_be_publishable(connection, prepared, by)
        _settle(prepared)
    finally:
        prepared.discard()
    with database.write() as connection:
        must_be_publishable(connection, prepared, by)  # nobody else has been quicker
        if prepared.source:
            keep_source(connection, files)
        register_course(
            connection,
            prepared.slug,
            standard=STANDARD,
            package=prepared.folder,
            sha256=prepared.sha256,
            by=by.person if by else None,
            source=prepared.source,
            **prepared.facts,
        )
    return prepared.folder


def _facts(course: Course) -> dict[str, Any]:
    return {
        "title": course.title,
        "version": course.version,
        "minutes": course.duration_minutes,
        "outcomes": {outcome.id: outcome.text for outcome in course.outcomes},
        "recommendations": course.learned_from,
        "assessed": course.completion.pass_mark is not None,
        "pass_mark": course.completion.pass_mark,
        "change_note": next((each.text for each in course.changes if each.version == course.version), ""),
    }


def _digest(files: Mapping[str, bytes]) -> str:
    digest = hashlib.sha256()
    for name, content in sorted(files.items()):
        digest.update(f"{name}\0{len(content)}\0".encode() + content)
    return digest.hexdigest()


def _unpacked(files: Mapping[str, bytes], parent: Path) -> Path:
    """A new folder below `parent` that holds the files."""
    parent.mkdir(parents=True, exist_ok=True)
    waiting = Path(tempfile.mkdtemp(prefix=".unpacking-", dir=parent))
    try:
        for name, content in files.items():
            target = waiting / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
        waiting.chmod(0o755)
    except BaseException:
        shutil.rmtree(waiting)
        raise
    return waiting


def _settle(prepared: Prepared) -> None:
    """Renames the folder to its final name, so that it appears whole or not at all."""
    place = prepared.packages / prepared.folder
    keep(prepared.packages, prepared.folder, prepared.questions)
    if prepared.waiting is None or place.is_dir():
        return
    try:
        prepared.waiting.rename(place)
    except OSError:  # another process was quicker, with the same files
        if not place.is_dir():
            raise
