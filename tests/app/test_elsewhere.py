"""The screens of learning from elsewhere: whose they are, what they keep, and what they say."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from streamlit.testing.v1 import AppTest

from elearn.database import Database
from elearn.days import today
from elearn.tracker import outside, standing
from elearn.tracker.outside import Decision
from elearn.tracker.scope import actor
from tests.app.conftest import person, said
from tests.tracker.outside import evidence, learned, picture

Open = Callable[..., AppTest]


def record(db: Database, name: str, **more: object) -> int:
    day = today() - timedelta(days=30)
    new = learned(completed_on=day, **more)
    return outside.record(db, actor(db, person(db, name)), new, evidence(picture(), "proof.png"))


@pytest.fixture
def required(county: Database) -> Database:
    """Hours and an update are required of everyone."""
    with county.write() as conn:
        conn.execute(
            """
            insert into course (id, title, kind, ours)
            values ('hours', 'Hours of learning', 'hours', 0), ('update', 'Yearly update', 'update', 0)
            """
        )
        conn.execute(
            """
            insert into requirement
                (course, from_day, renew_after_months, minutes, participatory_percent, counts_outside)
            values ('hours', '2023-01-01', 36, 720, 50, 1), ('update', '2023-01-01', 12, null, 0, 1)
            """
        )
        standing.refresh(conn, None)
    return county


def test_a_learner_sees_their_own_records_and_nobody_else_s(open_as: Open, county: Database) -> None:
    own, other = record(county, "ada"), record(county, "sam", title="Another study day")
    words = said(open_as("ada", "elsewhere"))
    assert "Study day on neglect" in words
    assert "Another study day" not in words
    assert "Waiting for a decision" in words
    assert "To ask what a day is like" in said(open_as("ada", "elsewhere", record=str(own)))
    for id in (str(other), "999", "x", "9" * 40):
        page = open_as("ada", "elsewhere", record=id)
        assert not page.exception
        assert "There is no such record" in said(page)


def test_only_leads_of_theirs_see_what_waits(open_as: Open, county: Database) -> None:
    mine, other = record(county, "ada"), record(county, "sam")
    assert "Ada Learner" in said(open_as("lea", "approving"))
    assert "Sam Secret" not in said(open_as("lea", "approving"))
    assert "Ada Learner" in said(open_as("lea", "approving", search="ada LEARNER"))
    assert "Nothing found" in said(open_as("lea", "approving", search="Sam Secret"))
    assert "There is no such record" in said(open_as("lea", "approving", record=str(other)))
    assert "Sam Secret" in said(open_as("al", "approving", record=str(other)))
    for name in ("ada", "tom", "bo"):
        words = said(open_as(name, "approving", record=str(mine)))
        assert "Ada Learner" not in words


def test_a_lead_does_not_find_their_own_among_what_waits(open_as: Open, county: Database) -> None:
    id = record(county, "lea")
    assert "Nothing waits for you" in said(open_as("lea", "approving"))
    assert "This is your own." in said(open_as("lea", "approving", record=str(id)))


def test_what_is_wrong_is_said_and_what_was_typed_stays(open_as: Open) -> None:
    page = open_as("ada", "elsewhere", record="new")
    page.text_input(key="elsewhere_form_0_title").set_value("Conference")
    page.text_area(key="elsewhere_form_0_note").set_value("Ring Mrs Patel on 01234 567890.")
    page = page.button[0].click().run()
    assert "Not saved yet" in said(page)
    assert "names a person" in said(page)
    assert page.text_input(key="elsewhere_form_0_title").value == "Conference"


def test_a_lead_approves_and_says_so_although_no_mail_can_be_sent(open_as: Open, required: Database) -> None:
    id = record(required, "ada", hours=12)
    page = open_as("lea", "approving", record=str(id))
    assert "0 minutes of 12 hours" in said(page)
    page = next(each for each in page.button if each.label == "Approve it").click().run()
    words = said(page)
    assert "It is approved and counts now. No e-mail was sent" in words
    assert "Nothing waits for you" in words
    words = said(open_as("ada", "elsewhere"))
    assert "12 hours of 12 hours" in words
    assert "Enough" in words


def test_declining_needs_a_reason(open_as: Open, county: Database) -> None:
    id = record(county, "ada")
    page = open_as("lea", "approving", record=str(id))
    page = next(each for each in page.button if each.label == "Decline it").click().run()
    assert "Nothing is written in “Reason”" in said(page)
    page.text_area[-1].set_value("Please say when it was.")
    page = next(each for each in page.button if each.label == "Decline it").click().run()
    assert "It is declined." in said(page)
    assert "Please say when it was." in said(open_as("ada", "elsewhere"))


def test_an_update_is_written_and_a_lead_sees_that_it_is_there(open_as: Open, required: Database) -> None:
    assert "Nothing to reflect on yet" in said(open_as("ada", "elsewhere", update="update"))
    outside.approve(required, None, record(required, "ada"), Decision())
    page = open_as("ada", "elsewhere", update="update")
    page.text_area[0].set_value("I wait for the answer.")
    page = page.button[0].click().run()
    assert "The update counts from today." in said(page)
    assert "I wait for the answer." in said(page)
    words = said(open_as("lea", "due", person=str(person(required, "ada"))))
    assert "Yearly update" in words
    assert "I wait for the answer." not in words


def test_an_update_that_nobody_asks_for_says_so(open_as: Open, required: Database) -> None:
    with required.write() as conn:
        conn.execute("update requirement set to_day = '2024-01-01' where course = 'update'")
    assert "Nobody asks you for this update now" in said(open_as("ada", "elsewhere", update="update"))
    unknown = said(open_as("ada", "elsewhere", update="neglect"))
    assert "There is no such update" in unknown
    assert "<h1>Learning from elsewhere</h1>" in unknown


def test_somebody_who_registered_by_themselves_records_nothing(county: Database) -> None:
    from dataclasses import replace

    from elearn.problems import NotAllowed

    stranger = replace(actor(county, person(county, "ada")), registered=True)
    with pytest.raises(NotAllowed):
        outside.record(county, stranger, learned())
