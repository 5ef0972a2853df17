"""Lessons at the subgroup: the agenda, and the form that records whether a lesson applies more widely."""

from collections.abc import Mapping, Sequence
from datetime import date

import streamlit as st

from elearn.app import filters, lists
from elearn.app.drawing import day, draw
from elearn.app.questions import names_of
from elearn.app.registers import forms, outcomes, shelf, steps
from elearn.app.registers.words import in_words
from elearn.app.session import database
from elearn.days import today
from elearn.library import Room
from elearn.tracker import Actor
from elearn.tracker.registers import actions, meetings, subgroup, workshops
from elearn.translations import gettext as _
from elearn.translations import ngettext

SIZE = 10
"""How many lessons are on a page."""
ALL = 0
"""Among lessons to choose from, every one of them. Among meetings, none."""


def waiting(actor: Actor, room: Room, known: Sequence[meetings.Meeting]) -> None:
    """Draws the lessons that wait for a meeting, and the form that puts them on the agenda of one."""
    found = subgroup.lessons(database(), actor, waiting=True)
    if not found:
        return
    number = lists.number("lessons_waiting", len(found))
    draw(
        "subgroup-waiting.html",
        total=len(found),
        outcomes=[outcomes.outcome(actor, room, each) for each in _page(found, number)],
        meetings=known,
    )
    lists.ways_on("lessons_waiting", len(found), SIZE)
    if known:
        move(actor, found, {each.id: day(each.held_on) for each in known})


def agenda(actor: Actor, room: Room, meeting: meetings.Meeting, known: Sequence[meetings.Meeting]) -> None:
    """Draws the lessons on the agenda of a meeting, each with the form that records what it decided."""
    open_first = sorted(meeting.lessons, key=lambda each: bool(each.applies))
    number = lists.number("meeting_lessons", meeting.id)
    for lesson in _page(open_first, number):
        draw("subgroup-lesson.html", each=outcomes.outcome(actor, room, lesson))
        if meeting.held_on <= today():
            _decide(actor, room, lesson, meeting, known)
    lists.ways_on("meeting_lessons", len(open_first), SIZE)
    if undecided := [each for each in open_first if not each.applies]:
        others = {each.id: day(each.held_on) for each in known if each.id != meeting.id}
        move(actor, undecided, {**others, ALL: _("None for now: it waits")}, meeting.id)


def _page(found: Sequence[subgroup.SubgroupLesson], number: int) -> Sequence[subgroup.SubgroupLesson]:
    return found[(number - 1) * SIZE : number * SIZE]


def move(
    actor: Actor, found: Sequence[subgroup.SubgroupLesson], onto: Mapping[int, str], of: int = ALL
) -> None:
    """Draws the form that puts one or all of these lessons on the agenda of another meeting.

    They are on the agenda of the meeting `of`, or wait for one.
    """
    name = f"lesson_move_{of}"
    key = forms.turn(name)
    each = {lesson.id: lesson.lesson for lesson in found}
    if len(found) > 1:
        each = {ALL: ngettext("The %(num)s lesson", "All %(num)s lessons", len(found)), **each}
    with st.expander(_("Put on the agenda of another meeting")), st.form(key, border=False):
        chosen = forms.choose(_("Lesson"), each, f"{key}_lesson")
        meeting = forms.choose(_("Meeting"), onto, f"{key}_meeting")
        sent = st.form_submit_button(_("Put it there"), type="primary")
    if sent:
        moved = [lesson.id for lesson in found] if chosen == ALL else [chosen]
        forms.take(
            name,
            lambda: subgroup.put(database(), actor, moved, meeting or None),
            ngettext("%(num)s lesson is moved.", "%(num)s lessons are moved.", len(moved)),
        )


def ask(actor: Actor, workshop: workshops.Workshop, asked: Sequence[subgroup.SubgroupLesson]) -> None:
    """Draws the form that puts another lesson of a workshop to the subgroup, if it has one."""
    known = {(each.tier, each.lesson) for each in asked}
    left = {
        f"{tier}: {lesson}": (tier, lesson)
        for tier, lessons in workshop.lessons().items()
        for lesson in lessons
        if (tier, lesson) not in known
    }
    if not left:
        return
    key = forms.turn(f"lesson_ask_{workshop.id}")
    with (
        st.expander(_("Ask the subgroup whether another lesson applies more widely")),
        st.form(key, border=False),
    ):
        words = {id: f"{in_words(tier)}: {lesson}" for id, (tier, lesson) in left.items()}
        chosen = forms.choose(_("Lesson"), words, f"{key}_lesson")
        sent = st.form_submit_button(_("Ask the subgroup"), type="primary")
    if sent:
        tier, lesson = left[chosen]
        put: list[int] = []
        forms.take(
            f"lesson_ask_{workshop.id}",
            lambda: put.append(subgroup.ask(database(), actor, workshop.id, tier, lesson)),
            lambda: where([each for each in of_workshop(actor, workshop.id) if each.id in put]),
        )


def of_workshop(actor: Actor, workshop: int) -> list[subgroup.SubgroupLesson]:
    """The lessons of a workshop that went to the subgroup."""
    return subgroup.lessons(database(), actor, workshops=[workshop])


