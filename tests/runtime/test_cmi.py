"""What packages report, in the words of both standards, becomes progress in ours."""

import json
import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from elearn.runtime.scorm import cmi, grammar
from elearn.runtime.scorm.grammar import RefusedValue


def interpret(standard: str, said: dict[str, Any]) -> Any:
    return cmi.interpret(standard, said, ended=False)


@pytest.mark.parametrize(
    ("status", "completion", "success"),
    [
        ("passed", "completed", "passed"),
        ("completed", "completed", "unknown"),
        ("failed", "incomplete", "failed"),
        ("incomplete", "incomplete", "unknown"),
        ("browsed", "incomplete", "unknown"),
        ("not attempted", "incomplete", "unknown"),
        ("", "incomplete", "unknown"),
    ],
)
def test_the_one_status_of_scorm_12_says_two_things(status: str, completion: str, success: str) -> None:
    progress = interpret("scorm12", {"core": {"lesson_status": status}})
    assert (progress.completion, progress.success) == (completion, success)


@pytest.mark.parametrize(
    ("score", "percent"),
    [
        ({"raw": "8", "min": "0", "max": "10"}, 80),
        ({"raw": "15", "min": "10", "max": "20"}, 50),
        ({"raw": "-5", "min": "-10", "max": "0"}, 50),
        ({"raw": "80"}, 80),
        ({"raw": "80", "max": ""}, 80),
        ({"scaled": "0.755", "raw": "3", "min": "0", "max": "4"}, 75.5),
        ({"scaled": "-0.5"}, 0),
        ({"scaled": "", "raw": "", "min": "", "max": ""}, None),
        ({}, None),
    ],
)
def test_a_score_is_a_percentage_between_its_own_bounds(score: dict[str, str], percent: float | None) -> None:
    assert interpret("scorm2004", {"score": score}).score == percent


@pytest.mark.parametrize(
    ("written", "seconds"),
    [("PT0S", 0), ("PT1H2M3.5S", 3723.5), ("P1D", 86_400), ("P1Y2M3DT4H", 31_536_000 + 5_184_000 + 273_600)],
)
def test_durations_of_scorm_2004_are_read(written: str, seconds: float) -> None:
    assert grammar.iso_seconds(written, "time") == seconds


@pytest.mark.parametrize(
    "wrong", ["PT", "P", "P0", "PT10", "PT50S.21S", "1H", "PT-1S", "PT1.5M", "PT1S ", "P1S", "PTT1S"]
)
def test_what_is_no_duration_is_refused(wrong: str) -> None:
    with pytest.raises(RefusedValue):
        grammar.iso_seconds(wrong, "time")


@pytest.mark.parametrize(
    ("written", "seconds"), [("0000:00:30.00", 30), ("00:02:00", 120), ("1234:00:00.5", 4_442_400.5)]
)
def test_durations_of_scorm_12_are_read(written: str, seconds: float) -> None:
    assert grammar.clock_seconds(written, "time") == seconds


@given(st.integers(0, 10**8).map(lambda hundredths: hundredths / 100))
def test_a_duration_that_we_write_is_the_one_that_we_read(seconds: float) -> None:
    assert math.isclose(grammar.iso_seconds(grammar.iso_duration(seconds), "time"), seconds, abs_tol=0.001)
    if seconds < 9_999 * 3_600:
        assert math.isclose(
            grammar.clock_seconds(grammar.clock_duration(seconds), "time"), seconds, abs_tol=0.001
        )


def test_answers_and_outcomes_come_through_in_one_set_of_words() -> None:
    said_2004 = {
        "objectives": {"0": {"id": "criteria", "success_status": "failed", "score": {"scaled": "0.5"}}},
        "interactions": {
            "0": {
                "id": "who-decides",
                "type": "choice",
                "objectives": {"0": {"id": "criteria"}},
                "correct_responses": {"0": {"pattern": "b[,]c"}},
                "learner_response": "a[,]b",
                "result": "incorrect",
                "weighting": "2",
                "latency": "PT4S",
                "timestamp": "2026-11-22T10:00:00.0Z",
            }
        },
    }
    progress = interpret("scorm2004", said_2004)
    answer = progress.interactions[0]
    assert (answer.question, answer.outcome, answer.response, answer.correct) == (
        "who-decides",
        "criteria",
        "a[,]b",
        "b[,]c",
    )
    assert (answer.result, answer.weighting, answer.latency) == ("incorrect", 2, 4)
    assert (progress.outcomes[0].outcome, progress.outcomes[0].score, progress.outcomes[0].status) == (
        "criteria",
        50,
        "failed",
    )

    said_12 = {
        "interactions": {"0": {"id": "q", "student_response": "a", "result": "wrong", "latency": "00:00:04"}}
    }
    answer = interpret("scorm12", said_12).interactions[0]
    assert (answer.response, answer.result, answer.latency) == ("a", "incorrect", 4)


