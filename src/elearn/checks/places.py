"""The place in a course's files of words that a rule found in the course."""

import re
from collections.abc import Iterable

from elearn.checks.texts import Text
from elearn.content import words_of
from elearn.content.text import Place

_BETWEEN = r"(?:\]\([^)\s]*\)|[\W_])+"


def place_of(said: str, texts: Iterable[Text], begin: Place) -> tuple[Place, int]:
    """The place and column where the words `said` start, at or below `begin`.

    If they are not found: `begin`, 1.
    """
    first = words_of(said)[:8]
    if first:
        wanted = None
        for text in texts:
            if (
                text.path == begin.path
                and all(word in text.text for word in first)
                and text.line + text.text.count("\n") >= begin.line
            ):
                wanted = wanted or re.compile(_BETWEEN.join(map(re.escape, first)))
                for found in wanted.finditer(text.text):
                    line, column = text.place(found.start())
                    if line >= begin.line:
                        return Place(text.path, line), column
    return begin, 1
