"""What is required of one person, where they stand on each and why, on their page."""

from collections import Counter
from typing import Any

from elearn.app import person_why
from elearn.app.drawing import draw, rendered, state_said
from elearn.app.person_seen import seen
from elearn.tracker import STATES, Actor, PersonPage
from elearn.translations import gettext as _

_ORDER = ("lapsed", "never", "grace", "in_date")


def section(actor: Actor, person: int) -> None:
    """Draws what is required, what is furthest behind first."""
    draw("person-required.html", **shown(seen(actor, person)))


def html(page: PersonPage) -> str:
    """The section as HTML."""
    return rendered("person-required.html", **shown(page))


def shown(page: PersonPage) -> dict[str, Any]:
    """What the section's template shows. What is the same at several posts is one line."""
    lines = _lines(page)
    counts = Counter(line["state"] for line in lines)
    said_of = [(state_said(state), counts[state]) for state in _ORDER if counts[state]]
    return {
        "as_at": page.as_at,
        "in_post": bool(page.posts_now),
        "counts": [*said_of, *([(_("Exempt"), counts[None])] if counts[None] else [])],
        "lines": lines,
    }


def _lines(page: PersonPage) -> list[dict[str, Any]]:
    cells = {row.why.cell for row in page.required}
    lines: dict[tuple[Any, ...], dict[str, Any]] = {}
    for row in page.required:
        state = None if row.why.state is None else STATES[row.why.state]
        why = person_why.why(page, row)
        asked = [person_why.asked_by(under, page.namings.get(under.requirement)) for under in row.why.unders]
        line = lines.setdefault(
            (row.why.course, state, *why, *asked),
            {
                "title": row.title,
                "kind": row.why.kind,
                "state": state,
                "posts": [],
                "why": why,
                "asked": list(dict.fromkeys(asked)),
            },
        )
        if len(cells) > 1:
            line["posts"].append(f"{row.role_group}, {row.agency}")
    return list(lines.values())
