"""Passages of Markdown as values: normalised, so that what is written reads back as the same."""

import re
from typing import Annotated

from pydantic import AfterValidator, StringConstraints

_HEADING_OR_FENCE = re.compile(r"^ {0,3}(#{1,2}(\s|$)|:{3,})", re.MULTILINE)
_UNDERLINED = re.compile(r"^ {0,3}(=+|-+)\s*$", re.MULTILINE)


def normalise(text: str) -> str:
    """Line ends as \\n, no white space at line ends, no blank lines at either end and never two together."""
    lines = [line.rstrip() for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n")


def _passage(text: str) -> str:
    text = normalise(text)
    if _HEADING_OR_FENCE.search(text):
        raise ValueError("a passage cannot hold a first- or second-level heading or a ::: fence; those begin pages and blocks")
    return text


Markdown = Annotated[str, AfterValidator(_passage), StringConstraints(min_length=1)]
"""A passage of CommonMark with something in it."""
OptionalMarkdown = Annotated[str, AfterValidator(_passage)]
"""A passage of CommonMark, or nothing."""
Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, pattern=r"^[^\r\n]*$")]
"""One line of text; inline Markdown is allowed where the field says so."""
