"""A course on paper is complete, everyone can read it, and no text is mistaken for markup."""

import html
import io
import random
import re
import string
from pathlib import Path, PurePosixPath

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from elearn.content.course.model import Course, Module, Page
from elearn.content.kinds import Block, Question, kinds
from elearn.content.kinds.text import Text
from elearn.paper import drawing
from elearn.paper.drawing import draw
from elearn.paper.html import Paper
from elearn.paper.pdf import course_pdf, template
from elearn.paper.pictures import printable
from elearn.player import markdown
from elearn.player.words import sayer
from elearn.problems import InputFault
from tests.content.test_kinds import read_example
from tests.depth import examples
from tests.gallery import gallery_course
from tests.paper.paper import assert_accessible, bare, pages, reader, tags
from tests.sample_course import PICTURE, sample_course

PICTURES = {PurePosixPath("media/rings.svg"): PICTURE.encode()}


def says(key: str, **values: object) -> str:
    return sayer("en")(key, **values)


def course_of(*blocks: Block) -> Course:
    """A course of one page with only these blocks."""
    page = Page(id="p", title="The page", blocks=blocks)
    module = Module(id="m", title="The module", pages=(page,))
    return sample_course().model_copy(update={"introduction": (), "modules": (module,)})


def printed(fragment: str, **files: bytes) -> list[str]:
    """The words of a piece of HTML on paper, page by page. A heading comes first, as PDF/UA wants."""
    paper = Paper(says, media=set(files))
    main = f'#import "paper.typ": *\n#show: paper\n{paper.heading(1, "Head")}\n{paper.convert(fragment, 2)}'
    return pages(draw({"main.typ": main.encode(), **template(sample_course()), **files}, "a-course"))


@pytest.fixture(scope="module")
def whole() -> bytes:
    """The sample course on paper."""
    return course_pdf(sample_course(), PICTURES)


def test_a_course_on_paper_is_an_accessible_pdf(whole: bytes, tmp_path: Path) -> None:
    assert_accessible(whole, tmp_path)
    read = reader(whole)
    assert read.metadata is not None
    assert read.metadata.title == "A small mark"
    assert read.trailer["/Root"]["/Lang"] == "en-GB"
    marks = [item.title for item in read.outline if not isinstance(item, list)]
    assert [" ".join(mark.split()) for mark in marks] == ["Introduction", "1 Noticing", "2 Acting", "Answers"]
    made = tags(whole)
    assert ("Figure", "Three rings, one inside the other") in made
    assert {
        "Title",
        "H1",
        "H2",
        "H3",
        "P",
        "L",
        "LI",
        "Lbl",
        "LBody",
        "TOC",
        "TOCI",
        "Link",
        "BlockQuote",
    } <= {tag for tag, _ in made}


def test_the_same_source_gives_the_same_bytes(whole: bytes) -> None:
    assert course_pdf(sample_course(), PICTURES) == whole


def test_the_cover_says_what_it_is_how_long_it_takes_and_what_for(whole: bytes) -> None:
    cover = pages(whole)[0]
    course = sample_course()
    for words in (
        course.title,
        course.summary,
        "Version 1.0.0",
        "About 10 minutes",
        "2 modules",
        "Act on it the same day",
        says("paper_how_skip"),
        says("paper_how_record"),
    ):
        assert words in cover
    assert "Page 1 of" in cover


def test_feedback_and_right_answers_stand_at_the_end_and_questions_and_answers_lead_to_each_other(
    whole: bytes,
) -> None:
    said = pages(whole)
    end = next(number for number, page in enumerate(said) if page.startswith("Answers"))
    before, after = " ".join(said[:end]), " ".join(said[end:])
    course = sample_course()
    for question in course.questions():
        for option in question.options:
            assert option.text in before
            assert option.feedback not in before.replace(option.text, "")
            assert option.feedback in after
            assert (f"Right answer: {option.text}" in after) is option.right
    assert before.count("The answer is on page") == after.count("Asked on page") == 5
    led = {
        str(note.get_object().get("/Dest"))
        for page in reader(whole).pages
        for note in page.get("/Annots", [])
    }
    assert {f"{side}:{number}" for side in "qa" for number in range(1, 6)} <= led


