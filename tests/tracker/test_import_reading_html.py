"""Web pages with tables that learning systems send under the name of a workbook (.xls)."""

import codecs
from collections.abc import Mapping, Sequence

import pytest

from elearn.problems import InputFault
from elearn.tracker.imports.reading import webpages
from elearn.tracker.imports.reading.tables import Table, read_table
from elearn.tracker.imports.unread import MERGED, MISSING

HEADER = ["email", "course", "passed"]
HEAD = "<tr><th>email</th><th>course</th><th>passed</th></tr>"


def fits(header: Sequence[str]) -> bool:
    return set(HEADER) <= set(header)


def read(page: str | bytes, answers: Mapping[str, str] | None = None) -> Table:
    return read_table(page.encode() if isinstance(page, str) else page, "export.xls", fits, answers or {})


@pytest.mark.parametrize(
    "before", ["", "\ufeff", "\n\n  ", "<html><body>", '<?xml version="1.0"?>\n<html>', "<!-- x -->"]
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_table_is_read_however_the_page_begins(before: str, encoding: str) -> None:
    page = f"{before}<table>{HEAD}<tr><td>a</td><td>Zoë &amp; Co&nbsp;</td><td>yes</td></tr></table>"
    table = read(page.encode(encoding))
    assert (table.header, table.rows) == (HEADER, [(2, ["a", "Zoë & Co", "yes"])])
    assert (table.sheet, table.notes, table.questions) == ("Table 1", [], [])


@pytest.mark.parametrize("charset", ["windows-1252", "iso-8859-1", "Windows-1252"])
def test_the_page_says_how_it_is_encoded(charset: str) -> None:
    page = (
        f'<html><head><meta http-equiv="Content-Type" content="text/html; charset={charset}"></head>'
        f"<table>{HEAD}<tr><td>a<td>Zoë – €<td>yes</table>"
    )
    table = read(page.encode("cp1252"))
    assert (table.rows, table.questions) == ([(2, ["a", "Zoë – €", "yes"])], [])


@pytest.mark.parametrize(
    "charset", ["zlib", "utf-7", "unicode_escape", "rot13", "utf-16", "idna", "none", "utf-8"]
)
def test_an_encoding_that_no_page_has_is_not_believed(charset: str) -> None:
    page = f"<meta charset={charset}><table>{HEAD}<tr><td>a<td>Zoë \\x41<td>yes</table>"
    assert read(page).rows == [(2, ["a", "Zoë \\x41", "yes"])]


def test_a_page_that_does_not_say_is_a_question() -> None:
    data = f"<table>{HEAD}<tr><td>a<td>Zoë<td>yes</table>".encode("cp1252")
    assert [question.key for question in read(data).questions] == ["encoding"]
    assert read(data, {"encoding": "cp1252"}).questions == []


def test_a_cell_s_text_is_what_it_shows() -> None:
    page = f"""<table>{HEAD}<tr>
      <td style="mso-number-format:'\\@'">007</td>
      <td><b>Neglect</b><br>and <i>more</i>\n  text<p>end</p></td>
      <td><span style="DISPLAY : None">1</span><a href="x">yes</a><script>x()</script></td></tr></table>"""
    assert read(page).rows == [(2, ["007", "Neglect and more text end", "yes"])]


def test_cells_that_wider_or_higher_cells_cover_are_merged() -> None:
    page = f"""<table>{HEAD}
      <tr><td rowspan=2>a</td><td>x</td><td>yes</td></tr>
      <tr><td>y</td><td>no</td></tr>
      <tr><td>b</td><td colspan="2">z</td></tr>
      <tr><td>c</td><td>w</td></tr>
      <tr><td>d</td><td>v</td><td rowspan=0>yes</td></tr>
      <tr><td>e</td><td>u</td></tr>
      <tr><td>f</td></tr></table>"""
    assert [cells for _, cells in read(page).rows] == [
        ["a", "x", "yes"],
        [MERGED, "y", "no"],
        ["b", "z", MERGED],
        ["c", "w", MISSING],
        ["d", "v", "yes"],
        ["e", "u", MERGED],
        ["f", MISSING, MERGED],
    ]


def test_a_table_within_a_table_is_one_of_its_own() -> None:
    page = f"""<table><tr><td>Report<table>{HEAD}<tr><td>a<td>x<table><tr><td>inner</table><td>yes</tr></table></td>
      <td>of 2026</td></tr></table>"""
    table = read(page)
    assert (table.sheet, table.sheets) == ("Table 2", ["Table 1", "Table 2", "Table 3"])
    assert table.rows == [(2, ["a", "x", "yes"])]
    assert table.notes == ["The sheet “Table 2” was read. Not read: “Table 1”, “Table 3”."]
    assert read(page, {"sheet": "Table 1"}).header == ["Report", "of 2026"]


def test_rows_that_are_not_displayed_are_hidden_rows() -> None:
    page = f"""<table>{HEAD}<tr style="color:red; display: none"><td>a<td>x<td>yes</tr>
      <tr hidden><td>b<td>x<td>yes</tr><tr><td>c<td>x<td>yes</tr></table>"""
    assert [question.key for question in read(page).questions] == ["hidden-rows"]
    assert [number for number, _ in read(page, {"hidden-rows": "leave out"}).rows] == [4]


def test_two_tables_that_fit_are_a_question() -> None:
    page = f"<table>{HEAD}<tr><td>a<td>x<td>no</table>" * 2
    [question] = read(page).questions
    assert [choice.words for choice in question.choices] == ["Table 1 (1 row)", "Table 2 (1 row)"]


def test_title_rows_are_left_out_with_a_note() -> None:
    table = read(
        f"<table><tr><td colspan=3>Report</td></tr><tbody>{HEAD}<tr><td>a<td>x<td>no</tbody></table>"
    )
    assert (table.header_row, table.rows) == (2, [(3, ["a", "x", "no"])])
    assert table.notes == ["The header is row 2; the row above it was left out."]


@pytest.mark.parametrize(
    "start",
    [
        '<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?>\n<Workbook xmlns="{}">',
        '<?xml version="1.0"?><ss:Workbook xmlns:ss="{}">',
        '<Workbook xmlns="{}">',
    ],
)
def test_the_xml_of_2003_is_refused_with_the_way_out(start: str) -> None:
    page = start.format("urn:schemas-microsoft-com:office:spreadsheet")
    with pytest.raises(InputFault) as raised:
        read(page)
    assert "save it as XLSX" in raised.value.problems[0].remedy


def test_pages_made_to_exhaust_a_machine_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(InputFault, match="1,000 columns"):
        read("<table>" + "<tr><td colspan=900><td colspan=900>" * 10)
    with pytest.raises(InputFault, match="too many cells"):
        read(f"<table>{HEAD}" + "<tr><td colspan=1000>x" * 3_000)
    read_or_fault("<table><tr><td>" * 5_000)
    read_or_fault("<div>" * 100_000 + f"<table>{HEAD}")
    read_or_fault("<table><tr><td>" + "<b>" * 100_000 + "x")
    read_or_fault('<!DOCTYPE html [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]><table><tr><td>&b;')
    monkeypatch.setattr(webpages, "MOST_TAGS", 10)
    with pytest.raises(InputFault, match="too large"):
        read(f"<table>{HEAD}" + "<tr><td>x" * 10)


def read_or_fault(page: str) -> None:
    try:
        assert len(read(page).header) < 1_000
    except InputFault as error:
        [problem] = error.problems
        assert problem.remedy


@pytest.mark.parametrize(
    "page", ["<html><p>No table here</p></html>", "<table></table>", "<html>", "<table><tr><td> "]
)
def test_a_page_without_a_filled_table_is_empty(page: str) -> None:
    with pytest.raises(InputFault, match="empty"):
        read(page)


def test_zeros_in_a_page_and_a_false_mark_are_faults() -> None:
    for data in (b"<table>\0<tr>", codecs.BOM_UTF8 + b"<table>\xe9"):
        with pytest.raises(InputFault, match="not a CSV file"):
            read(data)


def test_a_web_archive_is_refused() -> None:
    with pytest.raises(InputFault, match="web archive"):
        read("MIME-Version: 1.0\r\nContent-Type: multipart/related\r\n\r\n<table>")


def test_a_csv_file_that_begins_with_a_bracket_is_no_page() -> None:
    assert read("<email>,course\n").header == ["<email>", "course"]


def test_comments_before_a_page_take_no_time_to_skip() -> None:
    assert read("<!---->" * 400 + "x,y\n").header[1:] == ["y"]
