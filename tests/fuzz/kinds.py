"""What a kind of input is, and every kind there is."""

import pkgutil
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from importlib import import_module
from typing import Final, Literal

Shape = Literal["bytes", "text", "csv", "json", "zip"]
"""What an input is made of, and so how a new one is made from another (`tests.fuzz.mutate`)."""
TryOne = Callable[[bytes], object]
"""Tries one input, and raises on a fault.

What it returns says what came of the input: None, or a short text. Without atheris, an input whose text is new is
kept in the corpus.
"""
PLANTED: Final = "tests.fuzz.planted"
"""The module whose kinds have planted faults, for the tests of the harness itself."""


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of input.

    `about` says in a few words what is tried, and what a fault is. `seeds` makes inputs with the project's own
    writers. `words` are the tokens that matter to the format. `open` prepares a place once (a folder, a database) and
    gives the function that tries one input.

    `seconds` is the processor time that one input may take, `megabytes` the memory that it may need beyond what was
    used before, `largest` the most bytes of an input.
    """

    name: str
    about: str
    seeds: Callable[[], list[bytes]]
    words: tuple[bytes, ...]
    shape: Shape
    open: Callable[[], AbstractContextManager[TryOne]]
    seconds: float = 5
    megabytes: int = 1_000
    largest: int = 200_000


def names() -> list[str]:
    """The names of all kinds, which are those of the modules in `tests/fuzz/targets/`."""
    folder = import_module("tests.fuzz.targets").__path__
    return sorted(module.name.replace("_", "-") for module in pkgutil.iter_modules(folder))


def find(name: str) -> Kind:
    """A kind by its name. Raises KeyError if there is none."""
    if name.startswith("planted-"):
        planted: dict[str, Kind] = import_module(PLANTED).KINDS
        return planted[name]
    if name not in names():
        raise KeyError(name)
    kind = import_module(f"tests.fuzz.targets.{name.replace('-', '_')}").KIND
    assert isinstance(kind, Kind)
    assert kind.name == name
    return kind
