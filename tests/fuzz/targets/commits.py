"""What a package commits: the body of POST /commit, in a play session of a signed-in learner.

A body that is a list of objects is sent as several commits, one after the other. `PLAY-12` and `PLAY-2004` in it
stand for a session of a course of that standard. `as` and `from` are ours: who sends it (`nobody`, `other`), and
from where (`elsewhere`).
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from elearn.database import Row
from tests.fuzz.asking import ADDRESS, Answer
from tests.fuzz.kinds import Kind, TryOne
from tests.fuzz.place import Place, runtime_place

STANDARDS = {"PLAY-12": "scorm12", "PLAY-2004": "scorm2004"}
MOST_IN_ONE = 4
"""Commits of one input."""
_APPLIED = ("applied", "superseded")
_STATUS = {200: (*_APPLIED, "duplicate"), 409: ("gap", "ended"), 401: ("signed-out",)}
_RESPONSES = ("learner_response", "student_response")
_KEPT = {
    "scorm12": ("suspend_data", "comments", "student_preference", "objectives", "interactions"),
    "scorm2004": (
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
    ),
}
"""What a package must find again of what it has committed."""


@dataclass
class Learner:
    """A signed-in learner, and their play session and registration by its word in an input."""

    cookie: str
    person: int
    sessions: dict[str, tuple[str, int]] = field(default_factory=dict)


class Trial:
    """Sends commits to a runtime, and looks whether each was kept as it was answered."""

    def __init__(self, place: Place) -> None:
        self.place = place
        self.people = 0
        self.other = self.newcomer().cookie
        self.learner = self.newcomer()

    def newcomer(self) -> Learner:
        """A learner who has nothing open yet."""
        self.people += 1
        person = self.place.person(f"learner-{self.people}@north.example")
        return Learner(self.place.cookie(person), person)

    def try_one(self, data: bytes) -> str:
        """Sends an input. Raises on a fault, and returns the answers in short."""
        said: list[str] = []
        last: dict[str, Any] = {}
        try:
            for body, sender, origin in _commits(data):
                for word in STANDARDS:
                    if word.encode() in body and word not in self.learner.sessions:
                        self.learner.sessions[word] = self.open(word)
                status, sent = self.send(body, sender, origin)
                said.append(status)
                last = sent if status == "applied" else last
            if last:
                self.comes_back(last)
        finally:
            if not said or not {"applied", "superseded"}.isdisjoint(said):
                self.learner = self.newcomer()
        return " ".join(said)

    def open(self, word: str) -> tuple[str, int]:
        """A new play session of the learner, as `session` and `registration`."""
        opened = self.post(f"/open/{word.lower()}", self.learner.cookie)
        assert opened.status == 303, opened
        registration = int(opened.one("location").rpartition("/")[2])
        return self.opened(registration)["session"], registration

    def opened(self, registration: int) -> dict[str, Any]:
        """What a package finds when it opens. Raises if it does not open."""
        answer = self.post(f"/play/{registration}/session", self.learner.cookie)
        assert answer.status == 200, f"the course does not open any more: {answer.status}"
        found = json.loads(answer.body)
        assert isinstance(found, dict)
        return found

    def post(self, path: str, cookie: str, body: bytes = b"", origin: str = ADDRESS) -> Answer:
        """The answer to a POST."""
        headers = {"origin": origin, "cookie": cookie, "content-type": "application/json"}
        pairs = [(name.encode(), value.encode()) for name, value in headers.items() if value]
        return self.place.asker.ask("POST", path.encode(), pairs, body)

    def send(self, body: bytes, sender: str, origin: str) -> tuple[str, dict[str, Any]]:
        """Sends one commit and judges the answer. Returns its status, and what was sent if that was kept."""
        for word, (session, _) in self.learner.sessions.items():
            body = body.replace(word.encode(), session.encode())
        before = self.rows()
        cookie = {"nobody": "", "other": self.other}.get(sender, self.learner.cookie)
        answer = self.post("/commit", cookie, body, "http://elsewhere.example" if origin else ADDRESS)
        after = self.rows()
        said = json.loads(answer.body)
        status = said["status"]
        if answer.status in _STATUS:
            assert status in _STATUS[answer.status], f"{answer.status} says {status}"
        else:
            assert 400 <= answer.status < 500, answer
        if status not in _APPLIED:
            assert before == after, f"a commit that was {status} has changed something"
            if status not in ("duplicate", "gap", "ended"):
                _has_words(said.get("problem"))
            return status, {}
        assert sender != "nobody"
        assert sender != "other"
        assert not origin
        sent = _object(body)
        self.judge(sent, said, before, after)
        return status, sent

    def rows(self) -> dict[str, list[Row]]:
        """Everything that is kept of the learner's courses."""
        mine = "(select id from registration where person = :person)"
        with self.place.database.read() as connection:
            return {
                table: connection.rows(
                    f"select * from {table} where {key} in {mine} order by {order}",
                    {"person": self.learner.person},
                )
                for table, key, order in (
                    ("registration", "id", "id"),
                    ("play_session", "registration", "id"),
                    ("interaction", "registration", "registration, position"),
                    ("outcome_result", "registration", "registration, outcome"),
                    ("completion", "registration", "id"),
                )
            }

    def judge(
        self,
        sent: dict[str, Any],
        said: dict[str, Any],
        before: dict[str, list[Row]],
        after: dict[str, list[Row]],
    ) -> None:
        """Looks whether an acknowledged commit is in the database as it was sent, and comes back from there."""
        registration = self.registration(sent)
        session = next(row for row in after["play_session"] if row["id"] == sent["session"])
        assert session["last_commit"] == sent["number"] == said["expected"] - 1
        assert session["ended"] == (sent.get("final") is True)
        old, new = (
            next(row for row in rows["registration"] if row["id"] == registration) for rows in (before, after)
        )
        completion, success, score = meaning(sent["standard"], sent["cmi"])
        assert new["completion"] == (
            "completed" if "completed" in (old["completion"], completion) else completion
        )
        assert new["success"] == max(old["success"], success, key=("unknown", "failed", "passed").index)
        _same_score(old["score"], score, new["score"])
        earned = (new["completion"], new["success"]) == ("completed", "passed")
        assert bool([row for row in after["completion"] if row["registration"] == registration]) >= earned
        _answers_are_there(sent["cmi"], after["interaction"], registration)

    def registration(self, sent: dict[str, Any]) -> int:
        """The registration of a commit that was kept."""
        return next(
            registration for id, registration in self.learner.sessions.values() if id == sent["session"]
        )

    def comes_back(self, sent: dict[str, Any]) -> None:
        """Looks whether a package finds what it sent last, and whether the same is taken and found once more."""
        standard, registration = sent["standard"], self.registration(sent)
        found = self.opened(registration)
        assert found["standard"] == standard, "a commit in another standard than the course's was kept"
        kept = {name: sent["cmi"][name] for name in _KEPT[standard] if name in sent["cmi"]}
        if standard == "scorm12":
            core = sent["cmi"].get("core") or {}
            kept["core"] = {
                name: core[name] for name in ("lesson_location", "lesson_status", "score") if name in core
            }
        assert _covers(found["cmi"], kept), "what a package finds is not what it has committed"
        again = {"session": found["session"], "number": 1, "standard": standard, "cmi": found["cmi"]}
        answer = self.post("/commit", self.learner.cookie, json.dumps(again).encode())
        status = json.loads(answer.body)["status"]
        assert (answer.status, status) == (200, "applied"), (
            f"what was found is not taken again: {answer.body!r}"
        )
        once_more = self.opened(registration)["cmi"]
        assert _without_entry(once_more) == _without_entry(found["cmi"]), "what was found has changed"


