"""What a file to import would do, and the button that applies it."""

import logging
from collections.abc import Mapping, Sequence
from hashlib import sha256

import streamlit as st

from elearn import metrics
from elearn.app import downloads, effects, import_answers, import_done, session
from elearn.app.bars import bar, people_worked_out, rows_read, rows_written, unbroken
from elearn.app.drawing import draw, thousands
from elearn.app.import_reading import draw_meaning, draw_reading
from elearn.app.questions import names_of, written_courses
from elearn.problems import ElearnError, InputFault, Problem
from elearn.tracker import Actor, Right, imports
from elearn.tracker.imports import KINDS, Preview
from elearn.translations import N_, ngettext
from elearn.translations import gettext as _

SHOWN = 100
_UNFORESEEN = N_(
    "Something in it is of a kind that we did not expect. Nothing was changed. Save it as CSV UTF-8 or XLSX and choose "
    "it again. If that does not help, show it to whoever runs this system."
)
_log = logging.getLogger(__name__)

What = tuple[str, str | None, str | None]
"""The kind of a file, and the agency and the course that it is held to."""


def show(actor: Actor, what: What, name: str, data: bytes, session_id: int | None = None) -> None:
    """Draws what a file would do, and the button that applies it.

    `what` is its kind, and the agency and the course that it is held to; `session_id` is the taught session that a list
    of attendance is about.
    """
    try:
        preview = _found(actor, what, name, data, session_id)
    except InputFault as fault:
        _faults(_("This file cannot be read"), fault.problems)
        return
    except ElearnError as fault:
        draw("trouble.html", title=_("This file cannot be imported as it is"), text=fault.text)
        return
    except Exception:
        _log.exception("A file could not be previewed.")  # without its name, which may be a person's
        draw("trouble.html", title=_("This file cannot be read"), text=_(_UNFORESEEN))
        return
    draw_reading(preview, names_of(actor.import_scope()).agencies)
    if preview.questions:
        return
    draw("import-preview.html", preview=preview)
    draw_meaning(preview)
    if preview.movable or preview.change_addresses:
        st.checkbox(_("Change the addresses of known people"), key=f"imports_addresses_{preview.sha256}")
    if preview.rejected:
        publish = preview.unpublished if actor.may("author") else {}
        title = ngettext(
            "%(num)s row cannot be applied",
            "%(num)s rows cannot be applied",
            len(preview.rejected),
            num=thousands(len(preview.rejected)),
        )
        _faults(title, preview.problems(), publish)
    seen = effects.of_file(actor, preview)
    with st.container(horizontal=True, key="imports_ways_on", vertical_alignment="center"):
        _apply(actor, preview, seen)


def _found(actor: Actor, what: What, name: str, data: bytes, session_id: int | None) -> Preview:
    """Returns what the file would do. A long file is not read again with each click, unless something changed."""
    kind, agency, course = what
    digest = sha256(data).hexdigest()
    change = bool(st.session_state.get(f"imports_addresses_{digest}"))
    answers = import_answers.given(digest, kind, course)
    asked = (actor.person, what, session_id, name, digest, change)
    before, answered, preview = st.session_state.get("imports_found", (None, None, None))
    if before == asked and imports.is_current(session.database(), preview, actor):
        found: Preview | None = preview
        if answered != answers:
            found = import_answers.with_what_is_open(preview, answers)
        if found is not None:
            return found
    st.session_state.pop("imports_found", None)
    with bar() as step, metrics.import_shown("preview", step(rows_read)) as progress:
        found = imports.preview(
            session.database(),
            kind,
            data,
            name,
            agency,
            by=actor,
            written=written_courses(),
            change_addresses=change,
            answers=answers,
            course=course,
            session=session_id,
            progress=progress,
        )
    if import_answers.is_long(found):
        st.session_state["imports_found"] = (asked, answers, found)
    return found


def _faults(title: str, problems: Sequence[Problem], publish: Mapping[int, str] | None = None) -> None:
    """Draws each reason once, with its rows, because a thousand rows often have the same one.

    `publish` are the courses to link to, which only wait for being published, by row.
    """
    reasons = imports.by_reason(problems)
    more = sum(reason.count for reason in reasons[SHOWN:])
    draw("import-reasons.html", title=title, reasons=reasons[:SHOWN], more=more, publish=publish or {})


def _apply(actor: Actor, preview: Preview, seen: int | None) -> None:
    ready = len(preview.to_apply)
    accept = False
    if preview.rejected:
        name = f"rejected-{preview.filename.rsplit('.', 1)[0]}.csv"
        right: Right = "sessions" if KINDS[preview.kind.name].names_sessions else "import"
        content = session.only_for(right, imports.rejected_file(preview))
        downloads.button(_("Download the rejected rows"), content, name, "imports_rejected")
        accept = st.checkbox(
            _("Apply the good rows and leave these out"), key=f"imports_accept_{preview.sha256}"
        )
    if not ready:
        return
    label = ngettext("Apply %(num)s row", "Apply %(num)s rows", ready, num=thousands(ready))
    if st.button(label, type="primary", key="imports_apply", disabled=bool(preview.rejected) and not accept):
        try:
            with (
                unbroken() as step,
                metrics.import_shown("apply", step(rows_written)) as progress,
            ):
                done = imports.apply(
                    session.database(),
                    preview,
                    actor,
                    accept_valid=accept,
                    seen=seen,
                    progress=progress,
                    working_out=step(people_worked_out),
                )
                st.session_state.pop("imports_found", None)
                import_done.keep(done)  # with it the file goes, so that a second press finds nothing to apply
                st.rerun()
        except InputFault as fault:
            if any(problem.rule == imports.UNSEEN for problem in fault.problems):
                st.rerun()  # the effect as it is now is shown
            _faults(
                _("Something has changed since you chose the file, and nothing was applied"), fault.problems
            )
