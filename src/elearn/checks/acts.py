"""What is done to somebody, read word by word: “dragged him down the stairs”, “two of her ribs were cracked”.

The words are in `rules/lists/acts.txt`. Looking words up in sets is cheaper than a pattern of hundreds of words.
"""

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from elearn.checks.lists import phrases, words
from elearn.checks.wording import sentences
from elearn.checks.wordings import Wordings
from elearn.patterns import late


def _with_plurals(some: frozenset[str]) -> frozenset[str]:
    return some | {f"{word}s" for word in some if not word.endswith("s")}


_HURTING = words("rules/acts", "hurting")
_MOVING = words("rules/acts", "moving")
_BY = words("rules/acts", "by")
_HARD = words("rules/acts", "hard")
_HELD_BY = words("rules/acts", "hard-by")
_HOLDING = words("rules/acts", "holding")
_UNDER = frozenset({"under", "against", "down", "over", "by"})
_BASE = words("rules/acts", "also-nouns")
_PEOPLE = _with_plurals(words("rules/acts", "people"))
_SUBJECTS = words("rules/acts", "subjects") | _PEOPLE
_BODY = _with_plurals(words("rules/acts", "body"))
_INJURIES = words("rules/acts", "injuries")
_NEAR_A_BODY = words("rules/acts", "injuries-on-a-body")
_SMALL = words("rules/acts", "small-words")
_WEAK = words("rules/acts", "weak")
_NO_PERSON = words("rules/acts", "no-person")
_THINGS = words("rules/acts", "things")
_OWNERS = frozenset({"his", "her", "their", "my", "both", "one", "each", "either"})
_BE = frozenset({"was", "were", "is", "are", "been", "being", "be", "got", "get", "gets", "getting"})
_BEFORE_BE = frozenset({"had", "has", "have", "having", "who", "and", "then", "also", "that", "not", "to"})
_ONTO = frozenset({"at", "on", "in", "into", "out", "down", "up", "over", "off"})
_HAS = frozenset(
    {
        "had",
        "has",
        "have",
        "with",
        "suffered",
        "sustained",
        "showed",
        "shows",
        "found",
        "saw",
        "noticed",
        "revealed",
    }
)
_SCENES = Wordings((rf"\b(?:{scene})(?!\w)", None) for scene in phrases("rules/acts", "scenes"))
_WORD = late(r"[a-z]+(?:-[a-z]+)*|\d+|[.,;:!?()“”\"|•]")
_TELLING = _HURTING | _MOVING | _INJURIES
_OF_ANYTHING = late(
    r"(?:was|were|been|being|is|are|had|has|have|badly|got|died|dead|hit|shaken|struck|beaten|burn(?:ed|t)|shot|tied)\b"
)
_BEFORE = late(r"([a-z-]+)(?: (?:had|has|have|also|then|all|was|were|been|is|are))*\s*$")


class _Word(NamedTuple):
    text: str
    start: int
    end: int


def acts(text: str, small: str) -> Iterator[tuple[int, int]]:
    """Where a text tells of an act or an injury: from its first word to the end of its last.

    `small` is the text in lower case. No act runs over the end of its sentence.
    """
    for start, end, has, _ in sentences(small):
        if _TELLING.isdisjoint(has) and (_NEAR_A_BODY.isdisjoint(has) or _BODY.isdisjoint(has)):
            continue
        said = [_Word(found[0], *found.span()) for found in _WORD.finditer(small, start, end)]
        for at, word in enumerate(said):
            last = _done(said, at, text) or _left(said, at)
            if last:
                yield word.start, last
    for scene, _ in _SCENES.in_text(small):
        yield scene.span()


def is_of_a_thing(small: str, start: int) -> bool:
    """Whether a thing is named right before `start`, as in “the budget was hit”."""
    if not _OF_ANYTHING.match(small, start):
        return False
    before = _BEFORE.search(small[max(0, start - 50) : start])
    return before is not None and before[1] in _THINGS


def _done(said: Sequence[_Word], at: int, text: str) -> int | None:
    """Where an act ends that has its verb at `at`, or None if this is no act on a person."""
    verb = said[at].text
    if verb not in _HURTING and verb not in _MOVING:
        return None
    whom = _object(said, at, text)
    done_to = _is_passive(said, at)
    if whom is not None and verb in _WEAK and whom + 1 < len(said) and said[whom + 1].text in _FIGURATIVE:
        return None
    if verb in _HURTING and (
        whom is not None or (done_to and (verb not in _WEAK or _is_weakly_told(said, at)))
    ):
        return said[at if whom is None else whom].end
    if verb in _MOVING and (whom is not None or done_to):
        return _against(said, at if whom is None else whom, verb)
    return None


