"""Signing in with a staff number and a code, for people without an e-mail address."""

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from elearn.characters import plain
from elearn.runtime.context import Runtime
from elearn.runtime.guard import must_come_from_our_page
from elearn.runtime.pages import message, page
from elearn.runtime.signin.returning import address_after, page_after, with_page
from elearn.runtime.signin.routes import enter, fields_of, where_people_go
from elearn.runtime.speaking import translations_of
from elearn.tracker import sign_in_codes
from elearn.translations import gettext as _
from elearn.translations import ngettext

PATH = "/start/staff-number"


def ask(runtime: Runtime, request: Request) -> Response:
    """GET /start/staff-number: the form for a staff number and a code."""
    return _form(runtime, request, request.query_params.get("next", ""))


async def redeem(runtime: Runtime, request: Request) -> Response:
    """POST /start/staff-number: signs in, once.

    A wrong number, a wrong code, and one that is used or too old get the same answer. Tries are counted by network and
    by staff number, right or wrong.
    """
    must_come_from_our_page(runtime, request)
    given = await fields_of(request)
    number, code, asked = given.get("number", ""), given.get("code", ""), given.get("next", "")
    wait = runtime.codes_by_network.wait(runtime.networks.of(request)) or runtime.codes_by_number.wait(
        plain(number).strip().casefold()[:60]
    )
    if wait:
        return _too_often(wait, asked)
    session = await run_in_threadpool(sign_in_codes.redeem, runtime.database, number, code)
    if session is None:
        return _form(runtime, request, asked, number=number[:60], code=code[:40], wrong=True)
    return enter(runtime, session, address_after(runtime, asked))


def _form(
    runtime: Runtime, request: Request, asked: str, *, number: str = "", code: str = "", wrong: bool = False
) -> Response:
    return page(
        "code.html",
        status=403 if wrong else 200,
        wrong=wrong,
        number=number,
        code=code,
        next=page_after(asked),
        back=with_page("/start", asked),
        organisation=runtime.settings.organisation,
        languages=translations_of(request),
        form_targets=where_people_go(runtime),
    )


def _too_often(wait: int, asked: str) -> Response:
    return message(
        _("Too many tries"),
        ngettext(
            "There were many tries with this staff number or from your network, so you have to wait. Try again in "
            "%(num)s minute.",
            "There were many tries with this staff number or from your network, so you have to wait. Try again in "
            "%(num)s minutes.",
            -(-wait // 60),
        ),
        _("A code that you have still works then."),
        status=429,
        retry_after=wait,
        link=with_page(PATH, asked),
        link_text=_("Back to the form"),
    )
