"""Where inputs are kept: those in the repository, and those that only this machine has."""

import hashlib
from pathlib import Path
from typing import Final

from tests.fuzz.kinds import Kind
from tests.fuzz.trying import ROOT

KEPT: Final = Path(__file__).parent / "kept"
"""Inputs that are tried at each run, by kind. Every input that was a fault once is here."""
GROWN: Final = ROOT / ".fuzz"
"""What a run of `make fuzz` leaves for the next, and git ignores: inputs that reached something new."""


def kept(kind: Kind) -> dict[str, bytes]:
    """The kept inputs of a kind, by file name."""
    return _read(KEPT / kind.name)


def grown(kind: Kind) -> dict[str, bytes]:
    """What earlier runs on this machine have found interesting, by file name."""
    return _read(GROWN / kind.name)


def known(kind: Kind) -> dict[str, bytes]:
    """The seeds and the kept inputs, by a name for each."""
    seeds = {f"seed {number}": seed for number, seed in enumerate(kind.seeds())}
    return seeds | kept(kind)


def keep(folder: Path, data: bytes, prefix: str = "") -> Path:
    """Write an input into a folder, named by its content. Returns its path."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / (prefix + hashlib.sha256(data).hexdigest()[:12])
    path.write_bytes(data)
    return path


def _read(folder: Path) -> dict[str, bytes]:
    if not folder.is_dir():
        return {}
    files = sorted(path for path in folder.iterdir() if path.is_file() and not path.name.startswith("."))
    return {path.name: path.read_bytes() for path in files}
