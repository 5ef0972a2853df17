"""Rows as objects: each row of an answer becomes an instance of a dataclass that has a field for each column."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import MISSING, fields
from datetime import date
from functools import cache
from types import UnionType
from typing import TYPE_CHECKING, Any, TypeVar, Union, get_args, get_origin, get_type_hints

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

T = TypeVar("T", bound="DataclassInstance")
Reader = Callable[[Any], Any]

_READERS: Mapping[Any, Reader] = {date: date.fromisoformat, bool: bool, dict: json.loads, list: json.loads}
"""How a stored value becomes a value of a type. Values of all other types are stored as they are."""


def to_objects(cls: type[T], columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> list[T]:
    """An instance of the dataclass `cls` for each row. Columns and fields belong together by name.

    The type of a field says how its column is read: ISO text as a `date`, 0 or 1 as a `bool`, JSON as a `dict` or a
    `list`. Other values stay as they are, and null is always None.

    Raises TypeError if a column has no field or a field without a default has no column, even if there are no rows.
    """
    readers = _readers(cls)
    required = _required(cls)
    unknown, missing = set(columns) - readers.keys(), required - set(columns)
    if unknown or missing or len(set(columns)) < len(columns):
        raise TypeError(
            f"{cls.__name__} does not fit the columns {', '.join(columns)}: "
            f"no field for {sorted(unknown)}, no column for {sorted(missing)}"
        )
    by_place = [(name, readers[name]) for name in columns]
    return [
        cls(**{name: _read(value, reader) for (name, reader), value in zip(by_place, row, strict=True)})
        for row in rows
    ]


def _read(value: Any, reader: Reader | None) -> Any:
    return value if reader is None or value is None else reader(value)


@cache
def _readers(cls: type[T]) -> dict[str, Reader | None]:
    """For each field of a dataclass, what reads its column. None: the value stays as it is."""
    types = get_type_hints(cls)
    return {field.name: _READERS.get(_plain(types[field.name])) for field in fields(cls)}


@cache
def _required(cls: type[T]) -> frozenset[str]:
    """The fields that have no default."""
    return frozenset(
        field.name for field in fields(cls) if field.default is MISSING and field.default_factory is MISSING
    )


def _plain(annotation: Any) -> Any:
    """The type without `| None` and without its parameters: `dict` for `dict[str, Any] | None`."""
    if get_origin(annotation) in (Union, UnionType):
        kept = [each for each in get_args(annotation) if each is not type(None)]
        if len(kept) != 1:
            return None
        annotation = kept[0]
    return get_origin(annotation) or annotation
