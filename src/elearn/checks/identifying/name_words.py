"""The words of a text, and what each may be: a name, a word that is also a name, or neither.

`names` decides.
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from elearn.checks.identifying.lexicon import (
    british_villages,
    folded,
    given_names,
    is_name_only,
    is_ordinary,
    names_that_are_places,
    names_that_are_words,
    words_that_are_names,
)
from elearn.patterns import late

_WORD = late(r"[^\W\d_](?:[^\W_]|[’'-](?=\w))*[^\W_]|[^\W\d_]")
_OPENERS = '.!?:;“"‘(–—|/•[…'
_SHORT = frozenset(("jo", "mo", "ed", "li", "ty", "bo", "di", "ng", "wu", "xu", "yu"))
"""Names of two letters that are not also words."""


_NO_LETTERS = frozenset(("A", "I", "GP", "UK", "HV", "SW", "IT", "HR", "TV", "PE", "EU", "US"))


class Word(NamedTuple):
    """A word and its place. `sort` is name, both, place (also a place), weak (rarely a name) or plain."""

    start: int
    end: int
    text: str
    sort: str


class WordedText(NamedTuple):
    """A text with its words. `loud` are the places of its lines in capitals."""

    text: str
    words: Sequence[Word]
    loud: Sequence[tuple[int, int]]

    def follows(self, index: int) -> Word | None:
        """The word after the one at `index`, if only a space is between them."""
        if index + 1 < len(self.words):
            word = self.words[index + 1]
            if self.text[self.words[index].end : word.start] in (" ", "\n"):
                return word
        return None

    def precedes(self, index: int) -> str:
        """The word before the one at `index`, in lower case. It is "" if a sentence ends between them."""
        if index and self.text[self.words[index - 1].end : self.words[index].start].strip(" \n,(“\"‘'") == "":
            return self.words[index - 1].text.lower()
        return ""

    def is_first(self, index: int) -> bool:
        """Whether a word is the first of a sentence, a list item or a quotation."""
        start = self.words[index].start
        before = self.text[max(0, start - 80) : start].rstrip(" \t*_")
        if not before or before[-1] in _OPENERS:
            return True
        if before[-1] == "\n":
            indented = self.text[start - 1] in " \t"
            return indented or before.endswith("\n\n") or before.rstrip()[-1:] in (*_OPENERS, "")
        return before[-1] in "-'’" and (len(before) < 2 or before[-2] in " \n")


@lru_cache(maxsize=20_000)
def _may_be_name(word: str) -> bool:
    """Whether a word may be a name in any context. Most words may not."""
    return _sort(word) not in (("plain",) if word[0].isupper() else ("plain", "both", "place", "weak"))


@lru_cache(maxsize=20_000)
def _sort(word: str) -> str:
    """What a word may be, in any context."""
    fold = folded(word)
    if len(fold) < 3 and word.isascii():
        return "name" if fold in _SHORT and word[0].isupper() and not word.isupper() else "plain"
    if fold in names_that_are_words():
        return "both"
    if fold in names_that_are_places():
        return "place"
    if "-" in fold:
        return _hyphened(word, fold)
    if fold in words_that_are_names():
        return "weak"
    if word[0].islower() and (fold not in given_names() or not word.islower()):
        # Most words, so this is asked first.
        return "plain"
    if is_ordinary(fold) or any(each.isdigit() for each in word):
        return "plain"
    if word[0].islower():
        return "name" if is_name_only(fold) and word.islower() else "plain"
    if fold in british_villages() and fold not in given_names():
        return "place"
    if any(each.isupper() for each in word[1:]) and not word.isupper():
        return "name" if re.match(r"(?:Ma?c|O[’']|D[’']|Fitz|De|Di|Le|La|Van|Al)[A-Z]", word) else "plain"
    return "name"


def _hyphened(word: str, fold: str) -> str:
    if word[0].islower() or is_ordinary(fold) or is_ordinary(fold.replace("-", "")):
        return "plain"
    parts = [part for part in word.split("-") if len(part) > 1]
    if len(parts) < 2 or not all(part[0].isupper() for part in parts):
        return "plain"
    sorts = {_sort(part) for part in parts}
    return "name" if "name" in sorts or sorts <= {"both"} else "plain"


def _loud(text: str) -> list[tuple[int, int]]:
    """The places of lines in capitals, which some records have."""
    found: list[tuple[int, int]] = []
    start = 0
    for line in text.split("\n"):
        if sum(map(str.isupper, line)) > sum(map(str.islower, line)):
            words = re.findall(r"[^\W\d_]{2,}", line)
            if len(words) > 3 and sum(word.isupper() for word in words) > 0.7 * len(words):
                found.append((start, start + len(line)))
        start += len(line) + 1
    return found


@lru_cache(maxsize=4)
def words_of(text: str) -> Sequence[str]:
    """The words of a text, in order."""
    return _WORD.findall(text)


@lru_cache(maxsize=4)
def different_words(text: str) -> frozenset[str]:
    """The words of a text, each once. To ask whether a word is in it is quicker than a pattern that needs the word."""
    return frozenset(words_of(text))


@lru_cache(maxsize=4)
def has_letters(text: str) -> bool:
    """Whether a text has one or two capitals that stand alone, and may be somebody’s initials."""
    return any(
        (len(word) < 3 or (len(word) == 3 and word[2].isdigit()))
        and word.isupper()
        and word not in _NO_LETTERS
        for word in different_words(text)
    )


def worded_text(text: str) -> WordedText | None:
    """The words of a text, or None if none of them can be a name."""
    found = words_of(text)
    if not any(map(_may_be_name, found)):
        return None
    words, end = [], 0
    for word in found:
        # Searching for each word is quicker than matching the pattern once more.
        start = text.index(word, end)
        end = start + len(word)
        words.append(Word(start, end, word, _sort(word)))
    return WordedText(text, words, _loud(text))
