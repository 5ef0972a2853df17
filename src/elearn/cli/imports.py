"""The command that brings in files: it previews one, asks what may be read in two ways, and applies it."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from elearn.cli.effects import effect_days, show_effect
from elearn.cli.words import (
    AT_FAULT,
    Json,
    complain,
    count,
    print_json,
    print_problems,
    print_table,
    progress_to,
    progress_to_each,
    say,
)

if TYPE_CHECKING:
    from datetime import date

    from elearn.problems import Problem
    from elearn.tracker.imports import Preview, Question

_TEXTS = ("course", "pages")
"""The kinds that become text of a course: `elearn.cli.texts` brings them in."""
_SHOWN = 10
_LONG = 5_000
"""A file with so many rows, or a change for so many people, shows how far it is."""
_WORKING_OUT = "Working out who has taken what"


def add_to(app: typer.Typer) -> None:
    """Adds this module's command to the command line."""
    app.command("import")(import_file)


def import_file(
    kind: Annotated[
        str,
        typer.Argument(
            help="agencies, role-groups, courses, people, headcounts, editions, requirements, equivalences, "
            "counts-towards, exemptions, completions, returns, outside, roles, sessions, attendance, review, course, "
            "pages, or questions."
        ),
    ],
    file: Annotated[
        Path | None,
        typer.Argument(
            help="A CSV or XLSX file with a header row; for a review its PDF or DOCX; for a course its zip; for pages "
            "a DOCX.",
            show_default=False,
        ),
    ] = None,
    agency: Annotated[
        str | None,
        typer.Option("--agency", metavar="ID", help="Take rows of this agency and its children alone."),
    ] = None,
    course: Annotated[
        str | None,
        typer.Option(
            "--course",
            metavar="SLUG",
            help="Completions: the course that every row is about. Pages: who gets them. A course: its id here.",
        ),
    ] = None,
    session: Annotated[
        int | None,
        typer.Option(
            "--session", metavar="ID", help="Attendance: the taught session that every row is about."
        ),
    ] = None,
    answers: Annotated[
        list[str] | None,
        typer.Option(
            "--answer", metavar="KEY=VALUE", help="The answer to a question about the file, as it is printed."
        ),
    ] = None,
    completed_means_passed: Annotated[
        bool,
        typer.Option(
            "--completed-means-passed",
            help="Completions: here, whoever completed the course has passed it. This is recorded.",
        ),
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would happen, and change nothing.")
    ] = False,
    as_at: Annotated[
        str | None,
        typer.Option(
            "--as-at",
            metavar="DAY",
            help="Requirements, editions, equivalences, counts-towards: show the effect as at this day, too.",
        ),
    ] = None,
    accept_valid: Annotated[
        bool, typer.Option("--accept-valid", help="Apply the good rows although others are rejected.")
    ] = False,
    change_addresses: Annotated[
        bool,
        typer.Option(
            "--change-addresses",
            help="People: change the address of someone whose agency, staff number and name are known.",
        ),
    ] = False,
    bank: Annotated[
        str | None,
        typer.Option(
            "--bank", metavar="ID", help="Questions: the bank that gets them. A new one if there is none."
        ),
    ] = None,
    outcome: Annotated[
        str | None,
        typer.Option(
            "--outcome", metavar="ID", help="Questions: what those test of which the file says nothing."
        ),
    ] = None,
    out: Annotated[
        Path | None, typer.Option("--out", metavar="DIR", help="A review: the folder for its draft.")
    ] = None,
    board: Annotated[str, typer.Option("--board", help="A review: its board, where the file is wrong.")] = "",
    label: Annotated[str, typer.Option("--label", help="A review: its label, where the file is wrong.")] = "",
    fictional: Annotated[
        bool, typer.Option("--fictional", help="A review: it is fiction, and its words are ours to keep.")
    ] = False,
    keep_text: Annotated[
        bool, typer.Option("--keep-text", help="A review: keep its own words, which are its board’s.")
    ] = False,
    template: Annotated[
        bool, typer.Option("--template", help="Print an empty file with the right columns, to fill in.")
    ] = False,
    example: Annotated[
        bool, typer.Option("--example", help="Print a filled-in file, as an example.")
    ] = False,
    ids: Annotated[bool, typer.Option("--ids", help="Print the ids and names that a file may use.")] = False,
    as_json: Json = False,
) -> None:
    """Bring in a file of people, requirements, completions and the like, all of it or nothing; or draft a review.

    Rejected rows are written beside the file, each with its reason, to be put right and sent again. Of a review's PDF
    or Word file a draft is written, for a person to confirm, and never over another file.

    For example: `elearn import people roster.xlsx --agency wrenshire-police --dry-run`

    Or: `elearn import completions report.csv --course information-sharing --agency wrenshire-police`

    Or: `elearn import requirements requirements.csv --dry-run --as-at 2027-04-01`

    Or: `elearn import people --example > roster.csv`

    Or: `elearn import attendance register.csv --session 12`

    Or: `elearn import review report.pdf --out reviews`

    Or: `elearn import questions quiz.xml --course information-sharing --bank quiz --dry-run`

    Or: `elearn import pages handout.docx --course information-sharing --dry-run`
    """
    wanted = [name for name, asked in (("template", template), ("example", example), ("ids", ids)) if asked]
    if wanted:
        _print_file(kind, file, wanted)
        return
    if file is None:
        raise typer.BadParameter(
            "give the file to import; --example prints one to look at, --template one to fill in",
            param_hint="FILE",
        )
    if kind == "review":
        from elearn.cli.intake import import_review

        import_review(file, out, board, label, fictional, keep_text, dry_run, as_json)
        return
    if kind == "questions":
        from elearn.cli.questions import import_questions

        import_questions(file, course, bank, outcome, dry_run, as_json)
        return
    if kind in _TEXTS:
        from elearn.cli import texts

        texts.BRING_IN[kind](file, course or "", dry_run, as_json)
        return
    _must_be_a_kind(kind, "review", "questions", *_TEXTS)
    readings = [_readings(each) for each in answers or []]
    asked = {
        "agency": agency,
        "course": course,
        "session": session,
        "answers": _answers(readings, completed_means_passed),
        "change_addresses": change_addresses,
    }
    days = effect_days(kind, as_at)
    found, applied, rejected, unknown, effect = _import(
        kind, file, asked, readings, dry_run, accept_valid, days, quiet=as_json
    )
    if as_json:
        print_json(
            {
                **found.as_dict(),
                **effect,
                "unknown_answers": [each.as_dict() for each in unknown],
                "applied": applied or 0,
                "rejected_file": str(rejected) if rejected else None,
            }
        )
    else:
        _print_preview(found, applied)
    print_problems(unknown)
    if found.questions:
        _print_questions(found.filename, found.questions)
    if found.questions or unknown:
        raise typer.Exit(AT_FAULT)
    if rejected is not None:
        _print_rejected(found, rejected)
        if not accept_valid:
            raise typer.Exit(AT_FAULT)


