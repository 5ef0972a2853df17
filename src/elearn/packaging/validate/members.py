"""Reads a zip that we do not trust: it writes no member to the disk and reads none without a limit."""

import re
import stat
import struct
import unicodedata
import zipfile
import zlib
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from elearn.packaging.validate.envelope import check_envelope
from elearn.packaging.validate.near import without_dots
from elearn.packaging.validate.package_log import EXPORT_AGAIN, PackageLog

MOST_MEMBERS = 20_000
MOST_BYTES = 2 * 1024**3
MOST_TEXT = 8 * 1024**2
SMALL = 16 * 1024**2
MOST_RATIO = 150
"""A package may unpack to this many times its own size, if that is more than `SMALL`."""
_CHUNK = 1024**2
_IS_UTF_8 = 0x800
MOST_NAME = 200
MOST_UPLOADED = 200 * 1024**2
_PLAIN_NAMES = "Use short names of the letters a to z, digits, hyphens, underscores and full stops."
_WINDOWS = re.compile(
    r'(^|/)(con|prn|aux|nul|com[1-9]|lpt[1-9])(\.[^/]*)?(/|$)|[<>:"|?*]|[. ](/|$)', re.IGNORECASE
)
BROKEN = (
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
"""Everything that the standard library raises on zips that are cut off, changed or made to do harm."""


class ZipMembers(Mapping[str, bytes]):
    """The files of an open zip by name. Reading one gives at most `MOST_TEXT` bytes, or raises KeyError.

    `refused` are the names with a backslash or a slash at the beginning. Such files are not read.
    """

    def __init__(self, archive: zipfile.ZipFile, members: Mapping[str, zipfile.ZipInfo]) -> None:
        self._archive, self._members = archive, members
        self._readable: dict[str, bool] = {}
        names = map(name_of, archive.infolist())
        self.refused = tuple(name for name in names if name.startswith("/") or "\\" in name)

    def __getitem__(self, name: str) -> bytes:
        member = self._members[name]
        try:
            with self._archive.open(member) as file:
                return file.read(MOST_TEXT)
        except BROKEN as broken:
            raise KeyError(name) from broken

    def __contains__(self, name: object) -> bool:
        """Whether there is such a file and it can be read. We read it for that once, however often it is asked."""
        if not isinstance(name, str) or name not in self._members:
            return False
        if name not in self._readable:
            self._readable[name] = self.get(name) is not None
        return self._readable[name]

    def end(self, name: str) -> bytes:
        """The last `MOST_TEXT` bytes of a file, or those before the place where it is damaged."""
        kept = bytearray()
        try:
            with self._archive.open(self._members[name]) as file:
                while more := file.read(_CHUNK):
                    kept += more
                    if len(kept) > 2 * MOST_TEXT:
                        del kept[:-MOST_TEXT]
        except BROKEN:
            pass
        return bytes(kept[-MOST_TEXT:])

    def __iter__(self) -> Iterator[str]:
        return iter(self._members)

    def __len__(self) -> int:
        return len(self._members)


def end_of(members: Mapping[str, bytes], name: str) -> bytes:
    """The last `MOST_TEXT` bytes of a member."""
    return members.end(name) if isinstance(members, ZipMembers) else members[name][-MOST_TEXT:]


def stored_names(members: Mapping[str, bytes]) -> Iterable[str]:
    """The names of the members, and those that we refuse to read but that a reference may mean."""
    return [*members, *members.refused] if isinstance(members, ZipMembers) else list(members)


def name_of(entry: zipfile.ZipInfo) -> str:
    """The name of a file in a zip. Some packers write UTF-8 without saying so, and most systems read it as UTF-8."""
    name = entry.orig_filename
    if name.isascii() or entry.flag_bits & _IS_UTF_8:
        return name
    try:
        return name.encode("cp437").decode()
    except ValueError:
        return name


@contextmanager
def open_members(path: Path, log: PackageLog) -> Iterator[ZipMembers | None]:
    """The safe members of the zip at `path`, or None if it cannot or should not be read. `log` then says why."""
    try:
        archive = zipfile.ZipFile(path)
    except BROKEN as broken:
        log.error("P01", "", None, *_not_a_zip(broken))
        yield None
        return
    with archive:
        size = path.stat().st_size
        if size > MOST_UPLOADED:
            message = f"It weighs {size / 1024**2:,.0f} MB; many systems take no upload of more than 200 MB."
            log.warn("P07", "", None, message, "Make its videos and pictures smaller, or host videos apart.")
        check_envelope(path, archive, log)
        members = _members(archive, log) if _is_bearable(archive, size, log) else None
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


def _is_bearable(archive: zipfile.ZipFile, size: int, log: PackageLog) -> bool:
    """Whether the sizes in its directory are small enough. Reading never gives more of a member than they say."""
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
    log.error("P02", "", None, message, "If it came from somebody you do not know, do not open it.")
    return False


def _members(archive: zipfile.ZipFile, log: PackageLog) -> dict[str, zipfile.ZipInfo]:
    """The files that may be read, by name. Reports what is wrong with the others."""
    members: dict[str, zipfile.ZipInfo] = {}
    backslashed: list[str] = []
    for entry in archive.infolist():
        name = name_of(entry)
        if name in members:
            message = "Two files in the zip have this name; which one is used is a matter of luck."
            log.error("P04", name, None, message)
        elif fault := _fault(entry):
            log.error(fault.rule, name, None, fault.message, fault.remedy)
        elif "\\" in name:
            backslashed.append(name)
        elif not name.endswith("/"):
            members[name] = entry
    _report_backslashes(backslashed, log)
    warn_of_names(members, log)
    _check_whole(archive, members, log)
    return members


class _Fault(NamedTuple):
    rule: str
    message: str
    remedy: str = EXPORT_AGAIN


def _fault(entry: zipfile.ZipInfo) -> _Fault | None:
    """The rule that forbids reading an entry, why, and what to do; None if it may be read."""
    name = name_of(entry)
    parts = name.replace("\\", "/").split("/")
    if name.startswith(("/", "\\")) or ".." in parts or (len(name) > 1 and name[1] == ":"):
        return _Fault("P03", "This name leads out of the package; unpacking it could overwrite other files.")
    if any(ord(c) < 32 or 0xD800 <= ord(c) < 0xE000 for c in name) or not name:
        return _Fault(
            "P03", "This name holds a control character or nothing, and systems read it differently."
        )
    if stat.S_ISLNK(entry.external_attr >> 16):
        return _Fault("P03", "This is a link to another file and not a file; it could lead anywhere.")
    if entry.flag_bits & 1:
        return _Fault("P05", "This file is encrypted; no LMS can read it.")
    if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        message = "This file is compressed in a way that the standard does not know (it knows deflate)."
        return _Fault("P05", message)
    if name.endswith("/") and entry.file_size:
        return _Fault("P05", "This is the name of a folder, and it holds bytes as a file does.")
    return None


def _report_backslashes(names: list[str], log: PackageLog) -> None:
    """Report names that divide folders with a backslash, as older packers for Windows write them."""
    one = "This name divides folders with a backslash; many servers take it for part of a file's name."
    many = "Some names divide folders with a backslash; many servers take it for part of a file's name."
    if names:
        slashed = min(names).replace("\\", "/")
        remedy = (
            f"It should be {slashed}. Zip the folder again with another tool: old ones for Windows do this."
        )
        log.error_of_members("P03", names, one, many, remedy)


def warn_of_names(members: Collection[str], log: PackageLog) -> None:
    """Warn of names that some systems confuse with another, cannot write, or garble."""
    seen: dict[str, str] = {}
    for name in members:
        composed = unicodedata.normalize("NFC", name)
        other = seen.setdefault(unicodedata.normalize("NFC", composed.casefold()), name)
        if other != name:
            is_form = unicodedata.normalize("NFC", other) == composed
            what = "their Unicode form" if is_form else "capitals"
            message = (
                f"This name and {other} differ in {what} alone; on many servers one overwrites the other."
            )
            log.warn("P04", name, None, message, "Rename one of them.")
    garbled = [name for name in members if not name.isascii()]
    one = "Some systems garble names with letters beyond a to z, and then miss the file."
    many = "Some files have names with letters beyond a to z, which some systems garble."
    log.warn_of_members("P06", garbled, one, many, _PLAIN_NAMES)
    refused = [name for name in members if _WINDOWS.search(without_dots(name)) or len(name) > MOST_NAME]
    one = "A Windows server cannot store a file of this name."
    many = "Some files have names that a Windows server cannot store: reserved, too long, or ending in a full stop."
    log.warn_of_members("P08", refused, one, many, _PLAIN_NAMES)


def _check_whole(archive: zipfile.ZipFile, members: Mapping[str, zipfile.ZipInfo], log: PackageLog) -> None:
    """Read every member to its end, which checks its checksum."""
    for name, entry in members.items():
        try:
            with archive.open(entry) as file:
                while file.read(_CHUNK):
                    pass
        except BROKEN:
            message = "This file is damaged: it does not unpack to what was packed."
            log.error("P05", name, None, message, "Export or download the package again.")