@pytest.mark.parametrize("standard", ["scorm12", "scorm2004"])
def test_what_is_opened_again_is_what_was_left_without_name_or_old_times(standard: str) -> None:
    left = {
        "learner_name": "Ada Marsh",
        "suspend_data": "kept",
        "session_time": "PT5S" if standard == "scorm2004" else "",
        "core": {
            "student_name": "Ada Marsh",
            "lesson_location": "page-2",
            "exit": "suspend",
            "score": {"raw": ""},
        },
        "interactions": {str(n): {"id": f"q{n}"} for n in range(12)},
    }
    state = interpret(standard, left).state
    assert "Ada" not in state
    assert "PT5S" not in state
    opening = cmi.opening(standard, state, learner_id="x", learner_name="Ada Marsh", total_seconds=65)
    assert opening["suspend_data"] == "kept"
    assert list(opening["interactions"]) == [str(n) for n in range(12)]
    if standard == "scorm12":
        assert opening["core"]["entry"] == "resume"
        assert opening["core"]["total_time"] == "0000:01:05.00"
        assert "exit" not in opening["core"]
        assert "score" not in opening["core"]
    else:
        assert (opening["entry"], opening["total_time"]) == ("resume", "PT1M5S")


@pytest.mark.parametrize("standard", ["scorm12", "scorm2004"])
def test_a_first_opening_begins_at_the_beginning(standard: str) -> None:
    opening = cmi.opening(standard, "{}", learner_id="x", learner_name="Ada Marsh", total_seconds=0)
    assert opening.get("core", opening)["entry"] == "ab-initio"


texts = st.text(max_size=12) | st.sampled_from(
    [
        "completed",
        "passed",
        "failed",
        "0",
        "1",
        "-1",
        "0.5",
        "1e9",
        "NaN",
        "inf",
        "PT1M",
        "00:01:00",
        "wrong",
        "choice",
    ]
)
ELEMENTS = """
    completion_status success_status score raw min max scaled core lesson_status total_time session_time exit
    progress_measure objectives interactions id result type latency weighting status 0 1 suspend_data pattern
"""
names = st.sampled_from(ELEMENTS.split()) | st.text(max_size=5)
values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(names, inner, max_size=6),
    max_leaves=25,
)


@given(st.sampled_from(["scorm12", "scorm2004"]), st.dictionaries(names, values, max_size=8), st.booleans())
def test_whatever_is_said_is_understood_or_refused_in_words(
    standard: str, said: dict[str, Any], ended: bool
) -> None:
    try:
        progress = cmi.interpret(standard, said, ended=ended)
    except RefusedValue:
        return
    assert progress.score is None or 0 <= progress.score <= 100
    assert 0 <= progress.progress <= 1
    assert progress.total_seconds >= 0
    assert all(each.score is None or 0 <= each.score <= 100 for each in progress.outcomes)
    assert isinstance(json.loads(progress.state), dict)
    cmi.opening(
        standard, progress.state, learner_id="x", learner_name="y", total_seconds=progress.total_seconds
    )


def _read(standard: str, said: dict[str, Any], earlier: cmi.Reading | None) -> cmi.Reading | str:
    try:
        return cmi.read(standard, said, ended=False, earlier=earlier)
    except RefusedValue as error:
        return str(error)


leaves = st.sampled_from(["1", 1, 1.0, True, "", None, "a", "passed", "completed"])
fields = st.sampled_from(
    ["id", "result", "weighting", "learner_response", "status", "success_status", "more"]
)
entries = st.dictionaries(fields, leaves, max_size=4)
keyed = st.dictionaries(st.sampled_from(["0", "1", "2", "01", "_count"]), entries, max_size=4)
collections = keyed | st.lists(entries, max_size=3)
snapshots = st.fixed_dictionaries({}, optional={"interactions": collections, "objectives": collections})


@given(st.lists(st.tuples(st.sampled_from(["scorm12", "scorm2004"]), snapshots), max_size=5))
def test_a_snapshot_means_the_same_whatever_was_read_before_it(
    said: list[tuple[str, dict[str, Any]]],
) -> None:
    earlier = None
    for standard, snapshot in said:
        afresh, found = _read(standard, snapshot, None), _read(standard, snapshot, earlier)
        if isinstance(found, str) or isinstance(afresh, str):
            assert found == afresh
            continue
        assert repr(found) == repr(afresh)  # for Python, 1, 1.0 and true are equal; here they are not
        assert json.loads(found.progress.state) == json.loads(afresh.progress.state)
        earlier = found
