"""The quality markers of a review: whether each is met, the evidence, who answered and when."""

from collections.abc import Iterable
from dataclasses import dataclass

from elearn.database import Database, now_text
from elearn.tracker import audit
from elearn.tracker.registers.form_fields import FormFields
from elearn.tracker.scope import Actor
from elearn.translations import gettext as _

ANSWERS = ("met", "partly", "not yet", "not applicable")


@dataclass(frozen=True, slots=True)
class MarkerAnswer:
    """The answer to one quality marker of a review. `name` is who answered, if a person did.

    `answered_at` is ISO text in UTC.
    """

    marker: str
    answer: str
    evidence: str
    name: str | None
    answered_at: str


def answer(db: Database, actor: Actor, review: str, marker: str, *, answer: str, evidence: str = "") -> None:
    """Answers a marker of a review. A new answer replaces the one before.

    `met` and `partly` need evidence. `marker` is an id from the guidance: the caller makes sure that it exists.
    Raises InputFault with everything that is wrong.
    """
    actor.must("govern")
    entry = FormFields()
    values = {
        "review": entry.review(review),
        "marker": entry.text(_("Marker"), marker, longest=64),
        "answer": entry.one_of(_("Answer"), answer, ANSWERS),
        "evidence": entry.text(_("Evidence"), evidence, required=answer in ("met", "partly")),
        "by": actor.person,
        "now": now_text(),
    }
    entry.done()
    with db.write() as conn:
        conn.execute(
            """
            insert into quality_marker_answer (review, marker, answer, evidence, answered_by, answered_at)
            values (:review, :marker, :answer, :evidence, :by, :now)
            on conflict (review, marker) do update
               set answer = excluded.answer, evidence = excluded.evidence, answered_by = excluded.answered_by,
                   answered_at = excluded.answered_at
            """,
            values,
        )
        audit.note(
            conn,
            "marker.answered",
            actor=actor.person,
            subject=f"markers:{review}",
            detail={"marker": marker, "answer": answer},
        )


def answers(db: Database, actor: Actor, review: str) -> dict[str, MarkerAnswer]:
    """The answers of a review, by marker."""
    actor.must("govern")
    with db.read() as conn:
        found = conn.objects(
            MarkerAnswer,
            """
            select a.marker, a.answer, a.evidence, p.name, a.answered_at
              from quality_marker_answer a left join person p on p.id = a.answered_by
             where a.review = :review
            """,
            {"review": review},
        )
    return {each.marker: each for each in found}


def progress(db: Database, actor: Actor, markers: Iterable[str]) -> dict[str, int]:
    """By review, how many of these markers are answered. Reviews without an answer are left out."""
    actor.must("govern")
    with db.read() as conn:
        return dict(
            conn.tuples(
                "select review, count(*) from quality_marker_answer where marker in :markers group by review",
                {"markers": list(markers)},
            )
        )
