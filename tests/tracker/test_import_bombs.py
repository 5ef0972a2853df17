"""Files made to exhaust a machine are refused at once, and use no memory."""

import io
import re
import zipfile

import pytest

from elearn.problems import InputFault
from elearn.tracker.imports.reading import separated, workbooks
from elearn.tracker.imports.reading.tables import read_table
from tests.tracker.test_import_files import workbook

HEADER = ["id", "name"]


def changed(pattern: bytes, replacement: bytes, *, claim: int | None = None) -> bytes:
    """Returns a workbook whose sheet was changed by hand.

    `claim` is the unpacked size that the zip declares.
    """
    out = io.BytesIO()
    whole = zipfile.ZipFile(io.BytesIO(workbook(HEADER, ["north", "North"])))
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for member in whole.infolist():
            data = whole.read(member)
            if member.filename.startswith("xl/worksheets/"):
                data, found = re.subn(pattern, replacement, data)
                assert found
            archive.writestr(member.filename, data)
    data = out.getvalue()
    if claim is not None:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            size = archive.getinfo("xl/worksheets/sheet1.xml").file_size.to_bytes(4, "little")
        assert size in data
        data = data.replace(size, claim.to_bytes(4, "little"))
    return data


@pytest.mark.parametrize(
    "last",
    [
        b'<c r="XFD1048576">',
        b"<c  s='1'\n r = 'xfd1048576'>",
        b'<x:c t="n"r="XFD1048576">',
        b'<c s=">" r="XFD1048576">',
        b'<c r="A' + b"0" * 30 + b'1048576">',
        b'<c r="XFD1"><v>1</v></c></row><row r="1048576"><c>',
        b"<c" + b" " * 3_000_000 + b'r="XFD1048576">',
    ],
)
def test_a_few_bytes_that_claim_the_last_cell_of_a_sheet_take_no_memory(last: bytes) -> None:
    data = changed(rb'<c r="B2"[^>]*>', last)
    with pytest.raises(InputFault, match=r"too far|too large"):
        read_table(data, "agencies.xlsx")


@pytest.mark.parametrize("claim", [None, 10])
def test_a_workbook_that_unfolds_without_end_is_left_in_the_middle(
    monkeypatch: pytest.MonkeyPatch, claim: int | None
) -> None:
    monkeypatch.setattr(workbooks, "LARGEST_UNPACKED", 1_000_000)
    data = changed(rb"</sheetData>", b" " * 2_000_000 + b"</sheetData>", claim=claim)
    assert len(data) < 20_000
    with pytest.raises(InputFault, match="too large"):
        read_table(data, "agencies.xlsx")


def test_a_list_of_sheets_that_are_all_one_part_has_it_read_once_at_most() -> None:
    out = io.BytesIO()
    whole = zipfile.ZipFile(io.BytesIO(workbook(HEADER, ["north", "North"])))
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for member in whole.infolist():
            data = whole.read(member)
            if member.filename == "xl/workbook.xml":
                sheet = re.search(rb"<sheet [^>]*>", data)
                assert sheet
                more = b"".join(sheet[0].replace(b"Roster", b"Roster%d" % number) for number in range(3_000))
                data = data.replace(b"</sheets>", more + b"</sheets>")
            archive.writestr(member.filename, data)
    with pytest.raises(InputFault, match="two of its sheets are one"):
        read_table(out.getvalue(), "agencies.xlsx")


def test_another_kind_of_workbook_in_a_zip_is_not_read() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", "<office:document-content/>")
    with pytest.raises(InputFault, match="not XLSX"):
        read_table(out.getvalue(), "agencies.ods")


def test_a_workbook_that_names_no_cell_s_place_is_still_read() -> None:
    table = read_table(changed(rb' r="[A-Z]*\d+"', b""), "agencies.xlsx")
    assert (table.header, table.rows) == (HEADER, [(2, ["north", "North"])])


def test_text_with_more_columns_or_lines_than_anyone_sends_is_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with pytest.raises(InputFault, match="1,000 columns"):
        read_table(b"id,name\n" + b"," * 5_000, "agencies.csv")
    monkeypatch.setattr(separated, "MOST_LINES", 10)
    with pytest.raises(InputFault, match="10 lines"):
        read_table(b"id,name\n" + b"\n" * 50, "agencies.csv")
