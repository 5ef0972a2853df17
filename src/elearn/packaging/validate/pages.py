"""What a package's pages load from elsewhere: it is missing offline, and tells another server who is learning what."""

import posixpath
import re
from collections.abc import Mapping

from elearn.packaging.validate.findings import Findings

_ADDRESS = rb"""((?:https?:)?//[^\s"'<>()\\]{1,300})"""
_TAGS = re.compile(
    rb"""<(?:script|img|iframe|audio|video|source|track|embed)\b[^<>]{0,500}?\bsrc\s*=\s*\\?["']?\s*"""
    + _ADDRESS
    + rb"""|<link\b[^<>]{0,500}?\bhref\s*=\s*\\?["']?\s*"""
    + _ADDRESS,
    re.IGNORECASE,
)
_STYLES = re.compile(rb"""(?:@import\s+(?:url\()?|url\()\s*["']?\s*""" + _ADDRESS, re.IGNORECASE)
_LOADS = {
    **dict.fromkeys((".html", ".htm", ".xhtml", ".js"), (_TAGS,)),
    ".css": (_STYLES,),
    ".svg": (_TAGS, _STYLES),
}


def check_pages(members: Mapping[str, bytes], findings: Findings) -> None:
    """Warn of what a page loads from another server (scripts, styles, pictures, frames); at most five a file."""
    for name in members:
        patterns = _LOADS.get(posixpath.splitext(name)[1].lower(), ())
        content = _content(members, name) if patterns else b""
        found = [match for pattern in patterns for match in pattern.finditer(content)]
        for match in found[:5]:
            address = next(group for group in match.groups() if group).decode("utf-8", "replace")
            line = content.count(b"\n", 0, match.start()) + 1
            message = f"It loads {address} from another server."
            findings.warn("P50", name, line, message, "Put a copy into the package and load that.")


def _content(members: Mapping[str, bytes], name: str) -> bytes:
    """A member's content; nothing where it is damaged, which is said elsewhere."""
    try:
        return members[name]
    except KeyError:
        return b""
