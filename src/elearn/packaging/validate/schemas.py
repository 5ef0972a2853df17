"""The official schemas as validators, with changes to the parts that do not compile.

Of SCORM 1.2's, `ims_xml.xsd` declares a default namespace that XML forbids, and `imsmd_rootv1p2p1.xsd` (metadata) ends
its sequences in a wildcard that makes them ambiguous, so no processor of today compiles either. We replace the first
with the W3C's own `xml.xsd`, which SCORM 2004 ships. We compile the second without those wildcards, and remove what
they would allow (elements of other namespaces) from a document before we validate it.
"""

import re
from collections.abc import Collection
from copy import deepcopy
from functools import cache

from lxml import etree

from elearn.assets import asset_path
from elearn.packaging.validate.documents import local, namespace
from elearn.packaging.validate.manifest import CP_12
from elearn.packaging.validate.package_log import EXPORT_AGAIN, PackageLog
from elearn.problems import Severity

XSD = "http://www.w3.org/2001/XMLSchema"
XML = "http://www.w3.org/XML/1998/namespace"
LOM_12 = "http://www.imsglobal.org/xsd/imsmd_rootv1p2p1"
_ROOTS = {
    "scorm12": ("imscp_rootv1p1p2.xsd", "adlcp_rootv1p2.xsd"),
    "scorm2004-3": (
        "imscp_v1p1.xsd",
        "adlcp_v1p3.xsd",
        "adlseq_v1p3.xsd",
        "adlnav_v1p3.xsd",
        "imsss_v1p0.xsd",
    ),
    "scorm2004-4": (
        "imscp_v1p1.xsd",
        "adlcp_v1p3.xsd",
        "adlseq_v1p3.xsd",
        "adlnav_v1p3.xsd",
        "imsss_v1p0.xsd",
    ),
}
MOST_ELEMENTS = 25_000
"""The library looks for each fault among all siblings, so many faults among many elements would take far too long."""
_MOST_LINES = 65_535
"""The library counts lines only up to here."""
_MOST_FAULTS = 20
"""We list this many errors of a document, and as many warnings."""
_NAMES = "Begin it with a letter, and use letters, digits, hyphens, underscores and full stops."
_NAME_FAULT = re.compile(
    r"attribute '(?:\{[^}']*\})?(?P<attribute>\w+)': '(?P<value>.*)' is not a valid value of the atomic type"
    r" 'xs:(ID|IDREF|NCName)'",
    re.DOTALL,
)
_NCNAME = re.compile(r"[^\W\d][\w.\-·]*")
"""Nearly what XML calls a name without a colon; Python's letters and digits are close enough."""
_REMEDIES = (
    ("Expected is", "Put the elements in the order that the schema gives, and add what is missing."),
    ("This element is not expected", "Take it out, or move it to where it belongs."),
    ("Missing child", "Add what is missing."),
    ("is required but missing", "Add the attribute."),
    ("is not allowed", "Take it out."),
    ("No matching global", "Correct its name, with its prefix, small and capital letters, or take it out."),
    ("is not an element of the set", "Use one of the words that it lists."),
    ("exceeds the allowed maximum length", "Shorten it."),
    ("NCName", _NAMES),
    ("xs:ID", "Give each part a name of its own."),
)
_BRACED = re.compile(r"\{[^{}']*\}|\[facet '\w+'\] ")
"""The library's words for namespaces and facets. It does not match a set of words in braces."""


def check_manifest(root: etree._Element, edition: str, member: str, log: PackageLog) -> None:
    """Validate a manifest with the schemas of its edition ("scorm12", "scorm2004-3", "scorm2004-4")."""
    schema, known = _manifest_schema(edition)
    _validate(root, known, schema, "P13", member, log)


def check_lom_12(root: etree._Element, member: str, log: PackageLog) -> None:
    """Validate LOM 1.2.1 metadata with IMS's schema."""
    _validate(root, {LOM_12}, _lom_12_schema(), "P31", member, log)


