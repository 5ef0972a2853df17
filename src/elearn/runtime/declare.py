"""The page on which an agency's headcounts or returns are sent by a link, without an account."""

from collections.abc import Mapping, Sequence
from urllib.parse import parse_qsl

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from elearn.days import today
from elearn.problems import InputFault, NotFound, Problem
from elearn.runtime.bodies import RefusedBody, must_be_wanted, whole_body
from elearn.runtime.context import Runtime
from elearn.runtime.guard import must_come_from_our_page
from elearn.runtime.pages import message, page
from elearn.runtime.speaking import translations_of
from elearn.tracker import declaring
from elearn.translations import gettext as _
from elearn.translations import ngettext

LONGEST_FORM = 262_144
MOST_FIELDS = 4_000
FORM_WITHIN = 30.0


def form(runtime: Runtime, request: Request) -> Response:
    """GET /declare/{token}: the form, with the last figures beside the fields."""
    if refused := _too_often(runtime, request):
        return refused
    link = _link(runtime, request)
    return _page(runtime, request, link, {"day": f"{today():%d/%m/%Y}"})


async def send(runtime: Runtime, request: Request) -> Response:
    """POST /declare/{token}: what was typed is checked, shown once more, and kept."""
    must_come_from_our_page(runtime, request)
    if refused := _too_often(runtime, request):
        return refused
    typed = await _typed(request)
    return await run_in_threadpool(_sent, runtime, request, typed)


def _sent(runtime: Runtime, request: Request, typed: dict[str, str]) -> Response:
    link = _link(runtime, request)
    step = typed.pop("step", "ask")
    if step == "back":
        return _page(runtime, request, link, typed)
    if step == "keep":
        try:
            count = declaring.keep(runtime.database, request.path_params["token"], typed)
        except InputFault as fault:
            return _page(runtime, request, link, typed, problems=fault.problems)
        return _thanks(link, count, request.url.path)
    figures = declaring.figures_of(runtime.database, link)
    got = declaring.read(figures, link.what, typed)
    if got.problems:
        return _page(runtime, request, link, typed, problems=got.problems)
    return _page(runtime, request, link, typed, got=got)


def _page(
    runtime: Runtime,
    request: Request,
    link: declaring.Link,
    typed: Mapping[str, str],
    *,
    problems: Sequence[Problem] = (),
    got: declaring.Read | None = None,
) -> Response:
    figures = declaring.figures_of(runtime.database, link)
    if not figures:
        return message(
            _("There is nothing to send"),
            _("Nothing is required at %(agency)s today, so no figures are needed.", agency=link.agency_name),
        )
    questions = got.questions if got else ()
    if problems:  # what was answered is asked again
        typed = {name: text for name, text in typed.items() if not name.startswith(("blank_", "sure_"))}
    return page(
        "declare.html",
        status=400 if problems else 200,
        heading=_("How many are in date?") if link.what == "return" else _("How many people are there?"),
        organisation=runtime.settings.organisation,
        link=link,
        figures=figures,
        seen=declaring.stamp(figures),
        typed=typed,
        problems=problems,
        wrong={each.path for each in problems},
        confirming=got is not None,
        questions=questions,
        asked_names={each.name for each in questions},
        on=got.day if got else None,
        values=got.values if got else {},
        languages=translations_of(request),
    )


def _thanks(link: declaring.Link, count: int, path: str) -> Response:
    return message(
        _("Thank you"),
        ngettext("%(num)s figure is kept.", "%(num)s figures are kept.", count),
        _("You can send others by the same link until it stops. The latest figures count."),
        link=path,
        link_text=_("Back to the figures"),
    )


def _link(runtime: Runtime, request: Request) -> declaring.Link:
    found = declaring.link_of(runtime.database, request.path_params["token"])
    if found is None:
        raise NotFound(_("This link does not work any more. Ask whoever sent it for a new one."))
    return found


def _too_often(runtime: Runtime, request: Request) -> Response | None:
    wait = runtime.looks_by_network.wait(runtime.networks.of(request))
    if not wait:
        return None
    return message(_("Too many requests"), _("Wait a minute, and try again."), status=429, retry_after=wait)


async def _typed(request: Request) -> dict[str, str]:
    must_be_wanted(request, LONGEST_FORM)
    whole = await whole_body(request, LONGEST_FORM, FORM_WITHIN)
    try:
        fields = parse_qsl(
            whole.decode(), keep_blank_values=True, max_num_fields=MOST_FIELDS, errors="strict"
        )
    except ValueError as error:
        raise RefusedBody(_("Go back, and try once more."), 400) from error
    if any("\0" in text or len(text) > 200 for _name, text in fields):
        raise RefusedBody(_("Go back, and try once more."), 400)
    return dict(fields)
