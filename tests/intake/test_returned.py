"""Word files that come back: comments and threads as each program writes them, and what is hostile is refused."""

import pytest

from elearn.intake import read_manuscript, read_returned
from elearn.intake.returned import returned_file
from elearn.problems import InputFault
from elearn.zips import zip_bytes

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def _file(body: str, **parts: str) -> bytes:
    document = f"<w:document {W}><w:body>{body}</w:body></w:document>"
    named = {f"word/{name}.xml": text.encode() for name, text in parts.items()}
    return zip_bytes({"word/document.xml": document.encode(), "[Content_Types].xml": b"<Types/>", **named})


def _comment(own: str, name: str, text: str, date: str = "2026-11-30T09:00:00Z") -> str:
    words = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in text.split("\n"))
    return f'<w:comment w:id="{own}" w:author="{name}" w:date="{date}">{words}</w:comment>'


def _at(own: str, words: str) -> str:
    return f'<w:p><w:commentRangeStart w:id="{own}"/><w:r><w:t>{words}</w:t></w:r></w:p>'


def test_google_docs_has_replies_at_the_same_place_and_says_in_words_what_is_resolved() -> None:
    comments = "".join(
        (_comment("0", "Rowan", "Which arm?\nLeft?"), _comment("1", "Sam", "_Marked as resolved_"))
    )
    body = _at("0", "One") + _at("1", "Two")
    same = body.replace("</w:p><w:p>", "")
    found = returned_file(_file(same, comments=f"<w:comments {W}>{comments}</w:comments>"))
    apart = returned_file(_file(body, comments=f"<w:comments {W}>{comments}</w:comments>"))

    assert [(each.text, each.done, each.replies_to) for each in found.comments] == [
        ("Which arm?\nLeft?", True, "")
    ]
    assert [each.at for each in apart.comments] == [0, 1]


def test_an_anchor_may_stand_between_paragraphs_or_be_a_mere_reference_or_missing() -> None:
    body = (
        '<w:commentRangeStart w:id="0"/><w:p><w:r><w:t>One</w:t></w:r></w:p>'
        '<w:p><w:r><w:t>Two</w:t><w:commentReference w:id="1"/></w:r></w:p>'
    )
    comments = "".join(_comment(own, "R", f"c{own}", "not a day") for own in "012")
    found = returned_file(_file(body, comments=f"<w:comments {W}>{comments}</w:comments>"))

    assert [(each.at, each.made_at) for each in found.comments] == [(0, ""), (1, ""), (-1, "")]


def test_tracked_changes_are_told_and_the_text_is_as_if_they_were_taken() -> None:
    body = (
        '<w:p><w:r><w:t>Keep </w:t></w:r><w:del w:author="R"><w:r><w:delText>old</w:delText></w:r></w:del>'
        '<w:ins w:author="S"><w:r><w:t>new</w:t></w:r></w:ins></w:p>'
        '<w:moveFrom w:author="R"><w:r><w:t>gone</w:t></w:r></w:moveFrom>'
    )
    found = returned_file(_file(body))

    assert [line.text for line in found.lines] == ["Keep new"]
    told = [(each.by, each.words, each.added) for each in found.tracked]
    assert told == [("R", "old", False), ("S", "new", True), ("R", "gone", False)]


@pytest.mark.parametrize("read", [read_returned, read_manuscript])
def test_what_declares_entities_or_is_cut_off_is_refused_in_words(read: object) -> None:
    bomb = '<!DOCTYPE a [<!ENTITY b "bbbb">]><a>&b;</a>'
    for content in (_file("<w:p/>", comments=bomb), _file("<w:p/>")[:-40], b"PK\x03\x04" + b"x" * 99):
        with pytest.raises(InputFault):
            read(content, "a.docx")  # type: ignore[operator]
