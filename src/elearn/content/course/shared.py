"""Banks that courses share: they lie beside the courses, and a course that draws from one holds it as its own.

They are the files `banks/bank/<id>.md` in the folder of courses, with their pictures in `banks/media/`. A page draws
from one with `:::{draw} banks/<id>`. In the files of that course it is `banks/<id>.md`, and its pictures are
`media/banks/…`. If the course's own folder holds these files, because it was unpacked from a zip, they are used.
"""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path, PurePosixPath

from elearn.content.kinds import directives_for
from elearn.content.text import read_file
from elearn.patterns import late
from elearn.phrases import phrase
from elearn.problems import Problem, ProblemLog

SHARED = "banks"
"""The folder beside the courses that holds what they share. It is no course, and no course has this id."""
SHARED_BANKS = "banks/"
"""What the id of a shared bank begins with, and the name of its file among those of a course."""
SHARED_MEDIA = "media/banks/"
"""What the path of a shared bank's picture begins with, in a course."""
_ARCHIVE = "_archive"
_BANK = r"banks/[a-z0-9]+(?:-[a-z0-9]+)*"
_NAMED = late(
    r"(?P<before>(?:^[ \t]*:[\w-]+:[ \t]*|^[ \t]*:{3,}[ \t]*\{[^{}\n]*\}(?:(?!media/)[^\n])*?[ \t]"
    r"|\]\([ \t]*<?|\]:[ \t]*<?)(?:\.\./)?)media/(?!banks/)(?P<path>[^\s()<>\[\]\"']*)",
    re.MULTILINE,
)
"""Where the text of a question names a file: as an option, behind a kind, or in a link or picture of Markdown."""


def is_shared_folder(folder: Path) -> bool:
    """Whether a folder beside the courses holds the shared banks."""
    return folder.name == SHARED and not (folder / "course.md").is_file()


def shared_folder(folder: Path) -> Path:
    """Where the shared banks are that the course in this folder may draw from."""
    above = folder.absolute().parent
    return (above.parent if above.name == _ARCHIVE else above) / SHARED


def shared_drawn(texts: Mapping[str, str]) -> list[str]:
    """The ids (`banks/first-signs`) of the shared banks that a course's texts draw from, in order."""
    found = (name for text in texts.values() if SHARED_BANKS in text for name in _drawn_in(text))
    return sorted(set(found))


@lru_cache(maxsize=1_000)
def _drawn_in(text: str) -> tuple[str, ...]:
    names = "|".join(map(re.escape, sorted(directives_for("draw"))))
    opening = rf"^ {{0,3}}:{{3,}}[ \t]*\{{(?:{names})\}}[ \t]+({_BANK})[ \t\r]*$"
    return tuple(re.findall(opening, text, re.MULTILINE)) if names else ()


def shared_texts(
    folder: Path, texts: Mapping[str, str], problems: list[Problem]
) -> dict[str, tuple[str, str]]:
    """The shared banks that a course's texts draw from, by their names in the course: the text, and the file's path.

    What is not there is left out: reading the course reports it. Other files that cannot be read are among `problems`.
    """
    found: dict[str, tuple[str, str]] = {}
    for bank in shared_drawn(texts):
        path = _bank_file(folder, bank)
        if path.is_file() and not _lies_in(path, folder):
            report_link(path, f"{bank}.md", problems)
            continue
        text = read_file(path, problems) if path.is_file() else None
        if text is not None:
            found[f"{bank}.md"] = text, path.as_posix()
    return found


def report_link(path: Path, name: str, problems: list[Problem]) -> None:
    """Reports a text that a link brings from elsewhere: what it says could change without the course."""
    ProblemLog(path.as_posix(), problems).error(
        "S28",
        0,
        phrase("The file %(file)s is outside the course's folder.", file=name),
        phrase("Put the file itself there, in place of the link that leads to it."),
    )


def _bank_file(folder: Path, bank: str) -> Path:
    """The file of a shared bank: the course's own copy, or the shared one."""
    own = folder / f"{bank}.md"
    return own if own.is_file() else shared_folder(folder) / "bank" / f"{bank.removeprefix(SHARED_BANKS)}.md"


