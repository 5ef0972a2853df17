"""Reads the outline of a file: headings, directives and the passages of text between them, each with its line."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from elearn.content.text.directives import Directive
from elearn.content.text.markdown import heading_text, top_level
from elearn.content.text.options import split_options
from elearn.content.text.prose import normalise
from elearn.content.text.slips import mend_fences, mend_unseen, near_closing
from elearn.content.text.words import quoted
from elearn.patterns import late
from elearn.phrases import phrase
from elearn.problems import Problem, ProblemLog

_HEAD = late(r"^ {0,3}(:{3,})[ \t]*(?:\{([^{}]*)\})?(.*)$")
_OPENS = late(r"^ {0,3}:{3,}[ \t]*\S")
_HEADING = late(r"^ {0,3}#{1,2}(?:[ \t]|$)")
_MOST_REPAIRS = 50
_TEXTS = 400
"""How many texts' outlines are remembered."""


@dataclass(frozen=True)
class Heading:
    """A first- or second-level heading. `text` is as written, without its marks. It is one line."""

    level: int
    text: str
    line: int


@dataclass(frozen=True)
class Passage:
    """Text between headings and directives, normalised and not empty.

    `line` and `last` are the numbers of its first and last line in the file. `written` is how these lines were read,
    with the blank lines between them. It is "" in a passage that does not come from a file.
    """

    text: str
    line: int
    last: int = field(default=0, compare=False)
    written: str = field(default="", compare=False, repr=False)


Piece = Heading | Passage | Directive


@dataclass(frozen=True)
class Outline:
    """The pieces of a file in order. `broken` is the first and last line of each stretch that is no piece."""

    pieces: Sequence[Piece]
    broken: Sequence[tuple[int, int]]


