"""What must hold before a course is published, by whomever and however. Everything that publishes asks here."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Protocol

from elearn.authoring.signoff import refusal
from elearn.database import Connection
from elearn.problems import InputFault, Problem
from elearn.tracker import Actor, numbering


class Publishable(Protocol):
    """What is to be published: a version of a course, the hash of its content, and that of its files."""

    @property
    def slug(self) -> str: ...
    @property
    def version(self) -> str: ...
    @property
    def sha256(self) -> str: ...
    @property
    def source(self) -> str: ...


def must_be_publishable(conn: Connection, what: Publishable, by: Actor | None) -> None:
    """Raises InputFault if this may not be published now. `by` is None for a terminal."""
    if problem := refusal(conn, what.slug, what.source):
        raise InputFault([replace(problem, path=_place(what))])
    numbering.refuse_other_content(
        conn, what.slug, what.version, what.sha256, what.source, person=by is not None, place=_place(what)
    )


def must_all_be_publishable(conn: Connection, all_of_it: Iterable[Publishable]) -> None:
    """Raises InputFault with what is in the way of every course that a terminal would publish."""
    problems: list[Problem] = []
    for each in all_of_it:
        try:
            must_be_publishable(conn, each, None)
        except InputFault as fault:
            problems += fault.problems
    if problems:
        raise InputFault(problems)


def _place(what: Publishable) -> str:
    written = getattr(what, "written", None)
    return f"{written.as_posix()}/course.md" if written and written.name else "Version"
