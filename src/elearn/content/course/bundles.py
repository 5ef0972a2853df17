"""A course's folder as files, as one zip and as a hash, and such a zip as files again.

The zip of the same files has the same bytes on any day and machine, and each file in it has the bytes of the folder.
Hidden files, links, and what is no file of a course (`is_of_a_course`) are left out.
"""

import hashlib
import io
import stat
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path, PurePosixPath

from elearn.content.course.banks import BANK_FOLDER
from elearn.content.course.shared import SHARED_BANKS, shared_files
from elearn.content.text import is_id
from elearn.patterns import late
from elearn.phrases import phrase
from elearn.problems import InputFault, Problem
from elearn.zips import zip_bytes

MOST_FILES = 2_000
MOST_BYTES = 500_000_000
"""Of all files together, unpacked."""
MEDIA_FOLDER = "media/"
_PLAIN_NAME = late(r"[A-Za-z0-9_][A-Za-z0-9._-]{0,119}")
_COURSE_FILE = "course.md"


def course_files(folder: Path) -> dict[str, bytes]:
    """Every file of a course by its path below the folder, and of the shared banks that it draws from (`shared.py`).

    Raises OSError if one cannot be read.
    """
    found = dict[str, bytes]()
    for place in (folder, folder / BANK_FOLDER, folder / MEDIA_FOLDER):
        if not place.is_dir() or (place != folder and place.is_symlink()):
            continue
        for path in sorted(place.iterdir() if place.name != "media" else place.rglob("*")):
            name = path.relative_to(folder).as_posix()
            if is_of_a_course(name) and path.is_file() and path.resolve().is_relative_to(folder.resolve()):
                found[name] = path.read_bytes()
    return {**found, **shared_files(folder)}


def is_of_a_course(name: str) -> bool:
    """Whether a path below a course's folder is one of its texts, banks or media files."""
    parts = PurePosixPath(name).parts
    if not parts or "\\" in name or not all(_PLAIN_NAME.fullmatch(part) for part in parts):
        return False
    if len(parts) == 1 or (len(parts) == 2 and name.startswith((BANK_FOLDER, SHARED_BANKS))):
        return name.endswith(".md")
    return name.startswith(MEDIA_FOLDER)


def files_hash(files: Mapping[str, bytes]) -> str:
    """The hash (SHA-256, hexadecimal) of a course's files: their names and bytes. It is another if one byte is."""
    digest = hashlib.sha256()
    for name, content in sorted(files.items()):
        digest.update(f"{name}\0{len(content)}\0".encode() + content)
    return digest.hexdigest()


def bundle(course: str, files: Mapping[str, bytes]) -> bytes:
    """A course's files as a zip, in a folder that is called as the course's id."""
    return zip_bytes({f"{course}/{name}": content for name, content in files.items()}, f"{course}/course.md")


def unbundle(content: bytes) -> tuple[str, dict[str, bytes]]:
    """The course's id and its files, of a zip that `bundle` made, or that somebody made of a course's folder.

    The id is "" if the files are not in a folder, or in one that cannot be an id. Hidden files (`.git/`, `.DS_Store`)
    and what systems add of their own (`__MACOSX/`, `Thumbs.db`) are left out. Raises InputFault, in words, with
    everything that is wrong: no zip, no course.md, files that no course has, more than `MOST_FILES` files or
    `MOST_BYTES` bytes.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = [
                each
                for each in archive.infolist()
                if not each.filename.endswith("/") and not _is_added(each.filename)
            ]
            root = _root([each.filename for each in members])
            _must_be_small(members)
            files, strange = dict[str, bytes](), list[str]()
            for member in members:
                name = member.filename.removeprefix(root)
                fits = is_of_a_course(name) and _is_plain(member)
                if member.filename.startswith(root) and fits and name not in files:
                    files[name] = archive.read(member)
                else:
                    strange.append(member.filename)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, ValueError) as error:
        message = phrase("This is not a zip file that can be opened, or a part of it is damaged.")
        raise _fault("", message, phrase("Make it again, without a password.")) from error
    if problems := [*map(_stranger, strange), *_collisions(files)][:20]:
        raise InputFault(problems)
    slug = root.rstrip("/")
    return (slug if is_id(slug) else ""), dict(sorted(files.items()))


def _root(names: list[str]) -> str:
    """The folder in the zip that holds course.md, with a slash at its end, or ""."""
    found = [name for name in names if PurePosixPath(name).name == _COURSE_FILE]
    if not found:
        message = phrase("There is no course.md in this zip, so it is not the folder of a course.")
        raise _fault("", message, phrase("Choose a zip of one course's folder."))
    nearest = min(found, key=lambda name: name.count("/"))
    return nearest.removesuffix(_COURSE_FILE)


def _must_be_small(members: list[zipfile.ZipInfo]) -> None:
    if len(members) > MOST_FILES or sum(each.file_size for each in members) > MOST_BYTES:
        message = phrase(
            "This zip holds more than a course can: at most %(files)s files, and %(megabytes)s MB.",
            files=f"{MOST_FILES:,}",
            megabytes=MOST_BYTES // 1_000_000,
        )
        raise _fault("", message, phrase("Choose a zip of one course's folder."))


def _is_added(name: str) -> bool:
    path = PurePosixPath(name)
    hidden = any(part.startswith(".") and part != ".." for part in path.parts)
    return hidden or "__MACOSX" in path.parts or path.name in ("Thumbs.db", "desktop.ini")


def _is_plain(member: zipfile.ZipInfo) -> bool:
    """Whether it is a file and no link. Raises NotImplementedError if it is packed as no course is.

    Damaged parts that are packed in other ways raise errors of their own kinds.
    """
    if member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise NotImplementedError
    return not stat.S_ISLNK(member.external_attr >> 16)


def _collisions(names: Iterable[str]) -> Iterator[Problem]:
    """What some disks cannot hold: two names that are one but for capitals, and a file that is also a folder."""
    folders = {str(above).casefold(): name for name in names for above in PurePosixPath(name).parents}
    first: dict[str, str] = {}
    for name in sorted(names):
        other = first.setdefault(name.casefold(), name)
        if other != name or name.casefold() in folders:
            yield _cannot_both(name, other if other != name else folders[name.casefold()])


def _cannot_both(name: str, other: str) -> Problem:
    message = phrase(
        "%(name)s and %(other)s cannot both be in a course: on some disks they are one.",
        name=name[:200],
        other=other[:200],
    )
    return Problem(name[:200], 0, 0, "bundle", "error", message, phrase("Give one of them another name."))


def _stranger(name: str) -> Problem:
    message = phrase("No course has a file like this, or it is there twice: %(name)s.", name=name[:200])
    return Problem(name[:200], 0, 0, "bundle", "error", message, phrase("Take it out of the zip."))


def _fault(path: str, message: str, remedy: str) -> InputFault:
    return InputFault([Problem(path, 0, 0, "bundle", "error", message, remedy)])
