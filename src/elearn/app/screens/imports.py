"""Imports: choose a file, see what it would change, and apply it. Rejected rows can be downloaded."""

import streamlit as st

from elearn.app import downloads, filters, session
from elearn.app.drawing import draw, heading, plural
from elearn.app.questions import names_of, written_courses
from elearn.problems import InputFault
from elearn.tracker import Actor, directory, imports
from elearn.tracker.imports import KINDS, Applied, Preview

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
SHOWN = 100


def show() -> None:
    """Draws the screen."""
    actor = session.me("import")
    heading(
        "Imports",
        "A file is previewed first. Nothing changes until you apply it, and then all of it does, or none.",
    )
    kind, agency = _what(actor)
    file = st.file_uploader(
        f"File of {KIND_WORDS[kind].lower()} (CSV or Excel)",
        type=["csv", "txt", "xlsx"],
        key=f"imports_file_{kind}",
    )
    done: Applied | None = st.session_state.pop("imports_done", None)
    if done:
        draw("import-done.html", done=done)
    if file is not None:
        _preview(actor, kind, agency, file.name, file.getvalue())
    history = directory.imports(session.database(), actor.import_scope(), size=20)
    draw("import-history.html", batches=history.rows, total=history.total, kinds=KIND_WORDS)


def _what(actor: Actor) -> tuple[str, str | None]:
    allowed = [kind for kind in KINDS if actor.may("administer") or KINDS[kind].leads]
    known = names_of(actor.import_scope())
    with st.container(horizontal=True, key="imports_what", vertical_alignment="bottom"):
        kind = st.selectbox(
            "What is in the file", allowed, format_func=KIND_WORDS.__getitem__, key="imports_kind"
        )
        agency = None
        if KINDS[kind].holdable:
            if actor.may("administer"):
                agency = filters.agency(
                    known.agencies, "No: rows for any agency", "imports_agency", "Hold it to one agency"
                )
            else:
                named = {each.id: each.name for each in known.agencies}
                agency = st.selectbox(
                    "For which agency", list(named), format_func=named.__getitem__, key="imports_for"
                )
        columns = [column.name for column in KINDS[kind].columns]
        st.download_button(
            "Get an empty file with the right columns",
            downloads.as_csv([], columns),
            file_name=f"{kind}.csv",
            mime="text/csv",
            key="imports_template",
            on_click="ignore",
        )
    return kind, agency


def _preview(actor: Actor, kind: str, agency: str | None, name: str, data: bytes) -> None:
    try:
        preview = imports.preview(
            session.database(), kind, data, name, agency, by=actor, written=written_courses()
        )
    except InputFault as fault:
        draw(
            "import-faults.html",
            title="This file cannot be read",
            problems=fault.problems,
            more=0,
            publish={},
        )
        return
    draw("import-preview.html", preview=preview, what=KIND_WORDS[kind].lower())
    if preview.rejected:
        draw(
            "import-faults.html",
            title=f"{plural(len(preview.rejected), 'row')} cannot be applied",
            problems=preview.problems()[:SHOWN],
            more=max(0, len(preview.problems()) - SHOWN),
            publish=preview.unpublished if actor.may("author") else {},
        )
    with st.container(horizontal=True, key="imports_ways_on", vertical_alignment="center"):
        _apply(actor, preview)


def _apply(actor: Actor, preview: Preview) -> None:
    ready = len(preview.to_apply)
    accept = False
    if preview.rejected:
        st.download_button(
            "Download the rejected rows",
            session.only_for("import", imports.rejected_file(preview)),
            file_name=f"rejected-{preview.filename.rsplit('.', 1)[0]}.csv",
            mime="text/csv",
            key="imports_rejected",
            on_click="ignore",
        )
        accept = st.checkbox(
            "Apply the good rows and leave these out", key=f"imports_accept_{preview.sha256}"
        )
    if not ready:
        return
    label = f"Apply {plural(ready, 'row')}"
    if st.button(label, type="primary", key="imports_apply", disabled=bool(preview.rejected) and not accept):
        st.session_state["imports_done"] = imports.apply(
            session.database(), preview, actor, accept_valid=accept
        )
        st.rerun()
