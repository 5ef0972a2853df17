"""Pictures as typst can draw them."""

import io
from collections.abc import Mapping
from pathlib import PurePosixPath

from PIL import Image

from elearn.problems import InputFault, Problem

_DRAWN = {".svg", ".png", ".jpg", ".jpeg", ".gif", ".webp"}
_CONVERTED = {".avif"}


def file_of(path: str) -> str:
    """The name under which typst is given the picture of that path, "" where it is none: it goes by the ending."""
    where = PurePosixPath(path)
    suffix = where.suffix.lower()
    if suffix in _DRAWN:
        return where.with_suffix(suffix).as_posix()
    return f"{path}.png" if suffix in _CONVERTED else ""


def printable(media: Mapping[PurePosixPath, bytes], course: str) -> dict[str, bytes]:
    """The pictures among the media by their `file_of`; AVIF, which typst does not read, as PNG.

    Raises InputFault for an AVIF that cannot be read; typst says so of the others.
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
    """The problem of a picture, `where` below the folder of courses, that nobody can draw."""
    return Problem(
        path=where, line=0, column=0, rule="P90", severity="error",
        message="this picture cannot be read, so it cannot be drawn on paper.",
        remedy="Open it in a picture editor, and save it again as PNG or SVG.",
    )  # fmt: skip


def _as_png(content: bytes, where: str) -> bytes:
    made = io.BytesIO()
    try:
        with Image.open(io.BytesIO(content)) as picture:
            picture.convert("RGBA").save(made, "PNG")
    except (OSError, ValueError, SyntaxError, RuntimeError, Image.DecompressionBombError) as error:
        raise InputFault([unreadable(where)]) from error
    return made.getvalue()
