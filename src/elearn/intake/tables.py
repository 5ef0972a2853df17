"""Finds ruled tables on a page of a PDF: the lines drawn around cells, and the text inside each cell."""

from dataclasses import dataclass, replace

from elearn.intake.joining import join_lines
from elearn.intake.pdf import Page, Piece, Rule

_THIN = 3.5
_NEAR = 4.0
MAX_RULES = 4000
"""A page with more drawn lines than this holds a picture, not a table."""


@dataclass(slots=True)
class Table:
    """A table's rows of cells, and its place on the page."""

    rows: list[tuple[str, ...]]
    bounds: Rule
    page: int

    @property
    def top(self) -> float:
        """The distance from the top of the page, in points."""
        return self.bounds.top


def find_tables(page: Page) -> list[Table]:
    """Returns the ruled tables of a page, and removes their text from the page's pieces."""
    if not 4 <= len(page.rules) <= MAX_RULES:
        return []
    uprights, levels = _edges(page.rules)
    tables = []
    for group in _groups([*uprights, *levels]):
        bounds = Rule(
            min(r.x0 for r in group),
            min(r.top for r in group),
            max(r.x1 for r in group),
            max(r.bottom for r in group),
        )
        xs = _places([(r.x0 + r.x1) / 2 for r in group if r in uprights])
        ys = _places([(r.top + r.bottom) / 2 for r in group if r in levels])
        if len(xs) < 3 or len(ys) < 2:
            continue
        tables.append(Table(_fill(page, xs, ys, bounds), bounds, page.number))
    return [table for table in tables if any(any(row) for row in table.rows)]


def _edges(rules: list[Rule]) -> tuple[list[Rule], list[Rule]]:
    """Returns the vertical and the horizontal lines. A box gives its four edges."""
    uprights: list[Rule] = []
    levels: list[Rule] = []
    for rule in rules:
        wide, high = rule.x1 - rule.x0, rule.bottom - rule.top
        if wide <= _THIN and high >= 6:
            uprights.append(rule)
        elif high <= _THIN and wide >= 10:
            levels.append(rule)
        elif wide >= 10 and high >= 6:
            uprights += [
                Rule(rule.x0, rule.top, rule.x0, rule.bottom),
                Rule(rule.x1, rule.top, rule.x1, rule.bottom),
            ]
            levels += [
                Rule(rule.x0, rule.top, rule.x1, rule.top),
                Rule(rule.x0, rule.bottom, rule.x1, rule.bottom),
            ]
    return uprights, levels


def _groups(rules: list[Rule]) -> list[list[Rule]]:
    """Groups rules that touch one another, directly or through others, from the top of the page."""
    groups: list[tuple[Rule, list[Rule]]] = []
    for rule in sorted(rules, key=lambda each: each.top):
        bounds, members = Rule(rule.x0, rule.top, rule.x1, rule.bottom), [rule]
        apart = []
        for other, inside in groups:
            if _touch(bounds, other):
                bounds = Rule(
                    min(bounds.x0, other.x0),
                    min(bounds.top, other.top),
                    max(bounds.x1, other.x1),
                    max(bounds.bottom, other.bottom),
                )
                members = [*inside, *members]
            else:
                apart.append((other, inside))
        groups = [*apart, (bounds, members)]
    return [members for _, members in groups]


def _touch(a: Rule, b: Rule) -> bool:
    return (
        a.x0 <= b.x1 + _NEAR
        and b.x0 <= a.x1 + _NEAR
        and a.top <= b.bottom + _NEAR
        and b.top <= a.bottom + _NEAR
    )


def _places(values: list[float]) -> list[float]:
    """Returns sorted values, with one for each cluster of values that are close together."""
    places: list[float] = []
    for value in sorted(values):
        if not places or value - places[-1] > _NEAR:
            places.append(value)
    return places


def _fill(page: Page, xs: list[float], ys: list[float], bounds: Rule) -> list[tuple[str, ...]]:
    cells: dict[tuple[int, int], list[Piece]] = {}
    outside = []
    for piece in page.pieces:
        middle = (piece.top + piece.bottom) / 2
        if not (ys[0] <= middle <= ys[-1] and bounds.x0 - 2 <= piece.x0 <= bounds.x1):
            outside.append(piece)
            continue
        row = sum(y < middle for y in ys) - 1
        for part in _cut(piece, xs):
            column = max(0, sum(x < (part.x0 + part.x1) / 2 for x in xs) - 1)
            cells.setdefault((row, column), []).append(part)
    page.pieces = outside
    return [
        tuple(_words(cells.get((row, column), [])) for column in range(len(xs) - 1))
        for row in range(len(ys) - 1)
    ]


def _cut(piece: Piece, xs: list[float]) -> list[Piece]:
    """Splits a piece that crosses a vertical line into one piece on each side."""
    inner = [x for x in xs if piece.x0 + 2 < x < piece.x1 - 2]
    if not inner:
        return [piece]
    at = next((i for i, start in enumerate(piece.starts) if start > inner[0] - 1), len(piece.text))
    first = replace(piece, text=piece.text[:at].strip(), x1=inner[0], starts=piece.starts[:at])
    rest = replace(piece, text=piece.text[at:].strip(), x0=inner[0] + 1, starts=piece.starts[at:])
    return [part for part in (first, *_cut(rest, xs)) if part.text]


def _words(pieces: list[Piece]) -> str:
    return join_lines([" ".join(piece.text for piece in row) for row in rows_of(pieces)])


def rows_of(pieces: list[Piece]) -> list[list[Piece]]:
    """Returns pieces grouped by line, from the top of the page, each line from left to right."""
    rows: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda each: each.top + each.bottom):
        middle = (piece.top + piece.bottom) / 2
        if rows and any(each.top - 1 <= middle <= each.bottom + 1 for each in rows[-1]):
            rows[-1].append(piece)
        else:
            rows.append([piece])
    return [sorted(row, key=lambda each: each.x0) for row in rows]
