"""Scenarios, and questions without a right answer, as text: read, checked, written."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from elearn.content.course.courses import write_course
from elearn.content.course.model import Course, Module, Page
from elearn.content.kinds import kinds
from tests.content.asking import asking
from tests.depth import examples
from tests.reading import read_course

FRONT = (
    "---\ntitle: T\nversion: 1.0.0\nduration: 5 minutes\noutcomes: {act: A}\n---\n\n:::{support}\nAsk.\n:::\n"
)
ENDS = "### Good {#good}\n:ending: 100%\n\nWell.\n\n### Bad {#bad}\n:ending: 0%\n\nNot well.\n"
CHOICES = "- [On](#good)\n- [Back](#bad)\n"
TEST = ":::{question} true-or-false\n:name: t\n:outcome: act\n\nS\n\n- [ ] True\n- [x] False\n:::\n"


def read(*blocks: str) -> tuple[Course | None, dict[str, tuple[int, str]]]:
    """Returns the course with one page that holds these.

    With it comes, by rule, the line (from the page's first) and the message of a problem.
    """
    text = "# M\n\n## P {#p}\n\n" + "\n".join(blocks)
    course, problems = read_course("a-course", {"course.md": FRONT, "01-m.md": text})
    return course, {
        problem.rule: (problem.line - 4, f"{problem.severity}: {problem.message}")
        for problem in problems
        if problem.path.endswith("01-m.md") and problem.rule not in ("W50", "E22")
    }


def scenario(scenes: str) -> str:
    return f":::{{question}} scenario\n:name: s\n:outcome: act\n\nStem\n\n{scenes}:::\n"


@pytest.mark.parametrize(
    ("scenes", "rule", "line", "said"),
    [
        ("", "S60", 1, "It has no scenes."),
        (f"### A {{#a}}\n\nText.\n\n- [x](#nowhere)\n- [y](#good)\n- [z](#bad)\n\n{ENDS}", "S61", 11, "“nowhere”"),
        (f"### A {{#a}}\n\nText.\n\n{CHOICES}- [z](#c)\n\n{ENDS}\n### C {{#c}}\n\nDead.\n", "S62", 25, "dead end"),
        (f"### A {{#a}}\n\nText.\n\n{CHOICES}\n{ENDS}\n- [x](#a)\n", "S62", 19, "The ending “Bad” has choices"),
        (
            f"### A {{#a}}\n\nText.\n\n{CHOICES}\n{ENDS}\n### C {{#c}}\n\nX.\n\n- [x](#a)\n- [y](#c)\n", "S63", 24,
            "No choice leads to the scene “C”.",
        ),
        (
            f"### A {{#a}}\n\nText.\n\n{CHOICES}- [c](#c)\n\n{ENDS}\n### C {{#c}}\n\nX.\n\n- [x](#d)\n- [y](#c)\n\n"
            "### D {#d}\n\nX.\n\n- [x](#c)\n- [y](#d)\n", "S64", 32, "No ending can be reached from the scene “D”.",
        ),
        (
            "### A {#a}\n\nText.\n\n- [x](#b)\n- [y](#b)\n\n### B {#b}\n:ending: 100%\n\nX.\n", "S60", 1,
            "It has only one ending.",
        ),
        (
            f"### A {{#a}}\n\nText.\n\n{CHOICES}\n{ENDS.replace('100', '90')}", "S60", 1,
            "None of its endings earns 100%.",
        ),
        (f"### A {{#bad}}\n\nText.\n\n{CHOICES}\n{ENDS}", "S14", 19, "Two scenes"),
        (f"### A {{#a}}\n\nText.\n\n{CHOICES}- [z](#bad) {{#a}}\n\n{ENDS}", "S14", 13, "Two choices"),
        (f"### A {{#a}}\n\nText.\n\n{CHOICES}\n{ENDS}".replace("0%", "some"), "S21", 20, "“some”"),
        (f"### A {{#a}}\n:end: 5%\n\nText.\n\n{CHOICES}\n{ENDS}", "S19", 8, "no option “end”"),
        (f"### A {{#a}}\n\nText.\n\n{CHOICES}And then.\n\n{ENDS}", "S25", 13, "belongs to no choice"),
        (f"### A {{#a}}\n\n{CHOICES}\n{ENDS}", "S20", 7, "says nothing"),
        (f"### A {{#a}}\n\nText.\n\n- [x] (#bad)\n{CHOICES}\n{ENDS}", "S25", 11, "almost a choice"),
        (f"### A {{#a}}\n\nText.\n\n{CHOICES}  > So.\n- Wait\n\n{ENDS}", "S25", 14, "almost a choice"),
    ],
)  # fmt: skip
def test_a_scenario_that_cannot_be_played_is_refused_in_its_own_line(
    scenes: str, rule: str, line: int, said: str
) -> None:
    course, problems = read(scenario(scenes))
    assert course is None
    assert problems[rule][0] == line
    assert said in problems[rule][1]


def test_every_fault_of_a_scenario_is_found_at_once() -> None:
    _, problems = read(scenario("### A {#a}\n\nText.\n\n- [x](#gone)\n\n### B {#b}\n\nText.\n"))
    assert set(problems) == {"S60", "S61", "S62", "S63", "S65"}


@pytest.mark.parametrize(
    ("change", "rule"),
    [((":ending: 0%", ":ending: 150%"), "S21"), ((":ending: 0%\n", ""), "S62"), (("(#on)", "(#bad)"), "S63")],
)
def test_one_slip_in_a_scenario_is_told_once(change: tuple[str, str], rule: str) -> None:
    scenes = (
        f"### A {{#a}}\n\nText.\n\n- [On](#on)\n- [Back](#bad)\n\n### B {{#on}}\n\nText.\n\n{CHOICES}\n{ENDS}"
    )
    _, problems = read_course(
        "a-course",
        {"course.md": FRONT, "01-m.md": "# M\n\n## P {#p}\n\n" + scenario(scenes).replace(*change)},
    )
    assert [problem.rule for problem in problems if problem.severity == "error"] == [rule]


def test_a_scene_with_one_choice_is_worth_a_look() -> None:
    course, problems = read(
        scenario(f"### A {{#a}}\n\nText.\n\n- [On](#b)\n\n### B {{#b}}\n\nText.\n\n{CHOICES}\n{ENDS}")
    )
    assert course
    assert problems == {"S65": (11, "warning: The scene “A” leaves no choice.")}


def test_a_scenario_is_read_as_a_trainer_writes_it() -> None:
    course, problems = read(
        scenario(
            "### At the door ###\n\nA list:\n\n- [NSPCC](https://www.nspcc.org.uk)\n\n#### Heading\n\n"
            "* [Knock again, and\n  ask](#good) {#k}\n   >He nods.\n  goes on\n\n  > And then.\n- [Go](#bad)\n\n"
            f"{ENDS.replace('100%', '100')}\n---\n\nThe debrief.\n\n### With a heading\n"
        )
    )
    assert course, problems
    (asked,) = course.questions()
    first = asked.scenes[0]  # type: ignore[attr-defined]
    assert (first.id, first.title, [choice.id for choice in first.choices]) == (
        "at-the-door",
        "At the door",
        ["k", "b"],
    )
    assert first.text.endswith("#### Heading")
    assert first.choices[0].text == "Knock again, and ask"
    assert first.choices[0].consequence == "He nods.\ngoes on\n\nAnd then."
    assert asked.feedback == "The debrief.\n\n### With a heading"
    assert "- [Knock again, and ask](#good) {#k}\n  > He nods.\n" in write_course(course)["01-m.md"]


def test_the_browser_learns_where_choices_lead_and_the_shortest_best_way() -> None:
    kind = kinds()["scenario"]
    course, _ = read(kind.example.replace("points: 2", "points: 4"))
    assert course
    (asked,) = course.questions()
    data = asked.data()
    assert data["scenes"] == {
        "door": {"a": "upstairs", "b": "later"},
        "upstairs": {"a": "safe", "b": "later"},
        "safe": {},
        "later": {},
    }
    assert data["endings"] == {"safe": 100, "later": 20}
    assert data["best"] == ["a", "a"]
    assert len(asked.longest_response()) == 8


@pytest.mark.parametrize(
    ("before", "after", "found"),
    [
        ("before", "after", {}),
        ("before", "", {"S66": "warning: The confidence “c” is asked before and never after."}),
        ("", "after", {"S66": "error: No confidence before it is called “c”."}),
    ],
)
def test_confidence_is_asked_before_and_after(before: str, after: str, found: dict[str, str]) -> None:
    blocks = [
        *([":::{confidence} before\n:name: c\n\nHow sure?\n\n- One\n- Two {#x}\n:::\n"] if before else []),
        *([":::{confidence} after\n:name: c\n:::\n"] if after else []),
    ]
    course, problems = read(*blocks, TEST)
    assert course
    assert {rule: said for rule, (_, said) in problems.items()} == found
    if not found:
        first, second, _ = course.questions()
        assert (first.name, second.name) == ("c-before", "c-after")
        assert second.data()["statements"] == first.data()["statements"] == ["a", "x"]
        assert second.data()["before"] == "c-before"
        assert second.stem == "How sure?"
        assert write_course(course)["01-m.md"].count("How sure?") == 1


@pytest.mark.parametrize(
    ("block", "rule"),
    [
        (":::{confidence} before\n:name: c\n\nHow sure?\n:::\n", "S21"),
        (":::{confidence} after\n:name: c\n\nHow sure now?\n:::\n", "S19"),
        (":::{confidence}\n:name: c\n\nHow sure?\n\n- One\n:::\n", "S20"),
        (":::{confidence} before\n:name: c\n\nHow sure?\n\n- One\n- Two {#a}\n\nLater\n:::\n", "S14"),
        (":::{question} confidence\n:name: c\n\nHow sure?\n\n- One\n:::\n", "S17"),
        (":::{commitment}\n:name: c\n\nWhat?\n:::\n", "S20"),
        (":::{commitment}\n:name: c\n:seen-by: all\n\nWhat?\n\n- This\n:::\n", "S21"),
        (":::{question} rate\n:name: r\n:scale: stars\n\nHow good?\n:::\n", "S21"),
        (":::{question} rate\n:name: r\n:points: 2\n\nHow good?\n:::\n", "S19"),
        (":::{question} reflect\n:name: r\n:seen-by: everybody\n\nWhat?\n:::\n", "S21"),
    ],
)
def test_what_cannot_be_asked_is_refused(block: str, rule: str) -> None:
    course, problems = read(block)
    assert course is None
    assert rule in problems


def test_what_is_not_marked_needs_no_outcome_and_tests_none() -> None:
    text = ":::{question} rate\n:name: r\n:scale: Never, Now and then, Often\n\nHow often?\n:::\n"
    course, problems = read_course("a-course", {"course.md": FRONT, "01-m.md": f"# M\n\n## P\n\n{text}"})
    assert course
    assert [(problem.rule, problem.message) for problem in problems] == [
        ("E22", "No question tests the outcome “act”.")
    ]
    (asked,) = course.questions()
    assert (asked.weight, asked.data()["options"]) == (0, ["1", "2", "3"])


@settings(max_examples=examples(60))
@given(st.one_of(*asking([]).values()))
def test_what_is_asked_reads_back_as_it_was_written(block: object) -> None:
    page = Page(id="p", title="P", blocks=(block,))
    course = Course(
        slug="c",
        title="T",
        version="1.0.0",
        duration_minutes=5,
        modules=(Module(id="m", title="M", pages=(page,)),),
    )
    files = write_course(course)
    again, problems = read_course("c", files)
    assert again == course, "\n".join(map(str, problems))
    assert write_course(again) == files


PIECES = [
    "### A {#a}\n", "### B\n", "###\n", "### {#c}\n", ":ending: 100%\n", ":ending: 5\n", ":ending:\n", "\n", "\n",
    "Text\n", "- [x](#a)\n", "- [y](#b) {#k}\n", "- [a\n  b](#c)\n", "- [\n", "- [x](#a) {#{#b}\n", "  > said\n",
    "> said\n", "---\n", "- item\n", "- item {#a}\n", "-\n", "  more\n", "## H\n", "```\n", "    code\n",
    ": \n", "* [z](#a)\n",
]  # fmt: skip
ASKED = (
    "{question} scenario",
    "{question} rate",
    "{question} reflect",
    "{confidence} before",
    "{commitment}",
)


@settings(max_examples=examples(200))
@given(st.sampled_from(ASKED), st.lists(st.sampled_from(PIECES), max_size=30).map("".join))
def test_whatever_is_written_gives_problems_or_reads_back(asked: str, body: str) -> None:
    text = f"# M\n\n## P {{#p}}\n\n:::{asked}\n:name: n\n\n{body}\n:::\n"
    course, problems = read_course("c", {"course.md": FRONT, "01-m.md": text})
    assert course or problems
    assert all(problem.message and problem.remedy for problem in problems)
    if course:
        assert read_course("c", write_course(course))[0] == course
