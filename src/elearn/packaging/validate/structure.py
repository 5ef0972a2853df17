"""What a manifest says of itself, and whether the package keeps to it: identifiers, references, files, launching."""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from lxml import etree

from elearn.packaging.validate.documents import local
from elearn.packaging.validate.findings import Findings
from elearn.packaging.validate.places import Place, resolve

MANIFEST = "imsmanifest.xml"
CP_12 = "http://www.imsproject.org/xsd/imscp_rootv1p1p2"
CP_2004 = "http://www.imsglobal.org/xsd/imscp_v1p1"
ADL = {CP_12: "http://www.adlnet.org/xsd/adlcp_rootv1p2", CP_2004: "http://www.adlnet.org/xsd/adlcp_v1p3"}
SEQUENCING = "{http://www.imsglobal.org/xsd/imsss}"
_BASE = "{http://www.w3.org/XML/1998/namespace}base"
_TIME_12 = re.compile(r"\d{2,4}:\d{2}:\d{2}(\.\d{1,2})?")
_REMEDY_REFERENCE = "Correct the reference, or export the package again from the tool that made it."
_REMEDY_PLACE = "Put the file into the package and name it by its path there."


@dataclass(frozen=True)
class Resource:
    """A resource of the manifest, resolved. `kind` is "sco", "asset" or "" where it does not say."""

    element: etree._Element
    identifier: str
    kind: str
    launch: Place | None
    files: Mapping[str, int]


