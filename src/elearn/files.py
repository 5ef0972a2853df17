"""Files that appear whole or not at all."""

import os
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Self

_WAITS = ".waiting"
STAGED = f".*.*{_WAITS}"
"""What the names of files that wait next to their places look like."""


_SETTLED = 2 * 10**9
"""For how many nanoseconds after a change the time of a file does not say yet whether it has changed again."""


def version_of(path: Path) -> tuple[int, ...] | None:
    """What tells what a file says now from what it said before, without a look at its content. Raises OSError.

    None if it was changed just now: then it may change again and look the same.
    """
    found = path.stat()
    changed = max(found.st_mtime_ns, found.st_ctime_ns)
    if time.time_ns() - changed <= _SETTLED:
        return None
    return found.st_mtime_ns, found.st_ctime_ns, found.st_size, found.st_ino


@dataclass(frozen=True)
class StagedFile:
    """A whole file that waits next to its place, on the same disk.

    A reader finds the old file or the new one.
    """

    path: Path
    waiting: Path

    @classmethod
    def write(cls, path: Path, content: bytes) -> Self:
        """Writes the content next to `path`. If that fails, nothing is left of it."""
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=_WAITS, dir=path.parent)
        staged = cls(path, Path(name))
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            staged.waiting.chmod(0o644)
        except BaseException:
            staged.discard()
            raise
        return staged

    def settle(self) -> None:
        """Moves it to its place."""
        self.waiting.replace(self.path)

    def discard(self) -> None:
        """Removes it, unless it is in its place already."""
        self.waiting.unlink(missing_ok=True)


def write_whole(path: Path, content: bytes) -> None:
    """Writes a file so that a reader finds the old one or the new one, never a part of either."""
    staged = StagedFile.write(path, content)
    try:
        staged.settle()
    finally:
        staged.discard()


@contextmanager
def folder_for(out: Path) -> Iterator[None]:
    """Makes the folder `out` if needed. If the block puts nothing into it, removes what was made."""
    missing = [folder for folder in (out, *out.parents) if not folder.exists()]
    out.mkdir(parents=True, exist_ok=True)
    try:
        yield
    finally:
        for folder in missing:
            if any(folder.iterdir()):
                break
            folder.rmdir()


def nearest_folder(configured: Path, near: Path) -> Path:
    """The folder that a setting names, as seen from `near`, for someone in a course's own folder or far from it.

    If there is no folder `configured`, this is the first of its name in or above `near`; else it is `configured`.
    """
    if not configured.is_dir():
        for above in (near.resolve(), *near.resolve().parents):
            if (above / configured.name).is_dir():
                return _relative(above / configured.name)
    return configured


def _relative(path: Path) -> Path:
    """The path as seen from the working directory if it is above or below that, so that it is short to read."""
    here = Path.cwd()
    if path.parent == here or path.parent in here.parents or here in path.parents:
        return Path(os.path.relpath(path, here))
    return path
