"""Courses: each with a preview that follows its files, its checks, its outcomes and its exports."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import streamlit as st

from elearn.app import address, filters, session
from elearn.app.drawing import draw, heading
from elearn.app.problem_lists import draw_problems
from elearn.app.questions import names_of
from elearn.app.registers import forms
from elearn.app.screens import course_publishing
from elearn.authoring import saved_hash, signoff
from elearn.authoring.drafts import Drafts
from elearn.checks import Examination, check_structure, examine_course
from elearn.content.course import (
    SHARED,
    Course,
    LoadedCourse,
    load_course,
    load_courses,
    localised,
    map_outcomes,
    to_fill_in,
)
from elearn.content.review import Recommendation, Review, recommendations_for
from elearn.days import today
from elearn.desk import FORMATS
from elearn.library import stamp_of
from elearn.packaging import LMS_FORMATS, Export, Format, Structure, export_package
from elearn.player import render_preview
from elearn.problems import InputFault, ProblemLog, has_errors, our_own_fault
from elearn.settings import settings
from elearn.tracker import Actor, Scope, catalogue, local_contacts
from elearn.translations import N_, in_this_language
from elearn.translations import gettext as _

ENDINGS = {
    ".zip": (N_("Download the zip"), "application/zip"),
    ".html": (N_("Download the HTML file"), "text/html"),
    ".pdf": (N_("Download the PDF"), "application/pdf"),
}
LEAD = N_("Write a course, see it as a learner will, and publish it here or export it.")
SHOWN = {
    "preview": N_("Preview"),
    "checks": N_("Checks"),
    "outcomes": N_("Outcomes"),
    "exports": N_("Exports"),
}
"""By `?show=` in the address, the parts of a course's page."""
WIDTHS = {"desktop": N_("Desktop"), "phone": N_("Phone")}
TIERS = {
    "individual": N_("individual tier"),
    "local": N_("local tier"),
    "strategic": N_("strategic tier"),
}
"""The tiers of outcomes, in words."""
PHONE = 390
"""How wide the preview is on a phone, in pixels."""


def show() -> None:
    """Draws the screen: the course that the address names, or all courses."""
    session.me("author")
    slug = st.query_params.get("course")
    if slug:
        _one(slug)
    else:
        _all()


def head(_actor: Actor, query: Mapping[str, str]) -> tuple[str, str]:
    """Returns the heading and the sentence below it. A course in the address has its own, which is read later."""
    return ("", "") if query.get("course") else (_("Courses"), _(LEAD))


def _all() -> None:
    heading(_("Courses"), _(LEAD))
    loaded = load_courses(settings().courses)
    states = catalogue.publication_states(session.database(), today())
    folders = {each.slug for each in loaded}
    gone = [each for each in states.values() if each.versions and each.course not in folders]
    if not loaded and not gone:
        draw(
            "empty.html",
            title=_("No course yet"),
            text=_(
                "“New course” begins one. It can be written as plain text files, too: docs/trainer.md says how."
            ),
        )
        draw("new-course.html", desk=settings().desk_url)
        return
    known = _known()
    found = [(each, examine_course(each, known).problems) for each in loaded]
    draw("new-course.html", desk=settings().desk_url)
    draw("courses.html", courses=found, states=states, gone=gone, desk=settings().desk_url)


def _one(slug: str) -> None:
    courses = settings().courses
    folder = courses / slug
    # an address could name any path, so only the name of an existing folder is accepted
    if not courses.is_dir() or slug not in {each.name for each in courses.iterdir()} or not folder.is_dir():
        course_publishing.show_without_folder(slug)
        return
    draw("course-head.html", loaded=load_course(folder), desk=settings().desk_url)
    shown = filters.shown(_said(SHOWN), "library_shown", name="show")
    if shown == "exports":
        _exports(folder)
    else:
        follow = st.fragment(in_this_language(_following), run_every="2s")
        follow(str(folder), shown)


def _said(words: Mapping[str, str]) -> dict[str, str]:
    """Words by id, in the reader's language."""
    return {id: _(text) for id, text in words.items()}


def _following(folder: str, shown: str) -> None:
    """Draws the preview, the checks or the outcomes. As a fragment, it looks at the files every two seconds."""
    who = session.signed_in()
    if who is None or not who.may("author"):
        st.rerun()  # the whole page runs again and says why
    stamp = _stamp(Path(folder))
    loaded, found, preview = _examined(folder, stamp)
    if shown == "checks":
        people = loaded.course.invented_people if loaded.course else ()
        draw_problems(folder, found.problems, found.waived, people)
        return
    if loaded.course and shown == "outcomes":
        _outcomes(loaded.course)
        return
    if not preview:
        draw_problems(folder, [each for each in found.problems if each.severity == "error"])
        return
    width = filters.shown(_said(WIDTHS), "library_width", _("See it as on a"), name="width")
    title = loaded.course.title if loaded.course else loaded.slug
    st.iframe(
        preview,
        width=PHONE if width == "phone" else "stretch",
        height=820,
        alt=_("Preview of %(title)s", title=title),
    )