def _object(said: Sequence[_Word], at: int, text: str) -> int | None:
    """Where the person is on whom the verb at `at` acts, or the part of their body."""
    owner = False
    is_base = said[at].text in _BASE
    for place, word in islice(enumerate(said), at + 1, at + 7):
        nearby = said[place + 1].text if place + 1 < len(said) else "."
        if word.text in _BODY:
            return place if owner else None
        if word.text == "her" and (nearby not in _BODY and nearby not in _PEOPLE and not _is_noun(nearby)):
            return place
        if word.text in _PEOPLE:
            return place if nearby not in _NO_PERSON else None
        if is_base and word.text in _ONTO | {"of"}:
            return None
        if word.text in _OWNERS or word.text == "the":
            owner = True
        elif text[word.start].isupper() and word.text not in ("i", "the"):
            named = place == at + 1 and said[at].text.endswith("ed") and text[said[at].start].islower()
            return place if named and word.text not in _DAYS else None
        elif word.text not in _SMALL and word.text not in _ONTO and not word.text.isdigit():
            return None
    return None


_FIGURATIVE = frozenset({"hard", "badly", "most", "that", "deeply"})
_STOPPING = frozenset({"and", "while", "when", "with", "for", "near", "beside", "who", "because"})
_DAYS = words("rules/acts", "no-names")
_AFTER_HER = words("rules/acts", "after-her")


def _is_noun(word: str) -> bool:
    """Whether the word after “her” may be a thing of hers, so that she herself is not meant."""
    return word[0].isalpha() and word not in _AFTER_HER and not word.endswith("ly")


def _is_passive(said: Sequence[_Word], at: int) -> bool:
    """Whether the verb at `at` is said to be done to somebody: “she had been badly beaten”."""
    place = at - 1
    while place >= 0 and (
        said[place].text.endswith("ly") or said[place].text in _SMALL | {"so", "very", "not"}
    ):
        place -= 1
    if place < 0 or said[place].text not in _BE or at - place > 4:
        return False
    while place >= 0 and (
        said[place].text in _BE or said[place].text in _BEFORE_BE or said[place].text.endswith("ly")
    ):
        place -= 1
    subject = said[place].text if place >= 0 else ""
    return subject in _SUBJECTS or subject in _BODY


def _is_weakly_told(said: Sequence[_Word], at: int) -> bool:
    """Whether more is told than “was hit by the news” or “was burned out”."""
    after = [word.text for word in said[at + 1 : at + 5]]
    if not after or not after[0].isalpha():
        return True
    if after[0] == "by":
        return any(word in _PEOPLE for word in after[1:])
    return after[0] in _ONTO - {"out", "off"} or after[0] in {
        "with",
        "so",
        "again",
        "repeatedly",
        "across",
        "when",
        "if",
    }


def _against(said: Sequence[_Word], at: int, verb: str) -> int | None:
    """Where it ends if what follows `at` is “down the stairs” or “by the hair”, else None."""
    ways = _UNDER if verb in _HOLDING else _BY
    for place, word in islice(enumerate(said), at + 1, at + 9):
        if word.text in ".;:!?":
            return None
        if word.text in ways:
            hard = _HELD_BY if word.text == "by" else _HARD
            for what in said[place + 1 : place + 5]:
                if what.text in hard:
                    return what.end
                if not what.text[0].isalpha() or what.text in _STOPPING:
                    break
    return None


def _left(said: Sequence[_Word], at: int) -> int | None:
    """Where an injury ends that is told at `at` of a person or of a part of a body, or None."""
    injury = said[at].text
    strong = injury in _INJURIES
    if not strong and injury not in _NEAR_A_BODY:
        return None
    since, until = _clause(said, at)
    around = range(max(since, at - 6), min(until, at + 8))
    told = any(said[place].text in ("he", "she") or _is_one(said, place) for place in range(since, until))
    parts = [
        place
        for place in around
        if said[place].text in _BODY and (_is_owned(said, place) or (told and said[place - 1].text == "the"))
    ]
    if parts:
        return max(said[at].end, said[max(parts)].end)
    has = any(said[place].text in _HAS for place in range(max(since, at - 5), at))
    return said[at].end if strong and has and told else None


def _clause(said: Sequence[_Word], at: int) -> tuple[int, int]:
    """The words between the stops around `at`."""
    since = next((place + 1 for place in range(at, -1, -1) if said[place].text in ";:.!?|•"), 0)
    return since, next((place for place in range(at, len(said)) if said[place].text in ";:.!?|•"), len(said))


def _is_owned(said: Sequence[_Word], place: int) -> bool:
    """Whether it is one person’s: “her left arm”, “the boy’s ear”, “L ear”."""
    before = [word.text for word in said[max(0, place - 4) : place]]
    return any(word in _OWNERS or word in _PEOPLE or word in ("left", "right", "l", "r") for word in before)


def _is_one(said: Sequence[_Word], place: int) -> bool:
    """Whether it is a certain person: “the boy”, “this baby”."""
    before = [word.text for word in said[max(0, place - 3) : place]]
    return said[place].text in _PEOPLE and any(
        word in ("the", "this", "that", "his", "her", "their") for word in before
    )
