"""HTML pages of the desk: their templates, their static files, and their content policy."""

import hashlib
import json
import mimetypes
import re
import secrets
from datetime import datetime
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

from jinja2 import Environment
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response

from elearn.assets import VENDOR
from elearn.content.course import SHARED
from elearn.days import day_of
from elearn.desk import words
from elearn.desk.context import Desk
from elearn.look import css_variables
from elearn.player import cards_css
from elearn.problems import NotFound
from elearn.runtime import translations_of
from elearn.tracker import Actor
from elearn.translations import day, page_language, templates
from elearn.translations import gettext as _

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'nonce-{nonce}'; img-src 'self' data: blob:; "
    "media-src 'self'; connect-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)
"""Nothing inline but the styles that CodeMirror adds with this page's own nonce, and nothing from elsewhere."""
_GAP = re.compile(r"%\((\w+)\)s")
NEVER_KEPT = {"Cache-Control": "no-store"}


@cache
def _environment() -> Environment:
    environment = templates(__package__)
    environment.filters["on_day"] = _on_day
    return environment


def _on_day(instant: str) -> str:
    """The day of an instant, which is ISO text in UTC, in words."""
    return day(day_of(datetime.fromisoformat(instant)))


def page(desk: Desk, request: Request, template: str, title: str, who: Actor, **values: Any) -> Response:
    """A page whose scripts draw it. `values` become JSON, each in a script tag of its own."""
    links = _links(desk, request, who)
    given = {name: in_page(value) for name, value in {**values, "links": links, "words": _words()}.items()}
    return rendered(template, 200, title=title, **given)


def message(desk: Desk, status: int, _word: str | None, title: str, says: str) -> Response:
    """A page with one message, and the ways to the app and, for those who may go there, to the desk."""
    links = {"app": desk.settings.base_url, "home": "" if status == 403 else "/desk"}
    return rendered("message.html", status, title=title, says=says, ways=links)


def rendered(template: str, status: int, **values: Any) -> Response:
    """A page from a template, with the content policy and the addresses of our static files."""
    nonce = secrets.token_urlsafe(16)
    assets = f"/desk/assets/{_version()}"
    body = (
        _environment()
        .get_template(template)
        .render(lang=page_language(), nonce=nonce, assets=assets, **values)
    )
    headers = {"Content-Security-Policy": POLICY.format(nonce=nonce), **NEVER_KEPT}
    return HTMLResponse(body, status, headers)


def _links(desk: Desk, request: Request, who: Actor) -> dict[str, Any]:
    """Where the page leads: to the desk, the app, the same page in the other language, and out."""
    app, course = desk.settings.base_url, request.path_params.get("course", "")
    return {
        "home": "/desk",
        "bringIn": "/desk/bring-in",
        "courses": f"{app}/courses",
        "report": f"{app}/from-a-document",
        "publish": f"/desk/{course}/sign-off" if course not in ("", SHARED) else "",
        "back": f"/desk/{SHARED}" if course == SHARED else "",
        "banks": f"/desk/{SHARED}",
        "course": f"/desk/{course}" if course else "",
        "signIn": f"{desk.settings.runtime_url}/start",
        "signOut": f"{desk.settings.runtime_url}/sign-out",
        "person": who.name,
        "languages": [each._asdict() for each in translations_of(request)],
    }


def in_page(value: Any) -> str:
    """A value as JSON that can stand in a script tag, where no text in it ends the tag."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")


def answer(value: Any, status: int = 200) -> Response:
    """A value as JSON, which nobody keeps."""
    return JSONResponse(value, status, headers=NEVER_KEPT)


def _words() -> dict[str, str]:
    """What the scripts say, in the current language. Every module in `words` has some."""
    names = sorted(each.name for each in iter_modules(words.__path__))
    modules = [import_module(f"{words.__name__}.{name}") for name in names]
    return {key: _with_gaps(text) for module in modules for key, text in module.WORDS.items()}


def _with_gaps(text: str) -> str:
    """Says something with its `%(names)s` still in it: a script fills them."""
    return _(text, **{name: f"%({name})s" for name in _GAP.findall(text)})


@cache
def _static() -> dict[str, bytes]:
    """Our static files by name: what the build hook has bundled, the tokens of the look, the cards' styles."""
    folder = VENDOR / "desk"
    bundled = sorted(folder.iterdir()) if folder.is_dir() else []
    made = {path.name: path.read_bytes() for path in bundled if path.suffix in (".js", ".css")}
    return {**made, "tokens.css": css_variables().encode(), "cards.css": cards_css().encode()}


@cache
def _version() -> str:
    digest = hashlib.sha256()
    for name, content in sorted(_static().items()):
        digest.update(f"{name}\0{len(content)}\0".encode() + content)
    return digest.hexdigest()[:12]


def static_file(request: Request) -> Response:
    """GET /desk/assets/{version}/{name}. An old version's address gives the current file, not to be cached."""
    name = request.path_params["name"]
    if name not in _static():
        raise NotFound(_("There is no such file here."))
    current = request.path_params["version"] == _version()
    keep = "public, max-age=31536000, immutable" if current else "no-cache"
    kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
    return Response(_static()[name], media_type=kind, headers={"Cache-Control": keep})
