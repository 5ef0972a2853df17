"""An empty database for one test."""

from tests.tracker.conftest import county, db

__all__ = ["county", "db"]
