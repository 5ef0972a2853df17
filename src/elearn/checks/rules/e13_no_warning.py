"""E13: harm to a child that is told without a warning before it.

Talk about abuse (in law, in a definition, in a question of procedure) is not exposure, because nobody is hurt
in it. The rule looks for words for an injury or an act, said about somebody. It finds them if neither the
introduction nor the page above them has a warning.
"""

from collections.abc import Iterator
from functools import lru_cache

from elearn.checks.acts import acts, is_of_a_thing
from elearn.checks.lists import any_of, patterns, phrases, words
from elearn.checks.model import IN_ENGLISH, Examined, Found, Rule
from elearn.checks.wording import lowered
from elearn.checks.wordings import Wordings
from elearn.content.kinds import directives_for
from elearn.content.text import Place
from elearn.patterns import late
from elearn.phrases import phrase

_CHILD = (
    r"(?:baby|babies|infant|toddler|child|children|boy|girl|teenager|young (?:person|man|woman)|twins?|pupil)"
)
_KIN = (
    r"(?:son|daughter|sister|brother|nephew|niece|cousin|grandson|granddaughter|stepson|stepdaughter"
    r"|wife|partner|mother"
    r"|mum|girlfriend|father|dad|nan|gran|grandmother)"
)
_BODIES = rf"(?:{any_of('rules/harm', 'bodies')})"
_AFTER_HER = any_of("rules/harm", "after-her")
_WHOM = (
    rf"(?:him|them|me|her(?=[.,;:!?)”]|$| (?:{_AFTER_HER})\b| (?:[\w-]+ )?{_BODIES}\b)|the "
    rf"(?:\w+ )?{_CHILD}|(?:his|her|their|the mother[’']s|my) (?:\w+ )?(?:{_KIN}|{_CHILD})|the mother)"
)
_MARKS = rf"(?:{any_of('rules/harm', 'marks')})"
_HURTS = rf"(?:{any_of('rules/harm', 'hurts')})"
_WHOSE = rf"(?:his|her|their|both|one|the|each|my|either|its|the {_CHILD}[’']s|{_CHILD}[’']s|an?)"
_PERSON = "|".join(sorted(words("rules/acts", "people") - {"him", "them", "me"}, reverse=True))
_PARTS = {
    "<whom>": rf"(?:{_WHOM}|(?:the|an?|his|her|their|my|another|one|some|two|other) (?:[\w-]+ ){{0,2}}?(?:{_PERSON})"
    r")(?![’'\w])",
    "<him>": _WHOM,
    "<who>": rf"(?:he|she|they|who|(?:the|an?|his|her|their|my|one) (?:[\w-]+ )?(?:{_PERSON}))",
    "<person>": rf"(?:{_PERSON})",
    "<kin>": _KIN,
    "<child>": _CHILD,
    "<owner>": r"(?:his|her|their|my|the (?:[\w-]+ )?[\w-]+(?:[’']s|s[’'])|[\w-]+[’']s)",
    "<body>": rf"(?:{any_of('rules/harm', 'bodies')})",
    "<w>": r"(?:[\w’'-]+,? )",
}
"""What the patterns of the lists have for parts, by the name that stands for each."""


_TOLD = (
    *phrases("rules/harm-told", "blows"),
    *phrases("rules/harm-told", "holds"),
    *phrases("rules/harm-told", "sexual"),
    *phrases("rules/harm-told", "injuries"),
    *phrases("rules/harm-told", "given"),
    *phrases("rules/harm-told", "self"),
)
_PATTERNS = (
    *(rf"(?<!\w)(?:{pattern})(?!\w)" for pattern in _TOLD),
    *(rf"\b(?:{act})(?!\w)" for act in phrases("rules/harm", "acts")),
    *(
        rf"\b(?:{act}) <him>(?! (?:hard|badly|most|that|with the news|as (?:odd|strange)))(?!\w)"
        for act in patterns("rules/harm", "done-to")
    ),
    rf"\b(?!blood on (?:its|their) hands){_MARKS}\b[^.!?\n]{{0,40}}?\b(?:on|to|across|over|around"
    rf"|of|in|round|behind|down|along|under|inside) (?:{_WHOSE} )+(?:[\w-]+ ){{0,2}}?{_BODIES}\b"
    r"(?<!its knees)(?<!its feet)",
    rf"\b{_WHOSE} (?:[\w-]+ )?{_BODIES} (?:was|were|had been|has been|is) (?:\w+ ){{0,2}}{_MARKS}\b",
    rf"\b(?:he|she|they|the {_CHILD}|his brother|her sister|who|and) (?:had|has|have|suffered"
    rf"|sustained|showed|came in with) (?:[\w-]+ ){{0,4}}?{_MARKS}\b",
    rf"\b(?:his|her|their|both|the {_CHILD}[’']s|{_CHILD}[’']s|my) (?:[\w-]+ ){{0,2}}?{_BODIES} "
    rf"(?:[\w’-]+ ){{0,4}}?{_HURTS}\b",
    rf"\b(?!blood on (?:its|their) hands){_HURTS} (?:[\w’-]+ ){{0,4}}?(?:his|her|their|both"
    rf"|the {_CHILD}[’']s|{_CHILD}[’']s|my) (?:[\w-]+ ){{0,2}}?{_BODIES}\b(?! (?:in shame|about it))",
    rf"\b{_HURTS} (?:[\w’-]+ ){{0,3}}?in the (?:upper |lower |left |right )?{_BODIES}\b",
    *(rf"\b(?:{wound})(?!\w)" for wound in phrases("rules/harm", "found")),
    r"\b(?:the|a|her|his|their) (?:\w+ )?(?:baby|child|boy|girl|toddler|infant|son|daughter|sister|brother|twin)"
    r"(?: (?:\w+ )?(?:was|were) found dead| had died| died| has died in| was dead)\b",
)
_HARM = Wordings(((pattern, None) for pattern in _PATTERNS), _PARTS)
"""Harm told, in lower case, because a pattern that need not mind the case runs much faster."""
_FIGURES = Wordings(((rf"(?<!\w)(?:{pattern})(?!\w)", None) for pattern in phrases("rules/figures")), _PARTS)
_NOT_TOLD = late(rf"\b(?:{any_of('rules/harm', 'not-told').lower()})(?!\w)")
_NOT_TOLD_BEFORE = late(rf"(?<![\w’'])(?:{any_of('rules/harm', 'not-told-before')})\W(?:[^.!?;]{{0,90}})$")
_SUBJECT = late(rf"[^\w“]*(?:{any_of('rules/harm', 'subjects')})\b")
_RULES = late(rf"\b(?:{any_of('rules/harm', 'rules')})\b")
_ONE_CASE = late(r"\b(?:was|were|had|has|been|did|he|she|him|his|her|i|we|my)\b|n[’']t have\b")
"""“Fractures of the ribs need a second opinion” is a subject, and tells of nobody."""
_ONE = late(rf"\b(?:he|she|his|her|him|the (?:\w+ )?(?:{_PERSON}))\b")
_PAST = late(r"\b(?:was|were|had|did|came|told|said|saw|found)\b")
_UNSURE = late(r"\b(?:if|whether|should|must|criteria|threshold|means?|would|review|%|per cent|study)\b|%")
_AGAINST_FACT = late(r"\bif (?:he|she|they|the \w+) had(?: not|n[’']t)\b")
"""“If he had not answered back, he would not have been hit” says that he was hit."""
_PERHAPS = late(rf"(?<![\w’'])(?:{any_of('rules/harm', 'perhaps-before')})\W(?:[^.!?;]{{0,90}})$")
"""The same, unless it is told of one person as past."""
_DENIED = late(r"(?:\b(?:not|never|no|nobody|without|nor)|n[’']t)\W+(?:[\w’'-]+\W+){0,3}$")
_NONE = late(
    r"\b(?:had|has|have|suffered|sustained|showed) (?:no|neither|not a)\b|^blood (?:was|is) (?:taken|drawn)"
    r"|^slap on the wrist|(?:a slap|a rap) on the wrist"
)
_FRAGMENT = late(r"“(?:[\w’-]+ ){0,3}[\w’-]+”")
"""A quotation of a few words is about words."""
_SENTENCE = late(r"[.!?](?=\s)|\n\s*\n")


