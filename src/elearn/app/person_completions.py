"""What one person completed, on their page: where each came from, and forms that withdraw one or undo that."""

import streamlit as st

from elearn.app import keeping, session
from elearn.app.drawing import day, draw
from elearn.app.forms import choose, take, turn
from elearn.checks import must_identify_nobody
from elearn.days import today
from elearn.mail import MailNotSent
from elearn.settings import settings
from elearn.tracker import Actor, Completed, completed, record_words, results, withdrawals
from elearn.translations import N_, said
from elearn.translations import gettext as _

SHOWN = 50
"""How many completions are listed. The record has them all."""
_WITHDRAW, _UNDO = "person_withdraw", "person_restore"
_WHERE = {
    "player": N_("Taken here"),
    "session": N_("Taught session"),
    "file": N_("File"),
    "form": N_("Form"),
}


def section(actor: Actor, person: int) -> None:
    """Draws the completions, the latest first, those whose result is not known, and the way to the whole record."""
    db, scope = session.database(), actor.people_scope()
    found = completed.of_person(db, scope, person, by=actor)
    draw(
        "person-completions.html",
        rows=found[:SHOWN],
        total=len(found),
        words=record_words,
        verify=session.runtime("/verify/"),
        record=session.runtime(f"/record?person={person}"),
    )
    _withdraw(actor, person, [each for each in found if each.may_withdraw and each.withdrawn_at is None])
    _undo([each for each in found if each.may_withdraw and each.withdrawn_at is not None])
    if unknown := results.of_person(db, scope, person, today()):
        draw("person-results.html", rows=unknown)


def _withdraw(actor: Actor, person: int, offered: list[Completed]) -> None:
    """Draws the form that withdraws a completion. Without any that this reader may withdraw, it draws nothing."""
    keeping.forgotten()
    if not offered:
        return
    form = f"{_WITHDRAW}_{person}"  # what is typed about one person is not put into another's form
    key = turn(form)
    keeping.keep(actor, form)
    with st.expander(_("Withdraw a completion")), st.form(key, border=False):
        draw("person-withdraw.html")
        chosen = choose(_("Completion"), {each.id: _called(each) for each in offered}, f"{key}_which")
        reason = st.text_area(
            _("Why"),
            key=f"{key}_reason",
            max_chars=withdrawals.LONGEST_REASON,
            help=_("The learner reads it, and whoever reads their record. Name nobody."),
        )
        sent = st.form_submit_button(_("Withdraw this completion"), type="primary")
    if sent:

        def act() -> withdrawals.Changed:
            must_identify_nobody({_("Why"): reason})
            done = withdrawals.withdraw(session.database(), chosen, reason, by=session.me("people"))
            keeping.forget(form)
            return done

        take(form, act, _withdrawn)


def _undo(offered: list[Completed]) -> None:
    """Draws the form that undoes a withdrawal."""
    if not offered:
        return
    key = turn(_UNDO)
    with st.expander(_("Undo a withdrawal")), st.form(key, border=False):
        chosen = choose(_("Completion"), {each.id: _called(each) for each in offered}, f"{key}_which")
        sent = st.form_submit_button(_("Let this completion count again"))
    if sent:
        take(
            _UNDO,
            lambda: withdrawals.undo(session.database(), chosen, by=session.me("people")),
            _restored,
        )


def _called(each: Completed) -> str:
    """A completion among others. The day comes first: a narrow screen cuts off the end of a long title."""
    return _(
        "%(day)s: %(title)s (%(source)s)",
        title=each.title,
        day=day(each.completed_on),
        source=_(_WHERE[each.source]),
    )


def _withdrawn(changed: withdrawals.Changed) -> str:
    done = _("The completion of “%(title)s” is withdrawn.", title=changed.title)
    revoked = _("Its certificate is revoked.") if changed.certificate else ""
    return " ".join(filter(None, (done, revoked, _told(changed))))


def _restored(changed: withdrawals.Changed) -> str:
    done = _("The completion of “%(title)s” counts again.", title=changed.title)
    return f"{done} {_told(changed)}"


def _told(changed: withdrawals.Changed) -> str:
    """Tells the learner by mail, and returns what came of it. The completion is withdrawn in any case."""
    try:
        if withdrawals.tell(settings(), changed):
            return _("%(name)s is told by mail.", name=changed.name)
    except MailNotSent as error:
        unsent = _("No mail was sent to %(name)s.", name=changed.name)
        return f"{unsent} {said(error.text)}"
    return _("%(name)s has no e-mail address, so please tell them yourself.", name=changed.name)
