"""A desk with its database and its course in a folder, two browsers, and an account of what must not be lost.

Every text that somebody writes has a word that is nowhere else, which says who wrote it: `ada3z`, `ben7z`, `out9z`. A
word may be missing (`World.free`) only if somebody who saw it took it out.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime, timedelta, tzinfo
from pathlib import Path
from typing import Any

import httpx
import pytest
from hypothesis import currently_in_test_context, note
from starlette.testclient import TestClient
from starlette.types import ASGIApp, Receive, Scope, Send

from elearn import days
from elearn.authoring.drafts import Draft, Drafts
from elearn.authoring.drafts.operations import text_before
from elearn.authoring.drafts.storing import Stored
from elearn.content.course import BANK_FOLDER
from elearn.content.forms import read_values
from elearn.database import Database, open_database
from elearn.desk import create_app
from elearn.desk.doing import parts_in
from elearn.runtime import session_cookie
from elearn.settings import Settings
from elearn.tracker import give_role, sessions
from tests.desk_room.browsers import Answer, Browsers, Picture
from tests.desk_room.killing import Bomb
from tests.sample_course import COURSE, FIRST, PICTURE, SECOND

PEOPLE = ("ada", "ben")
BANK = (
    "# More words\n\n:::{question} true-or-false\n:name: spare\n\nIt is so.\n\n- [x] True\n- [ ] False\n:::\n"
)
FILES = {
    "course.md": COURSE,
    "01-noticing.md": FIRST,
    "02-acting.md": SECOND.rstrip("\n").replace("\n", "\r\n"),
    f"{BANK_FOLDER}more.md": "\ufeff" + BANK,
}
WORD = re.compile(r"(?:ada|ben|out)\d+z")


class Cut(Exception):
    """The process has ended while it answered."""


class Process:
    """The app in a process that may end."""

    def __init__(self, app: ASGIApp, bomb: Bomb) -> None:
        self._app, self._bomb = app, bomb

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await self._app(scope, receive, send)
        except BaseException:
            if self._bomb.dead:
                raise Cut from None
            raise


class World:
    """The desk of one course. Each person has one browser. `fates` says what becomes of the next requests."""

    def __init__(self, address: str, root: Path, browsers: Browsers) -> None:
        self.folder = root / "courses" / "c"
        for name, text in FILES.items():
            (self.folder / name).parent.mkdir(parents=True, exist_ok=True)
            (self.folder / name).write_bytes(text.encode())
        (self.folder / "media").mkdir()
        (self.folder / "media" / "rings.svg").write_text(PICTURE)
        self.settings = Settings(database=address, courses=self.folder.parent, reviews=root / "reviews")
        self.bomb = Bomb(self.folder)
        self.browsers, self.fates = browsers, list[str]()
        self.late: list[tuple[str, str, str, str | None]] = []
        self.slow: list[tuple[int, int, str]] = []
        self.words, self.free = set[str](), set[str]()
        self.saved = set[str | bytes | None]()
        self.outside_was, self.killed, self.seconds = False, False, 0.0
        self._process = ExitStack()
        self._start()
        self.people = {name: self._person(name) for name in PEOPLE}
        self.tokens = {name: sessions.mint_session(self.db, person) for name, person in self.people.items()}
        self.disk = self.on_disk()
        self.browsers.new(PEOPLE, self.answer)

    @contextmanager
    def clock(self) -> Iterator[None]:
        """The desk's clock goes as the browsers' does."""
        world, begun = self, datetime.now(UTC)

        class Clock(datetime):
            @classmethod
            def now(cls, tz: tzinfo | None = None) -> datetime:  # type: ignore[override]
                return (begun + timedelta(seconds=world.seconds)).astimezone(tz)

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(days, "datetime", Clock)
            yield

    # The process

    def _start(self) -> None:
        self.bomb.set(None)
        self.db: Database = self._process.enter_context(open_database(self.settings.database))
        self.drafts = Drafts(self.db, self.settings.courses)
        self.client = self._process.enter_context(self._client())

    def _client(self) -> httpx.Client:
        """What reaches the desk, which is in this process."""
        app = Process(create_app(self.db, self.settings), self.bomb)
        return TestClient(app, base_url=self.settings.desk_url)

    def restart(self) -> None:
        """Another process, with the same database and folder."""
        self.bomb.set(None)
        self._process.close()
        self._start()

    def close(self) -> None:
        """Ends the process."""
        self.bomb.set(None)
        self._process.close()

    def _person(self, name: str) -> int:
        with self.db.write() as conn:
            insert = "insert into person (email, name) values (:email, :name) returning id"
            person = int(conn.value(insert, {"email": f"{name}@north.example", "name": name}))
            give_role(conn, person, "trainer")
        return person

    # The line

    def answer(self, request: int, person: str, method: str, address: str, body: str | None) -> Answer:
        """What a browser hears."""
        fate = self.fates.pop(0) if self.fates else "good"
        if fate == "late" and method == "POST":
            self.late.append((person, method, address, body))
        if fate in ("lost", "late"):
            return 0, ""
        if fate == "busy":
            return 503, "<html>"
        self.tell(f"({fate})")
        status, text = self.ask(person, method, address, body)
        if fate == "slow":
            self.slow.append((request, status, text))
            return None
        return (0, "") if fate == "unheard" else (status, text)

    def ask(self, person: str, method: str, address: str, body: str | bytes | None = None) -> tuple[int, str]:
        """What the desk answers. The status 0: the process has ended, and another one has begun."""
        cookie = f"{session_cookie(secure=self.settings.secure)}={self.tokens[person]}"
        headers = {"Origin": self.settings.desk_url, "Cookie": cookie}
        saves = address.endswith("/save")
        if saves:
            self.see_disk()
        self.bomb.on = True
        try:
            response = self.client.request(method, address, content=body, headers=headers)
        except (Cut, httpx.TransportError):
            self.killed = True
            self.bomb.on = False
            self.restart()
            status, text = 0, ""
        else:
            status, text = response.status_code, response.text
            assert status < 500, (address, body, text)
        finally:
            self.bomb.on = False
        self.tell(f"{person}: {address.rpartition('/')[2]} {body} → {status} {text[:60]}")
        if saves:
            self._see_saved(status, body)
        return status, text

    def tell(self, what: str) -> None:
        """Says what happened, should a test fail."""
        if currently_in_test_context():
            note(f"    {what}")
        else:
            print(what)

    def arrive(self) -> None:
        """Requests that were long under way, and that their browsers have given up, come to the desk."""
        late, self.late = self.late, []
        for person, method, address, body in late:
            self.ask(person, method, address, body)

    def deliver(self) -> None:
        """Answers that were long under way come to the browsers."""
        slow, self.slow = self.slow, []
        for request, status, text in slow:
            self.browsers.deliver(request, (status, text))
        self.browsers("look")

    # What is there

    def on_disk(self) -> dict[str, tuple[bytes, int, int]]:
        """Each file of the course with its bytes, its time and its number."""
        files = (path for path in self.folder.rglob("*") if path.is_file())
        return {
            path.relative_to(self.folder).as_posix(): (path.read_bytes(), stat.st_mtime_ns, stat.st_ino)
            for path in files
            for stat in (path.stat(),)
        }

    def texts(self) -> dict[str, str]:
        """The course's texts on the disk."""
        found = self.on_disk().items()
        return {name: content.decode() for name, (content, *_) in found if name.endswith(".md")}

    def see_disk(self) -> None:
        """Nothing but Save writes into the folder."""
        assert self.on_disk() == self.disk

    def _see_saved(self, status: int, body: str | bytes | None) -> None:
        """After Save each file is as it was, or says what the draft says. One that comes twice is done once."""
        now, before, files = self.on_disk(), self.disk, self.drafts.look("c").files
        for name in {*now, *before}:
            if now.get(name) == before.get(name):
                continue
            if name.endswith(".md"):
                said = now[name][0].decode() if name in now else None
                assert said == files.get(name), f"{name} is neither as it was nor as the draft is"
                assert said != (before[name][0].decode() if name in before else None), (
                    f"{name} is written anew"
                )
            else:
                assert name.startswith("media/") or self.killed, f"{name} is left over"
        request = json.loads(body)["request"] if body else ""
        if status == 200 and request not in self.saved:
            self.saved.add(request)
            assert {name: each[0].decode() for name, each in now.items() if name.endswith(".md")} == files
            assert self.killed or not left_over(now)
        self.disk = now

    def see_words(self) -> None:
        """Nothing that somebody wrote is lost: it is in the draft, in a clash, or kept in a browser."""
        assert self.words - self.free - self.there() - words(*self.browsers.refused) == set()

    def there(self) -> set[str]:
        """The words of the draft, of what it clashes with, and of what the browsers keep."""
        draft = self.drafts.look("c")
        kept = (text for picture in self.pictures.values() for text in picture["kept"])
        return words(*draft.files.values(), *(each.theirs for each in draft.clashes), *kept)

    @property
    def pictures(self) -> dict[str, Picture]:
        """What each browser showed last."""
        return self.browsers.pictures

    def said_at(self, seq: int) -> Mapping[str, str]:
        """The texts of the draft after a change."""
        with self.db.read() as conn:
            stored = Stored.load(conn, "c")
            assert stored
            later = stored.since(seq) or []
        names = {*stored.text, *(made.file for each in later for made in each.edits)}
        found = {name: text_before(stored.text.get(name), name, later) for name in names}
        return {name: text for name, text in found.items() if text is not None}

    def new_word(self, who: str) -> str:
        """A word that is nowhere else."""
        self._words = getattr(self, "_words", 0) + 1
        return f"{who}{self._words}z"


