"""Publishing a course here, the versions that were published, and withdrawing one. A part of a course's exports."""

from functools import partial
from pathlib import Path

import streamlit as st

from elearn.app import course_opening, session
from elearn.app.drawing import draw, heading
from elearn.app.registers import forms
from elearn.content.course import Course, course_files, files_hash, load_course
from elearn.days import today
from elearn.problems import InputFault, NotFound, Problem
from elearn.publishing import Planned, changes_for_people, content_hash, publish_saved
from elearn.settings import settings
from elearn.tracker import PublishedVersion, catalogue
from elearn.translations import gettext as _

SHOWN = 20


def show(course: Course, folder: Path, stamp: int) -> None:
    """Draws what publishing would do, and the button that does it. `stamp` changes with the files."""
    found = catalogue.versions(session.database(), course.slug)
    same = next((each for each in found if each.version == course.version), None)
    replaces = same is not None and _is_other(same, str(folder), stamp)
    begun = same is not None and replaces and (same.begun > 0 or bool(same.source))
    current = next((each for each in found if each.current), None)
    draw(
        "publish.html",
        version=course.version,
        same=same,
        replaces=replaces,
        begun=begun,
        current=current,
        publish=f"{settings().desk_url}/desk/{course.slug}/sign-off",
    )
    if changes := _changes(str(folder), stamp, [each.sha for each in found], settings().database):
        draw("publish-changes.html", changes=changes)
    if begun or (same is not None and same.current and not replaces):
        return
    sure = not replaces or st.checkbox(
        _("Replace version %(version)s by what is on the disk", version=course.version),
        key=f"publishing_replace_{course.version}",
    )
    if st.button(_("Publish here"), type="primary", key="publishing_publish", disabled=not sure):
        done = _(
            "Version %(version)s is published. People can start it from My learning.", version=course.version
        )
        forms.take("publishing", partial(_publish, folder), done)


def show_versions(slug: str) -> None:
    """Draws the versions that were published, the latest first, and the form that withdraws one."""
    found = catalogue.versions(session.database(), slug)
    shown = found
    if len(found) > SHOWN and not st.session_state.get("publishing_all"):
        shown = found[:SHOWN]
    if found:
        course_opening.show(slug)
    draw("course-versions.html", versions=shown, total=len(found))
    if len(found) > SHOWN:
        st.toggle(_("Show every version"), key="publishing_all")
    if left := [each for each in found if each.withdrawn_at is None]:
        _withdrawal(slug, left)


def show_without_folder(slug: str) -> None:
    """Draws the versions of a course that was published here and whose folder is gone.

    Raises NotFound if it was never published here.
    """
    state = catalogue.publication_states(session.database(), today()).get(slug)
    if state is None or not state.versions:
        heading(_("Courses"))
        draw("row-back.html", back="?", back_to=_("All courses"))
        raise NotFound(_("There is no course “%(course)s”. Go back to all courses.", course=slug))
    draw("course-gone.html", course=state)
    forms.say_done()
    show_versions(slug)


def _withdrawal(slug: str, left: list[PublishedVersion]) -> None:
    name = f"withdrawal_{slug}"
    key = forms.turn(name)
    with st.expander(_("Withdraw a version")), st.form(key, border=False):
        draw("withdraw-about.html")
        words = {each.version: _version_in_words(each) for each in left}
        version = forms.choose(_("Version"), words, f"{key}_version")
        reason = st.text_area(
            _("Why it is withdrawn"), key=f"{key}_reason", max_chars=catalogue.LONGEST_REASON
        )
        sure = st.checkbox(_("Nobody is to start this version any more"), key=f"{key}_sure")
        sent = st.form_submit_button(_("Withdraw this version"))
    if sent:
        done = _("Version %(version)s is withdrawn. Whoever has begun it can finish it.", version=version)
        forms.take(
            name,
            partial(_withdraw, slug, version, reason, sure),
            done,
            texts={_("Why it is withdrawn"): reason},
        )


def _version_in_words(version: PublishedVersion) -> str:
    if version.current:
        return _("Version %(version)s, the current one", version=version.version)
    return _("Version %(version)s", version=version.version)


def _withdraw(slug: str, version: str, reason: str, sure: bool) -> None:
    problems = []
    if not reason.strip():
        problems.append(
            (
                _("Why it is withdrawn"),
                _("Nothing says why the version is withdrawn."),
                _("Write the reason in a sentence."),
            )
        )
    if not sure:
        message = _("You have not said that nobody is to start this version any more.")
        problems.append((_("Withdraw"), message, _("Tick the box if that is so.")))
    if problems:
        raise InputFault(Problem(field, 0, 0, "entry", "error", *words) for field, *words in problems)
    catalogue.withdraw(session.database(), slug, version, reason=reason, by=session.me("author"))


def _publish(folder: Path) -> None:
    """Checks, builds and publishes the course as it is on the disk now, and says how far it is.

    Raises InputFault with every problem if it cannot be published, and ElearnError if the disk refuses it.
    """
    actor = session.me("author")
    steps = {"build": _("Building its pages"), "publish": _("Publishing it")}
    with st.status(_("Checking the course")) as progress:
        publish_saved(
            session.database(),
            folder,
            reviews=settings().reviews,
            packages=settings().packages,
            by=actor,
            progress=lambda step: progress.update(label=steps.get(step)),
        )


@st.cache_data(ttl=60, max_entries=16, show_spinner=False)
def _changes(folder: str, stamp: int, published: list[str], database: str) -> list[str]:
    """What publishing would change for people. It is kept for a minute, because it reads every answer to the course."""
    course = load_course(Path(folder)).course
    if course is None:
        return []
    planned = Planned.of(course, _hash(folder, stamp))
    return changes_for_people(session.database(), planned, settings().packages)


def _is_other(published: PublishedVersion, folder: str, stamp: int) -> bool:
    """Whether a course is another one now than this version of it."""
    if published.source:
        return published.source != _source(folder, stamp)
    return published.sha != _hash(folder, stamp)


@st.cache_data(ttl=600, max_entries=16, show_spinner=False)
def _source(folder: str, stamp: int) -> str:
    return files_hash(course_files(Path(folder)))


@st.cache_data(ttl=600, max_entries=16, show_spinner=False)
def _hash(folder: str, stamp: int) -> str:
    return content_hash(load_course(Path(folder)))
