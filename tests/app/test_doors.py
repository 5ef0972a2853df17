"""What a page offered is given to who may have it when they come for it, and to nobody else."""

from collections.abc import Callable
from typing import Any

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from elearn.app import session
from elearn.problems import NotAllowed
from elearn.tracker import sessions
from elearn.tracker.database import Database
from tests.app.conftest import person, said

Open = Callable[..., AppTest]


@pytest.fixture
def offered(county: Database, open_as: Open, monkeypatch: pytest.MonkeyPatch) -> Callable[[], bytes]:
    """The list that a lead's page offers as a file, as Streamlit asks for it when somebody presses the button."""
    token = sessions.mint_session(county, person(county, "lea"))
    caught: list[Any] = []
    monkeypatch.setattr(session, "_token", lambda: token)
    monkeypatch.setattr(st, "download_button", lambda _label, data, **_: caught.append(data))
    open_as("lea", "due")
    [content] = caught
    assert b"Ada Learner" in content()
    return lambda: bytes(content())


def test_a_lead_who_is_one_no_longer_gets_no_list(county: Database, offered: Callable[[], bytes]) -> None:
    with county.write() as conn:
        conn.execute("delete from role where role = 'lead'")
    with pytest.raises(NotAllowed):
        offered()


def test_a_lead_who_has_signed_out_gets_no_list(county: Database, offered: Callable[[], bytes]) -> None:
    sessions.end_session(county, session._token())
    with pytest.raises(NotAllowed, match="signed out"):
        offered()


def test_a_lead_moved_to_another_agency_gets_the_list_of_that_one(
    county: Database, offered: Callable[[], bytes]
) -> None:
    with county.write() as conn:
        conn.execute("update role set agency = 'south' where role = 'lead'")
    assert b"Ada Learner" not in offered()
    assert b"Sam Secret" in offered()


@pytest.mark.parametrize("slug", ["..", ".", "", "../courses", "a\0b", "x" * 5_000])
def test_an_address_names_no_folder_but_a_course_s(open_as: Open, slug: str) -> None:
    app = open_as("tom", "library", course=slug)
    assert not app.exception
    assert ("There is no course" in said(app)) == bool(slug)
