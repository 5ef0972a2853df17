"""What completes a course, how a score is answered, and the banks that questions are drawn from."""

from pathlib import Path

import pytest

from elearn.checks.examine import check_paths
from elearn.content.course.courses import load_course, write_course
from elearn.content.course.model import Completion, Course
from elearn.problems import Problem, has_errors
from tests.reading import problems_in, read_course

FRONT = "---\ntitle: T\nversion: 1.0.0\nduration: 5 minutes\noutcomes:\n  act: Act\n{keys}---\n"
MODULE = "# M\n\n## P\n\n{blocks}\n:::{{support}}\nTalk to your supervisor.\n:::\n"


def question(name: str, options: str = "", outcome: str = "act") -> str:
    return (
        f":::{{question}} choose-one\n:name: {name}\n:outcome: {outcome}\n{options}\nWhat now?\n\n"
        "- [x] This\n  > Yes.\n- [ ] That\n  > No.\n- [ ] Nothing\n  > No.\n:::\n"
    )


def bank(*questions: str) -> str:
    return "\n".join(["# First signs\n", *questions])


def read(keys: str = "", blocks: str = question("q"), **banks: str) -> tuple[Course | None, list[Problem]]:
    files = {"course.md": FRONT.format(keys=keys), "01-m.md": MODULE.format(blocks=blocks)}
    return read_course(
        "a-course", files | {f"bank/{name.replace('_', '-')}.md": text for name, text in banks.items()}
    )


def only(problems: list[Problem]) -> Problem:
    assert len(problems) == 1, "\n".join(map(str, problems))
    return problems[0]


@pytest.mark.parametrize(
    ("written", "canonical", "kept"),
    [
        ("{pages: all}", "{pages: all}", Completion()),
        ("{pass_mark: 80}", "{pages: all, pass_mark: 80%}", Completion(pass_mark=80)),
        ("{pass_mark: 80%, questions: all}", "{pages: all, pass_mark: 80%}", Completion(pass_mark=80)),
        (
            "{questions: none, pass_mark: 80%, score: passed}",
            "{pages: all, questions: none, score: passed, pass_mark: 80%}",
            Completion(questions="none", score="passed", pass_mark=80),
        ),
        ("{questions: all, score: any}", "{pages: all, questions: all}", Completion(questions="all")),
        (
            "{attempts: 3, pass_mark: 75%}",
            "{pages: all, pass_mark: 75%, attempts: 3}",
            Completion(pass_mark=75, attempts=3),
        ),
    ],
)
def test_what_completes_a_course_is_read_and_written_in_one_form(written, canonical, kept):
    course, problems = read(f"completion: {written}\n")
    assert problems == []
    assert course.completion == kept
    assert f"\ncompletion: {canonical}\n" in write_course(course)["course.md"]


def test_questions_have_to_be_answered_where_there_is_a_pass_mark_unless_the_course_says_otherwise():
    assert Completion(pass_mark=80).questions == "all"
    assert Completion().questions == "none"
    assert Completion(pass_mark=80, questions="none").questions == "none"


@pytest.mark.parametrize(
    ("completion", "rule", "part", "remedy"),
    [
        (
            "{attempts: 3}",
            "S07",
            "There are attempts, but no pass mark to reach.",
            "Add pass_mark, or take attempts out.",
        ),
        ("{score: passed}", "S07", "without a pass mark", "Add pass_mark, or take score out."),
        (
            "{pass_mark: 80%, unscored: passed}",
            "S07",
            "passed by its points",
            "Take unscored out, or pass_mark.",
        ),
        ("{unscored: passed}", "S34", "its questions give points", "Set a pass_mark"),
        ("{score: always}", "S07", "“always” in “score” is neither any nor passed", "score: passed"),
        ("{questions: some}", "S07", "neither all nor none", "questions: none"),
    ],
)
def test_settings_that_make_no_sense_together_are_refused_with_what_to_do(completion, rule, part, remedy):
    problem = only(read(f"completion: {completion}\n")[1])
    assert (problem.rule, problem.line, problem.severity) == (rule, 7, "error")
    assert part in problem.message
    assert remedy in problem.remedy


@pytest.mark.parametrize(
    ("keys", "part"),
    [
        ("completion: {questions: all}\n", "there is none"),
        ("completion: {pass_mark: 80%}\n", "no question gives points"),
        ("bands: {0%: Read it again.}\n", "bands of scores"),
    ],
)
def test_what_needs_points_is_refused_where_no_question_gives_any(keys, part):
    problem = only(read(keys, question("q", ":points: 0\n"))[1])
    assert (problem.rule, problem.line) == ("S34", 7)
    assert part in problem.message


def test_a_course_that_only_asks_for_practice_may_be_passed_by_completing_it():
    course, problems = read("completion: {unscored: passed}\n", question("q", ":points: 0\n"))
    assert problems == []
    assert course.points() == 0


def test_bands_are_read_with_their_passages_and_written_from_the_lowest():
    keys = 'bands:\n  0: Read *the visit* again.\n  50%: "Half: look at what you missed."\n  80%: You are ready.\n'
    course, problems = read(keys)
    assert problems == []
    assert [(band.least, band.text) for band in course.bands] == [
        (0, "Read *the visit* again."),
        (50, "Half: look at what you missed."),
        (80, "You are ready."),
    ]
    assert "bands:\n  0%: Read *the visit* again.\n  50%: 'Half:" in write_course(course)["course.md"]


