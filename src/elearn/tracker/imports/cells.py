"""Reads one cell: from what was typed to a value.

Each reader takes the cell and the name of its column, for the message. It raises BadValue.
"""

import re
import unicodedata
from collections.abc import Callable
from datetime import date
from functools import lru_cache
from typing import Any

from elearn.characters import address, look_alikes, plain, prints_alike
from elearn.phrases import phrase
from elearn.problems import BadValue
from elearn.spreadsheets import as_before
from elearn.translations import known
from elearn.written_days import DAY_FIRST, read_written

Reader = Callable[[str, str], Any]
"""From a cell and its column's name to a value. Raises BadValue."""

_IDENTIFIER = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
_EMAIL = re.compile(r"(?!')[^@\s,;:<>\"()\[\]\\]+@(?:[^\W_]|-)+(?:\.(?:[^\W_]|-)+)+")
"""Programs add marks, as in `mailto:` or `'name@agency.example'`. With them it would be another person's address."""
SPREADSHEET_DAY = re.compile(r"[1-6]\d{4}(\.\d+)?")
MARKS = frozenset("'=")
_MARKED_NUMBER = re.compile(r"'(\d[\d.,/:-]*%?)", re.ASCII)
_QUOTED = re.compile(r'="([^"]*)"')
_EQUALS_NUMBER = re.compile(r"=(\d+)", re.ASCII)
_SHORTENED = re.compile(r"\d+[.,]\d+E\+?\d+|\d+E\+\d+", re.ASCII | re.IGNORECASE)
_FORMATTED = re.compile(r"\d+[.,]0+|\d{1,3}(,\d{3})+", re.ASCII)
_SCRIPTS = {
    "Cyrillic": phrase("a Cyrillic"),
    "Greek": phrase("a Greek"),
    "Armenian": phrase("an Armenian"),
    "phonetic": phrase("a phonetic"),
}
"""Before a letter."""
BASES = ("roster", "headcount", "return")
"""What an agency's figures may come from."""
FIRST_YEAR, LAST_YEAR = 1950, 2100


def as_sent(cell: str) -> str:
    """The cell as its sender wrote it.

    In files that people download from us we put a mark before a formula. This takes it away when one comes back.
    Spreadsheets and other systems mark numbers too, so that their zeros stay: `'00127` and `="00127"` are 00127.
    """
    if cell[:1] not in MARKS:
        return cell
    cell = as_before(cell)
    if found := _MARKED_NUMBER.fullmatch(cell) or _QUOTED.fullmatch(cell):
        return found[1]
    return cell


def text(longest: int = 200) -> Callable[[str, str], str]:
    """A reader of text on one line, up to `longest` characters. Several spaces become one."""

    @lru_cache(maxsize=1_000)  # so that a million rows with the same version share one text
    def read(cell: str, column: str) -> str:
        sent, cell = cell, " ".join(plain(cell).split())
        if sent.strip() and not cell:
            raise BadValue(
                phrase("The cell in %(column)s holds only characters that nobody sees.", column=column),
                phrase("Fill it in."),
            )
        if len(cell) > longest:
            raise BadValue(
                phrase(
                    "The text in %(column)s has %(count)s characters.", column=column, count=f"{len(cell):,}"
                ),
                phrase("Shorten it to %(most)s.", most=longest),
            )
        if not cell.isprintable():
            raise BadValue(
                phrase("The text in %(column)s holds characters that cannot be printed.", column=column),
                phrase("Type it again."),
            )
        return cell

    return read


_name = text()


def identifier(cell: str, column: str) -> str:
    """An id: letters without accents, digits, dots, hyphens and underscores."""
    cell = plain(cell)
    _must_be_as_it_looks(cell, column, phrase("Type the id again."))
    if not _IDENTIFIER.fullmatch(cell):
        raise BadValue(
            phrase("“%(cell)s” in %(column)s cannot be an id.", cell=cell, column=column),
            phrase("Use up to 64 letters, digits, hyphens, dots and underscores."),
        )
    return cell


def reference(cell: str, column: str) -> str:
    """An id that should exist already. Whether it does is looked up later."""
    cell = plain(cell)
    if len(cell) > 200:
        raise BadValue(
            phrase("The id in %(column)s is too long to be one of ours.", column=column),
            phrase("Correct it."),
        )
    return cell