@dataclass
class _Scan:
    """Reads one file into pieces."""

    lines: list[str]
    log: ProblemLog
    pieces: list[Piece] = field(default_factory=list)
    broken: list[tuple[int, int]] = field(default_factory=list)
    """The first and last line, from 1, of what could not be read as a piece."""

    def passage(self, start: int, end: int) -> None:
        while start < end and not self.lines[start].strip():
            start += 1
        while start < end and not self.lines[end - 1].strip():
            end -= 1
        written = "\n".join(self.lines[start:end])
        if text := normalise(written):
            self.pieces.append(Passage(text, start + 1, end, written))

    def run(self) -> None:
        """Read from the top. After a directive that is not closed, go on where the next thing starts."""
        start, repairs = 0, 0
        while start < len(self.lines):
            resume = self._from(start)
            if resume is None:
                return
            start, repairs = resume, repairs + 1
            if repairs == _MOST_REPAIRS:
                self.log.error(
                    "S16",
                    start + 1,
                    phrase("Too many directives are not closed, so we stop reading here."),
                    phrase("Correct these first."),
                )
                return

    def _from(self, start: int) -> int | None:
        """Read from line index `start`. Gives the index at which to start again, or None at the end."""
        done = start
        for token in top_level("\n".join(self.lines[start:]) + "\n"):
            assert token.map
            begin, end = start + token.map[0], min(start + token.map[1], len(self.lines))
            if token.type == "heading_open" and token.tag in ("h1", "h2"):
                self.passage(done, begin)
                self._heading(begin, end, int(token.tag[1]), token.markup)
                done = end
            elif token.type == "colon_fence":
                self.passage(done, begin)
                resume = self._fence(begin, end, token.markup)
                done = end
                if resume is not None:
                    return resume
        self.passage(done, len(self.lines))
        return None

    def _heading(self, begin: int, end: int, level: int, markup: str) -> None:
        if markup in ("=", "-"):
            self.log.error(
                "S31",
                end,
                phrase("A line of dashes or equals signs under text makes it a heading."),
                phrase(
                    "Write the heading as “%(signs)s Title”, or leave a blank line above the dashes.",
                    signs="#" * level,
                ),
            )
            self.broken.append((begin + 1, end))
            return
        self.pieces.append(Heading(level, heading_text(self.lines[begin]), begin + 1))

    def _fence(self, begin: int, end: int, markup: str) -> int | None:
        """Read one directive. If it is not closed properly, give the line index at which to read on."""
        found = _HEAD.match(self.lines[begin])
        name, argument = ((found[2] or "").strip(), found[3].strip()) if found else ("", "")
        inner = next((n for n in range(begin + 1, end) if _OPENS.match(self.lines[n])), None)
        closed = end - 1 > begin and re.fullmatch(rf" {{0,3}}:{{{len(markup)},}}\s*", self.lines[end - 1])
        if not name and not argument:
            self.log.error(
                "S18",
                begin + 1,
                phrase("This ::: closes nothing."),
                phrase("Take it out, or write the opening line above it."),
            )
            self.broken.append((begin + 1, begin + 1))
            return begin + 1
        if inner is not None or not closed:
            self._not_closed(begin, end, name or argument, inner, markup)
            resume = self._heading_below(begin + 1, end if inner is None else inner)
            self.broken.append((begin + 1, resume))
            return resume
        if name:
            self._directive(begin, end, name, argument)
        else:
            self.broken.append((begin + 1, end))
            self.log.error(
                "S18",
                begin + 1,
                phrase("%(line)s opens no directive.", line=quoted(self.lines[begin])),
                phrase(
                    "Write its kind in braces, as in :::{%(kind)s}.", kind=argument.split()[0].strip("{}")
                ),
            )
        return None

    def _heading_below(self, start: int, end: int) -> int:
        """The index of the first module or page that begins between two lines, or `end`."""
        return next((n for n in range(start, end) if _HEADING.match(self.lines[n])), end)

    def _not_closed(self, begin: int, end: int, called: str, inner: int | None, markup: str) -> None:
        almost = near_closing(self.lines, begin + 1, end if inner is None else inner)
        if almost is not None:
            remedy = phrase(
                "%(text)s in line %(line)s does not close it. Write %(marks)s there.",
                text=quoted(self.lines[almost]),
                line=almost + 1,
                marks=markup,
            )
        elif inner is None:
            remedy = phrase(
                "Write %(marks)s on a line of its own below it; directives do not nest.", marks=markup
            )
        else:
            remedy = phrase(
                "Write %(marks)s on a line of its own below it, above line %(line)s; directives do not nest.",
                marks=markup,
                line=inner + 1,
            )
        if inner is None:
            message = phrase("The directive {%(kind)s} is not closed before the file ends.", kind=called)
        else:
            message = phrase("The directive {%(kind)s} is not closed before the next one opens.", kind=called)
        self.log.error("S16", begin + 1, message, remedy)

    def _directive(self, begin: int, end: int, name: str, argument: str) -> None:
        inside = self.lines[begin + 1 : end - 1]
        options, places, body, twice = split_options(inside, begin + 2)
        for option in twice:
            self.log.error(
                "S19",
                places[option],
                phrase("The option “%(name)s” is given twice.", name=option),
                phrase("Keep one of them."),
            )
        while body < len(inside) and not inside[body].strip():
            body += 1
        text = normalise("\n".join(inside[body:]))
        made = Directive(
            name, argument, options, text, begin + 1, begin + 2 + body, places, end, tuple(twice)
        )
        self.pieces.append(made)


def read_outline(text: str, log: ProblemLog, skip_lines: int = 0) -> list[Piece]:
    """The pieces of a file in order, without its first `skip_lines` (front matter). Line numbers count those too."""
    return list(scan_outline(text, log, skip_lines).pieces)


def scan_outline(text: str, log: ProblemLog, skip_lines: int = 0) -> Outline:
    """As `read_outline`, with the lines of what could not be read as a piece. It is remembered by the text.

    All callers get the same objects, so none may change them.
    """
    outline, problems = _scanned(text, skip_lines)
    log.add_here(problems)
    return outline


@lru_cache(maxsize=_TEXTS)
def _scanned(text: str, skip_lines: int) -> tuple[Outline, Sequence[Problem]]:
    log = ProblemLog("")
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "\ufffd").split("\n")
    lines[:skip_lines] = [""] * skip_lines
    mend_unseen(lines, log)
    mend_fences(lines, log)
    scan = _Scan(lines, log)
    scan.run()
    return Outline(scan.pieces, scan.broken), log.problems
