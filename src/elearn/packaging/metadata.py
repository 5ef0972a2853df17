"""Describes a course as learning object metadata: LOM 1.2.1 (IMS) for SCORM 1.2, LOM 1.0 (IEEE) for SCORM 2004.

The two say the same in two grammars. The metadata go into their own file, `metadata.xml`, which the manifest names in
`adlcp:location`. We keep them out of the manifest, because nobody could validate all of it: one of the official
schemas for metadata does not compile, and the other is not published with SCORM's. ADL's validator refuses metadata of
SCORM 2004 that name no schema, or one that is not in the package. IEEE's own are in no package that the build hook can
install. So `lom.xsd` is a schema of ours for the same namespace.
"""

from importlib import resources

from lxml import etree

from elearn.content.course import Course
from elearn.packaging.xml import XML_LANG, XSI, child, clean, document
from elearn.player import SOURCE_LANGUAGE, base_language, markdown, sayer, spoken_name

METADATA = "metadata.xml"
LOM_12 = "http://www.imsglobal.org/xsd/imsmd_rootv1p2p1"
LOM_2004 = "http://ltsc.ieee.org/xsd/LOM"
MOST_METADATA = 1000
"""The characters that a passage of the metadata may have in either version of LOM."""
LOM_SCHEMA = "lom.xsd"
"""The schema that the metadata of SCORM 2004 name. It is beside them in the package."""


def keywords(course: Course) -> tuple[tuple[str, str], ...]:
    """Words to find the course by, each with its language: words of the field, and the names of its outcomes."""
    ours = [(_say(course, key), _said_in(course)) for key in ("about_safeguarding", "about_reviews")]
    return tuple(
        dict.fromkeys((*ours, *((o.id.replace("-", " "), course.language) for o in course.outcomes)))
    )


def _say(course: Course, key: str) -> str:
    return sayer(course.language)(key)


def _said_in(course: Course) -> str:
    """The language of our own words: the course's, or English if we have no words in it."""
    same = spoken_name(course.language) == base_language(course.language)
    return course.language if same else SOURCE_LANGUAGE


def description(course: Course) -> str:
    """The course's summary, at most 1,000 characters (the limit of SCORM 1.2); its title if there is none."""
    return clean(course.summary or course.title)


def duration(course: Course) -> str:
    """The time that we tell a learner to expect, as ISO 8601: `PT25M`, `PT1H30M`."""
    hours, minutes = divmod(course.duration_minutes, 60)
    return "PT" + (f"{hours}H" if hours else "") + (f"{minutes}M" if minutes or not hours else "")


def _outcomes(course: Course) -> str:
    """The outcomes as sentences, as many as fit into 1,000 characters."""
    said = ""
    for outcome in course.outcomes:
        longer = f"{said} {clean(markdown.plain(outcome.text)).rstrip('.')}.".lstrip()
        if len(longer) > MOST_METADATA:
            break
        said = longer
    return said


def lom_12(course: Course, launch: str) -> bytes:
    """LOM 1.2.1 with every element that the SCORM 1.2 content aggregation model requires for a course.

    `launch` is the course's first page.
    """
    root = etree.Element(f"{{{LOM_12}}}lom", nsmap={None: LOM_12})

    def says(parent: etree._Element, tag: str, text: str, language: str = course.language) -> None:
        child(child(parent, tag), "langstring", text, {XML_LANG: language})

    def term(parent: etree._Element, tag: str, value: str) -> None:
        element = child(parent, tag)
        for part, text in (("source", "LOMv1.0"), ("value", value)):
            child(child(element, part), "langstring", text, {XML_LANG: "x-none"})

    general = child(root, "general")
    says(general, "title", clean(course.title))
    entry = child(general, "catalogentry")
    child(entry, "catalog", "elearn")
    child(child(entry, "entry"), "langstring", course.slug, {XML_LANG: "x-none"})
    child(general, "language", course.language)
    says(general, "description", description(course))
    for keyword, language in keywords(course):
        says(general, "keyword", keyword, language)
    lifecycle = child(root, "lifecycle")
    says(lifecycle, "version", course.version)
    term(lifecycle, "status", "Final")
    child(child(root, "metametadata"), "metadatascheme", "ADL SCORM 1.2")
    technical = child(root, "technical")
    child(technical, "format", "text/html")
    child(technical, "location", launch, {"type": "URI"})
    child(child(child(root, "educational"), "typicallearningtime"), "datetime", duration(course))
    rights = child(root, "rights")
    term(rights, "cost", "no")
    term(rights, "copyrightandotherrestrictions", "yes")
    if course.outcomes:
        classification = child(root, "classification")
        term(classification, "purpose", "Educational Objective")
        says(classification, "description", _outcomes(course))
        says(classification, "keyword", _say(course, "about_outcomes"), _said_in(course))
    return document(root)


def lom_2004(course: Course, launch: str) -> bytes:
    """LOM 1.0 in the XML binding of IEEE 1484.12.3. `launch` is the course's first page."""
    root = etree.Element(f"{{{LOM_2004}}}lom", nsmap={None: LOM_2004, "xsi": XSI})
    root.set(f"{{{XSI}}}schemaLocation", f"{LOM_2004} {LOM_SCHEMA}")

    def says(parent: etree._Element, tag: str, text: str, language: str = course.language) -> None:
        child(child(parent, tag), "string", text, {"language": language})

    def term(parent: etree._Element, tag: str, value: str) -> None:
        element = child(parent, tag)
        child(element, "source", "LOMv1.0")
        child(element, "value", value)

    general = child(root, "general")
    identifier = child(general, "identifier")
    child(identifier, "catalog", "elearn")
    child(identifier, "entry", course.slug)
    says(general, "title", clean(course.title))
    child(general, "language", course.language)
    says(general, "description", description(course))
    for keyword, language in keywords(course):
        says(general, "keyword", keyword, language)
    lifecycle = child(root, "lifeCycle")
    says(lifecycle, "version", course.version)
    term(lifecycle, "status", "final")
    meta = child(root, "metaMetadata")
    child(meta, "metadataSchema", "LOMv1.0")
    child(meta, "metadataSchema", "ADLv1.0")
    technical = child(root, "technical")
    child(technical, "format", "text/html")
    child(technical, "location", launch)
    child(child(child(root, "educational"), "typicalLearningTime"), "duration", duration(course))
    rights = child(root, "rights")
    term(rights, "cost", "no")
    term(rights, "copyrightAndOtherRestrictions", "yes")
    if course.outcomes:
        classification = child(root, "classification")
        term(classification, "purpose", "educational objective")
        says(classification, "description", _outcomes(course))
        says(classification, "keyword", _say(course, "about_outcomes"), _said_in(course))
    return document(root)


def lom_schema() -> bytes:
    """The schema that `LOM_SCHEMA` names: LOM 1.0 without its vocabularies."""
    return resources.files(__package__).joinpath(LOM_SCHEMA).read_bytes()