@dataclass
class Structure:
    """Checks one manifest against the names of the files in its package."""

    root: etree._Element
    names: Collection[str]
    findings: Findings

    def __post_init__(self) -> None:
        self.content = f"{{{etree.QName(self.root).namespace}}}"
        self.adl = f"{{{ADL[etree.QName(self.root).namespace or '']}}}"
        self.is_12 = self.content == f"{{{CP_12}}}"

    def check(self) -> None:
        """Every rule of this module."""
        self._identifiers()
        resources = {resource.identifier: resource for resource in self._resources()}
        self._items(resources)
        self._dependencies(resources)
        self._unlisted(resources)
        if any(True for _ in self.root.iterchildren(f"{self.content}manifest")):
            message = "It holds a manifest within a manifest, which hardly any LMS follows."
            self._warn("P28", self.root, message, "Make a package of each.")
        if self.is_12:
            self._launch_data_12()
        else:
            self._sequencing(resources)

    def metadata_files(self) -> Iterator[tuple[str, etree._Element]]:
        """The members that `adlcp:location` names, with the element that does; says so where one is missing."""
        for element in self.root.iter(f"{self.adl}location"):
            place = resolve((element.text or "").strip())
            if place.kind == "inside" and place.name in self.names:
                yield place.name, element
            else:
                message = f"Metadata are said to lie in “{(element.text or '').strip()}”, and there is no such file."
                self._error("P30", element, message, _REMEDY_REFERENCE)

    def _error(self, rule: str, element: etree._Element, message: str, remedy: str) -> None:
        self.findings.error(rule, MANIFEST, element.sourceline, message, remedy)

    def _warn(self, rule: str, element: etree._Element, message: str, remedy: str) -> None:
        self.findings.warn(rule, MANIFEST, element.sourceline, message, remedy)

    def _identifiers(self) -> None:
        seen: dict[str, int] = {}
        for element in self.root.iter(etree.Element):
            identifier = element.get("identifier")
            if identifier is None or etree.QName(element).namespace != self.content[1:-1]:
                continue
            if identifier in seen:
                message = f"The identifier “{identifier}” is already used in line {seen[identifier]}."
                self._error("P20", element, message, "Give each part an identifier of its own.")
            seen.setdefault(identifier, element.sourceline or 0)

    def _resources(self) -> Iterator[Resource]:
        top = self.root.find(f"{self.content}resources")
        if top is None:
            return
        base = self.root.get(_BASE, "") + top.get(_BASE, "")
        for element in top.iterchildren(f"{self.content}resource"):
            within = base + element.get(_BASE, "")
            kind = element.get(f"{self.adl}{'scormtype' if self.is_12 else 'scormType'}", "")
            said = element.get("type")
            if kind and said is not None and said.strip().lower() != "webcontent":
                message = f"The resource is of the type “{said}”; whatever an LMS starts is “webcontent”."
                self._error("P27", element, message, 'Write type="webcontent".')
            files: dict[str, int] = {}
            for file in element.iterchildren(f"{self.content}file"):
                place = self._place(file, within, kind)
                if place is not None and place.kind == "inside":
                    files[place.name] = file.sourceline or 0
            launch = self._place(element, within, kind) if element.get("href") is not None else None
            if launch is not None and launch.kind == "inside" and launch.name not in files:
                message = f"The resource starts with {launch.name}, which is not among its files."
                self._warn("P24", element, message, f'Add <file href="{launch.name}"/> to the resource.')
            yield Resource(element, element.get("identifier", ""), kind, launch, files)

    def _place(self, element: etree._Element, base: str, kind: str) -> Place | None:
        """Where the element's href leads, after saying what is wrong with it; None where it has none."""
        href = element.get("href")
        if href is None:
            return None
        place = resolve(href, base)
        if place.kind == "unsafe":
            message = f"“{href}” leads out of the package, or is an absolute path."
            self._error("P25", element, message, _REMEDY_PLACE)
        elif place.kind == "web" and kind == "sco":
            message = (
                f"“{href}” is on another server; from there a course cannot reach the LMS that started it."
            )
            self._error("P25", element, message, _REMEDY_PLACE)
        elif place.kind == "web":
            message = (
                f"“{href}” is on another server; it is missing offline, and that server learns who reads."
            )
            self._warn("P25", element, message, _REMEDY_PLACE)
        elif place.name not in self.names:
            message = f"“{href}” is named here, and the package has no such file."
            self._error("P23", element, message, self._nearly(place.name))
        return place

    def _nearly(self, name: str) -> str:
        """A remedy for a missing file: the name that differs in capitals alone, where there is one."""
        for other in self.names:
            if other.casefold() == name.casefold():
                return f"The package has {other}; capital letters matter, so use the same in both places."
        return "Add the file to the package, or take the line out of the manifest."

    def _items(self, resources: Mapping[str, Resource]) -> None:
        organizations = self.root.find(f"{self.content}organizations")
        found = (
            [] if organizations is None else list(organizations.iterchildren(f"{self.content}organization"))
        )
        if organizations is None or not found:
            remedy = "Add an organization with an item that refers to the resource to start."
            self._error(
                "P22", self.root, "It has no organization, so that an LMS finds nothing to start.", remedy
            )
            return
        default = organizations.get("default")
        if default is not None and default not in {each.get("identifier") for each in found}:
            message = f"The default organization “{default}” is not there."
            self._error("P21", organizations, message, _REMEDY_REFERENCE)
        launched = [
            self._item(item, resources) for each in found for item in each.iter(f"{self.content}item")
        ]
        if not any(launched):
            remedy = "Let an item refer to the resource that starts the course."
            self._error("P22", organizations, "No item starts anything.", remedy)

    def _item(self, item: etree._Element, resources: Mapping[str, Resource]) -> bool:
        """Check one item; True when it starts a resource."""
        reference = item.get("identifierref")
        has_items = any(True for _ in item.iterchildren(f"{self.content}item"))
        if not reference:
            if not has_items:
                remedy = "Give it an identifierref, or take it out."
                self._warn("P22", item, "This item starts nothing and holds no other.", remedy)
            return False
        if has_items and not self.is_12:
            message = "This item holds others and refers to a resource too, which SCORM 2004 does not allow."
            self._error("P22", item, message, "Refer to the resource from an item of its own below it.")
        resource = resources.get(reference)
        if resource is None:
            message = f"This item refers to the resource “{reference}”, which is not there."
            self._error("P21", item, message, _REMEDY_REFERENCE)
            return False
        if resource.launch is None:
            message = (
                f"The resource “{reference}” has no href, so that an item that refers to it cannot start."
            )
            self._error("P22", resource.element, message, "Give the resource the href of its first page.")
            return False
        if resource.kind not in ("sco", "asset"):
            attribute = "scormtype" if self.is_12 else "scormType"
            message = f"The resource “{reference}” does not say whether it is a SCO or an asset; it may not be tracked."
            self._error("P26", resource.element, message, f'Add adlcp:{attribute}="sco" to it.')
        return True

    def _dependencies(self, resources: Mapping[str, Resource]) -> None:
        for element in self.root.iter(f"{self.content}dependency"):
            reference = element.get("identifierref", "")
            if reference not in resources:
                message = f"The dependency “{reference}” is not among the resources."
                self._error("P21", element, message, _REMEDY_REFERENCE)

    def _unlisted(self, resources: Mapping[str, Resource]) -> None:
        """Control documents (the manifest, schemas, metadata) need no `file` element; everything else does."""
        listed = {name for resource in resources.values() for name in resource.files}
        listed |= {resource.launch.name for resource in resources.values() if resource.launch is not None}
        listed |= {
            resolve((element.text or "").strip()).name for element in self.root.iter(f"{self.adl}location")
        }
        unlisted = [
            n
            for n in self.names
            if n not in listed and n != MANIFEST and not n.lower().endswith((".xsd", ".dtd"))
        ]
        message = "This file is in the package and the manifest does not list it; some systems leave such files out."
        self.findings.each(
            "warning", "P24", unlisted, message, "Add a file element for it to the resource that uses it."
        )

    def _launch_data_12(self) -> None:
        for element in self.root.iter(f"{self.adl}masteryscore"):
            score = (element.text or "").strip()
            if not re.fullmatch(r"\d{1,3}(\.\d+)?", score) or float(score) > 100:
                self._error(
                    "P41",
                    element,
                    f"The mastery score “{score}” is not a number from 0 to 100.",
                    "Correct it, or take it out.",
                )
            else:
                message = "With a mastery score the LMS works the status out again and overwrites what the course says."
                self._warn("P41", element, message, "Take it out unless the course relies on it.")
        for element in self.root.iter(f"{self.adl}maxtimeallowed"):
            if not _TIME_12.fullmatch((element.text or "").strip()):
                message = f"The time allowed, “{(element.text or '').strip()}”, is not written as HHHH:MM:SS."
                self._error("P42", element, message, "Write it as 0001:30:00, or take it out.")

    def _sequencing(self, resources: Mapping[str, Resource]) -> None:
        collected = {e.get("ID") for e in self.root.iter(f"{SEQUENCING}sequencing") if e.get("ID")}
        for element in self.root.iter(f"{SEQUENCING}sequencing"):
            reference = element.get("IDRef")
            if reference and reference not in collected:
                self._error("P21", element, f"The sequencing “{reference}” is not there.", _REMEDY_REFERENCE)
            self._objectives(element)
        for item in self.root.iter(f"{self.content}item"):
            resource = resources.get(item.get("identifierref", ""))
            if resource is not None and resource.kind == "sco" and not _content_sets_status(item):
                message = "It does not say that the content sets its completion; some systems complete it on opening."
                remedy = 'Add <imsss:deliveryControls completionSetByContent="true" objectiveSetByContent="true"/>.'
                self._warn("P43", item, message, remedy)

    def _objectives(self, sequencing: etree._Element) -> None:
        seen = set()
        for element in sequencing.iter(f"{SEQUENCING}objective", f"{SEQUENCING}primaryObjective"):
            identifier = element.get("objectiveID")
            if identifier in seen and identifier is not None:
                message = f"The {local(element)} “{identifier}” is there twice."
                self._error("P20", element, message, "Give each objective an ID of its own.")
            seen.add(identifier)


def _content_sets_status(item: etree._Element) -> bool:
    sequencing = item.find(f"{SEQUENCING}sequencing")
    if sequencing is None:
        return False
    if sequencing.get("IDRef"):
        return True
    controls = sequencing.find(f"{SEQUENCING}deliveryControls")
    return controls is not None and controls.get("completionSetByContent") in ("true", "1")
