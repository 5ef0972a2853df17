"""Makes an input smaller for as long as it does the same."""

import time
from collections.abc import Callable
from typing import Final

SECONDS: Final = 15
"""How long this may take."""
MOST: Final = 400
"""How many smaller inputs are tried."""


def smaller(data: bytes, is_same: Callable[[bytes], bool], seconds: float = SECONDS) -> bytes:
    """A smaller input for which `is_same` is still true. `data` itself if none is found."""
    end = time.monotonic() + seconds
    tries = 0
    size = max(1, len(data) // 2)
    while size:
        place, was = 0, len(data)
        while place < len(data):
            if tries >= MOST or time.monotonic() > end:
                return data
            less = data[:place] + data[place + size :]
            tries += 1
            if less and is_same(less):
                data = less
            else:
                place += size
        size = size if len(data) < was and size > 1 else size // 2
    return data
