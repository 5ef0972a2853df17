"""Templates and types: every field that a template takes from a row is a field of the row's class."""

from collections.abc import Iterator, Mapping
from dataclasses import is_dataclass
from pathlib import Path
from typing import get_type_hints

import pytest
from jinja2 import Environment, nodes

from elearn.app.agency_rows import Line, Rest
from elearn.app.registers.outcomes import Outcome, TierOutcomes
from elearn.reporting.listing import Standing
from elearn.tracker import audience, catalogue, directory, learning, results
from elearn.tracker.registers import (
    actions,
    archive,
    dissemination,
    impact,
    markers,
    meetings,
    notifications,
    unanswered,
    workshops,
)
from tests.app.conftest import ROOT

TEMPLATES = ROOT / "src" / "elearn" / "app" / "templates"
ROWS: dict[str, dict[str, type]] = {
    "action.html": {"action": actions.Action},
    "actions.html": {"action": actions.Action},
    "agency-cell.html": {"line": Line, "after": Rest},
    "agencies.html": {"agency": directory.Agency},
    "archive-requests.html": {"request": archive.ArchiveRequest},
    "archive-waiting.html": {"request": archive.ArchiveRequest},
    "answered.html": {"each": unanswered.Answered},
    "barriers.html": {"barrier": actions.Barrier},
    "course-versions.html": {"each": catalogue.PublishedVersion},
    "courses-elsewhere.html": {"course": directory.TrackedCourse},
    "directory-people.html": {"person": directory.Person, "post": directory.Post},
    "dissemination-matrix.html": {"cell": dissemination.Cell},
    "dissemination.html": {"record": dissemination.DisseminationRecord},
    "due-people.html": {"row": Standing},
    "exemptions.html": {"exemption": directory.Exemption},
    "impact.html": {"record": impact.ImpactRecord},
    "import-history.html": {"batch": directory.ImportBatch},
    "learning-course.html": {"course": audience.Audience},
    "markers.html": {"answer": markers.MarkerAnswer},
    "meeting.html": {"meeting": meetings.Meeting, "item": meetings.AgendaItem},
    "meetings.html": {"meeting": meetings.Meeting, "item": meetings.AgendaItem},
    "notification.html": {"entry": notifications.Notification},
    "notifications.html": {"entry": notifications.Notification},
    "person-posts.html": {"post": directory.Post},
    "person-results.html": {"row": results.ResultNotKnown},
    "requirements.html": {"requirement": directory.Requirement},
    "role-groups.html": {"group": directory.RoleGroup},
    "subgroup-lesson.html": {"each": Outcome},
    "subgroup-outcome.html": {"each": Outcome},
    "subgroup-tiers.html": {"part": TierOutcomes, "each": Outcome},
    "subgroup-waiting.html": {"each": Outcome},
    "workshop.html": {"workshop": workshops.Workshop, "each": Outcome},
    "unanswered.html": {"row": unanswered.Waiting, "found": unanswered.Unanswered},
    "unanswered-home.html": {"found": unanswered.Unanswered},
    "unanswered-said.html": {"found": unanswered.Unanswered},
}
"""By template, the class of each variable that holds a row."""


def unknown(text: str, rows: Mapping[str, type]) -> Iterator[str]:
    """What a template takes from a row that its class does not have; and the rows that the template never uses."""
    tree = Environment(autoescape=True).parse(text)
    for taken in tree.find_all(nodes.Getattr):
        owner = type_of(taken.node, rows)
        if is_dataclass(owner) and not hasattr(owner, taken.attr):
            yield f"{owner.__name__}.{taken.attr}"
    used = {taken.node.name for taken in tree.find_all(nodes.Getattr) if isinstance(taken.node, nodes.Name)}
    yield from sorted(rows.keys() - used)


def type_of(node: nodes.Node, rows: Mapping[str, type]) -> object:
    """The type of a name or of a chain of attributes; None if it is not known."""
    if isinstance(node, nodes.Name):
        return rows.get(node.name)
    if isinstance(node, nodes.Getattr):
        owner = type_of(node.node, rows)
        return get_type_hints(owner).get(node.attr) if is_dataclass(owner) else None
    return None


@pytest.mark.parametrize("template", list(ROWS))
def test_a_template_takes_only_what_its_rows_have(template: str) -> None:
    assert list(unknown(Path(TEMPLATES / template).read_text(encoding="utf-8"), ROWS[template])) == []


def test_a_field_that_a_row_does_not_have_is_found() -> None:
    text = "{% for each in lines %}{{ each.course.colour }}, {{ each.by }}, {{ each.when }}{% endfor %}"
    assert sorted(unknown(text, {"each": learning.Due})) == ["Course.colour", "Due.when"]
    assert list(unknown("{{ total }}", {"each": learning.Due})) == ["each"]
