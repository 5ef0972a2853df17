"""Attempts at a course: commits are applied in order and once, and results are kept.

Completions are written once.
"""

import signal
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from elearn.database import Database, open_database
from elearn.days import today
from elearn.problems import InputFault, NotAllowed, NotFound
from elearn.tracker import registrations
from elearn.tracker.progress import Interaction, OutcomeResult, Progress, Success
from elearn.tracker.registrations import PlaySession, Recorded, Registration
from tests.depth import examples
from tests.engines import Engine
from tests.tracker.conftest import counts, fill_and_give_roles, person, register

PASSED = Progress(completion="completed", success="passed", score=90, ended=True)
FAILED = Progress(completion="completed", success="failed", score=40)


def begin(db: Database, course: str = "bruising") -> tuple[Registration, PlaySession]:
    registration = registrations.start(db, person(db, "bo@council.example"), course)
    return registration, registrations.open_session(db, registration.id, registration.person)


def send(
    db: Database, session: PlaySession, number: int, progress: Progress, at: datetime | None = None
) -> Recorded:
    with db.write() as conn:
        return registrations.record(conn, session.person, session.id, number, progress, at=at)


def again(db: Database, registration: Registration) -> Registration:
    return registrations.find(db, registration.id, registration.person)


def completions(db: Database) -> list[dict[str, object]]:
    with db.read() as conn:
        return conn.rows("select * from completion order by id")


def test_a_learner_finds_the_state_that_they_left(county: Database) -> None:
    registration, session = begin(county)
    send(county, session, 1, Progress(state='{"page": "p3"}', progress=0.4, total_seconds=61.5))
    back = registrations.start(county, registration.person, "bruising")
    assert (back.id, back.state, back.progress, back.total_seconds) == (
        registration.id,
        '{"page": "p3"}',
        0.4,
        61.5,
    )


def test_a_learner_stays_at_the_version_that_they_began(county: Database) -> None:
    registration, _ = begin(county)
    register(county, version="2.0.0")
    assert registrations.start(county, registration.person, "bruising").version == "1.0.0"
    other = registrations.start(county, person(county, "ann@council.example"), "bruising")
    assert (other.version, other.package) == ("2.0.0", "bruising/2.0.0")


def test_starting_afresh_ends_the_open_try(county: Database) -> None:
    registration, session = begin(county)
    send(county, session, 1, Progress(state='{"page": "p3"}'))
    fresh = registrations.start(county, registration.person, "bruising", afresh=True)
    assert (fresh.id != registration.id, fresh.state) == (True, "{}")
    assert not again(county, registration).open


def test_a_course_that_is_not_played_here_cannot_be_started(county: Database) -> None:
    for course in ("neglect", "no-such-course"):
        with pytest.raises(NotFound, match=course):
            registrations.start(county, person(county, "bo@council.example"), course)


def test_nobody_finds_opens_or_plays_the_registration_of_another(county: Database) -> None:
    registration, session = begin(county)
    ann = person(county, "ann@council.example")
    before = counts(county)
    with pytest.raises(NotFound):
        registrations.find(county, registration.id, ann)
    with pytest.raises(NotFound):
        registrations.open_session(county, registration.id, ann)
    with pytest.raises(NotAllowed), county.write() as conn:
        registrations.record(conn, ann, session.id, 1, PASSED)
    with pytest.raises(NotFound):
        registrations.open_session(county, 10**30, ann)
    assert counts(county) == before
    assert send(county, session, 1, PASSED).status == "applied"


def test_answers_that_a_commit_does_not_name_stay(county: Database) -> None:
    registration, session = begin(county)
    first = [Interaction(n, f"q{n}", "choice", response="a", latency=None) for n in range(3)]
    send(county, session, 1, Progress(interactions=first, outcomes=[OutcomeResult("refer", None, "failed")]))
    changed = [replace(first[1], latency=2.5), replace(first[2], response="b")]
    send(county, session, 2, Progress(interactions=changed, outcomes=[OutcomeResult("refer", 80, "failed")]))
    send(county, session, 3, Progress(interactions=[replace(first[1], latency=None)]))
    with county.read() as conn:
        key = {"id": registration.id}
        kept = conn.tuples(
            "select response, latency from interaction where registration = :id order by position", key
        )
        assert kept == [("a", None), ("a", None), ("b", None)]
        assert conn.value("select score from outcome_result where registration = :id", key) == 80


