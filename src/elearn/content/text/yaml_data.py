"""YAML files of facts: read into plain values, and into a model with every problem at its line."""

from collections.abc import Sequence
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedBase
from ruamel.yaml.error import MarkedYAMLError
from ruamel.yaml.events import AliasEvent, CollectionEndEvent, CollectionStartEvent

from elearn.content.text.directives import explain
from elearn.problems import ProblemLog

M = TypeVar("M", bound=BaseModel)
_DEEPEST = 20


def parse_yaml(text: str) -> Any:
    """The values of a YAML document of our own. Raises ruamel's errors where it cannot be read."""
    return YAML(typ="rt").load(text)


def _refuse_bombs(text: str) -> None:
    """Raises MarkedYAMLError for an alias or for deep nesting, of which a person's facts have none.

    An alias (`*here`) repeats what stands elsewhere: a few lines, each of the one before, would fill any memory. So
    would brackets in brackets the processor's time.
    """
    depth = 0
    for event in YAML(typ="rt").parse(text):
        depth += isinstance(event, CollectionStartEvent) - isinstance(event, CollectionEndEvent)
        if isinstance(event, AliasEvent) or depth > _DEEPEST:
            raise MarkedYAMLError(
                problem="facts hold no alias, and no lists within lists within lists",
                problem_mark=event.start_mark,
            )


def read_model(text: str, model: type[M], log: ProblemLog) -> M | None:
    """What a YAML document says, as `model`; None after reporting every reason why it says nothing."""
    try:
        _refuse_bombs(text)
        data = parse_yaml(text)
    except MarkedYAMLError as error:
        mark = error.problem_mark
        log.error(
            "S04",
            mark.line + 1 if mark else 1,
            f"The file cannot be read here: {error.problem or 'it is not YAML'}.",
            "Check its indentation and colons; put text that holds “: ” in quotation marks.",
            mark.column + 1 if mark else 1,
        )
        return None
    except Exception as error:  # the YAML reader raises many kinds on nonsense; each is the writer's slip
        log.error("S04", 1, f"The file cannot be read: {error}.", "Check its indentation and colons.")
        return None
    try:
        return model.model_validate(data if data is not None else {})
    except ValidationError as faults:
        for details in faults.errors():
            where = " → ".join(str(part) for part in details["loc"])
            message, remedy = explain(details)
            log.error("S07", _line(data, details["loc"]), f"{where}: {message}", remedy)
        return None


def _line(data: Any, place: Sequence[int | str]) -> int:
    """The line from 1 on which a place in the document stands, or the nearest above it that is known."""
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
