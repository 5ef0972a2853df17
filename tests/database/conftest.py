"""An empty database for one test."""

from tests.tracker.conftest import county, county_file, db

__all__ = ["county", "county_file", "db"]
