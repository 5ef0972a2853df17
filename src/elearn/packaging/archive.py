"""Zips whose bytes depend on what is in them alone, written whole or not at all.

Every member has the same time stamp and rights, no extra fields and one compression level, and their order is fixed,
so that the same source gives the same bytes on any day and machine. (Deflate is zlib's at level 9, which has given the
same bytes since 2005; a Python built on another implementation of it may compress the same files differently.)
"""

import io
import os
import tempfile
import zipfile
from collections.abc import Mapping
from pathlib import Path

_EPOCH = (1980, 1, 1, 0, 0, 0)
_UNIX = 3
_REGULAR_FILE = 0o100644 << 16


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
            member.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(member, files[name], compresslevel=9)
    return buffer.getvalue()


def write_whole(path: Path, content: bytes) -> None:
    """Write a file so that a reader finds the old one or the new one, and never half of either."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, beside = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(beside).chmod(0o644)
        Path(beside).replace(path)
    except BaseException:
        Path(beside).unlink(missing_ok=True)
        raise
