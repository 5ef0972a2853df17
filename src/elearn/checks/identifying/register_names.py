"""People by their names in what somebody types into a register, where no name may stand.

A course may cite an author or speak of a character that everyone knows. A register is about people of this county,
and one of them may be called John Lewis. So a given name with another name after it is a person here, whatever follows.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import pairwise

from elearn.checks.identifying import name_forms, names
from elearn.checks.identifying.lexicon import (
    folded,
    given_names,
    is_british_place,
    is_name_only,
    is_ordinary,
    known,
    words_that_are_names,
)
from elearn.checks.identifying.mark import Mark
from elearn.checks.identifying.name_things import SURNAMES_TOO, is_placed
from elearn.checks.identifying.name_words import Word, WordedText, worded_text
from elearn.checks.identifying.person_words import (
    DETERMINERS,
    EPONYM,
    IN_PLACES,
    KNOWN_PERSON,
    MONTHS,
    NO_PERSON,
    ORGANISATION,
    ROLES,
)
from elearn.checks.lists import words
from elearn.patterns import late

_LOOSE = SURNAMES_TOO | words("identifying/names-and-things", "after-a-full-name")
_SIDES = frozenset({"north", "south", "east", "west"})
"""What begins the names of streets and parks far oftener than those of people called Hill or Street."""
_ANOTHER = late(r"\bA\.? ?N\.? ?Other\b")
_INITIAL = late(r"(?<![\w’'.&-])(?:[B-HJ-Z] |[A-Z]\. ?)(?P<name>[A-Z][^\W\d_]+(?:[’'-][^\W\d_]+)*)")
_LETTERED = late(r"\b[A-Z]?[a-z]+ $")
_BY = late(r"(?:^|[\n.,:;(“–-] ?|\b(?:that|by|to|with|from|and|saw|told|asked|rang|met|contact|the) )$")
_SMALL = late(r"(?<![\w@/.#’'-])(?P<given>[a-zà-ÿ]{3,})(?=[ \n](?P<other>[a-zà-ÿ]{3,})(?![\w@/#-]))")


def find_whole(text: str, _kind: str) -> Iterator[Mark]:
    """Mark whole names as E07. Ask before anything looks for addresses: “James Church” may be a man."""
    yield from _besides_things(
        text, (*_of_words(text), *known_to_all(text), *_of_letters(text), *_small(text))
    )


def find(text: str, _kind: str) -> Iterator[Mark]:
    """Mark all other names of people as E07."""
    yield from (Mark("", *found.span()) for found in NO_PERSON.finditer(text))
    for mark in (*name_forms.find(text), *names.by_word(text)):
        yield replace(mark, rule="E07")


def _besides_things(text: str, found: Iterable[Mark]) -> Iterator[Mark]:
    """Yields what is not within the name of a thing, such as Oliver McGowan in “Oliver McGowan training”."""
    things = [thing.span() for thing in NO_PERSON.finditer(text)]
    for mark in found:
        if not any(start <= mark.start and mark.end <= end for start, end in things):
            yield mark


def known_to_all(text: str) -> Iterator[Mark]:
    """Mark people whom everyone knows, as one here may have their name, and “A N Other”."""
    for found in (*KNOWN_PERSON.finditer(text), *_ANOTHER.finditer(text)):
        yield Mark("E07", *found.span(), "name")


def _of_words(text: str) -> Iterator[Mark]:
    """Mark names of several words, and a given name that stands before “training” or the like."""
    line = worded_text(text)
    if line is None:
        return
    for index, length in names.runs_with_capitals(line):
        run = [each for each in line.words[index : index + length] if each.text[0].isupper()]
        first = _full_name(line, index, run)
        if first is not None:
            yield Mark("E07", run[first].start, _end(run[-1]), "name")
        elif len(run) == 1 and _is_given_before_a_thing(line, index):
            yield Mark("E07", run[0].start, run[0].end, "name")


def _full_name(line: WordedText, index: int, run: list[Word]) -> int | None:
    """Where a given name with another name after it begins among words with capitals, if it does."""
    loose = {folded(run[-1].text)} <= _LOOSE
    if len(run) > 1 and not loose and folded(run[-1].text) in ORGANISATION:
        return None
    for at, (one, other) in enumerate(pairwise(run)):
        before = run[at - 1].text.lower() if at else line.precedes(index)
        if _is_full_name(line, one, other, before):
            return at
    return None


def _is_full_name(line: WordedText, one: Word, other: Word, before: str) -> bool:
    given, name = folded(one.text), folded(other.text)
    if one.text.endswith(("'s", "’s")) or is_british_place(line.text[one.start : _end(other)]):
        return False
    if one.text.isupper() and len(given) > 1:
        return other.text.isupper() and is_name_only(given) and name not in ORGANISATION
    if name in SURNAMES_TOO:
        placed = is_placed(before) and not (before == "the" and is_name_only(given))
        return given in given_names() - _SIDES and not placed and given not in known()
    if name in ORGANISATION or name in MONTHS or name in ROLES or len(name) < 2:
        return False
    if is_name_only(given):
        return True
    if one.sort == "name":
        return before not in IN_PLACES and (other.sort == "name" or name in given_names())
    if one.sort in ("both", "place"):
        return before not in IN_PLACES and name not in known() and other.sort in ("both", "weak", "name")
    return False


def _is_given_before_a_thing(line: WordedText, index: int) -> bool:
    word, after = line.words[index], line.follows(index)
    return (
        after is not None
        and is_name_only(folded(word.text))
        and not word.text.endswith(("'s", "’s"))
        and line.precedes(index) not in DETERMINERS
        and after.text.lower() in EPONYM
    )


def _of_letters(text: str) -> Iterator[Mark]:
    """Mark an initial with a name: “J. Smith”, “J Smith”."""
    for found in _INITIAL.finditer(text):
        name = folded(found["name"])
        dotted = "." in found[0]
        if name in ORGANISATION or name in known() or name in ROLES or name in MONTHS:
            continue
        if (not is_ordinary(name) or name in words_that_are_names()) and (
            _BY.search(text, 0, found.start()) or (dotted and not _LETTERED.search(text, 0, found.start()))
        ):
            yield Mark("E07", *found.span(), "initials")


def _small(text: str) -> Iterator[Mark]:
    """Mark a name in lower case: “joe bloggs”."""
    for found in _SMALL.finditer(text):
        given, other = folded(found["given"]), folded(found["other"])
        if is_name_only(given) and (other in words_that_are_names() or not is_ordinary(other)):
            yield Mark("E07", found.start(), found.end("other"), "name")


def _end(word: Word) -> int:
    return word.end - (2 if word.text.endswith(("'s", "’s")) else 0)
