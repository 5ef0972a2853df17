"""The `:option: value` lines of a directive, and lines that were meant to be some."""

import re
from collections.abc import Collection

from elearn.content.text.words import quoted
from elearn.patterns import late
from elearn.phrases import phrase
from elearn.problems import ProblemLog

_OPTION = late(r":([A-Za-z][\w-]*):(?:[ \t]+(.*))?$")
_ALMOST = late(r"^[ \t]*+(?P<before>:?)[ \t]*+(?P<name>[A-Za-z][\w-]*)(?:[ \t]*+(?P<after>:))?(?P<value>.*)$")


def split_options(lines: list[str], first_line: int) -> tuple[dict[str, str], dict[str, int], int, list[str]]:
    """Split `lines`, the inside of a directive, into the `:option: value` lines at its start and the body.

    `first_line` is the number of the first of `lines`. Gives the options, the line number of each, the index at which
    the body starts, and the names that are given twice.
    """
    options: dict[str, str] = {}
    places: dict[str, int] = {}
    twice: list[str] = []
    for index, line in enumerate(lines):
        found = _OPTION.match(line.rstrip())
        if not found:
            return options, places, index, twice
        name = found[1]
        if name in options:
            twice.append(name)
        options[name] = (found[2] or "").strip()
        places[name] = first_line + index
    return options, places, len(lines), twice


def mend_options(
    lines: list[str],
    first_line: int,
    known: Collection[str],
    options: dict[str, str],
    places: dict[str, int],
    log: ProblemLog,
) -> int:
    """S37: report lines at the start of a body that were meant as options of the names `known`, and take them as such.

    They go into `options` and `places`, so that one slip gives one message. `first_line` is the number of the first of
    `lines`. Gives the index of the line at which the body starts.
    """
    taken = 0
    for index, line in enumerate(lines):
        name = almost_an_option(line, known)
        if name is None and line.strip():
            break
        found = _ALMOST.match(line) if name else None
        if name is None or found is None:
            continue
        taken = index + 1
        if name in options:
            message = phrase("The option “%(name)s” is given twice.", name=name)
            log.error("S19", first_line + index, message, phrase("Keep one of them."))
        else:
            why = _why(line, found, not index or not lines[index - 1].strip())
            message = phrase("%(line)s is almost an option: %(why)s.", line=quoted(line), why=why)
            log.error("S37", first_line + index, message, _write_as(name))
        options.setdefault(name, found["value"].strip())
        places.setdefault(name, first_line + index)
    while taken and taken < len(lines) and not lines[taken].strip():
        taken += 1
    return taken


def almost_an_option(line: str, known: Collection[str]) -> str | None:
    """The option, of the names `known`, that a line of a body was meant to give, or None."""
    found = _ALMOST.match(line)
    if not found or not (found["before"] or found["after"]):
        return None
    name = found["name"].lower().replace("_", "-")
    if name not in known:
        return None
    if found["before"] and found["after"]:
        return name
    ends = not found["value"] or found["value"][:1].isspace()
    return name if ends and (found["before"] or found["name"] == name) else None


def _write_as(name: str) -> str:
    return phrase(
        "Write it as “:%(name)s: …”, directly under the opening line, with no empty line between.", name=name
    )


def _why(line: str, found: re.Match[str], below_nothing: bool) -> str:
    if line[0].isspace():
        return phrase("it is indented")
    if not found["before"]:
        return phrase("a colon is missing before its name")
    if not found["after"]:
        return phrase("a colon is missing after its name")
    if not line.startswith(f":{found['name']}:"):
        return phrase("there is a space inside it")
    if found["value"] and not found["value"][:1].isspace():
        return phrase("a space is missing after it")
    if found["name"] != found["name"].lower().replace("_", "-"):
        return phrase("its name is written otherwise")
    if below_nothing:
        return phrase("there is an empty line above it")
    return phrase("it stands below another line")
