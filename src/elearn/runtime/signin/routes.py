"""Signing in: the start page, the one-time link, the session cookie, and signing out."""

from datetime import timedelta
from functools import partial
from urllib.parse import parse_qs

from starlette.background import BackgroundTask
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from elearn.characters import address as as_compared
from elearn.problems import NotAllowed
from elearn.runtime.bodies import RefusedBody, must_be_wanted, whole_body
from elearn.runtime.context import Runtime, origin, session_cookie, session_tokens
from elearn.runtime.guard import must_come_from_our_page
from elearn.runtime.links import Link, LinkRequest
from elearn.runtime.pages import message, page
from elearn.runtime.signin.link_mail import send_link
from elearn.runtime.signin.returning import address_after, page_after, with_page
from elearn.runtime.speaking import translations_of
from elearn.tracker import has_administrator, languages, registering, sessions
from elearn.translations import best, language, ngettext, speaking
from elearn.translations import gettext as _

LONGEST_FORM = 8_192
"""The most bytes of a form that we read from someone who is not signed in."""
FORM_WITHIN = 20.0
"""For how many seconds such a form may take to arrive."""


def start(runtime: Runtime, request: Request) -> Response:
    """GET /start: the demonstration's people, or the form that asks for an address.

    If there is no administrator yet, it says how whoever runs this machine gives the first.
    """
    return page(
        "start.html",
        offered=runtime.offered if runtime.settings.demo else (),
        signed_in=runtime.person(request) is not None,
        next=page_after(request.query_params.get("next", "")),
        has_administrator=runtime.settings.demo or has_administrator(runtime.database),
        app=address_after(runtime, request.query_params.get("next", "")),
        registers=registering.is_allowed(runtime.database),
        organisation=runtime.settings.organisation,
        languages=translations_of(request),
        form_targets=where_people_go(runtime),
    )


def where_people_go(runtime: Runtime) -> str:
    """The origins that a form here may lead to after somebody has signed in: the app's and the desk's."""
    return " ".join(dict.fromkeys(map(origin, (runtime.settings.base_url, runtime.settings.desk_url))))


async def demonstration(runtime: Runtime, request: Request) -> Response:
    """POST /start/demonstration: signs in as one of the demonstration's people, if the demonstration runs."""
    must_come_from_our_page(runtime, request)
    given = await fields_of(request) if runtime.settings.demo else {}
    email = given.get("person", "")
    if not runtime.settings.demo or email not in {person.email for person in runtime.offered}:
        raise NotAllowed(_("Nobody is offered here under that name. Ask for a link with your own address."))
    person = await run_in_threadpool(sessions.person_by_email, runtime.database, email)
    if person is None:
        raise NotAllowed(_("The demonstration is not prepared yet. Run `elearn demo` and come back."))
    address = address_after(runtime, given.get("next", ""))
    link = await run_in_threadpool(sessions.mint_sign_in, runtime.database, person)
    session = await run_in_threadpool(sessions.redeem_sign_in, runtime.database, link)
    return enter(runtime, session or "", address)


async def ask(runtime: Runtime, request: Request) -> Response:
    """POST /start: sends a link to an address that we know.

    The answer is the same, and as quick, for any other. We look the address up before it, and only send afterwards:
    if the database cannot be asked, nobody is told that a link is on its way.
    """
    must_come_from_our_page(runtime, request)
    given = await fields_of(request)
    address, asked = as_compared(given.get("email", "")), given.get("next", "")
    if not may_be_address(address):
        return message(
            _("That is not an e-mail address"),
            _("Go back and write it in full, like name@example.org."),
            status=400,
        )
    network = runtime.networks.of(request)
    if wait := runtime.links_by_network.wait(network):
        return too_many(wait)
    is_known = await run_in_threadpool(sessions.person_by_email, runtime.database, address) is not None
    asked_for = LinkRequest(address, network, page_after(asked), language(), runtime.links.now())
    return message(
        _("Look in your inbox"),
        _(
            "If we know that address, a link is on its way. It can take up to a minute. "
            "It works once, within 20 minutes."
        ),
        _(
            "Nothing there after a minute? Look among unwanted mail, or ask your training lead which address "
            "they gave us."
        ),
        link=with_page("/start", asked),
        link_text=_("Use another address"),
        background=BackgroundTask(_send, runtime, asked_for, is_known),
    )


def may_be_address(address: str) -> bool:
    """Whether a text, as it is compared, may be an e-mail address. Only a mail that arrives shows that it is one."""
    return (
        3 <= len(address) <= 254 and "@" in address[1:-1] and not any(letter.isspace() for letter in address)
    )


