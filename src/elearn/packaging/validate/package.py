"""Finds what is wrong with a SCORM or cmi5 package, ours or anyone's: the archive, the manifest, files and pages.

We trust nothing in a package: it may be cut off, made by hand, or made to do harm. We unpack nothing to the disk,
follow no entity, schema or address that it names, and limit every size.
"""

import codecs
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from elearn.packaging.validate.cmi5 import STRUCTURE, CourseStructure
from elearn.packaging.validate.documents import local, namespace, parse, take_schema_hints
from elearn.packaging.validate.editions import find_edition
from elearn.packaging.validate.items import check_items, check_kinds
from elearn.packaging.validate.launch_data import check_launch_data
from elearn.packaging.validate.litter import warn_of_litter
from elearn.packaging.validate.locations import (
    check_manifest_locations,
    check_metadata_locations,
    check_other_locations,
    check_structure_locations,
)
from elearn.packaging.validate.lom import LOM_2004, check_lom
from elearn.packaging.validate.manifest import CP_12, CP_2004, MANIFEST, Manifest
from elearn.packaging.validate.members import BROKEN, MOST_TEXT, open_members, stored_names, warn_of_names
from elearn.packaging.validate.near import NearNames
from elearn.packaging.validate.no_manifest import no_manifest
from elearn.packaging.validate.package_log import PackageLog
from elearn.packaging.validate.pages import check_pages, never_speaks
from elearn.packaging.validate.schemas import LOM_12, check_manifest
from elearn.packaging.validate.sequencing import check_sequencing
from elearn.packaging.validate.structure import check_structure, metadata_files
from elearn.problems import Problem, has_errors


@dataclass(frozen=True)
class Validation:
    """What `elearn validate` prints. `standard`: scorm12, scorm2004-2, -3 or -4, cmi5; None if we cannot tell."""

    valid: bool
    standard: str | None
    problems: tuple[Problem, ...]

    def as_dict(self) -> dict[str, object]:
        """The keys of `elearn validate --json`: valid, standard, problems."""
        problems = [problem.as_dict() for problem in self.problems]
        return {"valid": self.valid, "standard": self.standard, "problems": problems}


def validate_package(path: Path) -> Validation:
    """Everything wrong with the package file at `path`. It is valid if no problem is an error.

    The file is a zip, or only the course structure of cmi5 (`cmi5.xml`): that needs no zip if its units are on servers.
    """
    log = PackageLog(str(path))
    standard = None
    document = _document(path)
    if document is not None:
        standard = _alone(document, log)
    else:
        with open_members(path, log) as members:
            if members is not None:
                standard = _check(members, log)
    problems = log.in_order()
    return Validation(not has_errors(problems), standard, problems)


def check_files(files: Mapping[str, bytes]) -> list[Problem]:
    """Everything wrong with a package's files, by path. For packages that we build, before we write them."""
    log = PackageLog("")
    warn_of_names(files, log)
    _check(files, log)
    return list(log.in_order())


def _check(members: Mapping[str, bytes], log: PackageLog) -> str | None:
    """Apply all rules to a package's members, and give the standard. A package may be SCORM and cmi5 at once."""
    if STRUCTURE in members:
        _cmi5(members, log)
        if MANIFEST not in members:
            warn_of_litter(members, (), log)
            check_other_locations(members, {STRUCTURE}, log)
            check_pages(members, NearNames(stored_names(members)), log)
            return "cmi5"
    standard = _scorm(members, log)
    if standard is not None:
        check_pages(members, NearNames(stored_names(members)), log)
    return standard


def _scorm(members: Mapping[str, bytes], log: PackageLog) -> str | None:
    root = _manifest(members, log)
    if root is None:
        return None
    hints = take_schema_hints(root)
    standard, edition = find_edition(root, log)
    check_manifest(root, edition, MANIFEST, log)
    manifest = Manifest(root, standard, frozenset(members), log, NearNames(stored_names(members)))
    check_structure(manifest)
    check_manifest_locations(members, manifest, hints)
    check_items(manifest)
    check_kinds(manifest)
    check_launch_data(manifest)
    if not manifest.is_12:
        check_sequencing(manifest)
    # Most exports of SCORM 1.2 have faulty metadata and run everywhere, because no LMS needs them.
    of_metadata = log.lenient("P30", "P31", "P32") if manifest.is_12 else log
    described = dict.fromkeys(metadata_files(manifest))
    for name in described:
        document = _parsed(members, name, log)
        if document is not None:
            check_metadata_locations(members, name, document, log)
            check_lom(document, name, of_metadata)
    for lom in root.iter(f"{{{LOM_12}}}lom", f"{{{LOM_2004}}}lom"):
        check_lom(lom, MANIFEST, of_metadata)
    check_other_locations(members, {MANIFEST, STRUCTURE, *described}, log)
    _speaking(members, manifest)
    return standard


