"""The settings come from the environment, and what is wrong with them is said by the variable's name."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from elearn.problems import ElearnError
from elearn.settings import Settings, settings


@pytest.fixture(autouse=True)
def _read_anew() -> Iterator[None]:
    settings.cache_clear()
    yield
    settings.cache_clear()


def test_variables_are_read_as_what_they_are(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ELEARN_COURSES", "elsewhere")
    monkeypatch.setenv("ELEARN_DEMO", "yes")
    monkeypatch.setenv("elearn_first_figures_within", "2")
    monkeypatch.setenv("ELEARN_SMTP_URL", "smtp://us:s3cret@mail.example")
    monkeypatch.setenv("ELEARN_SOMETHING_ELSE", "x")
    found = settings()
    assert found.courses == Path("elsewhere")
    assert found.demo is True
    assert found.first_figures_within == 2.0
    assert found.smtp_url.get_secret_value() == "smtp://us:s3cret@mail.example"
    assert "s3cret" not in repr(found)


def test_a_variable_that_is_empty_is_not_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ELEARN_REVIEWS", "")
    monkeypatch.setenv("ELEARN_LOG", "")
    assert settings().reviews == Settings().reviews
    assert settings().log == "words"


def test_every_impossible_value_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ELEARN_LOG", "loudly")
    monkeypatch.setenv("ELEARN_FIRST_FIGURES_WITHIN", "-1")
    with pytest.raises(ElearnError) as raised:
        settings()
    assert "ELEARN_LOG: Input should be 'words' or 'json'." in str(raised.value)
    assert "ELEARN_FIRST_FIGURES_WITHIN: " in str(raised.value)
