"""Which words are ordinary, which are names, and which are both. A list is read when it is first needed.

The build hook makes the long lists (`vendor/words`). Our own are in `lists/`. All words are in lower
case.
"""

import unicodedata
from functools import cache, lru_cache

from elearn.assets import asset
from elearn.checks.lists import pairs, phrases, words
from elearn.patterns import late

_ENDINGS = pairs("identifying/endings", "endings")
_OF_MEDICINE = tuple(words("identifying/endings", "of-medicine"))
_BEGINNINGS = phrases("identifying/endings", "beginnings")


_CONTRACTED = late("(?:n['’]t|['’](?:s|ll|m|d|ve|re)?)$")


def folded(word: str) -> str:
    """The word in lower case, without accents and without an ending like “’s” or “n’t”."""
    lower = _CONTRACTED.sub("", word.lower()) if "'" in word or "’" in word else word.lower()
    if lower.isascii():
        return lower
    return "".join(each for each in unicodedata.normalize("NFD", lower) if not unicodedata.combining(each))


@cache
def given_names() -> frozenset[str]:
    """Given names of many languages, folded."""
    names = asset("words/names.txt").decode().split("\n")
    # They are in lower case, so only those with accents or signs are changed.
    return frozenset(name if name.isascii() and name.isalpha() else folded(name) for name in names)


class SortedWords:
    """The words of a sorted file, one on each line, which are searched where they are.

    A set of 80,000 words takes longer to make than it takes to look up all words of a course in the file.
    """

    def __init__(self, content: bytes) -> None:
        self._content = content

    def __contains__(self, word: str) -> bool:
        content, wanted = self._content, word.encode()
        low, high = 0, len(content)
        while low < high:
            middle = (low + high) // 2
            start = content.rfind(b"\n", low, middle) + 1 or low
            end = content.find(b"\n", middle, high)
            line = content[start : end if end >= 0 else high]
            if line == wanted:
                return True
            if line < wanted:
                low = start + len(line) + 1
            else:
                high = max(start - 1, low)
        return False


@cache
def _ordinary() -> SortedWords:
    return SortedWords(asset("words/ordinary.txt"))


@cache
def names_that_are_words() -> frozenset[str]:
    """Given names that are ordinary words too: Grace, Will, Rose."""
    return words("identifying/names-that-are-words")


@cache
def names_that_are_places() -> frozenset[str]:
    """Given names that are places or peoples too: Chelsea, Jordan."""
    return words("identifying/names-that-are-places")


@cache
def words_that_are_names() -> frozenset[str]:
    """All names that are also something else."""
    return names_that_are_words() | names_that_are_places() | words("identifying/words-that-are-names")


@cache
def words_that_describe() -> frozenset[str]:
    """Words that are rarely a name, and at the start of a sentence describe something: Early, Clear."""
    return words("identifying/words-that-describe")


@cache
def known() -> frozenset[str]:
    """Words with a capital that name no person: places, peoples, organisations, software, days, months."""
    origins = words("identifying/origins", "peoples") | words("identifying/origins", "faiths")
    origins |= words("identifying/origins", "languages")
    named = words("identifying/known") | places() | british_towns() | (origins - given_names())
    return named - names_that_are_words()


@cache
def places() -> frozenset[str]:
    """Countries, regions, counties and towns, in Britain and elsewhere."""
    return (
        words("identifying/places", "regions")
        | words("identifying/places", "counties")
        | words("identifying/places", "towns")
        | words("identifying/places", "elsewhere")
        | countries()
    )


@cache
def countries() -> frozenset[str]:
    """The countries of the world. Those of several words are given by each word."""
    return words("identifying/places", "countries")


@cache
def british_towns() -> frozenset[str]:
    """Towns of Britain whose names are nobody's, as `place_key` writes them."""
    return frozenset(asset("words/towns.txt").decode().split("\n")) | words("identifying/places", "towns")


@cache
def british_villages() -> frozenset[str]:
    """Villages of Britain, and towns whose name is a person's too, as `place_key` writes them."""
    return frozenset(asset("words/villages.txt").decode().split("\n"))


def place_key(name: str) -> str:
    """The name of a place as the lists have it: in lower case, without hyphens and full stops, on one line."""
    return " ".join(name.lower().replace("-", " ").replace(".", "").replace("’", "'").split())


@lru_cache(maxsize=20_000)
def is_british_place(name: str) -> bool:
    """Whether a town or village of Britain has that name."""
    key = place_key(name)
    return key in british_towns() or key in british_villages()


@lru_cache(maxsize=20_000)
def is_ordinary(word: str) -> bool:
    """Whether a folded word is an ordinary English word, or one that we know is no person's name."""
    if word in _ordinary() or word in known():
        return True
    if word in given_names() or word.startswith("mc"):
        return False
    if len(word) > 6 and word.endswith(_OF_MEDICINE):
        return True
    return any(
        word.endswith(ending)
        and len(word) - len(ending) > 2
        and word[: -len(ending)] + instead in _ordinary()
        for ending, instead in _ENDINGS
    ) or any(
        word.startswith(beginning)
        and len(word) - len(beginning) > 3
        and word[len(beginning) :] in _ordinary()
        for beginning in _BEGINNINGS
    )


@lru_cache(maxsize=20_000)
def is_name_only(word: str) -> bool:
    """Whether a folded word is a given name and nothing else."""
    return word in given_names() and not is_ordinary(word)
