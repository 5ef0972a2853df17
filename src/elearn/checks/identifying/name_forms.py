"""People who are named in a recognisable form: with a title, a label, initials, a nickname, surname first."""

import re
from collections.abc import Iterator
from functools import lru_cache

from elearn.checks.identifying import name_subjects
from elearn.checks.identifying.lexicon import (
    folded,
    is_name_only,
    is_ordinary,
    known,
    names_that_are_places,
    names_that_are_words,
    words_that_are_names,
)
from elearn.checks.identifying.mark import Mark
from elearn.checks.identifying.name_subjects import NO_INITIALS, NO_SUBJECTS
from elearn.checks.identifying.name_words import different_words, has_letters, words_of
from elearn.checks.identifying.person_words import (
    HONOURS,
    HUMAN_NOUNS,
    KIN,
    LABELS,
    PUBLIC_FIGURES,
    ROLES,
    SAYS,
    TITLES,
    TITLES_THAT_ARE_WORDS,
)
from elearn.checks.lists import any_of, phrases, words
from elearn.patterns import late

PARTICLE = rf"(?:{any_of('identifying/name-forms', 'particles')})"
"""Small words inside a name: “van”, “de la”."""
_CAPITAL = r"(?:(?:al|el|Al|El|O|D|de|De|L)[’'-])?[A-ZÀ-ÖØ-ÞĀ-Ž][^\W\d_]*(?:[’'-][^\W\d_]+){0,4}"
_PERSON = rf"(?:{PARTICLE} )?{_CAPITAL}(?:[ \n](?:{PARTICLE}[ \n])?{_CAPITAL}){{0,2}}"
_TITLED = late(
    rf"(?:{TITLES})\.?(?:[ \n](?:and|&)[ \n](?:{TITLES})\.?)?(?: \d{{2,6}})?[ \n]"
    rf"(?P<name>(?:[A-Z]\.? ?)?{_PERSON}|[A-Z]{{1,2}}\.?(?![\w-]))"
)
_ENDS_A_SENTENCE = late(r"(?!DR|MR|PROF|REV)[A-Z]{2,}\.[ \n]")
"""An abbreviation at the end of a sentence: “Ask the HV. Write it down.” """
_PLURAL_OF_LETTERS = late(r"[A-Z]{2,}(?:s|[’'](?:d|s|ed|ing))\b")
_AFTER_TITLE = late(rf"(?<![\w-])(?:Mrs?|Ms|Dr)\.?[ \n](?P<name>{_PERSON})")
"""Titles that people keep in other languages too, and that are a word in none that we know."""
_CAPITAL_LETTER = late(r"[A-ZÀ-Þ]")
_WORD_OF_TITLE = late(rf"(?<![\w-])(?P<title>{TITLES_THAT_ARE_WORDS})(?: \d{{2,6}})?[ \n]$")
_NAME_HERE = late(rf"(?:[A-Z]\. ?)?{_PERSON}|[A-Z](?![\w-])")
_SMALL_TITLES = frozenset(
    ("mr", "mrs", "ms", "dr", "prof", "pc", "dc", "ds", "dci", "sgt", "cllr", "rev", "hv", "sw")
)
_TITLED_SMALL = late(
    rf"(?<![\w-])(?<!\d )(?:{'|'.join(sorted(_SMALL_TITLES))})\.? "
    r"(?P<name>(?!and\b|or\b|to\b|is\b"
    r"|was\b|has\b|who\b"
    r"|at\b|in\b|re\b|for\b|will\b|on\b|the\b|visit|called\b|rang\b|said\b|saw\b"
    r"|states?\b)(?:[a-zà-ÿ][\w’'-]{2,}|[a-z]\.?(?=\s)))(?!\w)"
)
_INITIALS = late(
    r"(?:[A-Z]\. ?){1,3}[A-Z]\.(?!\w)|(?:[A-Z]\. ?){1,2}(?=[A-Z][a-z]{2,})|[A-Z]\.[A-Z](?:\.[A-Z])?(?![\w.])"
)
_FIRST_WORD = late(r"[^\W\d_]+")
_LETTERED = late(rf"\b(?:{any_of('identifying/name-forms', 'lettered')})$", re.IGNORECASE)
_QUICK_INITIAL = late(r"[A-Z]\.")
_ABBREVIATED = rf"(?!{any_of('identifying/name-forms', 'abbreviations')})"
_OWNER = late(rf"(?<![\w’'-])(?P<letters>{_ABBREVIATED}[A-Z]{{1,2}})[’']s (?:{KIN}|{HUMAN_NOUNS})\b")
_LETTERS = late(
    rf"(?<=[a-z] )\(?(?P<letters>{_ABBREVIATED}[A-Z](?:[A-Z]|\.[A-Z]\.)?)\)?"
    r"(?=[ \n](?:was|is|has|had|said|told|did|went|and|who|lived|moved|disclosed|reported|came|left)\b|[,.)])"
)
_KIN_BEFORE = late(rf"\b(?:{KIN}|child|baby|boy|girl|pupil|patient|carer|parent|son|daughter) $")
_NO_LETTERS = late(rf"[AI]\.?$|(?!{_ABBREVIATED})")
_ONE_LETTER = late(rf"(?P<letters>[A-Z](?:[A-Z]|\.)?)(?= (?:{'|'.join(sorted(SAYS))}|was|is|had|has)\b)")
_BEFORE_LETTER = late(
    r"(?:^|\n|[.!?“] |\b(?:that|when|with|told|asked|saw|but|because|while|[Tt]hen|and|if|before|after) )$"
)
_CALLED = late(
    r"\b(?P<how>(?:[Kk]nown|[Rr]eferred to|introduced|described|saved|listed|recorded)\b[^.;“\"‘']{0,40}\bas"
    r"|[Nn]icknamed|nick-?name(?: (?:is|was|of))?"
    r"|alias(?:es)?|a\.?k\.?a\.?|going by|goes by|went by|answers? to|street name(?: (?:is|was|of))?"
    r"|call(?:ed|s|ing)?(?: (?:him|her|them|me|himself|herself|themselves|(?:this|the|that) \w+))?|named"
    r"|name (?:is|was)|(?:him|her|them|man|boy"
    r"|girl|user|driver|contact) as)[ \n,:]{1,3}(?:the[ \n])?"
    r"(?P<name>[“\"‘'](?:[A-Z][\w’'.-]*?|\w+[A-Z]\w*|[A-Z]{1,3}\d?)(?:[ \n](?:[A-Z][\w’'.-]*?"
    r"|\d+)){0,2}[”\"’'](?!\w))"
)
_NICKNAME = (
    rf"(?:[Tt]he |[Bb]ig |[Ll]ittle |[Oo]ld |[Yy]oung )?(?P<name>{_CAPITAL}(?:[ \n]{_CAPITAL}){{0,2}})"
)
_CALLED_BARELY = late(
    rf"\b(?:{any_of('identifying/name-forms', 'called')})[ \n]+{_NICKNAME}(?=[,.;:!?)”’]|$|[ \n]"
    rf"(?:{any_of('identifying/name-forms', 'after-a-nickname')})\b|[ \n][–-])"
)
_CALLING = phrases("identifying/name-forms", "calling")
"""One of these is not far before whatever `_CALLED_BARELY` finds."""
_AS_THEY_CALLED = late(
    rf"(?P<name>{_CAPITAL})(?:,[ \n](?:as|which is what|or so)[ \n]{any_of('identifying/name-forms', 'callers')}"
    r"(?:[ \n][a-z]+){0,5}?[ \n](?:calls?|called|knew|knows?|nicknamed|dubbed|christened)[ \n](?:him|her|them)\b"
    rf"|[ \n]to[ \n]{any_of('identifying/name-forms', 'callers')}(?=[,.;)–]))"
)
_BEFORE_TO_ALL = late(r"(?:[:;,(–—]|\b(?:was|is|were|always|only|just|became))[ \n]$")
_TO_ALL = words("identifying/name-forms", "to-everyone")
_BESIDE_A_ROLE = late(rf" \((?P<name>{_CAPITAL})\)")
_ROLE_BEFORE = late(rf"\b(?:{any_of('identifying/people', 'somebody')})$")
_LETTER_AND_NAME = late(r"(?<![\w’'.&-])[B-HJ-Z] (?P<name>[A-Z][a-z]{2,})(?![\w-])")
_BEFORE_NAME = late(
    r"(?:^|[\n,:;(“.]|\b(?:by|to|with|from|and|saw|told|asked|rang|met|contact)) ?$", re.IGNORECASE
)
_THE_PLURAL = late(
    rf"\b[Tt]he (?P<name>[A-Z][a-z]+s)(?= (?:{'|'.join(sorted(SAYS))}|fostered|adopted|are|were|had|have)\b)"
)
_NO_NICKNAMES = words("identifying/name-forms", "no-nicknames")
_ALIAS_WORDS = phrases("identifying/name-forms", "alias")
_ALIAS = late(
    rf"\b(?:aka|AKA|a\.k\.a\.?|[Aa]lias|[Nn]icknamed|street name|goes by|went by"
    rf"|answers to)[ \n](?P<name>{_CAPITAL})"
)
_HUMAN = late(rf"\b(?:{any_of('identifying/name-forms', 'human')})\b", re.IGNORECASE)
_NICK_WITHIN = late(
    rf"{_CAPITAL}[ \n][“\"‘'(][A-Z]\w+[”\"’')][ \n](?!(?:Act|Order|Rules|Regulations)\b){_CAPITAL}"
)
"""Not the title of a law: the Sexual Offences (Amendment) Act."""
_SURNAME_FIRST = late(
    rf"(?<![\w’'-])(?P<sur>[A-ZÀ-Þ][A-ZÀ-Þ’'-]{{2,}}"
    rf"|{_CAPITAL}),[ ](?P<first>[A-ZÀ-Þ][a-zà-ÿ]+(?:[ -][A-Z][a-zà-ÿ]+)?|[A-Z]{{2,}}"
    r"|[A-Z]\.?(?![\w’'])(?:[ ]?[A-Z]\.?(?!\w))?)"
)
_QUICK_LABEL = late(r"[:–-]\s*(?:\w{1,2}[’'-])?[^\W\d_a-z]")
_LABELLED = late(
    rf"(?<![\w-]){LABELS}\s?[:–-]\s*(?P<name>{_CAPITAL}(?: {_CAPITAL}){{0,2}})(?=\s*(?:[,.;()|/\n]|$| and ))"
)
_NOTED = late(
    rf"\b(?:{any_of('identifying/name-forms', 'before-a-noted-name')})\s+(?P<name>[a-zà-ÿ][a-zà-ÿ’'-]{{2,}})"
    rf"(?=\s+(?:{any_of('identifying/name-forms', 'after-a-noted-name')})\b|[,.;:)]|\s*$)"
)
_PLAIN_WORDS = ("spoke ", "t/c", "tc ", "saw ", "rang ", "phoned ", "texted ", "visit to", "call from")
"""One of these is in whatever `_PLAINLY` finds, if a single space is between its words."""
_PLAINLY = late(
    r"\b(?:spoke (?:to|with)|t/?c (?:from|to|with)|saw|rang|phoned|texted|visit to|call from)\s+$"
)


