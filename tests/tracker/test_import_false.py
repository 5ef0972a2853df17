"""Files that real agencies send, and that would become a false fact if somebody guessed."""

from collections.abc import Mapping
from textwrap import dedent

import pytest

from elearn.database import Database
from elearn.problems import InputFault
from elearn.tracker import imports
from elearn.tracker.imports import Preview
from tests.tracker.conftest import bring, person, plan_first_session
from tests.tracker.hostile import Hostile, written


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
def test_an_writtenwith_the_marks_of_another_program_makes_no_second_person(
    county: Database, written: str
) -> None:
    row = f"{written},Ann Bell,council,R1,2023-04-01"
    found = look(county, "people", f"email,name,agency,role_group,starts_on\n{row}\n")
    assert found.count("rejected") == 1
    assert f"“{written}” in email is not an e-mail address." in messages(found)


@pytest.mark.parametrize("written", ["o'neil@council.example", "zoë@büro.example", "a+b/c@x-y.example"])
def test_an_ordinary_writtenis_taken(county: Database, written: str) -> None:
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


def test_a_result_beside_the_days_of_a_known_report_counts(county: Database) -> None:
    text = "Email address,Result,Course complete\nann@council.example,Fail,2025-11-27\n"
    found = look(county, "completions", text, course="neglect")
    assert kept(found, "outcome") == [("failed",)]


def test_words_for_results_beside_the_days_of_a_known_report_are_asked_about(county: Database) -> None:
    text = "Email address,How it went,Course complete\nann@council.example,Fail,2025-11-27\n"
    assert keys(look(county, "completions", text, course="neglect")) == ["column:How it went"]


def test_what_else_completes_a_course_is_not_asked_about(county: Database) -> None:
    text = """\
        Email address,Quiz,Quiz - Completion date,Self completion,Course complete
        ann@council.example,Completed (achieved pass grade),2025-11-26,2025-11-27,2025-11-27
        """
    found = look(county, "completions", text, course="neglect")
    assert (keys(found), kept(found, "completed_on")) == ([], [("2025-11-27",)])


def test_the_course_of_a_row_counts_in_a_report_of_a_known_shape(county: Database) -> None:
    text = "Email address,Course,Course complete\nann@council.example,bruising,2025-11-27\n"
    found = look(county, "completions", text, course="neglect")
    assert messages(found) == ["“bruising” is not the course of this import, “neglect”."]
    assert kept(look(county, "completions", text), "course") == [("bruising",)]


def test_a_column_that_names_other_courses_than_the_one_of_the_import_is_a_question(county: Database) -> None:
    text = "email,Training,Completion date\nann@council.example,{},2025-11-27\n"
    found = look(county, "completions", text.format("About bruising"), course="neglect")
    assert keys(found) == ["column:Training"]
    answered = look(
        county,
        "completions",
        text.format("About bruising"),
        course="neglect",
        answers={"column:Training": "course"},
    )
    assert answered.count("rejected") == 1
    assert keys(look(county, "completions", text.format("Neglect"), course="neglect")) == []
    assert keys(look(county, "completions", text.format("Fire drill"), course="neglect")) == [
        "column:Training"
    ]
    elsewhere = text.format("Town hall").replace("Training", "Venue")
    assert keys(look(county, "completions", elsewhere, course="neglect")) == []


def test_staff_numbers_of_another_agency_than_that_of_the_import_are_a_question(county: Database) -> None:
    bring(
        county,
        "people",
        """\
        email,name,staff_number,agency,role_group,starts_on
        una@school.example,Una Ash,00127,schools,R1,2023-01-01
        ike@school.example,Ike Fox,00127,oak-school,R1,2023-01-01
        """,
    )
    text = "Staff no,Site,course,Completion date\n00127,{},neglect,2025-11-27\n"
    found = look(county, "completions", text.format("Oak School"), "schools")
    assert keys(found) == ["column:Site"]
    answers = {"column:Site": "agency"}
    found = look(county, "completions", text.format("Oak School"), "schools", answers=answers)
    assert kept(found, "person") == [(person(county, "ike@school.example"),)]
    assert keys(look(county, "completions", text.format("Schools of Wrenshire"), "schools")) == []
    assert keys(look(county, "completions", text.format("A site that nobody knows"), "schools")) == [
        "column:Site"
    ]


