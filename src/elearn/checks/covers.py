"""Words of which every match of a pattern has some, worked out from the pattern.

A rule has hundreds of patterns, and most sentences have no word that a given one needs. Whoever knows the words of a
sentence need not try the others. A *cover* of a pattern is a set of words: every match has at least one of them,
whole, or one that begins with what stands before a `*`. A word here is a run of the letters a to z, as in
`wording.sentences`.
"""

import atexit
import hashlib
import marshal
import sys
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from functools import cache, cached_property
from itertools import product
from pathlib import Path
from typing import Any, TypeAlias

from elearn.checks.wording import FIRST_LETTERS
from elearn.kept import keep, place_beside

try:
    from re import _parser  # type: ignore[attr-defined]
except ImportError:  # another Python than the one we know
    _parser = None

Cover: TypeAlias = frozenset[str]
_MOST_FORMS = 400
"""The most forms of one word that are followed up, as in “fail(?:ed|s|ing)?”."""
_NOTHING: Cover = frozenset({""})
_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyz")
_ANY_LETTER = frozenset({"CATEGORY_WORD", "CATEGORY_NOT_SPACE", "CATEGORY_NOT_DIGIT"})
_NO_LENGTH = frozenset({"ASSERT", "ASSERT_NOT", "AT"})
_REPEATS = frozenset({"MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"})
_WITH_NODES_LAST = frozenset({"SUBPATTERN", "ASSERT", "ASSERT_NOT", *_REPEATS})
_FIRST_STAND_IN = 0xE000  # private use: these letters are in no text
_SHARED: dict[int, Any] = {}
"""The nodes of all parts by their identity, which they keep for good. What is worked out of them is remembered."""
_REMEMBERED: dict[tuple[int, bool, bool], list[Cover]] = {}


def covers(pattern: str, parts: "Parts | None" = None) -> Sequence[Cover]:
    """The covers of a pattern that is looked for in lower case, the smallest first, or none if it needs no word.

    `parts` are what the pattern is put together from. Raises `re.error` if the pattern is wrong.
    """
    if _parser is None:
        return ()
    return _kept().of(pattern, parts or NO_PARTS)


def worked_out(pattern: str, parts: "Parts | None" = None) -> Sequence[Cover]:
    """What `covers` gives, without looking at what was kept."""
    parts = parts or NO_PARTS
    nodes = _parser.parse(parts.stood_in(pattern)).data
    found = set(_walk(parts.put_in(nodes), False, False))
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
            _SHARED.update((id(node), node) for node in nodes)
        return found


NO_PARTS = Parts({})


def _walk(nodes: Sequence[Any], left: bool, right: bool) -> list[Cover]:
    """The covers of a sequence. `left` and `right` say whether no letter can stand directly before or after it."""
    found: list[Cover] = []
    forms: Cover | None = _NOTHING if left else None
    """What the word may be so far, or None if its beginning is unknown."""
    run = ""
    for place, node in enumerate(nodes):
        op, value = node[0].name, node[1]
        if op == "LITERAL" and _letter(value):
            run += _letter(value)
            continue
        if run:
            forms, run = _joined(forms, frozenset([run])), ""
        rest = nodes[place + 1 :]
        if op in ("ASSERT", "ASSERT_NOT"):
            if op == "ASSERT_NOT" and value[0] == -1 and _is_any_letter(value[1]):
                forms = forms or _NOTHING
            elif value[0] == 1 and _starts_bounded([node], False):
                _close(found, forms)
                forms = _NOTHING
            continue
        spelt = _spelt(node)
        if spelt is not None:
            longer = _joined(forms, spelt)
            if longer is None:
                _close(found, _begun(forms))
            forms = longer
            continue
        if _is_bound(node):
            _close(found, forms)
            forms = _NOTHING
            continue
        least, inner = (value[0], value[2]) if op in _REPEATS else (1, [node])
        began_anew = _starts_bounded(inner, False)
        closes = began_anew and (least > 0 or _starts_bounded(rest, right))
        _close(found, forms if closes else _begun(forms))
        at_bound = forms == _NOTHING or closes
        if least:
            ends = (
                _starts_bounded(rest, right) if op not in _REPEATS or value[1] == 1 else _ends_bounded(inner)
            )
            found += _inside(node, forms == _NOTHING or began_anew, ends)
        ended = _ends_bounded(inner)
        forms = _NOTHING if ended and (least or at_bound) else None
    if run:
        forms = _joined(forms, frozenset([run]))
    _close(found, forms if right else _begun(forms))
    return found


