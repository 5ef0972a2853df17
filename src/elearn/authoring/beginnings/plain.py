"""A course that begins from nothing: an example page, or an empty one."""

from elearn.authoring.beginnings.new_course import READ, NewCourse, NewModule, NewOutcome, NewPage
from elearn.authoring.beginnings.stubs import SUMMARY, introduction, starters, where_to_turn
from elearn.content import OF_A_NEW_COURSE
from elearn.content.kinds import kinds_for


def example(title: str) -> dict[str, str]:
    """The texts of a course with an example page, a question, and what every course needs."""
    outcome = NewOutcome("first-decision", OF_A_NEW_COURSE["outcome"])
    asked = (kind.begun(1, outcome.id) for kind in kinds_for("decision")[:1])
    page = NewPage("a-first-page", OF_A_NEW_COURSE["page"], (OF_A_NEW_COURSE["scenario"], *asked))
    module = NewModule("a-first-module", OF_A_NEW_COURSE["module"], (page, where_to_turn()))
    return NewCourse(title, SUMMARY, [module], introduction(), [outcome]).texts()


def blank(title: str) -> dict[str, str]:
    """The texts of a course with one empty page, and where to turn. It has no question and no outcome yet."""
    page = NewPage("a-first-page", OF_A_NEW_COURSE["page"], (OF_A_NEW_COURSE["scenario"],))
    end = NewPage("where-to-turn", "Where to turn", starters("contacts"))
    module = NewModule("a-first-module", OF_A_NEW_COURSE["module"], (page, end))
    return NewCourse(title, SUMMARY, [module], introduction(), completion=READ).texts()
