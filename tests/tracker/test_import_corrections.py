"""What a roster corrects: the address of a known person, and the first day of a stored post."""

from textwrap import dedent

import pytest

from elearn.database import Database
from elearn.problems import InputFault
from elearn.tracker import imports, roles, scope, sessions
from elearn.tracker.imports.previews import Preview
from tests.tracker.conftest import bring, person
from tests.tracker.test_entry import assert_as_rebuilt
from tests.tracker.test_import_kinds import rows

ROSTER = "email,name,staff_number,agency,role_group,starts_on,ends_on"
BO = "Bo Carr,C2,social-work,R3,2023-04-01,"
CY = ("Cy Dunn,S1,oak-school,R2,2023-09-01,2024-08-31", "Cy Dunn,S1,schools,R2,2024-09-01,")


def look(db: Database, *lines: str, change: bool = False, header: str = ROSTER, **options: object) -> Preview:
    data = "\n".join([header, *lines]).encode()
    return imports.preview(db, "people", data, "roster.csv", change_addresses=change, **options)  # type: ignore[arg-type]


def refusals(found: Preview) -> list[tuple[int, str]]:
    return [(each.line, each.rule) for each in found.problems()]


def posts(db: Database, email: str) -> list[tuple[object, ...]]:
    found = rows(
        db,
        f"""
        select agency, role_group, staff_number, starts_on, ends_on from post
         where person = (select id from person where email = '{email}') order by starts_on
        """,
    )
    return [tuple(row.values()) for row in found]


def test_an_address_changes_after_a_yes_and_history_stays(county: Database) -> None:
    bring(county, "completions", "email,course,completed_on\ncy@school.example,neglect,2024-01-09\n")
    cy, before = person(county, "cy@school.example"), posts(county, "cy@school.example")
    link, session = sessions.mint_sign_in(county, cy), sessions.mint_session(county, cy)
    lines = [f"cy.dunn@schools.example,{post}" for post in CY]

    asked = look(county, *lines)
    assert refusals(asked) == [(2, "address"), (3, "address")]
    assert asked.movable == 2
    assert "--change-addresses" in asked.problems()[0].remedy
    assert len(imports.by_reason(asked.problems())) == 1
    assert "rows 2, 3" in asked.notes[-1]

    found = look(county, *lines, change=True)
    assert (found.count("changed"), found.movable) == (2, 0)
    assert "1 person gets a new address: rows 2, 3" in found.notes[-1]
    done = imports.apply(county, found)
    assert person(county, "cy.dunn@schools.example") == cy
    assert posts(county, "cy.dunn@schools.example") == before
    assert rows(county, "select person from completion") == [{"person": cy}]
    assert sessions.redeem_sign_in(county, link) is None
    assert sessions.session_person(county, session) is None
    events = rows(county, "select subject, detail from audit_event where action = 'person.address_changed'")
    assert events == [{"subject": str(cy), "detail": f'{{"import_batch": {done.batch}}}'}]
    assert_as_rebuilt(county)
    assert (
        look(county, *lines).count("unchanged") == look(county, *lines, change=True).count("unchanged") == 2
    )


def test_a_row_of_the_new_address_without_a_number_goes_with_the_others(county: Database) -> None:
    lines = [f"cy@new.example,{CY[0]}", "cy@new.example,CY DUNN,,schools,R2,2024-09-01,"]
    assert refusals(look(county, *lines)) == [(2, "address"), (3, "address")]
    cy = person(county, "cy@school.example")
    assert imports.apply(county, look(county, *lines, change=True)).applied == 2
    assert person(county, "cy@new.example") == cy
    assert [post[2:] for post in posts(county, "cy@new.example")] == [
        ("S1", "2023-09-01", "2024-08-31"),
        ("", "2024-09-01", None),
    ]


