"""The app's theme uses the same colours as the tokens."""

import re
import tomllib
from pathlib import Path

import pytest

import elearn.app
from elearn import look
from elearn.app.drawing import breakable, day

THEME = tomllib.loads(Path(elearn.app.__file__).with_name(".streamlit").joinpath("config.toml").read_text())[
    "theme"
]
TOKENS = {
    "primaryColor": "accent",
    "backgroundColor": "paper",
    "secondaryBackgroundColor": "wash",
    "textColor": "ink",
    "linkColor": "accent",
    "borderColor": "edge",
    "greenColor": "good",
    "redColor": "bad",
    "orangeColor": "care",
    "grayColor": "ink-2",
}


@pytest.mark.parametrize(("option", "token"), TOKENS.items())
def test_the_theme_has_the_colours_of_the_tokens(option: str, token: str) -> None:
    assert THEME[option] == look.colour(token)  # type: ignore[arg-type]
    assert THEME["dark"][option] == look.colour(token, "dark")  # type: ignore[arg-type]


def test_the_theme_has_the_type_of_the_tokens() -> None:
    assert THEME["font"] == look.font("sans")
    assert THEME["headingFont"] == look.font("serif")


def test_the_scripts_of_the_pages_are_run() -> None:
    """Streamlit leaves a script out, without a word, if something in it could be read as a tag."""
    scripts = Path(elearn.app.__file__).parent.glob("*.js")
    assert [script.name for script in scripts if re.search(r"<[/\w!]", script.read_text("utf-8"))] == []


def test_an_address_breaks_at_its_signs_and_is_escaped() -> None:
    assert breakable("Ask <b> ada.l@north.example.") == ("Ask &lt;b&gt; ada<wbr>.l@<wbr>north<wbr>.example.")
    assert breakable("Version 1.2 & more") == "Version 1.2 &amp; more"


def test_an_instant_is_shown_as_the_day_in_london() -> None:
    """Half past midnight in summer is still the day before in UTC."""
    assert day("2026-07-01T23:30:00.000+00:00") == day("2026-07-02") == "2 July 2026"
    assert day("2026-01-01T23:30:00.000+00:00") == "1 January 2026"
    assert day("") == day(None) == ""
