"""People and rights: who may do what here. Roles are given and taken, sessions ended, and invitations sent."""

import streamlit as st

from elearn.app import filters, lists, session
from elearn.app.drawing import draw, heading, label, plural
from elearn.app.questions import names_of
from elearn.app.registers import forms
from elearn.days import today
from elearn.problems import NotFound
from elearn.settings import settings
from elearn.tracker import Actor, AuditStep, directory, imports, roles, sessions

ROLE_WORDS = {"administrator": "Administrator", "trainer": "Trainer", "board": "Board", "lead": "Lead"}
LEAD = "Who may do what here. A role that you take away is gone at the next click."
SHOWN = {"roles": "People with a role", "everyone": "Everyone"}
"""By `?shown=` in the address, the lists of this screen."""
STEP_WORDS = {
    "person.added": "Became known here",
    "role.given": "Was given a role",
    "role.taken": "Lost a role",
    "sessions.ended": "Was signed out everywhere",
    "invitation.sent": "Was sent an invitation",
}
_OWN = "rights_own_role"


def show() -> None:
    """Draws the screen: the person whom the address names (`?person=ID`), or who has which role."""
    actor = session.me("administer")
    heading("People and rights", LEAD)
    forms.say_done()
    if number := st.query_params.get("person"):
        if not number.isdecimal() or len(number) > 12:
            raise NotFound("There is no such person here. Go back to the list.")
        _one(actor, int(number))
        return
    st.session_state.pop(_OWN, None)
    with st.expander("Give a role"):  # above the list, which may be long
        _give(actor)
    _list(actor)


def _list(actor: Actor) -> None:
    with st.container(horizontal=True, key="rights_filters", vertical_alignment="bottom"):
        everyone = filters.shown(SHOWN, "rights_shown") == "everyone"
        search = filters.search(
            "Name or e-mail" if everyone else "Name, e-mail, role or agency", "rights_search"
        )
    number = lists.number("rights", (everyone, search))
    db = session.database()
    if everyone:
        people = directory.people(db, actor.people_scope(), today(), search=search, page=number)
        total = people.total
        if total:
            draw("rights-people.html", rows=people.rows, total=total)
    else:
        held = roles.held(db, by=actor, search=search, page=number)
        total = held.total
        if total:
            draw("rights.html", rows=held.rows, total=total, role_words=ROLE_WORDS)
    if not total:
        draw("empty.html", title="Nobody found", text="Search for something else, or give a role above.")
    lists.ways_on("rights", total)


def _give(actor: Actor, known: str = "") -> None:
    """Draws the form that gives a role: to anybody, or to the person with the address `known`."""
    key = forms.turn("rights_give")
    agencies, said = filters.agencies_offered(
        names_of(actor.people_scope()).agencies, f"{key}_agency", "Agency, for a lead"
    )
    with st.form(key, border=False):
        email, name = known, ""
        if not known:
            email = st.text_input("Work e-mail", key=f"{key}_email")
            name = st.text_input(
                "Name, if the person is new here",
                key=f"{key}_name",
                help="If you leave it blank, they are called by their address until a file of people names them.",
            )
        role = st.radio(
            "Role",
            list(roles.ROLES),
            index=None,
            format_func=ROLE_WORDS.__getitem__,
            captions=[f"May {may}." for may in roles.ROLES.values()],
            key=f"{key}_role",
        )
        agency = st.selectbox(
            said,
            ["", *agencies],
            format_func=lambda id: agencies.get(id, "None"),
            key=f"{key}_agency",
            help="There is no agency yet. Add one under Agencies and people." if not agencies else None,
        )
        sent = st.form_submit_button("Give the role", type="primary")
    if not sent:
        return
    given: list[roles.Given] = []
    forms.take(
        "rights_give",
        lambda: given.append(
            roles.give(session.database(), email, role or "", _by_id(agency), name=name, by=actor)
        ),
        lambda: _said(given[0]),
    )


def _by_id(agency: str | None) -> str | None:
    """The agency that was chosen, as `roles` takes it. Its id may be the name of another agency."""
    return f"{imports.BY_ID}{agency}" if agency else None


