"""Answers to questions about a file: which question each one answered, and which answered none."""

from collections.abc import Mapping

from elearn.database import Database
from elearn.tracker import imports
from elearn.tracker.imports import Preview
from tests.tracker.conftest import bring, register

PEOPLE = """\
    email,name,staff_number,agency,role_group,starts_on,ends_on
    nia@school.example,Nia Frost,00127,oak-school,R2,2023-04-01,
    ola@school.example,Ola Grant,00128,oak-school,R2,2023-04-01,
"""
FILE = """email,course,Completion date: a=b,Outcomes
nia@school.example,information-sharing,03/04/2025,completed
ola@school.example,information-sharing,04/05/2025,completed
"""
DAY = "column:Completion date: a=b"
RESULT = "column:Outcomes"
ORDER = "days:Completion date: a=b"
ALL = {DAY: "completed_on", RESULT: "passed", ORDER: "dmy"}


def look(db: Database, answers: Mapping[str, str] | None = None, text: str = FILE) -> Preview:
    return imports.preview(db, "completions", text.encode(), "report.csv", answers=answers)


def school(db: Database) -> None:
    register(db, "information-sharing")
    bring(db, "people", PEOPLE)


def test_each_answer_is_kept_with_the_words_of_its_question(county: Database) -> None:
    school(county)
    assert {each.key for each in look(county).questions} == {DAY, RESULT}
    found = look(county, ALL)
    assert not found.questions
    assert not found.unknown_answers
    assert [(each.question.key, each.stage) for each in found.answered][-1] == (ORDER, 1)
    kept = found.reading()["answered"]
    assert {
        "question": "Is “Outcomes” the column passed (whether the person passed)?",
        "answer": "It is passed (whether the person passed)",
    } in kept
    assert kept[-1]["answer"].startswith("Day first: ")
    assert (found.not_known, found.without_result) == (2, 2)


def test_an_answer_that_cannot_be_chosen_leaves_its_question_open_and_is_named(county: Database) -> None:
    school(county)
    found = look(county, {**ALL, ORDER: "day first"})
    assert [each.key for each in found.questions] == [ORDER]
    (problem,) = found.unknown_answers.values()
    assert problem.rule == "no-choice"
    assert "“day first” is no answer to the question “Which comes first" in problem.message
    assert "“dmy” (Day first" in problem.remedy
    assert ORDER not in found.asked.answers


def test_an_answer_to_no_question_is_named_and_is_not_kept(county: Database) -> None:
    school(county)
    found = look(county, {**ALL, "column:Outcome": "passed", "colour": "red", "sheet": "Two"})
    assert not found.questions
    assert set(found.unknown_answers) == {"column:Outcome", "colour", "sheet"}
    assert found.asked.answers == ALL


def test_an_answer_to_a_question_that_this_file_need_not_ask_does_no_harm(county: Database) -> None:
    school(county)
    clear = FILE.replace("03/04/2025", "31/03/2025")
    found = look(county, {**ALL, "encoding": "cp1252"}, clear)
    assert not found.questions
    assert not found.unknown_answers
    assert found.examples[0][5] == "2025-03-31"


def test_a_column_may_be_chosen_that_nobody_asked_about(county: Database) -> None:
    school(county)
    found = look(county, {"column:Status": ""}, FILE.replace("Outcomes", "Status"))
    assert not found.unknown_answers
    assert [each.choice.words for each in found.answered] == ["Leave it out"]
    assert found.answered[0].question.text == "What is the column “Status”?"


def test_no_answers_are_something_else_than_none_so_far(county: Database) -> None:
    """Without any, those hold with which the same file was applied; {} asks everything again."""
    school(county)
    imports.apply(county, look(county, {**ALL, imports.COMPLETED_MEANS: "passed"}))
    again = look(county)
    assert not again.questions
    assert again.asked.answers == {**ALL, imports.COMPLETED_MEANS: "passed"}
    assert (again.not_known, again.without_result) == (0, 2)
    assert [each.key for each in look(county, {}).questions] == [DAY, RESULT]
    unsaid = look(county, {**ALL, imports.COMPLETED_MEANS: "not known"})
    assert (unsaid.not_known, unsaid.without_result) == (0, 2), "they count as passed already"
    assert not any("result not known" in note for note in unsaid.notes)


def test_the_same_file_again_says_whose_result_is_not_known(county: Database) -> None:
    school(county)
    imports.apply(county, look(county, ALL))
    again = look(county)
    assert "nothing that it says has changed since" in again.notes[-1]
    assert (again.not_known, again.without_result) == (2, 2)
    assert look(county, {**ALL, imports.COMPLETED_MEANS: "passed"}).count("new") == 2


def test_the_dict_of_a_preview_says_all_that_a_person_sees(county: Database) -> None:
    school(county)
    told = look(county, ALL).as_dict()
    assert told["examples"][0]["completed_on"] == "2025-04-03"
    assert told["examples"][0]["passed"] == "not known"
    assert (told["not_known"], told["people_without_result"]) == (2, 2)
    assert told["absent"] == look(county, ALL).how.absent
    assert [each["column"] for each in told["columns"]] == ["email", "course", "completed_on", "passed"]


def test_an_answer_may_say_what_the_file_lacks_without_it(county: Database) -> None:
    school(county)
    odd = FILE.replace("Completion date: a=b", "When").replace("Outcomes", "passed")
    found = look(county, {"column:When": "completed_on", "days:When": "never"}, odd)
    assert [each.question.text for each in found.answered] == ["What is the column “When”?"]
    assert found.unknown_answers["days:When"].rule == "no-choice"
    assert [each.key for each in found.questions] == ["days:When"]


def test_what_is_kept_of_an_answer_names_nobody(county: Database) -> None:
    row = "zoe@council.example,Zoé Brontë,,council,R1,2024-02-01,"
    data = f"email,name,staff_number,agency,role_group,starts_on,ends_on\n{row}\n".encode("cp1252")
    found = imports.preview(county, "people", data, "old.csv", answers={"encoding": "cp1252"})
    assert "Zoé" in found.answered[0].choice.words
    done = imports.apply(county, found)
    with county.read() as conn:
        kept = conn.value("select reading from import_batch where id = :id", {"id": done.batch})
    assert '"answer": "Windows"' in kept
    assert "Zo" not in kept
