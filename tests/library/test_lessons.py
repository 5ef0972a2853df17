"""Documents by review, themes by year, strengths and changes by theme and tier."""

from collections.abc import Callable
from pathlib import Path
from typing import get_args

import pytest

from elearn.app.review_words import rule_words
from elearn.content.review import ReviewType
from elearn.content.review import review_type as facts_of
from elearn.library.choosing import Wanted, choices, choose, matching, names
from elearn.library.documents import completeness
from elearn.library.lessons import (
    LESSON_COLUMNS,
    by_theme,
    by_tier,
    lesson_rows,
    lessons_of,
    phases,
    theme_years,
)
from elearn.library.shelf import Room
from tests.library.conftest import FINDINGS, review

Enter = Callable[..., Room]


@pytest.mark.parametrize(
    ("label", "has", "lacks"),
    [
        ("a", {"executive summary"}, set()),
        ("b", {"executive summary"}, set()),
        ("c", {"executive summary"}, set()),
        ("d", {"board response", "briefing", "executive summary", "overview report"}, set()),
        ("j", {"board response", "briefing", "overview report"}, set()),
        ("k", {"board response", "overview report"}, {"briefing"}),
        ("m", {"board response", "briefing", "overview report"}, set()),
        ("p", {"briefing"}, {"overview report", "board response"}),
    ],
)
def test_calderdale_s_reviews_have_and_lack_what_its_list_shows(
    real: Room, label: str, has: set, lacks: set
) -> None:
    (row,) = completeness(real, [real.review(f"calderdale-child-{label}")]).rows
    assert {type for type, cell in row.cells.items() if cell == "has"} == has
    assert set(row.lacks) == lacks
    assert row.judged_by == "nearest"


@pytest.mark.parametrize(
    ("year", "documents", "lacks", "judged"),
    [
        ("2012", "[]", ("executive summary",), "year"),
        ("2012", "[{type: executive summary}]", (), "year"),
        ("2013", "[{type: executive summary}]", ("report",), "year"),
        ("2013", "[{type: overview report}]", (), "year"),
        ("", "[{type: overview report}]", (), "nearest"),
    ],
)
def test_what_is_expected_goes_by_the_year(
    room: Enter, folder: Path, year: str, documents: str, lacks: tuple, judged: str
) -> None:
    more = {"year": year} if year else {}
    (folder / "one.md").write_text(
        review("East Board", "One", "SCR", documents=documents, **more), encoding="utf-8"
    )
    found = room()
    (row,) = completeness(found, [found.review("one")]).rows
    assert (row.lacks, row.judged_by) == (lacks, judged)


def test_a_theme_counts_a_review_once_whether_it_or_a_finding_names_it(room: Enter, folder: Path) -> None:
    (folder / "two.md").write_text(
        review(label="Two", year="2024", themes="escalation", findings=FINDINGS), encoding="utf-8"
    )
    (folder / "none.md").write_text(review(label="None", themes=""), encoding="utf-8")
    (folder / "across.md").write_text(
        review(label="Across", type="thematic review", year="2024"), encoding="utf-8"
    )
    matrix = theme_years(room("learner").reviews.values())
    counts = {theme: (by_year, total) for theme, by_year, total in matrix.rows}
    assert counts["neglect"] == ({2024: 2}, 2)
    assert counts["escalation"] == ({2024: 2}, 2)
    assert (matrix.reviews, matrix.without_theme) == (3, 1)


def test_strengths_and_changes_stand_under_their_theme_and_tier_with_what_answers_them(room: Enter) -> None:
    held = lessons_of(room("learner"))
    themes = {chapter.name: chapter for chapter in by_theme(held)}
    assert set(themes) == {"neglect", "escalation"}
    assert [each.finding.id for each in themes["neglect"].strengths] == ["f1"]
    assert themes["neglect"].changes == ()
    (change,) = themes["escalation"].changes
    assert [each.id for each in change.recommendations] == ["r1"]
    tiers = {chapter.name: (len(chapter.strengths), len(chapter.changes)) for chapter in by_tier(held)}
    assert tiers == {"individual": (1, 0), "local": (0, 0), "strategic": (0, 1)}
    assert themes["escalation"].of_tier("strategic") == (0, 1)
    lines = {line["theme"]: line for line in lesson_rows(by_theme(held))}
    assert all(tuple(line) == LESSON_COLUMNS for line in lines.values())
    assert lines["Escalation"]["owners"] == "police, schools"
    assert lines["Escalation"]["due"] == "2026-03-31"
    assert lines["Neglect"]["nature"] == "strength"


