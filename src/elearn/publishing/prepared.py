"""From a course in plain text to one that can be played here: the only place where content meets the tracker."""

import hashlib
import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from elearn.content.course import Course, LoadedCourse, handover_note
from elearn.database import Database
from elearn.packaging import Format, package_files
from elearn.tracker import register_course

PLAYED = Format.SCORM_2004_4
STANDARD = "scorm2004"


@dataclass(frozen=True)
class Prepared:
    """A course that is unpacked beside its place: `folder` below `packages`, named by version and content.

    `beside` is where it lies until then; None where it was in its place already. `facts` are what the tracker is told
    of the course, by the names of `register_course`; the course itself is not kept, since a catalogue has many.
    `note` says what is to be filled in before staff see it, "" where nothing is.
    """

    slug: str
    facts: Mapping[str, Any]
    packages: Path
    folder: str
    sha256: str
    beside: Path | None
    note: str = ""

    def discard(self) -> None:
        """Take it away, with the folders made for it, where it is not in its place."""
        if self.beside is not None and self.beside.exists():
            shutil.rmtree(self.beside)
            for made in (self.beside.parent, self.packages):
                if not any(made.iterdir()):
                    made.rmdir()


def publish(database: Database, loaded: LoadedCourse, packages: Path) -> str:
    """Build a course, unpack it into a folder of its own below `packages`, and register it. Gives the folder's name.

    The folder is named by version and content, so an earlier one stays as it is, and a registration that began with it
    goes on with it. Raises InputFault with every problem of a course that cannot be built; nothing is changed then.
    """
    return publish_prepared(database, prepare(loaded, packages))


def prepare(loaded: LoadedCourse, packages: Path) -> Prepared:
    """Build a course and unpack it beside its place, for `publish_prepared`. Raises as `publish`."""
    files = package_files(loaded, PLAYED)
    course = loaded.course
    assert course is not None  # a course without one is an InputFault of package_files
    sha256 = _digest(files)
    folder = f"{course.slug}/{course.version}-{sha256[:12]}"
    beside = None if (packages / folder).is_dir() else _unpacked(files, (packages / folder).parent)
    return Prepared(course.slug, _facts(course), packages, folder, sha256, beside, handover_note(course))


def publish_prepared(database: Database, prepared: Prepared) -> str:
    """Put a prepared course in its place and register it. Gives the folder's name."""
    try:
        _settle(prepared)
    finally:
        prepared.discard()
    with database.write() as connection:
        register_course(
            connection,
            prepared.slug,
            standard=STANDARD,
            package=prepared.folder,
            sha256=prepared.sha256,
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
    }


def _digest(files: Mapping[str, bytes]) -> str:
    digest = hashlib.sha256()
    for name, content in sorted(files.items()):
        digest.update(f"{name}\0{len(content)}\0".encode() + content)
    return digest.hexdigest()


def _unpacked(files: Mapping[str, bytes], parent: Path) -> Path:
    """A new folder below `parent` that holds the files."""
    parent.mkdir(parents=True, exist_ok=True)
    beside = Path(tempfile.mkdtemp(prefix=".unpacking-", dir=parent))
    try:
        for name, content in files.items():
            target = beside / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
        beside.chmod(0o755)
    except BaseException:
        shutil.rmtree(beside)
        raise
    return beside


def _settle(prepared: Prepared) -> None:
    """Give the folder its name, which appears whole or not at all."""
    place = prepared.packages / prepared.folder
    if prepared.beside is None or place.is_dir():
        return
    try:
        prepared.beside.rename(place)
    except OSError:  # another process was as quick, with the same files
        if not place.is_dir():
            raise
