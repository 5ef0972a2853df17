"""W54, W56: answers that refer to the other answers, and questions that ask what is not so."""

import re
from collections.abc import Iterator

from elearn.checks.model import IN_ENGLISH, Examined, Found, course_rule
from elearn.checks.places import place_of
from elearn.checks.questions import choices
from elearn.content import sentences
from elearn.content.kinds import kinds_for
from elearn.content.text import quoted
from elearn.patterns import late
from elearn.phrases import joined, phrase

_OTHERS = late(
    r"(?:(?:all|none|any|both|neither|some|two) (?:of )?(?:the |these |those )?"
    r"(?:above|these|those|them|others?|options|answers|statements)(?: (?:is|are|were) \w+)?"
    r"|(?:both |neither |only )?\(?[A-F1-6]\)? (?:and|or|nor|&) \(?[A-F1-6]\)?(?: (?:only|above))?)[.!]?",
    re.I,
)
_NEGATIVE = late(
    r"\bNOT\b|\bEXCEPT\b|\ball\b[^.?]*\bexcept\b|\bexcept(?: for)?\b\W*$"
    r"|\b(?:which|what)\b[^.?]*?\b(?:is|are|was|were|would|should|does|do|did|can|could|must|will)"
    r"(?:\s+(?:you|she|he|they|this|that|these))?\s+(?:not|never)\b"
    r"|\b(?:which|what)\b[^.?]*?\b(?:isn|aren|wasn|weren|wouldn|shouldn|doesn|don|didn|can|couldn"
    r"|mustn|won)[’']t\b"
    r"|\bleast (?:likely|helpful|important|appropriate|useful)\b"
)
_ANY_CASE = late(_NEGATIVE.pattern.replace(r"\bNOT\b|\bEXCEPT\b|", ""), re.I)


def _referring(examined: Examined) -> Iterator[Found]:
    other = next((kind.kind for kind in kinds_for("many right answers")), "")
    remedy = phrase("Take it out.")
    if other:
        remedy = joined((remedy, phrase("If several are right, make it a %(kind)s question.", kind=other)))
    for question, place in choices(examined):
        for option in question.options:
            if _OTHERS.fullmatch(option.text.strip()):
                at, column = place_of(option.text, examined.texts, place)
                yield Found(
                    at,
                    phrase(
                        "The answer %(text)s refers to the others: it tests logic, and answers are shuffled.",
                        text=quoted(option.text),
                    ),
                    remedy,
                    column,
                )


def _negative(examined: Examined) -> Iterator[Found]:
    for question, place in choices(examined):
        if question.judges_a_statement:
            continue
        for sentence in sentences(question.stem):
            asks = sentence.text.rstrip("”’\"')").endswith("?") or sentence.text.endswith((":", "…"))
            found = (_NEGATIVE.search(sentence.text) or _ANY_CASE.search(sentence.text)) if asks else None
            if found:
                at, column = place_of(sentence.text, examined.texts, place)
                named = re.search(r"\b(?:not|never|except|least)\b|\w+n[’']t\b|can[’']t\b", found[0], re.I)
                word = named[0] if named else "not"
                yield Found(
                    at,
                    phrase(
                        "The question asks for what is not so: %(question)s",
                        question=quoted(sentence.text, 100),
                    ),
                    phrase(
                        "Ask for what is so, without “%(word)s”: which of these to do, and let learners "
                        "choose it.",
                        word=word,
                    ),
                    column,
                )


RULES = (
    course_rule(
        "W54",
        "refers-to-others",
        "warning",
        phrase("“all of the above”, “none of these”, “both A and B” among the answers"),
        "- [ ] All of the above",
        _referring,
        languages=IN_ENGLISH,
    ),
    course_rule(
        "W56",
        "negative-stem",
        "warning",
        phrase("a question that asks which is not so"),
        "Which of these is NOT a sign?",
        _negative,
        languages=IN_ENGLISH,
    ),
)
