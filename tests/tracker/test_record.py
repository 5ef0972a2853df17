"""A person's whole record: what is in it, who reads it, and what its file says."""

import csv
import io
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from elearn.database import Database
from elearn.problems import InputFault, NotFound
from elearn.tracker import actor, csv_of, find_person, record_as_dict, record_of, record_words, withdrawals
from elearn.tracker.completed import Completed
from elearn.tracker.record import Elsewhere, Hours, hours_by_year
from elearn.tracker.scope import Actor, give_role
from tests.tracker.conftest import bring, person
from tests.tracker.test_withdrawals import ADMINISTRATOR, LEAD, WHY, brought, earn, reader

BO = "bo@council.example"


@pytest.fixture
def filled(county: Database) -> Database:
    """The county, in which Bo has something of each kind."""
    bring(
        county,
        "requirements",
        "course,agency,role_group,from,to,due_within_days,renew_after_months\nneglect,council,,2023-01-01,,30,36\n",
    )
    brought(county, BO)
    earn(county, BO)
    bo = {"bo": person(county, BO)}
    with county.write() as conn:
        conn.execute("update completion set minutes = 30, participatory = 1 where how = 'import'")
        session = conn.value(
            """
            insert into taught_session (course, held_on, delivery, agency, place, minutes, state, recorded_at)
            values ('neglect', '2025-03-04', 'inter', 'council', 'Wren Hall', 120, 'held', 't') returning id
            """
        )
        for who, state in ((BO, "attended"), (LEAD, "no-show")):
            conn.execute(
                "insert into taught_place (session, person, state) values (:session, :who, :state)",
                {"session": session, "who": person(county, who), "state": state},
            )
        for title, state in (("A day on neglect", "approved"), ("A film", "waiting")):
            conn.execute(
                """
                insert into outside_learning (person, title, provider, completed_on, minutes, participatory,
                                              course, recorded_at, state)
                values (:bo, :title, '=cmd()', '2025-05-06', 60, 1, 'neglect', 't', :state)
                """,
                {**bo, "title": title, "state": state},
            )
        conn.execute(
            """
            insert into reflection (person, course, written_on, text, outside_learning, recorded_at)
            select :bo, 'neglect', '2025-05-07', 'I ask first now.', id, 't'
              from outside_learning where state = 'approved'
            """,
            bo,
        )
    return county


def record(db: Database, by: Actor | None, **period: date) -> dict[str, object]:
    return record_as_dict(record_of(db, person(db, BO), by=by, **period))  # type: ignore[arg-type]


def test_a_record_has_everything_dated_and_the_text_of_reflections_is_for_their_writer(
    filled: Database,
) -> None:
    own = record_of(filled, person(filled, BO), by=reader(filled, BO))
    assert [(each.title, each.source) for each in own.completions] == [
        ("Neglect", "file"),
        ("About bruising", "player"),
    ]
    assert [(each.title, each.place) for each in own.attended] == [("Neglect", "Wren Hall")]
    assert [(each.title, each.stands_for) for each in own.elsewhere] == [("A day on neglect", "Neglect")]
    assert [(each.about, each.text) for each in own.reflections] == [("A day on neglect", "I ask first now.")]
    assert own.hours == [Hours(2026, 50, 30), Hours(2025, 60, 60)]
    assert [(each.title, each.state, each.due) for each in own.stands] == [
        ("Neglect", "in_date", date(2029, 2, 1))
    ]
    for by in (None, reader(filled, LEAD), reader(filled, ADMINISTRATOR)):
        theirs = record_of(filled, person(filled, BO), by=by)
        assert [each.text for each in theirs.reflections] == [""]
        assert b"I ask first" not in csv_of(theirs)
        assert len(theirs.completions) == 2


def test_a_record_is_for_the_person_their_lead_and_administrators(filled: Database) -> None:
    with filled.write() as conn:
        give_role(conn, person(filled, "cy@school.example"), "board")
    with pytest.raises(NotFound):
        record_of(filled, person(filled, BO), by=actor(filled, person(filled, "cy@school.example")))
    with pytest.raises(NotFound):  # a lead reads nothing of other agencies' people
        record_of(filled, person(filled, "cy@school.example"), by=reader(filled, LEAD))
    with pytest.raises(NotFound):
        record_of(filled, 10_000, by=None)
    empty = record_of(filled, person(filled, "cy@school.example"), by=None)
    assert [table.rows for table in record_words.tables(empty)] == [[]] * 7
    assert all(table.said for table in record_words.tables(empty))


def test_a_record_of_a_period(filled: Database) -> None:
    year = record_of(filled, person(filled, BO), by=None, first=date(2025, 5, 6), last=date(2026, 1, 31))
    assert [each.title for each in year.completions] == ["About bruising"]
    assert year.attended == []
    assert len(year.elsewhere) == len(year.reflections) == 1
    with pytest.raises(InputFault, match="after the last day"):
        record_of(filled, person(filled, BO), by=None, first=date(2026, 2, 1), last=date(2026, 1, 31))


