"""The forms that plan, change and cancel a taught session."""

from datetime import date

import streamlit as st

from elearn.app import filters, forms, session
from elearn.app.drawing import draw
from elearn.app.questions import names_of
from elearn.app.taught_words import DELIVERIES
from elearn.days import today
from elearn.tracker import Actor, Scope, directory
from elearn.tracker.taught import NewSession, TaughtSession, planning
from elearn.translations import gettext as _

_BOARD = ""
_YES, _NO = "yes", "no"


def may_plan(actor: Actor) -> bool:
    """Whether somebody may plan sessions at all."""
    return actor.may("administer") or actor.may("author") or actor.may("people")


def plan(actor: Actor) -> None:
    """Draws the form that plans a session."""
    with st.expander(_("Plan a session")):
        _form(actor, "taught_plan", None, _("Plan the session"))


def change(actor: Actor, before: TaughtSession) -> None:
    """Draws the forms that change a session, cancel it, or bring it back."""
    with st.expander(_("Change or cancel the session")):
        _form(actor, f"taught_change_{before.id}", before, _("Save the session"))
        _cancel(actor, before)


def _form(actor: Actor, name: str, before: TaughtSession | None, send: str) -> None:
    key = forms.turn(name)
    titles = {each.id: each.title for each in directory.courses(session.database())}
    single_only = not (actor.may("administer") or actor.may("author"))
    scope = actor.people_scope() if single_only else _every_agency()
    agencies = names_of(scope).agencies
    offered, said = filters.agencies_offered(
        agencies, f"{key}_agency", _("Whose session"), (before.agency or "") if before else ""
    )
    if not single_only:
        offered = {_BOARD: _("The board’s"), **offered}
    if not titles or not offered:
        draw(
            "empty.html",
            title=_("No course yet"),
            text=_("Once there is a course and an agency, you can plan its sessions here."),
        )
        return
    if not before:
        titles = {"": _("Choose a course"), **titles}
    deliveries = {id: _(words) for id, words in DELIVERIES.items() if id == "single" or not single_only}
    if not before and not single_only:
        deliveries = dict(reversed(deliveries.items()))
    with st.form(key, border=False):
        course = forms.choose(
            _("Course"), titles, f"{key}_course", forms.place(titles, before.course if before else "")
        )
        held_on = st.date_input(
            _("Day"), value=before.held_on if before else today(), format="DD/MM/YYYY", key=f"{key}_on"
        )
        delivery = forms.choose(
            _("Delivery"),
            deliveries,
            f"{key}_delivery",
            forms.place(deliveries, before.delivery if before else ""),
        )
        agency = forms.choose(
            said, offered, f"{key}_agency", forms.place(offered, (before.agency or _BOARD) if before else "")
        )
        place = st.text_input(
            _("Place"),
            value=before.place if before else "",
            key=f"{key}_place",
            max_chars=200,
            help=_(
                "If there are two sessions on one day, it tells them apart, such as “Town Hall, morning”."
            ),
        )
        places = st.number_input(
            _("Places"), value=before.places if before else None, min_value=0, step=1, key=f"{key}_places"
        )
        minutes = st.number_input(
            _("Minutes"), value=before.minutes if before else None, min_value=1, step=5, key=f"{key}_minutes"
        )
        participatory = st.checkbox(
            _("People take part in it"),
            value=before.participatory if before else True,
            key=f"{key}_participatory",
        )
        answers = {_YES: _("Yes"), _NO: _("No: completed, result not known")}
        passes = st.radio(
            _("Has whoever attends passed the course?"),
            list(answers),
            format_func=answers.__getitem__,
            index=None if before is None else int(not before.passes),
            key=f"{key}_passes",
            help=_("If the course has a test here, you have to say. If not, no answer means yes."),
        )
        note = st.text_input(_("Note"), value=before.note if before else "", key=f"{key}_note", max_chars=500)
        sent = st.form_submit_button(send, type="primary")
    if not sent or not isinstance(held_on, date):
        return
    new = NewSession(
        course,
        held_on,
        delivery,
        agency or None,
        place,
        places,
        minutes,
        participatory,
        None if passes is None else passes == _YES,
        note,
    )
    if before is None:
        forms.take(name, lambda: planning.plan(session.database(), actor, new), _("The session is planned."))
    else:
        forms.take(
            name,
            lambda: planning.change(session.database(), actor, before.id, new),
            _("The session is saved."),
        )


def _every_agency() -> Scope:
    """Whose sessions somebody may plan who is more than a lead."""
    return Scope.everyone()


def _cancel(actor: Actor, before: TaughtSession) -> None:
    name = f"taught_cancel_{before.id}"
    if before.state == "cancelled":
        if st.button(_("It takes place after all"), key=f"{name}_back"):
            forms.take(
                name,
                lambda: planning.bring_back(session.database(), actor, before.id),
                _("The session takes place again."),
            )
        return
    if before.attended:
        return
    key = forms.turn(name)
    with st.form(key, border=False):
        reason = st.text_input(_("Why it does not take place"), key=f"{key}_reason", max_chars=300)
        sent = st.form_submit_button(_("Cancel the session"))
    if sent:
        forms.take(
            name,
            lambda: planning.cancel(session.database(), actor, before.id, reason=reason),
            _("The session is cancelled."),
        )
