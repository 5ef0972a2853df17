"""What is said of kinds of review: whether a law asks for one, whether it is history, and never more than is known."""

from typing import get_args

import pytest

from elearn.app.review_words import kind_about, type_words
from elearn.content.review import ReviewType, load_reviews, review_type
from tests.app.conftest import ROOT

REVIEWS = {item.review.slug: item.review for item in load_reviews(ROOT / "reviews") if item.review}
ORCHARD = REVIEWS["wrenshire-2022-orchard"]


def test_a_serious_case_review_was_statutory_and_is_history() -> None:
    words = type_words(ORCHARD.model_copy(update={"type": "serious case review"}))
    assert words == (
        "Serious case review (SCR), statutory then, historical: none has been begun since 29 September 2019"
    )
    about = kind_about("serious case review")
    assert "None has been begun since 29 September 2019" in about
    assert "finished and published by 29 September 2020 at the latest" in about


@pytest.mark.parametrize("label", "abcdjkmp")
def test_a_kind_that_the_public_list_does_not_say_is_not_known_and_never_not_statutory(label: str) -> None:
    review = REVIEWS[f"calderdale-child-{label}"]
    assert type_words(review) == "Kind not known"
    assert "does not say which kind" in kind_about(review.type)
    assert "does not say which of the two kinds" in review.what_happened


def test_no_file_calls_a_review_non_statutory_whose_kind_nobody_knows() -> None:
    for review in REVIEWS.values():
        if "does not say which" in review.what_happened:
            assert review_type(review.type).statutory == "not known", review.slug


@pytest.mark.parametrize("kind", get_args(ReviewType))
def test_each_kind_says_whether_a_law_asks_for_it_or_that_this_is_not_known(kind: ReviewType) -> None:
    words, facts = type_words(ORCHARD.model_copy(update={"type": kind})), review_type(kind)
    assert ("not statutory" in words) == (facts.statutory == "no" and not facts.source)
    assert ("Kind not known" in words) == (facts.statutory == "not known")
    assert (", statutory" in words) == (facts.statutory == "yes")
    assert bool(facts.basis) == (facts.statutory == "yes")