def test_sites_of_people_with_addresses_are_not_asked_about(county: Database) -> None:
    text = "email,Site,course,Completion date\ncy@school.example,Oak School,neglect,2025-11-27\n"
    assert keys(look(county, "completions", text, "schools")) == []


def test_what_agencies_are_part_of_is_asked_about_under_another_header(county: Database) -> None:
    text = "id,name,Belongs to\nfield,Field Trust,\nelm,Elm School,{}\n"
    for parent in ("schools", "Oak School", "field"):
        assert keys(look(county, "agencies", text.format(parent))) == ["column:Belongs to"]


@pytest.mark.parametrize("titles", [("Neglect", "neglect"), ("Neglect", "Neglect")])
def test_two_activities_of_one_course_among_several_are_a_question(
    county: Database, titles: tuple[str, str]
) -> None:
    text = (
        f'Email address,{titles[0]},"",{titles[1]},"",About bruising,""\n'
        "ann@council.example,Completed,2025-01-01,Completed,2025-01-02,Not completed,\n"
    )
    found = look(county, "completions", text)
    [question] = found.questions
    assert question.key == "activity-of:Neglect"
    last = question.choices[-1].value
    found = look(county, "completions", text, answers={question.key: last})
    assert kept(found, "course", "completed_on") == [("neglect", "2025-01-02")]
    assert len(found.ignored_columns) == 1


def test_the_rejected_rows_of_a_wide_report_can_be_sent_again(county: Database) -> None:
    text = (
        'Email address,Neglect,"",About bruising,""\n'
        "ann@council.example,Completed,2025-01-01,Completed,\n"
        "bo@council.example,Completed,,Completed,2025-01-01\n"
    )
    found = look(county, "completions", text)
    assert (found.count("rejected"), found.ignored_columns) == (2, [])
    corrected = imports.rejected_file(found).replace(b"Completed,,", b"Completed,2025-02-02,")
    again = look(county, "completions", corrected)
    assert (keys(again), messages(again)) == ([], [])
    assert kept(again, "course", "completed_on") == [("bruising", "2025-02-02"), ("neglect", "2025-02-02")]


def test_two_columns_with_one_answer_are_a_question_that_can_be_answered(county: Database) -> None:
    text = """\
        email,name,agency,role_group,starts_on,Gone,Went
        q@c.example,Kit Ash,council,R1,2023-04-01,2024-01-31,2024-02-29
        """
    answers = {"column:Gone": "ends_on", "column:Went": "ends_on"}
    found = look(county, "people", text, answers=answers)
    assert keys(found) == ["which:ends_on"]
    found = look(county, "people", text, answers={**answers, "which:ends_on": "Went"})
    assert kept(found, "ends_on") == [("2024-02-29",)]


def test_a_header_that_is_nearly_ours_is_asked_about_in_a_wide_report(county: Database) -> None:
    text = 'Staf number,Username,Neglect,""\n00127,C1,Completed,2025-01-01\n'
    assert keys(look(county, "completions", text, "council")) == ["column:Staf number"]


def test_a_needed_column_under_another_name_is_a_question(county: Database) -> None:
    for header in ("Completed", "Date", "Passed"):
        text = f"email,course,{header}\nann@council.example,neglect,2025-01-31\n"
        found = look(county, "completions", text)
        assert keys(found) == [f"column:{header}"]
        found = look(county, "completions", text, answers={f"column:{header}": "completed_on"})
        assert kept(found, "completed_on") == [("2025-01-31",)]


