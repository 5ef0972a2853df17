"""Registering by oneself, if the board allows it, and the page that lists the courses that are open to everyone."""

from datetime import timedelta

from starlette.background import BackgroundTask
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from elearn.characters import address as as_compared
from elearn.problems import InputFault, NotFound
from elearn.runtime.context import Runtime
from elearn.runtime.guard import must_come_from_our_page
from elearn.runtime.links import Link, LinkRequest
from elearn.runtime.pages import message, page
from elearn.runtime.signin.link_mail import send_link
from elearn.runtime.signin.returning import address_after, page_after, with_page
from elearn.runtime.signin.routes import (
    enter,
    fields_of,
    may_be_address,
    send_sign_in,
    too_many,
    where_people_go,
)
from elearn.runtime.speaking import translations_of
from elearn.tracker import open_courses, registering, sessions
from elearn.translations import gettext as _
from elearn.translations import language, said, speaking

FIRST_PAGE = "/catalogue"
"""Where somebody goes who has registered and asked for no page."""


def form(runtime: Runtime, request: Request) -> Response:
    """GET /register: the form that asks for a name and an address."""
    _must_be_allowed(runtime)
    return _form(request, asked=request.query_params.get("next", ""))


async def ask(runtime: Runtime, request: Request) -> Response:
    """POST /register: sends a link that registers, or one that signs in if we know the address.

    The answer is the same for both, and the address is looked up before it in the same way (`routes.ask`).
    """
    must_come_from_our_page(runtime, request)
    given = await fields_of(request)
    name, email, asked = (given.get(field, "") for field in ("name", "email", "next"))
    await run_in_threadpool(_must_be_allowed, runtime)
    address, problems = as_compared(email), {}
    if not may_be_address(address):
        problems["email"] = _("That is not an e-mail address. Write it in full, like name@example.org.")
    try:
        called = registering.tidy_name(name)
    except InputFault as fault:
        problems["name"] = " ".join(f"{said(each.message)} {said(each.remedy)}" for each in fault.problems)
    if problems:
        return _form(request, name=name, email=email, asked=asked, problems=problems)
    network = runtime.networks.of(request)
    if wait := runtime.links_by_network.wait(network):
        return too_many(wait)
    is_known = await run_in_threadpool(sessions.person_by_email, runtime.database, address) is not None
    asked_for = LinkRequest(address, network, page_after(asked), language(), runtime.links.now(), name=called)
    return message(
        _("Look in your inbox"),
        _("A link is on its way. It can take up to a minute. It works once, within 20 minutes."),
        _("Nothing there after a minute? Look among unwanted mail, or check how you wrote the address."),
        link=with_page("/register", asked),
        link_text=_("Use another address"),
        background=BackgroundTask(_send, runtime, asked_for, is_known),
    )


def link(runtime: Runtime, request: Request) -> Response:
    """GET /register/{token}: a page with the name and one button. Opening it does not use the link up."""
    token = request.path_params["token"]
    name = registering.name_of(runtime.database, token)
    if name is None:
        return _cannot_be_used(request.query_params.get("next", ""))
    return _confirm(runtime, request, name, request.query_params.get("next", ""))


async def redeem(runtime: Runtime, request: Request) -> Response:
    """POST /register/{token}: makes the person and signs them in, once."""
    must_come_from_our_page(runtime, request)
    given, token = await fields_of(request), request.path_params["token"]
    name, asked = given.get("name", ""), given.get("next", "")
    try:
        session = await run_in_threadpool(registering.redeem, runtime.database, token, name)
    except InputFault as fault:
        says = " ".join(f"{said(each.message)} {said(each.remedy)}" for each in fault.problems)
        return _confirm(runtime, request, name, asked, says)
    if session is None:
        return _cannot_be_used(asked)
    return enter(runtime, session, address_after(runtime, page_after(asked) or FIRST_PAGE))


def courses(runtime: Runtime, request: Request) -> Response:
    """GET /open-courses: the courses that are open to everyone, for whoever comes. `?search=` finds some of them."""
    _must_be_allowed(runtime)
    found = open_courses.open_courses(runtime.database)
    search = " ".join(request.query_params.get("search", "")[:200].split())
    words = search.casefold().split()
    shown = [
        each
        for each in found
        if all(word in " ".join((each.title, *each.outcomes)).casefold() for word in words)
    ]
    return page(
        "open-courses.html",
        courses=shown,
        total=len(found),
        search=search,
        signed_in=runtime.person(request) is not None,
        organisation=runtime.settings.organisation,
        languages=translations_of(request),
    )


def _must_be_allowed(runtime: Runtime) -> None:
    """Raises NotFound if the board lets nobody register: there is no such page then."""
    if not registering.is_allowed(runtime.database):
        raise NotFound(_("At the moment nobody can register here."))


def _form(
    request: Request,
    *,
    asked: str,
    name: str = "",
    email: str = "",
    problems: dict[str, str] | None = None,
) -> Response:
    """The form, with what was typed and what is wrong with it."""
    return page(
        "register.html",
        status=400 if problems else 200,
        name=name,
        email=email,
        problems={"name": "", "email": ""} | (problems or {}),
        next=page_after(asked),
        languages=translations_of(request) if request.method == "GET" else [],
    )


def _confirm(runtime: Runtime, request: Request, name: str, asked: str, problem: str = "") -> Response:
    return page(
        "register-link.html",
        status=400 if problem else 200,
        token=request.path_params["token"],
        name=name,
        problem=problem,
        next=page_after(asked),
        languages=translations_of(request) if request.method == "GET" else [],
        form_targets=where_people_go(runtime),
    )


def _cannot_be_used(asked: str) -> Response:
    return message(
        _("This link cannot be used any more"),
        _("A link works once, within 20 minutes. Ask for a new one; it takes a moment."),
        status=410,
        link=with_page("/register", asked),
        link_text=_("Ask for a new link"),
    )


def _send(runtime: Runtime, asked: LinkRequest, is_known: bool) -> None:
    """Has a link sent in its turn: to sign in if we know the address, or to register."""
    if is_known:
        send_sign_in(runtime, asked)
    else:
        runtime.registrations.ask(asked, lambda made: _deliver(runtime, made))


def _deliver(runtime: Runtime, link: Link) -> bool:
    """Sends a link that registers, in the language of the page on which it was asked for."""
    minutes, asked = int(sessions.LINK_LASTS / timedelta(minutes=1)), link.request
    with speaking(asked.language):
        address = f"{runtime.settings.runtime_url}/register/{link.token}?language={asked.language}"
        return send_link(
            runtime.settings, asked.address, with_page(address, asked.page), minutes, registers=True
        )
