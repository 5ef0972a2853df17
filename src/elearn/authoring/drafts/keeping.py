"""Drafts: one for each course, shared by all who edit it."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TypeVar
from zlib import crc32

from elearn.authoring.drafts import changing, history, looking, outside, pictures, presence, saving, undoing
from elearn.authoring.drafts.disk import Disk
from elearn.authoring.drafts.faults import refusal
from elearn.authoring.drafts.glancing import Glance, glance
from elearn.authoring.drafts.looking import Draft
from elearn.authoring.drafts.outside import Clash
from elearn.authoring.drafts.places import without_blanks
from elearn.authoring.drafts.splices import Change
from elearn.authoring.drafts.storing import Stored, forget, rename
from elearn.authoring.writers import wrote
from elearn.database import Connection, Database
from elearn.files import StagedFile
from elearn.phrases import phrase
from elearn.problems import InputFault

T = TypeVar("T")
_TRIES = 5
"""How often a save begins again because the draft or the files changed while it was writing."""


class Drafts:
    """Keeps what people change in the courses below a folder, until it is saved there.

    Any thread and several processes may use it. What was written into the files meanwhile comes into the draft at each
    look, and is never overwritten. Everything raises NotFound if there is no such course.
    """

    def __init__(self, database: Database, courses: Path) -> None:
        self._database, self._disk = database, Disk(courses)

    def look(self, course: str) -> Draft:
        """The draft as it is now, with what was written into the files meanwhile.

        If the files cannot be read, it is as it was. Raises OSError if there is no draft yet then.
        """
        with self._database.read() as conn:
            stored = Stored.load(conn, course)
            disk = self._texts(course, stored)
            if stored and looking.is_current(stored, disk):
                return self._draft(stored, disk)
        return self._do(course, lambda _stored, _disk: None)

    def glance(self) -> Mapping[str, Glance]:
        """What is known of every draft without a look at the disk, by course."""
        with self._database.read() as conn:
            return glance(conn)

    def texts(self, course: str) -> Mapping[str, str]:
        """What the draft says by file, also if the course's folder is gone. Nothing if there is no draft."""
        with self._database.read() as conn:
            stored = Stored.load(conn, course)
            return stored.text if stored else {}

    def where(self, course: str, file: str, lines: tuple[int, int], seq: int) -> tuple[int, int] | None:
        """Where lines at change `seq` are now. None if somebody has touched their block since."""
        with self._database.read() as conn:
            stored = Stored.load(conn, course)
            return changing.where(stored, file, lines, seq) if stored else None

    def name_now(self, course: str, file: str, seq: int) -> str:
        """What a file is called now that was called so at change `seq`. Its lines are followed there, too."""
        return self._ask(course, lambda stored: changing.name_now(stored, file, seq))

    def follow(self, course: str, file: str, lines: tuple[int, int], seq: int) -> tuple[int, int]:
        """The same, but raises Stale if somebody has touched their block since, or there are none such."""
        return self._ask(course, lambda stored: changing.follow(stored, file, lines, seq))

    def beside(self, course: str, file: str, lines: tuple[int, int], seq: int) -> tuple[int, int]:
        """What lines at change `seq` have become, also if they were touched. Raises Stale if their file is gone."""
        return self._ask(course, lambda stored: changing.beside(stored, file, lines, seq))

    def untouched(self, course: str, person: int, file: str, lines: tuple[int, int] | None, seq: int) -> None:
        """Raises Stale if anybody but this person has touched these lines, or all of the file, since change `seq`."""
        self._ask(course, lambda stored: changing.untouched(stored, person, file, lines, seq))

    def text_at(self, course: str, file: str, seq: int) -> str | None:
        """What a file said at change `seq`. None if it was not there, or if the log does not go back so far."""
        return self._ask(course, lambda stored: changing.text_at(stored, file, seq))

    def turns(self, course: str, seq: int, upto: int) -> Iterator[history.Turn] | None:
        """What was done after change `seq`, up to `upto`, one by one. None if the log does not go back so far."""
        with self._database.read() as conn:
            stored = Stored.load(conn, course)
            return history.turns(stored, seq, upto) if stored else None

    def done(self, course: str, person: int, request: str) -> Draft | None:
        """The draft with the place of what this request has changed. None if it was not done yet."""
        with self._database.read() as conn:
            if not changing.was_done(Stored(conn, course), person, request):
                return None
            stored = Stored.load(conn, course)
            assert stored is not None  # it has an operation
            place = changing.place_done(stored, person, request)
        draft = self.look(course)
        return replace(draft, place=without_blanks(place, draft.files))

    def must_stand(self, course: str, person: int, request: str) -> None:
        """Raises Stale if somebody has touched the block since that this request has written."""
        self._ask(course, lambda stored: changing.must_stand(stored, person, request))

    def change(
        self, course: str, person: int, seq: int, splices: Sequence[Change], what: str, request: str = ""
    ) -> Draft:
        """Changes whole lines and whole files as they were at change `seq`, one after another: all or none.

        `what` says in words what is changed, as in “Undo: …”. The same `request` is done once. Raises Stale if somebody
        has touched the same block since, and InputFault if it cannot be done.
        """
        return self._do(
            course, lambda stored, _: changing.change(stored, person, seq, splices, what, request)
        )

    def undo(self, course: str, person: int, request: str = "", seq: int | None = None) -> Draft:
        """Takes a person's last step back. Raises InputFault if there is none or its lines were changed since.

        Raises Stale if this person has done something after change `seq`, which is the last that they knew of.
        """
        return self._take_back(course, person, request, seq, undoing.undo)

    def redo(self, course: str, person: int, request: str = "", seq: int | None = None) -> Draft:
        """Does again what a person took back last. Raises InputFault and Stale as `undo` does."""
        return self._take_back(course, person, request, seq, undoing.redo)

    def _take_back(
        self, course: str, person: int, request: str, seq: int | None, way: Callable[..., undoing.Undone]
    ) -> Draft:
        undone: list[undoing.Undone] = []

        def taking(stored: Stored, _: Mapping[str, str]) -> None:
            undone.clear()
            if not changing.was_done(stored, person, request):
                if seq is not None:
                    changing.must_know_own(stored, person, seq)
                undone.append(way(stored, person, request))

        draft = self._do(course, taking)
        if not undone:
            return draft
        return replace(draft, did=undone[0].what, place=without_blanks(undone[0].place, draft.files))

    def settle(self, course: str, person: int, clash: Clash, choose: str, request: str = "") -> Draft:
        """Ends a clash: “mine”, “theirs”, or “both” (theirs below ours). Raises InputFault if it has changed."""

        def choosing(stored: Stored, disk: Mapping[str, str]) -> None:
            if clash not in looking.clashes(stored, disk) or choose not in ("mine", "theirs", "both"):
                raise refusal(
                    phrase("These two versions are not there any more."),
                    phrase("Look at what is there now."),
                    clash.file,
                )
            name, ours = clash.file, stored.text[clash.file]
            base, text = outside.settled(clash, choose, stored.base.get(name), ours, disk.get(name))
            looking.put(stored.base, name, base)
            edits = looking.edits_of(name, ours, text)
            what = phrase("choice between versions")
            stored.record(person if edits else None, what, edits, request=request)

        return self._do(course, choosing)

    def save(self, course: str, person: int) -> Draft:
        """Writes the files that differ from the draft, each whole. Raises InputFault while there is a clash.

        It also raises InputFault if the disk refuses. Each file is then the old one or the new one.
        """
        with saving.in_words():
            return self._save(course, person)

    def _save(self, course: str, person: int) -> Draft:
        folder = self._disk.folder(course)
        saving.sweep(folder)
        for _ in range(_TRIES):
            before = self.look(course)
            disk = self._disk.texts(course)
            with self._database.read() as conn:
                media = pictures.waiting(conn, course, folder, before.files)
            if before.clashes:
                raise _has_clashes(before.clashes)
            if not before.unsaved and not media:
                return before
            with saving.staged(folder, before.files, disk, media) as files:
                written = {
                    name for name in {*disk, *before.files} if disk.get(name) != before.files.get(name)
                }
                written.update(media)
                try:
                    after = self._do(course, _saved(folder, files, before, disk, written, person))
                except _Again:
                    continue
                return replace(after, written=tuple(sorted(written)))
        raise refusal(
            phrase("The course was changed again and again while it was being saved."),
            phrase("Save once more."),
        )

    def here(self, course: str, person: int, window: str, page: str) -> None:
        """Keeps that a person has a page open, for as long as they say so every few seconds."""
        presence.here(self._database, course, person, window, page)

    def renamed(self, course: str, to: str, retitled: Callable[[str], str | None] | None = None) -> None:
        """Takes the draft along when a course's folder has been renamed. A draft that was left under that name goes.

        `retitled` gives the text of the course's own file with the title that it got on the disk, None if it cannot.
        """
        with self._database.write(people=()) as conn:
            conn.alone("draft", sorted({crc32(course.encode()), crc32(to.encode())}))
            if course != to:
                rename(conn, course, to)
            stored = Stored.load(conn, to) if retitled else None
            if stored and retitled:
                looking.retitle(stored, self._disk.texts(to), retitled)
                stored.keep()

    def forget(self, course: str) -> None:
        """Removes the draft of a course that has been deleted, with its log and its pictures."""
        with self._database.write(people=()) as conn:
            conn.alone("draft", [crc32(course.encode())])
            forget(conn, course)

    def put_media(self, course: str, person: int, path: str, content: bytes) -> None:
        """Puts a picture into the draft, as `media/…`. Raises InputFault if there is another with that path."""
        folder = self._disk.folder(course)
        self._do(course, lambda stored, _: pictures.put(stored, folder, person, path, content))

    def media(self, course: str, path: str) -> bytes | None:
        """A picture of the draft or of the course's folder. None: there is none."""
        with self._database.read() as conn:
            return pictures.read(conn, course, self._disk.folder(course), path)

    def media_paths(self, course: str, *, taken: bool = False) -> Sequence[str]:
        """The paths of all pictures, in order. `taken`: also of those that were taken out and may come back."""
        with self._database.read() as conn:
            return pictures.paths(conn, course, self._disk.folder(course), taken=taken)

    def _ask(self, course: str, find: Callable[[Stored], T]) -> T:
        self._disk.folder(course)
        with self._database.read() as conn:
            return find(Stored.load(conn, course) or Stored(conn, course))

    def _do(self, course: str, work: Callable[[Stored, Mapping[str, str]], None]) -> Draft:
        with self._writing(course) as conn:
            kept = Stored.load(conn, course)
            disk = self._texts(course, kept)
            stored = kept or Stored.begin(conn, course, disk)
            looking.bring_in(stored, disk)
            work(stored, disk)
            pictures.follow(stored, self._disk.folder(course), stored.made)
            stored.keep()
            presence.forget_closed(conn)
            return self._draft(stored, self._texts(course, stored))

    def _texts(self, course: str, stored: Stored | None) -> dict[str, str]:
        """What the files say. If they cannot be read, what they said last: what is typed must be kept all the same."""
        try:
            return self._disk.texts(course)
        except OSError:
            if stored is None:
                raise
            return dict(stored.base)

    @contextmanager
    def _writing(self, course: str) -> Iterator[Connection]:
        self._disk.folder(course)
        with self._database.write(people=()) as conn:
            conn.alone("draft", [crc32(course.encode())])
            yield conn

    def _draft(self, stored: Stored, disk: Mapping[str, str]) -> Draft:
        course, conn = stored.course, stored.conn
        waiting = f"select count(*) from draft_media where course = :course and not {pictures.IS_KEPT}"
        waits = conn.value(waiting, {"course": course})
        unsaved = stored.text != disk or bool(waits)
        clashes, people = looking.clashes(stored, disk), presence.people_here(conn, course)
        return Draft(course, stored.seq, dict(stored.text), unsaved, clashes, people, self._steps_in(course))

    def _steps_in(self, course: str) -> Callable[[int], tuple[str, str]]:
        def found(person: int) -> tuple[str, str]:
            with self._database.read() as conn:
                return undoing.steps(conn, course, person)

        return found


class _Again(Exception):
    """Raised if the draft or the files are not any more what was staged."""


def _saved(
    folder: Path,
    files: list[StagedFile],
    before: Draft,
    disk: Mapping[str, str],
    written: set[str],
    person: int,
) -> Callable[[Stored, Mapping[str, str]], None]:
    def work(stored: Stored, now: Mapping[str, str]) -> None:
        if stored.seq != before.seq or now != disk or looking.clashes(stored, now):
            raise _Again
        written.update(saving.settle(stored, folder, files, now))
        if written:
            wrote(stored.conn, stored.course, person)

    return work


def _has_clashes(clashes: Sequence[Clash]) -> InputFault:
    return refusal(
        phrase("The same lines were changed here and outside, so nothing was saved."),
        phrase("Look at both versions, and choose."),
        clashes[0].file,
    )
