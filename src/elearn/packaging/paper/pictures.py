"""Pictures as typst can draw them."""

import io
from collections.abc import Mapping
from pathlib import PurePosixPath

from PIL import Image, UnidentifiedImageError

_DRAWN = {".svg", ".png", ".jpg", ".jpeg", ".gif", ".webp"}
_CONVERTED = {".avif"}


def printable(media: Mapping[PurePosixPath, bytes]) -> dict[str, bytes]:
    """The pictures among the media by their path; AVIF, which typst does not read, as PNG under its own name."""
    pictures = {path.as_posix(): content for path, content in media.items() if path.suffix.lower() in _DRAWN}
    for path, content in media.items():
        if path.suffix.lower() in _CONVERTED:
            pictures[path.as_posix()] = _as_png(content)
    return pictures


def _as_png(content: bytes) -> bytes:
    """The picture as PNG; as it is where it cannot be read, which typst then says of it."""
    made = io.BytesIO()
    try:
        with Image.open(io.BytesIO(content)) as picture:
            picture.convert("RGBA").save(made, "PNG")
    except (UnidentifiedImageError, OSError):
        return content
    return made.getvalue()
