"""A draft becomes a review file, with the report that it was made from if a person wants that."""

import fcntl
import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, NamedTuple

from elearn.content.review import FILES_FOLDER, load_reviews, read_review, write_review
from elearn.files import write_whole
from elearn.intake.draft import Draft, JoinedFile
from elearn.intake.draft_file import Status, draft_text, plain, slug_for
from elearn.intake.same_lines import changed_as_little
from elearn.phrases import phrase
from elearn.problems import ElearnError, NotFound


class FileChanged(ElearnError):
    """Raised when a review file is not what the person has seen. Nothing was written."""


class Saved(NamedTuple):
    """A review file after saving: its path, the hash of its content, and which joined files are still there.

    A joined file is left if somebody has changed it since it was joined.
    """

    path: Path
    sha: str
    left: tuple[str, ...] = ()


def twins(draft: Draft, folder: Path) -> list[Path]:
    """Returns the review files below `folder` of the same board, label and year. There may be one already."""
    key = (plain(draft.board), plain(draft.label), draft.year)
    return [each.path for each in load_reviews(folder) if each.review and each.review.key == key]


def sha_of(path: Path) -> str:
    """Returns the hash of what a file holds, or "" if there is none."""
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except FileNotFoundError:
        return ""


def kept_name(slug: str, report: bytes | None) -> str:
    """Returns the name under which a report is kept with the review `slug`, or "" if there is no report to keep."""
    if report is None:
        return ""
    return f"{slug}.docx" if report.startswith(b"PK\x03\x04") else f"{slug}.pdf"


def save_draft(
    draft: Draft, folder: Path, slug: str = "", report: bytes | None = None, status: Status = "draft"
) -> Path:
    """Writes the draft as a new file below `folder` and returns its path.

    With a `report`, the content of the file that it was made from, this is kept as the file of its document. Nothing
    is ever overwritten: if a name is taken, a number is added. The folder is made if there is none yet. Raises
    `NotFound` if the folder that it would be in is missing, or 99 names are taken.
    """
    wanted = slug or slug_for(draft)
    if not folder.parent.is_dir():
        raise NotFound(phrase("There is no folder %(folder)s. Make it, or name another.", folder=folder))
    folder.mkdir(exist_ok=True)
    for number in range(1, 100):
        name = wanted if number == 1 else f"{wanted}-{number}"
        path, file = folder / f"{name}.md", kept_name(name, report)
        if file and (folder / FILES_FOLDER / file).exists():
            continue
        text = draft_text(draft, name, file, status).encode()
        try:
            with path.open("xb") as opened:
                _write(text, opened, path)
        except FileExistsError:
            continue
        if report is not None:
            _keep(report, folder / FILES_FOLDER / file, path)
        return path
    raise NotFound(
        phrase(
            "There are too many files called %(name)s in %(folder)s. Give this one a name of its own.",
            name=wanted,
            folder=folder,
        )
    )


def save_new(
    draft: Draft, folder: Path, slug: str = "", report: bytes | None = None, status: Status = "draft"
) -> Saved:
    """As `save_draft`. The files that were joined into the draft go once it is on the disk."""
    path = save_draft(draft, folder, slug, report, status)
    return Saved(path, sha_of(path), _remove(draft.joined, folder))


def save_over(
    draft: Draft, path: Path, sha: str, report: bytes | None = None, status: Status = "draft"
) -> Saved:
    """Writes the draft over its review file, which has to hold what its hash `sha` says or what is to be written.

    Lines that say the same stay as they are. The files that were joined into the draft go once it is on the disk.
    Raises FileChanged if the file holds something else or is gone, and InputFault if the draft cannot be a review.
    """
    folder = path.parent
    with _alone(folder):
        now = sha_of(path)
        file = _free_name(folder, path.stem, report)
        text = text_over(draft, path, file, status)
        made = text.encode()
        if now not in (sha, hashlib.sha256(made).hexdigest()) or not now:
            raise FileChanged(
                phrase(
                    "%(file)s was changed or removed since you opened it. Nothing is written.", file=path.name
                )
            )
        if report is not None:
            write_whole(folder / FILES_FOLDER / file, report)
        write_whole(path, made)
    return Saved(path, hashlib.sha256(made).hexdigest(), _remove(draft.joined, folder))


def text_over(draft: Draft, path: Path, file: str = "", status: Status = "draft") -> str:
    """Returns what `save_over` would write. Raises InputFault if the draft cannot be a review."""
    wanted = draft_text(draft, path.stem, file, status)
    try:
        original = path.read_bytes().decode()
    except (FileNotFoundError, UnicodeDecodeError):
        return wanted
    review, _ = read_review(path.stem, original, path.name)
    if review is None:
        return wanted
    return changed_as_little(path.stem, original, write_review(review), wanted)


def delete_review(path: Path, sha: str, files: list[str]) -> None:
    """Removes a review file, and the `files` that were kept for it alone.

    Raises FileChanged if the file does not hold what its hash `sha` says. One that is gone is no fault.
    """
    with _alone(path.parent):
        now = sha_of(path)
        if now and now != sha:
            raise FileChanged(
                phrase("%(file)s was changed since you opened it. Nothing is removed.", file=path.name)
            )
        path.unlink(missing_ok=True)
        for name in files:
            (path.parent / FILES_FOLDER / name).unlink(missing_ok=True)


def _free_name(folder: Path, slug: str, report: bytes | None) -> str:
    """Returns a name for the report that no other file has. The same content may be there already."""
    name = kept_name(slug, report)
    stem, _, ending = name.rpartition(".")
    number = 1
    while name and report is not None and (path := folder / FILES_FOLDER / name).exists():
        if path.read_bytes() == report:
            return name
        number += 1
        name = f"{stem}-{number}.{ending}"
    return name


def _remove(joined: list[JoinedFile], folder: Path) -> tuple[str, ...]:
    """Removes the files that were joined, and returns those that were changed since."""
    left = []
    with _alone(folder):
        for each in joined:
            path = folder / each.file
            if sha_of(path) in ("", each.sha):
                path.unlink(missing_ok=True)
            else:
                left.append(each.file)
    return tuple(left)


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Lets nobody else of ours write into the folder meanwhile."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _write(text: bytes, opened: BinaryIO, path: Path) -> None:
    """Writes the draft into its new file. If that fails, as on a full disk, the file goes too."""
    try:
        opened.write(text)
        opened.flush()
    except BaseException:
        path.unlink(missing_ok=True)
        raise


def _keep(report: bytes, place: Path, draft: Path) -> None:
    """Writes the report to its place. If that fails, the draft that names it goes too."""
    try:
        write_whole(place, report)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise
