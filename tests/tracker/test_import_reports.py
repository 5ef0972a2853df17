"""Reports of completions as other systems write them, imported as they are."""

from collections.abc import Mapping
from textwrap import dedent

import pytest

from elearn.database import Database
from elearn.problems import InputFault, NotFound
from elearn.tracker import imports
from elearn.tracker.imports import Preview
from tests.tracker.conftest import bring, register

COURSE = "information-sharing"
PEOPLE = """\
    email,name,staff_number,agency,role_group,starts_on,ends_on
    nia@school.example,Nia Frost,00127,oak-school,R2,2023-04-01,
    ola@school.example,Ola Grant,00128,oak-school,R2,2023-04-01,
    pat@school.example,Pat Hill,00129,oak-school,R2,2023-04-01,
"""
COURSE_COMPLETION = """\
    ID,Name,"Email address","Sharing (package one)","Sharing (package one) - Completion date","Course complete"
    9,"Nia Frost",nia@school.example,"Not completed",,
    10,"Ola Grant",ola@school.example,Completed,"2025-11-27 22:51:02","2025-11-27 22:51:02"
    11,"Pat Hill",pat@school.example,"Not completed",,
"""
ACTIVITIES = """\
    ,"Email address","Sharing (package one)","","Sharing (package two)",""
    "Nia Frost","nia@school.example","Not completed","","Completed","2025-11-27 22:40:07"
    "Ola Grant","ola@school.example","Completed","2025-11-26 23:47:09","Not completed",""
    "Pat Hill","pat@school.example","Not completed","","Not completed",""
"""
SCORM = """\
    Name\t"Email address"\tAttempt\t"Started on"\t"Last accessed on"\tScore
    "Nia Frost"\tnia@school.example\t1\t"Thursday, 27 November 2025, 10:42 PM"\t{nia}\t35.71
    "Ola Grant"\tola@school.example\t1\t"Thursday, 27 November 2025, 10:32 PM"\t{ola}\t100
    "Pat Hill"\tpat@school.example\t1\t"Thursday, 27 November 2025, 10:32 PM"\t{ola}\t-
""".format(nia='"Friday, 28 November 2025, 12:04 AM"', ola='"Thursday, 27 November 2025, 10:33 PM"')


@pytest.fixture
def school(county: Database) -> Database:
    """The county with three people at a school, and a course of ours that is passed with 80%."""
    register(county, COURSE)
    register(county, "reading-only", assessed=False)
    bring(county, "people", PEOPLE)
    return county


def look(
    db: Database, text: str, answers: Mapping[str, str] | None = None, course: str | None = COURSE
) -> Preview:
    data = dedent(text).encode()
    return imports.preview(
        db, "completions", data, "report.csv", "oak-school", answers=answers, course=course
    )


def facts(db: Database) -> dict[str, tuple[str, str, int, float | None]]:
    """What is known of each person now: the course, the day, whether it was passed, and the score."""
    with db.read() as conn:
        return {
            email: rest
            for email, *rest in (
                (row[0], row[1], row[2], row[3], row[4])
                for row in conn.tuples(
                    """
                    select p.email, c.course, c.completed_on, c.passed, c.score
                      from completion c join person p on p.id = c.person where p.email like '%@school.example'
                    """
                )
            )
        }


def without_result(db: Database) -> list[tuple[str, str]]:
    with db.read() as conn:
        return conn.tuples(
            """
            select p.email, c.completed_on from completion_without_result c join person p on p.id = c.person
             order by p.email
            """
        )


def test_of_many_whose_result_nobody_knows_ten_are_named_and_the_others_counted(school: Database) -> None:
    header = "email,name,staff_number,agency,role_group,starts_on"
    posts = [f"p{n}@school.example,Pat No{n},{100 + n},oak-school,r3,2024-01-01" for n in range(13)]
    bring(school, "people", "\n".join([header, *posts]))
    rows = [f"p{n}@school.example,2025-11-27,yes" for n in range(13)]
    found = look(school, "\n".join(["email,completed_on,completed", *rows]))
    [told] = [note for note in found.notes if note.startswith("Completed, result not known")]
    assert told.count("Pat No") == 10
    assert "Pat No9, and 3 more. They do not count" in told


def test_a_course_completion_of_moodle_is_completed_with_result_not_known(school: Database) -> None:
    found = look(school, COURSE_COMPLETION)
    assert found.questions == []
    assert (found.count("new"), found.count("not completed"), found.count("rejected")) == (1, 2, 0)
    assert "Completed, result not known: Ola Grant. They do not count as in date." in found.notes
    imports.apply(school, found)
    assert facts(school) == {}
    assert without_result(school) == [("ola@school.example", "2025-11-27")]


def test_whoever_imports_may_say_that_completed_means_passed_and_it_is_recorded(school: Database) -> None:
    found = look(school, COURSE_COMPLETION, {imports.COMPLETED_MEANS: "passed"})
    done = imports.apply(school, found)
    assert facts(school) == {"ola@school.example": [COURSE, "2025-11-27", 1, None]}
    with school.read() as conn:
        assert (
            conn.value("select taken_as_passed from completion where import_batch = :b", {"b": done.batch})
            == 1
        )
        assert '"completed": "passed"' in conn.value(
            "select reading from import_batch where id = :b", {"b": done.batch}
        )


def test_a_result_that_comes_later_takes_the_place_of_the_assumption(school: Database) -> None:
    imports.apply(school, look(school, COURSE_COMPLETION, {imports.COMPLETED_MEANS: "passed"}))
    bring(
        school,
        "completions",
        f"email,course,completed_on,score,passed\nola@school.example,{COURSE},2025-11-27,40,no\n",
    )
    assert facts(school) == {"ola@school.example": [COURSE, "2025-11-27", 0, 40.0]}


def test_activities_of_one_course_are_a_question(school: Database) -> None:
    found = look(school, ACTIVITIES)
    [question] = found.questions
    assert question.key == "activity"
    assert [choice.value for choice in question.choices] == ["Sharing (package one)", "Sharing (package two)"]
    with pytest.raises(InputFault):
        imports.apply(school, found)
    found = look(school, ACTIVITIES, {"activity": "Sharing (package two)"})
    assert found.questions == []
    imports.apply(school, found)
    assert without_result(school) == [("nia@school.example", "2025-11-27")]


def test_activities_that_are_courses_become_a_row_for_each(school: Database) -> None:
    text = ACTIVITIES.replace("Sharing (package one)", f"About {COURSE}").replace(
        "Sharing (package two)", "Neglect"
    )
    found = look(school, text, course=None)
    assert found.questions == []
    assert (found.count("new"), found.count("not completed"), found.ignored_columns) == (2, 4, [])
    imports.apply(school, found)
    assert facts(school) == {"nia@school.example": ["neglect", "2025-11-27", 1, None]}
    assert without_result(school) == [("ola@school.example", "2025-11-26")]


def test_two_activities_of_one_course_are_a_question_beside_others(school: Database) -> None:
    text = ACTIVITIES.replace("Sharing (package one)", "Neglect").replace("Sharing (package two)", "neglect")
    [question] = look(school, text, course=None).questions
    assert (question.key, [each.value for each in question.choices]) == (
        "activity-of:Neglect",
        ["Neglect", "neglect"],
    )
    found = look(school, text, {question.key: "neglect"}, course=None)
    assert (found.count("new"), found.count("not completed")) == (1, 2)


def test_activities_that_name_no_course_need_one(school: Database) -> None:
    with pytest.raises(InputFault, match="names no course of ours"):
        look(school, ACTIVITIES, course=None)


