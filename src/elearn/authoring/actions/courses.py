"""Makes, renames, copies, archives, brings back and deletes folders of courses. Each is done whole or not at all."""

import shutil
import tempfile
import time
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from elearn.authoring.actions.work import refused, unclear
from elearn.authoring.beginnings import RESERVED as RESERVED
from elearn.authoring.beginnings import WAYS, Wanted, begun
from elearn.content.course import is_of_a_course, read_facts, without_copies, write_facts
from elearn.content.forms import RefusedValues
from elearn.content.text import SLUG, slug_of
from elearn.files import write_whole
from elearn.patterns import late
from elearn.phrases import phrase
from elearn.problems import ElearnError, InputFault

ARCHIVE = "_archive"
"""The folder beside the courses that holds those which are put away. No course's id begins with “_”."""
_LEFT_AFTER = 3600.0
"""Seconds after which a folder that waits is nobody's any more."""
_PLAIN_TITLE = late(
    r"""\ufeff?---\r?\ntitle: ([^\W\d_]+(?: [^\W_]+(?:[,.;!?’-][^\W_]+)*[,.;!?’]?)+)\r?\n(?=\w)"""
)
"""A title of plain words in the first line: to read all the facts of a hundred courses would take long."""


@dataclass(frozen=True)
class Folders:
    """Where courses and reviews are, and the ids of the courses of which a version was ever published.

    `titles` are those that people see where it is not the one on the disk, by id: of drafts that are not saved.
    `lost` are the texts of drafts that are not saved and whose folder is gone, by id.
    """

    courses: Path
    reviews: Path
    published: Collection[str] = ()
    titles: Mapping[str, str] = field(default_factory=dict)
    lost: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


@dataclass(frozen=True)
class FolderDone:
    """What was done: in words, the course's id now, and the one that it had ("" if new). `course` is "" if deleted.

    `title` is the one that it got, "" if it kept its own.
    """

    said: str
    course: str
    was: str
    title: str = ""


def do_with_course(action: Mapping[str, Any], folders: Folders) -> FolderDone:
    """Do what a button of the list of courses says. What each needs is in README.md.

    Raises InputFault in words if it cannot be done; nothing is changed then.
    """
    name = action.get("action")
    act = _ACTIONS.get(name) if isinstance(name, str) else None
    if act is None:
        raise unclear()
    try:
        return act(action, folders)
    except (OSError, shutil.Error) as error:
        message = phrase("The folder of the course cannot be changed.")
        raise refused(
            message, phrase("Ask whoever looks after the server whether it may be written.")
        ) from error
    except InputFault:
        raise
    except RefusedValues as error:
        raise _bad_title() from error
    except ElearnError as error:
        raise refused(error.text, phrase("Look at the list again.")) from error


def _new(action: Mapping[str, Any], folders: Folders) -> FolderDone:
    """`title`, and perhaps `begin`: which beginning, and what it begins from."""
    title = _title(action)
    with_title("---\ntitle: A course\n---\n", title)  # says so if no course can have it
    slug = _free(title, folders)
    files = begun(_wanted(action.get("begin")), title, folders.courses, folders.reviews)
    with _waiting(folders.courses) as waiting:
        for name, content in files.items():
            write_whole(waiting / slug / name, content)
        _move(waiting / slug, folders.courses / slug)
    return FolderDone(phrase("The course “%(title)s” is made.", title=title), slug, "")


def _wanted(given: Any) -> Wanted:
    """The beginning that somebody chose: an example page if they chose none. Raises InputFault for what is none."""
    if given is None:
        return Wanted()
    if not isinstance(given, Mapping) or given.get("way") not in WAYS:
        raise unclear()
    texts = {name: given.get(name, "") for name in ("review", "theme", "course", "bank")}
    numbers = {name: given.get(name, 0) for name in ("year", "document")}
    chosen = given.get("chosen")
    if (
        not all(isinstance(each, str) for each in texts.values())
        or not all(isinstance(each, int) for each in numbers.values())
        or not (
            chosen is None or (isinstance(chosen, list) and all(isinstance(each, str) for each in chosen))
        )
    ):
        raise unclear()
    return Wanted(given["way"], chosen=None if chosen is None else frozenset(chosen), **texts, **numbers)


