"""A review's front matter: reads the text of the file into the fields of the model, and writes them back."""

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any, get_args

from elearn.content.review.model import (
    OTHER_WORDS,
    SHORT_TYPES,
    Audience,
    DocumentType,
    LocalConnection,
    Perspective,
    Phase,
    Relation,
    Review,
    ReviewType,
    Theme,
)
from elearn.content.text import (
    SLUG,
    BadFrontMatter,
    FrontMatter,
    FrontMatterValue,
    Readers,
    did_you_mean,
    in_one_line,
    quoted,
    read_day,
    read_keys,
    read_number,
    read_text,
)
from elearn.phrases import phrase
from elearn.problems import ProblemLog

Reader = Callable[[FrontMatterValue], Any]


def _one_of(choices: Iterable[str], short: Mapping[str, str] | None = None) -> Reader:
    known = tuple(choices)

    def read(entry: FrontMatterValue) -> str:
        given = read_text(entry)
        name = (short or {}).get(given.lower(), given.lower())
        if name not in known:
            raise BadFrontMatter(
                phrase("The key “%(key)s” cannot be %(given)s.", key=entry.key, given=quoted(given)),
                did_you_mean(given, known),
                entry,
            )
        return name

    return read


def _each(read: Reader) -> Reader:
    """A reader of a list. One item is a list of one, and no value is an empty list."""

    def read_all(entry: FrontMatterValue) -> list[Any]:
        if entry.value == "":
            return []
        return [read(item) for item in (entry.value if isinstance(entry.value, list) else [entry])]

    return read_all


def _documents(entry: FrontMatterValue) -> list[dict[str, Any]]:
    if entry.value == "":
        return []
    if not isinstance(entry.value, list):
        raise BadFrontMatter(
            phrase("The key “%(key)s” has to be a list.", key=entry.key),
            phrase("Write “  - {type: briefing, published: 2026-01-31}”, a line each."),
            entry,
        )
    return [_document(item) for item in entry.value]


_DOCUMENT: Mapping[str, Reader] = {
    "type": _one_of(get_args(DocumentType)),
    "title": read_text,
    "publisher": read_text,
    "subject": read_text,
    "published": read_day,
    "withdrawn": read_day,
    "month": read_text,
    "address": read_text,
    "file": read_text,
    "audience": _one_of(get_args(Audience)),
}


def _document(entry: FrontMatterValue) -> dict[str, Any]:
    if isinstance(entry.value, str):
        return {"type": _DOCUMENT["type"](entry)}
    if not isinstance(entry.value, dict) or "type" not in entry.value:
        raise BadFrontMatter(
            phrase("A document has to say its type."), phrase("Write “  - {type: briefing}”."), entry
        )
    if unknown := sorted(set(entry.value) - set(_DOCUMENT)):
        raise BadFrontMatter(
            phrase("A document has no “%(unknown)s”.", unknown=unknown[0]),
            did_you_mean(unknown[0], _DOCUMENT),
            entry,
        )
    return {key: _DOCUMENT[key](item) for key, item in entry.value.items() if item.value != ""}


def _link(entry: FrontMatterValue) -> dict[str, str]:
    relation, _, slug = read_text(entry).rpartition(" ")
    known = get_args(Relation)
    if relation.strip() not in known or not SLUG.fullmatch(slug):
        raise BadFrontMatter(
            phrase("%(given)s is not a link to a review.", given=quoted(read_text(entry))),
            phrase(
                "Write one of %(known)s, then the other review's file name: follows wrenshire-2023-harbour.",
                known=", ".join(known),
            ),
            entry,
        )
    return {"relation": relation.strip(), "review": slug}


def _local_connection(entry: FrontMatterValue) -> dict[str, str]:
    if isinstance(entry.value, str):
        return {"how": read_text(entry)}
    if not isinstance(entry.value, dict) or "how" not in entry.value or set(entry.value) - {"board", "how"}:
        raise BadFrontMatter(
            phrase("Each “%(key)s” has to say how, and may say which board it concerns.", key=entry.key),
            phrase("Write {board: Wrenshire Safeguarding Children Partnership, how: A sibling lives there}."),
            entry,
        )
    return {key: read_text(item) for key, item in entry.value.items()}


