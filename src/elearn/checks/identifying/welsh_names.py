"""People by their names in Welsh that somebody types into a register.

Our lists of words are English, so a word that is in none of them is nobody's name here. We go by the lists of given
names, by titles, and by who is known to all. A surname alone is not found.
"""

from collections.abc import Iterator
from typing import Final

from elearn.checks.identifying import name_forms, names, register_names
from elearn.checks.identifying.lexicon import folded, given_names, is_name_only, known
from elearn.checks.identifying.mark import Mark
from elearn.checks.identifying.name_words import Word, WordedText, worded_text
from elearn.checks.identifying.person_words import ORGANISATION
from elearn.checks.lists import words
from elearn.checks.texts import ENGLISH
from elearn.patterns import late

WELSH: Final = "cy"
_WORD = late(r"[^\W\d_]+")
_SMALL = late(r"(?<![\w@/.#’'-])[a-zà-ÿ]{3,}(?=[ \n]([a-zà-ÿ]{3,})(?![\w@/#-]))")
_INITIAL = late(r"(?<![\w.])[A-Z]\. ?([A-Z][^\W\d_]+)")
_TELL_WELSH = words("identifying/welsh", "tell-welsh")
_TELL_ENGLISH = words("identifying/welsh", "tell-english")
_MONTHS = words("identifying/welsh", "months")
_WORDS = words("identifying/welsh", "names-that-are-words") | _MONTHS
_THINGS = words("identifying/welsh", "things")
_SURNAMES = words("identifying/welsh", "surnames")


def typed_in(text: str, reading: str) -> str:
    """The language of a text, English or Welsh. `reading` is the one in which whoever typed it reads the app."""
    said = [folded(word) for word in _WORD.findall(text)]
    welsh = sum(word in _TELL_WELSH for word in said)
    english = sum(word in _TELL_ENGLISH for word in said)
    if reading == WELSH:
        return WELSH if welsh >= english else ENGLISH
    return WELSH if welsh > max(1, english) else ENGLISH


def find(text: str, _kind: str) -> Iterator[Mark]:
    """Mark the names of people in Welsh as E07."""
    yield from register_names.known_to_all(text)
    yield from name_forms.find_after_title(text)
    for found in _INITIAL.finditer(text):
        if folded(found[1]) in (given_names() | _SURNAMES) - _WORDS - _TELL_WELSH:
            yield Mark("E07", *found.span(), "initials")
    yield from _with_capitals(text)
    for found in _SMALL.finditer(text):
        given = folded(found[0])
        if is_name_only(given) and given not in _WORDS and folded(found[1]) in _SURNAMES:
            yield Mark("E07", found.start(), found.end(1), "name")


def _with_capitals(text: str) -> Iterator[Mark]:
    line = worded_text(text)
    if line is None:
        return
    for index, length in names.runs_with_capitals(line):
        run = line.words[index : index + length]
        for at, word in enumerate(run):
            if folded(word.text) in _THINGS:
                break
            if _is_given(line, index + at, run[at + 1] if at + 1 < length else None):
                yield Mark("E07", word.start, run[-1].end, "name")
                break


def _is_given(line: WordedText, at: int, other: Word | None) -> bool:
    """Whether a word with a capital is somebody's given name. `other` is the word with a capital after it."""
    word = line.words[at]
    given = folded(word.text)
    if given not in given_names() or not word.text[0].isupper():
        return False
    named = other is not None and folded(other.text) not in ORGANISATION | known() | _THINGS
    if word.text.isupper() and len(given) > 1:
        return is_name_only(given) and given not in _WORDS and (named or len(given) > 3)
    if given in _WORDS:
        return named or not (line.is_first(at) or given in _MONTHS)
    return is_name_only(given) or (named and given not in known())
