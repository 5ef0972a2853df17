"""What a report draws on: a range of years, closed reviews by choice, and every review counted once."""

from collections.abc import Callable
from datetime import date
from itertools import product
from pathlib import Path

import pytest

from elearn.library.access import Reader
from elearn.library.lessons import SeenChange, by_theme, by_tier, lesson_rows, lessons_of, theme_years
from elearn.library.report import ReportPart, ReportWanted, report_sources, report_years
from elearn.library.shelf import Room, open_library
from tests.library.conftest import FINDINGS, review

ROOT = Path(__file__).parents[2]
Enter = Callable[..., Room]
SHUT = "[{type: report, published: 2018-01-05}]"


@pytest.fixture
def more(folder: Path) -> None:
    """Adds a closed review and a draft with findings, and reviews across the years 2008 to 2014 and of no year."""
    for name, text in {
        "shut": review("East Board", "Shut", documents=SHUT, findings=FINDINGS, year="2012"),
        "begun": review(label="Begun", status="draft", findings=FINDINGS, year="2012"),
        "across": review(label="Across", type="thematic review", covers="2008-2014", findings=FINDINGS),
        "unknown": review(label="Unknown", findings=FINDINGS),
    }.items():
        (folder / f"{name}.md").write_text(text, encoding="utf-8")


def test_closed_reviews_and_drafts_are_left_out_unless_they_are_chosen(room: Enter, more: None) -> None:
    sources = report_sources(room(), ReportWanted())
    assert {each.slug for each in sources.reviews} == {"open", "across", "unknown"}
    assert dict(sources.left_out) == {"closed": 1, "draft": 1, "no finding": 2}
    assert (sources.closed, sources.mark, dict(sources.marks)) == (2, "", {})
    chosen = report_sources(room(), ReportWanted(closed=True))
    assert {each.slug for each in chosen.reviews} == {"open", "across", "unknown", "shut", "begun"}
    assert dict(chosen.left_out) == {"no finding": 2}
    assert set(chosen.marks) == {"shut", "begun"}
    assert "Restricted: not for further circulation. East publishes for 1 year" in chosen.marks["shut"]
    assert "A draft" in chosen.marks["begun"]
    assert chosen.mark
    rows = list(lesson_rows(by_theme(lessons_of(room(), chosen.reviews)), chosen.publication))
    assert {row["review"] for row in rows if row["publication"].startswith("Restricted")} == {"shut", "begun"}
    assert all(row["publication"] for row in rows)


@pytest.mark.parametrize(
    ("first", "last", "found"),
    [
        (2008, 2014, {"across", "shut"}),
        (2014, None, {"across", "open"}),
        (None, 2008, {"across"}),
        (2015, 2023, set()),
        (2015, None, {"open"}),
        (None, None, {"across", "shut", "open", "unknown"}),
    ],
)
def test_a_range_holds_the_reviews_of_its_years_and_what_overlaps_it(
    room: Enter, more: None, folder: Path, first: int | None, last: int | None, found: set[str]
) -> None:
    (folder / "begun.md").unlink()
    sources = report_sources(room(), ReportWanted(first=first, last=last, closed=True))
    assert {each.slug for each in sources.reviews} == found
    limited = first is not None or last is not None
    assert ("no year" in sources.left_out) == limited
    assert any(words.startswith("Years: ") for words in sources.words) == limited
    by_year = report_sources(room(), ReportWanted(first=first, last=last, closed=True), "years")
    assert "across" not in {each.slug for each in by_year.reviews}
    assert theme_years(by_year.reviews).reviews == len(by_year.reviews)


def test_what_is_drawn_on_and_left_out_adds_up_to_all_that_the_reader_may_read(
    room: Enter, more: None
) -> None:
    assert report_years(room()) == list(range(2008, 2025))
    granted = Reader.of((), ["shut"])
    parts: tuple[ReportPart, ...] = ("years", "findings")
    for who, board, years, closed, part in product(
        ("board", "learner", granted),
        (None, "East Board"),
        ((None, None), (2008, 2014), (2020, None)),
        (False, True),
        parts,
    ):
        entered = room(who)
        sources = report_sources(entered, ReportWanted(board, *years, closed=closed), part)
        assert len(sources.reviews) + sum(sources.left_out.values()) == len(entered.reviews)
        assert closed or not sources.marks


