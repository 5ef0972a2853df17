"""From a document: a review's PDF or Word file becomes a draft. What was recognised is shown next to its source."""

import hashlib
from dataclasses import dataclass, field
from typing import get_args

import streamlit as st

from elearn.app import chosen, session
from elearn.app.drawing import draw, heading, sentence, thousands
from elearn.app.problem_lists import draw_problems
from elearn.app.review_words import DOCUMENTS, theme_words
from elearn.app.screens.intake_items import Fields, findings, recommendations
from elearn.content.review import ReviewType, Theme, load_boards, read_review
from elearn.intake import (
    Document,
    Draft,
    Flag,
    begin_draft,
    draft_text,
    extract_document,
    flags_in,
    flags_in_document,
    keep_words,
    kept_name,
    missing_facts,
    recognise_learning,
    save_draft,
    slug_for,
    twins,
    without_flags,
)
from elearn.problems import InputFault
from elearn.settings import settings
from elearn.translations import N_, ngettext
from elearn.translations import gettext as _

LEAD = N_(
    "A review’s PDF or Word file becomes a draft review. Please confirm everything that we recognised in it."
)
ORIGINS = {"real": N_("A board’s report"), "fictional": N_("Fiction, written to train with")}
_MISSING = {
    "board": N_("board"),
    "label": N_("label"),
    "kind of review": N_("kind of review"),
    "year": N_("year"),
    "day of publication": N_("day of publication"),
}
SHOWN = 60
KEPT = 4
"""How many documents a person can work on at once."""
PARTS = ("what_happened", "what_went_well", "what_must_change")


@dataclass
class Work:
    """What one person is working on: a document, and its draft with all their corrections."""

    id: str
    document: Document
    draft: Draft
    in_report: list[tuple[Flag, list[str]]] = field(default_factory=list)
    slug: str = ""
    proposed: str = ""
    saved: list[str] = field(default_factory=list)
    keeps_report: bool = False


def show() -> None:
    """Draws the screen."""
    session.me("author")
    heading(_("From a document"), _(LEAD))
    draw("intake-copyright.html")
    file = chosen.file(_("The report (PDF or DOCX)"), ["pdf", "docx"], "intake_file", megabytes=40)
    work: Work | None = st.session_state.get("intake_work")
    report = file.getvalue() if file is not None else None
    if file is not None and report is not None:
        work = _read(report, file.name)
    if work is None:
        return
    st.session_state["intake_work"] = work
    draft = work.draft
    draw(
        "intake-summary.html",
        document=work.document,
        draft=draft,
        missing=[_(_MISSING[each]) for each in missing_facts(draft)],
    )
    _parts(work, Fields(work.id), report)


def _parts(work: Work, fields: Fields, report: bytes | None) -> None:
    """Draws the choice of the draft's part, and the chosen part. `report` is the file, while it is at hand."""
    draft = work.draft
    flags = flags_in(draft_text(draft, "draft")) if _sound(work) else []
    names = {
        "about": _("The review"),
        "findings": _("Findings (%(count)s)", count=sum(each.take for each in draft.findings)),
        "recommendations": _(
            "Recommendations (%(count)s)", count=sum(each.take for each in draft.recommendations)
        ),
        "flags": _("Identifying details (%(count)s)", count=len(flags)),
        "file": _("The draft file"),
    }
    st.session_state.setdefault("intake_part", "about")
    part = st.segmented_control(
        _("Part"), list(names), format_func=names.__getitem__, key="intake_part", label_visibility="collapsed"
    )
    if part == "findings":
        findings(draft, work.document, fields)
    elif part == "recommendations":
        recommendations(draft, work.document, fields)
    elif part == "flags":
        draw("subheading.html", text=_("In the draft"))
        draw("intake-flags.html", flags=flags)
        draw("subheading.html", text=_("In the report"))
        draw("intake-report-flags.html", found=work.in_report[:SHOWN], more=len(work.in_report) - SHOWN)
    elif part == "file":
        _file(work, fields, report)
    else:
        _about(work, fields)


def _read(data: bytes, name: str) -> Work | None:
    """The work on a file, or None if it cannot be read. If a person opens a file again, their corrections are there."""
    digest = hashlib.sha256(data).hexdigest()[:12]
    begun: dict[str, Work] = st.session_state.setdefault("intake_begun", {})
    if digest in begun:
        return begun[digest]
    try:
        with st.spinner(_("Reading the report")):
            document = extract_document(data, name)
    except InputFault as fault:
        draw("intake-faults.html", title=_("This file cannot be read"), problems=fault.problems)
        return None
    if len(begun) >= KEPT and not _make_room(begun):
        return None
    begun[digest] = Work(
        digest, document, begin_draft(recognise_learning(document), name), flags_in_document(document)
    )
    return begun[digest]


def _make_room(begun: dict[str, Work]) -> bool:
    """Whether there is room for one more report. One with a saved draft is closed; the others hold corrections."""
    saved = next((digest for digest, work in begun.items() if work.saved), None)
    if saved is None:
        names = "; ".join(work.document.name for work in begun.values())
        draw(
            "empty.html",
            title=_("%(count)s reports are open", count=KEPT),
            text=_("Save the draft of one of them first: %(names)s.", names=names),
        )
        return False
    del begun[saved]
    return True


