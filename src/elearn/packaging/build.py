"""Builds a course as files to hand over: packages for an LMS, a site, one HTML file, paper.

The pages are the same in every package; only the adapter that speaks to the LMS differs. A package format is a line in
`_PACKAGES` and a module with one function, which gives the control files of the package. A document format is a line
in `_DOCUMENTS`.
"""

import hashlib
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import partial
from pathlib import Path, PurePosixPath

from elearn.content.course import Course, LoadedCourse, media_file
from elearn.content.text import Place
from elearn.files import StagedFile, folder_for
from elearn.packaging import cmi5, scorm12, scorm2004
from elearn.packaging.manifest import MANIFEST
from elearn.packaging.metadata import MOST_METADATA
from elearn.packaging.units import LAUNCH, Content, Structure, Unit, units
from elearn.packaging.validate import check_files
from elearn.phrases import phrase
from elearn.player import Media, Standard, render_file, render_site
from elearn.problems import InputFault, Problem, has_errors
from elearn.zips import zip_bytes

_PLAIN_NAME = re.compile(r"[A-Za-z0-9._-]+(/[A-Za-z0-9._-]+)*")


class Format(StrEnum):
    """The formats that a course can be exported in, by the names of `elearn build --format`."""

    SCORM_12 = "scorm12"
    SCORM_2004_3 = "scorm2004-3"
    SCORM_2004_4 = "scorm2004-4"
    CMI5 = "cmi5"
    WEB = "web"
    SINGLE_FILE = "single-file"
    PDF = "pdf"
    BRIEFING = "briefing"


@dataclass(frozen=True)
class _Package:
    """How to make a package: the LMS's standard, the control files, and which of them is first in the zip.

    `most_title` and `most_unit_title` are the characters that a title of the course or of a unit may have, if there is
    a limit.
    """

    standard: Standard
    control_files: Callable[[Content], dict[str, bytes]]
    first: str
    most_title: int | None = None
    most_unit_title: int | None = None


def _none(content: Content) -> dict[str, bytes]:
    return {}


_SPOKEN = {"scorm12": "SCORM 1.2", "scorm2004": "SCORM 2004"}
"""The standards that limit titles, as people call them."""
_PACKAGES: Mapping[Format, _Package] = {
    Format.SCORM_12: _Package(
        "scorm12", scorm12.control_files, MANIFEST, scorm12.MOST_TITLE, scorm12.MOST_TITLE
    ),
    Format.SCORM_2004_3: _Package(
        "scorm2004", partial(scorm2004.control_files, edition=scorm2004.THIRD), MANIFEST, MOST_METADATA
    ),
    Format.SCORM_2004_4: _Package(
        "scorm2004", partial(scorm2004.control_files, edition=scorm2004.FOURTH), MANIFEST, MOST_METADATA
    ),
    Format.CMI5: _Package("cmi5", cmi5.control_files, cmi5.STRUCTURE),
    Format.WEB: _Package("none", _none, LAUNCH),
}
LMS_FORMATS = tuple(format for format, package in _PACKAGES.items() if package.standard != "none")
"""The formats that an LMS imports, and that can be divided into units."""


def _single_file(course: Course, media: Media) -> dict[str, bytes]:
    return {"html": render_file(course, media).encode()}


def _pdf(course: Course, media: Media) -> dict[str, bytes]:
    from elearn.paper import course_pdf

    return {"pdf": course_pdf(course, media)}


def _briefing(course: Course, media: Media) -> dict[str, bytes]:
    from elearn.paper import course_briefing

    return course_briefing(course, media)


_DOCUMENTS: Mapping[Format, Callable[[Course, Media], dict[str, bytes]]] = {
    Format.SINGLE_FILE: _single_file,
    Format.PDF: _pdf,
    Format.BRIEFING: _briefing,
}
"""By format: the function that gives the document's content, by the ending of its name."""


@dataclass(frozen=True)
class Export:
    """A file to hand over. `name` says course, version and format."""

    format: Format
    name: str
    content: bytes


@dataclass(frozen=True)
class BuiltPackage:
    """A file on the disk. `bytes` is its size."""

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


@dataclass(frozen=True)
class Staged:
    """A built file that waits next to its place until all others are built too."""

    built: BuiltPackage
    beside: StagedFile


def package_files(
    loaded: LoadedCourse, format: Format, structure: Structure = Structure.COURSE
) -> dict[str, bytes]:
    """Every file of the course's package in a package format, by its path in the package.

    Raises InputFault with all problems if the course has an error or the format cannot express it. Raises ValueError
    for one unit per module in a format that no LMS imports.
    """
    _possible(format, structure)
    course, package = _sound(loaded), _PACKAGES[format]
    parts = units(course, structure)
    if problems := list(_titles_to_shorten(loaded, parts, package)):
        raise InputFault(problems)
    launched = {unit.launch: unit.course for unit in parts}
    pages = render_site(course, package.standard, loaded.media(), launched).files
    if problems := list(_names_to_change(loaded, pages)):
        raise InputFault(problems)
    files = {**pages, **package.control_files(Content(course, parts, frozenset(pages)))}
    if format in LMS_FORMATS and (problems := check_files(files)):
        raise InputFault(_at_their_source(loaded, problems))
    return files


def export_package(
    loaded: LoadedCourse, format: Format, structure: Structure = Structure.COURSE, agency: str = ""
) -> tuple[Export, ...]:
    """The course in a format: one file, or two if the format has two. The same source gives the same bytes.

    `agency` is the id of the agency whose contacts the course has (`localised`). It becomes part of the name.
    Raises what `package_files` raises.
    """
    _possible(format, structure)
    if format in _DOCUMENTS:
        contents = _DOCUMENTS[format](_sound(loaded), loaded.media())
    else:
        files = package_files(loaded, format, structure)
        contents = {"zip": zip_bytes(files, _PACKAGES[format].first)}
    course = _sound(loaded)
    divided = "-per-module" if structure is Structure.MODULES else ""
    own = f"-{agency}" if agency else ""
    stem = f"{course.slug}-{course.version}{own}-{format.value}{divided}"
    return tuple(Export(format, f"{stem}.{ending}", content) for ending, content in contents.items())


