"""What is wrong with a SCORM package, ours or anyone's: the archive, the manifest, the files, the metadata.

Nothing in a package is trusted: it may be cut off, made by hand, or made to harm. Nothing is unpacked to the disk, no
entity, schema or address that it names is followed, and every size has a limit.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from elearn.packaging.validate.documents import local, namespace, parse
from elearn.packaging.validate.findings import Findings
from elearn.packaging.validate.lom import LOM_2004, check_lom
from elearn.packaging.validate.members import MOST_TEXT, open_members
from elearn.packaging.validate.pages import check_pages
from elearn.packaging.validate.schemas import LOM_12, check_manifest
from elearn.packaging.validate.structure import CP_12, CP_2004, MANIFEST, Structure
from elearn.problems import Problem, has_errors

_EDITIONS = {
    "1.2": ("scorm12", "scorm12"),
    "CAM 1.3": ("scorm2004-2", "scorm2004-3"),
    "2004 3rd Edition": ("scorm2004-3", "scorm2004-3"),
    "2004 4th Edition": ("scorm2004-4", "scorm2004-4"),
}
"""`schemaversion`, what we call that edition, and the edition whose schemas it is held against."""


@dataclass(frozen=True)
class Validation:
    """What `elearn validate` says. `standard`: scorm12, scorm2004-2, -3 or -4; None where it cannot be told."""

    valid: bool
    standard: str | None
    problems: tuple[Problem, ...]

    def as_dict(self) -> dict[str, object]:
        """The keys of `elearn validate --json`: valid, standard, problems."""
        problems = [problem.as_dict() for problem in self.problems]
        return {"valid": self.valid, "standard": self.standard, "problems": problems}


def validate_package(path: Path) -> Validation:
    """Everything wrong with the package file at `path`; it is valid when no problem is an error."""
    findings = Findings(str(path))
    standard = None
    with open_members(path, findings) as members:
        if members is not None:
            standard = _check(members, findings)
    problems = tuple(sorted(findings.problems))
    return Validation(not has_errors(problems), standard, problems)


def check_files(files: Mapping[str, bytes]) -> list[Problem]:
    """Everything wrong with a package that is still a mapping of its files; for what we build, before it is written."""
    findings = Findings("")
    _check(files, findings)
    return sorted(findings.problems)


def _check(members: Mapping[str, bytes], findings: Findings) -> str | None:
    """All rules on a package's members; gives the standard."""
    root = _manifest(members, findings)
    if root is None:
        return None
    standard, edition = _edition(root, findings)
    check_manifest(root, edition, MANIFEST, findings)
    structure = Structure(root, frozenset(members), findings)
    structure.check()
    for name, _ in structure.metadata_files():
        _metadata_file(members, name, findings)
    for lom in root.iter(f"{{{LOM_12}}}lom", f"{{{LOM_2004}}}lom"):
        check_lom(lom, MANIFEST, findings)
    check_pages(members, findings)
    return standard


def _manifest(members: Mapping[str, bytes], findings: Findings) -> etree._Element | None:
    content = _read(members, MANIFEST)
    if content is None:
        if any(problem.path.endswith(f"!{MANIFEST}") for problem in findings.problems):
            return None  # it is there, and was said to be encrypted or damaged
        below = sorted(name for name in members if name.rsplit("/", 1)[-1].lower() == MANIFEST)
        message = f"There is no {MANIFEST} at the top of the package, so that no LMS takes it."
        remedy = "Export the package again from the tool that made it."
        if below:
            folder = below[0].rpartition("/")[0]
            remedy = (
                f"There is {below[0]}: zip what is in “{folder}”, not the folder."
                if folder
                else f"Call it {MANIFEST}, in small letters."
            )
        findings.error("P10", "", None, message, remedy)
        return None
    root = parse(content, MANIFEST, findings)
    if root is not None and (local(root) != "manifest" or namespace(root) not in (CP_12, CP_2004)):
        message = (
            f"It begins with “{local(root)}” of “{namespace(root)}”, not with a SCORM 1.2 or 2004 manifest."
        )
        findings.error("P12", MANIFEST, root.sourceline, message)
        return None
    return root


def _edition(root: etree._Element, findings: Findings) -> tuple[str, str]:
    """The standard, and the edition whose schemas fit; the namespace decides between 1.2 and 2004."""
    space = namespace(root)
    element = root.find(f"{{{space}}}metadata/{{{space}}}schemaversion")
    said = " ".join((element.text or "").split()) if element is not None else ""
    found = _EDITIONS.get(said)
    if found is not None and (found[1] == "scorm12") == (space == CP_12):
        return found
    line = (element if element is not None else root).sourceline
    message = (
        f"The schemaversion says “{said}”, which no edition is called."
        if said
        else "It does not say which edition of SCORM it is."
    )
    expected = "1.2" if space == CP_12 else "2004 4th Edition"
    remedy = f"Write <schemaversion>{expected}</schemaversion> in the manifest's metadata."
    if space == CP_12:
        findings.warn("P14", MANIFEST, line, message, remedy)
        return _EDITIONS["1.2"]
    findings.error("P14", MANIFEST, line, message, remedy)
    return _EDITIONS["2004 4th Edition"]


def _metadata_file(members: Mapping[str, bytes], name: str, findings: Findings) -> None:
    content = _read(members, name)
    root = parse(content, name, findings) if content is not None else None
    if root is not None:
        check_lom(root, name, findings)


def _read(members: Mapping[str, bytes], name: str) -> bytes | None:
    """A member's content, cut to what any document needs; None where it is missing or damaged (said elsewhere)."""
    try:
        content = members[name]
    except KeyError:
        return None
    return content[:MOST_TEXT]


__all__ = ["Validation", "check_files", "validate_package"]
