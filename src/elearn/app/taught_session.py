"""One taught session: its facts, and its register, which works with one tap for each person on a phone at the door."""

from collections.abc import Callable

import streamlit as st

from elearn.app import filters, forms, lists, session, taught_file, taught_forms
from elearn.app.drawing import draw, label
from elearn.app.questions import names_of
from elearn.app.taught_words import DELIVERIES, STATES
from elearn.days import today
from elearn.problems import ElearnError
from elearn.tracker import Actor, Scope
from elearn.tracker.taught import Hold, Place, TaughtSession, marking, places, sessions, trainers
from elearn.translations import gettext as _
from elearn.translations import in_this_language

_FAULT = "taught_fault"
"""Where what went wrong with the last tap is kept, until the page is drawn."""
_TAPS = ("attended", "no-show", "cancelled")
"""What one tap says on the day or later. A second tap takes it back: then the place is booked."""
_BEFORE = ("expected", "cancelled")
_MOST_SHOWN = 8
_SIZE = 60
"""How many people a page of a register has: a room holds no more."""


def show(actor: Actor, number: int) -> None:
    """Draws one session. Raises NotFound if there is none that this person may see."""
    found, held = sessions.one(session.database(), actor, number)
    draw(
        "taught-session.html",
        session=found,
        deliveries=DELIVERIES,
        today=today(),
        reason=sessions.why_cancelled(session.database(), actor, number)
        if found.state == "cancelled"
        else "",
    )
    if held.keeps:
        taught_forms.change(actor, found)
    _register(actor.person, number)
    if found.state != "cancelled" and held.books:
        taught_file.show(actor, found)
    _trainers(actor, found, held)


@st.fragment
def _register(person: int, number: int) -> None:
    """Draws the list, and the ways to put somebody on it. A tap draws this part anew, and no other."""
    in_this_language(_draw_register)(person, number)


def _draw_register(person: int, number: int) -> None:
    actor = session.me("sessions")
    if actor.person != person:
        st.rerun()
    found, held = sessions.one(session.database(), actor, number)
    draw("taught-counts.html", session=found, counts=places.counts(session.database(), actor, number))
    if fault := st.session_state.pop(_FAULT, None):
        draw("entry-faults.html", problems=fault) if isinstance(fault, list) else draw(
            "trouble.html", title=_("This was not kept"), text=fault
        )
    if not held.books:
        return
    if found.state != "cancelled":
        _add(actor, found, held)
    search = ""
    if found.booked + found.walked_in > _SIZE // 2:
        search = st.text_input(
            _("Find somebody on the list"), key=f"taught_people_{number}", placeholder=_("Search")
        ).strip()
    page = st.session_state.get(f"taught_list_{number}_page", 1)
    shown = places.places(session.database(), actor, number, search=search, page=page, size=_SIZE)
    if not shown.total:
        draw(
            "empty.html",
            title=_("Nobody found") if search else _("Nobody on the list yet"),
            text=_("Find people by their names above."),
        )
        return
    draw("taught-hint.html", keeps=held.keeps, open=found.held_on <= today())
    with st.container(key=f"taught_register_{number}"):
        for place in shown.rows:
            _place(actor, found, held, place)
    lists.ways_on(f"taught_list_{number}", shown.total, _SIZE)


def _place(actor: Actor, found: TaughtSession, held: Hold, place: Place) -> None:
    """One person's place: a choice of one tap if this person may say what came of it."""
    key = f"taught_place_{found.id}_{place.person}"
    who = f"**{label(place.name)}**" + (f" · {label(place.agency_name)}" if place.agency_name else "")
    came = place.state in marking.CAME
    with st.container(horizontal=True, key=f"{key}_row", vertical_alignment="bottom"):
        if found.state == "cancelled" or not place.booked or (came and not held.keeps):
            draw("taught-place.html", place=place, words=STATES)
            if held.keeps and not place.booked:
                st.button(
                    _("Take off the list"),
                    key=f"{key}_off",
                    type="tertiary",
                    on_click=in_this_language(_take_off),
                    args=(found.id, place.person),
                    help=_("If they were not here after all"),
                )
        else:
            open_now = held.keeps and found.held_on <= today()
            st.session_state[key] = None if open_now and place.state == "expected" else place.state
            st.segmented_control(
                who,
                _TAPS if open_now else _BEFORE,
                required=not open_now,
                format_func=lambda state: _(STATES[state]),
                key=key,
                on_change=in_this_language(_mark),
                args=(found.id, place.person, key),
            )
        if place.withdrawn is not None:
            draw("taught-withdrawn.html", reason=place.withdrawn)


