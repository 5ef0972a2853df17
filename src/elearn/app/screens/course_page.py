"""One course, for whoever is signed in: what it is about, who is asked to take it, where they stand, and the way on."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from elearn.app import session
from elearn.app.drawing import day as _day
from elearn.app.drawing import draw
from elearn.app.own_learning import launch_link, when_due
from elearn.app.questions import written_courses
from elearn.app.review_room import room as open_room
from elearn.app.review_words import course_link
from elearn.content.course import Course
from elearn.content.review import Recommendation, Review
from elearn.days import today
from elearn.library import Room, closed_marks
from elearn.player import markdown
from elearn.tracker import (
    Actor,
    Asked,
    Audience,
    Begun,
    Done,
    Due,
    MyLearning,
    NotKnown,
    audience_of,
    catalogue,
    my_learning,
)
from elearn.translations import gettext as _
from elearn.translations import ngettext

MOST_AGENCIES = 10
"""How many agencies are named in one line. The others are counted."""


@dataclass(frozen=True, slots=True)
class Mine:
    """A person's own learning of one course. Each is None if there is no such thing."""

    due: Due | None = None
    begun: Begun | None = None
    done: Done | None = None
    not_known: NotKnown | None = None

    @property
    def nothing(self) -> bool:
        """Whether the person has never had to do with the course."""
        return not (self.due or self.begun or self.done or self.not_known)


class WayOn(NamedTuple):
    """A link that opens the course. `next`: the person has yet to pass it."""

    address: str
    words: str
    whole: str
    next: bool


class Line(NamedTuple):
    """Some people who are asked to take the course, in words. `starts_on` is None if they are asked already."""

    people: str
    places: str
    starts_on: date | None


def show(actor: Actor, slug: str) -> None:
    """Draws the page of a course. Of one that this person may not know it says the same as of one that is not there."""
    day, room = today(), open_room(actor)
    text = room.courses.get(slug)
    known = None
    if slug.isprintable():  # a database may refuse anything else
        known = audience_of(session.database(), actor.own_scope(), slug, day, actor.coverage_scope())
    mine = _mine(my_learning(session.database(), actor.own_scope(), day), slug)
    keeps = actor.may("author") or actor.may("coverage")  # their own screens name every course
    if known is None and text is not None:
        known = _not_published(text)
    staff_are_asked = known is not None and bool(known.asked) and not actor.registered
    if known is None or not (known.playable or staff_are_asked or keeps or not mine.nothing):
        draw("learning-unknown.html")
        return
    written = slug in written_courses()
    waiting = mine.due or mine.begun
    said, kind = when_due(waiting) if waiting else ("", "plain")
    draw(
        "learning-course.html",
        course=known,
        summary=text.summary if text else "",
        mine=mine,
        said=said,
        kind=kind,
        asked_of_me=_asked_of_me(known, mine, day, registered=actor.registered),
        way_on=_way_on(actor, known, mine),
        closed=_why_closed(known, mine, day, written=written),
        certificate=session.runtime("/certificate/"),
        outcomes=_outcomes(known, room.library.courses.get(slug)),
        asked=[] if actor.registered else _lines(known.asked, day) or _elsewhere(known),
        all_seen=actor.coverage_scope().kind == "everyone",
        answers=_answers(room, known),
        marks=closed_marks(room),
        written=course_link(slug, trains=True) if actor.may("author") and written else "",
        md=markdown.block,
    )


def _mine(learning: MyLearning, course: str) -> Mine:
    return Mine(
        next((each for each in learning.due if each.course.id == course), None),
        next((each for each in learning.in_progress if each.course.id == course), None),
        next((each for each in learning.done if each.course.id == course), None),
        next((each for each in learning.not_known if each.course.id == course), None),
    )


def _not_published(text: Course) -> Audience:
    """A course that is only written, for those who write courses."""
    answers = dict.fromkeys(
        (*text.learned_from, *(each for outcome in text.outcomes for each in outcome.learned_from))
    )
    return Audience(
        text.slug,
        text.title,
        text.duration_minutes,
        playable=False,
        ours=False,
        outcomes={outcome.id: outcome.text for outcome in text.outcomes},
        recommendations=list(answers),
    )


def _outcomes(known: Audience, text: Course | None) -> list[str]:
    """The texts of the version that the person would open, in the order of the course's file."""
    order = [outcome.id for outcome in text.outcomes] if text else []
    ids = sorted(known.outcomes, key=lambda id: (order.index(id) if id in order else len(order), id))
    return [known.outcomes[id] for id in ids]


