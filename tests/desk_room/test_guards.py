"""Who may ask the desk for what: with which session, right, page, name and body."""

import re
from dataclasses import replace
from urllib.parse import quote

import pytest

from elearn.desk import routes
from elearn.runtime import Runtime, session_cookie
from elearn.runtime.signin.returning import address_after, page_after
from elearn.settings import Settings
from elearn.tracker import give_role, sessions
from tests.desk_room.conftest import PAGE, Room
from tests.sample_course import SLUG

OPEN = {
    "/desk/health",
    "/desk/assets/{version}/{name}",
    "/desk/comments/{token}",
    "/desk/comments/{token}/media/{path:path}",
}
"""The addresses that answer anybody, or anybody with a link (test_comments.py)."""
DATA = {
    "/desk/courses",
    "/desk/reviews",
    "/desk/palette",
    "/desk/{course}/bring-in/pages/{key}/{number:int}",
    "/desk/{course}/versions/file/{side}/{path:path}",
    *(
        f"/desk/{{course}}/{each}"
        for each in (
            *("state", "news", "facts", "find", "media/{path:path}", "pictures", "files"),
            *("change", "undo", "redo", "save", "settle", "remarks", "try-now"),
        )
    ),
}
"""The addresses that scripts ask, or that a page shows a file of. All others are pages, and forms of pages."""


def addresses(room: Room) -> list[tuple[str, str, str]]:
    """The method, the path as the route has it, and an address, of every route that is not open."""
    found = []
    for route in routes(room.desk):
        method = "POST" if "POST" in (route.methods or ()) else "GET"
        address = route.path.replace("{course}", SLUG).replace("{path:path}", "a.png")
        address = address.replace("{number:int}", "0")
        if route.path not in OPEN:
            found.append((method, route.path, address))
    return found


def test_who_is_signed_out_is_told_so_or_led_to_the_start_page_and_back(room: Room) -> None:
    visitor = room.client()
    for method, path, address in addresses(room):
        answer = visitor.request(method, address)
        if path in DATA:
            assert (answer.status_code, answer.json()["status"]) == (401, "signed-out"), path
        elif method == "POST":
            assert (answer.status_code, "what you typed is still there" in answer.text) == (401, True), path
        else:
            assert answer.status_code == 303, path
            assert answer.headers["location"].startswith("http://localhost:8502/start"), path
    led = visitor.get(f"{PAGE}?file=course.md&page=_start").headers["location"]
    assert led.endswith(f"?next={quote(f'{PAGE}?file=course.md&page=_start', safe='')}")
    assert room.drafts.looks == 0


def test_who_may_not_write_courses_is_refused_everywhere(room: Room) -> None:
    learner = room.client(room.ben)
    for method, path, address in addresses(room):
        answer = learner.request(method, address)
        assert answer.status_code == 403, path
        assert "for trainers" in answer.text or "Courses are signed by" in answer.text
        assert answer.headers["content-type"].startswith("text/html") == (path not in DATA), path
    assert room.drafts.looks == 0


def test_a_right_that_is_taken_away_is_gone_at_the_next_request(room: Room) -> None:
    trainer = room.client(room.ada)
    assert trainer.get(PAGE).status_code == 200
    with room.desk.database.write() as connection:
        connection.execute("delete from role where person = :ada", {"ada": room.ada})
    assert trainer.get(PAGE).status_code == 403


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://elsewhere.example"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
def test_another_sites_page_changes_nothing(room: Room, headers: dict[str, str]) -> None:
    trainer = room.client(room.ada)
    for method, path, address in addresses(room):
        if method == "POST":
            answer = trainer.post(address, json=room.sent(), headers=headers)
            assert answer.status_code == 403, path
            assert path not in DATA or answer.json()["status"] == "not-allowed", path
    assert room.drafts.looks == 0


@pytest.mark.parametrize(
    "name",
    [
        "..",
        "%2e%2e",
        "%2Fetc",
        "..%2F..%2Fetc",
        ".git",
        "_stcore",
        "Neglect",
        "no-such-course",
        "a" * 65,
        "a%0a",
    ],
)
def test_a_name_that_is_no_course_is_not_found(room: Room, name: str) -> None:
    trainer = room.client(room.ada)
    for rest in ("", "/state", "/news", "/preview", "/pictures", "/media/a.png"):
        assert trainer.get(f"/desk/{name}{rest}").status_code == 404
    assert room.drafts.looks == 0


def test_a_folder_that_is_a_link_to_elsewhere_is_no_course(room: Room) -> None:
    courses = room.desk.settings.courses
    outside = courses.parent / "outside"
    outside.mkdir()
    (courses / "inviting").symlink_to(outside, target_is_directory=True)
    assert room.client(room.ada).get("/desk/inviting").status_code == 404


@pytest.mark.parametrize("path", ["../course.md", "%2e%2e/course.md", ".hidden", "x/../../course.md"])
def test_only_what_is_below_media_is_given_out(room: Room, path: str) -> None:
    folder = room.desk.settings.courses / SLUG / "media"
    folder.mkdir(exist_ok=True)
    (folder / ".hidden").write_text("x")
    (folder / "plain.svg").write_text("<svg/>")
    trainer = room.client(room.ada)
    answer = trainer.get(f"{PAGE}/media/{path}")
    assert answer.status_code == 404 or "title:" not in answer.text
    given = trainer.get(f"{PAGE}/media/plain.svg")
    assert given.content == b"<svg/>"
    assert "sandbox" in given.headers["content-security-policy"]


