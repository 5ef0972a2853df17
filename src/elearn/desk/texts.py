"""Courses' texts as the desk needs them: in parts, as forms, and as learners see them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from elearn.authoring.actions import with_edits
from elearn.authoring.drafts import Splice
from elearn.content.course import START, Bank, Course, FileParts, fact_fields, read_facts
from elearn.content.forms import FormField, form_kinds, read_values, write_values
from elearn.desk import doing
from elearn.desk.examples import example_html
from elearn.desk.parts import Done, Lines, Values
from elearn.phrases import phrase
from elearn.player import page_preview
from elearn.translations import said

Choices = Mapping[str, Sequence[tuple[str, str]]]
"""What a field of a type can name in this course."""


@dataclass(frozen=True)
class CourseTexts:
    """The texts of courses, as `Texts` says."""

    def parts_of(self, files: Mapping[str, str], name: str) -> FileParts:
        """A file in parts. The same text is taken apart once."""
        return doing.parts_in(files, name)

    def read_values(self, text: str) -> tuple[str, Values] | None:
        """The kind of a block, and the values of its form."""
        return read_values(text)

    def write_values(self, text: str, kind: str, values: Values) -> str:
        """The block with new values. Raises RefusedForm."""
        return write_values(text, kind, values)

    def splice(self, file: str, lines: Lines, new: Sequence[str]) -> Splice:
        """Whole lines of a file that become others."""
        return Splice(file, *lines, tuple(new))

    def do(self, files: Mapping[str, str], action: Mapping[str, Any]) -> Done:
        """What a button changes."""
        return doing.do(files, action)

    def with_changes(self, files: Mapping[str, str], changes: Sequence[Any]) -> dict[str, str]:
        """The texts after what a button changes."""
        return with_edits(files, changes)

    def titles(self) -> Mapping[str, str]:
        """What each kind is called."""
        return {kind.id: said(kind.title) for kind in form_kinds()}

    def palette(
        self, files: Mapping[str, str], shared: Sequence[tuple[str, str]] = ()
    ) -> Sequence[Mapping[str, Any]]:
        """Each kind with its form and its example. `shared` are the ids and titles of the shared banks."""
        banks = [*((name, name) for name in doing.banks_of(files)), *shared]
        choices = {"outcome": doing.outcomes_of(files), "bank": banks}
        return [
            {
                "id": kind.id,
                "title": said(kind.title),
                "offered": said(kind.offered),
                "group": said(kind.group),
                "question": kind.question,
                "often": kind.often,
                "editor": kind.editor,
                "fields": _fields(kind.fields, choices),
                "html": example_html(kind.id),
            }
            for kind in form_kinds()
        ]

    def outcomes(self, files: Mapping[str, str]) -> Sequence[tuple[str, str]]:
        """The id and the words of each outcome that the front matter names."""
        return doing.outcomes_of(files)

    def facts(self, course_md: str, role_groups: Sequence[tuple[str, str]] = ()) -> Mapping[str, Any]:
        """The front matter as a form, and its lines, which can be put right if they cannot be read.

        The audience is chosen among the `role_groups` (ids and names) if there are any.
        """
        groups = (("all-staff", phrase("All staff")), *role_groups) if role_groups else ()
        lines = self.parts_of({"course.md": course_md}, "course.md").front or (0, 0)
        text = "\n".join(course_md.split("\n")[slice(*lines)])
        known = (replace(f, choices=groups) if f.name == "audience" else f for f in fact_fields())
        fields = _fields(known, {})
        return {"fields": fields, "values": read_facts(course_md), "lines": lines, "text": text}

    def preview(self, course: Course, page: str, before: Course | None) -> Mapping[str, Any]:
        """A page as it is now, and whether the frame has to be loaded again, because more than it changed."""
        more = before is not None and before is not course and _around(before, page) != _around(course, page)
        return {**page_preview(course, page), "whole": more}


def _fields(fields: Iterable[FormField], choices: Choices) -> list[dict[str, Any]]:
    """Fields as `Field` in types.js, in the current language."""
    return [_field(each, choices) for each in fields]


def _field(field: FormField, choices: Choices) -> dict[str, Any]:
    named = choices.get(field.type, field.choices)
    bounds = {"fewest": field.fewest, "most": field.most, "longest": field.longest}
    texts = {"help": said(field.help), "row": said(field.row), "add": said(field.add)}
    return {
        "name": field.name,
        "label": said(field.label),
        "type": field.type,
        "required": field.required,
        "choices": [{"value": value, "label": said(label) or value} for value, label in named],
        "fields": _fields(field.fields, choices),
        "default": list(field.default) if isinstance(field.default, tuple) else field.default,
        **({"endings": list(field.endings)} if field.endings else {}),
        **{name: text for name, text in texts.items() if text},
        **{name: bound for name, bound in bounds.items() if bound is not None},
        **({"one": field.one} if field.type == "mark" else {}),
    }


def _banks_around(course: Course, page: str) -> tuple[Bank, ...]:
    """The banks from which another page draws, or none."""
    drawn: dict[bool, set[str]] = {True: set(), False: set()}
    for each in course.pages():
        drawn[each.id == page].update(draw.bank for block in each.blocks if (draw := block.draws_from()))
    return tuple(bank for bank in course.banks if bank.id not in drawn[True] - drawn[False])


def _around(course: Course, page: str) -> tuple[Any, ...]:
    """All of a course but the blocks of one page."""
    modules = [
        (module.id, module.title, [(p.id, p.title, () if p.id == page else p.blocks) for p in module.pages])
        for module in course.modules
    ]
    update = {
        "modules": (),
        "banks": _banks_around(course, page),
        **({"introduction": ()} if page == START else {}),
    }
    return course.model_copy(update=update), modules
