"""Forms: every kind is asked for in words, and values go into a block's text so that only their own lines change."""

import json
import re
from collections.abc import Iterator
from copy import deepcopy
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from elearn.checks import check_paths
from elearn.content.course import parts_of
from elearn.content.forms import (
    FormField,
    RefusedValues,
    fields_of,
    form_kinds,
    new_block,
    read_values,
    write_values,
)
from elearn.content.kinds import GROUPS, kinds
from tests.content.strategies import NASTY
from tests.content.test_parts import COURSE_FILES
from tests.gallery import media_file

EXAMPLES = {name: kind.example for name, kind in kinds().items()}
BLOCKS = sorted(
    {
        block.text
        for files in COURSE_FILES.values()
        for name, text in files.items()
        for page in parts_of(name, text).pages
        for block in page.blocks
    }
)
OTHERWISE = {
    "canonical": str,
    "returns": lambda text: text.replace("\n", "\r\n") + "\r",
    "blank lines": lambda text: text.replace("\n\n", "\n\n\n"),
    "other signs": lambda text: text.replace("\n- [", "\n*  ["),
    "options turned round": lambda text: re.sub(
        r"(?:^:[\w-]+: .*\n)+",
        lambda found: "".join(found[0].splitlines(True)[::-1]),
        text,
        flags=re.MULTILINE,
    ),
    "spaces at line ends": lambda text: text.replace("\n", "  \n"),
}
QUESTION = """:::{question} choose-one
:name: who

Who decides?

- [ ] The nurse
  > Not alone.
- [x] The panel
  > Yes.
:::"""


def every_field(fields: tuple[FormField, ...], above: str = "") -> Iterator[tuple[str, FormField]]:
    for field in fields:
        yield above + field.name, field
        yield from every_field(field.fields, f"{above}{field.name}.")


def leaves(values: Any, above: str = "") -> Iterator[tuple[str, Any]]:
    """Every text of the values with its path."""
    inside = values.items() if isinstance(values, dict) else enumerate(values)
    for name, value in inside:
        if isinstance(value, dict | list):
            yield from leaves(value, f"{above}{name}.")
        else:
            yield f"{above}{name}", value


def with_value(values: dict[str, Any], path: str, value: Any) -> dict[str, Any]:
    made = deepcopy(values)
    holder: Any = made
    *above, last = [int(part) if part.isdecimal() else part for part in path.split(".")]
    for part in above:
        holder = holder[part]
    holder[last] = value
    return made


def changed_lines(before: str, after: str) -> int:
    told = SequenceMatcher(None, before.split("\n"), after.split("\n"), autojunk=False).get_opcodes()
    return sum(max(b - a, d - c) for tag, a, b, c, d in told if tag != "equal")


def values_of(text: str) -> tuple[str, dict[str, Any]]:
    found = read_values(text)
    assert found, text
    return found


@pytest.mark.parametrize("kind", form_kinds(), ids=lambda kind: kind.id)
def test_every_kind_is_asked_for_in_words_of_its_own(kind) -> None:
    assert kind.title
    assert kind.offered
    assert kind.group in GROUPS
    assert {path.partition(".")[0] for path, _ in every_field(kind.fields)} >= {
        field
        for field in kinds()[kind.id].model_fields
        if field in ("stem", "body", "options", "src", "name")
    } - ({"name"} if kind.id == "confidence" else set())
    for path, field in every_field(kind.fields):
        assert field.label, path
        assert all(words for _, words in field.choices), path
        assert not re.search(r":::|\[x\]|\{#|:\w+:", field.label + field.help), path
        if field.type == "rows":
            assert field.row, path
            assert field.add, path


def test_every_kind_of_the_product_has_a_form() -> None:
    assert {kind.id for kind in form_kinds()} == set(kinds())
    assert [kind.group for kind in form_kinds()] == sorted(
        (kind.group for kind in form_kinds()), key=GROUPS.index
    )


@pytest.mark.parametrize("how", OTHERWISE)
def test_values_that_nobody_changed_change_no_byte(how: str) -> None:
    for text in [*EXAMPLES.values(), *BLOCKS]:
        written = OTHERWISE[how](text)
        kind, values = values_of(written)
        assert json.loads(json.dumps(values)) == values
        assert write_values(written, kind, values) == written


@pytest.mark.parametrize("how", OTHERWISE)
@pytest.mark.parametrize("name", EXAMPLES)
def test_one_changed_text_changes_its_own_line(name: str, how: str) -> None:
    text = OTHERWISE[how](EXAMPLES[name])
    kind, values = values_of(text)
    types = dict(every_field(fields_of(kind)))
    for path, value in leaves(values):
        field = types[".".join(part for part in path.split(".") if not part.isdecimal())]
        if value and field.type in ("line", "prose") and field.name not in ("to", "rules"):
            new = with_value(values, path, f"{value} indeed")
            written = write_values(text, kind, new)
            assert values_of(written) == (kind, new)
            assert changed_lines(text, written) == 1, (path, written)


