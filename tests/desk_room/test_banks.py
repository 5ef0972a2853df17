"""The question banks that courses share, at the desk: their list, their editor, and a bank that is moved to them."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from elearn.authoring.actions import RESERVED, Folders, do_with_course
from elearn.content.course import course_files, load_course
from tests.desk_room.conftest import FILE, PAGE, Writer
from tests.sample_course import SLUG

BANKS = "/desk/banks"
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9v9z"/></svg>'
QUESTION = (
    ":::{question} choose-one\n:name: first-sign\n:outcome: notice\n\n"
    "Read [the chart](../media/chart.svg). What now?\n\n"
    "- [x] This\n  > Yes.\n- [ ] That\n  > No.\n- [ ] Nothing\n  > No.\n:::\n"
)
DRAW = ":::{draw} signs\n:questions: 1\n:::"


def _with_a_bank(folder: Path) -> None:
    """The sample course draws from a bank of its own that links to a file."""
    (folder / "bank").mkdir(exist_ok=True)
    (folder / "bank" / "signs.md").write_text(f"# Signs\n\n{QUESTION}")
    (folder / "media").mkdir(exist_ok=True)
    (folder / "media" / "chart.svg").write_text(SVG)
    page = folder / FILE
    page.write_text(f"{page.read_text()}\n{DRAW}\n")


def _form(writer: Writer, **fields: str) -> Any:
    return writer.client.post(BANKS, data=fields, follow_redirects=False)


def _change(writer: Writer, state: dict[str, Any], **more: Any) -> Any:
    at = {"file": state["page"]["file"], "page": ""}
    sent = {"seq": state["seq"], "window": "w", "request": "", "at": at, **more}
    return writer.client.post(f"{BANKS}/change", json=sent)


def test_a_bank_is_made_edited_copied_and_deleted(come: Callable[[str], Writer], folder: Path) -> None:
    ada = come("Ada")
    assert "There is no shared question bank yet" in ada.client.get(BANKS).text
    assert ada.client.get(f"{BANKS}/edit", follow_redirects=False).headers["location"] == BANKS

    made = _form(ada, do="new", title="First signs")
    assert made.headers["location"] == f"{BANKS}/edit?file=bank/first-signs.md"
    file = folder.parent / "banks" / "bank" / "first-signs.md"
    assert file.read_text().startswith("# First signs\n")
    page = ada.client.get(made.headers["location"]).text
    assert '"back":"/desk/banks"' in page
    state = ada.client.get(f"{BANKS}/state?file=bank/first-signs.md&page=").json()
    assert [each["kind"] for each in state["outline"]] == ["bank"]
    assert state["preview"]["page"] == "first-signs"
    assert {each["rule"] for each in state["findings"]} <= {"E63"}

    block = state["page"]["blocks"][0]
    values = {**block["values"], "stem": "What do you do first?"}
    form = {"file": "bank/first-signs.md", "lines": block["lines"], "kind": block["kind"], "values": values}
    state = _change(ada, state, form=form).json()
    assert "do first?" in state["preview"]["html"]
    assert not state["preview"]["whole"]
    listed = ada.client.get(BANKS).text
    assert "Some changes are not saved yet" in listed
    assert "do first?" not in file.read_text()
    _form(ada, do="save")
    assert "do first?" in file.read_text()

    copied = _form(ada, do="copy", file="bank/first-signs.md")
    assert "copied" in copied.headers["location"]
    _form(ada, do="rename", file="bank/first-signs-2.md", title="Later signs")
    assert "Later signs" in ada.client.get(BANKS).text
    _form(ada, do="delete", file="bank/first-signs-2.md")
    assert "Later signs" not in ada.client.get(BANKS).text
    assert [each.name for each in file.parent.iterdir()] == ["first-signs.md"]
    refused = _form(ada, do="rename", file="bank/first-signs-2.md", title="Gone")
    assert refused.status_code == 422
    assert "There is no such bank any more." in refused.text


def test_a_bank_moves_to_the_shared_ones_and_is_used_there(
    come: Callable[[str], Writer], folder: Path
) -> None:
    _with_a_bank(folder)
    ada = come("Ada")
    before = load_course(folder).course
    state = ada.state()
    moved = ada.does("share-bank", state["seq"], file="bank/signs.md").json()
    assert "share now" in moved["said"]
    assert not [each for each in moved["findings"] if each["severity"] == "error"]
    shared = folder.parent / "banks"
    assert (shared / "bank" / "signs.md").read_text() == f"# Signs\n\n{QUESTION}"
    assert (shared / "media" / "chart.svg").read_text() == SVG
    assert ada.client.get(f"{PAGE}/media/banks/chart.svg").text == SVG
    (shared / "media" / "of-another.svg").write_text(SVG)
    assert ada.client.get(f"{PAGE}/media/banks/of-another.svg").status_code == 404

    ada.post("save", moved["seq"])
    after = load_course(folder).course
    assert before
    assert after
    assert after.bank("banks/signs").questions[0].outcome == "notice"
    assert [each.name for each in after.questions()] == [each.name for each in before.questions()]
    kinds = ada.client.get(f"/desk/palette?course={SLUG}").json()["kinds"]
    draw = next(kind for kind in kinds if kind["id"] == "draw")
    bank = next(field for field in draw["fields"] if field["type"] == "bank")
    assert bank["choices"] == [{"value": "banks/signs", "label": "Signs (shared)"}]

    compared = ada.client.get(f"{PAGE}/versions/compare?from=saved&to=draft").text
    assert "Both say the same, to the last letter." in compared

    # where it is used, and what follows from that
    listed = ada.client.get(BANKS).text
    assert f"/desk/{SLUG}?file={FILE}&amp;page=" in listed
    assert "asks 1 question" in listed
    refused = _form(ada, do="delete", file="bank/signs.md")
    assert refused.status_code == 422
    assert "Courses draw questions from this bank: A small mark." in refused.text
    there = ada.client.get(f"{BANKS}/state").json()
    assert _change(ada, there, action={"action": "delete-module", "file": "bank/signs.md"}).status_code == 422

    # asked twice, it is there once; taken back, the course has its own again
    undone = ada.post("undo", ada.state()["seq"]).json()
    assert "bank/signs.md" in [each["file"] for each in undone["outline"]]
    ada.does("share-bank", undone["seq"], file="bank/signs.md")
    assert [each.name for each in (shared / "bank").iterdir()] == ["signs.md"]


def test_a_course_is_told_of_what_is_wrong_in_a_shared_bank_at_its_draw(
    come: Callable[[str], Writer], folder: Path
) -> None:
    _with_a_bank(folder)
    ada = come("Ada")
    moved = ada.does("share-bank", ada.state()["seq"], file="bank/signs.md").json()
    bank = folder.parent / "banks" / "bank" / "signs.md"
    bank.write_text(bank.read_text().replace("[x]", "[ ]"))
    told = [each for each in ada.state()["findings"] if each["rule"] == "S93"]
    assert [(each["file"], each["severity"]) for each in told] == [(FILE, "error")]
    assert told[0]["message"] == "The shared bank “banks/signs” has 1 error."
    assert moved["seq"]


def test_what_is_in_the_way_of_moving_a_bank_is_said(come: Callable[[str], Writer], folder: Path) -> None:
    _with_a_bank(folder)
    shared = folder.parent / "banks"
    (shared / "bank").mkdir(parents=True)
    (shared / "bank" / "other.md").write_text(f"# Others\n\n{QUESTION.replace('What now', 'And now')}")
    (shared / "media").mkdir()
    (shared / "media" / "chart.svg").write_text(SVG.replace("h9", "h8"))
    ada = come("Ada")
    refused = ada.does("share-bank", ada.state()["seq"], file="bank/signs.md")
    assert refused.status_code == 422
    assert "“Others” has questions with the same names: first-sign." in refused.json()["message"]

    (shared / "bank" / "other.md").write_text(f"# Others\n\n{QUESTION.replace('first-sign', 'other-sign')}")
    moved = ada.does("share-bank", ada.state()["seq"], file="bank/signs.md")
    assert moved.status_code == 200
    assert "(../media/chart-2.svg)" in (shared / "bank" / "signs.md").read_text()
    assert (shared / "media" / "chart-2.svg").read_text() == SVG


def test_the_folder_of_shared_banks_is_no_course(come: Callable[[str], Writer], folder: Path) -> None:
    ada = come("Ada")
    _form(ada, do="new", title="First signs")
    assert "banks" in RESERVED
    for address in ("facts", "comments", "sign-off", "versions", "hand-out"):
        assert ada.client.get(f"{BANKS}/{address}").status_code == 404
    for action in ("rename", "copy", "archive", "delete"):
        sent = {"action": action, "course": "banks", "title": "X", "typed": "Banks"}
        assert ada.client.post("/desk/courses", json=sent).status_code == 422
    assert (folder.parent / "banks" / "bank" / "first-signs.md").is_file()
    assert [each["id"] for each in ada.client.get("/desk/courses").json()["courses"]] == [SLUG]


def test_a_course_that_is_brought_in_draws_from_the_shared_bank_or_keeps_its_copy(
    come: Callable[[str], Writer], folder: Path
) -> None:
    _with_a_bank(folder)
    ada = come("Ada")
    moved = ada.does("share-bank", ada.state()["seq"], file="bank/signs.md").json()
    ada.post("save", moved["seq"])
    files = course_files(folder)
    bank = folder.parent / "banks" / "bank" / "signs.md"
    folders = Folders(folder.parent, folder.parent.parent / "reviews")
    do_with_course({"action": "bring-in", "files": files, "id": "the-same"}, folders)
    assert not (folder.parent / "the-same" / "banks").exists()
    bank.write_text(bank.read_text().replace("What now", "And now"))
    do_with_course({"action": "bring-in", "files": files, "id": "another"}, folders)
    assert "What now" in (folder.parent / "another" / "banks" / "signs.md").read_text()
    assert course_files(folder.parent / "another") == files
    assert ada.client.get(BANKS).text.count("from a copy of its own that came with it") == 1


def test_of_a_thousand_banks_some_are_shown_and_all_are_found(
    come: Callable[[str], Writer], folder: Path
) -> None:
    shared = folder.parent / "banks" / "bank"
    shared.mkdir(parents=True)
    for number in range(1_000):
        (shared / f"b-{number}.md").write_text(
            f"# Bank number {number}\n\n{QUESTION.replace('first', f'q{number}')}"
        )
    ada = come("Ada")
    listed = ada.client.get(BANKS).text
    assert listed.count('<h2 id="bank-') == 100
    assert "900 more banks are not shown" in listed
    assert ada.client.get(f"{BANKS}?q=number+999").text.count('<h2 id="bank-') == 1
    assert "No bank is called so." in ada.client.get(f"{BANKS}?q=nothing").text


def test_questions_come_into_a_shared_bank_from_a_file(come: Callable[[str], Writer], folder: Path) -> None:
    ada = come("Ada")
    _form(ada, do="new", title="First signs")
    address = f"{BANKS}/bring-in/questions"
    assert "/comments" not in ada.client.get(address).text
    gift = b"::Fire:: Where is it? {=Outside ~Inside}\n"
    shown = ada.client.post(
        address, files={"upload": ("q.gift", gift)}, data={"file": "", "page": "", "format": ""}
    )
    assert shown.status_code == 200
    key = re.search(r'name="key" value="([^"]+)"', shown.text)
    assert key
    sent = {"key": key[1], "pick": "1", "where": "bank/first-signs.md|"}
    put = ada.client.post(f"{address}/put", data=sent, follow_redirects=False)
    assert put.status_code == 303, put.text
    state = ada.client.get(f"{BANKS}/state?file=bank/first-signs.md&page=").json()
    assert len(state["page"]["blocks"]) == 2
