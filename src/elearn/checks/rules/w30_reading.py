"""W30 to W34: pages that are hard to read, and a course that takes more or less time than it says."""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from elearn.checks.lists import pairs, words
from elearn.checks.model import IN_ENGLISH, Examined, Found, course_rule
from elearn.checks.places import place_of
from elearn.content import ReadingEase, reading_ease, sentences, syllables, words_of
from elearn.content.course import Course, course_minutes, page_readings
from elearn.content.kinds import Block
from elearn.content.text import Place, quoted
from elearn.patterns import late
from elearn.phrases import joined, nphrase, phrase

LEAST_EASE, MOST_MEAN, MOST_WORDS = 55, 20, 30
ENOUGH = 80
"""How many words a page needs before its reading ease means anything."""
SKETCH = 400
"""A course with fewer words has only been started, so its duration is not checked."""
PLAINER = dict(pairs("rules/reading", "plainer"))
_KNOWN = words("rules/reading", "known-abbreviations")
"""Nobody needs these in full, or they are words in capitals and numerals."""
_ACRONYM = late(r"(?<![\w.&-])[A-Z][A-Z&]{1,5}(?=s?(?![\w&]))(?!\.\w)")
_IN_BRACKETS = late(r"(?<=\w)\s+\((?P<short>(?:[\w]{1,12} )?[A-Z][A-Z&]{1,5}s?)\)")
_THEN_WORDS = late(r"\b(?P<short>[A-Z][A-Z&]{1,5}s?)\s\([a-zA-Z]{3,}[^()]*\s[^()]*\)")
_EXPLAINED = late(r"\b(?P<short>[A-Z][A-Z&]{1,5}s?),?\s(?:stands?|is short|are short|means?)\b")
_JOINS = late(
    r"[,;:]\s+(?P<mark>\w+)|\s(?P<word>and|but|because|so|which|who|while|although|if|when|unless|or)\s", re.I
)


def _groups(course: Course, examined: Examined) -> Iterator[tuple[str, Place, Sequence[tuple[Block, Place]]]]:
    """The introduction, each page and each bank: its name, its place, and its blocks with their places."""
    source = examined.source
    places = iter(source.blocks)
    begin = Place(source.course_file, 1)
    yield phrase("The introduction"), begin, [(block, next(places)) for block in course.introduction]
    for page, place in zip(course.pages(), source.pages, strict=True):
        name = phrase("The page %(title)s", title=quoted(page.title))
        yield name, place, [(block, next(places)) for block in page.blocks]
    for bank in course.banks:
        blocks = [(question, next(places)) for question in bank.questions]
        name = phrase("The bank %(title)s", title=quoted(bank.title))
        yield name, blocks[0][1] if blocks else begin, blocks


def _eases(examined: Examined) -> Iterator[tuple[str, Place, ReadingEase, list[str]]]:
    if course := examined.course:
        for name, place, blocks in _groups(course, examined):
            passages = [passage for block, _ in blocks for passage in block.prose()]
            yield name, place, reading_ease(passages), passages


def _hard(examined: Examined) -> Iterator[Found]:
    for name, place, found, passages in _eases(examined):
        if found.words >= ENOUGH and found.flesch is not None and found.flesch < LEAST_EASE and found.longest:
            hardest = max(
                (each for passage in passages for each in sentences(passage)),
                key=lambda each: 1.015 * each.words + 84.6 * each.syllables / each.words,
            )
            at, column = place_of(hardest.text, examined.texts, place)
            yield Found(
                at,
                phrase(
                    "%(part)s is hard to read: a reading ease of %(ease)s, where %(least)s is the least. "
                    "Its hardest sentence is %(sentence)s",
                    part=name,
                    ease=round(found.flesch),
                    least=LEAST_EASE,
                    sentence=quoted(hardest.text, 100),
                ),
                _plainer(passages),
                column,
            )


def _plainer(passages: Iterable[str]) -> str:
    """The remedy: which of the words to replace with plainer ones."""
    every = [word.lower() for passage in passages for word in words_of(passage)]
    swaps = [
        phrase("“%(plainer)s” for “%(word)s”", plainer=PLAINER[word], word=word)
        for word in dict.fromkeys(every)
        if word in PLAINER
    ][:4]
    if swaps:
        return phrase("Write %(swaps)s; make two sentences of the longest.", swaps=joined(swaps, ", "))
    longest = sorted(
        {word for word in every if syllables(word) >= 4}, key=lambda word: (-every.count(word), word)
    )
    said = ", ".join(quoted(word) for word in longest[:4])
    return (
        phrase("Say %(said)s in shorter words, where you can.", said=said)
        if said
        else phrase("Make the sentences shorter.")
    )


def _long_on_average(examined: Examined) -> Iterator[Found]:
    for name, place, found, _ in _eases(examined):
        if found.words >= ENOUGH and found.mean > MOST_MEAN and found.longest:
            at, column = place_of(found.longest.text, examined.texts, place)
            yield Found(
                at,
                phrase(
                    "%(part)s has %(mean)s words a sentence, where %(most)s are the most. "
                    "Its longest has %(longest)s: %(sentence)s",
                    part=name,
                    mean=round(found.mean),
                    most=MOST_MEAN,
                    longest=found.longest.words,
                    sentence=quoted(found.longest.text, 100),
                ),
                _parted(found.longest.text),
                column,
            )


