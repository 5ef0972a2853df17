"""Files that real agencies send, and that would become a false fact if somebody guessed."""

from collections.abc import Mapping
from textwrap import dedent

import pytest

from elearn.database import Database
from elearn.tracker import imports
from elearn.tracker.imports import Preview
from tests.tracker.conftest import bring


def look(
    db: Database,
    kind: str,
    text: str | bytes,
    agency: str | None = None,
    answers: Mapping[str, str] | None = None,
    course: str | None = None,
) -> Preview:
    data = text if isinstance(text, bytes) else dedent(text).encode()
    return imports.preview(db, kind, data, f"{kind}.csv", agency, answers=answers, course=course)


def keys(found: Preview) -> list[str]:
    return [question.key for question in found.questions]


def messages(found: Preview) -> list[str]:
    return [problem.message for problem in found.problems()]


def kept(found: Preview, *names: str) -> list[tuple[object, ...]]:
    return [tuple(line.values[name] for name in names) for line in found.to_apply]


@pytest.mark.parametrize(
    "written",
    [
        "mailto:ann@council.example",
        "SMTP:ann@council.example",
        "'ann@council.example'",
        "'ann@council.example",
        "ann@council.example'",
        "ann@council.example_x000D_",
        "ann@council.example/",
        "ann@council.example?",
    ],
)
def test_an_address_with_the_marks_of_another_program_makes_no_second_person(
    county: Database, written: str
) -> None:
    row = f"{written},Ann Bell,council,R1,2023-04-01"
    found = look(county, "people", f"email,name,agency,role_group,starts_on\n{row}\n")
    assert found.count("rejected") == 1
    assert f"“{written}” in email is not an e-mail address." in messages(found)


@pytest.mark.parametrize("written", ["o'neil@council.example", "zoë@büro.example", "a+b/c@x-y.example"])
def test_an_ordinary_address_is_taken(county: Database, written: str) -> None:
    row = f"{written},Pat O'Neil,council,R1,2023-04-01"
    found = look(county, "people", f"email,name,agency,role_group,starts_on\n{row}\n")
    assert (messages(found), kept(found, "email")) == ([], [(written,)])


@pytest.mark.parametrize("other", ["85%", "0.85"])
def test_a_1_among_signs_or_shares_is_not_taken_for_one_per_cent(county: Database, other: str) -> None:
    found = look(
        county,
        "completions",
        f"""\
        email,course,completed_on,score
        ann@council.example,bruising,2025-01-01,{other}
        bo@council.example,bruising,2025-01-01,1
        di@trust.example,bruising,2025-01-01,90
        """,
    )
    assert "1 in score may be 1% or 100%." in messages(found)
    assert 1.0 not in [score for (score,) in kept(found, "score")]


def test_a_1_among_percentages_is_one_per_cent(county: Database) -> None:
    found = look(
        county,
        "completions",
        """\
        email,course,completed_on,score
        ann@council.example,bruising,2025-01-01,1
        bo@council.example,bruising,2025-01-01,90
        """,
    )
    assert kept(found, "score") == [(1.0,), (90.0,)]


def test_a_target_of_1_may_be_100_per_cent(county: Database) -> None:
    found = look(county, "agencies", "id,name,target\none,One,1\ntwo,Two,1%\nall,All,100%\n")
    assert messages(found) == ["1 in target may be 1% or 100%."]
    assert kept(found, "id", "target") == [("two", 1), ("all", 100)]


def test_a_very_long_cell_is_not_shown_whole(county: Database) -> None:
    row = f"{'a' * 100_000},Ann Bell,council,R1,{'9' * 2_000}"
    found = look(county, "people", f"email,name,agency,role_group,starts_on\n{row}\n")
    assert messages(found) == [
        "The cell in email has 100,000 characters.",
        "The cell in starts_on has 2,000 characters.",
    ]
