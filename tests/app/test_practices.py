"""What boards do with reviews, one test for each practice, through the functions that screens and commands use.

A journey of the same name follows each in a browser. The boards' own reviews are those in the library, known only from
the boards' public lists.
"""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from streamlit.testing.v1 import AppTest

from elearn.checks.run import check_text
from elearn.content.course.courses import load_course
from elearn.content.review.reviews import read_review
from elearn.content.review.vocabulary import review_type
from elearn.database import Database
from elearn.days import today
from elearn.guidance.aid import consider
from elearn.guidance.deadlines import panel_due
from elearn.library.access import Reader
from elearn.library.documents import completeness
from elearn.library.lessons import by_tier, lessons_of, phases, theme_years
from elearn.library.search import search_library
from elearn.library.shelf import Library, Room, open_library
from elearn.library.workshop import as_findings
from elearn.packaging.build import Format, package_files
from elearn.paper.sheets import good_practice, top_tips
from elearn.tracker.registers import (
    actions,
    archive,
    dissemination,
    impact,
    markers,
    meetings,
    notifications,
    workshops,
)
from elearn.tracker.scope import Actor, actor
from tests.app.conftest import ROOT, county, open_as, person, prepared_county, said

__all__ = ["county", "open_as", "prepared_county"]

TRAINER = Reader.of({"author"})
ORCHARD, HARBOUR = "wrenshire-2022-orchard", "wrenshire-2023-harbour"


@pytest.fixture(scope="module")
def library() -> Library:
    """The reviews and courses that come with elearn."""
    return open_library(ROOT / "reviews", ROOT / "courses")


@pytest.fixture
def room(library: Library) -> Room:
    """What a trainer may read of them today."""
    return library.room(TRAINER, today())


@pytest.fixture
def who(county: Database) -> Callable[[str], Actor]:
    """One of the county's people: Ada learns, Lea leads North Trust, Bo sits on the board, Al administers."""
    return lambda name: actor(county, person(county, name))


# Derbyshire


def test_serious_case_reviews_and_serious_incident_learning_reviews_are_told_apart_by_what_the_law_asks(
    room: Room,
) -> None:
    kinds = {review.type for review in room.reviews.values() if "Derbyshire" in review.board}
    assert kinds == {"serious case review", "serious incident learning review"}
    assert (review_type("serious case review").statutory, review_type("serious case review").ended) == (
        "yes",
        date(2019, 9, 29),
    )
    assert review_type("serious incident learning review").statutory == "no"


REPORT = """\
---
board: Wrenshire Safeguarding Children Partnership
label: Trial
type: learning review
origin: fictional
documents: []
themes: [neglect]
---

# Trial

## What happened

An older child went unseen.

## What went well

A teacher asked.

## What must change

Everyone asks.

:::{finding} f1
:kind: strength
:tier: local

A teacher wrote down what she saw, on the day.
:::
"""


def test_a_report_says_what_happened_what_went_well_and_what_must_change_and_identifies_nobody() -> None:
    review, problems = read_review("trial", REPORT, "trial.md")
    assert review is not None
    assert not problems
    _, problems = read_review(
        "trial", REPORT.replace("## What went well\n\nA teacher asked.\n\n", ""), "trial.md"
    )
    assert any("What went well" in problem.message for problem in problems)
    _, problems = read_review("trial", REPORT.replace(":kind: strength", ":kind: improvement"), "trial.md")
    assert any("finds no strength" in problem.message for problem in problems)
    told = check_text("Mrs Patel of 12 Mill Lane said that he was born on 14/03/2019.")
    assert {"E02", "E04", "E07"} <= {problem.rule for problem in told}


def test_the_learning_is_a_course_for_everyone_that_any_learning_system_takes(
    open_as: Callable[..., AppTest],
) -> None:
    course = load_course(ROOT / "courses" / "when-is-a-review-held")
    files = package_files(course, Format.SCORM_12)
    assert {"imsmanifest.xml", "index.html"} <= set(files)
    assert "Neglect" in said(open_as("ada", "learning"))