def _begun(forms: Cover | None) -> Cover | None:
    """The words that begin with the forms, or None if too many words do."""
    if forms is None or min(map(len, forms), default=0) < FIRST_LETTERS:
        return None
    return frozenset(f"{each}*" for each in forms)


def _inside(node: Any, left: bool, right: bool) -> list[Cover]:
    """The covers of a group that is in every match."""
    if id(node) not in _SHARED:
        return _inside_anew(node, left, right)
    key = id(node), left, right
    if key not in _REMEMBERED:
        _REMEMBERED[key] = _inside_anew(node, left, right)
    return _REMEMBERED[key]


def _inside_anew(node: Any, left: bool, right: bool) -> list[Cover]:
    op, value = node[0].name, node[1]
    if op == "SUBPATTERN":
        return _walk(value[3], left, right)
    if op in _REPEATS:
        return _walk(value[2], left, right)
    if op == "ATOMIC_GROUP":
        return _walk(value, left, right)
    if op != "BRANCH":
        return []
    together: set[str] = set()
    for branch in value[1]:
        best = min(_walk(branch, left, right), key=_cost, default=None)
        if best is None:
            return []
        together |= best
    return [frozenset(together)]


def _cost(cover: Cover) -> tuple[bool, int]:
    return "" in cover, len(cover)


def _close(found: list[Cover], forms: Cover | None) -> None:
    if forms is not None and "" not in forms:
        found.append(forms)


def _joined(forms: Cover | None, spelt: Cover) -> Cover | None:
    if forms is None or len(forms) * len(spelt) > _MOST_FORMS:
        return None
    if len(spelt) == 1:
        (only,) = spelt
        return frozenset([one + only for one in forms])
    return frozenset([one + other for one, other in product(forms, spelt)])


def _spelt(node: Any) -> Cover | None:
    """What the node may stand for, if that is only letters and not too many, else None."""
    op, value = node[0].name, node[1]
    if op == "LITERAL":
        return frozenset(_letter(value)) or None
    if op == "IN":
        letters = [_letter(one) if kind.name == "LITERAL" else "" for kind, one in value]
        return frozenset(letters) if all(letters) else None
    if op == "SUBPATTERN":
        return _spelt_in_order(value[3])
    if op == "BRANCH":
        together: set[str] = set()
        for branch in value[1]:
            once = _spelt_in_order(branch)
            if once is None:
                return None
            together |= once
        return frozenset(together)
    if op in _REPEATS and value[1] == 1:
        once = _spelt_in_order(value[2])
        return None if once is None else once | (frozenset() if value[0] else _NOTHING)
    return None


def _spelt_in_order(nodes: Iterable[Any]) -> Cover | None:
    forms: Cover | None = _NOTHING
    run = ""
    for node in nodes:
        op = node[0].name
        if op == "LITERAL":
            letter = _letter(node[1])
            if not letter:
                return None
            run += letter
        elif op == "AT":
            return None
        elif op not in _NO_LENGTH:
            spelt = _spelt(node)
            forms = None if spelt is None else _joined(_joined(forms, frozenset([run])), spelt)
            if forms is None:
                return None
            run = ""
    return _joined(forms, frozenset([run]))


def _letter(code: int) -> str:
    """The letter from a to z, in lower case, or "" if it is none."""
    letter = chr(code).lower()
    return letter if letter in _LETTERS else ""


