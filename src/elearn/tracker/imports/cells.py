"""One cell at a time: from what was typed to a value.

Each reader raises ValueError; its text says what is wrong and, after a semicolon, what to write.
"""

import re
from collections.abc import Callable
from datetime import date
from functools import lru_cache
from typing import Any

from elearn.days import parse_day

_IDENTIFIER = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
_EMAIL = re.compile(r"[^@\s,;<>\"()]+@[^@\s,;<>\"().]+(\.[^@\s,;<>\"().]+)+")
_SPREADSHEET_DAY = re.compile(r"[1-6]\d{4}(\.\d+)?")
_YES = frozenset({"yes", "y", "true", "1", "pass", "passed"})
_NO = frozenset({"no", "n", "false", "0", "fail", "failed"})
_FIRST_YEAR, _LAST_YEAR = 1950, 2100


def as_sent(cell: str) -> str:
    """A cell without the mark that we put before a formula in a file of rejected rows, which comes back corrected."""
    if len(cell) > 1 and cell[0] == "'" and cell[1] in "@+-=|%":
        return cell[1:].replace("\\|", "|")
    return cell


def text(longest: int = 200) -> Callable[[str], str]:
    """Any text on one line, up to `longest` characters; runs of spaces become one."""

    def read(cell: str) -> str:
        cell = " ".join(cell.split())
        if len(cell) > longest:
            raise ValueError(f"the text has {len(cell):,} characters; shorten it to {longest}")
        if not cell.isprintable():
            raise ValueError("the text holds characters that cannot be printed; type it again")
        return cell

    return read


def identifier(cell: str) -> str:
    """An id: letters without accents, digits, dots, hyphens and underscores."""
    if not _IDENTIFIER.fullmatch(cell):
        raise ValueError(
            f"“{cell}” cannot be an id; use up to 64 letters, digits, hyphens, dots and underscores"
        )
    return cell


def reference(cell: str) -> str:
    """An id of something known already; whether it is known is looked up later."""
    if len(cell) > 200:
        raise ValueError("the id is too long to be one of ours")
    return cell


def person_name(cell: str) -> str:
    """A person's name: some letters, and no e-mail address."""
    cell = text()(cell)
    if "@" in cell:
        raise ValueError(f"“{cell}” is an e-mail address; write the person's name here")
    if not any(letter.isalpha() for letter in cell):
        raise ValueError(f"“{cell}” has no letters; write the person's name here")
    return cell


def email(cell: str) -> str:
    """An e-mail address, as compared: lower case."""
    if not _EMAIL.fullmatch(cell) or len(cell) > 254:
        raise ValueError(f"“{cell}” is not an e-mail address; write one, as name@agency.example")
    return cell.lower()


@lru_cache(maxsize=20_000)
def day(cell: str) -> str:
    """A day as ISO text."""
    if _SPREADSHEET_DAY.fullmatch(cell):
        raise ValueError(f"“{cell}” is a spreadsheet's own number for a day; format the column as a date")
    found: date = parse_day(cell)
    if not _FIRST_YEAR <= found.year <= _LAST_YEAR:
        raise ValueError(f"the year {found.year} cannot be right; check it")
    return found.isoformat()


def whole(least: int, most: int) -> Callable[[str], int]:
    """A whole number between two others, both allowed. Thousands may be separated by commas."""

    def read(cell: str) -> int:
        digits = cell.replace(",", "") if re.fullmatch(r"\d{1,3}(,\d{3})+", cell) else cell
        if not re.fullmatch(r"-?\d{1,12}", digits, re.ASCII):
            raise ValueError(f"“{cell}” is not a whole number; write one from {least:,} to {most:,}")
        if not least <= int(digits) <= most:
            raise ValueError(f"{cell} is not between {least:,} and {most:,}; write a whole number that is")
        return int(digits)

    return read


def whole_percent(cell: str) -> int:
    """A whole percentage from 1 to 100, with or without its sign."""
    return whole(1, 100)(cell.removesuffix("%").rstrip())


def percent(cell: str) -> float:
    """A percentage from 0 to 100, with or without its sign."""
    digits = cell.removesuffix("%").rstrip()
    if not re.fullmatch(r"-?\d{1,6}(\.\d{1,9})?", digits, re.ASCII):
        raise ValueError(f"“{cell}” is not a percentage; write a number from 0 to 100")
    if not 0 <= float(digits) <= 100:
        raise ValueError(f"{cell} is not between 0 and 100; write a number that is")
    if 0 < float(digits) < 1:
        raise ValueError(
            f"{cell} is less than one per cent; write 85 for 85%, as a number and not as a share of 1"
        )
    return float(digits)


def yes_or_no(cell: str) -> int:
    """1 for yes, 0 for no."""
    if cell.casefold() in _YES:
        return 1
    if cell.casefold() in _NO:
        return 0
    raise ValueError(f"“{cell}” is neither yes nor no; write one of the two")


def one_of(*choices: str) -> Callable[[str], str]:
    """One of a few words, in any case."""

    def read(cell: str) -> str:
        if cell.casefold() not in choices:
            raise ValueError(f"“{cell}” is not one of {', '.join(choices)}; write one of them")
        return cell.casefold()

    return read


Reader = Callable[[str], Any]
