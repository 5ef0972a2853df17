"""What a person filled in: each field tidied, and everything that is wrong said at once."""

import re
from collections.abc import Collection
from datetime import date

from elearn.days import in_words, today
from elearn.problems import InputFault, Problem

_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*\Z")
_RECOMMENDATION = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*#[a-z0-9]+(-[a-z0-9]+)*\Z")
_REFERENCE = re.compile(r"(?=.*\d)[A-Za-z0-9]+([/.-][A-Za-z0-9]+)*\Z")
LONGEST = 2_000


class Entry:
    """Collects what is wrong with a form's fields; `done()` raises InputFault with all of it, each under its field."""

    def __init__(self) -> None:
        self._problems: list[Problem] = []

    def fault(self, field: str, message: str, remedy: str) -> None:
        """Notes something that cannot be taken as it is."""
        self._problems.append(Problem(field, 0, 0, "entry", "error", message, remedy))

    def text(self, field: str, value: str, *, required: bool = True, longest: int = LONGEST) -> str:
        """The text without space around it."""
        tidy = value.strip()
        if required and not tidy:
            self.fault(field, f"{field}: nothing is written here.", "Fill it in.")
        if len(tidy) > longest:
            self.fault(field, f"{field}: {len(tidy):,} characters are too many.", f"Keep to {longest:,}.")
        return tidy

    def lines(self, field: str, value: str, *, required: bool = True) -> str:
        """The text with each line tidied and no line empty."""
        kept = "\n".join(line.strip() for line in value.splitlines() if line.strip())
        return self.text(field, kept, required=required, longest=2 * LONGEST)

    def one_of(self, field: str, value: str, choices: Collection[str]) -> str:
        """One of the words that are known."""
        if value not in choices:
            self.fault(field, f"{field}: “{value}” is not one of the choices.", f"Choose {_either(choices)}.")
        return value

    def day(
        self, field: str, value: date, *, first: date | None = None, last: date | None = None, since: str = ""
    ) -> str:
        """A day as it is stored, no earlier than `first` (`since` says what that is) and no later than `last`."""
        if first is not None and value < first:
            self.fault(
                field,
                f"{field}: {in_words(value)} is before {since or in_words(first)}.",
                f"Choose {in_words(first)} or later.",
            )
        if last is not None and value > last:
            what = "still to come" if last == today() else f"after {in_words(last)}"
            self.fault(
                field, f"{field}: {in_words(value)} is {what}.", f"Choose {in_words(last)} or earlier."
            )
        return value.isoformat()

    def count(self, field: str, value: int, *, most: int = 1_000_000) -> int:
        """A number of people."""
        if not 0 <= value <= most:
            self.fault(field, f"{field}: {value:,} cannot be right.", f"Give a number from 0 to {most:,}.")
        return value

    def review(self, value: str) -> str:
        """A review's slug."""
        if len(value) > 64 or not _SLUG.match(value):
            self.fault("Review", f"“{value}” is not a review.", "Choose one of the library.")
        return value

    def reference(self, field: str, value: str) -> str:
        """A number of the partnership's own, as in `N-2026-01`: no words, so that it is nobody's name."""
        tidy = self.text(field, value, longest=40)
        if tidy and not _REFERENCE.match(tidy):
            self.fault(
                field,
                f"{field}: “{tidy[:40]}” is not a running number.",
                "Use letters, a hyphen and digits, as in N-2026-01.",
            )
        return tidy

    def recommendation(self, value: str) -> str:
        """A recommendation: `review-slug#id`."""
        if len(value) > 129 or not _RECOMMENDATION.match(value):
            self.fault("Recommendation", f"“{value}” is not a recommendation.", "Choose one of a review’s.")
        return value

    def done(self) -> None:
        """Raises InputFault where anything was wrong."""
        if self._problems:
            raise InputFault(self._problems)


def _either(choices: Collection[str]) -> str:
    *most, last = choices
    return f"{', '.join(most)} or {last}" if most else last
