"""The page of a regular update: somebody chooses what they learned, and writes a reflection on it."""

import streamlit as st

from elearn.app import forms, keeping, session
from elearn.app.drawing import day, draw, heading, label
from elearn.app.durations import in_hours
from elearn.app.registers import forms as register_forms
from elearn.days import today
from elearn.problems import NotFound
from elearn.tracker import Actor, outside
from elearn.tracker.outside import Choice, Reflection, Update
from elearn.translations import gettext as _
from elearn.translations import ngettext

FORM = "update_form"


def show(actor: Actor, course: str) -> None:
    """Draws the page. Raises NotFound if there is no such update, below a heading and a way back."""
    try:
        update = outside.update_of(session.database(), actor, course, today())
    except NotFound:
        heading(_("Learning from elsewhere"))
        draw("row-back.html", back="learning", back_to=_("My learning"))
        raise
    heading(
        update.title,
        _("Choose what you learned, and write what it changes for you. What you write stays yours."),
    )
    keeping.forgotten()
    draw("row-back.html", back="learning", back_to=_("My learning"))
    forms.say_done("update")
    draw("update-about.html", update=update)
    if update.required and update.choices:
        _reflect(actor, update)
    _written(actor, update)


def _reflect(actor: Actor, update: Update) -> None:
    """Draws the form. Its key has the update's id, so that what is typed is not put into another one's."""
    form = f"{FORM}_{update.course}"
    keeping.keep(actor, form)
    key = forms.turn(form)
    words = {each.key: _called(each) for each in update.choices}
    with st.form(key, border=False):
        about = st.radio(
            ngettext(
                "What you learned in the last %(num)s month",
                "What you learned in the last %(num)s months",
                update.months,
            ),
            list(words),
            index=None if len(words) > 1 else 0,
            format_func=words.__getitem__,
            key=f"{key}_about",
        )
        text = st.text_area(
            _("Your reflection"),
            key=f"{key}_text",
            height=240,
            max_chars=outside.LONGEST_REFLECTION,
            help=_("What did you learn, and what will you do differently? Do not name a child or family."),
        )
        sent = st.form_submit_button(_("Save the reflection"), type="primary")

    def act() -> None:
        register_forms.must_identify_nobody({_("Your reflection"): text})
        outside.reflect(session.database(), session.me(), update.course, about=about or "", text=text)
        keeping.forget(form)

    if sent:
        forms.take(form, act, _("Your reflection is saved. The update counts from today."))


def _called(choice: Choice) -> str:
    """What was learned, when, and for how long."""
    parts = [choice.title, day(choice.day)]
    if choice.minutes:
        parts.append(in_hours(choice.minutes))
    if choice.source == "elsewhere":
        parts.append(_("from elsewhere"))
    return label(", ".join(parts))


def _written(actor: Actor, update: Update) -> None:
    """Draws the reflections so far, each with a form that corrects its words."""
    if not update.written:
        return
    draw("subheading.html", text=_("Your reflections"))
    for each in update.written:
        draw("update-written.html", each=each)
        _correct(actor, each)


def _correct(actor: Actor, each: Reflection) -> None:
    form = f"update_correct_{each.id}"
    key = forms.turn(form)
    with st.expander(_("Correct the reflection of %(day)s", day=day(each.written_on))):
        keeping.keep(actor, form)
        with st.form(key, border=False):
            text = st.text_area(
                _("Your reflection"),
                each.text,
                key=f"{key}_text",
                height=240,
                max_chars=outside.LONGEST_REFLECTION,
            )
            sent = st.form_submit_button(_("Save the correction"))

    def act() -> None:
        register_forms.must_identify_nobody({_("Your reflection"): text})
        outside.correct_reflection(session.database(), session.me(), each.id, text=text)
        keeping.forget(form)

    if sent:
        forms.take(form, act, _("It is corrected. It keeps its day."))
