"""The files of courses as they were sent for sign-off or published, kept by their hash."""

import threading
from collections import OrderedDict
from collections.abc import Mapping
from pathlib import Path

from elearn.content.course import bundle, course_files, files_hash, unbundle
from elearn.database import Connection, now_text
from elearn.files import version_of

MOST_REMEMBERED = 2_000
"""How many folders' hashes this process remembers."""
_Stamp = tuple[tuple[str, tuple[int, ...]], ...]
_remembered: OrderedDict[Path, tuple[_Stamp, str]] = OrderedDict()
_lock = threading.Lock()


def keep_source(conn: Connection, course: str, files: Mapping[str, bytes]) -> str:
    """Keeps the files of a course, unless they are kept already. Returns their hash."""
    source = files_hash(files)
    known = conn.value("select 1 from course_source where sha256 = :source", {"source": source})
    if known is None:
        conn.execute(
            """
            insert into course_source (sha256, content, kept_at) values (:source, :content, :at)
            on conflict (sha256) do nothing
            """,
            {"source": source, "content": bundle(course, files), "at": now_text()},
        )
    return source


def kept_source(conn: Connection, source: str) -> tuple[str, dict[str, bytes]] | None:
    """The course's id and its files, by their hash. None if they are not kept."""
    found = conn.value("select content from course_source where sha256 = :source", {"source": source})
    return unbundle(bytes(found)) if found is not None else None


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
