"""What a course reports about one registration, in our own words instead of those of a standard."""

import json
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from elearn.problems import InputFault, Problem

Completion = Literal["incomplete", "completed"]
Success = Literal["unknown", "failed", "passed"]

LONGEST_STATE = 1_000_000
LONGEST_TEXT = 4_096
MOST_INTERACTIONS = 2_000
LONGEST_TIME = 10_000 * 3600.0


class JsonText(str):
    """Text that an encoder has just made as JSON, so that nobody need read it again to know that it is JSON."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Interaction:
    """One answer. `position` is its place in the list of the package, from 0. `latency` is in seconds."""

    position: int
    question: str
    type: str
    outcome: str = ""
    response: str = ""
    correct: str = ""
    result: str = ""
    weighting: float | None = None
    latency: float | None = None
    answered_at: str = ""


@dataclass(frozen=True, slots=True)
class OutcomeResult:
    """The learner's result on one outcome. `score` is a percentage. `status` is in the words of the package."""

    outcome: str
    score: float | None = None
    status: str = ""


@dataclass(frozen=True, slots=True)
class Progress:
    """Everything that a course reports at one commit.

    Some standards have one status for completion and success: `passed` in SCORM 1.2 means completed and passed.
    `score` is a percentage, and `progress` a share from 0 to 1. `total_seconds` adds up all sessions, this one
    included. `state` is JSON text, which the course gets back unchanged when it resumes. `ended`: the course has
    finished the session and will send no more. `standard` is that in which it was reported, "" if nobody said so.
    """

    completion: Completion = "incomplete"
    success: Success = "unknown"
    score: float | None = None
    progress: float = 0.0
    total_seconds: float = 0.0
    state: str = "{}"
    interactions: Sequence[Interaction] = ()
    outcomes: Sequence[OutcomeResult] = ()
    ended: bool = False
    standard: str = ""

    def check(self) -> None:
        """Raises InputFault with everything that makes no sense, if anything does not."""
        remedy = "Send what the standard allows."
        problems = [Problem("commit", 0, 0, "commit", "error", message, remedy) for message in _faults(self)]
        if problems:
            raise InputFault(problems)


def _faults(progress: Progress) -> Iterator[str]:
    if progress.completion not in ("incomplete", "completed"):
        yield f"the completion “{progress.completion}” is not one that exists"
    if progress.success not in ("unknown", "failed", "passed"):
        yield f"the success “{progress.success}” is not one that exists"
    yield from _number("score", progress.score, 100)
    yield from _number("progress", progress.progress, 1)
    yield from _number("total time", progress.total_seconds, LONGEST_TIME)
    if len(progress.state) > LONGEST_STATE:
        yield f"the state is longer than {LONGEST_STATE:,} characters"
    elif not isinstance(progress.state, JsonText):
        try:
            json.loads(progress.state)
        except ValueError:
            yield "the state is not JSON"
    if len(progress.interactions) > MOST_INTERACTIONS:
        yield f"there are more than {MOST_INTERACTIONS:,} interactions"
    for each in progress.interactions:
        yield from _interaction_faults(each)
    for result in progress.outcomes:
        yield from _number("score of an outcome", result.score, 100)
        yield from _texts("outcome", result.outcome, result.status)


def _interaction_faults(each: Interaction) -> Iterator[str]:
    if not 0 <= each.position < MOST_INTERACTIONS:
        yield f"the interaction position {each.position} is not between 0 and {MOST_INTERACTIONS - 1:,}"
    if not each.question:
        yield f"interaction {each.position} has no id"
    yield from _number("latency", each.latency, LONGEST_TIME)
    if each.weighting is not None and not math.isfinite(each.weighting):
        yield f"the weighting of interaction {each.position} is not a number"
    texts = (
        each.question,
        each.type,
        each.outcome,
        each.response,
        each.correct,
        each.result,
        each.answered_at,
    )
    yield from _texts(f"interaction {each.position}", *texts)


def _number(name: str, value: float | None, most: float) -> Iterator[str]:
    if value is not None and not (math.isfinite(value) and 0 <= value <= most):
        yield f"the {name} {value} is not between 0 and {most:g}"


def _texts(name: str, *texts: str) -> Iterator[str]:
    if max(map(len, texts)) > LONGEST_TEXT:
        yield f"a text of {name} is longer than {LONGEST_TEXT:,} characters"
