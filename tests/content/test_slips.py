"""A slip of the keyboard gives one message, at its line, that names its cause; nothing is swallowed without a word."""

import pytest

from elearn.problems import Problem
from tests.reading import only_in_english, read_course

FRONT = "---\ntitle: T\nversion: 1.0.0\nduration: 5 minutes\noutcomes:\n  act: Act\n---\n"
SUPPORT = ":::{support}\nSomebody to talk to.\n:::\n"
QUESTION = (
    ":::{question} choose-one\n:name: q\n:outcome: act\n\nStem?\n\n"
    "- [x] First\n  > Yes.\n- [ ] Second\n  > No.\n- [ ] Third\n  > No.\n:::\n"
)


def told(block: str, *, with_question: bool = True) -> list[Problem]:
    """Everything that is told of a course with this block on lines 5 and below."""
    module = f"# M\n\n## P\n\n{block}\n\n{QUESTION if with_question else ''}\n{SUPPORT}"
    return read_course("a-course", {"course.md": FRONT, "01-module.md": module})[1]


def the_only(problems: list[Problem]) -> Problem:
    assert len(problems) == 1, "\n".join(map(str, problems))
    assert problems[0].severity == "error"
    return problems[0]


def test_the_course_without_a_slip_has_nothing_wrong() -> None:
    assert told("text") == []


@pytest.mark.parametrize(
    ("rule", "line", "part", "block"),
    [
        ("S18", 5, "two colons in front", "::{callout} X\ntext\n::"),
        ("S18", 5, "one colon in front", ":{callout} X\ntext\n:::"),
        ("S18", 5, "no colon in front", "{callout} X\ntext\n:::"),
        ("S18", 5, "is for code", "```{callout}\ntext\n```"),
        ("S18", 5, "is for code", "~~~{callout}\ntext\n~~~"),
        ("S18", 5, "is indented", "    :::{callout}\ntext\n    :::"),
        ("S18", 5, "left margin", "- :::{callout}\n  text\n  :::"),
        ("S18", 5, "left margin", "> :::{callout}\ntext\n:::"),
        ("S18", 5, "only look like colons", "：：：{callout}\ntext\n：：："),
        ("S18", 5, "space between", ": : :{callout}\ntext\n:::"),
        ("S18", 5, "opens no directive", ":::callout\ntext\n:::"),
        ("S16", 5, "“::” in line 7", ":::{callout}\ntext\n::"),
        ("S16", 5, "“：：：” in line 7", ":::{callout}\ntext\n：：："),
        ("S16", 5, "Write :::: there", "::::{callout}\ntext\n:::"),
        ("S38", 5, "U+200B", "\u200b:::{callout}\ntext\n:::"),
        ("S38", 5, "U+FEFF", "\ufeff:::{callout}\ntext\n:::"),
        ("S38", 7, "after “:::”", ":::{callout}\ntext\n:::\u200b"),
        ("S38", 5, "no break space", "###\u00a0Heading"),
        ("S38", 5, "before “###”", "\u2060### Heading"),
        ("S38", 5, "right to left mark", "\u200f- مرحبا"),
        ("S38", 5, "U+2003", "-\u2003item"),
        ("S38", 5, "arabic letter mark", "\u061c- مرحبا"),
        ("S38", 5, "U+3164", "\u3164### Heading"),
        ("S38", 5, "U+034F", "\u034f:::{callout}\ntext\n:::"),
        ("S38", 6, "U+200B", ":::{image} media/a.svg\n\u200b:alt: x\n:::"),
        ("S37", 6, "a space is missing", ":::{image} media/a.svg\n:alt:x\n:::"),
        ("S37", 6, "it is indented", ":::{image} media/a.svg\n :alt: x\n:::"),
        ("S37", 6, "missing before", ":::{image} media/a.svg\nalt: x\n:::"),
        ("S37", 6, "missing after", ":::{image} media/a.svg\n:alt A mark\n:::"),
        ("S37", 7, "empty line above", ":::{image} media/a.svg\n\n:alt: x\n:::"),
        ("S37", 6, "space inside", ":::{image} media/a.svg\n: alt : x\n:::"),
    ],
)
def test_a_slip_in_a_fence_or_an_option_is_one_message(rule: str, line: int, part: str, block: str) -> None:
    problem = the_only(told(block))
    assert (problem.rule, problem.line) == (rule, line)
    assert part in f"{problem.message} {problem.remedy}"
    assert only_in_english([problem]) == []


