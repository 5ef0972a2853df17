"""Regular expressions that are compiled when they are first used.

The checks have hundreds of patterns, and a text of a course needs few of them. Compiling all of them takes
longer than checking a course.
"""

import re
from typing import Any, cast

from elearn.kept import compiled

_METHODS = (
    "search",
    "match",
    "fullmatch",
    "finditer",
    "findall",
    "split",
    "sub",
    "subn",
    "groupindex",
    "groups",
)


def late(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """`re.compile(pattern, flags)`, compiled at the first use.

    It has the attributes of a pattern, but it cannot be given to the functions of `re`. If the pattern is
    wrong, the first use raises `re.error`.
    """
    return cast("re.Pattern[str]", _Late(pattern, flags))


class _Late:
    """Stands in for a compiled pattern. After the first use it has the methods of the real one as its own."""

    def __init__(self, pattern: str, flags: int) -> None:
        self.pattern = pattern
        self._flags = flags

    def __getattr__(self, name: str) -> Any:
        ready = compiled(self.pattern, self._flags)
        for each in _METHODS:
            setattr(self, each, getattr(ready, each))
        return getattr(ready, name)
