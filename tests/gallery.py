"""A course with a page for every kind of block and of question, made of the kinds' own examples.

Who adds a kind adds its page here, without a line: tests and pictures of every kind are taken from this course. The
media that an example names are drawn or filled in by the file's ending.
"""

import base64
import re
import struct
import zlib
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import PurePosixPath

from elearn.content.course.model import Course
from elearn.content.kinds import Block, kinds, question_kinds
from elearn.problems import has_errors
from tests.reading import read_course

SLUG = "every-kind"
_NAME = re.compile(r"^:name: (.+)$", re.MULTILINE)
_DRAW = re.compile(r"^:::\{draw\} (\S+)$", re.MULTILINE)
_OUTCOME = re.compile(r"^:outcome: (.+)$", re.MULTILINE)
_AT_THE_END = ("draw", "summary")
"""What is asked of a bank, and what speaks of the questions of its module, in a module of their own."""
_AIMS = {
    "act": "Act on a mark the same day",
    "criteria": "Recognise when a review must be considered",
    "purpose": "Say what a review is for, and what it is not",
    "record": "Keep a record that others can rely on",
}


_BESIDE = {"confidence": "\n:::{confidence} after\n:name: how-sure\n:::\n"}
"""What an example has beside it, to show the whole of its kind."""


def gallery_course() -> tuple[Course, dict[PurePosixPath, bytes]]:
    """The course, and its media by their path. The page of a kind has the kind's name as its id."""
    course, problems = read_course(SLUG, gallery_files())
    assert course, "\n".join(map(str, problems))
    assert not has_errors(problems), "\n".join(map(str, problems))
    return course, {path: media_file(path) for path in course.media()}


@cache
def gallery_files() -> Mapping[str, str]:
    """The course's files by name."""
    questions = set(question_kinds())
    taken: set[str] = set()
    blocks = [
        _page(kind, taken)
        for name, kind in kinds().items()
        if kind.shown and name not in questions | set(_AT_THE_END)
    ]
    asked = [_page(kind, taken) for name, kind in kinds().items() if name in questions]
    closing = [_page(kinds()[name], taken) for name in _AT_THE_END]
    banks = _banks()
    outcomes = sorted({outcome for page in (*asked, *banks.values()) for outcome in _OUTCOME.findall(page)})
    front = (
        "---\ntitle: Every kind\nversion: 1.0.0\nduration: 30 minutes\n"
        "summary: Every kind of block and question, each with an invented example.\noutcomes:\n"
        + "".join(f"  {name}: {_AIMS.get(name, name)}\n" for name in outcomes)
        + "completion: {pages: all, pass_mark: 80%}\n---\n\nEach page shows one kind. All of it is invented.\n"
    )
    return {
        "course.md": front,
        "01-blocks.md": "# Blocks\n\n" + "\n".join(blocks),
        "02-questions.md": "# Questions\n\n" + "\n".join(asked),
        "03-at-the-end.md": "# At the end\n\n" + "\n".join(closing),
        **banks,
    }


def _banks() -> dict[str, str]:
    """Three questions, of kinds that give one point, for each bank that an example draws from."""
    drawn = {name for kind in kinds().values() for name in _DRAW.findall(kind.example)}
    asked = [kinds()[kind].example for kind in ("true-or-false", "choose-many", "number")]
    return {
        f"bank/{name}.md": f"# A bank called {name}\n\n"
        + "\n\n".join(_NAME.sub(f":name: {name}-{number}", each) for number, each in enumerate(asked, 1))
        + "\n"
        for name in sorted(drawn)
    }


def _page(kind: type[Block], taken: set[str]) -> str:
    """The kind's page; a name that another example has used is exchanged for the kind's own."""

    def own(found: re.Match[str]) -> str:
        name = kind.kind if found[1] in taken else found[1]
        taken.add(name)
        return f":name: {name}"

    beside = _BESIDE.get(kind.kind, "")
    return f"## {kind.title} {{#{kind.kind}}}\n\n{_NAME.sub(own, kind.example)}\n{beside}"


