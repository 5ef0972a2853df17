"""People by their names: by title, by list, by not being a word, and by what is said of them.

A word with a capital within a sentence that no list of words holds is a name, unless it is known for something else. A
word that is both (Grace, Will) is a name where something is said of it that is said of people.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from elearn.content.checking.lexicon import (
    folded,
    is_name_only,
    is_ordinary,
    known,
    names_that_are_places,
    names_that_are_words,
    words_that_are_names,
)
from elearn.content.checking.marks import Mark
from elearn.content.checking.people import (
    ABSTRACT, ADDRESSED, CONTACT, DETERMINERS, EPONYM, EPONYM_OF, HUMAN_NOUNS, IN_PLACES, KIN, MODALS, MONTHS, ORGANISATION, PARTICIPLES,
    ROLES, SAYS, TITLES, TITLES_THAT_ARE_WORDS,
)  # fmt: skip

_PARTICLE = r"(?:van der|van den|van de|van|von|de la|de los|de|del|della|da|dos|du|di|le|la|bin|bint|ibn|ap|ab|ferch|ní|ó|al|el|ter|ten|zu)"
_CAPITAL = r"(?:(?:al|el|Al|El|O|D|de|De|L)[’'-])?[A-ZÀ-ÖØ-ÞĀ-Ž][^\W\d_]*(?:[’'-][^\W\d_]+)*"
_PERSON = rf"(?:{_PARTICLE} )?{_CAPITAL}(?:[ \n](?:{_PARTICLE}[ \n])?{_CAPITAL}){{0,2}}"
_TITLED = re.compile(
    rf"(?<![\w-])(?:{TITLES})\.?(?:[ \n](?:and|&)[ \n](?:{TITLES})\.?)?[ \n](?P<name>(?:[A-Z]\.? ?)?{_PERSON}|[A-Z]{{1,2}}\.?(?![\w-]))"
)
_TITLED_WORD = re.compile(
    rf"(?<![\w-])(?P<title>{TITLES_THAT_ARE_WORDS})[ \n](?P<name>(?:[A-Z]\. ?)?{_PERSON}|[A-Z](?![\w-]))"
)
_TITLED_LOW = re.compile(
    rf"(?<![\w-])(?:mr|mrs|ms|dr|prof|pc|dc|ds|dci|sgt|cllr|rev|hv|sw)\.? (?P<name>(?!and\b|or\b|to\b|is\b|was\b|has\b|who\b|at\b|in\b|re\b|for\b|will\b|on\b|the\b|visit|called\b|rang\b|said\b|saw\b|states?\b)[a-zà-ÿ][\w’'-]{{2,}})(?![\w])"
)
_INITIALS = re.compile(
    r"(?<![\w.])(?:[A-Z]\. ?){1,3}[A-Z]\.(?!\w)|(?<![\w.])(?:[A-Z]\. ?){1,2}(?=[A-Z][a-z]{2,})|(?<![\w.])[A-Z]\.[A-Z](?:\.[A-Z])?(?![\w.])"
)
_NO_INITIALS = frozenset(
    "NB NHS UK US USA EU AM PM IE EG PS QC KC MP PE RE IT ID TV GP AE DOB AD BC PHD BA MA BSC II OK RIP VIP TBC TBA ASAP NVQ NI PTO CV DIY UN NO".split()
)
_LETTERS_OF = re.compile(
    rf"(?<![\w’'-])(?P<letters>(?!GP|UK|US|EU|IT|HR|TV|PE|SW|HV|MP|ID|DV|DA|CP|EH|AP|LA|HT|DP|I\b|A\b)[A-Z]{{1,2}})[’']s (?:{KIN}|{HUMAN_NOUNS})\b"
    rf"|\b(?:{KIN}|child|baby|boy|girl|pupil|patient|carer|parent|son|daughter)\s+\(?(?P<after>(?!GP|UK|US|EU|IT|HR|TV|PE|MP|ID|DV|DA|CP|EH|AP|LA|OR|IS|IN|AT|I\b|A\b)[A-Z](?:[A-Z]|\.[A-Z]\.)?)\)?(?=\s+(?:was|is|has|had|said|told|did|went|and|who|lived|moved|disclosed|reported|came|left)\b|[,.)])"
)
_CALLED = re.compile(
    r"\b(?:(?:known|referred to|introduced|described|saved|listed|recorded)\b[^.;“\"‘']{0,40}\bas|nicknamed|nick-?name(?: (?:is|was|of))?|alias(?:es)?|a\.?k\.?a\.?|going by|goes by|went by|answers? to|street name(?: (?:is|was|of))?|call(?:ed|s|ing)?(?: (?:him|her|them|me|himself|herself|themselves|this man|the man|the boy|the girl|the child|the baby|the driver))?|named|name (?:is|was)|a (?:man|woman|boy|girl|friend|person|lad|dealer|driver|adult) (?:known as|called)|(?:him|her|them|man|boy|girl|user|driver|contact) as)"
    r"[ \n,:]{1,3}(?:the[ \n])?(?P<name>[“\"‘](?:[A-Z][\w’'.-]*|\w+[A-Z]\w*|[A-Z]{1,3}\d?)(?:[ \n](?:[A-Z][\w’'.-]*|\d+)){0,2}[”\"’](?!\w))"
)
_NICK_WITHIN = re.compile(rf"{_CAPITAL}[ \n][“\"‘(][A-Z]\w+[”\"’)][ \n]{_CAPITAL}")
_SURNAME_FIRST = re.compile(
    rf"(?<![\w’'-])(?P<sur>[A-ZÀ-Þ][A-ZÀ-Þ’'-]{{2,}}|{_CAPITAL}),[ ](?P<first>[A-ZÀ-Þ][a-zà-ÿ]+(?:[ -][A-Z][a-zà-ÿ]+)?|[A-Z]{{2,}}|[A-Z]\.?(?![\w’'])(?:[ ]?[A-Z]\.?(?!\w))?)"
)
_WORD = re.compile(r"[^\W\d_](?:[^\W_]|[’'-](?=\w))*[^\W_]|[^\W\d_]")
_NOTE_NAME = re.compile(
    r"\b(?:spoke (?:to|with)|t/?c (?:from|to|with)|p/?c (?:from|to|with)|h/?v (?:to|with)|saw|met(?: with)?|seen (?:by|with)|rang|phoned|texted|visited|visit to|call from|email (?:from|to)|msg from|text from|contact with|mum|dad|nan|uncle|aunt|auntie|aunty|nanny|grandad|stepdad|stepmum|bf|boyfriend|girlfriend|partner|sister|brother|sibling|cousin|baby|worker|with|called|named|says|from)\s+(?P<name>[a-zà-ÿ][a-zà-ÿ’'-]{2,})"
    r"(?=\s+(?:re|at|on|in|about|who|says|said|states|stated|she|he|was|is|has|had|and|to|for|with|today|again|not|seen|reports|reported|rang|called|came|did|does|by|via)\b|[,.;:)]|\s*$)"
)
_CITED = re.compile(
    r"[ \n]+(?:et al|and colleagues|and others|(?:and|&)[ \n][A-Z]\w+,?[ \n]\(?(?:19|20)\d\d)|,?[ \n]\(?(?:19|20)\d\d[a-z]?\)?(?=[),;.:]|$)|’?'?s?[ \n]\((?:19|20)\d\d"
)
_SHORT = frozenset("jo mo ed li ty bo di ng wu xu yu".split())
"""Names of two letters that are no words."""
_OPENERS = '.!?:;“"‘(–—|/•[…'


@dataclass(frozen=True, slots=True)
class _Word:
    """A word in its place. `sort`: name, both, place (both too), weak (rarely a name), plain."""

    start: int
    end: int
    text: str
    sort: str
    first: bool
    capital: bool


def find(text: str, kind: str) -> Iterator[Mark]:
    """E07: people by name."""
    yield from _by_form(text)
    words = _words(text)
    shouted = _shouted_lines(text)
    index = 0
    while index < len(words):
        if words[index].capital:
            run = _run(words, index, text)
            yield from _of_run(text, words, index, run, shouted)
            index += run
        else:
            word = words[index]
            if word.sort == "name" and word.text.islower() and len(word.text) > 3 and _is_noted(text, word):
                yield Mark("E07", word.start, word.end, "name")
            index += 1
    for found in _NOTE_NAME.finditer(text):
        name = folded(found["name"])
        if name not in words_that_are_names() and not is_ordinary(name) and "-" not in name:
            yield Mark("E07", *found.span("name"), "name")


def _by_form(text: str) -> Iterator[Mark]:
    for found in _TITLED.finditer(text):
        if folded(found["name"].split()[0]) not in ROLES:
            yield Mark("E07", *found.span(), "titled")
    for found in _TITLED_WORD.finditer(text):
        first = folded(re.split(r"[ \n]", found["name"])[0])
        if first not in ROLES and not (is_ordinary(first) and first not in words_that_are_names()):
            if not (found["name"] in {"A", "I"} and found["title"][0].islower()) and first not in known():
                yield Mark("E07", *found.span(), "titled")
    for found in _TITLED_LOW.finditer(text):
        if folded(found["name"]) not in ROLES:
            yield Mark("E07", *found.span(), "titled")
    for found in _INITIALS.finditer(text):
        if re.sub(r"\W", "", found[0]).upper() not in _NO_INITIALS and _is_of_person(text, found):
            yield Mark("E07", *found.span(), "initials")
    for found in _LETTERS_OF.finditer(text):
        yield Mark("E07", *found.span("letters" if found["letters"] else "after"), "initials")
    for found in _NICK_WITHIN.finditer(text):
        yield Mark("E07", *found.span(), "name")
    for found in _CALLED.finditer(text):
        if _is_nickname(found["name"][1:-1], found[0]):
            yield Mark("E07", *found.span("name"), "nickname")
    for found in _SURNAME_FIRST.finditer(text):
        if _is_surname_first(found["sur"], found["first"]):
            yield Mark("E07", *found.span(), "name")


def _is_of_person(text: str, found: re.Match[str]) -> bool:
    """Whether initials are somebody's: not the head of a list, not an abbreviation in the middle of a name."""
    letters = re.findall(r"[A-Z]", found[0])
    return (
        len(letters) > 1
        or found.start() > 0
        and text[found.start() - 1] == " "
        and text[max(0, found.start() - 2)] not in ".!?\n "
    )


