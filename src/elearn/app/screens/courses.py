"""Courses: each with a preview that follows its files, its checks, its outcomes and its exports."""

from collections.abc import Mapping
from pathlib import Path

import streamlit as st

from elearn.app import address, filters, session
from elearn.app.drawing import draw, heading
from elearn.app.problem_lists import draw_problems
from elearn.app.registers import forms
from elearn.app.screens import course_publishing
from elearn.checks import Examination, check_structure, examine_course
from elearn.content.course import Course, LoadedCourse, load_course, load_courses, map_outcomes, to_fill_in
from elearn.content.review import Recommendation, Review, recommendations_for
from elearn.days import today
from elearn.library import stamp_of
from elearn.packaging import LMS_FORMATS, Export, Format, Structure, export_package
from elearn.player import render_preview
from elearn.problems import InputFault, ProblemLog, has_errors, our_own_fault
from elearn.settings import settings
from elearn.tracker import Actor, catalogue

FORMAT_WORDS = {
    Format.SCORM_12: ("SCORM 1.2", "The safest choice: every learning management system takes it."),
    Format.SCORM_2004_3: ("SCORM 2004, 3rd edition", "Where your system asks for this edition by name."),
    Format.SCORM_2004_4: ("SCORM 2004, 4th edition", "Where your system says that it supports it whole."),
    Format.CMI5: ("cmi5", "For a newer system that keeps its records as xAPI statements."),
    Format.WEB: ("Web pages", "For a website or a shared folder of yours. No result is sent anywhere."),
    Format.SINGLE_FILE: (
        "One HTML file",
        "To send to somebody, or open from a disk. No result is sent anywhere.",
    ),
    Format.PDF: ("PDF", "To read or print, for people who do not take the course on a screen."),
    Format.BRIEFING: (
        "Seven-minute briefing",
        "One page to talk over in a team meeting, as PDF and as HTML.",
    ),
}
ENDINGS = {
    ".zip": ("the zip", "application/zip"),
    ".html": ("the HTML file", "text/html"),
    ".pdf": ("the PDF", "application/pdf"),
}
LEAD = "Plain text in, packages out. Open a course to see it as a learner will."
SHOWN = {"preview": "Preview", "checks": "Checks", "outcomes": "Outcomes", "exports": "Exports"}
"""By `?show=` in the address, the parts of a course's page."""
WIDTHS = {"desktop": "Desktop", "phone": "Phone"}
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


def head(_: Actor, query: Mapping[str, str]) -> tuple[str, str]:
    """Returns the heading and the sentence below it. A course in the address has its own, which is read later."""
    return ("", "") if query.get("course") else ("Courses", LEAD)


def _all() -> None:
    heading("Courses", LEAD)
    loaded = load_courses(settings().courses)
    states = catalogue.publication_states(session.database(), today())
    folders = {each.slug for each in loaded}
    gone = [each for each in states.values() if each.versions and each.course not in folders]
    if not loaded and not gone:
        draw(
            "empty.html",
            title="No course yet",
            text="A course is a folder of plain text. “elearn new course SLUG” begins one; docs/trainer.md says how.",
        )
        return
    known = _known()
    found = [(each, examine_course(each, known).problems) for each in loaded]
    draw("courses.html", courses=found, states=states, gone=gone)


def _one(slug: str) -> None:
    courses = settings().courses
    folder = courses / slug
    # an address could name any path, so only the name of an existing folder is accepted
    if not courses.is_dir() or slug not in {each.name for each in courses.iterdir()} or not folder.is_dir():
        course_publishing.show_without_folder(slug)
        return
    draw("course-head.html", loaded=load_course(folder))
    shown = filters.shown(SHOWN, "library_shown", name="show")
    if shown == "exports":
        _exports(folder)
    else:
        _following(str(folder), shown)


@st.fragment(run_every="2s")
def _following(folder: str, shown: str) -> None:
    """Draws the preview, the checks or the outcomes. It looks at the files every two seconds, and follows changes."""
    who = session.signed_in()
    if who is None or not who.may("author"):
        st.rerun()  # the whole page runs again and says why
    stamp = _stamp(Path(folder))
    loaded, found, preview = _examined(folder, stamp)
    if shown == "checks":
        draw_problems(folder, found.problems, found.waived)
        return
    if loaded.course and shown == "outcomes":
        _outcomes(loaded.course)
        return
    if not preview:
        draw_problems(folder, [each for each in found.problems if each.severity == "error"])
        return
    width = filters.shown(WIDTHS, "library_width", "See it as on a", name="width")
    title = loaded.course.title if loaded.course else loaded.slug
    st.iframe(preview, width=PHONE if width == "phone" else "stretch", height=820, alt=f"Preview of {title}")


def _outcomes(course: Course) -> None:
    held = _known()
    found = map_outcomes(course, held)
    draw(
        "outcomes.html",
        found=found,
        orphans=list(found.orphans()),
        labels=to_fill_in(course),
        english=course.language.startswith("en"),
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
    loaded, found, _ = _examined(str(folder), _stamp(folder))
    errors = [each for each in found.problems if each.severity == "error"]
    if loaded.course is None or errors:
        draw("said.html", text="Put these right first. You can then publish the course, or export it.")
        draw_problems(str(folder), errors)
        course_publishing.show_versions(folder.name)
        return
    if labels := to_fill_in(loaded.course):
        draw("fill-in.html", labels=labels)
    course_publishing.show(loaded.course, folder, _stamp(folder))
    course_publishing.show_versions(folder.name)
    _downloads(folder)


def _downloads(folder: Path) -> None:
    draw("subheading.html", text="For another system")
    first = next(iter(FORMAT_WORDS))
    address.bind("format", "library_format", first, {each.value: each for each in FORMAT_WORDS}.get)
    format = st.radio(
        "Format",
        list(FORMAT_WORDS),
        format_func=lambda each: FORMAT_WORDS[each][0],
        captions=[about for _, about in FORMAT_WORDS.values()],
        key="library_format",
    )
    by_module = format in LMS_FORMATS and st.checkbox(
        "Let the system start and track each module by itself", key="library_by_module"
    )
    try:
        made = _made(
            str(folder), _stamp(folder), format, Structure.MODULES if by_module else Structure.COURSE
        )
    except InputFault as fault:  # a problem of this format only
        draw_problems(str(folder), fault.problems)
        return
    for each in made:
        what, mime = ENDINGS[Path(each.name).suffix]
        st.download_button(
            f"Download for {FORMAT_WORDS[format][0]}" if format in LMS_FORMATS else f"Download {what}",
            session.only_for("author", each.content),
            file_name=each.name,
            mime=mime,
            key=f"library_{each.name}",
            on_click="ignore",
        )


@st.cache_data(ttl=600, max_entries=8, show_spinner="Making it…")
def _made(folder: str, stamp: int, format: Format, structure: Structure) -> tuple[Export, ...]:
    return export_package(load_course(Path(folder)), format, structure)


def _stamp(folder: Path) -> int:
    """A number that changes when a file of the course or a review changes."""
    return hash(stamp_of([*folder.rglob("*"), *settings().reviews.glob("*")]))
