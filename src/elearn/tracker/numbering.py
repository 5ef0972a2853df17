"""The numbers of versions: which comes next, and that a published one keeps what it says."""

from collections.abc import Iterable
from typing import Literal

from elearn.database import Connection
from elearn.phrases import nphrase, phrase
from elearn.problems import InputFault, Problem
from elearn.tracker import catalogue

Change = Literal["correction", "content", "course"]
"""What kind of change a version brings: 1.0.1, 1.1.0 or 2.0.0 after 1.0.0."""


def highest_number(versions: Iterable[str]) -> str:
    """The highest of some versions, "0.0.0" if there are none."""
    return max(versions, key=number_of, default="0.0.0")


def number_of(version: str) -> tuple[int, ...]:
    """A version as numbers that can be compared."""
    return tuple(int(part) if part.isdecimal() else 0 for part in version.split("."))


def next_number(version: str, change: Change) -> str:
    """The version that comes after this one, for a correction, other content or a course that is new as a whole."""
    first, second, third = (*number_of(version), 0, 0, 0)[:3]
    if change == "course":
        return f"{first + 1}.0.0"
    return f"{first}.{second + 1}.0" if change == "content" else f"{first}.{second}.{third + 1}"


def refuse_other_content(
    conn: Connection,
    course: str,
    version: str,
    sha256: str,
    source: str = "",
    *,
    person: bool = True,
    place: str = "Version",
) -> None:
    """Raises InputFault if this version is published with other content. A published version stays as it is.

    `source` is the hash of the course's files, or "". The same files may be published again: a newer elearn has
    another player around them. Other files may not, even if their package is the same: a waiver or a note differs. If
    it is not known of which files the version was made, a `person` is refused as soon as somebody has begun it, and a
    terminal is not. `place` is what the problem names.
    """
    versions = catalogue.versions_of(conn, course)
    found = next((each for each in versions if each.version == version), None)
    if found is None or _says_the_same(found, sha256, source):
        return
    if found.source:
        message = phrase(
            "Version %(version)s of “%(course)s” is published with other content, and a published version stays as it "
            "is.",
            version=version,
            course=course,
        )
    elif person and found.begun:
        message = nphrase(
            "Version %(version)s is published with other content, and one person has begun it.",
            "Version %(version)s is published with other content, and %(num)s people have begun it.",
            found.begun,
            num=f"{found.begun:,}",
            version=version,
        )
    else:
        return
    remedy = phrase(
        "Give it a higher number, %(next)s or above, and say what it changes. Whoever has begun goes on with the "
        "version that they began.",
        next=next_number(highest_number(each.version for each in versions), "correction"),
    )
    raise InputFault([Problem(place, 0, 0, "entry", "error", message, remedy)])


def _says_the_same(found: catalogue.PublishedVersion, sha256: str, source: str) -> bool:
    """Whether a published version is made of these files, or has this content if its files or these are not known."""
    return found.source == source if found.source and source else found.sha == sha256
