"""A course as a package file: pages from the player, control files from the format's module, one reproducible zip.

The pages are the same in every format; only the adapter that speaks to the LMS differs. A format is a line in `_MAKERS`
and a module with one function, which gives the files that make the pages a package of that format.
"""

import hashlib
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from elearn.content.courses import LoadedCourse
from elearn.content.model import Course
from elearn.packaging import scorm12, scorm2004
from elearn.packaging.archive import write_whole, zip_bytes
from elearn.packaging.validate import check_files
from elearn.player.site import Standard, render_site
from elearn.problems import InputFault, Problem, has_errors

ControlFiles = Callable[[Course, Iterable[str]], dict[str, bytes]]
_PLAIN_NAME = re.compile(r"[A-Za-z0-9._-]+(/[A-Za-z0-9._-]+)*")


class Format(StrEnum):
    """The formats that a course can be exported in, by the names of `elearn build --format`."""

    SCORM_12 = "scorm12"
    SCORM_2004_4 = "scorm2004-4"


@dataclass(frozen=True)
class _Maker:
    standard: Standard
    control_files: ControlFiles


_MAKERS: dict[Format, _Maker] = {
    Format.SCORM_12: _Maker("scorm12", scorm12.control_files),
    Format.SCORM_2004_4: _Maker("scorm2004", scorm2004.control_files),
}


@dataclass(frozen=True)
class BuiltPackage:
    """A package on the disk. `bytes` is its size."""

    course: str
    version: str
    format: Format
    path: Path
    bytes: int
    sha256: str

    def as_dict(self) -> dict[str, str | int]:
        """The keys of `elearn build --json`: course, version, format, path, bytes, sha256."""
        return {
            "course": self.course,
            "version": self.version,
            "format": self.format.value,
            "path": str(self.path),
            "bytes": self.bytes,
            "sha256": self.sha256,
        }


def package_files(loaded: LoadedCourse, format: Format) -> dict[str, bytes]:
    """Every file of the course's package in a format, by its path in the package.

    Raises InputFault with all problems when the course has an error, or cannot be said in the format.
    """
    course = _sound(loaded)
    maker = _MAKERS[format]
    pages = render_site(course, maker.standard, loaded.media()).files
    if problems := list(_names_to_change(loaded, pages)):
        raise InputFault(problems)
    files = {**pages, **maker.control_files(course, pages)}
    if problems := check_files(files):
        raise InputFault(problems)
    return files


def build_packages(
    courses: Iterable[LoadedCourse], formats: Iterable[Format], out: Path
) -> list[BuiltPackage]:
    """Build each course in each format into the folder `out`, as `<slug>-<version>-<format>.zip`.

    The same source gives the same bytes. Raises InputFault with the problems of all courses, before anything is
    written, when one of them cannot be built; each file then appears whole or not at all.
    """
    formats = tuple(dict.fromkeys(formats))
    contents: list[tuple[Course, Format, bytes]] = []
    problems: set[Problem] = set()
    for loaded in courses:
        for format in formats:
            try:
                contents.append((_sound(loaded), format, zip_bytes(package_files(loaded, format))))
            except InputFault as fault:
                problems.update(fault.problems)
    if problems:
        raise InputFault(problems)
    return [_write(course, format, content, out) for course, format, content in contents]


def build_package(loaded: LoadedCourse, format: Format, out: Path) -> BuiltPackage:
    """Build one course in one format; as `build_packages`."""
    return build_packages([loaded], [format], out)[0]


def _write(course: Course, format: Format, content: bytes, out: Path) -> BuiltPackage:
    path = out / f"{course.slug}-{course.version}-{format.value}.zip"
    write_whole(path, content)
    sha256 = hashlib.sha256(content).hexdigest()
    return BuiltPackage(course.slug, course.version, format, path, len(content), sha256)


def _sound(loaded: LoadedCourse) -> Course:
    if loaded.course is None or has_errors(loaded.problems):
        raise InputFault(loaded.problems)
    return loaded.course


def _names_to_change(loaded: LoadedCourse, pages: Iterable[str]) -> Iterable[Problem]:
    for name in pages:
        if not _PLAIN_NAME.fullmatch(name):
            yield Problem(
                path=str(loaded.folder / name),
                line=0,
                column=0,
                rule="P06",
                severity="error",
                message="some learning management systems cannot read this file name.",
                remedy="Use the letters a to z, digits, hyphens, underscores and full stops in its name.",
            )
