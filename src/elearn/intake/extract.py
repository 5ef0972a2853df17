"""Turns a file's bytes into paragraphs, in a separate process with limits on time and memory."""

import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import asdict, replace
from itertools import zip_longest
from typing import Any

from elearn import phrases
from elearn.checks import pieces
from elearn.intake.document import Document, Paragraph
from elearn.intake.faults import MAX_CHARACTERS, Unreadable, too_much_text
from elearn.intake.filename import note_on
from elearn.phrases import phrase
from elearn.problems import InputFault, Problem

MAX_BYTES = 40_000_000
SECONDS = 60
MEMORY = 3_000_000_000
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = b"PK\x03\x04"
_REPORT = "report"
_AS_NEW = phrase("Open it in Word, save it again as .docx, and use that.")
_LONGEST = 6_000
"""No report has a longer paragraph or cell. Patterns that scan a longer one many times would take too long."""
_FEWEST_LETTERS = 40
"""A page with fewer letters than this holds a picture or nothing."""
_NAMED = 12
"""How many pages a note names."""


def extract_document(data: bytes, name: str) -> Document:
    """Returns the paragraphs of a PDF or Word file.

    Raises `InputFault`, with a remedy, if it cannot be read.
    """
    try:
        look(data)
    except Unreadable as fault:
        raise _fault(name, fault) from None
    return from_json(in_own_process(data, name), name)


def word_in_own_process(data: bytes, name: str, how: str) -> dict[str, Any]:
    """What a reader of Word files (`how`, as in `sandbox.py`) makes of a file. Raises `InputFault`, with a remedy."""
    try:
        if not data.strip():
            raise Unreadable(phrase("The file is empty."), phrase("Save it as .docx, and use that."))
        if not data.startswith((_ZIP, _OLE)):
            raise Unreadable(phrase("This is not a Word file."), phrase("Save it as .docx, and use that."))
        look(data)
    except Unreadable as fault:
        raise _fault(name, fault) from None
    return in_own_process(data, name, how)


def in_own_process(data: bytes, name: str, how: str = _REPORT) -> dict[str, Any]:
    """What the separate process answers about a file. Raises `InputFault`, with a remedy, if it cannot read it."""
    try:
        answer = _in_own_process(data, how)
    except Unreadable as fault:
        raise _fault(name, fault) from None
    if "fault" in answer:
        raise _fault(name, Unreadable(*map(phrases.from_json, answer["fault"])))
    return answer


def _fault(name: str, fault: Unreadable) -> InputFault:
    return InputFault([Problem(name, 0, 0, "I01", "error", fault.message, fault.remedy)])


