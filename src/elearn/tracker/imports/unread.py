"""Cells that look blank, and are not: what stands in their place, and why nobody may read them as blank.

A blank cell often means something: no end, every agency, the usual target. So each cell whose content is lost gets one
of these texts. They come back unread if a file of rejected rows is sent again without being corrected.
"""

from typing import Final

from elearn.phrases import phrase
from elearn.translations import N_

MERGED: Final = "#MERGED!"
FORMULA: Final = "#FORMULA!"
MISSING: Final = "#MISSING!"
FORMAT: Final = "#FORMAT!"
DIGITS: Final = "#DIGITS!"

_SHEET_ERROR: Final = (
    N_("The cell in %(column)s is an error of the spreadsheet (%(cell)s)."),
    phrase("Correct the formula there, or write the value."),
)
UNREAD: Final[dict[str, tuple[str, str]]] = {
    MERGED: (
        N_("The cell in %(column)s is part of a merged cell, so it holds nothing of its own."),
        phrase("Unmerge the cells, and write the value in each row."),
    ),
    FORMULA: (
        N_("The cell in %(column)s holds a formula whose result is not in the file."),
        phrase("Open the file in a spreadsheet and save it there, or write the value."),
    ),
    MISSING: (
        N_("The cell in %(column)s is missing, because the row ends before it."),
        phrase("Write a separator for each empty cell, or save the file as CSV again."),
    ),
    FORMAT: (
        N_(
            "The cell in %(column)s shows a number in a format of its own, so what it shows is not what it holds."
        ),
        phrase("Format the column as text, and write what it should say."),
    ),
    DIGITS: (
        N_(
            "The cell in %(column)s holds a number of more than 15 digits, of which a spreadsheet keeps only 15."
        ),
        phrase("Format the column as text, and write the number again."),
    ),
    **dict.fromkeys(
        (
            *("#N/A", "#NA", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!", "#SPILL!", "#CALC!"),
            *("#FIELD!", "#BLOCKED!", "#CONNECT!", "#BUSY!", "#GETTING_DATA", "#UNKNOWN!", "#PYTHON!"),
            *(f"Err:{number}" for number in range(501, 541)),
        ),
        _SHEET_ERROR,
    ),
}
"""Every text that stands for a lost cell: what is wrong with such a cell in a column, and what to do."""
_TOO_NARROW: Final = (
    N_("The cell in %(column)s was too narrow to show its number."),
    phrase("Widen the column, and save the file again."),
)


UNREAD_STARTS: Final = frozenset("#E")
"""With what such a text starts."""


def is_unread(cell: str) -> bool:
    """Whether a cell's content is lost. A cell full of `#` was too narrow for its number when it was printed."""
    return cell[:1] in UNREAD_STARTS and (cell in UNREAD or (len(cell) > 2 and not cell.strip("#")))


def why_unread(cell: str, column: str) -> tuple[str, str]:
    """What is wrong with a cell for which `is_unread` is true, and what to do."""
    wrong, remedy = UNREAD.get(cell, _TOO_NARROW)
    return phrase(wrong, column=column, cell=cell), remedy
