"""Fill in: a word or a few, typed."""

import re
import unicodedata
from typing import Annotated, Any, ClassVar, Literal, Self

from pydantic import Field, model_validator

from elearn.content.kinds._asked import TO_DECIDE, Asked
from elearn.content.kinds._typed import Answer, TypedQuestion
from elearn.phrases import phrase
from elearn.problems import BadValue

_ALIKE = str.maketrans(
    {**dict.fromkeys("‘’ʼ`´", "'"), **dict.fromkeys("“”„«»", '"'), **dict.fromkeys("‐‑‒–—−", "-")}
)


def plain(text: str, exact: bool) -> str:
    """A text as answers are compared, as in `view.js`: space, quotation marks, dashes, a last full stop, case."""
    same = re.sub(r"\s+", " ", unicodedata.normalize("NFKC", text).translate(_ALIKE)).strip()
    same = same[:-1].rstrip() if len(same) > 1 and same.endswith(".") else same
    return same if exact else same.lower()


class FillIn(TypedQuestion):
    """One of the right answers is typed. `case` and `spelling` say how closely."""

    kind: ClassVar = "fill-in"
    title: ClassVar = phrase("Fill in")
    asked_for: ClassVar = phrase("a word to write")
    group: ClassVar = TO_DECIDE
    form: ClassVar = {
        "case": Asked(
            phrase("Capital and small letters"),
            choices={"any": phrase("Either is right"), "exact": phrase("They have to be the same")},
        ),
        "spelling": Asked(
            phrase("Spelling"),
            choices={"exact": phrase("It has to be right"), "near": phrase("A small slip is forgiven")},
        ),
    }
    starter: ClassVar = """:::{{question}} fill-in
:name: question-{number}
:outcome: {outcome}

Describe the situation, and ask for one word.

- [x] write the right word
  > Say why this is the word.
- [ ] write a wrong word
  > Say kindly why it is another word.
:::"""
    words: ClassVar = {"fill-in": "Fill in", "fill_in_lacks": "Write your answer first, then check it."}
    example: ClassVar = """:::{question} fill-in
:name: what-comes-first
:outcome: purpose
:spelling: near

A baby has an injury that nobody can explain, and a brother of two is at home. Whose needs come first now? One word.

- [x] safety
  > Yes: the safety of both children comes before everything that can be learned.
- [x] children's safety
  > Yes: both children's, today.
- [ ] learning
  > Learning comes later, and comes better when the children are safe.

The word stands at the head of every plan.
:::"""

    case: Literal["any", "exact"] = "any"
    spelling: Literal["exact", "near"] = "exact"
    answers: Annotated[tuple[Answer, ...], Field(min_length=1, max_length=20)]

    @property
    def longest(self) -> int:
        """Characters that can be typed."""
        return min(120, 2 * max(len(answer.text) for answer in self.answers) + 10)

    @model_validator(mode="after")
    def _can_be_told_apart(self) -> Self:
        if self.case == "exact" and self.spelling == "near":
            raise BadValue(
                phrase("“:case: exact” and “:spelling: near” do not go together."),
                phrase("Take one of the two lines out."),
            )
        compared = [plain(answer.text, self.case == "exact") for answer in self.answers]
        if len(set(compared)) < len(compared):
            raise BadValue(
                phrase("Two of its answers are the same when they are compared."),
                phrase("Take one of the two out, or change its words."),
            )
        if not self.right:
            raise BadValue(
                phrase("None of its answers is marked as right."), phrase("Write [x] before each right one.")
            )
        return self

    def data(self) -> dict[str, Any]:
        """`answers` are the texts, those in `right` accepted; `case` and `near` say how they are compared."""
        return {
            **super().data(),
            "answers": [answer.text for answer in self.answers],
            "right": self.right,
            "case": self.case == "exact",
            "near": self.spelling == "near",
            "longest": self.longest,
        }

    def longest_response(self) -> list[str]:
        return ["x" * self.longest]
