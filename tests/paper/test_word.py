"""A course as a Word file for readers: complete, accessible, and with hidden bookmarks that say what is what."""

import io
import re
from collections import Counter
from functools import cache
from itertools import pairwise
from pathlib import PurePosixPath

import mammoth
from docx import Document
from docx.oxml.ns import qn

from elearn.content.course import Course, write_block
from elearn.intake import returned_file
from elearn.paper import block_key, blocks_key, course_word, page_key, question_key, read_mark, words_key
from elearn.player import markdown
from tests.gallery import gallery_course
from tests.paper.paper import bare
from tests.sample_course import PICTURE, sample_course


@cache
def _gallery() -> tuple[Course, bytes]:
    course, media = gallery_course()
    return course, course_word(course, media)


def _words(content: bytes) -> str:
    """All words of the file, also those of pictures, without white space."""
    body = Document(io.BytesIO(content)).element.body
    alts = [each.get("descr", "") for each in body.iter(qn("wp:docPr"))]
    return bare("".join(each.text or "" for each in body.iter(qn("w:t"))) + "".join(alts))


def test_every_word_of_every_kind_is_in_the_file_and_right_answers_are_marked() -> None:
    course, content = _gallery()
    said = _words(content)
    missing = [
        passage
        for block in course.blocks()
        for passage in block.prose()
        for line in markdown.block(passage).striptags().split("\n")
        if line.strip() and bare(line) not in said and block.kind not in ("quick-exit", "waive")
    ]
    assert missing == []
    assert "✓Rightanswer:Whetherthe" in said


def test_word_and_other_programs_can_open_it_and_the_same_course_gives_the_same_bytes() -> None:
    course = sample_course()
    media = {PurePosixPath("media/rings.svg"): PICTURE.encode()}
    content = course_word(course, media)
    html = mammoth.convert_to_html(io.BytesIO(content)).value

    assert content == course_word(course, media)
    assert [html.count(f"<h{level}>") > 0 for level in (1, 2)] == [True, True]
    assert Document(io.BytesIO(content)).core_properties.title == course.title


def test_who_listens_to_it_gets_headings_lists_table_heads_languages_and_words_for_pictures() -> None:
    _, content = _gallery()
    document = Document(io.BytesIO(content))
    body = document.element.body
    found = (
        re.fullmatch(r"Heading (\d)", str(each.style.name)) for each in document.paragraphs if each.style
    )
    levels = [int(each[1]) for each in found if each]
    languages = {each.get(qn("w:val")) for each in document.styles.element.iter(qn("w:lang"))}

    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert all(each.get("descr") for each in body.iter(qn("wp:docPr")))
    assert languages == {"en-GB"}
    assert all(table._tbl.tr_lst[0].find(f".//{qn('w:tblHeader')}") is not None for table in document.tables)
    assert len(document.tables) >= 1
    assert len(list(body.iter(qn("w:numPr")))) > 10


def test_hidden_bookmarks_say_which_page_block_and_question_is_where() -> None:
    course, content = _gallery()
    names = [
        each.get(qn("w:name")) for each in Document(io.BytesIO(content)).element.iter(qn("w:bookmarkStart"))
    ]
    marks = [mark for name in names if (mark := read_mark(name))]
    found = {mark.page: mark.blocks for mark in marks if mark.kind == "page"}
    blocks: dict[str, list[str]] = {}
    for mark in marks:
        if mark.kind == "block":
            blocks.setdefault(mark.page, []).append(mark.block)

    assert all(re.fullmatch(r"_[a-z0-9_]{4,39}", name) for name in names)
    assert set(Counter(names).values()) == {1}
    assert len(marks) == len(names)
    assert {page_key(each.id) for each in course.pages()} <= set(found)
    assert {mark.question for mark in marks} >= {question_key(each.name) for each in course.questions()}
    assert all(blocks_key(blocks.get(page, ())) == key for page, key in found.items())
    first = course.pages()[0]
    assert blocks[page_key(first.id)][0] == block_key(write_block(first.blocks[0]))
    assert read_mark("_Toc12345") is None
    assert words_key("a  b\u00a0c\n") == words_key("abc")


def test_every_paragraph_is_in_a_bookmark_so_that_what_is_put_in_is_seen() -> None:
    _, content = _gallery()
    lines = returned_file(content).lines
    assert [line.text for line in lines if line.text.strip() and not line.marks] == []
