"""The grammar of SCORM's values: numbers, durations and words. A value that breaks it raises `RefusedValue`.

Sources: SCORM 2004 4th ed. RTE 4.1.1 (data types); SCORM 1.2 RTE 3.4.2 (CMIDecimal, CMITimespan,
CMIVocabulary).
"""

import math
import re
from collections.abc import Mapping
from typing import Any

from elearn.problems import ElearnError

LONGEST_TEXT = 64_000
"""Characters in one value. An LMS must keep so many of suspend_data, the longest element of SCORM 2004."""

MOST_ENTRIES = 5_000
"""Objectives or interactions in one snapshot."""

_KEYS = tuple(map(str, range(MOST_ENTRIES)))

_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)$", re.ASCII)
_ISO_DURATION = re.compile(
    r"P(?=[\dT])(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)D)?"
    r"(?:T(?=\d)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d{1,2})?)S)?)?$",
    re.ASCII,
)
_ISO_PARTS = (365 * 86_400, 30 * 86_400, 86_400, 3_600, 60, 1)
_CLOCK_DURATION = re.compile(r"(\d{1,6}):(\d{2}):(\d{2}(?:\.\d{1,2})?)$", re.ASCII)


class RefusedValue(ElearnError):
    """Raised when a package sends a value that its standard does not allow. Nothing of the commit is kept."""

    def __init__(self, element: str, value: object, allowed: str) -> None:
        shown = str(value).encode("utf-8", "backslashreplace").decode()  # half a letter cannot be sent
        shown = shown if len(shown) <= 60 else f"{shown[:57]}…"
        super().__init__(f"{element} is “{shown}”; {allowed}.")


def text(cmi: Mapping[str, Any], element: str, longest: int = LONGEST_TEXT) -> str:
    """The text at a dotted path, or "" if there is none.

    The path starts below `cmi`: `core.exit` for `cmi.core.exit`. Raises RefusedValue if it is not text, is longer
    than `longest` characters or cannot be stored.
    """
    value = _at(cmi, element) if "." in element else cmi.get(element)
    if value is None:
        return ""
    if isinstance(value, bool) or not isinstance(value, (str, int, float)):
        raise RefusedValue(element, value, "a text is wanted")
    found = str(value)
    if len(found) > longest:
        raise RefusedValue(element, found, f"at most {longest:,} characters are kept")
    if "\x00" in found or not (found.isascii() or _storable(found)):
        raise RefusedValue(element, ascii(found), "it holds characters that cannot be stored")
    return found


def _at(cmi: Mapping[str, Any], path: str) -> Any:
    """The value at a dotted path, or None."""
    value: Any = cmi
    for part in path.split("."):
        if not isinstance(value, dict):
            return None
        value = value.get(part)
    return value


def _storable(found: str) -> bool:
    """False if the text holds half of a surrogate pair, which no encoding can store."""
    try:
        found.encode()
    except UnicodeEncodeError:
        return False
    return True


def word(cmi: Mapping[str, Any], element: str, allowed: tuple[str, ...], default: str) -> str:
    """A word of a vocabulary, or `default` if there is none. Raises RefusedValue for any other word."""
    found = text(cmi, element)
    if not found:
        return default
    if found not in allowed:
        raise RefusedValue(element, found, f"it can be {', '.join(allowed)}")
    return found


def number(cmi: Mapping[str, Any], element: str) -> float | None:
    """A real number, or None if there is none. Raises RefusedValue for anything else."""
    found = text(cmi, element).strip()
    if not found:
        return None
    if len(found) > 40 or not _NUMBER.match(found) or not math.isfinite(float(found)):
        raise RefusedValue(element, found, "a number is wanted")
    return float(found)


def entries(cmi: Mapping[str, Any], element: str) -> list[tuple[str, Mapping[str, Any]]]:
    """The objects of a collection with their keys, in order.

    A collection is `{"0": {…}, "1": {…}}`, as scorm-again writes it, or a list. Raises RefusedValue if it is neither,
    or has more than `MOST_ENTRIES`.
    """
    found = cmi.get(element)
    if not found and not isinstance(found, (int, float)):
        return []
    if isinstance(found, dict) and tuple(found) == _KEYS[: len(found)]:
        listed = list(found.items())
    elif isinstance(found, dict):
        indexes = [key for key in found if isinstance(key, str) and key.isdecimal() and len(key) < 6]
        listed = [(key, found[key]) for key in sorted(indexes, key=int)]
    elif isinstance(found, list):
        listed = [(str(index), entry) for index, entry in enumerate(found)]
    else:
        raise RefusedValue(element, type(found).__name__, "a collection is wanted")
    for _, entry in listed:
        if not isinstance(entry, dict):
            raise RefusedValue(element, type(entry).__name__, "a collection is wanted")
    if len(listed) > MOST_ENTRIES:
        raise RefusedValue(element, len(listed), f"at most {MOST_ENTRIES:,} are kept")
    return listed


def iso_seconds(duration: str, element: str) -> float:
    """The seconds of an ISO 8601 duration (`PT1H2M3.5S`, as in SCORM 2004). A year is 365 days, a month 30.

    Raises RefusedValue, naming `element`, for anything else. "" is 0.
    """
    if not duration:
        return 0.0
    found = _ISO_DURATION.match(duration) if len(duration) <= 60 else None
    if not found:
        raise RefusedValue(element, duration, "a duration like PT1H30M5S is wanted")
    return _bounded(
        sum(float(part or 0) * unit for part, unit in zip(found.groups(), _ISO_PARTS, strict=True)), element
    )


def clock_seconds(duration: str, element: str) -> float:
    """The seconds of `HHHH:MM:SS.SS`, as in SCORM 1.2.

    "" is 0. Raises RefusedValue, naming `element`, for anything else.
    """
    if not duration:
        return 0.0
    found = _CLOCK_DURATION.match(duration)
    if not found:
        raise RefusedValue(element, duration, "a duration like 0000:30:05.00 is wanted")
    hours, minutes, seconds = found.groups()
    return _bounded(int(hours) * 3_600 + int(minutes) * 60 + float(seconds), element)


def iso_duration(seconds: float) -> str:
    """Seconds as an ISO 8601 duration in hours, minutes and seconds; `PT0S` for 0."""
    hours, rest = divmod(round(seconds * 100), 360_000)
    minutes, hundredths = divmod(rest, 6_000)
    parts = f"{hours}H" if hours else ""
    parts += f"{minutes}M" if minutes else ""
    if hundredths or not parts:
        parts += f"{hundredths / 100:.2f}".rstrip("0").rstrip(".") + "S"
    return f"PT{parts}"


def clock_duration(seconds: float) -> str:
    """Seconds as `HHHH:MM:SS.SS`, padded with zeros."""
    hours, rest = divmod(round(seconds * 100), 360_000)
    minutes, hundredths = divmod(rest, 6_000)
    return f"{min(hours, 9999):04d}:{minutes:02d}:{hundredths / 100:05.2f}"


def _bounded(seconds: float, element: str) -> float:
    if seconds > 10 * 365 * 86_400:
        raise RefusedValue(element, f"{seconds:.0f} seconds", "nobody spends ten years on a course")
    return seconds
