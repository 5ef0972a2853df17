"""Checks where a package says that its schemas are.

Validators that follow `xsi:schemaLocation`, such as ADL's, refuse a package if a schema is missing, or if something in
a document belongs to a namespace that no schema describes. No learning management system is known to refuse it, so all
findings are warnings. Nothing is fetched, and no schema of the package is compiled.
"""

import posixpath
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from lxml import etree

from elearn.packaging.validate.documents import Hint, local, namespace, quietly, take_schema_hints
from elearn.packaging.validate.lom import LOM_2004
from elearn.packaging.validate.manifest import ADL, CP_12, CP_2004, MANIFEST, NAVIGATION, SEQUENCING, Manifest
from elearn.packaging.validate.package_log import PackageLog
from elearn.packaging.validate.places import resolve
from elearn.packaging.validate.schemas import LOM_12, XML, XSD

_XSI = "http://www.w3.org/2001/XMLSchema-instance"
_ADL_SEQUENCING = "http://www.adlnet.org/xsd/adlseq_v1p3"
_OF_SCORM = {
    *(CP_12, CP_2004, *ADL.values(), SEQUENCING[1:-1], NAVIGATION[1:-1], _ADL_SEQUENCING, LOM_12, LOM_2004)
}
_NAMED = 5
_MOST_SCHEMAS = 200
_MOST_DOCUMENTS = 200
_MOST_READ = 16 * 1024**2
"""Other XML documents are read until they have this many bytes together."""


@dataclass
class _Found:
    """What a document's hints lead to: missing schemas as a person reads them, and the namespaces described."""

    missing: set[str] = field(default_factory=set)
    described: set[str] = field(default_factory=set)

    def follow(
        self, members: Mapping[str, bytes], space: str, location: str, by: str, waiting: list[str]
    ) -> None:
        """Note where the schema of a namespace is, as the member `by` says. Put it to those that wait to be read."""
        if space:
            self.described.add(space)
        name = _inside(location, by)
        if name is None:
            return
        if name in members:
            waiting.append(name)
        else:
            named = f" (named by {by})" if by.lower().endswith(".xsd") else ""
            self.missing.add(f"{name}{named}")


def check_manifest_locations(members: Mapping[str, bytes], manifest: Manifest, hints: list[Hint]) -> None:
    """Check the manifest's hints, the namespaces of what is in it, and that SCORM 2004 has schemas."""
    found = _check_hints(members, MANIFEST, manifest.root, hints, manifest.log)
    elements = manifest.standard != "scorm2004-4"  # the fourth edition's wildcards for elements are lax
    _check_namespaces(manifest.root, found.described, MANIFEST, manifest.log, elements=elements)
    if manifest.root.find(f".//{{{LOM_2004}}}lom") is not None:
        _check_lom(manifest.root, found.described, MANIFEST, manifest.log)
    if not (manifest.is_12 or found.missing or any(_is_schema_at_the_top(name) for name in manifest.names)):
        message = "There are no schemas beside the manifest, so ADL's validator refuses the package."
        remedy = "Add the schemas of its edition of SCORM 2004, and name them in xsi:schemaLocation."
        manifest.warn("P16", manifest.root, message, remedy)


def check_metadata_locations(
    members: Mapping[str, bytes], member: str, root: etree._Element, log: PackageLog
) -> None:
    """Check a metadata file that the manifest names."""
    found = _check_hints(members, member, root, take_schema_hints(root), log)
    _check_namespaces(root, found.described, member, log, elements=False)
    if namespace(root) == LOM_2004:
        _check_lom(root, found.described, member, log)


def check_structure_locations(
    members: Mapping[str, bytes], member: str, root: etree._Element, hints: list[Hint], log: PackageLog
) -> None:
    """Check the hints of a cmi5 course structure. It may have anything of other namespaces (13.1.5)."""
    _check_hints(members, member, root, hints, log)


