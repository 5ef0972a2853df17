"""From a document: reports that become draft reviews, and drafts that are opened again.

The address says what is shown: `work=ID` a draft in work, `open=NAME` opens a review file, `delete=NAME` asks whether
one is to go, and without them there is a list of all.
"""

import hashlib
from pathlib import Path

import streamlit as st

from elearn.app import chosen, draft_files, drafting, forms, lists, session
from elearn.app.drawing import draw, heading
from elearn.app.screens import intake_delete, intake_work
from elearn.intake import (
    begin_draft,
    document_as_json,
    draft_as_json,
    draft_from_json,
    extract_document,
    recognise_learning,
)
from elearn.problems import InputFault, NotFound
from elearn.tracker.registers import ReviewWork, review_work
from elearn.translations import N_
from elearn.translations import gettext as _

LEAD = N_(
    "A review’s PDF or Word file becomes a draft review. Please confirm everything that we recognised in it."
)
_MOST_DIGITS = 12


def show() -> None:
    """Draws the screen."""
    session.me("author")
    heading(_("From a document"), _(LEAD))
    query = st.query_params
    if work := query.get("work"):
        intake_work.show(_number(work))
        return
    drafting.closed()
    if slug := query.get("open"):
        _go_to(draft_files.open_file(slug))
    elif slug := query.get("delete"):
        intake_delete.show(slug)
    else:
        _all()


def _number(asked: str) -> int:
    if not (asked.isascii() and asked.isdecimal() and len(asked) <= _MOST_DIGITS):
        raise NotFound(_("There is no such draft in your work. Go back to all drafts."))
    return int(asked)


def _go_to(id: int) -> None:
    """Shows a draft in work."""
    st.query_params.from_dict({"work": str(id)})
    st.rerun()


def _all() -> None:
    """Draws the choice of a report, the drafts in the person's work, and the draft reviews that are files."""
    forms.say_done("intake")
    draw("intake-copyright.html")
    file = chosen.file(_("The report (PDF or DOCX)"), ["pdf", "docx"], "intake_file", megabytes=40)
    if file is not None:
        _read(file.getvalue(), file.name)
    mine = review_work.all_of(session.database(), session.me("author"))
    rows = [(each, _called(each)) for each in mine]
    draw("intake-works.html", rows=rows, most=review_work.MOST)
    _files({each.file for each in mine})


def _called(work: ReviewWork) -> str:
    """What a draft in work is called: its label and board, else the name of its report."""
    draft = draft_from_json(work.draft)
    return ", ".join(filter(None, (draft.label, draft.board))) or work.name


def _files(mine: set[str]) -> None:
    """Draws the draft reviews that are files, a page of them."""
    drafts = draft_files.drafts()
    draw("subheading.html", text=_("Draft reviews"))
    if not drafts:
        draw(
            "empty.html",
            title=_("No draft review"),
            text=_("A draft that you save is here until somebody has confirmed it."),
        )
        return
    number = lists.number("intake_files", "")
    rows, total = lists.some_of(drafts, lambda each: each.path.name, "", number)
    draw("intake-drafts.html", rows=[(each.path, each.review) for each in rows], mine=mine, total=total)
    lists.ways_on("intake_files", total)


def _read(data: bytes, name: str) -> None:
    """Reads a report into a draft and shows it. If the person has it in work already, it shows that."""
    db, actor = session.database(), session.me("author")
    digest = hashlib.sha256(data).hexdigest()
    found = next((each for each in review_work.all_of(db, actor) if each.report == digest), None)
    if found is None and not review_work.has_room(db, actor):
        draw(
            "trouble.html",
            title=_("Your work is full"),
            text=_(
                "You have %(count)s drafts in work, each with something that is not saved. Save or remove one first.",
                count=review_work.MOST,
            ),
        )
        return
    if found is None:
        try:
            with st.spinner(_("Reading the report")):
                document = extract_document(data, name)
        except InputFault as fault:
            draw("intake-faults.html", title=_("This file cannot be read"), problems=fault.problems)
            return
        draft = draft_as_json(begin_draft(recognise_learning(document), name))
        id = review_work.begin(
            db, actor, draft, name=Path(name).name, report=digest, document=document_as_json(document)
        )
    else:
        id = found.id
    intake_work.hold_report(id, data)
    _go_to(id)
