"""What the forms of sign-off do: send, sign, send back, take back, withdraw. Each leads back to the course's page."""

from collections.abc import Callable
from functools import partial
from typing import NamedTuple

from starlette.requests import Request
from starlette.responses import Response

from elearn.authoring import signoff
from elearn.authoring.actions import title_of
from elearn.authoring.comments import open_comments
from elearn.authoring.signoff import Answer, Round
from elearn.desk.context import Desk, SignedOut
from elearn.desk.plain import Form, back_to, form_of
from elearn.desk.sign_off import drawn, fingerprint, looked_at
from elearn.phrases import phrase
from elearn.problems import InputFault, Problem
from elearn.tracker import SIGNING, Actor, catalogue
from elearn.translations import gettext as _
from elearn.translations import said

LONGEST = 2_000
"""Characters of a note or a reason."""


class _Asked(NamedTuple):
    desk: Desk
    course: str
    who: Actor
    form: Form


async def send(desk: Desk, request: Request, who: Actor) -> Response:
    """POST /desk/{course}/sign-off/send: sends the saved files for sign-off, and tells those whose turn it is."""
    return await _do(desk, request, who, _send)


async def sign(desk: Desk, request: Request, who: Actor) -> Response:
    """POST /desk/{course}/sign-off/sign: signs the step that is next."""
    return await _do(desk, request, who, _sign)


async def send_back(desk: Desk, request: Request, who: Actor) -> Response:
    """POST /desk/{course}/sign-off/send-back: gives the course back to its authors."""
    return await _do(desk, request, who, _send_back)


async def take_back(desk: Desk, request: Request, who: Actor) -> Response:
    """POST /desk/{course}/sign-off/take-back: takes the course out of sign-off."""
    return await _do(desk, request, who, _take_back)


async def withdraw(desk: Desk, request: Request, who: Actor) -> Response:
    """POST /desk/{course}/sign-off/withdraw: nobody can start a published version any more."""
    return await _do(desk, request, who, _withdraw)


async def _do(desk: Desk, request: Request, who: Actor, act: Callable[[_Asked], str]) -> Response:
    """Does what a form asks. If something is in the way, the page is drawn again with what was typed."""
    course = desk.course(request)
    form = await form_of(request)
    if form("person", 20) not in ("", str(who.person)):
        raise SignedOut(_("Somebody else is signed in now. Sign in again as who you were."))

    def done() -> Response:
        try:
            says = act(_Asked(desk, course, who, form))
        except InputFault as fault:
            return drawn(desk, request, course, who, problems=fault.problems, typed=form.named())
        return back_to(f"/desk/{course}/sign-off", says)

    return await desk.work(course, done, aside=True)


def _send(asked: _Asked) -> str:
    desk, course, who, form = asked
    draft = desk.editing().drafts.look(course)
    if draft.unsaved or draft.clashes:
        message = phrase("There are changes that are not saved.")
        raise _fault("unsaved", message, phrase("Save the course first. What is saved is sent."))
    sent, _state = looked_at(desk, course)
    round = signoff.send(desk.database, sent, note=form("note", LONGEST), by=who)
    return " ".join((_("The course was sent for sign-off."), _told(asked, round, "next")))


def _sign(asked: _Asked) -> str:
    desk, course, who, form = asked
    sent, _state = looked_at(desk, course)
    if form("fingerprint", 64) != fingerprint(sent):
        message = phrase("The findings are other ones than those that you were shown.")
        raise _fault("findings", message, phrase("Look at them below, and sign once more."))
    step = form("step", 40)
    number = _number(form("round", 20))
    signed = signoff.sign(
        desk.database,
        sent,
        round=number,
        step=step,
        answers=_answers(form, step),
        note=form("note", LONGEST),
        shown={**sent.shown(), "comments": open_comments(desk.database, course)},
        by=who,
    )
    says = _("You have signed “%(step)s”.", step=said(SIGNING[step]))
    if signed.approved:
        return " ".join((says, _("The course is approved."), _told(asked, signed, "approved")))
    return f"{says} {_told(asked, signed, 'next')}"


def _answers(form: Form, step: str) -> list[Answer]:
    """What was ticked, in the words that were shown. A step that there is not has none."""
    points = signoff.checklist(step).points if step in SIGNING else ()
    return [
        Answer(
            point=each.id,
            words=each.words,
            applies=form(f"point-{each.id}") == "yes",
            note=form(f"note-{each.id}", LONGEST),
        )
        for each in points
        if form(f"point-{each.id}") in ("yes", "no")
    ]


def _send_back(asked: _Asked) -> str:
    desk, course, who, form = asked
    reason = form("reason", LONGEST)
    round = signoff.send_back(desk.database, course, _number(form("round", 20)), reason, by=who)
    told = _told(asked, round, "sent-back", reason=reason)
    return " ".join((_("The course was sent back to its authors."), told))


def _take_back(asked: _Asked) -> str:
    desk, course, who, form = asked
    signoff.take_back(desk.database, course, _number(form("round", 20)), by=who)
    return _("The course is a draft again.")


def _withdraw(asked: _Asked) -> str:
    desk, course, who, form = asked
    if form("sure") != "yes":
        message = phrase("You have not said that nobody is to start this version any more.")
        raise _fault("sure", message, phrase("Tick the box if that is so."))
    version = form("version", 40)
    catalogue.withdraw(desk.database, course, version, reason=form("reason", LONGEST), by=who)
    return _("Version %(version)s is withdrawn. Whoever has begun it can finish it.", version=version)


def _told(asked: _Asked, round: Round, what: signoff.What, *, reason: str = "") -> str:
    desk, course, who, _form = asked
    title = title_of(desk.folder(course))
    told = partial(signoff.tell, desk.database, desk.settings, round, title, what)
    return told(by=who, reason=reason).words


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() else 0


def _fault(field: str, message: str, remedy: str) -> InputFault:
    return InputFault([Problem(field, 0, 0, "sign-off", "error", message, remedy)])
