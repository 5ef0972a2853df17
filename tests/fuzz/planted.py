"""Kinds of input with planted faults, by which the tests of the harness see that it finds each."""

import itertools
import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.fuzz.kinds import Kind, TryOne


def _raises(data: bytes, folder: Path) -> None:
    if b"bad" in data:
        raise ValueError("It cannot be read.")


def _hangs(data: bytes, folder: Path) -> None:
    if b"bad" in data:
        for _ in itertools.count():
            pass


def _waits(data: bytes, folder: Path) -> None:
    """Nothing inside this process can stop it, as in a library that is not Python."""
    if b"bad" in data:
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGPROF})
        signal.pause()


def _fills_memory(data: bytes, folder: Path) -> None:
    if b"bad" in data:
        bytearray(1_000_000_000)


def _dies(data: bytes, folder: Path) -> None:
    if b"bad" in data:
        os.abort()


def _writes_half(data: bytes, folder: Path) -> None:
    (folder / "kept").write_bytes(data[:3])
    if b"bad" in data:
        assert not (folder / "kept").exists(), "What was refused has left something."
    (folder / "kept").unlink()


def _kind(name: str, fault: Callable[[bytes, Path], None]) -> Kind:
    @contextmanager
    def place() -> Iterator[TryOne]:
        with TemporaryDirectory() as folder:
            yield lambda data: fault(data, Path(folder))

    return Kind(
        f"planted-{name}",
        "a planted fault",
        lambda: [b"good", b"bad", b"good again"],
        (b"bad",),
        "text",
        place,
        seconds=0.1,
        megabytes=100,
    )


KINDS = {
    kind.name: kind
    for kind in (
        _kind("exception", _raises),
        _kind("hang", _hangs),
        _kind("wait", _waits),
        _kind("memory", _fills_memory),
        _kind("death", _dies),
        _kind("half", _writes_half),
    )
}
