"""Who may read what. Someone without the right cannot list, open, link, count or find a restricted review."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from elearn.library.access import Reader
from elearn.library.choosing import choices, choose
from elearn.library.documents import completeness
from elearn.library.lessons import lessons_of, theme_years
from elearn.library.search import search_library
from elearn.library.shelf import Room
from elearn.problems import NotFound
from tests.library.conftest import READERS, review

Enter = Callable[..., Room]


@pytest.mark.parametrize(
    ("reader", "reads"),
    [
        ("learner", {"open"}),
        ("lead", {"open"}),
        ("trainer", {"open", "closed", "draft"}),
        ("board", {"open", "closed", "draft"}),
        (Reader.of((), {"closed"}), {"open", "closed"}),
        (Reader.of((), {"draft", "another"}), {"open"}),
        (Reader.of({"Library", "GOVERN", ""}), {"open"}),
    ],
)
def test_each_reader_has_what_is_theirs(room: Enter, reader: str | Reader, reads: set[str]) -> None:
    assert set(room(reader).reviews) == reads


@pytest.mark.parametrize("reader", ["learner", "lead"])
def test_a_restricted_review_is_nowhere_for_who_may_not_read_it(
    room: Enter, folder: Path, reader: str
) -> None:
    text = (folder / "open.md").read_text(encoding="utf-8")
    (folder / "open.md").write_text(
        text.replace("themes:", "links: [follows closed]\nthemes:", 1), encoding="utf-8"
    )
    found = room(reader)
    for slug in ("closed", "draft", "nobody-has-this"):
        with pytest.raises(NotFound) as refused:
            found.review(slug)
        assert (
            str(refused.value).replace(slug, "…")
            == "There is no review “…” that you may read. Go back to all reviews."
        )
    assert [each.slug for each in choose(found)] == ["open"]
    assert choices(found).boards == ("West Board",)
    assert found.links("open") == []
    assert room("board").links("open") != []
    assert {row.review.slug for row in completeness(found).rows} == {"open"}
    assert theme_years(found.reviews.values()).reviews == 1
    assert {lesson.review.slug for lesson in lessons_of(found)} == {"open"}
    for asked in ("zebrafinch", "quagga", '"the word"', "Child J", "East"):
        assert {hit.slug for hit in search_library(found, asked).hits} <= {"open"}
        assert search_library(found, asked, among=["closed", "draft"]).total == 0
    assert {hit.slug for hit in search_library(room("board"), "zebrafinch").hits} == {"closed"}


def test_the_day_decides(room: Enter) -> None:
    assert "closed" in room("learner", on=date(2018, 6, 1)).reviews
    assert "closed" not in room("learner", on=date(2019, 1, 6)).reviews


def test_a_restricted_document_of_a_public_review_keeps_its_address(room: Enter, folder: Path) -> None:
    documents = (
        "[{type: report, audience: restricted, address: 'https://x.example/secret'}, "
        "{type: briefing, address: 'https://x.example/open'}]"
    )
    (folder / "half.md").write_text(review(label="Half", documents=documents), encoding="utf-8")
    addresses = {
        name: [each and each.address for _, each in room(name).documents("half")] for name in READERS
    }
    assert addresses["learner"] == addresses["lead"] == [None, "https://x.example/open"]
    assert addresses["board"] == ["https://x.example/secret", "https://x.example/open"]
    assert len(room(Reader.of((), {"half"})).documents("half")) == 2


def test_a_file_that_changes_changes_what_is_read_and_found(room: Enter, folder: Path) -> None:
    before = room("learner")
    assert room("learner").library is before.library
    assert search_library(before, "okapi").total == 0
    (folder / "new.md").write_text(review(label="New", text="Okapi."), encoding="utf-8")
    assert search_library(room("learner"), "okapi").total == 1
    assert search_library(before, "okapi").total == 0
    (folder / "new.md").unlink()
    assert "new" not in room("learner").reviews
    (folder / "boards.yaml").unlink()
    assert not room("learner").reviews
