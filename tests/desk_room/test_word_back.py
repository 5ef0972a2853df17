"""A Word file for readers comes back with comments, as Word, LibreOffice and Google Docs save it."""

import io
import re
from collections.abc import Callable
from typing import Any

import pytest
from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from elearn.authoring.comments import threads
from elearn.authoring.drafts import Drafts
from elearn.database import Database
from tests.desk_room.conftest import FILE, PAGE, Writer
from tests.sample_course import SLUG
from tests.word_files import saved, with_parts

AT = f"{PAGE}/hand-out"
EXTENDED = """<w15:commentsEx xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml">
<w15:commentEx w15:paraId="00000001" w15:done="1"/>
<w15:commentEx w15:paraId="00000002" w15:paraIdParent="00000001" w15:done="1"/>
<w15:commentEx w15:paraId="00000003" w15:done="0"/></w15:commentsEx>"""


@pytest.fixture
def ada(come: Callable[[str], Writer]) -> Writer:
    return come("Ada")


@pytest.fixture
def kept(db: Database, folder: Any) -> Callable[[], list[Any]]:
    """The threads of the course, by what they say."""
    drafts = Drafts(db, folder.parent)
    return lambda: sorted(threads(db, drafts, SLUG, drafts.look(SLUG)), key=lambda each: each.comment.text)


def _commented(content: bytes) -> bytes:
    """The file with a thread at a question's option, one at a passage, and one at a page's heading."""
    document = Document(io.BytesIO(content))
    by_text = {each.text: each for each in document.paragraphs if each.runs}
    option = next(each for text, each in by_text.items() if text.startswith("✓ Right answer: "))
    passage = next(each for text, each in by_text.items() if text.startswith("A health visitor sees a mark"))
    document.add_comment(option.runs, "Is this the only right one?", author="Rowan Field", initials="RF")
    document.add_comment(option.runs, "Yes, says the guide.", author="Sam Hill", initials="SH")
    document.add_comment(passage.runs[:1], "Say which arm.", author="Rowan Field", initials="RF")
    document.add_comment(by_text["The visit"].runs, "Whose visit?", author="Sam Hill", initials="SH")
    return saved(document)


def _as_word(content: bytes) -> bytes:
    """With threads, as Word and LibreOffice write them: the second answers the first, and both are resolved."""

    def change(files: dict[str, bytes]) -> None:
        xml, count = files["word/comments.xml"].decode(), iter(range(1, 9))
        w14 = 'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
        xml = re.sub(r"<w:p>|<w:p (?=[^>]*>)", lambda _: f'<w:p {w14} w14:paraId="{next(count):08X}">', xml)
        files["word/comments.xml"] = xml.encode()
        files["word/commentsExtended.xml"] = EXTENDED.encode()

    return with_parts(content, change)


def _without_marks(content: bytes) -> bytes:
    def change(files: dict[str, bytes]) -> None:
        xml = files["word/document.xml"].decode()
        files["word/document.xml"] = re.sub(r"<w:bookmark(?:Start|End)[^>]*/>", "", xml).encode()

    return with_parts(content, change)


def _bring(ada: Writer, content: bytes) -> str:
    file = {"file": ("back.docx", content, "application/octet-stream")}
    answer = ada.client.post(f"{AT}/comments", files=file)
    return " ".join(answer.text.split())


def test_comments_stand_at_their_blocks_with_replies_and_what_is_resolved(
    ada: Writer, kept: Callable[[], list[Any]]
) -> None:
    back = _as_word(_commented(ada.client.get(f"{AT}/word").content))

    told, again = _bring(ada, back), _bring(ada, back)
    option, passage, page = kept()

    assert "4 comments and replies are new." in told
    assert "None. Only comments were written." in told
    assert "0 comments and replies are new. 4 were here already." in again
    assert (option.comment.name, option.comment.source) == ("Rowan Field", "word")
    assert option.anchor.block
    assert option.resolved_at
    assert [(each.name, each.text) for each in option.replies] == [("Sam Hill", "Yes, says the guide.")]
    assert passage.anchor.about == "block"
    assert passage.anchor.quote.startswith("A health visitor sees a mark")
    assert not passage.resolved_at
    assert (page.anchor.about, page.anchor.page, page.anchor.gone) == ("page", "the-visit", False)


