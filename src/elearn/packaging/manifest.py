"""What the manifests of all SCORM editions share: one organisation, and an item and a resource for each unit.

Identifiers come only from slugs, so that an LMS recognises a new version as the same course.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from elearn.assets import asset_path, has_asset
from elearn.content.course import Course
from elearn.packaging.metadata import METADATA
from elearn.packaging.units import Content, Unit
from elearn.packaging.xml import XSI, child, clean, document

MANIFEST = "imsmanifest.xml"
_LOM_SCHEMAS = "schemas/lom"


@dataclass(frozen=True)
class Edition:
    """The names that an edition of SCORM uses in its manifest.

    `kind` is the name of the attribute that says whether a resource is a SCO. `locations` pairs each namespace with the
    schema file, in the package, that defines it.
    """

    schemas: str
    content: str
    adl: str
    version: str
    kind: str
    prefixes: Mapping[str | None, str]
    locations: Mapping[str, str]


@dataclass(frozen=True)
class Skeleton:
    """An unfinished manifest, with the elements that an edition adds to. It has an item for each unit."""

    manifest: etree._Element
    organization: etree._Element
    items: tuple[etree._Element, ...]

    def as_bytes(self) -> bytes:
        """The finished document."""
        return document(self.manifest)


def identifier(part: str, course: Course, unit: Unit | None = None) -> str:
    """An identifier in the manifest. It is a valid NCName even if a slug starts with a digit."""
    return f"{part}-{course.slug}" + (f".{unit.id}" if unit and unit.id else "")


def skeleton(content: Content, edition: Edition, *, names_metadata: bool = True) -> Skeleton:
    """The manifest of a package, with an edition's names. `names_metadata`: whether it has an `adlcp:location`."""
    course = content.course
    prefixes: dict[str | None, str] = {None: edition.content, "xsi": XSI, **edition.prefixes}
    manifest = etree.Element(
        f"{{{edition.content}}}manifest",
        {"identifier": identifier("course", course), "version": course.version},
        prefixes,
    )
    manifest.set(
        f"{{{XSI}}}schemaLocation", " ".join(f"{name} {file}" for name, file in edition.locations.items())
    )
    metadata = child(manifest, "metadata")
    child(metadata, "schema", "ADL SCORM")
    child(metadata, "schemaversion", edition.version)
    if names_metadata:
        child(metadata, f"{{{edition.adl}}}location", METADATA)
    whole = identifier("organization", course)
    organizations = child(manifest, "organizations", attributes={"default": whole})
    organization = child(organizations, "organization", attributes={"identifier": whole})
    child(organization, "title", clean(course.title))
    items = tuple(_item(organization, course, unit) for unit in content.units)
    _resources(child(manifest, "resources"), content, edition)
    return Skeleton(manifest, organization, items)


def _item(organization: etree._Element, course: Course, unit: Unit) -> etree._Element:
    attributes = {
        "identifier": identifier("item", course, unit),
        "identifierref": identifier("resource", course, unit),
        "isvisible": "true",
    }
    item = child(organization, "item", attributes=attributes)
    child(item, "title", clean(unit.course.title))
    return item


def _resources(resources: etree._Element, content: Content, edition: Edition) -> None:
    """Add a SCO for each unit, and one asset, on which each depends, for the files that several units need."""
    course, shared = content.course, content.shared()
    together = identifier("shared", course)
    for unit in content.units:
        attributes = {"identifier": identifier("resource", course, unit), "type": "webcontent"}
        sco = child(
            resources, "resource", attributes={**attributes, edition.kind: "sco", "href": unit.launch}
        )
        own = content.own(unit) if shared else content.own(unit) | {METADATA}
        _list(sco, [unit.launch, *sorted(own - {unit.launch})])
        if shared:
            child(sco, "dependency", attributes={"identifierref": together})
    if shared:
        attributes = {"identifier": together, "type": "webcontent", edition.kind: "asset"}
        _list(child(resources, "resource", attributes=attributes), sorted(shared | {METADATA}))


def _list(resource: etree._Element, paths: Iterable[str]) -> None:
    for path in paths:
        child(resource, "file", attributes={"href": path})


def schema_files(edition: Edition) -> dict[str, bytes]:
    """The edition's official schemas, unchanged, for the package's root.

    They are control documents: an LMS reads them to validate the manifest, and the course never does. So they belong
    to no resource, and no `file` element names them.
    """
    return _files_below(asset_path(f"schemas/{edition.schemas}"))


def lom_schema_files() -> dict[str, bytes]:
    """IEEE's schemas for LOM 1.0, unchanged, for the package's root. Empty if this installation has none.

    They are optional, because no package that the build hook can install has them.
    """
    return _files_below(asset_path(_LOM_SCHEMAS)) if has_asset(_LOM_SCHEMAS) else {}


def _files_below(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