def _outcomes(course: Course) -> None:
    held = _known()
    found = map_outcomes(course, held)
    draw(
        "outcomes.html",
        found=found,
        orphans=list(found.orphans()),
        labels=to_fill_in(course),
        english=course.language.startswith("en"),
        tiers=TIERS,
        titles={ref: f"{review.title}, {item.id}" for ref, (review, item) in (held or {}).items()},
    )


@st.cache_data(ttl=600, max_entries=16, show_spinner=False)
def _examined(folder: str, stamp: int) -> tuple[LoadedCourse, Examination, str]:
    """The course, its checks, and its preview ("" if it cannot be built). `stamp` changes with the files."""
    loaded = load_course(Path(folder))
    found = examine_course(loaded, _known())
    if loaded.course is None or has_errors(check_structure(loaded)):
        return loaded, found, ""
    preview = ""
    with our_own_fault(ProblemLog(f"{folder}/course.md", found.problems), 0, "the pages of this course"):
        preview = render_preview(loaded.course, loaded.media())
    return loaded, found, preview


def _known() -> Mapping[str, tuple[Review, Recommendation]] | None:
    """Every recommendation with its review, by reference. None if there are no reviews."""
    return recommendations_for(settings().courses, settings().reviews)


def _exports(folder: Path) -> None:
    forms.say_done()
    draft = Drafts(session.database(), settings().courses).glance().get(folder.name)
    if draft and draft.unsaved:
        draw("unsaved.html", edit=f"{settings().desk_url}/desk/{folder.name}")
    loaded, found, _preview = _examined(str(folder), _stamp(folder))
    errors = [each for each in found.problems if each.severity == "error"]
    if loaded.course is None or errors:
        draw("said.html", text=_("Put these right first. You can then publish the course, or export it."))
        draw_problems(str(folder), errors)
        course_publishing.show_versions(folder.name)
        return
    if labels := to_fill_in(loaded.course):
        draw("fill-in.html", labels=labels)
    course_publishing.show(loaded.course, folder, _stamp(folder))
    course_publishing.show_versions(folder.name)
    _downloads(folder)


def _downloads(folder: Path) -> None:
    draw("subheading.html", text=_("For another system"))
    first = next(iter(FORMATS))
    address.bind("format", "library_format", first, {each.value: each for each in FORMATS}.get)
    format = st.radio(
        _("Format"),
        list(FORMATS),
        format_func={each: _(words) for each, (words, _about) in FORMATS.items()}.__getitem__,
        captions=[_(about) for _words, about in FORMATS.values()],
        key="library_format",
    )
    by_module = format in LMS_FORMATS and st.checkbox(
        _("Let the system start and track each module by itself"), key="library_by_module"
    )
    agency, contacts = _for_agency()
    try:
        with session.database().read() as conn:
            signoff.must_be_publishable(conn, folder.name, saved_hash(folder))
        with st.spinner(_("Making it…")):
            structure = Structure.MODULES if by_module else Structure.COURSE
            made = _made(str(folder), _stamp(folder), format, structure, agency, contacts)
        with session.database().read() as conn:  # the files may have been changed while it was made of them
            signoff.must_be_publishable(conn, folder.name, saved_hash(folder))
    except InputFault as fault:  # a problem of this format only, or the board's rule
        draw_problems(str(folder), fault.problems)
        return
    for each in made:
        what, mime = ENDINGS[Path(each.name).suffix]
        st.download_button(
            _("Download for %(format)s", format=_(FORMATS[format][0])) if format in LMS_FORMATS else _(what),
            session.only_for("author", each.content),
            file_name=each.name,
            mime=mime,
            key=f"library_{each.name}",
            on_click="ignore",
        )


def _for_agency() -> tuple[str, tuple[tuple[str, str], ...]]:
    """The agency whose contacts the packages have, and these contacts. Nothing if they are as the course has them."""
    everyone = (
        Scope.everyone()
    )  # contacts are of agencies, not of people: whoever writes courses may read them
    agencies = names_of(everyone).agencies
    if not agencies:
        return "", ()
    chosen = filters.agency(agencies, _("As the course has it"), "library_agency", _("With the contacts of"))
    if chosen is None:
        return "", ()
    found = local_contacts.contacts_of(session.database(), everyone, chosen)
    if not found:
        words = _("This agency has filled in no contacts yet, so its packages say what the course says.")
        draw("said.html", text=words)
    return chosen, tuple(sorted((key, each.value) for key, each in found.items()))


@st.cache_data(ttl=600, max_entries=8, show_spinner=False)
def _made(
    folder: str,
    stamp: int,
    format: Format,
    structure: Structure,
    agency: str,
    contacts: Sequence[tuple[str, str]],
) -> tuple[Export, ...]:
    loaded = localised(load_course(Path(folder)), dict(contacts))
    return export_package(loaded, format, structure, agency)


def _stamp(folder: Path) -> int:
    """A number that changes when a file of the course, of the shared banks or of a review changes."""
    shared = folder.parent / SHARED
    return hash(stamp_of([*folder.rglob("*"), *shared.rglob("*"), *settings().reviews.glob("*")]))
