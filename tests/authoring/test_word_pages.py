"""Words of a Word file as Markdown: learners read what was written, whatever signs it has."""

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from elearn.authoring.word import best_split, modules_in
from elearn.authoring.word.marking import markdown_of
from elearn.content.course import parts_of
from elearn.intake import Manuscript, Piece, Words
from elearn.player import markdown
from tests.depth import examples

SIGNS = st.text(alphabet="ab1 .*_`[]()<>&;#-+=~:|\\!{}\"'é/", min_size=1, max_size=14)
WORDS = st.builds(
    Words,
    SIGNS,
    st.booleans(),
    st.booleans(),
    st.booleans(),
    st.sampled_from(["", "https://a.example/b c", "javascript:x"]),
)
PARAGRAPH = st.lists(WORDS, min_size=1, max_size=4)
PIECE = st.one_of(
    st.builds(Piece, st.just("text"), PARAGRAPH),
    st.builds(Piece, st.just("quote"), PARAGRAPH),
    st.builds(Piece, st.just("heading"), PARAGRAPH, st.integers(2, 4)),
    st.builds(Piece, st.just("item"), PARAGRAPH, st.integers(0, 3), st.booleans()),
)


def _bare(text: str) -> str:
    return "".join(text.split())


@given(st.lists(PIECE, min_size=1, max_size=5))
@settings(max_examples=examples(60))
def test_learners_read_every_letter_and_no_sign_becomes_a_mark(pieces: list[Piece]) -> None:
    head = Piece("heading", [Words("A page")], 1)
    (module,) = modules_in(Manuscript([head, *pieces], [], []), "first", "File")
    (page,) = module.pages
    found = parts_of("01-x.md", f"# A\n\n## B\n\n{page.text()}\n").pages

    assert len(found) == 1
    assert {each.kind for each in found[0].blocks} <= {"text"}
    html = "".join(markdown.block(each.text) for each in found[0].blocks)
    said = _bare(markdown.block(page.text()).striptags())
    for piece in pieces:
        if piece.shape != "heading":  # of a heading, signs at its end go
            assert _bare(piece.text) in said, (page.text(), html)


def test_a_sign_of_a_quotation_needs_no_space_to_be_one() -> None:
    assert markdown_of([Words(">1"), Words(" 2")]) == ("\\>1 2", True)


def test_the_levels_of_headings_begin_modules_and_pages() -> None:
    pieces = [
        Piece("title", [Words("The file")], 1),
        Piece("text", [Words("Before all.")]),
        Piece("heading", [Words("One")], 1),
        Piece("text", [Words("In one.")]),
        Piece("heading", [Words("One a")], 3),
        Piece("heading", [Words("One b {#x}")], 3),
        Piece("heading", [Words("Deep")], 4),
    ]
    manuscript = Manuscript(pieces, [], [])

    first, second = (modules_in(manuscript, split, "name") for split in ("first", "second"))

    assert best_split(manuscript) == "second"
    assert [(m.title, [p.title for p in m.pages]) for m in first] == [("The file", ["The file", "One"])]
    assert [(m.title, [p.title for p in m.pages]) for m in second] == [
        ("The file", ["The file"]),
        ("One", ["One", "One a", "One b"]),
    ]
    assert second[1].pages[2].text() == "### Deep"
    assert all(a != b for a, b in pairwise([first, second]))