def test_a_warning_stands_before_what_it_warns_of_and_nothing_speaks_of_buttons(whole: bytes) -> None:
    said = " ".join(pages(whole))
    assert said.index("This course speaks of an injury") < said.index("A health visitor sees a mark")
    for words in ("check", "warning_read", "show_answer", "reflection_private"):
        assert says(words) not in said


def example_of(kind: type[Block]) -> Block:
    block, _ = read_example(kind)
    assert block is not None
    return block.model_copy(update={"outcome": None}) if isinstance(block, Question) else block


ON_PAPER = {name: kind for name, kind in kinds().items() if kind.shown and name not in ("draw", "quick-exit")}


@pytest.mark.parametrize("kind", ON_PAPER.values(), ids=ON_PAPER)
def test_every_kind_says_on_paper_all_that_it_says(kind: type[Block]) -> None:
    block = example_of(kind)
    content = course_pdf(course_of(block), {PurePosixPath(path): PICTURE.encode() for path in block.media()})
    said = bare(" ".join([*pages(content), *(alternative for _, alternative in tags(content))]))
    for passage in block.prose():
        words = html.unescape(markdown.block(passage).striptags()).split()
        assert not [word for word in words if bare(word) not in said]


def test_all_kinds_together_are_an_accessible_pdf_and_banks_are_printed_too(
    tmp_path: Path,
) -> None:
    course, media = gallery_course()
    content = course_pdf(course, media)
    assert_accessible(content, tmp_path)
    assert {"TH", "TD", "Figure"} <= {tag for tag, _ in tags(content)}
    numbers = [int(number) for number in re.findall(r"Question (\d+)", " ".join(pages(content)))]
    assert set(numbers) == set(range(1, len(course.questions()) + 1))


plain = st.text(
    string.ascii_letters + string.digits + string.punctuation + " ŵéâ“”’–…", min_size=1, max_size=60
)


@given(st.lists(plain, min_size=1, max_size=4))
@settings(max_examples=examples(30))
def test_no_sign_of_a_text_is_markup(texts: list[str]) -> None:
    written = [html.escape(text) for text in texts]
    body = "".join(
        f"<p>{text}</p><ul><li><b>{text}</b></li></ul><table><tr><td>{text}</td></tr></table>"
        for text in written
    )
    said = bare("".join(printed(f"{body}<h2>{written[0]}.</h2>")))
    for text in texts:
        assert said.count(bare(text)) >= 3


def test_a_title_an_outcome_and_a_link_are_text_too() -> None:
    hostile = '#panic() $x$ *A* @b <c> \\d "e" [f] // g'
    course = course_of(Text(body="See [the page](#p) and [the *guide*](https://example.org/a_b?c=1&d=#e)."))
    content = course_pdf(course.model_copy(update={"title": hostile, "summary": hostile}), {})
    said = " ".join(pages(content))
    assert bare(said).count(bare(hostile)) >= 3
    assert "the page (page 3)" in said
    assert bare("the guide (https://example.org/a_b?c=1&d=#e)") in bare(said)


cells = st.tuples(st.sampled_from(["td", "th"]), st.integers(0, 4), st.integers(0, 4))


@given(st.lists(st.lists(cells, max_size=4), min_size=1, max_size=4), st.integers(0, 2))
@settings(max_examples=examples(30))
def test_any_table_can_be_drawn(rows: list[list[tuple[str, int, int]]], heads: int) -> None:
    numbers = iter(range(100, 200))
    written = [
        "<tr>"
        + "".join(
            f'<{tag} colspan="{across}" rowspan="{down}">{next(numbers)}</{tag}>' for tag, across, down in row
        )
        + "</tr>"
        for row in rows
    ]
    table = (
        f"<table><thead>{''.join(written[:heads])}</thead><tbody>{''.join(written[heads:])}</tbody></table>"
    )
    said = " ".join(printed(table))
    assert all(str(number) in said for number in range(100, next(numbers)))