def _without_entry(cmi: dict[str, Any]) -> dict[str, Any]:
    """A snapshot without how the package was entered."""
    core = {"core": {**cmi["core"], "entry": ""}} if "core" in cmi else {}
    return {**cmi, **core, "entry": ""}


def meaning(standard: str, cmi: dict[str, Any]) -> tuple[str, str, float | None]:
    """What a snapshot says of completion, success and score in percent, read once more and apart from the runtime."""
    if standard == "scorm2004":
        completed = cmi.get("completion_status") == "completed"
        return (
            "completed" if completed else "incomplete",
            str(cmi.get("success_status") or "unknown"),
            _percent(cmi),
        )
    core = cmi.get("core") if isinstance(cmi.get("core"), dict) else {}
    assert isinstance(core, dict)
    status = core.get("lesson_status")
    completed = status in ("passed", "completed")
    success = status if status in ("passed", "failed") else "unknown"
    return "completed" if completed else "incomplete", str(success), _percent(core)


def _percent(within: dict[str, Any]) -> float | None:
    score = within.get("score")
    if not isinstance(score, dict):
        return None
    parts = {name: _number(score.get(name)) for name in ("scaled", "raw", "min", "max")}
    if parts["scaled"] is not None:
        return max(parts["scaled"], 0) * 100
    if parts["raw"] is None:
        return None
    least = parts["min"] or 0.0
    most = 100.0 if parts["max"] is None else parts["max"]
    return (parts["raw"] - least) / (most - least) * 100


