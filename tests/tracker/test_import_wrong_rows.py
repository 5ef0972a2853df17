"""A roster and the other files, with every kind of wrong row.

Each row has its own reason and place, and nothing changes.
"""

import csv
import io

import pytest

from elearn.database import Database
from elearn.problems import InputFault
from elearn.tracker import imports
from tests.tracker.conftest import bring, counts

ROSTER = "email,name,staff_number,agency,role_group,starts_on,ends_on"
COMPLETIONS = "email,agency,staff_number,course,version,completed_on,score,passed"
LONG = "x" * 201

WRONG: dict[str, list[tuple[str, str, str]]] = {
    f"people/{ROSTER}": [
        (",Zo Ng,,council,R1,2024-01-01,", "email", "The cell in email is blank."),
        ("zo.ng,Zo Ng,,council,R1,2024-01-01,", "email", "“zo.ng” in email is not an e-mail address."),
        (
            "zo@localhost,Zo Ng,,council,R1,2024-01-01,",
            "email",
            "“zo@localhost” in email is not an e-mail address.",
        ),
        ("a@b.example;c@d.example,Zo Ng,,council,R1,2024-01-01,", "email", "is not an e-mail address"),
        ("zo ng@b.example,Zo Ng,,council,R1,2024-01-01,", "email", "is not an e-mail address"),
        (f"{LONG}{LONG}@b.example,Zo Ng,,council,R1,2024-01-01,", "email", "is not an e-mail address"),
        ("w07@c.example,,,council,R1,2024-01-01,", "name", "The cell in name is blank."),
        ("w08@c.example,zo@c.example,,council,R1,2024-01-01,", "name", "is an e-mail address"),
        ("w09@c.example,12345,,council,R1,2024-01-01,", "name", "“12345” in name has no letters."),
        (
            f"w10@c.example,{LONG},,council,R1,2024-01-01,",
            "name",
            "The text in name has 201 characters. Shorten it to 200.",
        ),
        ("w11@c.example,Zo\x07Ng,,council,R1,2024-01-01,", "name", "cannot be printed"),
        (f"w12@c.example,Zo Ng,{LONG},council,R1,2024-01-01,", "staff_number", "Shorten it to 60"),
        ("w13@c.example,Zo Ng,,,R1,2024-01-01,", "agency", "The cell in agency is blank."),
        ("w14@c.example,Zo Ng,,counsil,R1,2024-01-01,", "agency", "Did you mean “council”?"),
        (
            "w15@c.example,Zo Ng,,Oak Scool,R1,2024-01-01,",
            "agency",
            "Did you mean “oak-school” (Oak School)?",
        ),
        ("w16@c.example,Zo Ng,,the moon,R1,2024-01-01,", "agency", "There is no agency “the moon”"),
        (f"w17@c.example,Zo Ng,,{LONG},R1,2024-01-01,", "agency", "too long to be one of ours"),
        ("w18@c.example,Zo Ng,,council,,2024-01-01,", "role_group", "The cell in role_group is blank."),
        ("w19@c.example,Zo Ng,,council,R9,2024-01-01,", "role_group", "There is no role group “R9”"),
        (
            "w20@c.example,Zo Ng,,council,regular contract,2024-01-01,",
            "role_group",
            "Did you mean “R2” (Regular contact)?",
        ),
        ("w21@c.example,Zo Ng,,council,R1,,", "starts_on", "The cell in starts_on is blank."),
        (
            "w22@c.example,Zo Ng,,council,R1,31/06/2012,",
            "starts_on",
            "“31/06/2012” in starts_on is not a day that exists",
        ),
        (
            "w23@c.example,Zo Ng,,council,R1,2023-02-29,",
            "starts_on",
            "“2023-02-29” in starts_on is not a day that exists",
        ),
        ("w24@c.example,Zo Ng,,council,R1,13/13/2024,", "starts_on", "is not a day that exists"),
        (
            "w25@c.example,Zo Ng,,council,R1,the first of April,",
            "starts_on",
            "“the first of April” in starts_on is not a date",
        ),
        ("w27@c.example,Zo Ng,,council,R1,45323,", "starts_on", "a spreadsheet's own number for a day"),
        (
            "w28@c.example,Zo Ng,,council,R1,0024-04-01,",
            "starts_on",
            "The year 24 in starts_on cannot be right.",
        ),
        (
            "w29@c.example,Zo Ng,,council,R1,2924-04-01,",
            "starts_on",
            "The year 2924 in starts_on cannot be right.",
        ),
        (
            "w30@c.example,Zo Ng,,council,R1,2024-04-01,2024-03-31",
            "ends_on",
            "2024-03-31 in ends_on is before 2024-04-01 in starts_on.",
        ),
        ("w31@c.example,Zo Ng,,council,R1,2024-04-01,never", "ends_on", "“never” in ends_on is not a date."),
        (
            "w32@c.example,Ng, Zo,1,council,R1,2024-04-01,2025-03-31",
            "",
            "There are 8 cells, but the header has 7.",
        ),
        ("fine@c.example,Fi Ne,,council,R1,2024-04-01,2026-03-31", "", "Row 2 is about the same post"),
        (
            "fine@c.example,Someone Else,,council,R2,2024-04-01,",
            "name",
            "Row 2 gives fine@c.example the name Fi Ne",
        ),
        ("w38@c.example,Zo Ng,C1,council,R2,2024-04-01,", "staff_number", "is ann@council.example's"),
        ("w39@c.example,Zo Ng,F1,council,R2,2024-04-01,", "staff_number", "is also@c.example's"),
    ],
    f"completions/{COMPLETIONS}": [
        (",,,neglect,,2024-04-01,,", "email", "does not say who it is about"),
        ("nobody@c.example,,,neglect,,2024-04-01,,", "email", "Nobody we know has the e-mail address"),
        (
            ",council,C77,neglect,,2024-04-01,,",
            "staff_number",
            "Nobody at “council” has the staff number C77",
        ),
        (",counsil,C1,neglect,,2024-04-01,,", "agency", "Did you mean “council”?"),
        ("ann@council.example,social-work,C2,neglect,,2024-04-01,,", "email", "belong to different people"),
        ("ann@council.example,,,neglct,,2024-04-01,,", "course", "Did you mean “neglect”?"),
        (
            "ann@council.example,,,neglect,,2099-04-01,,",
            "completed_on",
            "2099-04-01 in completed_on is in the future.",
        ),
        ("ann@council.example,,,neglect,,2024-04-01,101,", "score", "101 in score is not between 0 and 100."),
        ("ann@council.example,,,neglect,,2024-04-01,-1,", "score", "-1 in score is not between 0 and 100."),
        (
            "ann@council.example,,,neglect,,2024-04-01,0.85,",
            "score",
            "0.85 in score is less than one per cent. Write 85 for 85%",
        ),
        ("ann@council.example,,,neglect,,2024-04-01,most,", "score", "“most” in score is not a percentage."),
        (
            "ann@council.example,,,neglect,,2024-04-01,,perhaps",
            "passed",
            "“perhaps” in passed does not say how it went",
        ),
    ],
    "agencies/id,name,kind,parent,target,basis": [
        ("two words,Two,,,,", "id", "“two words” in id cannot be an id"),
        ("t,Tee,,,101,", "target", "101 in target is not between 1 and 100."),
        ("t,Tee,,,ninety,", "target", "“ninety” in target is not a whole number"),
        ("t,Tee,,,,guess", "basis", "“guess” in basis is not one of roster, headcount, return"),
    ],
    "headcounts/agency,role_group,as_at,headcount,source": [
        ("trust,R1,2099-01-01,5,", "as_at", "in the future"),
        ("trust,R1,2024-01-01,-5,", "headcount", "-5 in headcount is not between 0"),
        ("trust,R1,2024-01-01,5.5,", "headcount", "“5.5” in headcount is not a whole number"),
    ],
    "requirements/course,agency,role_group,from,to,due_within_days,renew_after_months": [
        ("neglect,,,2024-01-01,2023-01-01,,", "to", "2023-01-01 in to is before 2024-01-01 in from."),
        ("neglect,,,2024-01-01,,-1,", "due_within_days", "-1 in due_within_days is not between 0"),
        (
            "neglect,,,2024-01-01,,,0",
            "renew_after_months",
            "0 in renew_after_months is not between 1 and 600.",
        ),
    ],
    "exemptions/email,course,from,to,reason": [
        ("ann@council.example,neglect,2024-01-01,,", "reason", "The cell in reason is blank."),
        ("nobody@c.example,neglect,2024-01-01,,Leave", "email", "Nobody we know"),
    ],
    "returns/agency,role_group,course,period_end,headcount,in_date": [
        ("trust,R1,neglect,2024-03-31,10,11", "in_date", "11 in date is more than the headcount of 10"),
        ("trust,R1,neglect,2099-03-31,10,9", "period_end", "in the future"),
    ],
}
FINE = {
    "people": [
        "fine@c.example,Fi Ne,,council,R1,2024-04-01,",
        "also@c.example,Al So,F1,council,R1,2024-04-01,",
    ],
    "completions": ["ann@council.example,,,neglect,,2024-04-02,,"],
}


