"""From a course in plain text to one that can be played here: the only place where content meets the tracker."""

import hashlib
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

from elearn.content.courses import LoadedCourse
from elearn.packaging.build import Format, package_files
from elearn.tracker.catalogue import register_course
from elearn.tracker.database import Database

PLAYED = Format.SCORM_2004_4
STANDARD = "scorm2004"


def publish(database: Database, loaded: LoadedCourse, packages: Path) -> str:
    """Build a course, unpack it into a folder of its own below `packages`, and register it. Gives the folder's name.

    The folder is named by version and content, so an earlier one stays as it is, and a registration that began with it
    goes on with it. Raises InputFault with every problem of a course that cannot be built; nothing is changed then.
    """
    files = package_files(loaded, PLAYED)
    course = loaded.course
    assert course is not None  # a course without one is an InputFault of package_files
    sha256 = _digest(files)
    folder = f"{course.slug}/{course.version}-{sha256[:12]}"
    _unpack(files, packages / folder)
    with database.write() as connection:
        register_course(
            connection,
            course.slug,
            title=course.title,
            version=course.version,
            minutes=course.duration_minutes,
            standard=STANDARD,
            package=folder,
            sha256=sha256,
            outcomes={outcome.id: outcome.text for outcome in course.outcomes},
            recommendations=course.learned_from,
            assessed=course.completion.pass_mark is not None,
        )
    return folder


def _digest(files: Mapping[str, bytes]) -> str:
    digest = hashlib.sha256()
    for name, content in sorted(files.items()):
        digest.update(f"{name}\0{len(content)}\0".encode() + content)
    return digest.hexdigest()


def _unpack(files: Mapping[str, bytes], folder: Path) -> None:
    """Write the files into a folder that appears whole or not at all. One that is there already is left alone."""
    if folder.is_dir():
        return
    folder.parent.mkdir(parents=True, exist_ok=True)
    beside = Path(tempfile.mkdtemp(prefix=".unpacking-", dir=folder.parent))
    try:
        for name, content in files.items():
            target = beside / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
        beside.chmod(0o755)
        try:
            beside.rename(folder)
        except OSError:  # another process was as quick, with the same files
            if not folder.is_dir():
                raise
    finally:
        if beside.exists():
            shutil.rmtree(beside)
