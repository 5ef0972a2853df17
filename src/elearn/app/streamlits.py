"""Which of the addresses that Streamlit answers are open, and to whom. What is not listed here is closed.

`DECIDED` has every route of Streamlit's server. A test holds it to the routes of the version that is installed, so an
upgrade that brings a new one is noticed. The new one is closed until somebody has decided.
"""

import re
from typing import Literal

from starlette.datastructures import Headers
from starlette.types import Scope
from streamlit.runtime import exists, get_instance

Openness = Literal["open", "file", "upload", "socket", "page", "closed"]

DECIDED: dict[str, Openness] = {
    "/_stcore/health": "open",  # a proxy asks, and a browser before it connects
    "/_stcore/host-config": "open",  # a browser asks before it connects; it names no host
    "": "page",  # Streamlit's own scripts, which are open, and its one page, which each screen is
    "/_stcore/stream": "socket",
    "/media/{file_id:path}": "file",
    "/_stcore/upload_file/{session_id}/{file_id}": "upload",
    "/_stcore/metrics": "closed",  # what Streamlit keeps in memory; ours are at ELEARN_METRICS_PORT
    "/_stcore/script-health-check": "closed",  # runs the app for anyone
    "/_stcore/agent/interact": "closed",  # runs the app for programs
    "/_stcore/agent/openapi.json": "closed",
    "/_stcore/agent/mcp": "closed",
    "/_stcore/bidi-components/{path:path}": "closed",  # we have no components
    "/component/{path:path}": "closed",
    "/app/static/{path:path}": "closed",  # files beside the main script; we have none
    "/auth/login": "closed",  # people sign in at the runtime
    "/auth/logout": "closed",
    "/oauth2callback": "closed",
}

SOCKET = "/_stcore/stream"
FIRST_PARTS = frozenset(
    (
        "_stcore",
        "app",
        "auth",
        "component",
        "favicon.png",
        "manifest.json",
        "media",
        "oauth2callback",
        "static",
    )
)
"""The first parts of the addresses that Streamlit answers itself. No screen has one of them."""

_OPEN = re.compile(
    r"/_stcore/(?:health|host-config)|/favicon\.png|/manifest\.json|/static/(?!.*\.\.)[\w./-]+"
)
_FILE = re.compile(r"/media/([0-9a-f]{64})(?:\.[a-z0-9]{1,16})?")
_UPLOAD = re.compile(r"/_stcore/upload_file/([\w-]{1,100})/[\w-]{1,100}")


def route_path(scope: Scope) -> str:
    """The path by which Streamlit finds the route of a request, as Starlette works it out."""
    path, root = str(scope["path"]), str(scope.get("root_path", ""))
    below = bool(root) and (path == root or path.startswith(f"{root}/"))
    return path[len(root) :] if below else path


def openness(method: str, path: str) -> Openness | None:
    """To whom an address of Streamlit's is open. None if it is not one of those, or is spelt in another way."""
    if method in ("GET", "HEAD"):
        if _OPEN.fullmatch(path):
            return "open"
        if _FILE.fullmatch(path):
            return "file"
    elif method in ("PUT", "DELETE") and _UPLOAD.fullmatch(path):
        return "upload"
    return None


def file_at(path: str) -> str:
    """The id of the file at an address, or ""."""
    found = _FILE.fullmatch(path)
    return found[1] if found else ""


def headers_of_upload(path: str) -> Headers:
    """The headers with which the page that a file is brought to has connected. Empty if there is no such page."""
    found = _UPLOAD.fullmatch(path)
    client = get_instance().get_client(found[1]) if found and exists() else None
    context = client.client_context if client else None
    given = context.headers if context else ()
    return Headers(raw=[(name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in given])
