"""Words for messages: near matches, quotations, and names made from titles."""

import re
from collections.abc import Iterable
from difflib import get_close_matches

from elearn.phrases import Phrase, joined, phrase


def did_you_mean(given: str, known: Iterable[str], nothing: str = phrase("Take it out.")) -> str:
    """A remedy: the nearest known name as a question, or the known names if they are few, or `nothing`."""
    names = sorted(known)
    if near := get_close_matches(given.lower(), names, n=1, cutoff=0.6):
        return phrase("Did you mean “%(near)s”?", near=near[0])
    return phrase("Known: %(names)s.", names=joined(names, ", ")) if 0 < len(names) <= 40 else nothing


def quoted(text: str, limit: int = 60) -> str:
    """The text in quotation marks, on one line, cut to `limit` characters. A phrase that fits stays one."""
    if isinstance(text, Phrase) and len(text) <= limit:
        return joined(("“", text, "”"), "")
    text = " ".join(text.split())
    return f"“{text if len(text) <= limit else text[: limit - 1] + '…'}”"


def slug_of(title: str) -> str:
    """A name made from a title: small letters and digits joined by hyphens; "" if the title has none."""
    words = re.findall(r"[a-z0-9]+", re.sub(r"[’']", "", title.lower()))
    return "-".join(words)[:64].strip("-")