def test_an_writtenabove_the_header_is_not_the_header(county: Database) -> None:
    text = (
        "Email:,head@school.example,\n\nemail,course,completed_on\nann@council.example,neglect,2025-01-31\n"
    )
    assert kept(look(county, "completions", text), "completed_on") == [("2025-01-31",)]


@pytest.mark.parametrize("header", ["ID,Name,Email address,Course complete", "id,name,E-mail,Date completed"])
def test_a_report_without_a_course_is_told_to_name_one(county: Database, header: str) -> None:
    with pytest.raises(InputFault) as caught:
        look(county, "completions", f"{header}\n9,Ann Bell,ann@council.example,2025-11-27\n")
    [problem] = caught.value.problems
    assert problem.message == "The column course is missing."
    assert "give --course" in problem.remedy


@pytest.mark.parametrize("written", ["di@trust.example", "new@council.example"])
@pytest.mark.parametrize("agency", [None, "council"])
def test_a_staff_number_beside_the_writtenof_someone_else_is_nobodys(
    county: Database, written: str, agency: str | None
) -> None:
    row = f"{written},C1,council,neglect,2025-01-01"
    found = look(county, "completions", f"email,staff_number,agency,course,completed_on\n{row}\n", agency)
    assert found.count("rejected") == 1


def test_a_preview_does_not_show_the_name_of_someone_elsewhere(county: Database) -> None:
    text = "email,name,agency,role_group,starts_on\ndi@trust.example,Some Body,council,R1,2023-01-01\n"
    found = look(county, "people", text, "council")
    assert found.examples[0][1] == "the name that we know"
    imports.apply(county, found)
    with county.read() as conn:
        assert conn.value("select name from person where email = 'di@trust.example'") == "Di Eames"


@pytest.mark.parametrize("means", ["passed", "not known"])
def test_a_result_in_the_same_file_takes_the_place_of_what_is_assumed(county: Database, means: str) -> None:
    day = "ann@council.example,bruising,2025-03-01"
    text = f"email,course,completed_on,score\n{day},\n{day},30\n"
    found = look(county, "completions", text, answers={imports.COMPLETED_MEANS: means})
    assert kept(found, "outcome") == [("failed",)]
    assert (found.count("unchanged"), found.not_known, found.notes) == (1, 0, [])
    imports.apply(county, found)
    bare = f"email,course,completed_on\n{day}\n"
    again = look(county, "completions", bare, answers={imports.COMPLETED_MEANS: means})
    assert (again.count("unchanged"), again.not_known, again.notes) == (1, 0, [])
    with county.read() as conn:
        assert conn.tuples("select passed, score from completion") == [(0, 30)]


@pytest.mark.parametrize(
    "cell",
    [
        *(
            "Not achieved",
            "FAIL",
            "Fail (62%)",
            "did_not_pass",
            "Did not attend",
            "Unsuccessful",
            "Withdrawn",
        ),
        *("Not yet competent", "Non-compliant", "Passed with merit", "✗", "35%", "7/20"),
    ],
)
def test_a_left_out_column_that_may_say_who_failed_is_a_question(county: Database, cell: str) -> None:
    text = "email,course,completed_on,How\nann@council.example,neglect,2025-01-01,{}\n"
    assert keys(look(county, "completions", text.format(cell))) == ["column:How"]
    assert keys(look(county, "completions", text.format(cell), answers={"column:How": ""})) == []


@pytest.mark.parametrize(
    "cell", ["Oak ward", "Module 3", "Fire drill, and how to pass round the news of it", "9"]
)
def test_other_left_out_columns_are_not_asked_about(county: Database, cell: str) -> None:
    text = f'email,course,completed_on,How\nann@council.example,neglect,2025-01-01,"{cell}"\n'
    assert keys(look(county, "completions", text)) == []