def written_or_none(text: str, kind: str, values: dict[str, Any]) -> str | None:
    """The text with new values, or None if they are refused in words."""
    try:
        return write_values(text, kind, values)
    except RefusedValues as refused:
        told = refused.problems
    assert told
    assert all(each.message and each.remedy for each in told)
    return None


@given(st.sampled_from([*EXAMPLES.values(), *BLOCKS]), st.data())
def test_what_is_written_reads_back_or_is_refused_with_its_field(text: str, data: st.DataObject) -> None:
    kind, values = values_of(text)
    paths = [path for path, value in leaves(values) if isinstance(value, str)]
    path = data.draw(st.sampled_from(paths))
    parts = st.lists(st.sampled_from([*NASTY, "word", "\n", "\n\n"]), max_size=4)
    new = with_value(values, path, "".join(data.draw(parts)))
    written = written_or_none(text, kind, new)
    if written is not None:
        again = values_of(written)
        assert again[0] == kind
        assert write_values(written, *again) == written
        others = [each for each in leaves(again[1]) if each[0] != path]
        assert others == [each for each in leaves(values) if each[0] != path] or path.endswith(
            (".source", ".target")
        )


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("choose-one", "options.0.text"),
        ("choose-one", "options.0.feedback"),
        ("choose-one", "stem"),
        ("scenario", "scenes.0.text"),
        ("scenario", "scenes.0.title"),
        ("scenario", "scenes.0.choices.1.to"),
        ("scenario", "scenes.0.choices.1.text"),
        ("match", "rows.1.target"),
        ("label-picture", "rows.1.target"),
        ("order", "steps.1.text"),
        ("fill-in", "answers.1.text"),
        ("accordion", "sections.1.heading"),
        ("accordion", "sections.1.body"),
        ("glossary", "terms.1.term"),
        ("glossary", "terms.1.meaning"),
        ("labelled-image", "spots.1.text"),
        ("commitment", "steps.1.text"),
        ("callout", "body"),
        ("image", "src"),
        ("choose-one", "name"),
    ],
)
def test_a_row_that_is_half_written_stays(name: str, path: str) -> None:
    kind, values = values_of(EXAMPLES[name])
    empty = with_value(values, path, "")
    written = write_values(EXAMPLES[name], kind, empty)
    assert values_of(written) == (kind, empty)
    assert write_values(written, kind, values) == EXAMPLES[name]


@pytest.mark.parametrize(
    ("name", "path", "value", "field"),
    [
        ("briefing", "parts.3.heading", "", "parts.3.heading"),
        ("choose-one", "stem", "- [ ] An answer", "stem"),
        ("text", "body", "## A page", "body"),
        ("text", "body", ":::{callout}\nText\n:::", "body"),
        ("text", "body", "", "body"),
        ("callout", "body", "Text\n:::\nMore", "body"),
        ("tabs", "sections.1.body", "### Another", "sections.1.body"),
        ("scenario", "scenes.0.choices.1.to", "a b", "scenes.0.choices.1.to"),
        ("table", "sides.1", "above", "sides.1"),
    ],
)
def test_what_cannot_be_written_is_refused_at_its_field(name: str, path: str, value: str, field: str) -> None:
    kind, values = values_of(EXAMPLES[name])
    with pytest.raises(RefusedValues) as refused:
        write_values(EXAMPLES[name], kind, with_value(values, path, value))
    assert [each.field for each in refused.value.problems] == [field]


def test_an_id_stays_with_its_answer_when_answers_move_and_a_new_one_gets_its_own() -> None:
    kind, values = values_of(QUESTION)
    nurse, panel = values["options"]
    new = {"id": "", "text": "The mother", "right": False, "feedback": ""}
    written = write_values(QUESTION, kind, {**values, "options": [panel, new, nurse]})
    told = {option["text"]: option["id"] for option in values_of(written)[1]["options"]}
    assert told == {"The nurse": "a", "The panel": "b", "The mother": "c"}
    written = write_values(QUESTION, kind, {**values, "options": [new, panel]})
    assert [option["id"] for option in values_of(written)[1]["options"]] == ["c", "b"]


