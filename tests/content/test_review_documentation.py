"""docs/reviews.md matches the reader: its examples can be read, and it explains every key, line and type."""

import re
from pathlib import Path
from typing import get_args

import pytest
from pydantic import BaseModel

from elearn.content.review.boards import Board, Boards, Expected, load_boards
from elearn.content.review.metadata import KEYS
from elearn.content.review.model import (
    OTHER_END_OF_LINK,
    Document,
    DocumentType,
    Finding,
    Recommendation,
    ReviewType,
    Theme,
)
from elearn.content.review.reviews import read_review, write_review
from elearn.content.review.vocabulary import load_vocabulary

DOCUMENT = (Path(__file__).parents[2] / "docs" / "reviews.md").read_text(encoding="utf-8")
REVIEW, BOARDS = re.findall(r"^```\n(.*?)^```$", DOCUMENT, re.MULTILINE | re.DOTALL)


def explained(heading: str) -> list[str]:
    """Returns what the first column of the first table under a heading names."""
    section = DOCUMENT.partition(f"# {heading}\n")[2].partition("\n## ")[0].partition("\n### ")[0]
    return [found.strip("`") for found in re.findall(r"^\| ([^|]+?) \|", section, re.MULTILINE)][1:]


def options(form: type[Finding] | type[Recommendation]) -> list[str]:
    return [form.option_name(name) for name in form.option_fields()]


@pytest.mark.parametrize(
    ("heading", "known"),
    [
        ("The keys at its head", KEYS),
        ("The keys of a document", tuple(Document.model_fields)),
        ("The lines of a finding", options(Finding)),
        ("The lines of a recommendation", options(Recommendation)),
        ("Types", get_args(ReviewType)),
        ("boards.yaml", {*Boards.model_fields, *Board.model_fields}),
    ],
)
def test_everything_is_explained_and_nothing_else(heading: str, known: list[str]) -> None:
    assert sorted(explained(heading)) == sorted(known)


@pytest.mark.parametrize("names", [get_args(DocumentType), get_args(Theme), tuple(OTHER_END_OF_LINK)])
def test_every_word_of_a_vocabulary_is_named(names: tuple[str, ...]) -> None:
    assert [name for name in names if name not in DOCUMENT] == []


def test_the_words_for_types_and_themes_are_those_of_the_model() -> None:
    assert set(load_vocabulary().types) == set(get_args(ReviewType))
    assert tuple(load_vocabulary().themes) == get_args(Theme)


def keys(model: type[BaseModel]) -> set[str]:
    return set(model.model_fields)


def test_the_examples_can_be_read_and_say_everything(tmp_path: Path) -> None:
    review, problems = read_review("wrenshire-2026-ferry", REVIEW, "ferry.md")
    assert problems == []
    assert review
    assert write_review(review) == REVIEW
    front = REVIEW.split("---")[1]
    assert {key for key in KEYS if f"\n{key}:" not in front} == {"covers", "status", "audience"}
    (tmp_path / "boards.yaml").write_text(BOARDS, encoding="utf-8")
    loaded = load_boards(tmp_path)
    assert loaded.problems == []
    assert {key for key in keys(Board) if f" {key}:" not in BOARDS} == set()
    assert {key for key in keys(Expected) if f" {key}:" not in BOARDS} == {"until"}
