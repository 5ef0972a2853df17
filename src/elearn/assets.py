"""Files that the build hook (`hatch_build.py`) makes: scorm-again, the schemas, the player's bundle."""

from functools import cache
from pathlib import Path

from elearn.problems import ElearnError

VENDOR = Path(__file__).with_name("vendor")


def asset_path(name: str) -> Path:
    """The path of an asset, such as `scorm-again/scorm12.min.js`, `schemas/scorm12` or `player/player.js`.

    Raises ElearnError, which says how to get it, if the build hook has not run.
    """
    path = VENDOR / name
    if not path.exists():
        raise ElearnError(
            f"{name} is missing from this installation. Run `make setup`, or install elearn again."
        )
    return path


def has_asset(name: str) -> bool:
    """True if this installation has the asset. For the few that a build can do without."""
    return (VENDOR / name).exists()


@cache
def asset(name: str) -> bytes:
    """The bytes of one asset."""
    return asset_path(name).read_bytes()
