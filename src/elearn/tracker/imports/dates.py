"""The dates of one column. Whether the day or the month comes first is decided for a column, not for a cell.

A reader that decides cell by cell takes 03/04/2026 for March and 31/03/2026 for March too. So we look at every date of
the column first. If they can still be read in two ways, we ask.
"""

import re
from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from typing import Final

from elearn.characters import plain
from elearn.days import day_phrase
from elearn.phrases import joined, phrase
from elearn.problems import BadValue
from elearn.tracker.imports.cells import FIRST_YEAR, LAST_YEAR, SPREADSHEET_DAY, as_sent
from elearn.tracker.imports.day_words import ORDERS, choices, weekday
from elearn.tracker.imports.questions import Answers, Choice, Question
from elearn.written_days import DAY_FIRST, MONTH_FIRST, SHORT, Parts, WrittenDay, read_written

SWAPPED: Final = "-swapped"
"""Ends an answer that says that a spreadsheet has exchanged the day and the month of the dates it knew."""
_NO_END: Final = frozenset({4712, 9999})
"""The years in which systems end what has no end, on 31 December."""
_FEW: Final = 3
_IN_LONDON: Final = phrase("times as days in London")
_BY_NAME: Final = phrase("months by their names")
_EXCHANGED: Final = phrase("day and month exchanged where the year comes first")
_ISO = re.compile(r"\d{4}-(\d\d)-(\d\d)", re.ASCII)
_TIMED = re.compile(r"([\d/.-]{8,10})[T ](?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d)?", re.ASCII)
_REMEMBERED: Final = 20_000

_Key = tuple[int, int, int, int, str]


class DayReader:
    """Reads a cell of a column to ISO text, in the way that was decided for the column.

    `words` say how days were read ("" if every date was plain ISO or a spreadsheet's own). `order` is how dates of
    numbers are read ("" if none was there), and `short` the same for years of two digits. `swapped`: the day and the
    month of dates with the year first are exchanged, because a spreadsheet has done so before.
    """

    def __init__(
        self, order: str, short: str, no_end: bool, words: str = "", *, swapped: bool = False
    ) -> None:
        self.words = words
        self._order, self._short, self._no_end, self._swapped = order, short, no_end, swapped
        self._read = lru_cache(_REMEMBERED)(self._day)

    def __call__(self, cell: str, column: str) -> str | None:
        """The ISO day in Europe/London. None means “no end”. Raises BadValue."""
        return self._read(_without_time(cell), column)

    def _day(self, cell: str, column: str) -> str | None:
        if SPREADSHEET_DAY.fullmatch(plain(cell)):
            raise BadValue(
                phrase(
                    "“%(cell)s” in %(column)s is a spreadsheet's own number for a day.",
                    cell=cell,
                    column=column,
                ),
                phrase("Format the column as a date."),
            )
        written = read_written(cell)
        if written is None:
            raise BadValue(
                phrase("“%(cell)s” in %(column)s is not a date.", cell=cell, column=column),
                phrase("Write it as 2026-03-31 or 31/03/2026."),
            )
        if not _is_no_end(written):
            return self._existing(written, cell, column)
        if not self._no_end:
            raise BadValue(
                phrase(
                    "“%(cell)s” in %(column)s stands for “no end”, and a day is needed here.",
                    cell=cell,
                    column=column,
                ),
                phrase("Write the day."),
            )
        return None

    def _existing(self, written: WrittenDay, cell: str, column: str) -> str:
        """The ISO day, if it exists and may be right."""
        parts = self._parts(written, cell, column)
        try:
            found = written.day(parts)
        except ValueError:
            raise BadValue(self._no_day(written, cell, column), phrase("Correct it.")) from None
        if not written.fits_weekday(parts):
            message = phrase(
                "“%(cell)s” in %(column)s is not right: %(day)s is a %(weekday)s.",
                cell=cell,
                column=column,
                day=day_phrase(date(*parts)),
                weekday=weekday(date(*parts)),
            )
            raise BadValue(message, phrase("Correct the weekday or the date."))
        if not FIRST_YEAR <= found.year <= LAST_YEAR:
            raise BadValue(
                phrase("The year %(year)s in %(column)s cannot be right.", year=found.year, column=column),
                phrase("Check it."),
            )
        return found.isoformat()

    def _parts(self, written: WrittenDay, cell: str, column: str) -> Parts:
        """The year, month and day of a date in the order of the column."""
        if only := written.readings.get(""):
            can_swap = self._swapped and only[2] <= 12 and _ISO.fullmatch(written.body)
            return (only[0], only[2], only[1]) if can_swap else only
        is_short = DAY_FIRST not in written.readings and MONTH_FIRST not in written.readings
        order = self._short if is_short else self._order
        if parts := written.readings.get(order):
            return parts
        if is_short:
            message = phrase(
                "The year of “%(cell)s” in %(column)s has two digits, or is not where the other dates have it.",
                cell=cell,
                column=column,
            )
            raise BadValue(message, phrase("Write the year in full, as in 2026-03-31."))
        if len(same := set(written.readings.values())) == 1:
            return same.pop()
        raise BadValue(
            phrase("“%(cell)s” in %(column)s can be read in two ways.", cell=cell, column=column),
            phrase("Write it as 2026-03-31."),
        )

    def _no_day(self, written: WrittenDay, cell: str, column: str) -> str:
        order = self._order if self._order in written.readings else self._short
        if written.style == "numbers" and order:
            return phrase(
                "“%(cell)s” in %(column)s is not a day that exists, read as %(order)s.",
                cell=cell,
                column=column,
                order=ORDERS[order],
            )
        return phrase("“%(cell)s” in %(column)s is not a day that exists.", cell=cell, column=column)


