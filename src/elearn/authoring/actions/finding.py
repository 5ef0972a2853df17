"""Find and replace over a course. What names things is left alone: ids, addresses, and the words of the notation."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from elearn.authoring.actions.layout import layout_of
from elearn.authoring.actions.work import Work, refused
from elearn.content.course import START
from elearn.patterns import late
from elearn.phrases import nphrase, phrase

LONGEST = 200
"""Characters of what is looked for."""
_AROUND = 60
"""Characters that are shown on either side."""
_LEFT_ALONE = late(
    r"\{#[^{}]*\}"  # an id
    r"|(?<=\])\([^()\s]*"  # where a link leads
    r"|https?://[^\s<>()]+"
    r"|^[ \t]*[-*+][ \t]+\[[ xX]\]"  # an option that is right, or is not
    r"|^:{3,}.*"  # where a block begins or ends
    r"|^:[A-Za-z_-]+:(?:[ \t]+[a-z0-9][a-z0-9._/%-]*[ \t\r]*$)?"  # an option, and what it names
)
_KEY = late(r"^[ \t]*(?:-[ \t]+)?[A-Za-z_]+:(?:[ \t]+[a-z0-9][a-z0-9._/-]*[ \t\r]*$)?")
"""A key of the facts, and what it names."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked for. `case`: capital letters count. `whole`: it is no part of a longer word."""

    text: str
    case: bool = False
    whole: bool = False

    def pattern(self) -> re.Pattern[str]:
        """What matches it within a line. White space matches any."""
        said = r"[ \t]+".join(map(re.escape, self.text.split()))
        return re.compile(rf"(?<!\w){said}(?!\w)" if self.whole else said, 0 if self.case else re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Hit:
    """A place where it stands: the file, the page's id, the line from 0, and the words on either side."""

    file: str
    page: str
    line: int
    before: str
    found: str
    after: str


def find(files: Mapping[str, str], wanted: Wanted) -> Iterator[Hit]:
    """Every place in a course where it stands, in the order of its files and lines. Nothing is looked for: none."""
    if not wanted.text.split():
        return
    pages = {module.file: module.pages for module in layout_of(files).modules}
    for file in _in_order(files, pages):
        for number, line, places in _places(file, files[file], wanted):
            page = next((each.id for each in pages.get(file, ()) if each.start <= number < each.end), "")
            for start, end in places:
                yield Hit(
                    file,
                    START if file == "course.md" else page,
                    number,
                    line[max(0, start - _AROUND) : start],
                    line[start:end],
                    line[end : end + _AROUND].rstrip("\r"),
                )


def replace_all(work: Work) -> None:
    """The action `replace`: `text`, `with`, `case` and `whole`. Raises InputFault if there is nothing to replace."""
    text, new = work.text("text"), work.text("with")
    wanted = Wanted(text, work.action.get("case") is True, work.action.get("whole") is True)
    if not text.split() or max(len(text), len(new)) > LONGEST or "\n" in new or "\r" in new:
        raise refused(
            phrase("This cannot be looked for, or not be written instead."),
            phrase("Write up to %(most)s characters on one line.", most=LONGEST),
        )
    count = 0
    own = {
        (module.file, page.start): page.id
        for module in work.layout.modules
        for page in module.pages
        if not page.own
    }
    for file, whole in work.before.items():
        lines = whole.split("\n")
        for number, line, places in _places(file, whole, wanted):
            count += len(places)
            lines[number] = _replaced(line, places, new, own.get((file, number), ""))
        work.write(file, lines)
    if not count:
        raise refused(phrase("It is not in the course."), phrase("Look at what you wrote under “Find”."))
    work.said.append(
        nphrase("It was replaced in %(num)s place.", "It was replaced in %(num)s places.", count)
    )


def _replaced(line: str, places: Sequence[tuple[int, int]], new: str, page: str) -> str:
    """The line with other words. If it is the heading of a page that is called after it, the page keeps its id."""
    for start, end in reversed(places):
        line = line[:start] + new + line[end:]
    if not page:
        return line
    bare = line.rstrip("\r \t")
    return f"{bare} {{#{page}}}" + ("\r" if line.endswith("\r") else "")


def _in_order(files: Mapping[str, str], modules: Mapping[str, object]) -> list[str]:
    known = [file for file in ("course.md", *modules) if file in files]
    return [*known, *sorted(file for file in files if file not in known)]


def _places(file: str, text: str, wanted: Wanted) -> Iterator[tuple[int, str, list[tuple[int, int]]]]:
    """The lines of a file in which it stands, each with the places of it."""
    pattern, front = wanted.pattern(), 0
    for number, line in enumerate(text.split("\n")):
        if file == "course.md" and line.strip("\ufeff \r") == "---":
            front += 1
            continue
        if not pattern.search(line):
            continue
        kept = [each.span() for each in _LEFT_ALONE.finditer(line)]
        if front == 1 and (key := _KEY.match(line)):
            kept.append(key.span())
        found = [each.span() for each in pattern.finditer(line)]
        free = [(a, b) for a, b in found if all(b <= start or end <= a for start, end in kept)]
        if free:
            yield number, line, free