def _is_nickname(name: str, whole: str) -> bool:
    words = [folded(each) for each in name.split()]
    human = re.search(
        r"\b(?:him|her|them|himself|herself|nick-?named?|alias|a\.?k\.?a|street name|man|woman|boy|girl|lad|driver|dealer|friend|goes|went|answers?)\b",
        whole,
        re.IGNORECASE,
    )
    if len(words) == 1:
        return bool(human) or not is_ordinary(words[0]) or words[0] in names_that_are_words()
    return bool(human) or any(re.fullmatch(KIN, word) or not is_ordinary(word) for word in words)


def _is_surname_first(surname: str, first: str) -> bool:
    sur, given = folded(surname), folded(re.split("[ -]", first)[0])
    if sur in known() or given in known() and len(given) > 2:
        return False
    initial = len(first.rstrip(".")) == 1
    if initial:
        return not surname.isupper() and not is_ordinary(sur) and first[:1] not in "AI"
    if surname.isupper() and not first.isupper():
        return (not is_ordinary(sur) or sur in words_that_are_names()) and (
            not is_ordinary(given) or given in words_that_are_names()
        )
    return False


def _words(text: str) -> list[_Word]:
    found: list[_Word] = []
    for each in _WORD.finditer(text):
        word = each[0]
        capital = word[0].isupper()
        found.append(
            _Word(each.start(), each.end(), word, _sort(word), _is_first(text, each.start()), capital)
        )
    return found


