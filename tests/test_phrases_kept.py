"""Phrases outlive the process that made them."""

import json
import pickle

import pytest

from elearn.phrases import Phrase, as_json, from_json, joined, nphrase, phrase

NAMES = nphrase("%(names)s and %(num)s other", "%(names)s and %(num)s others", 3, names="“a”")
TEXTS = [
    "Nobody’s words.",
    phrase("All is well."),
    phrase("At 100 %% it is “%(name)s”.", name="50 %"),
    joined((phrase("%(names)s are gone.", names=NAMES), "As they were.", NAMES), "; "),
    phrase("%(size)s MB in %(folder)s.", size=1.5, folder=("a", "b")),
]


@pytest.mark.parametrize("text", TEXTS)
def test_a_text_comes_back_from_json_with_its_parts(text: str) -> None:
    again = from_json(json.loads(json.dumps(as_json(text))))
    assert again == text
    assert type(again) is type(text)
    if isinstance(text, Phrase):
        assert (again.message, again.many, again.number) == (text.message, text.many, text.number)
        assert {name: str(value) for name, value in again.values.items()} == {
            name: str(value) for name, value in text.values.items()
        }


@pytest.mark.parametrize("text", TEXTS)
def test_a_text_comes_back_from_another_process(text: str) -> None:
    again = pickle.loads(pickle.dumps(text))
    assert (again, as_json(again)) == (text, as_json(text))