@lru_cache(maxsize=50_000)
def _exposure(text: str) -> int | None:
    """Where a text first tells of harm, or None if it does not."""
    small = lowered(text)
    told = (start for start, end in _wordings(text, small) if _is_told(small, start, end))
    return min(told, default=None)


def _wordings(text: str, small: str) -> Iterator[tuple[int, int]]:
    """Where words for harm start and end, whatever the sentence says of them, unless they are a figure of speech."""
    told = [found.span() for found, _ in _HARM.in_text(small)]
    told += acts(text, small)
    figures = [found.span() for found, _ in _FIGURES.in_text(small)] if told else []
    for start, end in told:
        if not any(since < end and start < until for since, until in figures):
            yield start, end


def _is_told(small: str, start: int, end: int) -> bool:
    """Whether the sentence tells of harm, and not of the law, of many, or of what was not done."""
    ends = [each.end() for each in _SENTENCE.finditer(small, 0, start)]
    following = _SENTENCE.search(small, end)
    first = ends[-1] if ends else 0
    sentence = small[first : following.start() if following else len(small)]
    before = small[first:start]
    if _SUBJECT.match(sentence) and _RULES.search(sentence) and not _ONE_CASE.search(sentence):
        return False
    if is_of_a_thing(small, start) or _FRAGMENT.search(small[max(0, start - 30) : end + 2]):
        return False
    if before.rfind("“") > before.rfind("”"):
        # What is asked about a quotation says nothing about what is told in it.
        before = before[before.rfind("“") + 1 :]
    if _NONE.search(small[start:end]):
        return False
    is_of_one = _ONE.search(sentence) and _PAST.search(sentence) and not _UNSURE.search(sentence)
    if not is_of_one and _NOT_TOLD.search(sentence):
        return False
    if _NOT_TOLD_BEFORE.search(before) or (not is_of_one and _PERHAPS.search(before)):
        return False
    return bool(_AGAINST_FACT.search(before)) or not _DENIED.search(before)


def _in_whole(examined: Examined) -> Iterator[Found]:
    introduction = [text for text in examined.texts if text.path.endswith("course.md")]
    warnings = directives_for("warning")
    if not warnings or any(text.kind in warnings for text in introduction):
        return
    for texts in examined.pages().values():
        for text in texts:
            if text.kind in warnings:
                break
            at = _exposure(text.text) if text.role != "front-matter" and not text.is_note else None
            if at is not None:
                line, column = text.place(at)
                said = " ".join(text.text[at : at + 60].split()).rsplit(" ", 1)[0]
                yield Found(
                    Place(text.path, line),
                    phrase("A learner comes upon “%(said)s …” without a warning.", said=said),
                    phrase(
                        "Put a content warning at the head of this page, or one for the whole course into the "
                        "introduction."
                    ),
                    column,
                )
                return


RULE = Rule(
    "E13",
    "no-warning",
    "error",
    phrase(
        "an injury, or what was done to somebody, in the usual words or others, told before a content warning "
        "on the page or in the introduction"
    ),
    "she had a bruise on her cheek",
    in_whole=_in_whole,
    subjects=frozenset({"course"}),
    languages=IN_ENGLISH,
)