def test_a_left_out_column_of_yes_and_no_is_a_question_if_nothing_else_says_who_passed(
    county: Database,
) -> None:
    rows = "ann@council.example,neglect,2025-01-01,Yes{0}\nbo@council.example,neglect,2025-01-01,No{0}\n"
    header = "email,course,completed_on,Signed off"
    assert keys(look(county, "completions", f"{header}\n{rows.format('')}")) == ["column:Signed off"]
    assert keys(look(county, "completions", f"{header},Result\n{rows.format(',Pass')}")) == []


@pytest.mark.parametrize(
    ("header", "row", "asked"),
    [
        ("agency,Site,role_group", ",Oak School,R1", "column:Site"),
        ("agency,role_group,Who", "council,,Regular contact", "column:Who"),
    ],
)
def test_a_blank_in_a_requirement_is_not_all_if_another_column_could_say_for_whom(
    county: Database, header: str, row: str, asked: str
) -> None:
    text = f"course,from,{header}\nneglect,2024-01-01,{row}\n"
    assert keys(look(county, "requirements", text)) == [asked]
    assert look(county, "requirements", text, answers={asked: ""}).count("new") == 1


def test_a_site_beside_an_agency_in_every_requirement_is_not_asked_about(county: Database) -> None:
    text = "course,from,agency,Site,role_group\nneglect,2024-01-01,schools,Oak School,R1\n"
    assert look(county, "requirements", text).count("new") == 1


@pytest.mark.parametrize(("header", "cell"), [("Counted by", "Headcount"), ("Goal", "95%")])
def test_what_an_agency_is_held_to_is_asked_about_under_another_header(
    county: Database, header: str, cell: str
) -> None:
    text = f"id,name,{header}\nfield,Field Trust,{cell}\n"
    assert keys(look(county, "agencies", text)) == [f"column:{header}"]


@pytest.mark.parametrize(
    ("header", "cell", "percentage"),
    [
        ("Grade/20.00", "17", 85),
        ("Score (out of 50)", "40", 80),
        ("Mark / 10", "8.5", 85),
        ("Score / 100", "85", 85),
    ],
)
def test_points_are_out_of_what_their_header_says(
    county: Database, header: str, cell: str, percentage: float
) -> None:
    text = f"email,course,completed_on,{header}\nann@council.example,bruising,2025-01-01,{cell}\n"
    found = look(county, "completions", text, answers={f"column:{header}": "score"})
    assert kept(found, "score", "outcome") == [(percentage, "passed")]


def test_more_points_than_a_header_gives_are_refused(county: Database) -> None:
    text = "email,course,completed_on,Grade/20\nann@council.example,bruising,2025-01-01,85\n"
    found = look(county, "completions", text, answers={"column:Grade/20": "score"})
    assert messages(found) == ["85 in score is not between 0 and 20."]


def test_a_family_name_is_not_asked_about_as_a_user_name(county: Database) -> None:
    text = "Surname,Email,Course,Completed,Status\nBell,ann@council.example,neglect,2025-01-31,Completed\n"
    found = look(county, "completions", text)
    assert keys(found) == ["column:Completed"]
    found = look(county, "completions", text, answers={"column:Completed": "completed_on"})
    assert kept(found, "completed_on", "outcome") == [("2025-01-31", "passed")]


@pytest.mark.parametrize("header", ["First name,Surname", "Forename,Last name", "Name,Surname"])
def test_a_name_in_two_columns_is_one_name(county: Database, header: str) -> None:
    text = (
        f"Roster\n\n{header},email,agency,role_group,starts_on\n"
        "Ann,Bell,ann@council.example,council,R1,2023-04-01\n"
        "Kit,van der Ash,kit@council.example,council,R9,2023-04-01\n"
    )
    answers = {"whole-name": "no"} if header.startswith("Name") else {}
    if answers:
        assert keys(look(county, "people", text)) == ["whole-name"]
        taken = look(county, "people", text, answers={"whole-name": "yes"})
        assert kept(taken, "name") == [("Ann",)]
    found = look(county, "people", text, answers=answers)
    assert (keys(found), found.count("unchanged"), found.ignored_columns) == ([], 1, [])
    corrected = imports.rejected_file(found).replace(b"R9", b"R1")
    assert b"\nKit,van der Ash,kit@" in corrected.replace(b"\r", b"")
    assert kept(look(county, "people", corrected, answers=answers), "name") == [("Kit van der Ash",)]


