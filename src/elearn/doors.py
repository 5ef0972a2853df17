"""Doors: a room's `__init__.py` lists what other rooms may use, and loads each name when it is first used.

A door looks like this. Type checkers read the list as imports. At run time nothing is imported until a name
is used.

    if TYPE_CHECKING:
        from .model import Course as Course  # a whole course
        from . import audit as audit  # a module that is public as a whole
    else:
        __getattr__, __dir__ = lazily(__name__)
"""

import re
import sys
from collections.abc import Callable, Mapping
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

_LISTED = re.compile(r"^    from \.(\w[\w.]*)? import (\w+) as (\w+)\b", re.MULTILINE)


def lazily(room: str) -> tuple[Callable[[str], Any], Callable[[], list[str]]]:
    """The `__getattr__` and `__dir__` of the package `room`. Unknown names raise AttributeError, as usual."""

    def get(name: str) -> Any:
        listed = public_names(room)
        if name not in listed:
            raise AttributeError(f"module {room!r} has no attribute {name!r}")
        module, attribute = listed[name]
        loaded = import_module(module)
        value = getattr(loaded, attribute) if attribute else loaded
        setattr(sys.modules[room], name, value)
        return value

    return get, lambda: sorted(public_names(room))


@cache
def public_names(room: str) -> Mapping[str, tuple[str, str]]:
    """The names that the door of `room` lists, each with its module and attribute ("": the whole module)."""
    spec = find_spec(room)
    assert spec is not None
    assert spec.origin is not None
    found: dict[str, tuple[str, str]] = {}
    for module, attribute, name in _LISTED.findall(Path(spec.origin).read_text(encoding="utf-8")):
        found[name] = (f"{room}.{module}", attribute) if module else (f"{room}.{attribute}", "")
    return found
