"""Sheets from reviews: good practice, top tips and the themes report, as PDF and as HTML."""

from datetime import date
from html import unescape
from pathlib import Path

import pytest

from elearn.library.access import Reader
from elearn.library.lessons import SeenChange, by_theme, by_tier, lessons_of
from elearn.library.report import ReportWanted, closed_mark, report_sources
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
    harbour = room.review("wrenshire-2023-harbour")
    sources = report_sources(room, ReportWanted(harbour.board, 2023, 2023))
    held = lessons_of(room, [harbour])
    by = themes_report(by_theme(held), sources, "Theme")
    assert_accessible(by["pdf"], tmp_path)
    for text in ("\n".join(pages(by["pdf"])), by["html"].decode()):
        assert "Infants under 1" in text
        assert "due 31 March 2024" in text
        assert bare("A finding about several themes") in bare(text)
    tiers = themes_report(by_tier(held), sources, "Tier")["html"].decode()
    assert "Strategic</th><td>0</td><td>0</td>" in tiers
    assert "several" not in tiers.partition("</p>")[0]


def test_the_report_by_tier_says_what_the_subgroup_decided(room: Room, tmp_path: Path) -> None:
    sources = report_sources(room, ReportWanted("Wrenshire Safeguarding Children Partnership"))
    held = by_tier(lessons_of(room, sources.reviews))
    row = {
        "lesson": "One form for <all>",
        "source": "Harbour, workshop of 1 May 2026",
        "state": "Decided at the meeting of 1 June 2026",
        "applies": "It applies more widely.",
        "why": "Every service has its own",
        "follows": "Change of procedure by 1 July 2026: the referral form",
        "mark": "Restricted: not for further circulation. Held back.",
    }
    parts = [
        {"tier": "Local", "waiting": "2 lessons have no outcome of the subgroup yet.", "rows": []},
        {
            "tier": "Strategic",
            "waiting": "",
            "rows": [row, {**row, "lesson": "Ask once", "follows": "", "mark": ""}],
        },
    ]
    made = themes_report(held, sources, "Tier", workshops=parts)
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
        assert text.count(bare(row["mark"])) == 1
    without = themes_report(held, sources, "Tier")["html"].decode()
    assert "From workshops" not in without


def test_a_report_holds_what_has_changed_and_the_reviews_that_it_draws_on(room: Room, tmp_path: Path) -> None:
    sources = report_sources(room, ReportWanted("Wrenshire Safeguarding Children Partnership"))
    change = SeenChange(
        "outcome", "Families were told more", "48 of 62", "Survey", date(2026, 3, 1), "North Trust"
    )
    chapters = by_theme(lessons_of(room, sources.reviews), {"wrenshire-2023-harbour#r1": [change]})
    made = themes_report(chapters, sources, none_seen="No change is recorded yet.")
    assert_accessible(made["pdf"], tmp_path)
    for text in (bare("\n".join(pages(made["pdf"]))), bare(made["html"].decode())):
        for words in ("Outcomes for children and families", "Families were told more", "Evidence: 48 of 62",
                      "seen on 1 March 2026 · North Trust · after recommendation r1", "No change is recorded yet.",
                      "Reviews that this draws on", "Good practice: what went well", *sources.words):  # fmt: skip
            assert bare(words) in text, words
        assert bare("not for further circulation") not in text
    silent = themes_report(by_theme(lessons_of(room, sources.reviews)), sources)["html"].decode()
    assert "What has changed since" not in silent


def test_paper_from_a_closed_review_is_marked_on_each_page_and_at_each_quotation(tmp_path: Path) -> None:
    everything = open_library(ROOT / "reviews", ROOT / "courses").room(
        Reader.everything(), date(2026, 11, 22)
    )
    kestrel = "marrowshire-2021-kestrel"
    mark = closed_mark(everything.publications[kestrel])
    assert mark.startswith("Restricted: not for further circulation. ")
    for make in (good_practice, top_tips):
        made = make(everything.review(kestrel), mark)
        assert_accessible(made["pdf"], tmp_path)
        assert all(bare(mark) in bare(page) for page in pages(made["pdf"]))
        assert made["html"].decode().count(mark) == 2  # at the head, and at the head of each page of paper
    left = report_sources(everything, ReportWanted())
    taken = report_sources(everything, ReportWanted(closed=True))
    for sources, is_marked in ((left, False), (taken, True)):
        made = themes_report(by_theme(lessons_of(everything, sources.reviews)), sources)
        for page in pages(made["pdf"]):
            assert (bare(taken.mark) in bare(page)) == is_marked
        for text in (bare("\n".join(pages(made["pdf"]))), bare(made["html"].decode())):
            assert (bare(mark) in text) == is_marked
            assert ("Kestrel" in text) == is_marked
            assert all(bare(words) in text for words in sources.words)


def test_a_mark_of_any_text_stays_within_its_style() -> None:
    room = open_library(ROOT / "reviews", ROOT / "courses").room(Reader(), date(2026, 11, 22))
    text = 'He said "no"</style>{}\\'
    page = top_tips(room.review("wrenshire-2023-harbour"), text)["html"].decode()
    assert page.count("</style>") == 1
