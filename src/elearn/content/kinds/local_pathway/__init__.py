"""Local pathway: whom to call here, for each board to fill in."""

import re
from collections.abc import Iterator, Mapping
from typing import Annotated, Any, ClassVar, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from elearn.content.kinds._asked import TO_CARE, Asked
from elearn.content.kinds._parts.slips import LISTED
from elearn.content.kinds._sections import Label, read_items, write_items
from elearn.content.kinds.base import Block, Directive, Markdown, OptionalLine, contact_key
from elearn.phrases import phrase
from elearn.problems import BadValue, ProblemLog


def _no_list(text: str) -> str:
    if re.search(r"^- ", text, re.MULTILINE):
        raise BadValue(
            phrase("A line in it starts with -, as the contacts at the end do."),
            phrase(
                "Write the contacts last, each as “- Label: value”. Start the lines of another list with *."
            ),
        )
    return text


class Contact(BaseModel):
    """One step of the pathway. An empty value is for the board to fill in."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    label: Label
    value: OptionalLine = ""

    @property
    def key(self) -> str:
        """What it is found by among the contacts of an agency."""
        return contact_key(self.label)


class LocalPathway(Block):
    """When to use the local pathway, and whom to call; unfilled, it shows "Ask your safeguarding lead"."""

    kind: ClassVar = "local-pathway"
    title: ClassVar = phrase("Local pathway")
    asked_for: ClassVar = phrase("whom to call here")
    group: ClassVar = TO_CARE
    form: ClassVar = {
        "when": Asked(phrase("When to use it"), help=phrase("One sentence.")),
        "contacts": Asked(
            phrase("Contacts"),
            help=phrase("Leave one empty if each board fills it in."),
            row=phrase("a contact"),
            add=phrase("Add a contact"),
        ),
        "contacts.label": Asked(phrase("Who")),
        "contacts.value": Asked(phrase("Number or place")),
    }
    purpose: ClassVar = "contacts"
    page_role: ClassVar = "aside"
    teaches: ClassVar = False
    figures_need_source: ClassVar = False
    words: ClassVar = {"pathway_title": "What to do here", "pathway_ask": "Ask your safeguarding lead"}
    starter: ClassVar = (
        ":::{local-pathway}\nWhen to use it, in a sentence.\n\n"
        "- Who to call, in hours:\n- Who to call, out of hours:\n:::"
    )
    example: ClassVar = (
        ":::{local-pathway}\n"
        "If you think that a child is at risk of harm, tell someone today.\n\n"
        "- Who to call, in hours:\n- Who to call, out of hours: The duty team, through the council's switchboard\n:::"
    )
    body_fields: ClassVar = ("when", "contacts")

    when: Annotated[
        Markdown, AfterValidator(_no_list), Field(description=phrase("a sentence that says when to use it"))
    ]
    contacts: Annotated[
        tuple[Contact, ...],
        Field(min_length=1, description=phrase("at least one line “- Label: value” at its end")),
    ]

    @classmethod
    def read_body(cls, directive: Directive, log: ProblemLog) -> dict[str, Any]:
        lines = directive.body.split("\n")
        start = next((n for n, line in enumerate(lines) if LISTED.match(line)), len(lines))
        contacts = read_items(lines[start:], directive.body_line + start, log)
        values: dict[str, Any] = {}
        if when := "\n".join(lines[:start]).strip("\n"):
            values["when"] = when
        if contacts:
            values["contacts"] = [{"label": contact.label, "value": contact.text} for contact in contacts]
        return values

    def write_body(self) -> str:
        contacts = write_items([(contact.label, contact.value, "") for contact in self.contacts])
        return f"{self.when}\n\n{contacts}"

    def unfilled(self) -> tuple[str, ...]:
        """The labels of the contacts that are for the board to fill in."""
        return tuple(contact.label for contact in self.contacts if not contact.value)

    def local_contacts(self) -> Mapping[str, str]:
        return {contact.label: contact.value for contact in self.contacts}

    def with_contacts(self, contacts: Mapping[str, str]) -> Self:
        own = tuple(
            each.model_copy(update={"value": contacts.get(each.key) or each.value}) for each in self.contacts
        )
        return self if own == self.contacts else self.model_copy(update={"contacts": own})

    def prose(self) -> Iterator[str]:
        yield self.when
