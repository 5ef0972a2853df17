"""The text form that several kinds share: a passage, then a list of short items, each with an id.

Passage

- Item
- Item {#its-id}
"""

import re
from collections.abc import Sequence
from string import ascii_lowercase
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from elearn.content.kinds._parts.slips import AN_ITEM, LISTED, UNSPACED, report_slip
from elearn.content.kinds.base import Line, OptionalMarkdown, Slug
from elearn.content.text import Directive, normalise, quoted
from elearn.patterns import late
from elearn.phrases import phrase
from elearn.problems import BadValue, ProblemLog

__all__ = ["Item", "Items", "Passage", "read_list", "write_list"]

_ITEM = late(r"^-(?:[ \t]|$)", re.MULTILINE)
_OWN_ID = late(r"\s*\{#([^{}]*)\}$")


def _no_item(text: str) -> str:
    if _ITEM.search(text):
        raise BadValue(
            phrase("A line in it starts with -, as the items of the list below it do."),
            phrase("Start the line with *."),
        )
    return text


class Item(BaseModel):
    """One line of the list."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    id: Annotated[Slug, Field(max_length=16)]
    text: Line


def _own_ids(items: tuple[Item, ...]) -> tuple[Item, ...]:
    if len({item.id for item in items}) < len(items):
        raise BadValue(phrase("Two of them have the same id."), phrase("Give each its own id."))
    return items


Items = Annotated[tuple[Item, ...], AfterValidator(_own_ids), Field(max_length=26)]
Passage = Annotated[OptionalMarkdown, AfterValidator(_no_item)]
"""A passage that may stand before a list."""


def read_list(directive: Directive, log: ProblemLog) -> tuple[str, list[dict[str, Any]]]:
    """The passage and the items, reporting every line that belongs to neither. Ids are letters unless written."""
    lines = directive.body.split("\n")
    start = next((number for number, line in enumerate(lines) if _ITEM.match(line)), len(lines))
    texts: list[tuple[int, str]] = []
    for number, line in enumerate(lines[start:], directive.body_line + start):
        if _ITEM.match(line):
            texts.append((number, line[1:].strip()))
        elif LISTED.match(line) or UNSPACED.match(line):
            report_slip(line, number, AN_ITEM, phrase("Write it as “- Text”."), log, usual="-")
        elif line[:1].isspace() and line.strip():
            texts[-1] = (texts[-1][0], f"{texts[-1][1]} {line.strip()}")
        elif line.strip():
            log.error(
                "S25",
                number,
                phrase("%(line)s comes after the list.", line=quoted(line)),
                phrase("Move it above the first “- ”."),
            )
    items: list[dict[str, Any]] = []
    for place, (number, text) in enumerate(texts):
        own = _OWN_ID.search(text)
        item = {
            "id": own[1] if own else ascii_lowercase[place % 26],
            "text": text[: own.start()] if own else text,
        }
        if any(other["id"] == item["id"] for other in items):
            log.error(
                "S14",
                number,
                phrase("Two items have the id “%(id)s”.", id=item["id"]),
                phrase("Give each its own."),
            )
        if not item["text"]:
            log.error(
                "S25", number, phrase("This item says nothing."), phrase("Write its text after the hyphen.")
            )
        items.append(item)
    return normalise("\n".join(lines[:start])), items


def write_list(passage: str, items: Sequence[Item]) -> str:
    """The text that `read_list` reads as these."""
    listed = "\n".join(
        f"- {item.text}{'' if item.id == usual and not _OWN_ID.search(item.text) else f' {{#{item.id}}}'}"
        for item, usual in zip(items, ascii_lowercase, strict=False)
    )
    return "\n\n".join(part for part in (passage, listed) if part)
