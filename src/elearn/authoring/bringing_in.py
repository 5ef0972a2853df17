"""A course's folder as a zip, looked at before it becomes a course here."""

from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath

from elearn.content.course import FILE_ENDINGS, faults_of_file, unbundle
from elearn.phrases import phrase
from elearn.problems import InputFault, Problem

MOST_ZIP = 120_000_000
"""Bytes of a zip that is brought in."""


def course_in_zip(content: bytes) -> tuple[str, dict[str, bytes]]:
    """The id ("" if it has none) and the files of a course, of a zip that `bundle` made or that has a course's folder.

    Raises InputFault, in words, with everything by which it cannot be a course here: what `unbundle` raises, texts that
    are not UTF-8, and media files that are something else than they say, or could run.
    """
    course, files = unbundle(content)
    if problems := list(_faults_in(files)):
        raise InputFault(problems)
    return course, files


def _faults_in(files: Mapping[str, bytes]) -> Iterator[Problem]:
    for name, content in files.items():
        if name.endswith(".md"):
            try:
                content.decode()
            except UnicodeDecodeError:
                message = phrase("The file %(file)s is not plain text in UTF-8.", file=name)
                yield _problem(
                    name, message, phrase("Save it as plain text in UTF-8, and make the zip again.")
                )
        elif PurePosixPath(name).suffix.lower() in FILE_ENDINGS:
            yield from (_problem(name, *fault) for fault in faults_of_file(name, content))


def _problem(path: str, message: str, remedy: str) -> Problem:
    return Problem(path, 0, 0, "bundle", "error", message, remedy)