def too_many(wait: int) -> Response:
    """What a network is told that has asked for too many links. `wait`: for how many seconds."""
    return message(
        _("Too many links asked for"),
        ngettext(
            "Many people on your network have asked for a link, so you have to wait. Ask again in %(num)s minute.",
            "Many people on your network have asked for a link, so you have to wait. Ask again in %(num)s minutes.",
            -(-wait // 60),
        ),
        _("A link that you already have still works for 20 minutes."),
        status=429,
        retry_after=wait,
    )


def _send(runtime: Runtime, asked: LinkRequest, is_known: bool) -> None:
    """Has a link sent in its turn, if we know the address."""
    if is_known:
        send_sign_in(runtime, asked)


def send_sign_in(runtime: Runtime, asked: LinkRequest) -> None:
    """Has a link that signs in sent to somebody whom we know, in its turn."""
    runtime.links.ask(asked, partial(_deliver, runtime))


def _deliver(runtime: Runtime, link: Link) -> bool:
    """Sends a link in the person's own language, else in that of the page on which it was asked for."""
    minutes, asked = int(sessions.LINK_LASTS / timedelta(minutes=1)), link.request
    own = languages.of_person(runtime.database, link.person)
    with speaking(best(own, otherwise=asked.language)):
        page = f"{runtime.settings.runtime_url}/sign-in/{link.token}?language={language()}"
        return send_link(runtime.settings, asked.address, with_page(page, asked.page), minutes)


def link(runtime: Runtime, request: Request) -> Response:
    """GET /sign-in/{token}: a page with one button.

    Mail scanners open links, so opening one does not use it up.
    """
    return page(
        "link.html",
        token=request.path_params["token"],
        next=page_after(request.query_params.get("next", "")),
        languages=translations_of(request),
        form_targets=where_people_go(runtime),
    )


async def redeem(runtime: Runtime, request: Request) -> Response:
    """POST /sign-in/{token}: signs in, once."""
    must_come_from_our_page(runtime, request)
    token, asked = request.path_params["token"], (await fields_of(request)).get("next", "")
    session = await run_in_threadpool(sessions.redeem_sign_in, runtime.database, token)
    if session is None:
        return message(
            _("This link cannot be used any more"),
            _("A link works once, within 20 minutes. Ask for a new one; it takes a moment."),
            status=410,
            link=with_page("/start", asked),
            link_text=_("Ask for a new link"),
        )
    return enter(runtime, session, address_after(runtime, asked))


def leaving(runtime: Runtime, request: Request) -> Response:
    """GET /sign-out: a page with one button."""
    return page("sign-out.html", app=runtime.settings.base_url, languages=translations_of(request))


async def leave(runtime: Runtime, request: Request) -> Response:
    """POST /sign-out: ends the session, here and in the app.

    If there are several session cookies, it ends the session of each.
    """
    must_come_from_our_page(runtime, request)
    for token in set(session_tokens(request.headers.getlist("cookie"), secure=runtime.secure)):
        await run_in_threadpool(sessions.end_session, runtime.database, token)
    response = RedirectResponse("/start", 303)
    name = session_cookie(secure=runtime.secure)
    response.delete_cookie(name, path="/", httponly=True, samesite="lax", secure=runtime.secure)
    return response


def enter(runtime: Runtime, session: str, address: str) -> Response:
    """Gives a browser the token of a session, and redirects it.

    The cookie names no domain, so it belongs to this host on every port.
    """
    response = RedirectResponse(address, 303)
    response.set_cookie(
        session_cookie(secure=runtime.secure),
        session,
        path="/",
        max_age=int(sessions.SESSION_LASTS.total_seconds()),
        httponly=True,
        samesite="lax",
        secure=runtime.secure,
    )
    return response


async def fields_of(request: Request) -> dict[str, str]:
    """The fields of a small form, each once. Raises RefusedBody."""
    must_be_wanted(request, LONGEST_FORM)
    whole = await whole_body(request, LONGEST_FORM, FORM_WITHIN)
    try:
        fields = parse_qs(whole.decode(), max_num_fields=10, errors="strict")
    except ValueError as error:
        raise RefusedBody(_("Go back, and try once more."), 400) from error
    if any("\0" in text for texts in fields.values() for text in texts):
        raise RefusedBody(_("Go back, and try once more."), 400)
    return {name: texts[0] for name, texts in fields.items()}