@pytest.mark.parametrize(
    ("lines", "rules"),
    [
        ([f"ann@council.example,{BO}"], [(2, "address-taken")]),
        ([f"bo@new.example,{BO}", f"bo@other.example,{BO}"], [(2, "addresses"), (3, "addresses")]),
        (
            [f"bo@new.example,{BO}", "bo@council.example,Bo Carr,,trust,R1,2024-01-01,"],
            [(2, "addresses")],
        ),
        (
            [
                "bo@council.example,Ann Bell,C1,council,R1,2023-04-01,",
                f"ann@council.example,{BO}",
            ],
            [(2, "address-taken"), (3, "address-taken")],
        ),
        (["di.eames@trust.example,Di Eames,T1,trust,R3,2023-01-01,"], [(2, "address-role")]),
        (["bo@new.example,Someone Else,C2,social-work,R3,2023-04-01,"], [(2, "taken")]),
    ],
)
def test_an_address_never_changes_if_it_is_not_sure_whose_it_is(
    county: Database, lines: list[str], rules: list[tuple[int, str]]
) -> None:
    before = rows(county, "select id, email, name from person order by id")
    for change in (False, True):
        found = look(county, *lines, change=change)
        assert refusals(found) == rules
        assert found.movable == 0
        imports.apply(county, found, accept_valid=True)
        assert rows(county, "select id, email, name from person order by id") == before


def test_two_people_of_one_name_do_not_get_one_address(county: Database) -> None:
    bring(county, "people", f"{ROSTER}\nbo.two@c.example,Bo Carr,Z1,trust,R1,2024-01-01,\n")
    found = look(
        county, f"bo@new.example,{BO}", "bo@new.example,Bo Carr,Z1,trust,R1,2024-01-01,", change=True
    )
    assert refusals(found) == [(2, "addresses"), (3, "addresses")]


def test_a_held_import_changes_the_address_only_of_those_who_are_its_own(county: Database) -> None:
    line = f"bo@new.example,{BO}"
    lead = scope.actor(county, person(county, "ann@council.example"))
    own = "ann@new.example,Ann Bell,C1,council,R1,2023-04-01,"
    assert refusals(look(county, own, change=True, agency="council", by=lead)) == [(2, "address-role")]
    roles.give(county, "bo@council.example", "board", None, by=None)
    assert refusals(look(county, line, change=True, agency="council", by=lead)) == [(2, "address-role")]
    assert look(county, line, change=True).count("changed") == 1
    roles.take(county, "bo@council.example", "board", None, by=None)

    bring(county, "people", f"{ROSTER}\nbo@council.example,Bo Carr,,trust,R1,2020-01-01,2020-12-31\n")
    assert refusals(look(county, line, change=True, agency="council", by=lead)) == [(2, "address-held")]
    cy = [f"cy@new.example,{post}" for post in CY]
    assert refusals(look(county, cy[0], change=True, agency="oak-school")) == [(2, "address-held")]
    imports.apply(county, look(county, *cy, change=True, agency="schools"))
    assert len(posts(county, "cy@new.example")) == 2


def test_someone_who_becomes_an_administrator_after_the_preview_keeps_the_address(county: Database) -> None:
    found = look(county, f"bo@new.example,{BO}", change=True)
    roles.give(county, "bo@council.example", "administrator", None, by=None)
    with pytest.raises(InputFault, match="role"):
        imports.apply(county, found)
    assert person(county, "bo@council.example")


def test_a_form_is_told_that_the_number_is_someone_else_s(county: Database) -> None:
    row = dict(zip(ROSTER.split(","), f"bo@new.example,{BO}".split(","), strict=True))
    with pytest.raises(InputFault, match=r"is bo@council\.example's"):
        imports.enter(county, "people", row)


def test_a_corrected_first_day_moves_the_post(county: Database) -> None:
    bring(county, "requirements", "course,agency,role_group,from\nneglect,,,2020-01-01\n")
    line = "bo@council.example,Bo Carr,C2,social-work,R3,2023-06-01,2025-01-31"
    found = look(county, line)
    assert (found.count("changed"), found.count("new")) == (1, 0)
    assert "The first day of 1 post is corrected: row 2." in found.notes[0]
    imports.apply(county, found)
    assert posts(county, "bo@council.example") == [("social-work", "R3", "C2", "2023-06-01", "2025-01-31")]
    assert_as_rebuilt(county)
    assert look(county, line).count("unchanged") == 1


def test_columns_that_are_not_sent_stay_when_a_first_day_is_corrected(county: Database) -> None:
    imports.end(county, "person", person(county, "bo@council.example"), "2025-01-31")
    header = "email,name,agency,role_group,starts_on"
    found = look(county, "bo@council.example,Bo Carr,social-work,R3,2022-12-01", header=header)
    imports.apply(county, found)
    assert posts(county, "bo@council.example") == [("social-work", "R3", "C2", "2022-12-01", "2025-01-31")]