def test_what_is_for_the_screen_alone_is_left_out_and_what_nobody_knows_is_read_through() -> None:
    (said,) = printed(
        "<my-box><p>One <wobbly>two</wobbly></p>three<div data-screen-only>screen</div></my-box>"
        '<button>press</button><span aria-hidden="true">mark</span><span class="unseen">four</span>'
        "<details><summary>Five?</summary>six</details><dl><div><dt>seven</dt><dd>eight</dd></div></dl>"
    )
    assert said.startswith("Head One two three four Five? six seven eight")


def test_headings_never_skip_a_level_wherever_a_kind_begins(tmp_path: Path) -> None:
    paper = Paper(says)
    pieces = [
        paper.heading(1, "A"),
        paper.convert("<h5>b</h5><h2>c</h2><h6>d</h6><ul><li><h4>e</h4></li></ul>", 4),
    ]
    main = "\n".join(['#import "paper.typ": *', "#show: paper", *pieces])
    assert_accessible(draw({"main.typ": main.encode(), **template(sample_course())}, "a-course"), tmp_path)


def test_a_sign_that_no_font_has_is_named_and_letters_that_none_has_are_said(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert "Well done [slightly smiling face]" in printed("<p>Well done 🙂</p>")[0]
    named = course_of(Text(body="Words.")).model_copy(update={"title": "Well done 🙂"})
    assert all("Welldone[slightlysmilingface]" in bare(page) for page in pages(course_pdf(named, {})))
    monkeypatch.setattr(drawing, "_all_fonts", drawing._own_fonts)
    with pytest.raises(InputFault, match="the letters 中 文"):
        printed("<p>中文 🙂</p>")


@pytest.mark.parametrize("sign", ['"', "\\", "#"])
def test_a_mark_that_no_font_has_turns_no_text_into_markup(
    monkeypatch: pytest.MonkeyPatch, sign: str
) -> None:
    monkeypatch.setattr(drawing, "_all_fonts", drawing._own_fonts)
    with pytest.raises(InputFault, match="the letters \N{COMBINING ENCLOSING KEYCAP}"):
        printed(f"<p>{sign}\N{COMBINING ENCLOSING KEYCAP} #panic()</p>")


def test_pictures_of_every_kind_are_drawn_and_one_that_cannot_be_read_is_named() -> None:
    block = example_of(kinds()["image"])
    noise = Image.frombytes("RGB", (40, 30), random.Random(1).randbytes(3600))
    for suffix in ("png", "jpeg", "gif", "webp", "avif"):
        made = io.BytesIO()
        noise.save(made, suffix)
        path = f"media/noise.{suffix}"
        content = course_pdf(
            course_of(block.model_copy(update={"src": path, "alt": "Noise"})),
            {PurePosixPath(path): made.getvalue()},
        )
        assert ("Figure", "Noise") in tags(content)
        assert reader(content).pages[2].images
    for suffix in ("png", "avif"):
        path = PurePosixPath(f"media/noise.{suffix}")
        with pytest.raises(InputFault, match=rf"a-small-mark/media/noise\.{suffix}.*save it again"):
            course_pdf(
                course_of(block.model_copy(update={"src": str(path)})), {path: b"\x89PNG\r\n\x1a\nno more"}
            )


def test_a_picture_that_unpacks_to_more_than_any_screen_has_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    made = io.BytesIO()
    Image.new("RGB", (20, 20)).save(made, "avif")
    monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", 100)
    with pytest.raises(InputFault, match=r"a-course/media/huge\.avif.*save it again"):
        printable({PurePosixPath("media/huge.avif"): made.getvalue()}, "a-course")
