"""A manifest as the rules need it: its names for things, its resources, and the files of its package."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from lxml import etree

from elearn.packaging.validate.documents import namespace
from elearn.packaging.validate.near import NearNames
from elearn.packaging.validate.package_log import PackageLog
from elearn.packaging.validate.places import Place

MANIFEST = "imsmanifest.xml"
CP_12 = "http://www.imsproject.org/xsd/imscp_rootv1p1p2"
CP_2004 = "http://www.imsglobal.org/xsd/imscp_v1p1"
ADL = {CP_12: "http://www.adlnet.org/xsd/adlcp_rootv1p2", CP_2004: "http://www.adlnet.org/xsd/adlcp_v1p3"}
SEQUENCING = "{http://www.imsglobal.org/xsd/imsss}"
NAVIGATION = "{http://www.adlnet.org/xsd/adlnav_v1p3}"
REFERENCE = "Correct the reference, or export the package again from the tool that made it."


@dataclass(frozen=True)
class Resource:
    """A resource of the manifest, with its files found. `kind` is "sco", "asset", or "" if it does not say."""

    element: etree._Element
    identifier: str
    kind: str
    launch: Place | None
    files: frozenset[str]


@dataclass
class Manifest:
    """One manifest, and the names of the files in its package. `near` also knows those that cannot be read.

    `meant` collects the files whose names are nearly those of missing ones.
    """

    root: etree._Element
    standard: str
    names: frozenset[str]
    log: PackageLog
    near: NearNames
    resources: Mapping[str, Resource] = field(default_factory=dict)
    meant: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        space = namespace(self.root)
        self.content = f"{{{space}}}"
        self.adl = f"{{{ADL[space]}}}"
        self.is_12 = space == CP_12
        self.scorm_type = "scormtype" if self.is_12 else "scormType"
        self.item = f"{self.content}item"
        self.organization = f"{self.content}organization"

    def error(self, rule: str, element: etree._Element, message: str, remedy: str) -> None:
        """Report an error at an element."""
        self.log.error(rule, MANIFEST, element, message, remedy)

    def warn(self, rule: str, element: etree._Element, message: str, remedy: str) -> None:
        """Report a warning at an element."""
        self.log.warn(rule, MANIFEST, element, message, remedy)

    def mandatory_2004(self, rule: str, element: etree._Element, message: str, remedy: str) -> None:
        """Report an error in SCORM 2004, but a warning in SCORM 1.2, which systems follow less strictly."""
        (self.warn if self.is_12 else self.error)(rule, element, message, remedy)

    def organizations(self) -> Iterator[etree._Element]:
        """The organizations of the manifest itself, not of manifests within it."""
        for element in self.root.iterchildren(f"{self.content}organizations"):
            yield from element.iterchildren(self.organization)

    def items(self) -> Iterator[etree._Element]:
        """Every item of the organizations, at any depth."""
        for organization in self.organizations():
            yield from organization.iter(self.item)

    def children(self, element: etree._Element) -> list[etree._Element]:
        """The items directly below an organization or item."""
        return list(element.iterchildren(self.item))


def text(element: etree._Element | None) -> str:
    """An element's text with single spaces, or "" if there is none."""
    return " ".join((element.text or "").split()) if element is not None else ""
