"""The work on a picture's pixels: what it is, and a smaller or upright copy of it.

Only `pictures` needs this module. It imports it late, because most courses have drawings, and Pillow is slow to load.
"""

import io
import warnings
from math import sqrt
from typing import Any

from PIL import Image, ImageOps

from elearn.content.course.look import MOST_BYTES, RESIZED, Look
from elearn.content.course.stripping import stripped
from elearn.phrases import phrase

_SIDE = 2_560
"""The longest side of a picture that we make smaller: a large screen is no wider."""
_LEAST_SIDE = 1_280
"""We do not go below it to save bytes."""
_KEPT_SIDE = 1_600
"""The longest side of a picture that somebody puts into a course in the editor."""
Box = tuple[float, float, float, float]
"""A part of a picture in percent: from the left, from the top, width and height."""
_MOST_PIXELS = 150_000_000
"""A picture with more would not fit into the memory of a small machine."""
_FORMATS = {**RESIZED, ".gif": "GIF"}
_SAVED: dict[str, dict[str, Any]] = {
    "PNG": {"compress_level": 6},
    "JPEG": {"quality": 85, "optimize": True},
    "WEBP": {"quality": 85, "method": 4},
    "AVIF": {"quality": 70, "speed": 7, "max_threads": 1},
}
_UNREADABLE = (
    OSError,
    ValueError,
    SyntaxError,
    RuntimeError,
    EOFError,
    IndexError,
    Image.DecompressionBombError,
)
_UPRIGHT = 0x0112


def look(suffix: str, content: bytes) -> Look:
    """What a picture with that ending is. It is one that can be shown, and no drawing."""
    try:
        with _opened(suffix, content) as picture:
            width, height = picture.size
            if width * height > _MOST_PIXELS:
                return Look(_too_large(f"{width:,}", f"{height:,}"))
            moves = RESIZED.get(suffix) != "JPEG" and getattr(picture, "n_frames", 1) > 1
            picture.draft("RGB", (1, 1))
            picture.load()
    except Image.DecompressionBombError:
        return Look(phrase("it has more pixels than we can open"))
    except _UNREADABLE:
        return Look(phrase("it is broken, or not whole"))
    return Look("", width, height, len(content), moves, moves or suffix not in RESIZED)


def _too_large(width: str, height: str) -> str:
    return phrase(
        "it has %(width)s × %(height)s pixels, which is more than we can open", width=width, height=height
    )


def sent(suffix: str, content: bytes, look: Look) -> bytes:
    """The bytes of a picture as they go out, given what it is. What cannot be read stays as it is."""
    try:
        with _opened(suffix, content) as picture:
            turned = picture.getexif().get(_UPRIGHT, 1) != 1
            if look.is_large and not look.kept:
                return _smaller(suffix, content)
            if turned and not look.moves:
                return _written(suffix, ImageOps.exif_transpose(picture))
            if suffix == ".avif" and (picture.getexif() or picture.info.get("xmp")) and not look.moves:
                return _written(suffix, picture)
            return stripped(suffix, content) or _written(suffix, picture)
    except _UNREADABLE:
        return content


def _opened(suffix: str, content: bytes) -> Image.Image:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)
        return Image.open(io.BytesIO(content), formats=[_FORMATS[suffix]])


def _smaller(suffix: str, content: bytes) -> bytes:
    with _opened(suffix, content) as picture:
        picture.draft("RGB", (_SIDE, _SIDE))
        whole = _in_plain_colours(ImageOps.exif_transpose(picture))
    return _fitted(suffix, whole, _SIDE, _LEAST_SIDE)


def _fitted(suffix: str, whole: Image.Image, side: int, least: int) -> bytes:
    """The picture with sides of at most `side`, and smaller if it has too many bytes, but not below `least`."""
    while True:
        small = whole.copy()
        small.thumbnail((side, side), Image.Resampling.LANCZOS)
        made = _written(suffix, small)
        if len(made) <= MOST_BYTES or side <= least:
            return made
        side = max(least, int(side * 0.95 * sqrt(MOST_BYTES / len(made))))


def prepared(suffix: str, content: bytes, box: Box | None) -> tuple[str, bytes]:
    """The ending and the bytes of a picture as an editor keeps it: upright, cut out, bare, and no larger than needed.

    One that can be taken as it is loses no quality. One that was made by GIF becomes PNG. Raises ValueError if the
    box holds nothing, or if the picture cannot be read.
    """
    try:
        with _opened(suffix, content) as picture:
            turned = picture.getexif().get(_UPRIGHT, 1) != 1
            fits = max(picture.size) <= _KEPT_SIDE and len(content) <= MOST_BYTES
            bare = (
                stripped(suffix, content) if suffix in RESIZED and fits and not turned and not box else None
            )
            if bare:
                return suffix, bare
            whole = _in_plain_colours(ImageOps.exif_transpose(picture))
    except _UNREADABLE as fault:
        raise ValueError("the picture cannot be read") from fault
    if box:
        whole = _cut(whole, box)
    suffix = suffix if suffix in RESIZED else ".png"
    return suffix, _fitted(suffix, whole, _KEPT_SIDE, _KEPT_SIDE // 2)


def _cut(whole: Image.Image, box: Box) -> Image.Image:
    """The part of a picture in a box."""
    left, top, width, height = box
    across, down = whole.size
    edges = (
        round(across * left / 100),
        round(down * top / 100),
        round(across * (left + width) / 100),
        round(down * (top + height) / 100),
    )
    right, bottom = min(edges[2], across), min(edges[3], down)
    if not (0 <= edges[0] < right and 0 <= edges[1] < bottom):
        raise ValueError("the box holds nothing")
    info = whole.info
    part = whole.crop((edges[0], edges[1], right, bottom))
    part.info = info
    return part


def _in_plain_colours(picture: Image.Image) -> Image.Image:
    """The picture in colours that can be mixed, and that every format here knows."""
    if picture.mode.startswith("I;16"):
        return picture.convert("I").point(lambda value: value / 256).convert("L")
    if picture.mode in ("L", "RGB", "RGBA", "LA"):
        return picture
    seen_through = picture.mode in ("PA", "La", "RGBa") or "transparency" in picture.info
    profile = picture.info.get("icc_profile") if picture.mode == "P" else None
    made = picture.convert("RGBA" if seen_through else "L" if picture.mode == "1" else "RGB")
    made.info = {"icc_profile": profile} if profile else {}
    return made


def _written(suffix: str, picture: Image.Image) -> bytes:
    """The picture in its format, with its colour profile and nothing else about it."""
    format = RESIZED[suffix]
    picture = _in_plain_colours(picture)
    if format == "JPEG" and picture.mode not in ("L", "RGB"):
        picture = picture.convert("RGB")
    profile = picture.info.get("icc_profile")
    made = io.BytesIO()
    bare = Image.frombytes(picture.mode, picture.size, picture.tobytes())
    if "transparency" in picture.info and format == "PNG":
        bare.info["transparency"] = picture.info["transparency"]
    bare.save(made, format, **_SAVED[format], **({"icc_profile": profile} if profile else {}))
    return made.getvalue()
