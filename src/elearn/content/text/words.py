"""Words for messages: near matches, and lists as a person would write them."""

import re
from collections.abc import Iterable
from difflib import get_close_matches


def did_you_mean(given: str, known: Iterable[str], nothing: str = "Take it out.") -> str:
    """The nearest known name as a question, else the known names where they are few, else `nothing`."""
    names = sorted(known)
    if near := get_close_matches(given.lower(), names, n=1, cutoff=0.6):
        return f"Did you mean “{near[0]}”?"
    return f"Known: {', '.join(names)}." if 0 < len(names) <= 40 else nothing


def quoted(text: str, limit: int = 60) -> str:
    """The text in quotation marks, on one line, shortened where it is long."""
    text = " ".join(text.split())
    return f"“{text if len(text) <= limit else text[: limit - 1] + '…'}”"


def slug_of(title: str) -> str:
    """A name made from a title: small letters and digits joined by hyphens; "" where none are left."""
    words = re.findall(r"[a-z0-9]+", re.sub(r"[’']", "", title.lower()))
    return "-".join(words)[:64].strip("-")