def test_a_part_of_a_name_that_is_lost_is_no_name(county: Database) -> None:
    text = "First name,Surname,email,agency,role_group,starts_on\n#REF!,Ash,kit@c.example,council,R1,2023-04-01\n"
    found = look(county, "people", text)
    assert [(problem.column, problem.rule) for problem in found.problems()] == [(0, "unread")]


def _three(*row: str, **three: tuple[str, str, str]) -> list[list[str]]:
    """Three rows that differ in some cells, which are written as the names of `three`."""
    return [[three[cell][place] if cell in three else cell for cell in row] for place in range(3)]


_GROUPS, _PEOPLE = ("R1", "R2", "R3"), ("ann@council.example", "bo@council.example", "di@trust.example")
_LETTERS = ("a", "b", "c")
EVERY_KIND: dict[str, list[list[str]]] = {
    "agencies": _three("i", "i", "school", "schools", "80", "return", i=_LETTERS),
    "role-groups": _three("i", "i", "7", i=_LETTERS),
    "courses": _three("i", "i", "1", "10", "course", i=_LETTERS),
    "editions": _three("i", "i", "2nd", "2024-01-01", "2026-01-01", "here", i=_LETTERS),
    "equivalences": _three(
        "neglect", "bruising", "equivalent", "d", "e", "agreed",
        d=("2020-01-01", "2021-01-01", "2022-01-01"), e=("2020-06-01", "2021-06-01", "2022-06-01"),
    ),
    "counts-towards": [["learning-hours", each, "yes"] for each in ("neglect", "bruising", "safer-sleep")],
    "people": _three(
        "i", "n", "s", "trust", "R1", "2024-01-01", "2025-01-01", "Welsh",
        i=("a@c.example", "b@c.example", "c@c.example"), n=("Ann", "Bo", "Cy"), s=("001", "002", "003"),
    ),
    "headcounts": _three("trust", "g", "2025-01-01", "5", "payroll", g=_GROUPS),
    "requirements": _three(
        *("neglect", "trust", "g", "2025-01-01", "2026-01-01", "5", "6", "wren-2", "expiry", "2", "", "", ""),
        *("yes", "no"), g=_GROUPS,
    ),
    "exemptions": _three(
        "p", "a", "n", "neglect", "2025-01-01", "2026-01-01", "leave",
        p=_PEOPLE, a=("council", "social-work", "trust"), n=("C1", "C2", "T1"),
    ),
    "outside": _three(
        "p", "a", "n", "Study day", "University", "2025-01-01", "2.5", "yes", "neglect",
        p=_PEOPLE, a=("council", "social-work", "trust"), n=("C1", "C2", "T1"),
    ),
    "completions": _three(
        "p", "a", "n", "bruising", "1.0.0", "2025-01-01", "90", "yes",
        p=_PEOPLE, a=("council", "social-work", "trust"), n=("C1", "C2", "T1"),
    ),
    "returns": _three("trust", "g", "neglect", "2025-01-01", "5", "4", "HR", g=_GROUPS),
    "roles": _three("p", "lead", "council", p=("bo@council.example", "cy@school.example", "di@trust.example")),
    "sessions": _three(
        "neglect", "2025-01-01", "single", "council", "w", "20", "60", "yes", "yes", w=("North", "South", "East"),
    ),
    "attendance": _three(
        "1", "p", "a", "n", "Kim Ash", "attended", "yes",
        p=_PEOPLE, a=("council", "social-work", "trust"), n=("C1", "C2", "T1"),
    ),
}  # fmt: skip


