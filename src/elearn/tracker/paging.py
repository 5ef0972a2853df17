"""Long lists: one page at a time, searched, with the count of all rows."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from elearn.characters import plain
from elearn.database import Database

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

PAGE_SIZE = 50
_LONGEST_PAGE = 1_000

T = TypeVar("T", bound="DataclassInstance")


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """Some rows of a list, and how many rows the whole list has."""

    rows: list[T]
    total: int


def page_of(
    db: Database,
    cls: type[T],
    columns: str,
    source: str,
    order: str,
    params: dict[str, Any],
    search: str = "",
    page: int = 1,
    size: int = PAGE_SIZE,
) -> Page[T]:
    """One page (the first is 1) of `select columns source`, and the count of all its rows.

    Each row becomes an instance of the dataclass `cls`, which has a field for each column.
    """
    size = max(1, min(size, _LONGEST_PAGE))
    values = {**params, "like": _pattern(search), "size": size, "skip": (max(page, 1) - 1) * size}
    with db.read() as conn:
        total: int = conn.value(f"select count(*) {source}", values)
        rows = conn.objects(
            cls, f"select {columns} {source} order by {order} limit :size offset :skip", values
        )
    return Page(rows, total)


def like(*columns: str) -> str:
    """The SQL condition that any of the columns contains the searched text, in upper or lower case."""
    return "(" + " or ".join(f"lower({column}) like :like escape '!'" for column in columns) + ")"


def _pattern(search: str) -> str:
    text = plain(search).lower()
    for special in "!%_":
        text = text.replace(special, f"!{special}")
    return f"%{text}%"


def only_one(column: str, only: int | str | None) -> str:
    """The SQL condition that holds for one row, or for all if `only` is None. The value is the parameter `only`."""
    return "1 = 1" if only is None else f"{column} = :only"
