"""Opening a course: from a ticket to a registration, the play page, and the state that the package finds."""

from hashlib import sha256
from typing import Any
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from elearn.problems import NotAllowed
from elearn.runtime.context import Runtime
from elearn.runtime.guard import must_come_from_our_page
from elearn.runtime.pages import message, page, static_address
from elearn.runtime.scorm import cmi
from elearn.runtime.scorm.words import play_words
from elearn.runtime.signin import enter, with_page
from elearn.tracker import Registration, actor, registrations, sessions
from elearn.translations import gettext as _

ENTRY = "index.html"
"""The file of a package that opens first. Our packages have one SCO."""


def launch(runtime: Runtime, request: Request) -> Response:
    """GET /launch/{ticket}?course=…: opens a course for the person whom the ticket names.

    If the ticket is used or too old but someone is signed in, we open the course in the address for them. If
    the link was not on one of our pages, a button asks first.
    """
    signed_in = runtime.person(request)
    if signed_in is None and request.headers.get("sec-fetch-site") == "cross-site":
        return _sign_in_first("")  # otherwise another site could sign a visitor in as anyone
    ticket = sessions.redeem_ticket(runtime.database, request.path_params["ticket"])
    if ticket is None:
        return _without_ticket(runtime, request, signed_in)
    if signed_in not in (None, ticket.person):
        return message(
            _("You are signed in as someone else"),
            _(
                "This link opens a course for another person. Sign out first, or open the course from your own page."
            ),
            status=403,
            link="/sign-out",
            link_text=_("Sign out"),
        )
    registration = registrations.start(runtime.database, ticket.person, ticket.course)
    address = f"/play/{registration.id}"
    if signed_in is None:
        return enter(runtime, ticket.person, address)
    return RedirectResponse(address, 303)


def _without_ticket(runtime: Runtime, request: Request, signed_in: int | None) -> Response:
    course = request.query_params.get("course", "")
    if signed_in is None or not course:
        return message(
            _("This link has run out"),
            _("A link to a course works for a few minutes. Nothing that you have done is lost."),
            _("Go to your learning and open the course from there."),
            status=410,
            link=_my_learning(runtime),
            link_text=_("Go to my learning"),
        )
    if request.headers.get("sec-fetch-site") in ("same-origin", "same-site"):
        registration = registrations.start(runtime.database, signed_in, course)
        return RedirectResponse(f"/play/{registration.id}", 303)
    return page("open.html", course=quote(course, safe=""))


def _my_learning(runtime: Runtime) -> str:
    """The app's page My learning. The app's own address shows what a person's role starts with."""
    return f"{runtime.settings.base_url}/learning"


async def open_course(runtime: Runtime, request: Request) -> Response:
    """POST /open/{course}: opens a course for the signed-in person."""
    must_come_from_our_page(runtime, request)
    person = await run_in_threadpool(runtime.person, request)
    if person is None:
        return _sign_in_first("")
    course = request.path_params["course"]
    registration = await run_in_threadpool(registrations.start, runtime.database, person, course)
    return RedirectResponse(f"/play/{registration.id}", 303)


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
        "cmi": cmi.opening(
            registration.standard,
            registration.state,
            learner_id=_opaque(registration),
            learner_name=actor(runtime.database, person).name,
            total_seconds=registration.total_seconds,
        ),
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
