"""Agencies, people and role groups: searched, one page at a time, with a form to add one and a page for each."""

from collections.abc import Mapping

import streamlit as st

from elearn.app import entries, filters, lists, session
from elearn.app.drawing import draw, heading
from elearn.app.questions import names_of
from elearn.app.row_fields import BASIS_WORDS
from elearn.app.screens import directory_row, person
from elearn.days import today
from elearn.tracker import Actor, directory
from elearn.translations import N_
from elearn.translations import gettext as _

SHOWN = {"agencies": N_("Agencies"), "people": N_("People"), "role-groups": N_("Role groups")}
"""By `?shown=` in the address, the lists of this screen."""
LEAD = N_("The people whom the figures count. You can add and change them here, or by a file under Imports.")


def show() -> None:
    """Draws the screen: the row that the address names (as in `?agency=ID`), or one of the three lists."""
    actor = session.me("administer")
    heading(*head(actor, st.query_params))
    entries.say_done()
    if directory_row.shown(actor):
        return
    shown = filters.shown({id: _(words) for id, words in SHOWN.items()}, "directory_shown")
    {"people": _people, "role-groups": _role_groups}.get(shown, _agencies)(actor)


def head(_actor: Actor, query: Mapping[str, str]) -> tuple[str, str]:
    """Returns the heading, and the sentence below it unless the address names a row."""
    return _("Agencies and people"), "" if directory_row.is_asked(query) else _(LEAD)


def ahead_of(actor: Actor, query: Mapping[str, str]) -> str:
    """Returns the top of a person's page as HTML. "" if the address asks for something else."""
    return person.ahead(actor, query, _("Agencies and people"), "?shown=people", _("All people"))


def _agencies(actor: Actor) -> None:
    search = filters.bind_search("directory_agency_name")
    number = lists.number("directory", f"agencies {search}")
    found = directory.agencies(session.database(), actor.people_scope(), today(), search=search, page=number)
    if found.total or search:
        filters.search(_("Find an agency"), "directory_agency_name")
    else:
        _nothing(_("No agency yet"))
    entries.add(
        actor, "agencies", _("Add an agency"), _("The agency is added."), expanded=not (found.total or search)
    )
    if found.total:
        draw("agencies.html", rows=found.rows, total=found.total, basis_words=BASIS_WORDS)
        lists.ways_on("directory", found.total)
    elif search:
        lists.nothing_found()


def _people(actor: Actor) -> None:
    scope = actor.people_scope()
    with st.container(horizontal=True, key="directory_filters"):
        search = filters.search(_("Name or e-mail"), "directory_person")
        agency = filters.agency(
            names_of(scope).agencies, _("All agencies"), "directory_agency", _("At which agency"), name="at"
        )
        alone = filters.ticked(
            _("Only those who registered by themselves"), "directory_alone", name="by-themselves"
        )
    number = lists.number("directory", f"people {agency} {alone} {search}")
    found = directory.people(
        session.database(), scope, today(), agency=agency, registered=alone, search=search, page=number
    )
    entries.add(actor, "people", _("Add a person and their post"), _("The person and their post are added."))
    if found.total:
        draw("directory-people.html", rows=found.rows, total=found.total)
        lists.ways_on("directory", found.total)
    elif search or agency or alone:
        lists.nothing_found()
    else:
        _nothing(_("No person yet"))


def _role_groups(actor: Actor) -> None:
    known = directory.role_groups(session.database(), today())
    search = filters.bind_search("directory_role_group")
    number = lists.number("directory", f"role groups {search}")
    rows, total = lists.some_of(known, lambda each: f"{each.name} {each.id}", search, number)
    if known:
        filters.search(_("Find a role group"), "directory_role_group")
    else:
        draw(
            "list-empty.html",
            title=_("No role group yet"),
            text=_("A role group is people who need the same learning. Posts and requirements name one."),
        )
    entries.add(
        actor, "role-groups", _("Add a role group"), _("The role group is added."), expanded=not known
    )
    if rows:
        draw("role-groups.html", rows=rows, total=total)
        lists.ways_on("directory", total)
    elif search:
        lists.nothing_found()


def _nothing(title: str) -> None:
    draw("list-empty.html", title=title, text=_("Figures count the people of agencies."))
