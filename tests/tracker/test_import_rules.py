"""Files of what counts: hours, updates, editions, equivalences, and requirements that make sense."""

from textwrap import dedent

import pytest
from hypothesis import given
from hypothesis import strategies as st

from elearn.database import Database
from elearn.problems import BadValue, InputFault, NotFound
from elearn.tracker import directory, imports, rule_lists
from elearn.tracker.imports import counting_cells as cells
from elearn.tracker.scope import Scope
from tests.tracker.conftest import bring, person, register

UPDATE = "id,title,kind\nour-update,Our update,update\n"


def look(db: Database, kind: str, text: str) -> imports.Preview:
    return imports.preview(db, kind, dedent(text).encode(), f"{kind}.csv")


def told(db: Database, kind: str, text: str) -> list[str]:
    """What is wrong with the rows of a file, by column and rule."""
    found = look(db, kind, text)
    return [f"{each.path} {each.rule}" for line in found.rejected for each in line.problems]


def requirement(**values: str) -> str:
    """A file with one requirement."""
    row = {"course": "neglect", "agency": "", "role_group": "", "from": "2026-01-01", **values}
    quoted = [f'"{value}"' if "," in value else value for value in row.values()]
    return f"{','.join(row)}\n{','.join(quoted)}\n"


HOURS = {"course": "learning-hours", "hours": "12", "renew_after_months": "36"}


@pytest.mark.parametrize(
    ("values", "wrong"),
    [
        ({}, []),
        ({"hours": "12"}, ["hours"]),
        ({"participatory": "50"}, ["participatory"]),
        ({"hours": "12", "participatory": "50"}, ["hours", "participatory"]),
        (HOURS, []),
        ({**HOURS, "participatory": "50%", "counts_outside": "yes"}, []),
        ({"course": "learning-hours"}, ["hours", "renew_after_months"]),
        ({**HOURS, "renew_from": "expiry", "counts_replaced": "yes"}, ["counts_replaced", "renew_from"]),
        ({"course": "our-update"}, ["renew_after_months"]),
        ({"course": "our-update", "renew_after_months": "12"}, []),
        ({"course": "our-update", "renew_after_months": "12", "hours": "3"}, ["hours"]),
        ({"renew_from": "expiry"}, ["renew_after_months"]),
        ({"renew_from": "day", "renew_after_months": "12"}, ["renew_on"]),
        ({"renew_from": "day", "renew_after_months": "12", "renew_on": "31 March"}, []),
        ({"renew_on": "03-31", "renew_after_months": "12"}, ["renew_on"]),
        ({"renew_early_months": "3", "renew_after_months": "12"}, ["renew_early_months"]),
        (
            {"renew_from": "expiry", "renew_early_months": "12", "renew_after_months": "12"},
            ["renew_early_months"],
        ),
        ({"renew_from": "expiry", "renew_early_months": "3", "renew_after_months": "12"}, []),
        ({"edition": "old"}, ["edition"]),
        ({"edition": "Wren standard, 2nd"}, []),
    ],
)
def test_a_requirement_says_what_its_kind_needs_and_no_more(
    county: Database, values: dict[str, str], wrong: list[str]
) -> None:
    bring(county, "courses", UPDATE)
    bring(
        county,
        "editions",
        "id,standard,edition,from,to\nold,Wren standard,1st,2020-01-01,2025-12-31\n"
        "new,Wren standard,2nd,2025-06-01,\n",
    )
    assert sorted(told(county, "requirements", requirement(**values))) == [
        f"{each} senseless" for each in wrong
    ]
    found = look(county, "requirements", requirement(**values))
    assert all(each.remedy for each in found.problems())


@given(st.integers(1, 60_000))
def test_hours_are_read_back_as_the_same_minutes(minutes: int) -> None:
    assert cells.hours(cells.hours_text(minutes), "hours") == minutes


@given(st.dates())
def test_a_day_of_the_year_is_read_in_each_of_its_forms(day: object) -> None:
    stored = f"{day:%m-%d}"
    words = cells.day_of_year_text(stored)
    for text in (stored, words, f"{words} 2028" if stored != "02-29" else words, f"{day:%d-%b}"):
        assert cells.day_of_year(text, "renew_on") == stored


@pytest.mark.parametrize("text", ["31 February", "13-01", "31/03", "soon", "2026", "00-10", "31"])
def test_what_is_no_day_of_the_year_is_refused(text: str) -> None:
    with pytest.raises(BadValue):
        cells.day_of_year(text, "renew_on")


@pytest.mark.parametrize("text", ["0", "-1", "12:30", "1,5", "many", "1001", "12%"])
def test_what_is_no_number_of_hours_is_refused(text: str) -> None:
    with pytest.raises(BadValue):
        cells.hours(text, "hours")


def test_hours_and_updates_are_taken_by_nobody(county: Database) -> None:
    bring(county, "courses", UPDATE)
    header = "email,course,completed_on,passed"
    ann = "ann@council.example"
    rows = f"{header}\n{ann},our-update,2026-01-01,yes\n{ann},Hours of learning,2026-01-01,yes\n"
    assert told(county, "completions", rows) == ["course not-taken", "course not-taken"]
    assert (
        told(
            county,
            "exemptions",
            "email,course,from,reason\nann@council.example,our-update,2026-01-01,Leave\n",
        )
        == []
    )
    with pytest.raises(NotFound):
        imports.preview(county, "completions", f"{header}\n".encode(), "a.csv", course="our-update")
    assert {each.id for each in directory.courses(county)} == {"bruising", "neglect"}
    every = {each.id: each.kind for each in directory.courses(county, kinds=None)}
    assert every == {
        "bruising": "course",
        "neglect": "course",
        "learning-hours": "hours",
        "our-update": "update",
    }
    with pytest.raises(InputFault, match="hours or an update"):
        register(county, "our-update")