def test_a_review_is_public_for_three_years_then_kept_in_an_archive_that_can_be_asked_for(
    library: Library, county: Database, who: Callable[[str], Actor]
) -> None:
    reader = Reader.of(())
    for slug, published in (("derbyshire-ads13", date(2018, 1, 5)), ("derbyshire-ads14", date(2017, 9, 5))):
        assert library.reviews[slug].documents[0].published == published
        assert slug in library.room(reader, published + timedelta(days=30)).reviews
        assert slug not in library.room(reader, today()).reviews
    assert library.boards.boards["derbyshire"].archive_since == 2010

    request = archive.ask(county, who("ada"), "derbyshire-ads13", purpose="training", reason="For my team")
    archive.decide(county, who("bo"), request, grant=True, reason="It fits", until=today())
    granted = archive.granted(county, person(county, "ada"), today())
    assert "derbyshire-ads13" in library.room(Reader.of((), granted), today()).reviews
    assert [step.action for step in archive.steps(county, who("ada"), request)] == [
        "archive.asked",
        "archive.granted",
    ]
    elsewhere = library.reviews["marrowshire-2021-kestrel"]
    assert elsewhere.board.startswith("Marrowshire")
    assert any("Wrenshire" in connection.board for connection in elsewhere.local_connections)


# Calderdale


def test_each_review_has_its_own_documents_and_the_matrix_says_which(room: Room) -> None:
    matrix = {row.review.slug: row for row in completeness(room).rows}
    held = {
        label: {type for type, cell in matrix[f"calderdale-child-{label}"].cells.items() if cell == "has"}
        for label in "abcdjkmp"
    }
    response, briefing, overview, summary = (
        "board response",
        "briefing",
        "overview report",
        "executive summary",
    )
    assert held == {
        "a": {summary},
        "b": {summary},
        "c": {summary},
        "d": {response, briefing, summary, overview},
        "j": {response, briefing, overview},
        "k": {response, overview},
        "m": {response, briefing, overview},
        "p": {briefing},
    }
    assert {review.slug for review in room.reviews.values() if review.label in ("Child J", "Child K")} == {
        "calderdale-child-j",
        "calderdale-child-k",
        "hertfordshire-child-j",
        "hertfordshire-child-k",
    }


def test_what_must_be_public_changed_in_2013_from_summaries_to_reports(library: Library) -> None:
    before, since, *_ = library.boards.expected_documents
    assert (before.until, before.documents) == (date(2012, 12, 31), (("executive summary",),))
    assert since.since == date(2013, 1, 1)
    assert "overview report" in since.documents[0]
    assert "national panel" in since.source


def test_members_take_lessons_back_train_their_people_and_act(
    county: Database, who: Callable[[str], Actor]
) -> None:
    for how, reached in (("single-agency training", 40), ("inter-agency training", 12)):
        told = dissemination.Dissemination(HARBOUR, "north", how, "Ward staff", reached, today())
        dissemination.add(county, who("lea"), told)
    cells = dissemination.matrix(county, who("bo"), [HARBOUR, ORCHARD])
    assert cells == {("north", HARBOUR): dissemination.Cell(2, 52, today())}
    action = actions.add(
        county,
        who("lea"),
        recommendation=f"{HARBOUR}#r1",
        agency="north",
        action="Use body maps",
        due=today(),
    )
    actions.change(county, who("lea"), action, actions.Change("in progress", today()))
    assert actions.actions(county, who("bo"), today(), review=HARBOUR).rows[0].state == "in progress"


def test_what_stops_a_recommendation_is_recorded_and_others_reviews_and_briefings_are_learned_from(
    room: Room, county: Database, who: Callable[[str], Actor]
) -> None:
    action = actions.add(
        county,
        who("lea"),
        recommendation=f"{HARBOUR}#r1",
        agency="north",
        action="Use body maps",
        due=today(),
    )
    stopped = actions.Change(
        "not started", today(), "no system or data for it", "The record has no place for one"
    )
    actions.change(county, who("lea"), action, stopped)
    assert [row.name for row in actions.barriers(county, who("bo"))] == ["no system or data for it"]
    sources = {review.type for review in room.reviews.values() if review_type(review.type).source}
    assert {"thematic briefing", "research report"} <= sources
    listed = {review.slug for review in room.reviews.values() if "Calderdale" in " ".join(review.listed_by)}
    assert {
        "nspcc-thematic-briefings",
        "bradford-listed-by-calderdale",
        "derbyshire-listed-by-calderdale",
    } <= listed


# What a review is for, and how well it is done


