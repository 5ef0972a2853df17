"""Buttons, Undo and repeated requests at a desk where others have changed the course meanwhile."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.desk_room.conftest import AT, FILE, Writer
from tests.sample_course import SLUG

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


@pytest.mark.parametrize("action", ["delete-block", pytest.param("copy-block", marks=pytest.mark.deep)])
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
    made = ben.post(
        "change", state["seq"], edit={"file": FILE, "lines": lines, "text": "Ben is writing here."}
    )
    ben.does("rename-course", made.json()["seq"], title="Ben's")

    refused = ada.does("delete-block", state["seq"], file=FILE, lines=lines)

    assert (refused.status_code, refused.json()["status"]) == (409, "stale")
    assert refused.json()["text"] == "Ben is writing here."
    assert refused.json()["by"] == "Ben"
    assert "Ben is writing here." in texts(refused.json()["state"])
    assert refused.json()["state"]["preview"]["whole"], "the title has changed, too"


def test_a_block_can_be_added_below_one_in_which_somebody_writes(come: Come) -> None:
    ada, ben = come("Ada"), come("Ben")
    state = ada.state()
    lines = state["page"]["blocks"][0]["lines"]
    ben.post("change", state["seq"], edit={"file": FILE, "lines": lines, "text": "Ben.\n\nStill Ben."})

    added = ada.does("add-block", state["seq"], **AT, after=lines, text=":::{callout}\nNew.\n:::")

    assert texts(added.json())[:2] == ["Ben.\n\nStill Ben.", ":::{callout}\nNew.\n:::"]


@pytest.mark.parametrize("new_start", [pytest.param(False, marks=pytest.mark.deep), True])
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


@pytest.mark.parametrize("new_start", [pytest.param(False, marks=pytest.mark.deep), True])
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


@pytest.mark.parametrize("new_start", [pytest.param(False, marks=pytest.mark.deep), True])
def test_undo_that_was_long_under_way_takes_back_nothing_that_was_written_meanwhile(
    come: Come, new_start: bool
) -> None:
    """It was refused, for there was nothing to undo. Then its person wrote something, and it comes once more."""
    ada = come("Ada")
    state = ada.state()
    refused = ada.post("undo", state["seq"], request="late")
    made = put_in_above(ada, state)

    again = (come("Ada") if new_start else ada).post("undo", state["seq"], request="late")
    known = ada.post("undo", made["seq"])

    assert (refused.status_code, again.status_code) == (422, 409)
    assert again.json()["message"].startswith("You have changed something since")
    assert texts(again.json()["state"]) == texts(made)
    assert texts(known.json()) == texts(state)


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


@pytest.mark.deep
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


@pytest.mark.deep
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


@pytest.mark.parametrize(
    ("action", "refused"),
    [
        ({"action": "delete-page", **AT}, True),
        ({"action": "delete-module", "file": FILE}, True),
        ({"action": "rename-page", **AT, "title": "Ada's"}, False),
        ({"action": "rename-course", "title": "Ada's"}, False),
    ],
)
def test_what_somebody_else_has_written_is_not_deleted_by_who_has_not_seen_it(
    come: Come, action: dict[str, Any], refused: bool
) -> None:
    ada, ben = come("Ada"), come("Ben")
    state = ada.state()
    lines = state["page"]["blocks"][0]["lines"]
    ben.post("change", state["seq"], edit={"file": FILE, "lines": lines, "text": "Ben is writing here."})

    done = ada.post("change", state["seq"], action=action)

    assert done.status_code == (409 if refused else 200)
    if refused:
        assert (done.json()["by"], bool(done.json()["message"])) == ("Ben", True)
        assert ada.post("change", done.json()["state"]["seq"], action=action).status_code == 200


@pytest.mark.parametrize(
    ("bens", "adas"),
    [
        (
            {"action": "rename-page", **AT, "title": "Ben's"},
            {"action": "rename-page", **AT, "title": "Ada's"},
        ),
        ({"action": "rename-course", "title": "Ben's"}, {"action": "rename-course", "title": "Ada's"}),
    ],
)
def test_a_title_that_somebody_else_has_given_meanwhile_is_not_overwritten(
    come: Come, bens: dict[str, Any], adas: dict[str, Any]
) -> None:
    ada, ben = come("Ada"), come("Ben")
    state = ada.state()
    ben.post("change", state["seq"], action=bens)

    assert ada.post("change", state["seq"], action=adas).status_code == 409


def test_a_title_that_is_typed_while_the_last_answer_is_under_way_is_taken(come: Come) -> None:
    ada = come("Ada")
    seq = ada.state()["seq"]
    for title in ("A", "Ad", "Ada"):
        assert ada.does("rename-page", seq, **AT, title=title).status_code == 200
    assert ada.state()["page"]["title"] == "Ada"


def test_two_people_change_different_facts_at_once_and_the_same_one_is_refused(come: Come) -> None:
    ada, ben = come("Ada"), come("Ben")
    seq = ada.state()["seq"]
    facts = ada.client.get(f"/desk/{SLUG}/facts").json()["values"]
    ben.does("facts", seq, values={**facts, "summary": "Ben's."})

    other = ada.does("facts", seq, values={**facts, "title": "Ada's"})
    same = ada.does("facts", seq, values={**facts, "summary": "Ada's."})

    now = ada.client.get(f"/desk/{SLUG}/facts").json()["values"]
    assert (other.status_code, same.status_code) == (200, 409)
    assert (now["title"], now["summary"]) == ("Ada's", "Ben's.")


def clash_of(come: Come, folder: Path) -> tuple[Writer, dict[str, Any], dict[str, Any]]:
    """A trainer who sees two versions of the first block of the page."""
    ada = come("Ada")
    state = ada.state()
    text, lines = texts(state)[0], state["page"]["blocks"][0]["lines"]
    made = ada.post("change", state["seq"], edit={"file": FILE, "lines": lines, "text": "Ours."}).json()
    write(folder, text.split("\n")[0], "Theirs.")
    state = ada.state()
    assert state["seq"] >= made["seq"]
    (clash,) = state["clashes"]
    return ada, state, clash


def write(folder: Path, old: str, new: str) -> None:
    text = (folder / FILE).read_text(encoding="utf-8")
    assert old in text
    (folder / FILE).write_text(text.replace(old, new, 1), encoding="utf-8")


def settled(clash: dict[str, Any], **more: str) -> dict[str, Any]:
    return {**{name: clash[name] for name in ("file", "lines", "ours", "theirs")}, "choose": "mine", **more}


def test_a_version_that_nobody_has_seen_is_not_dropped_by_a_choice(come: Come, folder: Path) -> None:
    ada, state, clash = clash_of(come, folder)
    write(folder, "Theirs.", "Newer.")

    refused = ada.post("settle", state["seq"], **settled(clash))

    assert refused.status_code == 404
    assert "Newer." in ada.state()["clashes"][0]["theirs"]


def test_two_versions_are_settled_also_after_they_have_moved(come: Come, folder: Path) -> None:
    ada, state, clash = clash_of(come, folder)
    assert come("Ben").does("add-page", state["seq"], file=FILE, after=None, title="First").status_code == 200

    done = ada.post("settle", state["seq"], **settled(clash, choose="theirs"), request="twice")
    again = come("Ada").post("settle", state["seq"], **settled(clash, choose="theirs"), request="twice")

    assert (done.status_code, again.status_code) == (200, 200)
    assert again.json()["seq"] == done.json()["seq"]
    assert done.json()["clashes"] == []
    assert "Theirs." in done.json()["page"]["text"]
    assert "Ours." not in done.json()["page"]["text"]


def test_the_page_of_somebody_else_stays_when_its_title_or_its_file_gets_another_name(come: Come) -> None:
    ada, ben = come("Ada"), come("Ben")
    added = ada.does("add-page", ada.state()["seq"], file=FILE, after=AT["page"], title="Third").json()
    page = next(each for each in added["outline"][1]["pages"] if each["title"] == "Third")
    at = {"file": FILE, "page": page["id"]}
    seq = ben.state(**at)["seq"]

    edit = {"file": FILE, "lines": ada.state(**at)["page"]["heading"], "text": "## Something else"}
    made = ada.post("change", added["seq"], at=at, edit=edit).json()
    modules = [each["file"] for each in made["outline"] if each["kind"] == "module"]
    moved = ada.does("move-module", made["seq"], file=FILE, before=None).json()
    news = ben.client.get(f"/desk/{SLUG}/news", params={**at, "seq": str(seq), "window": "w"}).json()

    assert len(modules) > 1
    assert FILE not in [each["file"] for each in moved["outline"]]
    assert news["page"]["title"] == "Something else"


def test_what_is_typed_into_a_module_that_is_moved_meanwhile_comes_into_it(come: Come) -> None:
    ada, ben = come("Ada"), come("Ben")
    state = ben.state()
    first, question = state["page"]["blocks"][0], next(b for b in state["page"]["blocks"] if b["name"])
    moved = ada.does("move-module", state["seq"], file=FILE, before=None).json()

    typed = ben.post(
        "change", state["seq"], edit={"file": FILE, "lines": first["lines"], "text": "Ben writes."}
    ).json()
    values = {**question["values"], "stem": "Ben asks this?"}
    form = {"file": FILE, "lines": question["lines"], "kind": question["kind"], "values": values}
    filled = ben.post("change", state["seq"], form=form).json()
    copied = ben.does("copy-block", state["seq"], file=FILE, lines=question["lines"])

    assert FILE not in [each["file"] for each in moved["outline"]]
    assert (typed["page"]["id"], typed["page"]["blocks"][0]["text"]) == (AT["page"], "Ben writes.")
    assert typed["page"]["blocks"][0]["lines"] == typed["edited"]
    assert "Ben asks this?" in filled["page"]["text"]
    assert (copied.status_code, copied.json()["text"].count("Ben asks this?")) == (409, 1)
    back = ben.post("undo", filled["seq"]).json()
    assert "Ben asks this?" not in back["page"]["text"]
