"""Makes a new input of others. The same `Random` makes the same input."""

from collections.abc import Callable, Sequence
from random import Random
from typing import Final

from tests.fuzz import mutate_json, mutate_text, mutate_zip
from tests.fuzz.kinds import Kind, Shape

_BYTES: Final = (
    b"\0",
    b"\xff",
    b"\x7f",
    b"\x80",
    b"\xff\xff\xff\xff",
    b"\0\0\0\0",
    b"\xef\xbb\xbf",
    b"\xff\xfe",
)


def mutated(kind: Kind, pool: Sequence[bytes], random: Random) -> bytes:
    """A new input, made of one of the pool and perhaps parts of others. It is no longer than the kind allows."""
    data = random.choice(pool)
    for _ in range(random.choice((1, 1, 2, 3, 5))):
        change = bytes_changed if random.random() < 0.1 else _BY_SHAPE[kind.shape]
        data = change(data, random.choice(pool), kind.words, random)
    return data[: kind.largest]


def bytes_changed(data: bytes, other: bytes, words: Sequence[bytes], random: Random) -> bytes:
    """Some bytes changed, lost, doubled, moved, or taken from another input."""
    start = random.randrange(len(data) + 1)
    end = min(len(data), start + random.choice((1, 1, 2, 4, 16, 256)))
    before, part, after = data[:start], data[start:end], data[end:]
    what = random.randrange(7)
    if what == 0:
        return before + bytes(byte ^ (1 << random.randrange(8)) for byte in part) + after
    if what == 1:
        return before + after
    if what == 2:
        return before + part * random.choice((2, 3, 50)) + after
    if what == 3:
        return before + random.choice([*words, *_BYTES]) + part + after
    if what == 4:
        return before + random.choice([*words, *_BYTES]) + after
    if what == 5:
        return before or after
    place = random.randrange(len(other) + 1)
    return before + other[place : place + random.choice((4, 64, 1024))] + after


_Change = Callable[[bytes, bytes, Sequence[bytes], Random], bytes]
_BY_SHAPE: Final[dict[Shape, _Change]] = {
    "bytes": bytes_changed,
    "text": mutate_text.text_changed,
    "csv": mutate_text.table_changed,
    "json": mutate_json.json_changed,
    "zip": mutate_zip.zip_changed,
}