@pytest.fixture
def full(county: Database) -> Database:
    """The county with a completion that an import must not touch."""
    bring(
        county, "completions", "email,course,completed_on,score\nann@council.example,neglect,2024-05-01,85\n"
    )
    return county


@pytest.mark.parametrize("kind_and_header", WRONG)
def test_each_wrong_row_has_its_own_reason_and_place_and_nothing_changes(
    full: Database, kind_and_header: str
) -> None:
    kind, header = kind_and_header.split("/")
    wrong, fine = WRONG[kind_and_header], FINE.get(kind, [])
    data = "\n".join([header, *fine, *(row for row, _, _ in wrong)]).encode()
    found = imports.preview(full, kind, data, "roster.csv")

    assert [line.number for line in found.rejected] == list(range(len(fine) + 2, len(fine) + len(wrong) + 2))
    for line, (row, column, says) in zip(found.rejected, wrong, strict=True):
        assert [problem.path for problem in line.problems] == [column], (row, line.problems)
        [problem] = line.problems
        assert says in f"{problem.message} {problem.remedy}", (row, problem)
        assert not problem.message[0].islower(), problem
        assert problem.message.endswith(".")
        assert problem.remedy.endswith((".", "?"))
    places = {problem.line: problem.column for problem in found.problems()}
    names = header.split(",")
    assert all(
        places[line.number] == (names.index(column) + 1 if column else 0)
        for line, (_, column, _) in zip(found.rejected, wrong, strict=True)
    )

    before = counts(full)
    with pytest.raises(InputFault) as raised:
        imports.apply(full, found)
    assert len(raised.value.problems) == len(wrong)
    assert counts(full) == before


