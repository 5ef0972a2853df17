"""CSV files as they are sent: encodings, separators, title rows, and cells that are missing."""

import codecs
import io
import zipfile
from collections.abc import Mapping, Sequence
from contextlib import suppress

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from elearn.problems import InputFault
from elearn.tracker.imports.reading.tables import Table, open_table, read_table
from elearn.tracker.imports.unread import MISSING
from tests.depth import examples
from tests.tracker.test_import_files import workbook

HEADER = ["email", "name", "ends_on"]


def fits(header: Sequence[str]) -> bool:
    return set(HEADER) <= set(header)


def read(data: bytes | str, answers: Mapping[str, str] | None = None) -> Table:
    raw = data.encode() if isinstance(data, str) else data
    return read_table(raw, "roster.csv", fits, answers or {})


def test_a_row_that_ends_early_is_missing_cells_and_not_blank_ones() -> None:
    table = read("email,name,ends_on\na@b.example,Ann\n\na@b.example,Ann,\n,,\n")
    assert table.rows == [(2, ["a@b.example", "Ann", MISSING]), (4, ["a@b.example", "Ann", ""])]


def test_a_longer_row_stays_longer() -> None:
    assert read("email,name,ends_on\na,b,c,d\n").rows == [(2, ["a", "b", "c", "d"])]


def test_a_separator_at_the_end_of_each_line_is_fine() -> None:
    table = read("email,name,ends_on,\na,b,,\na,b,c\na,b\n")
    assert table.header == [*HEADER, ""]
    assert [cells for _, cells in table.rows] == [
        ["a", "b", "", ""],
        ["a", "b", "c", ""],
        ["a", "b", MISSING, ""],
    ]


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("quote", ["", '"'])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_line_that_names_the_separator_decides_and_is_no_row(
    separator: str, quote: str, encoding: str
) -> None:
    text = f"{quote}sep={separator}{quote}\r\n" + "email,name,ends_on\r\na,b,\r\n".replace(",", separator)
    table = read(text.encode(encoding))
    assert (table.header, table.rows, table.header_row) == (HEADER, [(3, ["a", "b", ""])], 2)
    assert table.notes == []


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_the_separator_is_the_one_that_gives_the_columns(separator: str) -> None:
    text = f'Report, with; many| signs, in, it\n{separator.join(HEADER)}\n"a{separator}b"{separator}c{separator}\n'
    table = read(text)
    assert (table.header, table.rows) == (HEADER, [(3, [f"a{separator}b", "c", ""])])
    assert table.notes == ["The header is row 2; the row above it was left out."]


def test_a_decimal_comma_is_no_separator_when_nothing_is_known_of_the_columns() -> None:
    table = read_table(b"a,x;b;c\n1,5;2,5;3\n4;5;6\n7;8;9\n", "x.csv")
    assert table.header == ["a,x", "b", "c"]


def test_two_separators_that_both_fit_are_a_question() -> None:
    text = "email;name;ends_on\nemail,name,ends_on\na,b,\n"
    table = read(text)
    [question] = table.questions
    assert (question.key, [choice.value for choice in question.choices]) == (
        "separator",
        ["comma", "semicolon"],
    )
    answered = read(text, {"separator": "comma"})
    assert (answered.questions, answered.header_row) == ([], 2)
    assert question.choices[1].words == "Semicolon: email · name · ends_on"


def test_line_breaks_and_quotation_marks_within_quotes_are_kept() -> None:
    table = read('email;name;ends_on\r\n"a\n;b";"Zo ""Z"" Ng";\rc;d;e')
    assert table.rows == [(2, ["a\n;b", 'Zo "Z" Ng', ""]), (3, ["c", "d", "e"])]


def test_title_rows_above_the_header_are_left_out_with_a_note() -> None:
    table = read("Oak School\nTraining,2026\nas at,,1\nemail,name,ends_on\na,b,\n")
    assert (table.header, table.header_row, table.rows) == (HEADER, 4, [(5, ["a", "b", ""])])
    assert table.notes == ["The header is row 4; the 3 rows above it were left out."]


def test_blank_rows_above_the_header_are_not_worth_a_note() -> None:
    assert read("\n,,\nemail,name,ends_on\n").notes == []


def test_only_fifty_rows_are_searched_for_the_header() -> None:
    assert read("x,y,z\n" * 49 + "email,name,ends_on\n").header_row == 50
    assert read("x,y,z\n" * 50 + "email,name,ends_on\n").header_row == 1


def test_invisible_characters_are_no_content_and_not_part_of_a_header() -> None:
    table = read(
        "\u200bemail ,na\u00adme,\u2060ends_on\n\u200b\u200e,\u00a0,\ufeff\na,\u00a0b\u00a0,\u200b \n"
    )
    assert (table.header, table.rows) == (HEADER, [(3, ["a", "b", ""])])


def test_other_characters_are_left_as_they_are() -> None:
    assert read("email,name,ends_on\na,Zo\u00adë\u200d,x\x0b\x1cy\n").rows == [
        (2, ["a", "Zo\u00adë\u200d", "x\x0b\x1cy"])
    ]


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_is_recognised_without_its_mark(encoding: str) -> None:
    assert read("email,name,ends_on\na,Zoë Ngũgĩ,\n".encode(encoding)).rows == [(2, ["a", "Zoë Ngũgĩ", ""])]


