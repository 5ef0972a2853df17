"""A real desk with a sample course and a trainer, and their window, whose console must stay empty."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Locator, Page, Response
from starlette.applications import Starlette

from elearn.database import Database
from elearn.desk import make_desk, routes
from elearn.runtime import session_cookie
from elearn.settings import Settings
from elearn.tracker import give_role, sessions
from tests.sample_course import SLUG, write_sample
from tests.serving import free_port, serving

FIRST = "01-noticing.md"
IN_FOCUS = "document.activeElement === document.body ? '' : document.activeElement.outerHTML"


@dataclass
class Writing:
    """The desk, and what has gone wrong in the windows on it."""

    address: str
    settings: Settings
    database: Database
    ada: int
    wrong: list[str] = field(default_factory=list)

    def sign_in(self, context: BrowserContext) -> str:
        """Signs Ada in, and returns her session."""
        token = sessions.mint_session(self.database, self.ada)
        context.add_cookies([{"name": session_cookie(secure=False), "value": token, "url": self.address}])
        return token

    def window(self, context: BrowserContext, file: str = FIRST, page: str = "the-visit") -> Page:
        """A window with a page of the course."""
        opened = context.new_page()
        opened.on("pageerror", lambda error: self.wrong.append(str(error)))
        opened.on("console", lambda said: self.wrong.append(f"{said.type}: {said.text}"))
        opened.on("response", self._answered)
        opened.goto(f"{self.address}/desk/{SLUG}?file={file}&page={page}")
        opened.locator(".card-edit").first.wait_for()
        return opened

    def _answered(self, response: Response) -> None:
        if response.status >= 400:
            self.wrong.append(f"{response.status} {response.url}")

    def text(self, file: str = FIRST) -> str:
        """What a file of the course says on the disk."""
        return (self.settings.courses / SLUG / file).read_text("utf-8")


@contextmanager
def writing(db: Database, address: str, folder: Path) -> Iterator[Writing]:
    """Serves the desk until the block ends."""
    write_sample(folder / "courses")
    port = free_port()
    url = f"http://localhost:{port}"
    more: dict[str, Any] = {"courses": folder / "courses", "reviews": folder / "reviews", "desk_url": url}
    settings = Settings(database=address, **more)
    with db.write() as connection:
        insert = "insert into person (email, name) values (:email, :name) returning id"
        ada = connection.value(insert, {"email": "ada@north.example", "name": "Ada Marsh"})
        give_role(connection, ada, "trainer")
    made = Writing(url, settings, db, ada)
    with served(made):
        yield made


@contextmanager
def served(where: Writing) -> Iterator[None]:
    """Serves the desk at its address until the block ends, as a process that has just been started."""
    app = Starlette(routes=routes(make_desk(where.database, where.settings)))
    with serving(app, int(where.address.rpartition(":")[2])):
        yield


@contextmanager
def browsing(where: Writing, browser: Browser, width: int = 1280) -> Iterator[BrowserContext]:
    """A browser in which Ada is signed in. At its end nothing has gone wrong in any of its windows."""
    context = browser.new_context(viewport={"width": width, "height": 800}, reduced_motion="reduce")
    context.set_default_timeout(20_000)
    where.sign_in(context)
    yield context
    context.close()
    assert not where.wrong, where.wrong


def tab_to(page: Page, there: Locator, key: str = "Tab") -> None:
    """Presses Tab until it is there, as somebody without a mouse does."""
    there.wait_for()
    for _ in range(80):
        if there.evaluate("each => each === document.activeElement"):
            return
        page.keyboard.press(key)
        assert page.evaluate(IN_FOCUS), "focus has left the page"
    raise AssertionError(f"{key} does not lead to {there}")