@pytest.mark.parametrize(
    ("name", "rows", "row", "field", "own"),
    [
        ("choose-one", "options", {"text": "As"}, "text", "id"),
        ("match", "rows", {"source": "", "target": "As"}, "target", "target_id"),
        ("scenario", "scenes", {"title": "As"}, "title", "id"),
    ],
)
def test_a_new_row_that_is_typed_on_before_the_answer_has_come_keeps_its_id(
    name: str, rows: str, row: dict[str, Any], field: str, own: str
) -> None:
    """The browser does not know the id yet when it sends what was typed next."""
    text = new_block(name, names=(), outcomes=("act",), banks=())
    _, values = values_of(text)

    first = write_values(text, name, {**values, rows: [*values[rows], row]})
    given = values_of(first)[1][rows][-1][own]
    then = write_values(first, name, {**values, rows: [*values[rows], {**row, field: "Ask the mother"}]})
    another = write_values(
        then, name, {**values_of(then)[1], rows: [*values_of(then)[1][rows], {**row, field: "Go"}]}
    )

    assert [each[own] for each in values_of(then)[1][rows]][-1] == given
    assert [each[own] for each in values_of(another)[1][rows]][-2] == given


def test_answers_instead_of_those_of_a_new_question_are_as_if_written_by_hand() -> None:
    text = new_block("choose-one", names=(), outcomes=("act",), banks=())
    own = [{"text": "Wait", "right": False}, {"text": "Ask the mother", "right": True}]
    written = write_values(text, "choose-one", {**values_of(text)[1], "options": own})
    instead = write_values(
        written, "choose-one", {**values_of(written)[1], "options": [{"text": "Go and see", "right": True}]}
    )

    assert "- [ ] Wait\n- [x] Ask the mother\n:::" in written
    assert "- [x] Go and see {#c}\n:::" in instead, "somebody may have answered by the ids that were there"


def test_answers_to_match_keep_their_ids_and_say_one_thing_each() -> None:
    text = ":::{question} match\n:name: m\n\nWho?\n\n- A -> One\n- B -> One\n- -> Two\n:::"
    kind, values = values_of(text)
    first, second, spare = values["rows"]
    new = [
        spare,
        first,
        {**second, "target": "Three"},
        {**spare, "id": "", "target_id": "", "target": "Four"},
    ]
    written = values_of(write_values(text, kind, {**values, "rows": new}))[1]["rows"]
    assert [(row["id"], row["target"], row["target_id"]) for row in written] == [
        ("", "Two", "2"),
        ("a", "One", "1"),
        ("b", "Three", "3"),
        ("", "Four", "4"),
    ]


@pytest.mark.parametrize(("kind", "rows"), [("choose-one", "options"), ("match", "rows"), ("order", "steps")])
def test_more_rows_than_there_are_usual_ids_each_get_one(kind: str, rows: str) -> None:
    texts = [f"Number {number}" for number in range(450)]
    made = [{"text": text, "source": text, "target": text.upper()} for text in texts]
    read = read_values(write_values("", kind, {"name": "a-name", "stem": "What?", rows: made}))
    assert read
    assert len({row["id"] for row in read[1][rows]}) == len(texts)


def test_a_scene_gets_a_name_that_stays_when_its_title_changes() -> None:
    kind, values = values_of(EXAMPLES["scenario"])
    scene = {"id": "", "title": "In the hall", "ending": "0", "text": "It is cold.", "choices": []}
    written = write_values(EXAMPLES["scenario"], kind, {**values, "scenes": [*values["scenes"], scene]})
    again = values_of(written)[1]
    assert again["scenes"][-1]["id"] == "scene-1"
    written = write_values(written, kind, with_value(again, "scenes.4.title", "On the stairs"))
    assert values_of(written)[1]["scenes"][-1]["id"] == "scene-1"
    assert "### On the stairs {#scene-1}" in written


@pytest.mark.parametrize(
    "text",
    [
        ":::{callout}\nNot closed.",
        ":::{calout}\nText.\n:::",
        QUESTION.replace("  > Not alone.", "  1. Not alone."),
        QUESTION.replace(":name: who", ":name: who\n:nmae: who"),
        QUESTION.replace(":name: who", ":name: who\n:name: what"),
        "# A heading",
        "Text.\n\n:::{callout}\nText.\n:::",
        "![a](media/a.png)\n![b](media/b.png)",
        ":::{confidence} after\n:name: how-sure\n\nHow sure are you?\n:::",
        "",
    ],
)
def test_a_block_in_which_something_would_be_lost_opens_as_text(text: str) -> None:
    assert read_values(text) is None


def test_a_picture_in_markdown_stays_one_while_markdown_can_say_it() -> None:
    text = '![A mark](media/a.png "On the arm")'
    kind, values = values_of(text)
    assert write_values(text, kind, {**values, "alt": "A bruise"}) == '![A bruise](media/a.png "On the arm")'
    written = write_values(text, kind, {**values, "description": "All of it"})
    assert written.startswith(":::{image} media/a.png")
    assert values_of(written)[1]["description"] == "All of it"


