"""Reads the text of a block as the values of its form, also if the model would refuse them."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from copy import deepcopy
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from elearn.content.forms.fields import FormField, Value, Values, fields_of, row_of
from elearn.content.kinds import QUESTION, Block, kind_of, kinds, kinds_for
from elearn.content.kinds.text import Text
from elearn.content.text import (
    Directive,
    Passage,
    Picture,
    Piece,
    normalise,
    one_line,
    place_pictures,
    scan_outline,
)
from elearn.patterns import late
from elearn.problems import ProblemLog

_NO_WORDS = late(r"\{#[^{}]*\}|^[ \t]*\d{1,9}[.)](?=\s|$)", re.MULTILINE)
_TRUE = frozenset({"1", "t", "true", "on", "y", "yes"})
_FALSE = frozenset({"0", "f", "false", "off", "n", "no"})
_KEPT = 2_000


@dataclass(frozen=True)
class Written:
    """The text of one block: its kind, the values that it gives, and where they are in it.

    `directive` is None in running text and in a picture that Markdown says. `patchable` is False if a line is read
    otherwise than it is written, so that the lines of `directive` are not those of its values.
    """

    kind: type[Block]
    values: Values
    directive: Directive | None = None
    picture: bool = False
    patchable: bool = True

    @property
    def explicit(self) -> frozenset[str]:
        """The names of the options that are written, even if they say what is usual."""
        return frozenset(self.directive.options) if self.directive else frozenset()


def read_values(block_text: str) -> tuple[str, Values] | None:
    """The kind of a block and the values of its form. None: it opens as text.

    Each value is a text as it is in the file. A block whose values could not be written so that they read back, or
    in which a line would be lost, opens as text.
    """
    written = read_written(block_text)
    return (written.kind.kind, deepcopy(written.values)) if written else None


@lru_cache(maxsize=_KEPT)
def read_written(block_text: str) -> Written | None:
    """As `read_values`, with where the values are. The result is shared: nobody may change it."""
    found = _read(block_text)
    if found is None or _loses_words(found):
        return None
    again = _read(canonical(found.kind, found.values, found.explicit))
    return found if again and (again.kind, again.values) == (found.kind, found.values) else None


def read_back(block_text: str) -> tuple[type[Block], Values] | None:
    """What a text says that we wrote ourselves, or None."""
    found = _read(block_text)
    return (found.kind, found.values) if found and not _loses_words(found) else None


def _read(block_text: str) -> Written | None:
    outline = scan_outline(block_text.removeprefix("\ufeff"), ProblemLog(""))
    if outline.broken or len(outline.pieces) != 1:
        return None
    (piece,) = outline.pieces
    return _read_passage(piece) if isinstance(piece, Passage) else _read_directive(piece)


def _read_passage(passage: Passage) -> Written | None:
    parts = place_pictures(passage.written)
    if len(parts) != 1:
        return None
    part = parts[0][2]
    if not isinstance(part, Picture):
        return Written(Text, {"body": passage.text})
    kind = next(iter(kinds_for("picture")), None)
    if kind is None:
        return None
    said = Directive(kind.kind, part.src, {"alt": part.alt} if part.alt else {}, part.title)
    return Written(kind, shaped(kind, kind.read_raw(said, ProblemLog(""))), None, picture=True)


def _read_directive(piece: Piece) -> Written | None:
    if not isinstance(piece, Directive) or piece.twice:
        return None
    kind = kind_of(piece.kind, piece.argument)
    if kind is None:
        return None
    said = replace(piece, argument="") if piece.kind == QUESTION else piece
    mended = kind.with_mended_options(said, ProblemLog(""))
    known = {kind.option_name(name) for name in kind.option_fields()}
    if not known.issuperset(mended.options) or (mended.argument and not kind.argument_field):
        return None
    values = shaped(kind, kind.read_raw(said, ProblemLog("")))
    return Written(kind, values, mended, patchable=mended.body_line == said.body_line)


def _loses_words(written: Written) -> bool:
    """Whether a word of the body is in none of the values, because its line could not be read."""
    if written.directive is None:
        return False
    body = body_of(written.kind, written.values)
    return bool(_words(written.directive.body) - _words(body))


def _words(text: str) -> Counter[str]:
    return Counter(re.findall(r"\w+", _NO_WORDS.sub(" ", text).casefold()))


def shaped(kind: type[Block], raw: Mapping[str, Any]) -> Values:
    """The values of a form, from what the kind's own reader gave. What is not given has its usual value."""
    values: Values = {}
    for field in fields_of(kind.kind):
        value = _shaped(field, raw.get(field.name))
        usual = list(field.default) if isinstance(field.default, tuple) else field.default
        values[field.name] = usual if value in ("", []) and usual else value
    return values


