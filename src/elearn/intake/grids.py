"""Decides what each column of a report's table holds, from the words at its head."""

import re
from dataclasses import dataclass
from itertools import groupby

from elearn.intake.sections import Part, Role, role_of

_COLUMNS = {
    "recommendation": r"^recommendations?\b(?! (no|number|ref))",
    "action": r"^(agreed |proposed |required |key |smart )?actions?\b(?!.*(status|progress|owner|lead))"
    r"|^what( (will|needs|should|is|are|do)\b.*)?$"
    r"|^what we (will|are)",
    "owner": r"\b(lead|owners?|who|responsib\w+|agenc(y|ies)|accountable|whom)\b",
    "due": r"\b(when|time ?scales?|time ?frame|target|due|deadline|dates?|completion)\b"
    r"(?!.*\b(birth|death|incident|completed))|^by$",
    "number": r"^(no|ref|number|#|rec( no)?|item)\.?$|recommendation (no|number|ref)",
    "issue": r"\b(findings?|learning|issues?|lessons?|themes?|concerns?)\b",
}
_PATTERNS = {name: re.compile(pattern, re.IGNORECASE) for name, pattern in _COLUMNS.items()}


@dataclass(slots=True)
class Grid:
    """What a table's columns hold, and the paragraph that is its header.

    A column is None if the table does not have it. The header is -1 if there is none. In a form, each row is
    a question and its answer. Then there is no header, and `rows` says what each row is for.
    """

    header: int
    recommendation: int | None = None
    owner: int | None = None
    due: int | None = None
    number: int | None = None
    issue: int | None = None
    until: int = 0
    """The column after the recommendation's. The head of the recommendation may cover several columns."""
    heads: tuple[Role, ...] = ()
    form: bool = False


def grids_of(parts: list[Part]) -> dict[int, Grid]:
    """Returns the table that each row belongs to, by the row's paragraph number."""
    rows = [part for part in parts if part.paragraph.shape == "row"]
    grids: dict[int, Grid] = {}
    for _, group in groupby(rows, key=lambda part: part.paragraph.table):
        members = list(group)
        grid = _grid(members)
        grids |= {part.index: grid for part in members}
    return grids


def _grid(rows: list[Part]) -> Grid:
    first = rows[0]
    cells = [" ".join(cell.split()).rstrip(":?") for cell in first.paragraph.cells]
    columns: dict[str, int] = {}
    for place, cell in enumerate(cells):
        name = next(
            (name for name, pattern in _PATTERNS.items() if len(cell) < 60 and pattern.search(cell)), None
        )
        if name and name not in columns:
            columns[name] = place
    wanted = columns.get("recommendation", columns.get("action"))
    heads = tuple(role_of(cell) if cell else "" for cell in cells)
    sure = first.role == "recommend" or "owner" in columns or "due" in columns or "response" in heads
    if wanted is not None and sure:
        grid = Grid(first.index, wanted)
        grid.until = next((n for n in range(wanted + 1, len(cells)) if cells[n]), len(cells))
        grid.owner, grid.due = columns.get("owner"), columns.get("due")
        grid.number, grid.issue = columns.get("number"), columns.get("issue")
        return grid
    if len(cells) == 2 and "issue" not in columns:
        return Grid(-1, heads=heads, form=True)
    issue = columns.get("issue") if first.role in ("findings", "analysis", "improve", "") else None
    return Grid(first.index, heads=heads, issue=issue)