def find(text: str) -> Iterator[Mark]:
    """Mark names as E07, by their form. The sort of a mark decides the remedy."""
    yield from _titled(text)
    yield from _initials(text)
    quoted = any(mark in text for mark in "“\"‘'(")
    for found in _NICK_WITHIN.finditer(text) if quoted else ():
        yield Mark("E07", *found.span(), "name")
    for found in _CALLED.finditer(text) if quoted else ():
        if _is_nickname(found["name"][1:-1], text[max(0, found.start() - 80) : found.start("name")]):
            yield Mark("E07", *found.span("name"), "nickname")
    yield from _called_barely(text)
    yield from _called_by_all(text)
    for found in _BESIDE_A_ROLE.finditer(text) if " (" in text else ():
        before = text[max(0, found.start() - 20) : found.start()]
        if folded(found["name"]) in names_that_are_words() and _ROLE_BEFORE.search(before):
            yield Mark("E07", *found.span("name"), "name")
    for found in _SURNAME_FIRST.finditer(text) if ", " in text else ():
        if _is_surname_first(found["sur"], found["first"]):
            yield Mark("E07", *found.span(), "name")
    if _QUICK_LABEL.search(text):
        for found in _LABELLED.finditer(text):
            if _is_of_names(found["name"]):
                yield Mark("E07", *found.span("name"), "name")
    for found in _ALIAS.finditer(text) if any(word in text for word in _ALIAS_WORDS) else ():
        yield Mark("E07", *found.span("name"), "nickname")
    for found in _LETTER_AND_NAME.finditer(text) if has_letters(text) else ():
        if _is_surname(found["name"]) and _BEFORE_NAME.search(text, 0, found.start()):
            yield Mark("E07", *found.span(), "name")
    for found in _THE_PLURAL.finditer(text) if "he " in text else ():
        if folded(found["name"][:-1]) in words_that_are_names() and folded(found["name"]) not in known():
            yield Mark("E07", *found.span("name"), "name")
    yield from name_subjects.find(text)
    yield from _noted(text)