def _sort(word: str) -> str:
    """What a word may be, whatever stands around it."""
    fold = folded(word)
    if len(fold) < 3 and word.isascii():
        return "name" if fold in _SHORT and word[0].isupper() else "plain"
    if fold in names_that_are_words():
        return "both"
    if fold in names_that_are_places():
        return "place"
    if "-" in fold:
        return _sort_of_hyphened(word, fold)
    if fold in words_that_are_names():
        return "weak"
    if is_ordinary(fold):
        return "plain"
    if word[0].islower():
        return "name" if is_name_only(fold) else "plain"
    if any(each.isupper() for each in word[1:]) and not word.isupper():
        return "name" if re.match(r"(?:Ma?c|O[’']|D[’']|Fitz|De|Di|Le|La|Van|Al)[A-Z]", word) else "plain"
    return "name"


def _sort_of_hyphened(word: str, fold: str) -> str:
    if is_ordinary(fold) or is_ordinary(fold.replace("-", "")) or word[0].islower():
        return "plain"
    parts = [part for part in word.split("-") if len(part) > 1]
    sorts = [_sort(part) for part in parts]
    if "name" in sorts and all(part[0].isupper() for part in parts):
        return "name"
    return (
        "name"
        if len(parts) > 1
        and all(
            sort in {"both", "name"} and part[0].isupper() for sort, part in zip(sorts, parts, strict=True)
        )
        else "plain"
    )


