"""E18: an edition of guidance that is cited as if it were in force, but is not."""

import re
from collections.abc import Iterator
from datetime import date
from functools import cache, lru_cache

from elearn.checks.lists import any_of
from elearn.checks.model import IN_ENGLISH, Examined, Found, Hit, Rule
from elearn.checks.texts import Text
from elearn.checks.wording import sentence_of, sentence_span
from elearn.content.text import Place
from elearn.days import today
from elearn.guidance import Guidance, guidances
from elearn.patterns import late
from elearn.phrases import phrase

_PAST = late(rf"\b(?:{any_of('rules/past', 'history')})\b", re.I)
_TOLD = late(rf"\b(?:{any_of('rules/past', 'told')})\b", re.I)
_NOW = late(rf"\b(?:{any_of('rules/past', 'now')})\b", re.I)
_THROWN_AWAY = late(rf"\b(?:{any_of('rules/past', 'thrown-away')})\b", re.I)
_PUT_RIGHT_AFTER = late(rf"\W*(?:{any_of('rules/past', 'put-right-after')})", re.I)
_ASKED_WHICH = late(
    r"\b(?:which|what) (?:edition|version|guidance) (?:did|was|were|had|would)\b[^.?!]*\?\W*$", re.I
)
_STILL = late(rf"\b(?:{any_of('rules/past', 'still')})\b", re.I)

_DIGITS = late(r"\d\d")
_YEAR = late(r"\b(?:19|20)\d\d\b")


_APOSTROPHE = "[’']"
_OF = r"(?:(?:edition|version|issue|text|copy|revision|advice|guidance)\s+(?:of|on)\s+)?(?:the\s+)?"


@cache
def _mentions() -> tuple[tuple[Guidance, re.Pattern[str], re.Pattern[str]], ...]:
    """Each guidance, a pattern for its name, and one for its name with a year before or after it."""
    found = []
    for guidance in guidances():
        name = "|".join(_spelt(each) for each in sorted(guidance.names, key=len, reverse=True))
        cited = late(
            rf"\b(?P<before>(?:19|20)\d\d)(?:[’']s)?\s+{_OF}(?:{name})(?!\w)"
            rf"|(?<!\w)(?:{name})(?!\w)(?:"
            r"(?P<between>[^.\d\n]{0,60}\n?[^.\d\n]{0,60}?)\b(?P<after>(?:19|20)\d\d)\b"
            r"|\s(?:[’']|(?<=KCS[Ii]E\s))(?P<short>[0-4]\d)(?![\w%]|\s+(?:years|days|weeks|months|pages|schools)\b))"
        )
        found.append((guidance, late(rf"(?<!\w)(?:{name})(?!\w)"), cited))
    return tuple(found)


def _spelt(name: str) -> str:
    """A pattern for a name. In a long one capitals do not count; a short one is also a few ordinary words."""
    pattern = re.escape(name).replace(r"\ ", r"\s+").replace("’", _APOSTROPHE)
    return f"(?i:{pattern})" if len(name.split()) > 2 else pattern


@lru_cache(maxsize=5_000)
def _hits(content: str, written: str, on: date) -> tuple[Hit, ...]:
    return tuple(_find(Text("", 1, content, "text", "prose", written=written), on))


def _find(text: Text, on: date) -> Iterator[Hit]:
    if not _DIGITS.search(text.text):
        return
    for guidance, named, cited in _mentions():
        for found in cited.finditer(text.text) if named.search(text.text) else ():
            edition = guidance.of_year(int(found["before"] or found["after"] or f"20{found['short']}"))
            now = guidance.in_force(on)
            if edition is None or edition is now or edition.first_day > on:
                continue
            sentence = sentence_of(text, found.start(), found.end())
            first, last = sentence_span(text, found.start(), found.end())
            if (
                _THROWN_AWAY.search(sentence)
                or _PUT_RIGHT_AFTER.match(text.text, last)
                or _ASKED_WHICH.search(text.text, 0, first)
            ):
                continue
            if _are_compared(guidance, sentence) or _is_history(
                sentence.replace(" ".join(found[0].split()), "")
            ):
                continue
            said = " ".join(found[0].split())
            yield Hit(
                found.start(),
                found.end(),
                phrase("“%(said)s” is no longer in force.", said=said),
                _remedy(guidance, edition.year, on),
            )


def _are_compared(guidance: Guidance, sentence: str) -> bool:
    """Whether a sentence names two editions and tells nobody to follow one: it compares them."""
    years = {int(year) for year in _YEAR.findall(sentence)}
    editions = [each for each in guidance.editions if each.year in years]
    return len(editions) > 1 and not _NOW.search(sentence)


def _is_history(sentence: str) -> bool:
    """Whether a sentence says that the edition was in force once, or tells what happened under it."""
    if _NOW.search(sentence):
        return bool(_PAST.search(sentence)) and not _STILL.search(sentence)
    return bool(_PAST.search(sentence) or _TOLD.search(sentence))


def _remedy(guidance: Guidance, year: int, on: date) -> str:
    now = guidance.in_force(on)
    if now:
        return phrase(
            "Cite %(title)s %(year)s, and look whether it says the same; or say that %(cited)s is history.",
            title=guidance.title,
            year=now.year,
            cited=year,
        )
    if after := guidance.superseded_by:
        return phrase("Cite %(title)s; or say that %(cited)s is history.", title=after.title, cited=year)
    return phrase("Cite what took its place; or say that %(cited)s is history.", cited=year)


def _in_whole(examined: Examined) -> Iterator[Found]:
    on = today()
    for text in examined.texts:
        if not text.is_note:
            for hit in _hits(text.text, text.written, on):
                line, column = text.place(hit.start)
                yield Found(Place(text.path, line), hit.message, hit.remedy, column)


RULE = Rule(
    "E18",
    "superseded-guidance",
    "error",
    phrase("an edition of guidance that is cited as current, and is not"),
    "as Working Together 2018 says",
    in_whole=_in_whole,
    subjects=frozenset({"course", "text"}),
    languages=IN_ENGLISH,
)
