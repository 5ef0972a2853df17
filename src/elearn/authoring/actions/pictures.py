"""Pictures and other files that are put into a course."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import PurePosixPath

from elearn.authoring.actions.work import refused
from elearn.content.course import FILE_ENDINGS, faults_of_file, faults_of_svg, look_at, prepared
from elearn.content.kinds import PICTURES
from elearn.content.text import slug_of
from elearn.patterns import late
from elearn.phrases import phrase

Box = tuple[float, float, float, float]
"""A part of a picture in percent: from the left, from the top, width and height."""
MOST = 30_000_000
"""Bytes of a picture that is put in."""
_FOLDER = "media"
_LONGEST_NAME = 60
_DRAWING = late(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*|<!DOCTYPE[^>]*>\s*)*<(?:[A-Za-z]+:)?svg[\s>]", re.DOTALL
)
_TELEPHONE = (b"heic", b"heix", b"mif1", b"msf1", b"hevc")
_AS_PLAIN = phrase("Save it as a PNG or JPEG file, and add that.")


@dataclass(frozen=True)
class Put:
    """A file as it goes into a course: its path below the folder, its bytes, and its size in pixels.

    A drawing, and what is no picture, has the size 0 × 0.
    """

    path: str
    content: bytes
    width: int
    height: int


def put_picture(name: str, content: bytes, there: Collection[str], box: Box | None = None) -> Put:
    """A picture as it goes into a course in which the paths `there` are taken. `name` is that of the file.

    Its bytes tell what it is. It becomes upright, loses what a camera wrote into it, and has at most 1,600 pixels a
    side. `box` is what to cut out of it. Raises InputFault in words if it is no picture that can be shown.
    """
    if len(content) > MOST:
        raise refused(
            phrase("The picture has more than %(megabytes)s MB.", megabytes=MOST // 1_000_000),
            phrase("Save it smaller, and add that."),
        )
    suffix = _suffix_of(content)
    if suffix == ".svg":
        for message, remedy in faults_of_svg(PurePosixPath(name).name[:_LONGEST_NAME], content)[:1]:
            raise refused(message, remedy)
        return Put(_path(name, suffix, there), content, 0, 0)
    look = look_at(suffix, content)
    if look.fault:
        raise refused(phrase("The picture cannot be shown: %(reason)s.", reason=look.fault), _AS_PLAIN)
    if look.moves:
        raise refused(phrase("The picture moves, so it cannot be added."), _AS_PLAIN)
    try:
        suffix, made = prepared(suffix, content, box)
    except (ValueError, OverflowError):
        raise refused(
            phrase("Nothing is left of the picture."), phrase("Choose a larger part of it.")
        ) from None
    size = look_at(suffix, made)
    return Put(_path(name, suffix, there), made, size.width, size.height)


def _suffix_of(content: bytes) -> str:
    """The ending of a picture's file, told by its bytes."""
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return ".png"
    if content.startswith(b"\xff\xd8\xff"):
        return ".jpg"
    if content.startswith((b"GIF87a", b"GIF89a")):
        return ".gif"
    if content.startswith(b"RIFF") and content[8:12] == b"WEBP":
        return ".webp"
    if _DRAWING.match(content.removeprefix(b"\xef\xbb\xbf")[:4_000].decode("latin-1")):
        return ".svg"
    if content[4:8] == b"ftyp" and content[8:12] in _TELEPHONE:
        raise refused(
            phrase("The picture is in a phone’s format (HEIC), which browsers do not show."), _AS_PLAIN
        )
    raise refused(phrase("This file is not a picture that can be shown."), _AS_PLAIN)


def put_file(name: str, content: bytes, there: Collection[str], endings: Collection[str] = ()) -> Put:
    """A sound, a film, captions, a document or a picture as it goes into a course.

    Its name tells what it is, and its first bytes have to agree. `endings` are those that may be put in, if not all
    can. Raises InputFault in words if it cannot be used.
    """
    suffix = PurePosixPath(name.replace("\\", "/")).suffix.lower()
    known = [each for each in FILE_ENDINGS if not endings or each in endings]
    if suffix not in known:
        raise refused(
            phrase("A file of this kind cannot be added here."),
            phrase("Save it as one of these: %(endings)s.", endings=", ".join(known)),
        )
    if suffix in PICTURES:
        return put_picture(name, content, there)
    if len(content) > MOST:
        raise refused(
            phrase("The file has more than %(megabytes)s MB.", megabytes=MOST // 1_000_000),
            phrase("Save it smaller, and add that."),
        )
    path = _path(name, suffix, there)
    for message, remedy in faults_of_file(PurePosixPath(path).name, content)[:1]:
        raise refused(message, remedy)
    return Put(path, content, 0, 0)


def _path(name: str, suffix: str, there: Collection[str]) -> str:
    """A path below the folder of media that no file has."""
    stem = slug_of(PurePosixPath(name.replace("\\", "/")).stem)[:_LONGEST_NAME].strip("-")
    stem = stem or ("picture" if suffix in PICTURES else "file")
    taken = {path.lower() for path in there}
    path, number = f"{_FOLDER}/{stem}{suffix}", 2
    while path in taken:
        path, number = f"{_FOLDER}/{stem}-{number}{suffix}", number + 1
    return path
