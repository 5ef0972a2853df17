"""Pictures as they go out: without what a camera writes into them, upright, and no larger than a page needs.

A photograph may say where and when it was taken, and by whose telephone. That could lead to a family, so it never
leaves the course's folder. The author's own file stays as it is.
"""

import hashlib
from collections.abc import Callable
from functools import wraps
from typing import TypeVar

from elearn.content.course.look import RESIZED, Look

_SHOWN = (*RESIZED, ".gif")
Result = TypeVar("Result")
Work = Callable[[str, bytes], Result]
"""What is done with a file, given its ending and its bytes."""


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
    from elearn.content.course import pixels

    return pixels.look(suffix, content)


def sent(suffix: str, content: bytes) -> bytes:
    """The bytes of a media file as they go out. The same file gives the same bytes.

    What is no picture, or cannot be read, stays as it is.
    """
    return _sent(suffix, content) if suffix in RESIZED else content


@_once(64)
def _sent(suffix: str, content: bytes) -> bytes:
    from elearn.content.course import pixels

    look = look_at(suffix, content)
    return content if look.fault else pixels.sent(suffix, content, look)


def prepared(
    suffix: str, content: bytes, box: tuple[float, float, float, float] | None = None
) -> tuple[str, bytes]:
    """The ending and the bytes of a picture that is put into a course: upright, bare, and at most 1,600 pixels a side.

    `box` is what to cut out of it, in percent of the upright picture: from the left, from the top, width and height.
    One of GIF becomes PNG. Raises ValueError if the box holds nothing, or if the picture cannot be read.
    """
    from elearn.content.course import pixels

    return pixels.prepared(suffix, content, box)
