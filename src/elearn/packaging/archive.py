"""Zips whose bytes depend on what is in them alone, written whole or not at all.

Every member has the same time stamp and rights, no extra fields and one compression level, and their order is fixed,
so that the same source gives the same bytes on any day and machine. (Deflate is zlib's at level 9, which has given the
same bytes since 2005; a Python built on another implementation of it may compress the same files differently.)
Pictures, sound and film are compressed by what they are, and are stored as they stand.
"""

import io
import os
import tempfile
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Self

_EPOCH = (1980, 1, 1, 0, 0, 0)
_UNIX = 3
_REGULAR_FILE = 0o100644 << 16
_PICTURES = (".avif", ".gif", ".jpeg", ".jpg", ".png", ".webp")
_FILMS = (".m4a", ".m4v", ".mp3", ".mp4", ".ogg", ".webm")
_OTHERS = (".docx", ".odt", ".pdf", ".pptx", ".woff", ".woff2", ".xlsx", ".zip")
_COMPRESSED = frozenset(_PICTURES + _FILMS + _OTHERS)


def zip_bytes(files: Mapping[str, bytes], first: str = "imsmanifest.xml") -> bytes:
    """The files as one zip; the member `first` leads, where there is one, and the rest follow by name.

    ValueError when a name is not ASCII: some systems garble such names on import (openEQUELLA#1868).
    """
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in sorted(files, key=lambda name: (name != first, name)):
            if not name.isascii():
                raise ValueError(f"{name!r} is not an ASCII file name")
            member = zipfile.ZipInfo(name, _EPOCH)
            member.create_system = _UNIX
            member.external_attr = _REGULAR_FILE
            stored = PurePosixPath(name).suffix.lower() in _COMPRESSED
            member.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
            archive.writestr(member, files[name], compresslevel=9)
    return buffer.getvalue()


@dataclass(frozen=True)
class Beside:
    """A whole file that waits beside its place, on the same disk: a reader finds the old one or the new one."""

    path: Path
    waiting: Path

    @classmethod
    def write(cls, path: Path, content: bytes) -> Self:
        """Write the content beside the place `path`; where that fails, nothing is left of it."""
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
        beside = cls(path, Path(name))
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            beside.waiting.chmod(0o644)
        except BaseException:
            beside.discard()
            raise
        return beside

    def settle(self) -> None:
        """Put it in its place."""
        self.waiting.replace(self.path)

    def discard(self) -> None:
        """Take it away, where it is not in its place."""
        self.waiting.unlink(missing_ok=True)


def write_whole(path: Path, content: bytes) -> None:
    """Write a file so that a reader finds the old one or the new one, and never half of either."""
    beside = Beside.write(path, content)
    try:
        beside.settle()
    finally:
        beside.discard()


@contextmanager
def folder_for(out: Path) -> Iterator[None]:
    """The folder `out`, made if need be; what was made is taken away again when nothing comes into it."""
    missing = [folder for folder in (out, *out.parents) if not folder.exists()]
    out.mkdir(parents=True, exist_ok=True)
    try:
        yield
    finally:
        for folder in missing:
            if any(folder.iterdir()):
                break
            folder.rmdir()
