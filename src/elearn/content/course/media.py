"""Checks the files that a course names: they exist, can be read, work in every browser and need no other files."""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from elearn.content.course.look import MOST_BYTES, MOST_SIDE, RULE, Look
from elearn.content.course.model import Course
from elearn.content.course.passages import CourseTexts, Finder, passages_in, passages_of
from elearn.content.course.pictures import look_at
from elearn.content.course.shared import media_file, shared_folder
from elearn.content.course.svg import faults_of_svg
from elearn.content.kinds import Block
from elearn.content.text import Place, Same, Source, did_you_mean, linked_file
from elearn.files import version_of
from elearn.phrases import phrase
from elearn.problems import Problem, ProblemLog

_SIGNATURES = {
    ".png": (b"\x89PNG\r\n\x1a\n",),
    ".jpg": (b"\xff\xd8\xff",),
    ".jpeg": (b"\xff\xd8\xff",),
    ".gif": (b"GIF87a", b"GIF89a"),
    ".webp": (b"RIFF",),
    ".avif": (b"\x00\x00\x00",),
    ".mp4": (b"\x00\x00\x00",),
    ".m4a": (b"\x00\x00\x00",),
    ".webm": (b"\x1aE\xdf\xa3",),
    ".mp3": (b"ID3", b"\xff\xfb", b"\xff\xfa", b"\xff\xf3", b"\xff\xf2"),
    ".ogg": (b"OggS",),
    ".vtt": (b"WEBVTT", b"\xef\xbb\xbfWEBVTT"),
    ".pdf": (b"%PDF-",),
    ".docx": (b"PK\x03\x04",),
    ".xlsx": (b"PK\x03\x04",),
    ".pptx": (b"PK\x03\x04",),
    ".odt": (b"PK\x03\x04",),
    ".csv": (b"",),
    ".txt": (b"",),
}
"""The bytes at the start of a file of each kind: any of these."""
FILE_ENDINGS = (".svg", *_SIGNATURES)
"""The endings of the files that a course can name."""


def check_media(folder: Path, course: Course, source: Source, problems: list[Problem]) -> None:
    """Report each file that a package cannot hold, once, where the theme, a block or a link names it first."""
    seen: set[str] = set()
    root = folder.resolve()
    theme = source.keys.get("theme", Place(source.course_file, 1))
    named = [(name, theme) for name in course.theme.media()]
    for block, place in zip(course.blocks(), source.blocks, strict=True):
        named += [(name, place) for name in block.media()]
    named += _linked(course, source)
    for name, place in named:
        if name not in seen:
            seen.add(name)
            _check_file(root, name, place, ProblemLog(place.path, problems))


def _linked(course: Course, source: Source) -> Iterator[tuple[str, Place]]:
    """The files that the texts of blocks link to, each with its line."""
    named = {path.as_posix() for path in course.media()}
    texts = CourseTexts.of(course, source).only(lambda block, _: _may_link(Same(block)))
    for group in passages_of(texts, source):
        finder = Finder(source.texts)
        for passage in group:
            for link in passage.shown().links if "media/" in passage.text else ():
                if (name := linked_file(link.address)) in named and not link.picture:
                    line = finder.line_of(passage, link.line, link.words)
                    yield name, Place(passage.place.path, line)


@lru_cache(maxsize=8_000)
def _may_link(block: Same[Block]) -> bool:
    return any("media/" in each.text for each in passages_in(block.it))


def _check_file(root: Path, name: str, place: Place, log: ProblemLog) -> None:
    try:
        for fault in _faults_in(root, name):
            (log.warn if fault.warning else log.error)(fault.rule, place.line, fault.message, fault.remedy)
    except (OSError, RuntimeError) as error:
        reason = getattr(error, "strerror", None) or phrase("its links go in a circle")
        log.error(
            "S29",
            place.line,
            phrase("The file %(file)s cannot be read: %(reason)s.", file=name, reason=reason),
            phrase("Look at its permissions."),
        )


class _Fault(NamedTuple):
    """Something that is wrong with a file."""

    rule: str
    message: str
    remedy: str
    warning: bool = False


def _faults_in(root: Path, name: str) -> Sequence[_Fault]:
    """What is wrong with a file. It is looked at once for as long as the system says that it is the same."""
    try:
        version = version_of(media_file(root, name))
    except OSError:  # said below
        version = None
    return _known_faults(root, name, version) if version else _read_faults(root, name)