def test_a_commit_sent_twice_counts_once(county: Database) -> None:
    _, session = begin(county)
    assert send(county, session, 1, PASSED).status == "applied"
    repeated = send(county, session, 1, PASSED)
    assert repeated == Recorded("duplicate", 2, completions(county)[0]["id"])  # type: ignore[arg-type]
    assert len(completions(county)) == 1


def test_a_commit_that_overtook_another_waits_for_it(county: Database) -> None:
    registration, session = begin(county)
    assert send(county, session, 2, PASSED) == Recorded("gap", 1)
    assert again(county, registration).completion == "incomplete"
    send(county, session, 1, Progress())
    assert send(county, session, 2, PASSED).status == "applied"


def test_nothing_is_taken_after_goodbye(county: Database) -> None:
    registration, session = begin(county)
    send(county, session, 1, replace(FAILED, ended=True))
    assert send(county, session, 2, PASSED) == Recorded("ended", 2)
    assert again(county, registration).success == "failed"


def test_a_result_once_earned_stays(county: Database) -> None:
    registration, session = begin(county)
    send(county, session, 1, replace(PASSED, ended=False))
    send(county, session, 2, Progress(score=10))
    kept = again(county, registration)
    assert (kept.completion, kept.success, kept.score) == ("completed", "passed", 90)


def test_a_pass_is_written_with_its_score_results_and_answers(county: Database) -> None:
    registration, session = begin(county)
    answer = Interaction(
        0, "who-decides", "choice", "refer", "b", "b", "correct", 1, 12.5, "2026-01-01T10:00:00Z"
    )
    earned = replace(PASSED, interactions=[answer], outcomes=[OutcomeResult("refer", 100, "passed")])
    done = send(county, session, 1, earned, at=datetime(2026, 6, 30, 23, 30, tzinfo=UTC))
    [fact] = completions(county)
    assert fact["id"] == done.completion
    assert (fact["course"], fact["version"], fact["score"], fact["passed"]) == ("bruising", "1.0.0", 90, 1)
    assert fact["completed_on"] == "2026-07-01"  # London is an hour ahead in summer
    with county.read() as conn:
        key = {"id": registration.id}
        kept = conn.row("select * from interaction where registration = :id", key)
        assert kept is not None
        assert (kept["question"], kept["response"], kept["result"], kept["latency"]) == (
            "who-decides",
            "b",
            "correct",
            12.5,
        )
        outcome = conn.row("select * from outcome_result where registration = :id", key)
        assert outcome == {
            "registration": registration.id,
            "outcome": "refer",
            "score": 100,
            "status": "passed",
        }


def test_a_fail_leaves_the_course_open_and_the_pass_that_follows_counts(county: Database) -> None:
    registration, session = begin(county)
    send(county, session, 1, replace(FAILED, ended=True))
    assert completions(county) == []
    retry = registrations.start(county, registration.person, "bruising")
    assert (retry.id, retry.success, retry.score) == (registration.id, "failed", 40)
    done = send(county, registrations.open_session(county, retry.id, retry.person), 1, PASSED)
    assert [fact["id"] for fact in completions(county)] == [done.completion]


def test_pages_read_without_the_questions_do_not_complete_an_assessed_course(county: Database) -> None:
    _, session = begin(county)
    assert send(county, session, 1, Progress(completion="completed")).completion is None
    register(county, "reading", assessed=False)
    _, session = begin(county, "reading")
    assert send(county, session, 1, Progress(completion="completed")).completion is not None
    register(county, "passing", assessed=False)
    _, session = begin(county, "passing")
    unscored = Progress(completion="completed", success="passed")
    assert send(county, session, 1, unscored).completion is not None
    assert completions(county)[-1]["score"] is None


def test_a_pass_without_the_pages_is_no_completion(county: Database) -> None:
    _, session = begin(county)
    assert send(county, session, 1, Progress(success="passed", score=100)).completion is None


