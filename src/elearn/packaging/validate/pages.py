"""What a package's pages load from elsewhere: it is missing offline, and tells another server who is learning what."""

import re
from collections.abc import Mapping

from elearn.packaging.validate.findings import Findings

_LOADS = re.compile(
    rb"""<(?:script|img|iframe|audio|video|source|track|embed)\b[^<>]{0,500}?\bsrc\s*=\s*\\?["']?\s*((?:https?:)?//[^\s"'<>\\]{1,300})"""
    rb"""|<link\b[^<>]{0,500}?\bhref\s*=\s*\\?["']?\s*((?:https?:)?//[^\s"'<>\\]{1,300})"""
    rb"""|(?:@import\s+(?:url\()?|url\()\s*["']?\s*((?:https?:)?//[^\s"')<>]{1,300})""",
    re.IGNORECASE,
)
_PAGES = (".html", ".htm", ".xhtml", ".css", ".js", ".svg")


def check_pages(members: Mapping[str, bytes], findings: Findings) -> None:
    """Warn of what a page loads from another server (scripts, styles, pictures, frames); at most five a file."""
    for name in members:
        if not name.lower().endswith(_PAGES):
            continue
        try:
            content = members[name]
        except KeyError:
            continue
        for found, _ in zip(_LOADS.finditer(content), range(5), strict=False):
            address = next(group for group in found.groups() if group).decode("utf-8", "replace")
            line = content.count(b"\n", 0, found.start()) + 1
            message = f"It loads {address} from another server."
            findings.warn("P50", name, line, message, "Put a copy into the package and load that.")
