"""The text of a new block, with words for the author to replace."""

import re
from collections.abc import Collection, Sequence
from itertools import count

from elearn.content.kinds import kinds


def new_block(kind: str, *, names: Collection[str], outcomes: Sequence[str], banks: Sequence[str]) -> str:
    """The text of a new block. The checks find its words (E63) until somebody has replaced them.

    `names` are those that the course has already: the new one is another. The first of the `outcomes` and of the
    `banks` is taken, if there are any. Raises KeyError if there is no such kind.
    """
    made = kinds()[kind]
    text = made.begun(outcome=outcomes[0] if outcomes else "")
    text = re.sub(r"^:outcome:[ \t]*\n", "", text, flags=re.MULTILINE)
    text = re.sub(
        r"^:name: (.+)$", lambda found: f":name: {_free(found[1], names)}", text, flags=re.MULTILINE
    )
    return made.with_bank(text, banks[0]) if banks else text


def _free(name: str, names: Collection[str]) -> str:
    """The first name with a number that nobody has. Some kinds add a word of their own to it."""
    stem = re.sub(r"-\d+$", "", name)
    taken = {each for name in names for each in (name, re.sub(r"-(before|after)$", "", name))}
    return next(each for number in count(1) if (each := f"{stem}-{number}") not in taken)