def _called_barely(text: str) -> Iterator[Mark]:
    """Mark nicknames without quotation marks: “a man whom everyone called Smudge”."""
    done = 0
    for capital in _CAPITAL_LETTER.finditer(text):
        at = capital.start()
        if (
            at < done
            or text[at - 1 : at] not in (" ", "\n")
            or not (text[at - 2].isalpha() or text[at - 2] == ",")
        ):
            continue
        before = text[max(0, at - 120) : at]
        if not any(each in before for each in _CALLING):
            continue
        for found in _CALLED_BARELY.finditer(text, max(done, at - 160), at + 160):
            done = found.end()
            if _is_bare_nickname(found["name"]):
                yield Mark("E07", *found.span("name"), "nickname")


def _called_by_all(text: str) -> Iterator[Mark]:
    """Mark nicknames that others use: “Pigeon, as everyone called him”, “the baby, Squeak to everyone”."""
    for found in (
        _AS_THEY_CALLED.finditer(text) if " to " in text or ", as " in text or ", wh" in text else ()
    ):
        to_all = found[0].endswith(found["name"]) or f"{found['name']} to " in " ".join(found[0].split())
        if to_all and not _BEFORE_TO_ALL.search(text, max(0, found.start() - 10), found.start()):
            continue
        if folded(found["name"]) not in _TO_ALL and _is_bare_nickname(found["name"]):
            yield Mark("E07", *found.span("name"), "nickname")