def test_there_are_fifty_kinds_of_wrong_row() -> None:
    assert sum(len(rows) for rows in WRONG.values()) >= 50


def test_one_row_may_have_several_things_wrong_and_says_all(county: Database) -> None:
    data = f"{ROSTER}\nnot-an-address,,,counsil,R9,31/06/2012,soon\n".encode()
    [line] = imports.preview(county, "people", data, "roster.csv").rejected
    assert {problem.path for problem in line.problems} == {
        "email",
        "name",
        "agency",
        "role_group",
        "starts_on",
        "ends_on",
    }


def test_rejected_rows_come_back_to_be_corrected_and_sent_again(county: Database) -> None:
    header = f"{ROSTER},Line manager"
    rows = [
        "zo@c.example,=cmd|calc,,counsil,R1,2024-01-01,,Mx",
        "fi@c.example,Fi Ne,,council,R1,2024-01-01,,Mx",
    ]
    found = imports.preview(county, "people", "\n".join([header, *rows]).encode(), "roster.csv")
    back = imports.rejected_file(found)
    assert back.startswith(b"\xef\xbb\xbf")
    [row] = csv.DictReader(io.StringIO(back.decode("utf-8-sig")))
    assert row["row"] == "2"
    assert row["Line manager"] == "Mx"
    assert row["reason"] == "There is no agency “counsil”. Did you mean “council”?"
    assert not row["name"].startswith("=")

    done = imports.apply(county, found, accept_valid=True)
    assert (done.applied, done.rejected) == (1, 1)
    corrected = back.replace(b"counsil", b"council").replace(b"'=cmd\\|calc", b"Zo Ng")
    again = imports.preview(county, "people", corrected, "roster.csv")
    assert again.ignored_columns == ["Line manager", "row", "reason"]
    assert imports.apply(county, again).applied == 1


def test_a_file_of_rejected_rows_can_be_corrected_and_sent_again(county: Database) -> None:
    sent = b"email,course,from,reason\nnobody@c.example,neglect,2024-01-01,+ill health\n"
    for _ in range(2):
        sent = imports.rejected_file(imports.preview(county, "exemptions", sent, "exempt.csv"))
        (header, row) = csv.reader(io.StringIO(sent.decode("utf-8-sig")))
        assert header == ["email", "course", "from", "reason", "row", "rejected_because"]
        assert "Nobody we know" in row[-1]
    corrected = imports.preview(county, "exemptions", sent.replace(b"nobody@c", b"ann@council"), "again.csv")
    imports.apply(county, corrected)
    with county.read() as conn:
        assert conn.value("select reason from exemption") == "+ill health"
