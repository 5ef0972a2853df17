"""How well the rules about words do on texts in the style of reviews and of trainers' drafts."""

import pytest
from benchmarks.styles import PRECISION, RECALL, files, measured, raised_by, show


@pytest.mark.parametrize("file", files())
def test_the_floor_holds_on_the_texts_by_style(file: str) -> None:
    """This prints only totals, so that nobody can learn from the texts apart."""
    score = measured(file)
    assert score.recall() >= RECALL, f"{file}: recall {score.recall():.3f}"
    assert score.precision() >= PRECISION, f"{file}: precision {score.precision():.3f}"


def test_a_text_counts_as_a_page_of_a_course() -> None:
    assert raised_by("She had a bruise on her cheek.") == {"E13"}
    assert raised_by("The nurse weighed the baby.") == set()


def test_the_texts_apart_are_never_shown() -> None:
    with pytest.raises(AssertionError):
        show("apart")
