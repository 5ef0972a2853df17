"""W21, W23 to W25, W30 to W34, E42 to E45, W52 to W58, E60 to E62: what the rules find in a whole course."""

from datetime import date

import pytest

from elearn.checks.examine import examine_course
from elearn.checks.model import Examined
from elearn.checks.rules import e60_sign_off
from elearn.checks.run import rules_by_id, run_rules
from elearn.checks.texts import texts_of
from elearn.content.course.courses import load_course
from elearn.content.course.pacing import course_minutes, page_readings
from elearn.content.course.reader import read_files
from elearn.content.readability import reading_ease, sentences, syllables
from tests.checks.rule_courses import CARE, FRONT, files, found, question

HARD = (
    "The multi-agency implementation of individualised methodologies necessitates additional organisational "
    "accountability. Practitioners facilitate the identification of vulnerability regarding parental responsibility. "
) * 4
LONG = "You see a mark " + "and you write it down " * 6 + "and then you ring."
FOUR = ["Wait for a while", "Ask a friend", "Ring the father now", "Say nothing to them"]


def one(course: dict[str, str], rule: str) -> str:
    """Returns what the one finding of a rule says, with its remedy."""
    (problem,) = found(course, [rule])
    return f"{problem.message} {problem.remedy}"


@pytest.mark.parametrize(
    ("word", "count"),
    [("nurse", 1), ("people", 2), ("safeguarding", 3), ("didn’t", 2), ("asked", 1), ("noted", 2), ("pages", 2),
     ("social", 2), ("idea", 3), ("responsibility", 6), ("little", 2), ("being", 2), ("999", 1), ("one-off", 2),
     ("violence", 3), ("create", 2), ("statement", 2), ("children’s", 2), ("nurse’s", 2)],
)  # fmt: skip
def test_syllables_are_counted_as_they_are_said(word: str, count: int) -> None:
    assert syllables(word) == count


def test_sentences_end_where_a_reader_takes_breath() -> None:
    text = (
        "Dr. Ames saw her, e.g. twice. “Did she fall?” is easy to say. “No. We did.”\n\n"
        "- **Where:** the part of the body\n- Left\n\n| a | the right hand, at last |\n|---|---|"
    )
    assert [sentence.words for sentence in sentences(text)] == [6, 7, 1, 2, 6, 5]
    read = reading_ease(["The cat sat on the mat."])
    assert read.flesch == pytest.approx(206.835 - 1.015 * 6 - 84.6)


def test_a_page_that_is_hard_to_read_is_told_its_hardest_sentence_and_plainer_words() -> None:
    said = one(files(HARD), "W30")
    assert "“The multi-agency implementation" in said
    assert "“more” for “additional”" in said
    assert found(files("You see a mark. You write it down. " * 20), ["W30", "W31", "W32"]) == []


def test_a_long_sentence_is_told_where_it_stands_and_where_it_can_end() -> None:
    (problem,) = found(files(f"A line.\n\nFirst, this. {LONG}"), ["W32"])
    assert (problem.path, problem.line, problem.column) == ("01-one.md", 7, 14)
    assert problem.message.startswith("A sentence of 38 words: “You see a mark")
    assert problem.remedy.startswith("End the sentence before “and you write")
    assert "words a sentence" in one(files(f"{LONG} " * 4), "W31")


def test_an_abbreviation_is_said_in_full_once_in_the_course() -> None:
    assert "“MASH”" in one(files("Ask the MASH. The MASH is open."), "W33")
    for said in (
        "Ask the multi-agency safeguarding hub (MASH).",
        "Ask the MASH (multi-agency safeguarding hub).",
        "MASH stands for a hub of agencies. Ask the MASH.",
        "Ask the NHS, your GP, or in the UK the BBC.",
        ":::{glossary}\n- MASH: the hub\n:::\n\nAsk the MASH.",
    ):
        assert found(files(said), ["W33"]) == []


def test_a_course_takes_about_as_long_as_it_says() -> None:
    words = "You see a mark, and you write it down today. " * 100
    assert "says 10 minutes and takes about 4" in one(files(words), "W34")
    assert found(files(words, FRONT.replace("10 minutes", "5 minutes")), ["W34"]) == []
    assert found(files("A sketch."), ["W34"]) == []
    course = read_files(
        "c", files(words + "\n\n" + question("What now?", "Act", "Wait", "Ask", at=1)), ""
    ).course
    assert course
    assert page_readings(course)[0].seconds / 60 == pytest.approx(course_minutes(course))


def test_welsh_is_not_held_to_the_measures_of_english() -> None:
    welsh = FRONT.replace("version:", "language: cy\nversion:")
    assert found(files(f"{HARD}{LONG} MASH", welsh), ["W30", "W31", "W32", "W33"]) == []


