"""People and rights: who may do what here. Roles are given and taken, sessions ended, and invitations sent."""

import streamlit as st

from elearn.app import filters, lists, session
from elearn.app.drawing import draw, heading, label, thousands
from elearn.app.questions import names_of
from elearn.app.registers import forms
from elearn.days import today
from elearn.problems import NotFound
from elearn.settings import settings
from elearn.tracker import Actor, AuditStep, directory, imports, roles, sessions
from elearn.translations import N_, ngettext, said
from elearn.translations import gettext as _

ROLE_WORDS = {
    "administrator": N_("Administrator"),
    "trainer": N_("Trainer"),
    "board": N_("Board"),
    "lead": N_("Lead"),
    "subject-expert": N_("Signs: subject expert"),
    "de-identification": N_("Signs: de-identification"),
    "legal": N_("Signs: legal and parallel processes"),
    "accessibility": N_("Signs: accessibility"),
    "approver": N_("Signs: approval"),
}
LEAD = N_("Who may do what here. If you take a role away, it is gone at the person’s next click.")
SHOWN = {"roles": N_("People with a role"), "everyone": N_("Everyone")}
"""By `?shown=` in the address, the lists of this screen."""
STEP_WORDS = {
    "person.added": N_("Became known here"),
    "role.given": N_("Was given a role"),
    "role.taken": N_("Lost a role"),
    "sessions.ended": N_("Was signed out everywhere"),
    "invitation.sent": N_("Was sent an invitation"),
    "sign_in_code.made": N_("Got a code to sign in"),
}
_MAY = {
    "administrator": N_("May bring in files, give roles, and see and change everything."),
    "trainer": N_("May write courses, check and publish them, and read every review."),
    "board": N_(
        "May see the coverage of every agency as counts without names, and keep the registers of reviews."
    ),
    "lead": N_(
        "May see who is due at their own agency and the agencies that are part of it, and bring in its files."
    ),
    "subject-expert": N_("May sign that what a course teaches is right. It is the first step of sign-off."),
    "de-identification": N_("May sign that nothing in a course could lead to a child, a family or a case."),
    "legal": N_("May sign that a course harms no court case, inquiry or other parallel process."),
    "accessibility": N_("May sign that everybody can use a course."),
    "approver": N_("May approve a course that others wrote. It is the last step of sign-off."),
}
_TITLES = {
    "administrator": N_("Administrator"),
    "trainer": N_("Trainer"),
    "board": N_("Member of the board"),
    "lead": N_("Lead of %(agency)s"),
    **{role: ROLE_WORDS[role] for role in roles.SIGNING},
}
"""What a role is called beside whoever has it."""
_GIVEN = {
    "administrator": N_("%(who)s is now an administrator."),
    "trainer": N_("%(who)s is now a trainer."),
    "board": N_("%(who)s is now a member of the board."),
    "lead": N_("%(who)s is now a lead of %(agency)s."),
    **dict.fromkeys(roles.SIGNING, N_("%(who)s may now sign the step “%(step)s”.")),
}
_HAD_ALREADY = {
    "administrator": N_("%(who)s is an administrator already, so nothing was changed."),
    "trainer": N_("%(who)s is a trainer already, so nothing was changed."),
    "board": N_("%(who)s is a member of the board already, so nothing was changed."),
    "lead": N_("%(who)s is a lead of %(agency)s already, so nothing was changed."),
    **dict.fromkeys(
        roles.SIGNING, N_("%(who)s may sign the step “%(step)s” already, so nothing was changed.")
    ),
}
_TAKEN = {
    "administrator": N_("%(who)s is no longer an administrator."),
    "trainer": N_("%(who)s is no longer a trainer."),
    "board": N_("%(who)s is no longer a member of the board."),
    "lead": N_("%(who)s is no longer a lead of %(agency)s."),
    **dict.fromkeys(roles.SIGNING, N_("%(who)s may no longer sign the step “%(step)s”.")),
}
_OWN = "rights_own_role"


def show() -> None:
    """Draws the screen: the person whom the address names (`?person=ID`), or who has which role."""
    actor = session.me("administer")
    heading(_("People and rights"), _(LEAD))
    forms.say_done()
    if number := st.query_params.get("person"):
        if not number.isdecimal() or len(number) > 12:
            raise NotFound(_("There is no such person here. Go back to the list."))
        _one(actor, int(number))
        return
    st.session_state.pop(_OWN, None)
    with st.expander(_("Give a role")):  # above the list, which may be long
        _give(actor)
    _list(actor)


