"""How a course shows whose it is: a logo, and an accent colour that people can read."""

import re
from collections.abc import Iterator
from typing import Annotated, Any, Self

from pydantic import BaseModel, ConfigDict, StringConstraints, model_validator

from elearn.content.kinds._media import PICTURES, MediaPath, ends_in
from elearn.content.text import (
    BadFrontMatter,
    FrontMatterValue,
    OptionalLine,
    did_you_mean,
    quoted,
    read_text,
)
from elearn.look import Accents, Scheme, nearest, shortfalls
from elearn.patterns import late
from elearn.phrases import phrase
from elearn.problems import BadValue

Colour = Annotated[str, StringConstraints(pattern=r"^#[0-9a-f]{6}\z")]
KEYS = ("logo", "logo_alt", "accent", "accent_dark")
_BACKGROUNDS: dict[tuple[Scheme, str], str] = {
    ("light", "paper"): phrase("light paper"),
    ("light", "wash"): phrase("light wash"),
    ("light", "line"): phrase("light line"),
    ("dark", "paper"): phrase("dark paper"),
    ("dark", "wash"): phrase("dark wash"),
    ("dark", "line"): phrase("dark line"),
}
"""By scheme and the name of one of its colours: the same in words."""
_COLOUR = late(r"#?([0-9a-f]{6}|[0-9a-f]{3})", re.IGNORECASE | re.ASCII)


class Theme(BaseModel):
    """A course's own look. `logo` is a picture of its media, `logo_alt` its words for someone who cannot see it.

    `accent` is the colour of links, buttons and headings. `accent_dark` is the same for a dark screen; without it, we
    make it from `accent`.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    logo: Annotated[MediaPath, ends_in(*PICTURES)] | None = None
    logo_alt: OptionalLine = ""
    accent: Colour | None = None
    accent_dark: Colour | None = None

    @model_validator(mode="after")
    def _makes_sense(self) -> Self:
        if fault := _fault(self.logo, self.logo_alt):
            raise BadValue(fault[1], fault[2])
        return self

    def accents(self) -> Accents:
        """Its accents, by scheme."""
        return Accents(self.accent, self.accent_dark)

    def media(self) -> Iterator[str]:
        """The paths that the theme needs, below the course's folder."""
        if self.logo:
            yield self.logo

    def faults(self) -> Iterator[tuple[str, str]]:
        """A message and a remedy for each accent that people cannot read."""
        named: tuple[tuple[str, str | None, Scheme], ...] = (
            ("accent", self.accent, "light"),
            ("accent_dark", self.accent_dark, "dark"),
        )
        for key, accent, scheme in named:
            found = list(shortfalls(accent, scheme)) if accent else []
            if accent and found:
                worst = min(found, key=lambda each: each.contrast / each.needed)
                contrast, needed = f"{worst.contrast:.2f}", f"{worst.needed:.1f}"
                yield (
                    phrase(
                        "The %(key)s %(accent)s has a contrast of %(contrast)s:1 with the %(background)s, "
                        "and needs %(needed)s:1.",
                        key=key,
                        accent=accent,
                        contrast=contrast,
                        background=_BACKGROUNDS[scheme, worst.ground],
                        needed=needed,
                    ),
                    phrase(
                        "The nearest of its hue that can be read is %(colour)s.",
                        colour=nearest(accent, scheme),
                    ),
                )


def _fault(logo: object, logo_alt: object) -> tuple[str, str, str] | None:
    """The key, the message and the remedy if a logo and its words do not go together, else None."""
    if logo and not logo_alt:
        return (
            "logo",
            phrase("The logo has no words for a person who cannot see it."),
            phrase("Add logo_alt with whose it is."),
        )
    if logo_alt and not logo:
        return (
            "logo_alt",
            phrase("There is no logo that these words could describe."),
            phrase("Add logo, or take logo_alt out."),
        )
    return None


def read_theme(entry: FrontMatterValue) -> dict[str, Any]:
    """The theme's fields from front matter. Raises BadFrontMatter."""
    if not isinstance(entry.value, dict):
        raise BadFrontMatter(
            phrase("The key “%(key)s” has to say logo or accent.", key=entry.key),
            phrase("Write {logo: media/logo.svg, logo_alt: Whose it is}."),
            entry,
        )
    values = {key: _value(key, item) for key, item in entry.value.items()}
    if fault := _fault(values.get("logo"), values.get("logo_alt")):
        raise BadFrontMatter(fault[1], fault[2], entry.value[fault[0]])
    return values


def _value(key: str, item: FrontMatterValue) -> str:
    if key not in KEYS:
        raise BadFrontMatter(
            phrase("There is no “%(key)s” in “theme”.", key=key), did_you_mean(key, KEYS), item
        )
    if key in ("logo", "logo_alt"):
        return read_text(item)
    found = _COLOUR.fullmatch(item.value) if isinstance(item.value, str) else None
    if not found:
        message = (
            phrase("%(given)s is not a colour.", given=quoted(item.value))
            if isinstance(item.value, str) and item.value
            else phrase("The value of “%(key)s” is not a colour.", key=key)
        )
        remedy = phrase('Write it with quotation marks, as in "#0f5560".')
        raise BadFrontMatter(message, remedy, item)
    digits = found[1].lower()
    return "#" + (digits if len(digits) == 6 else "".join(digit * 2 for digit in digits))


def theme_words(theme: Theme) -> dict[str, str]:
    """The keys of front matter for a theme. Empty for the default theme."""
    return {key: value for key in KEYS if (value := getattr(theme, key))}
