"""Questions in Aiken, the plainest format: a question, lettered answers, and a line with the right one."""

import re
from dataclasses import dataclass, field
from decimal import Decimal

from elearn.authoring.questions import shapes
from elearn.authoring.questions.making import Answer, Draft, too_long
from elearn.authoring.questions.model import LONGEST_QUESTION, MOST_QUESTIONS, Item, Questions
from elearn.authoring.questions.prose import line, plain
from elearn.phrases import phrase

_OPTION = re.compile(r"([A-Za-z])[.)][ \t]*(\S.*)")
_ANSWER = re.compile(r"(?:ANSWERS?|CORRECT ANSWER)[ \t]*[:：][ \t]*(.*)", re.IGNORECASE)
_MOST_JOINED = 100
_LETTERS = re.compile(r"[A-Za-z](?:[ \t]*(?:,|;|&|and|or|[ \t])?[ \t]*[A-Za-z])*[.)]?", re.IGNORECASE)


def has_answer_lines(text: str) -> bool:
    """Whether a text looks as Aiken does."""
    return bool(re.search(r"^[ \t]*ANSWERS?[ \t]*:[ \t]*[A-Z]", text, re.MULTILINE | re.IGNORECASE))


@dataclass
class _Read:
    """One question while its lines are read."""

    line: int
    stem: list[str] = field(default_factory=list)
    options: list[tuple[str, str]] = field(default_factory=list)
    joined: list[str] = field(default_factory=list)


def read_aiken(text: str, notes: list[str]) -> Questions:
    """The questions of a file in Aiken. It never raises: what cannot be read is an item that says why."""
    items: list[Item] = []
    more, now = 0, _Read(0)

    def done(answer: str | None) -> None:
        nonlocal more, now
        if now.stem or now.options:
            if len(items) < MOST_QUESTIONS:
                items.append(_item(now, len(items) + 1, answer))
            else:
                more += 1
        now = _Read(0)

    for number, written in enumerate(text.split("\n"), 1):
        bare = written.strip().lstrip("\ufeff")
        if not bare:
            if now.options:
                done(None)
            elif now.stem:
                now.stem.append("")
            continue
        now.line = now.line or number
        if found := _ANSWER.fullmatch(bare):
            done(found[1].strip())
        elif (option := _OPTION.fullmatch(bare)) and _is_next(option[1], now):
            now.options.append((option[1].upper(), option[2]))
        elif now.options:
            now.joined.append(bare)
            if len(now.joined) < _MOST_JOINED:
                letter, said = now.options.pop()
                now.options.append((letter, f"{said} {bare}"))
        else:
            now.stem.append(bare)
    done(None)
    return Questions("aiken", tuple(items), tuple(notes), more)


def _is_next(letter: str, now: _Read) -> bool:
    """Whether a line is the next option, and not a line of the question that begins with a letter."""
    return letter.upper() == chr(ord("A") + len(now.options))


def _item(read: _Read, number: int, answer: str | None) -> Item:
    if sum(len(each) for each in (*read.stem, *(text for _, text in read.options))) > LONGEST_QUESTION:
        return Draft(number, read.line).refused(too_long())
    draft = Draft(number, read.line, stem=plain("\n".join(read.stem)))
    if len(read.joined) >= _MOST_JOINED:
        return draft.refused(phrase("Too many lines without a letter stand between its answers."))
    if read.joined:
        draft.lose(phrase("A line without a letter was joined to the answer above it. Look at its answers."))
    if len(read.options) < 2:
        return draft.refused(phrase("It has no answers, each on a line of its own, as in “A. Text”."))
    if answer is None:
        return draft.refused(phrase("The line with the right answer is missing, as in “ANSWER: B”."))
    letters = [letter for letter, _ in read.options]
    right = re.findall("[A-Z]", re.sub(r"\b(?:and|or)\b", " ", answer, flags=re.IGNORECASE).upper())
    if not _LETTERS.fullmatch(answer) or any(letter not in letters for letter in right):
        return draft.refused(
            phrase(
                "“ANSWER: %(answer)s” names no answer from A to %(last)s.", answer=answer, last=letters[-1]
            )
        )
    if [text.casefold().rstrip(".") for _, text in read.options] == ["true", "false"] and len(right) == 1:
        return shapes.true_or_false(draft, right == ["A"], "", "")
    if len(set(right)) > 1:
        draft.lose(phrase("It names several right answers. Here all of them have to be chosen."))
    share = Decimal(100) / len(set(right))
    answers = [
        Answer(line(text), share if letter in right else -share if len(set(right)) > 1 else Decimal(0))
        for letter, text in read.options
    ]
    return shapes.choice(draft, answers, single=len(set(right)) == 1)
