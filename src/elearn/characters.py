"""Characters that nobody sees, and letters that look like others: so that two texts that print alike compare alike.

Spreadsheets, web pages and phones put such characters into addresses, numbers and names. Without this a person whose
address was copied from a web page would be there twice.
"""

import re
import unicodedata
from typing import Final, NamedTuple

INVISIBLE: Final = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\ufe00-\ufe0f\ufeff\ufff0-\ufffb\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
"""Characters that nobody sees, as the inside of a character class."""
SPACES: Final = "\u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u2800\u3000\u3164\uffa0"
"""Odd spaces, and fillers that print as wide as a space: removing them would join two words."""


def _each(ranges: str) -> list[int]:
    """The code points of ranges such as `a-cx`."""
    found: list[int] = []
    for first, last in re.findall(r"(.)(?:-(.))?", ranges, re.DOTALL):
        found += range(ord(first), ord(last or first) + 1)
    return found


_PLAIN: Final = (
    dict.fromkeys(_each(INVISIBLE))
    | dict.fromkeys(_each(SPACES), " ")
    | {wide: chr(wide - 0xFEE0) for wide in range(0xFF01, 0xFF5F)}  # the full-width forms of ASCII
)

_LOOK_ALIKE: Final = {
    character: (script, latin)
    for script, others, latins in (
        (
            "Cyrillic",
            "аеорсухіјѕһԁԛԝүӏкАВЕКМНОРСТУХІЈЅҺԀԚԜҮӀ",
            "aeopcyxijshdqwylkABEKMHOPCTYXIJShdQWYI",
        ),
        (
            "Greek",
            "αονρυικχγετηωϲϳΑΒΕΖΗΙΚΜΝΟΡΤΥΧϹͿ",
            "aovpuikxyetnwcjABEZHIKMNOPTYXCJ",
        ),
        ("Armenian", "օսհոցզՕՍՏԼ", "ouhngqOUSL"),
        ("phonetic", "ɑɡɩ", "agi"),
    )
    for character, latin in zip(others, latins, strict=True)
}
_WORD: Final = re.compile(r"[^\W_]+")
_SAME_IN_NUMBERS: Final = str.maketrans("oil", "011")


class LookAlike(NamedTuple):
    """A letter of another script. It looks like the letter `latin`. `place` counts from 1."""

    character: str
    script: str
    latin: str
    place: int


def plain(text: str) -> str:
    """A text without characters that nobody sees, with ordinary spaces, and with no space at its ends.

    Full-width letters and digits become ordinary ones. Letters with accents are composed (NFC).
    """
    if text.isascii():
        return text.strip()
    return unicodedata.normalize("NFC", text.translate(_PLAIN)).strip()


def address(text: str) -> str:
    """An e-mail address for comparing. Two addresses that give the same text are one."""
    if text.isascii():
        return text.strip().lower()
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", plain(text)).casefold()).strip()


def look_alikes(text: str) -> list[LookAlike]:
    """The letters of other scripts that look like Latin ones, where a reader would take them for Latin.

    That is so in a word that also has Latin letters, and in a word of such letters alone. A word of another script
    that does not look Latin is as it should be, and so is a text that is wholly of another script.
    """
    if text.isascii():
        return []
    words = [(found[0], found.start()) for found in _WORD.finditer(text)]
    letters = [letter for word, _ in words for letter in word if letter.isalpha()]
    is_foreign = not any(map(_is_latin, letters)) and not all(letter in _LOOK_ALIKE for letter in letters)
    return [
        LookAlike(letter, *_LOOK_ALIKE[letter], start + index + 1)
        for word, start in words
        if not is_foreign and _looks_latin(word)
        for index, letter in enumerate(word)
        if letter in _LOOK_ALIKE
    ]


def prints_alike(text: str) -> list[tuple[str, str, int]]:
    """Characters that are another way to write ordinary ones, such as “ﬁ” for “fi”.

    Each comes with the ordinary ones and its place, which counts from 1.
    """
    if text.isascii():
        return []
    folded = ((each, unicodedata.normalize("NFKC", each)) for each in text)
    return [(each, same, place) for place, (each, same) in enumerate(folded, 1) if same != each]


def skeleton(number: str) -> str:
    """What is left of a staff number without what spreadsheets and people change: case, leading zeros, O for 0, I or l
    for 1. Use it to suggest a number, never to find who has it.
    """
    return unicodedata.normalize("NFKC", plain(number)).casefold().translate(_SAME_IN_NUMBERS).lstrip("0")


def _looks_latin(word: str) -> bool:
    return any(map(_is_latin, word)) or all(letter in _LOOK_ALIKE or not letter.isalpha() for letter in word)


def _is_latin(letter: str) -> bool:
    if letter.isascii():
        return letter.isalpha()
    return letter not in _LOOK_ALIKE and unicodedata.name(letter, "").startswith("LATIN ")
