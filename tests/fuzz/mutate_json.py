"""Changes JSON by its values and keys."""

import json
from collections.abc import Sequence
from random import Random
from typing import Any, Final

from tests.fuzz import mutate_text

VALUES: Final = (
    None, True, False, 0, -1, 1, 2**31, 2**63, 2**64, 10**400, 1.5, -0.0, float("nan"), float("inf"), "", " ", "0",
    "null", "\0", "\ud800", "\udfff", "🙂", "a" * 5_000, [], {}, [[]], [None], {"": ""}, {"a": {"a": {}}},
)  # fmt: skip


def json_changed(data: bytes, other: bytes, words: Sequence[bytes], random: Random) -> bytes:
    """The JSON with one value changed, lost, doubled or taken from another. What is no JSON is changed as text."""
    try:
        value, theirs = json.loads(data), json.loads(other)
    except (ValueError, RecursionError):
        return mutate_text.text_changed(data, other, words, random)
    if random.random() < 0.15:
        return mutate_text.text_changed(data, other, words, random)
    places = list(_places(value))
    if not places:
        return _written(random.choice(VALUES), random)
    container, key = random.choice(places)
    what = random.randrange(7)
    if what == 0:
        container[key] = random.choice(VALUES)
    elif what == 1:
        del container[key]
    elif what == 2 and isinstance(container, dict):
        container[mutate_text.decoded(random.choice(words or (b"",)))] = container[key]
    elif what == 2:
        container.extend([container[key]] * random.choice((1, 10, 1_000)))
    elif what == 3:
        inside, where = random.choice(list(_places(theirs)) or [({"": None}, "")])
        container[key] = inside[where]
    elif what == 4:
        container[key] = mutate_text.decoded(random.choice(words or (b"",)))
    elif what == 5 and isinstance(container[key], str):
        changed = mutate_text.text_changed(
            container[key].encode("utf-8", "surrogatepass"), other, words, random
        )
        container[key] = mutate_text.decoded(changed)
    else:
        deep: Any = container[key]
        for _ in range(random.choice((1, 3, 900))):
            deep = random.choice(([deep], {"a": deep}))
        container[key] = deep
    return _written(value, random)


def _written(value: Any, random: Random) -> bytes:
    try:
        text = json.dumps(value, ensure_ascii=random.random() < 0.7)
    except (RecursionError, ValueError):
        return b"[" * 2_000
    return mutate_text.encoded(text)


def _places(value: Any, most: int = 2_000) -> list[tuple[Any, Any]]:
    """Every container in a value with a key or index in it."""
    found: list[tuple[Any, Any]] = []
    todo = [value]
    while todo and len(found) < most:
        inside = todo.pop()
        keys = (
            list(inside)
            if isinstance(inside, dict)
            else range(len(inside))
            if isinstance(inside, list)
            else ()
        )
        for key in keys:
            found.append((inside, key))
            todo.append(inside[key])
    return found