def stage(
    loaded: LoadedCourse,
    formats: Iterable[Format],
    out: Path,
    structure: Structure = Structure.COURSE,
    agency: str = "",
) -> list[Staged]:
    """Build one course in each format, each file next to its place in the folder `out`.

    `agency` is as in `export_package`. Raises InputFault with all problems of the course in every format. Then no file
    is left over.
    """
    staged: list[Staged] = []
    problems: set[Problem] = set()
    try:
        for format in dict.fromkeys(formats):
            try:
                exports = export_package(loaded, format, structure, agency)
            except InputFault as fault:
                problems.update(fault.problems)
                continue
            if not problems:
                staged += [_stage(loaded, each, out) for each in exports]
        if problems:
            raise InputFault(problems)
    except BaseException:
        discard(staged)
        raise
    return staged


def settle(staged: Iterable[Staged]) -> list[BuiltPackage]:
    """Put each built file into its place, whole."""
    for each in staged:
        each.beside.settle()
    return [each.built for each in staged]


def discard(staged: Iterable[Staged]) -> None:
    """Delete the built files that are not in their place yet."""
    for each in staged:
        each.beside.discard()


def build_packages(
    courses: Iterable[LoadedCourse],
    formats: Iterable[Format],
    out: Path,
    structure: Structure = Structure.COURSE,
) -> list[BuiltPackage]:
    """Build each course in each format into the folder `out`, as `<slug>-<version>-<format>.zip` (or .html, .pdf).

    The same source gives the same bytes. If a course cannot be built, this raises InputFault with the problems of all
    courses, and nothing new is in the folder. Each file appears whole or not at all.
    """
    formats = tuple(formats)
    staged: list[Staged] = []
    problems: set[Problem] = set()
    with folder_for(out):
        try:
            for loaded in courses:
                try:
                    staged += stage(loaded, formats, out, structure)
                except InputFault as fault:
                    problems.update(fault.problems)
            if problems:
                raise InputFault(problems)
            return settle(staged)
        finally:
            discard(staged)


def build_package(
    loaded: LoadedCourse, format: Format, out: Path, structure: Structure = Structure.COURSE
) -> BuiltPackage:
    """Build one course in one format that is one file, as `build_packages` does."""
    return build_packages([loaded], [format], out, structure)[0]


def _stage(loaded: LoadedCourse, made: Export, out: Path) -> Staged:
    course, path = _sound(loaded), out / made.name
    sha256 = hashlib.sha256(made.content).hexdigest()
    built = BuiltPackage(course.slug, course.version, made.format, path, len(made.content), sha256)
    return Staged(built, StagedFile.write(path, made.content))


def _possible(format: Format, structure: Structure) -> None:
    if structure is Structure.MODULES and format not in LMS_FORMATS:
        raise ValueError(f"{format} cannot have a unit for each module, because no LMS imports it.")


def _sound(loaded: LoadedCourse) -> Course:
    if loaded.course is None or has_errors(loaded.problems):
        raise InputFault(loaded.problems)
    return loaded.course


def _at_their_source(loaded: LoadedCourse, problems: Iterable[Problem]) -> Iterable[Problem]:
    """The problems of a package's files. Those of a picture, film or module name the file that the author has."""
    course, source = _sound(loaded), loaded.source
    media = {path.as_posix(): media_file(loaded.folder, path).as_posix() for path in course.media()}
    modules = {module.id: place.path for module, place in zip(course.modules, source.modules, strict=False)}
    for problem in problems:
        path = media.get(problem.path) or modules.get(PurePosixPath(problem.path).stem)
        yield problem if path is None else replace(problem, path=path, line=0, column=0)


def _titles_to_shorten(loaded: LoadedCourse, parts: Iterable[Unit], package: _Package) -> Iterable[Problem]:
    """A problem for each title that is too long for the format, at the line where the author wrote it."""
    course, source = _sound(loaded), loaded.source
    first = Place((loaded.folder / source.course_file).as_posix(), 1)
    titles = [(course.title, package.most_title, source.keys.get("title", first))]
    places = {module.id: place for module, place in zip(course.modules, source.modules, strict=False)}
    for part in parts:
        if part.id:
            titles.append((part.course.title, package.most_unit_title, places.get(part.id, first)))
    standard = _SPOKEN.get(package.standard, package.standard)
    for title, most, place in titles:
        if most is not None and len(title) > most:
            yield Problem(
                path=place.path,
                line=place.line,
                column=1,
                rule="P13",
                severity="error",
                message=phrase(
                    "This title has %(length)s characters; in %(standard)s it may have %(most)s.",
                    length=f"{len(title):,}",
                    standard=standard,
                    most=f"{most:,}",
                ),
                remedy=phrase(
                    "Shorten it to at most %(most)s characters, or choose another format.", most=f"{most:,}"
                ),
            )


def _names_to_change(loaded: LoadedCourse, pages: Iterable[str]) -> Iterable[Problem]:
    for name in pages:
        if not _PLAIN_NAME.fullmatch(name):
            yield Problem(
                path=str(loaded.folder / name),
                line=0,
                column=0,
                rule="P06",
                severity="error",
                message=phrase("Some learning management systems cannot read this file name."),
                remedy=phrase(
                    "Use the letters a to z, digits, hyphens, underscores and full stops in its name."
                ),
            )
