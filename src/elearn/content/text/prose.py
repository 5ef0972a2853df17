"""Passages of Markdown as values: normalised, and refused where they could not be written and read back."""

import re
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, StringConstraints

from elearn.content.text.markdown import top_level

_UNWRITABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff]")
_FENCE = re.compile(r"^[ \t]*:{3,}", re.MULTILINE)
_SUSPECT = re.compile(r"^[ \t]*(#{1,2}([ \t]|$)|(=+|-+)[ \t]*$|`{3}|~{3})", re.MULTILINE)
_SENTINEL = "\n\n# end"
_CLOSING_HASHES = re.compile(r"(^|\s)#+$|\{#[^{}]*\}$")


def normalise(text: str) -> str:
    """Line ends as \\n, no white space at line ends, no blank lines at either end and never two together."""
    lines = [line.rstrip() for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n")


def _writable(text: str) -> None:
    if found := _UNWRITABLE.search(text):
        raise ValueError(f"it holds a control character (U+{ord(found[0]):04X}); take it out")


def _passage(text: str) -> str:
    text = normalise(text)
    _writable(text)
    if _FENCE.search(text):
        raise ValueError(
            "a line in it begins with :::, which only begins and ends a block at the left margin"
        )
    if _SUSPECT.search(text):
        _refuse_what_leaks(text)
    return text


def _refuse_what_leaks(text: str) -> None:
    """Raise ValueError for a heading that would begin a module or page, and for a code fence left open."""
    *tokens, last = top_level(text + _SENTINEL)
    for token in tokens:
        if token.type == "heading_open" and token.tag in ("h1", "h2"):
            by_line = "; a line of dashes under text makes one" if token.markup in "-=" else ""
            raise ValueError(
                f"it holds a first- or second-level heading, which begins a module or page{by_line}; use ###"
            )
    if last.type != "heading_open":
        raise ValueError("it opens a code fence (``` or ~~~) that is not closed")


def _line(text: str) -> str:
    text = text.strip()
    if "\n" in text or "\r" in text:
        raise ValueError("it has to stand on one line")
    text = text.replace("\t", " ").strip()
    _writable(text)
    return text


def _title(text: str) -> str:
    if _CLOSING_HASHES.search(text):
        raise ValueError("a title cannot end in # or in {#…}, which are marks of the file")
    return text


def one_line(text: str) -> str:
    """The text with each line end, and the white space around it, as one space."""
    return re.sub(r"[ \t]*[\r\n][ \t\r\n]*", " ", text).strip()


def _paragraph(text: object) -> object:
    return one_line(text) if isinstance(text, str) else text


Markdown = Annotated[str, AfterValidator(_passage), StringConstraints(min_length=1)]
"""A passage of CommonMark with something in it."""
OptionalMarkdown = Annotated[str, AfterValidator(_passage)]
"""A passage of CommonMark, or nothing."""
Line = Annotated[str, AfterValidator(_line), StringConstraints(min_length=1)]
"""One line of text; inline Markdown is allowed where the field says so."""
OptionalLine = Annotated[str, AfterValidator(_line)]
"""One line of text, or nothing."""
Title = Annotated[str, AfterValidator(_line), AfterValidator(_title), StringConstraints(min_length=1)]
"""One line that can stand as a heading."""
Paragraph = Annotated[str, BeforeValidator(_paragraph), AfterValidator(_line)]
"""A few sentences, or nothing; a line end counts as a space."""
