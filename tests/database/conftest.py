"""An empty database to try."""

from tests.tracker.conftest import county, db

__all__ = ["county", "db"]