def test_a_course_passed_and_left_is_over_and_the_next_start_is_a_refresher(county: Database) -> None:
    registration, session = begin(county)
    send(county, session, 1, PASSED)
    refresher, session = begin(county)
    assert refresher.id != registration.id
    send(county, session, 1, PASSED)
    assert len(completions(county)) == 2


def test_a_course_passed_on_an_earlier_day_is_over_even_where_the_window_just_closed(
    county: Database,
) -> None:
    registration, session = begin(county)
    passed = replace(PASSED, ended=False)
    send(county, session, 1, passed, at=datetime.now(UTC) - timedelta(days=2))
    assert begin(county)[0].id != registration.id


def test_a_course_passed_today_opens_where_it_was_left(county: Database) -> None:
    registration, session = begin(county)
    send(county, session, 1, replace(PASSED, ended=False, state='{"page": "results"}'))
    assert completions(county)[0]["completed_on"] == today().isoformat()
    assert begin(county)[0].id == registration.id


def test_an_overtaken_window_does_not_overwrite_the_newer_one(county: Database) -> None:
    registration, laptop = begin(county)
    send(county, laptop, 1, Progress(state='{"page": "p1"}'))
    phone = registrations.open_session(county, registration.id, registration.person)
    assert send(county, laptop, 2, Progress(state='{"page": "p2"}')).status == "applied"
    send(
        county,
        phone,
        1,
        Progress(state='{"page": "p9"}', interactions=[Interaction(0, "q1", "choice", response="c")]),
    )
    late = Progress(
        state='{"page": "p3"}',
        interactions=[Interaction(n, f"q{n + 1}", "choice", response="a") for n in (0, 1)],
    )
    assert send(county, laptop, 3, late).status == "superseded"
    assert again(county, registration).state == '{"page": "p9"}'
    with county.read() as conn:
        assert conn.column("select response from interaction order by position") == ["c", "a"]


def test_an_overtaken_window_still_earns_its_pass(county: Database) -> None:
    registration, laptop = begin(county)
    phone = registrations.open_session(county, registration.id, registration.person)
    send(county, phone, 1, Progress(state='{"page": "p9"}'))
    done = send(county, laptop, 1, replace(PASSED, state="{}"))
    assert (done.status, [fact["id"] for fact in completions(county)]) == ("superseded", [done.completion])
    send(county, phone, 2, PASSED)
    assert len(completions(county)) == 1


def test_two_windows_lose_none_of_the_time(county: Database) -> None:
    registration, first = begin(county)
    send(county, first, 1, Progress(total_seconds=100))
    laptop = registrations.open_session(county, registration.id, registration.person)
    phone = registrations.open_session(county, registration.id, registration.person)
    send(county, laptop, 1, Progress(total_seconds=100 + 60))
    send(county, phone, 1, Progress(total_seconds=100 + 30))
    assert again(county, registration).total_seconds == 190


@pytest.mark.parametrize(
    ("nonsense", "says"),
    [
        (Progress(score=9999), "the score 9999 is not between 0 and 100"),
        (Progress(score=float("nan")), "the score nan"),
        (Progress(score=-1), "the score -1"),
        (Progress(completion="banana"), "“banana”"),  # type: ignore[arg-type]
        (Progress(success="banana"), "“banana”"),  # type: ignore[arg-type]
        (Progress(progress=1.5), "the progress 1.5"),
        (Progress(total_seconds=-5), "the total time -5"),
        (Progress(state="{"), "the state is not JSON"),
        (Progress(state='"' + "x" * 1_000_001 + '"'), "longer than 1,000,000"),
        (Progress(interactions=[Interaction(-1, "q", "choice")]), "position -1"),
        (Progress(interactions=[Interaction(0, "", "choice")]), "interaction 0 has no id"),
        (Progress(interactions=[Interaction(0, "q", "choice", response="x" * 5000)]), "longer than 4,096"),
        (Progress(interactions=[Interaction(0, "q", "choice", latency=-1)]), "latency"),
        (Progress(interactions=[Interaction(0, "q", "choice", weighting=float("inf"))]), "weighting"),
        (Progress(interactions=[Interaction(0, "q", "choice")] * 2001), "more than 2,000"),
        (Progress(outcomes=[OutcomeResult("refer", 101)]), "the score of an outcome 101"),
    ],
)
def test_nonsense_is_refused_and_changes_nothing(county: Database, nonsense: Progress, says: str) -> None:
    registration, session = begin(county)
    before = counts(county)
    with pytest.raises(InputFault, match=says):
        send(county, session, 1, nonsense)
    assert counts(county) == before
    assert again(county, registration) == registration
    assert send(county, session, 1, Progress()).status == "applied"


