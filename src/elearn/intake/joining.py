"""Joins wrapped lines into running text. A word split at the end of a line becomes one word again."""

import re

_DIVIDED = re.compile(r"([^\W\d_]+)-$")
_KEEPS_HYPHEN = re.compile(
    r"(multi|non|self|co|pre|post|well|out|follow|long|short|inter|cross|part|full|high|low|face|decision|early|ex|anti|semi"
    r"|peer|risk|child|family|trauma|evidence|non|in|on|up|by|twenty|thirty|forty|fifty|safer|one|two|three|four|five|six)$",
    re.IGNORECASE,
)


def join_lines(lines: list[str], known: str = "") -> str:
    """Returns lines as one line.

    `known` is text that may hold a split word whole, with or without its hyphen.
    """
    text = ""
    for line in lines:
        line = " ".join(line.split())
        if not line:
            continue
        divided = _DIVIDED.search(text)
        if divided and line[:1].islower():
            text = text if _keeps_hyphen(divided[1], line, known) else text[:-1]
            text += line
        else:
            text = f"{text} {line}" if text else line
    return text


def _keeps_hyphen(first: str, line: str, known: str) -> bool:
    """Returns whether the hyphen at the end of a line belongs to the word."""
    second = re.match(r"[^\W\d_]+", line)
    rest = second[0] if second else ""
    if f"{first}-{rest}".lower() in known:
        return True
    if f"{first}{rest}".lower() in known:
        return False
    return bool(_KEEPS_HYPHEN.fullmatch(first)) and len(rest) > 2