def _number(value: Any) -> float | None:
    text = "" if value is None else str(value).strip()
    return float(text) if text else None


def _same_score(old: float | None, said: float | None, new: float | None) -> None:
    known = [each for each in (old, said) if each is not None]
    assert (new is None) == (not known), f"the score {said} became {new}"
    if new is not None:
        assert 0 <= new <= 100
        assert abs(new - max(known)) < 0.001, f"the score {said} became {new}"


def _answers_are_there(cmi: dict[str, Any], rows: list[Row], registration: int) -> None:
    kept = {row["position"]: row for row in rows if row["registration"] == registration}
    sent = cmi.get("interactions") or []
    listed = (
        sent if isinstance(sent, list) else [sent[key] for key in sorted(filter(_is_index, sent), key=int)]
    )
    for position, each in enumerate(listed):
        assert kept[position]["question"] == str(each["id"])
        responses = {str(each[name]) for name in _RESPONSES if each.get(name) is not None}
        assert not responses or kept[position]["response"] in {*responses, ""}


def _is_index(key: str) -> bool:
    return key.isdecimal() and len(key) < 6


def _covers(found: Any, sent: Any) -> bool:
    """Whether everything that was sent is in what was found. Blank values need not be, and numbers may be texts."""
    if sent in ("", None, {}, []):
        return True
    if isinstance(sent, dict):
        wanted = {key: part for key, part in sent.items() if not _is_blank(part)}
        there = found if isinstance(found, dict) else {}
        return all(key in there and _covers(there[key], part) for key, part in wanted.items())
    if isinstance(sent, list):
        return bool(found == sent)
    return bool(found == sent or found == str(sent))


def _is_blank(value: Any) -> bool:
    if isinstance(value, dict):
        return all(map(_is_blank, value.values()))
    return value in ("", None, [])


def _has_words(problem: Any) -> None:
    assert isinstance(problem, str), "a refusal has no words"
    assert problem.strip(), "a refusal has no words"
    assert "Traceback" not in problem


def _object(body: bytes) -> dict[str, Any]:
    found = json.loads(body)
    assert isinstance(found, dict)
    return found


def _commits(data: bytes) -> Iterator[tuple[bytes, str, str]]:
    """The bodies of an input, each with who sends it and from where."""
    try:
        whole = json.loads(data)
    except (ValueError, RecursionError):
        whole = None
    listed = whole if isinstance(whole, list) else [whole]
    if not listed or not all(isinstance(each, dict) for each in listed):
        yield data, "", ""
        return
    for each in listed[:MOST_IN_ONE]:
        sender, origin = (str(each.pop(name, "") or "") for name in ("as", "from"))
        plain = isinstance(whole, dict) and not sender and not origin
        yield data if plain else json.dumps(each).encode(), sender, origin


