"""Slips of the keyboard that would change what a line means: found, named once, and read as they were meant.

Whatever is named here is an error, so nothing is built from what we take a line to mean. We read on with it so that one
slip gives one message.
"""

import re
import unicodedata

from elearn.characters import INVISIBLE, SPACES
from elearn.content.text.words import quoted
from elearn.patterns import late
from elearn.phrases import phrase
from elearn.problems import ProblemLog

_KEYCAP = "\ufe0f\u20e3"
"""Follows a sign that is drawn as a key of a telephone. It is no slip."""
_ODD = late(rf"[{INVISIBLE}{SPACES}]")
_MARK = (
    rf"(?::{{2,}}|`{{3,}}|~{{3,}}|#{{1,6}}(?=[\s{INVISIBLE}])|[-*+](?=[\s{INVISIBLE}\[])"
    rf"|\d{{1,9}}[.)](?=[\s{INVISIBLE}])|>|\||:[\w-]+:|-{{3,}}|\[[ xX]\])"
)
_BEFORE_A_MARK = late(rf"^[ \t]*(?=[{INVISIBLE}{SPACES}])[\s{INVISIBLE}{SPACES}]+(?P<mark>{_MARK})")
_AFTER_A_MARK = late(
    rf"^[ \t]*(?P<mark>#{{1,6}}|[-*+](?!\xa0\[)|\d{{1,9}}[.)]|:{{3,}}|:[\w-]+:)[ \t]*(?!{_KEYCAP})[{INVISIBLE}{SPACES}]"
)
_IN_BRACKETS = late(rf"^[ \t]*(?P<mark>[-*+][ \t\xa0]+\[)[ xX]?[{INVISIBLE}]+[ xX]?\]")
_NAME = r"\{[ \t]*[A-Za-z][\w-]*[ \t]*\}"
_FENCE = late(r"^ {0,3}:{3,}[ \t]*\S")
_CODE = late(r"^ {0,3}(?P<marks>`{3,}|~{3,})(?P<info>[^`]*)$")
_COLONS = ":\uff1a\ufe55\u2236\ua789"
_ALMOST_A_FENCE = late(
    rf"^(?P<indent>[ \t]*)(?P<list>(?:[-*+>]|\d{{1,9}}[.)])[ \t]+)?"
    rf"(?P<marks>[{_COLONS}]+(?:[ \t]+:+)*|`{{3,}}|~{{3,}}|)[ \t]*(?P<rest>{_NAME}(?:[ \t].*)?)$"
)
_ONLY_COLONS = late(rf"^(?=[;. \t]*[{_COLONS}])[;. \t{_COLONS}]*$")
_CLOSED_WRONGLY = late(rf"^\s*(?! {{0,3}}:{{3,}}\s*$)[;{_COLONS}]+\s*$|^\s+:{{3,}}\s*$|^:{{3,}}[ \t]*$")


def mend_unseen(lines: list[str], log: ProblemLog) -> None:
    """S38: report each line that does not mean what it seems to, because of a character that nobody sees; mend it."""
    for index, line in enumerate(lines):
        if line.isascii():
            continue
        found = _BEFORE_A_MARK.match(line) or _AFTER_A_MARK.match(line) or _IN_BRACKETS.match(line)
        if found is None:
            continue
        odd = _ODD.search(line)
        assert odd
        mended = re.sub(rf"[{SPACES}]", " ", re.sub(rf"[{INVISIBLE}]", "", line[: found.end()]))
        lines[index] = (mended.lstrip() if odd.start() < found.start("mark") else mended) + line[
            found.end() :
        ]
        called, mark = _called(odd[0]), found["mark"].strip()
        if odd.start() < found.start("mark"):
            message = phrase(
                "%(called)s stands before “%(mark)s”, so the line is not read as it looks.",
                called=called,
                mark=mark,
            )
        else:
            message = phrase(
                "%(called)s stands after “%(mark)s”, so the line is not read as it looks.",
                called=called,
                mark=mark,
            )
        log.error("S38", index + 1, message, phrase("Delete the line and type it again."), odd.start() + 1)


