"""`elearn import questions`: questions in GIFT, Moodle XML, Aiken or a spreadsheet become text of a course."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from elearn.cli.words import AT_FAULT, complain, count, print_json, say

if TYPE_CHECKING:
    from elearn.authoring.questions import Item, Questions


def import_questions(
    file: Path, course: str | None, bank: str | None, outcome: str | None, dry_run: bool, as_json: bool
) -> None:
    """Puts what can be carried into a bank of the course, and says of each question what cannot.

    What the course has already stays out. Exits with 1 if nothing is left to bring in.
    """
    from elearn.authoring import saved_texts
    from elearn.authoring.actions import with_edits
    from elearn.authoring.questions import already_in, bring_in, read_questions
    from elearn.content.course import BANK_FOLDER, SHARED, course_files, find_folder
    from elearn.files import write_whole
    from elearn.settings import settings

    if not course:
        raise typer.BadParameter("say which course they are for", param_hint="--course")
    shared = settings().courses / SHARED
    folder = shared if course == SHARED and shared.is_dir() else find_folder(course, settings().courses)
    files = saved_texts(folder, course_files(folder))
    found = read_questions(file.read_bytes(), file.name)
    there = already_in(files, found.items)
    wanted = [
        each
        for each in found.items
        if each.kind and each.offered and each.marked and each.number not in there
    ]
    place = _place(files, bank or "", file)
    target = place.file or f"{BANK_FOLDER}…"
    if wanted:
        done = bring_in(files, wanted, _outcomes(files, found, outcome or ""), place)
        target = done.at[0]
        if not dry_run:
            path = folder / target
            path.parent.mkdir(exist_ok=True)
            write_whole(path, with_edits(files, done.edits)[target].encode())
    if as_json:
        print_json(_as_json(found, there, wanted, str(folder / target), written=bool(wanted) and not dry_run))
    else:
        _print(file, found, there, wanted)
        say(
            "Nothing was changed."
            if dry_run or not wanted
            else f"Brought in {count(len(wanted), 'question')}: {folder / target}"
        )
    if not wanted:
        raise typer.Exit(AT_FAULT)


def print_template(*, example: bool) -> None:
    """Prints the columns of a spreadsheet of questions as CSV, with the examples if asked."""
    from elearn.authoring.questions import template_csv

    typer.echo(template_csv(examples=example), nl=False)


def _place(files: dict[str, str], bank: str, file: Path) -> "Any":
    """Where they go: the bank that is named, which may be new, or a new one called after the file."""
    from elearn.authoring.questions import Place
    from elearn.content.course import BANK_FOLDER
    from elearn.content.text import is_id

    if bank and not is_id(bank):
        raise typer.BadParameter("use small letters, digits and hyphens", param_hint="--bank")
    name = f"{BANK_FOLDER}{bank}.md"
    if bank and name in files:
        return Place(file=name)
    words = (bank or file.stem).replace("-", " ").replace("_", " ").strip() or "Questions"
    return Place(title=words[:1].upper() + words[1:])


def _outcomes(files: dict[str, str], found: "Questions", outcome: str) -> dict[int, str]:
    """What each question tests: the outcome that is named, or the one that the file names."""
    from elearn.authoring.questions import outcome_meant

    known = files.get("course.md", "")
    if outcome and not outcome_meant(known, outcome):
        raise typer.BadParameter(f"the course has no outcome “{outcome}”", param_hint="--outcome")
    return {
        each.number: outcome_meant(known, each.tests) or outcome_meant(known, outcome) for each in found.items
    }


def _print(file: Path, found: "Questions", there: dict[int, str], wanted: "list[Item]") -> None:
    from elearn.authoring.questions import FORMATS

    say(f"{file.name}: {count(len(found.items), 'question')} in {FORMATS[found.format]}.")
    for note in found.notes:
        say(note)
    if found.more:
        complain(f"{count(found.more, 'more question')} not read: send the file in parts.")
    for each in found.items:
        kind = each.kind or "not carried"
        say(f"{each.number}. {each.words} [{kind}]")
        for says in _says(each, there, taken=each in wanted):
            complain(f"   {says}")


def _says(item: "Item", there: dict[int, str], *, taken: bool) -> list[str]:
    """What a person should know of a question, one line each."""
    found = [item.why] if item.why else []
    found += item.lost
    if item.number in there:
        found.append(f"It is in the course already: {there[item.number]}.")
    elif item.kind and not item.marked:
        found.append("It gives no points, so no bank takes it. Bring it in onto a page, in the browser.")
    elif item.kind and not taken:
        found.append("It is left out. Bring it in in the browser if you want it.")
    if taken and item.to_write:
        found.append(f"Feedback is to be written on {count(item.to_write, 'answer')}.")
    return found


def _as_json(
    found: "Questions", there: dict[int, str], wanted: "list[Item]", path: str, *, written: bool
) -> dict[str, object]:
    items = [
        {
            "number": each.number,
            "line": each.line,
            "question": each.words,
            "kind": each.kind or None,
            "why": each.why,
            "lost": list(each.lost),
            "to_write": each.to_write,
            "already_in": there.get(each.number),
            "brought_in": each in wanted and written,
        }
        for each in found.items
    ]
    return {
        "format": found.format,
        "notes": list(found.notes),
        "not_read": found.more,
        "questions": items,
        "file": path if written else None,
    }
