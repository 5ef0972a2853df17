"""Imports: choose a file, see what it would change, and apply it. Rejected rows can be downloaded."""

import logging
from collections.abc import Callable, Mapping, Sequence
from hashlib import sha256

import streamlit as st

from elearn import metrics
from elearn.app import downloads, filters, import_answers, import_done, session
from elearn.app.bars import bar, people_worked_out, rows_read, rows_written, unbroken
from elearn.app.drawing import draw, heading, plural
from elearn.app.import_reading import course_of_file, course_titles, draw_meaning, draw_reading
from elearn.app.questions import names_of, written_courses
from elearn.problems import ElearnError, InputFault, Problem
from elearn.tracker import Actor, directory, imports
from elearn.tracker.imports import KINDS, Preview

KIND_WORDS = {
    "agencies": "Agencies",
    "role-groups": "Role groups",
    "courses": "Courses taught elsewhere",
    "people": "People and their posts",
    "headcounts": "Headcounts",
    "requirements": "Requirements",
    "exemptions": "Exemptions",
    "completions": "Completions",
    "returns": "Agencies’ own returns",
    "roles": "Roles",
}
LEAD = "A file is previewed first. Nothing changes until you apply it, and then all of it does, or none."
SHOWN = 100
_UNFORESEEN = (
    "Something in it is of a kind that we did not expect. Nothing was changed. Save it as CSV UTF-8 or XLSX and choose "
    "it again. If that does not help, show it to whoever runs this system."
)
_log = logging.getLogger(__name__)


def show() -> None:
    """Draws the screen."""
    actor = session.me("import")
    if "imports_kind" not in st.session_state:  # the page is opened, or opened again
        import_done.forget()
    heading("Imports", LEAD)
    kind, agency, course = _what(actor)
    file = st.file_uploader(
        f"File of {KIND_WORDS[kind].lower()} (CSV, Excel or a report saved as a web page)",
        type=["csv", "tsv", "txt", "xlsx", "xlsm", "xls", "htm", "html"],
        key=f"imports_file_{kind}_{st.session_state.get('imports_sent', 0)}",
    )
    if file is None:
        st.session_state.pop("imports_found", None)
        import_done.draw_done(actor, _allowed(actor), KIND_WORDS)
    else:
        import_done.forget()
        _preview(actor, (kind, agency, course), file.name, file.getvalue())
    _help(kind)  # what the file did or would do comes first
    history = directory.imports(session.database(), actor.import_scope(), size=20)
    draw(
        "import-history.html",
        batches=history.rows,
        total=history.total,
        kinds=KIND_WORDS,
        courses=course_titles(),
    )


def _what(actor: Actor) -> tuple[str, str | None, str | None]:
    """Asks for the kind of file, the agency that it is held to, and the course that it is about."""
    allowed = _allowed(actor)
    known = names_of(actor.import_scope())
    with st.container(horizontal=True, key="imports_what", vertical_alignment="bottom"):
        words = {kind: KIND_WORDS[kind] for kind in allowed}
        kind = filters.always_one_of("What is in the file", words, "imports_kind", name="kind")
        agency = None
        if KINDS[kind].holdable:
            if actor.may("administer"):
                agency = filters.agency(
                    known.agencies, "No: rows for any agency", "imports_agency", "Hold it to one agency"
                )
            else:
                offered, said = filters.agencies_offered(known.agencies, "imports_for", "For which agency")
                agency = (
                    filters.always_one_of(said, offered, "imports_for", name="agency") if offered else None
                )
        course = course_of_file() if KINDS[kind].names_courses else None
    return kind, agency, course


def _allowed(actor: Actor) -> list[str]:
    return [kind for kind in KINDS if actor.may("administer") or KINDS[kind].leads]


def _help(kind: str) -> None:
    """Says what goes into the file, and offers an empty one, a filled-in one, and what it may name."""
    draw("import-columns.html", kind=KINDS[kind], required=imports.REQUIRED)
    offered: tuple[tuple[str, str, Callable[[Actor], bytes]], ...] = (
        ("Get an empty file", kind, lambda _: imports.template(kind)),
        ("Get a filled-in example", f"{kind}-example", lambda _: imports.example(kind)),
        ("Get the ids and names", "ids-and-names", lambda by: imports.ids_and_names(session.database(), by)),
    )
    with st.container(horizontal=True, key="imports_help"):
        for label, name, make in offered:
            downloads.button(label, _later(make), f"{name}.csv", f"imports_help_{name}")


def _later(make: Callable[[Actor], bytes]) -> Callable[[], bytes]:
    """Returns a function that makes a file when a browser fetches it, for whoever the person is by then."""
    importer = session.later("import")
    return lambda: make(importer())


def _preview(actor: Actor, what: tuple[str, str | None, str | None], name: str, data: bytes) -> None:
    try:
        preview = _found(actor, what, name, data)
    except InputFault as fault:
        _faults("This file cannot be read", fault.problems)
        return
    except ElearnError as fault:
        draw("trouble.html", title="This file cannot be imported so", text=str(fault))
        return
    except Exception:
        _log.exception("A file could not be previewed.")  # without its name, which may be a person's
        draw("trouble.html", title="This file cannot be read", text=_UNFORESEEN)
        return
    draw_reading(preview, names_of(actor.import_scope()).agencies)
    if preview.questions:
        return
    draw("import-preview.html", preview=preview, what=KIND_WORDS[preview.kind.name].lower())
    draw_meaning(preview)
    if preview.movable or preview.change_addresses:
        st.checkbox("Change the addresses of known people", key=f"imports_addresses_{preview.sha256}")
    if preview.rejected:
        publish = preview.unpublished if actor.may("author") else {}
        _faults(f"{plural(len(preview.rejected), 'row')} cannot be applied", preview.problems(), publish)
    with st.container(horizontal=True, key="imports_ways_on", vertical_alignment="center"):
        _apply(actor, preview)


def _found(actor: Actor, what: tuple[str, str | None, str | None], name: str, data: bytes) -> Preview:
    """Returns what the file would do. A long file is not read again with each click, unless something changed."""
    kind, agency, course = what
    digest = sha256(data).hexdigest()
    change = bool(st.session_state.get(f"imports_addresses_{digest}"))
    answers = import_answers.given(digest, kind, course)
    asked = (actor.person, what, name, digest, change)
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


def _apply(actor: Actor, preview: Preview) -> None:
    ready = len(preview.to_apply)
    accept = False
    if preview.rejected:
        name = f"rejected-{preview.filename.rsplit('.', 1)[0]}.csv"
        content = session.only_for("import", imports.rejected_file(preview))
        downloads.button("Download the rejected rows", content, name, "imports_rejected")
        accept = st.checkbox(
            "Apply the good rows and leave these out", key=f"imports_accept_{preview.sha256}"
        )
    if not ready:
        return
    label = f"Apply {plural(ready, 'row')}"
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
                    progress=progress,
                    working_out=step(people_worked_out),
                )
                st.session_state.pop("imports_found", None)
                import_done.keep(done)  # with it the file goes, so that a second press finds nothing to apply
                st.rerun()
        except InputFault as fault:
            _faults("Something has changed since you chose the file, and nothing was applied", fault.problems)
