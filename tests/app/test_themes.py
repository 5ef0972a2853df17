"""Themes: a range of years, closed reviews by choice and marked, and what has changed, for whoever may see it."""

import csv
import io
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from elearn.app import session
from elearn.database import Database
from elearn.tracker import sessions
from elearn.tracker.registers import impact
from elearn.tracker.scope import actor
from tests.app.conftest import person, said

Open = Callable[..., AppTest]
Files = dict[str, Callable[[], bytes]]
CLOSED = "Restricted: not for further circulation. Marrowshire publishes for 1 year"
HARBOUR = "wrenshire-2023-harbour"


@pytest.fixture
def files(monkeypatch: pytest.MonkeyPatch) -> Files:
    """The files that a page offers, by key, made when they are called."""
    caught: Files = {}

    def offered(_label: str, data: Callable[[], bytes], **more: Any) -> None:
        caught[more["key"]] = data

    monkeypatch.setattr(st, "download_button", offered)
    return caught


@pytest.fixture
def signed(county: Database, monkeypatch: pytest.MonkeyPatch, open_as: Open) -> Open:
    """Opens a screen as one of the six, who may also fetch its files."""

    def opened(name: str, module: str, **query: str) -> AppTest:
        token = sessions.mint_session(county, person(county, name))
        monkeypatch.setattr(session, "_token", lambda: token)
        return open_as(name, module, **query)

    return opened


def rows(file: bytes) -> list[dict[str, str]]:
    """Returns the rows of a CSV file by the names of its columns."""
    return list(csv.DictReader(io.StringIO(file.decode("utf-8-sig"))))


def test_closed_reviews_are_left_out_until_they_are_chosen_and_then_marked(
    signed: Open, files: Files
) -> None:
    for name in ("tom", "bo"):
        words = said(signed(name, "themes", shown="found", theme="care_transitions"))
        assert "Kestrel" not in words
        assert "1 review closed to the public; " in words
        assert "To bring in what is closed" in words
        assert "data-paper-mark" not in words
        for ending in ("csv", "html"):
            text = files[f"themes_Theme_{ending}"]().decode()
            assert "Kestrel" not in text
            assert "1 review closed to the public; " in text
    app = signed("bo", "themes", shown="found", theme="care_transitions", closed="yes")
    assert app.checkbox(key="themes_closed").value
    words = said(app)
    assert CLOSED in words
    assert 'data-paper-mark="Restricted' in words
    assert 'href="reviews?review=marrowshire-2021-kestrel#f1"' in words
    marked = rows(files["themes_Theme_csv"]())
    assert {row["Publication"][:10] for row in marked} == {"Restricted", "Open to th"}
    assert all(row["Publication"].startswith(CLOSED) for row in marked if row["Review"] == "Kestrel")
    assert all("Restricted: not for further" in row["What this report draws on"] for row in marked)
    assert CLOSED in files["themes_Theme_html"]().decode()
    assert files["themes_Theme_pdf"]().startswith(b"%PDF")


def test_the_years_and_the_tiers_follow_the_same_choice(open_as: Open) -> None:
    words = said(open_as("bo", "themes"))
    assert "reviews closed to the public" in words
    assert "&amp;state=open" in words
    closed = said(open_as("bo", "themes", closed="yes"))
    assert "state=open" not in closed
    assert "of them are closed to the public or drafts" in closed
    assert CLOSED not in said(open_as("bo", "themes", shown="tiers", tier="local"))
    assert CLOSED in said(open_as("bo", "themes", shown="tiers", tier="local", closed="yes"))
    listed = said(open_as("bo", "reviews", state="open"))
    assert "Harbour" in listed
    assert "Kestrel" not in listed


def test_someone_who_may_read_no_closed_review_is_not_told_of_any(signed: Open, files: Files) -> None:
    app = signed("ada", "themes", shown="found", closed="yes")
    assert "themes_closed" not in [each.key for each in app.checkbox]
    words = said(app) + files["themes_Theme_html"]().decode() + files["themes_Theme_csv"]().decode()
    for hidden in (
        "closed to the public",
        "Kestrel",
        "Restricted",
        "What has changed since",
        "Changes since",
    ):
        assert hidden not in words
    assert "Only reviews that are open to you are counted." in words


def test_a_range_of_years_limits_each_part_and_each_file(signed: Open, files: Files) -> None:
    words = said(signed("bo", "themes", **{"from": "2008", "to": "2014", "closed": "yes"}))
    assert "Years: 2008 to 2014." in words
    assert "reviews whose years are not known" in words
    assert "Infants under 1" not in words
    words = said(signed("bo", "themes", **{"from": "2023", "to": "2023", "shown": "found"}))
    assert "Years: 2023 to 2023." in words
    held = rows(files["themes_Theme_csv"]())
    assert {row["Year"] for row in held} == {"2023"}
    assert "Years: 2023 to 2023." in files["themes_Theme_html"]().decode()
    words = said(signed("bo", "themes", **{"from": "2024", "to": "2022", "shown": "tiers"}))
    assert "The years were the wrong way round. This shows 2022 to 2024." in words
    assert "Years: 2022 to 2024." in words


