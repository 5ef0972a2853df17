"""A course's questions as GIFT, for Moodle and others, and what of each could not be carried."""

import re
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from typing import Any

from elearn.authoring.questions.making import written
from elearn.authoring.questions.markup import has_markup
from elearn.authoring.questions.prose import bare, is_plain, line, words_of
from elearn.content.course import Course
from elearn.content.kinds import Question
from elearn.content.text import commonmark
from elearn.phrases import joined, phrase

_SIGNS = str.maketrans({sign: f"\\{sign}" for sign in "\\#=~{}:"} | {"\n": "\\n"})
_FORMAT = re.compile(r"\s*\[(?:html|moodle|plain|markdown)\]")
_WEIGHT = re.compile(r"%-?\d")
_ARROW = "->"

Lose = Callable[[str], None]


def gift_of(course: Course, bank: str = "") -> tuple[str, list[str]]:
    """The questions of a course, or of one of its banks, as GIFT, and what could not be carried, as phrases."""
    lost: list[str] = []
    parts = [f"// {_comment(course.title)}\n"]
    for title, questions in _groups(course, bank):
        made = [text for each in questions if (text := _question(each, lost))]
        if made:
            path = "/".join(each.replace("/", "//") for each in (course.title, title))
            parts += [f"$CATEGORY: $course$/top/{path}\n", *made]
    return "\n".join(parts), lost


def _groups(course: Course, bank: str) -> Iterator[tuple[str, list[Question]]]:
    """The questions of each module and each bank, with its title."""
    if not bank:
        first = [each for each in course.introduction if isinstance(each, Question)]
        if first:
            yield course.title, first
        for module in course.modules:
            blocks = [each for page in module.pages for each in page.blocks]
            yield module.title, [each for each in blocks if isinstance(each, Question)]
    for each in course.banks:
        if bank in ("", each.id):
            yield each.title, list(each.questions)


def _comment(text: str) -> str:
    return " ".join(text.split())


def _question(question: Question, lost: list[str]) -> str:
    """A question with its comment, or "" if it cannot be carried."""
    words = words_of(question.stem)

    def lose(says: str) -> None:
        lost.append(joined(("“", words, "”: ", says), ""))

    write = _KINDS.get(question.kind)
    if write is None:
        lose(phrase("GIFT has no question of this kind, so it is left out."))
        return ""
    texts = _Texts(question)
    answers = write(question, texts, lose)
    if answers is None:
        return ""
    _say_the_rest(question, lose)
    tag = f" [tag:outcome {question.outcome}]" if question.outcome else ""
    return f"// question: {question.name}{tag}\n::{question.name}::{texts.stem()}{answers}\n"


def _say_the_rest(question: Any, lose: Lose) -> None:
    if question.marked and question.points != 1:
        lose(phrase("It gives %(points)s points here. GIFT does not say how many.", points=question.points))
    if question.tries:
        lose(phrase("GIFT does not say how many tries there are."))
    if question.hint:
        lose(phrase("Its hint is left out."))
    if getattr(question, "shuffle", True) is False:
        lose(phrase("GIFT does not say that its answers stay in their order."))


class _Texts:
    """The texts of a question: as they are if all of them are plain, else as Markdown, which Moodle knows."""

    def __init__(self, question: Any) -> None:
        self.question = question
        options, answers = getattr(question, "options", ()), getattr(question, "answers", ())
        said = [question.stem, question.feedback, *(row.feedback for row in (*options, *answers))]
        lines = [*(row.text for row in options), *(row.source for row in getattr(question, "rows", ()))]
        typed = question.kind == "fill-in"
        self.arrows = typed and any(_ARROW in each for each in said)
        marks = any(not is_plain(each) for each in said) or any(line(each) != each for each in lines)
        self.markdown = (
            self.arrows or marks or any(_FORMAT.match(each) or has_markup(each) for each in (*said, *lines))
        )

    def stem(self) -> str:
        """The question, with its format if it has one."""
        return ("[markdown]" if self.markdown else "") + escaped(self.question.stem)

    def said(self, text: str) -> str:
        """Another text, in the same format. An arrow would make pairs of typed answers, so it is written otherwise."""
        text = text.replace(_ARROW, "-\\>") if self.arrows else text
        return ("[markdown]" if _FORMAT.match(text) else "") + escaped(text)

    def feedback(self, text: str) -> str:
        """Feedback with its mark, or nothing."""
        return f"#{self.said(text)}" if text else ""

    def general(self) -> str:
        """The feedback on the whole, which is last."""
        return f"\t####{self.said(self.question.feedback)}\n" if self.question.feedback else ""


