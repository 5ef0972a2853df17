"""What a block, or a course's facts, say: as lines with labels, in the words that the editor's forms have for them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from elearn.authoring.comparing.words import Role, Word, read_line, read_passage, split, text_of
from elearn.content.course import BlockParts, fact_fields, read_facts
from elearn.content.forms import FormField, form_kinds, read_values
from elearn.phrases import phrase

_SETTINGS = {"choice", "number", "id", "yes-no", "outcome", "bank"}
"""Fields that say how something works. They are shown only if they differ."""

_ROW_IDS = ("id", "target_id")
"""The names that answers are kept by. They follow the places of answers, so comparing them would tell little: whoever
publishes is told of answers that a changed name drops."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line as people read it. `label` is a phrase, "" for running text.

    `path` is the file that it names, and `file` is another if the file's content is. `setting`: it says how something
    works, and is shown only if it differs.
    """

    label: str
    words: tuple[Word, ...]
    role: Role = "paragraph"
    depth: int = 0
    setting: bool = False
    path: str = ""
    file: str = ""

    @property
    def text(self) -> str:
        """What it says."""
        return text_of(self.words)

    @property
    def key(self) -> tuple[Any, ...]:
        """What is compared. Space between words is not."""
        said = tuple(word.key for word in self.words if word.text.strip())
        return str(self.label), self.role, self.depth, self.path, self.file, said


def lines_of(block: BlockParts, media: Mapping[str, str]) -> tuple[Line, ...]:
    """The lines of a block. `media` has the hash of each file of the course, by path."""
    return tuple(
        replace(line, file=media.get(line.path, "")) if line.path else line
        for line in _lines(block.text, block.kind)
    )


@lru_cache(maxsize=8_000)
def _lines(text: str, kind: str) -> tuple[Line, ...]:
    found = read_values(text)
    if found is None:
        return tuple(Line("", split(each), "code") for each in text.split("\n") if each.strip())
    fields = {each.id: each.fields for each in form_kinds()}[found[0]]
    plain = found[0] == "text"
    return tuple(replace(each, label="") if plain else each for each in _of_fields(fields, found[1]))


def facts_lines(course_md: str) -> tuple[Line, ...] | None:
    """The lines of a course's facts. None if its front matter opens as text."""
    values = read_facts(course_md)
    if values is None:
        return None
    return tuple(replace(each, setting=False) for each in _of_fields(fact_fields(), values))


def front_lines(lines: Sequence[str]) -> tuple[Line, ...]:
    """The lines of a front matter that opens as text."""
    return tuple(Line("", split(each), "code") for each in lines if each.strip())


def title_line(title: str) -> Line:
    """A title as a line."""
    return Line("", read_line(title), "heading")


def _of_fields(
    fields: Sequence[FormField], values: Mapping[str, Any], *, row: bool = False
) -> Iterator[Line]:
    right = any(field.type == "mark" and values.get(field.name) is True for field in fields)
    for field in fields:
        value = values.get(field.name)
        if field.type == "mark" or value in ("", None, [], False) or (row and field.name in _ROW_IDS):
            continue
        label = field.label
        if right and field.name == "text":
            label = phrase("%(label)s (right)", label=label)
        yield from _of_field(field, label, value)


def _of_field(field: FormField, label: str, value: Any) -> Iterator[Line]:
    setting = field.type in _SETTINGS
    if field.type == "rows" and isinstance(value, list):
        for row in value:
            if isinstance(row, Mapping):
                yield from _of_fields(field.fields, row, row=True)
    elif isinstance(value, list):
        for each in value:
            yield Line(label, read_line(str(each)), "item")
    elif field.type == "media":
        yield Line(label, split(str(value).removeprefix("media/")), path=str(value))
    elif field.type == "prose":
        for said in read_passage(str(value)):
            yield Line(label, said.words, said.role, said.depth)
    elif isinstance(value, bool):
        yield Line(label, split("✓"), setting=setting)
    else:
        yield Line(label, _words(field, str(value)), setting=setting)


def _words(field: FormField, value: str) -> tuple[Word, ...]:
    """The words of a value. What is chosen from a list is one word, which is said in the reader's language."""
    if field.type == "choice" and (named := dict(field.choices).get(value)):
        return (Word(named),)
    return split(value) if field.type in _SETTINGS else read_line(value)
