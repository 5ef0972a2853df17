"""Gives ids to the rows of a form that have none."""

from collections.abc import Iterable, Mapping
from typing import Any

from elearn.content.forms.fields import FormField, Values, fields_of
from elearn.content.kinds import Block


def with_ids(kind: type[Block], values: Values, before: Mapping[str, Any]) -> Values:
    """The values with an id for each row that needs one: the first usual one that no row has or had.

    `before` are the values in the file. Rows that have an id keep it, wherever they have moved.
    """
    settled = kind.settled(values, before)
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
    made = [dict(row) for row in rows]
    for name in ids:
        used = {row[name] for row in (*rows, *had) if row.get(name)}
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


def _free(ids: Iterable[str], used: set[str]) -> str:
    return next(each for each in ids if each not in used)