class DayColumn:
    """What the cells of one column of days say about how to read them.

    `column` is our name of it, and `header` the one in the file. With `no_end` a blank cell of the column means
    “no end”, so a date such as 31/12/4712 means that too.
    """

    def __init__(self, column: str, header: str, no_end: bool) -> None:
        self.column, self.header, self.no_end = column, header, no_end
        self._seen: set[str] = set()
        self._day_only: dict[_Key, str] = {}
        self._month_only: dict[_Key, str] = {}
        self._either: dict[_Key, str] = {}
        self._short: dict[_Key, tuple[str, WrittenDay]] = {}
        self._how: set[str] = set()
        self._low: dict[
            tuple[int, int], str
        ] = {}  # ISO dates that would also exist with day and month exchanged
        self._any_iso_only = False

    def see(self, cells: Iterable[str]) -> None:
        """Take in some texts of the column. It does not matter in which order, or how often, each is given."""
        seen = self._seen
        for timed in cells:
            cell = _without_time(timed)
            if cell in seen:
                continue
            if len(seen) >= _REMEMBERED:
                seen.clear()
            seen.add(cell)
            if found := _ISO.fullmatch(cell):
                self._see_iso(cell, int(found[1]), int(found[2]))
            elif (written := read_written(as_sent(cell))) and not _is_no_end(written):
                self._see_written(written)

    def _see_iso(self, text: str, month: int, day: int) -> None:
        if day > 12:
            self._any_iso_only = True
        elif day != month:
            self._low[month, day] = min(text, self._low.get((month, day), text))

    def _see_written(self, written: WrittenDay) -> None:
        style, readings = written.style, written.readings
        if written.zone is not None or style == "unix":
            self._how.add(_IN_LONDON)
        if only := readings.get(""):
            if style == "name":
                self._how.add(_BY_NAME)
            elif _ISO.fullmatch(written.body):  # only these may be a spreadsheet's own
                self._see_iso(written.body, only[1], only[2])
        elif DAY_FIRST in readings:
            self._see_numbers(written)
        elif any(written.can_be(order) for order in SHORT):
            key = _key(written)
            self._short[key] = min(self._short.get(key, (written.body, written)), (written.body, written))

    def _see_numbers(self, written: WrittenDay) -> None:
        """Note what a date such as 03/04/2026 says about the order, even if the day does not exist."""
        by_day, by_month = written.can_be(DAY_FIRST), written.can_be(MONTH_FIRST)
        if by_day and by_month and len(set(written.readings.values())) == 1:
            self._how.add("")  # 03/03/2026 says nothing, and needs nothing
        elif by_day or by_month:
            kept = self._either if by_day and by_month else self._day_only if by_day else self._month_only
            key = _key(written)
            kept[key] = min(written.body, kept.get(key, written.body))

    def decide(self, answers: Answers, beside: "DayColumn | None" = None) -> "DayReader | Question":
        """The column's reader, or what must be asked first. An answer always decides, if it can be one here.

        `beside` is a column that the same program wrote: its dates decide if those of this one can be read in two ways.
        """
        given = answers.get(self.key, "")
        if given.removesuffix(SWAPPED) in (DAY_FIRST, MONTH_FIRST) and not self._short:
            return self._reader(given.removesuffix(SWAPPED), "", swapped=given.endswith(SWAPPED))
        evident = self._evident()
        if given in SHORT:
            return self._reader(given[:3] if given != "ymd2000" else evident, given)
        if self._short:
            return self._short_question(evident)
        if self._day_only and self._month_only:
            return self._mixed_question()
        if self._either and not evident:
            evident = beside._evident() if beside else ""
            if not evident:
                return self._order_question()
        if evident and not self._either and len(self._low) >= _FEW and not self._any_iso_only:
            return self._swapped_question(evident)
        return self._reader(evident, "")

    @property
    def key(self) -> str:
        """The key of the question about this column."""
        return f"days:{self.header}"

    def _evident(self) -> str:
        """The order that the dates of numbers show: day or month first, or "" if they do not, or show both."""
        if bool(self._day_only) == bool(self._month_only):
            return ""
        return DAY_FIRST if self._day_only else MONTH_FIRST

    def _reader(self, order: str, short: str, *, swapped: bool = False) -> DayReader:
        how = {
            *(self._how - {""}),
            *([ORDERS[short]] if self._short and short in ORDERS else ()),
            *([ORDERS[order]] if order and (self._day_only or self._month_only or self._either) else ()),
            *([_EXCHANGED] if swapped else ()),
        }
        return DayReader(order, short, self.no_end, joined(sorted(how), "; ") if how else "", swapped=swapped)

    def _order_question(self) -> Question:
        example = self._either[min(self._either)]
        return Question(
            self.key,
            phrase(
                "Which comes first in the dates of the column “%(header)s”: the day or the month?",
                header=self.header,
            ),
            choices((DAY_FIRST, MONTH_FIRST), example, {}),
            phrase(
                "Every date there that tells them apart can be read in both ways, as %(example)s.",
                example=example,
            ),
        )

    def _mixed_question(self) -> Question:
        by_day, by_month = self._day_only, self._month_only
        example = self._either[min(self._either)] if self._either else ""
        refused = {DAY_FIRST: len(by_month), MONTH_FIRST: len(by_day)}
        offered = (
            choices((DAY_FIRST, MONTH_FIRST), example, refused)
            if example
            else (
                *choices((DAY_FIRST,), by_day[min(by_day)], refused),
                *choices((MONTH_FIRST,), by_month[min(by_month)], refused),
            )
        )
        return Question(
            self.key,
            phrase(
                "Which comes first in the dates of the column “%(header)s”: the day or the month?",
                header=self.header,
            ),
            offered,
            phrase(
                "The dates there are not written in one way: %(by_day)s can only have the day first, and %(by_month)s "
                "only the month.",
                by_day=by_day[min(by_day)],
                by_month=by_month[min(by_month)],
            ),
        )

    def _short_question(self, evident: str) -> Question:
        """Ask about years of two digits: they are never read without an answer."""
        refused = {order: self._refused(order, evident) for order in SHORT}
        total = len(self._short) + len(self._either) + len(self._day_only) + len(self._month_only)
        all_short = [written for _, written in self._short.values()]
        offered = [
            order
            for order in SHORT
            if not refused[order] or (order == "ymd2000" and all(each.can_be(order) for each in all_short))
        ]
        offered = offered or [order for order in SHORT if refused[order] < total]
        has_numbers = self._either or self._day_only or self._month_only
        by_name = all(each.style == "name" for each in all_short)
        if by_name and not has_numbers:
            offered = [order for order in offered if order != "mdy2000"]
        example = self._short[min(self._short)][0]
        fitting = [
            choice
            for order in offered
            for choice in choices((order,), self._short_example(order), refused, named=by_name)
        ]
        return Question(
            self.key,
            phrase("How are the dates of the column “%(header)s” written?", header=self.header),
            tuple(fitting),
            phrase(
                "The years there have two digits, as in %(example)s. If no answer is right, write the years in full.",
                example=example,
            ),
        )

    def _short_example(self, order: str) -> str:
        """A date that tells most about an order: one that exists in it, and that other orders read otherwise."""
        fitting = [key for key, (_, written) in self._short.items() if written.can_be(order)]
        apart = [key for key in fitting if len(set(self._short[key][1].readings.values())) > 1]
        return self._short[min(apart or fitting or self._short)][0]

    def _refused(self, order: str, evident: str) -> int:
        """How many different dates an order of short years would refuse.

        Years that come first say nothing about 03/04/2026, so that is refused if no other date shows its order.
        """
        short = sum(not written.can_be(order) for _, written in self._short.values())
        if order == "ymd2000":
            undecided = len(self._either) + len(self._day_only) + len(self._month_only)
            return short + (0 if evident else undecided)
        return short + len(self._month_only if order == "dmy2000" else self._day_only)

    def _swapped_question(self, evident: str) -> Question:
        """Ask if a spreadsheet has misread dates.

        One that expects the month first takes 03/04/2026 for a date of its own, 4 March, and leaves 31/03/2026 as text.
        """
        example = self._low[min(self._low)]
        year, month, day = (int(part) for part in re.split("[-/.]", example))
        as_they_are, exchanged = day_phrase(date(year, month, day)), day_phrase(date(year, day, month))
        shown = self._day_only or self._month_only
        return Question(
            self.key,
            phrase(
                "Has a spreadsheet exchanged day and month in the column “%(header)s”?", header=self.header
            ),
            (
                Choice(evident, phrase("No: %(example)s is %(day)s", example=example, day=as_they_are)),
                Choice(
                    evident + SWAPPED, phrase("Yes: %(example)s is %(day)s", example=example, day=exchanged)
                ),
            ),
            phrase(
                "Dates with a day after the 12th are text there, as %(text)s, and all others are dates of the "
                "spreadsheet, as %(example)s. That happens when a spreadsheet expects another order than the file has.",
                text=shown[min(shown)],
                example=example,
            ),
        )


def _is_no_end(written: WrittenDay) -> bool:
    """Whether a date stands for no end, as 31/12/4712. It does so in any order, and says nothing about the order."""
    return any(year in _NO_END and {month, day} == {12, 31} for year, month, day in written.readings.values())


def _without_time(cell: str) -> str:
    """The date before a time without a zone, so that a million times of day are few texts. Other cells stay."""
    if len(cell) > 13 and (found := _TIMED.fullmatch(cell)):
        return found[1]
    return cell


def _key(written: WrittenDay) -> _Key:
    """What makes two dates of a column different. Years that cannot be right are one, so that few are kept."""
    (order, (year, month, day)), *_ = written.readings.items()
    is_short = order in SHORT
    kept = year if FIRST_YEAR <= year <= LAST_YEAR else 0
    return kept, month, day, written.weekday, written.style if is_short else ""
