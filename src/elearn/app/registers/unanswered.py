"""Recommendations that nobody acts on: the list, what an empty register says of it, and a line for each home."""

from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

import streamlit as st

from elearn.app import address, filters, lists
from elearn.app.drawing import draw
from elearn.app.questions import names_of
from elearn.app.registers import shelf
from elearn.app.registers.recommended import groups, our_board, recommended, why_not
from elearn.app.review_room import room
from elearn.app.session import database
from elearn.days import today
from elearn.library import Library, Room
from elearn.settings import settings
from elearn.tracker import Actor, current_version
from elearn.tracker.registers import unanswered
from elearn.translations import gettext as _

FOLLOW_UP = "dissemination-and-actions"
AT_HOME = 5
"""How many rows a home shows, at most."""
SAID = 3
"""How many rows are named above another register."""


class Line(NamedTuple):
    """A row as it is drawn: its recommendation in words, where that is read, and where what is done is recorded.

    Addresses are "" if the reader may not read the review, or if there is no agency to record for. `courses` are those
    that answer the recommendation, by title, with their addresses; none if the row before has named them.
    """

    row: unanswered.Waiting
    text: str
    read: str
    action: str
    dissemination: str
    courses: Sequence[tuple[str, str]] = ()


def show(actor: Actor) -> None:
    """Draws the list of every review, with its filters."""
    known, mine = names_of(actor.record_scope()), room(actor)
    if not known.agencies:
        draw(
            "empty.html",
            title=_("No agency yet"),
            text=_(
                "Once an administrator has added agencies, this shows which of them have recorded nothing "
                "on a recommendation that they must act on."
            ),
        )
        return
    reviews = {each.review for each in recommended()}
    with st.container(horizontal=True, key="unanswered_filters", vertical_alignment="bottom"):
        review = filters.one_of(
            _("Review"),
            shelf.names({slug: found for slug, found in mine.reviews.items() if slug in reviews}),
            _("All reviews"),
            "unanswered_review",
            name="review",
        )
        agency = filters.agency(known.agencies, _("All that I may see"), "unanswered_agency")
        late = filters.ticked(_("Only what is past due"), "unanswered_late", name="overdue")
    listed(actor, review=review or "", agency=agency or "", late=late)
    if actor.may("govern") and our_board() is None:
        draw("unanswered-whose.html", organisation=settings().organisation)


def of_review(actor: Actor, slug: str) -> None:
    """Draws what waits of one review, and who has acted already."""
    listed(actor, review=slug)
    done = unanswered.answered(database(), actor, recommended(), groups(), review=slug)
    if done:
        texts = shelf.recommendations(room(actor), slug)
        draw(
            "answered.html",
            lines=[(each, texts.get(each.recommendation, each.recommendation)) for each in done],
        )


def listed(actor: Actor, *, review: str = "", agency: str = "", late: bool = False) -> None:
    """Draws the list, what is longest overdue first. If it is empty, it says why."""
    number = lists.number("unanswered", (review, agency, late))
    found = _found(actor, review=review, agency=agency, late=late, page=number)
    if not found.total:
        title = _("Nothing is past due") if late else _("Nothing waits")
        draw("empty.html", title=title, text=_why(actor, review, agency, found, late=late))
        return
    draw(
        "unanswered.html",
        lines=_lines(actor, found.rows),
        found=found,
        everyone=actor.record_scope().kind == "everyone",
    )
    lists.ways_on("unanswered", found.total)


def say(actor: Actor, *, review: str = "", agency: str = "", title: str = "", text: str = "") -> None:
    """Draws what waits above another register, or why nothing does.

    With a `title` and a `text` it stands in place of an empty list. Whoever sees no such list gets these only.
    """
    if not actor.may("record"):
        draw("empty.html", title=title, text=text)
        return
    found = _found(actor, review=review, agency=agency, size=SAID)
    if review in room(actor).reviews:
        every = address.link("reviews", review=review)
    else:
        every = address.link(FOLLOW_UP, agency=agency)
    draw(
        "unanswered-said.html",
        title=title,
        text=text,
        found=found,
        lines=_lines(actor, found.rows),
        alone=len(names_of(actor.record_scope()).agencies) == 1,
        every=every,
        why="" if found.total else _why(actor, review, agency, found),
    )