def _long(examined: Examined) -> Iterator[Found]:
    course = examined.course
    if course is None:
        return
    for _, _, blocks in _groups(course, examined):
        for block, place in blocks:
            for passage in block.prose():
                for sentence in sentences(passage):
                    if sentence.words > MOST_WORDS:
                        at, column = place_of(sentence.text, examined.texts, place)
                        yield Found(
                            at,
                            nphrase(
                                "A sentence of %(num)s word: %(sentence)s",
                                "A sentence of %(num)s words: %(sentence)s",
                                sentence.words,
                                sentence=quoted(sentence.text, 100),
                            ),
                            _parted(sentence.text),
                            column,
                        )


def _parted(sentence: str) -> str:
    """The remedy: where to end the sentence, as near to its middle as possible."""
    joins = [found for found in _JOINS.finditer(sentence) if 12 < found.start() < len(sentence) - 12]
    if not joins:
        return phrase("Make two sentences of it, with one thought in each.")
    best = min(joins, key=lambda found: abs(found.start() - len(sentence) / 2))
    after = sentence[best.start() :].lstrip(" ,;:")
    said = " ".join(after.split()[:4])
    return phrase("End the sentence before %(said)s, and begin another there.", said=quoted(said))


def _acronyms(examined: Examined) -> Iterator[Found]:
    course = examined.course
    if course is None:
        return
    said = [text for text in examined.texts if not text.is_note and text.name != "outcomes"]
    expanded = {
        word for block in course.blocks() for term in block.explains() for word in _ACRONYM.findall(term)
    }.union(*(_shortened(text.text)[1] for text in said), _KNOWN)
    told: set[str] = set()
    for text in said:
        for acronym, offset in _shortened(text.text)[0]:
            if acronym not in expanded and acronym not in told:
                told.add(acronym)
                line, column = text.place(offset)
                yield Found(
                    Place(text.path, line),
                    phrase("“%(acronym)s” is nowhere said in full.", acronym=acronym),
                    phrase(
                        "Write it out where it first stands, with the short form behind it: “… "
                        "(%(acronym)s)”.",
                        acronym=acronym,
                    ),
                    column,
                )


@lru_cache(maxsize=20_000)
def _shortened(text: str) -> tuple[tuple[tuple[str, int], ...], frozenset[str]]:
    """The abbreviations in a text with their places, and those that it gives in full."""
    used = tuple((found[0], found.start()) for found in _ACRONYM.finditer(text))
    if not used:
        return (), frozenset()
    return used, frozenset(
        word
        for pattern in (_IN_BRACKETS, _THEN_WORDS, _EXPLAINED)
        for found in pattern.finditer(text)
        for word in _ACRONYM.findall(found["short"])
    )


def _pace(examined: Examined) -> Iterator[Found]:
    if not examined.course:
        return
    if sum(each.words for each in page_readings(examined.course)) < SKETCH:
        return
    given, taken = examined.course.duration_minutes, course_minutes(examined.course)
    if abs(taken - given) > given / 3 and abs(taken - given) >= 2:
        place = examined.source.keys.get("duration", Place(examined.source.course_file, 1))
        whole = max(1, round(taken))
        yield Found(
            place,
            nphrase(
                "The course says %(num)s minute and takes about %(taken)s, by its words and questions.",
                "The course says %(num)s minutes and takes about %(taken)s, by its words and questions.",
                given,
                taken=whole,
            ),
            _another_duration(whole, shorten=taken > given),
        )


def _another_duration(minutes: int, *, shorten: bool) -> str:
    """The remedy: the duration to write, or what to do with the course instead."""
    if shorten:
        return nphrase(
            "Write “duration: %(num)s minute”, or shorten it.",
            "Write “duration: %(num)s minutes”, or shorten it.",
            minutes,
        )
    return nphrase(
        "Write “duration: %(num)s minute”, or lengthen it.",
        "Write “duration: %(num)s minutes”, or lengthen it.",
        minutes,
    )


RULES = (
    course_rule(
        "W30",
        "hard-to-read",
        "warning",
        phrase("a page with a reading ease (Flesch) below 55"),
        "Multi-agency implementation …",
        _hard,
        languages=IN_ENGLISH,
    ),
    course_rule(
        "W31",
        "long-on-average",
        "warning",
        phrase("a page with more than 20 words a sentence"),
        "a page of long sentences",
        _long_on_average,
        languages=IN_ENGLISH,
    ),
    course_rule(
        "W32",
        "long-sentence",
        "warning",
        phrase("a sentence of more than 30 words"),
        "one with three clauses and a list in it",
        _long,
        languages=IN_ENGLISH,
    ),
    course_rule(
        "W33",
        "acronym",
        "warning",
        phrase("an abbreviation that is nowhere said in full"),
        "Ask the MASH",
        _acronyms,
        languages=IN_ENGLISH,
    ),
    course_rule(
        "W34",
        "duration",
        "warning",
        phrase("a duration that is out by more than a third"),
        "duration: 10 minutes",
        _pace,
    ),
)
