"""The texts of a course's folder, byte for byte."""

import os
from pathlib import Path, PurePosixPath

from elearn.content.course import BANK_FOLDER
from elearn.files import version_of
from elearn.phrases import phrase
from elearn.problems import NotFound


class Disk:
    """The folders of courses. What a file said is remembered for as long as the file system says it is the same."""

    def __init__(self, courses: Path) -> None:
        self._courses = courses
        self._known: dict[Path, tuple[tuple[int, ...], str | None]] = {}

    def folder(self, course: str) -> Path:
        """The folder of a course. Raises NotFound."""
        folder = self._courses / course
        if course != folder.name or course.startswith((".", "_")) or not folder.is_dir():
            raise NotFound(phrase("There is no course “%(course)s” here.", course=course))
        return folder

    def texts(self, course: str) -> dict[str, str]:
        """The course's files by name. What is not text in UTF-8, or lies elsewhere, is left out and never written.

        Raises NotFound, and OSError if a file cannot be read.
        """
        folder = self.folder(course)
        entries = (*_entries(folder), *_entries(folder / BANK_FOLDER, BANK_FOLDER))
        found = {
            name: self._text(folder / name) for name, leads in entries if not leads or _is_in(folder, name)
        }
        return {name: text for name, text in found.items() if text is not None}

    def _text(self, path: Path) -> str | None:
        try:
            version = version_of(path)
            known = self._known.get(path)
            if version and known and known[0] == version:
                return known[1]
            text = _decoded(path.read_bytes())
        except FileNotFoundError:
            self._known.pop(path, None)
            return None
        if version:
            self._known[path] = (version, text)
        else:
            self._known.pop(path, None)
        return text


def is_name(name: str) -> bool:
    """Whether a file of a course's texts may be called so."""
    own = PurePosixPath(name.removeprefix(BANK_FOLDER)).name
    whole = own in (name, name.removeprefix(BANK_FOLDER)) and own.endswith(".md") and not own.startswith(".")
    return whole and len(own) <= 120 and own.isprintable() and "\\" not in own


def can_be_kept(text: str) -> bool:
    """Whether a text can be in a file and in every database: no NUL, no half of a character."""
    return "\0" not in text and not any("\ud800" <= character <= "\udfff" for character in text)


def _decoded(content: bytes) -> str | None:
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        return None
    return text if can_be_kept(text) else None


def _entries(folder: Path, before: str = "") -> list[tuple[str, bool]]:
    """The names of the texts in a folder, with what stands `before` each, and whether a link leads there."""
    try:
        with os.scandir(folder) as entries:
            found = [each for each in entries if is_name(each.name) and each.is_file()]
            return sorted(
                (before + each.name, bool(before and folder.is_symlink()) or each.is_symlink())
                for each in found
            )
    except (FileNotFoundError, NotADirectoryError):
        return []


def _is_in(folder: Path, name: str) -> bool:
    """Whether a link leads to a place below the folder."""
    return (folder / name).resolve().is_relative_to(folder.resolve())
