"""What the editor asks an author for: the words of a field, and the headings of its palette."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from elearn.phrases import phrase

FieldType = Literal[
    "line", "prose", "number", "choice", "yes-no", "id", "outcome", "bank", "media", "list", "rows", "mark"
]
"""How a field is filled in. `desk/browser/types.js` says what each is."""


@dataclass(frozen=True)
class Asked:
    """The words of one field of a form, as phrases. None of them speaks of how the file is written.

    `choices` are the words for each value that it can have. `row` is what one row is called (“an option”), and `add`
    stands on the button that adds one. `type` is given if the field's own type in the model does not say it, and so are
    `fewest` and `most`, for rows. `one`: of all rows, one at most is marked.
    """

    label: str
    help: str = ""
    choices: Mapping[str, str] = field(default_factory=dict)
    row: str = ""
    add: str = ""
    type: FieldType | None = None
    fewest: int | None = None
    most: int | None = None
    one: bool = False


KEPT_BY = Asked(
    phrase("The name that answers are kept by"),
    help=phrase("Do not change it after people have taken the course: their answers would be lost."),
)
"""The id of a part of a question."""
IN_ONE_SENTENCE = Asked(
    phrase("What the picture shows, in one sentence"),
    help=phrase("For people who cannot see it. Say what they would miss."),
)
ALL_IT_SHOWS = Asked(
    phrase("All that the picture shows"),
    help=phrase("If one sentence is not enough: everything that a person needs who cannot see it."),
)

TO_READ = phrase("To read")
TO_LOOK_AT = phrase("To look at and to keep")
TO_DECIDE = phrase("To decide")
TO_THINK_ABOUT = phrase("To think about")
TO_CARE = phrase("To care for people")
FOR_AUTHORS = phrase("For the people who make the course")
GROUPS = (TO_READ, TO_LOOK_AT, TO_DECIDE, TO_THINK_ABOUT, TO_CARE, FOR_AUTHORS)
"""The headings of the palette, in order."""
