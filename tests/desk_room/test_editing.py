"""What the desk answers while a course is written: its state, news, changes, refusals and the list of courses."""

import json
import re

from elearn.desk import Desk, routes
from tests.desk_room.conftest import PAGE, Room
from tests.sample_course import SLUG

EDIT = {"file": "course.md", "lines": [0, 0], "text": "<!-- new -->"}


def test_the_page_has_the_state_and_the_words_for_its_scripts(room: Room) -> None:
    html = room.client(room.ada).get(PAGE).text
    found = dict(re.findall(r'<script type="application/json" id="(\w+)">(.*?)</script>', html, re.DOTALL))
    state, links = json.loads(found["state"]), json.loads(found["links"])
    assert (state["course"], state["seq"], state["unsaved"]) == (SLUG, 0, False)
    assert state["outline"][0]["kind"] == "course"
    assert state["page"]["file"] == "course.md"
    assert links["signOut"] == "http://localhost:8502/sign-out"
    assert links["courses"] == "http://localhost:8501/courses"
    assert links["person"] == "Ada Marsh"
    assert isinstance(json.loads(found["words"]), dict)


def test_the_state_is_of_the_page_that_is_asked_for(room: Room) -> None:
    trainer = room.client(room.ada)
    outline = trainer.get(f"{PAGE}/state").json()["outline"]
    module = outline[1]
    page = module["pages"][-1]
    shown = trainer.get(f"{PAGE}/state", params={"file": module["file"], "page": page["id"]}).json()["page"]
    assert (shown["file"], shown["id"]) == (module["file"], page["id"])
    gone = trainer.get(f"{PAGE}/state", params={"file": module["file"], "page": "gone"}).json()["page"]
    assert gone["id"] == module["pages"][0]["id"]


def test_findings_are_of_the_draft_and_not_of_the_disk(room: Room) -> None:
    trainer = room.client(room.ada)
    before = trainer.get(f"{PAGE}/state").json()
    assert before["preview"] is not None
    made = room.change(trainer, edit={"file": "course.md", "lines": [0, 1], "text": "no rule"}).json()
    assert {each["rule"] for each in made["findings"] if each["severity"] == "error"}
    assert made["preview"] is None, "what is shown stays, because this cannot be read"
    assert {each["file"] for each in made["findings"]} >= {"course.md"}
    assert all(each["line"] >= -1 for each in made["findings"])
    assert trainer.get(f"{PAGE}/preview").status_code == 200, "the last version that could be read"


def test_news_costs_nothing_until_there_are_some(room: Room) -> None:
    trainer = room.client(room.ada)
    known = {"seq": "0", "window": "w", "page": "_start", "people": "1"}
    assert trainer.get(f"{PAGE}/news", params=known).status_code == 204
    room.change(trainer, edit=EDIT)
    news = trainer.get(f"{PAGE}/news", params=known)
    assert (news.status_code, news.json()["seq"]) == (200, 1)
    assert news.json()["people"] == [{"name": "Ada Marsh", "page": "_start", "you": True}]
    assert trainer.get(f"{PAGE}/news", params={**known, "seq": "1", "people": "2"}).status_code == 200


def test_what_has_no_change_number_is_news_too(room: Room) -> None:
    trainer = room.client(room.ada)
    room.drafts.here(SLUG, room.ada, "w", "_start")
    state = room.change(trainer, edit=EDIT).json()
    known = {"seq": "1", "window": "w", "page": "_start", "mark": state["mark"]}
    assert trainer.get(f"{PAGE}/news", params=known).status_code == 204
    saved = trainer.post(f"{PAGE}/save", json=room.sent(seq=1))
    assert saved.status_code == 200, saved.text
    news = trainer.get(f"{PAGE}/news", params=known)
    assert (news.status_code, news.json()["unsaved"]) == (200, False)
    known["mark"] = news.json()["mark"]
    assert trainer.get(f"{PAGE}/news", params=known).status_code == 204


def test_an_edit_says_where_it_is_now_and_is_done_once(room: Room) -> None:
    trainer = room.client(room.ada)
    first = room.change(trainer, edit=EDIT, request="r1").json()
    assert (first["seq"], first["edited"], first["unsaved"]) == (1, [0, 1], True)
    again = room.change(trainer, edit=EDIT, request="r1").json()
    assert again["seq"] == 1
    assert room.drafts.texts[SLUG]["course.md"].count("<!-- new -->") == 1


