"""Saving: the draft's texts become the files of the course, each whole and by rename."""

import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from elearn.authoring.drafts import pictures
from elearn.authoring.drafts.faults import refusal
from elearn.authoring.drafts.storing import Stored
from elearn.content.course import BANK_FOLDER
from elearn.files import STAGED, StagedFile
from elearn.phrases import phrase
from elearn.problems import InputFault

_OLD = 60 * 60
"""Seconds after which a save that has not ended was killed."""
_FOLDERS = (BANK_FOLDER.rstrip("/"), "media")


@contextmanager
def staged(
    folder: Path, texts: Mapping[str, str], disk: Mapping[str, str], media: Mapping[str, bytes]
) -> Iterator[list[StagedFile]]:
    """The files that would change, each beside its place. What was not settled is gone at the end. No link is followed
    out of the course.

    Raises InputFault if the place of one is taken by something that is not the course's.
    """
    waiting: list[StagedFile] = []
    try:
        for name, text in texts.items():
            if disk.get(name) != text:
                path = folder / name
                if name not in disk and (path.exists() or _by_a_link(folder, name)):
                    raise _taken(name)
                waiting.append(_stage(path, text.encode()))
        for name, content in media.items():
            path = folder / name
            if _by_a_link(folder, name) or (path.exists() and path.read_bytes() != content):
                raise _taken(name)
            if not path.exists():
                waiting.append(_stage(path, content))
        yield waiting
    finally:
        for each in waiting:
            each.discard()


def settle(stored: Stored, folder: Path, waiting: list[StagedFile], disk: Mapping[str, str]) -> list[str]:
    """Moves the files to their places, removes those that are deleted in the draft, and notes that all is saved.

    Gives the paths of the pictures that it removed.
    """
    gone = [name for name in disk if name not in stored.text]
    for each in waiting:
        each.settle()
    for name in gone:
        with suppress(FileNotFoundError):
            (folder / name).unlink()
    stored.base = dict(stored.text)
    removed = pictures.settle(stored, folder)
    if waiting or gone or removed:
        stored.note(phrase("what was saved"))
    pictures.prune(stored)
    return removed


def _by_a_link(folder: Path, name: str) -> bool:
    """Whether a part of a file's path below the folder is a link."""
    return (folder / name).resolve() != folder.resolve() / name


def _stage(path: Path, content: bytes) -> StagedFile:
    target = path.resolve()  # a link inside the course stays one
    waiting = StagedFile.write(target, content)
    if target.exists():
        waiting.waiting.chmod(target.stat().st_mode & 0o777)
    return waiting


def sweep(folder: Path) -> None:
    """Removes what a save has left that was killed. What is younger than an hour may belong to one that goes on."""
    for place in (folder, *(folder / name for name in _FOLDERS)):
        inside = place.is_dir() and place.resolve().is_relative_to(folder.resolve())
        for path in place.glob(STAGED) if inside else ():
            with suppress(FileNotFoundError):
                if time.time() - path.lstat().st_mtime > _OLD:
                    path.unlink()


@contextmanager
def in_words() -> Iterator[None]:
    """What the disk refuses, as InputFault."""
    try:
        yield
    except OSError as error:
        raise refusal(
            phrase(
                "The course's files could not be read or written: %(why)s.", why=error.strerror or str(error)
            ),
            phrase("Nothing of yours is lost. Tell whoever looks after the server, then try once more."),
        ) from error


def _taken(name: str) -> InputFault:
    return refusal(
        phrase("There is another file %(file)s in the course's folder, so nothing was saved.", file=name),
        phrase("Move that file, or rename yours."),
        name,
    )
