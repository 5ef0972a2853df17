"""Pages of the desk that the server draws: forms and lists that work without a script, with the desk's look.

A course's pages share a row of links at their head (`TABS`). Their forms are ordinary ones. The answer to a form leads
back to a page (`back_to`), which says what was done. If something is in the way, the page is drawn again with what was
typed.
"""

import hashlib
import hmac
import secrets
from collections.abc import Mapping
from typing import Any, NamedTuple
from urllib.parse import parse_qsl, urlencode

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from elearn.content.course import SHARED
from elearn.desk import pages
from elearn.desk.context import Desk, SignedOut
from elearn.desk.sent import MOST, WITHIN
from elearn.runtime import RefusedBody, must_be_wanted, translations_of, whole_body
from elearn.tracker import Actor
from elearn.translations import N_
from elearn.translations import gettext as _

MOST_FIELDS = 2_000
_SAID, _SEAL = "said", "seal"
_KEY = secrets.token_bytes(32)


class Tab(NamedTuple):
    """A page of a course: the end of its address, its name, and whether people who sign off see it, too."""

    path: str
    title: str
    signers: bool = False


TABS = (
    Tab("", N_("Edit")),
    Tab("comments", N_("Comments"), signers=True),
    Tab("sign-off", N_("Sign-off and publish"), signers=True),
    Tab("versions", N_("Versions")),
    Tab("hand-out", N_("Hand out")),
)
"""The pages of a course, in the order of their links. Each has a route in `app.py`."""


def plain(
    desk: Desk,
    request: Request,
    template: str,
    title: str,
    who: Actor | None,
    *,
    course: str = "",
    course_title: str = "",
    tab: str | None = None,
    status: int = 200,
    problems: Any = (),
    **values: Any,
) -> Response:
    """A page that the server draws, from a template that extends `plain.html`.

    `who` is None for a reader without an account, who sees no links to the desk. With `course`, the page has the links
    of that course, and `tab` is its own. `problems` stand first: each has `message` and `remedy`.
    """
    tabs = [
        (f"/desk/{course}/{each.path}".rstrip("/"), _(each.title), each.path == tab)
        for each in TABS
        if course not in ("", SHARED) and who is not None and (who.may("author") or each.signers)
    ]
    return pages.rendered(
        template,
        status,
        title=title,
        who=who,
        course=course,
        course_title=course_title,
        tabs=tabs,
        said=_was_said(request),
        problems=list(problems),
        languages=translations_of(request),
        app=desk.settings.base_url,
        sign_out=f"{desk.settings.runtime_url}/sign-out",
        **values,
    )


def back_to(address: str, said: str, **query: str) -> Response:
    """Leads to a page after a form, which then says what was done."""
    return RedirectResponse(
        f"{address}?{urlencode({**query, **sealed(said)})}", 303, headers=pages.NEVER_KEPT
    )


def sealed(said: str) -> dict[str, str]:
    """The query with which the next page says what was done.

    Only this process can write it, so that nobody's link puts words of theirs on a page of ours.
    """
    return {_SAID: said, _SEAL: hmac.new(_KEY, said.encode(), hashlib.sha256).hexdigest()[:32]}


def _was_said(request: Request) -> str:
    said, seal = (request.query_params.get(name, "") for name in (_SAID, _SEAL))
    return said if hmac.compare_digest(sealed(said)[_SEAL].encode(), seal.encode()) else ""


class Form:
    """What an ordinary form has sent."""

    def __init__(self, pairs: list[tuple[str, str]]) -> None:
        self._pairs = pairs

    def __call__(self, name: str, most: int = 10_000) -> str:
        """The first value of a field, without space around it; "" if there is none. At most `most` characters."""
        return next((value.strip()[:most] for key, value in self._pairs if key == name), "")

    def all(self, name: str) -> list[str]:
        """Every value of a field, as of boxes that were ticked."""
        return [value for key, value in self._pairs if key == name]

    def named(self) -> Mapping[str, str]:
        """The first value of every field, to draw the form again."""
        return dict(reversed(self._pairs))


async def form_of(request: Request) -> Form:
    """What an ordinary form has sent. Raises RefusedBody if it is too long, too slow or no form."""
    must_be_wanted(request, MOST)
    body = await whole_body(request, MOST, WITHIN)
    try:
        text = body.decode("ascii")
        pairs = parse_qsl(text, keep_blank_values=True, errors="strict", max_num_fields=MOST_FIELDS)
    except ValueError as error:
        raise RefusedBody(_("What was sent cannot be read. Load this page again."), 400) from error
    # Browsers send line ends as CR LF. NUL is nothing that anybody types, and PostgreSQL refuses it.
    return Form([(key, value.replace("\r\n", "\n").replace("\0", "")) for key, value in pairs])


async def form_for(request: Request, who: Actor) -> Form:
    """The same. Raises SignedOut if the page's field `person` names somebody else, who was signed in before."""
    form = await form_of(request)
    must_be_of(form, who)
    return form


def must_be_of(form: Form, who: Actor) -> None:
    """Raises SignedOut if a form's field `person` names somebody else, who was signed in before."""
    if form("person", 20) not in ("", str(who.person)):
        raise SignedOut(_("Somebody else is signed in now. Sign in again as who you were."))