def question(line: str) -> list[Problem]:
    block = QUESTION.replace("- [ ] Second", line)
    return told(block, with_question=False)


@pytest.mark.parametrize(
    ("part", "line"),
    [
        ("no space after the “-”", "-[x] A"),
        ("begins with a tab", "\t- [ ] A"),
        ("it is indented", " - [x] A"),
        ("it is indented", "   - [x] A"),
        ("a space have to follow", "- [x]A"),
        ("which is no hyphen", "– [ ] A"),
        ("which is no hyphen", "• A"),
        ("begins with “1.”", "1. [ ] A"),
        ("begins with “b)”", "b) A"),
        ("no “-” in front", "[ ] A"),
        ("have to follow its mark", "- ( ) A"),
        ("have to follow its mark", "- [y] A"),
        ("have to follow its mark", "- ☐ A"),
        ("have to follow its mark", "- A"),
        ("have to follow its mark", "- [Guide](https://example.org)"),
    ],
)
def test_a_line_that_is_almost_an_option_never_vanishes_into_the_feedback_above_it(
    part: str, line: str
) -> None:
    problem = the_only(question(line))
    assert (problem.rule, problem.line) == ("S25", 13)
    assert "is almost an option" in problem.message
    assert part in problem.message


def test_a_right_answer_below_a_feedback_is_told_and_its_feedback_as_well() -> None:
    problem = the_only(question("- [ ] A\n  > Because.\n\n  - [x] B"))
    assert (problem.line, "“- [x] B”" in problem.message) == (16, True)


@pytest.mark.parametrize(
    "line", ["- [ ] A\n  and more of it", "-\u00a0[ ] A", "- [\u00a0] A", "* [ ] A", "+ [ ] A"]
)
def test_an_option_that_can_be_read_in_one_way_is_read(line: str) -> None:
    assert question(line) == []


@pytest.mark.parametrize("line", ["#\ufe0f\u20e3 is a key", "Text\u200b with one within"])
def test_a_character_that_changes_no_mark_is_no_slip(line: str) -> None:
    assert told(line) == []


def test_text_below_the_feedback_belongs_to_no_answer() -> None:
    problem = the_only(question("- [ ] A\n  > Because.\n\n  Something else."))
    assert "belongs to no answer" in problem.message


ASKED = ":name: q\n:outcome: act\n\nStem?\n\n"
PAIRS = f":::{{{{question}}}} match\n{ASKED}- A -> B\n  > Yes.\n{{}}\n  > Yes.\n- E -> F\n  > Yes.\n:::\n"
STEPS = f":::{{{{question}}}} order\n{ASKED}1. A\n  > Yes.\n{{}}\n  > Yes.\n3. C\n  > Yes.\n:::\n"


@pytest.mark.parametrize(
    ("shape", "part", "line"),
    [
        (PAIRS, "no space after the “-”", "-C -> D"),
        (PAIRS, "a space on each side", "- C → D"),
        (PAIRS, "a space on each side", "- C --> D"),
        (PAIRS, "a space on each side", "- C->D"),
        (PAIRS, "begins with a tab", "\t- C -> D"),
        (PAIRS, "begins with “1.”", "1. C -> D"),
        (STEPS, "no space after the “2.”", "2.B"),
        (STEPS, "begins with a tab", "\t2. B"),
        (STEPS, "it is indented", " 2. B"),
        (STEPS, "begins with “-”", "- B"),
        (STEPS, "begins with “(2)”", "(2) B"),
    ],
)
def test_a_line_that_is_almost_a_pair_or_a_step_is_one_message(shape: str, part: str, line: str) -> None:
    problem = the_only(told(shape.format(line), with_question=False))
    assert (problem.rule, problem.line) == ("S25", 13)
    assert part in problem.message