def test_a_kind_stays_once_something_names_it(county: Database) -> None:
    bring(county, "courses", UPDATE)
    assert bring(county, "courses", "id,title,kind\nour-update,Our update,hours\n").applied == 1
    bring(county, "requirements", requirement(course="our-update", hours="2", renew_after_months="12"))
    assert told(county, "courses", UPDATE) == ["kind kept"]
    assert told(county, "courses", "id,title,kind\nbruising,About bruising,hours\n") == ["id ours"]
    assert told(county, "courses", "id,title,version,minutes,kind\nx,X,1,20,hours\n") == [
        "version senseless",
        "minutes senseless",
    ]


def equivalences(*rows: str) -> str:
    return "\n".join(["course,other,kind,from,to", *rows]) + "\n"


def test_equivalences_that_overlap_or_lead_back_are_refused(county: Database) -> None:
    bring(county, "courses", "id,title\na,A\nb,B\nc,C\n")
    assert told(county, "equivalences", equivalences("a,a,equivalent,2020-01-01,")) == ["other itself"]
    assert told(county, "equivalences", equivalences("a,learning-hours,equivalent,2020-01-01,")) == [
        "other not-taken"
    ]
    assert bring(county, "equivalences", equivalences("a,b,replaced,2020-01-01,2021-01-01")).applied == 1
    overlaps = equivalences("a,b,equivalent,2020-06-01,")
    assert told(county, "equivalences", overlaps) == ["from overlaps"]
    assert told(county, "equivalences", equivalences("a,b,equivalent,2021-01-02,")) == []
    circle = equivalences("b,c,equivalent,2020-01-01,", "c,a,equivalent,2020-01-01,")
    assert told(county, "equivalences", circle) == ["other circle"]
    apart = equivalences("b,a,equivalent,2022-01-01,")
    assert told(county, "equivalences", apart) == []
    both = equivalences("a,b,replaced,2020-01-01,2020-05-31", "a,b,equivalent,2020-06-01,")
    assert told(county, "equivalences", both) == [], "the file itself ends the first"


def test_a_form_may_move_an_equivalence_that_it_replaces(county: Database) -> None:
    row = {"course": "neglect", "other": "bruising", "kind": "equivalent", "from": "2020-01-01"}
    id = imports.enter(county, "equivalences", row).id
    assert id is not None
    moved = imports.enter(county, "equivalences", {**row, "from": "2021-01-01"}, replacing=id)
    [kept] = rule_lists.equivalences(county).rows
    assert (kept.id, kept.from_day.isoformat()) == (moved.id, "2021-01-01")


def test_what_counts_is_taken_away_again_by_a_row_that_says_no(county: Database) -> None:
    bring(county, "counts-towards", "course,other\nlearning-hours,neglect\nlearning-hours,bruising\n")
    bring(county, "counts-towards", "course,other,counts\nlearning-hours,neglect,no\n")
    assert list(rule_lists.counting_towards(county, "learning-hours")) == ["bruising"]
    assert told(county, "counts-towards", "course,other\nneglect,bruising\n") == ["course senseless"]
    assert imports.set_counting(county, "learning-hours", [])
    assert rule_lists.counting_towards(county, "learning-hours") == {}
    with pytest.raises(InputFault, match="no course that people take"):
        imports.set_counting(county, "learning-hours", ["learning-hours"])
    with pytest.raises(NotFound):
        imports.set_counting(county, "neglect", ["bruising"])


def test_an_edition_ends_and_its_history_stays(county: Database) -> None:
    bring(county, "editions", "id,standard,edition,from\nwren-2,Wren standard,2nd,2024-01-01\n")
    bring(county, "requirements", requirement(edition="wren-2"))
    assert imports.end(county, "edition", "wren-2", "2026-12-31").editions == 1
    [edition] = rule_lists.editions(county).rows
    assert (edition.to_day.isoformat() if edition.to_day else "", edition.requirements) == ("2026-12-31", 1)
    [row] = rule_lists.requirements(county, Scope.everyone(), edition="wren-2").rows
    assert row.to_day is None
    with pytest.raises(InputFault, match="1 requirement comes from it"):
        imports.remove(county, "edition", "wren-2")


def test_nothing_is_written_if_a_rule_changed_since_its_effect_was_counted(county: Database) -> None:
    row = {"course": "neglect", "agency": "council", "from": "2026-01-01"}
    proposal = imports.proposed_entry(county, "requirements", row, new=True)
    assert proposal.courses == {"neglect"}
    bring(
        county,
        "completions",
        "email,course,completed_on,passed\nann@council.example,neglect,2026-01-01,yes\n",
    )
    with pytest.raises(InputFault, match="Something has changed") as raised:
        imports.enter(county, "requirements", row, new=True, seen=proposal.version)
    assert raised.value.problems[0].rule == imports.UNSEEN
    again = imports.proposed_entry(county, "requirements", row, new=True)
    assert imports.enter(county, "requirements", row, new=True, seen=again.version).action == "new"
    assert person(county, "ann@council.example")
