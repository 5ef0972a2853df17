"""Headcounts and returns by a link: who makes one, what is asked about, and what each figure says of its source."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from elearn.database import Database
from elearn.days import now_utc, today
from elearn.problems import InputFault, NotAllowed, NotFound
from elearn.reporting import figures_to_ask_for
from elearn.tracker import declaring, scope
from elearn.tracker.declaring import Figure, read
from tests.tracker.conftest import bring, person

REQUIRED = """\
    course,agency,role_group,from,to,due_within_days,renew_after_months
    neglect,trust,R2,2023-01-01,,0,12
    neglect,,R3,2023-01-01,,0,12
"""


@pytest.fixture
def asked(county: Database) -> Database:
    """The county, in which something is required of two role groups at the trust, which declares headcounts."""
    bring(county, "requirements", REQUIRED)
    return county


def typed(db: Database, link: declaring.Link, **fields: str) -> dict[str, str]:
    return {"day": f"{today():%d/%m/%Y}", "seen": declaring.stamp(declaring.figures_of(db, link)), **fields}


def headcounts(db: Database) -> list[tuple[str, str, int, str]]:
    with db.read() as conn:
        return conn.tuples(
            "select agency, role_group, headcount, source from headcount order by role_group, as_at"
        )


def test_figures_come_by_a_link_with_its_name_and_can_come_again(asked: Database) -> None:
    link, token = declaring.make(asked, "trust", "headcount", "HR office", by=None)
    assert declaring.link_of(asked, token) == link
    assert [each.role_group for each in declaring.figures_of(asked, link)] == ["R3", "R2"]  # by name
    assert declaring.keep(asked, token, typed(asked, link, f0_people="65", f1_people="240")) == 2
    source = f"Link {link.id}: HR office"
    assert headcounts(asked) == [("trust", "R2", 240, source), ("trust", "R3", 65, source)]
    assert declaring.keep(asked, token, typed(asked, link, f0_people="66", f1_people="241")) == 2
    assert [row[2] for row in headcounts(asked)] == [241, 66]
    with asked.read() as conn:
        trail = str(conn.rows("select action, subject from audit_event where action like 'declaration%'"))
    assert trail.count("declaration.kept") == 2


def test_returns_ask_for_each_course_and_people_in_date_are_no_more_than_all(asked: Database) -> None:
    link, token = declaring.make(asked, "trust", "return", "HR office", by=None)
    assert {each.course for each in declaring.figures_of(asked, link)} == {"neglect"}
    wrong = typed(asked, link, f0_people="5", f0_in_date="6", f1_people="1", f1_in_date="1")
    with pytest.raises(InputFault, match="More people are in date"):
        declaring.keep(asked, token, wrong)
    assert declaring.keep(asked, token, {**wrong, "f0_in_date": "5"}) == 2
    with asked.read() as conn:
        sources = conn.column("select distinct source from aggregate_return")
    assert sources == [f"Link {link.id}: HR office"]


def test_what_may_be_a_slip_is_asked_about_and_nothing_is_kept_until_it_is_answered(asked: Database) -> None:
    link, token = declaring.make(asked, "trust", "headcount", "HR office", by=None)
    declaring.keep(asked, token, typed(asked, link, f0_people="100", f1_people="100"))
    before = headcounts(asked)
    for fields, name in (
        ({"f0_people": "79", "f1_people": "100"}, "sure_f0_people"),
        ({"f0_people": "0", "f1_people": "100"}, "sure_f0_people"),
        ({"f0_people": "100", "f1_people": ""}, "blank_f1_people"),
    ):
        got = read(declaring.figures_of(asked, link), "headcount", typed(asked, link, **fields))
        assert [each.name for each in got.questions] == [name]
        with pytest.raises(InputFault):
            declaring.keep(asked, token, typed(asked, link, **fields))
        with pytest.raises(InputFault):
            declaring.keep(asked, token, typed(asked, link, **fields, **{name: "anything"}))
    assert headcounts(asked) == before
    with pytest.raises(InputFault, match="Correct it"):
        declaring.keep(asked, token, typed(asked, link, f0_people="79", f1_people="99", sure_f0_people="no"))
    answered = {"f0_people": "79", "sure_f0_people": "yes", "blank_f1_people": "unknown"}
    assert declaring.keep(asked, token, typed(asked, link, **answered)) == 1
    assert [row[2] for row in headcounts(asked)] == [100, 79]
    none = {"f0_people": "79", "blank_f1_people": "none", "sure_f1_people": "yes"}
    assert declaring.keep(asked, token, typed(asked, link, **none)) == 2
    assert [row[2] for row in headcounts(asked)] == [0, 79]


def test_a_day_to_come_no_day_no_figure_and_other_figures_meanwhile_are_refused(asked: Database) -> None:
    link, token = declaring.make(asked, "trust", "headcount", "HR office", by=None)
    fields = {"f0_people": "1", "f1_people": "2"}
    for day, said in (
        (f"{today() + timedelta(days=1):%d/%m/%Y}", "not come"),
        ("", "blank"),
        ("31/02/2026", "exists"),
    ):
        with pytest.raises(InputFault, match=said):
            declaring.keep(asked, token, {**typed(asked, link, **fields), "day": day})
    unknown = {"blank_f0_people": "unknown", "blank_f1_people": "unknown"}
    with pytest.raises(InputFault, match="no figure"):
        declaring.keep(asked, token, typed(asked, link, **unknown))
    seen = typed(asked, link, **fields)
    bring(asked, "headcounts", "agency,role_group,as_at,headcount\ntrust,R2,2024-01-01,2\n")
    with pytest.raises(InputFault, match="Other figures"):
        declaring.keep(asked, token, seen)


def test_no_figure_becomes_another_s_if_other_role_groups_are_asked_meanwhile(asked: Database) -> None:
    link, token = declaring.make(asked, "trust", "headcount", "HR office", by=None)
    seen = typed(asked, link, f0_people="65", f1_people="240")
    with asked.write() as conn:  # R1 in the place of R2
        conn.execute("update requirement set role_group = 'R1' where role_group = 'R2'")
    with pytest.raises(InputFault, match="have come in"):
        declaring.keep(asked, token, seen)
    assert headcounts(asked) == []


def test_a_revoked_and_an_expired_link_take_nothing(asked: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    link, token = declaring.make(asked, "trust", "headcount", "HR office", by=None)
    late = now_utc() + timedelta(days=declaring.DAYS, minutes=1)
    with monkeypatch.context() as later:
        later.setattr("elearn.tracker.declaring.link.now_utc", lambda: late)
        assert declaring.link_of(asked, token) is None
    declaring.revoke(asked, link.id, by=None)
    assert declaring.link_of(asked, token) is None
    with pytest.raises(NotFound):
        declaring.keep(asked, token, typed(asked, link, f0_people="1", f1_people="1"))
    assert declaring.link_of(asked, "nothing") is None


def test_leads_make_see_and_revoke_links_of_their_own_agencies_alone(asked: Database) -> None:
    lead = scope.actor(asked, person(asked, "ann@council.example"))
    with pytest.raises(NotFound):
        declaring.make(asked, "trust", "headcount", "HR office", by=lead)
    theirs, _token = declaring.make(asked, "trust", "headcount", "HR office", by=None)
    own, _token = declaring.make(asked, "social-work", "return", "Team manager", by=lead)
    assert [each.id for each in declaring.links(asked, by=lead)] == [own.id]
    with pytest.raises(NotFound):
        declaring.revoke(asked, theirs.id, by=lead)
    with pytest.raises(NotAllowed):
        declaring.links(asked, by=scope.actor(asked, person(asked, "cy@school.example")))
    for what, label, said in (("people", "x", "neither"), ("headcount", " ", "for whom")):
        with pytest.raises(InputFault, match=said):
            declaring.make(asked, "trust", what, label, by=None)


def test_agencies_without_fresh_figures_are_asked_first_the_oldest_first(asked: Database) -> None:
    assert [(each.agency, each.on) for each in figures_to_ask_for(asked, by=None)] == [("trust", None)]
    bring(asked, "headcounts", "agency,role_group,as_at,headcount\ntrust,R2,2024-01-01,2\n")
    assert [each.on for each in figures_to_ask_for(asked, by=None)] == [date(2024, 1, 1)]
    lead = scope.actor(asked, person(asked, "ann@council.example"))
    assert figures_to_ask_for(asked, by=lead) == []
    bring(asked, "headcounts", f"agency,role_group,as_at,headcount\ntrust,R2,{today()},2\n")
    assert figures_to_ask_for(asked, by=None) == []
    bring(asked, "headcounts", "agency,role_group,as_at,headcount\ntrust,R3,2024-03-01,2\n")
    assert [each.on for each in figures_to_ask_for(asked, by=None)] == [date(2024, 3, 1)]  # its oldest part


def test_a_link_works_until_a_day_in_london(asked: Database) -> None:
    link, _token = declaring.make(asked, "trust", "headcount", "HR office", by=None)
    assert replace(link, expires_at="2026-07-01T23:30:00.000Z").until == date(2026, 7, 2)


@given(before=some.integers(0, 1_000), now=some.integers(0, 1_000))
def test_a_figure_is_asked_about_exactly_if_it_differs_by_more_than_a_fifth(before: int, now: int) -> None:
    figure = Figure("f0", "R2", "Regular contact", "", "", before, None, date(2024, 1, 1))
    got = read([figure], "headcount", {"day": f"{today():%d/%m/%Y}", "f0_people": str(now)})
    assert bool(got.questions) == (abs(now - before) > before / 5)
    assert not got.problems
