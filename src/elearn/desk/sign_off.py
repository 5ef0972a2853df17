"""The pages of sign-off: what waits for somebody, and where one course is, with the forms for what they may do."""

import hashlib
import json
import re
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from functools import partial
from threading import Lock
from typing import Any

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from elearn.authoring import signoff
from elearn.authoring.actions import title_of
from elearn.authoring.comments import open_comments
from elearn.authoring.signoff import CourseState, Round, Sent
from elearn.days import today
from elearn.desk import pages
from elearn.desk.context import Desk
from elearn.desk.plain import plain
from elearn.desk.publishing import publish_part
from elearn.player import render_file
from elearn.problems import NotFound, Problem
from elearn.tracker import SIGNING, Actor, catalogue, people_who_sign
from elearn.translations import gettext as _
from elearn.translations import said

READ_POLICY = (
    "sandbox allow-scripts; default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; "
    "img-src data: blob:; media-src data: blob:; font-src data:; form-action 'none'; base-uri 'none'; "
    "frame-ancestors 'none'"
)
"""The course runs in an origin of its own, which may ask nothing of anybody."""
MOST_SHOWN = 100_000_000
"""Bytes of a course that can be shown as one page. It has its films and sounds in it."""
MOST_READ = 8
"""How many courses are kept as they were last read."""
_HEADING = re.compile(r" {0,3}#{1,2}[ \t]+(.*?)[ \t]*(?:\{#[^}]*\})?[ \t]*$")
_read: OrderedDict[str, str] = OrderedDict()
_lock = Lock()


async def waiting(desk: Desk, request: Request, who: Actor) -> Response:
    """GET /desk/sign-off: what waits for this person, what is under way, and what is to be reviewed."""

    def found() -> signoff.Overview:
        with desk.database.read() as conn:
            return signoff.overview(conn, desk.settings.courses.resolve(), who, today())

    made = await desk.work("", found, aside=True)
    return plain(desk, request, "sign-off-list.html", _("Sign-off"), who, found=made)


async def page(desk: Desk, request: Request, who: Actor) -> Response:
    """GET /desk/{course}/sign-off: where a course is, and what this person may do about it."""
    course = desk.course(request)
    return await desk.work(course, partial(drawn, desk, request, course, who), aside=True)


def drawn(
    desk: Desk,
    request: Request,
    course: str,
    who: Actor,
    *,
    problems: Sequence[Problem] = (),
    typed: Mapping[str, str] | None = None,
) -> Response:
    """The page of a course. After a form that was refused it has the `problems`, and what was `typed`."""
    sent, state = looked_at(desk, course)
    with desk.database.read() as conn:
        rounds = signoff.rounds_of(conn, course)
        signers = people_who_sign(conn)
    versions = catalogue.versions(desk.database, course)
    now = state.round
    step = now.step if now else ""
    mine = bool(step and step in who.signs)
    why_not = _why_not(desk, sent, now, who) if now and mine and step == signoff.STEPS[-1] else ""
    draft = desk.parts.drafts.glance().get(course) if desk.parts else None
    return plain(
        desk,
        request,
        "sign-off.html",
        _("Sign-off and publish"),
        who,
        course=course,
        course_title=title_of(desk.folder(course)),
        tab="sign-off",
        status=422 if problems else 200,
        problems=[{"message": said(each.message), "remedy": said(each.remedy)} for each in problems],
        state=state,
        look=_LOOKS.get(state.id, _ON_THE_WAY),
        steps=_steps(now, signers) if now else [],
        round=now,
        earlier=[each for each in rounds if now is None or each.id != now.id],
        unsaved=bool(draft and draft.unsaved),
        errors=_shown(sent, sent.errors),
        findings=_shown(sent, sent.problems),
        waived=[
            (_where(sent, each.problem), said(each.problem.message), each.waiver.reason)
            for each in sent.waived
        ],
        fingerprint=fingerprint(sent),
        comments=open_comments(desk.database, course),
        signs=mine and not why_not,
        why_not=why_not,
        step_title=SIGNING.get(step, ""),
        points=signoff.checklist(step).points if mine else (),
        may_send_back=mine or bool(now and now.approved and signoff.STEPS[-1] in who.signs),
        versions=versions,
        current=next((each for each in versions if each.current), None),
        is_out=bool(now and now.approved and state.id in ("published", "review-due")),
        typed=typed or {},
        titles=SIGNING,
        publishing=publish_part(desk, who, sent, versions),
    )


