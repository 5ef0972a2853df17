"""Every kind of block and question, each complete under one name.

A kind is one folder (or one file) here: its model, its text form, what it checks and an example in Python, its
`view.html` (Jinja2), and, where it needs them, a `view.css` and a `view.js` (its behaviour and its marking). Adding
a kind is adding that; removing it is deleting that. Nothing else lists them: this module finds them.
"""

import inspect
import pkgutil
from collections.abc import Mapping
from functools import cache
from importlib import import_module
from types import MappingProxyType

from elearn.content.kinds.base import Block, Question

__all__ = ["Block", "Question", "kinds", "question_kinds"]


@cache
def kinds() -> Mapping[str, type[Block]]:
    """Every block and question class by the name that a directive gives it ("callout", "choose-one")."""
    found: dict[str, type[Block]] = {}
    for module_info in pkgutil.iter_modules(__path__):
        module = import_module(f"{__name__}.{module_info.name}")
        for _, member in inspect.getmembers(module, inspect.isclass):
            if issubclass(member, Block) and "kind" in vars(member) and member.__module__ == module.__name__:
                found[member.kind] = member
    return MappingProxyType(dict(sorted(found.items())))


def question_kinds() -> Mapping[str, type[Question]]:
    """The kinds that ask and are marked."""
    return {name: kind for name, kind in kinds().items() if issubclass(kind, Question)}