@lru_cache(maxsize=2_000)
def _known_faults(root: Path, name: str, _version: tuple[int, ...]) -> Sequence[_Fault]:
    return _read_faults(root, name)


def _read_faults(root: Path, name: str) -> Sequence[_Fault]:
    path = media_file(root, name)
    home = root if path == root / name else shared_folder(root).resolve()
    linked = home == root and path.parent.resolve() != path.parent
    if linked or not path.resolve().is_relative_to(home):
        message = phrase("The file %(file)s is outside the course's folder.", file=name)
        return [_Fault("S28", message, phrase("Copy it into media/."))]
    if not path.is_file():
        return [_Fault("S27", phrase("There is no file %(file)s.", file=name), _near(root, name))]
    if path.suffix.lower() not in FILE_ENDINGS:
        message = phrase("The file %(file)s is of a kind that cannot be shown.", file=name)
        return [_Fault("S29", message, phrase("Use one of %(kinds)s.", kinds=", ".join(FILE_ENDINGS)))]
    data = path.read_bytes()
    if faults := faults_of_file(name, data):
        return [_Fault("S29", *fault) for fault in faults]
    look = look_at(PurePosixPath(name).suffix.lower(), data)
    if look.fault:
        message = phrase("The file %(file)s cannot be shown: %(reason)s.", file=name, reason=look.fault)
        remedy = phrase("Open it in a picture editor, and save it again, smaller if it is large.")
        return [_Fault("S29", message, remedy)]
    return [_Fault(RULE, *_on_size(name, look), warning=True)] if look.is_large else []


def _on_size(name: str, look: Look) -> tuple[str, str]:
    """The message and the remedy for a picture that is large."""
    size, limits = _size_of(look), {"megabytes": MOST_BYTES // 1_000_000, "pixels": f"{MOST_SIDE:,}"}
    if not look.kept:
        return phrase(
            "The picture %(file)s has %(size)s, so we make it smaller in all that we build. Your file stays as "
            "it is.",
            file=name,
            size=size,
        ), phrase(
            "Nothing needs to be done. To decide how it looks, save it below %(megabytes)s MB and %(pixels)s "
            "pixels a side.",
            **limits,
        )
    remedy = phrase("Save it below %(megabytes)s MB and %(pixels)s pixels a side.", **limits)
    if look.moves or not look.width:
        return phrase(
            "The picture %(file)s has %(size)s, which is slow to load. We cannot make a drawing or animation "
            "smaller.",
            file=name,
            size=size,
        ), remedy
    return phrase(
        "The picture %(file)s has %(size)s, which is slow to load. We cannot make a picture of this kind "
        "smaller.",
        file=name,
        size=size,
    ), remedy


def _size_of(look: Look) -> str:
    """What is too large of a picture: its sides, its bytes or both."""
    width, height = f"{look.width:,}", f"{look.height:,}"
    sides = phrase("%(width)s × %(height)s pixels", width=width, height=height)
    weight = f"{look.bytes / 1_000_000:,.1f} MB"
    if max(look.width, look.height) <= MOST_SIDE:
        return weight
    return (
        phrase("%(sides)s and %(weight)s", sides=sides, weight=weight) if look.bytes > MOST_BYTES else sides
    )


def _near(root: Path, name: str) -> str:
    there = (path.relative_to(root).as_posix() for path in _files(root / "media"))
    return did_you_mean(name, there, nothing=phrase("Put it into the course's folder, below media/."))


def _files(folder: Path) -> Iterable[Path]:
    return (path for path in folder.rglob("*") if path.is_file()) if folder.is_dir() else ()


def faults_of_file(name: str, data: bytes) -> list[tuple[str, str]]:
    """A message and a remedy for each fault by which a file cannot be used. Its ending is one of `FILE_ENDINGS`."""
    suffix = PurePosixPath(name).suffix.lower()
    if suffix == ".svg":
        return faults_of_svg(name, data)
    if data.startswith(_SIGNATURES[suffix]):
        return []
    message = phrase(
        "The file %(file)s is not the %(format)s file that its name says.",
        file=name,
        format=suffix[1:].upper(),
    )
    return [(message, phrase("Save it again in that format."))]
