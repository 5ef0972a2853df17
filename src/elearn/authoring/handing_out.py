"""A course as a file to give away that is no package: its folder, a Word file for readers, its questions."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from elearn.content.course import Course, LoadedCourse, bundle, course_files
from elearn.problems import InputFault


class Way(StrEnum):
    """How a course is given away, by the names of `elearn export --as`."""

    WORD = "word"
    GIFT = "gift"
    FOLDER = "folder"


@dataclass(frozen=True)
class Handed:
    """A file to give away. `notes` say in words what it could not carry."""

    name: str
    content: bytes
    notes: tuple[str, ...] = ()


def hand_out(loaded: LoadedCourse, way: Way) -> Handed:
    """A course's saved files as one file. The same files give the same bytes.

    The folder goes as it is. All else needs a course that can be read, also if the checks find something in it: raises
    InputFault if it cannot be, and OSError if a file of the folder cannot.
    """
    if way is Way.FOLDER:
        return Handed(f"{loaded.slug}.zip", bundle(loaded.slug, course_files(loaded.folder)))
    if loaded.course is None:
        raise InputFault(loaded.problems)
    return _WAYS[way](loaded, loaded.course)


def _word(loaded: LoadedCourse, course: Course) -> Handed:
    from elearn.paper import course_word

    content = course_word(course, loaded.media())
    return Handed(f"{course.slug}-{course.version}-for-readers.docx", content)


def _gift(loaded: LoadedCourse, course: Course) -> Handed:
    from elearn.authoring.questions import gift_of

    text, notes = gift_of(course)
    return Handed(f"{course.slug}-{course.version}.gift.txt", text.encode(), tuple(notes))


_WAYS: Mapping[Way, Callable[[LoadedCourse, Course], Handed]] = {Way.WORD: _word, Way.GIFT: _gift}
