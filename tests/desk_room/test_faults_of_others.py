"""What has broken other editors of text files, each as the desk's server would have to do it.

The browser's part of them is in `tests/editor/test_lasting.py`.
"""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from elearn.database import Database, DatabaseUnwritable
from elearn.files import StagedFile
from tests.depth import deep
from tests.desk_room.conftest import FILE, PAGE, Writer

Come = Callable[[str], Writer]
COURSES = Path(__file__).parents[2] / "courses"
ODD = (
    "\ufeff# Noticing\r\n\r\n## The visit {#the-visit}\r\n\r\nA  mark,   with spaces. \t\r\n\r\n\r\n"
    "* A list with stars\r\n* and _its_ own __marks__\r\n\r\n"
    ":::{callout}   Remember\r\nThose who don't cruise &mdash; rarely bruise.\r\n:::\r\n<!-- a note -->"
)
"""What a file can look like that no editor has written."""
UNKNOWN = ":::{carousel} Three pictures\n:speed: fast\n\n- One\n:::"

BENS = ":::{callout} Remember\nBen wrote this.\n:::"


def stamps(folder: Path) -> dict[str, tuple[bytes, int, int]]:
    """Each file with its bytes, its time and its number."""
    found = [(path, path.stat()) for path in sorted(folder.rglob("*")) if path.is_file()]
    return {str(path): (path.read_bytes(), stat.st_mtime_ns, stat.st_ino) for path, stat in found}


def edit(state: dict[str, Any], n: int, text: str) -> dict[str, Any]:
    """New text for a block of the page."""
    page = state["page"]
    return {"edit": {"file": page["file"], "lines": page["blocks"][n]["lines"], "text": text}}


def filled(block: dict[str, Any], **values: Any) -> dict[str, Any]:
    """Other values in a block's form."""
    named = {"file": FILE, "lines": block["lines"], "kind": block["kind"]}
    return {"form": {**named, "values": {**block["values"], **values}}}


def test_one_word_changes_one_line_of_one_file(come: Come, folder: Path) -> None:
    """decap-cms#4537, tinacms#2577: each save wrote the whole file anew, in the editor's own way."""
    (folder / FILE).write_bytes(ODD.encode())
    others = {path: stamp for path, stamp in stamps(folder).items() if not path.endswith(FILE)}
    ada = come("Ada")
    state = ada.state()
    body = "Those who don't cruise &mdash; seldom bruise."
    made = ada.post("change", state["seq"], **filled(state["page"]["blocks"][1], body=body)).json()
    assert ada.post("save", made["seq"]).status_code == 200
    assert (folder / FILE).read_bytes() == ODD.replace("rarely", "seldom").encode()
    now = stamps(folder)
    assert {path: now[path] for path in others} == others


@pytest.mark.parametrize(
    "course",
    [
        path.name if n == 0 else deep(path.name)
        for n, path in enumerate(sorted(each.parent for each in COURSES.glob("*/course.md")))
    ],
)
def test_whoever_only_opens_and_saves_a_course_changes_no_byte(come: Come, folder: Path, course: str) -> None:
    """tinacms#1098, decap-cms#2211: a file that was only opened was written, and the draft said that it had changed."""
    shutil.copytree(COURSES / course, folder.parent / course)
    before, here = stamps(folder.parent / course), f"/desk/{course}"
    ada = come("Ada")
    assert ada.client.get(here).status_code == 200
    outline = ada.client.get(f"{here}/state").json()["outline"]
    for file in outline:
        for page in file["pages"]:
            at = {"file": file["file"], "page": page["id"]}
            assert not ada.client.get(f"{here}/state", params=at).json()["unsaved"]
    for more in ("facts", "pictures", "preview", "find?text=the", "news?seq=0&window=w"):
        assert ada.client.get(f"{here}/{more}").status_code in (200, 204)
    at = {"file": "course.md", "page": "_start"}
    sent = {"seq": 0, "window": "w", "request": "r", "at": at}
    saved = ada.client.post(f"{here}/save", json=sent)
    assert (saved.status_code, saved.json()["seq"]) == (200, 0)
    assert stamps(folder.parent / course) == before


