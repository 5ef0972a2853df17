"""What is required of one person, where they stand on each and why, on their page."""

from collections import Counter
from typing import Any

from elearn.app import person_why
from elearn.app.drawing import STATE_WORDS, draw, rendered
from elearn.app.person_seen import seen
from elearn.tracker import STATES, Actor, PersonPage
from elearn.translations import gettext as _
from elearn.translations import said


def section(actor: Actor, person: int) -> None:
    """Draws what is required, what is furthest behind first."""
    draw("person-required.html", **shown(seen(actor, person)))


def html(page: PersonPage) -> str:
    """The section as HTML."""
    return rendered("person-required.html", **shown(page))


def shown(page: PersonPage) -> dict[str, Any]:
    """What the section's template shows."""
    states = [None if row.why.state is None else STATES[row.why.state] for row in page.required]
    counts = Counter(states)
    cells = {row.why.cell for row in page.required}
    return {
        "as_at": page.as_at,
        "in_post": bool(page.posts_now),
        "counts": [
            (said(STATE_WORDS[state]), counts[state])
            for state in ("lapsed", "never", "grace", "in_date")
            if counts[state]
        ]
        + ([(_("Exempt"), counts[None])] if counts[None] else []),
        "lines": [
            {
                "title": row.title,
                "kind": row.why.kind,
                "state": state,
                "post": f"{row.role_group}, {row.agency}" if len(cells) > 1 else "",
                "why": person_why.why(page, row),
                "asked": list(
                    dict.fromkeys(
                        person_why.asked_by(under, page.namings.get(under.requirement))
                        for under in row.why.unders
                    )
                ),
                "several": len({under.requirement for under in row.why.unders}) > 1,
            }
            for row, state in zip(page.required, states, strict=True)
        ],
    }
