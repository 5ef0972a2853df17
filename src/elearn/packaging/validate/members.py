"""Reading somebody's zip without trusting it: no member is written to the disk, none read without a limit."""

import re
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from elearn.packaging.validate.report import Findings

MOST_MEMBERS = 20_000
MOST_BYTES = 2 * 1024**3
MOST_TEXT = 8 * 1024**2
SMALL = 16 * 1024**2
MOST_RATIO = 150
"""How many times its own size a package may unpack to, once that is more than `SMALL`."""
_CHUNK = 1024**2
MOST_NAME = 200
MOST_UPLOADED = 200 * 1024**2
_PLAIN_NAMES = "Use short names of the letters a to z, digits, hyphens, underscores and full stops."
_WINDOWS = re.compile(
    r'(^|/)(con|prn|aux|nul|com[1-9]|lpt[1-9])(\.[^/]*)?(/|$)|[<>:"|?*]|[. ](/|$)', re.IGNORECASE
)
_BROKEN = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    zlib.error,
    struct.error,
    EOFError,
    OSError,
    ValueError,
    OverflowError,
    NotImplementedError,
    RuntimeError,
    KeyError,
    MemoryError,
)
"""All that the standard library has been seen to raise on zips that were cut, changed or made to harm."""


class ZipMembers(Mapping[str, bytes]):
    """The files of an open zip by name; reading gives at most `MOST_TEXT` bytes, or raises KeyError."""

    def __init__(self, archive: zipfile.ZipFile, members: Mapping[str, zipfile.ZipInfo]) -> None:
        self._archive, self._members = archive, members

    def __getitem__(self, name: str) -> bytes:
        member = self._members[name]
        try:
            with self._archive.open(member) as file:
                return file.read(MOST_TEXT)
        except _BROKEN as broken:
            raise KeyError(name) from broken

    def __iter__(self) -> Iterator[str]:
        return iter(self._members)

    def __len__(self) -> int:
        return len(self._members)


@contextmanager
def open_members(path: Path, findings: Findings) -> Iterator[ZipMembers | None]:
    """The safe members of the zip at `path`, or None where it cannot be read or should not be; `findings` says why."""
    try:
        archive = zipfile.ZipFile(path)
    except _BROKEN as broken:
        findings.error("P01", "", None, *_not_a_zip(broken))
        yield None
        return
    with archive:
        size = path.stat().st_size
        if size > MOST_UPLOADED:
            message = f"It weighs {size / 1024**2:,.0f} MB; many systems take no upload of more than 200 MB."
            findings.warn(
                "P07", "", None, message, "Make its videos and pictures smaller, or host videos apart."
            )
        members = _members(archive, findings) if _is_bearable(archive, size, findings) else None
        yield None if members is None else ZipMembers(archive, members)


def _not_a_zip(broken: Exception) -> tuple[str, str]:
    """What is wrong with a file that does not open as a zip, and what to do."""
    if isinstance(broken, FileNotFoundError):
        return "There is no such file.", "Check the name."
    if isinstance(broken, IsADirectoryError):
        return "This is a folder, not a zip file.", "Give the zip file itself."
    if isinstance(broken, PermissionError):
        return "You may not read this file.", "Look at its permissions."
    message = "This is not a whole zip file: it is of another kind, or its end is missing."
    return message, "Export or download it again; a download that stopped half-way looks like this."


def _is_bearable(archive: zipfile.ZipFile, size: int, findings: Findings) -> bool:
    """Whether it says of itself that it can be read through. Reading never gives more of a member than it says."""
    entries = archive.infolist()
    total = sum(entry.file_size for entry in entries)
    if len(entries) > MOST_MEMBERS:
        message = f"It holds {len(entries):,} files; at most {MOST_MEMBERS:,} are taken."
    elif total > MOST_BYTES or total > max(SMALL, MOST_RATIO * size):
        message = (
            f"Its {size:,} bytes unpack to {total:,}, which is more than any course needs; it was not read."
        )
    else:
        return True
    findings.error("P02", "", None, message, "If it came from somebody you do not know, do not open it.")
    return False


def _members(archive: zipfile.ZipFile, findings: Findings) -> dict[str, zipfile.ZipInfo]:
    """The files that may be read, by name; says what is wrong with the others."""
    members: dict[str, zipfile.ZipInfo] = {}
    for entry in archive.infolist():
        name = entry.orig_filename
        if name in members:
            message = "Two files in the zip have this name; which one is used is a matter of luck."
            findings.error("P04", name, None, message)
        elif fault := _fault(entry):
            findings.error(fault[0], name, None, fault[1])
        elif not name.endswith("/"):
            members[name] = entry
    _warn_of_names(members, findings)
    _check_whole(archive, members, findings)
    return members


def _fault(entry: zipfile.ZipInfo) -> tuple[str, str] | None:
    """The rule that forbids to read an entry, and why; None where it may be read."""
    name = entry.orig_filename
    parts = name.replace("\\", "/").split("/")
    if name.startswith(("/", "\\")) or ".." in parts or (len(name) > 1 and name[1] == ":"):
        return "P03", "This name leads out of the package; unpacking it could overwrite other files."
    if "\\" in name or any(ord(c) < 32 or 0xD800 <= ord(c) < 0xE000 for c in name) or not name:
        return "P03", "This name holds a backslash or a control character, and systems read it differently."
    if stat.S_ISLNK(entry.external_attr >> 16):
        return "P03", "This is a link to another file and not a file; it could lead anywhere."
    if entry.flag_bits & 1:
        return "P05", "This file is encrypted; no LMS can read it."
    if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        return "P05", "This file is compressed in a way that the standard does not know (it knows deflate)."
    return None


def _warn_of_names(members: Mapping[str, zipfile.ZipInfo], findings: Findings) -> None:
    """Names that some systems confuse with another, cannot write, or garble."""
    seen: dict[str, str] = {}
    for name in members:
        other = seen.setdefault(name.casefold(), name)
        if other != name:
            message = (
                f"This name and {other} differ in capitals alone; on many servers one overwrites the other."
            )
            findings.warn("P04", name, None, message, "Rename one of them.")
    garbled = [name for name in members if not name.isascii()]
    one = "Some systems garble names with letters beyond a to z, and then miss the file."
    many = "files have names with letters beyond a to z, which some systems garble"
    findings.together("P06", garbled, one, many, _PLAIN_NAMES)
    refused = [name for name in members if _WINDOWS.search(name) or len(name) > MOST_NAME]
    one = "A Windows server cannot keep a file of this name."
    many = "files have names that a Windows server cannot keep (reserved, too long, or ending in a full stop)"
    findings.together("P08", refused, one, many, _PLAIN_NAMES)


def _check_whole(
    archive: zipfile.ZipFile, members: Mapping[str, zipfile.ZipInfo], findings: Findings
) -> None:
    """Read every member through, which checks its sum."""
    for name, entry in members.items():
        try:
            with archive.open(entry) as file:
                while file.read(_CHUNK):
                    pass
        except _BROKEN:
            message = "This file is damaged: it does not unpack to what was packed."
            findings.error("P05", name, None, message, "Export or download the package again.")
