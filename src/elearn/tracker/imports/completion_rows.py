"""The completions of a file as rows: from a temporary table into `completion` and `completion_without_result`."""

from collections.abc import Mapping, Sequence
from typing import Any

from elearn.database import Connection, now_text
from elearn.tracker.counting import STAYS
from elearn.tracker.imports.tries import KEY


def make_stage(conn: Connection) -> None:
    """Makes the temporary table in which the rows to write wait for the transaction."""
    conn.execute("drop table if exists staged_completion")
    conn.execute(
        """
        create temporary table staged_completion (
          position integer primary key, person integer, course text, completed_on text, version text,
          passed integer, score real, outcome text, minutes integer, participatory integer
        )
        """
    )


def write_staged(conn: Connection, batch: int) -> None:
    """Writes the rows that wait. Whatever the file does not say of minutes is what the course says now."""
    told = {"batch": batch, "now": now_text()}
    reflections = _take_away_assumed(conn)
    conn.execute(
        f"""
        insert into completion ({", ".join(KEY)}, taken_as_passed, minutes, participatory, how, import_batch,
                                recorded_at)
        select {", ".join(f"s.{name}" for name in KEY)}, case when s.outcome = 'taken as passed' then 1 else 0 end,
               coalesce(s.minutes, course.minutes), coalesce(s.participatory, 0), 'import', :batch, :now
          from staged_completion s join course on course.id = s.course
         where s.outcome <> 'not known' order by s.position
        """,
        told,
    )
    _give_back(conn, reflections)
    conn.execute(
        """
        insert into completion_without_result (person, course, version, completed_on, import_batch, recorded_at)
        select person, course, version, completed_on, :batch, :now
          from staged_completion where outcome = 'not known' order by position
        on conflict (person, course, completed_on, version) do nothing
        """,
        told,
    )
    conn.execute("drop table staged_completion")


def _take_away_assumed(conn: Connection) -> list[dict[str, Any]]:
    """Delete the passes that were taken as such of a day whose result the file says. Those withdrawn stay.

    Returns the reflections on them, for `_give_back`.
    """
    which = f"""
        c.taken_as_passed = 1 and {STAYS}
        and exists (select 1 from staged_completion s
                     where s.person = c.person and s.course = c.course
                       and s.completed_on = c.completed_on and s.outcome in ('passed', 'failed'))
    """
    reflections = conn.rows(
        f"""
        select f.id, c.person, c.course, c.completed_on
          from reflection f join completion c on c.id = f.completion where {which}
        """
    )
    ids = {"ids": [each["id"] for each in reflections]}
    conn.execute("update reflection set completion = null where id in :ids", ids)
    conn.execute(f"delete from completion where id in (select c.id from completion c where {which})")
    return reflections


def _give_back(conn: Connection, reflections: Sequence[Mapping[str, Any]]) -> None:
    """Let each reflection be about the result of that day which has taken the place of the one that was deleted."""
    conn.many(
        f"""
        update reflection
           set completion = (select c.id from completion c
                              where c.person = :person and c.course = :course and c.completed_on = :completed_on
                                and {STAYS} order by c.passed desc, c.id desc limit 1)
         where id = :id
        """,
        reflections,
    )
