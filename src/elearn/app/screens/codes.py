"""Sign-in codes: people without an e-mail address, and a sheet of codes for many of them at once."""

from collections.abc import Mapping, Sequence

import streamlit as st

from elearn.app import filters, forms, lists, session
from elearn.app.code_slips import slip_button
from elearn.app.drawing import draw, heading, thousands
from elearn.app.questions import names_of
from elearn.tracker import PAGE_SIZE, Actor, sign_in_codes
from elearn.translations import N_, ngettext
from elearn.translations import gettext as _

LEAD = N_(
    "People without an e-mail address of their own sign in with their staff number and a code from you. A code works "
    "once, within 14 days."
)
_MADE = "codes_made"


def head(_actor: Actor, _query: Mapping[str, str]) -> tuple[str, str]:
    """Returns the heading and the sentence below it."""
    return _("Sign-in codes"), _(LEAD)


def show() -> None:
    """Draws the screen."""
    actor = session.me("import")
    heading(*head(actor, st.query_params))
    known = names_of(actor.import_scope())
    with st.container(horizontal=True, key="codes_filters"):
        agency = filters.agency(known.agencies, _("All that I may see"), "codes_agency")
        search = filters.search(_("Name or staff number"), "codes_search")
    everyone = sign_in_codes.without_address(session.database(), by=actor, agency=agency)
    number = lists.number("codes", (agency, search))
    rows, total = lists.some_of(everyone, _text, search, number)
    if not everyone:
        draw(
            "empty.html",
            title=_("Everybody here has an e-mail address"),
            text=_(
                "Someone in post without one is listed here. Leave the address blank in a file of people or in the "
                "form, and give the staff number. If somebody cannot get at their mail, make a code on their own page."
            ),
        )
        return
    _new(actor, [each for each in everyone if not each.why_not and _matches(each, search)])
    if not total:
        lists.nothing_found()
        return
    first = (number - 1) * PAGE_SIZE + 1
    draw(
        "codes.html",
        rows=rows,
        total=total,
        first=first,
        page="people" if actor.may("administer") else "who-is-due",
    )
    lists.ways_on("codes", total)


def _new(actor: Actor, able: Sequence[sign_in_codes.Holder]) -> None:
    """Draws the button that makes codes for those who have none that works, and the slips of the last ones."""
    if made := st.session_state.get(_MADE):
        draw("codes-made.html", made=made)
        slip_button(made, "codes_slips")
    wanted = [each.person for each in able if not each.until][: sign_in_codes.MOST]
    if not wanted:
        return
    words = ngettext(
        "Make a code for %(num)s person who has none",
        "Make codes for %(num)s people who have none",
        len(wanted),
        num=thousands(len(wanted)),
    )
    if st.button(words, key="codes_make", type="secondary" if made else "primary"):
        with st.spinner(_("Making the codes")):
            forms.take("codes", lambda: _make(actor, wanted), "")


def _make(actor: Actor, people: Sequence[int]) -> None:
    st.session_state[_MADE] = sign_in_codes.make(session.database(), people, by=actor)


def _text(each: sign_in_codes.Holder) -> str:
    return f"{each.name} {each.staff_number}"


def _matches(each: sign_in_codes.Holder, search: str) -> bool:
    return search.strip().casefold() in _text(each).casefold()