def left_over(names: Iterable[str]) -> list[str]:
    """The files that a save has not put into their places."""
    return [name for name in names if name.rpartition("/")[2].startswith(".")]


def words(*texts: str) -> set[str]:
    """The words that say who wrote something."""
    return {word for text in texts for word in WORD.findall(text)}


def must_show(state: Mapping[str, Any], draft: Draft) -> None:
    """A state shows what the texts of the draft say, read anew."""
    page, text = state["page"], draft.files[state["page"]["file"]]
    parts = parts_in(draft.files, page["file"])
    (shown,) = (each for each in parts.pages if each.id == page["id"] and list(each.span) == page["lines"])
    assert page["text"] == "\n".join(text.split("\n")[slice(*shown.span)])
    read = [read_values(block.text) for block in shown.blocks]
    assert [(block["lines"], block["text"], block["kind"], block["values"]) for block in page["blocks"]] == [
        (list(block.span), block.text, block.kind, as_sent(values[1]) if values else None)
        for block, values in zip(shown.blocks, read, strict=True)
    ]
    assert state["seq"] == draft.seq
    outline = [(file["file"], [each["id"] for each in file["pages"]]) for file in state["outline"]]
    assert dict(outline) == {
        name: [page.id for page in parts_in(draft.files, name).pages] for name in draft.files
    }


def as_sent(values: Any) -> Any:
    """As JSON brings it."""
    return json.loads(json.dumps(values))


def leaves(value: Any, at: tuple[Any, ...] = ()) -> Iterator[tuple[tuple[Any, ...], str]]:
    """Every text in a form that holds words, with where it is."""
    if isinstance(value, str) and " " in value.strip():
        yield at, value
    elif isinstance(value, dict | list):
        for key, each in value.items() if isinstance(value, dict) else enumerate(value):
            yield from leaves(each, (*at, key))
