"""People by their names. `name_forms` finds the names that have a recognisable form.

A word with a capital that is in no list of words is a name, unless we know it as something else. A word that
is both (Grace, Will) is a name inside a sentence. At the start of a sentence every word has a capital, so the
words around it decide.
"""

import re
from collections.abc import Iterator

from elearn.checks.identifying import name_forms
from elearn.checks.identifying.lexicon import (
    folded,
    is_name_only,
    words_that_describe,
)
from elearn.checks.identifying.mark import Mark
from elearn.checks.identifying.name_places import is_where
from elearn.checks.identifying.name_things import is_thing
from elearn.checks.identifying.name_words import Word, WordedText, worded_text
from elearn.checks.identifying.person_words import (
    ABSTRACT,
    ACTS_ON,
    ADDRESSED,
    BEING,
    COMMANDS,
    CONTACT_ONLY,
    DETERMINERS,
    DOES,
    EPONYM_OF,
    FICTION,
    HAVING,
    HUMAN_NOUNS,
    IN_PLACES,
    KIN,
    MONTHS,
    OF_TIME,
    PASSING,
    PRONOUNS,
    ROLES,
    SAYS,
    SCENE,
)
from elearn.checks.lists import any_of, words
from elearn.patterns import late

_BETWEEN = late(rf"[ \n](?:{name_forms.PARTICLE}[ \n])?")
_MONTHS_BESIDE = late(r"\bJan(?::|[ \n]?[–-]|[ \n]\d)|\b(?:Feb|Mar|Apr|Dec|Nov)\b")
"""What makes “Jan” a month: a day or a colon after it, or other months in short."""
_SCHEMES = words("identifying/names-and-things", "schemes")
"""Abbreviations that spell a name."""
_BEFORE_PLACES = frozenset(("from", "to", "of", "at", "and", "or", "between"))
_PLACE_ENDING = late(rf"(?:{any_of('identifying/names-and-things', 'ends-of-places')})$")
_GOES_ON = late(
    rf"[ \n]*\d|/\d|[ \n]*(?:to|and|or|until|till|–|-|,)[ \n]+(?:{'|'.join(sorted(MONTHS))})\b", re.IGNORECASE
)
"""What follows a month that is not a name: a day or another month."""
_DONE_BY_THINGS = words("identifying/people", "done-by-things")
_NOT_DONE_BY_PEOPLE = words("identifying/people", "not-done-by-people")
_NOUNS_TOO = words("identifying/people", "nouns-too")
_DEEDS_THAT_ARE_THINGS = words("identifying/people", "deeds-that-are-things")
"""What people do, spelled like a plural: “Small needs grow.”"""
_PEOPLE_OF = words("identifying/people", "family-of")


def find(text: str, kind: str) -> Iterator[Mark]:
    """Mark the names of people as E07."""
    found = [*name_forms.find(text), *by_word(text)]
    if found:
        for each in FICTION.finditer(text):
            yield Mark("", *each.span())
    yield from found


def find_by_form(text: str, kind: str) -> Iterator[Mark]:
    """Mark names after an English title as E07, in whatever language the text is."""
    found = [*name_forms.find_after_title(text)]
    if found:
        for each in FICTION.finditer(text):
            yield Mark("", *each.span())
    yield from found


def by_word(text: str) -> Iterator[Mark]:
    """Mark the words that are names, as E07."""
    line = worded_text(text)
    if line is None:
        return
    words = line.words
    index = 0
    while index < len(words):
        word = words[index]
        if word.text[0].isupper():
            length = run_length(line, index)
            if any(each.sort != "plain" for each in words[index : index + length]):
                yield from _of_run(line, index, length)
            index += length
        else:
            if word.sort == "name" and len(word.text) > 3 and _stands_alone(text, word):
                yield Mark("E07", word.start, word.end, "name")
            index += 1


def runs_with_capitals(line: WordedText) -> Iterator[tuple[int, int]]:
    """Each run of words that starts with a capital: the index of its first word, and how many words it has."""
    index = 0
    while index < len(line.words):
        if line.words[index].text[0].isupper():
            length = run_length(line, index)
            yield index, length
            index += length
        else:
            index += 1


def run_length(line: WordedText, index: int) -> int:
    """How many words with capitals follow each other, with only a space or a particle between them."""
    words, end = line.words, index + 1
    while end < len(words) and not words[end - 1].text.endswith(("'s", "’s")):
        step = 1
        while end + step - 1 < len(words) and not words[end + step - 1].text[0].isupper() and step < 3:
            step += 1
        last = end + step - 1
        if last >= len(words) or not words[last].text[0].isupper():
            break
        if not _BETWEEN.fullmatch(line.text, words[end - 1].end, words[last].start):
            break
        if step > 1 and words[end - 1].sort == "plain":
            break
        end = last + 1
    return end - index