def _list(actor: Actor) -> None:
    with st.container(horizontal=True, key="rights_filters", vertical_alignment="bottom"):
        everyone = filters.shown({id: _(words) for id, words in SHOWN.items()}, "rights_shown") == "everyone"
        search = filters.search(
            _("Name or e-mail") if everyone else _("Name, e-mail, role or agency"), "rights_search"
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
        draw(
            "empty.html",
            title=_("Nobody found"),
            text=_("Search for something else, or give a role above."),
        )
    lists.ways_on("rights", total)


def _give(actor: Actor, known: str = "") -> None:
    """Draws the form that gives a role: to anybody, or to the person with the address `known`."""
    key = forms.turn("rights_give")
    agencies, said = filters.agencies_offered(
        names_of(actor.people_scope()).agencies, f"{key}_agency", _("Agency, for a lead")
    )
    offered = {"": _("None"), **agencies}
    with st.form(key, border=False):
        email, name = known, ""
        if not known:
            email = st.text_input(_("Work e-mail"), key=f"{key}_email")
            name = st.text_input(
                _("Name, if the person is new here"),
                key=f"{key}_name",
                help=_(
                    "If you leave it blank, we call them by their address until a file of people names them."
                ),
            )
        role = st.radio(
            _("Role"),
            list(roles.ROLES),
            index=None,
            format_func={role: _(words) for role, words in ROLE_WORDS.items()}.__getitem__,
            captions=[_(_MAY[role]) for role in roles.ROLES],
            key=f"{key}_role",
        )
        agency = st.selectbox(
            said,
            list(offered),
            format_func=offered.__getitem__,
            key=f"{key}_agency",
            help=None if agencies else _("There is no agency yet. Add one under Agencies and people."),
        )
        sent = st.form_submit_button(_("Give the role"), type="primary")
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
    named = {"who": given.email, "agency": given.agency_name, "step": _step(given.role)}
    if given.already:
        return _(_HAD_ALREADY[given.role], **named)
    said = _(_GIVEN[given.role], **named)
    new = _("Nobody had this address, so we added a new person.")
    return f"{said} {new}" if given.created else said


def _step(role: str) -> str:
    """The title of the step of sign-off that a role signs, or ""."""
    return said(roles.SIGNING.get(role, ""))


def _one(actor: Actor, person: int) -> None:
    found = roles.rights(session.database(), person, by=actor)
    draw("rights-person.html", person=found)
    for held in found.roles:
        _role(actor, held)
    _sessions(actor, found)
    if found.email:
        _invite(actor, found)
        draw("subheading.html", text=_("Give another role"))
        _give(actor, found.email)
    else:
        draw("rights-no-address.html", person=found)
    _trail(actor, found.trail)


def _role(actor: Actor, held: roles.HeldRole) -> None:
    """Draws one role with the button that takes it away. Your own administrator role asks once more."""
    own = held.person == actor.person and held.role == "administrator"
    key = f"rights_take_{held.role}_{held.agency or ''}"
    with st.container(horizontal=True, key=f"{key}_row", vertical_alignment="center"):
        title = _(_TITLES[held.role], agency=held.agency_name)
        draw("rights-role.html", title=title, may=_(_MAY[held.role]))
        pressed = st.button(_("Take away: %(role)s", role=label(title)), key=key, width="content")
    if own:
        st.session_state[_OWN] = pressed or st.session_state.get(_OWN, False)
        if st.session_state[_OWN]:
            _confirm_own(actor, held)
    elif pressed:
        forms.take(
            "rights_take",
            lambda: roles.take(session.database(), held.email, held.role, _by_id(held.agency), by=actor),
            _(_TAKEN[held.role], who=held.name, agency=held.agency_name, step=_step(held.role)),
        )


def _confirm_own(actor: Actor, held: roles.HeldRole) -> None:
    draw(
        "trouble.html",
        title=_("This is your own role"),
        text=_("Without it you cannot give roles or bring in files, and you cannot take it back yourself."),
    )
    with st.container(horizontal=True, key="rights_own_ways_on"):
        sure = st.button(_("Take my administrator role away"), key="rights_own_yes", type="primary")
        if st.button(_("Keep it"), key="rights_own_no"):
            del st.session_state[_OWN]
            st.rerun()
    if sure:
        forms.take(
            "rights_take",
            lambda: roles.take(session.database(), held.email, held.role, by=actor),
            _("You are no longer an administrator."),
        )


def _sessions(actor: Actor, found: roles.Rights) -> None:
    own = found.person == actor.person
    draw("rights-sessions.html", person=found, own=own)
    if st.button(
        _("End all sessions (%(count)s)", count=thousands(found.sessions)), key="rights_end_sessions"
    ):
        ended: list[int] = []
        forms.take(
            "rights_end",
            lambda: ended.append(sessions.end_sessions(session.database(), found.person, by=actor)),
            lambda: _ended(found.name, ended[0]),
        )


def _ended(name: str, count: int) -> str:
    said = ngettext(
        "%(num)s session of %(name)s ended.",
        "%(num)s sessions of %(name)s ended.",
        count,
        num=thousands(count),
        name=name,
    )
    links = _("Links that were not used yet do not work any more either.")
    return f"{said} {links}"


def _invite(actor: Actor, found: roles.Rights) -> None:
    draw("rights-invite.html", person=found)
    if not st.button(_("Send an invitation"), key="rights_invite"):
        return
    try:
        with st.spinner(_("Sending it")):
            answer = roles.invite(session.database(), found.person, settings(), by=actor)
    except roles.NotInvited as error:
        draw("trouble.html", title=_("No invitation was sent"), text=error.text)
        return
    text = _("The invitation is on its way to %(address)s.", address=found.email)
    answered = _("The mail server answered: %(answer)s", answer=answer)
    draw("entry-done.html", text=f"{text} {answered}" if answer else text)


def _trail(actor: Actor, trail: list[AuditStep]) -> None:
    named = {each.id: each.name for each in names_of(actor.people_scope()).agencies}
    lines = [(each.at, each.name, _(STEP_WORDS[each.action]), _detail(each, named)) for each in trail]
    if lines:
        draw("steps.html", title=_("Who changed their rights, and when"), lines=lines)


def _sessions_in_words(count: int) -> str:
    return ngettext("%(num)s session", "%(num)s sessions", count, num=thousands(count))


def _detail(step: AuditStep, named: dict[str, str]) -> list[str]:
    if role := step.detail.get("role"):
        agency = step.detail.get("agency") or ""
        return [_(_TITLES[role], agency=named.get(agency, agency))]
    if "sessions" in step.detail:
        return [_sessions_in_words(step.detail["sessions"])]
    return []
