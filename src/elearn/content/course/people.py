"""Whether a course's file names somebody, however it writes their name."""

import re
import unicodedata

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_AFTER = re.compile(r"[,;(<–—]|\s-\s")
"""What stands between a name and what somebody is: “Jo Evans, designated nurse”."""


def is_same_person(entry: str, name: str) -> bool:
    """Whether an entry such as “EVANS, Jo” or “Jo  Evans (nurse)” names the person with this name.

    Capitals, spaces, the order of the words, titles behind the name and the way in which an accent is stored do not
    matter. Somebody without a name is nobody.
    """
    wanted = _words(name)
    return bool(wanted) and wanted in (_words(entry), _words(_AFTER.split(entry, maxsplit=1)[0]))


def _words(name: str) -> list[str]:
    """The words of a name, in the order of the alphabet."""
    return sorted(_WORD.findall(unicodedata.normalize("NFKC", name).casefold().replace("’", "'")))