def test_many_first_days_are_told_together(county: Database) -> None:
    found = look(
        county,
        "bo@council.example,Bo Carr,C2,social-work,R3,2023-06-01,",
        "ann@council.example,Ann Bell,C1,council,R1,2023-04-02,",
    )
    assert "The first days of 2 posts are corrected: rows 2, 3." in found.notes[0]


AT = "bo@council.example,Bo Carr,{number},social-work,R3,{days}"


@pytest.mark.parametrize(
    ("days", "actions", "stored"),
    [
        # a file that also gives the post's own first day adds the other one
        (["2023-04-01,", "2024-01-01,"], ["unchanged", "new"], 2),
        (["2023-04-01,2023-12-31", "2024-01-01,"], ["changed", "new"], 2),
        # a period that does not overlap is another post
        (["2020-01-01,2023-03-31"], ["new"], 2),
        # two rows that may both mean the one post
        (["2023-05-01,2023-12-31", "2024-01-01,"], ["rejected", "rejected"], 1),
        # the second is after the corrected one has ended
        (["2020-01-01,2023-03-31", "2023-05-01,"], ["new", "changed"], 2),
    ],
)
def test_a_row_is_a_correction_only_if_it_can_be_nothing_else(
    county: Database, days: list[str], actions: list[str], stored: int
) -> None:
    found = look(county, *(AT.format(number="C2", days=each) for each in days))
    assert [line.action for line in found.rows] == actions
    assert {rule for _, rule in refusals(found)} <= {"which-post"}
    imports.apply(county, found, accept_valid=True)
    assert len(posts(county, "bo@council.example")) == stored
    assert_as_rebuilt(county)


def test_another_staff_number_is_plainly_a_second_post(county: Database) -> None:
    found = look(county, AT.format(number="C2-B", days="2024-01-01,"))
    assert [line.action for line in found.rows] == ["new"]
    assert "Two posts at once" in found.notes[0]


def test_a_row_that_overlaps_two_posts_is_refused_with_a_way_out(county: Database) -> None:
    both = [AT.format(number="C2", days=days) for days in ("2023-04-01,2023-12-31", "2024-01-01,")]
    imports.apply(county, look(county, *both))
    found = look(county, AT.format(number="C2", days="2023-05-01,"))
    [problem] = found.problems()
    assert (problem.rule, problem.column) == ("which-post", 6)
    assert (
        problem.message
        == "Its period overlaps the posts that the person has there from 2023-04-01 and 2024-01-01."
    )
    named = look(county, both[1], AT.format(number="C2", days="2023-05-01,2023-12-31"))
    assert [line.action for line in named.rows] == ["unchanged", "changed"]
    imports.apply(county, named)
    assert [post[3] for post in posts(county, "bo@council.example")] == ["2023-05-01", "2024-01-01"]


def test_a_form_adds_a_post_and_moves_none(county: Database) -> None:
    row = dict(zip(ROSTER.split(","), AT.format(number="C2", days="2024-01-01,").split(","), strict=True))
    entered = imports.enter(county, "people", row, new=True)
    assert entered.action == "new"
    assert "Two posts at once" in entered.notes[0]
    assert len(posts(county, "bo@council.example")) == 2


def test_an_address_and_a_first_day_are_corrected_in_one_file(county: Database) -> None:
    bo = person(county, "bo@council.example")
    found = look(county, "bo@new.example,Bo Carr,C2,social-work,R3,2023-05-01,", change=True)
    assert len(found.notes) == 2
    imports.apply(county, found)
    assert person(county, "bo@new.example") == bo
    assert posts(county, "bo@new.example") == [("social-work", "R3", "C2", "2023-05-01", None)]


def test_a_roster_that_changes_nothing_but_addresses_is_long(
    county: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("elearn.tracker.imports.examining.SLICE", 7)
    roster = "".join(f"p{n}@old.example,Pat Ng {n},N{n},council,R1,2024-01-01,\n" for n in range(60))
    bring(county, "people", f"{ROSTER}\n{roster}")
    before = rows(county, "select id, name from person order by id")
    moved = dedent(roster).replace("@old", "@new").splitlines()
    imports.apply(county, look(county, *moved, change=True, agency="council"))
    assert rows(county, "select id, name from person order by id") == before
    assert rows(county, "select count(*) as n from person where email like '%@new.example'") == [{"n": 60}]
