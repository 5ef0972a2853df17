"""Finds out how a text file is encoded. If it may be Windows or Mac, the sender is asked."""

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from elearn.phrases import phrase
from elearn.tracker.imports.questions import Answers, Choice, Question
from elearn.tracker.imports.reading.faults import fault

_PART: Final = 1 << 20
_ASCII: Final = bytes(range(128))
_NAMES: Final = {"cp1252": "Windows-1252", "mac_roman": "Mac Roman"}
_SYSTEMS: Final = {"cp1252": "Windows", "mac_roman": "Mac"}
_WORD: Final = re.compile(rb"[^\s,;|\"<>]{0,30}[\x80-\xff][^\s,;|\"<>]{0,30}")
_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SAMPLES: Final = 3
_WORDS_LOOKED_AT: Final = 1_000


@dataclass(frozen=True, slots=True)
class Encoding:
    """What Python calls the encoding, with notes for the sender and questions that they have not answered."""

    name: str
    notes: list[str] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)


def find_encoding(data: bytes, filename: str, answers: Answers, declared: str = "") -> Encoding:
    """How a text file is encoded: UTF-8, UTF-16, or else what the file itself says (`declared`), or Windows or Mac.

    Raises InputFault if it is no text file.
    """
    marked = next((name for mark, name in _MARKS if data.startswith(mark)), "")
    for name in [marked] if marked else [_unmarked_utf_16(data), declared, "utf-8"]:
        if name and _can_decode(data, name):
            return Encoding(name)
    if b"\0" in data or marked:
        message = phrase("This is not a CSV file or a workbook.")
        raise fault(filename, 0, "encoding", message, phrase("Save it as CSV UTF-8 or XLSX."))
    return _of_one_byte(data, answers)


def _of_one_byte(data: bytes, answers: Answers) -> Encoding:
    """Windows-1252 or Mac Roman. Mac Roman gives every byte a meaning, and Windows-1252 nearly every one."""
    used = bytes(set(data.translate(None, _ASCII)))
    if not _can_decode(used, "cp1252"):
        return Encoding("mac_roman", [_note("mac_roman")])
    if used.decode("cp1252") == used.decode("mac_roman"):
        return Encoding("cp1252", [_note("cp1252")])
    samples = _samples(data)
    question = Question(
        "encoding",
        phrase("Was this file saved on Windows or on a Mac?"),
        tuple(
            Choice(
                name,
                f"{system}: {', '.join(' '.join(sample.decode(name).split()) for sample in samples)}",
                to_keep=system,
            )
            for name, system in _SYSTEMS.items()
        ),
        phrase(
            "The file is not in UTF-8, so letters with accents can be read in two ways. Choose the one that is right."
        ),
    )
    given = question.answer(answers)
    name = given or "cp1252"
    return Encoding(name, [_note(name)], [] if given else [question])


def _samples(data: bytes) -> list[bytes]:
    """Up to three words that the two encodings read differently."""
    found: dict[bytes, None] = {}
    for count, match in enumerate(_WORD.finditer(data)):
        word = match[0].strip()
        try:
            differs = word.decode("cp1252") != word.decode("mac_roman")
        except UnicodeDecodeError:
            continue
        if differs:
            found[word] = None
        if len(found) == _SAMPLES or (found and count > _WORDS_LOOKED_AT):
            break
    return list(found)


def _note(name: str) -> str:
    return phrase(
        "The file is not in UTF-8; it was read as %(encoding)s. Check names with accents before you apply it.",
        encoding=_NAMES[name],
    )


def _unmarked_utf_16(data: bytes) -> str:
    """The name of UTF-16 if nearly every other byte of the file's start is zero, or else an empty text."""
    start = data[:2_000]
    even, odd = start[::2].count(0), start[1::2].count(0)
    if len(start) < 4 or len(data) % 2:
        return ""
    enough = len(start) // 4
    if odd > enough and not even:
        return "utf-16-le"
    return "utf-16-be" if even > enough and not odd else ""


def _can_decode(data: bytes, name: str) -> bool:
    """Whether the whole file can be decoded, and holds no zero character. It is decoded a part at a time."""
    try:
        return not any("\0" in part for part in codecs.iterdecode(_parts(data), name))
    except (UnicodeError, LookupError, AttributeError):
        return False


def _parts(data: bytes) -> Iterator[bytes]:
    return (data[start : start + _PART] for start in range(0, len(data), _PART))
