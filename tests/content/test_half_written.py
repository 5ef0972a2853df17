"""Blocks as they are while somebody writes: every kind, cut, doubled and mistyped. Nothing raises."""

import logging
import re
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from elearn.checks.examine import examine_course
from elearn.checks.run import rules_by_id
from elearn.content.course.courses import load_course, load_courses, write_course
from elearn.content.kinds import kinds
from elearn.content.kinds.accordion import Accordion
from elearn.content.review.reviews import load_reviews
from tests.depth import examples
from tests.reading import read_course
from tests.sample_course import write_sample

FRONT = "---\ntitle: T\nversion: 1.0.0\nduration: 5 minutes\noutcomes:\n  act: Act\n---\n"
EXAMPLES = sorted(kind.example for kind in kinds().values())
SCRAPS = (
    *(
        "",
        "text",
        "### Heading",
        "#### 5. Heading",
        "###",
        "- item",
        "1. item",
        "- [ ]",
        "-[x] A",
        "\t- [x] A",
    ),
    *(
        " - [x] A",
        "- [A](#b)",
        "- A -> B",
        "- -> B",
        "- 10%, 20%: A",
        "- 3: A",
        "  > said",
        "> said",
        ":::",
        "::::",
    ),
    *(
        "---",
        "===",
        "| a | b |",
        "| --- |",
        ":name: q",
        ":ending: 40%",
        ":alt:",
        "![a](media/b.png)",
        "[a][b]",
    ),
    *(
        "```",
        "~~~",
        "<!-- a -->",
        "\u200b:::",
        "\ufeff- [x] A",
        "$$",
        "[^1]: a",
        "{#id}",
        "1. A {#b}",
        "\\",
        "“",
        "\0",
    ),
)


@st.composite
def half_written(draw: st.DrawFn) -> str:
    """A block's text with lines left out, put in, doubled, cut, and in another order."""
    lines = draw(st.sampled_from(EXAMPLES)).split("\n")
    head, body = lines[0], lines[1:]
    for _ in range(draw(st.integers(1, 6))):
        at = draw(st.integers(0, len(body)))
        change = draw(st.sampled_from(("out", "in", "twice", "cut", "indent", "all below", "head")))
        if change == "in":
            body.insert(at, draw(st.sampled_from(SCRAPS)))
        elif change == "all below":
            del body[at:]
        elif change == "head":
            head = draw(
                st.sampled_from((head[: head.find("}") + 1], f"{head} {{#x}}", head + " Talk it over"))
            )
        elif at < len(body) and change == "out":
            del body[at]
        elif at < len(body) and change == "twice":
            body.insert(at, body[at])
        elif at < len(body) and change == "cut":
            body[at] = body[at][: draw(st.integers(0, len(body[at])))]
        elif at < len(body):
            body[at] = draw(st.sampled_from((" ", "  ", "\t", "    "))) + body[at].lstrip()
    return "\n".join([head, *body])


@settings(max_examples=examples(800))
@example(":::{briefing} Talk it over\ntext\n:::")
@given(half_written())
def test_no_half_written_block_makes_the_reader_stumble(block: str) -> None:
    files = {"course.md": FRONT, "01-module.md": f"# M\n\n## P\n\n{block}\n"}
    _, problems = read_course("a-course", files)
    assert [str(each) for each in problems if each.rule == "S99"] == []


@settings(max_examples=examples(800))
@given(half_written())
def test_a_block_that_is_read_without_an_error_has_lost_no_word(block: str) -> None:
    files = {"course.md": FRONT, "01-module.md": f"# M\n\n## P\n\n{block}\n"}
    course, problems = read_course("a-course", files)
    if course and not any(each.severity == "error" and each.rule != "E22" for each in problems):
        body = "\n".join(line for line in block.split("\n") if not re.match(r":[\w-]+:", line))
        written = "\n".join(write_course(course).values())
        assert words_of(body) - words_of(written) == Counter()


def words_of(text: str) -> Counter[str]:
    return Counter(re.findall(r"\w{2,}", text))


