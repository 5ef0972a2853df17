"""What a form for one row of an import asks for: the columns of the kind, with labels and help in plain words."""

from collections.abc import Mapping
from typing import Final, NamedTuple

from elearn.translations import N_


class Field(NamedTuple):
    """How one column is asked for. `choices` names the list to choose from; `blank` is what no choice means.

    `first`: it is asked for before the form, because what the form asks for depends on it.

    `label`, `help` and `blank` are said in the reader's language when the field is drawn.
    """

    label: str
    help: str = ""
    choices: str = ""
    blank: str = ""
    day: bool = False
    first: bool = False


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
        "kind": Field(
            N_("What is required"),
            N_(
                "Hours of learning within some months, or a regular update with a reflection. A requirement says how "
                "many and how often."
            ),
            "course_kinds",
        ),
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
    "editions": {
        "id": Field(
            N_("Id of the edition"),
            N_("Short and lasting, such as standard-2026. Files name the edition by it."),
        ),
        "standard": Field(N_("Standard"), N_("What it is called, without the edition.")),
        "edition": Field(N_("Edition"), N_("Such as 5th edition, 2025.")),
        "from": Field(N_("In effect from"), N_("The first day on which it is in effect."), day=True),
        "to": Field(
            N_("In effect until"), N_("The last day of it. Leave it blank if there is no end yet."), day=True
        ),
        "source": Field(N_("Source"), N_("Where it is published, such as its address. It may be blank.")),
    },
    "requirements": {
        "course": Field(N_("Course, hours or update"), "", "required", first=True),
        "agency": Field(
            N_("Agency"), N_("It is required in the agencies that are part of it too."), "agencies", N_("All")
        ),
        "role_group": Field(N_("Role group"), "", "role_groups", N_("All")),
        "from": Field(N_("Required from"), N_("The first day on which it is required."), day=True),
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
            N_("Months until it is taken again"),
            N_("Leave it blank if a course is taken only once. For hours: how many months back count."),
        ),
        "edition": Field(
            N_("Edition of a standard"),
            N_("The requirement is in force only while this edition is in effect."),
            "editions",
            N_("None"),
        ),
        "renew_from": Field(
            N_("A renewal counts"),
            N_("From the old expiry, renewing early loses nothing."),
            "renewals",
            first=True,
        ),
        "renew_early_months": Field(
            N_("Months that a renewal may be early"),
            N_("Within them it counts from the old expiry. Blank is 3."),
        ),
        "renew_on": Field(N_("Day of the year"), N_("Such as 31 March, or 03-31 with the month first.")),
        "hours": Field(N_("Hours"), N_("How many are needed, such as 12 or 1.5.")),
        "participatory": Field(
            N_("Participatory (%%)"),
            N_("The share of the hours that must be learned together with others. Blank is none."),
        ),
        "counts_replaced": Field(
            N_("Courses that it replaced"), N_("Whether a pass of one of them counts."), "replaced"
        ),
        "counts_outside": Field(
            N_("Learning from elsewhere"), N_("Whether it counts once a lead has approved it."), "outside"
        ),
    },
    "equivalences": {
        "course": Field(N_("Course that is required"), "", "courses"),
        "other": Field(N_("Course whose passes count for it"), "", "courses"),
        "kind": Field(N_("Why it counts"), "", "equivalence_kinds"),
        "from": Field(N_("Passes count from"), N_("The first day of a pass that counts."), day=True),
        "to": Field(
            N_("Passes count until"), N_("The last such day. Leave it blank if there is no end."), day=True
        ),
        "note": Field(N_("Note"), N_("Such as who decided it. It may be blank.")),
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
        "course": Field(N_("Course that they need not take"), "", "required"),
        "from": Field(N_("Exempt from"), N_("The first day of it."), day=True),
        "to": Field(
            N_("Exempt until"), N_("The last day of it. Leave it blank if there is no end yet."), day=True
        ),
        "reason": Field(N_("Reason"), N_("Such as long leave. Do not write anything about anyone’s health.")),
    },
}
"""By kind of import and column. `tests/app/test_entries.py` holds it to the columns of each kind."""


def needed(kind: str, texts: Mapping[str, str], kinds: Mapping[str, str]) -> frozenset[str]:
    """The columns that a form of this kind asks for, after what was chosen first (`texts`).

    `kinds` are the kinds of what can be required, by id.
    """
    every = frozenset(FIELDS[kind])
    if kind != "requirements":
        return every
    left_out = _NOT_ASKED[kinds.get(texts.get("course", ""), "course")]
    way = texts.get("renew_from", "completion")
    unasked = {
        column for column, needs in (("renew_early_months", "expiry"), ("renew_on", "day")) if way != needs
    }
    return every - left_out - unasked


_NOT_ASKED: Final = {
    "course": frozenset({"hours", "participatory"}),
    "hours": frozenset({"renew_from", "renew_early_months", "renew_on", "counts_replaced"}),
    "update": frozenset({"hours", "participatory", "counts_replaced"}),
}
"""By kind of what is required, the columns of a requirement that make no sense for it."""


def label_of(column: str, field: Field, required: str) -> str:
    """The label of a field where a `required` course, hours or update may call for words of their own."""
    return _LABELS.get((required, column), field.label)


_LABELS: Final = {
    ("hours", "renew_after_months"): N_("Months in which hours count"),
    ("update", "renew_after_months"): N_("Months until the next update"),
    ("update", "due_within_days"): N_("Days to make the first one in"),
    ("hours", "due_within_days"): N_("Days to reach the hours in"),
}
"""By kind of what is required, and column."""
