"""One log collects problems of every kind: for several paths, up to a limit, and raised all together."""

import pytest

from elearn.problems import BadValue, InputFault, Problem, ProblemLog


def test_a_problem_without_a_line_has_no_column() -> None:
    log = ProblemLog("course.md")
    log.error("S02", 0, "There is no course.md.", "Write one.")
    log.warn("S30", 3, "This is not read.", "Take it out.", column=7)
    assert [(each.line, each.column) for each in log.problems] == [(0, 0), (3, 7)]
    assert log.has_errors


def test_a_problem_that_is_in_no_file_begins_with_what_it_is() -> None:
    assert (
        str(Problem("", 0, 0, "action", "error", "It is there.", "Go.")) == "error action: It is there. Go."
    )


def test_a_log_for_another_path_writes_into_the_same_log() -> None:
    log = ProblemLog("package.zip")
    log.at("package.zip!a.html").warn("P50", 1, "It loads something.", "Put a copy in.")
    assert [each.path for each in log.problems] == ["package.zip!a.html"]
    assert not log.has_errors


def test_a_limited_log_counts_what_it_leaves_out_and_keeps_the_first_error() -> None:
    log = ProblemLog("x", most=2)
    for line in (1, 2, 3):
        log.at("y").warn("W01", line, "Look at this.", "Change it.")
    log.error("E01", 4, "This is wrong.", "Correct it.")
    log.error("E01", 5, "This is wrong.", "Correct it.")
    assert [(each.rule, each.line) for each in log.problems] == [("W01", 1), ("W01", 2), ("E01", 4)]
    assert log.left_out == 2


def test_a_log_raises_every_problem_in_order_or_nothing() -> None:
    log = ProblemLog("form")
    log.raise_if_any()
    log.at("Owner").error("entry", 0, "Nothing is written in “Owner”.", "Fill it in.")
    log.add(Problem("Day", 0, 0, "entry", "error", "“Day” is still to come.", "Choose today or earlier."))
    with pytest.raises(InputFault) as raised:
        log.raise_if_any()
    assert [each.path for each in raised.value.problems] == ["Day", "Owner"]


def test_a_bad_value_is_a_value_error_that_reads_as_two_sentences() -> None:
    error = BadValue("“x” is not a date.", "Write it as 2026-03-31.")
    assert isinstance(error, ValueError)
    assert str(error) == "“x” is not a date. Write it as 2026-03-31."
