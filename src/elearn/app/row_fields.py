"""The fields of a form for one row: the columns of a kind of import, with labels and help in plain words."""

import re
from collections.abc import Container, Mapping
from dataclasses import replace
from typing import Final

import streamlit as st

from elearn.app import filters, forms
from elearn.app.drawing import day as in_long
from elearn.app.form_columns import FIELDS as FIELDS
from elearn.app.form_columns import Field, label_of, needed
from elearn.app.questions import names_of, written_courses
from elearn.app.rule_words import EQUIVALENCE_WORDS
from elearn.app.session import database
from elearn.phrases import Phrase, phrase
from elearn.problems import InputFault
from elearn.tracker import Actor, directory, rule_lists
from elearn.tracker.imports import BY_ID, KINDS
from elearn.translations import LANGUAGES, N_
from elearn.translations import gettext as _

BASIS_WORDS: Final = {
    "roster": N_("Roster"),
    "headcount": N_("Declared headcount"),
    "return": N_("Own return"),
}
_BASIS_CHOICES = {
    "roster": N_("Roster: each person by name"),
    "headcount": N_("Declared headcount: no names"),
    "return": N_("Own return: its own figures"),
}
_COURSE_KINDS = {
    "hours": N_("Hours of learning"),
    "update": N_("A regular update with a reflection"),
}
_RENEWALS = {
    "completion": N_("From the day of completion"),
    "expiry": N_("From the old expiry"),
    "day": N_("To a day of the year"),
}
_COUNT = {"no": N_("They do not count"), "yes": N_("They count")}
_COUNTS = {"no": N_("It does not count"), "yes": N_("It counts")}
_NAMED = ("agencies", "role_groups", "courses", "required", "editions")
"""The lists whose things have an id and a name. What was chosen there is always meant by its id."""
_DAY = N_("DD/MM/YYYY")
_IN_A_FORM = {
    "The cell in %(column)s is blank.": N_("%(column)s is blank."),
    "The cell in %(column)s holds only characters that nobody sees.": N_(
        "%(column)s holds only characters that nobody sees."
    ),
    "The cell in %(column)s has %(count)s characters.": N_("%(column)s has %(count)s characters."),
}
"""How a form says what is said of a cell of a file."""
_COLUMNS = frozenset(("column", "other_column"))
"""The values of a phrase that name a column of a file."""
_STORED_DAY = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])")


Choices = Mapping[str, Mapping[str, str]]
_SAID = {
    "basis": _BASIS_CHOICES,
    "course_kinds": _COURSE_KINDS,
    "renewals": _RENEWALS,
    "replaced": _COUNT,
    "outside": _COUNTS,
    "equivalence_kinds": EQUIVALENCE_WORDS,
}
"""Lists to choose from that are always the same, as words by id."""
_MOST_EDITIONS = 1_000


def choices(
    actor: Actor, kind: str, key: str, values: Mapping[str, str], fixed: Container[str] = ()
) -> Choices:
    """What the fields of a form offer: agencies, role groups, courses, bases and languages, each as words by id.

    The arguments are those of `fill`. If there are many agencies and the form asks for one, a search box is drawn, so
    call this before the form. Then `labels` says by list how many were found.
    """
    known = names_of(actor.people_scope())
    column = next(
        (name for name, field in FIELDS[kind].items() if field.choices == "agencies" and name not in fixed),
        None,
    )
    agencies: dict[str, str] = {}
    labels = {}
    if column:
        label, keep = _(FIELDS[kind][column].label), values.get(column, "")
        agencies, labels["agencies"] = filters.agencies_offered(
            known.agencies, f"{key}_{column}", label, keep
        )
    every = directory.courses(database(), kinds=None)
    taken = {each.id: each.title for each in every if each.kind == "course"}
    waiting = {
        id: _("%(title)s (not published yet)", title=title)
        for id, title in written_courses().items()
        if id not in taken
    }
    found: dict[str, dict[str, str]] = {
        "agencies": agencies,
        "role_groups": known.role_groups,
        "courses": taken | waiting,
        "required": {each.id: each.title for each in every} | waiting,
        "kinds": {each.id: each.kind for each in every},
        "editions": {},
        "languages": dict(LANGUAGES.items()),
        "labels": labels,
    }
    if kind == "requirements":
        editions = rule_lists.editions(database(), size=_MOST_EDITIONS).rows
        found["editions"] = {each.id: each.name for each in editions}
    return found | {name: {id: _(words) for id, words in said.items()} for name, said in _SAID.items()}


def lacking(kind: str, offered: Choices) -> list[str]:
    """The lists that a form needs and that are still empty, such as "agencies" or "role_groups"."""
    needed = [field.choices for field in FIELDS[kind].values() if field.choices and not field.blank]
    return [name for name in dict.fromkeys(needed) if not offered[name]]


