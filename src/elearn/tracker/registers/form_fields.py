"""Reads the fields of a form: tidies each value and reports everything that is wrong at once."""

import re
from collections.abc import Collection
from datetime import date

from elearn.days import today
from elearn.phrases import either, phrase
from elearn.problems import ProblemLog
from elearn.translations import day
from elearn.translations import gettext as _

_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*\Z")
_RECOMMENDATION = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*#[a-z0-9]+(-[a-z0-9]+)*\Z")
_REFERENCE = re.compile(r"(?=.*\d)[A-Za-z0-9]+([/.-][A-Za-z0-9]+)*\Z")
LONGEST = 2_000


class FormFields:
    """Reads a form's fields one by one. Each problem has its field as its path.

    A reader gives the tidy value even if it is wrong, so that the others can go on. `done()` raises InputFault with
    every problem.
    """

    def __init__(self) -> None:
        self._log = ProblemLog("")

    def fault(self, field: str, message: str, remedy: str) -> None:
        """Report that a field cannot be saved as it is."""
        self._log.at(field).error("entry", 0, message, remedy)

    def text(self, field: str, value: str, *, required: bool = True, longest: int = LONGEST) -> str:
        """The text without space around it, at most `longest` characters."""
        tidy = value.strip()
        if required and not tidy:
            self.fault(field, _("Nothing is written in “%(field)s”.", field=field), _("Fill it in."))
        if len(tidy) > longest:
            self.fault(
                field,
                _(
                    "“%(field)s” has %(count)s characters, which is too many.",
                    field=field,
                    count=format(len(tidy), ","),
                ),
                _("Keep it to %(count)s.", count=format(longest, ",")),
            )
        return tidy

    def lines(self, field: str, value: str, *, required: bool = True) -> str:
        """The text with each line tidied and without empty lines."""
        kept = "\n".join(line.strip() for line in value.splitlines() if line.strip())
        return self.text(field, kept, required=required, longest=2 * LONGEST)

    def one_of(self, field: str, value: str, choices: Collection[str]) -> str:
        """One of the known words."""
        if not value and value not in choices:
            self.fault(field, _("Nothing is chosen for “%(field)s”.", field=field), _("Choose one."))
        elif value not in choices:
            self.fault(
                field,
                phrase("“%(value)s” is not one of the choices for “%(field)s”.", value=value, field=field),
                phrase("Choose %(choices)s.", choices=either(list(choices))),
            )
        return value

    def day(
        self, field: str, value: date, *, first: date | None = None, last: date | None = None, since: str = ""
    ) -> str:
        """A day as it is stored, from `first` to `last`. `since` says in words what `first` is."""
        if first is not None and value < first:
            self.fault(
                field,
                _(
                    "“%(field)s” is %(day)s, which is before %(first)s.",
                    field=field,
                    day=day(value),
                    first=since or day(first),
                ),
                _("Choose %(day)s or later.", day=day(first)),
            )
        if last is not None and value > last:
            if last == today():
                message = _("“%(field)s” is %(day)s, which is still to come.", field=field, day=day(value))
            else:
                message = _(
                    "“%(field)s” is %(day)s, which is after %(last)s.",
                    field=field,
                    day=day(value),
                    last=day(last),
                )
            self.fault(field, message, _("Choose %(day)s or earlier.", day=day(last)))
        return value.isoformat()

    def count(self, field: str, value: int, *, most: int = 1_000_000) -> int:
        """A number of people, from 0 to `most`."""
        if not 0 <= value <= most:
            self.fault(
                field,
                _("“%(field)s” is %(count)s, which cannot be right.", field=field, count=format(value, ",")),
                _("Give a number from 0 to %(most)s.", most=format(most, ",")),
            )
        return value

    def review(self, value: str) -> str:
        """A review's slug."""
        if not value:
            self.fault(_("Review"), _("No review is chosen."), _("Choose one from the library."))
        elif len(value) > 64 or not _SLUG.match(value):
            self.fault(
                _("Review"),
                _("“%(value)s” is not a review.", value=value),
                _("Choose one from the library."),
            )
        return value

    def course(self, value: str) -> str:
        """A course's slug."""
        if len(value) > 64 or not _SLUG.match(value):
            self.fault(
                _("Course"),
                _("“%(value)s” is not a course.", value=value),
                _("Choose one from the library."),
            )
        return value

    def reference(self, field: str, value: str) -> str:
        """A number that the partnership gives, as in `N-2026-01`. It has no words, so it cannot hold a name."""
        tidy = self.text(field, value, longest=40)
        if tidy and not _REFERENCE.match(tidy):
            self.fault(
                field,
                _("“%(value)s” in “%(field)s” is not a running number.", value=tidy[:40], field=field),
                _("Use letters, a hyphen and digits, as in N-2026-01."),
            )
        return tidy

    def recommendation(self, value: str) -> str:
        """A recommendation, as `review-slug#id`."""
        if len(value) > 129 or not _RECOMMENDATION.match(value):
            self.fault(
                _("Recommendation"),
                _("“%(value)s” is not a recommendation.", value=value),
                _("Choose one from a review."),
            )
        return value

    def done(self) -> None:
        """Raise InputFault with every problem, if there is one."""
        self._log.raise_if_any()