def where(found: Sequence[subgroup.SubgroupLesson]) -> str:
    """Where new lessons at the subgroup went, in words: all to the next meeting, or all wait. "" if there is none."""
    if not found:
        return ""
    if on := found[0].meets_on:
        return ngettext(
            "%(num)s lesson is on the subgroup’s agenda of %(day)s.",
            "%(num)s lessons are on the subgroup’s agenda of %(day)s.",
            len(found),
            day=day(on),
        )
    return ngettext(
        "%(num)s lesson waits until a meeting of the subgroup is arranged.",
        "%(num)s lessons wait until a meeting of the subgroup is arranged.",
        len(found),
    )


def _decide(
    actor: Actor,
    room: Room,
    lesson: subgroup.SubgroupLesson,
    meeting: meetings.Meeting,
    known: Sequence[meetings.Meeting],
) -> None:
    """Draws the form that records what the subgroup decided. What it asks for depends on the first answers."""
    name = f"lesson_{lesson.id}"
    key = forms.turn(name)
    decided = bool(lesson.applies)
    with st.expander(_("Decide anew") if decided else _("What the subgroup decided"), expanded=not decided):
        if decided:
            steps.show(subgroup.trail(database(), actor, lesson.id))
        applies = st.radio(
            _("Does it apply more widely?"),
            subgroup.APPLIES,
            index=None,
            format_func=in_words,
            horizontal=True,
            key=f"{key}_applies",
        )
        follows = ""
        if applies in ("yes", "in part"):
            follows = (
                st.radio(
                    _("What follows?"),
                    subgroup.FOLLOWS,
                    index=None,
                    format_func=in_words,
                    horizontal=True,
                    key=f"{key}_follows",
                )
                or ""
            )
        fields = _Fields(actor, room, lesson, key, follows)
        with st.form(key, border=False):
            at = meeting.id
            if decided:
                may_be = {
                    each.id: day(each.held_on) for each in known if meeting.held_on <= each.held_on <= today()
                }
                at = forms.choose(
                    _("Meeting"), may_be or {meeting.id: day(meeting.held_on)}, f"{key}_meeting"
                )
            why = st.text_area(_("Why"), key=f"{key}_why", max_chars=2000)
            decision = fields.draw(applies or "", why)
            sent = st.form_submit_button(_("Record what was decided"), type="primary")
    if sent:
        forms.take(
            name,
            lambda: subgroup.decide(database(), actor, lesson.id, at, decision),
            _("What the subgroup decided is recorded."),
            texts={_("Why"): why, **fields.texts},
            dates=True,
        )


class _Fields:
    """The fields about what follows. Making one draws what must be answered before the form.

    `texts` are what was typed, by field.
    """

    def __init__(
        self, actor: Actor, room: Room, lesson: subgroup.SubgroupLesson, key: str, follows: str
    ) -> None:
        self.key, self.follows = key, follows
        self.action: int | None = None
        self.agencies: dict[str, str] = {}
        self.texts: dict[str, str] = {}
        if follows == "course":
            held = {slug: course.title for slug, course in room.courses.items()}
            self.course = forms.choose(
                _("Course"), {"": _("One that is to be written"), **held}, f"{key}_course"
            )
        elif follows == "action":
            self.recommendations = shelf.recommendations(room, lesson.review)
            held_actions = actions.actions(database(), actor, today(), review=lesson.review, size=1000).rows
            offered = {each.id: f"{each.agency_name}: {each.action}" for each in held_actions}
            if self.recommendations:
                offered = {ALL: _("A new action"), **offered}
            if not offered:
                draw("subgroup-no-recommendation.html")
                return
            self.action = forms.choose(_("Action"), offered, f"{key}_which")
            if self.action == ALL:
                known = names_of(actor.record_scope()).agencies
                self.agencies, self.said = filters.agencies_offered(known, f"{key}_agency", _("Agency"))

    def draw(self, applies: str, why: str) -> subgroup.Decision:
        """Draws the fields in the form, and returns the decision that they make."""
        if self.follows == "procedure":
            text = st.text_area(
                _("Which procedure, and who changes it"),
                key=f"{self.key}_procedure",
                max_chars=2000,
                help=_("Name the role that changes it, not a person."),
            )
            self.texts = {_("What follows"): text}
            return subgroup.Decision(applies, why, "procedure", text, self._by())
        if self.follows == "course":
            if self.course:
                return subgroup.Decision(applies, why, "course", course=self.course)
            text = st.text_area(_("What is to be written"), key=f"{self.key}_written", max_chars=2000)
            self.texts = {_("What follows"): text}
            return subgroup.Decision(applies, why, "course", text, self._by())
        if self.follows == "action":
            if self.action == ALL:
                return subgroup.Decision(applies, why, "action", new_action=self._new())
            return subgroup.Decision(applies, why, "action", action=self.action)
        return subgroup.Decision(applies, why, self.follows)

    def _new(self) -> actions.NewAction:
        recommendation = forms.choose(_("Recommendation"), self.recommendations, f"{self.key}_recommendation")
        agency = forms.choose(self.said, self.agencies, f"{self.key}_agency") if self.agencies else ""
        action = st.text_area(
            _("What the agency does"),
            key=f"{self.key}_action",
            max_chars=2000,
            help=_("Name the role that leads it, not a person."),
        )
        self.texts = {_("What the agency does"): action}
        return actions.NewAction(recommendation, agency, action, self._by())

    def _by(self) -> date | None:
        on = st.date_input(_("By"), value=None, format="DD/MM/YYYY", key=f"{self.key}_due")
        return on if isinstance(on, date) else None
