"""Slow patterns that are tried only around what a quick one finds."""

import re
from collections.abc import Iterator


def near(
    pattern: re.Pattern[str], quick: re.Pattern[str], text: str, before: int, after: int
) -> Iterator[re.Match[str]]:
    """The matches of `pattern`, each of which must be within so many characters of a match of `quick`."""
    first = last = -1
    for found in quick.finditer(text):
        start, end = max(0, found.start() - before), found.end() + after
        if start > last:
            if last >= 0:
                yield from pattern.finditer(text, first, last)
            first = start
        last = end
    if last >= 0:
        yield from pattern.finditer(text, first, last)
