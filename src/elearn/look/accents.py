"""A course's own accent: whether it can be read on our backgrounds, and the colours that follow from it.

Contrast is measured as in WCAG 2.2 (1.4.3, 1.4.11). A colour is `#rrggbb`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from elearn.look.tokens import Scheme, colour

TEXT = 4.5
"""The contrast that text and links need."""
SHAPES = 3.0
"""The contrast that edges of controls and other meaningful shapes need."""

_GROUNDS = {"paper": TEXT, "wash": TEXT, "line": SHAPES}
"""The backgrounds of an accent: text is on paper and wash, and the done part of a progress bar is on line."""
_DERIVED = 7.0
"""The contrast with paper of an accent that we make for the dark scheme: as strong as our own accent's."""
_STEPS = 255
_END = {"light": "#000000", "dark": "#ffffff"}
_MOST_TINT = {"light": 0.12, "dark": 0.2}


class Accents(NamedTuple):
    """A course's own accent for each scheme, or None."""

    light: str | None = None
    dark: str | None = None


@dataclass(frozen=True)
class Shortfall:
    """An accent that is too faint: on which of our colours, its contrast, and the contrast that it needs."""

    ground: str
    contrast: float
    needed: float


def contrast(one: str, other: str) -> float:
    """The contrast of two colours, from 1 (equal) to 21 (black and white)."""
    high, low = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def mixed(one: str, other: str, share: float) -> str:
    """`one` mixed with a share of `other`, from 0 to 1."""
    pairs = zip(_channels(one), _channels(other), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)


def shortfalls(accent: str, scheme: Scheme) -> Iterator[Shortfall]:
    """Where an accent is too faint to read in a scheme. Empty if it is readable everywhere."""
    for ground, needed in _GROUNDS.items():
        found = contrast(accent, colour(ground, scheme))
        if found < needed:
            yield Shortfall(ground, found, needed)


def nearest(accent: str, scheme: Scheme, on_paper: float = TEXT) -> str:
    """The closest readable colour of the same hue, made darker or lighter by as little as possible.

    `on_paper` is the contrast that it must have with paper.
    """
    for step in range(_STEPS + 1):
        tried = mixed(accent, _END[scheme], step / _STEPS)
        if contrast(tried, colour("paper", scheme)) >= on_paper and not any(shortfalls(tried, scheme)):
            return tried
    raise AssertionError(f"neither black nor white is read in the {scheme} scheme")


def following(accents: Accents, scheme: Scheme) -> dict[str, str]:
    """The tokens of a scheme that a course's own accents replace, by name. Empty if the course has none.

    If only the light scheme has an accent, the dark scheme gets a lighter tone of it.
    """
    own = accents.light if scheme == "light" else accents.dark
    if own is None and scheme == "dark" and accents.light:
        own = nearest(accents.light, "dark", _DERIVED)
    if own is None:
        return {}
    return {"accent": own, "accent-wash": _wash(own, scheme), "on-accent": _on(own)}


def own_colours(accents: Accents) -> dict[Scheme, dict[str, str]]:
    """The result of `following` for both schemes."""
    return {"light": following(accents, "light"), "dark": following(accents, "dark")}


def _on(accent: str) -> str:
    """The colour of text on the accent."""
    return max(("#ffffff", colour("paper", "dark")), key=lambda each: contrast(each, accent))


def _wash(accent: str, scheme: Scheme) -> str:
    """Paper tinted with as much of the accent as keeps all text on it readable."""
    paper, most = colour("paper", scheme), _MOST_TINT[scheme]
    written = (accent, colour("ink", scheme), colour("ink-2", scheme))
    tints = (mixed(paper, accent, most * step / 20) for step in range(20, -1, -1))
    return next((tint for tint in tints if all(contrast(each, tint) >= TEXT for each in written)), paper)


def _channels(given: str) -> tuple[int, int, int]:
    return int(given[1:3], 16), int(given[3:5], 16), int(given[5:7], 16)


def _luminance(given: str) -> float:
    """Relative luminance, from 0 to 1."""
    shares = [value / 255 for value in _channels(given)]
    red, green, blue = (s / 12.92 if s <= 0.04045 else ((s + 0.055) / 1.055) ** 2.4 for s in shares)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
