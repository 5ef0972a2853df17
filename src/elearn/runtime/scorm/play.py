"""Opening a course: from a ticket to a registration, the play page, and the state that the package finds."""

from hashlib import sha256
from typing import Any
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from elearn.days import today
from elearn.problems import NotAllowed
from elearn.runtime.context import Runtime, origin
from elearn.runtime.guard import must_come_from_our_page
from elearn.runtime.pages import message, page, static_address
from elearn.runtime.scorm import cmi
from elearn.runtime.scorm.words import play_words
from elearn.runtime.signin import sign_in_first, with_page
from elearn.tracker import Registration, Scope, actor, local_contacts, registrations, sessions
from elearn.translations import gettext as _

ENTRY = "index.html"
"""The file of a package that opens first. Our packages have one SCO."""


def launch(runtime: Runtime, request: Request) -> Response:
    """GET /launch/{ticket}?course=…: opens a course for the person whom the ticket names, if they are signed in.

    The ticket signs nobody in. It shows that the app made this link for this person, so that no button has to ask.
    Whoever is signed out signs in, and then the course in the address opens for them. If the ticket is used or too old,
    that course opens as at `/open/{course}`.
    """
    person, course = runtime.person(request), request.query_params.get("course", "")
    if person is None:
        return sign_in_first(f"/open/{course}")
    if _looks_ahead(request):
        return _nothing_yet()
    token = request.path_params["ticket"]
    ticket = sessions.find_ticket(runtime.database, token)
    if ticket is not None and ticket.person != person:
        return message(
            _("You are signed in as someone else"),
            _(
                "This link opens a course for another person. Sign out first, or open the course from your own page."
            ),
            status=403,
            link="/sign-out",
            link_text=_("Sign out"),
        )
    opens = sessions.redeem_ticket(runtime.database, token, person)
    if opens is not None:
        return _to_play(runtime, person, opens)
    if not course:
        return message(
            _("This link has run out"),
            _("A link to a course works for a few minutes. Nothing that you have done is lost."),
            _("Go to your learning and open the course from there."),
            status=410,
            link=_my_learning(runtime),
            link_text=_("Go to my learning"),
        )
    return _open_or_ask(runtime, request, person, course)


def ask_to_open(runtime: Runtime, request: Request) -> Response:
    """GET /open/{course}: opens a course for the signed-in person.

    If the link was not on one of our pages, a button asks first.
    """
    person, course = runtime.person(request), request.path_params["course"]
    if person is None:
        return sign_in_first(f"/open/{course}")
    return _nothing_yet() if _looks_ahead(request) else _open_or_ask(runtime, request, person, course)


def _open_or_ask(runtime: Runtime, request: Request, person: int, course: str) -> Response:
    site = request.headers.get("sec-fetch-site")
    if site == "same-origin" or (site == "same-site" and _two_ports(runtime)):
        return _to_play(runtime, person, course)
    return page("open.html", course=quote(course, safe=""))


def _two_ports(runtime: Runtime) -> bool:
    """Whether the app's pages have another origin than the runtime, without https: on this machine alone.

    Elsewhere "same-site" may be a neighbouring host.
    """
    return not runtime.secure and origin(runtime.settings.base_url) != origin(runtime.settings.runtime_url)


def _to_play(runtime: Runtime, person: int, course: str) -> Response:
    registration = registrations.start(runtime.database, person, course)
    return RedirectResponse(f"/play/{registration.id}", 303)


def _looks_ahead(request: Request) -> bool:
    """Whether a browser or a program looks at an address that nobody has opened yet."""
    why = (request.headers.get(name, "") for name in ("sec-purpose", "purpose", "x-moz"))
    return request.method != "GET" or any("prefetch" in each for each in why)


def _nothing_yet() -> Response:
    """Makes a browser ask again when somebody opens the address."""
    return Response(status_code=503, headers={"Cache-Control": "no-store"})


def _my_learning(runtime: Runtime) -> str:
    """The app's page My learning. The app's own address shows what a person's role starts with."""
    return f"{runtime.settings.base_url}/learning"


async def open_course(runtime: Runtime, request: Request) -> Response:
    """POST /open/{course}: opens a course for the signed-in person."""
    must_come_from_our_page(runtime, request)
    person = await run_in_threadpool(runtime.person, request)
    if person is None:
        return _sign_in_first(f"/open/{request.path_params['course']}")
    return await run_in_threadpool(_to_play, runtime, person, request.path_params["course"])


def play(runtime: Runtime, request: Request) -> Response:
    """GET /play/{registration}: the page with the standard's API and, in a frame, the package."""
    person = runtime.person(request)
    if person is None:
        return _sign_in_first(request.url.path)
    registration = registrations.find(runtime.database, request.path_params["registration"], person)
    library = "scorm12" if registration.standard == "scorm12" else "scorm2004"
    return page(
        "play.html",
        registration=registration,
        library=static_address(f"scorm-again/{library}.min.js"),
        app=_my_learning(runtime),
        words=play_words(),
    )


async def open_session(runtime: Runtime, request: Request) -> Response:
    """POST /play/{registration}/session: opens a session and returns what the package finds."""
    must_come_from_our_page(runtime, request)
    return JSONResponse(
        await run_in_threadpool(_open_session, runtime, request), headers={"Cache-Control": "no-store"}
    )


def _open_session(runtime: Runtime, request: Request) -> dict[str, Any]:
    person = runtime.person(request)
    if person is None:
        raise NotAllowed(_("You are signed out. Sign in, then open the course again."))
    registration = registrations.find(runtime.database, request.path_params["registration"], person)
    session = registrations.open_session(runtime.database, registration.id, person)
    return {
        "session": session.id,
        "standard": registration.standard,
        "content": f"/content/{registration.package}/{ENTRY}",
        "contacts": _contacts(runtime, person),
        "cmi": cmi.opening(
            registration.standard,
            registration.state,
            learner_id=_opaque(registration),
            learner_name=actor(runtime.database, person).name,
            total_seconds=registration.total_seconds,
        ),
    }


def _contacts(runtime: Runtime, person: int) -> dict[str, list[dict[str, str]]]:
    """Whom the person's agencies name in local pathways, by the contact's key."""
    found = local_contacts.contacts_for_person(runtime.database, Scope.of_person(person), today())
    return {
        key: [{"agency": each.agency_name, "value": each.value} for each in contacts]
        for key, contacts in found.items()
    }


def _opaque(registration: Registration) -> str:
    """An id for the package. It says nothing about the person, and is the same each time."""
    return sha256(f"learner {registration.person}".encode()).hexdigest()[:24]


def _sign_in_first(asked: str) -> Response:
    return message(
        _("Sign in to go on"),
        _(
            "You are signed out. What you have done is saved, and what could not be sent yet waits on this device."
        ),
        status=401,
        link=with_page("/start", asked),
        link_text=_("Sign in"),
    )
