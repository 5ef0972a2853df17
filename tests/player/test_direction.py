"""Our styles never say left or right, so that a course in Arabic is mirrored."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[2] / "src" / "elearn"
SHEETS = sorted(
    [
        *SOURCE.glob("player/css/*.css"),
        *SOURCE.glob("content/kinds/*/view.css"),
        SOURCE / "paper/briefing.html",
    ]
)
_DECLARATION = re.compile(r"(?<![\w-])([a-z-]+)\s*:\s*([^;{}]+)")
_SIDED = re.compile(r"(^|-)(left|right)(-|$)")
_SAID = re.compile(r"\b(left|right)\b|gradient\(-?90deg|translateX|scaleX")
_FOUR = ("margin", "padding", "inset", "border-width", "border-color", "border-style")
EXPLAINED = {
    "labelled_image/view.css": {
        "left: var(--across)": "a spot stands where it is on the picture, which no language turns round"
    },
    "table/view.css": {
        "background": "shades on both sides alike",
    },
    "accordion/view.css": {"border-width: 0 2px 2px 0": "turned by 45 degrees, an arrow that points down"},
    "css/10-frame.css": {"transform: scaleX(-1)": "turns the sign of the menu round, where the course is"},
}


def physical(css: str) -> Iterator[str]:
    """Yields the declarations that apply to one side of the screen, whichever way the language is written."""
    for name, value in _DECLARATION.findall(re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)):
        value = value.removesuffix("!important").strip()

        uneven = name in _FOUR and len(_parts(value)) == 4 and _parts(value)[1] != _parts(value)[3]
        round_ = _parts(value.split("/")[0])
        uneven_corners = name == "border-radius" and (
            len(round_) in (2, 3) or (len(round_) == 4 and (round_[0], round_[3]) != (round_[1], round_[2]))
        )
        shadow = name == "box-shadow" and any(_across(part) for part in re.split(r",(?![^(]*\))", value))
        said = name in (
            "text-align",
            "float",
            "clear",
            "background",
            "background-position",
            "transform",
        ) and _SAID.search(value)
        if _SIDED.search(name) or uneven or uneven_corners or shadow or said:
            yield f"{name}: {value}"


def _parts(value: str) -> list[str]:
    """Yields the parts of a value that spaces separate. Something in brackets is one part."""
    return re.findall(r"(?:[^\s()]|\((?:[^()]|\([^()]*\))*\))+", value)


def _across(shadow: str) -> bool:
    lengths = [part for part in _parts(shadow) if re.match(r"-?[\d.]", part)]
    return bool(lengths) and float(re.match(r"-?[\d.]+", lengths[0])[0]) != 0


def explained(sheet: Path, declaration: str) -> bool:
    reasons = EXPLAINED.get("/".join(sheet.parts[-2:]), {})
    return any(declaration.startswith(start) for start in reasons)


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda path: "/".join(path.parts[-2:]))
def test_a_style_sheet_knows_beginning_and_end_but_not_left_and_right(sheet: Path) -> None:
    found = [each for each in physical(sheet.read_text(encoding="utf-8")) if not explained(sheet, each)]
    assert not found, found


@pytest.mark.parametrize(
    "wrong",
    [
        "padding-left: 1rem",
        "left: 0",
        "text-align: right",
        "border-radius: 0 1rem 1rem 0",
        "margin: 0 1rem 0 0",
        "box-shadow: inset 3px 0 0 red",
        "border-top-left-radius: 3px",
        "background: linear-gradient(90deg, red, blue)",
    ],
)
def test_the_check_sees_a_side(wrong: str) -> None:
    assert list(physical(f".a {{ {wrong} }}"))


@pytest.mark.parametrize(
    "fine",
    [
        "padding-inline-start: 1rem",
        "inset: auto 0 0",
        "text-align: start",
        "margin: 0 auto",
        "padding: 1rem 2rem 3rem",
        "box-shadow: 0 1px 2px #0000000d, 0 8px 24px -18px #00000040",
        "border-radius: 1rem",
        "color: var(--right)",
    ],
)
def test_the_check_lets_what_has_no_side_pass(fine: str) -> None:
    assert not list(physical(f".a {{ {fine} }}"))
