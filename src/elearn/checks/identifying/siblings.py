"""How many brothers and sisters somebody has, and which of them somebody is."""

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache

from elearn.checks.identifying.age_parts import COUNT, apart, filled_in
from elearn.checks.lists import phrases
from elearn.checks.wording import lowered, sentences
from elearn.checks.wordings import Wordings
from elearn.patterns import late

_COUNTED = late(
    r"\b(?:adults|took part|take part|interviewed|cohort|sample|class of|answered (?:the|that|yes|no|it|this|our)"
    r"|respondents|survey\w*"
    r"|in the (?:room|(?:\w+ )?(?:group|class|team|unit|setting)))\b"
)
"""Words of a sentence that counts those who were there, or were asked, and not a family."""

_STEMS = ("brother", "sister", "sibling", " son", "daughter", "boy", "girl")
_OF_SEVERAL = late(rf" of (?:the |a family of )?{COUNT}\b")


@lru_cache(maxsize=20_000)
def sibling_structures(text: str) -> Sequence[tuple[int, int]]:
    """Where the text says how many brothers and sisters there are, or which of them somebody is."""
    return tuple(apart(_structures(lowered(text))))


@cache
def _wordings() -> Wordings[None]:
    return filled_in(phrases("identifying/siblings", "structures"))


def _structures(small: str) -> Iterator[re.Match[str]]:
    near = any(stem in small for stem in _STEMS) or _OF_SEVERAL.search(small)
    for sentence in sentences(small) if near else ():
        for found, _ in _wordings().in_sentence(small, sentence):
            if not _COUNTED.search(small, sentence.start, sentence.end):
                yield found
