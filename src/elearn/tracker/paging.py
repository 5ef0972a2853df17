"""Lists a page at a time, searched, with the count of all."""

from dataclasses import dataclass
from typing import Any

from elearn.database import Database, Row

PAGE_SIZE = 50
_LONGEST_PAGE = 1_000


@dataclass(frozen=True, slots=True)
class Page:
    """Some rows of a list, and how many there are in all. Rows are dicts; days and instants are ISO text."""

    rows: list[Row]
    total: int


def page_of(
    db: Database,
    columns: str,
    source: str,
    order: str,
    params: dict[str, Any],
    search: str = "",
    page: int = 1,
    size: int = PAGE_SIZE,
) -> Page:
    """One page (from 1) of `select columns source`, and the count of all its rows."""
    size = max(1, min(size, _LONGEST_PAGE))
    values = {**params, "like": _pattern(search), "size": size, "skip": (max(page, 1) - 1) * size}
    with db.read() as conn:
        total: int = conn.value(f"select count(*) {source}", values)
        rows = conn.rows(f"select {columns} {source} order by {order} limit :size offset :skip", values)
    return Page(rows, total)


def like(*columns: str) -> str:
    """The condition that any of the columns holds what was searched for, in any case."""
    return "(" + " or ".join(f"lower({column}) like :like escape '!'" for column in columns) + ")"


def _pattern(search: str) -> str:
    text = search.strip().lower()
    for special in "!%_":
        text = text.replace(special, f"!{special}")
    return f"%{text}%"
