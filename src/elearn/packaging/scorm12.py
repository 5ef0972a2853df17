"""SCORM 1.2, the default export: every LMS in the field imports it.

There is no `masteryscore`. With one, an LMS works out the status again and overwrites the course’s own
(`cmi.core.lesson_status`). The course says itself whether it was passed.
"""

from elearn.packaging.manifest import MANIFEST, Edition, schema_files, skeleton
from elearn.packaging.metadata import METADATA, lom_12
from elearn.packaging.units import Content

ADL = "http://www.adlnet.org/xsd/adlcp_rootv1p2"
MOST_TITLE = 200
"""The characters that the official schema allows in a title."""
EDITION = Edition(
    schemas="scorm12",
    content="http://www.imsproject.org/xsd/imscp_rootv1p1p2",
    adl=ADL,
    version="1.2",
    kind=f"{{{ADL}}}scormtype",
    prefixes={"adlcp": ADL},
    locations={
        "http://www.imsproject.org/xsd/imscp_rootv1p1p2": "imscp_rootv1p1p2.xsd",
        ADL: "adlcp_rootv1p2.xsd",
    },
)


def control_files(content: Content) -> dict[str, bytes]:
    """The files that turn the pages into a SCORM 1.2 package: manifest, metadata, schemas."""
    return {
        MANIFEST: skeleton(content, EDITION).as_bytes(),
        METADATA: lom_12(content.course, content.units[0].launch),
        **schema_files(EDITION),
    }
