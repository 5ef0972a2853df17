"""`elearn import review`: drafts a review file from a review's PDF or Word file."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from elearn.cli.words import complain, count, print_json, say
from elearn.problems import NotFound

if TYPE_CHECKING:
    from elearn.intake import Draft


def import_review(
    file: Path,
    out: Path | None,
    board: str,
    label: str,
    fictional: bool,
    keep_text: bool,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Writes a draft review from a file to a new file below `out`, and says what a person must look at."""
    from elearn.intake import (
        begin_draft,
        draft_text,
        extract_document,
        flags_in,
        missing_facts,
        recognise_learning,
        save_draft,
        slug_for,
        twins,
    )
    from elearn.settings import settings

    folder = out or settings().reviews
    if not dry_run and not folder.is_dir():
        raise NotFound(f"There is no folder {folder}. Make it, or name another with --out.")
    document = extract_document(file.read_bytes(), file.name)
    draft = begin_draft(
        recognise_learning(document), file.name, "fictional" if fictional else "real", keep_text or None
    )
    draft.board, draft.label = board or draft.board, label or draft.label
    same = twins(draft, folder)
    path = None if dry_run else save_draft(draft, folder)
    text = draft_text(draft, path.stem if path else slug_for(draft))
    flags = flags_in(text, str(path or file.name))
    if as_json:
        print_json(
            {"file": str(file), "draft": str(path) if path else None}
            | _counts(draft)
            | {"to_confirm": missing_facts(draft), "notes": document.notes}
            | {"flags": [flag.problem.as_dict() | {"instead": flag.instead} for flag in flags]}
        )
        return
    named = f"{draft.label or 'Label not found'}, {draft.board or 'board not found'}"
    found = f"{count(len(draft.findings), 'finding')}, {count(len(draft.recommendations), 'recommendation')}"
    say(f"{named}: {found}.")
    for note in _notes(document.notes, missing_facts(draft), same, kept=fictional or keep_text):
        say(note)
    say(f"Draft: {path}. Confirm it, then take out “status: draft”." if path else text)
    for flag in flags:
        complain(f"{flag.problem} Or: “{flag.instead}”.")


def _counts(draft: "Draft") -> dict[str, object]:
    said = {name: getattr(draft, name) for name in ("board", "label", "type", "year")}
    return said | {"findings": len(draft.findings), "recommendations": len(draft.recommendations)}


def _notes(notes: list[str], missing: list[str], same: list[Path], *, kept: bool) -> Iterator[str]:
    """Yields what else a person should know about a draft, one line each."""
    yield from notes
    if missing:
        yield f"Not found in the file: {', '.join(missing)}."
    if not kept:
        yield "The report’s own words were left out: put each finding in your own words, or see --keep-text."
    for other in same:
        yield f"{other} is a review of the same board, label and year: keep one of the two."
