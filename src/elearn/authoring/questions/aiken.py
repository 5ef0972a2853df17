"""Questions in Aiken, the plainest format: a question, lettered answers, and a line with the right one."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from elearn.authoring.questions import shapes
from elearn.authoring.questions.making import Answer, Draft, too_long
from elearn.authoring.questions.model import LONGEST_QUESTION, MOST_QUESTIONS, Item, Questions
from elearn.authoring.questions.prose import line, plain
from elearn.phrases import phrase

_OPTION = re.compile(r"([A-Za-z])[.)][ \t]*(\S.*)")
_ANSWER = re.compile(r"(?:ANSWERS?|CORRECT ANSWER)[ \t]*[:：][ \t]*(.*)", re.IGNORECASE)
_NUMBER = re.compile(r"(\d{1,4})[.)][ \t]+", re.ASCII)
_MOST_JOINED = 100
_LETTERS = re.compile(r"[A-Za-z](?:[ \t]*(?:,|;|&|and|or|[ \t])?[ \t]*[A-Za-z])*[.)]?", re.IGNORECASE)


def has_answer_lines(text: str) -> bool:
    """Whether a text looks as Aiken does."""
    return bool(re.search(r"^[ \t]*ANSWERS?[ \t]*:[ \t]*[A-Z]", text, re.MULTILINE | re.IGNORECASE))


@dataclass
class _Read:
    """One question while its lines are read. `answer` is what “ANSWER:” says, None if there is no such line."""

    line: int = 0
    stem: list[str] = field(default_factory=list)
    options: list[tuple[str, str]] = field(default_factory=list)
    joined: list[str] = field(default_factory=list)
    answer: str | None = None


def read_aiken(text: str, notes: list[str]) -> Questions:
    """The questions of a file in Aiken. It never raises: what cannot be read is an item that says why."""
    kept: list[_Read] = []
    more = 0
    for read in _questions(text):
        if len(kept) < MOST_QUESTIONS:
            kept.append(read)
        else:
            more += 1
    found = [_NUMBER.match(each.stem[0]) if each.stem else None for each in kept]
    if [found_one and int(found_one[1]) for found_one in found] == list(range(1, len(kept) + 1)) and len(
        kept
    ) > 1:
        for each in kept:
            each.stem[0] = _NUMBER.sub("", each.stem[0])
        notes.append(phrase("The numbers before the questions are left out."))
    items = tuple(_item(read, number) for number, read in enumerate(kept, 1))
    return Questions("aiken", items, tuple(notes), more)


def _questions(text: str) -> Iterator[_Read]:
    """The lines of each question. A blank line among its answers does not end it if an answer follows."""
    now, was_blank = _Read(), False
    for number, written in enumerate(text.split("\n"), 1):
        bare = written.strip().lstrip("\ufeff")
        if not bare:
            was_blank = True
            continue
        answer, option = _ANSWER.fullmatch(bare), _OPTION.fullmatch(bare)
        is_option = option is not None and _is_next(option[1], now)
        if was_blank and now.options and not answer and not is_option:
            yield now
            now = _Read()
        if was_blank and now.stem and not now.options and not is_option:
            now.stem.append("")
        was_blank = False
        now.line = now.line or number
        if answer:
            now.answer = answer[1].strip()
            if now.stem or now.options:
                yield now
            now = _Read()
        elif option is not None and is_option:
            now.options.append((option[1].upper(), option[2]))
        else:
            _keep(now, bare)
    if now.stem or now.options:
        yield now


def _keep(now: _Read, bare: str) -> None:
    """Keeps a line that is no answer: it is of the question, or goes on with the answer above it."""
    if not now.options:
        now.stem.append(bare)
        return
    now.joined.append(bare)
    if len(now.joined) < _MOST_JOINED:
        letter, said = now.options.pop()
        now.options.append((letter, f"{said} {bare}"))


def _is_next(letter: str, now: _Read) -> bool:
    """Whether a line is the next option, and not a line of the question that begins with a letter."""
    return letter.upper() == chr(ord("A") + len(now.options))


def _item(read: _Read, number: int) -> Item:
    answer = read.answer
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
