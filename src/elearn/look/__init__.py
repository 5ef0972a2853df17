"""The look: one file of tokens (`tokens.toml`) that the player, the app, the charts and the PDFs all read."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any, Literal

Scheme = Literal["light", "dark"]


@cache
def _tokens() -> dict[str, Any]:
    return tomllib.loads(files(__name__).joinpath("tokens.toml").read_text(encoding="utf-8"))


def colour(name: str, scheme: Scheme = "light") -> str:
    """One colour as `#rrggbb`."""
    light, dark = _tokens()["colour"][name]
    return str(dark if scheme == "dark" else light)


def font(name: Literal["sans", "serif"]) -> str:
    """A CSS font stack."""
    return str(_tokens()["type"][name])


def css_variables() -> str:
    """The tokens as CSS custom properties: light on `:root`, dark where the reader asks for it."""

    def block(scheme: Scheme) -> str:
        return "".join(f"--{name}:{colour(name, scheme)};" for name in _tokens()["colour"])

    fonts = f"--sans:{font('sans')};--serif:{font('serif')};"
    return f":root{{{block('light')}{fonts}}}@media (prefers-color-scheme: dark){{:root{{{block('dark')}}}}}"
