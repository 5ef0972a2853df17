"""HTML pages: their templates, static files and headers."""

import hashlib
import mimetypes
from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment
from starlette.background import BackgroundTask
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from elearn.assets import asset
from elearn.look import css_variables
from elearn.problems import NotFound
from elearn.translations import day, templates
from elearn.translations import gettext as _

_OURS = ("runtime.css", "play.js", "outbox.js", "ledger.js", "api.js")
_THEIRS = ("scorm-again/scorm12.min.js", "scorm-again/scorm2004.min.js")

PAGE_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "frame-src 'self'; form-action 'self'{also}; base-uri 'none'; frame-ancestors 'none'"
)
"""For our own pages: nothing inline, nothing from elsewhere, and never in a frame."""

CONTENT_POLICY = (
    "default-src 'self' data: blob:; style-src 'self' 'unsafe-inline'; script-src 'self'; "
    "form-action 'none'; base-uri 'none'; frame-ancestors 'self'"
)
"""For a package that we built, in the frame of the play page."""


@cache
def _environment() -> Environment:
    environment = templates(__package__)
    environment.filters["day"] = day
    environment.globals["static"] = static_address
    return environment


def page(
    template: str,
    *,
    status: int = 200,
    form_targets: str = "",
    retry_after: int | None = None,
    background: BackgroundTask | None = None,
    **values: Any,
) -> Response:
    """A page from a template.

    `form_targets` are further origins that its forms may lead to, also by a redirect. `background` runs after
    the answer is sent.
    """
    also = f" {form_targets}" if form_targets else ""
    headers = {"Content-Security-Policy": PAGE_POLICY.format(also=also), "Cache-Control": "no-store"}
    if retry_after is not None:
        headers["Retry-After"] = str(retry_after)
    body = _environment().get_template(template).render(**values)
    return HTMLResponse(body, status_code=status, headers=headers, background=background)


def message(title: str, *paragraphs: str, status: int = 200, **more: Any) -> Response:
    """A page with one message and one link (`link` and `link_text`; by default to the start page)."""
    more.setdefault("link", "/start")
    more.setdefault("link_text", _("Go to the start page"))
    return page("message.html", status=status, title=title, paragraphs=paragraphs, **more)


@cache
def _static() -> dict[str, bytes]:
    folder = files(__package__).joinpath("static")
    ours = {name: folder.joinpath(name).read_bytes() for name in _OURS}
    ours["runtime.css"] = css_variables().encode() + ours["runtime.css"]
    return ours | {name: asset(name) for name in _THEIRS}


@cache
def _version() -> str:
    digest = hashlib.sha256()
    for name, content in sorted(_static().items()):
        digest.update(f"{name}\0{len(content)}\0".encode() + content)
    return digest.hexdigest()[:12]


def static_address(name: str) -> str:
    """The address of one of our static files. Raises KeyError for an unknown name.

    It changes when any of the files changes, so browsers may cache it for good.
    """
    if name not in _static():
        raise KeyError(name)
    return f"/assets/{_version()}/{name}"


def static_file(request: Request) -> Response:
    """GET /assets/{version}/{name}. An old version's address gives the current file, not to be cached."""
    name = request.path_params["name"]
    if name not in _static():
        raise NotFound(_("There is no such file here."))
    current = request.path_params["version"] == _version()
    keep = "public, max-age=31536000, immutable" if current else "no-cache"
    kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
    return Response(_static()[name], media_type=kind, headers={"Cache-Control": keep})
