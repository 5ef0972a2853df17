"""People at the head of a sentence, of whom it tells something: “Smudge, who ran the club, …”, “KM refused tea”."""

from collections.abc import Iterator

from elearn.checks.identifying.lexicon import folded, known, words_that_are_names
from elearn.checks.identifying.mark import Mark
from elearn.checks.identifying.name_words import has_letters
from elearn.checks.identifying.person_words import HUMAN_NOUNS, KIN, ROLES
from elearn.checks.lists import any_of, words
from elearn.patterns import late

NO_INITIALS = words("identifying/name-forms", "no-initials")
"""Abbreviations that look like initials."""
NO_SUBJECTS = words("identifying/name-forms", "no-subjects")
"""Two capitals that are a role or a service, if something is told of them."""
_SUBJECT = late(
    r"(?P<letters>[B-HJ-Z][A-Z])(?=[ \n](?:(?:then|also|had|never|always|again|later|still)[ \n])?"
    rf"(?:{any_of('identifying/name-forms', 'does')})\b)"
)
_BEFORE_SUBJECT = late(
    r"(?:^|\n|[.!?“][ \n]|\d\d[:.]?\d\d(?:[ap]m)?[ \n–:-]+"
    rf"|\b(?:{any_of('identifying/name-forms', 'before-initials')})[ \n])$"
)
_NO_HEADS = words("identifying/name-forms", "heads")
_AT_THE_HEAD = late(
    r"(?:^|(?<=\n)|(?<=[.!?…] )|(?<=[.!?…][”’\"'] ))(?P<name>[A-Z][a-z]{2,}),[ \n](?:"
    rf"whose[ \n](?:\w+[ \n])?(?:{KIN}|{HUMAN_NOUNS}|car|van|flat|house|boat|shop|taxi|dog|job)"
    r"|who(?:[ \n](?:\w+ly|also|never|always|only|once|still|then|later|has|had))*"
    rf"[ \n](?:{any_of('identifying/name-forms', 'did')}))\b(?![^.!?\n]*\?)"
)


def find(text: str) -> Iterator[Mark]:
    """Mark initials that do something, and nicknames that are words, as E07."""
    for found in _SUBJECT.finditer(text) if has_letters(text) else ():
        if found[0] not in NO_SUBJECTS | NO_INITIALS and _BEFORE_SUBJECT.search(
            text, max(0, found.start() - 30), found.start()
        ):
            yield Mark("E07", *found.span("letters"), "initials")
    for found in _AT_THE_HEAD.finditer(text) if ", who" in text else ():
        if not _is_of_many(folded(found["name"])):
            yield Mark("E07", *found.span("name"), "nickname")


def _is_of_many(word: str) -> bool:
    """Whether a word at the head of a sentence is a plural, an adverb, a role or something else that we know."""
    plural = word.endswith("s") and not word.endswith("ss")
    adverb = word.endswith(("ly", "ing")) and word not in words_that_are_names()
    return plural or adverb or word in _NO_HEADS or word in ROLES or word in known()
