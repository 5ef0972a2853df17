"""What the manifests of all SCORM editions share: one organisation, one item, one SCO that lists every file.

One SCO with its navigation inside is the safest shape (iteexe#505, #527; exelearning#2334). Identifiers come from the
course's slug alone, so that an LMS knows a new version for the same course (adapt_authoring#971).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from lxml import etree

from elearn.assets import asset_path
from elearn.content.model import Course
from elearn.packaging.metadata import METADATA
from elearn.packaging.xml import XSI, child, clean, document

MANIFEST = "imsmanifest.xml"
LAUNCH = "index.html"


@dataclass(frozen=True)
class Edition:
    """The words in which an edition of SCORM says the same manifest.

    `locations` pairs each namespace with the schema file, in the package, that says it.
    """

    schemas: str
    content: str
    adl: str
    version: str
    sco: str
    prefixes: Mapping[str | None, str]
    locations: Mapping[str, str]


@dataclass(frozen=True)
class Skeleton:
    """A manifest in the making, with the elements that an edition adds to."""

    manifest: etree._Element
    organization: etree._Element
    item: etree._Element

    def as_bytes(self) -> bytes:
        """The finished document."""
        return document(self.manifest)


def identifiers(course: Course) -> dict[str, str]:
    """The manifest's identifiers: NCNames, whatever the slug begins with."""
    return {part: f"{part}-{course.slug}" for part in ("course", "organization", "item", "resource")}


def skeleton(course: Course, files: Iterable[str], edition: Edition) -> Skeleton:
    """The manifest of `files` (paths in the package, the metadata among them) in an edition's words."""
    ids = identifiers(course)
    prefixes: dict[str | None, str] = {None: edition.content, "xsi": XSI, **edition.prefixes}
    manifest = etree.Element(
        f"{{{edition.content}}}manifest",
        {"identifier": ids["course"], "version": course.version},
        prefixes,
    )
    manifest.set(
        f"{{{XSI}}}schemaLocation", " ".join(f"{name} {file}" for name, file in edition.locations.items())
    )
    metadata = child(manifest, "metadata")
    child(metadata, "schema", "ADL SCORM")
    child(metadata, "schemaversion", edition.version)
    child(metadata, f"{{{edition.adl}}}location", METADATA)
    organizations = child(manifest, "organizations", attributes={"default": ids["organization"]})
    organization = child(organizations, "organization", attributes={"identifier": ids["organization"]})
    child(organization, "title", clean(course.title))
    attributes = {"identifier": ids["item"], "identifierref": ids["resource"], "isvisible": "true"}
    item = child(organization, "item", attributes=attributes)
    child(item, "title", clean(course.title))
    resource = child(
        child(manifest, "resources"),
        "resource",
        attributes={"identifier": ids["resource"], "type": "webcontent", edition.sco: "sco", "href": LAUNCH},
    )
    for path in sorted(files, key=lambda path: (path != LAUNCH, path)):
        child(resource, "file", attributes={"href": path})
    return Skeleton(manifest, organization, item)


def schema_files(edition: Edition) -> dict[str, bytes]:
    """The edition's official schemas, as they are, for the package's root.

    They are control documents: an LMS reads them to validate the manifest and the course never does, so they belong
    to no resource and no `file` element names them: that element lists what a resource depends on.
    """
    folder = asset_path(f"schemas/{edition.schemas}")
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