def _answers(room: Room, known: Audience) -> list[tuple[Review, Recommendation]]:
    """The recommendations that the course answers, of the reviews that the person may read."""
    found = []
    for reference in known.recommendations:
        slug, _mark, id = reference.partition("#")
        if review := room.reviews.get(slug):
            found += [(review, each) for each in review.recommendations if each.id == id]
    return found


def _way_on(actor: Actor, known: Audience, mine: Mine) -> WayOn | None:
    """The link to the course, or None if the person cannot open it. Whoever has begun a course can always go on."""
    title = known.title
    if mine.begun:
        words, whole = _("Go on"), _("Go on with %(title)s", title=title)
    elif not known.playable:
        return None
    elif mine.done:
        words, whole = _("Take it again"), _("Take it again: %(title)s", title=title)
    else:
        words, whole = _("Start"), _("Start %(title)s", title=title)
    passed = bool(mine.done and not mine.done.lapsed) or bool(mine.not_known and mine.not_known.in_date)
    return WayOn(launch_link(actor, known.course), words, whole, bool(mine.begun or mine.due) or not passed)


def _why_closed(known: Audience, mine: Mine, day: date, *, written: bool) -> str:
    """Why nobody can start the course here, and what to do."""
    if not known.ours and not written:
        if known.must_take(day) and not mine.due:
            return _("It is taught by your agency, so you cannot take it here.")
        if known.must_take(day):
            return _("Taught by your agency. Ask your training lead for a place.")
        return _("It is not taught here. Ask your agency’s training lead whether you can have a place.")
    why = _("It has been withdrawn, so nobody can start it at the moment.") if known.ours else ""
    found = [why or _(catalogue.NOT_OPEN)]
    if mine.due:
        found.append(_("It stays on My learning, and you can start it there once it is open."))
    return " ".join(found)


def _asked_of_me(known: Audience, mine: Mine, day: date, *, registered: bool) -> str:
    """Whether a requirement asks this person to take the course, and whether they may take it anyway."""
    if registered:
        return (
            _("You may take it by choice, and you get a certificate for it.")
            if known.playable
            else _("It is not open to everyone any more. If you have begun it, you can finish it.")
        )
    if known.must_take(day):
        found = [_("It is asked of you.")]
        if not (mine.due or mine.begun or mine.done):
            found.append(_("The day by which to take it is being worked out."))
        return " ".join(found)
    to_come = [each.starts_on for each in known.asked if each.own and each.starts_on > day]
    if known.exempt_until:
        found = [_("You are exempt from it until %(day)s.", day=_day(known.exempt_until))]
    elif known.exempt:
        found = [_("You are exempt from it.")]
    elif to_come:
        found = [_("It will be asked of you from %(day)s.", day=_day(min(to_come)))]
    elif known.in_post:
        found = [_("It is not asked of your role.")]
    else:
        found = [_("It is not asked of you, because you have no post on our lists today.")]
    if known.playable:
        found.append(_("You may take it by choice, and you get a certificate for it."))
    return " ".join(found)


def _lines(asked: Sequence[Asked], day: date) -> list[Line]:
    """Who is asked to take the course: agencies that ask the same role groups are one line."""
    groups: dict[tuple[bool, str, date | None], list[str | None]] = {}
    for each in asked:
        starts = each.starts_on if each.starts_on > day else None
        groups.setdefault((each.near, each.agency or "", starts), []).append(each.role_group)
    places: dict[tuple[bool, bool, date, tuple[str | None, ...]], list[str]] = {}
    for (near, agency, starts), names in groups.items():
        place = (bool(agency), not near, starts or date.min, tuple(dict.fromkeys(names)))
        places.setdefault(place, []).append(agency)
    return [
        Line(_people(names), _places(agencies, near=not far), None if starts == date.min else starts)
        for (_some, far, starts, names), agencies in sorted(places.items(), key=lambda each: each[0][:3])
    ]


def _elsewhere(known: Audience) -> list[Line]:
    """For whom a course is that only other agencies ask for. They are not named."""
    return [Line(_people(known.elsewhere), _("At other agencies"), None)] if known.elsewhere else []


def _people(role_groups: Sequence[str | None]) -> str:
    return _("Everyone") if None in role_groups else "; ".join(name for name in role_groups if name)


def _places(agencies: Sequence[str], *, near: bool) -> str:
    """At which agencies, in words. A blank name is every agency. `near`: the person has a post there."""
    if "" in agencies:
        return _("At every agency")
    shown = "; ".join(agencies[:MOST_AGENCIES])
    if near:
        return _("At your agency, %(agency)s", agency=shown)
    more = len(agencies) - MOST_AGENCIES
    if more > 0:
        return ngettext(
            "At %(agencies)s and %(num)s more agency",
            "At %(agencies)s and %(num)s more agencies",
            more,
            agencies=shown,
        )
    return _("At %(agencies)s", agencies=shown)
