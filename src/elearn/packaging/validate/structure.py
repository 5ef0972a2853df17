"""Checks what a manifest names and whether the package has it: identifiers, resources and files."""

from collections.abc import Iterator

from lxml import etree

from elearn.packaging.validate.addresses import fault_in_address, names_a_server
from elearn.packaging.validate.documents import local, namespace
from elearn.packaging.validate.litter import is_litter, warn_of_litter
from elearn.packaging.validate.manifest import MANIFEST, REFERENCE, Manifest, Resource, text
from elearn.packaging.validate.places import Place, resolve

_BASE = "{http://www.w3.org/XML/1998/namespace}base"
_REMEDY_PLACE = "Put the file into the package and name it by its path there."


def check_structure(manifest: Manifest) -> None:
    """Apply every rule of this module, and read the manifest's resources."""
    _identifiers(manifest)
    found: dict[str, Resource] = {}
    for resource in _resources(manifest):
        found.setdefault(resource.identifier, resource)
    manifest.resources = found
    _dependencies(manifest)
    _unlisted(manifest)
    for within in manifest.root.iterchildren(f"{manifest.content}manifest"):
        message = "It holds a manifest within a manifest, which hardly any LMS follows."
        manifest.warn("P28", within, message, "Make a package of each.")


def metadata_files(manifest: Manifest) -> Iterator[str]:
    """The members that `adlcp:location` names. Reports each that is missing."""
    for element in manifest.root.iter(f"{manifest.adl}location"):
        above = element.getparent()
        if above is not None and local(above) != "metadata":
            message = f"A location belongs in “metadata”, and this one is in “{local(above)}”."
            manifest.mandatory_2004("P30", element, message, "Move it into a metadata element.")
        place = resolve(text(element))
        if place.kind == "inside" and place.name in manifest.names:
            yield place.name
        else:
            message = f"The metadata should be in “{text(element)}”, but there is no such file."
            remedy = manifest.near.remedy(place.name) if place.kind == "inside" else None
            manifest.mandatory_2004("P30", element, message, remedy or REFERENCE)


def _identifiers(manifest: Manifest) -> None:
    seen: dict[str, etree._Element] = {}
    space = manifest.content[1:-1]
    for element in manifest.root.iter(etree.Element):
        identifier = element.get("identifier")
        if identifier is None or namespace(element) != space:
            continue
        identifier = identifier.strip()
        first = seen.setdefault(identifier, element)
        if first is not element:
            line = manifest.log.positions[MANIFEST].of(first)[0]
            message = f"The identifier “{identifier}” is already used in line {line}."
            manifest.error("P20", element, message, "Give each part an identifier of its own.")


def _resources(manifest: Manifest) -> Iterator[Resource]:
    top = manifest.root.find(f"{manifest.content}resources")
    if top is None:
        return
    base = _base(manifest, manifest.root) + _base(manifest, top)
    for element in top.iterchildren(f"{manifest.content}resource"):
        within = base + _base(manifest, element)
        kind = element.get(f"{manifest.adl}{manifest.scorm_type}", "")
        said = element.get("type")
        if kind and said is not None and said.strip().lower() != "webcontent":
            message = f"The resource is of the type “{said}”; whatever an LMS starts is “webcontent”."
            manifest.error("P27", element, message, 'Write type="webcontent".')
        files = set()
        for file in element.iterchildren(f"{manifest.content}file"):
            place = _place(manifest, file, within, kind)
            if place is not None and place.kind == "inside":
                files.add(place.name)
        launch = _place(manifest, element, within, kind) if element.get("href") is not None else None
        if launch is not None and launch.kind == "inside" and launch.name not in files:
            message = f"The resource starts with {launch.name}, which is not among its files."
            remedy = f'Add <file href="{launch.name}"/> to the resource.'
            manifest.warn("P24", element, message, remedy)
        yield Resource(element, element.get("identifier", ""), kind, launch, frozenset(files))


