"""Reading somebody's zip without trusting it: no member is written to the disk, none read without a limit."""

import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from elearn.packaging.validate.findings import Findings

MOST_MEMBERS = 20_000
MOST_BYTES = 2 * 1024**3
MOST_IN_A_MEMBER = 1024**3
MOST_TEXT = 8 * 1024**2
RATIO_FROM = 16 * 1024**2
MOST_RATIO = 150
_CHUNK = 1024**2
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
    except FileNotFoundError:
        findings.error("P01", "", None, "There is no such file.", "Check the name.")
        yield None
        return
    except IsADirectoryError:
        findings.error("P01", "", None, "This is a folder, not a zip file.", "Give the zip file itself.")
        yield None
        return
    except _BROKEN:
        message = "This is not a whole zip file: it is of another kind, or its end is missing."
        findings.error(
            "P01",
            "",
            None,
            message,
            "Export or download it again; a download that stopped half-way looks like this.",
        )
        yield None
        return
    with archive:
        members = _members(archive, findings)
        yield None if members is None else ZipMembers(archive, members)


def _members(archive: zipfile.ZipFile, findings: Findings) -> dict[str, zipfile.ZipInfo] | None:
    entries = archive.infolist()
    total = sum(entry.file_size for entry in entries)
    if len(entries) > MOST_MEMBERS:
        findings.error(
            "P02", "", None, f"It holds {len(entries):,} files; at most {MOST_MEMBERS:,} are taken."
        )
        return None
    if total > MOST_BYTES:
        findings.error(
            "P02",
            "",
            None,
            f"Its files say that they unpack to {total:,} bytes; at most {MOST_BYTES:,} are taken.",
        )
        return None
    members: dict[str, zipfile.ZipInfo] = {}
    for entry in entries:
        name = entry.orig_filename
        if name in members:
            findings.error(
                "P04",
                name,
                None,
                "Two files in the zip have this name; which one is used is a matter of luck.",
            )
        elif _is_safe(entry, findings) and not name.endswith("/"):
            members[name] = entry
    _warn_of_cases(members, findings)
    return members if _unpacks(archive, members, findings) else None


def _is_safe(entry: zipfile.ZipInfo, findings: Findings) -> bool:
    name = entry.orig_filename
    parts = name.replace("\\", "/").split("/")
    if name.startswith(("/", "\\")) or ".." in parts or (len(name) > 1 and name[1] == ":"):
        findings.error(
            "P03", name, None, "This name leads out of the package; unpacking it could overwrite other files."
        )
    elif "\\" in name or any(ord(c) < 32 or 0xD800 <= ord(c) < 0xE000 for c in name) or not name:
        findings.error(
            "P03",
            name,
            None,
            "This name holds a backslash or a control character, and systems read it differently.",
        )
    elif stat.S_ISLNK(entry.external_attr >> 16):
        findings.error(
            "P03", name, None, "This is a link to another file and not a file; it could lead anywhere."
        )
    elif entry.flag_bits & 1:
        findings.error(
            "P05",
            name,
            None,
            "This file is encrypted; no LMS can read it.",
            "Export the package without a password.",
        )
    else:
        if not name.isascii():
            remedy = "Use the letters a to z, digits, hyphens, underscores and full stops in file names."
            findings.warn(
                "P06",
                name,
                None,
                "Some systems garble names with letters beyond a to z, and then miss the file.",
                remedy,
            )
        return True
    return False


def _warn_of_cases(members: Mapping[str, zipfile.ZipInfo], findings: Findings) -> None:
    seen: dict[str, str] = {}
    for name in members:
        other = seen.setdefault(name.casefold(), name)
        if other != name:
            message = (
                f"This name and {other} differ in capitals alone; on many servers one overwrites the other."
            )
            findings.warn("P04", name, None, message, "Rename one of them.")


def _unpacks(archive: zipfile.ZipFile, members: Mapping[str, zipfile.ZipInfo], findings: Findings) -> bool:
    """Whether every member unpacks to what it says; stops at the first that would be too much."""
    total = 0
    for name, entry in members.items():
        size = 0
        try:
            with archive.open(entry) as file:
                while chunk := file.read(_CHUNK):
                    size += len(chunk)
                    total += len(chunk)
                    bomb = size > RATIO_FROM and size > MOST_RATIO * max(entry.compress_size, 1)
                    if bomb or size > MOST_IN_A_MEMBER or total > MOST_BYTES:
                        message = f"{entry.compress_size:,} bytes unpack to more than {size:,}; it was read no further."
                        findings.error(
                            "P02",
                            name,
                            None,
                            message,
                            "If it came from somebody you do not know, do not open it.",
                        )
                        return False
        except _BROKEN:
            message = "This file is damaged: it does not unpack to what was packed."
            findings.error("P05", name, None, message, "Export or download the package again.")
    return True
