"""Sheets from reviews: good practice, top tips and the themes report, as PDF and as HTML."""

from datetime import date
from html import unescape
from pathlib import Path

import pytest

from elearn.library.access import Reader
from elearn.library.lessons import by_theme, by_tier, lessons_of
from elearn.library.shelf import Room, open_library
from elearn.paper.sheets import good_practice, themes_report, top_tips
from elearn.problems import NotFound
from elearn.translations import speaking
from tests.paper.paper import assert_accessible, bare, languages, pages, reader

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def room() -> Room:
    """What everyone may read of the library that comes with elearn."""
    return open_library(ROOT / "reviews", ROOT / "courses").room(Reader(), date(2026, 11, 22))


def test_a_review_s_strengths_and_recommendations_are_printed(room: Room, tmp_path: Path) -> None:
    review = room.review("wrenshire-2023-harbour")
    strengths = [finding.body for finding in review.findings if finding.nature == "strength"]
    for made, said, not_said in (
        (good_practice(review), strengths, [each.body for each in review.recommendations]),
        (top_tips(review), [each.body for each in review.recommendations], strengths),
    ):
        (page,) = pages(made["pdf"])
        for text in (bare(page), bare(made["html"].decode())):
            assert all(bare(passage)[:80] in text for passage in said)
            assert not any(bare(passage)[:80] in text for passage in not_said)
            assert "Thereviewisfictional" in text
        assert_accessible(made["pdf"], tmp_path)
    assert top_tips(review) == top_tips(review)


def test_a_sheet_is_in_the_reader_s_language_and_marks_what_a_review_says(room: Room, tmp_path: Path) -> None:
    review = room.review("wrenshire-2023-harbour")
    with speaking("cy"):
        made = top_tips(review)
    assert_accessible(made["pdf"], tmp_path)
    assert reader(made["pdf"]).trailer["/Root"]["/Lang"] == "cy"
    assert dict(languages(made["pdf"]))["H1"] == "en-GB"
    page, text = made["html"].decode(), " ".join(pages(made["pdf"]))
    assert '<html lang="cy">' in page
    assert f'<h1 lang="en-GB">{review.title}</h1>' in page
    for words in ("Briff awgrymiadau gorau", "I'w drafod yn eich tîm", "erbyn 31 Mawrth 2024"):
        assert words in text
        assert words in unescape(page)


def test_a_review_with_nothing_to_print_says_so(room: Room) -> None:
    for make in (good_practice, top_tips):
        with pytest.raises(NotFound, match="Operation Kern"):
            make(room.review("derby-operation-kern"))


def test_a_report_says_each_theme_or_tier_with_its_findings(room: Room, tmp_path: Path) -> None:
    held = lessons_of(room, [room.review("wrenshire-2023-harbour")])
    by = themes_report(by_theme(held), "One review.", "Theme")
    assert_accessible(by["pdf"], tmp_path)
    for text in ("\n".join(pages(by["pdf"])), by["html"].decode()):
        assert "Infants under 1" in text
        assert "due 31 March 2024" in text
    tiers = themes_report(by_tier(held), "One review.", "Tier")["html"].decode()
    assert "Strategic</th><td>0</td><td>0</td>" in tiers


def test_the_report_by_tier_says_what_the_subgroup_decided(room: Room, tmp_path: Path) -> None:
    held = by_tier(lessons_of(room, [room.review("wrenshire-2023-harbour")]))
    row = {
        "lesson": "One form for <all>",
        "source": "Harbour, workshop of 1 May 2026",
        "state": "Decided at the meeting of 1 June 2026",
        "applies": "It applies more widely.",
        "why": "Every service has its own",
        "follows": "Change of procedure by 1 July 2026: the referral form",
    }
    parts = [
        {"tier": "Local", "waiting": "2 lessons have no outcome of the subgroup yet.", "rows": []},
        {"tier": "Strategic", "waiting": "", "rows": [row, {**row, "lesson": "Ask once", "follows": ""}]},
    ]
    made = themes_report(held, "One review.", "Tier", parts)
    assert_accessible(made["pdf"], tmp_path)
    for text in (bare("".join(pages(made["pdf"]))), bare(unescape(made["html"].decode()))):
        for said in (
            "From workshops: what the subgroup decided",
            parts[0]["waiting"],
            *row.values(),
            "Ask once",
        ):
            assert bare(str(said)) in text
        assert text.count("Whatfollows:") == 1
    without = themes_report(held, "One review.", "Tier")["html"].decode()
    assert "From workshops" not in without
