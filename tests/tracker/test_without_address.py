"""People without an e-mail address of their own: known by agency and staff number, and never shown as anything else."""

from itertools import count, permutations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from elearn.database import Database
from elearn.days import today
from elearn.problems import InputFault, NotAllowed
from elearn.reporting import State, who
from elearn.tracker import addresses, directory, imports, roles, scope, sessions
from elearn.tracker.imports import enter
from elearn.tracker.scope import Scope
from tests.depth import examples
from tests.tracker.conftest import bring, person

IN_DATE: tuple[State, ...] = ("in_date",)
HEADER = "email,name,staff_number,agency,role_group,starts_on,ends_on\n"
SAM = ",Sam Heron,0042,trust,R3,2023-01-01,\n"
SAM_WITH = "sam@trust.example,Sam Heron,0042,trust,R3,2023-01-01,\n"
SAM_MOVED = ",Sam Heron,0042,trust,R2,2024-01-01,\n"


def roster(db: Database, rows: str, **options: object) -> tuple[int, int]:
    """Imports rows of people. Returns how many were applied, and how many rejected."""
    done = bring(db, "people", HEADER + rows, **options)
    return done.applied, done.rejected


def refusals(db: Database, kind: str, text: str) -> list[tuple[int, str, str]]:
    found = imports.preview(db, kind, text.encode(), f"{kind}.csv")
    return [
        (line.number, each.rule, f"{each.message} {each.remedy}")
        for line in found.rejected
        for each in line.problems
    ]


def people(db: Database) -> list[tuple[str, str, tuple[tuple[str, str, str, str], ...]]]:
    """Everyone: address, name and posts."""
    found = directory.people(db, Scope.everyone(), today(), size=1_000).rows
    return sorted(
        (
            each.email,
            each.name,
            tuple(
                sorted(
                    (post.agency, post.role_group, post.starts_on.isoformat(), post.staff_number)
                    for post in directory.posts(db, Scope.everyone(), each.id)
                )
            ),
        )
        for each in found
    )


def sam(db: Database) -> int:
    [found] = directory.people(db, Scope.everyone(), today(), search="sam heron").rows
    return found.id


def test_the_same_again_moved_given_an_address_and_losing_it_is_one_person(county: Database) -> None:
    assert roster(county, SAM) == (1, 0)
    first = sam(county)
    assert roster(county, SAM.replace("Sam Heron", "SAM HERON")) == (1, 0)  # another spelling of the name
    assert roster(county, SAM) == (1, 0)
    assert bring(county, "people", HEADER + SAM).unchanged == 1
    assert roster(county, SAM_MOVED) == (1, 0)
    assert roster(county, SAM_WITH) == (1, 0)
    assert sam(county) == first
    assert [each[0] for each in people(county) if each[1] == "Sam Heron"] == ["sam@trust.example"]
    assert bring(county, "people", HEADER + SAM + SAM_MOVED).unchanged == 2
    assert sessions.person_by_email(county, "sam@trust.example") == first == sam(county)


_FILES = (SAM, SAM_MOVED, SAM_WITH, SAM + SAM_MOVED, SAM_MOVED + SAM_WITH, SAM_WITH + SAM)
_NUMBERS = count(1)


