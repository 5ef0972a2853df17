"""One question alone, to be tried while it is written: the document of its frame, and the question as it is now."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.desk_room.conftest import FILE, PAGE, Writer


def _question(state: dict[str, Any]) -> dict[str, Any]:
    return next(block for block in state["page"]["blocks"] if block["name"])


def test_a_question_is_shown_alone_and_follows_what_is_written(
    come: Callable[[str], Writer], folder: Path
) -> None:
    ada = come("Ada")
    state = ada.state()
    block = _question(state)
    about = {"file": FILE, "line": block["lines"][0], "name": block["name"]}

    frame = ada.client.get(f"{PAGE}/try", params={**about, "learner": 2})
    assert frame.headers["Content-Security-Policy"].startswith("sandbox allow-scripts; default-src 'none'")
    assert frame.text.count('data-question=\\"') + frame.text.count('data-question="') == 1
    now = ada.client.get(f"{PAGE}/try-now", params=about).json()
    assert now["page"] == "try"
    assert [each["id"] for each in now["course"]["modules"]] == ["try"]

    values = {**block["values"], "stem": "And whom would you tell?"}
    form = {"file": FILE, "lines": block["lines"], "kind": block["kind"], "values": values}
    ada.post("change", state["seq"], form=form)
    assert "you tell?" in ada.client.get(f"{PAGE}/try-now", params={**about, "line": "0"}).json()["html"]
    assert "you tell?" not in (folder / FILE).read_text()


def test_what_is_no_question_cannot_be_tried(come: Callable[[str], Writer]) -> None:
    ada = come("Ada")
    for about in ({"file": FILE, "line": "0"}, {"file": "gone.md", "name": "x"}, {}):
        answer = ada.client.get(f"{PAGE}/try-now", params=about)
        assert (answer.status_code, answer.json()["status"]) == (404, "not-found")
