"""E22 asks for the recommendations that a course names, and reads every review only if one of them is not there."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from elearn.checks.examine import examine_course
from elearn.content.course import load_course
from elearn.content.review.reviews import RecommendationsBelow

ROOT = Path(__file__).parents[2]


class Asked(RecommendationsBelow):
    """The recommendations, which remember whether anybody asked for all."""

    everything = False

    def __iter__(self) -> Iterator[str]:
        self.everything = True
        return super().__iter__()


@pytest.mark.parametrize("is_there", [True, False])
def test_all_reviews_are_read_only_for_a_recommendation_that_is_not_there(
    is_there: bool, tmp_path: Path
) -> None:
    course = next(
        each
        for each in map(load_course, sorted((ROOT / "courses").iterdir()))
        if each.course and each.course.learned_from
    )
    known = Asked(ROOT / "reviews" if is_there else tmp_path)
    found = [problem for problem in examine_course(course, known).problems if problem.rule == "E22"]
    assert bool(found) is not is_there
    assert known.everything is not is_there
