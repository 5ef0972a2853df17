"""The fields of a form for one row: the columns of a kind of import, with labels and help in plain words."""

import re
from collections.abc import Container, Mapping
from dataclasses import replace
from typing import Final, NamedTuple

import streamlit as st

from elearn.app import filters, forms
from elearn.app.drawing import day as in_long
from elearn.app.questions import names_of, written_courses
from elearn.app.session import database
from elearn.phrases import Phrase, phrase
from elearn.problems import InputFault
from elearn.tracker import Actor, directory
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
_NAMED = ("agencies", "role_groups", "courses")
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


class Field(NamedTuple):
    """How one column is asked for. `choices` names the list to choose from; `blank` is what no choice means.

    `label`, `help` and `blank` are said in the reader's language when the field is drawn.
    """

    label: str
    help: str = ""
    choices: str = ""
    blank: str = ""
    day: bool = False


_EMAIL = Field(
    N_("E-mail address"),
    N_(
        "The same address is the same person. They sign in with it. Leave it blank if they have none of their own: "
        "they are known by agency and staff number then."
    ),
)
FIELDS: Final[dict[str, dict[str, Field]]] = {
    "agencies": {
        "id": Field(
            N_("Id"),
            N_(
                "Short and lasting, such as oak-school. Files name the agency by it. Use letters, digits, hyphens, "
                "dots and underscores."
            ),
        ),
        "name": Field(N_("Name")),
        "kind": Field(N_("Kind"), N_("In your own words, such as school or acute health. It may be blank.")),
        "parent": Field(
            N_("Part of"),
            N_("The figures of an agency include those of the agencies that are part of it."),
            "agencies",
            N_("None: it is at the top"),
        ),
        "target": Field(
            N_("Target (%%)"),
            N_("The share of its people who should be in date. If you leave it blank, it is 90."),
        ),
        "basis": Field(
            N_("Counted from"),
            N_(
                "Choose the roster if you import or enter its people. With a declared headcount, people whom we know "
                "to be in date are counted out of the headcount. With its own return, the agency sends its figures."
            ),
            "basis",
        ),
    },
    "role-groups": {
        "id": Field(N_("Id"), N_("Short and lasting, such as R2. Files name the role group by it.")),
        "name": Field(N_("Name"), N_("Such as: Regular contact with children.")),
        "level": Field(N_("Level"), N_("Your own number or word for it. It may be blank.")),
    },
    "courses": {
        "id": Field(N_("Id"), N_("Short and lasting, such as safer-sleep. Files name the course by it.")),
        "title": Field(N_("Title")),
        "version": Field(N_("Version"), N_("Of the course as it is taught now. It may be blank.")),
        "minutes": Field(N_("Minutes"), N_("How long it takes. It may be blank.")),
    },
    "people": {
        "email": _EMAIL,
        "name": Field(N_("Name")),
        "staff_number": Field(
            N_("Staff number"),
            N_(
                "We match completions from elsewhere by it. It may be blank if the person has an e-mail address."
            ),
        ),
        "agency": Field(N_("Agency"), "", "agencies"),
        "role_group": Field(N_("Role group"), "", "role_groups"),
        "starts_on": Field(N_("First day in post"), "", day=True),
        "ends_on": Field(N_("Last day in post"), N_("Leave it blank if the post is still open."), day=True),
        "language": Field(
            N_("Language"),
            N_("Of their mails, pages and certificates. They can change it on My learning."),
            "languages",
            N_("Not chosen"),
        ),
    },
    "requirements": {
        "course": Field(N_("Course"), "", "courses"),
        "agency": Field(
            N_("Agency"), N_("It is required in the agencies that are part of it too."), "agencies", N_("All")
        ),
        "role_group": Field(N_("Role group"), "", "role_groups", N_("All")),
        "from": Field(N_("Required from"), N_("The first day on which the course is required."), day=True),
        "to": Field(
            N_("Required until"), N_("The last day of it. Leave it blank if there is no end yet."), day=True
        ),
        "due_within_days": Field(
            N_("Days to take it in"),
            N_(
                "How many days someone has, from the first day or from their first day in post if that is later. Blank "
                "means none: it is due at once."
            ),
        ),
        "renew_after_months": Field(
            N_("Months until it is taken again"), N_("Leave it blank if the course is taken only once.")
        ),
    },
    "exemptions": {
        "email": Field(
            N_("E-mail of the person"),
            N_(
                "Of the person who need not take the course. If they have none, give the agency and the staff number."
            ),
        ),
        "agency": Field(
            N_("Agency of the person"), N_("Only if you give a staff number."), "agencies", N_("None")
        ),
        "staff_number": Field(N_("Staff number of the person"), N_("Only for someone without an address.")),
        "course": Field(N_("Course that they need not take"), "", "courses"),
        "from": Field(N_("Exempt from"), N_("The first day of it."), day=True),
        "to": Field(
            N_("Exempt until"), N_("The last day of it. Leave it blank if there is no end yet."), day=True
        ),
        "reason": Field(N_("Reason"), N_("Such as long leave. Do not write anything about anyone’s health.")),
    },
}
"""By kind of import and column. `tests/app/test_entries.py` holds it to the columns of each kind."""

Choices = Mapping[str, Mapping[str, str]]


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
    courses = {each.id: each.title for each in directory.courses(database())}
    waiting = {
        id: _("%(title)s (not published yet)", title=title)
        for id, title in written_courses().items()
        if id not in courses
    }
    return {
        "agencies": agencies,
        "role_groups": known.role_groups,
        "courses": courses | waiting,
        "basis": {id: _(words) for id, words in _BASIS_CHOICES.items()},
        "languages": dict(LANGUAGES.items()),
        "labels": labels,
    }


def lacking(kind: str, offered: Choices) -> list[str]:
    """The lists that a form needs and that are still empty, such as "agencies" or "role_groups"."""
    needed = [field.choices for field in FIELDS[kind].values() if field.choices and not field.blank]
    return [name for name in dict.fromkeys(needed) if not offered[name]]


def fill(
    kind: str, key: str, values: Mapping[str, str], offered: Choices, fixed: Container[str] = ()
) -> dict[str, str]:
    """Draws the fields of a kind, filled with `values`, and returns what is in them. A `fixed` one is not asked for."""
    texts = {}
    for column in KINDS[kind].columns:
        value = values.get(column.name, "")
        if column.name in fixed:
            texts[column.name] = value
            continue
        field = FIELDS[kind][column.name]
        chosen = _ask(field, value, f"{key}_{column.name}", offered)
        texts[column.name] = f"{BY_ID}{chosen}" if chosen and field.choices in _NAMED else chosen
    return texts


def day(label: str, key: str) -> str:
    """Asks for a day, and returns what was typed."""
    return st.text_input(label, key=key, placeholder=_(_DAY), width=240)


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
