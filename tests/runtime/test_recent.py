"""What we remember of a play session's last commit saves work and changes nothing."""

import json
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient
from tests.depth import examples
from tests.runtime.conftest import COURSE, Place, register_blank

from elearn.runtime.recent import Recent
from elearn.runtime.scorm import cmi
from elearn.runtime.scorm.repeats import LastCommit, not_yet_stored
from elearn.tracker import registrations

answers = st.dictionaries(
    st.sampled_from("012"),
    st.fixed_dictionaries({"id": st.just("q"), "learner_response": st.sampled_from("abc")}),
    max_size=3,
)
results = st.dictionaries(
    st.sampled_from("01"),
    st.fixed_dictionaries(
        {"id": st.sampled_from("op"), "success_status": st.sampled_from(["passed", "failed"])}
    ),
    max_size=2,
)
snapshots = st.fixed_dictionaries({"interactions": answers, "objectives": results})


def reading(**said: Any) -> cmi.Reading:
    return cmi.read("scorm2004", said, ended=False)


def play(
    place: Place, client: TestClient, sent: list[tuple[int, dict[str, Any]]], *, forgets: bool
) -> list[Any]:
    """Commits from two windows of one registration, and what is stored after each."""
    registration = registrations.start(place.database, place.ada, COURSE, afresh=True)
    windows = [registrations.open_session(place.database, registration.id, place.ada).id for _ in range(2)]
    numbers, stored = [0, 0], []
    for window, said in sent:
        numbers[window] += 1
        if forgets:
            place.app.state.runtime.recent.forget(windows[window])
        body = {"session": windows[window], "number": numbers[window], "standard": "scorm2004", "cmi": said}
        status = client.post("/commit", json=body).json()["status"]
        with place.database.read() as conn:
            key = {"id": registration.id}
            stored += [
                status,
                conn.tuples("select position, response from interaction where registration = :id", key),
                conn.tuples("select outcome, status from outcome_result where registration = :id", key),
                json.loads(conn.value("select state from registration where id = :id", key)),
            ]
    return stored


@settings(
    max_examples=examples(20),
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(st.lists(st.tuples(st.integers(0, 1), snapshots), min_size=2, max_size=6))
def test_what_is_stored_is_the_same_if_nothing_is_remembered(
    place: Place, sent: list[tuple[int, dict[str, Any]]]
) -> None:
    if not (place.settings.packages / COURSE).exists():
        register_blank(place.database, place.settings.packages)
    client = place.client(place.ada)
    assert play(place, client, sent, forgets=False) == play(place, client, sent, forgets=True)


def test_only_what_the_commit_before_did_not_store_is_written() -> None:
    first = reading(interactions={"0": {"id": "q", "learner_response": "a"}, "1": {"id": "r"}})
    said = {"0": {"id": "q", "learner_response": "b"}, "1": {"id": "r"}, "2": {"id": "s"}}
    second = cmi.read("scorm2004", {"interactions": said}, ended=False, earlier=first)
    written = not_yet_stored(second, 5, LastCommit(4, first)).interactions
    assert [(each.position, each.response) for each in written] == [(0, "b"), (2, "")]
    for last in (None, LastCommit(3, first), LastCommit(5, first)):
        assert not_yet_stored(second, 5, last) == second.progress


def test_the_sessions_that_were_quiet_for_longest_are_forgotten() -> None:
    recent: Recent[str] = Recent(most_bytes=100)
    for session in ("a", "b", "a", "c"):
        recent.keep(session, session, 40)
    assert [recent.get(session) for session in "abc"] == ["a", None, "c"]
    recent.forget("a")
    recent.forget("never-there")
    recent.keep("d", "d", 60)
    assert [recent.get(session) for session in "abcd"] == [None, None, "c", "d"]
    recent.keep("e", "e", 101)
    assert recent.get("e") is None
