"""Questions of a file at the real desk: a preview that changes nothing, then one step that Undo takes back."""

import io
import re
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from starlette.testclient import TestClient

from elearn.authoring.questions import read_questions
from elearn.content.course import load_course
from tests.authoring.questions.files import AIKEN, GIFT, XML
from tests.desk_room.conftest import PAGE, Writer

HERE = f"{PAGE}/bring-in/questions"


@pytest.fixture
def ada(come: Callable[[str], Writer]) -> Writer:
    return come("Ada")


def _look(client: TestClient, text: str | bytes, name: str, **more: str) -> tuple[int, str]:
    content = text.encode() if isinstance(text, str) else text
    answer = client.post(HERE, files={"upload": (name, content)}, data=more)
    return answer.status_code, answer.text


def _form(page: str) -> dict[str, str | list[str]]:
    """What the form of a preview sends if nothing is changed in it."""
    key = re.search(r'name="key" value="([^"]+)"', page)
    title = re.search(r'name="title"[^>]*value="([^"]*)"', page)
    assert key
    assert title
    ticked = re.findall(r'name="pick" value="(\d+)" checked', page)
    return {"key": key[1], "where": "new", "title": title[1], "pick": ticked}


def _put(client: TestClient, form: dict[str, str | list[str]], **more: str) -> tuple[int, str]:
    answer = client.post(f"{HERE}/put", data={**form, **more}, follow_redirects=False)
    return answer.status_code, answer.headers.get("location", "") or answer.text


def test_questions_of_a_file_become_a_bank_in_one_step(ada: Writer, folder: Path) -> None:
    before = ada.state()["seq"]
    status, page = _look(ada.client, GIFT, "small marks.gift")
    assert (status, ada.state()["seq"]) == (200, before)

    form = _form(page)
    status, leads = _put(ada.client, form, outcome="notice")
    bank = ada.state(file="bank/small-marks.md", page="")
    again = _put(ada.client, form)

    assert (status, leads.partition("?")[0]) == (303, PAGE)
    assert "file=bank%2Fsmall-marks.md" in leads
    assert len(bank["page"]["blocks"]) == len(form["pick"]) == 11
    assert {block["values"]["outcome"] for block in bank["page"]["blocks"]} == {"notice"}
    assert again[0] == 303
    assert ada.state()["seq"] == bank["seq"] == before + 1
    assert any(each["rule"] == "E63" for each in bank["findings"])
    assert not [each for each in bank["findings"] if each["severity"] == "error" and each["rule"] != "E63"]

    ada.post("save", bank["seq"])
    course = load_course(folder).course
    assert course
    assert [each.title for each in course.banks] == ["Small marks"]
    undone = ada.post("undo", bank["seq"]).json()
    assert [each["file"] for each in undone["outline"] if each["kind"] == "bank"] == []


@pytest.mark.parametrize(
    ("text", "name", "says"),
    [
        (GIFT, "a.txt", "gave 50 % of the points"),
        (XML, "a.xml", "A picture is left out (“A small mark”)"),
        (AIKEN, "a.txt", "The line with the right answer is missing"),
    ],
    ids=["gift", "moodle", "aiken"],
)
def test_the_preview_says_item_by_item_what_is_lost(ada: Writer, text: str, name: str, says: str) -> None:
    status, page = _look(ada.client, text, name)
    assert status == 200
    assert says in page
    assert page.count("<li") >= len(read_questions(text.encode(), name).items)


def test_the_same_file_twice_is_said_and_offers_nothing(ada: Writer) -> None:
    _put(ada.client, _form(_look(ada.client, AIKEN, "a.txt")[1]))
    _, page = _look(ada.client, AIKEN, "a.txt")
    assert page.count("It is in the course already:") == 4
    assert _form(page)["pick"] == []
    status, says = _put(ada.client, _form(page))
    assert status == 422
    assert "No question is chosen." in says


def test_questions_go_onto_a_page_and_each_can_test_another_outcome(ada: Writer) -> None:
    _, page = _look(ada.client, XML, "a.xml", file="01-noticing.md", page="the-visit")
    form = {
        **_form(page),
        "pick": ["1", "7"],
        "where": "01-noticing.md|the-visit",
        "outcome": "notice",
        "outcome-1": "act",
    }
    status, says = _put(ada.client, {**form, "where": "new"})
    assert status == 422
    assert "A bank holds questions that give points." in says

    _put(ada.client, form)
    blocks = ada.state(file="01-noticing.md", page="the-visit")["page"]["blocks"][-2:]
    assert [block["name"] for block in blocks] == ["first-words-2", "your-view"]
    assert [block["values"]["outcome"] for block in blocks] == ["act", ""]


