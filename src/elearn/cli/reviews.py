"""Commands for the review library: list, search, themes, documents, publication.

A terminal may read everything.
"""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, get_args

import typer

from elearn.cli.words import Json, complain, count, print_json, print_table, say

if TYPE_CHECKING:
    from elearn.content.review import Review
    from elearn.library import ReportSources, Room, Wanted

reviews = typer.Typer(help="Look through the review library.", no_args_is_help=True)

On = Annotated[str | None, typer.Option("--on", metavar="DATE", help="As on this day; today where left out.")]
Public = Annotated[bool, typer.Option("--public", help="Only what anyone may read on the day.")]
Board = Annotated[
    str | None, typer.Option("--board", metavar="ID", help="One board: its id in boards.yaml, or its name.")
]
_ONLY_FILES = (
    "This has only what the files of reviews hold. The app has also what changed since, and what the subgroup decided "
    "on workshops, under Themes."
)
"""What a report of this program says of the registers, which it does not read."""


def add_to(app: typer.Typer) -> None:
    """Adds this module's commands to the command line."""
    app.add_typer(reviews, name="reviews")


@reviews.command("list")
def list_reviews(
    board: Board = None,
    type: Annotated[str | None, typer.Option("--type", help="A kind of review, long or short: SCR.")] = None,
    theme: Annotated[str | None, typer.Option("--theme", help="A theme's id: neglect.")] = None,
    year: Annotated[int | None, typer.Option("--year", help="A year; 0 for reviews without one.")] = None,
    tier: Annotated[str | None, typer.Option("--tier", help="individual, local or strategic.")] = None,
    state: Annotated[
        str | None, typer.Option("--state", help="public, “due to be withdrawn” or restricted.")
    ] = None,
    perspective: Annotated[
        str | None, typer.Option("--perspective", help="Whose experience a finding is: professionals.")
    ] = None,
    phase: Annotated[
        str | None, typer.Option("--phase", help="When a finding was: before, during or after.")
    ] = None,
    barrier: Annotated[
        str | None, typer.Option("--barrier", help="What stood in the way: organisational or procedural.")
    ] = None,
    on: On = None,
    public: Public = False,
    as_json: Json = False,
) -> None:
    """List reviews, the latest first, with the findings that have the perspective, phase and barrier asked for.

    For example: `elearn reviews list --theme neglect --state public`
    """
    from elearn.content.review import SHORT_TYPES, Barrier, Perspective, Phase, ReviewType, Theme, Tier
    from elearn.library import State, Wanted, choose

    room = _room(on, public)
    long = SHORT_TYPES.get(type.lower(), type.lower()) if type else None
    wanted = Wanted(
        board=_board_name(room, board),
        type=_known_choice("--type", long, get_args(ReviewType)),
        theme=_known_choice("--theme", theme, get_args(Theme)),
        year=year,
        tier=_known_choice("--tier", tier, get_args(Tier)),
        state=_known_choice("--state", state, get_args(State)),
        perspective=_known_choice("--perspective", perspective, get_args(Perspective)),
        phase=_known_choice("--phase", phase, get_args(Phase)),
        barrier=_known_choice("--barrier", barrier, get_args(Barrier)),
    )
    found = choose(room, wanted)
    if as_json:
        print_json([_review_json(room, review) | _matches_json(review, wanted) for review in found])
        return
    heads = ["review", "year", "type", "board", "publication", *(["findings"] if wanted.of_findings else [])]
    lines = [
        [
            review.slug,
            str(review.year or "–"),
            review.type,
            review.board,
            room.publications[review.slug].state,
            _matches(review, wanted),
        ][: len(heads)]
        for review in found
    ]
    _table(heads, lines, "review")


@reviews.command("search")
def search_reviews(
    words: Annotated[list[str], typer.Argument(help="Words, or a “phrase” in quotation marks.")],
    limit: Annotated[int, typer.Option("--limit", min=1, max=1000, help="How many at most.")] = 20,
    public: Public = False,
    as_json: Json = False,
) -> None:
    """Search reviews and courses, the best first.

    For example: `elearn reviews search bruise baby`
    """
    from elearn.library import search_library

    asked = " ".join(f'"{word}"' if " " in word else word for word in words)
    hits = search_library(_room(None, public), asked, limit=limit)
    if as_json:
        print_json(
            [
                {
                    "kind": hit.kind,
                    "slug": hit.slug,
                    "title": hit.title,
                    "place": hit.place,
                    "text": "".join(text for text, _ in hit.snippet),
                    "places": hit.places,
                }
                for hit in hits.hits
            ]
        )
        return
    if hits.loosely:
        say("Nothing has all of these words; these have some.")
    for hit in hits.hits:
        marked = "".join(f"[{text}]" if is_hit else text for text, is_hit in hit.snippet)
        say(f"{hit.kind} {hit.slug}: {hit.place}\n    {marked}")
    say(f"{count(hits.total, 'review or course', 'reviews and courses')} found.")


