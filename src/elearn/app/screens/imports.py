"""Imports: choose a file, see what it would change, and apply it. Rejected rows can be downloaded."""

from collections.abc import Callable

import streamlit as st

from elearn.app import chosen, downloads, filters, import_done, import_preview, session
from elearn.app.drawing import draw, heading
from elearn.app.import_reading import course_of_file, course_titles
from elearn.app.questions import names_of
from elearn.tracker import Actor, directory, imports
from elearn.tracker.imports import KINDS
from elearn.translations import N_, in_this_language
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
    "sessions": N_("Taught sessions"),
    "attendance": N_("Attendance"),
}
LEAD = N_(
    "We first show you what a file changes. Nothing is written until you apply it, and then all of it is, or none."
)


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
        import_preview.show(actor, (kind, agency, course), file.name, file.getvalue())
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
