"""The posts of one person, on their page."""

from typing import Any

from elearn.app.drawing import draw
from elearn.app.person_seen import seen
from elearn.tracker import Actor, PersonPage


def section(actor: Actor, person: int) -> None:
    """Draws the posts that the reader may see, the latest first."""
    draw("person-posts.html", **shown(actor, seen(actor, person)))


def shown(actor: Actor, page: PersonPage) -> dict[str, Any]:
    """What the section's template shows."""
    return {"rows": page.posts, "today": page.as_at, "opens": actor.may("administer")}
