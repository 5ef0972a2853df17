"""Changes texts by lines, words and characters, and tables by rows, columns and cells. Bytes that are no text stay."""

import re
from collections.abc import Sequence
from random import Random
from typing import Final

ODD: Final = (
    "\0", "\ufeff", "\u200b", "\u00a0", "\u2028", "\u0085", "\x0b", "\x0c", "\x1b", "\x1f", "\r", "\r\n", "\t",
    "\u202e", "e\u0301", "\u0301" * 40, "İ", "ß", "ŵ", "א", "🙂", "\U0010ffff", "\udcff", "\udc80", "１", "٣", "²",
)  # fmt: skip
"""Characters that break what was not written with them in mind. Surrogates stand for bytes that are no UTF-8."""
NUMBERS: Final = (
    "0", "-0", "-1", "1", "2", "255", "256", "65536", "2147483648", "9223372036854775808", "1e308", "1e999", "NaN",
    "inf", "-inf", "0.1", "1_0", "0x10", "٣", "1" * 400, "9" * 5000,
)  # fmt: skip
MARKUP: Final = (
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "javascript:alert(1)", "\"><svg onload=alert(1)>",
    "&lt;", "&#0;", "&#x1F600;", "<!--", "-->", "]]>", "'", '"', "\\", "%00", "../", "=1+1", "@SUM(1)", "{{7*7}}", "%s",
)  # fmt: skip
ENCODINGS: Final = ("utf-16", "utf-16-le", "utf-8-sig", "cp1252", "mac_roman", "utf-32", "latin-1", "utf-7")
_WORD: Final = re.compile(r"\w+|[^\w\s]")
_NUMBER: Final = re.compile(r"\d+")
_SEPARATORS: Final = ",;\t|"


def decoded(data: bytes) -> str:
    """The bytes as text. `encoded` gives back the same bytes."""
    return data.decode("utf-8", "surrogateescape")


def encoded(text: str) -> bytes:
    """The text as bytes."""
    try:
        return text.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        return text.encode("utf-8", "surrogatepass")


def text_changed(data: bytes, other: bytes, words: Sequence[bytes], random: Random) -> bytes:
    """A text with some lines, words or characters changed."""
    text = decoded(data)
    change = random.choice((_lines_changed, _lines_changed, _word_changed, _word_changed, _piece_changed))
    return encoded(change(text, decoded(other), [decoded(word) for word in words], random))


def table_changed(data: bytes, other: bytes, words: Sequence[bytes], random: Random) -> bytes:
    """A file of separated values with some cells, rows, columns, its separator or its encoding changed."""
    what = random.random()
    if what < 0.35:
        return text_changed(data, other, words, random)
    if what < 0.4:
        return decoded(data).encode(random.choice(ENCODINGS), "replace")
    text = decoded(data)
    separator = max(_SEPARATORS, key=text.count)
    rows = [line.split(separator) for line in text.splitlines()] or [[""]]
    if what < 0.45:
        return encoded("\n".join(random.choice(_SEPARATORS).join(row) for row in rows))
    if what < 0.7:
        _cell_changed(rows, decoded(other), [decoded(word) for word in words], random)
    elif what < 0.85:
        _column_changed(rows, random)
    else:
        row = random.choice(rows)
        rows.insert(
            random.randrange(len(rows) + 1),
            row[: random.randrange(len(row) + 1)] if random.random() < 0.3 else row,
        )
    return encoded("\n".join(separator.join(row) for row in rows))


def _cell_changed(rows: list[list[str]], other: str, words: list[str], random: Random) -> None:
    row = random.choice(rows)
    if not row:
        return
    place = random.randrange(len(row))
    there = random.choice(random.choice(rows) or [""])
    cell = row[place]
    row[place] = random.choice(
        (
            there,
            "",
            _nasty(words, random),
            cell + _nasty(words, random),
            f'"{cell}"',
            f'"{cell}\n{there}"',
            f'"{cell}',
            f" {cell} ",
            cell.upper(),
            _NUMBER.sub(lambda _: random.choice(NUMBERS), cell),
            cell * random.choice((2, 100)),
        )
    )


def _column_changed(rows: list[list[str]], random: Random) -> None:
    width = max(len(row) for row in rows)
    first, second = random.randrange(width), random.randrange(width)
    what = random.randrange(4)
    for row in rows:
        if max(first, second) >= len(row):
            continue
        if what == 0:
            row[first], row[second] = row[second], row[first]
        elif what == 1:
            del row[first]
        elif what == 2:
            row.insert(second, row[first])
        else:
            row[first] = row[second]


def _lines_changed(text: str, other: str, words: list[str], random: Random) -> str:
    lines = text.splitlines(keepends=True) or [""]
    start = random.randrange(len(lines))
    end = start + random.choice((1, 1, 2, 5))
    part = lines[start:end]
    place = random.randrange(len(lines) + 1)
    what = random.randrange(6)
    if what == 0:
        del lines[start:end]
    elif what == 1:
        lines[place:place] = part * random.choice((1, 1, 2, 40))
    elif what == 2:
        del lines[start:end]
        lines[place:place] = part
    elif what == 3:
        lines.insert(place, _nasty(words, random) + random.choice(("\n", "")))
    elif what == 4:
        theirs = other.splitlines(keepends=True) or [""]
        first = random.randrange(len(theirs))
        lines[place:place] = theirs[first : first + random.choice((1, 3, 10))]
    else:
        lines[start] = random.choice(("  ", "\t", "- ", "> ", "    ")) + lines[start]
    return "".join(lines)


def _word_changed(text: str, other: str, words: list[str], random: Random) -> str:
    found = [match.span() for match in _WORD.finditer(text[:20_000])]
    if not found:
        return text + _nasty(words, random)
    start, end = random.choice(found)
    word = text[start:end]
    if word.isdigit() and random.random() < 0.7:
        return text[:start] + random.choice(NUMBERS) + text[end:]
    theirs = _WORD.findall(other[:20_000]) or [""]
    new = random.choice(
        ("", word * 2, word.upper(), _nasty(words, random), random.choice(theirs), word[::-1])
    )
    return text[:start] + new + text[end:]


def _piece_changed(text: str, other: str, words: list[str], random: Random) -> str:
    """Doubles a piece many times, as regular expressions dislike, or puts something odd in its place."""
    start = random.randrange(len(text) + 1)
    end = start + random.choice((1, 1, 2, 3, 8))
    piece = text[start:end]
    times = random.choice((2, 3, 30, 300, 3_000))
    new = random.choice((piece * times, _nasty(words, random), piece + _nasty(words, random), ""))
    return text[:start] + new[:20_000] + text[end:]


def _nasty(words: list[str], random: Random) -> str:
    return random.choice((*words, *words, *ODD, *NUMBERS, *MARKUP) if random.random() < 0.7 else words or ODD)