def check_other_locations(members: Mapping[str, bytes], known: Collection[str], log: PackageLog) -> None:
    """Check the hints of all other XML documents, which may be anything. `known`: those that are checked already.

    What cannot be read is no fault here, because only the course reads it.
    """
    names = sorted(name for name in members if name.lower().endswith(".xml") and name not in known)
    read = 0
    for name in names[:_MOST_DOCUMENTS]:
        content = _content(members, name)
        read += len(content)
        if read > _MOST_READ:
            return
        if b"schemaLocation" not in content.replace(b"\0", b""):  # in UTF-16 there are zeros between
            continue
        root = quietly(content)
        if root is not None:
            _check_hints(members, name, root, take_schema_hints(root), log)


def _is_schema_at_the_top(name: str) -> bool:
    return "/" not in name and name.lower().endswith(".xsd")


def _content(members: Mapping[str, bytes], name: str) -> bytes:
    try:
        return members[name]
    except KeyError:  # damaged, which is reported elsewhere
        return b""


def _check_hints(
    members: Mapping[str, bytes], member: str, root: etree._Element, hints: Iterable[Hint], log: PackageLog
) -> _Found:
    """Follow a document's hints to schemas, and theirs to others. Warn of those that are not there."""
    found = _Found()
    waiting: list[str] = []
    for space, location in hints:
        found.follow(members, space, location, member, waiting)
    seen: set[str] = set()
    while waiting and len(seen) < _MOST_SCHEMAS:
        schema = waiting.pop()
        if schema not in seen:
            seen.add(schema)
            for space, location in _referenced(_content(members, schema)):
                found.follow(members, space, location, schema, waiting)
    if found.missing:
        listed = ", ".join(sorted(found.missing)[:_NAMED])
        message = f"It names schemas that are not in the package: {listed}."
        remedy = "Add them to the package, or take them out of xsi:schemaLocation."
        log.warn("P16", member, root, message, remedy)
    return found


def _inside(location: str, document: str) -> str | None:
    """The member that a location means, or None for an address elsewhere. It may lead out of the package."""
    folder = posixpath.dirname(document)
    place = resolve(location, f"{folder}/" if folder else "")
    if place.kind == "inside":
        return place.name
    relative = place.kind == "unsafe" and ":" not in location and not location.startswith(("/", "\\"))
    return location if relative else None


def _referenced(content: bytes) -> Iterator[tuple[str, str]]:
    """The namespace and the location of each schema that a schema includes or imports."""
    root = quietly(content)
    if root is None or namespace(root) != XSD:
        return
    for element in root.iterchildren(*(f"{{{XSD}}}{kind}" for kind in ("include", "import", "redefine"))):
        location = str(element.get("schemaLocation", "")).strip()
        if location:
            yield str(element.get("namespace", root.get("targetNamespace", ""))), location


def _check_namespaces(
    root: etree._Element, described: Collection[str], member: str, log: PackageLog, *, elements: bool
) -> None:
    """Warn of each namespace of an attribute, and with `elements` of an element, that no schema describes.

    Validators know SCORM's own namespaces, so these need a schema only if the document names schemas at all.
    """
    fine = {"", XML, _XSI, namespace(root), *described, *(() if described else _OF_SCORM)}
    for element in root.iter(etree.Element):
        used = [(etree.QName(str(name)), "attribute") for name in element.attrib]
        if elements:
            used.append((etree.QName(element), "element"))
        for name, kind in used:
            space = name.namespace or ""
            if space in fine:
                continue
            fine.add(space)
            message = (
                f"The {kind} “{name.localname}” is of the namespace “{space}”, for which xsi:schemaLocation"
                " names no schema. Strict validators refuse it."
            )
            remedy = f"Add the namespace and its schema to xsi:schemaLocation, or take the {kind} out."
            log.warn("P16", member, element, message, remedy)


def _check_lom(root: etree._Element, described: Collection[str], member: str, log: PackageLog) -> None:
    """Warn if IEEE's metadata do not say which schema describes them."""
    if LOM_2004 in described:
        return
    lom = root if local(root) == "lom" else root.find(f".//{{{LOM_2004}}}lom")
    message = "The metadata do not say where their schema is, so ADL's validator refuses the package."
    remedy = (
        f'Write xsi:schemaLocation="{LOM_2004} lom.xsd", and add lom.xsd and the schemas that it includes.'
    )
    log.warn("P35", member, lom, message, remedy)
