"""A review file that is opened again: nothing in it is lost, whatever the form of a draft shows."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from elearn.content.review import read_review, write_review
from elearn.intake import (
    Draft,
    add_finding,
    add_recommendation,
    begin_draft,
    differing,
    draft_as_json,
    draft_from_json,
    draft_text,
    join_drafts,
    lost_comments,
    open_review,
    recognise_learning,
    text_over,
    waiting,
)
from elearn.intake.draft_file import review_of
from elearn.intake.extract import read_document
from elearn.problems import InputFault
from tests.intake.material import FOLDER, read

REVIEWS = Path(__file__).parents[2] / "reviews"
WRITTEN = """---
# The board's own words are not in here
board: Wrenshire Safeguarding Children Partnership
label: Ferry
type: pcr
year: 2026
covers: 2008-2014
origin: fictional
status: draft
audience: restricted
method: Facilitated workshop   # by two boards
documents:
  - {type: briefing, title: What we learned, month: 2026-06, address: https://wrenshire.example/ferry}
  - type: full report
    published: 2026-06-01
    file: ferry-report.pdf
    audience: restricted
themes: [escalation, voice_lived_experience]
perspectives: [child, professionals]
phases: [before, after]
phases_of: court
links:
  - follows wrenshire-2023-harbour
local_connection: The family had lived there
listed_by:
  - Calderdale Safeguarding Children Board
waivers:
  E07: Ferry is the name of the review and not of a person
---

# Ferry, a *fictional* review


## What happened

This review is fiction. A young person gave evidence.

```
A line as it was said.
```

Drafted from a Word file; a person has yet to confirm it.

To confirm: year, day of publication.

## What went well

A youth worker stayed with the young person throughout.

:::{finding} no-worker
:kind: strength
:tier: individual
:perspective: child
:phase: after
:barrier: organisational
:themes: escalation

The youth worker explained each day in plain words.

To confirm: the tier, strength or improvement.
:::

## What must change

Recommendations and questions that the document puts: 1. They stand below.

:::{recommendation} r1
:finding: no-worker
:tier: strategic
:owner: police, children's services

Recommendation 3 (page 14). To be put in your own words.

To confirm: by when (“within six months, or so”).
:::
"""


def opened(text: str = WRITTEN, slug: str = "ferry") -> Draft:
    """The draft of a review file."""
    review, problems = read_review(slug, text, f"{slug}.md")
    assert review, problems
    return open_review(review, f"{slug}.md")


@pytest.mark.parametrize("path", sorted(REVIEWS.glob("*.md")), ids=lambda path: path.stem)
def test_every_review_of_the_library_is_the_same_when_it_was_opened_kept_and_written(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    review, _ = read_review(path.stem, text, path.name)
    if review is None:
        pytest.skip("no review")
    draft = draft_from_json(draft_as_json(open_review(review, path.name)))
    assert review_of(draft, path.stem, status=review.status) == review
    assert text_over(draft, path, status=review.status) == text


def test_what_the_form_does_not_show_stays_letter_by_letter(tmp_path: Path) -> None:
    path = tmp_path / "ferry.md"
    path.write_text(WRITTEN, encoding="utf-8")
    draft = opened()
    assert (draft.year, draft.published, draft.recommendations[0].timescale) == (
        2026,
        None,
        "within six months, or so",
    )
    assert (draft.findings[0].tier, draft.findings[0].sure) == (None, False)
    assert draft.recommendations[0].pending.startswith("Recommendation 3 (page 14).")
    draft.year = 2025
    draft.recommendations[0].words = "Partners agree who stays in touch."
    made = text_over(draft, path)
    review, problems = read_review("ferry", made, "ferry.md")
    assert review, problems
    assert "# The board's own words are not in here\n" in made
    assert "method: Facilitated workshop   # by two boards\n" in made
    assert "A line as it was said.\n```" in made
    assert "year: 2025\n" in made
    assert "Partners agree who stays in touch." in made
    changed = set(made.splitlines()) ^ set(WRITTEN.splitlines())
    assert {line for line in changed if not line.startswith(("year", "Partners", "Recommendation 3"))} == {
        "To confirm: year, day of publication.",
        "To confirm: day of publication.",
    }
    assert lost_comments(WRITTEN, made) == []
    assert lost_comments(WRITTEN, write_review(review)) == ["# The board's own words are not in here"]


def test_a_file_with_the_line_ends_of_windows_keeps_them_and_its_comments(tmp_path: Path) -> None:
    path = tmp_path / "ferry.md"
    written = WRITTEN.replace("To confirm: year, ", "To confirm: ").replace("\n", "\r\n")
    path.write_bytes(written.encode())
    draft = opened(written)
    assert text_over(draft, path) == written
    draft.address = "https://wrenshire.example/other"
    made = text_over(draft, path)
    assert made.count("\r\n") == made.count("\n")
    assert "# The board's own words are not in here\r\n" in made
    assert "themes: [escalation, voice_lived_experience]\r\n" in made
    assert "https://wrenshire.example/other" in made
    assert "file: ferry-report.pdf" in made


def test_what_waits_leads_to_its_place_until_a_person_has_said_it() -> None:
    draft = opened()
    assert [(each.part, each.item) for each in waiting(draft)] == [
        ("about", ""),
        ("findings", "no-worker"),
        ("findings", "no-worker"),
        ("recommendations", "r1"),
        ("recommendations", "r1"),
    ]
    draft.published = date(2026, 6, 1)
    draft.findings[0].tier, draft.findings[0].sure = "local", True
    draft.recommendations[0].no_day = True
    draft.recommendations[0].words = "Partners agree who stays in touch.\n\nTo confirm: with whom"
    (last,) = waiting(draft)
    assert last.message == "The text still says “To confirm: with whom”."
    draft.recommendations[0].words = "Partners agree who stays in touch."
    assert waiting(draft) == []
    text = draft_text(draft, "ferry", status="confirmed")
    assert "To confirm" not in text
    assert "yet to confirm" not in text
    assert "status: draft" not in text


@pytest.mark.parametrize("name", ["05-dhr-action-plan", "13-word-only-bold", "07-silp-questions"])
@pytest.mark.parametrize("origin", ["real", "fictional"])
def test_a_draft_of_a_report_is_the_same_when_its_file_is_opened(name: str, origin: str) -> None:
    report = read(FOLDER / f"{name}.txt")
    document = read_document(report.file())
    draft = begin_draft(
        recognise_learning(document), report.filename, "real" if origin == "real" else "fictional"
    )
    assert draft_from_json(draft_as_json(draft)) == draft
    text = draft_text(draft, "a-review")
    again = opened(text, "a-review")
    assert draft_text(again, "a-review") == text
    assert [each.tier for each in again.items] == [each.tier for each in draft.items]
    assert (again.type, again.board, again.title) == (draft.type, draft.board, draft.title)
    assert len(waiting(again)) == len(waiting(draft))


def test_two_drafts_become_one_and_nothing_of_either_is_lost() -> None:
    draft, other = (
        opened(),
        opened(WRITTEN.replace("label: Ferry", "label: Boat").replace("2026-06-01", "2025-06-01")),
    )
    other.what_went_well = "A nurse kept on coming."
    other.themes = ["neglect"]
    other.kept["links"] = [{"relation": "follows", "review": "ferry"}]
    assert differing(draft, other) == ["label", "what_went_well"]
    renamed = join_drafts(
        draft, other, {"label": "other", "what_went_well": "both"}, files=("ferry.md", "boat.md"), sha="x"
    )
    assert renamed == {"no-worker": "no-worker1", "r1": "r2"}
    review = review_of(draft, "ferry")
    assert review.label == "Boat"
    assert "A youth worker stayed" in review.what_went_well
    assert review.what_went_well.endswith("A nurse kept on coming.")
    assert [each.finding for each in review.recommendations] == ["no-worker", "no-worker1"]
    assert [each.themes for each in review.findings] == [("escalation",), ("escalation",)]
    assert len(review.documents) == 3
    assert [link.review for link in review.links] == ["wrenshire-2023-harbour"]
    assert review.themes == ("escalation", "voice_lived_experience", "neglect")
    assert [each.file for each in draft.joined] == ["boat.md"]


words = st.text(st.characters(codec="utf-8", exclude_categories=("Cs",)), max_size=60)


@given(words, words, words, st.booleans(), st.lists(words, max_size=3))
def test_any_words_are_the_same_after_a_draft_was_kept_written_and_opened(
    title: str, happened: str, said: str, fictional: bool, findings: list[str]
) -> None:
    draft = opened()
    draft.title, draft.what_happened, draft.what_must_change = title, happened, said
    for each in findings:
        add_finding(draft).words = each
        add_recommendation(draft).words = each
    draft = draft_from_json(draft_as_json(draft))
    try:
        text = draft_text(draft, "ferry")
    except InputFault:  # refused in words: nobody would see it, or it would not be read as it was typed
        return
    review, problems = read_review("ferry", text, "ferry.md")
    assert review, problems
    again = open_review(review, "ferry.md")
    assert draft_text(again, "ferry") == text
    assert [each.id for each in again.items] == [each.id for each in draft.items]