def test_a_range_leads_to_its_reviews_that_hold_nothing_to_count_or_quote(open_as: Open) -> None:
    across, kern = "reviews?review=derby-reviews-2008-2014", "reviews?review=derby-operation-kern"
    years = {"from": "2008", "to": "2014"}
    for name in ("ada", "bo"):
        words = said(open_as(name, "themes", shown="found", **years))
        assert "No finding to show" in words
        assert '<details class="more" open><summary>Reviews without a finding here' in words
        for part in (across, kern, "covers 2008 to 2014", "Read it at the publisher (opens in a new tab)"):
            assert part in words
        words = said(open_as(name, "themes", **years))
        assert across in words.partition('<details class="more"><summary>Reports across reviews')[2]
        words = said(open_as(name, "themes", shown="tiers"))
        listed = words.partition("Reviews without a finding here")[2]
        assert kern in listed
        assert "derbyshire-ads14" not in listed
        assert ("more are closed to the public and are not named here" in listed) == (name == "bo")


def test_what_has_changed_is_said_to_those_who_may_see_the_log(
    county: Database, signed: Open, files: Files
) -> None:
    bo = actor(county, person(county, "bo"))
    for agency, words in (
        ("south", "South rings sooner"),
        ("north", "North <b>writes</b> it down"),
        (None, "Told"),
    ):
        entry = impact.ImpactEntry(
            f"{HARBOUR}#r1", agency, "practice" if agency else "outcome", words, "46 of 50", "audit of records",
            date(2026, 3, 1),
        )  # fmt: skip
        impact.add(county, bo, entry)
    words = said(signed("bo", "themes", shown="found", theme="infants_under_1"))
    for part in ("Changes to practice", "Outcomes for children and families", "South rings sooner", "Told",
                 "North &lt;b&gt;writes", "The partnership as a whole", "seen on 1 March 2026", "Audit of records",
                 f'href="reviews?review={HARBOUR}#r1"', "Good practice: what went well"):  # fmt: skip
        assert part in words, part
    assert "No change is recorded yet." in said(signed("bo", "themes", shown="found", theme="neglect"))
    changed = [row for row in rows(files["themes_Theme_csv"]()) if row["What has changed"]]
    assert {row["Strength or to change"] for row in changed} == {"Change to practice", "Outcome"}
    assert {row["Seen on"] for row in changed} == {"2026-03-01"}
    words = said(signed("lea", "themes", shown="found", theme="infants_under_1"))
    assert "North &lt;b&gt;writes" in words
    assert "Told" in words
    assert "South rings" not in words + files["themes_Theme_html"]().decode()
    assert "North" in files["themes_Theme_html"]().decode()
    nobody_else = said(signed("lea", "themes", shown="found", theme="neglect"))
    assert "No change is recorded yet for your agency or for the partnership as a whole." in nobody_else
    for name in ("tom", "ada"):
        words = said(signed(name, "themes", shown="found", theme="infants_under_1"))
        words += files["themes_Theme_html"]().decode()
        assert "rings sooner" not in words
        assert "change is recorded" not in words


def test_a_briefing_of_a_closed_review_says_so_on_its_button_and_its_paper(
    signed: Open, files: Files, monkeypatch: pytest.MonkeyPatch
) -> None:
    labels: list[str] = []
    caught = st.download_button
    monkeypatch.setattr(
        st, "download_button", lambda label, data, **more: (labels.append(label), caught(label, data, **more))
    )
    words = said(signed("bo", "reviews", review="marrowshire-2021-kestrel"))
    assert "Top-tips briefing (PDF), restricted" in labels
    assert "Each page of a briefing says that the review is restricted." in words
    assert f'data-paper-mark="{CLOSED}' in words
    assert CLOSED in files["review_top-tips_html"]().decode()
    labels.clear()
    words = said(signed("ada", "reviews", review="wrenshire-2024-bridge"))
    assert "Top-tips briefing (PDF)" in labels
    assert "data-paper-mark" not in words
    tips = files["review_top-tips_html"]().decode()
    assert "Never ask a child, a relative or a neighbour to interpret." in tips
    assert "Restricted" not in tips


def test_a_search_marks_what_it_quotes_from_a_closed_review(open_as: Open) -> None:
    app = open_as("bo", "reviews")
    app.text_input(key="reviews_search").set_value("secretary handover").run()
    assert CLOSED in said(app)


def test_the_list_marks_a_finding_of_a_closed_review_that_was_asked_for(open_as: Open) -> None:
    asked = {"perspective": "parents and carers", "board": "Marrowshire Safeguarding Children Partnership"}
    words = said(open_as("bo", "reviews", **asked))
    assert "Kestrel" in words
    assert CLOSED in words
    del asked["perspective"]
    words = said(open_as("bo", "reviews", **asked))
    assert "Kestrel" in words
    assert CLOSED not in words
    asked["perspective"] = "parents and carers"
    assert "Kestrel" not in said(open_as("ada", "reviews", **asked))


def test_a_register_that_quotes_a_closed_review_says_so(county: Database, open_as: Open) -> None:
    bo = actor(county, person(county, "bo"))
    for review in ("marrowshire-2021-kestrel", HARBOUR):
        seen = impact.ImpactEntry(
            f"{review}#r1", None, "practice", "It changed", "46 of 50", "audit of records", date(2026, 3, 1)
        )
        impact.add(county, bo, seen)
    app = open_as("bo", "reviews", review="marrowshire-2021-kestrel")
    app.segmented_control(key="records_shown").set_value("Impact").run()
    words = said(app)
    assert "Kestrel, Marrowshire, 2021, restricted, r1: " in words
    app = open_as("bo", "reviews", review=HARBOUR)
    app.segmented_control(key="records_shown").set_value("Impact").run()
    assert "Harbour, Wrenshire, 2023, r1: " in said(app)
