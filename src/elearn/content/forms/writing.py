"""Writes the values of a form into the text of a block. What cannot be read back is refused, field by field."""

from collections.abc import Iterable, Mapping
from copy import deepcopy
from typing import Any, NamedTuple

from pydantic import ValidationError

from elearn.content.forms.fields import FormField, Values, fields_of
from elearn.content.forms.ids import with_ids
from elearn.content.forms.patching import patched
from elearn.content.forms.reading import (
    Written,
    as_fields,
    canonical,
    known_kind,
    read_back,
    read_written,
    tidied,
)
from elearn.content.kinds import Block
from elearn.content.kinds.text import Text
from elearn.content.text import explain
from elearn.phrases import phrase
from elearn.problems import ElearnError


class Refusal(NamedTuple):
    """A field that cannot be written, as in `options.2.text`, and why. The texts are phrases."""

    field: str
    message: str
    remedy: str


class RefusedValues(ElearnError):
    """Raised if values cannot be written so that they read back."""

    def __init__(self, problems: Iterable[Refusal]) -> None:
        self.problems = list(problems)
        super().__init__(" ".join(f"{each.field}: {each.message}" for each in self.problems))


def write_values(block_text: str, kind: str, values: Mapping[str, Any]) -> str:
    """The text of a block with new values of its form. Lines that say nothing new stay byte for byte.

    `values` are as `read_values` gives them. A row without an id gets one. Raises RefusedValues if they could not be
    read back, or if there is no such kind.
    """
    made = known_kind(kind)
    if made is None:
        raise RefusedValues([Refusal("", *_NO_KIND)])
    written = read_written(block_text)
    before = written.values if written else {}
    tidy = tidied(made, values)
    if written and written.kind is made and tidy == before:
        return block_text
    new = with_ids(made, tidy, before)
    explicit = written.explicit if written else frozenset()
    for text in _ways(block_text, written, made, new, explicit):
        if text is not None and read_back(text) == (made, new):
            return text
    raise RefusedValues(_refusals(made, new, explicit))


_NO_KIND = (phrase("There is no block of this kind."), phrase("Load the page again."))


def _ways(
    block_text: str, written: Written | None, kind: type[Block], values: Values, explicit: frozenset[str]
) -> Iterable[str | None]:
    """The texts that may say the values, the nearest to the one in the file first."""
    if written:
        yield patched(block_text, written, kind, values)
        if written.picture:
            yield _as_picture(values)
    returns = "\r" if block_text.count("\r\n") or block_text.endswith("\r") else ""
    text = canonical(kind, values, explicit)
    if returns:
        text = text.replace("\n", "\r\n") + ("\r" if block_text.endswith("\r") else "")
    yield text


def _as_picture(values: Values) -> str | None:
    """A picture as Markdown says it, if it says no more than that."""
    said = {name: str(value) for name, value in values.items() if value}
    if (
        set(said) - {"src", "alt", "caption"}
        or "\n" in said.get("caption", "")
        or '"' in said.get("caption", "")
    ):
        return None
    title = f' "{said["caption"]}"' if "caption" in said else ""
    return f"![{said.get('alt', '')}]({said.get('src', '')}{title})"


def _refusals(kind: type[Block], values: Values, explicit: frozenset[str]) -> list[Refusal]:
    """The fields because of which the values cannot be read back."""
    guilty = [
        path
        for path in _leaves(fields_of(kind.kind), values)
        if not _can_be_alone(kind, values, path, explicit)
    ]
    told = _told_by_the_model(kind, values)
    if not guilty:
        guilty = [path for path in told if path] or [fields_of(kind.kind)[0].name]
    return [Refusal(path, *(told.get(path) or _unwritable(values, path))) for path in guilty]


def _unwritable(values: Values, path: str) -> tuple[str, str]:
    if _at(values, path) in ("", []):
        return phrase("It is empty."), phrase("Write something.")
    return (
        phrase("This text has signs that mean something else in the file."),
        phrase("Begin its lines with other signs, and take :::, # and similar signs out of its beginning."),
    )


def _leaves(fields: Iterable[FormField], values: Mapping[str, Any], above: str = "") -> list[str]:
    """The paths of all texts: `stem`, `options.0.text`, `header.1`."""
    found: list[str] = []
    for field in fields:
        value, path = values[field.name], f"{above}{field.name}"
        if isinstance(value, list):
            for number, each in enumerate(value):
                inner = (
                    _leaves(field.fields, each, f"{path}.{number}.")
                    if isinstance(each, dict)
                    else [f"{path}.{number}"]
                )
                found += inner
        elif isinstance(value, str):
            found.append(path)
    return found


def _at(values: Any, path: str) -> Any:
    for part in path.split("."):
        values = values[int(part)] if isinstance(values, list) else values[part]
    return values


def _put(values: Any, path: str, value: str) -> None:
    above, _, last = path.rpartition(".")
    holder = _at(values, above) if above else values
    if isinstance(holder, list):
        holder[int(last)] = value
    else:
        holder[last] = value


def _can_be_alone(kind: type[Block], values: Values, path: str, explicit: frozenset[str]) -> bool:
    """Whether the values could be read back if only this one were as it is, and all other texts were ordinary."""
    plain = deepcopy(values)
    fields = {field.name: field for field in fields_of(kind.kind)}
    for number, other in enumerate(_leaves(fields.values(), plain)):
        if other != path and (value := _ordinary(_field_at(fields, other), number, str(_at(plain, other)))):
            _put(plain, other, value)
    return read_back(canonical(kind, plain, explicit)) == (kind, plain)


def _ordinary(field: FormField, number: int, value: str) -> str:
    """A value that can be written wherever this field is, or "" to keep the one that it has."""
    if field.choices:
        return field.choices[0][0]
    if field.type in ("line", "prose", "list"):
        return f"word{number}"
    return {"number": "1", "yes-no": "yes"}.get(field.type, "") if value else ""


def _field_at(fields: Mapping[str, FormField], path: str) -> FormField:
    names = [part for part in path.split(".") if not part.isdecimal()]
    found = fields[names[0]]
    for name in names[1:]:
        found = next(field for field in found.fields if field.name == name)
    return found


def _told_by_the_model(kind: type[Block], values: Values) -> dict[str, tuple[str, str]]:
    """What the model says against the values, by path."""
    said = {"body": values["body"]} if kind is Text else as_fields(kind, values)
    try:
        kind(**{name: _plain(value) for name, value in said.items() if value not in ("", ())})
    except ValidationError as error:
        return {
            ".".join(map(str, details["loc"])): explain(details, phrase("This text"))
            for details in error.errors()
        }
    return {}


def _plain(value: Any) -> Any:
    """A row's model as the values that it would be made from, so that it is checked."""
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    if hasattr(value, "model_fields_set"):
        return {name: _plain(getattr(value, name)) for name in value.model_fields_set}
    return value
