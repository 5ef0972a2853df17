"""Problems that a button puts right: afterwards the problem is gone, and no error has come."""

from collections import Counter
from pathlib import Path

import pytest

from elearn.authoring.actions import do, remedy, with_edits
from elearn.checks import examine_course
from elearn.content.course import load_texts
from elearn.problems import InputFault, Problem
from elearn.translations import said

COURSE = "---\ntitle: Small marks\nversion: 1.0.0\nduration: 10 minutes\n---\n\nWelcome.\n"
QUESTION = """\
:::{question} choose-one
:name: whom
:points: 1

Whom do you ring?

- [x] The lead
- [ ] Nobody
:::
"""
CALLOUT = ":::{callout}\nRing first.\n:::\n"
PAGES = f"# Seeing\n\n## A mark\n\nLook at it.\n\n{CALLOUT}\n{QUESTION}"


def problems(files: dict[str, str]) -> list[Problem]:
    return [*examine_course(load_texts(Path("small-marks"), files), None).problems]


def put_right(rule: str, files: dict[str, str]) -> dict[str, str]:
    """The files after the button of the first problem of a rule."""
    before = problems(files)
    problem = next(each for each in before if each.rule == rule and remedy(each, files))
    found = remedy(problem, files)
    assert found
    assert said(found.says)
    done = do(files, {"action": "apply", "problem": problem})
    assert done.said == "That is put right."
    made = with_edits(files, done.edits)
    assert made == with_edits(files, found.splices)
    after = problems(made)
    # The other rules look at a course only when it can be read.
    also = () if any(each.rule.startswith("S") for each in before) else ("E",)
    errors = [[each.rule for each in some if each.severity == "error"] for some in (before, after)]
    kinds = [Counter(rule for rule in some if rule[0] in ("S", *also)) for some in errors]
    assert kinds[1] <= kinds[0]
    assert [each.rule for each in after].count(rule) < [each.rule for each in before].count(rule)
    return made


def pages(old: str, new: str, text: str = PAGES) -> dict[str, str]:
    assert old in text
    return {"course.md": COURSE, "01-seeing.md": text.replace(old, new)}


SLIPS = [
    ("S17", "{callout}", "{calout}", "{callout}"),
    ("S17", "choose-one", "chose-one", "} choose-one\n"),
    ("S19", ":points: 1", ":point: 1", ":points: 1"),
    ("S37", ":points: 1\n\n", "\n points : 1\n\n", ":name: whom\n:points: 1\n"),
    ("S37", ":points: 1\n", ":points 1\n", ":name: whom\n:points: 1\n"),
    ("S37", "Look at it.", "###Look", "### Look"),
    ("S25", "- [x] The", "[x] The", "- [x] The"),
    ("S25", "- [x] The", "– [x] The", "- [x] The"),
    ("S25", "- [x] The", "- ✓ The", "- [x] The"),
    ("S25", "- [ ] Nobody", "- ( ) Nobody", "- [ ] Nobody"),
    ("S14", "- [x] The lead", "- [x] The lead {#b}", "- [ ] Nobody {#b-2}"),
    ("S14", QUESTION, f"{QUESTION}\n{QUESTION}", ":name: whom-2\n"),
    ("S14", "## A mark\n", "## A mark\n\nLook.\n\n## A mark\n", "## A mark {#seeing-a-mark-2}"),
    ("S15", "## A mark", "## ♥", "## ♥ {#page}"),
    ("S15", "## A mark", "## A mark {#A Mark}", "## A mark {#a-mark}"),
    ("S15", "# Seeing", "# Seeing {#see}", "# Seeing\n"),
    ("S31", "Look at it.", "Look\n----\n\nThere.", "## Look\n\nThere."),
    ("S16", "first.\n:::\n", "first.\n", "first.\n:::\n\n:::{question}"),
    ("S16", "first.\n:::\n", "first.\n;::\n", "first.\n:::\n\n:::{question}"),
    ("S16", "Nobody\n:::\n", "Nobody\n", "Nobody\n:::\n"),
    ("S16", "Nobody\n:::\n", "Nobody", "Nobody\n:::"),
    ("E18", "Look at it.", "Follow *Working Together* 2018.", "Follow *Working Together*"),
    ("W17", "Look at it.", "The baby did not attend the clinic.", "The baby was not brought to the clinic."),
]


@pytest.mark.parametrize(("rule", "right", "slip", "becomes"), SLIPS)
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_a_button_puts_a_slip_right(rule: str, right: str, slip: str, becomes: str, line_end: str) -> None:
    files = {name: text.replace("\n", line_end) for name, text in pages(right, slip).items()}
    made = put_right(rule, files)["01-seeing.md"]
    assert becomes in made.replace(line_end, "\n")
    assert made.count("\n") == made.count(line_end)


def test_in_the_introduction() -> None:
    module = {"01-seeing.md": PAGES}
    assert (
        "\nduration: 10"
        in put_right("S06", {"course.md": COURSE.replace("duration", "durations"), **module})["course.md"]
    )
    lowered = put_right("S31", {"course.md": COURSE + "\n## Now\n\nRead.\n", **module})
    assert "\n### Now\n" in lowered["course.md"]


@pytest.mark.parametrize(
    ("right", "slip"),
    [
        ("{callout}", "{spaceship}"),
        (":points: 1", ":points: 1\n:points: 1"),
        ("## A mark", "##"),
        ("- [x] The", "- ✗ The"),
        ("Look at it.", "Title\n=====\n\nHere."),
        ("Look at it.", "The nurse failed to ring back."),
        ("Look at it.", "Nobody saw that he was not a person of interest. The baby DNA three times."),
    ],
)
def test_what_a_person_has_to_decide_has_no_button(right: str, slip: str) -> None:
    files = pages(right, slip)
    found = problems(files)
    assert found
    assert not [each for each in found if remedy(each, files)]


def test_a_remedy_that_would_make_another_error_is_refused() -> None:
    files = {"course.md": COURSE.replace("version", "durations: 5 minutes\nversion"), "01-seeing.md": PAGES}
    problem = next(each for each in problems(files) if each.rule == "S06")
    with pytest.raises(InputFault, match="by hand"):
        do(files, {"action": "apply", "problem": problem})


def test_a_remedy_is_not_for_other_lines() -> None:
    files = pages("{callout}", "{calout}")
    problem = next(each for each in problems(files) if each.rule == "S17")
    with pytest.raises(InputFault, match="any more"):
        do(pages("Look", "Look"), {"action": "apply", "problem": problem})
    with pytest.raises(InputFault):
        do(files, {"action": "apply", "problem": "S17"})
