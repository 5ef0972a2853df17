"""Search: words, their starts, phrases and accents.

Anything that someone types is words, and nothing breaks.
"""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from elearn.library.access import Reader
from elearn.library.search import search_library
from elearn.library.shelf import Room
from tests.library.conftest import review
from tests.sample_course import write_sample

Enter = Callable[..., Room]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("nurse", True),
        ("NURS", True),
        ("naive cafe", True),
        ("naïve", True),
        ("drawing nurse", True),
        ('"nurse asked"', True),
        ('"asked nurse"', False),
        ('"nurs asked"', False),
        ("“nurse asked”", True),
        ("urse", False),
        ("police number", True),
        ("the nurse and the", True),
        ("neglect", True),
        ("West Board", True),
    ],
)
def test_words_beginnings_phrases_and_accents(room: Enter, asked: str, found: bool) -> None:
    hits = search_library(room("learner"), asked)
    assert (hits.total > 0 and not hits.loosely) == found


def test_the_best_place_is_shown_with_what_was_asked_for_marked(room: Enter) -> None:
    (hit,) = search_library(room("learner"), "ring whom").hits
    assert (hit.place, hit.anchor) == ("Finding f2", "f2")
    assert [text for text, marked in hit.snippet if marked] == ["whom", "ring"]
    (hit,) = search_library(room("learner"), '"child j"').hits
    assert [text for text, marked in hit.heading if marked] == ["Child J"]


@pytest.mark.parametrize(
    ("asked", "place"),
    [
        ('professionals "during court"', "f6"),
        ("organisational barrier", "f6"),
    ],
)
def test_a_finding_is_found_by_whose_it_is_when_it_was_and_what_stood_in_the_way(
    real: Room, asked: str, place: str
) -> None:
    hits = search_library(real, asked, among=["wrenshire-2024-signal"])
    (hit,) = hits.hits
    assert (hits.loosely, hit.anchor) == (False, place)


def test_two_boards_child_j_are_two_reviews(room: Enter) -> None:
    assert {hit.slug for hit in search_library(room("board"), '"child j"').hits} == {"open", "closed"}


def test_what_has_some_of_the_words_is_found_where_nothing_has_them_all(room: Enter) -> None:
    hits = search_library(room("learner"), "nurse xylophone")
    assert hits.loosely
    assert [hit.slug for hit in hits.hits] == ["open"]


def test_courses_are_found_with_reviews_and_their_answers_are_not(room: Enter, folder: Path) -> None:
    write_sample(folder.parent / "courses")
    for reader in ("trainer", Reader.of((), (), {"a-small-mark"})):
        hits = search_library(room(reader), "mark")
        assert ("course", "a-small-mark") in {(hit.kind, hit.slug) for hit in hits.hits}
        assert search_library(room(reader), '"for the courts"').total == 0
        assert search_library(room(reader), "mark", kinds=("review",)).total < hits.total


@pytest.mark.parametrize("reader", ["learner", "lead", "board"])
def test_a_course_that_is_not_published_is_for_trainers(room: Enter, folder: Path, reader: str) -> None:
    write_sample(folder.parent / "courses")
    assert room("trainer").courses
    assert not room(reader).courses
    assert search_library(room(reader), "mark", kinds=("course",)).total == 0


def test_hundreds_are_found_a_page_at_a_time_each_once(room: Enter, folder: Path) -> None:
    for number in range(120):
        (folder / f"many-{number}.md").write_text(
            review(label=f"Many {number}", text="Wombat."), encoding="utf-8"
        )
    pages = [
        search_library(room("learner"), "wombat", limit=50, offset=offset) for offset in (0, 50, 100, 150)
    ]
    assert [page.total for page in pages] == [120] * 4
    assert [len(page.hits) for page in pages] == [50, 50, 20, 0]
    assert len({hit.slug for page in pages for hit in page.hits}) == 120


def test_a_word_that_a_search_and_a_passage_have_hundreds_of_times_takes_no_minutes(
    room: Enter, folder: Path
) -> None:
    long = " ".join(["t"] * 9_000)
    (folder / "long.md").write_text(review(label="Long", text=f"{long} wombat."), encoding="utf-8")
    for asked in ("t " * 32, "t T ŧ ť ţ t́ t̂ t̃ t̄ t̆ ṫ ẗ ṭ", "t wombat"):
        found = search_library(room("trainer"), asked)
        assert [hit.slug for hit in found.hits] == ["long"]


@pytest.fixture(scope="module")
def still(tmp_path_factory: pytest.TempPathFactory) -> Callable[[], Room]:
    """A room whose files stay the same for every example."""
    from elearn.days import today
    from elearn.library.shelf import open_library
    from tests.library.conftest import BOARDS, FINDINGS

    folder = tmp_path_factory.mktemp("still")
    (folder / "boards.yaml").write_text(BOARDS, encoding="utf-8")
    (folder / "open.md").write_text(review(findings=FINDINGS), encoding="utf-8")
    library = open_library(folder, folder)
    return lambda: library.room(Reader(), today())


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(
    st.text(max_size=40)
    | st.lists(
        st.sampled_from(
            ['"', "NEAR(", "nurse", "*", "AND", "OR NOT", "(", ")", "^", "-", "+", ":", "title:", "{", "'", ";", "\0",
             "--", "/*", "é", "\x02", "\x03", "“", "\ud800"[:0], "a" * 3_000]
        ),
        max_size=8,
    ).map(" ".join)
)  # fmt: skip
def test_whatever_is_typed_is_searched_for_and_nothing_breaks(still: Callable[[], Room], asked: str) -> None:
    hits = search_library(still(), asked)
    assert hits.total in (0, 1)
    for hit in hits.hits:
        assert not any(mark in text for text, _ in (*hit.snippet, *hit.heading) for mark in "\x02\x03")
