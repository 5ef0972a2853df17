"""Pictures as they go out: without what a camera writes into them, upright, and no larger than a page needs.

A photograph may say where and when it was taken, and by whose telephone. That could lead to a family, so it never
leaves the course's folder. The author's own file stays as it is.
"""

import hashlib
import io
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from math import sqrt
from typing import Any, TypeVar

from PIL import Image, ImageOps

from elearn.content.course.stripping import stripped

RULE = "S92"
"""The rule that names a large picture."""
MOST_BYTES = 2_000_000
MOST_SIDE = 4_000
_SIDE = 2_560
"""The longest side of a picture that we make smaller: a large screen is no wider."""
_LEAST_SIDE = 1_280
"""We do not go below it to save bytes."""
_MOST_PIXELS = 150_000_000
"""A picture with more would not fit into the memory of a small machine."""
_RESIZED = {".png": "PNG", ".jpg": "JPEG", ".jpeg": "JPEG", ".webp": "WEBP", ".avif": "AVIF"}
_SHOWN = {**_RESIZED, ".gif": "GIF"}
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
Result = TypeVar("Result")
Work = Callable[[str, bytes], Result]
"""What is done with a file, given its ending and its bytes."""


@dataclass(frozen=True)
class Look:
    """What a picture is. `fault` is why it cannot be shown, or ""; if there is one, the rest is 0 or False.

    `moves` says whether it is an animation, `kept` whether we cannot make it smaller.
    """

    fault: str = ""
    width: int = 0
    height: int = 0
    bytes: int = 0
    moves: bool = False
    kept: bool = False

    @property
    def is_large(self) -> bool:
        """Whether it is larger than a page needs."""
        return max(self.width, self.height) > MOST_SIDE or self.bytes > MOST_BYTES


def _once(most: int) -> Callable[[Work[Result]], Work[Result]]:
    """Remembers what was made of the last `most` files, by their bytes, so that a course in many formats is quick."""

    def remembering(work: Work[Result]) -> Work[Result]:
        made: dict[tuple[str, bytes], Result] = {}

        @wraps(work)
        def remembered(suffix: str, content: bytes) -> Result:
            key = suffix, hashlib.sha256(content).digest()
            if (before := made.get(key)) is not None:  # another thread may take it out at any time
                return before
            result = work(suffix, content)
            while len(made) >= most:
                made.pop(next(iter(made)), None)
            made[key] = result
            return result

        return remembered

    return remembering


@_once(4096)
def look_at(suffix: str, content: bytes) -> Look:
    """What a picture with that ending (`.jpg`) is. A file of another kind has no fault and no size."""
    if suffix == ".svg":
        return Look(bytes=len(content), kept=True)
    if suffix not in _SHOWN:
        return Look()
    try:
        with _opened(suffix, content) as picture:
            width, height = picture.size
            if width * height > _MOST_PIXELS:
                return Look(f"it has {width:,} × {height:,} pixels, which is more than we can open")
            moves = _RESIZED.get(suffix) != "JPEG" and getattr(picture, "n_frames", 1) > 1
            picture.draft("RGB", (1, 1))
            picture.load()
    except Image.DecompressionBombError:
        return Look("it has more pixels than we can open")
    except _UNREADABLE:
        return Look("it is broken, or not whole")
    return Look("", width, height, len(content), moves, moves or suffix not in _RESIZED)


def sent(suffix: str, content: bytes) -> bytes:
    """The bytes of a media file as they go out. The same file gives the same bytes.

    What is no picture, or cannot be read, stays as it is.
    """
    return _sent(suffix, content) if suffix in _RESIZED else content


@_once(64)
def _sent(suffix: str, content: bytes) -> bytes:
    look = look_at(suffix, content)
    if look.fault:
        return content
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
        return Image.open(io.BytesIO(content), formats=[_SHOWN[suffix]])


def _smaller(suffix: str, content: bytes) -> bytes:
    with _opened(suffix, content) as picture:
        picture.draft("RGB", (_SIDE, _SIDE))
        whole = _in_plain_colours(ImageOps.exif_transpose(picture))
    side = _SIDE
    while True:
        small = whole.copy()
        small.thumbnail((side, side), Image.Resampling.LANCZOS)
        made = _written(suffix, small)
        if len(made) <= MOST_BYTES or side <= _LEAST_SIDE:
            return made
        side = max(_LEAST_SIDE, int(side * 0.95 * sqrt(MOST_BYTES / len(made))))


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
    format = _RESIZED[suffix]
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
