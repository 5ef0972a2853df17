"""The sample course, and its packages in each format."""

from tests.packaging.conftest import judge, loaded, sound

__all__ = ["judge", "loaded", "sound"]
