"""Local pathway: whom to call here, for each board to fill in."""

import re
from collections.abc import Iterator
from typing import Annotated, Any, ClassVar

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from elearn.content.kinds.base import Block, Directive, Line, Markdown, OptionalLine, Report
from elearn.content.words import quoted

_LABEL_END = re.compile(r":(?=\s|$)")


def _label(text: str) -> str:
    if _LABEL_END.search(text) or text.endswith(":"):
        raise ValueError("a label ends at its colon, so it cannot hold one")
    return text


def _no_list(text: str) -> str:
    if re.search(r"^- ", text, re.MULTILINE):
        raise ValueError("lines beginning with - are the contacts, which come last, each as “- Label: value”")
    return text


class Contact(BaseModel):
    """One step of the pathway. An empty value is for the board to fill in."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    label: Annotated[Line, AfterValidator(_label)]
    value: OptionalLine = ""


class LocalPathway(Block):
    """When to use the local pathway, and whom to call; unfilled, it shows "Ask your safeguarding lead"."""

    kind: ClassVar = "local-pathway"
    title: ClassVar = "Local pathway"
    example: ClassVar = (
        ":::{local-pathway}\n"
        "If you think that a child is at risk of harm, tell someone today.\n\n"
        "- Who to call, in hours:\n- Who to call, out of hours: The duty team, through the council's switchboard\n:::"
    )
    body_fields: ClassVar = ("when", "contacts")

    when: Annotated[
        Markdown, AfterValidator(_no_list), Field(description="a sentence that says when to use it")
    ]
    contacts: Annotated[
        tuple[Contact, ...], Field(min_length=1, description="at least one line “- Label: value” at its end")
    ]

    @classmethod
    def read_body(cls, directive: Directive, report: Report) -> dict[str, Any]:
        lines = directive.body.split("\n")
        start = next((n for n, line in enumerate(lines) if line.startswith("- ")), len(lines))
        contacts: list[tuple[int, str]] = []
        for number, line in enumerate(lines[start:], directive.body_line + start):
            if line.startswith("- "):
                contacts.append((number, line[2:].strip()))
            elif line.startswith((" ", "\t")) and contacts:
                contacts[-1] = (contacts[-1][0], f"{contacts[-1][1]} {line.strip()}")
            elif line.strip():
                report.error(
                    "S25",
                    number,
                    "Here stands text behind the contacts.",
                    "Move it above the first “- Label: value”.",
                )
        values: dict[str, Any] = {}
        if when := "\n".join(lines[:start]).strip("\n"):
            values["when"] = when
        if contacts:
            values["contacts"] = [contact for place in contacts if (contact := _contact(*place, report))]
        return values

    def write_body(self) -> str:
        contacts = "\n".join(f"- {contact.label}: {contact.value}".rstrip() for contact in self.contacts)
        return f"{self.when}\n\n{contacts}"

    def check(self, report: Report, line: int) -> None:
        if unfilled := [contact.label for contact in self.contacts if not contact.value]:
            report.warn(
                "S33",
                line,
                f"The local pathway is not filled in: {', '.join(quoted(label) for label in unfilled)}.",
                "Write your own board's contact behind each colon before the course goes to staff.",
            )

    def prose(self) -> Iterator[str]:
        yield self.when


def _contact(line: int, text: str, report: Report) -> dict[str, str] | None:
    found = _LABEL_END.search(text)
    if not found or not text[: found.start()].strip():
        report.error("S25", line, f"{quoted(text)} has no label and colon.", "Write it as “- Label: value”.")
        return None
    return {"label": text[: found.start()], "value": text[found.end() :]}
