"""What an import finds, asks and notes is said in Welsh to whoever reads Welsh, also years later."""

import json
from textwrap import dedent

import pytest

from elearn.database import Database
from elearn.phrases import Phrase
from elearn.problems import InputFault
from elearn.tracker import directory, imports
from elearn.tracker.imports import KINDS
from elearn.tracker.scope import Scope
from elearn.translations import said, speaking
from tests.tracker.conftest import PEOPLE, bring, person
from tests.tracker.test_import_answers import ALL, look, school


def in_welsh(text: str) -> str:
    assert isinstance(text, Phrase), text
    with speaking("cy"):
        return said(text)


def test_each_reason_to_reject_a_row_is_said_in_welsh(county: Database) -> None:
    roster = """email,name,staff_number,agency,role_group,starts_on
a@oak.example,A,#REF!,oak-scool,R2,2024-01-01
b@oak.example,B,,oak-school,R2,2024-01-01
b@oak.example,C,,oak-school,R3,2024-01-01
"""
    found = imports.preview(county, "people", roster.encode(), "people.csv")
    told = [(in_welsh(each.message), in_welsh(each.remedy)) for each in found.problems()]
    assert (
        "Nid oes asiantaeth “oak-scool”.",
        "Ai dyma yr oeddech yn ei olygu: “oak-school” (Oak School)?",
    ) in told
    assert "Gwall yn y daenlen yw'r gell yn “staff_number” (#REF!)." in [message for message, _ in told]
    assert "Mae rhes 3 yn rhoi'r enw B i b@oak.example." in [message for message, _ in told]
    with speaking("cy"):
        assert "Nid oes asiantaeth “oak-scool”. Ai dyma" in imports.rejected_file(found).decode()
    assert "There is no agency “oak-scool”. Did you mean" in imports.rejected_file(found).decode()


def test_what_keeps_a_row_is_counted_in_welsh(county: Database) -> None:
    kept = imports.references(county, "person", person(county, "cy@school.example"))
    assert [in_welsh(each) for each in kept] == ["mae neu roedd ganddynt 2 swydd"]
    with pytest.raises(InputFault) as fault:
        imports.remove(county, "agency", "council")
    (problem,) = fault.value.problems
    assert in_welsh(problem.message) == (
        "Ni ellir tynnu'r asiantaeth hon: mae 1 asiantaeth yn rhan ohoni, mae neu roedd gan 1 person swydd yno a hefyd "
        "mae 1 person yn ei harwain."
    )
    assert in_welsh(problem.remedy).startswith("Os oedd hynny'n gamgymeriad hefyd")


def test_what_was_asked_and_answered_is_said_in_welsh_years_later(county: Database) -> None:
    school(county)
    imports.apply(county, look(county, ALL))
    batch = directory.imports(county, Scope.everyone()).rows[0]
    first = batch.how["answered"][0]
    assert first["answer"] == "It is completed_on (the day of the completion)"
    assert in_welsh(first["answer"]) == "Dyma hi: completed_on (diwrnod y cwblhau)"
    assert json.loads(batch.reading)["answered"] == batch.how["answered"]


def test_what_was_kept_before_its_parts_were_is_said_as_it_was(county: Database) -> None:
    school(county)
    imports.apply(county, look(county, ALL))
    with county.write() as conn:
        conn.execute(
            "update import_batch set reading = :reading", {"reading": '{"columns": [["A", "b", ""]]}'}
        )
    how = directory.imports(county, Scope.everyone()).rows[0].how
    assert how == {"columns": [["A", "b", ""]]}


def test_the_day_on_which_the_same_file_was_applied_is_said_in_welsh(county: Database) -> None:
    bring(county, "people", PEOPLE)
    again = imports.preview(county, "people", dedent(PEOPLE).encode(), "people.csv")
    (note,) = [each for each in again.notes if "applied" in each]
    assert in_welsh(note).startswith("Rhoddwyd y ffeil hon ar waith ar ")
    assert any(isinstance(value, Phrase) for value in getattr(note, "values", {}).values())


@pytest.mark.parametrize("kind", KINDS)
def test_what_rows_and_columns_are_for_is_said_in_welsh(kind: str) -> None:
    what = KINDS[kind]
    for text in (what.row, *(each.about for each in what.columns), *(each.absent for each in what.columns)):
        assert not text or in_welsh(text) != text