def _shaped(field: FormField, given: Any) -> Value:
    if field.type == "rows":
        return [_row(field.fields, each) for each in given or ()]
    if field.type == "list":
        return [str(each) for each in given or ()]
    if field.type == "mark":
        return bool(given)
    text = "" if given is None else str(given)
    if field.type == "yes-no":
        return "yes" if text.lower() in _TRUE else "no" if text.lower() in _FALSE else text
    return text


def _row(fields: Iterable[FormField], given: Any) -> Values:
    if not isinstance(given, Mapping):
        return {"cells": [str(each) for each in given]}
    return {field.name: _shaped(field, given.get(field.name)) for field in fields}


def tidied(kind: type[Block], values: Mapping[str, Any]) -> Values:
    """Values from a browser as the file can hold them: a line on one line, and no blank lines at the ends of a text."""
    tidy = {field.name: _tidied(field, values.get(field.name)) for field in fields_of(kind.kind)}
    return shaped(kind, tidy)


def _tidied(field: FormField, value: Any) -> Value:
    if field.type == "rows":
        return (
            [_tidied_row(field, row) for row in value if isinstance(row, dict)]
            if isinstance(value, list)
            else []
        )
    if field.type == "list":
        texts = value if isinstance(value, list) else []
        return [one_line(each) for each in texts if isinstance(each, str)]
    if field.type == "mark":
        return value is True
    text = value if isinstance(value, str) else ""
    return normalise(text) if field.type == "prose" else one_line(text)


def _tidied_row(field: FormField, row: Mapping[str, Any]) -> Values:
    return {each.name: _tidied(each, row.get(each.name)) for each in field.fields}


def canonical(kind: type[Block], values: Values, explicit: frozenset[str] = frozenset()) -> str:
    """The text of a block with these values. Options in `explicit` are written even if they say what is usual."""
    if kind is Text:
        return str(values["body"])
    argument = str(values[kind.argument_field]) if kind.argument_field else ""
    body = body_of(kind, values)
    if kind.directive() == QUESTION:
        return Directive(QUESTION, kind.kind, options_of(kind, values, explicit), body).text()
    return Directive(kind.kind, argument, options_of(kind, values, explicit), body).text()


def options_of(kind: type[Block], values: Values, explicit: frozenset[str] = frozenset()) -> dict[str, str]:
    """The options that say these values, by their names in the file."""
    usual = {field.name: field.default for field in fields_of(kind.kind)}
    options: dict[str, str] = {}
    for name in kind.option_fields():
        value = values[name]
        text = ", ".join(map(str, value)) if isinstance(value, list) else str(value)
        default = usual[name]
        same = tuple(value) == default if isinstance(value, list) else value == default
        if text and (not same or kind.option_name(name) in explicit):
            options[kind.option_name(name)] = text
    return options


def body_of(kind: type[Block], values: Values) -> str:
    """The body that says these values."""
    made: Any = kind.model_construct(**as_fields(kind, values))
    return normalise(made.write_body())


def as_fields(kind: type[Block], values: Values) -> dict[str, Any]:
    """The values as the fields of the model, with models for rows. Nothing of it is checked."""
    made: dict[str, Any] = {}
    for name, value in values.items():
        info = kind.model_fields[name]
        if isinstance(value, list):
            row = row_of(info.annotation)
            made[name] = tuple(_as_row(row, each) if isinstance(each, dict) else each for each in value)
        else:
            made[name] = _as_field(info, value)
    return made


def _as_row(row: Any, values: Values) -> Any:
    if row is None:
        return tuple(values["cells"]) if isinstance(values["cells"], list) else ()
    made: dict[str, Any] = {}
    for name, value in values.items():
        info = row.model_fields[name]
        if isinstance(value, list):
            inner = row_of(info.annotation)
            made[name] = tuple(_as_row(inner, each) for each in value)
        else:
            made[name] = _as_field(info, value)
    return row.model_construct(**made)


def _as_field(info: Any, value: Value) -> Any:
    """The value, or None for one that is not given and may be None."""
    return None if value == "" and not info.is_required() and info.get_default() is None else value


def known_kind(name: str) -> type[Block] | None:
    """The kind of that name, or None."""
    return kinds().get(name)