@pytest.mark.parametrize("kind", imports.KINDS)
@pytest.mark.parametrize(
    ("file", "how"),
    [
        *(("csv", "error"), ("csv", "cut"), ("xlsx", "error"), ("xlsx", "formula"), ("openpyxl", "merged")),
        *(("openpyxl", "formula"), ("html", "error"), ("html", "cut")),
    ],
)
def test_a_lost_cell_of_any_column_loses_its_row_and_no_other(
    county: Database, kind: str, file: str, how: str
) -> None:
    bring(county, "editions", "id,standard,edition,from\nwren-2,Wren standard,2nd,2024-01-01\n")
    bring(county, "courses", "id,title\nsafer-sleep,Safer sleep\n")
    plan_first_session(county, kind)
    header = [column.name for column in imports.KINDS[kind].columns]
    filled = [column for column in range(len(header)) if EVERY_KIND[kind][0][column]]
    for column in filled:
        lost = Hostile(file, lost=((1, column),), how=how)
        data, name = written(lost, header, EVERY_KIND[kind])
        found = imports.preview(county, kind, data, name)
        assert [line.number for line in found.to_apply] == [2, 4], header[column]


def test_how_much_is_complete_is_no_status(county: Database) -> None:
    text = "email,course,completed_on,% complete{}\nann@council.example,neglect,2025-01-31,100%{}\n"
    found = look(county, "completions", text.format("", ""))
    assert keys(found) == ["column:% complete"]
    answers = {"column:% complete": ""}
    assert look(county, "completions", text.format("", ""), answers=answers).count("new") == 1
    assert look(county, "completions", text.format(",Result", ",Fail")).examples[0][-1] == "failed"


def test_a_word_that_happens_to_contain_one_of_ours_is_not_asked_about(county: Database) -> None:
    text = "email,course,completed_on,{}\nann@council.example,neglect,2025-01-31,7\n"
    assert keys(look(county, "completions", text.format("Remark"))) == []
    assert keys(look(county, "completions", text.format("Marks"))) == ["column:Marks"]
    assert keys(look(county, "completions", text.format("Scroe"))) == ["column:Scroe"]


def test_how_much_is_complete_is_asked_about_beside_a_score(county: Database) -> None:
    text = "email,course,completed_on,score,% complete\nann@council.example,neglect,2024-04-01,,40%\n"
    assert keys(look(county, "completions", text)) == ["column:% complete"]
    assert look(county, "completions", text, answers={"column:% complete": "passed"}).count("rejected") == 1


def test_leavers_without_a_last_day_are_a_question(county: Database) -> None:
    header, row = (
        "email,name,agency,role_group,starts_on,Status",
        "ann@council.example,Ann Bell,council,R1,2023-04-01",
    )
    found = look(county, "people", f"{header}\n{row},Leaver\n")
    assert [choice.value for choice in found.questions[0].choices] == ["ends_on", ""]
    assert keys(look(county, "people", f"{header}\n{row},Active\n")) == []
    assert keys(look(county, "people", f"{header},ends_on\n{row},Leaver,2024-01-31\n")) == []


def test_a_percentage_in_the_place_of_a_result_is_not_left_out(county: Database) -> None:
    text = "email,course,completed_on,score,{}\nann@council.example,neglect,2025-01-31,,35%\n"
    for header in ("passed", "Result", "Status"):
        assert look(county, "completions", text.format(header)).count("rejected") == 1


def test_agencies_role_groups_and_courses_are_read_under_the_headers_that_people_write(
    county: Database,
) -> None:
    for kind, text in (
        ("agencies", "Agency ID,Agency name,Part of,Target %\nelm,Elm School,schools,95%\n"),
        ("role-groups", "Code,Staff group\nR9,Ninth\n"),
        ("courses", "Course code,Course name\nfirst-aid,First aid\n"),
    ):
        found = look(county, kind, text)
        assert (keys(found), found.count("new"), found.ignored_columns) == ([], 1, [])
