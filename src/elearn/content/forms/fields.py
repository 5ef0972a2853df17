"""The fields of each kind's form, from its model, with the words of its folder."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin

from annotated_types import MaxLen, MinLen
from pydantic import AfterValidator, BaseModel
from pydantic.fields import FieldInfo

from elearn.content.kinds import GROUPS, Asked, Block, EndsIn, FieldType, Question, kinds
from elearn.content.text import Markdown, Slug

Value = str | bool | list[Any]
Values = dict[str, Value]
"""What a form shows: texts as they are in the file, lists of texts, rows of values, and whether an option is right."""


@dataclass(frozen=True, slots=True)
class FormField:
    """One field of a form. The texts are phrases. `desk/browser/types.js` says what each member is for."""

    name: str
    label: str
    type: FieldType
    required: bool
    help: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    fields: tuple["FormField", ...] = ()
    row: str = ""
    add: str = ""
    fewest: int | None = None
    most: int | None = None
    longest: int | None = None
    one: bool = False
    """Of a mark: one row at most has it."""
    default: str | tuple[str, ...] = ""
    """What it says if the file says nothing."""
    endings: tuple[str, ...] = ()
    """The endings of the files that it can name, as in `.png`."""


@dataclass(frozen=True, slots=True)
class FormKind:
    """A kind of block or question with its form. The texts are phrases."""

    id: str
    title: str
    offered: str
    group: str
    question: bool
    often: int
    editor: str
    fields: tuple[FormField, ...]


@cache
def form_kinds() -> tuple[FormKind, ...]:
    """Every kind, in the order of the palette's headings and then by name."""
    made = [_form_kind(kind) for kind in kinds().values()]
    return tuple(sorted(made, key=lambda each: GROUPS.index(each.group)))


def _form_kind(kind: type[Block]) -> FormKind:
    editor = next(reversed(kind.folders("edit.js")), "")
    return FormKind(
        kind.kind,
        kind.title,
        kind.asked_for,
        kind.group,
        issubclass(kind, Question),
        kind.often,
        editor,
        fields_of(kind.kind),
    )


@cache
def fields_of(kind: str) -> tuple[FormField, ...]:
    """The fields of a kind's form, in order. Raises KeyError if there is no such kind."""
    made = kinds()[kind]
    words = words_of(made)
    return tuple(_field(name, made.model_fields[name], words, name) for name in _names(made))


def words_of(kind: type[Block]) -> dict[str, Asked]:
    """The words of all fields, those of the kind itself before those of its bases."""
    words: dict[str, Asked] = {}
    for owner in reversed(kind.__mro__):
        words |= vars(owner).get("form", {})
    return words


def _names(kind: type[Block]) -> list[str]:
    """The names of the fields: the argument, the options and the body, or in a question the body first."""
    argument = [kind.argument_field] if kind.argument_field else []
    body = [kind.body_field] if kind.body_field else list(kind.body_fields)
    options = list(kind.option_fields())
    ids = [name for name in options if name in ("name", "pair")]
    rest = [name for name in options if name not in ids]
    own = [name for name in rest if name not in Question.model_fields]
    usual = [name for name in rest if name in Question.model_fields]
    if issubclass(kind, Question):
        media = [
            name for name in own if kind.model_fields[name].is_required() or name in ("alt", "description")
        ]
        own = [name for name in own if name not in media]
        return [*argument, *media, *body, *own, *usual, *ids]
    return [*argument, *own, *usual, *body, *ids]


