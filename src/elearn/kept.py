"""What takes long to compile, kept on the disk where Python keeps compiled modules, and under the same conditions.

Compiling the patterns that one course needs takes a quarter of the time of checking it. What is kept is what the
standard library hands to its own engine. The engine looks through it before it takes it. If anything is different
from what we know, a pattern is compiled as usual.
"""

import atexit
import contextlib
import marshal
import os
import re
import sys
from array import array
from collections.abc import Callable
from functools import cache
from importlib.util import cache_from_source
from pathlib import Path
from typing import Any, Generic, TypeAlias, TypeVar

try:
    import _sre  # type: ignore[import-not-found]
    from re import _compiler, _parser  # type: ignore[attr-defined]
except ImportError:  # another Python than the one we know
    _sre = None

_Key: TypeAlias = tuple[str, int]
_Parts: TypeAlias = tuple[int, bytes, int, dict[str, int]]
"""The flags, the code, the number of groups, and the groups by name."""
_MOST = 4_000
"""How many values are kept. If there are more, most are of older versions, and only those in use are kept."""
_K = TypeVar("_K")
_V = TypeVar("_V")


def compiled(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """`re.compile(pattern, flags)`, taken from what is kept if it is there. Raises `re.error` if it is wrong."""
    if _sre is None:
        return re.compile(pattern, flags)
    try:
        return _kept().get(pattern, flags)
    except re.error:
        raise
    except Exception:  # the inside of the library is not as we know it, or the file is damaged
        return re.compile(pattern, flags)


class KeptValues(Generic[_K, _V]):
    """What was worked out, by its key, in one file. `path` need not exist. `save` writes it if there is anything new.

    `version`, keys and values are of the kinds that `marshal` can write. What was kept under another version is not
    taken.
    """

    def __init__(self, path: Path, version: Any) -> None:
        self._path = path
        self._version = version
        self._used: dict[_K, _V] = {}
        self._new = False
        self.known: dict[_K, _V] = {}
        with contextlib.suppress(OSError, ValueError, EOFError, TypeError):
            kept_under, known = marshal.loads(path.read_bytes())
            if kept_under == version and isinstance(known, dict):
                self.known = known

    def get(self, key: _K, work_out: Callable[[], _V]) -> _V:
        """The value, worked out if it is not known."""
        if key in self.known:
            value = self.known[key]
        else:
            value = self.known[key] = work_out()
            self._new = True
        self._used[key] = value
        return value

    def save(self) -> None:
        """Write what is new. If the file cannot be written, nothing is kept."""
        if not self._new:
            return
        kept = self.known if len(self.known) <= _MOST else self._used
        keep(self._path, marshal.dumps((self._version, kept)))


class KeptPatterns:
    """The compiled patterns in one file, as `KeptValues`."""

    def __init__(self, path: Path) -> None:
        self._values: KeptValues[_Key, _Parts] = KeptValues(
            path, (sys.version, _sre.MAGIC, array("I").itemsize)
        )
        self.save = self._values.save

    def get(self, pattern: str, flags: int) -> re.Pattern[str]:
        """The compiled pattern. Raises `re.error` if it is wrong."""
        key = pattern, int(flags)
        return _put_together(pattern, self._values.get(key, lambda: _parts(*key)))


def place_beside(module: str, name: str) -> Path:
    """The path of a file `name` in the folder in which Python keeps the compiled module of the source file `module`."""
    return Path(cache_from_source(module)).with_name(name)


def keep(path: Path, content: bytes) -> None:
    """Write a file, whole or not at all. If Python may keep nothing there, nothing is kept."""
    if sys.dont_write_bytecode:
        return
    beside = path.with_name(f"{path.name}.{os.getpid()}")
    with contextlib.suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        beside.write_bytes(content)
        beside.replace(path)


@cache
def _kept() -> KeptPatterns:
    kept = KeptPatterns(place_beside(__file__, f"patterns.{sys.implementation.cache_tag}"))
    atexit.register(kept.save)
    return kept


def _parts(pattern: str, flags: int) -> _Parts:
    """What the standard library hands to its engine for a pattern."""
    parsed = _parser.parse(pattern, flags)
    code = array("I", _compiler._code(parsed, flags)).tobytes()
    state = parsed.state
    return int(flags | state.flags), code, state.groups - 1, dict(state.groupdict)


def _put_together(pattern: str, parts: _Parts) -> re.Pattern[str]:
    flags, code, groups, by_name = parts
    names: list[str | None] = [None] * (groups + 1)
    for name, number in by_name.items():
        names[number] = name
    made: re.Pattern[str] = _sre.compile(
        pattern, flags, array("I", code).tolist(), groups, by_name, tuple(names)
    )
    return made