def _speaking(members: Mapping[str, bytes], manifest: Manifest) -> None:
    scos = [each for each in manifest.resources.values() if each.kind == "sco" and each.launch is not None]
    starts = [each.launch.name for each in scos if each.launch is not None and each.launch.name in members]
    if never_speaks(members, starts, "scorm12" if manifest.is_12 else "scorm2004"):
        message = "Nothing in the package speaks to the LMS, so what is learnt is never recorded."
        remedy = f'Call the LMS from it, or write adlcp:{manifest.scorm_type}="asset".'
        manifest.warn("P52", scos[0].element, message, remedy)


def _cmi5(members: Mapping[str, bytes], log: PackageLog) -> None:
    root = _parsed(members, STRUCTURE, log)
    if root is None or not _is_structure(root, STRUCTURE, log):
        return
    check_structure_locations(members, STRUCTURE, root, take_schema_hints(root), log)
    structure = CourseStructure(root, frozenset(members), log, NearNames(stored_names(members)))
    structure.check()
    if never_speaks(members, structure.launched, "cmi5"):
        message = "Nothing in the package speaks to the LMS, so what is learnt is never recorded."
        remedy = "Let the unit read endpoint and fetch from its address, and send statements there."
        log.warn("P52", STRUCTURE, root, message, remedy)


def _is_structure(root: etree._Element, member: str, log: PackageLog) -> bool:
    if local(root) == "courseStructure":
        return True
    message = f"It begins with “{local(root)}”, not with a cmi5 course structure."
    log.error("P12", member, root, message)
    return False


def _document(path: Path) -> bytes | None:
    """The file's content if it is an XML document and not a zip, else None."""
    try:
        with path.open("rb") as file:
            start = file.read(64)
            if zipfile.is_zipfile(path):
                return None  # a page or an XML document before a zip
            bare = start.removeprefix(codecs.BOM_UTF8).lstrip()
            if not bare.startswith((b"<", codecs.BOM_UTF16_LE + b"<", codecs.BOM_UTF16_BE + b"\x00<")):
                return None
            return start + file.read(MOST_TEXT)
    except BROKEN:  # whoever opens it as a zip says what is wrong
        return None


def _alone(content: bytes, log: PackageLog) -> str | None:
    """Apply all rules to a course structure that is not in a zip (cmi5 14.2)."""
    root = parse(content, "", log)
    if root is None:
        return None
    if local(root) == "manifest":
        message = "This is a SCORM manifest without its package."
        log.error("P10", "", None, message, "Give the zip file that holds it and the course's files.")
        return None
    if not _is_structure(root, "", log):
        return None
    CourseStructure(root, None, log, NearNames(()), member="").check()
    return "cmi5"


def _manifest(members: Mapping[str, bytes], log: PackageLog) -> etree._Element | None:
    if MANIFEST not in members:
        if not log.has_reported(MANIFEST):
            log.error("P10", "", None, *no_manifest(members))
        return None  # if it is there but encrypted or damaged, that is reported already
    root = _parsed(members, MANIFEST, log)
    if root is not None and (local(root) != "manifest" or namespace(root) not in (CP_12, CP_2004)):
        message = (
            f"It begins with “{local(root)}” of “{namespace(root)}”, not with a SCORM 1.2 or 2004 manifest."
        )
        remedy = "Export the course as SCORM 1.2, SCORM 2004 or cmi5."
        log.error("P12", MANIFEST, root, message, remedy)
        return None
    return root


def _parsed(members: Mapping[str, bytes], name: str, log: PackageLog) -> etree._Element | None:
    """A member as a document, cut to a sensible size. None if it is damaged; that is reported elsewhere."""
    try:
        content = members[name][:MOST_TEXT]
    except KeyError:
        return None
    return parse(content, name, log)


__all__ = ["Validation", "check_files", "validate_package"]
