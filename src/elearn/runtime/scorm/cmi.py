"""Turns a SCORM snapshot into our progress, and a stored state into what a package finds when it opens again.

A snapshot is the data model as scorm-again holds it: nested objects below `cmi`, collections keyed "0", "1",
…, every value as text. Sources: SCORM 2004 4th ed. RTE 4.2; SCORM 1.2 RTE 3.4.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from elearn.runtime.scorm.grammar import (
    RefusedValue,
    clock_duration,
    clock_seconds,
    entries,
    iso_duration,
    iso_seconds,
    number,
    text,
    word,
)
from elearn.tracker import Completion, Interaction, JsonText, OutcomeResult, Progress, Success

Snapshot = Mapping[str, Any]

_TYPES = (
    "choice",
    "true-false",
    "fill-in",
    "long-fill-in",
    "matching",
    "sequencing",
    "numeric",
    "likert",
    "performance",
    "other",
)
_RESULTS = ("correct", "incorrect", "wrong", "unanticipated", "neutral")
_COMPLETION_WORDS = ("completed", "incomplete", "not attempted", "unknown")
_SUCCESS_WORDS: tuple[Success, ...] = ("passed", "failed", "unknown")
_STATUSES_12 = ("passed", "completed", "failed", "incomplete", "browsed", "not attempted")
_FROM_STATUS_12: dict[str, tuple[Completion, Success]] = {
    "passed": ("completed", "passed"),
    "completed": ("completed", "unknown"),
    "failed": ("incomplete", "failed"),
}
"""SCORM 1.2 has only one status.

A failed SCO "may or may not have been completed" (RTE 3.4.4); we take it as incomplete.
"""

_KEPT_12 = ("core", "suspend_data", "comments", "student_preference", "objectives", "interactions")
_KEPT_2004 = (
    "suspend_data",
    "location",
    "completion_status",
    "success_status",
    "progress_measure",
    "score",
    "learner_preference",
    "comments_from_learner",
    "objectives",
    "interactions",
)
MOST_LEVELS = 20
"""Objects in objects that we keep. The standards need five."""
_KEPT_CORE = ("lesson_location", "lesson_status", "score")


class Entry(NamedTuple):
    """One answer or objective of a snapshot: as it came, what it means, and the JSON that we keep of it.

    `came` is None if it held anything but texts, because only a text equals nothing but itself: for Python, true
    equals 1. `meaning` is None for an objective without an id. `text` is "" if everything in it is blank.
    """

    position: int
    came: Snapshot | None
    meaning: Any
    text: str


Entries = dict[str, Entry]


@dataclass(frozen=True, slots=True)
class Reading:
    """What a snapshot reports, with its answers and objectives one by one, by their keys."""

    standard: str
    progress: Progress
    answers: Entries = field(default_factory=dict)
    objectives: Entries = field(default_factory=dict)


def interpret(standard: str, cmi: Snapshot, *, ended: bool) -> Progress:
    """The progress that a snapshot reports. `ended`: the package has called Terminate (or LMSFinish).

    Raises RefusedValue, with the element and what is allowed, if a value is not allowed.
    """
    return read(standard, cmi, ended=ended).progress


def read(standard: str, cmi: Snapshot, *, ended: bool, earlier: Reading | None = None) -> Reading:
    """The same as `interpret`, one by one.

    Most of a snapshot repeats the one before. If that is `earlier`, what came again is not read again: its entries
    are the same objects. The answer is the same with and without it.
    """
    if earlier is None or earlier.standard != standard:
        earlier = Reading(standard, Progress())
    return _scorm12(cmi, ended, earlier) if standard == "scorm12" else _scorm2004(cmi, ended, earlier)


def _scorm2004(cmi: Snapshot, ended: bool, earlier: Reading) -> Reading:
    completion = word(cmi, "completion_status", _COMPLETION_WORDS, "unknown")
    share = _between(cmi, "progress_measure", 0, 1)
    success = word(cmi, "success_status", _SUCCESS_WORDS, "unknown")
    text(cmi, "suspend_data")
    text(cmi, "location", 1_000)
    word(cmi, "exit", ("time-out", "suspend", "logout", "normal"), "")
    answers = _collection(cmi, "interactions", earlier.answers, _answer_2004)
    objectives = _collection(cmi, "objectives", earlier.objectives, _objective_2004)
    progress = Progress(
        standard="scorm2004",
        completion="completed" if completion == "completed" else "incomplete",
        success=next(each for each in _SUCCESS_WORDS if each == success),
        score=_percent(cmi, "score"),
        progress=_share(completion, share),
        total_seconds=_total(cmi, "", iso_seconds),
        state=_kept(cmi, _KEPT_2004, {"interactions": answers, "objectives": objectives}),
        interactions=tuple([answer.meaning for answer in answers.values()]),
        outcomes=_outcomes(objectives),
        ended=ended,
    )
    return Reading("scorm2004", progress, answers, objectives)


def _scorm12(cmi: Snapshot, ended: bool, earlier: Reading) -> Reading:
    status = word(cmi, "core.lesson_status", _STATUSES_12, "not attempted")
    completion, success = _FROM_STATUS_12.get(status, ("incomplete", "unknown"))
    text(cmi, "suspend_data")
    text(cmi, "core.lesson_location", 1_000)
    word(cmi, "core.exit", ("time-out", "suspend", "logout"), "")
    answers = _collection(cmi, "interactions", earlier.answers, _answer_12)
    objectives = _collection(cmi, "objectives", earlier.objectives, _objective_12)
    progress = Progress(
        standard="scorm12",
        completion=completion,
        success=success,
        score=_percent(cmi, "core.score"),
        progress=_share(completion, None),
        total_seconds=_total(cmi, "core.", clock_seconds),
        state=_kept(cmi, _KEPT_12, {"interactions": answers, "objectives": objectives}),
        interactions=tuple([answer.meaning for answer in answers.values()]),
        outcomes=_outcomes(objectives),
        ended=ended,
    )
    return Reading("scorm12", progress, answers, objectives)


def _share(completion: str, said: float | None) -> float:
    """The learner's progress from 0 to 1. A completed package need not report it: it counts as 1."""
    return 1.0 if completion == "completed" else said or 0.0