def _validate(
    root: etree._Element,
    known: Collection[str],
    schema: etree.XMLSchema,
    rule: str,
    member: str,
    log: PackageLog,
) -> None:
    """Validate a copy without the elements and attributes of other namespaces.

    In the copy we use line numbers to number the elements, so that a fault leads back to the original element.
    """
    originals = list(root.iter(etree.Element))
    if len(originals) > MOST_ELEMENTS:
        message = f"It has {len(originals):,} elements; more than {MOST_ELEMENTS:,} are not checked with the schema."
        log.error("P17", member, root, message, "Make several packages of it.")
        return
    whole = deepcopy(root)
    for number, element in enumerate(whole.iter(etree.Element), 1):
        element.sourceline = min(number, _MOST_LINES)  # type: ignore[misc]  # it can be set
    _take_out_others(whole, known)
    if schema.validate(whole):
        return
    listed = {"error": 0, "warning": 0}
    for entry in schema.error_log:
        where = originals[entry.line - 1] if 0 < entry.line < min(_MOST_LINES, len(originals) + 1) else root
        fault = _fault(str(entry.message), where)
        if fault is None:
            continue
        severity, message, remedy = fault
        listed[severity] += 1
        if listed[severity] <= _MOST_FAULTS:
            (log.error if severity == "error" else log.warn)(rule, member, where, message, remedy)


def _fault(message: str, where: etree._Element) -> tuple[Severity, str, str] | None:
    """The severity, message and remedy for a fault that the library found, or None if another rule reports it.

    Names that XML does not allow, and faulty metadata in SCORM 1.2, are in the exports of well-known tools and run.
    """
    name = _NAME_FAULT.search(message)
    value = name["value"].strip() if name else ""
    if name and value and not _NCNAME.fullmatch(value):
        return "warning", f"The {name['attribute']} “{name['value']}” is no name as XML defines it.", _NAMES
    if name and value and name["attribute"] == "identifier":
        return None  # two parts have this name, which is P20
    words, remedy = _in_words(_BRACED.sub("", message).rstrip("."))
    severity: Severity = "warning" if _is_metadata_of_12(where) else "error"
    return severity, f"It does not follow the official schema: {words}.", remedy


def _is_metadata_of_12(element: etree._Element) -> bool:
    """True for a `metadata` element of a SCORM 1.2 manifest, wherever it is, and for what is inside it."""
    name = f"{{{CP_12}}}metadata"
    return element.tag == name or next(element.iterancestors(name), None) is not None


def _in_words(message: str) -> tuple[str, str]:
    """The library's message, and the remedy for it."""
    for words, remedy in _REMEDIES:
        if words in message:
            return message, remedy
    return message, EXPORT_AGAIN


def _take_out_others(whole: etree._Element, known: Collection[str]) -> None:
    """Remove the elements and attributes of unknown namespaces."""
    for element in list(whole.iter(etree.Element)):
        parent = element.getparent()
        if parent is not None and namespace(element) not in known:
            parent.remove(element)
            continue
        for name in list(element.attrib):
            of = etree.QName(str(name)).namespace
            if of is not None and of not in known and of != XML:
                del element.attrib[name]


@cache
def _manifest_schema(edition: str) -> tuple[etree.XMLSchema, frozenset[str]]:
    """One schema that imports all of an edition's schemas, and the namespaces that it knows."""
    folder = asset_path(f"schemas/{edition}")
    driver = etree.Element(f"{{{XSD}}}schema", nsmap={"xsd": XSD})
    known = set()
    for name in _ROOTS[edition]:
        target = etree.parse(str(folder / name)).getroot().get("targetNamespace") or ""
        known.add(target)
        etree.SubElement(
            driver, f"{{{XSD}}}import", {"namespace": target, "schemaLocation": (folder / name).as_uri()}
        )
    return etree.XMLSchema(driver), frozenset(known)


@cache
def _lom_12_schema() -> etree.XMLSchema:
    root = etree.parse(str(asset_path("schemas/scorm12/imsmd_rootv1p2p1.xsd"))).getroot()
    for element in list(root.iter(f"{{{XSD}}}import", f"{{{XSD}}}group")):
        if local(element) == "import":
            element.set("schemaLocation", asset_path("schemas/scorm2004-4/xml.xsd").as_uri())
        elif element.get("ref") == "grp.any":
            parent = element.getparent()
            if parent is not None:
                parent.remove(element)
    return etree.XMLSchema(root)
