"""What the files of a course are now: their texts, and their hash, remembered for as long as no file changes."""

import threading
from collections import OrderedDict
from collections.abc import Mapping
from pathlib import Path

from elearn.content.course import SHARED_BANKS, course_files, files_hash
from elearn.content.text import read_file
from elearn.files import version_of
from elearn.problems import InputFault, Problem

MOST_REMEMBERED = 2_000
"""How many folders' hashes this process remembers."""
_Stamp = tuple[tuple[str, tuple[int, ...]], ...]
_remembered: OrderedDict[Path, tuple[_Stamp, str]] = OrderedDict()
_lock = threading.Lock()


def saved_texts(folder: Path, files: Mapping[str, bytes]) -> dict[str, str]:
    """The texts among the files of the course in a folder, to be changed: with their line ends and byte order marks.

    Raises InputFault with each that is not in UTF-8. A shared bank that is not is left out: it is not changed here.
    """
    found, problems = dict[str, str](), list[Problem]()
    for name, content in files.items():
        if not name.endswith(".md"):
            continue
        try:
            found[name] = content.decode()
        except UnicodeDecodeError:
            if not name.startswith(SHARED_BANKS):
                read_file(folder / name, problems)
    if problems:
        raise InputFault(problems)
    return found


def saved_hash(folder: Path) -> str:
    """The hash of a course's files as they are on the disk now. Raises OSError if one cannot be read.

    It is remembered for as long as no file in the folder changes, because a course may have films.
    """
    stamp = _stamp(folder)
    with _lock:
        known = _remembered.get(folder)
    if known and stamp is not None and known[0] == stamp:
        return known[1]
    found = files_hash(course_files(folder))
    if stamp is not None and _stamp(folder) == stamp:
        with _lock:
            _remembered[folder] = stamp, found
            _remembered.move_to_end(folder)
            if len(_remembered) > MOST_REMEMBERED:
                _remembered.popitem(last=False)
    return found


def _stamp(folder: Path) -> _Stamp | None:
    """What tells whether a file has changed, also one of the shared banks. None if one was changed just now."""
    found = list[tuple[str, tuple[int, ...]]]()
    for place in (folder, folder.parent / "banks"):
        for path in sorted(place.rglob("*")) if place.is_dir() else ():
            if not path.is_file():
                continue
            version = version_of(path)
            if version is None:
                return None
            found.append((str(path), version))
    return tuple(found)
