"""How a course shows whose it is: a logo, and an accent that can be read."""

import re
from collections.abc import Iterator
from typing import Annotated, Any, Self

from pydantic import BaseModel, ConfigDict, StringConstraints, model_validator

from elearn.content.kinds._media import PICTURES, MediaPath, ends_in
from elearn.content.text import Entry, OptionalLine, Wrong, did_you_mean, quoted, read_text
from elearn.look import Accents, Scheme, nearest, shortfalls

Colour = Annotated[str, StringConstraints(pattern=r"^#[0-9a-f]{6}\z")]
KEYS = ("logo", "logo_alt", "accent", "accent_dark")
_COLOUR = re.compile(r"#?([0-9a-f]{6}|[0-9a-f]{3})", re.IGNORECASE | re.ASCII)


class Theme(BaseModel):
    """A course's own look: `logo` is a picture of its media, `logo_alt` what it says to who cannot see it.

    `accent` is the colour of links, buttons and headings; `accent_dark` the same where the learner's screen is dark,
    made from `accent` where it is left out.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    logo: Annotated[MediaPath, ends_in(*PICTURES)] | None = None
    logo_alt: OptionalLine = ""
    accent: Colour | None = None
    accent_dark: Colour | None = None

    @model_validator(mode="after")
    def _makes_sense(self) -> Self:
        if fault := _fault(self.logo, self.logo_alt):
            raise ValueError(fault[1])
        return self

    def accents(self) -> Accents:
        """Its accents, by scheme."""
        return Accents(self.accent, self.accent_dark)

    def media(self) -> Iterator[str]:
        """Paths below the course's folder that it needs."""
        if self.logo:
            yield self.logo

    def faults(self) -> Iterator[tuple[str, str]]:
        """What is wrong with accents that cannot be read, and what to do: a pair for each."""
        named: tuple[tuple[str, str | None, Scheme], ...] = (
            ("accent", self.accent, "light"),
            ("accent_dark", self.accent_dark, "dark"),
        )
        for key, accent, scheme in named:
            found = list(shortfalls(accent, scheme)) if accent else []
            if accent and found:
                worst = min(found, key=lambda each: each.contrast / each.needed)
                yield (
                    f"The {key} {accent} has a contrast of {worst.contrast:.2f}:1 with the {scheme} {worst.ground}, "
                    f"and needs {worst.needed:.1f}:1.",
                    f"The nearest of its hue that can be read is {nearest(accent, scheme)}.",
                )


def _fault(logo: object, logo_alt: object) -> tuple[str, str, str] | None:
    """The key, what is wrong and what to do, where a logo and its words do not go together; None where they do."""
    if logo and not logo_alt:
        return (
            "logo",
            "the logo has no words for a person who cannot see it",
            "Add logo_alt with whose it is.",
        )
    if logo_alt and not logo:
        return "logo_alt", "there is no logo that it could be the words of", "Add logo, or take logo_alt out."
    return None


def read_theme(entry: Entry) -> dict[str, Any]:
    """The theme's fields from front matter. Raises Wrong."""
    if not isinstance(entry.value, dict):
        raise Wrong(
            "it has to say logo or accent", "Write {logo: media/logo.svg, logo_alt: Whose it is}.", entry
        )
    values = {key: _value(key, item) for key, item in entry.value.items()}
    if fault := _fault(values.get("logo"), values.get("logo_alt")):
        raise Wrong(fault[1], fault[2], entry.value[fault[0]])
    return values


def _value(key: str, item: Entry) -> str:
    if key not in KEYS:
        raise Wrong(f"it has no “{key}”", did_you_mean(key, KEYS), item)
    if key in ("logo", "logo_alt"):
        return read_text(item)
    found = _COLOUR.fullmatch(item.value) if isinstance(item.value, str) else None
    if not found:
        given = quoted(item.value) if isinstance(item.value, str) and item.value else "what stands there"
        raise Wrong(f"{given} is not a colour", 'Write it with quotation marks, as in "#0f5560".', item)
    digits = found[1].lower()
    return "#" + (digits if len(digits) == 6 else "".join(digit * 2 for digit in digits))


def theme_words(theme: Theme) -> dict[str, str]:
    """What front matter says of a theme; nothing where it is the usual one."""
    return {key: value for key in KEYS if (value := getattr(theme, key))}
