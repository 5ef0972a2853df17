"""Zips of courses' folders that somebody brings in.

A fault is any exception that is not in words; a file outside the course's folder; a bundle that gives other files.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from elearn.authoring import course_in_zip
from elearn.content.course import bundle, is_of_a_course, unbundle
from elearn.problems import InputFault, Problem
from tests.fuzz.kinds import Kind, TryOne
from tests.sample_course import FILES, PICTURE


def seeds() -> list[bytes]:
    """A small course, and one with nothing but its own file."""
    whole = {name: text.encode() for name, text in FILES.items()}
    return [
        bundle("a-course", {**whole, "media/rings.svg": PICTURE.encode()}),
        bundle("x", {"course.md": b"---\n---\n"}),
    ]


@contextmanager
def _open() -> Iterator[TryOne]:
    yield _try_one


def _try_one(data: bytes) -> str:
    refused: list[Problem] = []
    try:
        course, files = course_in_zip(data)
    except InputFault as fault:
        refused = list(fault.problems)
    if refused:
        assert all(each.message.strip() and each.remedy.strip() for each in refused)
        return str(refused[0].message)
    assert all(is_of_a_course(name) and ".." not in name and not name.startswith("/") for name in files)
    assert unbundle(bundle(course or "x", files)) == (course or "x", files)
    return f"{bool(course)} {len(files)}"


KIND = Kind(
    name="bundles",
    about="zips of courses' folders: refused in words, or files of a course that come back as they were",
    seeds=seeds,
    words=(b"course.md", b"../", b"media/", b"bank/", b"__MACOSX/", b"\\", b"C:", b"/etc/", b"\0"),
    shape="zip",
    open=_open,
)
