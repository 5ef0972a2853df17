"""Bringing questions in from a terminal."""

import json
from pathlib import Path

from elearn.content.course import load_course
from tests.authoring.questions.files import GIFT, XML
from tests.cli.conftest import Command

COURSE = "a-small-mark"


def test_questions_of_a_file_go_into_a_bank_and_what_is_lost_is_said(elearn: Command, place: Path) -> None:
    file = place / "small marks.gift"
    file.write_text(GIFT, encoding="utf-8")
    folder = place / "courses" / COURSE

    shown = elearn("import", "questions", str(file), "--course", COURSE, "--dry-run")
    untouched = not (folder / "bank").exists()
    done = elearn(
        "import", "questions", str(file), "--course", COURSE, "--bank", "quiz", "--outcome", "notice"
    )
    again = elearn("import", "questions", str(file), "--course", COURSE, "--bank", "quiz")

    assert (shown.exit_code, untouched) == (0, True)
    assert "Nothing was changed." in shown.stdout
    assert "gave 50 % of the points" in shown.stderr
    assert done.exit_code == 0
    assert "Brought in 11 questions" in done.stdout
    course = load_course(folder).course
    assert course
    assert [(bank.id, len(bank.questions)) for bank in course.banks] == [("quiz", 11)]
    assert {question.outcome for question in course.banks[0].questions} == {"notice"}
    assert again.exit_code == 1
    assert "It is in the course already: Quiz." in again.stderr


def test_json_names_each_question_and_what_it_lost(elearn: Command, place: Path) -> None:
    file = place / "quiz.xml"
    file.write_text(XML, encoding="utf-8")
    result = elearn("import", "questions", str(file), "--course", COURSE, "--dry-run", "--json")
    made = json.loads(result.stdout)
    first, gaps = made["questions"][0], made["questions"][5]
    assert (made["format"], made["file"], len(made["questions"])) == ("moodle", None, 10)
    assert (first["kind"], first["to_write"], first["brought_in"]) == ("choose-one", 2, False)
    assert any("picture" in each for each in first["lost"])
    assert (gaps["kind"], "Cloze" in gaps["why"]) == (None, True)


def test_an_outcome_or_a_file_that_cannot_be_used_is_said(elearn: Command, place: Path) -> None:
    file = place / "quiz.txt"
    file.write_text("Only words.", encoding="utf-8")
    unknown = elearn("import", "questions", str(file), "--course", COURSE)
    file.write_text(GIFT, encoding="utf-8")
    outcome = elearn("import", "questions", str(file), "--course", COURSE, "--outcome", "none-such")
    nowhere = elearn("import", "questions", str(file))
    assert "We do not know this format" in unknown.stderr
    assert "no outcome “none-such”" in " ".join(outcome.stderr.split())
    assert "--course" in nowhere.stderr


def test_the_example_of_the_spreadsheet_can_be_brought_in(elearn: Command, place: Path) -> None:
    file = place / "example.csv"
    file.write_text(elearn("import", "questions", "--example").stdout, encoding="utf-8")
    empty = elearn("import", "questions", "--template").stdout
    result = elearn("import", "questions", str(file), "--course", COURSE, "--bank", "mine")
    assert len(empty.splitlines()) == 1
    assert "Brought in 3 questions" in result.stdout


def test_the_banks_that_courses_share_take_questions_too(elearn: Command, place: Path) -> None:
    shared = place / "courses" / "banks" / "bank"
    (place / "quiz.txt").write_text("Which? {=This#Yes ~That#No ~Nothing#No}\n", encoding="utf-8")
    nowhere = elearn("import", "questions", "quiz.txt", "--course", "banks")
    shared.mkdir(parents=True)

    made = elearn("import", "questions", "quiz.txt", "--course", "banks", "--bank", "first-signs")
    again = elearn("import", "questions", "quiz.txt", "--course", "banks", "--bank", "first-signs")

    assert nowhere.exit_code == 1
    assert made.exit_code == 0, made.stderr
    assert (shared / "first-signs.md").read_text(encoding="utf-8").startswith("# First signs")
    assert again.exit_code == 1
    assert elearn("check", "banks").exit_code == 0
