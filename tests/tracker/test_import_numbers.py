"""Staff numbers and scores that a spreadsheet has changed are refused or asked about, and never guessed."""

import csv
import io
from textwrap import dedent

import pytest
from hypothesis import given
from hypothesis import strategies as st

from elearn.database import Database
from elearn.problems import BadValue
from elearn.tracker import imports, sessions
from elearn.tracker.imports import cells
from elearn.tracker.imports.questions import Question
from elearn.tracker.imports.scores import ScoreColumn, ScoreReader
from elearn.tracker.imports.staging import Preview
from tests.tracker.conftest import bring, person

ROSTER = "email,name,staff_number,agency,role_group,starts_on"
COMPLETIONS = "agency,staff_number,course,completed_on"


def look(db: Database, kind: str, text: str) -> Preview:
    return imports.preview(db, kind, dedent(text).encode(), f"{kind}.csv")


def scores(*texts: str, answer: str = "") -> ScoreReader | Question:
    column = ScoreColumn("Mark")
    column.see(texts)
    return column.decide({column.key: answer} if answer else {})


def score(text: str, *others: str, answer: str = "") -> float:
    found = scores(text, *others, answer=answer)
    assert isinstance(found, ScoreReader), found
    return found(text, "score")


def refused(text: str, *others: str, answer: str = "") -> BadValue:
    with pytest.raises(BadValue) as raised:
        score(text, *others, answer=answer)
    return raised.value


@pytest.mark.parametrize(
    "written", ["00127", '="00127"', "'00127", "=00127", '\'="00127"', " 00127\u200b", "００１２７"]
)
def test_a_staff_number_keeps_its_zeros_however_they_were_protected(written: str) -> None:
    assert cells.staff_number(written, "staff_number") == "00127"


@pytest.mark.parametrize(
    ("written", "says"),
    [
        ("1.23457E+11", "shortened"),
        ("1,2E+10", "shortened"),
        ("1E+05", "shortened"),
        ("127.0", "written as an amount"),
        ("127,00", "written as an amount"),
        ("1,234", "written as an amount"),
        (
            "\u0421102",
            "The character 1 of “\u0421102” in staff_number is a Cyrillic \u0421, which looks like a Latin C.",
        ),
    ],
)
def test_a_staff_number_that_is_not_what_was_typed_is_refused(written: str, says: str) -> None:
    with pytest.raises(BadValue) as raised:
        cells.staff_number(written, "staff_number")
    assert says in raised.value.message
    assert raised.value.remedy


@pytest.mark.parametrize("written", ["E101", "1E5", "C-1", "12.345", "N/A 1", "Ü7"])
def test_other_staff_numbers_are_kept_as_they_are(written: str) -> None:
    assert cells.staff_number(written, "staff_number") == written


@pytest.mark.parametrize(
    ("cell", "sent"),
    [
        ("'=cmd\\|calc", "=cmd|calc"),
        ("'@team", "@team"),
        ("'quoted", "'quoted"),
        ("'", "'"),
        ("'00127", "00127"),
        ("'31/03/2026", "31/03/2026"),
        ('="2026-03-31"', "2026-03-31"),
        ('\'="Oak School"', "Oak School"),
        ("=SUM(A1)", "=SUM(A1)"),
    ],
)
def test_a_mark_before_a_cell_is_taken_away(cell: str, sent: str) -> None:
    assert cells.as_sent(cell) == sent


def test_an_address_that_only_looks_right_is_refused_with_the_letter_and_its_place() -> None:
    with pytest.raises(BadValue) as raised:
        cells.email("\u0430nn@oak.example", "email")
    assert raised.value.message == (
        "The character 1 of “\u0430nn@oak.example” in email is a Cyrillic \u0430, which looks like a Latin a."
    )
    assert raised.value.remedy == "Type the address again."
    with pytest.raises(BadValue, match="looks like “fi”"):
        cells.email("of\ufb01ce@oak.example", "email")


