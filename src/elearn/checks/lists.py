"""Lists of words: text files in the folder `lists/` next to the modules that use them.

    # A line that starts with a number sign is a comment.
    [says]
    said told asked                          words are separated by white space
    [kin]
    mother | brothers? | social worker       phrases and patterns, by ` | ` or the end of the line
    [plainer]
    purchase: buy | obtain: get              pairs too

A file is one list, or several with names in brackets. `words`, `phrases`, `patterns`, `any_of` and `pairs` read the
same files, so it is the caller who knows what a list holds. A pattern is a regular expression, which is taken as it
is written. The order of patterns matters, because the first that matches wins.
"""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

from elearn.patterns import late

_HERE = Path(__file__).parent
_PLAIN = late(r"[a-z-]+")
_SECTION = late(r"\[([a-z][a-z-]*)\]")


def words(name: str, section: str = "") -> frozenset[str]:
    """The words of a list.

    `name` is a folder and a file: `identifying/places` is `identifying/lists/places.txt`. `section` is the name in
    brackets, or "" if the file is one list. Raises KeyError if the file has no such section.
    """
    return frozenset(word for line in _sections(name)[section] for word in line.split())


def phrases(name: str, section: str = "") -> tuple[str, ...]:
    """The phrases of a list, in order. See `words` for the arguments."""
    return tuple(phrase.strip() for line in _sections(name)[section] for phrase in line.split(" | "))


def patterns(name: str, section: str = "") -> tuple[str, ...]:
    """The patterns of a list, of which those that are plain words are joined into one. See `words` for the arguments.

    Put each into a group. For `wordings.Wordings`, which would otherwise have a pattern for each word.
    """
    every = phrases(name, section)
    plain = "|".join(each for each in every if _PLAIN.fullmatch(each))
    return (*filter(None, [plain]), *(each for each in every if not _PLAIN.fullmatch(each)))


def any_of(name: str, section: str = "") -> str:
    """The patterns of a list as one regular expression: any of them, in order. Put it into a group.

    See `words` for the arguments.
    """
    return "|".join(phrases(name, section))


def pairs(name: str, section: str = "") -> tuple[tuple[str, str], ...]:
    """The phrases of a list that are written `one: other`, in order. See `words` for the arguments."""
    split = (phrase.partition(":") for phrase in phrases(name, section))
    return tuple((one.strip(), other.strip()) for one, _, other in split)


@cache
def _sections(name: str) -> Mapping[str, list[str]]:
    """The lines of each section of a file, without comments and blank lines."""
    folder, file = name.split("/")
    found: dict[str, list[str]] = {"": []}
    lines = found[""]
    for line in (_HERE / folder / "lists" / f"{file}.txt").read_text(encoding="utf-8").splitlines():
        if section := _SECTION.fullmatch(line):
            lines = found.setdefault(section[1], [])
        elif line.strip() and not line.startswith("#"):
            lines.append(line)
    return MappingProxyType(found)
