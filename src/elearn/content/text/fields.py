"""Reads the values of front matter: each reader gives what the model needs, or raises BadFrontMatter."""

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

from elearn.content.text.directives import LONGEST_ID
from elearn.content.text.front_matter import FrontMatter, FrontMatterValue
from elearn.content.text.words import did_you_mean, quoted
from elearn.days import parse_day
from elearn.patterns import late
from elearn.phrases import phrase
from elearn.problems import BadValue, ProblemLog

SLUG = late(r"(?!constructor$)[a-z0-9]+(-[a-z0-9]+)*")
"""A name, as in `directives.Slug`. It leaves out the one name that has a meaning in a browser's script."""
Readers = Mapping[str, tuple[str, Callable[[FrontMatterValue], Any]]]
"""By key of the file: the model's field, and the function that reads its value."""


def is_id(name: str) -> bool:
    """Whether this can be the id of a review, course, module, page or outcome: a name that is not too long."""
    return len(name) <= LONGEST_ID and bool(SLUG.fullmatch(name))


class BadFrontMatter(BadValue):
    """Raised when a value of front matter cannot be used. `at` is the value, with its place."""

    def __init__(self, message: str, remedy: str, at: FrontMatterValue) -> None:
        super().__init__(message, remedy)
        self.at = at


def read_text(entry: FrontMatterValue) -> str:
    """The value as one line of text, not empty."""
    if not isinstance(entry.value, str):
        message = phrase("The key “%(key)s” has to be a line of text.", key=entry.key)
        remedy = phrase("Write one line; put it in quotation marks if it holds “: ”.")
        raise BadFrontMatter(message, remedy, entry)
    if not entry.value and entry.cut:
        message = phrase(
            "The key “%(key)s” is empty, because “%(cut)s” after a space is a comment.",
            key=entry.key,
            cut=entry.cut,
        )
        raise BadFrontMatter(message, phrase("Put the value in quotation marks."), entry)
    if not entry.value:
        raise BadFrontMatter(
            phrase("The key “%(key)s” is empty.", key=entry.key),
            phrase("Write its value after the colon."),
            entry,
        )
    return entry.value


def read_number(entry: FrontMatterValue, pattern: str, low: int, high: int, what: str, example: str) -> int:
    """The first group of `pattern` as a number from `low` to `high`. `what` is a noun for the message."""
    given = read_text(entry)
    found = re.fullmatch(pattern, given, re.ASCII)
    if not found or not low <= int(found[1]) <= high:
        message = phrase(
            "%(given)s in “%(key)s” is not %(what)s from %(low)s to %(high)s.",
            given=quoted(given),
            key=entry.key,
            what=what,
            low=low,
            high=high,
        )
        raise BadFrontMatter(message, phrase("Write it as in %(example)s.", example=example), entry)
    return int(found[1])


def read_day(entry: FrontMatterValue) -> date:
    """The value as a day."""
    given = read_text(entry)
    try:
        return parse_day(given, phrase("%(given)s in “%(key)s”", given=quoted(given), key=entry.key))
    except BadValue as error:
        raise BadFrontMatter(error.message, phrase("Write the day as in 2027-11-01."), entry) from None


def read_list(entry: FrontMatterValue, pattern: re.Pattern[str], example: str) -> tuple[str, ...]:
    """The value as a list of texts that match `pattern`. One text is a list of one."""
    items = entry.value if isinstance(entry.value, list) else [entry]
    texts = []
    for item in items:
        given = read_text(item)
        if not pattern.fullmatch(given):
            message = phrase(
                "%(given)s in “%(key)s” is not written as it should be.", given=quoted(given), key=item.key
            )
            raise BadFrontMatter(message, phrase("Write it as in %(example)s.", example=example), item)
        texts.append(given)
    return tuple(texts)


def read_keys(
    front: FrontMatter, readers: Readers, required: Iterable[str], log: ProblemLog
) -> dict[str, Any]:
    """The model's fields that the front matter gives. Reports every key that is unknown, missing or wrong."""
    values: dict[str, Any] = {}
    for key, entry in front.entries.items():
        if key not in readers:
            log.error(
                "S06", entry.line, phrase("There is no key “%(key)s”.", key=key), did_you_mean(key, readers)
            )
            continue
        name, read = readers[key]
        try:
            values[name] = read(entry)
        except BadFrontMatter as bad:
            log.error("S07", bad.at.line, bad.message, bad.remedy, bad.at.column)
    for key in required:
        if key not in front.entries:
            log.error(
                "S05",
                1,
                phrase("The front matter has no “%(key)s”.", key=key),
                phrase("Add a line “%(key)s: …”.", key=key),
            )
    return values
