"""The spreadsheet to fill in: a workbook with lists to choose from, examples and a sheet that explains, or CSV."""

import io
from collections.abc import Sequence
from datetime import UTC, datetime

import xlsxwriter

from elearn.authoring.questions.columns import KIND, KINDS, RIGHT, TESTS, Column, columns
from elearn.look import colour
from elearn.spreadsheets import csv_file
from elearn.translations import N_
from elearn.translations import gettext as _

_ROWS = 300
_WIDTHS = {"question": 60, "answer": 32, "feedback": 40, "afterwards": 40, "kind": 16, "outcome": 24}
_EXAMPLES: Sequence[dict[tuple[str, int], str]] = (
    {
        ("kind", 0): "choose-one",
        ("question", 0): N_("A child has missed two appointments. What does the nurse do first?"),
        ("right", 0): "2",
        ("answer", 1): N_("She waits for the next appointment"),
        ("feedback", 1): N_("Two that were missed are a pattern already."),
        ("answer", 2): N_("She asks why the child was not brought"),
        ("feedback", 2): N_("Yes: somebody has to bring a child."),
        ("answer", 3): N_("She closes the case"),
        ("feedback", 3): N_("Then nobody looks any more."),
        ("afterwards", 0): N_("Children are not brought; they do not fail to come."),
    },
    {
        ("kind", 0): "true-or-false",
        ("question", 0): N_("You need a parent’s consent before you refer a child at risk of harm."),
        ("right", 0): "false",
        ("feedback", 1): N_("Consent is good to have, and is not needed where a child is at risk."),
        ("feedback", 2): N_("Right: tell the family where that is safe, and refer."),
    },
    {
        ("kind", 0): "match",
        ("question", 0): N_("Who does what?"),
        ("answer", 1): N_("The nursery worker -> writes down what she saw"),
        ("answer", 2): N_("The safeguarding lead -> makes the referral"),
        ("answer", 3): N_("-> asks the child’s brother"),
    },
)
_HELP = (
    N_(
        "Write a question in each row, below the examples or over them. Leave cells empty that you do not need."
    ),
    N_("Kind: choose one from the list in the cell."),
    N_(
        "Right: the number of the right answer, as in 2, or of all right answers, as in 1, 3. "
        "For true or false: true or false."
    ),
    N_(
        "Feedback: say kindly why an answer helps or what it misses. What you leave empty is to be written later."
    ),
    N_("True or false: leave the answers empty. Feedback 1 is on “true”, Feedback 2 on “false”."),
    N_(
        "Match: write each pair in one cell, as in “The nurse -> writes it down”. "
        "An answer that belongs to nothing begins with the arrow."
    ),
    N_("Put in order: write the steps in their right order."),
    N_(
        "Number: write a number, as in 15, or a range, as in 10 to 20. "
        "“May be off by” and “Unit” are for numbers alone."
    ),
    N_(
        "Outcome: which of the course’s outcomes the question tests. You can also choose it when you bring the file in."
    ),
)


def template(outcomes: Sequence[tuple[str, str]] = ()) -> bytes:
    """The workbook in the current language. `outcomes` are the ids and words that the last list offers."""
    out = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with xlsxwriter.Workbook(out, options) as book:
        book.set_properties(
            {
                "title": _("Questions for a course"),
                "created": datetime(2020, 1, 1, tzinfo=UTC).replace(tzinfo=None),
            }
        )
        _questions(book, columns(), outcomes)
        _help(book)
    return out.getvalue()


def template_csv(*, examples: bool) -> bytes:
    """The same columns as CSV, with the examples or without."""
    made = columns()
    return csv_file([each.title for each in made], _example_rows(made) if examples else [])


def _example_rows(made: Sequence[Column]) -> list[list[str]]:
    return [[_example(each, row) for each in made] for row in _EXAMPLES]


def _example(column: Column, row: dict[tuple[str, int], str]) -> str:
    said = row.get((column.key, column.number), "")
    if column.key == KIND:
        return _(KINDS[said])
    return said if column.key == RIGHT or not said else _(said)


def _questions(
    book: xlsxwriter.Workbook, made: Sequence[Column], outcomes: Sequence[tuple[str, str]]
) -> None:
    sheet = book.add_worksheet(_("Questions")[:31])
    head = book.add_format(
        {
            "bold": True,
            "text_wrap": True,
            "valign": "top",
            "bottom": 2,
            "bottom_color": colour("accent", "light"),
        }
    )
    cell = book.add_format({"text_wrap": True, "valign": "top", "num_format": "@"})
    for at, column in enumerate(made):
        sheet.set_column(at, at, _WIDTHS.get(column.key, 12), cell)
        sheet.write_string(0, at, column.title, head)
        choices = _choices(column, outcomes)
        if choices and sum(len(each) + 1 for each in choices) < 256:
            sheet.data_validation(
                1, at, _ROWS, at, {"validate": "list", "source": choices, "error_type": "warning"}
            )
    for number, row in enumerate(_example_rows(made), 1):
        for at, said in enumerate(row):
            sheet.write_string(number, at, said, cell)
    sheet.freeze_panes(1, 2)


def _choices(column: Column, outcomes: Sequence[tuple[str, str]]) -> list[str]:
    if column.key == KIND:
        return [_(words) for words in KINDS.values()]
    return [own for own, _words in outcomes if own] if column.key == TESTS else []


def _help(book: xlsxwriter.Workbook) -> None:
    sheet = book.add_worksheet(_("How to fill it in")[:31])
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    sheet.set_column(0, 0, 100, wrapped)
    for row, said in enumerate(_HELP):
        sheet.write_string(row, 0, _(said), wrapped)
