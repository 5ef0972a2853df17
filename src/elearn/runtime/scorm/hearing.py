"""Reads the JSON of a commit: what it must hold, and what no text in it may."""

import json
import math
import re
from collections.abc import Iterator, Mapping
from typing import Any

from elearn.runtime.scorm.grammar import MOST_ENTRIES, RefusedValue

LONGEST_SESSION = 100
"""Characters of a play session's id. Ours have 32."""
_SUSPECT = re.compile(rb"\\u(?:[dD][89a-fA-F]|0000)")
"""An escape that may be half of a surrogate pair, or NUL. A browser writes such a pair as the character itself."""


class NotJson(RefusedValue):
    """Raised if a body is no JSON that we can keep. The answer is 400, and for any other refused value 422."""


def heard(body: bytes) -> dict[str, Any]:
    """The parts of a commit's body, with their types checked: session, number, standard, cmi, final.

    Raises NotJson if it is not JSON in UTF-8, or if a text in it cannot be stored. Raises RefusedValue if a part is
    missing or of another type.
    """
    try:
        said = _from_json(body.decode())
    except (ValueError, RecursionError) as error:
        raise NotJson("The commit", error, "JSON in UTF-8 is wanted") from error
    if _SUSPECT.search(body) and not all(map(_storable, _texts(said))):
        raise NotJson(
            "The commit", "a text with half a character or NUL", "text that can be stored is wanted"
        )
    if not isinstance(said, dict):
        raise RefusedValue("The commit", type(said).__name__, "an object is wanted")
    number, standard, session = said.get("number"), said.get("standard"), said.get("session")
    if not isinstance(number, int) or isinstance(number, bool) or not 1 <= number <= 1_000_000_000:
        raise RefusedValue("number", _shown(number), "a whole number from 1 is wanted")
    if standard not in ("scorm12", "scorm2004"):
        raise RefusedValue("standard", _shown(standard), "scorm12 and scorm2004 are played here")
    if not isinstance(session, str) or not session.isascii() or not isinstance(said.get("cmi"), Mapping):
        raise RefusedValue("The commit", "incomplete", "it has a session (a text) and cmi (an object)")
    if len(session) > LONGEST_SESSION:
        raise RefusedValue("session", session, f"at most {LONGEST_SESSION} characters are wanted")
    return {**said, "final": said.get("final") is True}


def _shown(value: object) -> object:
    """A value that can be written into an answer in little time: of a collection, only what it is."""
    return type(value).__name__ if isinstance(value, (dict, list)) else value


def _texts(value: Any) -> Iterator[str]:
    """Every text in a value, keys too. It needs no recursion, because a value may be deep."""
    waiting = [value]
    while waiting:
        each = waiting.pop()
        if isinstance(each, str):
            yield each
        elif isinstance(each, dict):
            yield from each
            waiting.extend(each.values())
        elif isinstance(each, list):
            waiting.extend(each)


def _storable(text: str) -> bool:
    """False if a text holds NUL or half of a surrogate pair, which databases do not take."""
    try:
        return b"\0" not in text.encode()
    except UnicodeEncodeError:
        return False


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a name is there twice in one object")
    if len(found) > MOST_ENTRIES:
        raise ValueError(f"an object has more than {MOST_ENTRIES:,} names")
    return found


def _finite(digits: str) -> float:
    found = float(digits)
    if not math.isfinite(found):
        raise ValueError(f"{digits[:20]} is too large")
    return found


def _no_constant(name: str) -> None:
    raise ValueError(f"{name} is not JSON")


_from_json = json.JSONDecoder(
    parse_constant=_no_constant, parse_float=_finite, object_pairs_hook=_object
).decode