def _base(manifest: Manifest, element: etree._Element) -> str:
    base = element.get(_BASE, "")
    if base and (not base.endswith("/") or base.startswith("/")):
        message = f"The base path “{base}” should end in a slash and not begin with one; systems read it differently."
        manifest.warn("P29", element, message, f'Write xml:base="{base.strip("/")}/".')
    return base


def _place(manifest: Manifest, element: etree._Element, base: str, kind: str) -> Place | None:
    """Where the element's href leads, or None if it has no href. Reports what is wrong with it."""
    href = element.get("href")
    if href is None:
        return None
    place = resolve(href, base)
    if place.kind == "unsafe" and (turned := resolve(href.replace("\\", "/"), base)).kind == "inside":
        _backslash(manifest, element, href, turned)
        return turned
    if place.kind == "unsafe":
        message = f"“{href}” leads out of the package, or is an absolute path."
        manifest.error("P25", element, message, _REMEDY_PLACE)
    elif place.kind == "web":
        _on_the_web(manifest, element, href.strip(), kind)
    elif place.name not in manifest.names:
        message = f"“{href}” is named here, and the package has no such file."
        remedy = manifest.near.remedy(place.name)
        manifest.meant.add(manifest.near.find(place.name) or "")
        manifest.error(
            "P23", element, message, remedy or "Add the file, or take the line out of the manifest."
        )
    return place


def _on_the_web(manifest: Manifest, element: etree._Element, href: str, kind: str) -> None:
    fault = fault_in_address(href) if names_a_server(href) and not href.startswith("//") else None
    if fault:
        message = f"“{href}” is no address that can be opened: {fault}."
        manifest.error("P25", element, message, "Correct it, or put the file into the package.")
    elif kind == "sco":
        message = f"“{href}” is on another server; from there a course cannot reach the LMS that started it."
        manifest.error("P25", element, message, _REMEDY_PLACE)
    else:
        message = f"“{href}” is on another server; it is missing offline, and that server learns who reads."
        manifest.warn("P25", element, message, _REMEDY_PLACE)


def _backslash(manifest: Manifest, element: etree._Element, href: str, turned: Place) -> None:
    """Report a reference that divides folders with a backslash. `turned`: where it leads with slashes instead."""
    message = f"“{href}” divides folders with a backslash, and only a slash does that everywhere."
    slashed = href.replace("\\", "/")
    if turned.name in manifest.names:
        remedy = f"The package has {turned.name}, so write {slashed}."
    else:
        other = manifest.near.remedy(turned.name)
        remedy = other or f"Write {slashed}, and add the file: the package has none of that name."
    manifest.error("P25", element, message, remedy)


def _dependencies(manifest: Manifest) -> None:
    for element in manifest.root.iter(f"{manifest.content}dependency"):
        reference = element.get("identifierref", "")
        above = element.getparent()
        if reference not in manifest.resources:
            message = f"The dependency “{reference}” is not among the resources."
            manifest.error("P21", element, message, REFERENCE)
        elif above is not None and above.get("identifier") == reference:
            manifest.warn("P21", element, "This resource depends on itself.", "Take the dependency out.")


def _unlisted(manifest: Manifest) -> None:
    """Warn of files without a `file` element. Control documents (manifest, schemas, metadata) need none."""
    listed = {MANIFEST, "cmi5.xml", *manifest.meant}
    for resource in manifest.resources.values():
        listed |= resource.files
        if resource.launch is not None:
            listed.add(resource.launch.name)
    listed |= {resolve(text(element)).name for element in manifest.root.iter(f"{manifest.adl}location")}
    warn_of_litter(manifest.names, listed, manifest.log)
    unlisted = [
        name
        for name in manifest.names - listed
        if not name.lower().endswith((".xsd", ".dtd")) and not is_litter(name)
    ]
    one = "This file is in the package but not in the manifest's list, so some systems leave it out."
    many = "Some files are in the package but not in the manifest's list, so some systems leave them out."
    remedy = "Add a file element for each to the resource that uses it."
    manifest.log.warn_of_members("P24", unlisted, one, many, remedy)
