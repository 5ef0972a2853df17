"""Checks organizations and items: what a learner is offered, and what each part of it starts."""

from lxml import etree

from elearn.packaging.validate.addresses import fault_in_parameters
from elearn.packaging.validate.manifest import REFERENCE, Manifest, text

_START = "Let an item refer to the resource that starts the course."


def check_items(manifest: Manifest) -> None:
    """Apply every rule of this module (SCORM 2004 CAM 3.4, organizations, organization, item; SCORM 1.2 CAM 2.3)."""
    top = manifest.root.find(f"{manifest.content}organizations")
    found = list(manifest.organizations())
    if top is None or not found:
        message = "It has no organization, so an LMS finds nothing to start."
        remedy = "Add an organization with an item that refers to the resource to start."
        manifest.error("P22", manifest.root if top is None else top, message, remedy)
        return
    default = top.get("default")
    if default is not None and default not in {each.get("identifier") for each in found}:
        manifest.error("P21", top, f"The default organization “{default}” is not there.", REFERENCE)
    elif default is None:
        message = f"It does not say which of its {len(found)} organizations is the default."
        remedy = f'Write <organizations default="{found[0].get("identifier")}">.'
        manifest.mandatory_2004("P21", top, message, remedy)
    for organization in found:
        _title(manifest, organization)
    launched = [_item(manifest, item) for item in manifest.items()]
    if not any(launched):
        manifest.error("P22", top, "No item starts anything.", _START)


def _title(manifest: Manifest, element: etree._Element) -> None:
    title = element.find(f"{manifest.content}title")
    if not text(title):
        message = "It has no title, so the LMS shows a blank or an identifier."
        where = element if title is None else title
        manifest.mandatory_2004("P19", where, message, "Add a title element with words in it.")


def _item(manifest: Manifest, item: etree._Element) -> bool:
    """Check one item. True if it starts a resource."""
    _title(manifest, item)
    _parameters(manifest, item)
    reference = item.get("identifierref")
    has_items = item.find(manifest.item) is not None
    if not reference:
        if not has_items:
            message = "This item starts nothing and holds no other."
            manifest.mandatory_2004("P22", item, message, "Give it an identifierref, or take it out.")
        return False
    if has_items and not manifest.is_12:
        message = "This item holds others and refers to a resource too, which SCORM 2004 does not allow."
        manifest.error("P22", item, message, "Refer to the resource from an item of its own below it.")
    resource = manifest.resources.get(reference)
    if resource is None:
        message = f"This item refers to the resource “{reference}”, which is not there."
        manifest.error("P21", item, message, REFERENCE)
        return False
    if resource.launch is None:
        message = f"The resource “{reference}” has no href, so an item that refers to it cannot start."
        manifest.error("P22", resource.element, message, "Give the resource the href of its first page.")
        return False
    return True


def check_kinds(manifest: Manifest) -> None:
    """Check that each resource says whether it is a SCO or an asset (CAM 3.4). For one that is started: an error."""
    started = {item.get("identifierref") for item in manifest.items()}
    for resource in manifest.resources.values():
        attribute = f"adlcp:{manifest.scorm_type}"
        if resource.kind in ("sco", "asset"):
            continue
        name = resource.identifier
        is_started = name in started
        message = (
            f"The resource “{name}” does not say whether it is a SCO or an asset; it may not be tracked."
        )
        remedy = f'Add {attribute}="{"sco" if is_started else "asset"}" to it.'
        if written := _written_otherwise(resource.element):
            found, value = written
            message = (
                f"The resource “{name}” says “{found}={value}”, which is not how this edition writes it."
            )
            right = value.strip().lower()
            remedy = f'Write {attribute}="{right}". Small and capital letters, and the namespace, matter.'
        (manifest.error if is_started else manifest.warn)("P26", resource.element, message, remedy)


def _written_otherwise(element: etree._Element) -> tuple[str, str] | None:
    """An attribute that says SCO or asset in other capitals or another namespace, and its value; None if none does."""
    for name, value in element.attrib.items():
        written = etree.QName(str(name)).localname
        if written.lower() == "scormtype" and str(value).strip().lower() in ("sco", "asset"):
            return written, str(value)
    return None


def _parameters(manifest: Manifest, item: etree._Element) -> None:
    """Check `parameters`, which the LMS adds to the address of what the item starts (CAM 3.4, item)."""
    parameters = item.get("parameters")
    if parameters is None or not parameters.strip():
        return
    if not item.get("identifierref"):
        message = "It has parameters and starts nothing that could take them."
        manifest.warn("P18", item, message, "Take the parameters out.")
    if fault := fault_in_parameters(parameters.strip()):
        message = f"The parameters “{parameters[:100]}” cannot be added to an address: {fault}."
        remedy = "Write them as ?name=value&other=value or #name, at most 1,000 characters."
        manifest.error("P18", item, message, remedy)