def _said(given: roles.Given) -> str:
    if given.already:
        return f"{given.email} is {given.words} already, so nothing was changed."
    new = " Nobody had this address, so a new person was made." if given.created else ""
    return f"{given.email} is now {given.words}.{new}"


def _one(actor: Actor, person: int) -> None:
    found = roles.rights(session.database(), person, by=actor)
    draw("rights-person.html", person=found)
    for held in found.roles:
        _role(actor, held)
    _sessions(actor, found)
    _invite(actor, found)
    draw("subheading.html", text="Give another role")
    _give(actor, found.email)
    _trail(actor, found.trail)


def _role(actor: Actor, held: roles.HeldRole) -> None:
    """Draws one role with the button that takes it away. Your own administrator role asks once more."""
    own = held.person == actor.person and held.role == "administrator"
    key = f"rights_take_{held.role}_{held.agency or ''}"
    with st.container(horizontal=True, key=f"{key}_row", vertical_alignment="center"):
        draw("rights-role.html", title=held.words, may=roles.ROLES[held.role])
        role = held.words.split(" ", 1)[1]  # without “a” or “an”
        pressed = st.button(f"Take away: {label(role)}", key=key, width="content")
    if own:
        st.session_state[_OWN] = pressed or st.session_state.get(_OWN, False)
        if st.session_state[_OWN]:
            _confirm_own(actor, held)
    elif pressed:
        forms.take(
            "rights_take",
            lambda: roles.take(session.database(), held.email, held.role, _by_id(held.agency), by=actor),
            f"{held.name} is no longer {held.words}.",
        )


def _confirm_own(actor: Actor, held: roles.HeldRole) -> None:
    draw(
        "trouble.html",
        title="This is your own role",
        text="Without it you cannot give roles or bring in files, and you cannot take it back yourself.",
    )
    with st.container(horizontal=True, key="rights_own_ways_on"):
        sure = st.button("Take my administrator role away", key="rights_own_yes", type="primary")
        if st.button("Keep it", key="rights_own_no"):
            del st.session_state[_OWN]
            st.rerun()
    if sure:
        forms.take(
            "rights_take",
            lambda: roles.take(session.database(), held.email, held.role, by=actor),
            "You are no longer an administrator.",
        )


def _sessions(actor: Actor, found: roles.Rights) -> None:
    own = found.person == actor.person
    draw("rights-sessions.html", person=found, own=own)
    if st.button(f"End all sessions ({found.sessions:,})", key="rights_end_sessions"):
        ended: list[int] = []
        forms.take(
            "rights_end",
            lambda: ended.append(sessions.end_sessions(session.database(), found.person, by=actor)),
            lambda: (
                f"{plural(ended[0], 'session')} of {found.name} ended. Links that were not used yet do not work either."
            ),
        )


def _invite(actor: Actor, found: roles.Rights) -> None:
    draw("rights-invite.html", person=found)
    if not st.button("Send an invitation", key="rights_invite"):
        return
    try:
        with st.spinner("Sending it"):
            answer = roles.invite(session.database(), found.person, settings(), by=actor)
    except roles.NotInvited as error:
        draw("trouble.html", title="No invitation was sent", text=str(error))
        return
    text = f"The invitation is on its way to {found.email}."
    draw("entry-done.html", text=f"{text} The mail server answered: {answer}" if answer else text)


def _trail(actor: Actor, trail: list[AuditStep]) -> None:
    named = {each.id: each.name for each in names_of(actor.people_scope()).agencies}
    lines = [(each.at, each.name, STEP_WORDS[each.action], _detail(each, named)) for each in trail]
    if lines:
        draw("steps.html", title="Who changed their rights, and when", lines=lines)


def _detail(step: AuditStep, named: dict[str, str]) -> list[str]:
    if role := step.detail.get("role"):
        agency = step.detail.get("agency") or ""
        return [roles.role_in_words(role, named.get(agency, agency))]
    if "sessions" in step.detail:
        return [plural(step.detail["sessions"], "session")]
    return []