@pytest.mark.parametrize(
    "stem",
    [
        "In which year was the Children Act passed?",
        "You are a nurse. Who wrote the report on this?",
        "After a child has died, how many working days does the authority have?",
        "What does LCSPR stand for?",
        "What is the definition of neglect?",
        "Which section of the Act is it?",
    ],
)
def test_a_question_that_asks_for_recall_is_found(stem: str) -> None:
    assert "ask for a decision" in one(files(question(stem, "This", "That", "Those")), "W21")


@pytest.mark.parametrize(
    "stem",
    [
        "You are a nurse. What do you do first?",
        "How many of the children do you ask about, and why?",
        "Which of these belongs in the record?",
        "When do you tell the parents?",
        "Who rings social care today?",
        "Which version fits what a review is for?",
        "What is the best answer?",
    ],
)
def test_a_question_that_asks_for_a_decision_is_left_alone(stem: str) -> None:
    assert found(files(question(stem, "This", "That", "Those")), ["W21", "W56"]) == []


@pytest.mark.parametrize(
    "stem",
    [
        "Which of these is NOT a sign of harm?",
        "Which would you not write down?",
        "All of these help, except?",
        "Which of them shouldn’t you ask?",
        "What is least helpful to a child?",
    ],
)
def test_a_question_that_asks_which_is_not_so_is_found(stem: str) -> None:
    assert "Ask for what is so" in one(files(question(stem, "This", "That", "Those")), "W56")


@pytest.mark.parametrize(
    "answer", ["All of the above", "None of these.", "Both A and B", "a and c", "Neither of them"]
)
def test_an_answer_that_refers_to_others_is_found(answer: str) -> None:
    assert found(files(question("What do you do?", "Act", "Wait", answer)), ["W54"])
    assert not found(
        files(question("What do you do?", "Act", "Wait", "All of these children are seen today")), ["W54"]
    )


def test_a_right_answer_that_is_much_the_longest_is_found() -> None:
    long = "Ring social care now and write down what you saw, where and when"
    (problem,) = found(files(question("What now?", long, "Wait a day", "Ask him", at=1)), ["W52"])
    assert (problem.line, problem.column) == (13, 7)
    assert (
        found(
            files(question("What now?", "Ring social care today", "Wait for a day or two", "Ask him")),
            ["W52"],
        )
        == []
    )


def test_a_pattern_over_the_course_is_found() -> None:
    def course(places: list[int], longest: bool) -> dict[str, str]:
        right = "Ring social care now, then" if longest else "Ring them"
        return files(
            "\n".join(
                question(f"You see a mark. {n}?", right, *FOUR[:3], name=f"q{n}", at=at)
                for n, at in enumerate(places)
            )
        )

    assert "In 6 of 6 questions the right answer is the longest" in one(
        course([0, 1, 2, 3, 0, 1], True), "W52"
    )
    assert "the right answer is the second" in one(course([1, 1, 1, 1, 1, 2], False), "W55")
    assert found(course([0, 1, 2, 3, 0, 1], False), ["W52", "W55"]) == []


def test_statements_that_are_all_true_are_found() -> None:
    def judged(rights: list[bool]) -> dict[str, str]:
        return files(
            "\n".join(
                f":::{{question}} true-or-false\n:name: j{n}\n:outcome: act\n\nYou ring now, {n}.\n\n"
                f"- [{'x' if right else ' '}] True\n  > Yes.\n- [{' ' if right else 'x'}] False\n  > No.\n:::\n"
                for n, right in enumerate(rights)
            )
        )

    assert "In all 4 statements" in one(judged([True] * 4), "W55")
    assert found(judged([True, True, True, False]), ["W55"]) == []


@pytest.mark.parametrize(
    ("rule", "stem", "answers"),
    [
        ("W57", "What do you do?", ("Ring them", "Never ask", "Always wait")),
        ("W58", "The first to ring is an", ("officer on duty", "nurse", "doctor")),
        ("W58", "What now?", ("Ring them", "wait", "ask him")),
        ("W58", "What now?", ("Ring them.", "Wait", "Ask him")),
    ],
)
def test_a_clue_to_the_right_answer_is_found(rule: str, stem: str, answers: tuple[str, ...]) -> None:
    assert found(files(question(stem, *answers)), [rule])


@pytest.mark.parametrize(
    "answers", [("Never wait", "Never ask", "Always wait"), ("Ring them", "Never ask", "Wait a day")]
)
def test_words_that_stand_in_right_and_wrong_answers_are_no_clue(answers: tuple[str, ...]) -> None:
    assert found(files(question("What do you do?", *answers)), ["W57", "W58"]) == []


