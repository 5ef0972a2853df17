"""Hundreds of patterns that are looked for at once.

An alternation of hundreds of patterns is slow, because each is tried at each word. Here only those are tried that
have all their words in the sentence (see `covers`), so that a list may grow without making the check slower.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from types import MappingProxyType
from typing import Generic, NamedTuple, TypeVar

from elearn.checks.cover_walk import Cover
from elearn.checks.covers import Parts, covers
from elearn.checks.lists import words
from elearn.checks.wording import FIRST_LETTERS, Sentence, sentences
from elearn.patterns import late

_Meaning = TypeVar("_Meaning")


class _Needed(NamedTuple):
    """A cover, parted into whole words and beginnings of words."""

    whole: frozenset[str]
    begun: tuple[str, ...]
    first_letters: frozenset[str]

    @classmethod
    def of(cls, cover: Cover) -> "_Needed":
        begun = tuple(sorted(each[:-1] for each in cover if each.endswith("*")))
        whole = frozenset(each for each in cover if not each.endswith("*"))
        return cls(whole, begun, frozenset(each[:FIRST_LETTERS] for each in begun))

    def is_in(self, sentence: Sentence) -> bool:
        if not self.whole.isdisjoint(sentence.words):
            return True
        if self.first_letters.isdisjoint(sentence.beginnings):
            return False
        for each in self.begun:  # noqa: SIM110 - it runs for each pattern
            if _begins(sentence, each):
                return True
        return False


def _begins(sentence: Sentence, beginning: str) -> bool:
    """Whether a word of the sentence begins with it."""
    for word in sentence.beginnings.get(beginning[:FIRST_LETTERS], ()):  # noqa: SIM110 - it runs for each word
        if word.startswith(beginning):
            return True
    return False


class Wordings(Generic[_Meaning]):
    """Patterns in lower case, each with what it means to the rule."""

    def __init__(
        self, patterns: Iterable[tuple[str, _Meaning]], parts: Mapping[str, str] = MappingProxyType({})
    ) -> None:
        """`parts` are what the patterns have in common, by the names that stand for them (see `Parts`).

        Raises `re.error` at the first use if a pattern is wrong.
        """
        self._patterns = tuple(patterns)
        self._parts = Parts(parts)

    def in_sentence(self, small: str, sentence: Sentence) -> Iterator[tuple[re.Match[str], _Meaning]]:
        """The matches in a sentence of a text in lower case, pattern by pattern. Those of two patterns may overlap."""
        for number in self._index.possible(sentence):
            for found in self._compiled[number].finditer(small, sentence.start, sentence.end):
                yield found, self._patterns[number][1]

    def in_text(self, small: str) -> Iterator[tuple[re.Match[str], _Meaning]]:
        """The matches in all sentences of a text in lower case."""
        for sentence in sentences(small):
            yield from self.in_sentence(small, sentence)

    @cached_property
    def _compiled(self) -> Sequence[re.Pattern[str]]:
        return [late(self._parts.filled_in(each)) for each, _ in self._patterns]

    @cached_property
    def _index(self) -> "_Index":
        return _Index([covers(each, self._parts) for each, _ in self._patterns])


class _Index:
    """Which patterns may match, by the rarest words that they need."""

    def __init__(self, all_covers: Sequence[Sequence[Cover]]) -> None:
        self._always: list[int] = []
        self._whole: dict[str, list[int]] = {}
        self._begun: dict[str, list[tuple[str, int]]] = {}
        self._others: list[list[_Needed]] = []
        for number, needed in enumerate(all_covers):
            each = [_Needed.of(cover) for cover in sorted(needed, key=_commonness)]
            self._others.append(each[1:])
            if not each:
                self._always.append(number)
                continue
            for word in each[0].whole:
                self._whole.setdefault(word, []).append(number)
            for begun in each[0].begun:
                self._begun.setdefault(begun[:FIRST_LETTERS], []).append((begun, number))

    def possible(self, sentence: Sentence) -> list[int]:
        """The numbers of the patterns that have a word of each of their covers in the sentence, in order."""
        found = set(self._always)
        for word in sentence.words & self._whole.keys():
            found.update(self._whole[word])
        for letters in sentence.beginnings.keys() & self._begun.keys():
            for begun, number in self._begun[letters]:
                if number not in found and _begins(sentence, begun):
                    found.add(number)
        possible = [number for number in found if self._is_possible(number, sentence)]
        possible.sort()
        return possible

    def _is_possible(self, number: int, sentence: Sentence) -> bool:
        """Whether the sentence has a word of each other cover."""
        for needed in self._others[number]:  # noqa: SIM110 - it runs for each pattern
            if not needed.is_in(sentence):
                return False
        return True


_EVERYWHERE = words("rules/common-words", "everywhere")
_OFTEN = words("rules/common-words", "often")


def _commonness(cover: Cover) -> int:
    """How many sentences are likely to have a word of the cover, beside one with a single rare word."""
    stems = [each.rstrip("*") for each in cover]
    return sum(200 if each in _EVERYWHERE else 20 if each in _OFTEN else 1 for each in stems)