def _field(name: str, info: FieldInfo, words: Mapping[str, Asked], path: str) -> FormField:
    asked = words.get(path, Asked(""))
    annotation, marks = info.annotation, [*info.metadata, *_marks(info.annotation)]
    least = max((each.min_length for each in marks if isinstance(each, MinLen)), default=0)
    most = min((each.max_length for each in marks if isinstance(each, MaxLen)), default=None)
    kind = asked.type or _type(name, annotation, marks)
    made = FormField(
        name,
        asked.label,
        kind,
        info.is_required() or (kind not in ("list", "rows") and least > 0),
        asked.help,
        tuple((value, asked.choices.get(value, "")) for value in _choices(kind, annotation)),
        row=asked.row,
        add=asked.add,
        one=asked.one,
        default=_default(info),
        endings=_endings(marks),
    )
    if kind == "rows":
        row = row_of(annotation)
        inner = (
            tuple(_field(each, row.model_fields[each], words, f"{path}.{each}") for each in row.model_fields)
            if row
            else (_cells(words.get(f"{path}.cells", Asked(""))),)
        )
        made = replace(made, fields=inner)
    if kind in ("rows", "list"):
        few = least if asked.fewest is None else asked.fewest
        return replace(made, fewest=few, most=most if asked.most is None else asked.most)
    return replace(made, longest=most)


def _choices(kind: FieldType, annotation: Any) -> tuple[str, ...]:
    """The values that a choice, or each text of a list, can have."""
    if kind == "list":
        return _literals(get_args(annotation)[0])
    return _literals(annotation) if kind == "choice" else ()


def _cells(asked: Asked) -> FormField:
    return FormField("cells", asked.label, "list", True, asked.help)


def _type(name: str, annotation: Any, marks: list[Any]) -> FieldType:
    if get_origin(annotation) is tuple:
        of = _without(get_args(annotation)[0])
        return "list" if of is str or _literals(of) else "rows"
    if annotation is bool:
        return "mark" if name == "right" else "yes-no"
    if _literals(annotation):
        return "choice"
    if _of(annotation) is int:
        return "number"
    if _is(Slug, marks):
        return "id"
    return "prose" if _is(Markdown, marks) else "line"


def row_of(annotation: Any) -> type[BaseModel] | None:
    """The model of the rows of a tuple, or None if they are tuples of texts."""
    of = _without(get_args(annotation)[0])
    return of if isinstance(of, type) and issubclass(of, BaseModel) else None


def _without(annotation: Any) -> Any:
    """A type without what is said of it in Annotated."""
    return _without(get_args(annotation)[0]) if hasattr(annotation, "__metadata__") else annotation


def _of(annotation: Any) -> Any:
    """The one type that a value has if it is not None."""
    if get_origin(annotation) in (Union, UnionType):
        (only,) = (each for each in get_args(annotation) if each is not type(None))
        return _of(only)
    return _without(annotation)


def _marks(annotation: Any) -> Iterator[Any]:
    """What is said of a value in Annotated, also if it may be None."""
    yield from getattr(annotation, "__metadata__", ())
    if get_origin(annotation) in (Union, UnionType) or hasattr(annotation, "__metadata__"):
        for each in get_args(annotation):
            yield from _marks(each)


def _literals(annotation: Any) -> tuple[str, ...]:
    only = _of(annotation) if get_origin(annotation) is not Literal else annotation
    return tuple(map(str, get_args(only))) if get_origin(only) is Literal else ()


def _is(known: Any, marks: list[Any]) -> bool:
    """Whether a value is held to what a type of ours says."""
    return _checks(known.__metadata__) <= _checks(marks)


def _checks(marks: Any) -> set[Callable[..., Any]]:
    return {each.func for each in marks if isinstance(each, AfterValidator)}


def _endings(marks: list[Any]) -> tuple[str, ...]:
    """The endings that a path can have. The last word is the field's own."""
    said = [
        mark.func.endings
        for mark in marks
        if isinstance(mark, AfterValidator) and isinstance(mark.func, EndsIn)
    ]
    return said[-1] if said else ()


def _default(info: FieldInfo) -> str | tuple[str, ...]:
    """What a field says that the file does not give."""
    value = None if info.is_required() else info.get_default(call_default_factory=True)
    if isinstance(value, tuple):
        return value
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else str(value)