@reviews.command("themes")
def themes(
    by: Annotated[str, typer.Option("--by", help="year, theme or tier.")] = "year",
    board: Board = None,
    out: Annotated[
        Path | None,
        typer.Option(
            "--out", metavar="FILE", help="Write the report: .csv, .html or .pdf (by theme or tier)."
        ),
    ] = None,
    first: Annotated[
        int | None, typer.Option("--from", metavar="YEAR", help="Only reviews of this year and later.")
    ] = None,
    last: Annotated[
        int | None, typer.Option("--to", metavar="YEAR", help="Only reviews of this year and earlier.")
    ] = None,
    closed: Annotated[
        bool,
        typer.Option("--closed", help="Also drafts and reviews that are closed to the public, each marked."),
    ] = False,
    public: Public = False,
    as_json: Json = False,
) -> None:
    """Show what reviews found, by theme and year, by theme, or by tier.

    Reviews that are closed to the public are left out unless you add --closed.
    For example: `elearn reviews themes --by theme --from 2008 --to 2014 --out themes.pdf`
    """
    from elearn.library import ReportWanted, report_sources

    way = _known_choice("--by", by, ("year", "theme", "tier"))
    if first and last and first > last:
        raise typer.BadParameter(f"{first} is after --to {last}; swap the two years", param_hint="--from")
    room = _room(None, public)
    wanted = ReportWanted(_board_name(room, board), first, last, closed)
    sources = report_sources(room, wanted, "years" if way == "year" else "findings")
    if way != "year":
        sources = replace(sources, words=(*sources.words, _ONLY_FILES))
    if out is not None:
        if way == "year":
            raise typer.BadParameter("a report is by theme or by tier; add --by theme", param_hint="--out")
        _write_report(room, sources, way, out)
    elif way == "year":
        _print_years(sources, as_json)
    else:
        _print_chapters(room, sources, way, as_json)
    for words in filter(None, (sources.mark, *sources.words)):
        complain(words) if as_json else say(words)


@reviews.command("documents")
def documents(board: Board = None, public: Public = False, as_json: Json = False) -> None:
    """Show which documents each review has, and which it lacks.

    For example: `elearn reviews documents --board calderdale`
    """
    from elearn.library import Wanted, choose, completeness

    room = _room(None, public)
    matrix = completeness(room, choose(room, Wanted(board=_board_name(room, board))))
    if as_json:
        print_json(
            [
                {
                    "review": row.review.slug,
                    "documents": dict(row.cells),
                    "lacks": list(row.lacks),
                    "judged_by": row.judged_by,
                    "held": _documents_json(room, row.review),
                    "rules": list(row.sources),
                }
                for row in matrix.rows
            ]
        )
        return
    lines = [
        [
            row.review.slug,
            ", ".join(dict.fromkeys(each.type for each in row.review.documents)) or "–",
            ", ".join(row.lacks) or "–",
        ]
        for row in matrix.rows
    ]
    _table(["review", "has", "lacks"], lines, "review")


@reviews.command("publication")
def publication(board: Board = None, on: On = None, as_json: Json = False) -> None:
    """Show what is public, restricted and due to be withdrawn on a day.

    For example: `elearn reviews publication --on 2027-01-01`
    """
    from elearn.library import Wanted, choose

    room = _room(on, False)
    found = choose(room, Wanted(board=_board_name(room, board)))
    if as_json:
        print_json([_review_json(room, review) for review in found])
        return
    lines = [
        [review.slug, stands.state, stands.why + (" No withdrawal is recorded." if stands.overdue else "")]
        for review in found
        for stands in [room.publications[review.slug]]
    ]
    _table(["review", "state", ""], lines, "review")


def _room(on: str | None, public: bool) -> "Room":
    from elearn.days import parse_day, today
    from elearn.library import Reader, open_library
    from elearn.settings import settings

    try:
        day: date = parse_day(on) if on else today()
    except ValueError as fault:
        raise typer.BadParameter(str(fault), param_hint="--on") from None
    reader = Reader() if public else Reader.everything()
    return open_library(settings().reviews, settings().courses).room(reader, day)


def _known_choice(option: str, given: str | None, known: tuple[str, ...]) -> Any:
    if given is not None and given not in known:
        raise typer.BadParameter(f"“{given}” is not known; choose from {', '.join(known)}", param_hint=option)
    return given


