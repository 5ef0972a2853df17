"""W52, W55, W57, W58: what gives the right answer away to a learner who does not know it.

T. M. Haladyna, S. M. Downing, M. C. Rodriguez, "A review of multiple-choice item-writing guidelines", Applied
Measurement in Education 15 (2002): keep the length of choices about equal, vary the place of the right one,
avoid specific determiners and clues of grammar.
"""

import re
from collections import Counter
from collections.abc import Iterator

from elearn.checks.lists import any_of
from elearn.checks.model import IN_ENGLISH, Examined, Found, course_rule
from elearn.checks.places import place_of
from elearn.checks.questions import choices
from elearn.checks.texts import ENGLISH
from elearn.content import words_of
from elearn.content.kinds._choice import ChoiceQuestion, Option
from elearn.content.text import Place, quoted
from elearn.patterns import late
from elearn.phrases import phrase

MUCH_LONGER = 1.4
"""The right answer stands out if it is this many times as long as every other one."""
ENOUGH = 5
"""How many questions a course needs before a pattern in them means anything."""
_ABSOLUTE = late(rf"\b(?:{any_of('rules/absolutes')})\b", re.I)
_ARTICLE = late(r"\b(an?)\W*$", re.I)
_ORDINALS = (
    phrase("the first"),
    phrase("the second"),
    phrase("the third"),
    phrase("the fourth"),
    phrase("the fifth"),
    phrase("the sixth"),
    phrase("the seventh"),
    phrase("the eighth"),
)


def _single(examined: Examined) -> list[tuple[ChoiceQuestion, Place]]:
    """The questions with one right answer among three or more."""
    return [
        (question, place)
        for question, place in choices(examined)
        if len(question.options) > 2 and sum(option.right for option in question.options) == 1
    ]


def _right(question: ChoiceQuestion) -> Option:
    return next(option for option in question.options if option.right)


def _wrong(question: ChoiceQuestion) -> list[Option]:
    return [option for option in question.options if not option.right]


def _longest(examined: Examined) -> Iterator[Found]:
    asked = _single(examined)
    longest = []
    for question, place in asked:
        right, others = _right(question), [len(words_of(option.text)) for option in _wrong(question)]
        length = len(words_of(right.text))
        if length >= MUCH_LONGER * max(others) and length - max(others) >= 4:
            at, column = place_of(right.text, examined.texts, place)
            yield Found(
                at,
                phrase(
                    "The right answer has %(words)s words, the others at most %(most)s: who does not know "
                    "takes the longest.",
                    words=length,
                    most=max(others),
                ),
                phrase(
                    "Say as much in the others, or bring it down to their %(most)s; its reasons belong in "
                    "the feedback.",
                    most=max(others),
                ),
                column,
            )
        if len(right.text) > max(len(option.text) for option in _wrong(question)):
            longest.append(place)
    if len(asked) >= ENOUGH and len(longest) > len(asked) / 2:
        yield Found(
            longest[0],
            phrase(
                "In %(times)s of %(count)s questions the right answer is the longest.",
                times=len(longest),
                count=len(asked),
            ),
            phrase(
                "Lengthen a wrong one, or shorten the right one, in at least %(count)s; they are in "
                "lines %(lines)s of their files.",
                count=len(longest) - len(asked) // 3,
                lines=", ".join(str(place.line) for place in longest[:8]),
            ),
        )


def _place(examined: Examined) -> Iterator[Found]:
    asked = _single(examined)
    unshuffled = [(question, place) for question, place in asked if not question.data()["shuffle"]]
    shuffled = [each for each in asked if each not in unshuffled]
    for group, least in ((unshuffled, 3), (shuffled, ENOUGH)):
        if len(group) < least:
            continue
        places = Counter(question.options.index(_right(question)) for question, _ in group)
        position, times = places.most_common(1)[0]
        if times > 0.7 * len(group):
            yield Found(
                group[0][1],
                _mostly(_ORDINALS[min(position, 7)], times, len(group), shuffled=group is shuffled),
                phrase(
                    "Move it to another place in some of them; let :shuffle: stand at yes where the order "
                    "says nothing."
                ),
            )
    yield from _one_judgement(examined)


