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
from functools import cache
from importlib.util import cache_from_source
from pathlib import Path
from typing import TypeAlias

try:
    import _sre  # type: ignore[import-not-found]
    from re import _compiler, _parser  # type: ignore[attr-defined]
except ImportError:  # another Python than the one we know
    _sre = None

_Key: TypeAlias = tuple[str, int]
_Parts: TypeAlias = tuple[int, bytes, int, dict[str, int]]
"""The flags, the code, the number of groups, and the groups by name."""
_MOST = 3_000
"""How many patterns are kept. If there are more, most are of older versions, and only those in use are kept."""


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


class KeptPatterns:
    """The patterns in one file. `path` need not exist, and is written by `save` if there is anything new."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._used: dict[_Key, _Parts] = {}
        self._new = False
        self._parts: dict[_Key, _Parts] = {}
        with contextlib.suppress(OSError, ValueError, EOFError, TypeError):
            version, parts = marshal.loads(path.read_bytes())
            if version == self._version():
                self._parts = parts

    def get(self, pattern: str, flags: int) -> re.Pattern[str]:
        """The compiled pattern. Raises `re.error` if it is wrong."""
        key = pattern, int(flags)
        parts = self._parts.get(key)
        if parts is None:
            parts = _parts(*key)
            self._new = True
        self._used[key] = parts
        return _put_together(pattern, parts)

    def save(self) -> None:
        """Write what is new. If the file cannot be written, nothing is kept."""
        if not self._new:
            return
        everything = self._parts | self._used
        kept = everything if len(everything) <= _MOST else self._used
        keep(self._path, marshal.dumps((self._version(), kept)))

    @staticmethod
    def _version() -> tuple[str, int, int]:
        return sys.version, _sre.MAGIC, array("I").itemsize


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