def media_file(path: PurePosixPath) -> bytes:
    """A small file of the kind that the path's ending says."""
    return _MAKERS[path.suffix.lower()](path)


def _svg(path: PurePosixPath) -> bytes:
    """Three rings and a line on a wash, different for each name."""
    turn = zlib.crc32(path.stem.encode()) % 160
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 800 450" width="800" height="450">'
        '<rect width="800" height="450" fill="#f4f1ea"/><g fill="none" stroke="#0f5560" stroke-width="6">'
        f'<circle cx="{320 + turn}" cy="225" r="50"/><circle cx="{320 + turn}" cy="225" r="100"/>'
        f'<circle cx="{320 + turn}" cy="225" r="150"/></g>'
        f'<path d="M0 {150 + turn}Q400 {300 - turn} 800 {150 + turn}" fill="none" stroke="#8a8577"'
        ' stroke-width="4"/></svg>\n'
    ).encode()


def _png(path: PurePosixPath) -> bytes:
    """An upright picture in one quiet colour with a darker band."""
    width, height, turn = 90, 120, zlib.crc32(path.stem.encode()) % 60
    row = {band: bytes([0, *(tone * width)]) for band, tone in {0: [226, 238, 238], 1: [15, 85, 96]}.items()}
    pixels = b"".join(row[turn < line < turn + 40] for line in range(height))
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = ((b"IHDR", header), (b"IDAT", zlib.compress(pixels, 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        for name, data in parts
    )


def _vtt(path: PurePosixPath) -> bytes:
    return (
        b"WEBVTT\n\n00:00.000 --> 00:01.000\nA health visitor speaks of a visit.\n\n"
        b"00:01.000 --> 00:02.000\nShe says what she saw.\n"
    )


def _mp3(path: PurePosixPath) -> bytes:
    """About two seconds of silence: 80 empty frames of MPEG-1 layer III, 128 kbit/s at 44.1 kHz, one channel."""
    return (b"\xff\xfb\x90\xc0" + bytes(413)) * 80


def _box(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", 8 + len(content)) + name + content


def _mp4(path: PurePosixPath) -> bytes:
    """An MPEG-4 file whose film has no track: a browser shows its player, and nothing in it."""
    matrix = struct.pack(">9I", 0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000)
    film = (
        struct.pack(">IIIIIIH10x", 0, 0, 0, 1000, 2000, 0x10000, 0x100)
        + matrix
        + bytes(24)
        + struct.pack(">I", 1)
    )
    return _box(b"ftyp", b"isom\0\0\x02\0isommp41") + _box(b"moov", _box(b"mvhd", film)) + _box(b"mdat", b"")


def _pdf(path: PurePosixPath) -> bytes:
    """One empty A4 page."""
    objects = (
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>",
    )
    made, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(made))
        made += b"%d 0 obj\n%b\nendobj\n" % (number, content)
    table = b"0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % place for place in places)
    return made + b"xref\n0 4\n%btrailer\n<</Size 4/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (
        table,
        len(made),
    )


def _jpeg(path: PurePosixPath) -> bytes:
    """One grey point."""
    return base64.b64decode(
        "/9j/4AAQSkZJRgABAQEASABIAAD/2wBDAP//////////////////////////////////////////////////////////////////////////"
        "////////////wgALCAABAAEBAREA/8QAFBABAAAAAAAAAAAAAAAAAAAAAP/aAAgBAQABPxA="
    )


_MAKERS: Mapping[str, Callable[[PurePosixPath], bytes]] = {
    ".svg": _svg,
    ".png": _png,
    ".jpg": _jpeg,
    ".jpeg": _jpeg,
    ".vtt": _vtt,
    ".mp3": _mp3,
    ".mp4": _mp4,
    ".m4a": _mp4,
    ".pdf": _pdf,
}
