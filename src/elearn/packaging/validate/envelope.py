"""Looks at the bytes of a zip around its files: before the first, after the end, and where two share the same bytes."""

import zipfile
from itertools import pairwise
from pathlib import Path

from elearn.packaging.validate.package_log import PackageLog

_STARTS = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08PK\x03\x04", b"PK00PK\x03\x04")
_END = b"PK\x05\x06"
_END_LENGTH, _LONGEST_COMMENT = 22, 65_535
_LOCAL_HEADER = 30
_DOWNLOAD = "Download or export it again, and save nothing but the zip itself."
_KINDS = (
    (b"MZ", "a Windows program, as in an archive that unpacks itself", "Export it as a plain zip file."),
    (b"\x7fELF", "a program, as in an archive that unpacks itself", "Export it as a plain zip file."),
    (b"#!", "a script, as in an archive that unpacks itself", "Export it as a plain zip file."),
    (b"HTTP/", "the header of a web server's answer", _DOWNLOAD),
    (b"--", "the frame of an upload form", _DOWNLOAD),
    (b"Content-", "the frame of an upload form", _DOWNLOAD),
    (b"<", "a page or an XML document", _DOWNLOAD),
    (b"\xef\xbb\xbf", "a byte order mark", _DOWNLOAD),
)
"""By how it begins: what stands before a zip, and what to do."""


def check_envelope(path: Path, archive: zipfile.ZipFile, log: PackageLog) -> None:
    """Report bytes before the first file (P01), after the end (P01), and files that share bytes (P05)."""
    try:
        with path.open("rb") as file:
            start = file.read(64)
            size = file.seek(0, 2)
            file.seek(max(0, size - _LONGEST_COMMENT - _END_LENGTH))
            tail = file.read(_LONGEST_COMMENT + _END_LENGTH)
    except OSError:
        return
    _check_start(start, archive, log)
    _check_end(tail, log)
    _check_overlap(archive, log)


def _check_start(start: bytes, archive: zipfile.ZipFile, log: PackageLog) -> None:
    before = min((entry.header_offset for entry in archive.infolist()), default=0)
    if before <= 0 or start.startswith(_STARTS):
        return
    kind, remedy = "bytes that are no part of it", _DOWNLOAD
    if not start[:before].strip():
        kind = "blank lines or spaces"
    for begins, words, what_to_do in _KINDS:
        if start.startswith(begins):
            kind, remedy = words, what_to_do
            break
    number = f"{before:,} bytes come" if before > 1 else "One byte comes"
    message = f"{number} before the zip: {kind}. A system that reads it from its beginning finds no files."
    log.error("P01", "", None, message, remedy)


def _check_end(tail: bytes, log: PackageLog) -> None:
    """Warn of bytes after the record that ends a zip, and of a comment there that was cut off."""
    end = tail.rfind(_END)
    if end < 0 or len(tail) < end + _END_LENGTH:
        return
    comment = int.from_bytes(tail[end + 20 : end + 22], "little")
    after = len(tail) - end - _END_LENGTH - comment
    if after > 0:
        message = f"After the end of the zip there {'is one more byte' if after == 1 else f'are {after:,} more bytes'}."
        log.warn("P01", "", None, message, _DOWNLOAD)
    elif after < 0:
        log.warn("P01", "", None, "The comment at the end of the zip is cut off.", _DOWNLOAD)


def _check_overlap(archive: zipfile.ZipFile, log: PackageLog) -> None:
    """Report the first file that begins inside another: the zip is damaged, or made to unpack without end."""
    entries = sorted(archive.infolist(), key=lambda entry: entry.header_offset)
    for entry, following in pairwise(entries):
        if entry.header_offset + _LOCAL_HEADER + entry.compress_size > following.header_offset:
            name = following.orig_filename
            message = "In the zip, this file begins inside another; an honest packer never does that."
            remedy = "If it came from somebody you do not know, do not open it. Otherwise export it again."
            log.error("P05", name, None, message, remedy)
            return
