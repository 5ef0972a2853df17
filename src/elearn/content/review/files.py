"""The files of documents that are kept beside the reviews, in a folder of their own."""

import zlib
from collections.abc import Callable, Iterable
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from elearn.content.review.model import Document
from elearn.content.text import did_you_mean
from elearn.phrases import phrase
from elearn.problems import Problem, ProblemLog

FILES_FOLDER = "files"
"""The folder of the files, in the folder of the reviews."""
MOST_BYTES = 40_000_000
"""The most bytes that a file may have. A report can be read from a document of the same size."""
_ODT = b"application/vnd.oasis.opendocument.text"


def _is_pdf(path: Path) -> bool:
    with path.open("rb") as file:
        return b"%PDF-" in file.read(1024)


def _is_docx(path: Path) -> bool:
    with ZipFile(path) as archive:
        names = archive.namelist()
    return "[Content_Types].xml" in names and any(name.startswith("word/") for name in names)


def _is_odt(path: Path) -> bool:
    with ZipFile(path) as archive:
        said = archive.getinfo("mimetype")
        return said.file_size <= len(_ODT) + 2 and archive.read(said).strip() == _ODT


_KINDS: dict[str, Callable[[Path], bool]] = {"pdf": _is_pdf, "docx": _is_docx, "odt": _is_odt}
MIME_TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "odt": _ODT.decode(),
}
"""By the ending of a file, what a browser is told of it."""


def ending_of(name: str) -> str:
    """The ending of a file's name, without the dot and in small letters."""
    return name.rpartition(".")[2].lower()


def stored_file(root: Path, name: str) -> Path | None:
    """The file called `name` of the reviews below `root`, or None if nobody can be given it."""
    return None if fault_of_file(root, name) else root / FILES_FOLDER / name


def fault_of_file(root: Path, name: str) -> tuple[str, str] | None:
    """What is wrong with a file that a document names, and what to do. None if nothing is.

    `root` is the folder of the reviews. The name has the form that `Document` asks for.
    """
    folder = root / FILES_FOLDER
    path = folder / name
    shown = f"{FILES_FOLDER}/{name}"
    try:
        if not path.resolve().is_relative_to(folder.resolve()):
            return phrase("The file %(file)s is outside the folder of files.", file=shown), phrase(
                "Copy it into %(folder)s/.", folder=FILES_FOLDER
            )
        if not path.is_file():
            return phrase("There is no file %(file)s.", file=shown), did_you_mean(
                name, _names(folder), nothing=phrase("Put it there, or take its name out.")
            )
        size = path.stat().st_size
        if not size:
            return phrase("The file %(file)s is empty.", file=shown), phrase("Save the document there again.")
        if size > MOST_BYTES:
            return phrase(
                "The file %(file)s is larger than %(most)s MB.", file=shown, most=MOST_BYTES // 1_000_000
            ), phrase("Save a smaller copy, or write the document’s address instead.")
        if not _KINDS[ending_of(name)](path):
            return _not_what_it_says(shown, name)
    except (BadZipFile, KeyError, NotImplementedError, ValueError, zlib.error, EOFError):
        return _not_what_it_says(shown, name)
    except (OSError, RuntimeError) as error:
        reason = getattr(error, "strerror", None) or phrase("it is locked, or its links go in a circle")
        return phrase("The file %(file)s cannot be read: %(reason)s.", file=shown, reason=reason), phrase(
            "Look at its permissions."
        )
    return None


def _not_what_it_says(shown: str, name: str) -> tuple[str, str]:
    message = phrase(
        "The file %(file)s is not the %(format)s file that its name says.",
        file=shown,
        format=ending_of(name).upper(),
    )
    return message, phrase("Save it again in that format.")


def check_files(root: Path, documents: Iterable[Document], log: ProblemLog) -> None:
    """S48: report each file that a review's documents name and that nobody could be given."""
    for name in dict.fromkeys(each.file for each in documents if each.file):
        if fault := fault_of_file(root, name):
            log.error("S48", 1, *fault)


def unnamed_files(root: Path, named: Iterable[str | None]) -> list[Problem]:
    """S49: a warning for each file in the folder of files whose name is not among `named`."""
    problems: list[Problem] = []
    for name in sorted(set(_names(root / FILES_FOLDER)) - set(named)):
        log = ProblemLog((root / FILES_FOLDER / name).as_posix(), problems)
        log.warn(
            "S49",
            0,
            phrase("No review names this file, so nobody can open it."),
            phrase("Write “file: %(name)s” at its document, or remove it.", name=name),
        )
    return problems


def _names(folder: Path) -> list[str]:
    """The names of what is in a folder, without hidden files and a README."""
    if not folder.is_dir():
        return []
    return [
        path.name
        for path in folder.iterdir()
        if not path.name.startswith(".") and path.name.lower() != "readme.md"
    ]