def person_name(cell: str, column: str) -> str:
    """A person's name: it has letters and is not an e-mail address."""
    cell = _name(cell, column)
    if "@" in cell:
        raise BadValue(
            phrase("“%(cell)s” in %(column)s is an e-mail address.", cell=cell, column=column),
            phrase("Write the person's name here."),
        )
    if not any(letter.isalpha() for letter in cell):
        raise BadValue(
            phrase("“%(cell)s” in %(column)s has no letters.", cell=cell, column=column),
            phrase("Write the person's name here."),
        )
    return cell


def email(cell: str, column: str) -> str:
    """An e-mail address as addresses are compared. Accents are fine, and letters that only look right are not."""
    cell = plain(cell)
    if not cell.isascii():
        _must_be_as_it_looks(cell, column, phrase("Type the address again."))
        _must_be_one_address(cell, column)
    if not _EMAIL.fullmatch(cell) or len(cell) > 254:
        raise BadValue(
            phrase("“%(cell)s” in %(column)s is not an e-mail address.", cell=cell, column=column),
            phrase("Write one, as in name@agency.example."),
        )
    return address(cell)


def _must_be_one_address(cell: str, column: str) -> None:
    """Raise BadValue for a letter such as ß. For comparing it becomes ss, which may be someone else's address."""
    for letter in unicodedata.normalize("NFKC", cell):
        if letter.casefold() != letter.lower():
            raise BadValue(
                phrase(
                    "“%(cell)s” in %(column)s has the letter %(letter)s, for which some systems write %(other)s.",
                    cell=cell,
                    column=column,
                    letter=letter,
                    other=letter.casefold(),
                ),
                phrase("Write the address as their sign-in has it, without this letter."),
            )


_number = text(60)


def staff_number(cell: str, column: str) -> str:
    """A staff number, without the marks that keep its leading zeros: `="00127"`, `'00127` and `=00127` are 00127.

    A number that a spreadsheet has changed is refused, because what it was is lost.
    """
    if cell.isalnum() and cell.isascii() and len(cell) <= 60:
        return cell  # as almost all are
    cell = as_sent(plain(cell))
    if found := _EQUALS_NUMBER.fullmatch(cell):
        cell = found[1]
    cell = _number(cell, column)
    _must_be_as_it_looks(cell, column, phrase("Type the number again."))
    remedy = phrase("Format the column as text, and write the number again.")
    if _SHORTENED.fullmatch(cell):
        raise BadValue(
            phrase(
                "“%(cell)s” in %(column)s is a number that a spreadsheet has shortened.",
                cell=cell,
                column=column,
            ),
            remedy,
        )
    if _FORMATTED.fullmatch(cell):
        raise BadValue(
            phrase(
                "“%(cell)s” in %(column)s is written as an amount, and not as a staff number.",
                cell=cell,
                column=column,
            ),
            remedy,
        )
    return cell


def _must_be_as_it_looks(cell: str, column: str, remedy: str) -> None:
    """Raise BadValue if the cell has a letter that looks like another one. Name the first, and its place."""
    if cell.isascii():
        return
    for each in look_alikes(cell):
        raise BadValue(
            phrase(
                "The character %(place)s of “%(cell)s” in %(column)s is %(script)s %(character)s, which looks like a "
                "Latin %(latin)s.",
                place=each.place,
                cell=cell,
                column=column,
                script=_SCRIPTS[each.script],
                character=each.character,
                latin=each.latin,
            ),
            remedy,
        )
    for character, same, place in prints_alike(cell):
        raise BadValue(
            phrase(
                "The character %(place)s of “%(cell)s” in %(column)s is “%(character)s”, which looks like “%(same)s”.",
                place=place,
                cell=cell,
                column=column,
                character=character,
                same=same,
            ),
            remedy,
        )


def _typed_day(cell: str, column: str) -> date:
    """A day that is written as `days.parse_day` allows it."""
    written = read_written(cell.strip())
    if written is None or not written.is_typed:
        raise BadValue(
            phrase("“%(cell)s” in %(column)s is not a date.", cell=cell, column=column),
            phrase("Write it as 2026-03-31 or 31/03/2026."),
        )
    try:
        return date(*(written.readings.get("") or written.readings[DAY_FIRST]))
    except ValueError:
        raise BadValue(
            phrase("“%(cell)s” in %(column)s is not a day that exists.", cell=cell, column=column),
            phrase("Correct it."),
        ) from None


@lru_cache(maxsize=20_000)
def day(cell: str, column: str) -> str:
    """A day as ISO text."""
    if SPREADSHEET_DAY.fullmatch(cell):
        raise BadValue(
            phrase(
                "“%(cell)s” in %(column)s is a spreadsheet's own number for a day.", cell=cell, column=column
            ),
            phrase("Format the column as a date."),
        )
    found = _typed_day(cell, column)
    if not FIRST_YEAR <= found.year <= LAST_YEAR:
        raise BadValue(
            phrase("The year %(year)s in %(column)s cannot be right.", year=found.year, column=column),
            phrase("Check it."),
        )
    return found.isoformat()