def _bring_in(action: Mapping[str, Any], folders: Folders) -> FolderDone:
    """`files`: the bytes of a course's files by path, as `unbundle` gives them. `id`: the one that it had elsewhere.

    With `title` it gets that one, and its id from it. The files stay as they are else. Copies of shared banks are left
    out if the shared banks here say the same.
    """
    files, own = action.get("files"), action.get("id")
    if not isinstance(files, Mapping) or not all(isinstance(each, bytes) for each in files.values()):
        raise unclear()
    given = _title(action) if action.get("title") else ""
    slug = _free(given or str(own or ""), folders)
    with _waiting(folders.courses) as waiting:
        if not all(map(is_of_a_course, files)):
            raise unclear()
        for name, content in without_copies(files, folders.courses).items():
            write_whole(waiting / slug / name, content)
        if given:
            _retitle(waiting / slug, given)
        _move(waiting / slug, folders.courses / slug)
    title = given or title_of(folders.courses / slug)
    return FolderDone(phrase("The course “%(title)s” is brought in.", title=title), slug, "")


def _rename(action: Mapping[str, Any], folders: Folders) -> FolderDone:
    """`course` and `title`, which also gives its id. The id of one that was published stays: records go by it."""
    course, title = _course(action), _title(action)
    folder = _there(folders.courses, course)
    stays = course in folders.published or slug_of(title) == course
    slug = course if stays else _free(title, folders)
    text, goal = _retitled(folder, title), folders.courses / slug
    if slug != course:
        _move(folder, goal)
    try:
        write_whole(goal / "course.md", text)
    except BaseException:
        if slug != course:
            _move(goal, folder)
        raise
    return FolderDone(phrase("The course is called “%(title)s” now.", title=title), slug, course, title)


def _copy(action: Mapping[str, Any], folders: Folders) -> FolderDone:
    """`course`, and `title` for the copy."""
    course, title = _course(action), _title(action)
    folder, slug = _there(folders.courses, course), _free(title, folders)
    with _waiting(folders.courses) as waiting:
        _copy_of(folder, waiting / slug)
        _retitle(waiting / slug, title)
        _move(waiting / slug, folders.courses / slug)
    return FolderDone(phrase("The copy “%(title)s” is made.", title=title), slug, "")


def _archive(action: Mapping[str, Any], folders: Folders) -> FolderDone:
    course = _course(action)
    folder, goal = _there(folders.courses, course), folders.courses / ARCHIVE / course
    goal.parent.mkdir(exist_ok=True)
    _move(folder, goal)
    return FolderDone(phrase("The course is in the archive now."), course, course)


def _restore(action: Mapping[str, Any], folders: Folders) -> FolderDone:
    """`course`: from the archive, or as its draft has it."""
    course = _course(action)
    if course in folders.lost:
        with _waiting(folders.courses) as waiting:
            for name, text in folders.lost[course].items():
                write_whole(waiting / course / name, text.encode())
            _move(waiting / course, folders.courses / course)
        return FolderDone(phrase("The course is back, as it was in the editor."), course, course)
    _move(_there(folders.courses / ARCHIVE, course), folders.courses / course)
    return FolderDone(phrase("The course is back from the archive."), course, course)


def _delete(action: Mapping[str, Any], folders: Folders) -> FolderDone:
    """`course`, and `typed`: its title. A course that was published has to be in the archive."""
    course = _course(action)
    if course in folders.lost:
        _must_be_typed(action, folders.titles.get(course) or course)
        return FolderDone(phrase("The course is deleted."), "", course)
    is_archived = not (folders.courses / course).is_dir()
    folder = _there(folders.courses / ARCHIVE if is_archived else folders.courses, course)
    if not is_archived and course in folders.published:
        message = phrase("This course was published, so it cannot be deleted at once.")
        raise refused(message, phrase("Put it into the archive first."))
    _must_be_typed(action, folders.titles.get(course) or title_of(folder))
    with _waiting(folders.courses) as waiting:
        _move(folder, waiting / course)
    return FolderDone(phrase("The course is deleted."), "", course)


_ACTIONS: Mapping[str, Callable[[Mapping[str, Any], Folders], FolderDone]] = {
    "new": _new,
    "bring-in": _bring_in,
    "rename": _rename,
    "copy": _copy,
    "archive": _archive,
    "restore": _restore,
    "delete": _delete,
}


def archived(courses: Path) -> list[Path]:
    """The folders of the courses in the archive, by name."""
    root = courses / ARCHIVE
    return sorted(each for each in root.iterdir() if SLUG.fullmatch(each.name)) if root.is_dir() else []


def title_of(folder: Path) -> str:
    """The title that a course's file gives on the disk, or the folder's name if it cannot be read."""
    try:
        text = (folder / "course.md").read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        return folder.name
    return title_in(text) or folder.name


