"""My learning in the language of the person, and how they choose it."""

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from elearn.app import session
from elearn.database import Database
from elearn.settings import settings
from elearn.tracker import languages
from elearn.tracker.scope import actor
from tests.app.conftest import person, said, screen

Open = Callable[..., AppTest]


@pytest.fixture
def welsh(county: Database) -> Database:
    """The county, in which Ada and Tom, the trainer, have chosen Welsh."""
    for name in ("ada", "tom"):
        who = person(county, name)
        languages.choose(county, who, "cy", by=actor(county, who))
    return county


def spoken(app: AppTest) -> list[str]:
    """The languages that the page told the browser."""
    return [word for word in ("cy", "en-GB") if f"documentElement.lang = '{word}'" in said(app)]


def test_my_learning_speaks_the_language_of_the_person(welsh: Database, open_as: Open) -> None:
    app = open_as("ada", "learning")
    words = said(app)
    assert not app.exception
    assert spoken(app) == ["cy"]
    for each in (
        "Fy nysgu",
        "Helo, Ada Learner. Mae gennych un cwrs i'w ddilyn.",
        "Roedd i'w ddilyn erbyn 31 Ionawr",
    ):
        assert each in words.replace("&#39;", "'")
    assert "Hello, Sam Secret. You have one course to take." in said(open_as("sam", "learning"))


def test_the_setting_decides_for_whoever_has_chosen_nothing(
    county: Database, open_as: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "My learning" in said(open_as("sam", "learning"))
    monkeypatch.setenv("ELEARN_LANGUAGE", "cy")
    settings.cache_clear()
    assert "Fy nysgu" in said(open_as("sam", "learning"))


def test_a_choice_counts_at_once_and_is_said_in_the_language_that_was_chosen(
    county: Database, sign_in: Callable[[str], int]
) -> None:
    ada = sign_in("ada")
    app = screen("learning").run()
    app.radio[0].set_value("cy")
    next(each for each in app.button if each.label == "Use this language").click()
    app.run()
    assert "Mae eich tudalennau yn Gymraeg nawr." in said(app)
    assert languages.of_person(county, ada) == "cy"
    assert session.signed_in() is not None
