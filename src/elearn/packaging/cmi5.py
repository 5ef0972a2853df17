"""cmi5 (Quartz, 1st edition): the course structure, `cmi5.xml`, with an assignable unit for each unit of the package.

Every id is an IRI made only of slugs, so that the next version keeps the records of this one. It is a name and not an
address: nothing has to be there.
"""

from lxml import etree

from elearn.content.course import Course
from elearn.packaging.metadata import description
from elearn.packaging.units import Content, Unit
from elearn.packaging.xml import child, clean, document
from elearn.player import markdown

STRUCTURE = "cmi5.xml"
NAMESPACE = "https://w3id.org/xapi/profiles/cmi5/v1/CourseStructure.xsd"
_ACTIVITIES = "http://adlnet.gov/expapi/activities"


def course_iri(course: Course) -> str:
    """The course's id, in cmi5 and in every statement about the course."""
    return f"urn:elearn:course:{course.slug}"


def control_files(content: Content) -> dict[str, bytes]:
    """The file that makes the pages a cmi5 package (section 13.1): course, objectives, assignable units."""
    course = content.course
    root = etree.Element(f"{{{NAMESPACE}}}courseStructure", nsmap={None: NAMESPACE})
    about = child(root, "course", attributes={"id": course_iri(course)})
    _says(about, course, "title", course.title)
    _says(about, course, "description", description(course))
    tested = {outcome for unit in content.units for outcome in unit.outcomes()}
    if tested:
        objectives = child(root, "objectives")
        for outcome in course.outcomes:
            if outcome.id in tested:
                objective = child(objectives, "objective", attributes={"id": _objective(course, outcome.id)})
                _says(objective, course, "title", outcome.id.replace("-", " "))
                _says(objective, course, "description", markdown.plain(outcome.text))
    for unit in content.units:
        _assignable(root, course, unit)
    return {STRUCTURE: document(root)}


def _assignable(root: etree._Element, course: Course, unit: Unit) -> None:
    attributes = {
        "id": f"{course_iri(course)}:{unit.id or 'whole'}",
        "moveOn": _move_on(unit),
        "launchMethod": "AnyWindow",
        "activityType": f"{_ACTIVITIES}/{'module' if unit.id else 'course'}",
    }
    mark = course.completion.pass_mark
    if mark is not None and unit.points:
        attributes["masteryScore"] = f"{mark / 100:g}"
    assignable = child(root, "au", attributes=attributes)
    _says(assignable, course, "title", unit.course.title)
    _says(assignable, course, "description", description(unit.course))
    if outcomes := unit.outcomes():
        objectives = child(assignable, "objectives")
        for outcome in outcomes:
            child(objectives, "objective", attributes={"idref": _objective(course, outcome)})
    child(assignable, "url", unit.launch)


def _move_on(unit: Unit) -> str:
    """What the LMS waits for before the unit counts as done, from the course's settings."""
    completion = unit.course.completion
    if completion.pass_mark is None or not unit.points:
        return "CompletedOrPassed" if completion.unscored == "passed" else "Completed"
    free = completion.pages == "none" and completion.questions == "none"
    return "Passed" if free else "CompletedAndPassed"


def _objective(course: Course, outcome: str) -> str:
    return f"{course_iri(course)}:outcome:{outcome}"


def _says(parent: etree._Element, course: Course, tag: str, text: str) -> None:
    child(child(parent, tag), "langstring", clean(text), {"lang": course.language})
