"""The bytes of a text file as text, and how they were read."""

import codecs

from elearn.phrases import phrase

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def text_in(data: bytes) -> tuple[str, list[str]] | None:
    """The text of a file with line ends as \\n, and notes for whoever sent it. None if it is no text.

    A file that is not in UTF-8 is read as Windows writes it, and the note says so.
    """
    name = next((name for mark, name in _MARKS if data.startswith(mark)), "utf-8")
    notes = []
    try:
        text = data.decode(name)
    except UnicodeDecodeError:
        if name != "utf-8" or b"\0" in data:
            return None
        text = data.decode("cp1252", "replace")
        notes.append(
            phrase(
                "The file is not in UTF-8, and was read as Windows writes it. Look at letters with accents, and "
                "at dashes and quotation marks."
            )
        )
    if "\0" in text:
        return None
    return text.replace("\r\n", "\n").replace("\r", "\n"), notes


def in_utf8(data: bytes) -> tuple[bytes, list[str]]:
    """The bytes of a CSV file in UTF-8, with notes for whoever sent it if they were not. A workbook stays as it is."""
    text, notes = text_in(data) or ("", [])
    return (text.encode(), notes) if notes else (data, [])