def _total(cmi: Snapshot, prefix: str, seconds: Callable[[str, str], float]) -> float:
    """Seconds over all sessions. The API adds this session's time to the total that it got at the start."""
    session = seconds(text(cmi, f"{prefix}session_time"), f"{prefix}session_time")
    total = seconds(text(cmi, f"{prefix}total_time"), f"{prefix}total_time")
    return max(total, session)


def _between(cmi: Snapshot, element: str, least: float, most: float) -> float | None:
    value = number(cmi, element)
    if value is not None and not least <= value <= most:
        raise RefusedValue(element, text(cmi, element), f"it lies between {least:g} and {most:g}")
    return value


def _percent(cmi: Snapshot, score: str) -> float | None:
    """A score as a percentage from 0 to 100.

    We use `scaled` if given, else `raw` between its min and max (default 0 and 100).
    """
    scaled = _between(cmi, f"{score}.scaled", -1, 1)
    raw, lowest, highest = (number(cmi, f"{score}.{part}") for part in ("raw", "min", "max"))
    least, most = 0.0 if lowest is None else lowest, 100.0 if highest is None else highest
    if raw is not None and not least < most:
        raise RefusedValue(f"{score}.max", f"{most:g}", f"it must be more than the minimum, {least:g}")
    if raw is not None and not least <= raw <= most:
        raise RefusedValue(f"{score}.raw", f"{raw:g}", f"it lies between {least:g} and {most:g}")
    if scaled is not None:
        return round(max(scaled, 0.0) * 100, 4)
    return None if raw is None else round(min(max((raw - least) / (most - least), 0.0), 1.0) * 100, 4)


def _collection(
    cmi: Snapshot, element: str, earlier: Entries, meaning: Callable[[int, Snapshot], Any]
) -> Entries:
    """The entries of a collection, by key. An entry that came before as it is now is taken from `earlier`."""
    found: Entries = {}
    for position, (key, came) in enumerate(entries(cmi, element)):
        known = earlier.get(key)
        if known is None or known.position != position or known.came != came:
            meant, kept = meaning(position, came), _json(came)
            known = Entry(position, came if _only_texts(came) else None, meant, kept)
        found[key] = known
    return found


def _only_texts(value: Any) -> bool:
    if isinstance(value, dict):
        return all(map(_only_texts, value.values()))
    return isinstance(value, str)


def _answer_2004(position: int, entry: Snapshot) -> Interaction:
    return _answer(position, entry, iso_seconds, "learner_response", "timestamp")


def _answer_12(position: int, entry: Snapshot) -> Interaction:
    return _answer(position, entry, clock_seconds, "student_response", "time")


def _answer(
    position: int, entry: Snapshot, seconds: Callable[[str, str], float], response: str, time: str
) -> Interaction:
    latency = text(entry, "latency")
    return Interaction(
        position=position,
        question=text(entry, "id", 4_000),
        type=word(entry, "type", _TYPES, "other"),
        outcome=_first(entry, "objectives", "id"),
        response=text(entry, response),
        correct=_first(entry, "correct_responses", "pattern"),
        result=_result(entry),
        weighting=number(entry, "weighting"),
        latency=seconds(latency, "latency") if latency else None,
        answered_at=text(entry, time, 40),
    )


