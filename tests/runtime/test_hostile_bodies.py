"""Bodies, addresses and headers that are made to do harm: each is refused in words, and nothing is written."""

import gzip
import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.depth import examples
from tests.runtime.conftest import COURSE, Place, register_blank

from elearn.database import Database, DatabaseBusy, DatabaseUnwritable
from elearn.runtime.context import session_cookie
from elearn.runtime.scorm import commits
from elearn.tracker import registrations

JSON = {"Content-Type": "application/json"}
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
GOOD = '{"session": "@", "number": 1, "standard": "scorm2004", "cmi": {}, "final": false}'
DEEP = '{"a":' * 450 + '"x"' + "}" * 450
MANY = ",".join(f'"k{number}": 1' for number in range(100_000))

NO_JSON = {
    "nothing": "",
    "half an object": "{",
    "two values": GOOD + GOOD,
    "NaN": GOOD.replace("{}", '{"score": NaN}'),
    "Infinity": GOOD.replace("{}", '{"score": -Infinity}'),
    "a number beyond all bounds": GOOD.replace("{}", '{"suspend_data": 1e999999}'),
    "a number of 5,000 digits": GOOD.replace("1,", "9" * 5_000 + ","),
    "deep lists": "[" * 100_000,
    "deep objects": '{"a":' * 100_000,
    "a name twice": GOOD.replace('"number": 1', '"number": 1, "number": 1'),
    "a name twice below": GOOD.replace("{}", '{"interactions": {"0": {"id": "a", "id": "b"}}}'),
    "100,000 names": GOOD.replace("{}", f"{{{MANY}}}"),
    "half a character in a value": GOOD.replace("{}", '{"suspend_data": "\\ud800"}'),
    "half a character in a value that is not read": GOOD.replace("{}", '{"more": ["\\uDFFF"]}'),
    "half a character in a name": GOOD.replace("{}", '{"\\udc00": "a"}'),
    "half a character in the session": GOOD.replace("@", "\\ud83d"),
    "half a character in the standard": GOOD.replace("scorm2004", "\\ud83d"),
    "halves in the wrong order": GOOD.replace("{}", '{"location": "\\ude00\\ud83d"}'),
    "NUL in a value": GOOD.replace("{}", '{"location": "\\u0000"}'),
    "NUL in a name": GOOD.replace("{}", '{"objectives": {"0": {"id": "o", "\\u0000": "a"}}}'),
    "NUL in the session": GOOD.replace("@", "a\\u0000"),
}
NO_COMMIT = {
    "a list": "[]",
    "null": "null",
    "a text": '"a"',
    "no session": GOOD.replace('"session"', '"other"'),
    "a session that is a number": GOOD.replace('"@"', "1"),
    "a session of a megabyte": GOOD.replace("@", "a" * 1_000_000),
    "a session with an accent": GOOD.replace("@", "é"),
    "a session that is a list": GOOD.replace('"@"', "[]"),
    "no number": GOOD.replace('"number": 1, ', ""),
    "a number below 1": GOOD.replace("1,", "0,"),
    "a number that is too large": GOOD.replace("1,", "9" * 4_000 + ","),
    "a fraction": GOOD.replace("1,", "1.0,"),
    "true": GOOD.replace("1,", "true,"),
    "another standard": GOOD.replace('"scorm2004"', '{"scorm2004": []}'),
    "objects as deep as JSON is read": GOOD.replace("{}", f'{{"learner_preference": {DEEP}}}'),
    "lists as deep as JSON is read": GOOD.replace("{}", f'{{"learner_preference": {"[" * 450}{"]" * 450}}}'),
    "no cmi": GOOD.replace("{}", "[]"),
    "more answers than are kept": GOOD.replace(
        "{}", json.dumps({"interactions": {str(number): {"id": "q"} for number in range(2_500)}})
    ),
}


@pytest.fixture
def playable(place: Place) -> Place:
    """A place with a course to play."""
    register_blank(place.database, place.settings.packages)
    return place


def opened(place: Place) -> str:
    registration = registrations.start(place.database, place.ada, COURSE)
    return registrations.open_session(place.database, registration.id, place.ada).id


def written(place: Place) -> list[Any]:
    """How much is in the tables that a request may write to."""
    with place.database.read() as connection:
        return [
            connection.value(f"select count(*) from {table}")
            for table in (
                "session",
                "sign_in_link",
                "registration",
                "play_session",
                "interaction",
                "audit_event",
            )
        ] + [connection.value("select coalesce(sum(last_commit), 0) from play_session")]


