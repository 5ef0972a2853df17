"""What a picture is, and when it is larger than a page needs."""

from dataclasses import dataclass

RULE = "S92"
"""The rule that names a large picture."""
MOST_BYTES = 2_000_000
MOST_SIDE = 4_000
RESIZED = {".png": "PNG", ".jpg": "JPEG", ".jpeg": "JPEG", ".webp": "WEBP", ".avif": "AVIF"}
"""The pictures that we can make smaller: the library's name of each format, by the file's ending."""


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
