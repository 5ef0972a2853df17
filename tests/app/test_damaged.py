"""The app on a database that is damaged, or of which the log alone is left: every page says so in words."""

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from elearn.app import session
from elearn.database import Database
from elearn.tracker.scope import actor
from tests.app.conftest import person, said, screen, spoil


@pytest.mark.parametrize("way", [spoil, lambda county: county.path.rename(county.path.with_suffix(".gone"))])
def test_who_cannot_be_asked_for_by_their_session_reads_why(
    county: Database, sign_in: Callable[[str], int], way: Callable[[Database], None]
) -> None:
    sign_in("lea")
    way(county)
    app = screen(None).run()
    must_be_words(app)
    assert "The database is damaged" in said(app)


@pytest.mark.parametrize("module", ["board", "due", "rights", "learning"])
def test_a_screen_says_that_the_database_is_damaged(
    county: Database, monkeypatch: pytest.MonkeyPatch, module: str
) -> None:
    who = actor(county, person(county, "al"))
    monkeypatch.setattr(session, "signed_in", lambda: who)
    spoil(county)
    app = screen(module).run()
    must_be_words(app)
    assert "The database is damaged" in said(app)
    assert "latest backup" in said(app)
    assert county.place not in said(app)


def must_be_words(app: AppTest) -> None:
    assert not app.exception
    assert "Traceback" not in said(app)
