"""Waivers: problems that a person has looked at and accepts, with the reason that the sign-off shows.

`:::{waive} W15` with its reason goes directly before the block that it is for. First on a page, it is for the whole
page; in the introduction, for the whole course. Structural rules (S…) cannot be waived, because they are about the
file and not about judgement.
"""

from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass

from elearn.content.kinds import directives_for
from elearn.patterns import late
from elearn.phrases import phrase
from elearn.problems import Problem, ProblemLog

_FENCE = late(r" {0,3}:{3,}[ \t]*(?:\{([^{}]*)\})?(.*)$")
_HEADING = late(r" {0,3}#{1,2}[ \t]")
_ID = late(r"[EW]\d\d[a-z]?")


@dataclass(frozen=True, slots=True)
class Waiver:
    """A rule that someone waives in the lines `first` to `last` of a file (`last` 0: in the whole course), and why."""

    rule: str
    reason: str
    path: str
    line: int
    first: int
    last: int

    def covers(self, problem: Problem) -> bool:
        """Whether a problem is one that the waiver accepts."""
        if problem.rule != self.rule:
            return False
        return self.last == 0 or (problem.path == self.path and self.first <= problem.line <= self.last)


@dataclass(frozen=True, slots=True)
class Waived:
    """A problem that is accepted, and the waiver that accepts it."""

    problem: Problem
    waiver: Waiver


def waivers_in(content: str, path: str, introduction: bool = False) -> list[Waiver]:
    """The waivers in a file. In `course.md` (the `introduction`) each is for the whole course."""
    names = directives_for("waiver")
    if not any(f"{{{name}}}" in content for name in names):
        return []
    lines = content.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    found: list[Waiver] = []
    for index, line in enumerate(lines):
        fence = _FENCE.match(line)
        if not fence or fence[1] not in names:
            continue
        end = next((n for n in range(index + 1, len(lines)) if _FENCE.match(lines[n])), len(lines) - 1)
        reason = " ".join(part.strip() for part in lines[index + 1 : end]).strip()
        first, last = (1, 0) if introduction else _reach(lines, index, end)
        found += [
            Waiver(rule, reason, path, index + 1, first, last) for rule in _ID.findall(fence[2]) if reason
        ]
    return found


def _reach(lines: list[str], start: int, end: int) -> tuple[int, int]:
    """The first and last line, from 1, that a waiver in `lines[start:end + 1]` is for."""
    above = start - 1
    while above >= 0 and not lines[above].strip():
        above -= 1
    next_heading = next((n for n in range(end + 1, len(lines)) if _HEADING.match(lines[n])), len(lines))
    if above >= 0 and _HEADING.match(lines[above]):
        return above + 1, next_heading
    inside = False
    for index in range(end + 1, next_heading):
        fence = _FENCE.match(lines[index])
        if fence and fence[1] in directives_for("waiver"):
            return _reach(lines, index, _closing(lines, index))  # several waivers for one block
        if fence and fence[1] and any(line.strip() for line in lines[end + 1 : index]) and not inside:
            return end + 2, index  # text, up to the next block
        if fence and fence[1]:
            inside = True
        elif fence:
            return end + 2, index + 1
    return end + 2, next_heading


def _closing(lines: list[str], start: int) -> int:
    return next((n for n in range(start + 1, len(lines)) if _FENCE.match(lines[n])), len(lines) - 1)


def apply_waivers(
    problems: Iterable[Problem], waivers: Iterable[Waiver]
) -> tuple[list[Problem], list[Waived]]:
    """The problems that remain, and those that a waiver accepts."""
    waivers = list(waivers)
    standing: list[Problem] = []
    waived: list[Waived] = []
    for problem in problems:
        waiver = next((each for each in waivers if each.covers(problem)), None)
        if waiver:
            waived.append(Waived(problem, waiver))
        else:
            standing.append(problem)
    return standing, waived


def idle_waivers(
    waivers: Iterable[Waiver], waived: Iterable[Waived], known: Container[str]
) -> Iterator[Problem]:
    """S90: a problem for each waiver that accepts nothing. `known` are the ids of all rules."""
    used = {each.waiver for each in waived}
    for waiver in waivers:
        if waiver not in used:
            if waiver.rule in known:
                message = phrase("%(rule)s finds nothing here.", rule=waiver.rule)
            else:
                message = phrase("%(rule)s is not a rule of the checks.", rule=waiver.rule)
            log = ProblemLog(waiver.path)
            log.warn("S90", waiver.line, message, phrase("Take the waiver out, or put it where it belongs."))
            yield from log.problems