def look(data: bytes) -> None:
    """Refuses at once a file that cannot be a report."""
    if not data.strip():
        raise Unreadable(phrase("The file is empty."), phrase("Choose the report again."))
    if len(data) > MAX_BYTES:
        raise Unreadable(
            phrase("The file is larger than %(most)s MB.", most=MAX_BYTES // 1_000_000),
            phrase("Save a copy without its pictures, and use that."),
        )
    if data.startswith(_OLE):
        raise Unreadable(
            phrase("This is a Word file of the old kind (.doc), or one that is locked with a password."),
            phrase("Open it in Word, take out the password, save it as .docx, and use that."),
        )
    if not data.startswith(_ZIP) and b"%PDF-" not in data[:1024]:
        raise Unreadable(
            phrase("This is neither a PDF nor a Word file (.docx)."),
            phrase("Save the report as one of the two."),
        )


def _in_own_process(data: bytes, how: str) -> dict[str, Any]:
    command = [sys.executable, "-m", "elearn.intake.sandbox", how]
    try:
        done = subprocess.run(command, input=data, capture_output=True, timeout=SECONDS, check=False)
    except subprocess.TimeoutExpired:
        message = phrase("The file was not read within %(seconds)s seconds.", seconds=SECONDS)
        remedy = phrase("Print it as a new PDF, and use that.")
        raise Unreadable(message, remedy if how == _REPORT else _AS_NEW) from None
    try:
        answer: dict[str, Any] = json.loads(done.stdout)
    except ValueError:
        if how != _REPORT:
            raise Unreadable(phrase("The Word file is damaged and cannot be opened."), _AS_NEW) from None
        raise Unreadable(
            phrase("The file cannot be read: it is damaged, or asks for more memory than a report does."),
            phrase("Open it, print it as a new PDF, and use that."),
        ) from None
    return answer


def read_document(data: bytes) -> Document:
    """Reads the file in this process, without limits. Raises `Unreadable` if it cannot be read."""
    from elearn.intake.headings import mark_headings

    if data.startswith(_ZIP):
        from elearn.intake.word import read_word

        document = Document("", read_word(data))
        if not document.paragraphs:
            raise Unreadable(
                phrase("There is no text in the Word file."), phrase("Choose the report itself.")
            )
    else:
        document = _read_pdf(data)
    if sum(len(each.text) for each in document.paragraphs) > MAX_CHARACTERS:
        raise too_much_text()
    mark_headings(document.paragraphs)
    document.paragraphs = [piece for each in document.paragraphs for piece in _in_pieces(each)]
    return document


def _in_pieces(paragraph: Paragraph) -> Iterator[Paragraph]:
    """Yields the pieces of a paragraph that is too long, else the paragraph. A long cell goes on in further rows."""
    if not paragraph.cells:
        yield from (replace(paragraph, text=piece.strip()) for _, piece in pieces(paragraph.text, _LONGEST))
    elif max(map(len, paragraph.cells)) <= _LONGEST:
        yield paragraph
    else:
        from elearn.intake.paragraphs import row_paragraph

        columns = [[piece.strip() for _, piece in pieces(cell, _LONGEST)] for cell in paragraph.cells]
        for cells in zip_longest(*columns, fillvalue=""):
            yield row_paragraph(cells, paragraph.table, paragraph.page)


def _read_pdf(data: bytes) -> Document:
    from elearn.intake.layout import in_reading_order
    from elearn.intake.paragraphs import paragraphs_of
    from elearn.intake.pdf import read_pages

    pages = read_pages(data)
    empty = [
        page.number
        for page in pages
        if sum(len(piece.text) for piece in page.pieces) < _FEWEST_LETTERS and page.drawn
    ]
    if not any(page.pieces for page in pages):
        raise Unreadable(
            phrase("There is no text in the PDF: its pages are pictures, as a scanner makes them."),
            phrase(
                "Ask the board for the Word file, or have the text recognised (OCR) and use the PDF "
                "that comes of it."
            ),
        )
    notes = [_note_on(empty)] if empty else []
    return Document("", paragraphs_of(in_reading_order(pages)), len(pages), notes)


def _note_on(empty: list[int]) -> str:
    pages = ", ".join(str(number) for number in empty[:_NAMED])
    if len(empty) > _NAMED:
        return phrase(
            "These pages hold pictures and hardly any text, so nothing was read from them: %(pages)s and others.",
            pages=pages,
        )
    return phrase(
        "These pages hold pictures and hardly any text, so nothing was read from them: %(pages)s.",
        pages=pages,
    )


def as_json(document: Document) -> str:
    """Returns the document as the JSON that the separate process answers with."""
    paragraphs = [asdict(paragraph) for paragraph in document.paragraphs]
    notes = [phrases.as_json(note) for note in document.notes]
    return json.dumps({"paragraphs": paragraphs, "pages": document.pages, "notes": notes})


def from_json(answer: dict[str, Any], name: str) -> Document:
    """Returns the document called `name` from what `as_json` made of it."""
    paragraphs = [Paragraph(**{**each, "cells": tuple(each["cells"])}) for each in answer["paragraphs"]]
    notes = [phrases.from_json(note) for note in answer["notes"]]
    return Document(name, paragraphs, answer["pages"], [*notes, *note_on(name, paragraphs)])