def test_criteria_purpose_and_quality_markers_are_at_hand(
    county: Database, who: Callable[[str], Actor], open_as: Callable[..., AppTest]
) -> None:
    [then] = consider(date(2012, 5, 1), ["abuse_neglect", "child_died"], today()).answers
    assert then.says == "must"
    assert not then.current
    assert "not an inquiry into how a child died or who is culpable" in then.no_inquiry
    assert [problem.rule for problem in check_text("The nurse failed to ask.")] == ["W15"]
    markers.answer(county, who("bo"), HARBOUR, "referral", answer="met", evidence="Minutes")
    page = open_as("bo", "reviews", review=HARBOUR)
    page.segmented_control(key="records_shown").set_value("Quality markers").run()
    assert "1 of 18" in said(page)
    assert "Safety of other children first" in said(open_as("ada", "aid"))


# Derby


def test_themes_are_counted_by_year_changes_are_logged_and_briefings_written(
    room: Room, county: Database, who: Callable[[str], Actor]
) -> None:
    assert room.reviews["derby-reviews-2008-2014"].covers == (2008, 2014)
    matrix = theme_years(room.reviews.values())
    assert matrix.rows
    assert 2023 in matrix.years
    for what in impact.WHAT:
        seen = impact.ImpactEntry(
            f"{ORCHARD}#r3", None, what, "It changed", "48 of 62", "audit of records", today()
        )
        impact.add(county, who("bo"), seen)
    assert impact.impacts(county, who("lea"), review=ORCHARD).total == 2
    for make in (good_practice, top_tips):
        assert b"<html" in make(room.review(ORCHARD))["html"]


def test_operation_kern_follows_operation_retriever_in_three_perspectives_and_three_phases(
    library: Library, room: Room
) -> None:
    kern = library.reviews["derby-operation-kern"]
    assert ("follows", "derby-operation-retriever") in [
        (relation, review.slug) for relation, review in room.links("derby-operation-kern")
    ]
    table = phases(kern)
    assert [perspective for perspective, _ in table] == [
        "child or young person",
        "parents and carers",
        "professionals",
    ]
    assert [at for at in table[0][1] if at] == ["before", "during", "after"]
    court = library.courses["exploitation-and-support-through-court"]
    voices = {block.voice for page in court.pages() for block in page.blocks if block.kind == "perspective"}
    assert voices == {"young-person", "parent-or-carer", "professional"}


# Hertfordshire


def test_a_subgroup_considers_notifications_and_a_report_is_public_for_one_year(
    library: Library, county: Database, who: Callable[[str], Actor]
) -> None:
    board = who("bo")
    known = today() - timedelta(days=20)
    entry = notifications.Notified(
        "N-1", "child", "A child was seriously hurt", known, panel_due("child", known)
    )
    number = notifications.add(county, board, entry)
    meeting = meetings.arrange(county, board, today() + timedelta(days=3))
    meetings.consider(county, board, meeting, number)
    assert meetings.meetings(county, board)[0].items[0].reference == "N-1"
    assert notifications.notifications(county, board, today(), overdue=True).total == 1
    assert library.boards.boards["hertfordshire"].publishes_for == 12
    [custody] = consider(date(2016, 5, 1), ["child_died", "custody"], today()).answers
    assert custody.says == "must"


def test_a_partnership_case_review_by_workshop_gives_findings_for_the_review(
    county: Database, who: Callable[[str], Actor]
) -> None:
    held = workshops.Held(
        HARBOUR, today(), "Health visiting\nPolice", "Ask why", "Ring each other", "One form", "The form"
    )
    workshops.add(county, who("bo"), held)
    [row] = workshops.workshops(county, who("lea"), review=HARBOUR).rows
    findings = as_findings(row.lessons(), row.held_on.isoformat())
    review, problems = read_review("trial", f"{REPORT}\n{findings}\n", "trial.md")
    assert not problems
    assert review is not None
    assert [finding.tier for finding in review.findings[1:]] == ["individual", "local", "strategic"]


def test_learning_is_reported_on_three_tiers_and_found_by_search(room: Room) -> None:
    chapters = by_tier(lessons_of(room))
    assert [chapter.name for chapter in chapters] == ["individual", "local", "strategic"]
    assert all(chapter.changes for chapter in chapters)
    assert search_library(room, "body map").total