def test_an_address_with_accents_and_unseen_characters_is_fine() -> None:
    assert cells.email("ZOË@Oak.Example\u200b", "email") == "zoë@oak.example"


def test_a_person_signs_in_with_the_address_as_it_was_imported(county: Database) -> None:
    written = "Z\u200bO\u0308@Oak.Example"
    bring(county, "people", f"{ROSTER}\n{written},Zo Ng,,council,R1,2024-01-01\n")
    assert sessions.person_by_email(county, written) == person(county, "zö@oak.example")


def test_an_agency_with_a_letter_that_only_looks_right_gets_a_suggestion(county: Database) -> None:
    [line] = look(county, "people", f"{ROSTER}\nz@c.example,Zo,,\u0421ouncil,R1,2024-01-01\n").rejected
    assert line.problems[0].remedy == "Did you mean “council”?"


def test_a_cell_of_characters_that_nobody_sees_is_refused() -> None:
    with pytest.raises(BadValue, match="nobody sees"):
        cells.text()("\u200b", "reason")


@pytest.mark.parametrize("written", ["85", "85%", "85 %", "85\u00a0%", "85.0", "８５"])
def test_a_percentage_may_have_its_sign(written: str) -> None:
    assert cells.percent(written, "score") == 85
    assert score(written) == 85


def test_a_comma_in_a_score_is_refused_with_what_to_write() -> None:
    error = refused("85,5", "90")
    assert (error.message, error.remedy) == (
        "“85,5” in score has a comma.",
        "Write a dot before the decimals: 85.5.",
    )


@pytest.mark.parametrize(
    ("written", "percentage"), [("8/10", 80), ("17 / 20", 85), ("0/5", 0), ("7.5/10", 75)]
)
def test_points_of_points_are_a_share(written: str, percentage: float) -> None:
    assert score(written) == percentage


@pytest.mark.parametrize("written", ["-", "20/10", "0/0", "most", "-1", "101", "8//10"])
def test_what_is_no_score_is_refused(written: str) -> None:
    assert refused(written, "85").remedy


def test_scores_up_to_1_may_be_shares_so_we_ask() -> None:
    asked = scores("0.85", "1", "0", "0.9")
    assert isinstance(asked, Question)
    assert asked.key == "scores:Mark"
    assert [(each.value, each.words) for each in asked.choices] == [
        ("percent", "Percentages: 0.85 is 0.85%"),
        ("share", "Shares: 1 is 100%, so 0.85 is 85%"),
    ]
    assert score("0.85", "1", answer="share") == 85.0
    assert score("1", "0.85", answer="share") == 100.0
    assert score("0.85", "1", answer="percent") == 0.85
    assert "between 0 and 1" in refused("2", "0.85", answer="share").message


def test_scores_up_to_10_may_be_points_so_we_ask() -> None:
    asked = scores("8", "9.5", "0.5", "0")
    assert isinstance(asked, Question)
    assert [(each.value, each.words) for each in asked.choices] == [
        ("percent", "Percentages: 9.5 is 9.5%"),
        ("of10", "Points out of 10, so 9.5 is 95%"),
    ]
    assert score("9.5", "8", answer="of10") == 95.0
    assert score("8", "9.5", answer="percent") == 8.0


def test_a_sign_or_a_higher_score_shows_that_a_column_has_percentages() -> None:
    assert score("8", "9%") == 8
    assert score("8", "10.5") == 8
    assert score("0", "0.0") == 0
    assert score("0.5%", "9") == 0.5
    assert refused("0.85", "90").message == "0.85 in score is less than one per cent."


