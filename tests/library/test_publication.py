"""What is public on a day: windows to the day, withdrawals, notice, and everything that is not known."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from elearn.content.review.boards import Board, load_boards
from elearn.content.review.model import Document, Review
from elearn.content.review.reviews import load_review
from elearn.library.publication import publication_of

REVIEWS = Path(__file__).parents[2] / "reviews"


def board(months: int | None) -> Board:
    return Board(name="East Board", short="East", origin="fictional", publishes_for=months)


def review(*documents: Document, **more: str) -> Review:
    return Review.model_validate(
        {
            "slug": "a",
            "title": "A",
            "board": "East Board",
            "label": "A",
            "type": "learning review",
            "origin": "fictional",
            "documents": documents,
            "what_happened": "x",
            "what_went_well": "y",
            "what_must_change": "z",
            **more,
        }
    )


@pytest.mark.parametrize(
    ("on", "state", "since", "until"),
    [
        ("2018-01-04", "restricted", None, "2018-01-04"),
        ("2018-01-05", "public", "2018-01-05", "2021-01-05"),
        ("2020-10-06", "public", "2018-01-05", "2021-01-05"),
        ("2020-10-07", "due to be withdrawn", "2018-01-05", "2021-01-05"),
        ("2021-01-05", "due to be withdrawn", "2018-01-05", "2021-01-05"),
        ("2021-01-06", "restricted", "2021-01-06", None),
        ("2026-11-22", "restricted", "2021-01-06", None),
    ],
)
def test_derbyshire_s_ads13_is_public_for_three_years_to_the_day(on, state, since, until):
    found = load_review(REVIEWS / "derbyshire-ads13.md").review
    stands = publication_of(
        found, load_boards(REVIEWS).boards.of(found), date.fromisoformat(on), notice_days=90
    )
    day = lambda text: text and date.fromisoformat(text)  # noqa: E731
    assert (stands.state, stands.since, stands.until) == (state, day(since), day(until))
    assert stands.overdue == (state == "restricted" and on > "2021")


@pytest.mark.parametrize(
    ("document", "months", "state", "word"),
    [
        (Document(type="report"), None, "public", "without limit"),
        (Document(type="report"), 12, "restricted", "not known"),
        (Document(type="report", published=date(2026, 1, 1), audience="restricted"), None, "restricted", "Held back"),
        (Document(type="report", published=date(2026, 1, 1), withdrawn=date(2026, 6, 1)), 9, "restricted", "Withdrawn"),
        (Document(type="report", published=date(2026, 1, 1), withdrawn=date(2026, 6, 2)), None, "due to be withdrawn",
         "until 1 June 2026"),
        (Document(type="report", withdrawn=date(2026, 6, 1)), None, "restricted", "Withdrawn"),
        (Document(type="report", published=date(2026, 7, 1)), None, "restricted", "To be published on 1 July"),
        (Document(type="report", published=date(2025, 5, 31)), 12, "restricted", "publishes for 1 year"),
        (Document(type="report", published=date(2025, 6, 1)), 12, "due to be withdrawn", "until 1 June 2026"),
    ],
)  # fmt: skip
def test_a_document_stands_as_its_dates_and_its_board_say(document, months, state, word):
    found = review(document)
    (only,) = publication_of(found, board(months), date(2026, 6, 1), notice_days=30).documents
    assert only.state == state
    assert word in only.why


@pytest.mark.parametrize(
    ("more", "known"), [({"status": "draft"}, True), ({"audience": "restricted"}, True), ({}, False)]
)
def test_a_draft_what_is_held_back_and_what_nobody_knows_is_never_public(more, known):
    found = review(Document(type="report", published=date(2026, 1, 1)), **more)
    assert not publication_of(found, board(None) if known else None, date(2026, 6, 1)).is_public


def test_a_review_is_as_public_as_the_most_public_of_its_documents():
    documents = [
        Document(type="report", published=date(2025, 1, 1)),
        Document(type="briefing", published=date(2026, 5, 1)),
    ]
    stands = publication_of(review(*documents), board(12), date(2026, 6, 1))
    assert [each.state for each in stands.documents] == ["restricted", "public"]
    assert (stands.state, stands.since, stands.until) == ("public", date(2026, 5, 1), date(2027, 5, 1))
    assert stands.overdue


days = st.dates(date(2000, 1, 1), date(2030, 1, 1))


@given(days, st.none() | days, st.sampled_from([None, 1, 12, 36]), days)
def test_a_state_holds_on_every_day_that_it_says_and_on_neither_side(published, withdrawn, months, on):
    withdrawn = max(published + timedelta(days=1), withdrawn) if withdrawn else None
    held = review(Document(type="report", published=published, withdrawn=withdrawn))
    at = lambda day: publication_of(held, board(months), day, notice_days=0)  # noqa: E731
    stands = at(on)
    for day in filter(None, (stands.since, stands.until)):
        assert at(day).is_public == stands.is_public
    if stands.since:
        assert at(stands.since - timedelta(days=1)).is_public != stands.is_public
    if stands.until:
        assert at(stands.until + timedelta(days=1)).is_public != stands.is_public
