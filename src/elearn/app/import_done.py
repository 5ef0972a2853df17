"""What an import did: said after it was applied, until another file is chosen or the page is left."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple
from urllib.parse import urlencode

import streamlit as st

from elearn.app import downloads, session
from elearn.app.drawing import draw, move_focus
from elearn.app.import_reading import course_titles
from elearn.app.questions import names_of
from elearn.tracker import Actor, Right, imports
from elearn.tracker.imports import Applied
from elearn.translations import N_
from elearn.translations import gettext as _

NEXT = {
    "agencies": ("role-groups", "people"),
    "role-groups": ("people",),
    "courses": ("requirements",),
    "editions": ("requirements",),
    "people": ("requirements", "completions"),
    "headcounts": ("requirements", "completions"),
    "requirements": ("completions",),
}
"""After a kind of file, the kinds that come next. After the others there are figures to look at."""
COUNTED = {
    "agencies": N_("Figures show an agency after it has people of whom a course is required."),
    "role-groups": N_("Posts and requirements can name them now."),
    "courses": N_("Requirements and completions can name them now."),
    "people": N_("If a course is required of them, coverage counts them from their first day in post."),
    "headcounts": N_("Coverage counts agencies with a declared headcount by them from now."),
    "editions": N_("Requirements that come from them are in force while they are in effect."),
    "equivalences": N_("Coverage counts these passes from now."),
    "counts-towards": N_("Coverage counts what counts from now."),
    "requirements": N_("Coverage counts each of them from its first day."),
    "exemptions": N_("Coverage leaves these people out for as long as each exemption lasts."),
    "completions": N_("Coverage counts them from now."),
    "returns": N_("Coverage shows them from now, for agencies that send their own figures."),
    "outside": N_("It is approved, and counts from now for whatever requirement says so."),
    "roles": N_("People can use a new role at their next click."),
    "sessions": N_("They are on the list of Taught sessions now."),
    "attendance": N_("Whoever attended has the completion, and coverage counts it from now."),
}
"""What is true of the rows of a kind after they are written."""
FIGURES = frozenset(COUNTED) - {"role-groups", "courses", "roles", "editions", "sessions"}
"""The kinds that change figures."""
SHOWN = 5
"""How many of the agencies and courses are named."""
_DONE = "imports_done"
_MOVE = "imports_done_move"
"""Where the focus goes, if something was applied just now."""


@dataclass(frozen=True)
class Done:
    """What was done. It is kept in the session, so it does not hold the file. `rejected`: the rows left out, as CSV.

    `counts` have English words, which are translated when they are shown.

    `concerned` are the agencies and courses that it was about, in pairs of ids.
    """

    kind: str
    filename: str
    counts: Sequence[tuple[str, int]]
    applied: int
    concerned: Sequence[tuple[str | None, str | None]]
    rejected: bytes


class Place(NamedTuple):
    """An agency and a course that an import was about, in words, with the query of the address of their figures."""

    words: str
    query: str


def keep(done: Applied) -> None:
    """Keeps what an import did, to be said, and empties the field for a file."""
    found = done.preview
    counts = [(N_("Added"), found.count("new")), (N_("Changed"), found.count("changed") - done.ended)]
    if any(column.no_end for column in found.kind.columns):
        counts.append((N_("Ended"), done.ended))
    counts += [(N_("Already so"), done.unchanged), (N_("Left out"), done.rejected)]
    if found.kind.names_courses:
        counts.append((N_("Not completed"), found.count("not completed") - found.said_nothing))
    if found.said_nothing:
        counts.append((N_("Nothing filled in"), found.said_nothing))
    rejected = imports.rejected_file(found) if done.rejected else b""
    st.session_state[_DONE] = Done(
        found.kind.name, found.filename, counts, done.applied, done.concerned, rejected
    )
    sent = st.session_state["imports_sent"] = st.session_state.get("imports_sent", 0) + 1
    st.session_state[_MOVE] = f"applied-{sent}"


def forget() -> None:
    """Forgets what an import did."""
    st.session_state.pop(_DONE, None)


def draw_done(actor: Actor, allowed: Sequence[str], words: Mapping[str, str]) -> None:
    """Draws what an import did, if one was just applied.

    `allowed` are the kinds that the person may import, and `words` says what each kind is called.
    """
    done: Done | None = st.session_state.get(_DONE)
    if done is None:
        return
    places, move = _places(actor, done), st.session_state.pop(_MOVE, "")
    draw(
        "import-done.html",
        done=done,
        what=words[done.kind].lower(),
        counted=_(COUNTED[done.kind]) if done.applied else "",
        places=places[:SHOWN],
        more=len(places[SHOWN:]),
        screens=_screens(actor) if _changes_figures(done) else (),
        ways_on=_ways_on(done.kind, allowed, words),
        move=move,
    )
    if move:
        move_focus(move)
    if done.rejected:
        name = f"rejected-{done.filename.rsplit('.', 1)[0]}.csv"
        content = session.only_for("sessions" if done.kind == "attendance" else "import", done.rejected)
        downloads.button(_("Download the rejected rows"), content, name, "imports_left_out")


def _places(actor: Actor, done: Done) -> list[Place]:
    """What the import was about, as far as the person may know of it. The address is "" if there is no figure of it."""
    known = names_of(actor.import_scope())
    agencies, titles = {each.id: each.name for each in known.agencies}, course_titles()
    found = []
    for agency, course in done.concerned:
        if agency is not None and agency not in agencies:
            continue
        name = agencies[agency] if agency else _("Every agency")
        title = titles.get(course, course) if course else None
        words = title if done.kind == "courses" else f"{name}, {title}" if title else name
        asked = {"course": course, "agency": agency}
        counted = course is None or course in known.courses
        query = urlencode({key: id for key, id in asked.items() if id}) if counted else ""
        found.append(Place(words or name, query))
    return found


def _changes_figures(done: Done) -> bool:
    """Whether figures of what it was about have changed. A new agency has none yet."""
    return done.kind in FIGURES and (done.kind != "agencies" or dict(done.counts)["Changed"] > 0)


def _screens(actor: Actor) -> list[tuple[str, str]]:
    """The screens on which the person may see figures, as address and words."""
    offered: tuple[tuple[Right, str, str], ...] = (
        ("coverage", "coverage", _("Coverage")),
        ("people", "who-is-due", _("Who is due")),
    )
    return [(address, words) for right, address, words in offered if actor.may(right)]


def _ways_on(kind: str, allowed: Sequence[str], words: Mapping[str, str]) -> list[tuple[str, str]]:
    """What comes after an import of this kind, as addresses and words."""
    steps = [(f"imports?kind={each}", words[each].lower()) for each in NEXT.get(kind, ()) if each in allowed]
    rights = [("people-and-rights", _("see who may do what"))] if kind == "roles" else []
    return steps or rights or [("coverage", _("see the coverage"))]
