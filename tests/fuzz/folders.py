"""Several files as one input, and back: `=== name` on a line of its own, then the file."""

import contextlib
import logging
import re
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path

_START = re.compile(rb"^=== (.*)\n", re.MULTILINE)
_NAME = re.compile(r"(?:[\w-][^/\0]{0,60}/)?[^/\0]{1,100}")


def joined(files: Mapping[str, bytes | str]) -> bytes:
    """The input that means these files."""
    parts = []
    for name, content in files.items():
        data = content.encode() if isinstance(content, str) else content
        parts.append(b"=== " + name.encode() + b"\n" + data + (b"" if data.endswith(b"\n") else b"\n"))
    return b"".join(parts)


def split(data: bytes, first: str) -> dict[str, bytes]:
    """The files that an input means. What is before the first name, or without a name, is the file `first`."""
    found: dict[str, bytes] = {}
    starts = list(_START.finditer(data))
    if not starts or starts[0].start():
        found[first] = data[: starts[0].start()] if starts else data
    ends = [each.start() for each in starts[1:]] + [len(data)]
    for start, end in zip(starts, ends, strict=False):
        name = start[1].decode("utf-8", "surrogateescape")
        if _NAME.fullmatch(name) and not {".", ".."} & {*name.split("/")}:
            found[name] = data[start.end() : end]
    return found


def write(folder: Path, files: Mapping[str, bytes]) -> None:
    """Make a folder that holds these files and nothing else. What no disk takes is left out."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for name, content in files.items():
        with contextlib.suppress(OSError):
            path = folder / name
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(content)


@contextlib.contextmanager
def stumbles() -> Iterator[None]:
    """Raises what our own program stumbled over while it read. Readers make a problem (S99) of it."""
    seen: list[BaseException] = []

    class Listener(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            if record.exc_info and record.exc_info[1]:
                seen.append(record.exc_info[1])

    logger, listener = logging.getLogger("elearn"), Listener()
    logger.addHandler(listener)
    was, logger.propagate = logger.propagate, False
    try:
        yield
    finally:
        logger.removeHandler(listener)
        logger.propagate = was
    if seen:
        raise seen[0]