def find_after_title(text: str) -> Iterator[Mark]:
    """Mark names after a title as E07, where nothing else of the text can be read."""
    for found in _AFTER_TITLE.finditer(text):
        if folded(re.split(r"[ \n]", found["name"])[0]) not in ROLES:
            yield Mark("E07", *found.span(), "titled")


def _is_surname(word: str) -> bool:
    fold = folded(word)
    return (not is_ordinary(fold) or fold in words_that_are_names()) and fold not in known()


def _begins(text: str, at: int, never: str = "_-") -> bool:
    """Whether a word starts there.

    We ask after a match, because a pattern that starts with a letter runs much faster.
    """
    return at == 0 or not (text[at - 1].isalnum() or text[at - 1] in never)


def _titled(text: str) -> Iterator[Mark]:
    for found in _TITLED.finditer(text):
        if not _begins(text, found.start()) or _ENDS_A_SENTENCE.match(found[0]):
            continue
        last = folded(re.split(r"[ \n]", found["name"])[-1])
        if folded(re.split(r"[ \n]", found["name"])[0]) in ROLES:
            continue
        yield Mark(
            "" if last in PUBLIC_FIGURES and HONOURS.match(found[0]) else "E07", *found.span(), "titled"
        )
    for place in _CAPITAL_LETTER.finditer(text):
        at = place.start()
        if text[at - 1 : at] not in (" ", "\n") or not (text[at - 2].islower() or text[at - 2].isdigit()):
            continue
        before = _WORD_OF_TITLE.search(text[max(0, at - 45) : at])
        name = _NAME_HERE.match(text, at) if before else None
        if before and name:
            start = at - (len(before.string) - before.start())
            if _is_titled(before["title"], name[0]):
                public = folded(re.split(r"[ \n]", name[0])[-1]) in PUBLIC_FIGURES and HONOURS.match(
                    before["title"]
                )
                yield Mark("" if public else "E07", start, name.end(), "titled")
    for found in () if _SMALL_TITLES.isdisjoint(different_words(text)) else _TITLED_SMALL.finditer(text):
        if folded(found["name"]) not in ROLES:
            yield Mark("E07", *found.span(), "titled")


def _is_titled(title: str, name: str) -> bool:
    """Whether a name follows a word like “nurse” or “uncle”, and not a word that makes it a role."""
    first = folded(re.split(r"[ \n]", name)[0])
    if len(first) == 1:
        return title[0].isupper() and name != "I" and title not in ("Officer", "Major", "Baby", "Recorder")
    if first in ROLES or first in known() or _PLURAL_OF_LETTERS.match(name):
        return False
    return not is_ordinary(first) or first in words_that_are_names()


