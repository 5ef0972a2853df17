"""Reads a file of questions: finds out which format it has, and what is in it twice."""

import io
import re
import zipfile
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from elearn.authoring.questions.aiken import has_answer_lines, read_aiken
from elearn.authoring.questions.columns import KIND, QUESTION, known_titles, plain
from elearn.authoring.questions.gift import read_gift
from elearn.authoring.questions.model import MOST_BYTES, MOST_TEXT, Format, Item, Questions
from elearn.authoring.questions.moodle import NotMoodle, read_moodle
from elearn.authoring.questions.sheet import read_sheet
from elearn.authoring.questions.texts import text_in
from elearn.content.text import one_line
from elearn.phrases import phrase
from elearn.problems import InputFault, Problem

FORMATS: Mapping[Format, str] = {
    "gift": "GIFT",
    "moodle": "Moodle XML",
    "aiken": "Aiken",
    "sheet": phrase("Spreadsheet"),
}
"""The formats that are read, with their names. Three are the same in every language."""
_ZIP, _OLD, _PACKED = b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"\x1f\x8b"
_OURS = phrase("Bring in a file in GIFT, Moodle XML or Aiken, or fill in our spreadsheet.")
_BRACES = re.compile(r"(?<!\\)\{[^{}]*(?<!\\)\}", re.DOTALL)


def read_questions(data: bytes, filename: str, form: Format | None = None) -> Questions:
    """The questions of a file. `form` is its format, None if we should find out.

    Raises InputFault if the file cannot be read, or has no questions.
    """
    if len(data) > MOST_BYTES:
        message = phrase("The file is larger than %(most)s MB.", most=MOST_BYTES // 1_000_000)
        raise _fault(filename, message, phrase("Leave pictures out of it, or send it in parts."))
    if not data.strip():
        raise _fault(filename, phrase("The file is empty."), _OURS)
    found = _read(data, filename, form)
    if not found.items:
        raise _fault(filename, phrase("There is no question in this file."), _OURS)
    return replace(found, items=_once(found.items))


def _fault(filename: str, message: str, remedy: str) -> InputFault:
    return InputFault([Problem(filename, 0, 0, "questions", "error", message, remedy)])


def _read(data: bytes, filename: str, form: Format | None) -> Questions:
    notes: list[str] = []
    form = form or _binary_format(data, filename)
    if form == "sheet":
        return read_sheet(data, filename, notes)
    if form == "moodle":
        return _moodle(data, filename, notes)
    if len(data) > MOST_TEXT and b"<" not in data[:20]:
        message = phrase("The file is larger than %(most)s MB.", most=MOST_TEXT // 1_000_000)
        raise _fault(filename, message, phrase("Send it in parts."))
    decoded = text_in(data)
    if decoded is None:
        raise _fault(filename, phrase("This is no text file, so it cannot be GIFT or Aiken."), _OURS)
    text, told = decoded
    form = form or _text_format(text, filename, notes)
    if form == "sheet":
        return read_sheet(data, filename, notes)
    if form == "moodle":
        return _moodle(data, filename, notes)
    return (read_aiken if form == "aiken" else read_gift)(text, [*told, *notes])


def _moodle(data: bytes, filename: str, notes: list[str]) -> Questions:
    try:
        return read_moodle(data, notes)
    except NotMoodle as other:
        name = str(other)
        message = (
            phrase("This XML is no question bank of Moodle: it begins with <%(name)s>.", name=name[:60])
            if name
            else phrase("This XML cannot be read: it is damaged, or it has a document type of its own.")
        )
        remedy = phrase("In Moodle, open the question bank, choose Export, then “Moodle XML format”.")
        raise _fault(filename, message, remedy) from other


def _binary_format(data: bytes, filename: str) -> Format | None:
    """The format of a file that is no mere text. Raises InputFault for what we know and do not read."""
    if data.startswith(_PACKED):
        message = phrase("This is a backup or another packed file, not a file of questions.")
        remedy = phrase("In Moodle, open the question bank, choose Export, then “Moodle XML format”.")
        raise _fault(filename, message, remedy)
    if data.startswith(_ZIP):
        names = _names(data)
        if any(each.startswith("word/") for each in names):
            message = phrase("This is a Word file.")
            remedy = phrase(
                "To bring in its text, choose “Bring in pages from Word”. Questions come from other files."
            )
            raise _fault(filename, message, remedy)
        if "imsmanifest.xml" in names:
            message = phrase(
                "This is a package (SCORM, QTI or Common Cartridge), which we cannot take apart."
            )
            raise _fault(filename, message, _OURS)
        return "sheet"
    return "sheet" if data.startswith(_OLD) else None


def _names(data: bytes) -> list[str]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            return packed.namelist()[:2_000]
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, EOFError):
        return []


def _text_format(text: str, filename: str, notes: list[str]) -> Format:
    """The format of a text. If it may be two, the first is taken, and the notes say so. Raises InputFault."""
    start = text.lstrip("\ufeff \t\n")[:200].lower()
    if re.match(r"<(\?xml|quiz|!--|!doctype quiz)", start):
        return "moodle"
    if start.startswith(("<html", "<table", "<!doctype html")) or _has_our_columns(text):
        return "sheet"
    is_gift, is_aiken = (
        bool(_BRACES.search(text) or re.search(r"^::", text, re.MULTILINE)),
        has_answer_lines(text),
    )
    if is_gift and is_aiken:
        notes.append(
            phrase(
                "The file looks like GIFT and like Aiken. It was read as GIFT; choose Aiken if that is wrong."
            )
        )
    if is_gift or is_aiken:
        return "gift" if is_gift else "aiken"
    raise _fault(
        filename, phrase("We do not know this format: there are no questions as we know them."), _OURS
    )


def _has_our_columns(text: str) -> bool:
    for each in text.lstrip("\ufeff").split("\n")[:20]:
        cells = [known_titles().get(plain(cell.strip('"'))) for cell in re.split(r"[,;\t|]", each)]
        if {KIND, QUESTION} <= {cell[0] for cell in cells if cell}:
            return True
    return False


def _once(items: tuple[Item, ...]) -> tuple[Item, ...]:
    """The items, of which those that say what an earlier one says are not offered."""
    first: dict[Any, int] = {}
    made = []
    for item in items:
        said = sign_of(item.values) if item.kind else None
        if said is not None and first.setdefault(said, item.number) != item.number:
            says = phrase("It says the same as question %(number)s of this file.", number=first[said])
            item = replace(item, offered=False, lost=(*item.lost, says))
        made.append(item)
    return tuple(made)


def sign_of(values: Mapping[str, Any]) -> Any:
    """What two questions have in common that ask the same and offer the same answers."""
    rows = [
        row
        for value in values.values()
        if isinstance(value, list)
        for row in value
        if isinstance(row, Mapping)
    ]
    texts = [
        one_line(str(row.get(name) or "")).casefold() for row in rows for name in ("text", "source", "target")
    ]
    return one_line(str(values.get("stem", ""))).casefold(), tuple(sorted(filter(None, texts)))