@settings(max_examples=examples(200))
@given(st.text(alphabet="#:-[]x!()>{}|`~*_\\ \t\nab1.\u200b$^=<", max_size=160))
def test_no_scrap_of_marks_makes_the_reader_stumble(text: str) -> None:
    files = {"course.md": FRONT + text, "01-module.md": f"# M\n\n## P\n\n{text}\n", "bank/b.md": text}
    assert [each for each in read_course("a-course", files)[1] if each.rule == "S99"] == []


def test_a_briefing_without_headings_names_the_parts_that_it_lacks() -> None:
    files = {"course.md": FRONT, "01-module.md": "# M\n\n## P\n\n:::{briefing} Talk it over\ntext\n:::\n"}
    _, problems = read_course("a-course", files)
    assert [each.message for each in problems if "no part 1 (background), 2 (why it matters)" in each.message]


def test_a_kind_that_stumbles_is_a_problem_of_its_block_and_takes_nothing_else_down(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "courses").mkdir()
    folder = write_sample(tmp_path / "courses")
    other = write_sample(tmp_path / "courses" / "below")
    other.rename(tmp_path / "courses" / "another")
    (tmp_path / "courses" / "below").rmdir()
    page = folder / "01-noticing.md"
    page.write_text(page.read_text(encoding="utf-8") + "\n:::{accordion}\nno\n:::\n", encoding="utf-8")

    def stumble(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(Accordion, "read", stumble)
    with caplog.at_level(logging.CRITICAL):
        stumbled, fine = sorted(load_courses(tmp_path / "courses"), key=lambda each: each.folder != folder)
    found = [each for each in stumbled.problems if each.rule == "S99"]
    assert len(found) == 1
    assert found[0].line == len(page.read_text(encoding="utf-8").splitlines()) - 2
    assert "ZeroDivision" not in str(found[0])
    assert fine.course is not None


@pytest.mark.parametrize(
    "what", ["elearn.content.course.courses._read", "elearn.content.course.courses.check_media"]
)
def test_whatever_stumbles_in_loading_a_course_is_a_problem_of_the_course(
    what: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stumble(*_: object) -> None:
        raise RecursionError

    monkeypatch.setattr(what, stumble)
    loaded = load_course(write_sample(tmp_path))
    assert [each.rule for each in loaded.problems if each.severity == "error"] == ["S99"]


def test_a_review_and_the_boards_that_stumble_are_problems_of_their_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stumble(*_: object) -> None:
        raise KeyError("x")

    (tmp_path / "a.md").write_text("---\nboard: B\n---\n", encoding="utf-8")
    (tmp_path / "boards.yaml").write_text("edition: x\n", encoding="utf-8")
    monkeypatch.setattr("elearn.content.review.reviews._read", stumble)
    monkeypatch.setattr("elearn.content.review.boards._read", stumble)
    assert [[each.rule for each in loaded.problems] for loaded in load_reviews(tmp_path)] == [["S99"]]


def test_a_rule_that_stumbles_is_a_problem_of_the_text_and_the_other_rules_go_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stumble(*_: object) -> None:
        raise IndexError

    rules = dict(rules_by_id())
    for rule in ("E07", "W11"):
        side = "in_text" if rules[rule].in_text else "in_whole"
        rules[rule] = replace(rules[rule], **{side: stumble})
    monkeypatch.setattr("elearn.checks.run.rules_by_id", lambda: rules)
    folder = write_sample(tmp_path)
    page = folder / "01-noticing.md"
    page.write_text(page.read_text(encoding="utf-8") + "\nShe rang 07700 900123 at once.\n", encoding="utf-8")
    found = examine_course(load_course(folder), None).problems
    stumbled = [each for each in found if each.rule == "S99"]
    assert {each.severity for each in stumbled if "E07" in each.message} == {"error"}
    assert [each.severity for each in stumbled if "W11" in each.message] == ["warning"]
    assert "E05" in {each.rule for each in found}
