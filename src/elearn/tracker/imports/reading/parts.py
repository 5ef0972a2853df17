"""Finds the parts of a workbook, and what it says about all of its sheets."""

import posixpath
import zipfile
from functools import cached_property
from typing import Final

from lxml import etree

from elearn.phrases import phrase
from elearn.tracker.imports.reading.formats import Look, look_of

_LARGEST_PARSED: Final = 20_000_000
_BOOK: Final = "xl/workbook.xml"


class Parts:
    """The parts of an XLSX workbook. Call `workbooks.must_be_moderate` first. Its methods raise ValueError."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self._names = {name.lower(): name for name in archive.namelist()}
        self._book = self._parsed(_BOOK)

    def read(self, part: str) -> bytes:
        """The bytes of a part."""
        data = self._archive.read(part)
        if data[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\0" in data[:100]:
            raise ValueError(phrase("it is not in UTF-8"))
        return data

    def sheet(self, name: str) -> str:
        """The part that holds a sheet."""
        for sheet in self._book.iter("{*}sheet"):
            if sheet.get("name") == name:
                for part in self._parts_of(sheet):
                    return part
        raise ValueError(phrase("a sheet is missing"))

    def must_be_apart(self) -> None:
        """Raise ValueError if two sheets are one part: a short list of sheets could have a long part read for days."""
        parts = [part for sheet in self._book.iter("{*}sheet") for part in self._parts_of(sheet)]
        if len({*parts}) < len(parts):
            raise ValueError(phrase("two of its sheets are one"))

    def _parts_of(self, sheet: etree._Element) -> list[str]:
        """The parts that a sheet in the list of sheets leads to: one, unless the workbook is damaged."""
        named = [value for key, value in sheet.attrib.items() if str(key).endswith("}id")]
        return [part for each in named for part in self._targets.get(str(each), ())]

    @cached_property
    def _targets(self) -> dict[str, list[str]]:
        """The parts that there are, by the id of each relation of the workbook to them."""
        found: dict[str, list[str]] = {}
        for relation in self._parsed("xl/_rels/workbook.xml.rels").iter("{*}Relationship"):
            target = posixpath.normpath(posixpath.join("/xl", relation.get("Target", ""))).lstrip("/")
            if target.lower() in self._names:
                found.setdefault(relation.get("Id", ""), []).append(self._names[target.lower()])
        return found

    def is_recalculated(self) -> bool:
        """Whether every formula is to be calculated when the workbook is opened, so its stored results are made up."""
        return any(each.get("fullCalcOnLoad") in ("1", "true") for each in self._book.iter("{*}calcPr"))

    def looks(self) -> list[Look]:
        """What the format of each style does, by the style's number."""
        if "xl/styles.xml" not in self._names:
            return []
        styles = self._parsed("xl/styles.xml")
        codes = {each.get("numFmtId"): each.get("formatCode", "") for each in styles.iter("{*}numFmt")}
        looks: dict[str, Look] = {}
        found = []
        for formats in styles.iterchildren("{*}cellXfs"):
            for each in formats.iterchildren("{*}xf"):
                number = each.get("numFmtId", "0")
                if number not in looks:
                    looks[number] = look_of(int(number), codes.get(number))
                found.append(looks[number])
        return found

    def _parsed(self, name: str) -> etree._Element:
        """The XML of a part, without its entities."""
        part = self._names.get(name)
        data = self._archive.read(part) if part else b""
        if len(data) > _LARGEST_PARSED:
            raise ValueError(phrase("%(part)s is too large", part=name))
        parser = etree.XMLParser(resolve_entities=False, no_network=True)
        try:
            return etree.fromstring(data, parser)
        except etree.XMLSyntaxError as error:
            raise ValueError(str(error)) from None
