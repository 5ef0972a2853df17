"""Publishing from the desk: a number and a note, what it means for people, and the publishing itself."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from elearn.authoring import signoff
from elearn.authoring.signoff import Sent
from elearn.content.course import Course
from elearn.desk.context import Desk
from elearn.publishing import Lost, Planned, lost_answers
from elearn.tracker import Actor, PublishedVersion, answered, numbering
from elearn.translations import N_, said
from elearn.translations import gettext as _

MOST_NOTE = 300
"""Characters of the note on what a version changes."""
KINDS: Mapping[numbering.Change, tuple[str, str]] = {
    "correction": (
        N_("A correction"),
        N_("Spelling, a link, a clearer word. Nobody needs to take it again."),
    ),
    "content": (N_("New or other content"), N_("Pages, questions or advice that people should know about.")),
    "course": (
        N_("A new course as a whole"),
        N_("So much is new that it is another course in the same place."),
    ),
}
FAULTS: Mapping[str, tuple[str, str]] = {
    "gone": (
        N_("These questions are not in the course any more: %(names)s."),
        N_(
            "If a question only has another name now, give it its old name again (“The name that answers are kept by”)."
        ),
    ),
    "kind": (
        N_("These questions are of another kind now: %(names)s."),
        N_("Give each a new name, so that old and new answers stay apart."),
    ),
    "ids": (
        N_(
            "In these questions an answer that people chose is not there any more, or has another name: %(names)s."
        ),
        N_(
            "If the answer only has another name now, give it its old name again (“The name that answers are kept by”)."
        ),
    ),
    "places": (
        N_("In these questions answers have changed places, and took each other's names: %(names)s."),
        N_("Give each answer its old name again (“The name that answers are kept by”)."),
    ),
    "right": (
        N_("In these questions another answer is right than before: %(names)s."),
        N_("If that is meant, give the question a new name, so that old and new answers stay apart."),
    ),
}
"""What is said of questions whose kept answers no longer fit, and what to do."""


@dataclass(frozen=True)
class Dropped:
    """What is said of some questions whose answers would be dropped: what happens, how many people, what to do."""

    what: str
    people: int
    remedy: str


def publish_part(
    desk: Desk, who: Actor, sent: Sent, versions: Sequence[PublishedVersion]
) -> dict[str, Any] | None:
    """What `publishing.html` shows of a course as it is saved, for whoever may publish it. None for others.

    `step` is what comes next: “errors” (to put right), “number” (the course needs one, or a note), “ready” or
    “published” (nothing).
    """
    if not who.may("author"):
        return None
    course, slug = sent.loaded.course, sent.loaded.slug
    current = next((each for each in versions if each.current), None)
    part: dict[str, Any] = {"course": slug, "step": "errors", "current": current, "source": sent.source}
    if course is None or sent.errors:
        return part
    step = _step(course, sent.source, versions)
    draft = desk.editing().drafts.look(slug)
    return {
        **part,
        "step": step,
        "unsaved": draft.unsaved,
        "in_the_way": _in_the_way(desk, slug, sent.source),
        "version": course.version,
        "note": next((each.text for each in course.changes if each.version == course.version), ""),
        "most_note": MOST_NOTE,
        "kinds": kinds_of(versions),
        "first": not versions,
        "again": next((each for each in versions if each.version == course.version), None),
        **(_effects(desk, course, versions) if step in ("number", "ready") else {}),
    }


def _in_the_way(desk: Desk, course: str, source: str) -> str:
    """What the board's rule has against publishing these files now, in words. "" if nothing."""
    with desk.database.read() as conn:
        problem = signoff.refusal(conn, course, source)
    return f"{said(problem.message)} {said(problem.remedy)}" if problem else ""


def _step(course: Course, source: str, versions: Sequence[PublishedVersion]) -> str:
    """What comes next for a course without errors."""
    same = next((each for each in versions if each.version == course.version), None)
    if same and same.source == source:
        return "published" if same.current else "ready"
    if not versions:
        return "ready"
    highest = numbering.highest_number(each.version for each in versions)
    is_higher = numbering.number_of(course.version) > numbering.number_of(highest)
    noted = any(each.version == course.version for each in course.changes)
    return "ready" if is_higher and noted else "number"


def kinds_of(versions: Sequence[PublishedVersion]) -> list[tuple[str, str, str, str]]:
    """Each kind of change with the number that it brings, and what it is for."""
    if not versions:
        return [("course", "1.0.0", _("The first version"), _("What people read from now on."))]
    highest = numbering.highest_number(each.version for each in versions)
    return [
        (kind, numbering.next_number(highest, kind), _(name), _(use)) for kind, (name, use) in KINDS.items()
    ]


def _effects(desk: Desk, course: Course, versions: Sequence[PublishedVersion]) -> dict[str, Any]:
    """What publishing means for people who have begun: how many are half-way, and which answers it would drop."""
    half_way = answered.people_half_way(desk.database, course.slug)
    lost = lost_answers(desk.database, Planned.of(course, ""), desk.settings.packages)
    order = [each.version for each in versions]
    known = [(version, half_way[version]) for version in order if half_way.get(version)]
    return {"half_way": known, "dropped": [_dropped(each) for each in lost]}


def _dropped(lost: Lost) -> Dropped:
    what, remedy = FAULTS[lost.fault]
    names = ", ".join(f"“{name}”" for name in lost.questions)
    return Dropped(_(what, names=names), lost.people, _(remedy))