def _sound(work: Work) -> bool:
    """Whether the draft can be a review as it is. If not, the reasons are shown."""
    try:
        draft_text(work.draft, "draft")
    except InputFault as fault:
        draw("intake-faults.html", title=_("Not yet a review"), problems=fault.problems)
        return False
    return True


def _about(work: Work, fields: Fields) -> None:
    draft = work.draft
    before = draft.origin
    fields.choose(
        _("This is"), draft, "origin", list(ORIGINS), {id: _(words) for id, words in ORIGINS.items()}
    )
    if draft.origin != before:
        keep_words(draft, draft.origin == "fictional")
        fields.forget("keep_said", "keep_happened")
    known = [board.name for board in load_boards(settings().reviews).boards.boards.values()]
    left, right = st.columns(2)
    with left:
        fields.text(
            _("Board"),
            draft,
            "board",
            help=_("Boards here: %(names)s", names="; ".join(known)) if known else None,
        )
        fields.text(_("Label: what the review is called"), draft, "label")
        fields.text(_("Title"), draft, "title")
        fields.number(_("Year"), draft, "year")
    with right:
        kinds = {"": _("Not found: choose one")} | {each: sentence(_(each)) for each in get_args(ReviewType)}
        fields.select(_("Kind of review"), draft, "type", list(kinds), kinds)
        documents: dict[str, str] = {"": _("Report"), **dict(DOCUMENTS.items())}
        fields.select(_("Which of its documents this is"), draft, "document", list(documents), documents)
        fields.day(_("Published on"), draft, "published")
        fields.text(
            _("Address: where its publisher shows it"),
            draft,
            "address",
            help=_("All of it, starting with https://"),
        )
    themes = {theme: theme_words(theme) for theme in get_args(Theme)}
    fields.several(_("Themes, as its words suggest"), draft, "themes", list(themes), themes)
    draw("subheading.html", text=_("What happened"))
    left, right = st.columns([3, 2])
    with left:
        fields.area(_("In your own words"), draft, "what_happened")
        fields.tick(_("Put the report’s own words into the file"), draft, "keep_happened")
    with right:
        draw("intake-told.html", told=draft.happened)
    fields.area(
        _("What went well, in a few sentences (else the strengths are counted)"), draft, "what_went_well"
    )
    fields.area(_("What must change (else the recommendations are counted)"), draft, "what_must_change")
    _flags_of(draft, fields)


def _flags_of(draft: Draft, fields: Fields) -> None:
    """Shows identifying details in the texts of the three parts, and offers the texts without them."""
    for name in PARTS:
        words = getattr(draft, name)
        if flags := flags_in(words):
            draw("intake-flags.html", flags=flags)
            fields.rewrite(draft, name, without_flags(words, flags))


def _lines(count: int) -> str:
    return ngettext(
        "What the file says (%(num)s line)", "What the file says (%(num)s lines)", count, num=thousands(count)
    )


def _to_keep(work: Work, fields: Fields, report: bytes | None) -> bytes | None:
    """Asks whether the report is to be kept with the draft. Returns it if so."""
    if report is None:
        draw("intake-report-gone.html")
        return None
    fields.tick(
        _("Keep the report’s file with the draft"),
        work,
        "keeps_report",
        help=_(
            "Everyone who may open this document can then download it from the review’s page. Keep only a report "
            "that your board may publish, and look for identifying details in it first."
        ),
    )
    return report if work.keeps_report else None


def _file(work: Work, fields: Fields, report: bytes | None) -> None:
    draft = work.draft
    proposed = slug_for(draft)
    if work.slug in ("", work.proposed) and work.slug != proposed:
        work.slug = work.proposed = proposed
        fields.forget("_slug")
    fields.text(_("Name of the file"), work, "slug", help=_("Small letters, digits and hyphens"))
    if not _sound(work):
        return
    kept = _to_keep(work, fields, report)
    slug = work.slug or proposed
    text = draft_text(draft, slug, kept_name(slug, kept))
    _review, problems = read_review(work.slug, text, f"{work.slug}.md")
    if problems:
        draw_problems(f"{work.slug}.md", problems)
    folder = settings().reviews
    if same := [path.name for path in twins(draft, folder)]:
        draw("intake-twins.html", names=same)
    refused = any(problem.severity == "error" for problem in problems)
    with st.container(horizontal=True, key="intake_ways_on", vertical_alignment="center"):
        if st.button(_("Save the draft"), type="primary", key="intake_save", disabled=refused):
            session.me("author")
            work.saved.append(save_draft(draft, folder, work.slug, kept).as_posix())
        st.download_button(
            _("Download it instead"),
            session.only_for("author", draft_text(draft, slug).encode()),
            file_name=f"{work.slug}.md",
            mime="text/markdown",
            key="intake_download",
            on_click="ignore",
        )
    if work.saved:
        draw("intake-saved.html", paths=work.saved)
    draw("subheading.html", text=_lines(len(text.splitlines())))
    st.code(text, language=None, wrap_lines=True)