def test_an_old_draft_hides_no_newer_file(come: Come, folder: Path) -> None:
    """keystatic#1594: a draft of last week was shown in the place of what a colleague had written since."""
    ada = come("Ada")
    state = ada.state()
    ada.post("change", state["seq"], **edit(state, 0, "Ada's draft."))
    said = (folder / FILE).read_text(encoding="utf-8").replace("as it was said", "word for word")
    (folder / FILE).write_text(said, encoding="utf-8")
    text = come("Ada").state()["page"]["text"]
    assert "Ada's draft." in text
    assert "word for word" in text


def test_a_draft_that_is_found_again_is_not_overwritten_by_what_is_loaded_next(come: Come) -> None:
    """decap-cms#5055: the draft was found, and then the saved entry arrived and took its place."""
    ada = come("Ada")
    state = ada.state()
    ada.post("change", state["seq"], **edit(state, 0, "Not saved yet."))
    again = come("Ada")
    for more in ("", "/state", "/facts", "/preview", "/news?seq=99&window=v"):
        assert again.client.get(f"{PAGE}{more}").status_code == 200
    found = again.state()
    assert (found["page"]["blocks"][0]["text"], found["unsaved"]) == ("Not saved yet.", True)


def test_an_error_takes_no_text_away(
    come: Come, db: Database, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """decap-cms#1752: after a save that failed, the text was gone from the editor too."""
    ada = come("Ada")
    state = ada.state()
    before = stamps(folder)
    written = edit(state, 0, "Typed before the disk was full.")
    with monkeypatch.context() as full:
        full.setattr(type(db), "write", _refuse)
        refused = ada.client.post(f"{PAGE}/change", json=_sent("r1", **written))
    assert refused.status_code == 503
    made = ada.client.post(f"{PAGE}/change", json=_sent("r1", **written))
    assert made.json()["page"]["blocks"][0]["text"] == "Typed before the disk was full."
    with monkeypatch.context() as full:
        full.setattr(StagedFile, "write", _no_room)
        failed = ada.post("save", made.json()["seq"])
    assert (failed.status_code, stamps(folder)) == (422, before)
    assert "No space left" in failed.json()["message"]
    assert ada.state()["page"]["blocks"][0]["text"] == "Typed before the disk was full."
    assert ada.post("save", made.json()["seq"]).json()["unsaved"] is False
    assert "Typed before the disk was full." in (folder / FILE).read_text(encoding="utf-8")


def test_the_last_save_does_not_win(come: Come, folder: Path) -> None:
    """decap-cms#1500: two people saved one after the other, and the first one's work was gone."""
    ada, ben = come("Ada"), come("Ben")
    state = ada.state()
    ada.post("change", state["seq"], **edit(state, 0, "Ada wrote this."))
    ada.post("save", state["seq"])
    late = ben.post("change", state["seq"], **edit(state, 0, "Ben wrote this."))
    ben.post("change", state["seq"], **edit(state, 2, BENS))
    ben.post("save", state["seq"])
    assert (late.status_code, late.json()["text"]) == (409, "Ada wrote this.")
    text = (folder / FILE).read_text(encoding="utf-8")
    assert "Ada wrote this." in text
    assert BENS in text

    now = ben.state()
    ben.post("change", now["seq"], **edit(now, 0, "Ben wrote this."))
    (folder / FILE).write_text(text.replace("Ada wrote this.", "Git wrote this."), encoding="utf-8")
    refused = ben.post("save", now["seq"])
    assert refused.status_code == 422
    assert (folder / FILE).read_text(encoding="utf-8") == text.replace("Ada wrote this.", "Git wrote this.")
    (clash,) = ben.state()["clashes"]
    assert (clash["ours"], clash["theirs"]) == ("Ben wrote this.", "Git wrote this.")


def test_one_unknown_block_locks_nothing_else(come: Come, folder: Path) -> None:
    """keystatic#1428: one block that the editor did not know made the whole entry read-only."""
    text = (folder / FILE).read_text(encoding="utf-8")
    (folder / FILE).write_text(
        text.replace("- It is small.", f"{UNKNOWN}\n\n- It is small."), encoding="utf-8"
    )
    ada = come("Ada")
    state = ada.state()
    first, unknown, after = state["page"]["blocks"][:3]
    assert (unknown["text"], unknown["kind"], unknown["values"]) == (UNKNOWN, "", None)
    assert first["values"]
    made = ada.post("change", state["seq"], **filled(after, body="- It is tiny.")).json()
    made = ada.post("change", made["seq"], **edit(made, 0, ":::{reveal}\nHalf written")).json()
    assert ada.post("save", made["seq"]).status_code == 200
    now = (folder / FILE).read_text(encoding="utf-8")
    assert f"{UNKNOWN}\n\n- It is tiny." in now
    assert "Half written" in now
    assert any(each["severity"] == "error" and each["page"] == "the-visit" for each in made["findings"])


def test_a_session_that_has_ended_loses_nothing(come: Come) -> None:
    """xerteonlinetoolkits#1083: who was signed out meanwhile lost what the page held."""
    ada = come("Ada")
    state = ada.state()
    cookie, ada.client.headers["Cookie"] = ada.client.headers["Cookie"], "gone=1"
    told = ada.client.post(f"{PAGE}/change", json=_sent("r1", **edit(state, 0, "Kept in the browser.")))
    assert (told.status_code, told.json()["status"]) == (401, "signed-out")
    assert ada.client.get(f"{PAGE}/news?seq=0&window=w").status_code == 401
    ada.client.headers["Cookie"] = cookie
    for _ in range(2):
        made = ada.client.post(f"{PAGE}/change", json=_sent("r1", **edit(state, 0, "Kept in the browser.")))
        assert (made.status_code, made.json()["seq"]) == (200, state["seq"] + 1)
    assert made.json()["page"]["text"].count("Kept in the browser.") == 1


def test_the_preview_goes_on_while_somebody_types_fast(come: Come) -> None:
    """tinacms#3023: the preview stopped at a half-written text, or after many keys, until the page was loaded again."""
    ada = come("Ada")
    state = ada.state()
    for text in (
        "W",
        "Wh",
        "What",
        ":::{callout}",
        ":::{callout}\nWhat she",
        ":::{callout}\nWhat she saw.\n:::",
    ):
        state = ada.post("change", state["seq"], edit={**_of(state), "text": text}).json()
    assert "What she saw." in state["preview"]["html"]
    assert state["page"]["blocks"][0]["kind"] == "callout"


def test_undo_after_a_paste_takes_back_the_paste(come: Come) -> None:
    """directus#20655: Undo took back what had been typed before, and left what was pasted."""
    ada = come("Ada")
    state = ada.state()
    block = state["page"]["blocks"][0]
    typed = ada.post("change", state["seq"], **edit(state, 0, f"{block['text']} ab")).json()
    pasted = ada.post(
        "change", typed["seq"], **edit(typed, 0, f"{block['text']} ab and this"), pasted=True
    ).json()
    undone = ada.post("undo", pasted["seq"]).json()
    assert undone["page"]["text"] == typed["page"]["text"]
    assert ada.post("undo", undone["seq"]).json()["page"]["text"] == state["page"]["text"]


def _of(state: dict[str, Any]) -> dict[str, Any]:
    lines = state.get("edited") or state["page"]["blocks"][0]["lines"]
    return {"file": FILE, "lines": lines}


def _sent(request: str, **more: Any) -> dict[str, Any]:
    return {"seq": 0, "window": "w", "request": request, "at": {"file": FILE, "page": "the-visit"}, **more}


def _refuse(*_: Any, **__: Any) -> Any:
    raise DatabaseUnwritable("The disk is full.")


def _no_room(*_: Any) -> Any:
    raise OSError(28, "No space left on device")