@pytest.mark.parametrize(
    ("bands", "line", "rule", "part"),
    [
        ("  10%: a\n", 8, "S07", "The lowest band starts at 10%."),
        ("  0%: a\n  80%: b\n  50%: c\n", 10, "S07", "50% does not come after 80%"),
        ("  0%: a\n  120%: b\n", 9, "S07", "“120%” in “bands” is not a percentage from 0 to 100"),
        ("  - a\n", 7, "S07", "percentages and passages"),
        ("  0%: a\n  50%: <b>b</b>\n", 9, "S35", "HTML"),
        ("  0%: '![x](media/a.png)'\n", 8, "S36", "picture"),
    ],
)
def test_bands_that_cannot_be_used_are_named_with_their_line(bands, line, rule, part):
    problem = only(read(f"bands:\n{bands}")[1])
    assert (problem.rule, problem.line) == (rule, line)
    assert part in problem.message


def drawn(number: int, name: str = "signs") -> str:
    return f":::{{draw}} {name}\n:questions: {number}\n:::\n"


TWO = ":points: 2\n"


def test_a_bank_counts_as_much_as_is_drawn_from_it():
    course, problems = read(
        "",
        question("q") + "\n" + drawn(1) + "\nText.\n\n" + drawn(2),
        signs=bank(*(question(f"s-{n}", TWO) for n in range(4))),
    )
    assert problems == []
    assert course.points() == 1 + 3 * 2
    assert course.drawn() == {"signs": 3}
    assert [asked.name for asked in course.questions()] == ["q", "s-0", "s-1", "s-2", "s-3"]
    files = write_course(course)
    assert files["bank/signs.md"] == bank(*(question(f"s-{n}", TWO) for n in range(4)))
    assert read_course("a-course", files)[0] == course


@pytest.mark.parametrize(
    ("blocks", "text", "file", "line", "rule", "part"),
    [
        (drawn(1, "sings"), bank(question("a")), "01-m.md", 5, "S81", "no bank “sings”"),
        (drawn(3), bank(question("a"), question("b")), "01-m.md", 5, "S81", "3 questions are drawn from the bank"),
        (drawn(1) + drawn(2), bank(question("a"), question("b")), "01-m.md", 8, "S81", "it has 1 left for it"),
        (drawn(1), bank(question("a"), question("b", TWO), question("c")), "bank/signs.md", 17, "S82", "gives 2"),
        (drawn(1), "# Signs\n\nText.\n\n" + question("a"), "bank/signs.md", 3, "S80", "something else"),
        (drawn(1), bank(question("a"), drawn(1)), "bank/signs.md", 17, "S80", "something else"),
        (drawn(1), "# Signs\n", "bank/signs.md", 1, "S80", "no questions"),
        (drawn(1), question("a"), "bank/signs.md", 1, "S09", "bank's title"),
        (drawn(1), f"# Signs {{#s}}\n\n{question('a')}", "bank/signs.md", 1, "S15", "file's name"),
        (drawn(1), bank(question("q"), question("b")) + question("q"), "bank/signs.md", 31, "S14", "used twice"),
        (question("a"), bank(question("b")), "bank/signs.md", 1, "S83", "No page draws"),
        (drawn(1), bank(question("a", outcome="tell")), "bank/signs.md", 5, "S26", "no outcome “tell”"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_bank_is_told_where_it_stands(blocks, text, file, line, rule, part):
    problems = read("", blocks, signs=text)[1]
    found = next(problem for problem in problems if problem.rule == rule)
    assert (found.path, found.line) == (f"a-course/{file}", line)
    assert part in found.message
    assert found.remedy
    assert found.severity == ("warning" if rule == "S83" else "error")


def test_an_outcome_that_only_some_are_asked_about_is_warned_of():
    keys, other = "  tell: Tell somebody\n", question("b", outcome="tell")
    front = FRONT.format(keys="").replace("  act: Act\n", f"  act: Act\n{keys}")

    def warned(number: int) -> list[str]:
        blocks = MODULE.format(blocks=drawn(number))
        files = {
            "course.md": front,
            "01-m.md": blocks,
            "bank/signs.md": bank(question("a"), question("c"), other),
        }
        return [problem.message for problem in read_course("a-course", files)[1] if problem.rule == "W51"]

    assert [("“act”" in message, "“tell”" in message) for message in warned(1)] == [
        (True, False),
        (False, True),
    ]
    assert len(warned(2)) == 1
    assert "“tell”" in warned(2)[0]
    assert warned(3) == []


def test_nothing_is_asked_in_the_introduction():
    files = {
        "course.md": FRONT.format(keys="") + "\n" + question("i"),
        "01-m.md": MODULE.format(blocks=question("q")),
    }
    course, problems = read_course("a-course", files)
    assert course
    assert (only(problems).rule, only(problems).line) == ("S84", 9)


def test_a_folder_with_banks_is_loaded_and_checked_from_any_of_its_files(tmp_path: Path):
    folder = tmp_path / "a-course"
    (folder / "bank").mkdir(parents=True)
    for name, text in {
        "course.md": FRONT.format(keys=""),
        "01-m.md": MODULE.format(blocks=drawn(1)),
        "bank/signs.md": bank(question("a")),
        "bank/Not a name.md": "",
    }.items():
        (folder / name).write_text(text, encoding="utf-8")
    problem = only(problems_in(folder))
    assert (problem.rule, Path(problem.path).name) == ("S32", "Not a name.md")
    assert check_paths([folder / "bank" / "signs.md"], tmp_path) == [problem]
    assert check_paths([folder / "bank"], tmp_path) == [problem]
    (folder / "bank" / "Not a name.md").unlink()
    loaded = load_course(folder)
    assert not has_errors(problems_in(loaded.folder))
    assert [bank.title for bank in loaded.course.banks] == ["First signs"]
