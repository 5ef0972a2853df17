"""Imports: choose a file, see what it would change, and apply it. Rejected rows can be downloaded."""

import logging
from collections.abc import Callable, Mapping, Sequence
from hashlib import sha256

import streamlit as st

from elearn import metrics
from elearn.app import chosen, downloads, effects, filters, import_answers, import_done, session
from elearn.app.bars import bar, people_worked_out, rows_read, rows_written, unbroken
from elearn.app.drawing import draw, heading, thousands
from elearn.app.import_reading import course_of_file, course_titles, draw_meaning, draw_reading
from elearn.app.questions import names_of, written_courses
from elearn.problems import ElearnError, InputFault, Problem
from elearn.tracker import Actor, directory, imports
from elearn.tracker.imports import KINDS, Preview
from elearn.translations import N_, in_this_language, ngettext
from elearn.translations import gettext as _

KIND_WORDS = {
    "agencies": N_("Agencies"),
    "role-groups": N_("Role groups"),
    "courses": N_("Courses taught elsewhere, hours and updates"),
    "people": N_("People and their posts"),
    "headcounts": N_("Headcounts"),
    "editions": N_("Editions of standards"),
    "requirements": N_("Requirements"),
    "equivalences": N_("Equivalences"),
    "counts-towards": N_("Courses that count towards hours or updates"),
    "exemptions": N_("Exemptions"),
    "completions": N_("Completions"),
    "returns": N_("Agencies’ own returns"),
    "outside": N_("Learning from elsewhere"),
    "roles": N_("Roles"),
}
LEAD = N_(
    "We first show you what a file changes. Nothing is written until you apply it, and then all of it is, or none."
)
SHOWN = 100
_UNFORESEEN = N_(
    "Something in it is of a kind that we did not expect. Nothing was changed. Save it as CSV UTF-8 or XLSX and choose "
    "it again. If that does not help, show it to whoever runs this system."
)
_log = logging.getLogger(__name__)


def show() -> None:
    """Draws the screen."""
    actor = session.me("import")
    if "imports_kind" not in st.session_state:  # the page is opened, or opened again
        import_done.forget()
    heading(_("Imports"), _(LEAD))
    kind, agency, course = _what(actor)
    file = chosen.file(
        _("File of %(kind)s (CSV, Excel or a report saved as a web page)", kind=_kind_in_a_sentence(kind)),
        ["csv", "tsv", "txt", "xlsx", "xlsm", "xls", "htm", "html"],
        f"imports_file_{kind}_{st.session_state.get('imports_sent', 0)}",
    )
    if file is None:
        st.session_state.pop("imports_found", None)
        import_done.draw_done(actor, _allowed(actor), _kind_words())
    else:
        import_done.forget()
        _preview(actor, (kind, agency, course), file.name, file.getvalue())
    _help(kind)  # what the file did or would do comes first
    history = directory.imports(session.database(), actor.import_scope(), size=20)
    draw(
        "import-history.html",
        batches=history.rows,
        total=history.total,
        kinds=_kind_words(),
        courses=course_titles(),
    )


def _kind_words() -> dict[str, str]:
    """What each kind of file is called, in the reader's language."""
    return {kind: _(words) for kind, words in KIND_WORDS.items()}


def _kind_in_a_sentence(kind: str) -> str:
    return _(KIND_WORDS[kind]).lower()


def _what(actor: Actor) -> tuple[str, str | None, str | None]:
    """Asks for the kind of file, the agency that it is held to, and the course that it is about."""
    allowed = _allowed(actor)
    known = names_of(actor.import_scope())
    with st.container(horizontal=True, key="imports_what", vertical_alignment="bottom"):
        words = {kind: _(KIND_WORDS[kind]) for kind in allowed}
        kind = filters.always_one_of(_("What is in the file"), words, "imports_kind", name="kind")
        agency = None
        if KINDS[kind].holdable:
            if actor.may("administer"):
                agency = filters.agency(
                    known.agencies, _("No: rows for any agency"), "imports_agency", _("Hold it to one agency")
                )
            else:
                offered, said = filters.agencies_offered(known.agencies, "imports_for", _("For which agency"))
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
        (_("Get an empty file"), kind, lambda _by: imports.template(kind)),
        (_("Get a filled-in example"), f"{kind}-example", lambda _by: imports.example(kind)),
        (
            _("Get the ids and names"),
            "ids-and-names",
            lambda by: imports.ids_and_names(session.database(), by),
        ),
    )
    with st.container(horizontal=True, key="imports_help"):
        for words, name, make in offered:
            downloads.button(words, _later(make), f"{name}.csv", f"imports_help_{name}")


def _later(make: Callable[[Actor], bytes]) -> Callable[[], bytes]:
    """Returns a function that makes a file when a browser fetches it, for whoever the person is by then."""
    importer = session.later("import")
    return in_this_language(lambda: make(importer()))


def _preview(actor: Actor, what: tuple[str, str | None, str | None], name: str, data: bytes) -> None:
    try:
        preview = _found(actor, what, name, data)
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


def _apply(actor: Actor, preview: Preview, seen: int | None) -> None:
    ready = len(preview.to_apply)
    accept = False
    if preview.rejected:
        name = f"rejected-{preview.filename.rsplit('.', 1)[0]}.csv"
        content = session.only_for("import", imports.rejected_file(preview))
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