def seeds() -> list[bytes]:
    """Commits as our play page sends them, in both standards."""
    answer = {
        "id": "who-decides",
        "type": "choice",
        "objectives": {"0": {"id": "notice"}},
        "correct_responses": {"0": {"pattern": "b[,]c"}},
        "learner_response": "a[,]b",
        "result": "incorrect",
        "weighting": "1",
        "latency": "PT4S",
        "timestamp": "2026-11-22T10:00:00.0Z",
    }
    in_2004 = {
        "suspend_data": '{"at":"p2"}',
        "location": "p2",
        "completion_status": "completed",
        "success_status": "passed",
        "progress_measure": "1",
        "score": {"scaled": "0.8", "raw": "8", "min": "0", "max": "10"},
        "session_time": "PT1M30S",
        "total_time": "PT0S",
        "exit": "suspend",
        "objectives": {"0": {"id": "notice", "success_status": "passed", "score": {"scaled": "1"}}},
        "interactions": {"0": answer},
        "learner_preference": {"audio_level": "1"},
    }
    answer_12 = {
        "id": "who-decides",
        "type": "choice",
        "student_response": "a,b",
        "result": "wrong",
        "latency": "0000:00:04.00",
        "time": "10:00:00",
    }
    in_12 = {
        "core": {
            "lesson_location": "p2",
            "lesson_status": "passed",
            "score": {"raw": "80", "min": "0", "max": "100"},
            "exit": "suspend",
            "session_time": "0000:01:30.00",
            "total_time": "0000:00:00.00",
        },
        "suspend_data": "p2",
        "comments": "",
        "objectives": {"0": {"id": "notice", "status": "passed", "score": {"raw": "100"}}},
        "interactions": {"0": answer_12},
        "student_preference": {"audio": "1"},
    }
    first = {
        "session": "PLAY-2004",
        "number": 1,
        "standard": "scorm2004",
        "cmi": {"location": "p1"},
        "final": False,
    }
    whole = {**first, "cmi": in_2004}
    old = {**first, "session": "PLAY-12", "standard": "scorm12", "cmi": in_12}
    each = [
        first,
        whole,
        old,
        [first, {**whole, "number": 2}],
        [{**old, "cmi": {"core": {"lesson_status": "incomplete"}}}, {**old, "number": 2, "final": True}],
        [whole, whole, {**whole, "number": 3}, {**first, "number": 2}],
        [{**whole, "as": "nobody"}, {**whole, "as": "other"}, {**whole, "from": "elsewhere"}, whole],
        {**whole, "cmi": {**in_2004, "interactions": {str(n): {**answer, "id": f"q{n}"} for n in range(12)}}},
    ]
    return [json.dumps(seed).encode() for seed in each]


@contextmanager
def open_place() -> Iterator[TryOne]:
    """A runtime with a course of each standard, and a learner for each input that changes something."""
    with runtime_place({word.lower(): standard for word, standard in STANDARDS.items()}) as place:
        yield Trial(place).try_one


KIND = Kind(
    name="commits",
    about="commits of a package: none is acknowledged and lost, none is refused and kept",
    seeds=seeds,
    words=tuple(
        word.encode()
        for word in (
            *(
                "PLAY-12",
                "PLAY-2004",
                "scorm12",
                "scorm2004",
                "session",
                "number",
                "standard",
                "cmi",
                "final",
            ),
            *(
                "as",
                "nobody",
                "other",
                "from",
                "core",
                "lesson_status",
                "completion_status",
                "success_status",
            ),
            *("completed", "incomplete", "passed", "failed", "unknown", "not attempted", "browsed"),
            *("interactions", "objectives", "correct_responses", "learner_response", "student_response"),
            *(
                "suspend_data",
                "location",
                "lesson_location",
                "comments",
                "score",
                "scaled",
                "raw",
                "min",
                "max",
            ),
            *("PT1H", "P10Y", "PT0.01S", "9999:59:59.99", "1e999", "-1e999", "NaN", "Infinity", "-0", "0.0"),
            *("\\ud800", "\\u0000", "\\ud83d\\ude00", "٣", "00001", "99999", "true", "null", "[]", "{}"),
        )
    ),
    shape="json",
    open=open_place,
)
