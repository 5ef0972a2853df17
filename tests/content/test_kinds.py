"""A kind of block or question is complete under one name, and adding one means adding one file."""

import sys

import pytest
from pydantic import ValidationError

import elearn.content.kinds as kinds_package
from elearn.content.course.courses import read_course, write_course
from elearn.content.course.writer import write_block
from elearn.content.kinds import Block, Question, kinds, question_kinds
from elearn.content.text.directives import Directive
from elearn.content.text.outline import read_outline
from elearn.player.words import ENGLISH
from elearn.problems import ProblemLog
from tests.sample_course import sample_course

FRONT = "---\ntitle: T\nversion: 1.0.0\nduration: 5 minutes\noutcomes: {criteria: A, record: B, purpose: C}\n---\n"

NEW_KIND = '''
"""Pause: a moment to breathe."""

from typing import ClassVar

from elearn.content.kinds.base import Block, Line
from elearn.problems import ProblemLog


class Pause(Block):
    """A line that asks the learner to stop for so many minutes."""

    kind: ClassVar = "pause"
    title: ClassVar = "Pause"
    example: ClassVar = ":::{pause} Look out of the window\\n:minutes: 2\\n:::"
    argument_field: ClassVar = "said"
    view_html: ClassVar = "<p>{{ block.said }}</p>"

    said: Line
    minutes: int = 1

    def check(self, log: ProblemLog, line: int) -> None:
        if self.minutes > 5:
            log.warn("W99", line, "That is long.", "Make it shorter.")
'''


@pytest.fixture
def pause(tmp_path):
    """One more file in the folder of kinds."""
    (tmp_path / "pause.py").write_text(NEW_KIND, encoding="utf-8")
    kinds_package.__path__.append(str(tmp_path))
    kinds.cache_clear()
    yield
    kinds_package.__path__.remove(str(tmp_path))
    sys.modules.pop("elearn.content.kinds.pause", None)
    kinds.cache_clear()


@pytest.mark.usefixtures("pause")
def test_a_new_kind_in_one_file_is_read_written_and_checked():
    text = f"# M\n\n## P {{#p}}\n\n{kinds()['pause'].example}\n"
    course, _ = read_course("a-course", {"course.md": FRONT, "01-m.md": text})
    assert course.pages()[0].blocks[0].minutes == 2
    assert write_course(course)["01-m.md"] == text
    assert kinds()["pause"].part("view.html") == "<p>{{ block.said }}</p>"
    _, problems = read_course("a-course", {"course.md": FRONT, "01-m.md": text.replace("2", "9")})
    assert ("W99", 5) in [(problem.rule, problem.line) for problem in problems]
    _, problems = read_course("a-course", {"course.md": FRONT, "01-m.md": text.replace("{pause}", "{paus}")})
    assert "“pause”" in next(problem for problem in problems if problem.rule == "S17").remedy


def read_example(kind: type[Block]) -> tuple[Block | None, list]:
    log = ProblemLog("example.md")
    (piece,) = read_outline(kind.example, log)
    if not isinstance(piece, Directive):
        piece = Directive("text", body=piece.text)
    elif issubclass(kind, Question) and not kind.own_directive:
        piece = Directive(kind.kind, "", piece.options, piece.body)
    return kind.read(piece, log), log.problems


@pytest.mark.parametrize("kind", kinds().values(), ids=kinds())
def test_every_kind_has_an_example_in_its_canonical_form(kind):
    block, problems = read_example(kind)
    assert problems == []
    assert write_block(block) == kind.example
    assert kind.title
    assert kind.__doc__


@pytest.mark.parametrize("kind", kinds().values(), ids=kinds())
def test_the_prose_of_every_kind_is_all_that_a_learner_reads(kind):
    block, _ = read_example(kind)
    passages = list(block.prose())
    assert passages or kind.kind == "draw" or not kind.shown, "a draw says nothing but its bank's questions"
    assert all(passages)


