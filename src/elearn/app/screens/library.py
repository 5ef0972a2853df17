"""Courses: each with what its checks say, a preview that follows the files, and its exports."""

from pathlib import Path

import streamlit as st

from elearn.app import session
from elearn.app.drawing import draw, heading
from elearn.content.checks import check_loaded
from elearn.content.courses import LoadedCourse, load_course, load_courses
from elearn.packaging.archive import zip_bytes
from elearn.packaging.build import Format, package_files
from elearn.player.site import render_preview
from elearn.problems import InputFault, NotFound, Problem, has_errors
from elearn.settings import settings

FORMAT_WORDS = {
    Format.SCORM_12: ("SCORM 1.2", "The safest choice: every learning management system takes it."),
    Format.SCORM_2004_4: ("SCORM 2004, 4th edition", "Where your system says that it supports it whole."),
}
WIDTHS = {"Phone": 390, "Desktop": 1100}


def show() -> None:
    """The screen: one course where the address names it, else all."""
    session.me("library")
    slug = st.query_params.get("course")
    if slug:
        _one(slug)
    else:
        _all()


def _all() -> None:
    heading("Courses", "Plain text in, packages out. Open a course to see it as a learner will.")
    loaded = load_courses(settings().courses)
    if not loaded:
        draw(
            "empty.html",
            title="No course yet",
            text="A course is a folder of plain text. “elearn new course SLUG” begins one; docs/trainer.md says how.",
        )
        return
    draw("library.html", courses=[(each, check_loaded(each, settings().reviews)) for each in loaded])


def _one(slug: str) -> None:
    courses = settings().courses
    folder = courses / slug
    # its name is looked up among the folders, for an address could name any place
    if not courses.is_dir() or slug not in {each.name for each in courses.iterdir()} or not folder.is_dir():
        raise NotFound(f"There is no course “{slug}”. Go back to all courses.")
    draw("library-head.html", loaded=load_course(folder))
    shown = st.segmented_control(
        "Show", ["Preview", "Checks", "Exports"], default="Preview", key="library_shown"
    )
    if shown == "Exports":
        _exports(folder)
    else:
        _following(str(folder), shown or "Preview")


@st.fragment(run_every="2s")
def _following(folder: str, shown: str) -> None:
    """Looks at the files every two seconds, and shows them anew when one has changed."""
    who = session.signed_in()
    if who is None or not who.may("library"):
        st.rerun()  # the whole page, which says why
    stamp = _stamp(Path(folder))
    loaded, problems, preview = _examined(folder, stamp)
    if shown == "Checks":
        draw("checks.html", problems=problems, folder=folder)
        return
    if not preview:
        draw("checks.html", problems=[each for each in problems if each.severity == "error"], folder=folder)
        return
    width = (
        st.segmented_control("See it as on a", list(WIDTHS), default="Desktop", key="library_width")
        or "Desktop"
    )
    title = loaded.course.title if loaded.course else loaded.slug
    st.iframe(
        preview, width=WIDTHS[width] if width == "Phone" else "stretch", height=820, alt=f"Preview of {title}"
    )


@st.cache_data(ttl=600, max_entries=16, show_spinner=False)
def _examined(folder: str, stamp: int) -> tuple[LoadedCourse, list[Problem], str]:
    """The course, its problems, and its preview ("" where it cannot be built). `stamp` changes with the files."""
    loaded = load_course(Path(folder))
    problems = check_loaded(loaded, settings().reviews)
    if loaded.course is None or has_errors(loaded.problems):
        return loaded, problems, ""
    return loaded, problems, render_preview(loaded.course, loaded.media())


def _exports(folder: Path) -> None:
    loaded, problems, _ = _examined(str(folder), _stamp(folder))
    errors = [each for each in problems if each.severity == "error"]
    if loaded.course is None or errors:
        draw("checks.html", problems=errors, folder=str(folder))
        return
    for format, (title, about) in FORMAT_WORDS.items():
        draw("export.html", title=title, about=about)
        try:
            package = _package(str(folder), _stamp(folder), format)
        except InputFault as fault:  # what only this format cannot say
            draw("checks.html", problems=fault.problems, folder=str(folder))
            continue
        st.download_button(
            f"Download for {title}",
            package,
            file_name=f"{loaded.slug}-{loaded.course.version}-{format.value}.zip",
            mime="application/zip",
            key=f"library_{format.value}",
            on_click="ignore",
        )


@st.cache_data(ttl=600, max_entries=8, show_spinner=False)
def _package(folder: str, stamp: int, format: Format) -> bytes:
    return zip_bytes(package_files(load_course(Path(folder)), format))


def _stamp(folder: Path) -> int:
    """Changes whenever a file of the course does."""
    return hash(
        tuple((path, path.stat().st_mtime_ns) for path in sorted(folder.rglob("*")) if path.is_file())
    )