def _of_run(line: WordedText, index: int, length: int) -> Iterator[Mark]:
    run = line.words[index : index + length]
    if any(start <= run[0].start < end for start, end in line.loud):
        yield from _of_capitals(line, index, length)
        return
    if is_thing(line, index, length):
        return
    begin: int | None = None
    for offset in range(length):
        if _is_person(line, index, offset, length):
            begin = offset if begin is None else begin
        elif begin is not None and run[offset].sort == "plain" and folded(run[offset].text) in ROLES:
            yield Mark("E07", run[begin].start, run[offset - 1].end, "name")
            begin = None
    if begin is not None:
        end = run[-1].end - (2 if run[-1].text.endswith(("'s", "’s")) else 0)
        yield Mark("E07", run[begin].start, end, "name")


def _of_capitals(line: WordedText, index: int, length: int) -> Iterator[Mark]:
    """Mark the names in a line in capitals."""
    for each in range(index, index + length):
        word = line.words[each]
        fold = folded(word.text)
        said = (line.follows(each) or word).text.lower()
        unknown = word.sort == "name" and (
            is_name_only(fold) or (len(fold) > 4 and len(re.findall("[aeiouy]", fold)) > 1)
        )
        if unknown or (
            word.sort == "both" and (said in SAYS or said in ("seen", "states", "stated", "says"))
        ):
            yield Mark("E07", word.start, word.end, "name")


def _is_person(line: WordedText, index: int, offset: int, length: int) -> bool:
    at = index + offset
    word = line.words[at]
    if word.sort == "plain":
        return False
    if word.text.isupper() and len(word.text) > 1:
        return _is_in_capitals(word, line.precedes(at))
    if is_where(line, at) or (word.text == "Jan" and _MONTHS_BESIDE.search(line.text)):
        return False
    if word.sort == "name":
        return _is_unknown_person(line, at, length)
    if word.sort == "weak" and line.precedes(at).endswith(("'s", "’s")):
        return False
    if line.is_first(at) or _in_title_case(line.text, word):
        return _acts(line, at)
    return _is_both_within(line, index, offset, length)


def _is_in_capitals(word: Word, before: str) -> bool:
    """Whether a word in capitals, in a line that is not, is a name and not an abbreviation."""
    fold = folded(word.text)
    return len(fold) > 3 and before not in DETERMINERS and fold not in _SCHEMES and is_name_only(fold)


def _is_unknown_person(line: WordedText, at: int, length: int) -> bool:
    """Whether a word that is in no list of words is a person, and not a place or a thing."""
    word = line.words[at]
    fold = folded(word.text)
    if is_name_only(fold):
        return True
    before = line.precedes(at)
    after = line.follows(at)
    said = after.text.lower() if after else ""
    if before in DETERMINERS:
        plural = fold.endswith("s") and (
            is_name_only(fold[:-1]) or said in SAYS or said in ("were", "had", "have", "are")
        )
        return said in _PEOPLE_OF or plural
    owned = word.text.endswith(("'s", "’s"))
    if length > 1 or owned or line.is_first(at):
        return True
    return before not in _BEFORE_PLACES or not _PLACE_ENDING.search(fold)


def _is_both_within(line: WordedText, index: int, offset: int, length: int) -> bool:
    """Whether a word that is also a name is one here, inside a sentence."""
    at = index + offset
    word = line.words[at]
    fold, before = folded(word.text), line.precedes(at)
    after = line.follows(at)
    said = after.text.lower() if after else ""
    if before == "that" and word.sort == "both":
        return said in SAYS or said in ("is", "was", "has", "had") or not said
    if before in DETERMINERS:
        if not after or after.text[0].isupper() or (word.sort == "place" and before != "the"):
            return False
        return said in _PEOPLE_OF and fold not in ("roma", "danish")
    if before in PRONOUNS:
        return False
    prior = line.words[at - 1] if offset else None
    if prior and prior.sort in ("both", "name"):
        return True
    alone = length == 1 or (
        offset == 1 and prior is not None and prior.sort == "plain" and line.is_first(index) and length == 2
    )
    if word.sort == "place":
        return alone and before not in IN_PLACES | {"from", "of", "to", "at", "and", "or"}
    if fold in MONTHS:
        if _GOES_ON.match(line.text, word.end) or folded(said) in MONTHS or before in MONTHS:
            return False
        return (before not in OF_TIME and (alone or _acts(line, at))) or _acts(line, at)
    if word.sort == "weak":
        return alone and (before in CONTACT_ONLY or _acts(line, at))
    return alone or (offset == 0 and line.words[at + 1].sort != "plain")


