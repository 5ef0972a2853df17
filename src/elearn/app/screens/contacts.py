"""Local contacts: what an agency writes once into the local pathways of all courses. Its lead fills them in."""

from collections.abc import Mapping
from functools import partial

import streamlit as st

from elearn.app import filters, forms, session
from elearn.app.drawing import draw, field_label, heading
from elearn.app.questions import names_of
from elearn.content.course import ContactAsked, contacts_asked, load_courses
from elearn.settings import settings
from elearn.tracker import Actor, LocalContact, local_contacts
from elearn.translations import N_, ngettext
from elearn.translations import gettext as _

LEAD = N_("Whom your staff call. You fill it in once, and it stands in every course that asks for it.")
_SHOWN = 3
"""How many titles of courses are named beside a contact."""


def head(_actor: Actor, _query: Mapping[str, str]) -> tuple[str, str]:
    """Returns the heading and the sentence below it."""
    return _("Local contacts"), _(LEAD)


def show() -> None:
    """Draws the screen."""
    actor = session.me("import")
    heading(*head(actor, st.query_params))
    forms.say_done()
    known = names_of(actor.import_scope())
    if not known.agencies:
        words = _("Local contacts are those of an agency. Add agencies first.")
        draw("empty.html", title=_("No agency yet"), text=words)
        return
    offered, said = filters.agencies_offered(known.agencies, "contacts_agency")
    agency = filters.always_one_of(said, offered, "contacts_agency", name="agency")
    kept = local_contacts.contacts_of(session.database(), actor.import_scope(), agency)
    asked = contacts_asked(each.course for each in load_courses(settings().courses) if each.course)
    others = [
        ContactAsked(key, each.label, {})
        for key, each in kept.items()
        if each.agency == agency and key not in {one.key for one in asked}
    ]
    if not asked and not others:
        draw(
            "empty.html",
            title=_("No course asks for a contact yet"),
            text=_(
                "A course asks for local contacts in its block “Local pathway”. They are listed here then."
            ),
        )
        return
    filled = sum(each.key in kept for each in asked)
    draw("contacts-about.html", filled=filled, asked=len(asked))
    _form(agency, [*asked, *others], kept)


def _form(agency: str, asked: list[ContactAsked], kept: Mapping[str, LocalContact]) -> None:
    name = f"contacts_{agency}"
    key = forms.turn(name)
    given: dict[str, tuple[str, str]] = {}
    with st.form(key, border=False):
        for number, each in enumerate(asked):
            own = kept.get(each.key)
            has_own = own is not None and own.agency == agency
            value = st.text_input(
                field_label(each.label),
                value=own.value if own and has_own else "",
                key=f"{key}_{number}_{each.key}",
                max_chars=local_contacts.LONGEST,
                placeholder=own.value if own and not has_own else "",
                help=_help(each, own if own and not has_own else None),
            )
            given[each.key] = (each.label, value)
        sent = st.form_submit_button(_("Save the contacts"), type="primary")
    if sent:
        forms.take(name, partial(_keep, agency, given), _saved)


def _keep(agency: str, given: Mapping[str, tuple[str, str]]) -> int:
    return local_contacts.keep_contacts(session.database(), agency, given, session.me("import"))


def _saved(changed: int) -> str:
    if not changed:
        return _("Everything is as it was.")
    return ngettext(
        "%(num)s contact is saved. Staff see it the next time they open a course here. For other systems, export the "
        "packages again.",
        "%(num)s contacts are saved. Staff see them the next time they open a course here. For other systems, export "
        "the packages again.",
        changed,
    )


def _help(asked: ContactAsked, inherited: LocalContact | None) -> str:
    """Where a contact is used, and what stands there if the agency leaves it empty."""
    titles = [field_label(each) for each in asked.said]
    if not titles:
        return _("No course asks for it now. Empty the field to take it out.")
    found = [_("It stands in: %(courses)s.", courses="; ".join(titles[:_SHOWN]))]
    if (more := len(titles) - _SHOWN) > 0:
        found.append(ngettext("And in %(num)s more course.", "And in %(num)s more courses.", more))
    if inherited:
        above = {"agency": field_label(inherited.agency_name), "value": field_label(inherited.value)}
        found.append(_("If you leave it empty, it says what %(agency)s has: %(value)s.", **above))
    elif own := next((value for value in asked.said.values() if value), ""):
        found.append(
            _("If you leave it empty, it says what the course says: %(value)s.", value=field_label(own))
        )
    else:
        found.append(_("If you leave it empty, it says “Ask your safeguarding lead”."))
    return " ".join(found)