def test_a_session_that_nobody_opened_takes_nothing(county: Database) -> None:
    bo = person(county, "bo@council.example")
    with pytest.raises(NotFound), county.write() as conn:
        registrations.record(conn, bo, "made-up", 1, PASSED)


RANKS = ({"incomplete": 0, "completed": 1}, {"unknown": 0, "failed": 1, "passed": 2})
reports = st.builds(
    Progress,
    completion=st.sampled_from(["incomplete", "completed"]),
    success=st.sampled_from(["unknown", "failed", "passed"]),
    score=st.none() | st.integers(0, 100).map(float),
    total_seconds=st.integers(0, 1000).map(float),
    state=st.integers(0, 9).map('{{"page": {}}}'.format),
    interactions=st.lists(
        st.builds(
            Interaction, st.integers(0, 3), st.just("q"), st.just("choice"), response=st.sampled_from("abc")
        ),
        max_size=3,
    ),
)


class _PowerCut(Exception):
    pass


@settings(
    max_examples=examples(40),
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(st.lists(reports, min_size=1, max_size=5), st.data())
def test_commits_in_any_order_with_repeats_and_crashes_give_the_same_record(
    county: Database, sent: list[Progress], data: st.DataObject
) -> None:
    def outcome(numbers: list[tuple[int, bool]]) -> tuple[object, ...]:
        registration = registrations.start(
            county, person(county, "bo@council.example"), "bruising", afresh=True
        )
        session = registrations.open_session(county, registration.id, registration.person)
        for number, crash in numbers:
            try:
                with county.write() as conn:
                    registrations.record(conn, registration.person, session.id, number, sent[number - 1])
                    if crash:
                        raise _PowerCut
            except _PowerCut:
                continue
        with county.read() as conn:
            key = {"id": registration.id}
            kept = again(county, registration)
            return (
                replace(kept, id=0),
                conn.rows("select position, response from interaction where registration = :id", key),
                conn.rows("select score, passed, version from completion where registration = :id", key),
            )

    in_order = [(number, False) for number in range(1, len(sent) + 1)]
    any_order = data.draw(st.lists(st.tuples(st.integers(1, len(sent)), st.booleans()), max_size=12))
    assert outcome(any_order + in_order) == outcome(in_order)


@settings(
    max_examples=examples(40),
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(st.lists(st.tuples(st.integers(0, 2), reports), max_size=8))
def test_a_status_never_goes_backwards_whatever_windows_send(
    county: Database, sent: list[tuple[int, Progress]]
) -> None:
    registration = registrations.start(county, person(county, "bo@council.example"), "bruising", afresh=True)
    windows = [registrations.open_session(county, registration.id, registration.person) for _ in range(3)]
    numbers = [0, 0, 0]
    before = again(county, registration)
    for window, progress in sent:
        numbers[window] += 1
        send(county, windows[window], numbers[window], progress)
        after = again(county, registration)
        assert RANKS[0][after.completion] >= RANKS[0][before.completion]
        assert RANKS[1][after.success] >= RANKS[1][before.success]
        assert (after.score or 0) >= (before.score or 0)
        assert after.total_seconds >= before.total_seconds
        before = after
    with county.read() as conn:
        written = conn.value(
            "select count(*) from completion where registration = :id", {"id": registration.id}
        )
    earned = before.completion == "completed" and before.success == "passed"
    assert written == int(earned)


def test_two_windows_committing_at_once_lose_nothing(county: Database) -> None:
    registration, laptop = begin(county)
    phone = registrations.open_session(county, registration.id, registration.person)

    def play(session: PlaySession) -> None:
        for number in range(1, 16):
            progress = PASSED if number == 15 else Progress(total_seconds=float(number))
            results[session.id].append(send(county, session, number, progress).status)

    results: dict[str, list[str]] = {laptop.id: [], phone.id: []}
    threads = [threading.Thread(target=play, args=(session,)) for session in (laptop, phone)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert results[phone.id] == ["applied"] * 15
    assert set(results[laptop.id]) <= {"applied", "superseded"}
    assert len(results[laptop.id]) == 15
    assert len(completions(county)) == 1
    assert again(county, registration).total_seconds == 28


def test_a_course_started_twice_at_once_is_one_registration(county: Database) -> None:
    started: list[int] = []
    threads = [threading.Thread(target=lambda: started.append(begin(county)[0].id)) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(started) == 5
    assert len(set(started)) == 1


KILLED_AFTER_ITS_ANSWER = """
import os, signal, sys
from elearn.tracker import registrations
from elearn.database import open_database
db = open_database(sys.argv[1])
with db.write() as conn:
    registrations.record(conn, int(sys.argv[3]), sys.argv[2], 1, registrations.Progress(state='{"page": "p7"}'))
print("applied", flush=True)
os.kill(os.getpid(), signal.SIGKILL)
"""


def test_what_was_acknowledged_is_there_after_the_process_is_killed(county: Database, address: str) -> None:
    registration, session = begin(county)
    command = [
        sys.executable,
        "-c",
        KILLED_AFTER_ITS_ANSWER,
        address,
        session.id,
        str(session.person),
    ]
    ran = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (ran.stdout, ran.returncode) == ("applied\n", -signal.SIGKILL)
    assert again(county, registration).state == '{"page": "p7"}'
    assert send(county, session, 1, Progress()).status == "duplicate"


@settings(max_examples=examples(10), suppress_health_check=list(HealthCheck))
@given(
    windows=st.lists(
        st.lists(
            st.tuples(st.sampled_from(["unknown", "failed", "passed"]), st.integers(0, 100)), max_size=8
        ),
        min_size=2,
        max_size=4,
    )
)
def test_windows_that_commit_at_once_through_several_processes_take_nothing_back(
    engine: Engine, tmp_path_factory: pytest.TempPathFactory, windows: list[list[tuple[Success, int]]]
) -> None:
    """Each window's commits go through a database of its own, as through a process of its own, all at the same time."""
    address = engine.copy(engine.made("county", fill_and_give_roles), tmp_path_factory.mktemp("at-once"))
    with ExitStack() as opened:
        places = [opened.enter_context(open_database(address)) for _ in windows]
        registration, _ = begin(places[0])
        theirs = [
            registrations.open_session(places[0], registration.id, registration.person) for _ in windows
        ]

        def commit_all(number: int) -> list[str]:
            mine, answers = theirs[number], []
            for at, (success, score) in enumerate(windows[number], 1):
                done = Progress(
                    completion="completed", success=success, score=float(score), state=f'{{"at": {at}}}'
                )
                people = partial(registrations.people_of, session_ids=[mine.id])
                for _ in range(2):  # an answer was lost, so it is sent again
                    with places[number].write(people=people) as conn:
                        answers.append(registrations.record(conn, mine.person, mine.id, at, done).status)
            return answers

        with ThreadPoolExecutor(len(windows)) as at_once:
            told = list(at_once.map(commit_all, range(len(windows))))
        for window, answers in zip(windows, told, strict=True):
            assert answers[1::2] == ["duplicate"] * len(window)
            assert set(answers[::2]) <= {"applied", "superseded"}
        every = [each for window in windows for each in window]
        kept = registrations.find(places[0], registration.id, registration.person)
        order = ("unknown", "failed", "passed")
        assert kept.success == max((success for success, _ in every), key=order.index, default="unknown")
        assert kept.score == max((float(score) for _, score in every), default=None)
        with places[0].read() as conn:
            passed = int(any(success == "passed" for success, _ in every))
            assert conn.value("select count(*) from completion where how = 'player'") == passed
            assert conn.value("select count(*) from certificate") == passed
            last = {
                each: len(window) for each, window in zip((one.id for one in theirs), windows, strict=True)
            }
            assert dict(conn.tuples("select id, last_commit from play_session")).items() >= last.items()
    engine.drop(address)
