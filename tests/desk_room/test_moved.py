"""Buttons, Undo and repeated requests at a desk where others have changed the course meanwhile."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.desk_room.conftest import AT, FILE, Writer

Come = Callable[[str], Writer]


def texts(state: dict[str, Any]) -> list[str]:
    """What the blocks of the page say."""
    return [block["text"] for block in state["page"]["blocks"]]


def put_in_above(writer: Writer, state: dict[str, Any]) -> dict[str, Any]:
    """Somebody puts a block above all others of the page."""
    before = state["page"]["blocks"][0]["lines"]
    made = writer.does("add-block", state["seq"], **AT, before=before, text=":::{callout}\nNew.\n:::")
    assert made.status_code == 200, made.text
    return dict(made.json())


@pytest.mark.parametrize("action", ["delete-block", "copy-block"])
def test_a_button_hits_the_block_that_was_meant_after_others_moved_it(come: Come, action: str) -> None:
    ada, ben = come("Ada"), come("Ben")
    state = ada.state()
    meant = state["page"]["blocks"][1]
    now = texts(put_in_above(ben, state))

    done = ada.does(action, state["seq"], file=FILE, lines=meant["lines"])

    assert done.status_code == 200
    expected = [each for each in now if each != meant["text"]] if action == "delete-block" else None
    assert expected is None or texts(done.json()) == expected
    assert sum(each.startswith(meant["text"][:20]) for each in texts(done.json())) == (0 if expected else 2)


def test_a_block_goes_to_the_place_that_was_meant_after_others_moved_it(come: Come) -> None:
    ada, ben = come("Ada"), come("Ben")
    state = ada.state()
    first, second, *_ = state["page"]["blocks"]
    put_in_above(ben, state)

    to = {**AT, "before": first["lines"]}
    moved = ada.does("move-block", state["seq"], file=FILE, lines=second["lines"], to=to).json()

    assert texts(moved)[1:3] == [second["text"], first["text"]]
    assert moved["edited"] == moved["page"]["blocks"][1]["lines"]


def test_a_button_about_a_block_that_somebody_has_touched_does_nothing_and_shows_it(come: Come) -> None:
    ada, ben = come("Ada"), come("Ben")
    state = ada.state()
    lines = state["page"]["blocks"][0]["lines"]
    ben.post("change", state["seq"], edit={"file": FILE, "lines": lines, "text": "Ben is writing here."})

    refused = ada.does("delete-block", state["seq"], file=FILE, lines=lines)

    assert (refused.status_code, refused.json()["status"]) == (409, "stale")
    assert refused.json()["text"] == "Ben is writing here."
    assert refused.json()["by"] == "Ben"
    assert "Ben is writing here." in texts(refused.json()["state"])


def test_a_block_can_be_added_below_one_in_which_somebody_writes(come: Come) -> None:
    ada, ben = come("Ada"), come("Ben")
    state = ada.state()
    lines = state["page"]["blocks"][0]["lines"]
    ben.post("change", state["seq"], edit={"file": FILE, "lines": lines, "text": "Ben.\n\nStill Ben."})

    added = ada.does("add-block", state["seq"], **AT, after=lines, text=":::{callout}\nNew.\n:::")

    assert texts(added.json())[:2] == ["Ben.\n\nStill Ben.", ":::{callout}\nNew.\n:::"]


@pytest.mark.parametrize("new_start", [False, True])
def test_a_request_that_comes_twice_is_answered_as_before(come: Come, new_start: bool) -> None:
    ada, ben = come("Ada"), come("Ben")
    state = ada.state()
    before = state["page"]["blocks"][1]["lines"]
    add = {"action": "add-block", **AT, "before": before, "text": ":::{callout}\nNew.\n:::"}
    first = ada.post("change", state["seq"], action=add, request="twice").json()
    put_in_above(ben, first)

    again = (
        (come("Ada") if new_start else ada).post("change", state["seq"], action=add, request="twice").json()
    )

    assert first["edited"] == first["page"]["blocks"][1]["lines"]
    assert texts(again).count(":::{callout}\nNew.\n:::") == 2
    assert again["page"]["blocks"][2]["lines"] == again["edited"]
    assert new_start or again["said"] == first["said"] == "The block is added."


@pytest.mark.parametrize("new_start", [False, True])
def test_undo_that_comes_twice_is_done_once(come: Come, new_start: bool) -> None:
    ada = come("Ada")
    state = ada.state()
    one = ada.does("rename-page", state["seq"], **AT, title="One").json()
    two = put_in_above(ada, one)
    two = ada.does("rename-page", two["seq"], **AT, title="Two").json()

    first = ada.post("undo", two["seq"], request="twice").json()
    again = (come("Ada") if new_start else ada).post("undo", two["seq"], request="twice").json()

    assert first["page"]["title"] == again["page"]["title"] == "One"
    assert first["seq"] == again["seq"]
    assert first["edited"] == again["edited"] == first["page"]["heading"]


def test_undo_and_redo_say_what_they_did_and_lead_to_it(come: Come) -> None:
    ada = come("Ada")
    state = ada.state()
    added = put_in_above(ada, state)
    elsewhere = {"file": "course.md", "page": "_start"}

    undone = ada.post("undo", added["seq"], at=elsewhere).json()
    redone = ada.post("redo", undone["seq"], at=elsewhere).json()

    assert (added["steps"]["undo"], undone["steps"]["redo"]) == ("add block", "add block")
    assert (undone["said"], redone["said"]) == ("Undone: add block.", "Done again: add block.")
    assert (undone["page"]["file"], undone["page"]["id"]) == (FILE, AT["page"])
    assert undone["edited"][0] == undone["edited"][1]
    assert (redone["page"]["file"], redone["page"]["id"]) == (FILE, AT["page"])
    assert redone["edited"][0] == redone["page"]["blocks"][0]["lines"][0]


def test_undo_leads_to_the_file_that_is_there_again(come: Come) -> None:
    ada = come("Ada")
    state = ada.state()
    modules = [each["file"] for each in state["outline"] if each["kind"] == "module"]
    title = "Another"
    made = ada.does("add-module", state["seq"], after=modules[-1], title=title).json()
    new = made["outline"][len(modules)]["file"]
    gone = ada.does("delete-module", made["seq"], file=new).json()

    back = ada.post("undo", gone["seq"]).json()

    assert back["said"] == "Undone: delete module."
    assert new in [each["file"] for each in back["outline"]]


def test_the_page_stays_when_a_title_that_is_written_as_text_gives_it_another_id(come: Come) -> None:
    ada = come("Ada")
    state = ada.state()
    added = ada.does("add-page", state["seq"], file=FILE, after=AT["page"], title="Third").json()
    page = next(each for each in added["outline"][1]["pages"] if each["title"] == "Third")
    at = {"file": FILE, "page": page["id"]}
    heading = ada.state(**at)["page"]["heading"]

    edit = {"file": FILE, "lines": heading, "text": "## Something else"}
    made = ada.post("change", added["seq"], at=at, edit=edit).json()
    undone = ada.post("undo", made["seq"], at={"file": FILE, "page": made["page"]["id"]}).json()

    assert made["page"]["title"] == "Something else"
    assert made["page"]["id"] != page["id"]
    assert undone["page"]["id"] == page["id"]


def test_text_beside_text_is_one_block_and_the_answer_says_so_and_where_the_new_text_is(come: Come) -> None:
    ada = come("Ada")
    state = ada.state()
    first = state["page"]["blocks"][0]
    assert first["kind"] == "text"

    copied = ada.does("copy-block", state["seq"], file=FILE, lines=first["lines"]).json()
    added = ada.does("add-block", copied["seq"], **AT, before=first["lines"], text="A new text.").json()

    whole = added["page"]["blocks"][0]
    assert whole["text"] == f"A new text.\n\n{first['text']}\n\n{first['text']}"
    assert copied["edited"] == [first["lines"][1] + 1, 2 * first["lines"][1] + 1 - first["lines"][0]]
    assert added["edited"] == [whole["lines"][0], whole["lines"][0] + 1]
    assert copied["said"] == "The block is copied. It is one block with the text beside it now."
    assert added["said"] == "The block is added. It is one block with the text beside it now."


def test_deleting_what_keeps_two_texts_apart_says_that_they_are_one_block_now(come: Come) -> None:
    ada = come("Ada")
    made = put_in_above(ada, ada.state())
    between = made["page"]["blocks"][0]["lines"]
    made = ada.does("add-block", made["seq"], **AT, before=between, text="Above.").json()
    assert made["said"] == "The block is added."

    gone = ada.does("delete-block", made["seq"], file=FILE, lines=made["page"]["blocks"][1]["lines"]).json()

    assert gone["said"] == "The block is deleted. The text above it and the text below it are one block now."
    assert gone["page"]["blocks"][0]["text"].startswith("Above.\n\n")


def test_pages_of_two_modules_with_the_same_name_have_ids_of_their_own(come: Come, folder: Path) -> None:
    text = "# {0}\n\n## Page\n\nWords of {0}.\n"
    (folder / "03-same.md").write_text(text.format("Three"), encoding="utf-8")
    (folder / "04-same.md").write_text(text.format("Four"), encoding="utf-8")
    ada = come("Ada")

    pages = {each["file"]: [page["id"] for page in each["pages"]] for each in ada.state()["outline"]}
    state = ada.state(file="04-same.md", page="same-04-page")

    assert (pages["03-same.md"], pages["04-same.md"]) == (["same-page"], ["same-04-page"])
    assert "Words of Four." in state["preview"]["html"]
    assert state["page"]["blocks"][0]["html"]