def test_a_body_that_is_no_commit_is_refused_in_words_and_writes_nothing(playable: Place) -> None:
    session, client = opened(playable), playable.client(playable.ada)
    before = written(playable)
    wanted = {name: (400, text.replace("@", session).encode()) for name, text in NO_JSON.items()}
    wanted |= {name: (422, text.replace("@", session).encode()) for name, text in NO_COMMIT.items()}
    wanted["not UTF-8"] = 400, GOOD.replace("@", "é").encode("latin-1")
    wanted["UTF-16"] = 400, GOOD.replace("@", session).encode("utf-16")
    wanted["half a character, raw"] = 400, GOOD.replace("@", "\ud800").encode("utf-8", "surrogatepass")
    wanted["too long"] = 413, GOOD.replace("{}", json.dumps({"more": "x" * commits.LONGEST_BODY})).encode()
    found = {name: client.post("/commit", content=body, headers=JSON) for name, (_, body) in wanted.items()}
    assert {name: answer.status_code for name, answer in found.items()} == {
        name: status for name, (status, _) in wanted.items()
    }
    for name, answer in found.items():
        said = answer.json()
        assert said["status"] == "refused", name
        assert 10 < len(said["problem"]) < 500, name
    assert written(playable) == before
    good = GOOD.replace("@", session).replace("{}", '{"location": "\\ud83d\\ude00 \\\\ud800 \\\\u0000"}')
    assert client.post("/commit", content=good, headers=JSON).json()["status"] == "applied"


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters(codec=None), max_size=4),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["id", "0", "1", "result", "score", "raw", "type"]) | st.text(max_size=2),
            inner,
            max_size=3,
        )
    ),
    max_leaves=12,
)
names = st.sampled_from(["interactions", "objectives", "score", "suspend_data", "location", "core", "exit"])


@settings(
    max_examples=examples(40),
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(st.sampled_from(["scorm12", "scorm2004"]), st.dictionaries(names | st.text(max_size=3), anything))
def test_whatever_a_snapshot_holds_the_answer_is_no_failure(
    place: Place, standard: str, said: dict[str, Any]
) -> None:
    if not (place.settings.packages / COURSE).exists():
        register_blank(place.database, place.settings.packages)
    session = opened(place)
    body = json.dumps({"session": session, "number": 1, "standard": standard, "cmi": said})
    answer = place.client(place.ada).post("/commit", content=body, headers=JSON)
    assert answer.json()["status"] == {200: "applied", 400: "refused", 422: "refused"}[answer.status_code]
    try:
        storable = "\0" not in json.dumps(said, ensure_ascii=False).encode().decode()
    except UnicodeEncodeError:
        storable = False
    if not storable:
        assert answer.status_code == 400


def test_other_addresses_and_forms_with_the_same_are_refused_too(playable: Place) -> None:
    client, nobody = playable.client(playable.ada), playable.client()
    before = written(playable)
    half = "%ed%a0%80"
    asked = [
        *(("GET", f"/verify/{text}", {}) for text in ("%00", half, "x" * 5_000)),
        *(("GET", f"/{page}?{name}=%00", {}) for page, name in (("start", "next"), ("verify", "code"))),
        ("GET", "/start?language=%00", {}),
        *(("GET", f"/launch/{text}?course={text}", {}) for text in ("%00", half)),
        ("GET", "/launch/x?course=%00", {}),
        *(("GET", f"/content/{text}", {}) for text in ("%00", half, "x" * 5_000, "x/" * 3_000)),
        *(("GET", f"/certificate/{text}.pdf", {}) for text in ("%00", half)),
        ("GET", f"/play/{'9' * 5_000}", {}),
        ("POST", f"/play/{'9' * 5_000}/session", {}),
        *(("POST", f"/open/{text}", {}) for text in ("%00", half, "x" * 5_000)),
        *(("POST", f"/sign-in/{text}", {}) for text in ("%00", half)),
        *(
            ("POST", page, {"content": content, "headers": FORM})
            for page in ("/start", "/start/demonstration", "/sign-in/x")
            for content in ("email=a%00b@north.example", f"email=a{half}@b.example", "x=1&" * 200, "x" * 9_000, "%")
        ),
        ("POST", "/start", {"content": gzip.compress(b"email=a"), "headers": FORM | {"Content-Encoding": "gzip"}}),
        ("POST", "/commit", {"content": b"{}", "headers": JSON | {"Content-Encoding": "gzip"}}),
        ("GET", "/start", {"headers": {"Cookie": f"{session_cookie(secure=False)}={'x' * 70_000}"}}),
        ("POST", "/commit", {"content": b"{}", "headers": JSON | {"Cookie": "x=" + "y" * 70_000}}),
    ]  # fmt: skip
    for who in (client, nobody):
        for method, address, more in asked:
            answer = who.request(method, address, **more)
            assert 400 <= answer.status_code < 500, (method, address[:60])
            assert "went wrong on our side" not in answer.text, address[:60]
    assert written(playable) == before


def test_a_packed_body_is_not_misread(playable: Place) -> None:
    client = playable.client(playable.ada)
    packed = gzip.compress(GOOD.replace("@", opened(playable)).encode())
    answer = client.post("/commit", content=packed, headers=JSON | {"Content-Encoding": "gzip"})
    assert (answer.status_code, answer.json()["status"]) == (415, "refused")


@pytest.mark.parametrize("fault", [DatabaseUnwritable("it is gone"), DatabaseBusy("busy")])
def test_a_database_that_cannot_say_who_is_signed_in_loses_no_work(
    playable: Place, monkeypatch: pytest.MonkeyPatch, fault: Exception
) -> None:
    session, client = opened(playable), playable.client(playable.ada)
    body = GOOD.replace("@", session)

    def read(_: Database) -> None:
        raise fault

    with monkeypatch.context() as gone:
        gone.setattr(type(playable.database), "read", read)
        answer = client.post("/commit", content=body, headers=JSON)
    assert (answer.status_code, answer.json()["status"]) == (503, "busy")
    assert client.post("/commit", content=body, headers=JSON).json()["status"] == "applied"
