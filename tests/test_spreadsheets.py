"""Files that people open in a spreadsheet: no cell runs, and our imports read what was there before."""

import csv
import io
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from elearn.characters import plain
from elearn.spreadsheets import csv_file
from elearn.tracker.imports.cells import as_sent

STARTS = "=+-@|%＝＋－＠｜％"
UNSEEN = " \t\r\n\x0b\x0c\u00a0\u1680\u2003\u2028\u202f\u3000\u200b\u200e\u2060\ufeff\u00ad\x00\x1b\u0085"


@st.composite
def formulas(draw: st.DrawFn) -> str:
    return draw(st.text(UNSEEN)) + draw(st.sampled_from(STARTS)) + draw(st.text(max_size=20))


def written(cell: object) -> str:
    """The cell as it is in the file."""
    [[found]] = list(csv.reader(io.StringIO(csv_file([], [[cell]]).decode("utf-8-sig"), newline="")))[1:]
    return found


def first_seen(text: str) -> str:
    """The first character that a person sees, as ordinary as it can be."""
    return next((unicodedata.normalize("NFKC", each) for each in text if plain(each).isprintable()), "")


@given(formulas())
@example("=1+1")
@example("\t=1+1")
@example("\r\n@SUM(A1)")
@example("\u00a0+1")
@example("\u200b＝1")
@example("%x|y")
@example("-5-cmd|' /C calc'!A0")
def test_no_cell_runs(cell: str) -> None:
    found = written(cell)
    if not found.removeprefix("-").replace(",", "").replace(".", "", 1).isdecimal():
        assert found.startswith("'")


@pytest.mark.parametrize(
    "cell", ["\tname", "\rname", "\r\n", "\t", "\t \u200b", " =", "\u3164=1", "﹣1", "−1"]
)
def test_no_cell_starts_with_a_tab_or_a_line_end(cell: str) -> None:
    assert written(cell)[:1] in ("'", "")


@given(st.one_of(formulas(), st.text()))
@example("=a|b\\|c")
@example("'=a")
@example("''=a")
@example("\t\u200b")
@example("\t'=1")
def test_an_import_reads_what_was_there_before(cell: str) -> None:
    assert as_sent(plain(written(cell))) == as_sent(plain(cell))


@pytest.mark.parametrize(
    "cell", [-5, -0.5, 5, "-5", "-1,200.50", "12", "Regular contact", "O’Neil - Smith", ""]
)
def test_numbers_and_plain_texts_stay_as_they_are(cell: object) -> None:
    assert written(cell) == str(cell)


def test_headers_cannot_run_either() -> None:
    assert csv_file(["=1", "name"], []) == b"\xef\xbb\xbf'=1,name\r\n"


def test_headers_that_begin_with_a_tag_are_quoted_so_that_the_file_is_not_taken_for_a_web_page() -> None:
    assert csv_file(["<table>", "email"], [["a", 1]]) == b'\xef\xbb\xbf"<table>","email"\r\na,1\r\n'
