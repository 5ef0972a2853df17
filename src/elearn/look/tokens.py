"""The design tokens: colours and fonts of both schemes, from `tokens.toml`."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any, Literal

Scheme = Literal["light", "dark"]


@cache
def _tokens() -> dict[str, Any]:
    return tomllib.loads(files(__package__).joinpath("tokens.toml").read_text(encoding="utf-8"))


def colour(name: str, scheme: Scheme = "light") -> str:
    """One colour as `#rrggbb`."""
    light, dark = _tokens()["colour"][name]
    return str(dark if scheme == "dark" else light)


def lines(scheme: Scheme = "light") -> tuple[str, ...]:
    """The colours of the lines of a chart, in the order in which a chart takes them."""
    return tuple(_tokens()["lines"][scheme])


def line_variables() -> str:
    """The colours of the lines of a chart as CSS custom properties, `--line-1` and so on. On paper they are light."""

    def block(scheme: Scheme) -> str:
        return (
            ":root{"
            + "".join(f"--line-{place}:{value};" for place, value in enumerate(lines(scheme), 1))
            + "}"
        )

    dark = f"@media (prefers-color-scheme: dark){{{block('dark')}}}"
    return f"{block('light')}{dark}@media print{{{block('light')}}}"


def font(name: Literal["sans", "serif"]) -> str:
    """A CSS font stack."""
    return str(_tokens()["type"][name])


def palette(scheme: Scheme, own: Mapping[str, str] | None = None) -> dict[str, str]:
    """Every colour of a scheme, by name. The colours in `own` replace ours."""
    return {name: colour(name, scheme) for name in _tokens()["colour"]} | dict(own or {})


def css_variables(own: Mapping[Scheme, Mapping[str, str]] | None = None) -> str:
    """The tokens as CSS custom properties: light on `:root`, dark on a screen if the reader prefers it. Paper is light.

    `own` holds, by scheme, the colours that replace ours (`accents.following`).
    """

    def block(scheme: Scheme) -> str:
        colours = palette(scheme, (own or {}).get(scheme))
        return "".join(f"--{name}:{value};" for name, value in colours.items())

    fonts = f"--sans:{font('sans')};--serif:{font('serif')};"
    return f":root{{{block('light')}{fonts}}}@media screen and (prefers-color-scheme: dark){{:root{{{block('dark')}}}}}"
