"""What is wrong with a file, and what is asked and noted about it, is said in the language of whoever reads it."""

from collections.abc import Sequence
from datetime import date, timedelta

import pytest

from elearn.database import Database
from elearn.days import day_phrase, in_words
from elearn.phrases import Phrase
from elearn.problems import BadValue, InputFault
from elearn.tracker import imports
from elearn.tracker.imports import day_words
from elearn.tracker.imports.cells import email, whole
from elearn.tracker.imports.dates import DayColumn, DayReader
from elearn.tracker.imports.filerows import rows
from elearn.tracker.imports.questions import Question
from elearn.translations import said, speaking
from tests.tracker.test_import_wrong_rows import ROSTER


@pytest.mark.parametrize(
    ("numbers", "english", "welsh"),
    [
        ([3], "row 3", "rhes 3"),
        ([2, 3], "rows 2, 3", "rhesi 2, 3"),
        (
            [*range(1, 10), 1_000],
            "rows 1, 2, 3, 4, 5, 6, 7, 8, 9, 1,000",
            "rhesi 1, 2, 3, 4, 5, 6, 7, 8, 9, 1,000",
        ),
        (range(11, 23), "and 2 more", "a 2 arall"),
    ],
)
def test_rows_are_said_in_both_languages(numbers: Sequence[int], english: str, welsh: str) -> None:
    found = rows(numbers)
    assert found.endswith(english)
    with speaking("cy"):
        assert said(found).endswith(welsh)


def test_a_form_can_say_its_own_label_for_a_column() -> None:
    with pytest.raises(BadValue) as fault:
        email("zo.ng", "email")
    message = fault.value.message
    assert isinstance(message, Phrase)
    own = message.with_values(column="E-mail address")
    assert own == "“zo.ng” in E-mail address is not an e-mail address."
    with speaking("cy"):
        assert said(own) == "Nid yw “zo.ng” yn “E-mail address” yn gyfeiriad e-bost."


def test_every_problem_with_a_cell_names_its_column_as_a_value(county: Database) -> None:
    data = f"{ROSTER}\n,5,,,,31/06/2012,soon\n".encode()
    [line] = imports.preview(county, "people", data, "roster.csv").rejected
    for problem in line.problems:
        assert isinstance(problem.message, Phrase)
        assert problem.message.values["column"] == problem.path
        with speaking("cy"):
            assert said(problem.message) != problem.message
            assert said(problem.remedy) != problem.remedy


def test_a_day_is_said_in_words_in_both_languages() -> None:
    for place in range(366):
        day = date(2028, 1, 1) + timedelta(days=place)
        assert day_phrase(day) == in_words(day)
        assert day_words.weekday(day) == f"{day:%A}"
        with speaking("cy"):
            assert said(day_phrase(day)) == in_words(day, "cy")


def test_a_wrong_weekday_is_said_with_the_right_one() -> None:
    with pytest.raises(BadValue) as fault:
        DayReader("dmy", "", False)("Fri 3 May 2026", "to")
    assert fault.value.message == "“Fri 3 May 2026” in to is not right: 3 May 2026 is a Sunday."
    with speaking("cy"):
        assert (
            said(fault.value.message) == "Nid yw “Fri 3 May 2026” yn “to” yn gywir: dydd Sul yw 3 Mai 2026."
        )


def test_a_question_about_days_and_its_answers_are_said_in_welsh() -> None:
    column = DayColumn("from", "Start", False)
    column.see(["03/04/2026", "13/05/2026", "05/14/2026"])
    question = column.decide({})
    assert isinstance(question, Question)
    first = question.choices[0].words
    assert first == "Day first: 03/04/2026 is 3 April 2026 (refuses 1 different date)"
    with speaking("cy"):
        assert "Start" in said(question.text) != question.text
        assert said(question.detail) != question.detail
        assert (
            said(first) == "Y diwrnod yn gyntaf: 3 Ebrill 2026 yw 03/04/2026 (yn gwrthod 1 dyddiad gwahanol)"
        )


def test_the_words_for_a_percent_sign_are_filled_in_once() -> None:
    with pytest.raises(BadValue) as fault:
        whole(1, 10_000)("0", "minutes")
    assert fault.value.message == "0 in minutes is not between 1 and 10,000."
    column = {each.name: each for each in imports.KINDS["agencies"].columns}["target"]
    with pytest.raises(BadValue) as share:
        column.read("1", "target")
    assert str(share.value) == "1 in target may be 1% or 100%. Write it with a % sign."
    with speaking("cy"):
        assert said(share.value.message) == "Gall 1 yn “target” fod yn 1% neu'n 100%."


def test_agencies_within_one_another_are_said_in_a_circle(county: Database) -> None:
    data = b"id,name,parent\na1,Ash,b1\nb1,Birch,c1\nc1,Cedar,a1\n"
    found = imports.preview(county, "agencies", data, "agencies.csv")
    message = found.rejected[0].problems[0].message
    assert message == "“a1” is within “b1” is within “c1” is within “a1”."
    with speaking("cy"):
        assert said(message) == "Mae'r rhain yn ffurfio cylch: “a1” o fewn “b1” o fewn “c1” o fewn “a1”."


def test_a_missing_column_says_what_the_file_has_in_welsh(county: Database) -> None:
    with pytest.raises(InputFault) as fault:
        imports.preview(county, "role-groups", b"id,level\nR9,3\n", "groups.csv")
    [problem] = fault.value.problems
    assert problem.message == "The column name is missing."
    assert problem.remedy == "A file of role groups has id, name, level. The columns found are: id, level."
    with speaking("cy"):
        assert said(problem.message) == "Mae'r golofn name ar goll."
        assert said(problem.remedy) == (
            "Dyma golofnau ffeil o'r math “grwpiau rôl”: id, name, level. Dyma'r colofnau a gafwyd: id, level."
        )


@pytest.mark.parametrize("kind", ["agencies", "courses", "completions", "exemptions", "headcounts"])
def test_what_rows_and_columns_are_for_is_said_in_welsh(kind: str) -> None:
    found = imports.KINDS[kind]
    texts = [found.row, *(each.about for each in found.columns), *(each.absent for each in found.columns)]
    with speaking("cy"):
        assert [text for text in texts if text and said(text) == text] == []