def _called(character: str) -> str:
    name = unicodedata.name(character, "").lower().replace("-", " ")
    code = f"U+{ord(character):04X}"
    if character.isspace():
        return phrase("A space of another kind (%(name)s, %(code)s)", name=name, code=code)
    return phrase("An invisible character (%(name)s, %(code)s)", name=name, code=code)


def mend_fences(lines: list[str], log: ProblemLog) -> None:
    """S18: report each line that was meant to open a block and does not; mend it, and the line that closes it."""
    index = 0
    while index < len(lines):
        line = lines[index]
        code = _CODE.match(line) if "`" in line or "~" in line else None
        if code and not re.match(rf"[ \t]*{_NAME}", code["info"]):
            index = _end_of_code(lines, index, code["marks"])
        elif "{" in line and (found := _ALMOST_A_FENCE.match(line)) and not _FENCE.match(line):
            _mend_fence(lines, index, found, log)
        index += 1


def _end_of_code(lines: list[str], start: int, marks: str) -> int:
    closing = late(rf" {{0,3}}{re.escape(marks[0])}{{{len(marks)},}}[ \t]*$")
    return next((n for n in range(start + 1, len(lines)) if closing.match(lines[n])), len(lines))


def _mend_fence(lines: list[str], index: int, found: re.Match[str], log: ProblemLog) -> None:
    marks, right = found["marks"], f":::{found['rest'].strip()}"
    if not marks and (found["indent"] or found["list"]):
        return
    message = phrase("%(line)s opens no block: %(why)s.", line=quoted(lines[index]), why=_why(found))
    log.error("S18", index + 1, message, phrase("Write %(line)s", line=right))
    lines[index] = right
    end = _closing(lines, index, marks)
    if end is not None:
        lines[end] = ":::"


def _why(found: re.Match[str]) -> str:
    """Why a line opens no block."""
    marks = found["marks"]
    if found["list"]:
        mark = found["list"].strip()
        return phrase("it starts with “%(mark)s”, but a block starts at the left margin", mark=mark)
    if marks[:1] in ("`", "~"):
        return phrase("it opens with %(marks)s, which is for code", marks=marks[:3])
    if re.fullmatch(":{3,}", marks):
        return phrase("it is indented, so it would be code")
    if not marks.isascii():
        return phrase("it has other signs in front that only look like colons")
    few = (
        phrase("it has no colon in front"),
        phrase("it has one colon in front"),
        phrase("it has two colons in front"),
    )
    count = marks.count(":")
    return few[count] if count < len(few) else phrase("it has a space between its colons")


def _closing(lines: list[str], start: int, marks: str) -> int | None:
    """The index of the line that was meant to close the block that opens at `start`, or None."""
    code = marks[:1] in ("`", "~") and marks
    for index in range(start + 1, len(lines)):
        line = lines[index]
        if (line.strip() == marks if code else bool(_ONLY_COLONS.match(line))) or line.strip() == ":::":
            return index
        if _FENCE.match(line) or _ALMOST_A_FENCE.match(line):
            return None
    return None


def near_closing(lines: list[str], start: int, end: int) -> int | None:
    """The index of a line between `start` and `end` that was meant to close a block and does not, or None."""
    return next((n for n in range(start, end) if _CLOSED_WRONGLY.match(lines[n])), None)


def slip_in(text: str) -> tuple[str, str] | None:
    """The message and the remedy for the first line of a passage that would not be read as it is, else None."""
    if text.isascii() and "{" not in text:
        return None
    log, lines = ProblemLog(""), text.split("\n")
    mend_unseen(lines, log)
    mend_fences(lines, log)
    return next(((each.message, each.remedy) for each in log.problems), None)