def _is_first(text: str, start: int) -> bool:
    """Whether a word begins a sentence, a line of a list, or what somebody says."""
    before = text[:start].rstrip(" \t*_")
    if not before or before[-1] in _OPENERS:
        return True
    if before[-1] == "\n":
        line = text[before.rstrip("\n").rfind("\n") + 1 : start]
        return before.endswith("\n\n") or line[-1:] in (" ", "\t") or before.rstrip()[-1:] in (*_OPENERS, "")
    return before[-1] in "-'’" and (len(before) < 2 or before[-2] in " \n")


def _shouted_lines(text: str) -> list[tuple[int, int]]:
    """Lines in capitals, as some records are kept."""
    found: list[tuple[int, int]] = []
    start = 0
    for line in text.split("\n"):
        words = re.findall(r"[^\W\d_]{2,}", line)
        if len(words) > 3 and sum(word.isupper() for word in words) > 0.7 * len(words):
            found.append((start, start + len(line)))
        start += len(line) + 1
    return found


def _run(words: Sequence[_Word], index: int, text: str) -> int:
    """How many words with capitals follow one another, with nothing but a space or a particle between."""
    end = index + 1
    while end < len(words):
        between = text[words[end - 1].end : words[end].start]
        if not (between in (" ", "\n") or re.fullmatch(rf"[ \n]{_PARTICLE}[ \n]", between)) or words[
            end - 1
        ].text.endswith(("'s", "’s")):
            break
        if not words[end].capital:
            following = words[end + 1] if end + 1 < len(words) else None
            if (
                re.fullmatch(_PARTICLE, words[end].text)
                and following
                and following.capital
                and words[end - 1].sort != "plain"
            ):
                end += 1
                continue
            break
        end += 1
    return end - index


def _of_run(
    text: str, words: Sequence[_Word], index: int, length: int, shouted: Sequence[tuple[int, int]]
) -> Iterator[Mark]:
    run = list(words[index : index + length])
    loud = any(start <= run[0].start < end for start, end in shouted)
    if loud:
        yield from _of_shouting(words, index, run)
        return
    if _is_thing(text, words, index, run):
        return
    previous = (
        words[index - 1]
        if index and text[words[index - 1].end : run[0].start].strip(' \n,(“"‘') == ""
        else None
    )
    begin: int | None = None
    for offset, word in enumerate(run):
        following = words[index + offset + 1] if index + offset + 1 < len(words) else None
        before = run[offset - 1] if offset else previous
        if _is_person(text, word, before, following, run, offset):
            begin = offset if begin is None else begin
        elif begin is not None and (word.sort == "plain" and folded(word.text) in ROLES):
            yield Mark("E07", run[begin].start, run[offset - 1].end, "name")
            begin = None
    if begin is not None:
        last = run[-1]
        yield Mark("E07", run[begin].start, last.end - (2 if last.text.endswith(("'s", "’s")) else 0), "name")


def _of_shouting(words: Sequence[_Word], index: int, run: Sequence[_Word]) -> Iterator[Mark]:
    for offset, word in enumerate(run):
        fold = folded(word.text)
        unknown = word.sort == "name" and (is_name_only(fold) or len(fold) > 4)
        following = words[index + offset + 1].text.lower() if index + offset + 1 < len(words) else ""
        if unknown or (
            word.sort == "both" and (following in SAYS or following in {"SEEN", "STATES", "seen", "states"})
        ):
            yield Mark("E07", word.start, word.end, "name")


def _is_thing(text: str, words: Sequence[_Word], index: int, run: Sequence[_Word]) -> bool:
    """Whether words with capitals are the name of something: an organisation, a law, a test, a book that is cited."""
    end = run[-1].end
    after = words[index + len(run)] if index + len(run) < len(words) else None
    if any(folded(word.text) in ORGANISATION for word in run[1:]):
        return True
    if run[0].text in {"St", "Saint", "SS"}:
        return True
    if _CITED.match(text, end):
        return True
    nearby = after is not None and text[end : after.start] in (" ", "\n")
    owned = run[-1].text.endswith(("'s", "’s", "s'", "s’"))
    if after and nearby and folded(after.text) in (EPONYM_OF if owned else EPONYM):
        return True
    return False


