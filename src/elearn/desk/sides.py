"""The sides of a comparison: a published version, or a course as it was sent, as it is saved, or as its draft is."""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass

from elearn.authoring import is_of, source_file, source_files, texts_in
from elearn.authoring.comparing import Written
from elearn.content.course import course_files, load_texts, shared_places
from elearn.desk.context import Desk
from elearn.desk.media import media_of
from elearn.problems import NotFound
from elearn.tracker import PublishedVersion, catalogue
from elearn.translations import gettext as _

DRAFT, SAVED = "draft", "saved"
_HASH = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True)
class Side:
    """What a course says on one side. `name` is as in addresses, `title` in words."""

    name: str
    title: str
    written: Written


def choices(course_versions: list[PublishedVersion]) -> dict[str, str]:
    """What can be compared: names with their words, the newest first."""
    versions = {each.version: _("Version %(version)s", version=each.version) for each in course_versions}
    return {DRAFT: _("The draft as it is now"), SAVED: _("The course as it is saved"), **versions}


def side(desk: Desk, course: str, name: str) -> Side:
    """One side of a comparison. Raises NotFound in words if there is none of that name."""
    title = choices([]).get(name)
    if name == DRAFT:
        return Side(name, title or "", _draft(desk, course))
    if name == SAVED:
        return Side(name, title or "", _of_files(course_files(desk.folder(course))))
    sha256, title = _kept(desk, course, name)
    return Side(name, title, _of_files(source_files(desk.database, sha256)))


def file_of(desk: Desk, course: str, name: str, path: str) -> bytes | None:
    """A file of one side. None if it does not have one of that path."""
    if name == DRAFT:
        return media_of(desk, course, path)
    if name == SAVED:
        return course_files(desk.folder(course)).get(path)
    return source_file(desk.database, _kept(desk, course, name)[0], path)


def _kept(desk: Desk, course: str, name: str) -> tuple[str, str]:
    """The hash of the files that are kept of a version, or that were sent, and what to call them."""
    if _HASH.fullmatch(name):
        with desk.database.read() as conn:
            if is_of(conn, course, name):
                return name, _("The course as it was sent for sign-off")
    found = next((each for each in catalogue.versions(desk.database, course) if each.version == name), None)
    if found is None:
        raise NotFound(_("There is no such version of this course. Choose another one."))
    if not found.source:
        raise NotFound(
            _(
                "Version %(version)s was published by an earlier elearn, which did not keep its text. Choose another "
                "one.",
                version=name,
            )
        )
    return found.source, _("Version %(version)s", version=name)


def _of_files(files: Mapping[str, bytes]) -> Written:
    media = {path: _digest(content) for path, content in files.items() if not path.endswith(".md")}
    return Written(texts_in(files), media)


def _draft(desk: Desk, course: str) -> Written:
    drafts = desk.editing().drafts
    files = drafts.look(course).files
    shared = load_texts(desk.folder(course), files).texts
    texts = {**{name: text for name, text in shared.items() if name not in files}, **files}
    paths = drafts.media_paths(course)
    media = {path: _digest(content) for path in paths if (content := drafts.media(course, path))}
    places = shared_places(desk.folder(course), files)
    banks = {name: _digest(path.read_bytes()) for name, path in places.items() if not name.endswith(".md")}
    return Written(texts, {**banks, **media})


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:16]