def fill_first(
    kind: str, key: str, values: Mapping[str, str], offered: Choices, fixed: Container[str] = ()
) -> dict[str, str]:
    """Draws the fields on which the others depend, and returns what is in them. Draw them before the form."""
    texts: dict[str, str] = {}
    for name, field in FIELDS[kind].items():
        if field.first and name not in fixed and name in needed(kind, texts, offered["kinds"]):
            texts[name] = _ask(field, _plain(values.get(name, "")), f"{key}_{name}", offered)
    return texts


def fill(
    kind: str,
    key: str,
    values: Mapping[str, str],
    offered: Choices,
    fixed: Container[str] = (),
    first: Mapping[str, str] | None = None,
    labels: Mapping[str, str] | None = None,
) -> dict[str, str]:
    """Draws the fields of a kind, filled with `values`, and returns what is in them. A `fixed` one is not asked for.

    `first` is what `fill_first` gave. What makes no sense after it is not asked for, and blank. `labels` are words for
    some columns instead of the usual ones.
    """
    first = first or {}
    required = offered["kinds"].get(first.get("course", ""), "course")
    asked = needed(kind, {**{name: _plain(text) for name, text in values.items()}, **first}, offered["kinds"])
    texts = {}
    for column in KINDS[kind].columns:
        value, field = _plain(values.get(column.name, "")), FIELDS[kind][column.name]
        if column.name in fixed:
            texts[column.name] = value
            continue
        if column.name in first:
            chosen = first[column.name]
        elif column.name in asked and not field.first:
            said = (labels or {}).get(column.name) or label_of(column.name, field, required)
            chosen = _ask(field._replace(label=said), value, f"{key}_{column.name}", offered)
        else:
            chosen = ""
        texts[column.name] = f"{BY_ID}{chosen}" if chosen and field.choices in _NAMED else chosen
    return texts


def _plain(text: str) -> str:
    """What was typed or chosen, without the mark that it is an id."""
    return text.removeprefix(BY_ID)


def day(label: str, key: str, value: str = "") -> str:
    """Asks for a day, and returns what was typed."""
    return st.text_input(label, value=value, key=key, placeholder=_(_DAY), width=240)


def in_own_words(fault: InputFault, *kinds: str) -> InputFault:
    """The same problems as a form says them: with its labels for the columns of a file, and days in words.

    A day in quotation marks stays as it is, because somebody typed it.
    """
    labels = {column: _(field.label) for kind in kinds for column, field in FIELDS[kind].items()}
    return InputFault(
        replace(
            each,
            message=_in_own_words(each.message, labels),
            remedy=_in_own_words(each.remedy, labels),
        )
        for each in fault.problems
    )


def _in_own_words(text: str, labels: Mapping[str, str]) -> str:
    """A phrase as a form says it. `labels` are those of the form's fields, by the column of a file."""
    if not isinstance(text, Phrase):
        return text
    values = {}
    for name, value in text.values.items():
        is_quoted = f"“%({name})s”" in text.message
        if isinstance(value, Phrase):
            values[name] = _in_own_words(value, labels)
        elif name in _COLUMNS and not is_quoted and value in labels:
            values[name] = phrase("“%(label)s”", label=labels[value])
        elif isinstance(value, str) and not is_quoted and _STORED_DAY.fullmatch(value):
            values[name] = in_long(value)
    message = _IN_A_FORM.get(text.message, text.message)
    return Phrase(message, {**text.values, **values}, text.many, text.number)


def help_of(field: Field) -> str | None:
    """The help of a field in the reader's language, or None if it has none."""
    return _(field.help) if field.help else None


def ask_language(key: str, chosen: str) -> str:
    """Asks for a person's language, and returns what was chosen. "" is none."""
    field = FIELDS["people"]["language"]
    options: dict[str, str] = {"": _(field.blank)} | dict(LANGUAGES.items())
    return forms.choose(_(field.label), options, key, list(options).index(chosen), help_of(field))


def _ask(field: Field, value: str, key: str, offered: Choices) -> str:
    if not field.choices:
        placeholder = _(_DAY) if field.day else None
        return st.text_input(
            _(field.label),
            value=value,
            key=key,
            help=help_of(field),
            placeholder=placeholder,
            width=240 if field.day else "stretch",
        )
    label = offered["labels"].get(field.choices, _(field.label))
    options = {**({"": _(field.blank)} if field.blank else {}), **offered[field.choices]}
    if value and value not in options:
        options = {**options, value: value}
    if not value and not field.blank:
        words = forms.told_apart(options)
        return (
            st.selectbox(
                label,
                list(words),
                index=None,
                format_func=words.__getitem__,
                key=key,
                help=help_of(field),
                placeholder=_("Choose one"),
            )
            or ""
        )
    return forms.choose(label, options, key, list(options).index(value), help_of(field))
