"""The tracker's record of our own courses."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from elearn.database import Database
from elearn.problems import NotFound
from elearn.tracker import catalogue
from tests.depth import examples
from tests.tracker.conftest import bring, counts, register


def test_the_newest_version_is_the_one_that_opens_and_older_ones_can_still_be_played(
    county: Database,
) -> None:
    register(county, version="2.0.0")
    assert catalogue.playable(county, "bruising").version == "2.0.0"
    assert catalogue.playable(county, "bruising", "1.0.0").package == "bruising/1.0.0"


def test_registering_the_same_version_again_changes_nothing(county: Database) -> None:
    before = counts(county)
    register(county)
    assert counts(county) == before


def test_a_course_taught_elsewhere_cannot_be_opened_here(county: Database) -> None:
    for course in ("neglect", "no-such-course"):
        with pytest.raises(NotFound, match=course):
            catalogue.playable(county, course)


def test_a_course_that_was_tracked_before_we_built_it_becomes_ours(county: Database) -> None:
    register(county, "neglect", "3.0.0")
    assert catalogue.playable(county, "neglect").title == "About neglect"


def test_a_version_says_its_outcomes(county: Database) -> None:
    with county.read() as conn:
        assert catalogue.outcomes(conn, "bruising", "1.0.0") == {"refer": "Refer without delay"}


@settings(
    max_examples=examples(25),
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(st.permutations(range(8)), st.lists(st.integers(0, 7), min_size=8, max_size=8))
def test_agencies_stand_within_their_ancestors_whatever_the_order_of_rows(
    db: Database, order: list[int], parents: list[int]
) -> None:
    mothers = {n: parent for n, parent in enumerate(parents) if parent < n}
    lines = [f"a{n},Agency {n},{f'a{mothers[n]}' if n in mothers else ''}" for n in order]
    bring(db, "agencies", "\n".join(["id,name,parent", *lines]))
    expected = set()
    for agency in range(8):
        above: int | None = agency
        while above is not None:
            expected.add((f"a{agency}", f"a{above}"))
            above = mothers.get(above)
    with db.read() as conn:
        assert set(conn.tuples("select agency, within from agency_within")) == expected
