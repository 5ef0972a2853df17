"""Checks the course structure of cmi5 with our own rules.

No package that we can install has the official schema. So the rules here say what it says: which elements there are,
in which order, how often, and with which attributes. They also check what the specification says besides (clauses of
“cmi5 specification profile for xAPI”, Quartz, 1st edition).
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, urlsplit

from lxml import etree

from elearn.packaging.validate.addresses import fault_in_address, names_a_server
from elearn.packaging.validate.documents import local, namespace
from elearn.packaging.validate.manifest import text
from elearn.packaging.validate.near import NearNames
from elearn.packaging.validate.package_log import PackageLog
from elearn.packaging.validate.places import Place, resolve

STRUCTURE = "cmi5.xml"
CMI5 = "https://w3id.org/xapi/profiles/cmi5/v1/CourseStructure.xsd"
_MANY = 10**9
_TITLES = (("title", 1, 1), ("description", 1, 1))
_UNITS = ("au block", 1, _MANY)
_MODELS: Mapping[str, tuple[tuple[str, int, int], ...]] = {
    "courseStructure": (("course", 1, 1), ("objectives", 0, 1), _UNITS),
    "course": _TITLES,
    "objectives": (("objective", 1, _MANY),),
    "objective": _TITLES,
    "references": (("objective", 1, _MANY),),
    "reference": (),
    "block": (*_TITLES, ("objectives", 0, 1), _UNITS),
    "au": (
        *_TITLES,
        ("objectives", 0, 1),
        ("url", 1, 1),
        ("launchParameters", 0, 1),
        ("entitlementKey", 0, 1),
    ),
    "title": (("langstring", 1, _MANY),),
    "description": (("langstring", 1, _MANY),),
}
"""What each element holds, in this order: a name (or one of several), and how often at least and at most."""
_ATTRIBUTES: Mapping[str, tuple[str, ...]] = {
    "course": ("id",),
    "objective": ("id",),
    "reference": ("idref",),
    "block": ("id",),
    "au": ("id", "moveOn", "masteryScore", "launchMethod", "activityType"),
    "langstring": ("lang",),
}
_WORDS = {
    "moveOn": ("NotApplicable", "Passed", "Completed", "CompletedAndPassed", "CompletedOrPassed"),
    "launchMethod": ("AnyWindow", "OwnWindow"),
}
_LANGUAGE = re.compile(r"[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*")
_SCORE = re.compile(r"\+?(0?\.[0-9]{1,4}|0\.?|1(\.0{0,4})?)")
_RESERVED = {"endpoint", "fetch", "actor", "registration", "activityid"}


@dataclass
class CourseStructure:
    """One `cmi5.xml`, and the names of the files in its package (None if it is not in a zip)."""

    root: etree._Element
    names: frozenset[str] | None
    log: PackageLog
    near: NearNames
    member: str = STRUCTURE
    identifiers: dict[str, etree._Element] = field(default_factory=dict)
    launched: list[str] = field(default_factory=list)

    def check(self) -> None:
        """Apply every rule of this module. Afterwards `launched` has the members that its units start."""
        if namespace(self.root) != CMI5:
            message = f"It is of the namespace “{namespace(self.root)}”, which is not that of cmi5."
            self._error("P12", self.root, message, f'Write <courseStructure xmlns="{CMI5}">.')
        self._element(self.root, "courseStructure")
        self._references()
        self._satisfied()

    def _error(self, rule: str, element: etree._Element, message: str, remedy: str) -> None:
        self.log.error(rule, self.member, element, message, remedy)

    def _warn(self, rule: str, element: etree._Element, message: str, remedy: str) -> None:
        self.log.warn(rule, self.member, element, message, remedy)

    def _own(self, element: etree._Element) -> list[etree._Element]:
        """The cmi5 elements directly below. Those of other namespaces are extensions (13.1.5)."""
        space = namespace(self.root)
        return [each for each in element.iterchildren(etree.Element) if namespace(each) == space]

    def _element(self, element: etree._Element, kind: str) -> None:
        """Check an element of a kind, and everything below it (13.1, 13.2)."""
        self._attributes(element, kind)
        self._children(element, kind)
        if kind in ("title", "description"):
            self._languages(element)
        elif kind == "au":
            self._unit(element)
        elif kind == "block":
            self._block(element)
        allowed = {name for names, _, _ in _MODELS.get(kind, ()) for name in names.split()}
        for below in self._own(element):
            if local(below) in allowed:
                self._element(below, _kind(local(below), kind))

    def _children(self, element: etree._Element, kind: str) -> None:
        """Check which elements are in this one, in which order and how often (13.2)."""
        model = _MODELS.get(kind, ())
        slots = {name: slot for slot, (names, _, _) in enumerate(model) for name in names.split()}
        counts, reached = [0] * len(model), 0
        for below in self._own(element):
            name = local(below)
            slot = slots.get(name)
            if slot is None:
                message = f"A course structure has no “{name}” in “{local(element)}”."
                self._error("P70", below, message, "Take it out, or move it to where it belongs.")
                continue
            counts[slot] += 1
            if counts[slot] == model[slot][2] + 1:
                message = f"“{name}” may be in “{local(element)}” once only."
                self._error("P70", below, message, "Leave one of them.")
            elif slot < reached and kind != "objective":
                message = f"“{name}” comes too late: “{model[reached][0].split()[0]}” belongs after it."
                order = ", ".join(names.replace(" ", " or ") for names, _, _ in model)
                self._error("P70", below, message, f"Keep to the order {order}.")
            reached = max(reached, slot)
        for (names, least, _), count in zip(model, counts, strict=True):
            if count < least:
                wanted = names.replace(" ", "” or “")
                message = f"“{local(element)}” has no “{wanted}”."
                self._error("P70", element, message, f"Add {names.replace(' ', ' or ')}.")

    def _attributes(self, element: etree._Element, kind: str) -> None:
        allowed = _ATTRIBUTES.get(kind, ())
        for name, value in element.attrib.items():
            if not str(name).startswith("{") and name not in allowed:
                message = f"“{local(element)}” has no attribute “{name}”."
                self._error("P71", element, message, "Take it out; small and capital letters differ.")
            elif (words := _WORDS.get(str(name))) and value not in words:
                message = f"{name} is “{value}”, which is none of its words."
                self._error("P71", element, message, f"Write one of {', '.join(words)}.")
        if "id" in allowed:
            self._identifier(element)
        score = element.get("masteryScore")
        if score is not None and kind == "au" and not _SCORE.fullmatch(score.strip()):
            message = f"The mastery score “{score}” is not a number from 0 to 1 with at most four decimals."
            self._error("P71", element, message, 'Write masteryScore="0.8" for 80%.')
        activity = element.get("activityType")
        if activity is not None and kind == "au" and (fault := fault_in_address(activity.strip())):
            message = f"The activity type “{activity}” is not a full IRI: {fault}."
            remedy = "Write one such as http://adlnet.gov/expapi/activities/lesson, or take it out."
            self._warn("P72", element, message, remedy)

    def _identifier(self, element: etree._Element) -> None:
        """Check that an id is a full IRI that is used once (3.0, 13.1)."""
        identifier = element.get("id")
        remedy = "Write an address of your own that nothing else has, as https://example.org/courses/fire."
        if identifier is None:
            self._error("P72", element, f"“{local(element)}” has no id.", remedy)
            return
        identifier = identifier.strip()
        if fault := fault_in_address(identifier):
            self._error("P72", element, f"The id “{identifier}” is not a full IRI: {fault}.", remedy)
        first = self.identifiers.setdefault(identifier, element)
        if first is not element:
            line = self.log.positions[self.member].of(first)[0]
            message = f"The id “{identifier}” is already used in line {line}."
            self._error("P72", element, message, "Give each part an id of its own.")

    def _languages(self, element: etree._Element) -> None:
        """Check that a text comes once in each language (13.1)."""
        seen = set()
        for each in self._own(element):
            language = each.get("lang")
            if not text(each):
                self._warn("P73", each, f"This {local(element)} is blank.", "Write it.")
            if language is None:
                message = f"It does not say in which language this {local(element)} is."
                self._warn("P73", each, message, 'Add lang="en-GB".')
            elif not _LANGUAGE.fullmatch(language.strip()):
                message = f"“{language}” is not the code of a language."
                self._error("P73", each, message, "Write it as en-GB or cy.")
            elif language.lower() in seen:
                message = f"This {local(element)} is there twice in {language}."
                self._warn("P73", each, message, "Leave one of them.")
            seen.add((language or "").lower())

    def _references(self) -> None:
        """Check that blocks and units refer to objectives of the course (13.1.3)."""
        space = f"{{{namespace(self.root)}}}"
        known = {
            (each.get("id") or "").strip()
            for each in self.root.iterfind(f"{space}objectives/{space}objective")
        }
        for unit in self.root.iter(f"{space}au", f"{space}block"):
            for each in unit.iterfind(f"{space}objectives/{space}objective"):
                reference = each.get("idref")
                if reference is None:
                    self._error("P74", each, "This refers to no objective.", "Add idref.")
                elif reference.strip() not in known:
                    message = f"The objective “{reference}” is not among the course's objectives."
                    self._error("P74", each, message, "Correct the idref, or add the objective.")

    def _block(self, block: etree._Element) -> None:
        space = f"{{{namespace(self.root)}}}"
        holds_blocks = block.find(f"{space}block") is not None
        if holds_blocks and next(block.iter(f"{space}au"), None) is None:
            message = "There is no assignable unit in this block, so there is nothing to do in it."
            self._error("P70", block, message, "Add an au, or take the block out.")

    def _unit(self, unit: etree._Element) -> None:
        """Check where a unit starts (13.1.4, 14.1, 14.2), and its address, to which the LMS adds (8.1)."""
        element = next((each for each in self._own(unit) if local(each) == "url"), None)
        if element is None:
            return
        url = text(element)
        if not url:
            self._error("P75", element, "This unit has a blank address.", "Write the path of its first page.")
            return
        place = resolve(url)
        if place.kind == "unsafe" and (turned := resolve(url.replace("\\", "/"))).kind == "inside":
            message = f"“{url}” divides folders with a backslash, and only a slash does that everywhere."
            self._error("P25", element, message, f"Write {url.replace(chr(92), '/')}.")
            place = turned
        if place.kind == "unsafe" and url.lower().startswith("file:"):
            self._error("P25", element, f"“{url}” is on one computer alone.", "Put it into the package.")
        elif names_a_server(url) and (fault := fault_in_address(url)):
            message = f"“{url}” is no address that can be opened: {fault}."
            self._error("P75", element, message, "Correct it, as in https://example.org/courses/fire.html.")
        elif place.kind == "unsafe" and not re.match(r"[A-Za-z][A-Za-z0-9+.-]*://", url):
            message = f"“{url}” leads out of the package, or is an absolute path."
            self._error("P25", element, message, "Name a file of the package by its path there.")
        elif place.kind == "web":
            message = (
                f"“{url}” is on another server; it is missing offline, and that server learns who reads."
            )
            self._warn("P25", element, message, "Put it into the package, unless it has to be there.")
        elif place.kind == "inside":
            self._inside(element, url, place)
        if taken := sorted({name for name in _query(url) if name.lower() in _RESERVED}):
            message = f"The address has a parameter “{taken[0]}”, which the LMS adds itself."
            self._error("P75", element, message, "Call it something else.")

    def _inside(self, element: etree._Element, url: str, place: Place) -> None:
        if self.names is None:
            message = f"“{url}” is a path in a package, and this is no package."
            self._error("P75", element, message, "Write the whole address, or zip the course with its files.")
        elif place.name not in self.names:
            remedy = self.near.remedy(place.name)
            message = f"“{url}” is named here, and the package has no such file."
            self._error("P23", element, message, remedy or "Add the file, or correct the address.")
        else:
            self.launched.append(place.name)

    def _satisfied(self) -> None:
        units = list(self.root.iter(f"{{{namespace(self.root)}}}au"))
        if units and all(unit.get("moveOn", "NotApplicable") == "NotApplicable" for unit in units):
            message = "No unit says when to move on, so the LMS counts the course as done before it starts."
            self._warn("P76", units[0], message, 'Add moveOn="CompletedOrPassed" or another.')


def _kind(name: str, above: str) -> str:
    """The kind of an element. In a block or unit, objectives are references."""
    if name == "objectives" and above in ("au", "block"):
        return "references"
    return "reference" if above == "references" else name


def _query(url: str) -> Iterator[str]:
    try:
        yield from (name for name, _ in parse_qsl(urlsplit(url).query, keep_blank_values=True))
    except ValueError:
        return
