"""The answers and the results of outcomes that a registration keeps, each in its place."""

from dataclasses import replace
from operator import attrgetter

from elearn.database import Connection
from elearn.tracker.progress import Progress


def keep(conn: Connection, registration: int, progress: Progress, *, superseded: bool) -> None:
    """Keeps each interaction and outcome result. `superseded`: only if there is none at that place yet.

    Most are stored already, because a snapshot is whole. A row that would stay the same is not written.
    """
    progress = _not_stored(conn, registration, progress)
    if progress.interactions:
        conn.send_many(
            _KEEP_INTERACTION[superseded],
            [
                {
                    "registration": registration,
                    "position": each.position,
                    **{name: getattr(each, name) for name in _INTERACTION_FIELDS},
                }
                for each in progress.interactions
            ],
        )
    if progress.outcomes:
        conn.send_many(
            _KEEP_OUTCOME[superseded],
            [
                {
                    "registration": registration,
                    "outcome": each.outcome,
                    "score": each.score,
                    "status": each.status,
                }
                for each in progress.outcomes
            ],
        )


def _not_stored(conn: Connection, registration: int, progress: Progress) -> Progress:
    """The progress without the answers that are stored as they are. To read them all costs less than to write a few."""
    if len(progress.interactions) < _WORTH_READING:
        return progress
    fields = ("position", *_INTERACTION_FIELDS)
    stored = set(
        conn.tuples(
            f"select {', '.join(fields)} from interaction where registration = :registration",
            {"registration": registration},
        )
    )
    row = attrgetter(*fields)
    return replace(
        progress, interactions=tuple([each for each in progress.interactions if row(each) not in stored])
    )


_WORTH_READING = 3
"""From how many answers on. One or two are new, as a rule: the runtime leaves out those that it knows to be stored."""


def _keeping(table: str, key: str, fields: tuple[str, ...]) -> tuple[str, str]:
    """Two statements that keep a row of a table. The first replaces the row that is there, and the second does not."""
    insert = f"""
        insert into {table} (registration, {key}, {", ".join(fields)})
        values (:registration, :{key}, {", ".join(f":{name}" for name in fields)})
        on conflict (registration, {key}) do """
    changed = " or ".join(
        f"{table}.{name} <> excluded.{name} or ({table}.{name} is null) <> (excluded.{name} is null)"
        for name in fields
    )
    update = "update set " + ", ".join(f"{name} = excluded.{name}" for name in fields)
    return f"{insert}{update} where {changed}", f"{insert}nothing"


_INTERACTION_FIELDS = (
    "question",
    "type",
    "outcome",
    "response",
    "correct",
    "result",
    "weighting",
    "latency",
    "answered_at",
)
_KEEP_INTERACTION = _keeping("interaction", "position", _INTERACTION_FIELDS)
_KEEP_OUTCOME = _keeping("outcome_result", "outcome", ("score", "status"))