def test_a_setting_that_is_usual_is_written_only_if_it_was() -> None:
    kind, values = values_of(QUESTION)
    assert (values["points"], values["shuffle"]) == ("1", "yes")
    written = write_values(QUESTION, kind, {**values, "points": "2", "shuffle": "no"})
    assert ":points: 2\n" in written
    assert ":shuffle: no\n" in written
    assert write_values(QUESTION, kind, {**values, "points": ""}) == QUESTION
    again = write_values(written, kind, {**values, "points": "1"})
    assert ":points: 1\n" in again


def test_another_kind_takes_the_values_that_it_knows() -> None:
    _, values = values_of(QUESTION)
    written = write_values(QUESTION, "choose-many", with_value(values, "options.0.right", True))
    assert written == QUESTION.replace("choose-one", "choose-many").replace(
        "- [ ] The nurse", "- [x] The nurse"
    )


def test_values_of_another_shape_are_taken_as_empty_or_refused() -> None:
    with pytest.raises(RefusedValues):
        write_values(QUESTION, "no-such-kind", {})
    with pytest.raises(RefusedValues):
        write_values("Text.", "text", {"body": ["no", "text"]})
    kind, values = values_of(QUESTION)
    written = write_values(QUESTION, kind, {**values, "options": [1, "a", {"text": 5}, *values["options"]]})
    assert [row["text"] for row in values_of(written)[1]["options"]] == ["", "The nurse", "The panel"]


@pytest.mark.parametrize("kind", kinds())
def test_a_new_block_can_be_read_and_its_form_opens(kind: str) -> None:
    text = new_block(kind, names=["question-1", "commitment-1"], outcomes=["refer"], banks=["first"])
    block = parts_of("01-m.md", f"# M\n\n## P\n\n{text}\n").pages[0].blocks[0]
    assert block.block is not None
    assert (block.kind, block.text) == (kind, text)
    assert write_values(text, *values_of(text)) == text
    assert block.name not in ("question-1", "commitment-1")
    assert "outcome: first" not in text
    assert new_block(kind, names=[], outcomes=[], banks=[])


def test_every_new_block_is_reported_until_its_words_are_replaced(tmp_path: Path) -> None:
    made = [
        name for name, kind in kinds().items() if kind.shown and name not in ("draw", "support", "briefing")
    ]
    blocks = [new_block(name, names=[f"question-{n}" for n in range(1, at)], outcomes=["act"], banks=[])
              for at, name in enumerate(made, 1)]  # fmt: skip
    folder = tmp_path / "courses" / "a-course"
    folder.mkdir(parents=True)
    front = "---\ntitle: T\nversion: 1.0.0\nduration: 5 minutes\noutcomes:\n  act: Act today\n---\n"
    (folder / "course.md").write_text(front, encoding="utf-8")
    pages = "\n".join(f"## Page {n}\n\n{block}\n" for n, block in enumerate(blocks))
    (folder / "01-m.md").write_text(f"# M\n\n{pages}", encoding="utf-8")
    (folder / "media").mkdir()
    for path in re.findall(r"media/[\w./-]*\w", pages):
        (folder / path).write_bytes(media_file(Path(path)))
    told = [each for each in check_paths([tmp_path / "courses"], tmp_path / "reviews") if each.rule == "E63"]
    starts = [place for place, line in enumerate(f"# M\n\n{pages}".split("\n"), 1) if line.startswith("## ")]
    ends = [*starts[1:], 10_000]
    found = [
        name for name, a, b in zip(made, starts, ends, strict=True) if any(a < each.line < b for each in told)
    ]
    assert found == made


@pytest.mark.parametrize("kind", [each for each in form_kinds() if each.question], ids=lambda kind: kind.id)
def test_a_form_says_whether_several_answers_can_be_right(kind) -> None:
    for path, field in every_field(kind.fields):
        if field.type == "mark":
            _, values = values_of(EXAMPLES[kind.id])
            rows = path.partition(".")[0]
            values[rows] = [{**row, "right": True} for row in values[rows]]
            assert len(values[rows]) > 1
            assert field.one == (not one_block(write_values("", kind.id, values)).block)


@pytest.mark.parametrize("kind", form_kinds(), ids=lambda kind: kind.id)
def test_a_form_offers_no_more_rows_than_the_kind_takes(kind) -> None:
    for field in kind.fields:
        if field.type == "rows" and field.most is not None:
            _, values = values_of(EXAMPLES[kind.id])
            row = values[field.name][0]
            plain = {each.name: "" for each in field.fields if each.type == "id"}
            more = [{**row, **plain, "text": f"Another {n}"} for n in range(field.most + 1)]
            assert not block_of(kind.id, {**values, field.name: more})


def one_block(text: str) -> Any:
    (page,) = parts_of("01-a.md", f"# A\n\n## B\n\n{text}\n").pages
    (block,) = page.blocks
    return block


def block_of(kind: str, values: dict[str, Any]) -> Any:
    """The block with these values, or None if it cannot be made."""
    try:
        return one_block(write_values("", kind, values)).block
    except RefusedValues:
        return None