def test_windows_or_mac_is_a_question_with_words_from_the_file() -> None:
    data = "email,name,ends_on\na,Zoë Café,\nb,Ann,\nc,Zoë Müller,\nd,Ström,\n".encode("cp1252")
    [question] = read(data).questions
    assert question.key == "encoding"
    assert [(choice.value, choice.words) for choice in question.choices] == [
        ("cp1252", "Windows: Zoë, Café, Müller"),
        ("mac_roman", "Mac: ZoÎ, CafÈ, M¸ller"),
    ]
    for answer, name in [("cp1252", "Zoë Café"), ("mac_roman", "ZoÎ CafÈ")]:
        table = read(data, {"encoding": answer})
        assert (table.questions, next(iter(table.rows))[1][1]) == ([], name)
        assert {"cp1252": "Windows-1252", "mac_roman": "Mac Roman"}[answer] in table.notes[0]


def test_a_byte_that_windows_does_not_have_makes_it_a_mac_file() -> None:
    table = read("email,name,ends_on\na,Åsa Gérard,\n".encode("mac_roman"))
    assert (table.questions, table.rows) == ([], [(2, ["a", "Åsa Gérard", ""])])
    assert "Mac Roman" in table.notes[0]


def test_bytes_that_mean_the_same_to_both_are_no_question() -> None:
    table = read("email,name,ends_on\na,£5 ©,\n".encode("cp1252"))
    assert (table.questions, table.rows) == ([], [(2, ["a", "£5 ©", ""])])


@pytest.mark.parametrize(
    ("data", "rule"),
    [
        (b"email,name\0,ends_on\n", "encoding"),
        (codecs.BOM_UTF8 + b"email,\xe9\n", "encoding"),
        (codecs.BOM_UTF16_LE + b"e\0m\0a", "encoding"),
        (b"sep=;\n", "empty"),
        (b"", "empty"),
        (b'email,name,ends_on\n"a" b,c,d\n', "csv"),
    ],
)
def test_what_is_no_csv_file_is_a_fault(data: bytes, rule: str) -> None:
    with pytest.raises(InputFault) as raised:
        read(data)
    [problem] = raised.value.problems
    assert (problem.rule, problem.path) == (rule, "roster.csv")
    assert problem.remedy


def read_through(data: bytes) -> None:
    """Read a file to its end: it gives rows, or a fault."""
    for fit in (fits, lambda header: True):
        with suppress(InputFault):
            table = open_table(data, "file", fit)
            for number, cells in table.rows:
                assert number > table.header_row
                assert len(cells) >= len(table.header)


def web_page() -> bytes:
    rows = "<tr><td colspan=2 rowspan=2>a<td>b</tr><tr style='display:none'><td>c</td></tr>" * 3
    return f"<html><meta charset=utf-8><table><tr><th>email<th>name<th>ends_on</tr>{rows}</table>".encode()


SEEDS = (
    b"",
    b"<table>",
    b"PK\x03\x04",
    b"\xd0\xcf\x11\xe0",
    b"sep=;\nemail;name;ends_on\na;b;c\n",
    'email,name,ends_on\nZoë,"b\nc",\n'.encode("utf-16"),
    web_page(),
    workbook(HEADER, ["a", 1, 2.5]),
)


@pytest.mark.property
@settings(max_examples=examples(100), deadline=None, suppress_health_check=list(HealthCheck))
@given(
    seed=st.sampled_from(SEEDS),
    changes=st.lists(
        st.tuples(st.integers(0, 10_000), st.integers(0, 20), st.binary(max_size=20)), max_size=6
    ),
)
def test_any_bytes_give_rows_or_a_fault(seed: bytes, changes: list[tuple[int, int, bytes]]) -> None:
    data = seed
    for place, length, new in changes:
        place %= len(data) + 1
        data = data[:place] + new + data[place + length :]
    read_through(data)


@pytest.mark.property
@settings(max_examples=examples(100), deadline=None, suppress_health_check=list(HealthCheck))
@given(
    changes=st.lists(
        st.tuples(
            st.sampled_from(
                ["xl/workbook.xml", "xl/styles.xml", "xl/worksheets/sheet1.xml", "xl/_rels/workbook.xml.rels"]
            ),
            st.integers(0, 3_000),
            st.integers(0, 20),
            st.sampled_from(
                [
                    b"",
                    b"<",
                    b">",
                    b'"',
                    b"\xff",
                    b"<f/>",
                    b' t="d"',
                    b' t="e"',
                    b' s="9"',
                    b"9999999",
                    b"-",
                    b"e99",
                ]
            )
            | st.binary(max_size=8),
        ),
        max_size=4,
    )
)
def test_a_damaged_workbook_gives_rows_or_a_fault(changes: list[tuple[str, int, int, bytes]]) -> None:
    out = io.BytesIO()
    whole = zipfile.ZipFile(io.BytesIO(workbook(HEADER, ["a", 1, 2.5], ["b", True, "c"])))
    with zipfile.ZipFile(out, "w") as archive:
        for member in whole.namelist():
            data = whole.read(member)
            for part, place, length, new in changes:
                if part == member:
                    place %= len(data) + 1
                    data = data[:place] + new + data[place + length :]
            archive.writestr(member, data)
    read_through(out.getvalue())
