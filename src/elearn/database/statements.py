"""Statements as they are written here, and the parameters in them."""

import re
from collections.abc import Iterator

_PARTS = re.compile(r"""('(?:[^']|'')*'|--[^\n]*)|(?<![:\w]):([a-z_]\w*)""")


def parts(sql: str) -> Iterator[tuple[str, str | None]]:
    """The text of a statement up to each named parameter, and its name. None: the rest, after the last.

    What looks like one in a text or a comment is none.
    """
    start = 0
    for found in _PARTS.finditer(sql):
        if found[2] is not None:
            yield sql[start : found.start()], found[2]
            start = found.end()
    yield sql[start:], None
