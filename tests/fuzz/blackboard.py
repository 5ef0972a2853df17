"""What a process that tries inputs tells the one that watches it: how many it has tried, and which it is at.

It is a file in shared memory, so that it can still be read if the process is dead or stuck.
"""

import mmap
import struct
from pathlib import Path
from typing import Final

LARGEST: Final = 4_000_000
_HEAD: Final = struct.Struct("<QQQ")
_BUSY: Final = struct.Struct("<B")


class Blackboard:
    """The shared file. `tries` counts the inputs that were begun, `news` those that came to something new."""

    def __init__(self, path: Path) -> None:
        if not path.exists():
            with path.open("wb") as file:
                file.truncate(_HEAD.size + LARGEST + _BUSY.size)
        with path.open("r+b") as file:
            self._shared = mmap.mmap(file.fileno(), 0)

    def begin(self, data: bytes) -> None:
        """Note that another input is being tried."""
        tries, news, _ = _HEAD.unpack_from(self._shared)
        self._shared[_HEAD.size : _HEAD.size + len(data)] = data
        _HEAD.pack_into(self._shared, 0, tries + 1, news, len(data))
        _BUSY.pack_into(self._shared, _HEAD.size + LARGEST, 1)

    def end(self) -> None:
        """Note that the input has been tried."""
        _BUSY.pack_into(self._shared, _HEAD.size + LARGEST, 0)

    @property
    def is_busy(self) -> bool:
        """Whether an input is being tried."""
        return bool(_BUSY.unpack_from(self._shared, _HEAD.size + LARGEST)[0])

    def note_news(self) -> None:
        """Note that an input came to something new."""
        tries, news, length = _HEAD.unpack_from(self._shared)
        _HEAD.pack_into(self._shared, 0, tries, news + 1, length)

    @property
    def tries(self) -> int:
        """How many inputs were begun."""
        tries: int = _HEAD.unpack_from(self._shared)[0]
        return tries

    @property
    def news(self) -> int:
        """How many inputs came to something new."""
        news: int = _HEAD.unpack_from(self._shared)[1]
        return news

    @property
    def input(self) -> bytes:
        """The input that was begun last."""
        length = _HEAD.unpack_from(self._shared)[2]
        return bytes(self._shared[_HEAD.size : _HEAD.size + length])