_LONGEST_TITLE = 400


def _in_title_case(text: str, word: Word) -> bool:
    """Whether a word is in a title, in which most words have a capital."""
    first, last = word.start - _LONGEST_TITLE, word.start + _LONGEST_TITLE
    start, end = text.rfind("\n", max(0, first), word.start), text.find("\n", word.start, last)
    if (start < 0 < first) or (end < 0 and last < len(text)):
        # No title is that long, and reading all of a long line for each of its words would take hours.
        return False
    line = text[start + 1 : end if end >= 0 else len(text)].strip()
    words = [each for each in re.findall(r"[^\W\d_][\w’'-]*", line) if len(each) > 3]
    return (
        len(words) > 1
        and not line.endswith(".")
        and sum(each[0].isupper() for each in words) > 0.7 * len(words)
    )


def _acts(line: WordedText, at: int) -> bool:
    """Whether the words after a word say something that is said about people."""
    word, following = line.words[at], line.follows(at)
    fold = folded(word.text)
    if word.text.endswith(("'s", "’s")):
        return _owns_what_people_have(word, following)
    if ADDRESSED.match(line.text, word.end):
        return True
    if following is None:
        return False
    verb = following.text.lower()
    if word.sort == "weak" and fold in words_that_describe():
        return False
    if verb in SAYS or verb in DOES or (verb == "grew" and line.text.startswith(" up", following.end)):
        if word.sort == "weak" and verb in _DEEDS_THAT_ARE_THINGS:
            return bool(SCENE.match(line.text, following.end))
        return _does(line, at, following)
    if verb in ("is", "was", "isn’t", "wasn’t", "isn't", "wasn't"):
        if fold in ABSTRACT and PASSING.match(line.text, following.end):
            return False
        return bool(BEING.match(line.text, following.end))
    if verb in ("has", "had", "hasn’t", "hadn’t", "hasn't", "hadn't"):
        return bool(HAVING.match(line.text, following.end))
    after = line.follows(at + 1)
    if verb == "and" and after and _are_months_or_places(word, after):
        return False
    if verb == "and" and after and after.text[0].isupper() and after.sort in ("both", "name", "place"):
        return True
    if following.text[0].isupper() and following.sort in ("both", "weak", "name"):
        return bool(
            after
            and (after.text in SAYS or after.text in ("is", "was", "had", "has") or after.text.endswith("ed"))
        )
    if not verb.endswith("ed") or verb in _NOT_DONE_BY_PEOPLE:
        return False
    if word.sort == "weak":
        return bool(ACTS_ON.match(line.text, following.end) or SCENE.match(line.text, following.end))
    return fold not in ABSTRACT or _does(line, at, following)


def _owns_what_people_have(word: Word, following: Word | None) -> bool:
    """Whether a word with “’s” has a relative or a thing of a person after it: “Jo’s mother”."""
    if following is None:
        return False
    noun = following.text.lower()
    return bool(re.fullmatch(rf"(?:{KIN}|{HUMAN_NOUNS})", noun)) or (
        word.sort == "both"
        and folded(word.text) not in ABSTRACT
        and noun not in EPONYM_OF
        and following.text.islower()
    )


def _are_months_or_places(one: Word, other: Word) -> bool:
    return one.sort == other.sort == "place" or all(folded(each.text) in MONTHS for each in (one, other))


def _does(line: WordedText, at: int, following: Word) -> bool:
    """Whether a person does this. If the word may be a thing or a command, the words after it decide."""
    fold, verb = folded(line.words[at].text), following.text.lower()
    if fold not in ABSTRACT:
        return True
    if verb in SAYS and verb not in _DONE_BY_THINGS:
        return True
    if fold in COMMANDS:
        # A finite verb never follows a command or “will”, but a noun may: “Will visits stop?”
        end = re.search(r"[.?!\n]|$", line.text[following.end :])
        return verb not in _NOUNS_TOO and not (end and end[0] == "?")
    return bool(SCENE.match(line.text, following.end))


def _stands_alone(text: str, word: Word) -> bool:
    """Whether a name in lower case is a word of its own, and not part of a link or an address."""
    return text[max(0, word.start - 1) : word.start] not in tuple("@/_.#-") and text[
        word.end : word.end + 1
    ] not in tuple("@/_-")