def _waivers(entry: FrontMatterValue) -> list[dict[str, str]]:
    if not isinstance(entry.value, dict):
        raise BadFrontMatter(
            phrase("The key “%(key)s” has to be a list of rules and reasons.", key=entry.key),
            phrase("Write “  E07: Why it may stand”, a line each."),
            entry,
        )
    for rule, item in entry.value.items():
        if not re.fullmatch(r"[EW]\d\d[a-z]?", rule):
            raise BadFrontMatter(
                phrase("%(rule)s is not a rule that can be waived.", rule=quoted(rule)),
                phrase("Write its id, as in E07, and the reason."),
                item,
            )
    return [{"rule": rule, "reason": read_text(item)} for rule, item in entry.value.items()]


def _year(entry: FrontMatterValue) -> int | None:
    return None if entry.value == "" else read_number(entry, r"(\d{4})", 1990, 2100, phrase("a year"), "2026")


def _covers(entry: FrontMatterValue) -> tuple[int, int]:
    found = re.fullmatch(r"(\d{4})\s*[-–]\s*(\d{4})", read_text(entry), re.ASCII)
    if not found:
        raise BadFrontMatter(
            phrase("%(given)s is not a span of years.", given=quoted(read_text(entry))),
            phrase("Write it as in 2008-2014."),
            entry,
        )
    return int(found[1]), int(found[2])


_READERS: Readers = {
    "board": ("board", read_text),
    "label": ("label", read_text),
    "type": ("type", _one_of(get_args(ReviewType), SHORT_TYPES)),
    "year": ("year", _year),
    "covers": ("covers", _covers),
    "origin": ("origin", _one_of(("real", "fictional"))),
    "status": ("status", _one_of(("draft", "confirmed"))),
    "audience": ("audience", _one_of(get_args(Audience))),
    "method": ("method", read_text),
    "documents": ("documents", _documents),
    "themes": ("themes", _each(_one_of(get_args(Theme)))),
    "perspectives": ("perspectives", _each(_one_of(get_args(Perspective), OTHER_WORDS))),
    "phases": ("phases", _each(_one_of(get_args(Phase)))),
    "phases_of": ("phases_of", read_text),
    "links": ("links", _each(_link)),
    "local_connection": ("local_connections", _each(_local_connection)),
    "listed_by": ("listed_by", _each(read_text)),
    "waivers": ("waivers", _waivers),
}
_REQUIRED = ("board", "label", "type", "origin")
KEYS = tuple(_READERS)
"""Every key that a review's front matter may have."""


def read_metadata(front: FrontMatter, log: ProblemLog) -> dict[str, Any]:
    """The review's fields that its front matter gives. Reports every key that cannot be read."""
    return read_keys(front, _READERS, _REQUIRED, log)


def key_of(name: str) -> str:
    """The key that gives a field of the model."""
    return next((key for key, (given, _) in _READERS.items() if given == name), name)


def metadata_of(review: Review) -> Mapping[str, Any]:
    """The values that `write_front_matter` writes for a review: those of every review, and what this one adds."""
    values: dict[str, Any] = {"board": review.board, "label": review.label, "type": review.type}
    if review.year is not None:
        values["year"] = review.year
    if review.covers:
        values["covers"] = f"{review.covers[0]}-{review.covers[1]}"
    values["origin"] = review.origin
    for name, usual in (("status", "confirmed"), ("audience", "public"), ("method", "")):
        if getattr(review, name) != usual:
            values[name] = getattr(review, name)
    values["documents"] = [
        in_one_line(document.model_dump(exclude_none=True, exclude_defaults=True))
        for document in review.documents
    ] or in_one_line([])
    values["themes"] = in_one_line(list(review.themes))
    for name in ("perspectives", "phases"):
        if getattr(review, name):
            values[name] = in_one_line(list(getattr(review, name)))
    if review.phases_of:
        values["phases_of"] = review.phases_of
    if review.links:
        values["links"] = [link.text() for link in review.links]
    if review.local_connections:
        values["local_connection"] = _connections(review.local_connections)
    if review.listed_by:
        values["listed_by"] = list(review.listed_by)
    if review.waivers:
        values["waivers"] = {each.rule: each.reason for each in review.waivers}
    return values


def _connections(connections: tuple[LocalConnection, ...]) -> Any:
    """One line if the only connection is to the board whose library this is, else a list."""
    if len(connections) == 1 and not connections[0].board:
        return connections[0].how
    return [in_one_line(each.model_dump(exclude_defaults=True)) for each in connections]