def as_in_course(text: str) -> str:
    """The text of a shared bank with the paths that its pictures have in a course. It has the same lines."""
    if "media/" not in text:
        return text
    return _NAMED.sub(lambda found: f"{found['before']}{SHARED_MEDIA}{found['path']}", text)


def media_named(text: str) -> list[str]:
    """The paths of the files, as `media/…`, that the text of a bank names, in order."""
    return sorted({f"media/{found['path']}" for found in _NAMED.finditer(text) if found["path"]})


def with_media(text: str, names: Mapping[str, str]) -> str:
    """The text of a bank with other paths for the files that it names, by the paths that it has."""

    def other(found: re.Match[str]) -> str:
        path = f"media/{found['path']}"
        return f"{found['before']}{names.get(path, path)}"

    return _NAMED.sub(other, text)


def media_file(folder: Path, path: PurePosixPath | str) -> Path:
    """Where a file is that a course names as `media/…`: in its own folder, or among those of the shared banks."""
    own, name = folder / path, str(path)
    if not name.startswith(SHARED_MEDIA) or own.is_file():
        return own
    return shared_folder(folder) / "media" / name.removeprefix(SHARED_MEDIA)


def shared_files(folder: Path) -> dict[str, bytes]:
    """The shared banks that the saved course in a folder draws from, with their pictures, by their names in it.

    Raises OSError if one cannot be read.
    """
    texts = {path.name: _text(path) for path in folder.glob("*.md") if path.is_file()}
    return {name: path.read_bytes() for name, path in shared_places(folder, texts).items()}


def shared_places(folder: Path, texts: Mapping[str, str]) -> dict[str, Path]:
    """Where the files of the shared banks are that a course's texts draw from, by their names in it.

    No link leads to elsewhere. Raises OSError if a bank cannot be read.
    """
    found: dict[str, Path] = {}
    for bank in shared_drawn(texts):
        path = _bank_file(folder, bank)
        if not path.is_file() or not _lies_in(path, folder):
            continue
        found[f"{bank}.md"] = path
        for name in _copied_media(_text(path)):
            file = media_file(folder, name)
            if file.is_file() and _lies_in(file, folder):
                found[name] = file
    return found


def is_shared_file(folder: Path, name: str) -> bool:
    """Whether a picture of a shared bank is there, by its name in a course, and no link leads it elsewhere."""
    file = media_file(folder, name)
    return file.is_file() and _lies_in(file, folder)


def _lies_in(file: Path, folder: Path) -> bool:
    """Whether a file is below a course's folder or that of the shared banks, and no link leads it elsewhere."""
    return any(file.resolve().is_relative_to(each.resolve()) for each in (folder, shared_folder(folder)))


def _copied_media(text: str) -> Iterator[str]:
    """The paths in a course of what a shared bank's text may name."""
    for found in re.findall(rf"{SHARED_MEDIA}[^\s()<>\"']+", as_in_course(text)):
        path = PurePosixPath(found)
        if ".." not in path.parts and not any(part.startswith(".") for part in path.parts):
            yield path.as_posix()


def _text(path: Path) -> str:
    return path.read_bytes().decode("utf-8-sig", errors="replace")


def without_copies(files: Mapping[str, bytes], courses: Path) -> dict[str, bytes]:
    """A course's files without those of shared banks, if the shared banks below `courses` say the same.

    Else they stay: the course then keeps a copy of its own.
    """
    copies = {name: content for name, content in files.items() if _is_copy(name)}
    root = courses / SHARED
    places = {name: root / _place_of(name) for name in copies}
    same = all(place.is_file() and place.read_bytes() == copies[name] for name, place in places.items())
    return {name: content for name, content in files.items() if not same or name not in copies}


def _is_copy(name: str) -> bool:
    return name.startswith((SHARED_BANKS, SHARED_MEDIA))


def _place_of(name: str) -> str:
    """Where a file of a shared bank lies below the shared folder."""
    if name.startswith(SHARED_MEDIA):
        return f"media/{name.removeprefix(SHARED_MEDIA)}"
    return f"bank/{name.removeprefix(SHARED_BANKS)}"
