"""Blocks of parts, tables, facts, quotations and terms: what a trainer may write, and what we tell them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from elearn.content.course.courses import write_course
from elearn.problems import Problem
from tests.depth import examples
from tests.reading import read_course

FRONT = "---\ntitle: T\nversion: 1.0.0\nduration: 5 minutes\n---\n"
PARTS = ("accordion", "tabs", "flip-cards", "timeline", "steps")
TABLE = ":::{table} Caption\n"


def problems_of(text: str) -> list[Problem]:
    """Returns what is wrong with a page that holds this. Its first line is line 5 of its file."""
    return read_course("a-course", {"course.md": FRONT, "01-m.md": f"# M\n\n## P {{#p}}\n\n{text}\n"})[1]


@pytest.mark.parametrize(
    ("rule", "line", "part", "text"),
    [
        ("S50", 5, "one tab", ":::{tabs}\n### One\n\ntext\n:::"),
        ("S50", 5, "no step", ":::{steps}\n:::"),
        ("S51", 6, "under the heading of this card", ":::{flip-cards}\n### One\n\n### Two\n\ntext\n:::"),
        ("S51", 6, "no words in", ":::{accordion}\n###\n\ntext\n\n### Two\n\ntext\n:::"),
        (
            "S52",
            6,
            "above the first time",
            ":::{timeline}\nBefore.\n\n### One\n\ntext\n\n### Two\n\ntext\n:::",
        ),
        ("S53", 10, "“one”", ":::{tabs}\n### One\n\ntext\n\n### one\n\ntext\n:::"),
        ("S54", 6, "no header row", TABLE + "| a | b |\n| c | d |\n:::"),
        ("S54", 5, "no header row", TABLE + ":::"),
        ("S54", 8, "has 3 cells", TABLE + "| a | b |\n| --- | --- |\n| a | b | c |\n:::"),
        ("S54", 7, "has 1 cell,", TABLE + "| a | b |\n| --- |\n| a | b |\n:::"),
        ("S50", 5, "no rows", TABLE + "| a | b |\n| --- | --- |\n:::"),
        ("S20", 5, "a caption", ":::{table}\n| a |\n| --- |\n| b |\n:::"),
        ("E40", 5, "Column 2", TABLE + "| a |  |\n| --- | --- |\n| c | d |\n:::"),
        ("E40", 5, "Column 1", TABLE + "|  | b |\n| --- | --- |\n| c | d |\n:::"),
        ("E40", 5, "A row", TABLE + ":row-headers: yes\n\n|  | b |\n| --- | --- |\n|  | d |\n:::"),
        ("S25", 6, "no label", ":::{key-facts}\n- Nothing\n:::"),
        ("S25", 7, "outside the list", ":::{key-facts}\n- A: b\nmore\n:::"),
        ("S51", 6, "does not say what it means", ":::{key-facts}\n- 1 in 5:\n:::"),
        ("S20", 5, "Figure: what it means", ":::{key-facts}\n:::"),
        ("W19", 5, "does not say where", ":::{key-facts}\n- 1 in 5: of them\n:::"),
        ("W19", 5, "has no year", ":::{key-facts}\n- Some: 5 of them\n  > Somebody\n:::"),
        ("S51", 6, "not explained", ":::{glossary}\n- Term:\n:::"),
        ("S53", 7, "explained twice", ":::{glossary}\n- Term: a\n- term: b\n:::"),
        ("S53", 9, "“term” before", ":::{glossary}\n- Term: a\n:::\n\n:::{glossary}\n- term: b\n:::"),
        ("S55", 5, "where it was published", ":::{quotation} published\n:who: A\n\ntext\n:::"),
        ("S55", 5, "no year", ":::{quotation} published\n:who: A\n:source: B\n\ntext\n:::"),
        ("S55", 5, "never published", ":::{quotation} composite\n:who: A\n:source: B, 2020\n\ntext\n:::"),
        ("S21", 5, "cannot be “child”.", ":::{quotation} child\n:who: A\n\ntext\n:::"),
        ("S20", 5, "a line “:who:”.", ":::{quotation} composite\n\ntext\n:::"),
        ("S20", 5, "needs a body", ":::{summary}\n:::"),
        ("S20", 5, "needs a body", ":::{quick-exit}\n:::"),
    ],
)
def test_a_trainer_is_told_what_is_wrong_with_a_block_and_where(
    rule: str, line: int, part: str, text: str
) -> None:
    found = [problem for problem in problems_of(text) if problem.rule != "E14"]
    assert [(problem.rule, problem.line) for problem in found] == [(rule, line)], "\n".join(map(str, found))
    assert part in found[0].message
    assert found[0].remedy


@pytest.mark.parametrize("kind", PARTS)
def test_headings_within_a_part_and_in_code_begin_no_other(kind: str) -> None:
    text = f":::{{{kind}}}\n### One ###\n#### Within\n\n```\n### not a heading\n```\n### Two\n\ntext\n:::"
    course, problems = read_course(
        "a-course", {"course.md": FRONT, "01-m.md": f"# M\n\n## P {{#p}}\n\n{text}\n"}
    )
    assert course, problems
    assert (
        "### One\n\n#### Within\n\n```\n### not a heading\n```\n\n### Two\n"
        in write_course(course)["01-m.md"]
    )


def test_the_same_time_may_come_twice_in_a_timeline() -> None:
    parts = "### The next day\n\nA visit.\n\n### The next day\n\nA call."
    assert [problem.rule for problem in problems_of(f":::{{timeline}}\n{parts}\n:::")] == ["E14"]


def test_a_table_is_written_with_its_sides_and_its_signs() -> None:
    rows = "a|b\\|c |`x\\|y`\n:-|:-:|-:\n 1 | 2 |\\\\ \n|||"
    course, problems = read_course(
        "a-course", {"course.md": FRONT, "01-m.md": f"# M\n\n## P\n\n{TABLE}{rows}|\n:::\n"}
    )
    assert course, problems
    written = write_course(course)["01-m.md"]
    assert "| a | b\\|c | `x\\|y` |\n| --- | :-: | --: |\n| 1 | 2 | \\\\ |\n|  |  |  |\n" in written
    assert course.pages()[0].blocks[0].header == ("a", "b|c", "`x|y`")  # type: ignore[attr-defined]


def test_a_source_may_go_on_to_the_next_line() -> None:
    text = ":::{key-facts}\n- 1 in 5: of them,\n  and more\n  > Somebody,\n  > 2020\n:::\n"
    course, problems = read_course("a-course", {"course.md": FRONT, "01-m.md": f"# M\n\n## P\n\n{text}"})
    assert course, problems
    assert "- 1 in 5: of them, and more\n  > Somebody, 2020\n" in write_course(course)["01-m.md"]


LINES = (
    "### A", "### B", "###", "#### C", "# D", "text", "- a: b", "- c:", "- d", "  > e, 2020", "  more", "> f",
    "| g | h |", "| --- | --: |", "|---", "|", "i | j", "\\|", "```", "    code", "", "", "===", "---",
)  # fmt: skip


@settings(max_examples=examples(200))
@given(
    st.sampled_from(
        [*(f"{{{kind}}}" for kind in (*PARTS, "key-facts", "glossary", "summary")), "{table} Caption"]
    ),
    st.lists(st.sampled_from(LINES), max_size=12),
)
def test_whatever_can_be_read_in_a_block_is_written_so_as_to_read_back(head: str, lines: list[str]) -> None:
    text = "# M\n\n## P {#p}\n\n" + "\n".join([f":::{head}", *lines, ":::"]) + "\n"
    course, problems = read_course("a-course", {"course.md": FRONT, "01-m.md": text})
    assert all(problem.message and problem.remedy for problem in problems)
    if course:
        files = write_course(course)
        again, _ = read_course("a-course", files)
        assert again == course
        assert write_course(again) == files
