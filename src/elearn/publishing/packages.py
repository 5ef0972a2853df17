"""The packages of published versions: built of the files that are kept, and kept by the hash of their bytes."""

import hashlib
import tempfile
from pathlib import Path

from elearn.authoring import source_files
from elearn.authoring.signoff import must_be_publishable
from elearn.content.course import load_course
from elearn.database import Database
from elearn.files import write_whole
from elearn.packaging import BuiltPackage, Export, Format, Structure, export_package
from elearn.phrases import phrase
from elearn.problems import InputFault, NotFound, Problem
from elearn.tracker import HandedOut, PublishedVersion, catalogue, packages

_KEPT = ".handed-out"
"""The folder below the packages that holds them, each named by its hash. No browser gets any of it as a page."""


def keep_package(
    database: Database,
    folder: Path,
    course: str,
    version: str,
    export: Export,
    agency: str = "",
) -> HandedOut:
    """Keeps a package of a published version below `folder`. The same bytes are kept once."""
    sha256 = hashlib.sha256(export.content).hexdigest()
    place = _place(folder, sha256)
    if not place.is_file():
        write_whole(place, export.content)
    kept = HandedOut(
        course, version, export.format.value, agency, sha256, export.name, len(export.content), ""
    )
    with database.write(people=()) as conn:
        packages.note(conn, kept)
    return kept


def keep_built(database: Database, folder: Path, built: BuiltPackage, agency: str = "") -> HandedOut | None:
    """Keeps a package of a published version that was built into a folder. None if another one is there by now."""
    export = Export(built.format, built.path.name, built.path.read_bytes())
    if (
        hashlib.sha256(export.content).hexdigest() != built.sha256
    ):  # another process builds into the same folder
        return None
    return keep_package(database, folder, built.course, built.version, export, agency)


def package_bytes(folder: Path, sha256: str) -> bytes:
    """A package that was handed out. Raises NotFound if it is not kept any more."""
    place = _place(folder, sha256)
    if not place.is_file():
        raise NotFound(phrase("This package is not kept here any more. Make it again."))
    return place.read_bytes()


def packages_of(
    database: Database,
    folder: Path,
    course: str,
    version: str,
    format: Format,
    structure: Structure = Structure.COURSE,
) -> list[HandedOut]:
    """The packages of a published version in a format: those that were handed out before, or else new ones.

    They are built of the files as they were published. Raises NotFound if the version was never published or an earlier
    elearn published it, so that its files are not kept. Raises InputFault if the format cannot express the course, and
    for a new one if the version is withdrawn or the board's rule is against it.
    """
    divided = structure is Structure.MODULES
    before = [
        each
        for each in packages.handed_out(database, course)
        if (each.version, each.format, each.agency) == (version, format.value, "")
        and each.name.removesuffix(Path(each.name).suffix).endswith("-per-module") == divided
        and _place(folder, each.sha256).is_file()
    ]
    if before:
        last = {Path(each.name).suffix: each for each in reversed(before)}
        return list(last.values())
    published = next((each for each in catalogue.versions(database, course) if each.version == version), None)
    if published is None or not published.source:
        raise NotFound(
            phrase(
                "An earlier elearn published this version, so its files are not kept. Make the package of the version "
                "that comes next."
            )
        )
    _must_be_makable(database, course, published)
    with tempfile.TemporaryDirectory() as aside:
        place = Path(aside) / course
        for name, content in source_files(database, published.source).items():
            (place / name).parent.mkdir(parents=True, exist_ok=True)
            (place / name).write_bytes(content)
        exports = export_package(load_course(place), format, structure)
    return [keep_package(database, folder, course, version, each) for each in exports]


def _must_be_makable(database: Database, course: str, version: PublishedVersion) -> None:
    """Raises InputFault if nobody is to learn with this version, or not yet."""
    if version.withdrawn_at:
        message = phrase(
            "Version %(version)s was withdrawn, so no new package is made of it: %(reason)s",
            version=version.version,
            reason=version.reason,
        )
        remedy = phrase("Make the package of another version. Those that were made before stay on the list.")
        raise InputFault([Problem(course, 0, 0, "withdrawn", "error", message, remedy)])
    with database.read() as conn:
        must_be_publishable(conn, course, version.source)


def _place(folder: Path, sha256: str) -> Path:
    return folder / _KEPT / sha256
