"""Recommendations that nobody acts on: on the review, on Follow-up, on each home, and in place of an empty register."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from elearn.app.registers import recommended
from elearn.database import Database
from elearn.days import today
from elearn.settings import settings
from elearn.tracker.registers import actions, dissemination
from tests.app.conftest import ROOT, said
from tests.app.test_registers import press, who, widget

Open = Callable[..., AppTest]
OURS = "ours-2025-ferry"
REVIEW = """\
---
board: Wrenshire Safeguarding Children Partnership
label: Ferry
type: learning review
year: 2025
origin: fictional
{more}documents:
  - {{type: briefing, published: {published}}}
---

# Ferry (a fictional review)

## What happened

Fiction.

## What went well

Much.

## What must change

Some.

{recommendations}
"""
RECOMMENDATION = """\
:::{{recommendation}} {id}
:tier: local
{lines}
Each service writes down what it sees, as {id} says.
:::
"""


@pytest.fixture
def write(county: Database, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[..., None]:
    """Writes a review of our board into a library of its own. `more` are further lines at its head."""
    folder = tmp_path / "ours"
    folder.mkdir()
    text = (ROOT / "reviews" / "boards.yaml").read_text(encoding="utf-8")
    (folder / "boards.yaml").write_text(text, encoding="utf-8")
    monkeypatch.setenv("ELEARN_REVIEWS", str(folder))
    settings.cache_clear()

    def written(*recommendations: str, more: str = "") -> None:
        made = "\n".join(
            RECOMMENDATION.format(id=f"r{number}", lines=lines)
            for number, lines in enumerate(recommendations, 1)
        )
        published = today() - timedelta(days=60)
        whole = REVIEW.format(more=more, published=published, recommendations=made)
        (folder / f"{OURS}.md").write_text(whole, encoding="utf-8")

    return written


def owner(words: str, days: int | None = None) -> str:
    due = "" if days is None else f":due: {today() + timedelta(days=days)}\n"
    return f":owner: {words}\n{due}"


def test_the_review_names_who_has_not_acted_past_due_first_and_who_nobody_here_is(
    write: Callable[..., None], open_as: Open
) -> None:
    write(owner("school, youth justice", 30), owner("acute health", -10), "")
    app = open_as("bo", "reviews", review=OURS)
    words = said(app)
    places = [
        words.index(each)
        for each in (
            "10 days overdue",
            "South Schools",
            "No agency here is “youth justice”",
            "Nobody is named",
        )
    ]
    assert places == sorted(places)
    assert "4 answers are missing" in words
    assert "1 is past due." in words
    assert f"reviews?review={OURS}#r2" in words
    lead = said(open_as("lea", "reviews", review=OURS))
    assert "1 answer is missing" in lead
    assert "South Schools" not in lead
    assert "youth justice" not in lead.partition("What came of it")[2]
    assert "Not acted on" not in said(open_as("ada", "reviews", review=OURS))


def test_a_link_opens_the_form_with_the_recommendation_and_the_agency_chosen_and_what_is_sent_answers(
    write: Callable[..., None], county: Database, open_as: Open
) -> None:
    write(owner("school", 30), owner("acute health, school", -10))
    link = f"dissemination-and-actions?recommendation={OURS}%23r2&amp;owner=north&amp;record=action"
    assert link in said(open_as("lea", "follow_up"))
    app = open_as("lea", "follow_up", recommendation=f"{OURS}#r2", owner="north", record="action")
    assert "10 days overdue" in said(app)
    assert widget(app, "selectbox", f"action_add_{OURS}#r2_north_0_recommendation").value == f"{OURS}#r2"  # type: ignore[attr-defined]
    widget(app, "text_area", "action_add").set_value("A plan for every ward")  # type: ignore[attr-defined]
    words = press(app, "Add it")
    assert "<dd>An action</dd>" in words
    assert "overdue" not in words
    [action] = actions.actions(county, who(county, "lea"), today()).rows
    assert (action.recommendation, action.agency) == (f"{OURS}#r2", "north")
    assert "Everyone who must act has recorded" in said(open_as("lea", "follow_up"))
    whole = said(open_as("bo", "reviews", review=OURS))
    assert "Answers so far: 1" in whole
    assert "2 answers are missing" in whole


def test_what_another_board_asks_for_has_its_day_and_is_late_for_nobody_here(
    county: Database, open_as: Open
) -> None:
    kestrel = "marrowshire-2021-kestrel"
    query = {"recommendation": f"{kestrel}#r1", "owner": "north", "record": "action"}
    words = said(open_as("bo", "follow_up", **query))
    assert "<dd>31 March 2022</dd>" in words
    assert "None yet" in words
    assert "so none here has to act on them" in words
    app = open_as("bo", "follow_up", **query)
    widget(app, "text_area", "action_add").set_value("A call to the next area")  # type: ignore[attr-defined]
    words = press(app, "Add it")
    assert "<dd>An action</dd>" in words
    assert "overdue" not in words


@pytest.mark.parametrize("query", [{"owner": "south"}, {"owner": "nobody"}, {"recommendation": f"{OURS}#r9"}])
def test_a_form_for_another_agency_or_for_nothing_is_not_found(
    write: Callable[..., None], open_as: Open, query: dict[str, str]
) -> None:
    write(owner("acute health, school"))
    app = open_as("lea", "follow_up", **{"recommendation": f"{OURS}#r1", "owner": "north", **query})
    assert "no such recommendation" in said(app)
    assert not app.text_area


def test_the_list_is_filtered_by_review_agency_and_what_is_overdue_in_the_address(
    write: Callable[..., None], open_as: Open
) -> None:
    write(owner("school", 30), owner("acute health, school", -10))
    assert "3 answers are missing" in said(open_as("bo", "follow_up"))
    assert "2 answers are missing" in said(open_as("bo", "follow_up", agency="south"))
    late = said(open_as("bo", "follow_up", overdue="yes", agency="south", review=OURS))
    assert "1 answer is missing" in late


def test_each_home_says_what_waits_and_leads_to_it(write: Callable[..., None], open_as: Open) -> None:
    for name, module in (("lea", "due"), ("bo", "board"), ("al", "setup")):
        words = said(open_as(name, module))
        assert "missing" not in words
    assert "There is nothing to act on: no recommendation names your agency" in said(open_as("lea", "due"))
    write(owner("acute health", 30), *[owner("acute health, housing", -number) for number in range(10, 16)])
    lead = said(open_as("lea", "due"))
    assert "7 answers to recommendations are missing" in lead
    assert "6 past due" in lead
    assert lead.count("record=action") == 5
    assert lead.index("Ferry, Wrenshire, 2025, r7") < lead.index("Ferry, Wrenshire, 2025, r6")
    assert "r1:" not in lead
    assert "North Trust" not in lead.partition("7 answers")[2].partition("See all")[0], "it is the only one"
    for name, module in (("bo", "board"), ("al", "setup")):
        words = said(open_as(name, module))
        assert "12 past due" in words
        assert "13 answers to recommendations" in words
        assert 'href="dissemination-and-actions"' in words


def test_a_home_knows_at_once_what_somebody_has_done(
    write: Callable[..., None], county: Database, open_as: Open
) -> None:
    write(owner("acute health, school", -3))
    assert "2 answers to recommendations" in said(open_as("bo", "board"))
    told = dissemination.Dissemination(OURS, "north", "e-mail", "All wards", 5, today())
    number = dissemination.add(county, who(county, "lea"), told)
    assert "1 answer to a recommendation" in said(open_as("bo", "board"))
    dissemination.strike(county, who(county, "lea"), number, reason="In error")
    assert "2 answers to recommendations" in said(open_as("bo", "board"))


@pytest.mark.parametrize(
    ("shown", "empty"),
    [
        ("actions", "No action"),
        ("dissemination", "Nothing recorded"),
        ("impact", "No impact recorded"),
        ("workshops", "No workshop"),
    ],
)
def test_an_empty_register_says_which_recommendations_wait_for_whom_and_leads_to_the_form(
    write: Callable[..., None], open_as: Open, shown: str, empty: str
) -> None:
    write(owner("acute health", 30), owner("school", -10))
    words = said(open_as("bo", "reviews", review=OURS, records=shown))
    _, _, after = words.partition(f"<h2>{empty}</h2>")
    assert "r2: Each service writes down" in after
    assert "South Schools" in after
    assert f"The next is due on {_day(30)}." in after
    assert "record=action" in after
    if shown != "workshops":
        on_its_own = said(open_as("bo", "follow_up", shown=shown)).partition(f"<h2>{empty}</h2>")[2]
        assert "South Schools" in on_its_own


def _day(days: int) -> str:
    day = today() + timedelta(days=days)
    return f"{day.day} {day:%B %Y}"


@pytest.mark.parametrize(
    ("recommendations", "more", "why"),
    [
        ((), "", "this review has no recommendation"),
        ((":owner: acute health\n",), "status: draft\n", "once a person has confirmed the draft"),
        ((":owner: school\n",), "", "no recommendation names your agency"),
    ],
)
def test_if_there_is_nothing_to_act_on_the_review_says_why(
    write: Callable[..., None], open_as: Open, recommendations: tuple[str, ...], more: str, why: str
) -> None:
    write(*recommendations, more=more)
    name = "bo" if "draft" in more else "lea"
    for shown in ("waiting", "actions"):
        assert why in said(open_as(name, "reviews", review=OURS, records=shown))


def test_reviews_of_other_boards_and_drafts_ask_nothing_of_agencies_here(
    county: Database, open_as: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = said(open_as("bo", "reviews", review="marrowshire-2021-kestrel"))
    assert "are for the agencies of Marrowshire Safeguarding Children Partnership" in page
    assert "We do not know which board is yours" in said(open_as("bo", "follow_up"))
    monkeypatch.setenv("ELEARN_ORGANISATION", "Marrowshire Safeguarding Children Partnership")
    settings.cache_clear()
    assert {each.review for each in recommended.recommended()} == {"marrowshire-2021-kestrel"}
    words = said(open_as("bo", "follow_up"))
    assert "Kestrel" in words
    assert "We do not know which board is yours" not in words


def test_a_review_that_is_held_back_is_not_named_to_a_lead_who_may_not_read_it(
    write: Callable[..., None], county: Database, open_as: Open
) -> None:
    write(owner("acute health", -10), more="audience: restricted\n")
    for module in ("follow_up", "due"):
        words = said(open_as("lea", module))
        assert "A review held back from publication, r1" in words
        assert "Ferry" not in words
        assert OURS not in words
    assert "Ask the board" in said(open_as("lea", "follow_up"))
    assert "Ferry" in said(open_as("bo", "follow_up"))
    number = actions.add(
        county, who(county, "bo"), recommendation=f"{OURS}#r1", agency="north", action="A plan", due=None
    )
    words = said(open_as("lea", "follow_up", action=str(number)))
    assert "A review held back from publication, r1" in words
    assert "You may not read this review" in words
    assert OURS not in words


def test_zero_people_ask_whether_it_was_done(
    write: Callable[..., None], county: Database, open_as: Open
) -> None:
    write(owner("acute health", -10))
    app = open_as("lea", "follow_up", recommendation=f"{OURS}#r1", owner="north", record="dissemination")
    assert widget(app, "number_input", "dissemination").value is None  # type: ignore[attr-defined]
    widget(app, "text_input", "dissemination").set_value("Ward staff")  # type: ignore[attr-defined]
    assert "No number of people is given" in press(app, "Record it")
    assert "Not saved yet" in press(app, "Record it")
    app.radio[0].set_value("not done")
    words = press(app, "Record it")
    assert "It is not done yet, so it is not recorded as done." in words
    assert "Add an action with its day" in words
    app.radio[0].set_value("not counted")
    words = press(app, "Record it")
    assert "<dd>A dissemination</dd>" in words
    assert "Not counted" in words
    [record] = dissemination.records(county, who(county, "lea")).rows
    assert (record.reached, record.done_without_count, record.audience) == (0, True, "Ward staff")
    assert "People not counted" in said(open_as("bo", "follow_up", shown="dissemination"))


def test_a_record_with_zero_people_is_marked_and_answered(
    write: Callable[..., None], county: Database, open_as: Open
) -> None:
    write(owner("acute health", -10))
    with county.write() as conn:
        conn.execute(
            """
            insert into dissemination (review, agency, how, audience, reached, given_on, recorded_at)
            values (:review, 'north', 'e-mail', 'All wards', 0, '2026-01-05', '2026-01-05T00:00:00.000+00:00')
            """,
            {"review": OURS},
        )
    app = open_as("lea", "follow_up", shown="dissemination")
    words = said(app)
    assert words.count("0 people: was it done?") == 2
    assert "1 answer to a recommendation is missing" in words
    assert "Nothing is chosen" in press(app, "Save the answer")
    widget(app, "radio", "dissemination_unclear").set_value("counted")  # type: ignore[attr-defined]
    assert "do not go together" in press(app, "Save the answer")
    widget(app, "number_input", "dissemination_unclear").set_value(7)  # type: ignore[attr-defined]
    words = press(app, "Save the answer")
    assert "7 people" in words
    assert "was it done" not in words
    assert "Everyone who must act has recorded" in words


def test_a_row_names_a_few_of_many_courses_and_leads_to_the_others(
    write: Callable[..., None], open_as: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    many = [(f"Course number {number}", f"learning?course=c{number}") for number in range(1, 6)]
    monkeypatch.setattr("elearn.app.registers.shelf.courses", lambda _room, _reference: many)
    write(owner("school", 30))
    words = said(open_as("bo", "follow_up"))
    assert "Course number 3" in words
    assert "Course number 4" not in words
    assert f'<a href="reviews?review={OURS}#r1">2 more courses</a>' in words