def _result(entry: Snapshot) -> str:
    said = text(entry, "result", 60)
    if said and said not in _RESULTS:
        number(entry, "result")  # the standard also allows a real number, and nothing else
    return "incorrect" if said == "wrong" else said


def _first(entry: Snapshot, collection: str, element: str) -> str:
    found = entries(entry, collection)
    return text(found[0][1], element, 4_000) if found else ""


def _objective_2004(_: int, entry: Snapshot) -> OutcomeResult | None:
    return _objective(entry, "success_status")


def _objective_12(_: int, entry: Snapshot) -> OutcomeResult | None:
    return _objective(entry, "status")


def _objective(entry: Snapshot, status: str) -> OutcomeResult | None:
    name = text(entry, "id", 4_000)
    if not name:
        return None
    said = word(entry, status, (*_SUCCESS_WORDS, *_STATUSES_12), "unknown")
    return OutcomeResult(outcome=name, score=_percent(entry, "score"), status=said)


def _outcomes(objectives: Entries) -> tuple[OutcomeResult, ...]:
    """The last result of each outcome."""
    found = {entry.meaning.outcome: entry.meaning for entry in objectives.values() if entry.meaning}
    return tuple(found.values())


def _kept(cmi: Snapshot, names: tuple[str, ...], collections: Mapping[str, Entries]) -> JsonText:
    """The part of a snapshot that we give back at the next opening, as JSON: no name, times or blanks.

    Raises RefusedValue if it cannot be stored.
    """
    plain: dict[str, Any] = {}
    parts = [""]
    for name in names:
        if name not in cmi:
            continue
        value, found = cmi[name], collections.get(name)
        if found and isinstance(value, dict) and len(found) == len(value):
            if pairs := [f'"{key}":{entry.text}' for key, entry in found.items() if entry.text]:
                parts.append(f'"{name}":{{{",".join(pairs)}}}')
        elif name == "core":
            if not isinstance(value, dict):
                raise RefusedValue("core", type(value).__name__, "an object is wanted")
            plain[name] = {part: value[part] for part in _KEPT_CORE if part in value}
        else:
            plain[name] = value
    if text_of_plain := _json(plain):
        parts[0] = text_of_plain[1:-1]
    return JsonText(f"{{{','.join(filter(None, parts))}}}")


_to_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode


def _json(value: Any) -> str:
    """A value as JSON without its blanks, or "" if nothing is left. Raises RefusedValue if it cannot be stored."""
    try:
        kept = _without_blanks(value)
        if kept in _BLANK:
            return ""
        found = _to_json(kept)
        if not found.isascii():
            found.encode()
    except (RecursionError, ValueError) as error:  # a number without end, or half a letter
        raise RefusedValue(
            "cmi", type(error).__name__, "plain values are wanted, and text that can be stored"
        ) from error
    return found


def opening(
    standard: str, state: str, *, learner_id: str, learner_name: str, total_seconds: float
) -> dict[str, Any]:
    """What a package finds when it opens: the snapshot that it left, the learner, and how the session starts.

    `state` is `Progress.state` of the last commit, or "{}" before the first. Values that were never set are
    left out.
    """
    kept: dict[str, Any] = json.loads(state)
    entry = "resume" if kept else "ab-initio"
    if standard == "scorm12":
        core = {"lesson_status": "not attempted", **kept.get("core", {})}
        core |= {"student_id": learner_id, "student_name": learner_name, "entry": entry}
        core |= {"lesson_mode": "normal", "credit": "credit", "total_time": clock_duration(total_seconds)}
        return {**kept, "core": core}
    who = {"learner_id": learner_id, "learner_name": learner_name, "entry": entry}
    return {**kept, **who, "mode": "normal", "credit": "credit", "total_time": iso_duration(total_seconds)}


_BLANK: tuple[Any, ...] = ("", None, {}, [])


def _without_blanks(value: Any, levels: int = MOST_LEVELS) -> Any:
    if isinstance(value, str) or value is None:
        return value
    if not isinstance(value, (dict, list)):
        return str(value)
    if not levels:
        raise RecursionError
    if isinstance(value, dict):
        kept = {key: _without_blanks(part, levels - 1) for key, part in value.items()}
        return {key: part for key, part in kept.items() if part not in _BLANK}
    for part in value:
        _without_blanks(part, levels - 1)
    return value