def _initials(text: str) -> Iterator[Mark]:
    """Mark initials: J.B.; the father (R.K.); AB’s mother; “K said”."""
    if _QUICK_INITIAL.search(text):
        for found in _INITIALS.finditer(text):
            letters = re.sub(r"\W", "", found[0]).upper()
            if (
                _begins(text, found.start(), "_.")
                and letters not in NO_INITIALS
                and _is_of_person(text, found)
            ):
                yield Mark("E07", *found.span(), "initials")
    for found in _OWNER.finditer(text) if "’s " in text or "'s " in text else ():
        yield Mark("E07", *found.span("letters"), "initials")
    for pattern, before in ((_LETTERS, _KIN_BEFORE), (_ONE_LETTER, _BEFORE_LETTER)):
        for found in pattern.finditer(text) if has_letters(text) else ():
            if _NO_LETTERS.match(found["letters"]) or (
                pattern is _ONE_LETTER and found["letters"] in NO_SUBJECTS
            ):
                continue
            if before.search(text[max(0, found.start() - 20) : found.start()]):
                yield Mark("E07", *found.span("letters"), "initials")


def _noted(text: str) -> Iterator[Mark]:
    """Mark names in lower case, as in a hasty note."""
    if not any(map(_may_be_noted, words_of(text))) and not any(each in text for each in _PLAIN_WORDS):
        return
    for found in _NOTED.finditer(text):
        name = folded(found["name"])
        if name in names_that_are_words():
            if _PLAINLY.search(text, 0, found.start("name")) and re.match(
                r"\s+(?:re|who|she|he|says|said|states)\b", text[found.end() :]
            ):
                yield Mark("E07", *found.span("name"), "name")
        elif "-" in name:
            if all(is_name_only(part) or part in names_that_are_words() for part in name.split("-")):
                yield Mark("E07", *found.span("name"), "name")
        elif name not in words_that_are_names() and not is_ordinary(name):
            yield Mark("E07", *found.span("name"), "name")


@lru_cache(maxsize=20_000)
def _may_be_noted(word: str) -> bool:
    """Whether a word in lower case may be a name in a note, wherever it stands."""
    fold = folded(word)
    return word[0].islower() and (
        "-" in fold or (fold not in words_that_are_names() and not is_ordinary(fold))
    )


def _is_of_person(text: str, found: re.Match[str]) -> bool:
    """Whether initials are a person's, and not the start of a list item or part of a longer abbreviation."""
    letters = re.findall(r"[A-Z]", found[0])
    before = text[: found.start()].rstrip(" ")
    if len(letters) > 1:
        return True
    if not before or text[found.start() - 1] != " " or before[-1] in ".!?\n":
        return False
    # “Appendix A. Services that …” ends a sentence with its letter.
    following = _FIRST_WORD.match(text, found.end())
    return not (following and _is_no_surname(following[0])) and not _LETTERED.search(before)


def _is_no_surname(word: str) -> bool:
    fold = folded(word)
    return is_ordinary(fold) and fold not in words_that_are_names()


def _is_nickname(name: str, before: str) -> bool:
    """Whether words in quotation marks are a nickname, and not a thing, a term or a book."""
    words = [folded(each) for each in name.split()]
    human = _HUMAN.search(before)
    if len(words) == 1:
        return (
            (bool(human) and not words[0].endswith("ing"))
            or not is_ordinary(words[0])
            or words[0] in names_that_are_words()
        )
    return (bool(human) and not before.rstrip(" ,:").endswith("called")) or any(
        re.fullmatch(KIN, word) or not is_ordinary(word) for word in words
    )


def _is_bare_nickname(name: str) -> bool:
    """Whether a word with a capital, that somebody is called by, is a nickname, and not a role or an abbreviation."""
    words = [folded(each) for each in name.split()]
    return not name.isupper() and not any(
        re.fullmatch(KIN, word) or word in ROLES or word in _NO_NICKNAMES or word in known()
        for word in words[-1:]
    )


def _is_surname_first(surname: str, first: str) -> bool:
    sur, given = folded(surname), folded(re.split("[ -]", first)[0])
    if sur in known() or (given in known() and len(given) > 2):
        return False
    if len(first.rstrip(".")) == 1:
        return not surname.isupper() and not is_ordinary(sur) and first[:1] not in "AI"
    if surname.isupper() and not first.isupper():
        return (not is_ordinary(sur) or sur in words_that_are_names()) and (
            not is_ordinary(given) or given in words_that_are_names()
        )
    return False


def _is_of_names(name: str) -> bool:
    """Whether the words after a label are names, by the lists."""
    words = [folded(each) for each in name.split(" ")]
    first = words[0]
    given = not is_ordinary(first) or first in names_that_are_words() or first in names_that_are_places()
    return (
        given
        and (len(words) > 1 or not is_ordinary(first) or first not in ("amber", "green", "red"))
        and not any(word in ROLES for word in words)
    )