@settings(
    max_examples=examples(20),
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(order=some.permutations(_FILES))
def test_any_order_of_files_gives_the_same_people(county: Database, order: list[str]) -> None:
    number = f"00{next(_NUMBERS)}X"  # each order is about somebody else
    name = f"Sam Heron {number}"

    def about(rows: str) -> str:
        return rows.replace("sam@", f"sam{number}@").replace("Sam Heron", name).replace("0042", number)

    assert all(roster(county, about(rows))[1] == 0 for rows in order)
    [found] = [each for each in people(county) if each[1] == name]
    posts = (("trust", "R2", "2024-01-01", number), ("trust", "R3", "2023-01-01", number))
    assert found == (f"sam{number}@trust.example".lower(), name, posts)


@pytest.mark.parametrize("rows", list(permutations((SAM, SAM_MOVED, SAM_WITH))))
def test_rows_of_one_file_in_any_order_are_one_person(county: Database, rows: tuple[str, ...]) -> None:
    applied, rejected = roster(county, "".join(rows))
    assert (applied, rejected) == (2, 0)
    assert [each[0] for each in people(county) if each[1] == "Sam Heron"] == ["sam@trust.example"]


def test_two_names_for_one_number_are_refused_both_in_any_order(county: Database) -> None:
    robin = ",Robin Finch,0042,trust,R3,2023-01-01,\n"
    with_address = "robin@trust.example,Robin Finch,0042,trust,R3,2023-01-01,\n"
    for other in (robin, with_address):
        for rows in (SAM + other, other + SAM):
            found = refusals(county, "people", HEADER + rows)
            assert {number for number, _, _ in found} == {2, 3}, rows
            assert {rule for _, rule, _ in found} == {"taken"}
    roster(county, SAM)
    [(_, rule, said)] = refusals(county, "people", HEADER + robin)
    assert rule == "taken"
    assert "Sam Heron" in said


def test_a_number_with_lost_zeros_is_refused_and_makes_no_second_person(county: Database) -> None:
    lost = SAM.replace("0042", "42")
    for rows in (SAM + lost, lost + SAM):
        assert {(number, rule) for number, rule, _ in refusals(county, "people", HEADER + rows)} == {
            (2, "zeros"),
            (3, "zeros"),
        }
    roster(county, SAM)
    for row in (lost, SAM_WITH.replace("0042", "42")):
        [(_, rule, said)] = refusals(county, "people", HEADER + row)
        assert rule == "zeros"
        assert "0042" in said
    another = lost.replace("Sam Heron", "Robin Finch")
    assert roster(county, another) == (1, 0)  # another name: another person, and a note


def test_invisible_characters_and_marks_do_not_make_another_person(county: Database) -> None:
    roster(county, SAM)
    for written in ("\u200b0042", "0042\u00a0", '"=""0042"""', "'0042", "\ufeff0042"):
        assert bring(county, "people", HEADER + SAM.replace("0042", written)).unchanged == 1


def test_a_row_with_neither_is_refused_and_a_file_without_either_column_is_told(county: Database) -> None:
    [(_, rule, said)] = refusals(county, "people", HEADER + SAM.replace("0042", ""))
    assert rule == "blank"
    assert "staff number" in said
    with pytest.raises(InputFault, match="email \\(or agency and staff_number\\)"):
        imports.preview(
            county, "people", b"name,agency,role_group,starts_on\nSam,trust,R3,2023-01-01\n", "p.csv"
        )
    without = "name,staff_number,agency,role_group,starts_on\nSam Heron,0042,trust,R3,2023-01-01\n"
    assert bring(county, "people", without).applied == 1


def test_completions_and_exemptions_name_them_by_number_and_the_due_list_comes_back(county: Database) -> None:
    roster(county, SAM)
    bring(
        county,
        "requirements",
        "course,agency,role_group,from,to,due_within_days,renew_after_months\nneglect,,,2023-01-01,,0,12\n",
    )
    [row] = who(county, Scope.everyone(), today(), search="sam heron").rows
    assert (row.email, row.staff_number, row.state) == ("", "0042", "never")
    line = imports.DueLine(
        *(row.name, row.email, row.agency, row.agency_name, row.role_group, row.course, row.course_title),
        *(row.state, row.due_on, None, row.staff_number),
    )
    filled = imports.due_list([line], today()).decode().rstrip().removesuffix(",,") + f"{today()},,yes\r\n"
    assert (
        imports.apply(county, imports.preview(county, "completions", filled.encode(), "due.csv")).applied == 1
    )
    [row] = who(county, Scope.everyone(), today(), states=IN_DATE, search="sam heron").rows
    assert row.person == sam(county)
    exempt = "email,agency,staff_number,course,from,to,reason\n,trust,0042,neglect,2025-01-01,,On leave\n"
    assert bring(county, "exemptions", exempt).applied == 1
    assert bring(county, "exemptions", exempt).unchanged == 1


def test_forms_add_change_and_give_an_address(county: Database) -> None:
    values = {
        "email": "",
        "name": "Sam Heron",
        "staff_number": "0042",
        "agency": "trust",
        "role_group": "R3",
        "starts_on": "2023-01-01",
    }
    entered = enter(county, "people", values, new=True)
    first = sam(county)
    assert imports.texts_of(county, "post", entered.id or 0)["email"] == ""
    changed = enter(county, "people", {**values, "staff_number": "0043"}, replacing=entered.id)
    assert (changed.action, sam(county)) == ("changed", first)
    other = {**values, "agency": "council", "staff_number": "7"}
    enter(county, "people", other, new=True, person=first)
    assert sam(county) == first
    with pytest.raises(InputFault, match="C1"):
        enter(county, "people", {**other, "staff_number": "C1"}, new=True, person=first)
    with pytest.raises(InputFault, match="blank"):
        enter(county, "people", {**values, "staff_number": ""}, replacing=entered.id)
    imports.correct_person(county, first, {"email": "", "name": "Sam Heron-Gull"})
    imports.correct_person(county, first, {"email": "sam@trust.example", "name": "Sam Heron"})
    imports.correct_person(county, first, {"email": "", "name": "Sam Heron"})
    assert sam(county) == first
    assert imports.texts_of(county, "person", first)["email"] == ""


def test_an_address_is_given_up_only_by_who_is_known_otherwise_and_has_no_role(county: Database) -> None:
    with county.write() as conn:
        conn.execute("update post set staff_number = '' where agency = 'oak-school'")
    with pytest.raises(InputFault, match="staff number"):
        imports.correct_person(county, person(county, "cy@school.example"), {"email": "", "name": "Cy Dunn"})
    roles.give(county, "di@trust.example", "trainer", by=None)
    with pytest.raises(InputFault, match="role"):
        imports.correct_person(county, person(county, "di@trust.example"), {"email": "", "name": "Di Eames"})


def test_what_is_kept_instead_of_an_address_is_nowhere_to_be_seen_or_found(county: Database) -> None:
    roster(county, SAM)
    with county.read() as conn:
        [kept] = conn.column("select email from person where name = 'Sam Heron'")
    assert not addresses.is_address(kept)
    everyone = Scope.everyone()
    for search in (kept, "no address", "address"):
        assert directory.people(county, everyone, today(), search=search).total == 0
        assert who(county, everyone, today(), search=search).total == 0
    bring(
        county,
        "exemptions",
        "email,agency,staff_number,course,from,to,reason\n,trust,0042,neglect,2025-01-01,,On leave\n",
    )
    assert directory.exemptions(county, everyone, search="no address").total == 0
    assert [each.email for each in directory.exemptions(county, everyone).rows] == [""]
    assert scope.actor(county, sam(county)).email == ""
    assert roles.rights(county, sam(county), by=None).email == ""
    assert sessions.person_by_email(county, kept) is None
    with pytest.raises(InputFault):
        roles.give(county, kept, "trainer", by=None)
    preview = imports.preview(county, "people", (HEADER + SAM_MOVED).encode(), "p.csv")
    assert kept[:10] not in str(preview.examples)
    with county.read() as conn:
        assert kept not in str(conn.rows("select * from audit_event"))
        assert kept not in str(conn.rows("select * from import_batch"))


def test_a_lead_brings_in_their_own_and_nobody_else_s(county: Database) -> None:
    roles.give(county, "bo@council.example", "lead", "trust", by=None)
    lead = scope.actor(county, person(county, "bo@council.example"))
    assert roster(county, SAM, agency="trust", by=lead) == (1, 0)
    assert roster(county, SAM_WITH, agency="trust", by=lead) == (1, 0)
    with pytest.raises(InputFault, match="council"):
        roster(county, SAM.replace("trust", "council"), agency="trust", by=lead)
    with pytest.raises(NotAllowed):
        imports.correct_person(county, sam(county), {"email": "", "name": "Sam Heron"}, by=lead)