def _board_name(room: "Room", given: str | None) -> str | None:
    """Returns the full name of the board that an id or a name means."""
    boards = room.library.boards
    if given is None:
        return None
    id = given if given in boards.boards else boards.id_of(given)
    if id is None:
        raise typer.BadParameter(
            f"“{given}” is not known; choose from {', '.join(boards.boards)}", param_hint="--board"
        )
    return boards.boards[id].name


def _review_json(room: "Room", review: "Review") -> dict[str, Any]:
    """Returns one review as JSON: what identifies it, and the state of it and its documents."""
    stands = room.publications[review.slug]
    return {
        "slug": review.slug,
        "board": review.board,
        "label": review.label,
        "year": review.year,
        "type": review.type,
        "origin": review.origin,
        "themes": list(review.themes),
        "state": stands.state,
        "since": stands.since and stands.since.isoformat(),
        "until": stands.until and stands.until.isoformat(),
        "overdue": stands.overdue,
        "documents": _documents_json(room, review),
    }


def _documents_json(room: "Room", review: "Review") -> list[dict[str, Any]]:
    """Returns a review's documents as JSON. Only those that the reader may open have an address and a file."""
    return [
        {
            "type": each.document.type,
            "title": each.document.title,
            "publisher": each.document.publisher or review.board,
            "subject": each.document.subject,
            "published": each.document.published and each.document.published.isoformat(),
            "month": each.document.month,
            "state": each.state,
            "until": each.until and each.until.isoformat(),
            "address": open_one and open_one.address,
            "file": open_one and open_one.file,
        }
        for each, open_one in room.documents(review.slug)
    ]


def _matches(review: "Review", wanted: "Wanted") -> str:
    """Returns the ids of the findings that were asked for, or that the review only names what was asked for."""
    from elearn.library import matching

    return ", ".join(each.id for each in matching(review, wanted)) or "named, no finding held"


def _matches_json(review: "Review", wanted: "Wanted") -> dict[str, Any]:
    """Returns the same as JSON, if findings were asked for."""
    from elearn.library import matching

    return {"findings": [each.id for each in matching(review, wanted)]} if wanted.of_findings else {}


def _print_years(sources: "ReportSources", as_json: bool) -> None:
    from elearn.library import theme_years

    matrix = theme_years(sources.reviews)
    if as_json:
        print_json(
            [
                {"theme": theme, "years": {str(year or 0): n for year, n in counts.items()}, "all": total}
                for theme, counts, total in matrix.rows
            ]
        )
        return
    heads = ["theme", *(str(year or "not known") for year in matrix.years), "all"]
    lines = [
        [theme, *(str(counts[year]) for year in matrix.years), str(total)]
        for theme, counts, total in matrix.rows
    ]
    _table(heads, lines, "theme")


def _print_chapters(room: "Room", sources: "ReportSources", by: str, as_json: bool) -> None:
    from elearn.library import by_theme, by_tier, lesson_rows, lessons_of

    held = lessons_of(room, sources.reviews)
    chapters = by_theme(held) if by == "theme" else by_tier(held)
    if as_json:
        print_json(list(lesson_rows(chapters, sources.publication)))
        return
    lines = [[each.words, str(len(each.strengths)), str(len(each.changes))] for each in chapters]
    _table([by, "strengths", "to change"], lines, by)


def _write_report(room: "Room", sources: "ReportSources", by: str, out: Path) -> None:
    from elearn.files import write_whole
    from elearn.library import LESSON_COLUMNS, by_theme, by_tier, lesson_rows, lessons_of
    from elearn.paper import themes_report
    from elearn.spreadsheets import csv_file

    held = lessons_of(room, sources.reviews)
    chapters = by_theme(held) if by == "theme" else by_tier(held)
    if out.suffix == ".csv":
        drawn_on = " ".join(filter(None, (sources.mark, *sources.words)))
        content = csv_file(
            (*LESSON_COLUMNS, "drawn_on"),
            ([*row.values(), drawn_on] for row in lesson_rows(chapters, sources.publication)),
        )
    elif out.suffix in (".html", ".pdf"):
        content = themes_report(chapters, sources, by.capitalize())[out.suffix[1:]]
    else:
        raise typer.BadParameter("its name has to end in .csv, .html or .pdf", param_hint="--out")
    write_whole(out, content)
    say(f"Wrote {out}, {out.stat().st_size:,} bytes.")


def _table(heads: list[str], lines: list[list[str]], noun: str) -> None:
    if lines:
        print_table(heads, lines)
    say(f"{count(len(lines), noun)}.")
