"""What puts a problem right by itself: the words of its button, and the lines that it changes."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from elearn.authoring.actions.edits import with_edits
from elearn.authoring.actions.lines import line_end
from elearn.authoring.actions.mending import MENDS, Change, Fault
from elearn.authoring.actions.work import Work, refused, unclear
from elearn.authoring.drafts import Splice
from elearn.content.course import read_course
from elearn.phrases import Phrase, phrase
from elearn.problems import Problem


@dataclass(frozen=True)
class Remedy:
    """What a button would do: `says` stands on it, `splices` are what it changes, from a file's end to its start."""

    says: str
    splices: tuple[Splice, ...]


def remedy(problem: Problem, files: Mapping[str, str]) -> Remedy | None:
    """What puts a problem right, None if a person has to decide. `files` are the texts in which it was found.

    It looks at the lines of the problem alone, so it is quick. `apply` looks whether it helps.
    """
    file = file_of(problem, files)
    if not file or not isinstance(problem.message, Phrase) or not isinstance(problem.remedy, Phrase):
        return None
    text = files[file]
    written = text.split("\n")
    lines = [line.removesuffix("\r") for line in written]
    if not 0 < problem.line <= len(lines) or any("\r" in line for line in lines):
        return None
    fault = Fault(problem, problem.message, problem.remedy, file, lines, problem.line - 1, files)
    mend = MENDS.get((problem.rule, problem.message.message)) or MENDS.get((problem.rule, ""))
    changes = mend(fault) if mend else None
    if not changes:
        return None
    says, mark = _says(changes), line_end(written)
    changes = _with_last_line(written, changes, mark)
    splices = tuple(_splice(file, each, len(lines), mark) for each in sorted(changes, reverse=True))
    return Remedy(says, splices)


def file_of(problem: Problem, files: Mapping[str, str]) -> str:
    """The file that a problem is in. Its path may have the course's folder in front. "" if it is in none."""
    inside = (name for name in files if problem.path == name or problem.path.endswith(f"/{name}"))
    return max(inside, key=len, default="")


def apply(work: Work) -> None:
    """Put a problem right. The action's `problem` is a Problem, which the server knows and no browser sends.

    Raises InputFault if it has no remedy, if that would not help, or if it would make something else wrong.
    """
    problem = work.action.get("problem")
    if not isinstance(problem, Problem):
        raise unclear()
    found = remedy(problem, work.before)
    if found is None:
        message = phrase("This cannot be put right by a button any more.")
        raise refused(message, phrase("Look at it, and correct it by hand."))
    made = with_edits(work.before, found.splices)
    if not _helps(problem, work.before, made):
        message = phrase("A button cannot put this right without making something else wrong.")
        raise refused(message, phrase("Correct it by hand."))
    work.files = made
    work.at = file_of(problem, made), ""
    work.said.append(phrase("That is put right."))


def _helps(problem: Problem, before: Mapping[str, str], after: Mapping[str, str]) -> bool:
    """Whether the problem is gone, as far as a reader finds it, and no error has come."""
    old, new = _problems(before), _problems(after)
    same = [(each.rule, str(each.message)) for each in old].count((problem.rule, str(problem.message)))
    left = [(each.rule, str(each.message)) for each in new].count((problem.rule, str(problem.message)))
    return errors_of(after) <= errors_of(before) and (left < same or not same)


def errors_of(files: Mapping[str, str]) -> Counter[tuple[str, str, str]]:
    """How many errors of each kind a reader finds in a course's files: the file, the rule, and the message's form."""
    return Counter(_kind(each) for each in _problems(files) if each.severity == "error")


def _kind(problem: Problem) -> tuple[str, str, str]:
    """What kind of problem it is, whatever it names."""
    message = problem.message
    return problem.path, problem.rule, message.message if isinstance(message, Phrase) else message


def _problems(files: Mapping[str, str]) -> list[Problem]:
    return read_course("a", {name: text.removeprefix("\ufeff") for name, text in files.items()})[1]


def _splice(file: str, change: Change, count: int, mark: str) -> Splice:
    start, end, new = change
    lines = [line + mark for line in new]
    if end == count and lines:
        lines[-1] = new[-1]
    return Splice(file, start, end, tuple(lines))


def _with_last_line(text: list[str], changes: list[Change], mark: str) -> list[Change]:
    """The changes, if one puts lines below the last line of a text that does not end in a line end."""
    last = len(text)
    return [
        (last - 1, last, [text[-1].removesuffix("\r"), *new])
        if start == end == last and mark
        else (start, end, new)
        for start, end, new in changes
    ]


def _says(changes: list[Change]) -> str:
    """The words on the button: what it writes, or that it takes something out."""
    new = [line.strip() for _, _, lines in changes for line in lines if line.strip()]
    if not new:
        return phrase("Take the line out")
    words = new[0] if len(new[0]) <= 80 else new[0][:79] + "…"
    return phrase("Write “%(words)s”", words=words)
