"""Rows as objects: what a column becomes, and what happens if columns and fields are not the same."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest

from elearn.database import Database


@dataclass(frozen=True, slots=True)
class Visit:
    """A row of these tests."""

    place: str
    on: date
    left_on: date | None
    late: bool
    detail: dict[str, Any] | None
    notes: tuple[str, ...] = ()


WHOLE = "select 'ward' as place, '2026-03-31' as \"on\", null as left_on, 1 as late, '{\"a\": [1]}' as detail"


def test_each_column_is_read_as_the_type_of_its_field(db: Database) -> None:
    with db.read() as conn:
        [found] = conn.objects(Visit, WHOLE)
        assert found == conn.object(Visit, WHOLE) == Visit("ward", date(2026, 3, 31), None, True, {"a": [1]})
        assert found.late is True
        assert conn.object(Visit, f"{WHOLE} limit 0") is None


@pytest.mark.parametrize("rows", ["", " limit 0"])
@pytest.mark.parametrize(
    ("columns", "message"),
    [
        (WHOLE.replace(" as place", " as town"), r"no field for \['town'\], no column for \['place'\]"),
        (f"{WHOLE}, 2 as extra", r"no field for \['extra'\], no column for \[\]"),
        (WHOLE.replace(", 1 as late", ""), r"no field for \[\], no column for \['late'\]"),
        (f"{WHOLE}, 'bed' as place", "Visit does not fit the columns"),
    ],
    ids=["renamed", "extra", "missing", "twice"],
)
def test_a_column_without_a_field_or_a_field_without_a_column_is_refused_even_without_rows(
    db: Database, columns: str, message: str, rows: str
) -> None:
    with db.read() as conn, pytest.raises(TypeError, match=message):
        conn.objects(Visit, columns + rows)
