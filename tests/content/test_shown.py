"""A passage without any sign is read without the parser, and as the parser reads it."""

from hypothesis import given
from hypothesis import strategies as st

from elearn.content.text import read_shown

PARTS = st.sampled_from(
    (
        *(
            "a",
            "word",
            "I",
            "é",
            " ",
            "  ",
            "\n",
            "\n\n",
            "\n \n",
            "1",
            "2.",
            "(",
            ")",
            "-",
            "--",
            "---",
            "’",
        ),
        *(
            "'",
            '"',
            "/",
            "%",
            "_",
            "_a_",
            "...",
            "http://x.org",
            "www.x.org",
            "=",
            "*",
            "#",
            ">",
            "|",
            "&amp;",
        ),
        *("<", "[x]", "\\", "`", "~~", ":"),
    )
)


@given(st.lists(PARTS, min_size=1, max_size=12).map("".join))
def test_a_passage_says_the_same_with_a_marked_paragraph_below_it(text: str) -> None:
    """The paragraph below has a sign, so all of it goes through the parser."""
    text = text.strip("\n") or "a"
    alone, together = read_shown(text), read_shown(f"{text}\n\n\nThe *end*")
    if together.phrases and together.phrases[-1].text == "The end" and not text.startswith(" "):
        assert alone.phrases == together.phrases[:-1]
        assert alone.continued == together.continued
        assert alone.links == together.links


def test_lines_and_paragraphs_keep_their_places() -> None:
    shown = read_shown("One line\nand another.\n\nThe next paragraph\ngoes on\nand on.")
    assert [(each.text, each.line) for each in shown.phrases] == [
        ("One line\nand another.", 0),
        ("The next paragraph\ngoes on\nand on.", 3),
    ]
    assert shown.continued == [0, 3, 4]
    assert not shown.marked