def _is_person(
    text: str, word: _Word, before: _Word | None, following: _Word | None, run: Sequence[_Word], offset: int
) -> bool:
    fold = folded(word.text)
    prior = before.text.lower() if before else ""
    if word.text.isupper() and len(word.text) > 1:
        return _is_capitals(word, prior, run)
    if word.sort == "name":
        listed = is_name_only(fold)
        if (
            prior in DETERMINERS
            and not listed
            and (
                following is None
                or folded(following.text)
                not in {"family", "household", "children", "brothers", "sisters", "twins", "siblings"}
            )
        ):
            return False
        if (
            prior in IN_PLACES
            and not listed
            and not word.first
            and len(run) == 1
            and not word.text.endswith(("'s", "’s"))
        ):
            return False
        if (
            prior in {"from", "to", "of", "at", "and"}
            and not listed
            and re.search(
                r"(?:shire|borough|burgh|bury|ham|ton|wick|chester|mouth|pool|field|thorpe|stead|minster|dale|combe|holme|upon|ville|ster|stan)$",
                fold,
            )
            and len(run) == 1
        ):
            return False
        return True
    if word.sort == "plain":
        return False
    if word.first:
        return _acts(text, word, following)
    if _in_title_case(text, word):
        return _acts(text, word, following)
    if prior in DETERMINERS or prior in MODALS:
        return False
    if word.sort == "place":
        return prior not in IN_PLACES | {"from", "of", "to", "at", "and", "or"} and len(run) == 1
    if fold in MONTHS:
        return not re.match(r"[ \n]*\d", text[word.end :]) and (
            _acts(text, word, following) or prior in CONTACT
        )
    if word.sort == "weak":
        return (
            (prior in CONTACT or _acts(text, word, following))
            and len(run) == 1
            or offset > 0
            and run[offset - 1].sort in {"both", "name"}
        )
    return (
        len(run) == 1
        or offset == 0
        and run[1].sort != "plain"
        or (offset > 0 and run[offset - 1].sort in {"both", "name"})
    )


def _is_capitals(word: _Word, prior: str, run: Sequence[_Word]) -> bool:
    fold = folded(word.text)
    if (
        len(fold) < 4
        or prior in DETERMINERS
        or fold in {"elsa", "dash", "sara", "eric", "icon", "elsas", "alice", "asset", "nina", "clare"}
    ):
        return False
    return is_name_only(fold)


def _in_title_case(text: str, word: _Word) -> bool:
    start = text.rfind("\n", 0, word.start) + 1
    end = text.find("\n", word.start)
    line = text[start : end if end >= 0 else len(text)].strip()
    words = [each for each in re.findall(r"[^\W\d_][\w’'-]*", line) if len(each) > 3]
    return (
        len(words) > 1
        and not line.endswith(".")
        and sum(each[0].isupper() for each in words) > 0.7 * len(words)
    )


def _acts(text: str, word: _Word, following: _Word | None) -> bool:
    """Whether what follows says something of the word that is said of people."""
    fold = folded(word.text)
    after = text[word.end : word.end + 60]
    owned = word.text.endswith(("'s", "’s"))
    if owned:
        noun = following.text.lower() if following else ""
        return bool(re.fullmatch(rf"(?:{KIN}|{HUMAN_NOUNS})", noun)) or (
            noun
            in {
                "older",
                "younger",
                "own",
                "new",
                "little",
                "big",
                "elder",
                "foster",
                "former",
                "ex-partner",
                "social",
            }
        )
    if ADDRESSED.match(after):
        return True
    if following is None or text[word.end : following.start].strip(" \n") != "":
        return False
    verb = following.text.lower()
    if verb in SAYS:
        return True
    if verb in {"is", "was", "has", "had", "isn’t", "wasn’t", "hasn’t", "hadn’t"}:
        rest = text[following.end : following.end + 40]
        return bool(PARTICIPLES.match(rest))
    if following.capital and following.sort in {"both", "weak", "name"} and not following.first:
        rest = re.match(r"[ \n]+([a-z]+)", text[following.end : following.end + 20])
        return bool(
            rest and (rest[1] in SAYS or rest[1] in {"is", "was", "had", "has"} or rest[1].endswith("ed"))
        )
    if fold in ABSTRACT:
        return False
    return verb.endswith("ed") and verb not in {
        "rated",
        "related",
        "funded",
        "based",
        "tinted",
        "coloured",
        "flagged",
        "listed",
        "graded",
        "aided",
        "need",
        "feed",
        "completed",
        "unmarked",
        "led",
    }


def _is_noted(text: str, word: _Word) -> bool:
    """Whether a name in small letters stands as one, and not inside something else."""
    around = text[max(0, word.start - 1) : word.start] + text[word.end : word.end + 1]
    return not re.search(r"[@/_.#-]\S?$", around[:1]) and not around.endswith(("@", "/", "_", "-"))
