"""`elearn import review`: a review's PDF or Word file as a draft review file."""

from pathlib import Path
from typing import Any

from elearn.cli.words import complain, count, print_json, say
from elearn.problems import NotFound


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
    """Draft a review from a file, write it to a new file below `out`, and say what a person has to look at."""
    from elearn.intake.draft import begin, save, slug_for, text_of, twins, unknown
    from elearn.intake.extract import extract
    from elearn.intake.flags import flags_in
    from elearn.intake.recognise import recognise
    from elearn.settings import settings

    folder = out or settings().reviews
    if not dry_run and not folder.is_dir():
        raise NotFound(f"There is no folder {folder}. Make it, or name another with --out.")
    document = extract(file.read_bytes(), file.name)
    draft = begin(recognise(document), file.name, "fictional" if fictional else "real", keep_text or None)
    draft.board, draft.label = board or draft.board, label or draft.label
    same = twins(draft, folder)
    path = None if dry_run else save(draft, folder)
    text = text_of(draft, path.stem if path else slug_for(draft))
    flags = flags_in(text, str(path or file.name))
    answer: dict[str, Any] = {
        "file": str(file),
        "draft": str(path) if path else None,
        "board": draft.board,
        "label": draft.label,
        "type": draft.type,
        "year": draft.year,
        "findings": len(draft.findings),
        "recommendations": len(draft.recommendations),
        "to_confirm": unknown(draft),
        "notes": document.notes,
        "flags": [flag.problem.as_dict() | {"instead": flag.instead} for flag in flags],
    }
    if as_json:
        print_json(answer)
        return
    named = f"{draft.label or 'Label not found'}, {draft.board or 'board not found'}"
    found = f"{count(len(draft.findings), 'finding')}, {count(len(draft.recommendations), 'recommendation')}"
    say(f"{named}: {found}.")
    for note in document.notes:
        say(note)
    if answer["to_confirm"]:
        say(f"Not found in the file: {', '.join(answer['to_confirm'])}.")
    if not fictional and not keep_text:
        say("The report’s own words were left out: put each finding in your own words, or see --keep-text.")
    for other in same:
        say(f"{other} is a review of the same board, label and year: keep one of the two.")
    say(f"Draft: {path}. Confirm it, then take out “status: draft”." if path else text)
    for flag in flags:
        complain(f"{flag.problem} Or: “{flag.instead}”.")
