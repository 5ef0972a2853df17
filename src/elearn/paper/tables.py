"""HTML tables as typst tables. Every row gets all of its cells, and spans never overlap."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Cell:
    """A cell: its content as markup, and how many columns and rows it spans."""

    content: str
    columns: int = 1
    rows: int = 1


def table(rows: list[list[Cell]], heads: list[bool]) -> str:
    """The table's markup.

    `heads` says for each row whether it is a header row. Those at the top repeat on each page.
    """
    head_rows = next((number for number, head in enumerate(heads) if not head), len(heads) - 1)
    placed, width = _place(rows, head_rows)
    head = [cell for row in placed[:head_rows] for cell in row]
    body = [cell for row in placed[head_rows:] for cell in row]
    header = f"table.header({', '.join(head)}), " if head else ""
    return f"#sheet({width}, {header}{', '.join(body)})"


def _place(rows: list[list[Cell]], head_rows: int) -> tuple[list[list[str]], int]:
    """Each row's cells in typst's code, with empty cells to fill short rows, and the number of columns."""
    taken: set[tuple[int, int]] = set()
    made: list[list[tuple[int, str]]] = []
    for y, row in enumerate(rows):
        x, line = 0, list[tuple[int, str]]()
        for cell in row:
            while (x, y) in taken:
                x += 1
            columns = next((n for n in range(1, cell.columns) if (x + n, y) in taken), min(cell.columns, 50))
            down = min(cell.rows, (head_rows if y < head_rows else len(rows)) - y)
            taken |= {(x + n, y + m) for n in range(columns) for m in range(down)}
            line.append(
                (x, f"table.cell(x: {x}, y: {y}, colspan: {columns}, rowspan: {down})[{cell.content}]")
            )
            x += columns
        made.append(line)
    width = max((x for x, _ in taken), default=0) + 1
    for y, line in enumerate(made):
        line += [(x, f"table.cell(x: {x}, y: {y})[]") for x in range(width) if (x, y) not in taken]
    return [[cell for _, cell in sorted(line)] for line in made], width
