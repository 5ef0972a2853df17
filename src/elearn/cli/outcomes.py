"""The outcome map on a terminal."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from rich.console import Console
from rich.table import Table

from elearn.cli.words import count, say
from elearn.content.course import OutcomeMap, load_course, map_outcomes
from elearn.content.review import recommendations_for
from elearn.problems import InputFault
from elearn.settings import settings


def maps(folders: Iterable[Path]) -> Iterator[OutcomeMap]:
    """Yields the map of each course folder. Raises `InputFault` for one that cannot be read."""
    for folder in folders:
        loaded = load_course(folder)
        if loaded.course is None:
            raise InputFault(loaded.problems)
        known = recommendations_for(folder, settings().reviews)
        yield map_outcomes(loaded.course, None if known is None else set(known))


def print_map(found: OutcomeMap) -> None:
    """Prints outcomes with their pages, questions and recommendations.

    After them come each page, and then what has no link.
    """
    course = found.course
    console = Console()
    say(f"{course.title} ({course.slug} {course.version})")
    say(f"About {found.minutes:.0f} minutes by its words and questions; it says {course.duration_minutes}.")
    table = _table("Outcome", "Tier", "Taught on", "Asked by", "Answers")
    for row in found.outcomes:
        serves = found.of_page(row.outcome.id)
        table.add_row(
            f"{row.outcome.id}: {row.outcome.text}",
            row.outcome.tier or "–",
            "\n".join(serves) or "no page",
            "\n".join(each.name for each in row.questions) or "no question",
            "\n".join(row.recommendations) or "–",
        )
    console.print(table)
    pages = _table("Page", "Module", "Reading ease", "Words", "Minutes")
    for page in found.pages:
        ease = "–" if page.flesch is None else f"{page.flesch:.0f}"
        pages.add_row(page.page.id, page.module.id, ease, str(page.words), f"{page.minutes:.1f}")
    console.print(pages)
    orphans = list(found.orphans())
    say(f"{count(len(orphans), 'thing')} hanging loose." if orphans else "Nothing hangs loose.")
    for orphan in orphans:
        say(f"  {orphan}")
    if course.invented_people:
        say(f"People whom its author made up: {', '.join(course.invented_people)}.")
    say()


def _table(*heads: str) -> Table:
    """Returns a table that wraps long names and never cuts them."""
    table = Table()
    for head in heads:
        table.add_column(head, overflow="fold")
    return table
