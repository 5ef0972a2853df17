"""Splices of whole lines: exact, narrow, and moved through what came later."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from elearn.authoring.drafts.splices import Edit, Splice, applied, edit_of, moved, stretch_at

TEXTS = st.lists(st.sampled_from(["", "a", "b\r", "\r", "\ufeffc"]), min_size=1, max_size=6).map("\n".join)


@given(TEXTS, st.data())
def test_undoing_an_edit_gives_every_byte_back(text: str, data: st.DataObject) -> None:
    count = len(text.split("\n"))
    start = data.draw(st.integers(0, count))
    end = data.draw(st.integers(start, count))
    new = data.draw(st.lists(st.sampled_from(["", "a", "x"]), max_size=3))
    edit = edit_of(text, Splice("m.md", start, end, tuple(new)))
    if edit:
        after = applied(text, edit)
        assert after != text
        assert applied(after, edit.taken_back) == text


@given(TEXTS, st.data())
def test_opening_alone_changes_no_file_so_the_same_lines_are_no_edit(text: str, data: st.DataObject) -> None:
    lines = text.split("\n")
    start = data.draw(st.integers(0, len(lines)))
    end = data.draw(st.integers(start, len(lines)))
    said = tuple(line.removesuffix("\r") for line in lines[start:end])
    assert edit_of(text, Splice("m.md", start, end, said)) is None


def test_new_lines_take_the_line_end_of_the_file() -> None:
    edit = edit_of("a\r\nb\r\nc", Splice("m.md", 3, 3, ("d", "e")))
    assert edit
    assert applied("a\r\nb\r\nc", edit) == "a\r\nb\r\nc\r\nd\r\ne"


@given(TEXTS.map(lambda text: "\ufeff" + text.replace("\ufeff", "")), st.data())
def test_a_mark_of_the_byte_order_stays_first(text: str, data: st.DataObject) -> None:
    count = len(text.split("\n"))
    start = data.draw(st.integers(0, count - 1))
    end = data.draw(st.integers(start, count))
    new = data.draw(st.lists(st.sampled_from(["", "a", "x"]), max_size=3))
    before = text.removeprefix("\ufeff")
    edit = edit_of(text, Splice("m.md", start, end, tuple(new)))
    plain = edit_of(before, Splice("m.md", start, end, tuple(new)))
    after = applied(text, edit) if edit else text
    assert after.startswith("\ufeff")
    said = applied(before, plain) if plain else before
    assert after.removeprefix("\ufeff").replace("\r", "") == said.replace("\r", "")


def test_a_line_put_before_the_first_gets_the_mark_of_the_byte_order() -> None:
    for new in (("new",), ("new", "\ufeffa")):
        text = "\ufeffa\r\nb\r\n"
        edit = edit_of(text, Splice("m.md", 0, len(new) - 1, new))
        assert edit
        assert applied(text, edit) == "\ufeffnew\r\na\r\nb\r\n"


def test_lines_move_with_what_was_put_in_above_them() -> None:
    assert moved(4, 6, Edit("m.md", 1, ("a",), ("a", "b", "c"))) == (6, 8)
    assert moved(4, 6, Edit("m.md", 6, ("a",), ())) == (4, 6)
    assert moved(4, 6, Edit("m.md", 5, ("a",), ("b",))) is None


def test_a_block_is_a_run_of_lines_or_a_fence() -> None:
    text = "a\nb\n\n:::note\nx\n\ny\n:::\n\nz\n"
    assert stretch_at(text, 1, 2) == (0, 2)
    assert stretch_at(text, 4, 5) == (3, 8)


def test_lines_that_are_not_there_are_refused() -> None:
    with pytest.raises(ValueError, match="has 1 lines"):
        edit_of("a", Splice("m.md", 0, 3, ()))