def test_perspectives_and_phases_make_a_table(real: Room, room: Enter) -> None:
    assert phases(room("learner").review("open")) == [
        ("parents and carers", {"before": [room("learner").review("open").findings[1]], "": []})
    ]
    kern = phases(real.review("derby-operation-kern"))
    assert [perspective for perspective, _ in kern] == [
        "child or young person",
        "parents and carers",
        "professionals",
    ]
    assert list(kern[0][1]) == ["before", "during", "after", ""]
    assert phases(real.review("derbyshire-ads13")) == []


def test_kern_follows_retriever_and_both_ends_say_so(real: Room) -> None:
    says = {slug: [(relation, other.slug) for relation, other in real.links(slug)] for slug in real.reviews}
    assert says["derby-operation-kern"] == [("follows", "derby-operation-retriever")]
    assert says["derby-operation-retriever"] == [("is followed by", "derby-operation-kern")]


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (Wanted(board="East Board"), ["closed"]),
        (Wanted(type="serious case review"), ["closed"]),
        (Wanted(theme="neglect", tier="strategic"), ["open"]),
        (Wanted(year=0), ["draft"]),
        (Wanted(state="restricted"), ["closed", "draft"]),
        (Wanted(state="open"), ["open"]),
        (Wanted(), ["open", "closed", "draft"]),
        (Wanted(elsewhere=True), []),
    ],
)
def test_reviews_are_chosen_the_latest_first(room: Enter, wanted: Wanted, found: list[str]) -> None:
    assert [each.slug for each in choose(room(), wanted)] == found


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (Wanted(perspective="parents and carers", phase="after"), {"wrenshire-2024-signal": "f8"}),
        (Wanted(phase="before", barrier="procedural"), {"wrenshire-2024-signal": "f4"}),
        (Wanted(barrier="procedural", perspective="parents and carers"), {}),
    ],
)
def test_perspective_phase_and_barrier_are_looked_for_in_one_finding(
    real: Room, wanted: Wanted, found: dict[str, str]
) -> None:
    fits = {each.slug: [finding.id for finding in matching(each, wanted)] for each in choose(real, wanted)}
    assert {slug: " ".join(ids) for slug, ids in fits.items() if ids} == found
    named = {slug for slug, ids in fits.items() if not ids}
    assert named == ({"derby-operation-kern"} if wanted.barrier is None else set())
    assert all(names(real.review(slug), wanted) for slug in named)


def test_only_what_somebody_may_read_is_offered_to_choose_from(real: Room) -> None:
    offered = choices(real)
    assert offered.phases == ("before", "during", "after")
    assert offered.barriers == ("organisational", "procedural")
    assert choices(real, [real.review("derby-operation-kern")]).barriers == ()
    assert choices(real, []).perspectives == ()


def test_what_was_held_elsewhere_is_chosen_by_its_connection(real: Room) -> None:
    assert {"marrowshire-2021-kestrel", "bradford-listed-by-calderdale"} <= {
        each.slug for each in choose(real, Wanted(elsewhere=True))
    }


def test_a_homicide_review_is_found_under_either_name(room: Enter, folder: Path) -> None:
    for name in ("DHR", "DARDR"):
        (folder / f"{name.lower()}.md").write_text(review(label=name, type=name), encoding="utf-8")
    for kind in ("domestic homicide review", "domestic abuse related death review"):
        assert {each.label for each in choose(room(), Wanted(type=kind))} == {"DHR", "DARDR"}
    assert "domestic homicide review" not in choices(room()).types


def test_a_course_that_answers_a_recommendation_is_named_with_it(real: Room) -> None:
    answers = real.answers("wrenshire-2023-harbour#r1")
    assert "bruising-in-non-mobile-infants" in {answer.course.slug for answer in answers}
    assert real.answers("wrenshire-2023-harbour#r99") == []


def test_every_kind_and_year_has_a_rule_on_publication_with_its_source_or_the_words_that_none_is_known(
    real: Room,
) -> None:
    base = real.review("wrenshire-2022-orchard")
    told = set()
    for kind in get_args(ReviewType):
        for year in (*range(2000, 2028), None):
            other = base.model_copy(update={"type": kind, "year": year, "board": "A board not known here"})
            (row,) = completeness(real, [other]).rows
            assert bool(row.sources) == (row.judged_by != "no rule"), (kind, year)
            words = rule_words(row)
            if row.sources:
                assert row.sources[0] in words
            elif kind == "review of unknown kind":
                assert words.startswith("Its kind is not known")
            elif facts_of(kind).source:
                assert words == "It is no review of a case, so no rule says what has to be published of it."
            elif year is None:
                assert words.startswith("Its year is not known")
            else:
                assert words == "No rule on what has to be published is known here for this kind and year."
                told.add((kind, year))
    assert ("serious case review", 2020) not in told
    assert ("serious case review", 2021) in told
    assert ("local child safeguarding practice review", 2017) in told
    assert ("local child safeguarding practice review", 2018) not in told
    assert not [year for kind, year in told if kind == "learning review"]