@pytest.mark.parametrize(
    ("rule", "page", "remedy"),
    [
        ("E42", ":::{image} media/a-cot.svg\n:alt: Image of a clear cot\n:::", "“A clear cot”"),
        ("E42", ":::{image} media/a-cot.svg\n:alt: a-cot.svg\n:::", "in a sentence"),
        ("E42", ":::{image} media/a-cot.svg\n:alt: A cot\n:::", "in a sentence"),
        ("E42", ":::{image} media/a-cot.svg\n:alt: Picture\n:::", "in a sentence"),
        ("E43", "Text.\n\n#### Too deep", "### Too deep"),
        ("E44", "Look [here](https://example.org/a).", "(https://example.org/a)"),
        ("E44", "Look at [click here](https://example.org/a).", "title of the page"),
        ("E44", "Look at https://example.org/a now.", "(https://example.org/a)"),
        ("E45", "| Service | |\n|---|---|\n| Nursery | 3 |", "over each column"),
    ],
)
def test_what_shuts_somebody_out_is_found(rule: str, page: str, remedy: str) -> None:
    assert remedy in one(files(page), rule)


@pytest.mark.parametrize(
    "page",
    [
        ":::{image} media/a-cot.svg\n:alt: A clear cot with a mattress, and nothing else in it\n:::",
        "### One\n\n#### Two\n\n### Three",
        "Read [what the helpline does](https://example.org/a), or [its page on babies](https://example.org/b).",
        "| | Days |\n|---|---|\n| Nursery | 3 |",
    ],
)
def test_what_everybody_can_use_is_left_alone(page: str) -> None:
    assert found(files(page), ["E42", "E43", "E44", "E45"]) == []


SIGNED = FRONT.replace(
    "duration:",
    "review_by: 2026-01-01\nauthor: Ann Author\napproved_by: {by}\nchanges: {{1.1.0: More}}\nduration:",
)


def test_sign_off_is_told_what_it_would_ask(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(e60_sign_off, "today", lambda: date(2026, 11, 22))
    own = files("Text.", SIGNED.format(by="ann author").replace("1.0.0", "1.2.0"))
    assert [problem.rule for problem in found(own, ["E60", "E61", "E62"])] == ["E60", "E61", "E62"]
    other = files("Text.", SIGNED.format(by="Bo Board").replace("1.0.0", "1.1.0"))
    monkeypatch.setattr(e60_sign_off, "today", lambda: date(2026, 1, 1))
    assert found(other, ["E60", "E61", "E62"]) == []
    assert found(files("Text.", FRONT.replace("1.0.0", "3.1.0")), ["E60", "E61", "E62"]) == []


WAIVED = ":::{waive} W15\nHer own words.\n:::\n\n"
BLAME = ":::{callout}\nThe nurse failed to ring.\n:::\n"


@pytest.mark.parametrize(
    ("page", "introduction", "left"),
    [
        (f"Text.\n\n{BLAME}\n{BLAME}", "", 2),
        (f"Text.\n\n{WAIVED}{BLAME}\n{BLAME}", "", 1),
        (f"{WAIVED}Text.\n\n{BLAME}\n{BLAME}", "", 0),
        (f"Text.\n\n{BLAME}\n{BLAME}", WAIVED, 0),
        (f"Text.\n\n{WAIVED.replace('W15', 'W16 W15')}{BLAME}", "", 0),
        (f"Text.\n\n{WAIVED.replace('W15', 'W16')}{BLAME}", "", 1),
    ],
)
def test_a_waiver_is_for_what_it_stands_before(page: str, introduction: str, left: int) -> None:
    assert len(found(files(page, FRONT, introduction), ["W15"])) == left


def test_a_finding_that_is_let_stand_is_kept_with_its_reason_and_an_idle_waiver_is_told(tmp_path) -> None:
    folder = tmp_path / "a-course"
    folder.mkdir()
    page = (
        f"Text.\n\n{WAIVED}{BLAME}\n:::{{waive}} W50\nNone.\n:::\n\n:::{{waive}} W99\nNone.\n:::\n\nMore.\n"
    )
    for name, content in files(page + question("What now?", "Act", "Wait", "Ask")).items():
        (folder / name).write_text(content, encoding="utf-8")
    seen = examine_course(load_course(folder), None)
    assert [(each.problem.rule, each.waiver.reason) for each in seen.waived] == [("W15", "Her own words.")]
    told = [problem.message for problem in seen.problems if problem.rule == "S90"]
    assert told == ["W50 finds nothing here.", "W99 is not a rule of the checks."]


@pytest.mark.parametrize(
    ("rule", "told"), [("S33", "cannot be waived"), ("blame", "is not a rule’s id"), ("", "rule's id")]
)
def test_a_waiver_without_a_rule_that_can_be_waived_is_told_what_to_write(rule: str, told: str) -> None:
    reading = read_files("a-course", files(f":::{{waive}} {rule}\nSo.\n:::"), "")
    said = " ".join(f"{problem.message} {problem.remedy}" for problem in reading.problems).replace("'", "’")
    assert told.replace("'", "’") in said


def test_every_rule_finds_its_example_or_is_shown_here_and_has_words() -> None:
    for rule in rules_by_id().values():
        assert rule.finds[-1] not in ".:"
        assert rule.example
        assert rule.in_text or rule.in_whole
    texts = texts_of("Nothing at all is wrong here.", "x")
    assert run_rules(Examined("course", "x", texts)) == []
    assert CARE