def _is_bound(node: Any) -> bool:
    """Whether the node is always there, and is no letter or none is beside it."""
    op, value = node[0].name, node[1]
    if op == "AT":
        return bool(value.name != "AT_NON_BOUNDARY")
    if op == "LITERAL":
        return chr(value).lower() not in _LETTERS
    if op == "IN":
        return all(_has_no_letter(kind.name, one) for kind, one in value)
    return op in _REPEATS and value[0] > 0 and len(value[2]) == 1 and _is_bound(value[2][0])


def _has_no_letter(kind: str, one: Any) -> bool:
    if kind == "LITERAL":
        return chr(one).lower() not in _LETTERS
    if kind == "RANGE":
        return _LETTERS.isdisjoint(chr(each).lower() for each in range(one[0], min(one[1], 0x250) + 1))
    return kind == "CATEGORY" and str(one) not in _ANY_LETTER


def _starts_bounded(nodes: Sequence[Any], end: bool) -> bool:
    """Whether what the nodes match never begins with a letter. `end` says it of what comes after them."""
    for place, node in enumerate(nodes):
        op, value = node[0].name, node[1]
        rest = nodes[place + 1 :]
        if op == "ASSERT":
            if value[0] == 1 and _starts_bounded(value[1], False):
                return True
        elif op == "ASSERT_NOT":
            if value[0] == 1 and _is_any_letter(value[1]):
                return True
        elif _is_bound(node):
            return True
        elif op in ("SUBPATTERN", "BRANCH"):
            branches = value[1] if op == "BRANCH" else [value[3]]
            return all(_starts_bounded([*branch, *rest], end) for branch in branches)
        elif op in _REPEATS:
            once = _starts_bounded([*value[2], *rest], end)
            return once and (value[0] > 0 or _starts_bounded(rest, end))
        else:
            return False
    return end


def _is_any_letter(nodes: Sequence[Any]) -> bool:
    if len(nodes) != 1 or nodes[0][0].name != "IN":
        return False
    kinds = [kind.name for kind, _ in nodes[0][1]]
    return "NEGATE" not in kinds and any(str(one) == "CATEGORY_WORD" for _, one in nodes[0][1])


def _ends_bounded(nodes: Sequence[Any]) -> bool:
    """Whether what the nodes match never ends with a letter, and is more than nothing."""
    for place in range(len(nodes) - 1, -1, -1):
        op, value = nodes[place][0].name, nodes[place][1]
        if op in ("ASSERT", "ASSERT_NOT"):
            continue
        if _is_bound(nodes[place]):
            return True
        if op in ("SUBPATTERN", "BRANCH"):
            branches = value[1] if op == "BRANCH" else [value[3]]
            return all(_ends_bounded([*nodes[:place], *branch]) for branch in branches)
        if op in _REPEATS:
            return _ends_bounded([*nodes[:place], *value[2]]) and (
                value[0] > 0 or _ends_bounded(nodes[:place])
            )
        return False
    return False


class _Kept:
    """The covers of all patterns, in a file beside the compiled modules."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._version = hashlib.sha256(Path(__file__).read_bytes() + sys.version.encode()).digest()
        self._known: dict[str, tuple[Cover, ...]] = {}
        self._used: dict[str, tuple[Cover, ...]] = {}
        self._new = False
        with suppress(OSError, ValueError, EOFError, TypeError):
            version, known = marshal.loads(path.read_bytes())
            if version == self._version:
                self._known = known

    def of(self, pattern: str, parts: Parts) -> tuple[Cover, ...]:
        key = f"{parts.digest} {pattern}"
        found = self._known.get(key)
        if found is None:
            found = tuple(worked_out(pattern, parts))
            self._new = True
        self._used[key] = found
        return found

    def save(self) -> None:
        if self._new:
            keep(self._path, marshal.dumps((self._version, self._used)))


@cache
def _kept() -> _Kept:
    kept = _Kept(place_beside(__file__, f"covers.{sys.implementation.cache_tag}"))
    atexit.register(kept.save)
    return kept