def test_a_comment_finds_its_block_after_the_course_has_changed(
    ada: Writer, kept: Callable[[], list[Any]]
) -> None:
    back = _commented(ada.client.get(f"{AT}/word").content)
    state = ada.state()
    first, note = state["page"]["blocks"][0], ":::{callout} Note\nSomething else.\n:::\n"
    text = first["text"].replace("sees a mark", "sees a small mark")
    state = ada.post(
        "change", state["seq"], edit={"file": FILE, "lines": first["lines"], "text": text}
    ).json()
    ada.post("change", state["seq"], edit={"file": FILE, "lines": [4, 4], "text": note})

    told = _bring(ada, back)

    found = {each.comment.text: each for each in kept()}
    assert "sees a small mark" in found["Say which arm."].anchor.quote
    assert not any(each.anchor.gone for each in found.values())
    assert "Only comments were written" in told


@pytest.mark.deep
def test_a_block_that_was_taken_out_of_the_file_is_shown_also_if_the_course_has_changed(ada: Writer) -> None:
    document = Document(io.BytesIO(ada.client.get(f"{AT}/word").content))
    passage = next(each for each in document.paragraphs if each.text.startswith("Those who don"))
    above = passage._p.getprevious()
    passage._p.getparent().remove(passage._p)
    above.getparent().remove(above)
    told = _bring(ada, saved(document))
    state = ada.state()
    first = state["page"]["blocks"][0]
    edit = {"file": FILE, "lines": first["lines"], "text": "Other words."}
    ada.post("change", state["seq"], edit=edit)
    later = _bring(ada, saved(document))

    assert re.search(r"<del>.*?Those who don", told)
    assert "Something was taken out of this page" in later


@pytest.mark.deep
def test_a_file_without_its_marks_is_read_by_its_words_and_that_is_said(
    ada: Writer, kept: Callable[[], list[Any]]
) -> None:
    told = _bring(ada, _without_marks(_commented(ada.client.get(f"{AT}/word").content)))

    found = {each.comment.text: each for each in kept()}
    assert "lost its hidden marks" in told
    assert found["Is this the only right one?"].anchor.block
    assert found["Say which arm."].anchor.quote.startswith("A health visitor sees a mark")
    assert found["Whose visit?"].anchor.page == "the-visit"


def test_text_that_was_changed_in_the_file_is_shown_page_by_page_and_not_taken_in(ada: Writer) -> None:
    document = Document(io.BytesIO(ada.client.get(f"{AT}/word").content))
    passage = next(
        each for each in document.paragraphs if each.text.startswith("A health visitor sees a mark")
    )
    passage.runs[0].text = passage.runs[0].text.replace("sees a mark", "sees two marks")
    added = OxmlElement("w:ins")
    added.set(qn("w:author"), "Rowan Field")
    added.append(passage.add_run(" At once.")._r)
    passage._p.append(added)
    new = document.add_paragraph("A paragraph of the reader's own.")
    passage._p.addprevious(new._p)
    before = ada.state()

    told = re.sub(r'<span class="unseen">.*?</span>', "", _bring(ada, saved(document)))

    assert "<del>a mark</del>" in told or "<del>a</del><ins>two</ins>" in told
    assert "At once." in told
    assert "Changed by Rowan Field." in told
    assert "A paragraph of the reader&#39;s own." in told
    assert f'<a href="{PAGE}?page=the-visit">The visit</a>' in told
    assert ada.state()["seq"] == before["seq"]


def test_what_is_no_word_file_is_refused_and_the_page_stays(ada: Writer) -> None:
    assert "This is not a Word file" in _bring(ada, b"%PDF-1.4")
    assert "No file was chosen" in _bring(ada, b"")
