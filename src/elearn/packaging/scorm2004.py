"""SCORM 2004, 3rd and 4th edition.

The content says when it is completed and passed, and the sequencing says so. Without `completionSetByContent` and
`objectiveSetByContent` some systems (SuccessFactors) complete a course when it is opened. There is no
`completionThreshold`, because it takes more than seen pages to complete a course. If the package is one unit, we hide
the LMS's own "next" and "previous", because they would leave the course.

In a package of several units the course is completed when every unit is completed. It is passed by the units' scores,
weighted by their points; a unit without points does not count. Units may be taken in any order.
"""

from dataclasses import replace

from lxml import etree

from elearn.packaging.manifest import (
    MANIFEST,
    Edition,
    Skeleton,
    schema_files,
    skeleton,
)
from elearn.packaging.metadata import LOM_SCHEMA, METADATA, lom_2004, lom_schema
from elearn.packaging.units import Content, Unit
from elearn.packaging.xml import child

CONTENT = "http://www.imsglobal.org/xsd/imscp_v1p1"
ADL = "http://www.adlnet.org/xsd/adlcp_v1p3"
SEQUENCING = "http://www.imsglobal.org/xsd/imsss"
ADL_SEQUENCING = "http://www.adlnet.org/xsd/adlseq_v1p3"
NAVIGATION = "http://www.adlnet.org/xsd/adlnav_v1p3"
FOURTH = Edition(
    schemas="scorm2004-4",
    content=CONTENT,
    adl=ADL,
    version="2004 4th Edition",
    kind=f"{{{ADL}}}scormType",
    prefixes={"adlcp": ADL, "adlseq": ADL_SEQUENCING, "adlnav": NAVIGATION, "imsss": SEQUENCING},
    locations={
        CONTENT: "imscp_v1p1.xsd",
        ADL: "adlcp_v1p3.xsd",
        ADL_SEQUENCING: "adlseq_v1p3.xsd",
        NAVIGATION: "adlnav_v1p3.xsd",
        SEQUENCING: "imsss_v1p0.xsd",
    },
)
THIRD = replace(FOURTH, schemas="scorm2004-3", version="2004 3rd Edition")


def control_files(content: Content, edition: Edition) -> dict[str, bytes]:
    """The files that turn the pages into a SCORM 2004 package of that edition: manifest, metadata, schemas."""
    manifest = skeleton(content, edition)
    manifest.organization.set(f"{{{ADL_SEQUENCING}}}objectivesGlobalToSystem", "false")
    _sequence(manifest, content)
    return {
        MANIFEST: manifest.as_bytes(),
        METADATA: lom_2004(content.course, content.units[0].launch),
        **schema_files(edition),
        LOM_SCHEMA: lom_schema(),
    }


def _sequence(manifest: Skeleton, content: Content) -> None:
    several = len(content.units) > 1
    total = sum(unit.points for unit in content.units)
    for item, unit in zip(manifest.items, content.units, strict=True):
        _activity(item, unit, unit.points / total if several and total else None, several=several)
    whole = child(manifest.organization, f"{{{SEQUENCING}}}sequencing")
    child(whole, "controlMode", attributes={"choice": "true", "flow": "true"})
    if several:
        mark = content.course.completion.pass_mark if total else None
        _roll_up(whole, None if mark is None else mark / 100)


def _activity(item: etree._Element, unit: Unit, weight: float | None, *, several: bool) -> None:
    """Make an item an activity whose content sets its status, with an objective for each outcome that it tests.

    `weight` is its share of the course's score, or None if its score does not count for the course.
    """
    sequencing = child(item, f"{{{SEQUENCING}}}sequencing")
    if weight is not None:
        rollup = {"rollupObjectiveSatisfied": _yes(weight > 0), "rollupProgressCompletion": "true"}
        child(sequencing, "rollupRules", attributes={**rollup, "objectiveMeasureWeight": f"{weight:.4f}"})
    objectives = child(sequencing, "objectives")
    child(objectives, "primaryObjective", attributes={"satisfiedByMeasure": "false"})
    for outcome in unit.outcomes():
        child(objectives, "objective", attributes={"objectiveID": outcome, "satisfiedByMeasure": "false"})
    controls = {"tracked": "true", "completionSetByContent": "true", "objectiveSetByContent": "true"}
    child(sequencing, "deliveryControls", attributes=controls)
    if not several:
        interface = child(child(item, f"{{{NAVIGATION}}}presentation"), "navigationInterface")
        for button in ("previous", "continue"):
            child(interface, "hideLMSUI", button)


def _roll_up(whole: etree._Element, mark: float | None) -> None:
    """Say how units add up to the course (SN 4.6): completed when all are, passed when the weighted score is `mark`.

    While a unit is open we say nothing about passing, so that nobody fails for units that they have not taken yet.
    """
    rules = child(whole, "rollupRules")
    for said, condition, action in (("all", "completed", "completed"), ("any", "attempted", "incomplete")):
        rule = child(rules, "rollupRule", attributes={"childActivitySet": said})
        child(child(rule, "rollupConditions"), "rollupCondition", attributes={"condition": condition})
        child(rule, "rollupAction", attributes={"action": action})
    if mark is None:
        return
    primary = child(child(whole, "objectives"), "primaryObjective", attributes={"satisfiedByMeasure": "true"})
    child(primary, "minNormalizedMeasure", f"{mark:.4f}")
    attributes = {"measureSatisfactionIfActive": "false"}
    child(whole, f"{{{ADL_SEQUENCING}}}rollupConsiderations", attributes=attributes)


def _yes(value: bool) -> str:
    return "true" if value else "false"
