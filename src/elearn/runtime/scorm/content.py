"""GET /content/…: the files of the packages that we built, for people who are signed in."""

import mimetypes
from pathlib import Path

from starlette.requests import Request
from starlette.responses import FileResponse, Response

from elearn.problems import NotAllowed, NotFound
from elearn.runtime.context import Runtime
from elearn.runtime.pages import CONTENT_POLICY
from elearn.translations import gettext as _

_KINDS = {
    ".js": "text/javascript",
    ".mjs": "text/javascript",
    ".svg": "image/svg+xml",
    ".woff2": "font/woff2",
}


def file(runtime: Runtime, request: Request) -> Response:
    """One file of an unpacked package.

    The folder's name depends on its content, so browsers may cache the file.
    """
    if runtime.person(request) is None:
        raise NotAllowed(_("You are signed out. Sign in, then open the course again."))
    path = _within(runtime.settings.packages, request.path_params["path"])
    kind = _KINDS.get(path.suffix) or mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    headers = {
        "Cache-Control": "private, max-age=604800, immutable",
        "Content-Security-Policy": CONTENT_POLICY,
    }
    return FileResponse(path, media_type=kind, headers=headers)


def _within(root: Path, name: str) -> Path:
    """The file with that name below the root.

    Raises NotFound for anything else, or if it is outside the root.
    """
    root = root.resolve()
    hidden = any(part in ("", ".", "..") or part.startswith(".") for part in name.split("/"))
    if hidden or "\\" in name or "\x00" in name:
        raise NotFound(_("There is no such file in this course."))
    try:
        path = (root / name).resolve()
        if path.is_relative_to(root) and path.is_file():
            return path
    except OSError:  # the name is longer than any file's
        pass
    raise NotFound(_("There is no such file in this course."))