def test_bodies_are_bounded_and_of_our_shape(room: Room) -> None:
    trainer = room.client(room.ada)
    edit = {"file": "course.md", "lines": [0, 1], "text": "x"}
    wrong = [
        room.sent(),
        room.sent(edit=edit, action={"action": "save"}),
        room.sent(edit={**edit, "lines": [2, 1]}),
        room.sent(edit={**edit, "lines": [-1, 1]}),
        room.sent(edit={**edit, "text": "\0"}),
        room.sent(edit=edit, more="x"),
        room.sent(edit=edit, seq="0"),
        [],
    ]
    for body in wrong:
        answer = trainer.post(f"{PAGE}/change", json=body)
        assert (answer.status_code, answer.json()["status"]) == (400, "refused"), body
    assert room.change(trainer, edit={**edit, "text": "\\u0000 is no NUL"}).status_code == 200
    half = trainer.post(f"{PAGE}/change", content=b'{"edit": "\\ud800"}')
    assert half.status_code == 400
    assert trainer.post(f"{PAGE}/change", content=b"x" * 2_000_001).status_code == 413
    packed = trainer.post(f"{PAGE}/change", content=b"x", headers={"Content-Encoding": "gzip"})
    assert packed.status_code == 415


def test_pages_let_nothing_run_but_our_scripts_and_give_each_page_a_nonce(room: Room) -> None:
    trainer = room.client(room.ada)
    first, second = (trainer.get(PAGE) for _ in range(2))
    policies = [each.headers["content-security-policy"] for each in (first, second)]
    nonces = [re.findall(r"'nonce-([\w-]{22})'", policy)[0] for policy in policies]
    assert nonces[0] != nonces[1]
    assert f'nonce="{nonces[0]}"' in first.text
    assert "script-src 'self';" in policies[0]
    assert "unsafe" not in policies[0]
    assert first.headers["cache-control"] == "no-store"
    assert first.headers["x-content-type-options"] == "nosniff"
    player = trainer.get(f"{PAGE}/preview").headers["content-security-policy"]
    assert player.startswith("sandbox allow-scripts;")
    assert "connect-src" not in player


def test_a_text_cannot_end_the_script_tag_that_it_is_in(room: Room) -> None:
    trainer = room.client(room.ada)
    edit = {"file": "course.md", "lines": [0, 0], "text": "</script><script>alert(1)</script>"}
    assert room.change(trainer, edit=edit).status_code == 200
    assert "<script>alert(1)" not in trainer.get(PAGE).text


def test_health_and_static_files_are_for_anybody(room: Room) -> None:
    visitor = room.client()
    assert visitor.get("/desk/health").json() == {"status": "ok"}
    tokens = visitor.get("/desk/assets/x/tokens.css")
    assert tokens.status_code == 200
    assert tokens.headers["cache-control"] == "no-cache"
    assert visitor.get("/desk/assets/x/no.js").status_code == 404


def test_by_https_only_the_cookie_of_this_very_host_counts(room: Room) -> None:
    name = "https://learn.example"
    where = Settings(courses=room.desk.settings.courses, base_url=name, runtime_url=name)
    there = replace(room, desk=replace_settings(room, where))
    assert there.client(room.ada).get(PAGE).status_code == 200
    plain = there.client()
    plain.headers["Cookie"] = (
        f"{session_cookie(secure=False)}={sessions.mint_session(room.desk.database, room.ada)}"
    )
    assert plain.get(PAGE).headers["location"].startswith(f"{name}/start?next=")
    assert "max-age" in plain.get(PAGE).headers["strict-transport-security"]


def replace_settings(room: Room, where: Settings) -> object:
    return type(room.desk)(room.desk.database, where, room.desk.parts)


def test_each_state_says_whose_it_is_so_that_nobodys_words_are_sent_as_another_persons(room: Room) -> None:
    """Two people may have one name, and who has just signed in has no window here yet."""
    with room.desk.database.write() as connection:
        connection.execute("update person set name = 'Ada Marsh'", {})
        give_role(connection, room.ben, "trainer")
    states = [room.client(each).get(f"{PAGE}/state").json() for each in (room.ada, room.ben)]
    assert [each["person"] for each in states] == [room.ada, room.ben]


def test_what_a_window_sends_for_one_person_is_never_done_as_another(room: Room) -> None:
    with room.desk.database.write() as connection:
        give_role(connection, room.ben, "trainer")
    ben, edit = room.client(room.ben), {"edit": {"file": "course.md", "lines": [0, 1], "text": "---"}}
    ben.headers["X-Person"] = str(room.ada)
    refused = room.change(ben, **edit)
    assert (refused.status_code, refused.json()["status"]) == (401, "signed-out")
    assert "Somebody else is signed in" in refused.json()["message"]
    ben.headers["X-Person"] = str(room.ben)
    assert room.change(ben, **edit).status_code == 200


def test_who_signs_in_comes_back_to_the_desk_and_nowhere_else(room: Room) -> None:
    runtime = Runtime(room.desk.database, room.desk.settings)
    try:
        back = {
            asked: address_after(runtime, asked) for asked in ("/desk", PAGE, f"{PAGE}?page=a", "/coverage")
        }
    finally:
        runtime.close()
    desk = "http://localhost:8503"
    assert back == {
        "/desk": f"{desk}/desk",
        PAGE: f"{desk}{PAGE}",
        f"{PAGE}?page=a": f"{desk}{PAGE}?page=a",
        "/coverage": "http://localhost:8501/coverage",
    }
    for asked in (
        "/desk//x.example",
        "/desk/../x",
        "//x.example/desk",
        "/desk/a/b",
        "/desk/a\\b",
        "/desk@x.example",
    ):
        assert page_after(asked) == ""
