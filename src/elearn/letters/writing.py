"""An e-mail from its paragraphs, as plain text and as HTML, in the current language."""

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from jinja2 import Environment

from elearn import look, translations
from elearn.mail import Mail

Part = str | tuple[str, ...]
"""A paragraph, or the points of a list."""


class Button(NamedTuple):
    """What the reader presses, and the address that it leads to."""

    words: str
    address: str


def letter(
    to: str,
    subject: str,
    *,
    organisation: str,
    before: Sequence[Part],
    button: Button | None = None,
    after: Sequence[Part] = (),
) -> Mail:
    """An e-mail in the current language, in which all words are given. `before` and `after` stand around the button.

    Its HTML loads nothing from anywhere. The button's address also stands there as text, because some programs show
    no buttons, and so that the reader sees where it leads.
    """
    html = _environment().get_template("letter.html")
    return Mail(
        to,
        " ".join(subject.split()),
        _as_text(before, button, after),
        html.render(subject=subject, organisation=organisation, before=before, button=button, after=after),
        translations.language(),
    )


def _as_text(before: Sequence[Part], button: Button | None, after: Sequence[Part]) -> str:
    parts = [*before, *([button.address] if button else []), *after]
    return "\n\n".join(
        part if isinstance(part, str) else "\n".join(f"- {point}" for point in part) for part in parts
    )


@cache
def _environment() -> Environment:
    environment = translations.templates(__package__, "")
    environment.globals |= {"colour": look.colour, "font": look.font}
    return environment
