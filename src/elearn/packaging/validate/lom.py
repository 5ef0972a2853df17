"""Checks metadata: LOM 1.2.1 with IMS's schema and our own rules, LOM 1.0 only with our own rules.

SCORM 2004 does not include IEEE's schemas for LOM 1.0. So the rules here say which elements there are, which may
come only once, and what is in them.
"""

import re
from collections.abc import Mapping

from lxml import etree

from elearn.packaging.validate.documents import local, namespace
from elearn.packaging.validate.package_log import PackageLog
from elearn.packaging.validate.schemas import LOM_12, check_lom_12

LOM_2004 = "http://ltsc.ieee.org/xsd/LOM"
MOST_CHARACTERS = 1000
_LANGUAGE = re.compile(r"[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*|none")
_DURATION = re.compile(r"P(?=[\dT])(\d+Y)?(\d+M)?(\d+D)?(T(?=\d)(\d+H)?(\d+M)?(\d+(\.\d+)?S)?)?")
_ELEMENTS: Mapping[str, str] = {
    "lom": "general lifeCycle metaMetadata technical educational* rights relation* annotation* classification*",
    "general": "identifier* title language* description* keyword* coverage* structure aggregationLevel",
    "lifeCycle": "version status contribute*",
    "metaMetadata": "identifier* contribute* metadataSchema* language",
    "technical": "format* size location* requirement* installationRemarks otherPlatformRequirements duration",
    "educational": "interactivityType learningResourceType* interactivityLevel semanticDensity intendedEndUserRole*"
    " context* typicalAgeRange* difficulty typicalLearningTime description* language*",
    "rights": "cost copyrightAndOtherRestrictions description",
    "relation": "kind resource",
    "annotation": "entity date description",
    "classification": "purpose taxonPath* description keyword*",
    "identifier": "catalog entry",
    "contribute": "role entity* date",
}


def check_lom(root: etree._Element, member: str, log: PackageLog) -> None:
    """Check a `lom` element of either version. `member` is its file."""
    if namespace(root) == LOM_12 and local(root) == "lom":
        check_lom_12(root, member, log)
        _limits(root, "langstring", member, log)
        _durations(root, f"{{{LOM_12}}}typicallearningtime/{{{LOM_12}}}datetime", member, log)
    elif namespace(root) == LOM_2004 and local(root) == "lom":
        _children(root, member, log)
        _limits(root, "string", member, log)
        _durations(root, f"{{{LOM_2004}}}typicalLearningTime/{{{LOM_2004}}}duration", member, log)
    elif local(root) == "lom":
        message = f"These metadata are of the namespace “{namespace(root)}”, which is not looked into."
        remedy = f"SCORM 2004 asks for {LOM_2004}, SCORM 1.2 for {LOM_12}."
        log.warn("P34", member, root, message, remedy)
    else:
        message = f"Metadata start with “lom”, but this starts with “{local(root)}”."
        remedy = f'Begin it with <lom xmlns="{LOM_2004}"> (SCORM 2004) or <lom xmlns="{LOM_12}"> (SCORM 1.2).'
        log.error("P31", member, root, message, remedy)


def _children(element: etree._Element, member: str, log: PackageLog) -> None:
    """Check the elements below one, at any depth, with `_ELEMENTS`."""
    allowed = _ELEMENTS[local(element)].split()
    seen: set[str] = set()
    for below in element.iterchildren(etree.Element):
        name = local(below)
        if namespace(below) != LOM_2004:
            continue
        if name not in allowed and f"{name}*" not in allowed:
            message = f"Learning object metadata have no “{name}” in “{local(element)}”."
            log.error("P31", member, below, message, "Take it out, or move it to where it belongs.")
        elif name in seen and f"{name}*" not in allowed:
            message = f"“{name}” may be in “{local(element)}” once only."
            log.error("P31", member, below, message, "Leave one of them.")
        elif name in _ELEMENTS:
            _children(below, member, log)
        seen.add(name)


def _limits(root: etree._Element, text: str, member: str, log: PackageLog) -> None:
    """Report passages of over 1,000 characters, which systems may cut off, and unknown codes of languages."""
    for element in root.iter(f"{{{namespace(root)}}}{text}"):
        above = element.getparent()
        what = local(above) if above is not None else text
        if (length := len(element.text or "")) > MOST_CHARACTERS:
            message = f"The {what} has {length:,} characters; systems need to keep only {MOST_CHARACTERS:,}."
            log.error("P32", member, element, message, "Shorten it.")
    for element in root.iter(f"{{{namespace(root)}}}language"):
        if not _LANGUAGE.fullmatch((element.text or "").strip()):
            message = f"“{(element.text or '').strip()}” is not the code of a language."
            log.error("P31", member, element, message, "Write it as en-GB or cy.")


def _durations(root: etree._Element, path: str, member: str, log: PackageLog) -> None:
    for element in root.iterfind(f".//{path}"):
        if not _DURATION.fullmatch((element.text or "").strip()):
            message = f"“{(element.text or '').strip()}” is not a length of time as ISO 8601 writes it."
            log.warn("P33", member, element, message, "Write 25 minutes as PT25M.")
