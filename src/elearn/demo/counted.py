"""What Wrenshire requires besides courses, and which courses count as others: all of it is fiction."""

from typing import NamedTuple

STANDARD = "Wrenshire learning standard"
SOURCE = "Fiction, for the demonstration"
OLDER, NEWER = "learning-standard-1", "learning-standard-2"
"""The ids of its two editions."""
FROM_OLDER = "allegations"
"""The course whose requirements come from the older edition."""
NAMED_GROUPS = ("R4", "R5")
"""The role groups of which hours and the update are required."""


class Counted(NamedTuple):
    """Hours in a window of some `months`, with a participatory share in per cent, or an update every so many months."""

    course: str
    title: str
    kind: str
    months: int
    hours: int | None = None
    participatory: int | None = None
    renew_from: str = ""


class Counts(NamedTuple):
    """A course (`other`, with a title and minutes) whose passes count as those of another."""

    course: str
    other: str
    title: str
    minutes: int
    kind: str
    note: str


COUNTED = (
    Counted("named-hours", "Hours of learning for named professionals", "hours", 36, 12, 50),
    Counted("named-update", "Yearly update for named professionals", "update", 12, renew_from="expiry"),
)
EQUIVALENCES = (
    Counts(
        "neglect",
        "regional-neglect",
        "Neglect: the region's e-learning",
        40,
        "equivalent",
        "The partnership compared the two",
    ),
    Counts(
        "working-together-core",
        "working-together-before",
        "Working together: the earlier course",
        60,
        "replaced",
        "The course was written anew",
    ),
)