def test_a_reader_learns_nothing_of_what_they_may_not_read(room: Enter, more: None, folder: Path) -> None:
    (folder / "broken.md").write_text("---\ntitle: [\n---\n", encoding="utf-8")
    learner = report_sources(room("learner"), ReportWanted(closed=True))
    assert dict(learner.left_out) == {}
    assert (learner.closed, learner.mark) == (0, "")
    assert learner.words[-1] == "Only reviews that are open to you are counted."
    assert not any("Left out" in words or "Nothing" in words for words in learner.words)
    granted = report_sources(room(Reader.of((), ["shut", "begun"])), ReportWanted(closed=True))
    assert set(granted.marks) == {"shut"}
    assert report_sources(room(), ReportWanted()).left_out["unreadable"] == 1


def test_an_address_is_given_for_a_document_that_the_reader_may_open() -> None:
    real = open_library(ROOT / "reviews", ROOT / "courses").room(Reader.everything(), date(2026, 11, 22))
    sources = report_sources(real, ReportWanted(closed=True), "years")
    offered = (*sources.reviews, *sources.unquoted)
    known = {each.slug for each in offered if any(one.address for one in each.documents)}
    assert set(sources.addresses) == known


def test_a_range_leads_to_the_reviews_of_its_years_that_hold_nothing_to_quote() -> None:
    real = open_library(ROOT / "reviews", ROOT / "courses").room(Reader.everything(), date(2026, 11, 22))
    wanted = ReportWanted(first=2008, last=2014)
    found = report_sources(real, wanted)
    assert found.reviews == ()
    assert {each.slug for each in found.unquoted} == {
        "derby-derbyshire-silr-2014",
        "derby-operation-kern",
        "derby-reviews-2008-2014",
    }
    across = report_sources(real, wanted, "years")
    assert [each.slug for each in across.unquoted] == ["derby-reviews-2008-2014"]
    assert across.addresses["derby-reviews-2008-2014"].startswith("https://")
    assert (found.unnamed, across.unnamed) == (0, 0)


def test_a_closed_review_without_anything_to_quote_is_counted_and_not_named(
    room: Enter, more: None, folder: Path
) -> None:
    (folder / "shut.md").write_text(
        review("East Board", "Shut", documents=SHUT, year="2012"), encoding="utf-8"
    )
    for closed in (False, True):
        sources = report_sources(room(), ReportWanted(first=2012, last=2012, closed=closed))
        assert sources.left_out["no finding"] == 1
        assert (sources.unquoted, sources.unnamed) == ((), 1)


def test_a_recorded_change_is_a_row_under_the_theme_and_tier_of_its_finding(
    room: Enter, folder: Path
) -> None:
    text = FINDINGS.replace(":finding: f2\n:tier: strategic", ":finding: f2\n:tier: local")
    (folder / "open.md").write_text(review(findings=text, year="2024"), encoding="utf-8")
    change = SeenChange("practice", "One number", "46 of 50", "Survey", date(2026, 3, 1), "North Trust")
    lessons = lessons_of(room())
    for chapters, name in (
        (by_theme(lessons, {"open#r1": [change]}), "Escalation"),
        (by_tier(lessons, {"open#r1": [change]}), "Strategic"),
    ):
        (row,) = [each for each in lesson_rows(chapters) if each["changed"]]
        assert (row["theme"], row["tier"], row["recommendation"]) == (name, "strategic", "r1")
        assert (row["nature"], row["seen_on"]) == ("change to practice", "2026-03-01")
        assert {each.words: len(each.seen_in("practice")) for each in chapters}[name] == 1
        assert sum(len(each.seen or ()) for each in chapters) == 1
    assert all(each.seen is None for each in by_theme(lessons))