def whole(least: int, most: int) -> Callable[[str, str], int]:
    """A reader of a whole number from `least` to `most`. Commas may separate thousands."""

    def read(cell: str, column: str) -> int:
        cell = plain(cell)
        digits = cell.replace(",", "") if re.fullmatch(r"\d{1,3}(,\d{3})+", cell) else cell
        if not re.fullmatch(r"-?\d{1,12}", digits, re.ASCII):
            raise BadValue(
                phrase("“%(cell)s” in %(column)s is not a whole number.", cell=cell, column=column),
                phrase("Write one from %(least)s to %(most)s.", least=f"{least:,}", most=f"{most:,}"),
            )
        if not least <= int(digits) <= most:
            raise BadValue(
                phrase(
                    "%(cell)s in %(column)s is not between %(least)s and %(most)s.",
                    cell=cell,
                    column=column,
                    least=f"{least:,}",
                    most=f"{most:,}",
                ),
                phrase("Write a whole number that is."),
            )
        return int(digits)

    return read


def whole_percent(cell: str, column: str) -> int:
    """A whole percentage from 1 to 100, with or without its sign. 1 needs it: a sheet may show 100% and hold 1."""
    if plain(cell) == "1":
        raise BadValue(*may_be_all(cell, column))
    return whole(1, 100)(plain(cell).removesuffix("%").rstrip(), column)


@lru_cache(maxsize=1_000)
def percent(cell: str, column: str) -> float:
    """A percentage from 0 to 100, with or without its sign. Less than 1 needs the sign: it may be a share of 1."""
    found = amount(
        cell,
        column,
        phrase("“%(cell)s” in %(column)s is not a percentage.", cell=cell, column=column),
        phrase("Write a number from 0 to 100."),
    )
    if not 0 <= found <= 100:
        raise BadValue(
            phrase("%(cell)s in %(column)s is not between 0 and 100.", cell=cell, column=column),
            phrase("Write a number that is."),
        )
    if 0 < found < 1 and not plain(cell).endswith("%"):
        raise BadValue(
            phrase("%(cell)s in %(column)s is less than one per cent.", cell=cell, column=column),
            phrase("Write 85 for 85%%, as a number and not as a share of 1."),
        )
    return found


def may_be_all(cell: str, column: str) -> tuple[str, str]:
    """What is wrong with a 1 that may be a share, and what to do."""
    message = phrase("%(cell)s in %(column)s may be 1%% or 100%%.", cell=cell, column=column)
    return message, phrase("Write it with a %% sign.")


def amount(cell: str, column: str, message: str, remedy: str) -> float:
    """A number with or without decimals and a % sign. Raises BadValue with the message if it is something else."""
    digits = plain(cell).removesuffix("%").rstrip()
    if re.fullmatch(r"\d{1,3},\d{1,9}", digits, re.ASCII):
        raise BadValue(
            phrase("“%(cell)s” in %(column)s has a comma.", cell=cell, column=column),
            phrase("Write a dot before the decimals: %(number)s.", number=digits.replace(",", ".")),
        )
    if not re.fullmatch(r"-?\d{1,6}(\.\d{1,9})?", digits, re.ASCII):
        raise BadValue(message, remedy)
    return float(digits) + 0


_LANGUAGES = {"english": "en", "saesneg": "en", "welsh": "cy", "cymraeg": "cy"}


def language(cell: str, column: str) -> str:
    """A language: its code, also with a region (`en-GB`), or its name in English or Welsh."""
    cell = plain(cell)
    found = _LANGUAGES.get(cell.casefold()) or known(cell)
    if not found:
        raise BadValue(
            phrase("“%(cell)s” in %(column)s is not a language of ours.", cell=cell, column=column),
            phrase("Write English or Welsh."),
        )
    return found


def one_of(*choices: str) -> Callable[[str, str], str]:
    """A reader of one of a few words, in any case."""

    def read(cell: str, column: str) -> str:
        cell = plain(cell)
        if cell.casefold() not in choices:
            raise BadValue(
                phrase(
                    "“%(cell)s” in %(column)s is not one of %(choices)s.",
                    cell=cell,
                    column=column,
                    choices=", ".join(choices),
                ),
                phrase("Write one of them."),
            )
        return cell.casefold()

    return read