def _readings(answer: str) -> dict[str, str]:
    """Returns each way to read an answer as a key and a value.

    Both are made of what is in the file, so either may hold an `=`. Only one way is the key of a question.
    """
    places = [place for place, character in enumerate(answer) if character == "=" and place]
    if not places:
        raise typer.BadParameter(f"“{answer}” is not KEY=VALUE", param_hint="--answer")
    return {answer[:place]: answer[place + 1 :] for place in places}


def _answers(readings: Sequence[dict[str, str]], completed_means_passed: bool) -> dict[str, str] | None:
    """Returns the answers by the key of their question, or None if there are none."""
    from elearn.tracker.imports import COMPLETED_MEANS

    found = {key: value for each in readings for key, value in each.items()}
    if completed_means_passed:
        found[COMPLETED_MEANS] = "passed"
    return found or None


def _unknown(found: "Preview", readings: Sequence[dict[str, str]]) -> "list[Problem]":
    """Returns what is wrong with each answer that answers nothing, however it is read.

    An answer to a question, although not one that can be chosen, says more than one to no question.
    """
    unknown = found.unknown_answers
    wrong = [[unknown[key] for key in each] for each in readings if all(unknown.get(key) for key in each)]
    return [next((each for each in problems if each.rule == "no-choice"), problems[0]) for problems in wrong]


def _must_be_a_kind(kind: str, *more: str) -> None:
    from elearn.tracker.imports import KINDS

    if kind not in KINDS:
        raise typer.BadParameter(
            f"there is no kind “{kind}”; choose from {', '.join([*KINDS, *more])}", param_hint="KIND"
        )


def _print_file(kind: str, file: Path | None, wanted: Sequence[str]) -> None:
    """Prints a file that helps to write one of this kind: its template, its example, or the ids and names."""
    from elearn.database import open_database
    from elearn.tracker import imports

    if kind == "review":
        raise typer.BadParameter("a review is a PDF or DOCX, without columns", param_hint=f"--{wanted[0]}")
    if kind == "questions" and wanted != ["ids"] and len(wanted) == 1 and file is None:
        from elearn.cli.questions import print_template

        print_template(example=wanted == ["example"])
        return
    _must_be_a_kind(kind)
    if len(wanted) > 1 or file is not None:
        several = " and ".join(f"--{name}" for name in wanted)
        other = "each prints a file of its own" if len(wanted) > 1 else "it takes no file"
        raise typer.BadParameter(f"{several}: {other}; give one thing at a time", param_hint="FILE")
    if wanted == ["ids"]:
        with open_database() as database:
            data = imports.ids_and_names(database, by=None)
    else:
        data = imports.template(kind) if wanted == ["template"] else imports.example(kind)
    typer.echo(data, nl=False)