def looked_at(desk: Desk, course: str) -> tuple[Sent, CourseState]:
    """A course's saved files, read and checked, and where it is."""
    sent = signoff.examine(desk.folder(course), desk.settings.reviews)
    read = sent.loaded.course
    version, review_by = (read.version, read.review_by) if read else ("", None)
    with desk.database.read() as conn:
        state = signoff.state_of(conn, course, sent.source, version=version, review_by=review_by, on=today())
    return sent, state


def fingerprint(sent: Sent) -> str:
    """Tells what the checks have found from what they find later, should a review or the guidance change meanwhile."""
    return hashlib.sha256(json.dumps(sent.shown(), sort_keys=True).encode()).hexdigest()[:32]


async def read(desk: Desk, request: Request, who: Actor) -> Response:
    """GET /desk/{course}/sign-off/read: the saved course as learners read it, in a sandbox.

    Whoever signs and writes no courses may read those that are in sign-off.
    """
    course = desk.course(request)

    def made() -> str:
        sent, state = looked_at(desk, course)
        if state.round is None and not who.may("author"):
            raise NotFound(_("This course is not in sign-off now, so there is nothing to read."))
        with _lock:
            known = _read.get(f"{course} {sent.source}")
        if known is None:
            if sent.loaded.course is None:
                raise NotFound(_("This course cannot be shown yet. Its authors see why in the editor."))
            if sum(map(len, sent.files.values())) > MOST_SHOWN:
                raise NotFound(_("This course is too large to be shown here. Ask its authors for a package."))
            known = render_file(sent.loaded.course, sent.loaded.media())
            with _lock:
                _read[f"{course} {sent.source}"] = known
                if len(_read) > MOST_READ:
                    _read.popitem(last=False)
        return known

    html = await desk.work(course, made, aside=True)
    return HTMLResponse(html, headers={"Content-Security-Policy": READ_POLICY, **pages.NEVER_KEPT})


_ON_THE_WAY = ("care", "◐")
_LOOKS = {
    "draft": ("", "○"),
    "approved": ("good", "✓"),
    "published": ("good", "●"),
    "review-due": ("care", "▲"),
    "withdrawn": ("bad", "✕"),
}
"""The colour and the shape of each state. Its words stand beside them."""


def _steps(round: Round, signers: Mapping[str, Sequence[str]]) -> list[dict[str, Any]]:
    """Each step with its signature, whether it is next, and who may sign it."""
    signed = {each.step: each for each in round.signatures}
    return [
        {
            "title": title,
            "signature": signed.get(step),
            "now": step == round.step,
            "who": ", ".join(signers.get(step, ())),
        }
        for step, title in SIGNING.items()
    ]


def _why_not(desk: Desk, sent: Sent, round: Round, who: Actor) -> str:
    with desk.database.read() as conn:
        return signoff.may_not_approve(conn, sent, round, who)


def _shown(sent: Sent, problems: Sequence[Problem]) -> list[dict[str, str]]:
    return [
        {
            "severity": each.severity,
            "where": _where(sent, each),
            "message": said(each.message),
            "remedy": said(each.remedy),
        }
        for each in problems
    ]


def _where(sent: Sent, problem: Problem) -> str:
    """Where a problem is, as somebody says it who does not know the files: by the heading above it."""
    lines = sent.loaded.texts.get(sent.place(problem), "").split("\n")[: problem.line]
    heading = next((found[1] for line in reversed(lines) if (found := _HEADING.match(line))), "")
    if heading:
        return _("On the page “%(page)s”", page=heading)
    return _("In the introduction") if sent.place(problem) == "course.md" else sent.place(problem)
