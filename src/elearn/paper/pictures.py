"""Pictures in the formats that typst can draw."""

import io
from collections.abc import Mapping
from pathlib import PurePosixPath

from PIL import Image

from elearn.phrases import phrase
from elearn.problems import InputFault, Problem

_DRAWN = {".svg", ".png", ".jpg", ".jpeg", ".gif", ".webp"}
_CONVERTED = {".avif"}


def file_of(path: str) -> str:
    """The file name that typst gets for the picture at `path`, by its ending. "" if it is not a picture."""
    where = PurePosixPath(path)
    suffix = where.suffix.lower()
    if suffix in _DRAWN:
        return where.with_suffix(suffix).as_posix()
    return f"{path}.png" if suffix in _CONVERTED else ""


def printable(media: Mapping[PurePosixPath, bytes], course: str) -> dict[str, bytes]:
    """The pictures among the media, by their `file_of` name. AVIF becomes PNG, because typst cannot read it.

    Raises InputFault for an AVIF that cannot be read. Of the others, typst finds that out later.
    """
    pictures: dict[str, bytes] = {}
    for path, content in media.items():
        name = file_of(path.as_posix())
        if name:
            pictures[name] = (
                _as_png(content, f"{course}/{path}") if path.suffix.lower() in _CONVERTED else content
            )
    return pictures


def unreadable(where: str) -> Problem:
    """The problem for a picture that cannot be drawn. `where` is its path below the folder of courses."""
    return Problem(
        path=where,
        line=0,
        column=0,
        rule="P90",
        severity="error",
        message=phrase("this picture cannot be read, so it cannot be drawn on paper."),
        remedy=phrase("Open it in a picture editor, and save it again as PNG or SVG."),
    )


def _as_png(content: bytes, where: str) -> bytes:
    made = io.BytesIO()
    try:
        with Image.open(io.BytesIO(content)) as picture:
            picture.convert("RGBA").save(made, "PNG")
    except (OSError, ValueError, SyntaxError, RuntimeError, Image.DecompressionBombError) as error:
        raise InputFault([unreadable(where)]) from error
    return made.getvalue()