def test_a_stale_edit_gets_both_texts_and_changes_nothing(room: Room) -> None:
    trainer = room.client(room.ada)
    room.change(trainer, edit=EDIT)
    late = room.change(trainer, edit={**EDIT, "lines": [0, 1], "text": "mine"})
    told = late.json()
    assert (late.status_code, told["status"], told["mine"], told["by"]) == (409, "stale", "mine", "Ben Fell")
    assert told["text"] == "<!-- new -->"
    assert told["state"]["seq"] == 1
    form = {"file": "course.md", "lines": [0, 1], "kind": "text", "values": {"text": "typed"}}
    filled = room.change(trainer, form=form)
    assert (filled.status_code, filled.json()["mine"]) == (409, "typed")


def test_a_form_is_written_or_refused_field_by_field(room: Room) -> None:
    trainer = room.client(room.ada)
    form = {
        "file": "course.md",
        "lines": [1, 2],
        "kind": "text",
        "values": {"text": "title: Two\nsummary: x"},
    }
    made = room.change(trainer, form=form).json()
    assert made["edited"] == [1, 3]
    refused = room.change(trainer, seq=1, form={**form, "values": {"text": ""}})
    assert refused.status_code == 422
    assert refused.json()["problems"] == [
        {"field": "text", "message": "It is empty.", "remedy": "Write something."}
    ]


def test_a_button_says_what_it_did_or_what_is_in_the_way(room: Room) -> None:
    trainer = room.client(room.ada)
    done = room.change(trainer, action={"action": "rename-course", "title": "Other"}).json()
    assert done["said"] == "The course has another title."
    refused = room.change(trainer, seq=1, action={"action": "burn"})
    assert (refused.status_code, refused.json()["message"]) == (422, "There is no such button.")
    undone = trainer.post(f"{PAGE}/undo", json=room.sent())
    assert (undone.status_code, undone.json()["remedy"]) == (422, "Look.")


def test_a_draft_is_saved(room: Room) -> None:
    trainer = room.client(room.ada)
    room.change(trainer, edit=EDIT)
    assert trainer.post(f"{PAGE}/save", json=room.sent()).json()["said"] == "Saved."
    text = (room.desk.settings.courses / SLUG / "course.md").read_text(encoding="utf-8")
    assert text.startswith("<!-- new -->")
    gone = {"file": "course.md", "lines": [0, 1], "choose": "mine"}
    assert trainer.post(f"{PAGE}/settle", json=room.sent(**gone)).status_code == 404


def test_the_home_lists_courses_and_does_what_its_buttons_ask(room: Room) -> None:
    trainer = room.client(room.ada)
    (listed,) = trainer.get("/desk/courses").json()["courses"]
    assert (listed["id"], listed["state"], listed["unsaved"]) == (SLUG, "draft", False)
    assert trainer.get("/desk").status_code == 200
    done = trainer.post("/desk/courses", json={"action": "new", "title": "One"}).json()
    assert (done["said"], len(done["courses"])) == ("Ada Marsh did new.", 1)


def test_pictures_say_whether_they_are_used_and_the_palette_has_every_kind(room: Room) -> None:
    folder = room.desk.settings.courses / SLUG / "media"
    folder.mkdir(exist_ok=True)
    (folder / "unused.png").write_bytes(b"x")
    trainer = room.client(room.ada)
    found = {each["path"]: each["used"] for each in trainer.get(f"{PAGE}/pictures").json()["pictures"]}
    assert found["media/unused.png"] is False
    assert trainer.get("/desk/palette").json() == {"kinds": [{"id": "text", "title": "Text"}]}


def test_the_page_is_in_the_readers_language(room: Room) -> None:
    html = room.client(room.ada).get("/desk", params={"language": "cy"}).text
    assert '<html lang="cy' in html


def test_without_the_parts_that_edit_the_desk_lists_courses_and_says_why_none_opens(room: Room) -> None:
    bare = Desk(room.desk.database, room.desk.settings)
    here = type(room)(bare, room.drafts, room.ada, room.ben).client(room.ada)
    assert here.get("/desk").status_code == 200
    assert "cannot be edited here yet" in here.get(PAGE).text
    assert here.get(f"{PAGE}/state").status_code == 404
    assert len({route.path for route in routes(bare)}) > 10
