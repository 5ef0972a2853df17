"""Finds the cells of a workbook whose formula gave an error, such as #N/A. The library reads them as blank.

A blank would be dangerous: in `ends_on` it leaves a post open, and in a requirement's `agency` it means every agency.
"""

import io
import posixpath
import re
import zipfile

from lxml import etree

_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_CELL = re.compile(rb"<(?:\w+:)?c\b([^>]*\bt=[\"']e[\"'][^>]*)>(.*?)</(?:\w+:)?c>", re.DOTALL)
_PLACE = re.compile(rb"\br=[\"']([A-Z]+)(\d+)[\"']")
_VALUE = re.compile(rb"<(?:\w+:)?v>([^<]{1,20})</")


def error_cells(data: bytes, sheet: str) -> dict[tuple[int, int], str]:
    """The errors in a sheet of an XLSX workbook by (row, column), both from 0. None if we cannot find the sheet.

    Call `workbooks.must_be_moderate` on `data` first.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        part = _part(archive, sheet)
        if part is None:
            return {}
        found = {}
        for attributes, inside in _CELL.findall(archive.read(part)):
            place, value = _PLACE.search(attributes), _VALUE.search(inside)
            if place:
                at = (int(place[2]) - 1, _column(place[1]))
                found[at] = value[1].decode("utf-8", "replace") if value else "#N/A"
        return found


def _part(archive: zipfile.ZipFile, sheet: str) -> str | None:
    """The member of the zip that holds a sheet, or None."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    try:
        book = etree.fromstring(archive.read("xl/workbook.xml"), parser)
        relations = etree.fromstring(archive.read("xl/_rels/workbook.xml.rels"), parser)
    except (KeyError, etree.XMLSyntaxError):
        return None
    wanted = {each.get(_RELATION) for each in book.iter("{*}sheet") if each.get("name") == sheet}
    for relation in relations.iter("{*}Relationship"):
        if relation.get("Id") in wanted:
            part = posixpath.normpath(posixpath.join("/xl", relation.get("Target", ""))).lstrip("/")
            return part if part in archive.namelist() else None
    return None


def _column(letters: bytes) -> int:
    column = 0
    for letter in letters:
        column = column * 26 + letter - ord("A") + 1
    return column - 1