@lru_cache(maxsize=1_000)
def title_in(text: str) -> str:
    """The title that the text of a course's own file gives, "" if it gives none that can be read."""
    if plain := _PLAIN_TITLE.match(text):
        return " ".join(plain[1].split())
    title = (read_facts(text) or {}).get("title")
    return " ".join(title.split()) if isinstance(title, str) else ""


def with_title(text: str, title: str) -> str | None:
    """The text of a course's own file with another title. None if its facts cannot be read.

    Raises RefusedValues if no course can have that title.
    """
    facts = read_facts(text)
    return None if facts is None else write_facts(text, {**facts, "title": title})


def _title(action: Mapping[str, Any]) -> str:
    title = action.get("title")
    if not isinstance(title, str):
        raise unclear()
    if not (title := " ".join(title.split())):
        raise refused(phrase("A title needs words."), phrase("Write some."))
    return title


def _must_be_typed(action: Mapping[str, Any], title: str) -> None:
    typed = action.get("typed")
    if not isinstance(typed, str) or " ".join(typed.split()) != title:
        raise refused(
            phrase("That is not the title of the course."), phrase("Write its title as it stands above.")
        )


def _course(action: Mapping[str, Any]) -> str:
    course = action.get("course")
    if not isinstance(course, str) or not SLUG.fullmatch(course) or course in RESERVED:
        raise unclear()
    return course


def _there(root: Path, course: str) -> Path:
    folder = root / course
    if folder.is_symlink() or not folder.is_dir():
        raise refused(phrase("There is no such course any more."), phrase("Look at the list again."))
    return folder


def _free(title: str, folders: Folders) -> str:
    """The id that a title gives. Raises InputFault if no new course can have it."""
    slug = slug_of(title)
    if not slug:
        message = phrase(
            "A title needs letters without accents or digits, because the course's id is made of them."
        )
        raise refused(message, phrase("Write another title. You can change it in the editor; the id stays."))
    if slug in RESERVED:
        message = phrase(
            "No course can have the id “%(id)s”, because a page of ours has that address.", id=slug
        )
        raise refused(message, phrase("Write another title."))
    places = (folders.courses / slug, folders.courses / ARCHIVE / slug)
    if (
        slug in folders.published
        or slug in folders.lost
        or any(each.exists() or each.is_symlink() for each in places)
    ):
        message = phrase("There is a course with the id “%(id)s” already, or there was one.", id=slug)
        raise refused(message, phrase("Write another title."))
    return slug


@contextmanager
def _waiting(courses: Path) -> Iterator[Path]:
    """A hidden folder beside the courses. It goes away afterwards, with all that is in it."""
    courses.mkdir(parents=True, exist_ok=True)
    for each in courses.glob(".waiting-*"):  # of a process that was killed
        if time.time() - each.stat().st_mtime > _LEFT_AFTER:
            shutil.rmtree(each, ignore_errors=True)
    waiting = Path(tempfile.mkdtemp(prefix=".waiting-", dir=courses))
    try:
        yield waiting
    finally:
        shutil.rmtree(waiting, ignore_errors=True)


def _move(folder: Path, goal: Path) -> None:
    if goal.exists() or goal.is_symlink():
        message = phrase("There is a course with the id “%(id)s” there already.", id=goal.name)
        raise refused(message, phrase("Rename one of them first."))
    folder.rename(goal)


def _copy_of(folder: Path, goal: Path) -> None:
    """Copy a course's files. Hidden ones and links to elsewhere are left out."""

    def left_out(place: str, names: list[str]) -> set[str]:
        return {name for name in names if name.startswith(".") or (Path(place) / name).is_symlink()}

    shutil.copytree(folder, goal, ignore=left_out)
    for each in (goal, *goal.rglob("*")):
        each.chmod(0o755 if each.is_dir() else 0o644)


def _retitle(folder: Path, title: str) -> None:
    write_whole(folder / "course.md", _retitled(folder, title))


def _retitled(folder: Path, title: str) -> bytes:
    """The bytes of a course's file with another title."""
    try:
        text = (folder / "course.md").read_bytes().decode()
    except (OSError, UnicodeDecodeError) as error:
        raise _unreadable() from error
    new = with_title(text, title)
    if new is None:
        raise _unreadable()
    return new.encode()


def _unreadable() -> InputFault:
    message = phrase("The course’s facts cannot be read, so its title cannot be changed.")
    return refused(message, phrase("Open the course, and put right what “Course facts” shows."))


def _bad_title() -> InputFault:
    return refused(phrase("This cannot be the title of a course."), phrase("Write another title."))
