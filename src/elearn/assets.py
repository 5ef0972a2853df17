"""Files that the build hook brought or made (`hatch_build.py`): scorm-again, the schemas, the player's bundle."""

from functools import cache
from pathlib import Path

from elearn.problems import ElearnError

VENDOR = Path(__file__).with_name("vendor")


def asset_path(name: str) -> Path:
    """Where the asset `name` lies (`scorm-again/scorm12.min.js`, `schemas/scorm12`, `player/player.js`).

    Raises ElearnError, saying how to get it, when the build hook has not run.
    """
    path = VENDOR / name
    if not path.exists():
        raise ElearnError(
            f"{name} is missing from this installation. Run `make setup`, or install elearn again."
        )
    return path


@cache
def asset(name: str) -> bytes:
    """The bytes of one asset."""
    return asset_path(name).read_bytes()