@pytest.mark.parametrize("kind", question_kinds().values(), ids=question_kinds())
def test_what_the_browser_marks_by_says_which_question_it_is_and_what_it_gives(kind):
    block, _ = read_example(kind)
    data = block.data()
    assert {"kind", "name", "outcome", "points", "marked", "tries"} <= set(data)
    assert data["points"] == (block.points if kind.marked else 0)
    assert block.stem not in str(data)


@pytest.mark.parametrize("name", ["choose-one", "choose-many", "true-or-false"])
def test_a_choice_is_marked_by_ids_and_no_prose(name):
    block, _ = read_example(question_kinds()[name])
    data = block.data()
    assert data["right"] == [option.id for option in block.options if option.right]
    assert set(data["right"]) <= set(data["options"])
    assert not [passage for passage in block.prose() if len(passage) > 5 and passage in str(data)]


@pytest.mark.parametrize("kind", kinds().values(), ids=kinds())
def test_every_kind_speaks_in_words_of_its_own_that_no_other_uses(kind):
    others = [key for other in kinds().values() if other is not kind for key in other.words]
    assert not set(kind.words) & (set(others) | set(ENGLISH))


def test_option_ids_are_letters_unless_written():
    text = "# M\n\n## P\n\n:::{question} choose-one\n:name: q\n\nStem\n\n- [ ] A {#later}\n- [x] B\n- [ ] C\n:::\n"
    course, _ = read_course("a-course", {"course.md": FRONT, "01-m.md": text})
    (asked,) = course.questions()
    assert asked.data()["options"] == ["later", "b", "c"]
    assert "- [ ] A {#later}\n- [x] B\n" in write_course(course)["01-m.md"]


def test_true_or_false_is_in_that_order_with_ids_of_its_own():
    def problems_of(options: str) -> list[str]:
        text = f"# M\n\n## P\n\n:::{{question}} true-or-false\n:name: q\n:outcome: record\n\nStem\n\n{options}:::\n"
        course, problems = read_course("a-course", {"course.md": FRONT, "01-m.md": text})
        if course:
            assert course.questions()[0].data()["options"] == ["true", "false"]
            assert course.questions()[0].data()["shuffle"] is False
        return [problem.rule for problem in problems if problem.rule.startswith("S")]

    assert problems_of("- [ ] True\n- [x] False\n") == []
    assert problems_of("- [ ] Gwir\n- [x] Anghywir\n") == []
    assert problems_of("- [x] False\n- [ ] True\n") == ["S25"]
    assert problems_of("- [ ] True {#yes}\n- [x] False\n") == ["S25"]


def test_ids_and_line_ends_in_options_are_read_as_a_trainer_writes_them():
    text = (
        "# M\n\n## P\n\n:::{question} choose-one\n:name: q\n\nStem\n\n* [X] One that goes on\n  to the next line\n\n"
        "  > Feedback that\n  goes on too\n\n  > and has a second part\n* [ ] Two\n  >Close to its mark\n"
        "* [ ] Three\n\nWhole.\n:::\n"
    )
    course, problems = read_course("a-course", {"course.md": FRONT, "01-m.md": text})
    assert course, problems
    (asked,) = course.questions()
    assert [option.text for option in asked.options] == ["One that goes on to the next line", "Two", "Three"]
    assert asked.options[0].feedback == "Feedback that\ngoes on too\n\nand has a second part"
    assert asked.options[1].feedback == "Close to its mark"
    assert asked.feedback == "Whole."


def test_neighbouring_text_is_one_block():
    course = sample_course()
    page = course.pages()[0]
    text = kinds()["text"]
    split = page.model_copy(update={"blocks": ()}).model_dump() | {
        "blocks": (text(body="One."), text(body="Two."))
    }
    assert [block.body for block in type(page)(**split).blocks] == ["One.\n\nTwo."]


@pytest.mark.parametrize(
    ("kind", "stem"), [("order", "1)ó"), ("order", "First this:\n(1) a step"), ("match", "- one → another")]
)
def test_a_text_with_a_line_that_is_almost_an_item_is_no_stem(kind: str, stem: str) -> None:
    """It could be written, and not be read again."""
    with pytest.raises(ValidationError, match="as an item of the list does"):
        kinds()[kind].model_validate({"name": "a", "outcome": "b", "stem": stem})
