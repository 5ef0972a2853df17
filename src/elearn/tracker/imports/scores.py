"""The scores of one column: percentages, shares of 1, or points out of 10. That is decided for a column.

A spreadsheet shows 85% and stores 0.85, and some systems mark out of 10. A column whose scores could be either is asked
about: 0.85 taken for a percentage would be a false figure.
"""

import re
from collections.abc import Iterable
from decimal import Decimal
from functools import lru_cache
from typing import Final

from elearn.characters import plain
from elearn.phrases import phrase
from elearn.problems import BadValue
from elearn.tracker.imports.cells import amount, as_sent, may_be_all, percent
from elearn.tracker.imports.questions import Answers, Choice, Question

PERCENT: Final = "percent"
SHARE: Final = "share"
OF_10: Final = "of10"
_MOST: Final = {PERCENT: 100, SHARE: 1, OF_10: 10}
_POINTS = re.compile(r"(\d{1,6}(?:\.\d{1,9})?) ?/ ?(\d{1,6}(?:\.\d{1,9})?)", re.ASCII)
_OUT_OF = re.compile(r"(?:/|\bout of) ?(\d{1,6}(?:\.\d{1,9})?)\b", re.ASCII | re.IGNORECASE)
_REMEDY: Final = phrase("Write a number from 0 to 100.")
_REMEMBERED: Final = 20_000


class ScoreReader:
    """Reads a score to a percentage from 0 to 100.

    `scale`: what a number without a sign is (`PERCENT`, `SHARE`, `OF_10`, or points out of `most`). `sure`: somebody
    has said so. A % sign and points such as 17/20 are always what they say. `mixed`: others have a sign or are shares,
    so 1 may be 100%.
    """

    def __init__(
        self, scale: str, *, sure: bool = False, mixed: bool = False, most: Decimal | None = None
    ) -> None:
        self.scale, self._sure, self._mixed = scale, sure, mixed
        self._most = most or Decimal(_MOST[scale])
        self.words = phrase("points out of %(most)s", most=f"{most:f}") if most else ""
        self._read = lru_cache(_REMEMBERED)(self._percentage)

    def __call__(self, cell: str, column: str) -> float:
        """The percentage. Raises BadValue."""
        return self._read(cell, column)

    def _percentage(self, cell: str, column: str) -> float:
        text = plain(cell)
        if found := _POINTS.fullmatch(text):
            return _of_points(cell, column, found[1], found[2])
        if text.endswith("%") or (self.scale == PERCENT and not self._sure):
            percentage = percent(text, column)
            if self._mixed and percentage == 1 and not text.endswith("%"):
                raise BadValue(*may_be_all(cell, column))
            return percentage
        wrong = phrase("“%(cell)s” in %(column)s is not a percentage.", cell=cell, column=column)
        number = amount(cell, column, wrong, _REMEDY)
        most = self._most
        if not 0 <= number <= most:
            raise BadValue(
                phrase(
                    "%(cell)s in %(column)s is not between 0 and %(most)s.",
                    cell=cell,
                    column=column,
                    most=f"{most:f}",
                ),
                phrase("Write a number that is."),
            )
        return _part(Decimal(str(number)), most)


class ScoreColumn:
    """What the cells of one column of scores say about their scale. `header` is the column's name in the file."""

    def __init__(self, header: str) -> None:
        self.header = header
        self._has_sign = False
        self._highest: tuple[float, str] = (0.0, "")
        self._lowest_above_0: tuple[float, str] = (float("inf"), "")

    @property
    def key(self) -> str:
        """The key of the question about this column."""
        return f"scores:{self.header}"

    def see(self, cells: Iterable[str]) -> None:
        """Take in some texts of the column. It does not matter in which order, or how often, each is given."""
        for cell in cells:
            text = plain(as_sent(cell))
            try:
                number = amount(text, "", "", "")
            except BadValue:
                continue
            if text.endswith("%"):
                self._has_sign = True
                continue
            self._highest = max(self._highest, (number, text))
            if number > 0:
                self._lowest_above_0 = min(self._lowest_above_0, (number, text))

    def decide(self, answers: Answers) -> "ScoreReader | Question":
        """The column's reader, or what must be asked first. An answer always decides."""
        most = _out_of(self.header)
        if most:
            return ScoreReader("", sure=True, most=most)
        given = answers.get(self.key, "")
        if given in _MOST:
            return ScoreReader(given, sure=True)
        highest, text = self._highest
        if self._has_sign or highest > _MOST[OF_10] or highest <= 0:
            return ScoreReader(PERCENT, mixed=self._has_sign or self._lowest_above_0[0] < 1)
        return Question(
            self.key,
            phrase("What are the scores in the column “%(header)s”?", header=self.header),
            _scales(self._lowest_above_0[1], SHARE) if highest <= 1 else _scales(text, OF_10),
            phrase(
                "The highest score there is %(score)s. If neither is right, write percentages with a %% sign.",
                score=text,
            ),
        )


def _scales(example: str, scale: str) -> tuple[Choice, Choice]:
    """What the scores of a column may be: percentages, or those of this scale. `example` is one of them."""
    percents = phrase("Percentages: %(example)s is %(example)s%%", example=example)
    values = {"example": example, "percentage": _shown(example, scale)}
    words = phrase("Points out of 10, so %(example)s is %(percentage)s%%", **values)
    if scale == SHARE:
        words = phrase("Shares: 1 is 100%%, so %(example)s is %(percentage)s%%", **values)
    return Choice(PERCENT, percents), Choice(scale, words)


def _out_of(header: str) -> Decimal | None:
    """The most points that a header gives, as in “Grade/20.00” or “Mark (out of 50)”. None if it gives none, or 100."""
    found = _OUT_OF.search(plain(header))
    most = Decimal(found[1]).normalize() if found else Decimal(0)
    return most if most and most != _MOST[PERCENT] else None


def _of_points(cell: str, column: str, points: str, most: str) -> float:
    """`17/20` as a percentage. Raises BadValue if the points are more than the most that there are."""
    if not 0 <= Decimal(points) <= Decimal(most) or not Decimal(most):
        raise BadValue(
            phrase("“%(cell)s” in %(column)s is more points than there are.", cell=cell, column=column),
            phrase("Write the points, a slash and the most."),
        )
    return _part(Decimal(points), Decimal(most))


def _part(points: Decimal, most: Decimal) -> float:
    return float(round(points * 100 / most, 9))


def _shown(example: str, scale: str) -> str:
    return f"{ScoreReader(scale, sure=True)(example, ''):g}"
