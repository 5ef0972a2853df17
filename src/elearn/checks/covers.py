"""Words of which every match of a pattern has some, worked out from the pattern.

A rule has hundreds of patterns, and most sentences have no word that a given one needs. Whoever knows the words of a
sentence need not try the others. A *cover* of a pattern is a set of words: every match has at least one of them,
whole, or one that begins with what stands before a `*`. A word here is a run of the letters a to z, as in
`wording.sentences`.
"""

import atexit
import hashlib
import re
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from elearn.checks import cover_walk
from elearn.checks.cover_walk import REPEATS, SHARED, Cover, walk
from elearn.kept import KeptValues, place_beside

try:
    from re import _parser  # type: ignore[attr-defined]
except ImportError:  # another Python than the one we know
    _parser = None

_WITH_NODES_LAST = frozenset({"SUBPATTERN", "ASSERT", "ASSERT_NOT", *REPEATS})
_FIRST_STAND_IN = 0xE000  # private use: these letters are in no text


def covers(pattern: str, parts: "Parts | None" = None) -> Sequence[Cover]:
    """The covers of a pattern that is looked for in lower case, the smallest first, or none if it needs no word.

    `parts` are what the pattern is put together from. Raises `re.error` if the pattern is wrong. If the inside of the
    standard library is not as we know it, there are none, and the pattern is tried everywhere.
    """
    parts = parts or NO_PARTS
    try:
        return _kept().get(f"{parts.digest} {pattern}", lambda: tuple(worked_out(pattern, parts)))
    except re.error:
        raise
    except Exception:
        return ()


def worked_out(pattern: str, parts: "Parts | None" = None) -> Sequence[Cover]:
    """What `covers` gives, without looking at what was kept."""
    parts = parts or NO_PARTS
    written = parts.stood_in(pattern)
    nodes = _parser.parse(written).data
    if written != pattern:
        nodes = parts.put_in(nodes)
    found = set(walk(nodes, False, False))
    return sorted((each for each in found if "" not in each), key=lambda each: (len(each), sorted(each)))


class Parts:
    """What many patterns have in common, by the name that stands for it in them: `<number>`, `VICTIM`.

    A long part is parsed once, and not once for each pattern that it is in.
    """

    def __init__(self, parts: Mapping[str, str]) -> None:
        """`parts` are patterns. What stands in one for another part must come after it."""
        self._parts = dict(parts)
        self._letters = {name: chr(_FIRST_STAND_IN + number) for number, name in enumerate(self._parts)}
        self.digest = hashlib.sha256(repr(self._parts).encode()).hexdigest() if parts else ""

    def filled_in(self, pattern: str) -> str:
        """The pattern with its parts."""
        for name, part in self._parts.items():
            pattern = pattern.replace(name, part)
        return pattern

    def stood_in(self, pattern: str) -> str:
        """The pattern with a letter that no text has in place of each part."""
        for name, letter in self._letters.items():
            pattern = pattern.replace(name, letter)
        return pattern

    def put_in(self, nodes: Iterable[Any]) -> list[Any]:
        """The parsed pattern, with the parsed part in place of each of these letters."""
        found: list[Any] = []
        for node in nodes:
            op, value = node[0].name, node[1]
            if op == "LITERAL":
                found += self._parsed.get(value, [node]) if value >= _FIRST_STAND_IN else [node]
            elif op == "BRANCH":
                found.append((node[0], (value[0], [self.put_in(branch) for branch in value[1]])))
            elif op in _WITH_NODES_LAST:
                found.append((node[0], (*value[:-1], self.put_in(value[-1]))))
            else:
                found.append(node)
        return found

    @cached_property
    def _parsed(self) -> dict[int, list[Any]]:
        """The parsed parts by the letters that stand for them."""
        found: dict[int, list[Any]] = {}
        for name, letter in self._letters.items():
            nodes = list(_parser.parse(self.filled_in(self._parts[name])).data)
            found[ord(letter)] = nodes
            SHARED.update((id(node), node) for node in nodes)
        return found


NO_PARTS = Parts({})


def _sources() -> Iterator[bytes]:
    """What decides on the covers."""
    for module in (__file__, cover_walk.__file__):
        yield Path(module).read_bytes()


@cache
def _kept() -> KeptValues[str, tuple[Cover, ...]]:
    """The covers of all patterns, in a file beside the compiled modules."""
    version = hashlib.sha256(b"".join((*_sources(), sys.version.encode()))).digest()
    kept: KeptValues[str, tuple[Cover, ...]] = KeptValues(
        place_beside(__file__, f"covers.{sys.implementation.cache_tag}"), version
    )
    atexit.register(kept.save)
    return kept