def escaped(text: str) -> str:
    """A text in which no sign means anything to GIFT."""
    return text.translate(_SIGNS)


def _share(value: Decimal) -> str:
    return f"%{written(value.quantize(Decimal('0.00001')))}%"


def _choose_one(question: Any, texts: _Texts, lose: Lose) -> str:
    lines = []
    for each in question.options:
        mark = "=" if each.right else "~%0%" if _WEIGHT.match(each.text) else "~"
        lines.append(f"\t{mark}{texts.said(each.text)}{texts.feedback(each.feedback)}\n")
    return "{\n" + "".join(lines) + texts.general() + "}\n"


def _choose_many(question: Any, texts: _Texts, lose: Lose) -> str:
    if question.credit == "all":
        lose(phrase("Only all right answers together give points here. In GIFT each gives a part."))
    part = Decimal(100) / sum(each.right for each in question.options)
    lines = []
    for each in question.options:
        share = _share(part if each.right else -part)
        lines.append(f"\t~{share}{texts.said(each.text)}{texts.feedback(each.feedback)}\n")
    return "{\n" + "".join(lines) + texts.general() + "}\n"


def _true_or_false(question: Any, texts: _Texts, lose: Lose) -> str:
    first, second = question.options
    if (first.text, second.text) != ("True", "False"):
        lose(phrase("Its own words for true and false are left out."))
    right, wrong = (first, second) if first.right else (second, first)
    comments = (
        f"#{texts.said(wrong.feedback)}#{texts.said(right.feedback)}"
        if wrong.feedback or right.feedback
        else ""
    )
    general = f"####{texts.said(question.feedback)}" if question.feedback else ""
    return f"{{{'TRUE' if first.right else 'FALSE'}{comments}{general}}}\n"


def _fill_in(question: Any, texts: _Texts, lose: Lose) -> str | None:
    if any(_ARROW in each.text for each in question.answers):
        lose(
            phrase("One of its lines has an arrow in it, which GIFT cannot say, so the question is left out.")
        )
        return None
    if question.case == "exact":
        lose(phrase("Capital letters count here. GIFT does not say so."))
    if question.spelling == "near":
        lose(phrase("Small slips of spelling are forgiven here. In GIFT they are not."))
    lines = []
    for each in question.answers:
        share = "%100%" if each.right else "%0%"
        lines.append(
            f"\t={share}{texts.said(each.text.replace('*', chr(92) + '*'))}{texts.feedback(each.feedback)}\n"
        )
    return "{\n" + "".join(lines) + texts.general() + "}\n"


def _number(question: Any, texts: _Texts, lose: Lose) -> str:
    if question.unit:
        lose(phrase("Its unit “%(unit)s” is left out.", unit=question.unit))
    lines = []
    for each in question.answers:
        share = "%100%" if each.right else "%0%"
        low, to, high = each.text.partition(" to ")
        off = question.tolerance or "0" if each.right else "0"
        said = f"{low}..{high}" if to else f"{low}:{off}"
        lines.append(f"\t={share}{said}{texts.feedback(each.feedback)}\n")
    return "{#\n" + "".join(lines) + texts.general() + "}\n"


def _match(question: Any, texts: _Texts, lose: Lose) -> str | None:
    if any(_ARROW in each.source or _ARROW in bare(each.target) for each in question.rows):
        lose(
            phrase("One of its lines has an arrow in it, which GIFT cannot say, so the question is left out.")
        )
        return None
    if question.credit == "all":
        lose(phrase("Only all right answers together give points here. In GIFT each gives a part."))
    if any(each.feedback for each in question.rows):
        lose(phrase("The feedback on its pairs is left out."))
    lines = []
    for each in question.rows:
        target = bare(each.target)
        if _shown(line(target)) != _shown(each.target):
            lose(phrase("“%(answer)s” loses its bold or italic letters.", answer=target))
        lines.append(f"\t={texts.said(each.source)} -> {escaped(target)}\n")
    return "{\n" + "".join(lines) + texts.general() + "}\n"


def _shown(markdown: str) -> str:
    """A line of Markdown as HTML."""
    return str(commonmark().renderInline(markdown))


def _reflect(question: Any, texts: _Texts, lose: Lose) -> str:
    if question.seen_by != "only-me":
        lose(phrase("That the training lead sees the answers is left out. In Moodle a teacher marks them."))
    return "{}\n"


_KINDS: Mapping[str, Callable[[Any, _Texts, Lose], str | None]] = {
    "choose-one": _choose_one,
    "choose-many": _choose_many,
    "true-or-false": _true_or_false,
    "fill-in": _fill_in,
    "number": _number,
    "match": _match,
    "reflect": _reflect,
}
