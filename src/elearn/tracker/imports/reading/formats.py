"""What number formats make of numbers: a sheet may show 100% and hold 1, or show 00127 and hold 127."""

import re
from dataclasses import dataclass
from datetime import date, time, timedelta
from decimal import Decimal
from typing import Any, Final

from elearn.tracker.imports.unread import FORMAT

MOST_DIGITS: Final = 10**15
"""A spreadsheet keeps 15 digits, so this number and larger ones may have lost some."""
PLAIN: Final = ""
DATE: Final = "date"
PERCENT: Final = "percent"
LOST: Final = "lost"
_BUILT_IN: Final = {
    **dict.fromkeys((9, 10), PERCENT),
    **dict.fromkeys((14, 15, 16, 17, 22), DATE),
    **dict.fromkeys((*range(27, 32), 36, *range(50, 55), 57, 58), DATE),
    **dict.fromkeys((18, 19, 20, 21, 32, 33, 34, 35, 45, 46, 47, 55, 56), LOST),
}
"""What the formats do that a workbook need not spell out. The others change nothing."""
_READ_AS_DATES: Final = (14, 15, 16, 17, 22)
_USUAL_DATE = re.compile(r"(?:\[\$-[0-9A-F]+\])?(?=.*[dy])[dmyhs:/.\-, \\]+(?:AM/PM)?(?:;@)?", re.IGNORECASE)
_COLOUR = re.compile(r"black|blue|cyan|green|magenta|red|white|yellow|colou?r ?\d+", re.IGNORECASE)
_TIME = re.compile(r"h+|m+|s+", re.IGNORECASE)
_NUMBER = re.compile(
    r"[#0?,]*(?:\.[#0?]*)?(?:e[+-][#0?]+)?|[#0?]+ +[#0?]+/[#0?1-9]+"
    "|#(?:[ '\xa0\u202f]##[#0])+(?:\\.[#0?]*)?"
)
_MONEY: Final = frozenset(
    (
        "kr",
        "kr.",
        "kč",
        "zł",
        "ft",
        "fr",
        "fr.",
        "chf",
        "gbp",
        "usd",
        "eur",
        "sek",
        "nok",
        "dkk",
        "lei",
        "rs",
        "rs.",
    )
)
_SIGNS: Final = "£$€¥₹₽₪₺₩₴₦₫₱฿¢"
_EDGES: Final = f"{_SIGNS} \xa0\u202f+-()"


@dataclass(frozen=True, slots=True)
class Look:
    """What a format does with numbers above, below and at zero: a constant of this module, or zeros to fill up to.

    `unusual`: whether a cell with it has to be looked at.
    """

    above: str = PLAIN
    below: str = PLAIN
    zero: str = PLAIN
    unusual: bool = False


def look_of(number: int, code: str | None) -> Look:
    """What a format does, from its number and, if the workbook spells it out, its code."""
    if code is None:
        what = _BUILT_IN.get(number, PLAIN)
        return Look(what, what, what, unusual=bool(what) and number not in _READ_AS_DATES)
    if _USUAL_DATE.fullmatch(code):
        return Look(DATE, DATE, DATE)
    parts = [_section(part, first=not place) for place, part in enumerate(_sections(code))]
    above = parts[0]
    below = parts[1] if len(parts) > 1 else above
    zero = parts[2] if len(parts) > 2 else above
    if len(parts) < 3 and "#" in code and not re.search("[0?]", code):
        zero = LOST  # it is shown as nothing
    plain = above == below == zero == PLAIN
    return Look(above, below, zero, unusual=not plain or bool(re.search("[dmhys]", code, re.IGNORECASE)))


def shown(value: Any, look: Look) -> Any:
    """A cell's value as its format shows it, if that is not what it holds. FORMAT if we cannot tell.

    A number with too many digits stays as it is.
    """
    if isinstance(value, bool | str):
        return value
    if isinstance(value, date):
        return value if look.above == DATE else FORMAT
    if isinstance(value, time | timedelta):
        return FORMAT
    what = look.above if value > 0 else look.below if value < 0 else look.zero
    if what == PLAIN:
        return value
    if what == PERCENT:
        return percent(value)
    if abs(value) >= MOST_DIGITS:
        return value
    if what.startswith("0") and value >= 0 and value == int(value):
        return str(int(value)).zfill(len(what))
    return FORMAT


def percent(value: float) -> str:
    """A number as a percentage, of the 15 digits that a spreadsheet shows at most: 0.855 is `85.5%`."""
    exact = Decimal(format(value, ".15g")) * 100
    text = format(exact, "f")
    return f"{text.rstrip('0').rstrip('.') if '.' in text else text}%"


def _sections(code: str) -> list[str]:
    """The parts of a code between semicolons that are no text."""
    return re.findall(r"(?:^|;)((?:\"[^\"]*\"?|\\.|\[[^\]]*\]?|[_*].|[^;])*)", code, re.DOTALL)


def _section(code: str, *, first: bool) -> str:
    """What one part of a format does. The first one is for numbers above zero, so it should add no sign."""
    core = _core(code)
    if core is None:
        return LOST
    low = core.lower()
    if low.strip(_EDGES) in ("general", "standard", "@"):
        return PLAIN
    without_half_days = re.sub("am/pm|a/p", "h", low)
    if not re.search(r"[0#?]e[+-]", low) and re.search("[ymdhsgeb]", without_half_days):
        is_time = not re.search("[ydge]", without_half_days) and re.search("[hs]", without_half_days)
        return LOST if is_time else DATE
    return LOST if first and re.match("[^0#?]*[-(]", low) else _of_digits(low)


def _of_digits(core: str) -> str:
    what = PLAIN
    if "%" in core:
        if core.count("%") > 1:
            return LOST
        what, core = PERCENT, core.replace("%", "")
    digits = core.strip(_EDGES)
    if not digits:
        return PLAIN if "-" in core else LOST  # a dash for zero
    whole, _, decimals = digits.partition(".")
    if not _NUMBER.fullmatch(digits) or whole.endswith(",") or decimals.endswith(","):
        return LOST
    filled = re.fullmatch(r"#*(0{2,})", whole)
    if filled and what == PLAIN and "e" not in digits:
        return filled[1] if digits == core and "." not in digits else LOST
    return what


def _core(code: str) -> str | None:
    """A part of a format without colours, widths and money. A text of its own becomes a zero character.

    None if there is a condition, or digits of another script.
    """
    core: list[str] = []
    for token in re.findall(r"\"[^\"]*\"?|\[[^\]]*\]?|[\\_*].?|.", code, re.DOTALL):
        inside = token[1:].rstrip("]")
        if token[0] in "_*":
            core += [" "]
        elif token[0] == "[":
            if inside[:1] == "$":
                core += [" "] if inside == "$" or inside[1:2] == "-" else ["$"]
            elif _TIME.fullmatch(inside):
                core += ["h"]
            elif not _COLOUR.fullmatch(inside):
                return None
        elif token[0] in '"\\':
            text = token.strip('"') if token[0] == '"' else inside
            core += [_literal(text)]
        else:
            core += [token]
    return "".join(core)


def _literal(text: str) -> str:
    """A text within a format: harmless if it is money, or only spaces, signs and brackets."""
    bare = text.strip(_EDGES)
    if not bare:
        return text
    return "$" if bare.casefold() in _MONEY else "\0"
