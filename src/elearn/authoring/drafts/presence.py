"""Who has a course open now."""

from dataclasses import dataclass
from datetime import timedelta

from elearn.database import Connection, Database, instant_text
from elearn.days import now_utc

HERE_FOR = timedelta(seconds=20)
"""For how long a window that says nothing still counts as open."""
_SAYS_EVERY = timedelta(seconds=5)
"""How often at most it is written that a window is open."""


@dataclass(frozen=True, slots=True)
class Here:
    """Somebody who has the course open, and the page they look at."""

    person: int
    name: str
    page: str


def people_here(conn: Connection, course: str) -> tuple[Here, ...]:
    """Who has a course open, each once, by name."""
    return everywhere(conn, "and w.course = :course", course=course).get(course, ())


def everywhere(conn: Connection, condition: str = "", **values: object) -> dict[str, tuple[Here, ...]]:
    """Who has each course open, each once, by name."""
    rows = conn.rows(
        f"""
        select w.course, w.person, p.name, w.page from draft_window w join person p on p.id = w.person
         where w.seen_at >= :since {condition} order by p.name, p.id, w.seen_at desc, w.opened
        """,
        {**values, "since": _since(HERE_FOR)},
    )
    found: dict[str, dict[int, Here]] = {}
    for row in rows:
        here = Here(row["person"], row["name"], row["page"])
        found.setdefault(row["course"], {}).setdefault(here.person, here)
    return {course: tuple(people.values()) for course, people in found.items()}


def here(database: Database, course: str, person: int, window: str, page: str) -> None:
    """Keeps that a person has a page open in a window. Windows that were closed without a word are forgotten."""
    seen = {"course": course, "window": window, "person": person, "page": page}
    with database.read() as conn:
        if conn.value(
            """
            select 1 from draft_window where course = :course and opened = :window and person = :person
               and page = :page and seen_at >= :since
            """,
            {**seen, "since": _since(_SAYS_EVERY)},
        ):
            return
    with database.write(people=()) as conn:
        forget_closed(conn)
        conn.execute(
            """
            insert into draft_window (course, opened, person, page, seen_at)
            values (:course, :window, :person, :page, :at)
            on conflict (course, opened) do update
              set person = excluded.person, page = excluded.page, seen_at = excluded.seen_at
            """,
            {**seen, "at": instant_text(now_utc())},
        )


def forget_closed(conn: Connection) -> None:
    """Forgets the windows of all courses that have said nothing for a while."""
    conn.execute("delete from draft_window where seen_at < :since", {"since": _since(HERE_FOR)})


def _since(ago: timedelta) -> str:
    return instant_text(now_utc() - ago)
