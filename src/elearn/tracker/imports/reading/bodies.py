"""Finds the header among the rows of a file, and gives the rows below it their cells."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from typing import Final

from elearn.phrases import nphrase, phrase
from elearn.tracker.imports.reading.faults import fault
from elearn.tracker.imports.unread import MERGED, MISSING, is_unread

MOST_ROWS = 1_000_000
MOST_COLUMNS = 1_000
_LOOKED_AT: Final = 50
"""How many filled rows we look at to find the header, and the separator."""

Fits = Callable[[Sequence[str]], bool]
"""Whether a row of texts has the columns that the kind of file needs."""
Row = tuple[int, list[str]]
"""A row's number in the spreadsheet, from 1, and its cells."""

_INVISIBLE: Final = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e"
    "\u2060\u2061\u2062\u2063\u2064\u2066\u2067\u2068\u2069\u206a\u206b\u206c\u206d\u206e\u206f\u2800\u3164\ufe00"
    "\ufe0e\ufe0f\ufeff\uffa0\ufff9\ufffa\ufffb"
)
_SPACES: Final = (
    " \t\n\r\x0b\x0c\x1c\x1d\x1e\x1f\x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009"
    "\u200a\u2028\u2029\u202f\u205f\u3000"
)
_NOTHING: Final = _SPACES + _INVISIBLE
_UNSEEN: Final = frozenset(_INVISIBLE)
_WITHOUT_INVISIBLE: Final = str.maketrans("", "", _INVISIBLE)


def any_header(header: Sequence[str]) -> bool:
    """Fits every row: says nothing of what the columns should be."""
    return True


def tidy(cell: str) -> str:
    """The cell without spaces around it. A cell of invisible characters alone is blank."""
    cell = cell.strip()
    if cell.isascii() or cell.strip(_NOTHING):
        return cell
    return ""


def has_invisible(data: bytes, encoding: str) -> bool:
    """Whether there may be invisible characters in a text. If not, its cells are tidied faster."""
    if encoding.startswith("utf-16"):
        return True
    others = data.translate(None, bytes(range(128))).decode(encoding)
    return not _UNSEEN.isdisjoint(others)


def tidy_row(cells: Sequence[str]) -> list[str]:
    """Each cell as `tidy` gives it. This is fast, because few cells begin with an invisible character."""
    tidied = [cell.strip() for cell in cells]
    if "".join(tidied).isascii():
        return tidied
    return [
        cell if cell.isascii() or cell[0] not in _UNSEEN or cell.strip(_NOTHING) else "" for cell in tidied
    ]


def tidy_header(cells: Sequence[str]) -> list[str]:
    """The cells of a header, without invisible characters. A cell whose content is lost is blank."""
    tidied = (" ".join(cell.translate(_WITHOUT_INVISIBLE).split()) for cell in cells)
    return ["" if is_unread(cell) else cell for cell in tidied]


@dataclass(frozen=True, slots=True)
class Start:
    """The first filled rows of a table. `place`, from 0, is the header's; `fits` says whether it has the columns."""

    rows: list[Row]
    place: int
    fits: bool

    @property
    def header(self) -> list[str]:
        return tidy_header(self.rows[self.place][1])

    @property
    def header_row(self) -> int:
        """The header's number in the spreadsheet."""
        return self.rows[self.place][0]

    @property
    def note(self) -> list[str]:
        """What the sender should know of the rows above the header."""
        if not self.place:
            return []
        return [
            nphrase(
                "The header is row %(row)s; the row above it was left out.",
                "The header is row %(row)s; the %(num)s rows above it were left out.",
                self.place,
                row=self.header_row,
            )
        ]


def find_start(filled: Iterator[Row], fits: Fits) -> Start | None:
    """The first filled rows, taken from `filled`, with the first one that fits as the header.

    If none fits, it is the first one with two cells or more: a title has one. None if there are no filled rows.
    """
    rows = list(islice(filled, _LOOKED_AT))
    for place, (_, cells) in enumerate(rows):
        if fits(tidy_header(cells)):
            return Start(rows, place, True)
    several = (place for place, (_, cells) in enumerate(rows) if sum(map(bool, cells)) > 1)
    return Start(rows, next(several, 0), False) if rows else None


def below(start: Start, rest: Iterable[Row], filename: str, short: str = MISSING) -> Iterator[Row]:
    """The rows below the header, each with a cell for each column of the header.

    `short` is put into the named columns that a row does not reach. Raises InputFault if there are too many rows.
    """
    header = start.header
    width = len(header)
    named = max((place for place, name in enumerate(header, 1) if name), default=0)
    count = 0
    for row in chain(start.rows[start.place + 1 :], rest):
        cells = row[1]
        if len(cells) < width:
            cells += [short] * (named - len(cells))
            cells += [""] * (width - len(cells))
        if cells[0] == MERGED and cells[:named].count(MERGED) == named:
            continue  # the row is the lower part of the one above it, and holds nothing of its own
        count += 1
        if count > MOST_ROWS:
            message = phrase("There are more than %(most)s rows.", most=f"{MOST_ROWS:,}")
            raise fault(filename, row[0], "size", message, phrase("Send it in parts."))
        yield row
