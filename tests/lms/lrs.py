"""A small, strict cmi5 LMS for tests: a real server with a package and a checking record store.

    with Lrs(package_files) as lms:
        page = lms.launch(context)  # a new session of the one registration
        lms.verbs(), lms.faults, lms.state()

Section numbers in `faults` are those of cmi5, Quartz, 1st edition.
"""

import json
import mimetypes
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from email.message import Message
from hashlib import sha1
from threading import Condition
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit
from uuid import uuid4

from playwright.sync_api import BrowserContext, Page

from tests.desk import window
from tests.lms.served import CLOSED, Handler, Served

ACTOR = {"objectType": "Agent", "account": {"homePage": "http://lms.example", "name": "learner-1"}}
ACTIVITY = "http://lms.example/activities/a-small-mark"
PUBLISHER = "urn:elearn:course:a-small-mark:whole"
_CMI5 = "https://w3id.org/xapi/cmi5/context"
SESSION, MASTERY = f"{_CMI5}/extensions/sessionid", f"{_CMI5}/extensions/masteryscore"
DEFINED, MOVES_ON = f"{_CMI5}/categories/cmi5", f"{_CMI5}/categories/moveon"
_DURATION = re.compile(r"PT(?=\d)(\d+H)?(\d+M)?(\d+(\.\d{1,2})?S)?")
_UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[1-5][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")
_RESULTS = {
    "initialized": set[str](),
    "completed": {"completion", "duration"},
    "passed": {"success", "duration", "score"},
    "failed": {"success", "duration", "score"},
    "terminated": {"duration"},
}


@dataclass
class Session:
    """One launch. `fetched` counts the posts to its fetch URL. `said` holds the statements, in order."""

    id: str = field(default_factory=lambda: str(uuid4()))
    token: str = field(default_factory=lambda: uuid4().hex)
    fetched: int = 0
    said: list[dict[str, Any]] = field(default_factory=list)


class Lrs(Served):
    """One registration in one package.

    `down` says how requests fail now: "refused", "lost" (the server takes them but does not answer), or
    "unsaved" (only documents are refused). If `slow`, answers to questions are acknowledged only after the
    end of their session, when nobody waits for it any more.
    """

    def __init__(
        self, files: Mapping[str, bytes], *, mastery: float | None = 0.8, home: str = "", tags: bool = False
    ) -> None:
        self.files, self.mastery, self.home, self.tags = dict(files), mastery, home, tags
        self.registration = str(uuid4())
        self.sessions: list[Session] = []
        self.faults: list[str] = []
        self.documents: dict[str, str] = {}
        self.mode = "Normal"
        self.down = ""
        self.slow = False
        self.preferences: dict[str, str] | None = {"languagePreference": "en-GB", "audioPreference": "on"}
        self.preferences_read = 0
        self._heard = Condition()

    def handler(self) -> type[Handler]:
        """The class that answers requests."""
        return _handler(self)

    def launch(self, context: BrowserContext) -> Page:
        """Opens a new session, in a window that nobody uses if there is one, else in a new one."""
        session = Session()
        self.sessions.append(session)
        said = {
            "fetch": f"{self.origin}/fetch?k={session.id}",
            "activityId": ACTIVITY,
            "actor": json.dumps(ACTOR),
            "registration": self.registration,
            "endpoint": f"{self.origin}/lrs",
        }
        page = window(context, CLOSED)
        page.goto(f"{self.origin}/package/index.html?{urlencode(said)}")
        return page

    def verbs(self, number: int = -1) -> list[str]:
        """The verbs of a session, in order. By default those of the last session."""
        return [_verb(statement) for statement in self.sessions[number].said]

    def wait_until_last(self, verb: str) -> None:
        """Waits until the last session's last verb is this one. Fails after ten seconds."""
        with self._heard:
            assert self._heard.wait_for(lambda: self.verbs()[-1:] == [verb], 10), self.verbs()

    def state(self) -> dict[str, Any]:
        """Our state document, as the store holds it."""
        found: dict[str, Any] = json.loads(self.documents.get("progress", "{}"))
        return found

    # Answers to requests: status, body, headers.

    def answer(self, method: str, url: str, headers: Message, body: bytes) -> tuple[int, str, dict[str, str]]:
        """The answer to any request, except for the package's files."""
        at, query = urlsplit(url), {name: values[0] for name, values in parse_qs(urlsplit(url).query).items()}
        with self._heard:
            if at.path == "/fetch":
                return self._fetch(method, query["k"])
            session = next(
                (each for each in self.sessions if headers.get("Authorization") == f"Basic {each.token}"),
                None,
            )
            if session is None or not headers.get("X-Experience-API-Version", "").startswith("1.0"):
                self.faults.append(f"{method} {at.path} without a token or a version (8.2)")
                return 401, "", {}
            if at.path == "/lrs/statements":
                statements = json.loads(body)
                result = self._statements(session, statements)
                if self.slow and all(_verb(each) == "answered" for each in statements):
                    self._heard.wait_for(lambda: _ended(session), 10)
                return result
            if at.path == "/lrs/agents/profile":
                self.preferences_read += 1
                known = (
                    query.get("profileId") == "cmi5LearnerPreferences" and json.loads(query["agent"]) == ACTOR
                )
                self._unless(known, "the preferences were asked for wrongly (11)")
                return (404, "", {}) if self.preferences is None else (200, json.dumps(self.preferences), {})
            return self._document(session, method, query, headers, body.decode())

    def _fetch(self, method: str, key: str) -> tuple[int, str, dict[str, str]]:
        session = next(each for each in self.sessions if each.id == key)
        session.fetched += 1
        self._unless(method == "POST", "the token is posted for (8.2.1)")
        if session.fetched > 1:
            return 200, json.dumps({"error-code": "1", "error-text": "Already given."}), {}
        return 200, json.dumps({"auth-token": session.token}), {}

    def _document(
        self, session: Session, method: str, query: dict[str, str], headers: Message, body: str
    ) -> tuple[int, str, dict[str, str]]:
        about = (query.get("activityId"), json.loads(query.get("agent", "{}")), query.get("registration"))
        self._unless(about == (ACTIVITY, ACTOR, self.registration), "a document of something else (10)")
        name = query["stateId"]
        held = self._launch_data(session) if name == "LMS.LaunchData" else self.documents.get(name)
        tag = held and f'"{sha1(held.encode()).hexdigest()}"'
        if method == "GET":
            return (404, "", {}) if held is None else (200, held, {"ETag": str(tag)})
        self._unless(name != "LMS.LaunchData", "the launch data is not the AU's to write (10)")
        if self.tags and held is not None:
            if "If-Match" not in headers:
                return 409, "", {}
            if headers["If-Match"] != tag:
                return 412, "", {}
        if _ended(session) > 2:
            self.faults.append("a document after the end")
        self.documents[name] = body
        return 204, "", {}

    def _launch_data(self, session: Session) -> str:
        data: dict[str, Any] = {
            "launchMode": self.mode,
            "moveOn": "CompletedAndPassed",
            "contextTemplate": {
                "extensions": {SESSION: session.id, "http://lms.example/course": "w-17"},
                "contextActivities": {
                    "grouping": [{"id": PUBLISHER}],
                    "category": [{"id": "http://lms.example/wrenshire"}],
                },
            },
        }
        if self.mastery is not None:
            data["masteryScore"] = self.mastery
        if self.home:
            data["returnURL"] = self.home
        return json.dumps(data)

    def _statements(
        self, session: Session, statements: list[dict[str, Any]]
    ) -> tuple[int, str, dict[str, str]]:
        known = {each["id"]: each for one in self.sessions for each in one.said}
        if any(each["id"] in known and known[each["id"]] != each for each in statements):
            return 409, "", {}
        for statement in statements:
            if statement["id"] not in known:
                self.faults += [f"{_verb(statement)}: {fault}" for fault in self._judge(session, statement)]
                session.said.append(statement)
        self._heard.notify_all()
        return 200, json.dumps([each["id"] for each in statements]), {}

    def _judge(self, session: Session, statement: dict[str, Any]) -> list[str]:
        """What is wrong with the next statement of a session."""
        verb, context, result = _verb(statement), statement["context"], statement.get("result", {})
        categories = {each["id"] for each in context["contextActivities"].get("category", [])}
        grouping = [each["id"] for each in context["contextActivities"].get("grouping", [])]
        said, defined = [_verb(each) for each in session.said], DEFINED in categories
        earlier = [each for one in self.sessions for each in one.said]
        before = {_verb(each) for each in earlier}
        found = {
            "its id is no UUID (9.1)": not _UUID.fullmatch(statement["id"]),
            "another actor (9.2)": statement["actor"] != ACTOR,
            "initialized is not first (9.3)": (verb == "initialized") != (not said),
            "after terminated (9.3.8)": "terminated" in said,
            "said twice in a session (9.3)": defined and verb in said,
            "two verdicts in a session (9.3)": verb in ("passed", "failed")
            and bool({"passed", "failed"} & {*said}),
            "said twice in a registration (9.3)": defined
            and verb in ("completed", "passed")
            and verb in before,
            "failed after passed (9.3)": verb == "failed" and "passed" in before,
            "another registration (9.6.1)": context.get("registration") != self.registration,
            "the context template is not whole (10)": context["extensions"].get(SESSION) != session.id
            or context["extensions"].get("http://lms.example/course") != "w-17"
            or grouping != [PUBLISHER]
            or "http://lms.example/wrenshire" not in categories,
            "its time is not in UTC, or goes back (9.7)": not statement["timestamp"].endswith("Z")
            or any(statement["timestamp"] < each["timestamp"] for each in session.said if verb != "answered"),
            "no duration of ISO 8601 (9.5.4)": "duration" in result
            and not _DURATION.fullmatch(result["duration"]),
            "more than a beginning and an end in another mode (10)": self.mode != "Normal"
            and verb not in ("initialized", "terminated"),
        }
        faults = [fault for fault, is_so in found.items() if is_so]
        return faults + (self._defined(statement, categories) if defined else _answered(statement))

    def _defined(self, statement: dict[str, Any], categories: set[str]) -> list[str]:
        verb, result = _verb(statement), statement.get("result", {})
        scaled = result.get("score", {}).get("scaled")
        mark = self.mastery or 0
        judged = "success" in result or "completion" in result
        extension = statement["context"]["extensions"].get(MASTERY)
        found = {
            "another object (9.4)": statement["object"]["id"] != ACTIVITY,
            "not a verb of an AU (9.3)": verb not in _RESULTS,
            "a result with too much or too little (9.5)": not _RESULTS.get(verb, set()) - {"score"}
            <= set(result)
            <= _RESULTS.get(verb, set()),
            "success is the wrong way round (9.5.2)": "success" in result
            and result["success"] != (verb == "passed"),
            "moveon where it may not be, or not where it must (9.6.2.2)": judged != (MOVES_ON in categories),
            "a score against the mastery score (9.3.4)": scaled is not None
            and (scaled >= mark) != (verb == "passed"),
            "a score out of range (9.5.1)": scaled is not None and not 0 <= scaled <= 1,
            "without the mastery score (9.6.3.2)": extension
            != (self.mastery if "success" in result else None),
        }
        return [fault for fault, is_so in found.items() if is_so]

    def _unless(self, holds: bool, fault: str) -> None:
        if not holds:
            self.faults.append(fault)


def _answered(statement: dict[str, Any]) -> list[str]:
    definition = statement["object"].get("definition", {})
    part = {
        "choice": "choices",
        "sequencing": "choices",
        "matching": "source",
        "likert": "scale",
        "performance": "steps",
    }
    kind = definition.get("interactionType")
    found = {
        "no answer": _verb(statement) != "answered" or not isinstance(statement["result"]["response"], str),
        "no interaction": definition.get("type") != "http://adlnet.gov/expapi/activities/cmi.interaction",
        "its parts have no ids": kind in part and not all(each["id"] for each in definition[part[kind]]),
        "about the whole course": statement["object"]["id"] == ACTIVITY,
    }
    return [fault for fault, is_so in found.items() if is_so]


def _verb(statement: dict[str, Any]) -> str:
    return str(statement["verb"]["id"].rpartition("/")[2])


def _ended(session: Session) -> int:
    """How many statements came since the session ended. 0 if it has not ended."""
    verbs = [_verb(each) for each in session.said]
    return len(verbs) - verbs.index("terminated") if "terminated" in verbs else 0


def _handler(lrs: Lrs) -> type[Handler]:
    class Answers(Handler):
        def _any(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            path = urlsplit(self.path).path
            if path.startswith("/package/"):
                kind = mimetypes.guess_type(path)[0] or "application/octet-stream"
                found = lrs.files.get(path.removeprefix("/package/"))
                return self._say(404 if found is None else 200, found or b"", {"Content-Type": kind})
            if not path.startswith(("/lrs/", "/fetch")):
                return self._say(
                    200, b"<!doctype html><title>My courses</title>", {"Content-Type": "text/html"}
                )
            if lrs.down == "refused" or (lrs.down == "unsaved" and self.command == "PUT"):
                return self._say(503, b"", {})
            status, text, headers = lrs.answer(self.command, self.path, self.headers, body)
            if lrs.down == "lost":
                self.close_connection = True
                return None
            return self._say(status, text.encode(), {"Content-Type": "application/json", **headers})

        do_GET = do_POST = do_PUT = _any

        def _say(self, status: int, body: bytes, headers: dict[str, str]) -> None:
            self.send_response(status)
            for name, value in {**headers, "Content-Length": str(len(body))}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

    return Answers
