"""Files of what staff learned elsewhere: they arrive approved by whoever sent them."""

from datetime import timedelta

import pytest

from elearn.database import Database
from elearn.days import today
from elearn.problems import InputFault
from elearn.tracker import imports, outside
from elearn.tracker.imports import Preview
from elearn.tracker.outside import Decision
from tests.tracker.conftest import bring
from tests.tracker.outside import as_actor, learned, require_hours

ANN, BO, DI = "ann@council.example", "bo@council.example", "di@trust.example"
HEADER = "email,title,provider,completed_on,hours,participatory,course"
ROW = "bo@council.example,Study day,University,2026-03-02,1.5,yes,neglect"


def look(db: Database, text: str, by: str | None = None, agency: str | None = None) -> Preview:
    sender = as_actor(db, by) if by else None
    return imports.preview(db, "outside", text.encode(), "elsewhere.csv", agency, by=sender)


def kept(db: Database) -> list[tuple[object, ...]]:
    with db.read() as conn:
        return conn.tuples(
            """
            select p.email, o.title, o.minutes, o.participatory, o.course, o.state, d.name
              from outside_learning o join person p on p.id = o.person left join person d on d.id = o.decided_by
             order by o.id
            """
        )


def test_a_lead_s_file_arrives_approved_by_them(county: Database) -> None:
    require_hours(county)
    ann = as_actor(county, ANN)
    text = f"{HEADER}\n{ROW}\n"
    done = imports.apply(county, look(county, text, ANN, "council"), ann)
    assert done.applied == 1
    assert kept(county) == [(BO, "Study day", 90, 1, "neglect", "approved", "Ann Bell")]
    assert look(county, text, ANN, "council").count("unchanged") == 1
    bo = as_actor(county, BO)
    outside.take_back(county, bo, outside.of_person(county, bo, bo.person).rows[0].id)
    assert look(county, text, ANN, "council").count("new") == 1


def test_people_are_found_by_their_staff_number(county: Database) -> None:
    bring(
        county,
        "outside",
        """\
        agency,staff number,title,provider,Date,Duration,participatory
        social-work,c2,Study day,University,13/03/2026,1:30,No
        """,
    )
    assert kept(county) == [(BO, "Study day", 90, 0, None, "approved", None)]


def test_what_a_learner_recorded_is_approved_and_not_doubled(county: Database) -> None:
    id = outside.record(county, as_actor(county, BO), learned(title="STUDY day"))
    found = look(county, f"{HEADER}\n{ROW}\n")
    assert found.count("changed") == 1
    imports.apply(county, found)
    assert kept(county) == [(BO, "STUDY day", 90, 1, "neglect", "approved", None)]
    assert [each.action for each in outside.steps(county, as_actor(county, BO), id)] == [
        "outside.recorded",
        "outside.approved",
    ]


def test_a_column_that_is_not_there_keeps_what_is_known(county: Database) -> None:
    id = outside.record(county, as_actor(county, BO), learned(title="Study day"))
    outside.approve(county, None, id, Decision(course="neglect"))
    bring(
        county,
        "outside",
        "email,title,provider,completed_on,hours,participatory\n" + ROW.removesuffix(",neglect"),
    )
    assert kept(county)[0][2:5] == (90, 1, "neglect")


def test_nobody_sends_their_own_learning_unless_nobody_else_could(county: Database) -> None:
    row = ROW.replace("bo@council", "ann@council")
    found = look(county, f"{HEADER}\n{row}\n{ROW}\n", ANN, "council")
    assert [each.rule for each in found.problems()] == ["own"]
    assert look(county, f"{HEADER}\n{row}\n", DI).count("new") == 1
    own = f"{HEADER}\n{ROW.replace('bo@council', 'di@trust')}\n"
    assert look(county, own, DI).count("new") == 1  # nobody else could decide about Di


def test_a_lead_sends_nothing_about_people_elsewhere(county: Database) -> None:
    row = ROW.replace("bo@council", "di@trust")
    assert look(county, f"{HEADER}\n{row}\n", ANN, "council").count("rejected") == 1


@pytest.mark.parametrize(
    ("cell", "column", "rule"),
    [
        ("in nine days", "completed_on", "future"),
        ("two", "hours", "value"),
        ("0", "hours", "value"),
        ("501", "hours", "value"),
        ("-3", "hours", "value"),
        ("1:75", "hours", "value"),
        ("perhaps", "participatory", "value"),
        ("safeguarding-hours", "course", "kind"),
        ("nothing-like-it", "course", ""),
        ("", "title", "blank"),
    ],
)
def test_rows_that_cannot_be_right_are_rejected(county: Database, cell: str, column: str, rule: str) -> None:
    require_hours(county)
    names = HEADER.split(",")
    if cell == "in nine days":
        cell = f"{today() + timedelta(days=9)}"
    cells = [cell if name == column else value for name, value in zip(names, ROW.split(","), strict=True)]
    found = look(county, f"{HEADER}\n{','.join(cells)}\n")
    [problem] = found.problems()
    assert problem.column == names.index(column) + 1
    assert rule in problem.rule
    with pytest.raises(InputFault):
        imports.apply(county, found)
    assert kept(county) == []


@pytest.mark.parametrize(
    ("cell", "minutes"),
    [
        ("3", 180),
        ("1.5", 90),
        ("1,5", 90),
        ("0.25", 15),
        ("1:30", 90),
        ("2h", 120),
        ("1h 30m", 90),
        ("90 min", 90),
    ],
)
def test_hours_are_read_as_people_write_them(cell: str, minutes: int) -> None:
    from elearn.tracker.imports.outside import hours

    assert hours(cell, "hours") == minutes
