"""A lead's home and a person's page: what comes before Streamlit is what it draws, and nobody sees others' people."""

import re
from collections.abc import Callable, Mapping
from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

from elearn.app import person_why, session
from elearn.app.screens import directory, due
from elearn.database import Database
from elearn.days import today
from elearn.tracker import exemptions
from elearn.tracker.meeting import Fact, Rule, months_later
from elearn.tracker.scope import actor
from elearn.tracker.why import Credit, Under
from tests.app.conftest import person, said, screen

Open = Callable[..., AppTest]


def words(html: str) -> set[str]:
    """The texts of a page, each once."""
    kept = re.sub(r"<wbr>|<div class=\"ahead-choices.*?</div>|<(style|script).*?</\1>", "", html, flags=re.S)
    return {" ".join(text.split()) for text in re.split(r"<[^>]*>", kept) if text.strip()}


@pytest.mark.parametrize("name", ["lea", "al"])
def test_who_is_due_is_there_whole_before_streamlit_has_started(
    county: Database, open_as: Open, name: str
) -> None:
    shown = words(said(open_as(name, "due")))
    ahead = words(due.ahead(actor(county, person(county, name))))
    assert "Ada Learner" in ahead
    assert ahead - shown == set()


@pytest.mark.parametrize(("name", "module"), [("lea", "due"), ("al", "directory")])
def test_a_person_s_page_is_there_down_to_their_posts(
    county: Database, open_as: Open, name: str, module: str
) -> None:
    query = {"person": str(person(county, "ada")), "as-at": "2021-02-15"}
    shown = words(said(open_as(name, module, **query)))
    ahead_of: Callable[[object, Mapping[str, str]], str] = {"due": due, "directory": directory}[
        module
    ].ahead_of  # type: ignore[attr-defined]
    ahead = words(ahead_of(actor(county, person(county, name)), query))
    assert "Never: due by 31 January 2021, 30 days after the requirement began on 1 January 2021." in ahead
    assert ahead - shown == set()


@pytest.mark.parametrize("query", [{"person": "x"}, {"person": "1", "as-at": "soon"}, {"course": "neglect"}])
def test_what_an_address_asks_otherwise_is_left_to_streamlit(county: Database, query: dict[str, str]) -> None:
    assert due.ahead_of(actor(county, person(county, "lea")), query) == ""


def test_a_lead_sees_nobody_of_another_agency(county: Database, open_as: Open) -> None:
    page = said(open_as("lea", "due", person=str(person(county, "sam"))))
    assert "There is no such person here" in page
    assert "Sam Secret" not in page


def test_names_are_not_kept_after_a_page_is_drawn(county: Database, open_as: Open) -> None:
    app = open_as("lea", "due", person=str(person(county, "ada")))
    assert "Ada Learner" in said(app)
    assert "person_seen" not in app.session_state


def test_what_waits_and_what_was_decided_are_at_the_homes(county: Database, open_as: Open) -> None:
    lea, al = (actor(county, person(county, name)) for name in ("lea", "al"))
    asked = {"course": "neglect", "to_day": None, "reason": "Teaches it"}
    first, second = (
        exemptions.ask(county, lea, person(county, name), from_day=today(), **asked)  # type: ignore[arg-type]
        for name in ("ada", "tom")
    )
    page = said(open_as("al", "requirements"))
    assert "2 exemptions wait for a decision" in page
    assert "Since today" in page
    assert f'href="?asked={first}"' in page
    exemptions.refuse(county, second, by=al, reason="One of two is enough")
    exemptions.approve(county, first, by=al)
    home = said(open_as("lea", "due"))
    assert "One of two is enough" in home
    assert home.count(f'href="?person={person(county, "ada")}"') == 1  # the answer alone: she is due no more
    one = said(open_as("lea", "due", person=str(person(county, "ada"))))
    assert "Reason: Teaches it" in one


def test_a_request_is_refused_on_its_own_page(county: Database, sign_in: Callable[[str], int]) -> None:
    lea = actor(county, person(county, "lea"))
    request = exemptions.ask(
        county,
        lea,
        person(county, "ada"),
        course="neglect",
        from_day=today(),
        to_day=None,
        reason="Teaches it",
    )
    sign_in("al")
    app = screen("requirements", asked=str(request)).run()
    [field] = [each for each in app.text_area if each.label == "Why it is refused"]
    field.set_value("It is not")
    [button] = [each for each in app.button if each.label == "Refuse it"]
    app = button.click().run()
    assert "The exemption is refused." in said(app)
    assert exemptions.waiting(session.database(), None).total == 0


def test_all_that_leaves_the_window_on_one_day_is_said_together() -> None:
    rule = Rule.of("hours", 12, minutes=60)
    day = date(2026, 3, 1).toordinal()
    facts = [Fact(day, minutes=30, of=of) for of in ("a", "b")] + [Fact(day + 1, minutes=20, of="c")]
    credits = tuple(Credit(each, months_later(each.day, 12)) for each in facts)
    under = Under(1, day, day, 30, day, rule, 0, day + 365, credits)
    told = person_why.under_in_words(under, {"a": "A", "b": "B", "c": "C"}, date(2026, 3, 5))
    assert "After 1 March 2027, the 1 hour of “A”, “B” no longer count, and 20 minutes are left." in told