def _mostly(place: str, times: int, count: int, *, shuffled: bool) -> str:
    """The message: in so many of these questions the right answer is in that place."""
    if shuffled:
        return phrase(
            "In %(times)s of %(count)s questions, as they are written, the right answer is %(place)s.",
            times=times,
            count=count,
            place=place,
        )
    return phrase(
        "In %(times)s of %(count)s questions that are not shuffled the right answer is %(place)s.",
        times=times,
        count=count,
        place=place,
    )


def _one_judgement(examined: Examined) -> Iterator[Found]:
    judged = [(block, place) for block, place in choices(examined) if block.judges_a_statement]
    said_right = Counter(_right(question).id for question, _ in judged)
    if len(judged) >= 4 and len(said_right) == 1:
        answer = next(iter(said_right))
        yield Found(
            judged[0][1],
            phrase(
                "In all %(count)s statements to judge the right answer is “%(answer)s”.",
                count=len(judged),
                answer=answer,
            ),
            phrase("Turn at least one of them round."),
        )


def _absolutes(examined: Examined) -> Iterator[Found]:
    for question, place in _single(examined):
        right, wrong = _right(question), _wrong(question)
        found = [_ABSOLUTE.search(option.text) for option in wrong]
        if all(found) and not _ABSOLUTE.search(right.text):
            said = ", ".join(dict.fromkeys(f"“{each[0].lower()}”" for each in found if each))
            at, column = place_of(wrong[0].text, examined.texts, place)
            yield Found(
                at,
                phrase(
                    "Every wrong answer has a word like %(said)s, and the right one has none, which tells "
                    "them apart.",
                    said=said,
                ),
                phrase("Say what somebody would really do, without %(said)s.", said=said),
                column,
            )


def _clues(examined: Examined) -> Iterator[Found]:
    for question, place in _single(examined):
        right, wrong = _right(question), _wrong(question)
        if examined.language == ENGLISH and (article := _ARTICLE.search(question.stem.strip())):
            vowel = article[1].lower() == "an"
            if _begins_with_vowel(right.text) == vowel and all(
                _begins_with_vowel(option.text) != vowel for option in wrong
            ):
                at, column = place_of(right.text, examined.texts, place)
                yield Found(
                    at,
                    phrase(
                        "Only the right answer goes with “%(article)s” at the end of the question.",
                        article=article[1],
                    ),
                    phrase("End it with “a or an”, or put the article into each answer."),
                    column,
                )
        for message, message_if_not, has in _LOOKS:
            if len({has(option.text) for option in wrong}) == 1 and has(right.text) != has(wrong[0].text):
                at, column = place_of(right.text, examined.texts, place)
                yield Found(
                    at,
                    message if has(right.text) else message_if_not,
                    phrase("Write it as the others are written: %(text)s.", text=quoted(wrong[0].text)),
                    column,
                )


def _begins_with_vowel(text: str) -> bool:
    return bool(re.match(r"\W*[aeiou]", text, re.I))


def _capital(text: str) -> bool:
    first = re.search(r"[^\W_]", text)
    return bool(first and first[0].isupper())


def _stopped(text: str) -> bool:
    return bool(re.search(r"[.!?][\"”’'*_)]*$", text))


_LOOKS = (
    (
        phrase("The right answer alone begins with a capital."),
        phrase("The right answer alone does not begin with a capital."),
        _capital,
    ),
    (
        phrase("The right answer alone ends with a full stop."),
        phrase("The right answer alone does not end with a full stop."),
        _stopped,
    ),
)
"""How an answer may be written otherwise than the rest: what to say if it alone is, what if it alone is not."""


RULES = (
    course_rule(
        "W52",
        "longest-is-right",
        "warning",
        phrase("a right answer that is much the longest, or mostly the longest over the course"),
        "- [x] Refer today, since no record accounts for it and a doctor has to see it",
        _longest,
    ),
    course_rule(
        "W55",
        "one-place",
        "warning",
        phrase("right answers that mostly stand in one place"),
        "always the first",
        _place,
    ),
    course_rule(
        "W57",
        "absolutes",
        "warning",
        phrase("words like “always” in every wrong answer and not in the right one"),
        "Never ask",
        _absolutes,
        languages=IN_ENGLISH,
    ),
    course_rule(
        "W58",
        "clue",
        "warning",
        phrase("a right answer that alone fits the question's grammar, or is written otherwise"),
        "… is an",
        _clues,
        languages=IN_ENGLISH,
        elsewhere="a right answer that alone begins with a capital or ends with a full stop",
    ),
)
