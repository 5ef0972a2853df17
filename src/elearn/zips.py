"""Writes zips whose bytes depend only on their content.

Every member has the same time stamp and rights, no extra fields and one compression level, and the order is fixed. So
the same source gives the same bytes on any day and machine. (We use zlib's deflate at level 9, which has given the same
bytes since 2005. A Python that is built with another implementation may compress the same files differently.)
Pictures, sound and film are compressed already, so we store them as they are.
"""

import io
import zipfile
from collections.abc import Mapping
from pathlib import PurePosixPath

_EPOCH = (1980, 1, 1, 0, 0, 0)
_UNIX = 3
_REGULAR_FILE = 0o100644 << 16
_PICTURES = (".avif", ".gif", ".jpeg", ".jpg", ".png", ".webp")
_FILMS = (".m4a", ".m4v", ".mp3", ".mp4", ".ogg", ".webm")
_OTHERS = (".docx", ".odt", ".pdf", ".pptx", ".woff", ".woff2", ".xlsx", ".zip")
_COMPRESSED = frozenset(_PICTURES + _FILMS + _OTHERS)


def zip_files(content: bytes) -> dict[str, bytes]:
    """The files in a zip of our own making, by name."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def zip_bytes(files: Mapping[str, bytes], first: str = "imsmanifest.xml") -> bytes:
    """The files as one zip. The member `first`, if there is one, comes first; the others follow by name.

    Raises ValueError if a name is not ASCII, because some systems garble such names on import.
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
