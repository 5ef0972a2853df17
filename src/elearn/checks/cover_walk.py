"""What a parsed pattern needs: see `covers`.

    nodes of the pattern ─▶ walk ─▶ words and beginnings of words that every match has

The nodes are those of the standard library's parser. What we do not know is taken to match anything.
"""

from collections.abc import Iterable, Sequence
from itertools import product
from typing import Any, TypeAlias

from elearn.checks.wording import FIRST_LETTERS

Cover: TypeAlias = frozenset[str]
REPEATS = frozenset({"MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"})
SHARED: dict[int, Any] = {}
"""Nodes that many patterns share, by their identity, which they keep for good: what is worked out is remembered."""
_REMEMBERED: dict[tuple[int, bool, bool], list[Cover]] = {}
_NOTHING: Cover = frozenset({""})
_MOST_FORMS = 400
"""The most forms of one word that are followed up, as in “fail(?:ed|s|ing)?”."""
_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyz")
_LETTER = {ord(each): letter for letter in _LETTERS for each in (letter, letter.upper())}
"""The letters from a to z by their codes, in either case."""
_ANY_LETTER = frozenset({"CATEGORY_WORD", "CATEGORY_NOT_SPACE", "CATEGORY_NOT_DIGIT"})
_NO_LENGTH = frozenset({"ASSERT", "ASSERT_NOT", "AT"})


def walk(nodes: Sequence[Any], left: bool, right: bool) -> list[Cover]:
    """The covers of a sequence. `left` and `right` say whether no letter can stand directly before or after it."""
    walking = _Walk(left)
    for place, node in enumerate(nodes):
        walking.take(node, nodes, place, right)
    return walking.end(right)


class _Walk:
    """On its way through a sequence, with the covers found so far and what the word is that has begun."""

    def __init__(self, left: bool) -> None:
        self._found: list[Cover] = []
        self._forms: Cover | None = _NOTHING if left else None
        """What the word may be so far, or None if its beginning is unknown."""
        self._run = ""
        """Letters that are not in `_forms` yet."""

    def take(self, node: Any, nodes: Sequence[Any], place: int, right: bool) -> None:
        """Go on over the next node, which is at a place of the sequence."""
        op, value = node[0].name, node[1]
        if op == "LITERAL" and value in _LETTER:
            self._run += _LETTER[value]
            return
        self._join_run()
        if op in ("ASSERT", "ASSERT_NOT"):
            self._look_around(node)
        elif (spelt := _spelt(node)) is not None:
            self._join(spelt)
        elif _is_bound(node):
            self._close(self._forms)
        else:
            self._group(node, nodes[place + 1 :], right)

    def end(self, right: bool) -> list[Cover]:
        """The covers, at the end of the sequence."""
        self._join_run()
        self._close(self._forms if right else _begun(self._forms))
        return self._found

    def _join_run(self) -> None:
        if self._run:
            self._join(frozenset([self._run]))
            self._run = ""

    def _join(self, spelt: Cover) -> None:
        longer = _joined(self._forms, spelt)
        if longer is None:
            self._close(_begun(self._forms))
        self._forms = longer

    def _close(self, forms: Cover | None) -> None:
        """A word ends here. After it, another may begin."""
        if forms is not None and "" not in forms:
            self._found.append(forms)
        self._forms = _NOTHING

    def _look_around(self, node: Any) -> None:
        direction, nodes = node[1]
        if direction == 1 and _starts_bounded([node], False):
            self._close(self._forms)
        elif direction == -1 and node[0].name == "ASSERT_NOT" and _is_any_letter(nodes):
            self._forms = self._forms or _NOTHING

    def _group(self, node: Any, rest: Sequence[Any], right: bool) -> None:
        """A group or repeat in which words end or begin."""
        op, value = node[0].name, node[1]
        least, most, inner = value if op in REPEATS else (1, 1, [node])
        began, ended = _starts_bounded(inner, False), _ends_bounded(inner)
        goes_on = _starts_bounded(rest, right) if began or least else False
        at_start = self._forms == _NOTHING
        closes = began and (least > 0 or goes_on)
        self._close(self._forms if closes else _begun(self._forms))
        if least:
            self._found += _inside(node, at_start or began, goes_on if most == 1 else ended)
        if not (ended and (least or at_start or closes)):
            self._forms = None


def _begun(forms: Cover | None) -> Cover | None:
    """The words that begin with the forms, or None if too many words do."""
    if forms is None or min(map(len, forms), default=0) < FIRST_LETTERS:
        return None
    return frozenset(f"{each}*" for each in forms)


def _inside(node: Any, left: bool, right: bool) -> list[Cover]:
    """The covers of a group that is in every match."""
    if id(node) not in SHARED:
        return _inside_anew(node, left, right)
    key = id(node), left, right
    if key not in _REMEMBERED:
        _REMEMBERED[key] = _inside_anew(node, left, right)
    return _REMEMBERED[key]


def _inside_anew(node: Any, left: bool, right: bool) -> list[Cover]:
    op, value = node[0].name, node[1]
    if op == "SUBPATTERN":
        return walk(value[3], left, right)
    if op in REPEATS:
        return walk(value[2], left, right)
    if op == "ATOMIC_GROUP":
        return walk(value, left, right)
    if op != "BRANCH":
        return []
    together: set[str] = set()
    for branch in value[1]:
        best = min(walk(branch, left, right), key=_cost, default=None)
        if best is None:
            return []
        together |= best
    return [frozenset(together)]


def _cost(cover: Cover) -> tuple[bool, int]:
    return "" in cover, len(cover)


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
        return frozenset(_LETTER[value]) if value in _LETTER else None
    if op == "IN":
        letters = [_LETTER.get(one, "") if kind.name == "LITERAL" else "" for kind, one in value]
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
    if op in REPEATS and value[1] == 1:
        once = _spelt_in_order(value[2])
        return None if once is None else once | (frozenset() if value[0] else _NOTHING)
    return None


def _spelt_in_order(nodes: Iterable[Any]) -> Cover | None:
    forms: Cover | None = _NOTHING
    run = ""
    for node in nodes:
        op = node[0].name
        if op == "LITERAL":
            if node[1] not in _LETTER:
                return None
            run += _LETTER[node[1]]
        elif op == "AT":
            return None
        elif op not in _NO_LENGTH:
            spelt = _spelt(node)
            forms = None if spelt is None else _joined(_joined(forms, frozenset([run])), spelt)
            if forms is None:
                return None
            run = ""
    return _joined(forms, frozenset([run]))


def _is_bound(node: Any) -> bool:
    """Whether the node is always there, and is no letter or none is beside it."""
    op, value = node[0].name, node[1]
    if op == "AT":
        return bool(value.name != "AT_NON_BOUNDARY")
    if op == "LITERAL":
        return value not in _LETTER
    if op == "IN":
        return all(_has_no_letter(kind.name, one) for kind, one in value)
    return op in REPEATS and value[0] > 0 and len(value[2]) == 1 and _is_bound(value[2][0])


def _has_no_letter(kind: str, one: Any) -> bool:
    if kind == "LITERAL":
        return one not in _LETTER
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
        elif op in REPEATS:
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
        if op in REPEATS:
            return _ends_bounded([*nodes[:place], *value[2]]) and (
                value[0] > 0 or _ends_bounded(nodes[:place])
            )
        return False
    return False
