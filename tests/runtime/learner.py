"""A learner in the middle of a course, as far as their browser's commits go."""

from pathlib import Path

from starlette.testclient import TestClient
from tests.runtime.conftest import COURSE, register_blank

from elearn.database import Database
from elearn.runtime import session_cookie
from elearn.settings import Settings
from elearn.tracker import registrations, sessions


class Learner:
    """Somebody who is in the middle of a course, and whose browser sends what they do."""

    def __init__(self, client: TestClient, db: Database, packages: Path) -> None:
        register_blank(db, packages)
        with db.write() as connection:
            sql = "insert into person (email, name) values ('ada@north.example', 'Ada Marsh') returning id"
            ada = connection.value(sql)
        self.client = client
        self.says = ""
        self.session = registrations.open_session(db, registrations.start(db, ada, COURSE).id, ada).id
        client.cookies.set(session_cookie(secure=False), sessions.mint_session(db, ada))

    def commits(self, number: int) -> tuple[int, str]:
        """The answer's code, and what it says has become of the commit. A browser keeps what got a code from 500."""
        body = {
            "session": self.session,
            "number": number,
            "standard": "scorm2004",
            "cmi": {"location": f"p{number}"},
        }
        answer = self.client.post("/commit", json=body, headers={"Origin": Settings().runtime_url})
        self.says = answer.json().get("problem", "")
        return answer.status_code, answer.json()["status"]