def test_a_scorm_report_goes_by_its_scores_and_by_the_last_day(school: Database) -> None:
    found = look(school, SCORM.replace("\t-", "\t"))
    assert found.questions == []
    assert found.count("not completed") == 1
    imports.apply(school, found)
    assert facts(school) == {
        "nia@school.example": [COURSE, "2025-11-28", 0, 35.71],
        "ola@school.example": [COURSE, "2025-11-27", 1, 100.0],
    }


def test_a_scorm_report_of_a_course_without_a_pass_mark_cannot_say_who_passed(school: Database) -> None:
    found = look(school, SCORM, course="reading-only")
    assert found.count("new") == 0


@pytest.mark.parametrize(
    ("header", "rows"),
    [
        (
            "username,courseshortname,courseidnumber,completiondate,grade",
            (
                "00127,ISH,information-sharing,2025-11-27,85",
                "ola@school.example,About information-sharing,,27/11/2025,20",
            ),
        ),
        (
            "username,certificationshortname,certificationidnumber,completiondate,duedate",
            ("00127,ISH,information-sharing,2025-11-27,2026-11-27",),
        ),
        (
            "username,userid,coursename,courseid,timeenrolled,timestarted,timecompleted",
            ("00127,7,About information-sharing,12,2025-11-01,2025-11-02,2025-11-27",),
        ),
    ],
)
def test_reports_of_totara_learning_pool_and_iomad_need_no_editing(
    school: Database, header: str, rows: tuple[str, ...]
) -> None:
    found = look(school, "\n".join((header, *rows)), course=None)
    assert found.questions == []
    assert [problem.message for problem in found.problems()] == []
    assert found.count("new") == len(rows)


def test_a_report_is_held_to_its_course(school: Database) -> None:
    found = look(school, "email,course,completed_on\nnia@school.example,neglect,2025-11-27\n")
    assert "is not the course of this import" in found.problems()[0].message
    with pytest.raises(NotFound, match="There is no course “nope”"):
        look(school, COURSE_COMPLETION, course="nope")


@pytest.mark.parametrize(
    ("header", "row", "outcome"),
    [
        ("Email address,Status,Completion date,Result", "Completed,2025-11-27,Fail", "failed"),
        ("Email address,Status,Completion date,Result", "Completed,2025-11-27,Pass", "passed"),
        ("Email address,Status,Completion date,Result", "Completed,2025-11-27,", "not known"),
        ("Email address,Status,Completion date,Score", "Completed,2025-11-27,80", "passed"),
        ("Email address,Status,Completion date,Score", "Completed,2025-11-27,79.9", "failed"),
        ("Email address,Completed,Completion date,Score", "Yes,2025-11-27,", "not known"),
        ("Email address,Completed,Completion date,Score", "No,,", None),
        ("Email address,Completion date,Score", ",", None),
    ],
)
def test_completed_is_not_passed(school: Database, header: str, row: str, outcome: str | None) -> None:
    found = look(school, f"{header}\nnia@school.example,{row}\n")
    assert found.questions == []
    assert [problem.message for problem in found.problems()] == []
    if outcome is None:
        assert found.count("not completed") == 1
    else:
        assert found.examples[0][-1] == outcome


@pytest.mark.parametrize(
    "row",
    ["Passed,,", "Completed,,", "Not completed,2025-11-27,", "Passed,2025-11-27,30", "Failed,2025-11-27,95"],
)
def test_a_row_that_contradicts_itself_is_rejected(school: Database, row: str) -> None:
    found = look(school, f"Email address,Status,Completion date,Score\nnia@school.example,{row}\n")
    assert found.count("rejected") == 1


def test_a_score_says_nothing_if_no_pass_mark_is_kept(school: Database) -> None:
    with school.write() as conn:
        conn.execute("update course_version set pass_mark = null where course = :course", {"course": COURSE})
    found = look(school, "Email address,Date completed,Grade\nnia@school.example,2025-11-27,90\n")
    assert found.examples[0][-1] == "not known"
    assert any("Publish it again" in note for note in found.notes)