def at_home(actor: Actor) -> None:
    """Draws what waits for a lead's own agency, past due first, or why nothing does."""
    draw("unanswered-home.html", **home(actor))


def home(actor: Actor) -> dict[str, Any]:
    """What `unanswered-home.html` says of this lead's list."""
    found = _at_home(_facts(), shelf.library(), settings().organisation, actor, today())
    return {
        "found": found,
        "lines": _lines(actor, found.rows),
        "alone": len(names_of(actor.record_scope()).agencies) == 1,
        "every": FOLLOW_UP,
        "why": "" if found.total else _why(actor, "", "", found),
    }


def in_a_line(actor: Actor) -> None:
    """Draws how much waits, and a link to it. If nothing does, or if there is no agency yet, it draws nothing."""
    if line := as_line(actor):
        draw("unanswered-line.html", **line)


def as_line(actor: Actor) -> dict[str, Any]:
    """What `unanswered-line.html` says of this person's list. {} if it says nothing."""
    if not actor.may("record") or not names_of(actor.record_scope()).agencies:
        return {}
    total, late = counted(actor)
    return {"total": total, "late": late, "every": FOLLOW_UP} if total else {}


def counted(actor: Actor) -> tuple[int, int]:
    """How many rows the whole list has, and how many of them are past due. It is kept until something changes."""
    return _counted(_facts(), shelf.library(), settings().organisation, actor, today())


def _facts() -> tuple[Any, ...]:
    """What an answer that is kept depends on, besides the library and who asks."""
    return settings().database, current_version(database()), unanswered.stamp(database())


@lru_cache(maxsize=64)
def _at_home(
    _facts: tuple[Any, ...], _held: Library, _organisation: str, actor: Actor, day: date
) -> unanswered.Unanswered:
    return unanswered.unanswered(database(), actor, recommended(), groups(), day, size=AT_HOME)


@lru_cache(maxsize=64)
def _counted(
    _facts: tuple[Any, ...], _held: Library, _organisation: str, actor: Actor, day: date
) -> tuple[int, int]:
    found = unanswered.unanswered(database(), actor, recommended(), groups(), day, size=1)
    return found.total, found.late


def _found(actor: Actor, **asked: Any) -> unanswered.Unanswered:
    return unanswered.unanswered(database(), actor, recommended(), groups(), today(), **asked)


def _lines(actor: Actor, rows: Sequence[unanswered.Waiting]) -> list[Line]:
    """The rows as they are drawn. A recommendation that several must act on is said in full once."""
    mine = room(actor)
    before = ["", *(row.recommendation for row in rows)]
    return [
        _line(mine, row, again=row.recommendation == last) for row, last in zip(rows, before, strict=False)
    ]


def _line(mine: Room, row: unanswered.Waiting, *, again: bool) -> Line:
    reference = row.recommendation
    name, text = shelf.told(mine, reference), shelf.recommendation(mine, reference)
    if not text:
        return Line(row, name, "", "", "")
    slug, _mark, id = reference.partition("#")
    action, told = (
        address.link(FOLLOW_UP, recommendation=reference, owner=row.agency, record=what) if row.agency else ""
        for what in ("action", "dissemination")
    )
    read = f"{address.link('reviews', review=slug)}#{id}"
    courses = [] if again else shelf.courses(mine, reference)
    return Line(row, name if again else text, read, action, told, courses)


def _why(actor: Actor, review: str, agency: str, found: unanswered.Unanswered, *, late: bool = False) -> str:
    """Why nothing waits, in a sentence."""
    if review and review not in room(actor).reviews:
        return _("You may not read this review. What your agency must do about it appears here.")
    if review and (said := why_not(review)):
        return said
    if late:
        return _("No recommendation that waits is past its day.")
    if found.asked:
        return _("Everyone who must act has recorded an action or a dissemination.")
    if agency:
        return _("There is nothing to act on: no recommendation names this agency or a part of it.")
    if actor.record_scope().kind != "everyone":
        return _("There is nothing to act on: no recommendation names your agency or a part of it.")
    return _("There is nothing to act on: no review here has a recommendation.")
