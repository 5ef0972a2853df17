"""Why a line that was meant as an item of a list is none."""

from elearn.content.text import quoted
from elearn.patterns import late
from elearn.phrases import phrase
from elearn.problems import ProblemLog

MARKS = r"(?:[-*+–—―•·‣▪●◦]|\(?\d{1,9}[.)]|[A-Za-z][.)])"
"""What people write in front of an item, whether or not it is one here."""
LISTED = late(rf"^[ \t]*{MARKS}(?:[ \t\xa0]|$)")
"""A line that begins as an item of a list does, at any indent."""
UNSPACED = late(r"[ \t]*(?:[-–—―•·‣▪●◦]|\d{1,9}[.)])[^\W\d]")
"""A line that would begin as an item does if there were a space after its mark."""
# Translators: as in “… is almost an option: it is indented.” In Welsh it follows “yn”, so it is mutated.
AN_ITEM = phrase("an item of the list")
_MARK = late(rf"^[ \t]*(?P<mark>{MARKS})?(?P<space>[ \t\xa0]*)")


def report_slip(
    line: str, number: int, called: str, how: str, log: ProblemLog, usual: str = "-+*", lacks: str = ""
) -> None:
    """S25: report a line that is almost an item, with what is wrong with it. `called` is as in “an option”.

    `usual` are the marks that an item may begin with; "1" stands for a number. `lacks` says what else may be wrong.
    `how` is the remedy. `called`, `how` and `lacks` are phrases.
    """
    why = _why(line, usual) or lacks
    log.error(
        "S25",
        number,
        phrase("%(line)s is almost %(called)s: %(why)s.", line=quoted(line), called=called, why=why)
        if why
        else phrase("%(line)s is almost %(called)s.", line=quoted(line), called=called),
        how,
    )


def _why(line: str, usual: str) -> str:
    found = _MARK.match(line)
    mark = (found and found["mark"]) or ""
    if line[:1].isspace():
        return phrase("it begins with a tab") if line.startswith("\t") else phrase("it is indented")
    if not mark:
        return phrase("it has no “%(mark)s” in front", mark=usual[0])
    if (mark[0] not in usual) if not mark[0].isdigit() else "1" not in usual:
        if mark in "–—―•·":
            return phrase("it begins with “%(mark)s”, which is no hyphen", mark=mark)
        return phrase("it begins with “%(mark)s”", mark=mark)
    if found and not found["space"]:
        return phrase("there is no space after the “%(mark)s”", mark=mark)
    return ""
