"""Finds where a reference in a manifest leads: to a file in the package, to a server, or to an unsafe place."""

import posixpath
import re
from dataclasses import dataclass
from typing import Literal
from urllib.parse import unquote

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")


@dataclass(frozen=True)
class Place:
    """Where a reference leads. `name` is the member, without query and fragment; "" if it is outside the package."""

    kind: Literal["inside", "web", "unsafe"]
    name: str = ""


def resolve(href: str, base: str = "") -> Place:
    """The place that `href` means, relative to `base` (the joined `xml:base` of the elements around it).

    Absolute paths, drives, schemes other than http and https, and paths that lead out of the package are unsafe.
    """
    written = href.strip()
    whole = written if _SCHEME.match(written) or written.startswith("/") else base + written
    if _SCHEME.match(whole) or whole.startswith("//"):
        web = whole.lower().startswith(("http://", "https://", "//"))
        return Place("web" if web else "unsafe")
    path = unquote(re.split(r"[?#]", whole, maxsplit=1)[0])
    if path.startswith("/") or "\\" in path or "\x00" in path or _SCHEME.match(path):
        return Place("unsafe")
    name = posixpath.normpath(path) if path else ""
    if name == ".." or name.startswith("../"):
        return Place("unsafe")
    return Place("inside", "" if name == "." else name)
