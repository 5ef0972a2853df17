"""What one person learned elsewhere, and their reflections, on their page. Hours stand among what is required."""

from elearn.app import outside_words, session
from elearn.app.drawing import draw
from elearn.tracker import Actor, outside

SHOWN = 20


def section(actor: Actor, person: int) -> None:
    """Draws what the person recorded, that which waits first, and that they wrote reflections. No text of those."""
    db = session.database()
    found = outside.of_person(db, actor, person, size=SHOWN)
    written = outside.written_by(db, actor, person)
    if not found.total and not written:
        return
    rows = sorted(found.rows, key=lambda each: each.state != "waiting")
    draw(
        "person-outside.html",
        rows=rows,
        total=found.total,
        states=outside_words.STATES,
        how=outside_words.how,
        written=written,
        decides=person != actor.person,
    )
