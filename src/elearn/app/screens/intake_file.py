"""The file of a draft: whether it is as the person has seen it, what saving makes of it, and saving it."""

import hashlib
from functools import partial

import streamlit as st

from elearn.app import draft_files, forms, session
from elearn.app.drafting import Fields
from elearn.app.drawing import draw, thousands
from elearn.app.problem_lists import draw_problems
from elearn.content.review import read_review
from elearn.intake import (
    Draft,
    FileChanged,
    draft_text,
    kept_name,
    lost_comments,
    sha_of,
    slug_for,
    twins,
)
from elearn.problems import NotFound
from elearn.settings import settings
from elearn.tracker.registers import ReviewWork, review_work
from elearn.translations import gettext as _
from elearn.translations import ngettext


def ask_about_file(work: ReviewWork, draft: Draft) -> None:
    """Draws what to do if the file of a draft is gone or is not what the person has seen. Else it draws nothing."""
    state = draft_files.state_of(work)
    if state not in ("changed", "gone"):
        return
    seen = sha_of(draft_files.path_of(work))
    if state == "changed" and draft_files.says_the_same(work, draft):
        draft_files.keep_mine(work, seen)
        st.rerun()
    lines = draft_files.differences(work, draft) if state == "changed" else []
    draw("intake-file-changed.html", state=state, file=work.file, lines=lines)
    with st.container(horizontal=True, key="intake_changed"):
        if state == "changed":
            sure = not work.has_unsaved or st.checkbox(
                _("Leave out what I have not saved"), key=f"intake_{work.id}_leave_out"
            )
            if st.button(_("Take what the file says"), key="intake_take_file", disabled=not sure):
                try:
                    draft_files.take_file(work)
                except NotFound as error:
                    draw("trouble.html", title=_("It cannot be taken"), text=error.text)
                else:
                    st.rerun()
        words = _("Keep mine, and let saving replace it") if seen else _("Save mine as a new file")
        if st.button(words, key="intake_keep_mine"):
            draft_files.keep_mine(work, seen)
            st.rerun()


def show(work: ReviewWork, draft: Draft, fields: Fields, report: bytes | None, *, sound: bool) -> None:
    """Draws the part in which a draft is saved. `report` is the content of its report, while that is at hand."""
    proposed = slug_for(draft)
    if work.file:
        draw("intake-file-name.html", file=work.file)
    else:
        fields.text(
            _("Name of the file"),
            draft,
            "slug",
            help=_("Small letters, digits and hyphens"),
            read=lambda typed: "" if typed.strip() == proposed else typed.strip(),
            shown=lambda slug: slug or proposed,
        )
    if sound:
        _saving(work, draft, fields, report)
    _removal(work)


def _saving(work: ReviewWork, draft: Draft, fields: Fields, report: bytes | None) -> None:
    kept = _to_keep(work, draft, fields, report)
    slug = work.file.removesuffix(".md") or draft.slug or slug_for(draft)
    text = draft_text(draft, slug, kept_name(slug, kept))
    if work.file:
        text = draft_files.text_of(work, draft) if kept is None else text
    _review, problems = read_review(slug, text, f"{slug}.md")
    if problems:
        draw_problems(f"{slug}.md", problems)
    others = [path.name for path in twins(draft, settings().reviews) if path.name != work.file]
    if others := [each for each in others if each not in {joined.file for joined in draft.joined}]:
        draw("intake-twins.html", names=others)
    refused = any(problem.severity == "error" for problem in problems)
    refused = refused or draft_files.state_of(work) in ("changed", "gone")
    _lost(work, text)
    with st.container(horizontal=True, key="intake_ways_on", vertical_alignment="center"):
        saves = st.button(_("Save the draft"), type="primary", key="intake_save", disabled=refused)
        st.download_button(
            _("Download it instead"),
            session.only_for("author", text.encode()),
            file_name=f"{slug}.md",
            mime="text/markdown",
            key="intake_download",
            on_click="ignore",
        )
    if saves:
        save(work.id, kept)
    draw("subheading.html", text=_lines(len(text.splitlines())))
    st.code(text, language=None, wrap_lines=True)


def save(id: int, report: bytes | None = None) -> None:
    """Saves a draft and says so. If its file is not what the person has seen, the page asks about that instead."""
    try:
        forms.take("intake_saved", partial(draft_files.save, id, report), said)
    except FileChanged:
        st.rerun()


def said(done: draft_files.Done) -> str:
    """What is said of a draft that was saved."""
    text = _(
        "It is in %(file)s and says that it is a draft. Do not write a course from it until it is confirmed.",
        file=done.file,
    )
    if not done.left:
        return text
    left = _(
        "These files were changed since you joined them, so they are still there: %(files)s. Write what is new in "
        "them into this draft, and delete them.",
        files=", ".join(done.left),
    )
    return f"{text} {left}"


def _lines(count: int) -> str:
    return ngettext(
        "What the file says (%(num)s line)", "What the file says (%(num)s lines)", count, num=thousands(count)
    )


def _lost(work: ReviewWork, text: str) -> None:
    """Draws the comments of the file that saving would leave out, if there are any."""
    if not work.file or not draft_files.path_of(work).is_file():
        return
    now = draft_files.path_of(work).read_text(encoding="utf-8", errors="replace")
    if lost := lost_comments(now, text):
        draw("intake-lost.html", lines=lost)


def _to_keep(work: ReviewWork, draft: Draft, fields: Fields, report: bytes | None) -> bytes | None:
    """Asks whether the report is to be kept with the draft. Returns it if so."""
    if not work.report:
        return None
    if report is None:
        draw("intake-report-gone.html")
        given = st.file_uploader(
            _("The report once more (PDF or DOCX)"),
            type=["pdf", "docx"],
            key=f"intake_{work.id}_again",
            max_upload_size=40,
        )
        if given is None:
            return None
        if hashlib.sha256(given.getvalue()).hexdigest() != work.report:
            draw(
                "trouble.html",
                title=_("This is another file"),
                text=_("The draft was made from another one, or this one was changed since."),
            )
            return None
        report = given.getvalue()
    fields.tick(
        _("Keep the report’s file with the draft"),
        draft,
        "keep_report",
        help=_(
            "Everyone who may open this document can then download it from the review’s page. Keep only a report "
            "that your board may publish, and look for identifying details in it first."
        ),
    )
    return report if draft.keep_report else None


def _removal(work: ReviewWork) -> None:
    """Draws the form that removes the draft from the person's work."""
    with st.expander(_("Remove it from your work")):
        draw("intake-remove.html", work=work)
        with st.form(f"intake_{work.id}_removal", border=False):
            sure = not work.has_unsaved or st.checkbox(
                _("Leave out what I have not saved"), key=f"intake_{work.id}_sure"
            )
            sent = st.form_submit_button(_("Remove it"))
        if sent and not sure:
            text = _("Tick the box if what is not saved may go.")
            draw("trouble.html", title=_("It holds what is not saved"), text=text)
        elif sent:

            def act() -> None:
                review_work.remove(session.database(), session.me("author"), work.id)
                st.query_params.clear()

            forms.take("intake_removed", act, _("It is no longer in your work."))
