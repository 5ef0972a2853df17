"""Passages of Markdown as values: normalised, and refused if we could not write them and read them back."""

import re
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, StringConstraints

from elearn.content.text.markdown import top_level
from elearn.content.text.slips import slip_in
from elearn.patterns import late
from elearn.phrases import joined, phrase
from elearn.problems import BadValue

_UNWRITABLE = late("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff]")
_FENCE = late(r"^[ \t]*:{3,}", re.MULTILINE)
_SUSPECT = late(r"^[ \t]*(#{1,2}([ \t]|$)|(=+|-+)[ \t]*$|`{3}|~{3})", re.MULTILINE)
_SENTINEL = "\n\n# end"
_CLOSING_HASHES = late(r"(^|\s)#+$|\{#[^{}]*\}$")


def normalise(text: str) -> str:
    """The text with \\n as line ends, no white space before them, and no blank lines at either end or together."""
    lines = [line.rstrip() for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n")


def _writable(text: str) -> None:
    if found := _UNWRITABLE.search(text):
        code = f"{ord(found[0]):04X}"
        raise BadValue(
            phrase("It holds a control character (U+%(code)s).", code=code), phrase("Take it out.")
        )


def _refuse_a_slip(text: str) -> None:
    if slip := slip_in(text):
        raise BadValue(*slip)


def _passage(text: str) -> str:
    text = normalise(text)
    _writable(text)
    _refuse_a_slip(text)
    if _SUSPECT.search(text):
        _refuse_what_leaks(text)
    if _FENCE.search(text):
        raise BadValue(
            phrase("A line in it starts with :::, which starts and ends a block at the left margin."),
            phrase("Start the line with something else."),
        )
    return text


def _refuse_what_leaks(text: str) -> None:
    """Raise BadValue for a heading that would start a module or page, and for a code fence that is not closed."""
    *tokens, last = top_level(text + _SENTINEL)
    for token in tokens:
        if token.type == "heading_open" and token.tag in ("h1", "h2"):
            message = phrase("It holds a first- or second-level heading, which begins a module or page.")
            if token.markup in "-=":
                message = joined((message, phrase("A line of dashes under text makes one.")))
            raise BadValue(message, phrase("Use ###."))
    if last.type != "heading_open":
        raise BadValue(
            phrase("It opens a code fence (``` or ~~~) that is not closed."),
            phrase("Close it with the same marks."),
        )


def _line(text: str) -> str:
    text = text.strip()
    if "\n" in text or "\r" in text:
        raise BadValue(phrase("It has more than one line."), phrase("Write it on one line."))
    text = text.replace("\t", " ").strip()
    _writable(text)
    _refuse_a_slip(f"- {text}")  # as an item of a list it has to be read as it is, too
    return text


def _title(text: str) -> str:
    if _CLOSING_HASHES.search(text):
        raise BadValue(
            phrase("A title cannot end in # or in {#…}, which have a meaning in the file."),
            phrase("Write another title."),
        )
    return text


def one_line(text: str) -> str:
    """The text with one space for each line end and the white space around it."""
    return re.sub(r"(?<![ \t])[ \t]*[\r\n][ \t\r\n]*", " ", text).strip()


def _paragraph(text: object) -> object:
    return one_line(text) if isinstance(text, str) else text


Markdown = Annotated[str, AfterValidator(_passage), StringConstraints(min_length=1)]
"""A passage of CommonMark with something in it."""
OptionalMarkdown = Annotated[str, AfterValidator(_passage)]
"""A passage of CommonMark, or nothing."""
Line = Annotated[str, AfterValidator(_line), StringConstraints(min_length=1)]
"""One line of text. Inline Markdown is allowed if the field says so."""
OptionalLine = Annotated[str, AfterValidator(_line)]
"""One line of text, or nothing."""
Title = Annotated[str, AfterValidator(_line), AfterValidator(_title), StringConstraints(min_length=1)]
"""One line that can be a heading."""
Paragraph = Annotated[str, BeforeValidator(_paragraph), AfterValidator(_line)]
"""A few sentences, or nothing. A line end counts as a space."""
