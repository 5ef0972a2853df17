"""What happens to whole courses: their folders, their drafts, and what must be seen before one goes away."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from elearn.authoring import signoff
from elearn.authoring.actions import ARCHIVE, FolderDone, Folders, do_with_course, title_in, with_title
from elearn.authoring.comments import forget_comments, take_comments_along
from elearn.authoring.drafts import Drafts, Glance
from elearn.content.course import SHARED, SHARED_BANKS, load_course
from elearn.content.text import is_id
from elearn.database import Database
from elearn.days import today
from elearn.desk.committing import Commit
from elearn.desk.doing import refusal
from elearn.phrases import phrase
from elearn.settings import Settings
from elearn.tracker import Actor, catalogue
from elearn.translations import said

_OTHERS_MATTER = ("rename", "archive", "delete")
"""What ends the work of those who have the course open."""


@dataclass(frozen=True)
class CourseFolders:
    """Makes, renames, copies, archives, brings back and deletes courses, as `Parts.folders` says."""

    database: Database
    settings: Settings
    drafts: Drafts
    commit: Commit

    def __call__(self, action: Mapping[str, Any], who: Actor) -> dict[str, str]:
        """What was done in words, the course's id, and the address of its editor. Raises InputFault, also in words.

        `seen` are the names of the people whom the one who asks has seen in the course. If there are others, nothing is
        done. So it is if a course is to be deleted with work that is not saved, and they were not told (`unsaved`).
        """
        known = self.drafts.glance()
        if isinstance(course := action.get("course"), str) and course in known:
            _must_have_seen(action, known[course], who)
        before, writers = self._files(course), self._writers(_of_another(action))
        done = do_with_course(action, self._folders(known))
        self._take_along(done)
        self._note_writers(done, {*writers, who.person})
        after = self._files(done.course) | self._files(done.was)
        trouble = self.commit(who, done.course or done.was, before | after, said(done.said))
        words = " ".join(filter(None, (said(done.said), trouble)))
        return {
            "said": words,
            "course": done.course,
            "address": f"/desk/{done.course}" if done.course else "",
        }

    def _folders(self, known: Mapping[str, Glance]) -> Folders:
        states = catalogue.publication_states(self.database, today())
        published = {each.course for each in states.values() if each.versions}
        titles = {course: title_in(each.course_md) for course, each in known.items() if each.course_md}
        lost = {course: self.drafts.texts(course) for course in lost_among(known, self.settings.courses)}
        return Folders(self.settings.courses, self.settings.reviews, published, titles, lost)

    def _take_along(self, done: FolderDone) -> None:
        """Lets the draft follow. One that was left under the id of a course that is new goes away."""
        if not done.course:
            self.drafts.forget(done.was)
            forget_comments(self.database, done.was)
        elif not done.was:
            self.drafts.forget(done.course)
            forget_comments(self.database, done.course)
        elif done.title:
            self.drafts.renamed(done.was, done.course, partial(with_title, title=done.title))
            if done.course != done.was:
                take_comments_along(self.database, done.was, done.course)

    def _writers(self, of: str) -> frozenset[int]:
        """Who wrote in a course of which another is made, or in the shared banks that it draws from."""
        if not is_id(of):
            return frozenset()
        draws = any(name.startswith(SHARED_BANKS) for name in load_course(self.settings.courses / of).texts)
        with self.database.read() as conn:
            found = [signoff.writers_of(conn, each) for each in ((of, SHARED) if draws else (of,))]
        return frozenset().union(*found)

    def _note_writers(self, done: FolderDone, writers: Collection[int]) -> None:
        """Whoever makes a course has written in it, and so has everybody who wrote what is taken from another."""
        if not done.course or done.was:
            return
        with self.database.write(people=()) as conn:
            for person in sorted(writers):
                signoff.wrote(conn, done.course, person)

    def _files(self, course: object) -> set[Path]:
        """The files of a course, in the archive or not, as Git is told of them."""
        if not self.settings.git or not isinstance(course, str) or not course:
            return set()
        places = (self.settings.courses / course, self.settings.courses / ARCHIVE / course)
        return {each for place in places for each in place.rglob("*") if each.is_file()}


def _of_another(action: Mapping[str, Any]) -> str:
    """The course of which another is made, "" if there is none: as a copy, for its questions, or from its zip."""
    begin = action.get("begin")
    of = action.get("course") or (begin.get("course") if isinstance(begin, Mapping) else action.get("id"))
    return of if isinstance(of, str) else ""


def lost_among(known: Mapping[str, Glance], courses: Path) -> list[str]:
    """The courses whose folder is gone, and of which there is work that was not saved."""
    return sorted(
        course
        for course, draft in known.items()
        if draft.unsaved
        and course != SHARED
        and not (courses / course).is_dir()
        and not (courses / ARCHIVE / course).is_dir()
    )


def _must_have_seen(action: Mapping[str, Any], draft: Glance, who: Actor) -> None:
    seen = action.get("seen")
    names: Collection[Any] = seen if isinstance(seen, list) else ()
    others = sorted({each.name for each in draft.people if each.person != who.person} - {*map(str, names)})
    if action.get("action") in _OTHERS_MATTER and others:
        raise refusal(
            phrase("Somebody else has this course open now: %(names)s.", names=", ".join(others)),
            phrase("Ask them first. If you do it all the same, they cannot go on."),
        )
    if action.get("action") == "delete" and draft.unsaved and action.get("unsaved") is not True:
        raise refusal(
            phrase("There are changes in this course that are not saved."),
            phrase("They would be lost, too. Delete it once more if you want that."),
        )