def _mark(number: int, person: int, key: str) -> None:
    state = st.session_state.get(key) or "expected"
    _try(lambda actor: marking.mark(session.database(), actor, number, person, state))


def _take_off(number: int, person: int) -> None:
    _try(lambda actor: marking.take_off(session.database(), actor, number, person))


def _put_on(number: int, person: int, walked_in: bool, search: str) -> None:
    act = marking.walk_in if walked_in else marking.book
    if _try(lambda actor: act(session.database(), actor, number, person)):
        st.session_state[search] = ""


def _try(act: Callable[[Actor], object]) -> bool:
    """Does what a tap asks. What is wrong is said when the page is drawn."""
    try:
        act(session.me("sessions"))
    except ElearnError as error:
        st.session_state[_FAULT] = list(getattr(error, "problems", ())) or error.text
        return False
    return True


def _add(actor: Actor, found: TaughtSession, held: Hold) -> None:
    """Finds people to put on the list: those who walk in, and those who book."""
    key = f"taught_find_{found.id}"
    search = st.text_input(
        _("Find somebody to put on the list"),
        key=key,
        placeholder=_("Name or e-mail"),
        help=None if held.finds != Scope.nothing() else _("Type the whole e-mail address."),
    ).strip()
    if not search:
        return
    near = places.candidates(session.database(), actor, found.id, search)
    if not near:
        draw("taught-nobody.html", whole=held.finds == Scope.nothing())
    for each in near[:_MOST_SHOWN]:
        who = ", ".join(filter(None, (each.name, each.where or each.email)))
        with st.container(horizontal=True, key=f"{key}_{each.person}"):
            if held.keeps and found.held_on <= today():
                _put_button(_("Walked in: %(name)s", name=label(who)), found.id, each.person, True, key)
            _put_button(_("Book: %(name)s", name=label(who)), found.id, each.person, False, key)
    if len(near) > _MOST_SHOWN:
        draw("taught-more.html")


def _put_button(words: str, number: int, person: int, walked_in: bool, search: str) -> None:
    st.button(
        words,
        key=f"{search}_{person}_{'walk' if walked_in else 'book'}",
        on_click=in_this_language(_put_on),
        args=(number, person, walked_in, search),
    )


def _trainers(actor: Actor, found: TaughtSession, held: Hold) -> None:
    """Draws the days of trainers that agencies gave, and the form that says so."""
    given = trainers.given(session.database(), actor, found.id)
    if not (given or held.books):
        return
    draw("taught-trainers.html", given=given)
    agencies = names_of(Scope.everyone() if held.on_list else held.people).agencies
    if not (held.books and agencies):
        return
    name = f"taught_trainers_{found.id}"
    key = forms.turn(name)
    with st.expander(_("Say how many days of trainers an agency gave")):
        offered, said = filters.agencies_offered(agencies, f"{key}_agency")
        with st.form(key, border=False):
            agency = forms.choose(said, offered, f"{key}_agency")
            days = st.number_input(
                _("Days"),
                min_value=0.0,
                max_value=100.0,
                value=0.5,
                step=0.25,
                key=f"{key}_days",
                help=_("0 takes back what was said."),
            )
            sent = st.form_submit_button(_("Keep the days"))
    if sent:
        forms.take(
            name,
            lambda: trainers.give(session.database(), actor, found.id, agency, days),
            _("The days of trainers are kept."),
        )