def test_the_file_has_a_row_for_each_and_no_cell_runs(filled: Database) -> None:
    [earned] = [
        each.id for each in record_of(filled, person(filled, BO), by=None).completions if each.certificate
    ]
    withdrawals.withdraw(filled, earned, WHY, by=None)
    found = record_of(filled, person(filled, BO), by=reader(filled, BO))
    rows = list(csv.DictReader(io.StringIO(csv_of(found).decode("utf-8-sig"))))
    assert [row["What"] for row in rows] == [
        "Completion",
        "Completion",
        "Taught session attended",
        "Learning from elsewhere",
        "Reflection",
        *["Time in a year"] * 4,
        "Requirement",
    ]
    assert (rows[1]["Title"], rows[1]["Reason"], rows[1]["Score"]) == ("About bruising", WHY, "90.0")
    assert rows[1]["Withdrawn on"] == found.completions[1].withdrawn_on.isoformat()  # type: ignore[union-attr]
    assert rows[3]["Where from"] == "'=cmd()"
    assert rows[4]["Text"] == "I ask first now."
    assert found.hours == [Hours(2026, 30, 30), Hours(2025, 60, 60)]
    said = " ".join(" ".join(row) for table in record_words.tables(found) for row in table.rows)
    assert f"Withdrawn on {record_words.day(found.as_at)}: {WHY}" in said
    assert "(revoked)" in said


def test_a_file_that_said_nothing_of_the_kind_of_learning_is_no_no(county: Database) -> None:
    bring(county, "courses", "id,title,version,minutes\nfirst-aid,First aid,1,\n")
    rows = f"{BO},first-aid,2025-03-01,,\n{BO},first-aid,2025-03-02,45,\n"
    bring(county, "completions", f"email,course,completed_on,minutes,participatory\n{rows}")
    found = record_of(county, person(county, BO), by=None)
    rows = list(csv.DictReader(io.StringIO(csv_of(found).decode("utf-8-sig"))))
    assert [row["Participatory"] for row in rows if row["What"] == "Completion"] == ["No", ""]
    assert record_words.learning(None, None) == ""


def test_a_person_is_found_by_address_and_by_staff_number(county: Database) -> None:
    assert find_person(county, " BO@council.example ") == person(county, BO)
    assert find_person(county, "social-work/C2") == person(county, BO)
    for nobody in ("social-work/C9", "social-work/", "nobody@x.example", ""):
        with pytest.raises(NotFound):
            find_person(county, nobody)
    with county.write() as conn:  # two people had it, one after the other
        conn.execute(
            """
            insert into post (person, agency, role_group, staff_number, starts_on, ends_on)
            values (:cy, 'social-work', 'R1', 'C2', '2020-01-01', '2020-12-31')
            """,
            {"cy": person(county, "cy@school.example")},
        )
    with pytest.raises(InputFault, match="Several people"):
        find_person(county, "social-work/C2")


def made(course: str, day: date, minutes: int | None, participatory: bool, counts: bool) -> Completed:
    return Completed(
        id=1,
        person=1,
        course=course,
        title=course,
        version="",
        completed_on=day,
        score=None,
        passed=counts,
        minutes=minutes,
        participatory=participatory,
        source="file",
        file="",
        brought_at=None,
        session=None,
        held_on=None,
        place="",
        certificate=None,
        withdrawn_at=None,
        reason="",
        may_withdraw=False,
    )


CREDITS = st.lists(
    st.tuples(
        st.sampled_from("ab"),
        st.dates(date(2024, 12, 30), date(2025, 1, 2)),
        st.sampled_from([None, 0, 30, 45]),
        st.booleans(),
        st.booleans(),
    ),
    max_size=12,
)


@given(CREDITS, CREDITS)
def test_time_by_year_counts_a_course_once_a_day(done: list[tuple], elsewhere: list[tuple]) -> None:  # type: ignore[type-arg]
    outside = [
        Elsewhere(1, "t", "p", day, minutes or 5, part, None) for _, day, minutes, part, _ in elsewhere
    ]
    found = {
        year: (minutes, part)
        for year, minutes, part in hours_by_year([made(*each) for each in done], outside)
    }
    for year in (2024, 2025):
        expected = [(each.minutes, each.participatory) for each in outside if each.completed_on.year == year]
        for course in "ab":
            for day in {each[1] for each in done if each[1].year == year}:
                same = [
                    (minutes, part)
                    for of, on, minutes, part, counts in done
                    if counts and minutes and (of, on) == (course, day)
                ]
                expected += [max(same)] if same else []
        whole = sum(minutes for minutes, _ in expected)
        assert found.get(year, (0, 0)) == (whole, sum(minutes for minutes, part in expected if part))
