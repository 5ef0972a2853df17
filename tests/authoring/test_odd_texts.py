"""Texts in many languages, with other line ends, marks and tabs: a form changes its own block, and no other byte."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from elearn.authoring.drafts.splices import Splice, applied, edit_of
from elearn.content.course import parts_of
from elearn.content.forms import fields_of, read_values, write_values
from tests.content.test_parts import COURSE_FILES
from tests.depth import examples

FILES = [(name, text) for files in COURSE_FILES.values() for name, text in sorted(files.items())]
WORDS = [
    "Ŵyna â’r môr",
    "שלום עולם",
    "مرحبا",
    "👩🏽\u200d⚕️ 🏴\U000e0067\U000e0062\U000e0077",
    "e\u0301 nfd",
    "a\tb",
    "a\u00a0b",
    "\u200fx\u200e",
]
AS: dict[str, Callable[[str], str]] = {
    "as it is": str,
    "returns": lambda text: text.replace("\n", "\r\n"),
    "a mark": lambda text: "\ufeff" + text,
    "a mark and returns": lambda text: "\ufeff" + text.replace("\n", "\r\n"),
    "no last line end": lambda text: text.rstrip("\n"),
    "many last line ends": lambda text: text + "\n\n\n",
}


@settings(max_examples=examples(100))
@given(st.sampled_from(FILES), st.sampled_from(sorted(AS)), st.sampled_from(WORDS), st.data())
def test_a_form_changes_its_own_block_and_no_other_byte(
    file: tuple[str, str], how: str, words: str, data: st.DataObject
) -> None:
    name, text = file[0], AS[how](file[1])
    blocks = [block for page in parts_of(name, text).pages for block in page.blocks]
    read = [(block, values) for block in blocks if (values := read_values(block.text))]
    if not read:
        return
    block, (kind, values) = data.draw(st.sampled_from(read))
    texts = [field.name for field in fields_of(kind) if field.type == "prose" and values[field.name]]
    if not texts:
        return
    field = data.draw(st.sampled_from(texts))
    new: dict[str, Any] = {**values, field: f"{words} {values[field]}"}

    made = write_values(block.text, kind, new).split("\n")
    edit = edit_of(text, Splice(name, *block.span, tuple(made)))
    assert edit
    after = applied(text, edit)

    before, now = text.split("\n"), after.split("\n")
    below = len(before) - block.span.end
    assert now[: block.span.start] == before[: block.span.start]
    assert now[len(now) - below :] == before[len(before) - below :]
    assert words in after
    assert after.count("\r") == (after.count("\n") if "returns" in how else 0)
    assert applied(after, edit.taken_back) == text
    spans = [(page.blocks, page.id) for page in parts_of(name, after).pages]
    same = next(each for blocks, _ in spans for each in blocks if each.span.start == block.span.start)
    assert read_values(same.text) == (kind, new)


@pytest.mark.parametrize("how", AS)
def test_each_file_of_each_course_is_the_same_after_all_its_forms_were_written_back(how: str) -> None:
    for name, plain in FILES[:12]:
        text = AS[how](plain)
        for page in parts_of(name, text).pages:
            for block in page.blocks:
                if found := read_values(block.text):
                    new = write_values(block.text, *found).split("\n")
                    assert edit_of(text, Splice(name, *block.span, tuple(new))) is None
