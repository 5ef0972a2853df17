"""How a try at a course went, from what a report says: its result, its status, its score and its day.

"Completed" is not "passed". Of a course of ours that is assessed, a completion without a result or a score is kept as
completed, with its result not known, unless whoever imports says that here, completed means passed.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final, Literal

from elearn.phrases import phrase
from elearn.problems import BadValue
from elearn.tracker.results import Assessment

Outcome = Literal["passed", "failed", "taken as passed", "not known", "not completed"]

COMPLETED: Final = "completed"
NOT_COMPLETED: Final = "not completed"
_DAY: Final = "completed_on"

_PASS: Final = (
    "pass",
    "passed",
    "completed (achieved pass grade)",
    "completed (passed)",
    "complete (passed)",
)
_FAIL: Final = (
    *("fail", "failed", "not passed", "did not pass"),
    *("completed (did not achieve pass grade)", "completed (failed)", "complete (failed)"),
)
_DONE: Final = (
    *("complete", "completed", "complete via rpl", "finished", "completed late", "completed on time"),
)
_NOT_DONE: Final = (
    *("not completed", "not complete", "incomplete", "in progress", "not started", "not yet started"),
    *("not yet completed", "not attempted", "started", "enrolled", "browsed", "ongoing"),
)
_YES: Final = ("yes", "y", "true", "1")
_NO: Final = ("no", "n", "false", "0")

_RESULTS: Final[dict[str, Any]] = {
    **dict.fromkeys((*_YES, *_PASS), 1),
    **dict.fromkeys((*_NO, *_FAIL), 0),
    **dict.fromkeys(_DONE, COMPLETED),
    **dict.fromkeys(_NOT_DONE, NOT_COMPLETED),
}
_STATUSES: Final[dict[str, Any]] = {
    **_RESULTS,
    **dict.fromkeys(_YES, COMPLETED),
    **dict.fromkeys(_NO, NOT_COMPLETED),
}
_RESULT_WORDS: Final = frozenset((*_PASS, *_FAIL, *_DONE, *_NOT_DONE))
_OTHERS: Final = frozenset(
    (
        *(
            "absent",
            "present",
            "dna",
            "no show",
            "withdrawn",
            "withdrew",
            "cancelled",
            "deferred",
            "referred",
        ),
        *("expired", "overdue", "exempt", "merit", "distinction", "in date", "out of date"),
        *"✓✔☑✗✘☒❌",
    )
)
_TELLING: Final = frozenset(
    (
        *("pass", "passed", "fail", "failed", "failure", "complete", "completed", "incomplete", "achieved"),
        *("attend", "attended", "successful", "unsuccessful", "satisfactory", "unsatisfactory"),
        *("competent", "compliant", "noncompliant"),
    )
)
"""What tells how a try went, in a few words such as “Not achieved” or “Fail (62%)”. We need not understand it."""
_FEW: Final = 5
_WORD: Final = re.compile(r"[a-z]+")
YES_OR_NO: Final = frozenset((*_YES, *_NO))
NO: Final = frozenset(_NO)
STATUS_WORDS: Final = frozenset(_STATUSES) - {*_YES, *_NO}


def may_be_result(cell: str) -> bool:
    """Whether a cell may say how a try went. A column that is left out and holds one such cell is a question."""
    words = _words(cell)
    if words in _RESULT_WORDS or words in _OTHERS:
        return True
    found = _WORD.findall(words)
    return len(found) <= _FEW and not _TELLING.isdisjoint(found)


def result(cell: str, column: str) -> Any:
    """Reads whether a try was passed: 1, 0, or one of COMPLETED and NOT_COMPLETED. Yes means passed."""
    meant = _meaning(cell, False)
    if meant is None:
        raise _unclear(cell, column, phrase("Write yes, no, passed, failed, completed or not completed."))
    return meant


def status(cell: str, column: str) -> Any:
    """Reads how far someone is: as `result`, but here yes means completed, and no means not completed."""
    meant = _meaning(cell, True)
    if meant is None:
        raise _unclear(cell, column, phrase("Write completed, not completed, passed or failed."))
    return meant


def _unclear(cell: str, column: str, remedy: str) -> BadValue:
    return BadValue(
        phrase("“%(cell)s” in %(column)s does not say how it went.", cell=cell, column=column), remedy
    )


@lru_cache(maxsize=1_000)
def _meaning(cell: str, is_status: bool) -> Any:
    """What a word means, or None."""
    return (_STATUSES if is_status else _RESULTS).get(_words(cell))


def _words(cell: str) -> str:
    return " ".join(cell.casefold().replace("_", " ").split())


@dataclass(frozen=True, slots=True)
class Said:
    """What a row says of a try. `attempt`: the row is a try of which nobody says that it was completed.

    `filled_in`: a person has written this into our own list, so a result or a score without a day is a slip.
    """

    result: Any
    status: Any
    score: float | None
    day: str | None
    attempt: bool = False
    filled_in: bool = False


def outcome_of(said: Said, course: Assessment, completed_means_passed: bool) -> Outcome:
    """How the try went. Raises BadValue if the row contradicts itself, or does not say enough."""
    known = _one_of(said)
    if said.day is None or known == NOT_COMPLETED:
        return _not_completed(said, known)
    if known in (0, 1):
        _must_agree(known, said.score, course)
        return "passed" if known else "failed"
    if course.assessed and said.score is not None and course.pass_mark is not None:
        return "passed" if said.score >= course.pass_mark else "failed"
    if said.attempt and known != COMPLETED:
        if said.score is None:
            return "not completed"
        raise BadValue(
            phrase("The row gives a score, and nobody knows here which score passes this course."),
            phrase("Send a report that says who completed it, or publish the course again, if it is ours."),
        )
    if not course.assessed:
        return "passed"
    return "taken as passed" if completed_means_passed else "not known"


def _one_of(said: Said) -> Any:
    """What the result and the status say together: 1, 0, COMPLETED, NOT_COMPLETED, or None if both say nothing."""
    if said.status is None or said.result is None:
        return said.result if said.status is None else said.status
    firm = {each for each in (said.result, said.status) if each in (0, 1)}
    other = {each for each in (said.result, said.status) if each in (COMPLETED, NOT_COMPLETED)}
    if len(firm) > 1 or len(other) > 1 or (1 in firm and NOT_COMPLETED in other):
        raise BadValue(
            phrase("The row’s result and its status contradict each other."),
            phrase("Correct one, or leave it blank."),
        )
    if NOT_COMPLETED in other:
        return NOT_COMPLETED
    return next(iter(firm or other), None)


def _not_completed(said: Said, known: Any) -> Outcome:
    if known in (1, COMPLETED):
        message = phrase("The row says completed, and gives no day.")
        if known == 1:
            message = phrase("The row says passed, and gives no day.")
        raise BadValue(message, phrase("Write the day."))
    if said.filled_in and said.day is None and known != NOT_COMPLETED:
        raise BadValue(
            phrase("The row gives a result or a score, and no day."),
            phrase("Write the day in %(column)s.", column=_DAY),
        )
    if said.day is not None and not said.attempt:
        raise BadValue(
            phrase("The row says not completed, and gives the day of a completion."),
            phrase("Correct one of the two."),
        )
    return "not completed"


def _must_agree(known: Any, score: float | None, course: Assessment) -> None:
    """Raise BadValue if a score and a result of a course of ours contradict each other."""
    if not course.ours or not course.assessed or score is None or course.pass_mark is None:
        return
    if bool(known) == (score >= course.pass_mark):
        return
    values = {"score": f"{score:g}", "mark": f"{course.pass_mark:g}"}
    message = phrase(
        "The row says failed, but its score is %(score)s%%, and %(mark)s%% passes this course.", **values
    )
    if known:
        message = phrase(
            "The row says passed, but its score is %(score)s%%, and %(mark)s%% passes this course.", **values
        )
    raise BadValue(message, phrase("Correct one of the two, or leave the score blank."))