def test_in_a_bank_all_questions_give_the_same_points_and_that_is_said(ada: Writer) -> None:
    _, page = _look(ada.client, XML, "a.xml")
    assert "in a bank, as many as the others" in page
    _, leads = _put(ada.client, _form(page))
    bank = ada.state(file="bank/a.md", page="")
    assert "so+1+question+now+gives+1" in leads
    assert {block["values"]["points"] for block in bank["page"]["blocks"]} == {"1"}


def test_the_banks_that_courses_share_take_questions_too(ada: Writer, folder: Path) -> None:
    ada.client.post("/desk/banks", data={"do": "new", "title": "First signs"}, follow_redirects=False)
    here = "/desk/banks/bring-in/questions"
    assert "Shared question banks" in ada.client.get(here).text
    sent = {"file": "bank/first-signs.md", "page": ""}
    page = ada.client.post(here, files={"upload": ("quiz.txt", AIKEN.encode())}, data=sent).text
    assert '<option value="bank/first-signs.md|" selected>' in page
    form = {**_form(page), "where": "bank/first-signs.md|"}
    answer = ada.client.post(f"{here}/put", data=form, follow_redirects=False)
    state = ada.client.get("/desk/banks/state?file=bank/first-signs.md&page=").json()
    assert answer.headers["location"].startswith("/desk/banks/edit?file=bank%2Ffirst-signs.md")
    assert len(state["page"]["blocks"]) == 5


def test_all_or_none_are_ticked_without_a_script(ada: Writer) -> None:
    form = _form(_look(ada.client, GIFT, "a.txt")[1])
    none = ada.client.post(f"{HERE}/put", data={**form, "untick": "1"}).text
    every = ada.client.post(f"{HERE}/put", data={**form, "tick": "1"}).text
    assert _form(none)["pick"] == []
    assert len(_form(every)["pick"]) == 12


def test_the_template_can_be_filled_in_and_comes_back(ada: Writer) -> None:
    answer = ada.client.get(f"{HERE}/template")
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    sheet = book.worksheets[0]
    lists = [str(each.formula1) for each in sheet.data_validations.dataValidation]
    status, page = _look(ada.client, answer.content, "questions.xlsx")

    assert answer.headers["content-type"].endswith("spreadsheetml.sheet")
    assert any("choose one" in each for each in lists)
    assert any("notice" in each for each in lists)
    assert status == 200
    assert len(_form(page)["pick"]) == 3


@pytest.mark.parametrize(
    ("content", "name", "says"),
    [
        (b"", "a.txt", "No file was chosen."),
        (b"  \n", "a.txt", "The file is empty."),
        (b"Just some words.", "a.txt", "We do not know this format"),
        (b"\x1f\x8b\x08", "backup.mbz", "This is a backup or another packed file"),
        (b"<quiz><question", "a.xml", "This XML cannot be read"),
        (
            b'<!DOCTYPE quiz [<!ENTITY a SYSTEM "file:///etc/passwd">]><quiz>&a;</quiz>',
            "a.xml",
            "document type of its own",
        ),
        (b'<?xml version="1.0"?><questestinterop/>', "a.xml", "it begins with &lt;questestinterop&gt;"),
        (b"PK\x03\x04 damaged", "a.xlsx", "This is in the way"),
        (b"\xff\xfe\x00\xd8", "a.txt", "This is no text file"),
    ],
)
def test_what_cannot_be_read_is_said_in_words(ada: Writer, content: bytes, name: str, says: str) -> None:
    status, page = _look(ada.client, content, name)
    assert status == 422
    assert says in page


def test_a_preview_that_is_not_kept_any_more_asks_for_the_file(
    ada: Writer, come: Callable[[str], Writer]
) -> None:
    form = _form(_look(ada.client, GIFT, "a.txt")[1])
    status, says = _put(come("Ben").client, form)
    assert status == 422
    assert "Choose it once more." in says
