"""Checks objectives in the sequencing of SCORM 2004, and where they read and write (CAM 5.1, objectives; SN 3.10)."""

from lxml import etree

from elearn.packaging.validate.documents import local
from elearn.packaging.validate.manifest import SEQUENCING, Manifest

_ADL_SEQUENCING = "{http://www.adlnet.org/xsd/adlseq_v1p3}"
_MAP = f"{SEQUENCING}mapInfo"
_PRIMARY = f"{SEQUENCING}primaryObjective"
_TRUE = ("true", "1")
_ONE_PER_GLOBAL = ("writeSatisfiedStatus", "writeNormalizedMeasure")
_ONE_PER_LOCAL = ("readSatisfiedStatus", "readNormalizedMeasure")


def check_objectives(manifest: Manifest, sequencing: etree._Element) -> None:
    """Check the objectives of one activity."""
    found = list(sequencing.iter(_PRIMARY, f"{SEQUENCING}objective"))
    _identifiers(manifest, found)
    for element in found:
        by_measure = element.get("satisfiedByMeasure", "false").strip() in _TRUE
        least = element.find(f"{SEQUENCING}minNormalizedMeasure")
        if least is not None and not by_measure:
            message = "A pass mark is given, and without satisfiedByMeasure no LMS looks at it."
            manifest.warn("P62", least, message, 'Add satisfiedByMeasure="true", or take it out.')
        _reads(manifest, element)
    _writes(manifest, sequencing)
    known = {element.get("objectiveID") for element in found}
    for element in sequencing.iter(f"{_ADL_SEQUENCING}objective"):
        if element.get("objectiveID") not in known:
            message = f"“{element.get('objectiveID')}” is none of this activity's objectives."
            manifest.error("P21", element, message, "Add it to imsss:objectives, or correct the objectiveID.")


def _identifiers(manifest: Manifest, found: list[etree._Element]) -> None:
    seen = set()
    primaries = 0
    for element in found:
        identifier = element.get("objectiveID")
        if identifier is not None and identifier in seen:
            message = f"The {local(element)} “{identifier}” is there twice."
            manifest.error("P20", element, message, "Give each objective an ID of its own.")
        elif identifier is not None and not identifier.strip():
            manifest.error("P62", element, "This objective's ID is blank.", "Give it an ID.")
        elif identifier is None and element.find(_MAP) is not None:
            message = "This objective is mapped to a global one and has no ID."
            manifest.error("P62", element, message, "Give it an objectiveID.")
        seen.add(identifier)
        primaries += element.tag == _PRIMARY
        if primaries > 1 and element.tag == _PRIMARY:
            message = "An activity has one primary objective, and this is another."
            manifest.error("P62", element, message, "Make it an objective.")


def _reads(manifest: Manifest, objective: etree._Element) -> None:
    """Check that a local objective reads each value from at most one global objective. A map reads by default."""
    for attribute in _ONE_PER_LOCAL:
        reading = [m for m in objective.iterchildren(_MAP) if m.get(attribute, "true").strip() in _TRUE]
        if len(reading) > 1:
            message = f"This objective has a second map with {attribute}; it can read from one place only."
            manifest.error("P63", reading[1], message, f'Write {attribute}="false" in all maps but one.')


def _writes(manifest: Manifest, sequencing: etree._Element) -> None:
    """Check that at most one of an activity's objectives writes each value to a global objective."""
    for attribute in _ONE_PER_GLOBAL:
        seen = set()
        for each in sequencing.iter(_MAP):
            target = each.get("targetObjectiveID", "")
            if not target.strip() and attribute == _ONE_PER_GLOBAL[0]:
                manifest.error("P63", each, "This map leads to no objective.", "Name a targetObjectiveID.")
            if each.get(attribute, "false").strip() not in _TRUE:
                continue
            if target in seen:
                message = f"A second map writes to “{target}” ({attribute}); one of them is lost."
                manifest.error("P63", each, message, "Let one objective of an activity write to each target.")
            seen.add(target)
