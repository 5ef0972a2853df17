"""Gives ids to the rows of a form that have none."""

from collections.abc import Iterable, Mapping
from difflib import SequenceMatcher
from itertools import chain, count
from typing import Any

from elearn.content.forms.fields import FormField, Values, fields_of
from elearn.content.kinds import Block

_ALIKE = 0.7
_SENTENCE = 12
"""Letters of a text that is not one word, such as an id, which may stand anywhere."""


def with_ids(kind: type[Block], values: Values, before: Mapping[str, Any]) -> Values:
    """The values with an id for each row that needs one: the first usual one that no row has or had.

    `before` are the values in the file. Rows that have an id keep it, wherever they have moved.
    """
    known = {
        field.name: _adopted(field, values[field.name], before.get(field.name))
        for field in fields_of(kind.kind)
    }
    settled = kind.settled(known, before)
    made: Values = {}
    for field in fields_of(kind.kind):
        value, old = settled[field.name], before.get(field.name)
        made[field.name] = _rows(kind, field, value, old, field.name) if isinstance(value, list) else value
    return made


def _rows(kind: type[Block], field: FormField, rows: list[Any], old: Any, path: str) -> list[Any]:
    if field.type != "rows":
        return rows
    had = [row for row in old if isinstance(row, Mapping)] if isinstance(old, list) else []
    ids = {each.name for each in field.fields if each.name == "id"}
    made: list[Any] = _adopted(field, rows, old)
    for name in ids:
        used = {row[name] for row in made if row.get(name)}
        used |= {row[name] for row in had if row.get(name) and not _is_of_a_starter(kind, row)}
        for row in made:
            if not row[name] and kind.needs_id(path, row):
                row[name] = _free(kind.new_ids(f"{path}.{name}"), used)
                used.add(row[name])
    for inner in field.fields:
        if inner.type == "rows":
            for row in made:
                before = next((each for each in had if row.get("id") and each.get("id") == row["id"]), {})
                row[inner.name] = _rows(
                    kind, inner, row[inner.name], before.get(inner.name), f"{path}.{inner.name}"
                )
    return made


def _is_of_a_starter(kind: type[Block], row: Mapping[str, Any]) -> bool:
    """Whether a row says what a new block says until somebody writes it. Nobody has answered by its id."""
    said = [value for value in row.values() if isinstance(value, str)]
    return any(len(value) >= _SENTENCE for value in said) and all(value in kind.starter for value in said)


def _adopted(field: FormField, value: Any, old: Any) -> Any:
    """Rows, with their ids in those that were written before the browser knew the ids that we gave them.

    Such a row goes on with what a row in the file says whose id nobody else claims.
    """
    names = [each.name for each in field.fields if each.type == "id"]
    if field.type != "rows" or not isinstance(value, list) or not names:
        return value
    had = [row for row in old if isinstance(row, Mapping)] if isinstance(old, list) else []
    rows = [dict(row) for row in value]
    claimed = {_key(row, names) for row in rows}
    for place, row in enumerate(rows):
        if _key(row, names):
            continue
        near = sorted((abs(other - place), other) for other in range(len(had)))
        for each in (had[other] for _, other in near):
            key = _key(each, names)
            if key and key not in claimed and _goes_on(_words(each, names), _words(row, names)):
                row.update({name: each.get(name, "") for name in names})
                claimed.add(key)
                break
    return rows


def _key(row: Mapping[str, Any], names: Iterable[str]) -> str:
    """The first id that a row has, with what it is the id of. "": it has none."""
    return next((f"{name} {row[name]}" for name in names if row.get(name)), "")


def _words(row: Mapping[str, Any], names: Iterable[str]) -> list[str]:
    return [value for name, value in row.items() if isinstance(value, str) and value and name not in names]


def _goes_on(before: list[str], now: list[str]) -> bool:
    """Whether texts are what was typed so far of others, or the same with a few letters changed."""
    one, other = "\n".join(before), "\n".join(now)
    if not other:
        return not one
    return (
        one.startswith(other) or other.startswith(one) or SequenceMatcher(None, one, other).ratio() > _ALIKE
    )


def _free(ids: Iterable[str], used: set[str]) -> str:
    return next(each for each in chain(ids, (f"x{number}" for number in count(200))) if each not in used)
