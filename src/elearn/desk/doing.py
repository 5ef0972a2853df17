"""What the buttons of the editor do with the texts of a course."""

from collections.abc import Callable, Mapping
from pathlib import PurePosixPath
from typing import Any

from elearn.authoring.drafts import Splice
from elearn.content.course import BANK_FOLDER, parts_of, read_facts, write_facts
from elearn.content.forms import form_kinds, new_block
from elearn.desk.parts import Done
from elearn.phrases import phrase
from elearn.problems import InputFault, Problem

Files = Mapping[str, str]
Action = Mapping[str, Any]


def do(files: Files, action: Action) -> Done:
    """What a button changes. Raises InputFault in words if it cannot be done, and RefusedForm for facts."""
    act = _ACTIONS.get(str(action.get("action")))
    if act is None:
        raise refusal(phrase("This button does nothing yet."), phrase("Change the page as text."))
    return act(files, action)


def outcomes_of(files: Files) -> list[tuple[str, str]]:
    """The id and the words of each outcome that the front matter names."""
    rows = (read_facts(files.get("course.md", "")) or {}).get("outcomes", [])
    return [(str(row["id"]), str(row["text"])) for row in rows] if isinstance(rows, list) else []


def banks_of(files: Files) -> list[str]:
    """The id of each bank."""
    return sorted(PurePosixPath(file).stem for file in files if file.startswith(BANK_FOLDER))


def refusal(message: str, remedy: str) -> InputFault:
    """What is in the way, and what to do."""
    return InputFault([Problem("", 0, 0, "desk", "error", message, remedy)])


def _facts(files: Files, action: Action) -> Done:
    text, values = files.get("course.md"), action.get("values")
    if text is None or not isinstance(values, Mapping):
        raise _gone()
    new = write_facts(text, values)
    changes = [Splice("course.md", 0, len(text.split("\n")), tuple(new.split("\n")))]
    return Done(changes if new != text else [], phrase("facts of the course"))


def _add_block(files: Files, action: Action) -> Done:
    """Puts a new block before the lines that the action names, or at the end of its page."""
    file, kind = str(action.get("file")), str(action.get("kind"))
    if file not in files or kind not in {each.id for each in form_kinds()}:
        raise _gone()
    page = next((each for each in parts_of(file, files[file]).pages if each.id == action.get("page")), None)
    if page is None:
        raise _gone()
    lines, at = files[file].split("\n"), page.span.end
    if (before := action.get("before")) is not None:
        found = [each.span.start for each in page.blocks if list(each.span) == before]
        if not found:
            raise _gone()
        at = found[0]
    made = [each for name, text in files.items() for each in parts_of(name, text).pages]
    names = {block.name for each in made for block in each.blocks if block.name}
    outcomes = [name for name, _ in outcomes_of(files)]
    new = new_block(kind, names=names, outcomes=outcomes, banks=banks_of(files)).strip("\n").split("\n")
    above = [""] if at and lines[at - 1].strip() else []
    below = [""] if at < len(lines) and lines[at].strip() else []
    changes = [Splice(file, at, at, (*above, *new, *below))]
    start = at + len(above)
    return Done(changes, phrase("a new block"), (start, start + len(new)))


def _gone() -> InputFault:
    return refusal(
        phrase("That is not there any more."), phrase("Look at the page again, then try once more.")
    )


_ACTIONS: Mapping[str, Callable[[Files, Action], Done]] = {"facts": _facts, "add-block": _add_block}
