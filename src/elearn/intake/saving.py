"""A draft becomes a new file beside the other reviews, with the report that it was made from if a person wants that."""

from pathlib import Path
from typing import BinaryIO

from elearn.content.review import FILES_FOLDER, load_reviews
from elearn.files import write_whole
from elearn.intake.draft import Draft, draft_text, plain, slug_for
from elearn.phrases import phrase
from elearn.problems import NotFound


def twins(draft: Draft, folder: Path) -> list[Path]:
    """Returns the review files below `folder` of the same board, label and year. There may be one already."""
    key = (plain(draft.board), plain(draft.label), draft.year)
    return [each.path for each in load_reviews(folder) if each.review and each.review.key == key]


def kept_name(slug: str, report: bytes | None) -> str:
    """Returns the name under which a report is kept with the review `slug`, or "" if there is no report to keep."""
    if report is None:
        return ""
    return f"{slug}.docx" if report.startswith(b"PK\x03\x04") else f"{slug}.pdf"


def save_draft(draft: Draft, folder: Path, slug: str = "", report: bytes | None = None) -> Path:
    """Writes the draft as a new file below `folder` and returns its path.

    With a `report`, the content of the file that it was made from, this is kept as the file of its document. Nothing
    is ever overwritten: if a name is taken, a number is added. Raises `NotFound` if the folder is missing or 99 names
    are taken.
    """
    wanted = slug or slug_for(draft)
    if not folder.is_dir():
        raise NotFound(phrase("There is no folder %(folder)s. Make it, or name another.", folder=folder))
    for number in range(1, 100):
        name = wanted if number == 1 else f"{wanted}-{number}"
        path, file = folder / f"{name}.md", kept_name(name, report)
        if file and (folder / FILES_FOLDER / file).exists():
            continue
        text = draft_text(draft, name, file).encode()
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
