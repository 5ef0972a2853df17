"""SCORM 2004, 4th edition.

The content says when it is completed and passed, and the sequencing says that it does: without
`completionSetByContent` and `objectiveSetByContent` some systems complete a course on opening it (SuccessFactors).
There is no `completionThreshold`: pages seen are not all that completes a course. The LMS's own "next" and "previous"
are hidden, since in a package of one SCO they would leave the course.
"""

from collections.abc import Iterable

from elearn.content.model import Course
from elearn.packaging.manifest import MANIFEST, Edition, Skeleton, schema_files, skeleton
from elearn.packaging.metadata import METADATA, lom_2004
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
    sco=f"{{{ADL}}}scormType",
    prefixes={"adlcp": ADL, "adlseq": ADL_SEQUENCING, "adlnav": NAVIGATION, "imsss": SEQUENCING},
    locations={
        CONTENT: "imscp_v1p1.xsd",
        ADL: "adlcp_v1p3.xsd",
        ADL_SEQUENCING: "adlseq_v1p3.xsd",
        NAVIGATION: "adlnav_v1p3.xsd",
        SEQUENCING: "imsss_v1p0.xsd",
    },
)


def control_files(course: Course, pages: Iterable[str]) -> dict[str, bytes]:
    """The files that make the pages a SCORM 2004 4th edition package: manifest, metadata, schemas."""
    manifest = skeleton(course, {*pages, METADATA}, FOURTH)
    _sequence(manifest, course)
    return {MANIFEST: manifest.as_bytes(), METADATA: lom_2004(course), **schema_files(FOURTH)}


def _sequence(manifest: Skeleton, course: Course) -> None:
    """One activity whose status its content sets, with an objective for each outcome that a question tests."""
    manifest.organization.set(f"{{{ADL_SEQUENCING}}}objectivesGlobalToSystem", "false")
    sequencing = child(manifest.item, f"{{{SEQUENCING}}}sequencing")
    objectives = child(sequencing, "objectives")
    child(objectives, "primaryObjective", attributes={"satisfiedByMeasure": "false"})
    tested = {question.outcome for question in course.questions()}
    for outcome in course.outcomes:
        if outcome.id in tested:
            child(
                objectives, "objective", attributes={"objectiveID": outcome.id, "satisfiedByMeasure": "false"}
            )
    controls = {"tracked": "true", "completionSetByContent": "true", "objectiveSetByContent": "true"}
    child(sequencing, "deliveryControls", attributes=controls)
    presentation = child(manifest.item, f"{{{NAVIGATION}}}presentation")
    interface = child(presentation, "navigationInterface")
    for button in ("previous", "continue"):
        child(interface, "hideLMSUI", button)
    whole = child(manifest.organization, f"{{{SEQUENCING}}}sequencing")
    child(whole, "controlMode", attributes={"choice": "true", "flow": "true"})
