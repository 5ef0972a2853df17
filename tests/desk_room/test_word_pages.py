"""A Word file becomes pages of a course: shown first, in one step that can be undone, with nothing lost unsaid."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from elearn.content.course import load_course
from tests.desk_room.conftest import PAGE, Writer
from tests.word_files import handout, replaced

AT = f"{PAGE}/bring-in/pages"
TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@pytest.fixture
def ada(come: Callable[[str], Writer]) -> Writer:
    return come("Ada")


def _preview(client: TestClient, content: bytes, name: str = "handout.docx") -> str:
    return client.post(AT, files={"file": (name, content, TYPE)}).text


def _key(html: str) -> str:
    found = re.search(r'name="key" value="([^"]+)"', html)
    assert found, html
    return found[1]


def _put(client: TestClient, key: str, **form: object) -> tuple[int, str]:
    given = {"key": key, "split": "first", "where": "new", "take": ["0", "1"], **form}
    sent = client.post(f"{AT}/put", data=given, follow_redirects=False)
    return sent.status_code, sent.headers.get("location", "") or sent.text


def test_a_handout_is_shown_first_and_then_becomes_pages_in_one_step(ada: Writer, folder: Path) -> None:
    before = ada.state()
    html = _preview(ada.client, handout())
    key = _key(html)
    assert "gives 2 pages" in html
    assert 'value="A clear cot"' in html
    assert "Word has none" in html
    assert ada.client.get(f"{AT}/{key}/0").content.startswith(b"\x89PNG")
    assert ada.state()["seq"] == before["seq"]

    status, leads = _put(ada.client, key, **{"title-1": "What to do now", "alt-1": "A red cot"})
    again, _ = _put(ada.client, key)
    made = ada.state()
    saved = ada.post("save", made["seq"]).json()
    text = next(each for each in folder.glob("*-safer-sleep.md")).read_text(encoding="utf-8")

    assert (status, again) == (303, 303)
    assert leads.startswith(f"{PAGE}?file=03-safer-sleep.md&page=why-we-ask&said=2+pages")
    assert text == (
        "# Safer sleep\n\n## Why we ask {#why-we-ask}\n\n"
        "Most deaths can be **prevented**. Read [the guide](https://example.org/a%28b%29) first, "
        "2 \\* 3 \\*is\\* not_a_mark.\n\n"
        "### What we know\n\n- Backs, not fronts\n- Clear cots\n\n1\\. A line that begins like a list\n\n"
        "## What to do now {#what-to-do-now}\n\n"
        ":::{table} Who visits\n| Who | When |\n| --- | --- |\n| Nurse | Day \\| night |\n:::\n\n"
        ":::{image} media/what-to-do.png\n:alt: A clear cot\n:::\n\n"
        ":::{image} media/what-to-do-2.png\n:alt: A red cot\n:::\n"
    ).replace("media/what-to-do", "media/what-to-do-now")
    course = load_course(folder).course
    assert course
    assert [page.id for page in course.modules[-1].pages] == ["why-we-ask", "what-to-do-now"]
    undone = ada.post("undo", saved["seq"]).json()
    assert undone["page"]["text"] == before["page"]["text"]
    ada.post("save", undone["seq"])
    assert not list(folder.glob("*-safer-sleep.md"))


def test_pages_go_after_a_page_and_the_same_file_again_is_told_and_not_ticked(ada: Writer) -> None:
    key = _key(_preview(ada.client, handout()))
    status, leads = _put(ada.client, key, where="01-noticing.md|the-visit", take=["1"])
    told = _preview(ada.client, handout())

    assert (status, "page=what-to-do&" in leads) == (303, True)
    outline = [page["id"] for page in ada.state()["outline"][1]["pages"]]
    assert outline[:2] == ["the-visit", "what-to-do"]
    assert told.count("The course has a page with the same words already") == 1
    assert told.count('name="take" value="1">') == 1
    assert told.count('name="take" value="0" checked>') == 1


@pytest.mark.deep
def test_the_headings_that_begin_pages_can_be_chosen(ada: Writer) -> None:
    key = _key(_preview(ada.client, handout()))
    shown = ada.client.post(f"{AT}/again", data={"key": key, "split": "second"}).text

    assert "gives 3 pages" in shown
    assert re.findall(r"<h2>(.*?)</h2>", shown) == ["Why we ask", "What to do"]
    status, leads = _put(ada.client, key, split="second", take=["0", "1", "2"])
    titles = [each["title"] for each in ada.state()["outline"]]
    assert status == 303, leads
    assert titles[-2:] == ["Why we ask", "What to do"]


@pytest.mark.deep
def test_what_is_lost_is_said(ada: Writer) -> None:
    plain = "<w:r><w:t>Clear cots</w:t></w:r>"
    looks = (
        '<w:r><w:rPr><w:u w:val="single"/></w:rPr><w:t>Clear cots</w:t></w:r><w:del w:id="1"><w:r><w:delText>gone'
        '</w:delText></w:r></w:del><w:r><w:footnoteReference w:id="2"/></w:r>'
    )
    html = _preview(ada.client, replaced(handout(), {plain: looks}))

    assert "Underlined words are plain." in html
    assert "tracked changes" in html
    assert "gone" not in html
    assert "The first row was taken for the names of the columns." in html


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "No file was chosen"),
        (b"%PDF-1.4", "This is not a Word file"),
        (b"PK\x03\x04", "damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old kind"),
    ],
)
def test_what_is_no_word_file_is_refused_in_words(ada: Writer, content: bytes, says: str) -> None:
    assert says in _preview(ada.client, content)


def test_nothing_comes_in_without_a_tick_or_for_somebody_else(
    ada: Writer, come: Callable[[str], Writer]
) -> None:
    key = _key(_preview(ada.client, handout()))

    assert "No page is ticked" in _put(ada.client, key, take=[])[1]
    ada.client.headers["Cookie"] = come("Ben").client.headers["Cookie"]
    assert "not kept any more" in _put(ada.client, key)[1]
    assert ada.client.get(f"{AT}/{key}/0").status_code == 404