ITEMS = {
    "key-facts": ":::{{key-facts}}\n- One: a fact\n{}\n:::",
    "glossary": ":::{{glossary}}\n- One: a word\n{}\n:::",
    "local-pathway": ":::{{local-pathway}}\nNow.\n\n- One: the duty team\n{}\n:::",
    "commitment": ":::{{commitment}}\n:name: c\n\nWhat will you do?\n\n- One\n- Another\n{}\n:::",
}


@pytest.mark.parametrize("shape", ITEMS)
@pytest.mark.parametrize("line", ["-Two: b", "\t- Two: b", " - Two: b", "– Two: b", "1. Two: b", "• Two: b"])
def test_a_line_that_is_almost_an_item_never_vanishes_into_the_one_above_it(shape: str, line: str) -> None:
    found = [each for each in told(ITEMS[shape].format(line)) if each.severity == "error"]
    assert "almost an item" in the_only(found).message


SCENES = """:::{{question}} scenario
:name: at-the-door
:outcome: act

You are at a door.

### At the door {{#door}}

“He is asleep,” she says.

{}
  > She looks.
- [Agree on a day](#later)
  > She smiles.

### Upstairs {{#upstairs}}
{}

He sleeps.

### Next week {{#later}}
:ending: 20%

Another sees him first.

{}

Ask again, kindly.
:::
"""


def scenario(
    choice: str = "- [Ask](#upstairs)", ending: str = ":ending: 100%", line: str = "---"
) -> list[Problem]:
    return told(SCENES.format(choice, ending, line), with_question=False)


@pytest.mark.parametrize(
    ("part", "choice"),
    [
        ("no link to a scene", "- Ask kindly"),
        ("no link to a scene", "- [Ask]"),
        ("no space after the “-”", "-[Ask](#upstairs)"),
        ("it is indented", " - [Ask](#upstairs)"),
        ("begins with a tab", "\t- [Ask](#upstairs)"),
        ("space between “]” and “(”", "- [Ask] (#upstairs)"),
        ("no “#” before", "- [Ask](upstairs)"),
        ("something follows", "- [Ask](#upstairs) now"),
        ("which is no hyphen", "– [Ask](#upstairs)"),
        ("begins with “1.”", "1. [Ask](#upstairs)"),
    ],
)
def test_a_line_that_is_almost_a_choice_is_one_message(part: str, choice: str) -> None:
    problem = the_only(scenario(choice))
    assert (problem.rule, problem.line) == ("S25", 15)
    assert part in problem.message
    below = the_only(scenario(f"- [Ask](#upstairs)\n  > She nods.\n{choice}"))
    assert (below.rule, below.line) == ("S25", 17)


@pytest.mark.parametrize(
    "ending", [" :ending: 100%", "ending: 100%", "\n:ending: 100%", ":ending 100%", ":ending:100%"]
)
def test_an_ending_with_a_slip_is_one_message_and_an_ending_all_the_same(ending: str) -> None:
    assert the_only(scenario(ending=ending)).rule == "S37"


@pytest.mark.parametrize("line", ["—", "--", "\t---"])
def test_a_line_that_is_almost_the_one_above_the_debrief_is_named(line: str) -> None:
    assert "above the debrief" in the_only(scenario(line=line)).message


def test_a_list_in_the_text_of_a_scene_is_text() -> None:
    assert scenario("- a coat\n- a bag\n\nShe waits.\n\n- [Ask](#upstairs)") == []
    assert scenario(line=" ---") == []


@pytest.mark.parametrize(
    "line", ["  e.g. the duty team", "  **always** so", "  10.30 in the morning", "  -5 degrees"]
)
def test_a_line_that_goes_on_with_an_item_is_no_slip(line: str) -> None:
    assert [each for each in told(ITEMS["glossary"].format(line)) if each.severity == "error"] == []
