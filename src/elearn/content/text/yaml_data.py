"""Reads YAML files of facts: into plain values, or into a model with every problem at its line."""

from collections.abc import Sequence
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedBase
from ruamel.yaml.error import MarkedYAMLError
from ruamel.yaml.events import AliasEvent, CollectionEndEvent, CollectionStartEvent

from elearn.content.text.directives import explain
from elearn.phrases import phrase
from elearn.problems import ProblemLog

M = TypeVar("M", bound=BaseModel)
_DEEPEST = 20


def parse_yaml(text: str) -> Any:
    """The values of a YAML document that we wrote ourselves. Raises the library's errors if it cannot be read."""
    return YAML(typ="rt").load(text)


def _refuse_bombs(text: str) -> None:
    """Raise MarkedYAMLError for an alias or for deep nesting, which nobody needs for facts.

    An alias (`*here`) repeats another value. If a few lines each repeat the one before, they fill any memory. Brackets
    in brackets take the processor's time in the same way.
    """
    depth = 0
    for event in YAML(typ="rt").parse(text):
        depth += isinstance(event, CollectionStartEvent) - isinstance(event, CollectionEndEvent)
        if isinstance(event, AliasEvent) or depth > _DEEPEST:
            raise MarkedYAMLError(
                problem=phrase("facts may not have an alias, or lists within lists within lists"),
                problem_mark=event.start_mark,
            )


def read_model(text: str, model: type[M], log: ProblemLog) -> M | None:
    """The `model` that a YAML document says, or None after reporting everything that is wrong with it."""
    try:
        _refuse_bombs(text)
        data = parse_yaml(text)
    except MarkedYAMLError as error:
        mark = error.problem_mark
        log.error(
            "S04",
            mark.line + 1 if mark else 1,
            phrase("The file cannot be read here: %(why)s.", why=error.problem or phrase("it is not YAML")),
            phrase("Check its indentation and colons; put text that holds “: ” in quotation marks."),
            mark.column + 1 if mark else 1,
        )
        return None
    except Exception as error:  # the library raises many kinds for nonsense, and each is the writer's slip
        log.error(
            "S04",
            1,
            phrase("The file cannot be read: %(why)s.", why=error),
            phrase("Check its indentation and colons."),
        )
        return None
    try:
        return model.model_validate(data if data is not None else {})
    except ValidationError as faults:
        for details in faults.errors():
            where = " → ".join(str(part) for part in details["loc"])
            message, remedy = explain(details, f"“{where}”" if where else phrase("The file"))
            log.error("S07", _line(data, details["loc"]), message, remedy)
        return None


def _line(data: Any, place: Sequence[int | str]) -> int:
    """The line, from 1, of a place in the document, or of the nearest place around it that we know."""
    line = 1
    for step in place:
        if not isinstance(data, CommentedBase):
            break
        try:
            at = data.lc.item(step) if isinstance(data, list) else data.lc.key(step)
            line, data = at[0] + 1, data[step]  # type: ignore[index]
        except (KeyError, IndexError, TypeError, AttributeError):
            break
    return line
