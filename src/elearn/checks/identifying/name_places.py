"""Places by the words around them: villages that no list has, and names that are places too.

There are more places than any list holds, and their names are like names of people. So what stands before and after
decides (“in Skelby Haven”, “the village of Nether Coldham”), and the words that only names of places have.
"""

from elearn.checks.identifying.lexicon import (
    folded,
    is_british_place,
    is_name_only,
    words_that_are_names,
)
from elearn.checks.identifying.name_words import WordedText
from elearn.checks.lists import any_of, words
from elearn.patterns import late

_IN_SOMEBODY = words("identifying/small-words", "in-somebody")
_MOVES_TO = words("identifying/small-words", "moves-to")
_MOVES = words("identifying/small-words", "moves") | words("identifying/small-words", "moves-to")
_FROM_TO = frozenset(("from", "in", "to", "of", "via"))
_LISTED = late(r",?[ \n](?:and[ \n]|or[ \n]|to[ \n])?")
_COUNTIES = words("identifying/places", "counties") | words("identifying/places", "regions")
_BEFORE_PLACES = words("identifying/small-words", "in-places") | {"from", "between", "of"}
_BEGINNINGS = words("identifying/place-words", "beginnings")
_BEGINNINGS_OF_NAMES = words("identifying/place-words", "beginnings-of-names-too")
_ENDS = words("identifying/place-words", "ends")
_ENDS_OF_NAMES = words("identifying/place-words", "ends-of-names-too")
_WHERE = words("identifying/small-words", "in-places")
_TOWARDS = words("identifying/place-words", "towards")
_TO_SOMEBODY = words("identifying/place-words", "to-somebody")
_LEADING = _WHERE | _TOWARDS | {"the"}
_OF_A_PLACE = late(rf"\b(?:{any_of('identifying/place-words', 'kinds')})[ \n](?:of|called|named)[ \n]$")
_SAID_OF_A_PLACE = late(
    rf",?[ \n](?:{any_of('identifying/place-words', 'kinds')}|{any_of('identifying/place-words', 'parts')})(?![\w’'-])"
    r"|,[ \n](?:(?:which[ \n](?:is|was)[ \n])?an?[ \n](?:[\w-]+[ \n]){0,2}"
    rf"(?:{any_of('identifying/place-words', 'kinds')})\b"
    r"|where[ \n])"
    r"|[ \n](?:is|was)[ \n](?:an?|the)[ \n](?:[\w-]+[ \n]){0,2}"
    rf"(?:{any_of('identifying/place-words', 'kinds')})(?=[.,;:)]|[ \n](?:of|in|on|with|near|where|that)\b)"
)
_IN_A_LANDSCAPE = late(rf"[ \n](?:{any_of('identifying/place-words', 'landscape')})\b")
_ENDING = late(rf"(?:{any_of('identifying/names-and-things', 'ends-of-places')})$")
_MOVED_TO = late(rf"\b(?:{any_of('identifying/place-words', 'gone-to')})[ \n]$")
_THEN_FROM = late(r"[ \n](?:from[ \n][A-Z]|in[ \n](?:19|20)\d\d)\b")


def is_named_place(line: WordedText, index: int, length: int) -> bool:
    """Whether words with capitals, which begin at `index`, are the name of a place that no list has."""
    run = line.words[index : index + length]
    first = 0
    while first < length - 1 and run[first].text.lower() in _LEADING:
        first += 1
    before = run[first - 1].text.lower() if first else line.precedes(index)
    run = run[first:]
    names = [folded(each.text) for each in run]
    held = line.words[index + first - 2].text.lower() if index + first > 1 else ""
    trusted = before == "in" and held in _IN_SOMEBODY
    if is_name_only(names[0]) or run[0].sort == "both":
        # “in Jordan Bridge” is a place, and “told Ellie Bridge” is not.
        return before in _WHERE and names[-1] in _ENDS and not (_is_owned(run[-1].text) or trusted)
    if len(run) > 1 and not is_name_only(names[1]):
        if names[0] in _BEGINNINGS and (names[0] not in _BEGINNINGS_OF_NAMES or before in _LEADING):
            return True
        if names[-1] in _ENDS and (before in _LEADING or before == "of"):
            return True
    if _is_owned(run[-1].text):
        return False
    if first and len(run) == 1 and before in _TOWARDS and _ENDING.search(names[0]):
        return True
    start, end = run[0].start, run[-1].end
    text = line.text
    if _OF_A_PLACE.search(text, max(0, start - 40), start) or _SAID_OF_A_PLACE.match(text, end):
        return True
    if before in _TOWARDS and held not in _TO_SOMEBODY and _IN_A_LANDSCAPE.match(text, end):
        return True
    if before in _WHERE:
        return len(run) < 3 and not trusted
    if len(run) > 1 and names[-1] in _ENDS_OF_NAMES and _is_towards(run[0].sort, held, before):
        return True
    return bool(_MOVED_TO.search(text, max(0, start - 40), start) and _THEN_FROM.match(text, end))


def _is_towards(sort: str, held: str, before: str) -> bool:
    """Whether a word like “to” comes before a place, and not before a person to whom somebody speaks."""
    return sort == "name" and before in _TOWARDS and held not in _TO_SOMEBODY


def _is_owned(word: str) -> bool:
    return word.endswith(("'s", "’s"))


def is_where(line: WordedText, at: int) -> bool:
    """Whether a word is a place by the words around it: “came from …”, “in Ware, … or Battle”."""
    word, before = line.words[at], line.precedes(at)
    if word.text.endswith(("'s", "’s")):
        return False
    if at > 1 and before in _FROM_TO and line.words[at - 2].text.lower() in _MOVES:
        return before != "to" or line.words[at - 2].text.lower() in _MOVES_TO
    if not _is_place(word.text):
        return False
    if (
        before in ("in", "near", "outside")
        and line.words[at - 2 if at > 1 else 0].text.lower() not in _IN_SOMEBODY
    ):
        return True
    if _is_in_list_of_places(line, at):
        return True
    beside = [line.words[each] for each in (at - 2, at - 1, at + 1, at + 2) if 0 <= each < len(line.words)]
    return any(
        each.text[0].isupper()
        and _is_place(each.text)
        and not is_name_only(folded(each.text))
        and folded(each.text) not in words_that_are_names()
        and _LISTED.fullmatch(line.text, min(word.end, each.end), max(word.start, each.start))
        for each in beside
    )


def _is_place(word: str) -> bool:
    """Whether a word with a capital is the name of a town, a village or a county."""
    return is_british_place(word) or folded(word) in _COUNTIES


def _is_in_list_of_places(line: WordedText, at: int) -> bool:
    """Whether a word is one of several places in a row after “in” or “from”: “from Lincoln, Chester and Ely”."""
    first = at
    while first and _LISTED.fullmatch(line.text, line.words[first - 1].end, line.words[first].start):
        before = line.words[first - 1]
        if before.text.lower() in ("and", "or", "to") or (
            before.text[0].isupper()
            and (
                is_british_place(before.text)
                or folded(before.text) in _COUNTIES
                or (first > 1 and line.words[first - 2].text in ("St", "Saint"))
            )
        ):
            first -= 2 if first > 1 and line.words[first - 2].text in ("St", "Saint") else 1
        else:
            break
    return first < at and line.precedes(first) in _BEFORE_PLACES
