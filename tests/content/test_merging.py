"""Two people change one text: what they agree about is told without asking, and nothing either wrote is lost."""

from hypothesis import given
from hypothesis import strategies as st

from elearn.content.text.merging import Agreed, Conflict, merge

texts = st.lists(st.sampled_from("abcdef"), max_size=8)


def test_changes_in_different_places_are_both_taken() -> None:
    merged = merge(list("abcdef"), list("aXcdef"), list("abcdYf"))
    assert "".join("".join(each.lines) for each in merged if isinstance(each, Agreed)) == "aXcdYf"


def test_different_changes_of_one_line_are_a_conflict_that_holds_all_three() -> None:
    assert merge(["a", "b", "c"], ["a", "x", "c"], ["a", "y", "c"]) == [
        Agreed(("a",)),
        Conflict(("b",), ("x",), ("y",)),
        Agreed(("c",)),
    ]


def test_the_same_change_on_both_sides_is_no_conflict() -> None:
    assert merge(["a"], ["b"], ["b"]) == [Agreed(("b",))]


def test_a_text_that_is_taken_out_on_one_side_and_changed_on_the_other_is_a_conflict() -> None:
    assert merge(["a", "b"], ["a"], ["a", "c"]) == [Agreed(("a",)), Conflict(("b",), (), ("c",))]


def test_a_line_end_that_differs_is_a_change() -> None:
    assert merge(["a\r"], ["a\r"], ["a"]) == [Agreed(("a",))]


@given(texts, texts)
def test_what_one_side_changed_is_taken(base: list[str], changed: list[str]) -> None:
    for merged in (merge(base, changed, base), merge(base, base, changed), merge(base, changed, changed)):
        assert all(isinstance(each, Agreed) for each in merged)
        assert [line for each in merged if isinstance(each, Agreed) for line in each.lines] == changed


@given(texts, texts, texts)
def test_each_version_can_be_put_together_again(base: list[str], ours: list[str], theirs: list[str]) -> None:
    """Whoever chooses one side in every conflict loses none of that side's lines that the other did not take out."""
    merged = merge(base, ours, theirs)
    for own, side in ((ours, "ours"), (theirs, "theirs")):
        chosen = [
            line
            for each in merged
            for line in (each.lines if isinstance(each, Agreed) else getattr(each, side))
        ]
        assert set(own) - set(base) <= set(chosen)
