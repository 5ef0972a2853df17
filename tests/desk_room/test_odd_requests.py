"""What a link, a form or a file could do to the desk that its pages never ask for."""

import json
import weakref
from collections.abc import Callable

import pytest

from elearn.desk import held
from elearn.intake import manuscript_word
from tests.desk_room.conftest import PAGE, Room, Writer
from tests.word_files import handout


def test_no_link_puts_words_on_a_page_of_ours(come: Callable[[str], Writer]) -> None:
    client = come("ada").client
    for page in ("/desk/new", "/desk/banks", "/desk/sign-off", f"{PAGE}/comments"):
        assert "Ring 0999" not in client.get(page, params={"said": "Ring 0999", "seal": "é"}).text
    sent = {"do": "add", "at": "course.md#_start", "text": "A", "request": "1"}
    leads = client.post(f"{PAGE}/comments", data=sent, follow_redirects=False).headers["location"]
    assert "✓ Your comment is kept." in client.get(leads).text
    assert "Ring 0999" not in client.get(leads.replace("said=Your", "said=Ring+0999.+Your")).text


def test_a_form_in_an_encoding_that_gives_half_characters_is_refused(come: Callable[[str], Writer]) -> None:
    body = b'--x\r\nContent-Disposition: form-data; name="title"\r\n\r\nA \\ud800\r\n--x--\r\n'
    kind = "multipart/form-data; boundary=x; charset=unicode_escape"
    answer = come("ada").client.post("/desk/bring-in", content=body, headers={"Content-Type": kind})
    assert (answer.status_code, "Load this page again." in answer.text) == (400, True)


def test_what_waits_is_its_senders_alone_and_forgotten_after_an_hour(monkeypatch: pytest.MonkeyPatch) -> None:
    class File:
        pass

    waiting, file = held.Held(), File()
    known, key = weakref.ref(file), waiting.put(1, "a", file, 10)
    assert waiting.get(1, "a", key) is file
    assert [waiting.get(2, "a", key), waiting.get(1, "b", key), waiting.get(1, "a", "")] == [None] * 3
    del file
    monkeypatch.setattr(held, "LONGEST", -1.0)
    waiting.put(2, "b", "another", 10)
    assert known() is None


def test_the_pictures_of_a_word_file_have_a_bound_together(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = json.loads(manuscript_word.manuscript_json(handout()))
    monkeypatch.setattr(manuscript_word, "MOST_BYTES", 10)
    bounded = json.loads(manuscript_word.manuscript_json(handout()))
    assert len(whole["pictures"]) == 2
    assert bounded["pictures"] == []
    assert "left out" in json.dumps(bounded["notes"])


def test_pages_with_forms_let_browsers_say_whose_form_it_is(room: Room) -> None:
    """Under plain http a browser says so in Origin alone, and `no-referrer` would make that “null”."""
    trainer = room.client(room.ada)
    for page in ("/desk/new", "/desk/banks", "/desk/bring-in", "/desk/sign-off"):
        answer = trainer.get(page)
        assert answer.headers.get("referrer-policy", "") == "same-origin", page
        assert '<meta name="referrer" content="same-origin">' in answer.text, page