def _import(
    kind: str,
    file: Path,
    asked: dict[str, Any],
    readings: Sequence[dict[str, str]],
    dry_run: bool,
    accept_valid: bool,
    days: "Sequence[date]",
    *,
    quiet: bool,
) -> "tuple[Preview, int | None, Path | None, list[Problem], dict[str, Any]]":
    """Reads a file and applies it, unless it should not.

    `asked` are more options of the preview, and `readings` the ways to read each answer. Returns what the file would
    do, how many rows were applied (None if none should be), the file of rejected rows, if any, what is wrong with
    answers that answer nothing, and the effect of a file of rules on the `days`, for a program. Unless it is `quiet`,
    the effect is printed, before anything is written.
    """
    from elearn.database import open_database
    from elearn.files import write_whole
    from elearn.publishing import WrittenCourses
    from elearn.settings import settings
    from elearn.tracker.imports import apply, preview, rejected_file

    content = file.read_bytes()
    with open_database() as database:
        written = WrittenCourses(settings().courses)
        with progress_to("Reading", _LONG, quiet=quiet) as progress:
            found = preview(database, kind, content, file.name, written=written, progress=progress, **asked)
        rejected = file.with_name(f"{file.stem}-rejected.csv") if found.rejected else None
        if rejected is not None:
            write_whole(rejected, rejected_file(found))
        unknown = _unknown(found, readings)
        stops = bool(found.questions or unknown or (rejected is not None and not accept_valid))
        effect, seen = ({}, None) if stops or not days else show_effect(database, found, days, quiet=quiet)
        if dry_run or stops:
            return found, None, rejected, unknown, effect
        with progress_to_each(["Writing", _WORKING_OUT], _LONG, quiet=quiet) as [writing, working_out]:
            done = apply(
                database,
                found,
                accept_valid=accept_valid,
                seen=seen,
                progress=writing,
                working_out=working_out,
            )
        return found, done.applied, rejected, unknown, effect


def _print_preview(found: "Preview", applied: int | None) -> None:
    """Prints how the file was read, what it would do, or did, and its first rows."""
    _print_reading(found)
    if found.questions:
        say("Nothing was changed.")
        return
    counts = [f"{found.count(action):,} {action}" for action in ("new", "changed", "unchanged", "rejected")]
    if not_completed := found.count("not completed") - found.said_nothing:
        counts.append(f"{not_completed:,} not completed")
    if found.not_known:
        counts.append(f"{found.not_known:,} with result not known")
    say(f"{found.filename}: {count(found.total, 'row')}: {', '.join(counts)}.")
    for note in found.notes:
        say(note)
    if found.ignored_columns:
        say(f"Columns kept out: {', '.join(found.ignored_columns)}.")
    _print_meaning(found)
    if found.examples:
        say("As they will be kept:" if applied is None else "As they are kept:")
        print_table([column.name for column in found.kind.columns], found.examples)
    say("Nothing was changed." if applied is None else f"Applied {count(applied, 'row')}.")


def _print_meaning(found: "Preview") -> None:
    """Prints what it means here that someone completed a course, if the file does not say how that went."""
    from elearn.tracker.imports import COMPLETED_MEANS

    people = count(found.without_result, "person", "people")
    if found.asked.answers.get(COMPLETED_MEANS) == "passed":
        say(f"Here, completed means passed: {people} without a result. This is recorded.")
    elif found.not_known:
        say(
            f"The file gives no result for {people} who completed a course with a pass mark. If nobody there is marked "
            "as completed who has not passed, say so with --completed-means-passed."
        )


def _print_rejected(found: "Preview", rejected: Path) -> None:
    """Prints each fault of the rejected rows, and where they were written."""
    print_problems(found.problems())
    if found.unmatched:
        complain(f"{count(len(found.unmatched), 'row names', 'rows name')} nobody whom we know.")
    complain(f"{count(len(found.rejected), 'rejected row')}, each with its reasons: {rejected}")


def _print_reading(found: "Preview") -> None:
    """Prints which sheet was read, and which columns were taken for what, unless the file is as our template."""
    if found.how.table.sheet:
        others = [name for name in found.how.table.sheets if name != found.how.table.sheet]
        more = f" To read another one: --answer sheet=NAME ({', '.join(others)})." if others else ""
        say(f"The sheet is “{found.how.table.sheet}”.{more}")
    for answer in found.answered:
        say(f"{answer.question.text} {answer.choice.words}.")
    for line in found.how.absent:
        say(line)
    for each in found.how.taken:
        how = f", read as {each.how}" if each.how else ""
        if how or each.header.casefold() != each.column:
            say(f"“{each.header}” is taken for {each.column}{how}.")


def _print_questions(filename: str, questions: "Sequence[Question]") -> None:
    """Prints each question with the option that gives each of its answers."""
    import shlex

    for question in questions:
        complain(f"{filename}: {question.text} {question.detail}".rstrip())
        for choice in question.choices:
            complain(f"  --answer {shlex.quote(f'{question.key}={choice.value}')}    {choice.words}")
    one = len(questions) == 1
    complain(f"Give {'the answer' if one else 'an answer to each'} with the command, and run it again.")
