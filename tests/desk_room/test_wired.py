"""The desk with the real drafts, forms and courses: what is edited, kept, undone and saved, through HTTP."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from elearn.database import Database
from tests.desk_room.conftest import AT, FILE, PAGE, Writer
from tests.sample_course import SLUG


def _question(state: dict[str, Any]) -> dict[str, Any]:
    return next(block for block in state["page"]["blocks"] if block["name"])


def test_opening_and_saving_changes_no_byte(come: Callable[[str], Writer], folder: Path) -> None:
    before = {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in folder.glob("*.md")}
    ada = come("Ada")

    state = ada.state()
    assert ada.post("save", state["seq"]).status_code == 200

    assert state["title"] == "A small mark"
    assert not state["unsaved"]
    assert all(block["html"] for block in state["page"]["blocks"])
    assert before == {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in folder.glob("*.md")}


def test_a_word_in_a_form_comes_to_the_preview_and_on_save_to_the_file(
    come: Callable[[str], Writer], folder: Path
) -> None:
    before = (folder / FILE).read_text(encoding="utf-8")
    ada = come("Ada")
    state = ada.state()
    question = _question(state)
    values = {**question["values"], "stem": "What would you say first to him?"}
    form = {"file": FILE, "lines": question["lines"], "kind": question["kind"], "values": values}

    made = ada.post("change", state["seq"], form=form).json()
    assert (folder / FILE).read_text(encoding="utf-8") == before
    saved = ada.post("save", made["seq"]).json()

    assert "first to him?" in made["preview"]["html"]
    assert not made["preview"]["whole"]
    assert made["unsaved"]
    assert not saved["unsaved"]
    old, new = str(question["values"]["stem"]), "What would you say first to him?"
    assert (folder / FILE).read_text(encoding="utf-8") == before.replace(old, new)


def test_two_people_in_one_block_see_both_texts_and_elsewhere_both_stay(
    come: Callable[[str], Writer],
) -> None:
    ada, ben = come("Ada"), come("Ben")
    state = ada.state()
    assert ben.state()["seq"] == state["seq"]
    first, question = state["page"]["blocks"][0], _question(state)
    text = {"file": FILE, "lines": first["lines"], "text": "Ada wrote this."}
    assert ada.post("change", state["seq"], edit=text).status_code == 200

    stale = ben.post("change", state["seq"], edit={**text, "text": "Ben wrote this."})
    values = {**question["values"], "stem": "Ben asks this?"}
    form = {"file": FILE, "lines": question["lines"], "kind": question["kind"], "values": values}
    other = ben.post("change", state["seq"], form=form)

    told = stale.json()
    assert stale.status_code == 409
    assert (told["text"], told["mine"], told["by"]) == ("Ada wrote this.", "Ben wrote this.", "Ada")
    assert other.status_code == 200
    assert "Ada wrote this." in other.json()["page"]["text"]
    assert "Ben asks this?" in other.json()["page"]["text"]
    assert not other.json()["preview"]["whole"]


def test_undo_goes_on_after_a_new_start_and_its_preview_is_loaded_whole(
    come: Callable[[str], Writer],
) -> None:
    ada = come("Ada")
    state = ada.state()
    edit = {"file": FILE, "lines": state["page"]["blocks"][0]["lines"], "text": "Something else."}
    made = ada.post("change", state["seq"], edit=edit).json()

    again = come("Ada")
    undone = again.post("undo", made["seq"]).json()

    assert made["steps"]["undo"]
    assert undone["page"]["text"] == state["page"]["text"]
    assert not undone["unsaved"]
    assert undone["steps"]["redo"]
    assert undone["preview"]["whole"]


def test_a_new_block_is_readable_and_its_lines_are_told(come: Callable[[str], Writer]) -> None:
    ada = come("Ada")
    state = ada.state()
    before = state["page"]["blocks"][1]["lines"]
    action = {"action": "add-block", **AT, "before": before, "kind": "callout"}

    made = ada.post("change", state["seq"], action=action).json()
    unknown = ada.post("change", made["seq"], action={"action": "paint-it-red"})

    new = made["page"]["blocks"][1]
    assert (new["kind"], new["lines"]) == ("callout", made["edited"])
    assert new["values"]
    assert made["page"]["blocks"][2]["text"] == state["page"]["blocks"][1]["text"]
    assert any(finding["rule"] == "E63" for finding in made["findings"])
    assert unknown.status_code == 422
    assert unknown.json()["message"]


def test_the_facts_are_a_form_and_a_new_title_loads_the_preview_whole(
    come: Callable[[str], Writer], folder: Path
) -> None:
    ada = come("Ada")
    state = ada.state()
    facts = ada.client.get(f"{PAGE}/facts").json()
    values = {**facts["values"], "title": "A mark, and what to do"}

    made = ada.post("change", state["seq"], action={"action": "facts", "values": values}).json()
    ada.post("save", made["seq"])

    assert {"title", "outcomes"} <= {field["name"] for field in facts["fields"]}
    assert made["title"] == "A mark, and what to do"
    assert made["preview"]["whole"]
    text = (folder / "course.md").read_text(encoding="utf-8")
    assert text.splitlines()[1] == "title: A mark, and what to do"


def test_facts_that_cannot_be_read_are_lines_to_put_right(
    come: Callable[[str], Writer], folder: Path
) -> None:
    whole = (folder / "course.md").read_text(encoding="utf-8")
    (folder / "course.md").write_text(whole.replace("title: ", "title: [", 1), encoding="utf-8")
    ada = come("Ada")
    state = ada.state()
    broken = ada.client.get(f"{PAGE}/facts").json()

    edit = {"file": "course.md", "lines": broken["lines"], "text": broken["text"].replace("[", "", 1)}
    made = ada.post("change", state["seq"], edit=edit).json()
    mended = ada.client.get(f"{PAGE}/facts").json()
    ada.post("save", made["seq"])

    assert broken["values"] is None
    assert mended["values"]["title"] in whole
    assert (folder / "course.md").read_text(encoding="utf-8") == whole


def test_the_audience_is_chosen_by_the_names_of_the_role_groups(
    come: Callable[[str], Writer], db: Database
) -> None:
    ada = come("Ada")
    without = _audience(ada)
    with db.write() as connection:
        connection.execute("insert into role_group (id, name) values ('r2', 'Who meets families')")

    assert without["choices"] == []
    assert _audience(ada)["choices"] == [
        {"value": "all-staff", "label": "All staff"},
        {"value": "r2", "label": "Who meets families"},
    ]


def _audience(writer: Writer) -> dict[str, Any]:
    fields = writer.client.get(f"{PAGE}/facts").json()["fields"]
    return next(field for field in fields if field["name"] == "audience")


def test_the_palette_names_the_outcomes_of_the_course_and_shows_each_kind(
    come: Callable[[str], Writer],
) -> None:
    kinds = come("Ada").client.get("/desk/palette", params={"course": SLUG}).json()["kinds"]
    by_id = {kind["id"]: kind for kind in kinds}
    outcome = next(field for field in by_id["choose-one"]["fields"] if field["type"] == "outcome")

    assert [each["value"] for each in outcome["choices"]] == ["notice", "act"]
    assert "<" in by_id["callout"]["html"]


def test_blocks_are_shown_also_while_the_course_cannot_be_read(
    come: Callable[[str], Writer], folder: Path
) -> None:
    (folder / "course.md").write_text("No facts at all.\n", encoding="utf-8")

    state = come("Ada").state()

    assert state["preview"] is None
    assert all(block["html"] for block in state["page"]["blocks"])
    assert state["findings"]


def test_a_picture_that_is_put_in_is_there_at_once_and_in_the_folder_after_saving(
    come: Callable[[str], Writer], folder: Path
) -> None:
    ada = come("Ada")
    drawing = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><circle r="4"/></svg>'

    put = ada.client.post(f"{PAGE}/pictures", params={"name": "My ring.svg"}, content=drawing)
    refused = ada.client.post(f"{PAGE}/pictures", params={"name": "x.png"}, content=b"no picture")
    listed = ada.client.get(f"{PAGE}/pictures").json()["pictures"]
    shown = ada.client.get(f"{PAGE}/media/my-ring.svg")
    ada.post("save", ada.state()["seq"])

    assert put.json()["path"] == "media/my-ring.svg"
    assert refused.status_code == 422
    assert refused.json()["remedy"]
    assert {"path": "media/my-ring.svg", "used": False, "removable": True} in listed
    assert shown.content == drawing
    assert (folder / "media" / "my-ring.svg").read_bytes() == drawing


def test_captions_that_are_put_in_are_in_the_folder_after_saving(
    come: Callable[[str], Writer], folder: Path
) -> None:
    ada = come("Ada")
    captions = b"WEBVTT\n\n00:00.000 --> 00:01.000\nSomebody speaks.\n"
    address, asked = f"{PAGE}/files", {"endings": ".vtt"}

    put = ada.client.post(address, params={"name": "A visit.VTT", **asked}, content=captions)
    false = ada.client.post(address, params={"name": "b.vtt", **asked}, content=b"no captions")
    other = ada.client.post(address, params={"name": "b.pdf", **asked}, content=b"%PDF-")
    ada.post("save", ada.state()["seq"])

    assert put.json()["path"] == "media/a-visit.vtt"
    assert [false.status_code, other.status_code] == [422, 422]
    assert other.json()["remedy"] == "Save it as one of these: .vtt."
    assert (folder / "media" / "a-visit.vtt").read_bytes() == captions


def test_a_picture_that_is_sent_twice_is_there_once_and_another_of_its_name_beside_it(
    come: Callable[[str], Writer],
) -> None:
    ada = come("Ada")
    drawing = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><circle r="%d"/></svg>'
    put = [
        ada.client.post(f"{PAGE}/pictures", params={"name": "Ring.svg"}, content=drawing % size).json()[
            "path"
        ]
        for size in (4, 5, 5, 4)
    ]
    assert put == ["media/ring.svg", "media/ring-2.svg", "media/ring-2.svg", "media/ring.svg"]


def test_a_finding_with_a_button_is_put_right_by_its_key(come: Callable[[str], Writer]) -> None:
    ada = come("Ada")
    state = ada.state()
    first = state["page"]["blocks"][0]
    slip = {"file": FILE, "lines": first["lines"], "text": ":::{calout}\nRing first.\n:::"}
    made = ada.post("change", state["seq"], edit=slip).json()
    (found,) = (each for each in made["findings"] if each["apply"])

    mended = ada.post("change", made["seq"], action={"action": "apply", "key": found["key"]})
    again = ada.post("change", mended.json()["seq"], action={"action": "apply", "key": found["key"]})

    assert mended.json()["page"]["blocks"][0]["kind"] == "callout"
    assert found["key"] not in [each["key"] for each in mended.json()["findings"]]
    assert again.status_code == 422


def test_a_course_with_a_part_that_cannot_be_read_keeps_its_title_and_names_the_field(
    come: Callable[[str], Writer], folder: Path
) -> None:
    text = (folder / FILE).read_text(encoding="utf-8")
    (folder / FILE).write_text(text.replace(":outcome: ", ":outcome: un", 1), encoding="utf-8")
    with (folder / FILE).open("a", encoding="utf-8") as file:
        file.write("\n:::{nonsense}\n:::\n")

    state = come("Ada").state()

    assert state["preview"] is None
    assert state["title"] == "A small mark"
    assert "outcome" in {each["field"] for each in state["findings"]}
