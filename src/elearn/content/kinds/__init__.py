"""Every kind of block and question, each in one folder.

A kind's folder (or single file) here holds all of it: its model, its text form, its checks and an example in
`__init__.py`, its `view.html` (Jinja2), and a `view.css` and a `view.js` (behaviour and marking) if it needs them. To
add a kind, add a folder. To remove a kind, delete its folder. Nothing else lists the kinds: this module finds them, and
other code asks a kind what it is for (see `base.py`) instead of naming it.

There is one exception. Every course needs `text`, the kind of a passage that is written without a directive, so the
reader and the writer of courses name it. Folders that start with `_` hold what several kinds share. A kind never
imports another kind.
"""

import pkgutil
from collections.abc import Callable, Mapping
from functools import cache
from importlib import import_module
from types import MappingProxyType

from elearn.content.kinds._asked import GROUPS, Asked, FieldType
from elearn.content.kinds._media import PICTURES, EndsIn
from elearn.content.kinds.base import (
    QUESTION,
    BankRef,
    Block,
    BriefingText,
    Draw,
    Purpose,
    Question,
    contact_key,
)

__all__ = [
    "GROUPS",
    "PICTURES",
    "QUESTION",
    "Asked",
    "BankRef",
    "Block",
    "BriefingText",
    "Draw",
    "EndsIn",
    "FieldType",
    "Purpose",
    "Question",
    "contact_key",
    "directives",
    "directives_for",
    "kind_of",
    "kinds",
    "kinds_for",
    "opening_for",
    "question_kinds",
]


@cache
def kinds() -> Mapping[str, type[Block]]:
    """Every block and question class, by the name that a directive gives it ("callout", "choose-one")."""
    found: dict[str, type[Block]] = {}
    for module_info in pkgutil.iter_modules(__path__):
        module = import_module(f"{__name__}.{module_info.name}")
        for member in vars(module).values():
            if not isinstance(member, type) or member.__module__ != module.__name__:
                continue
            if issubclass(member, Block) and "kind" in vars(member):
                found[member.kind] = member
    return MappingProxyType(dict(sorted(found.items())))


def question_kinds() -> Mapping[str, type[Question]]:
    """The kinds that ask a question, by name."""
    return {name: kind for name, kind in kinds().items() if issubclass(kind, Question)}


def kind_of(directive: str, argument: str) -> type[Block] | None:
    """The kind that reads `:::{directive} argument`, or None. No directive names running text."""
    kind = kinds().get(argument if directive == QUESTION else directive)
    if (
        kind is None
        or kind.purpose == "running text"
        or (directive == QUESTION) != (kind.directive() == QUESTION)
    ):
        return None
    return kind


def kinds_for(purpose: Purpose) -> tuple[type[Block], ...]:
    """The kinds that serve a purpose, by name; none if there is no such kind."""
    return tuple(kind for kind in kinds().values() if kind.purpose == purpose)


def opening_for(purpose: Purpose) -> str:
    """How an author opens a block for a purpose, as in `:::{image}`; "" if no kind serves it."""
    return next((kind.opening() for kind in kinds_for(purpose)), "")


def directives(holds: Callable[[type[Block]], bool]) -> frozenset[str]:
    """The names of the directives whose kind `holds` is true of.

    The name `question` stands for all questions that have no directive of their own, so one of them is enough.
    """
    return frozenset(kind.directive() for kind in kinds().values() if holds(kind))


def directives_for(purpose: Purpose) -> frozenset[str]:
    """The names of the directives that serve a purpose."""
    return directives(lambda kind: kind.purpose == purpose)