@given(st.lists(st.integers(0, 100), min_size=1), st.sampled_from(["percent", "share", "of10"]))
def test_a_column_in_one_scale_gives_the_true_scores_or_a_question(true: list[int], scale: str) -> None:
    write = {"percent": str, "share": lambda it: f"{it / 100:.2f}", "of10": lambda it: f"{it / 10:.1f}"}[
        scale
    ]
    texts = [write(each) for each in true]
    found = scores(*texts)
    if isinstance(found, Question):
        found = scores(*texts, answer=scale)
    assert isinstance(found, ScoreReader)
    assert [found(text, "score") for text in texts] == true


@pytest.fixture
def numbered(county: Database) -> Database:
    """The county, with a person whose staff number has leading zeros and letters."""
    bring(county, "people", f"{ROSTER}\nzo@c.example,Zo Ng,00E27,council,R1,2024-01-01\n")
    bring(county, "people", f"{ROSTER}\nfi@c.example,Fi Ne,00127,council,R1,2024-01-01\n")
    return county


@pytest.mark.parametrize(
    ("number", "meant"),
    [("127", "00127"), ("O0127", "00127"), ("0012l", None), ("l27", "00127"), ("e27", "00E27")],
)
def test_a_number_that_is_nearly_someones_is_suggested_and_never_taken(
    numbered: Database, number: str, meant: str | None
) -> None:
    [line] = look(numbered, "completions", f"{COMPLETIONS}\ncouncil,{number},neglect,2024-01-01\n").rejected
    [problem] = line.problems
    assert (problem.path, problem.rule) == ("staff_number", "unmatched")
    assert problem.message == f"Nobody at “council” has the staff number {number}."
    assert problem.remedy == (
        f"Did you mean {meant}?" if meant else "Check the number, or import the person first."
    )


def test_a_roster_that_lost_its_zeros_does_not_change_the_numbers(numbered: Database) -> None:
    found = look(numbered, "people", f"{ROSTER}\nfi@c.example,Fi Ne,127,council,R2,2024-01-01\n")
    [line] = found.rejected
    [problem] = line.problems
    assert (problem.path, problem.rule) == ("staff_number", "zeros")
    assert problem.message.startswith("fi@c.example has the staff number 00127 at “council”, and not 127.")
    assert problem.remedy.startswith("Write 00127.")
    assert "own page" in problem.remedy
    [line] = look(numbered, "people", f"{ROSTER}\nzo@c.example,Zo Ng,e27,council,R1,2024-01-01\n").rejected
    assert line.problems[0].remedy.startswith("Write 00E27.")


def test_the_same_number_or_quite_another_is_no_lost_zero(numbered: Database) -> None:
    for number in ("00127", "128", ""):
        assert not look(
            numbered, "people", f"{ROSTER}\nfi@c.example,Fi Ne,{number},council,R1,2024-01-01\n"
        ).rejected


def test_numbers_of_different_people_that_differ_by_zeros_are_noted(numbered: Database) -> None:
    rows = "a@c.example,A Na,0200,council,R1,2024-01-01\nb@c.example,B Na,200,council,R1,2024-01-01\n"
    others = "c@c.example,C Na,127,council,R1,2024-01-01\nd@c.example,D Na,0300,council,R1,2024-01-01\n"
    found = look(numbered, "people", f"{ROSTER}\n{rows}{others}")
    assert not found.rejected
    assert found.notes == [
        "Staff numbers of different people that differ only by leading zeros: 0200 and 200 at “council”, "
        "00127 and 127 at “council”. Check that they are different people."
    ]


def test_a_number_that_kept_its_zeros_with_a_mark_survives_a_file_of_rejected_rows(
    numbered: Database,
) -> None:
    found = look(
        numbered,
        "people",
        f"{ROSTER}\n" + 'fi@c.example,Fi Ne,"=""00127""",counsil,R1,2024-01-01\n',
    )
    back = imports.rejected_file(found)
    assert next(csv.DictReader(io.StringIO(back.decode("utf-8-sig"))))["staff_number"] == '\'="00127"'
    [line] = imports.preview(numbered, "people", back.replace(b"counsil", b"council"), "roster.csv").rows
    assert line.values["staff_number"] == "00127"
