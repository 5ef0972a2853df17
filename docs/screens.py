"""Takes pictures of every screen with nothing, one thing, thousands, a whole county and faults: `make screenshots`.

Each is taken at two widths and in both schemes, below `var/screens`, with a page that shows them all. The board's page
is also printed. They are for whoever changes a screen to look at, and are not kept with the source. Words given to the
program are the only states that it takes, and the only pictures whose names begin so: `docs/screens.py one thousands
coverage`. `docs/screens.py county desk` takes those of the editor.
"""

import sqlite3
import sys
import tempfile
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, closing, contextmanager, nullcontext
from pathlib import Path

from playwright.sync_api import Browser, Page

sys.path.insert(0, str(Path(__file__).parents[1]))

from docs.browsing import SCHEMES, SCREENS, SIZES, browser, settle, signed_in
from docs.printing import printed
from docs.screens_counting import COUNTING
from docs.screens_data import COURSE, FIRST_WHO, ONE, THOUSANDS, WHO, fill, give_roles, withdraw, write
from docs.screens_desk import DESK, DESK_COUNTY, DESK_FAILING, DESK_ONE
from docs.screens_shots import (
    BUSY,
    CLOSED,
    COUNTY,
    EVERY,
    FAILING,
    LARGE,
    ROWS,
    START,
    UNREACHED,
    Shot,
    at_once,
)
from tests.serving import Demonstration, Installation, demonstration, installation

from elearn.database import open_database
from elearn.demo import PEOPLE
from elearn.tracker import sessions

STILL = """() => document.getAnimations().every(
  each => each.playState !== 'running' || each.effect.getTiming().iterations === Infinity)"""
"""No colour is changing any more. What never ends, such as a cursor, may."""
TALLEST = 3_600
"""In pixels. Nobody looks at more of a screen than this."""
PRINTED = ("coverage", "coverage-course")
"""The pictures that are also taken on paper."""


class Camera:
    """Takes the pictures whose names begin with one of `names`, or all if there is none."""

    def __init__(self, browser: Browser, names: Collection[str]) -> None:
        self.browser, self.names = browser, tuple(names)

    def take(
        self,
        here: Installation | Demonstration,
        state: str,
        shots: Sequence[Shot],
        who: Mapping[str, str],
        *,
        connected: bool = True,
        meanwhile: Callable[[], AbstractContextManager[object]] = nullcontext,
    ) -> None:
        """Each shot at each width and in each scheme. The page is loaded once, and follows its window.

        `connected`: whether a WebSocket comes through. `meanwhile`: what is so as soon as somebody is signed in.
        """
        wanted = [shot for shot in shots if not self.names or shot.name.startswith(self.names)]
        for role in dict.fromkeys(shot.who for shot in wanted):
            context = signed_in(self.browser, here, who[role]) if role else self.browser.new_context()
            page = context.new_page()
            if not connected:
                page.route_web_socket("**/*", lambda socket: socket.close())
            with meanwhile():
                for shot in wanted:
                    if shot.who == role:
                        self._one(page, here, shot, f"{shot.name}-{state}")
            context.close()

    def _one(self, page: Page, here: Installation | Demonstration, shot: Shot, name: str) -> None:
        page.set_viewport_size({"width": SIZES["desktop"][0], "height": SIZES["desktop"][1]})
        page.emulate_media(color_scheme=SCHEMES[0])
        try:
            page.goto(_address(here, shot.path))
            shot.ready(page)
            shot.press(page)
            _all_looks(page, name, shot.ready is settle and page.url.startswith(here.app))
            if shot.name in PRINTED:
                printed(page, name)
        except Exception as error:
            page.screenshot(path=SCREENS / f"{name}-not-taken.png")
            print(f"{name}: {error}", file=sys.stderr)


def _address(here: Installation | Demonstration, path: str) -> str:
    where, colon, rest = path.partition(":/")
    return {"runtime": here.runtime, "desk": here.desk}[where] + f"/{rest}" if colon else here.app + path


def main(words: Sequence[str]) -> None:
    """Takes every picture of the states that are wanted, one state after the other."""
    SCREENS.mkdir(parents=True, exist_ok=True)
    states = [word for word in words if word in STATES] or list(STATES)
    with browser() as launched:
        camera = Camera(launched, [word for word in words if word not in STATES])
        for state in states:
            STATES[state](camera)
    _write_index()


def _empty(camera: Camera) -> None:
    with _installation() as here:
        camera.take(here, "nobody", START, {})
        give_roles(here)
        camera.take(here, "empty", EVERY + DESK, FIRST_WHO)


def _one(camera: Camera) -> None:
    with _installation(ONE) as here:
        camera.take(here, "one", START + EVERY + ROWS + DESK + DESK_ONE + _sign_in(here), WHO)
        withdraw(here)
        camera.take(here, "closed", CLOSED, WHO)


def _thousands(camera: Camera) -> None:
    with _installation(THOUSANDS) as here:
        camera.take(here, "thousands", EVERY + LARGE + DESK + DESK_ONE, WHO)


def _county(camera: Camera) -> None:
    roles = {
        "Learner": "learner",
        "Trainer": "trainer",
        "Agency lead": "lead",
        "Board member": "board",
        "Administrator": "administrator",
    }
    with tempfile.TemporaryDirectory() as name, demonstration(Path(name), Path(name) / "served") as here:
        who = {roles[person.role]: person.email for person in PEOPLE}
        camera.take(here, "county", START[:1] + EVERY + COUNTY + COUNTING + DESK + DESK_COUNTY, who)


def _failing(camera: Camera) -> None:
    with _installation(ONE) as here:
        broken = here.folder / "courses" / "broken"
        broken.mkdir()
        text = (here.folder / "courses" / COURSE / "course.md").read_text(encoding="utf-8")
        wrong = text.replace("pass_mark: 80%", "pass_mark: most").replace("\n:::\n", "\n", 1)
        (broken / "course.md").write_text(wrong, encoding="utf-8")
        unread = here.folder / "courses" / "unreadable"
        unread.mkdir()
        (unread / "course.md").write_text(text.replace("title: ", "title: [", 1), encoding="utf-8")
        (here.folder / "reviews" / "broken.md").write_text("---\nboard: [\n---\n\n# Broken\n", "utf-8")
        (here.folder / "reviews" / "boards.yaml").write_text("boards: [", encoding="utf-8")
        camera.take(here, "failing", FAILING + DESK + DESK_FAILING, WHO)
        camera.take(here, "failing", UNREACHED, WHO, connected=False)
        camera.take(here, "failing", BUSY, WHO, meanwhile=lambda: _held(here.database))


@contextmanager
def _held(database: Path) -> Iterator[None]:
    """Holds a database, so that nobody else can write into it, until the block ends."""
    with closing(sqlite3.connect(database, isolation_level=None)) as other:
        other.execute("begin immediate")
        yield
        other.execute("rollback")


STATES = {"empty": _empty, "one": _one, "thousands": _thousands, "county": _county, "failing": _failing}


def _sign_in(here: Installation) -> tuple[Shot, ...]:
    """The page of a sign-in link that works, for which somebody has asked."""
    with open_database(str(here.database)) as database:
        person = sessions.person_by_email(database, WHO["learner"])
        assert person is not None
        token = sessions.mint_sign_in(database, person)
    return (Shot("link", f"runtime:/sign-in/{token}", "", ready=at_once),)


def _all_looks(page: Page, name: str, app: bool) -> None:
    for size, (width, height) in SIZES.items():
        page.set_viewport_size({"width": width, "height": height})
        if app:
            settle(page, pause=200)
        tall = page.evaluate("(document.querySelector('.stMain') ?? document.documentElement).scrollHeight")
        page.set_viewport_size({"width": width, "height": min(max(tall, height), TALLEST)})
        page.evaluate("document.querySelector('.stMain')?.scrollTo(0, 0)")
        for scheme in SCHEMES:
            page.emulate_media(color_scheme=scheme)
            page.wait_for_timeout(100)
            page.wait_for_function(STILL)
            page.screenshot(path=SCREENS / f"{name}-{size}-{scheme}.png")
        _sideways(page, f"{name}-{size}")
    page.emulate_media(color_scheme=SCHEMES[0])


def _sideways(page: Page, name: str) -> None:
    """Says if a page is wider than its window."""
    wide = page.evaluate(
        "(each => each.scrollWidth - each.clientWidth)(document.querySelector('.stMain') ?? document.documentElement)"
    )
    if wide > 0:
        print(f"{name}: {wide} px wider than the window", file=sys.stderr)


def _write_index() -> None:
    images = "".join(
        f'<figure><img src="{each.name}" width="480" alt=""><figcaption>{each.stem}</figcaption></figure>'
        for each in sorted(SCREENS.glob("*.png"))
    )
    style = "<style>body { display: flex; flex-wrap: wrap }</style>"
    (SCREENS / "index.html").write_text(style + images, encoding="utf-8")


@contextmanager
def _installation(counts: Mapping[str, int] | None = None) -> Iterator[Installation]:
    """An installation in a folder of its own: with nothing, or with as many things of each kind as `counts` says."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if counts is not None:
            write(folder, counts)
        with installation(folder) as here:
            if counts is not None:
                give_roles(here)
                fill(here, counts)
            yield here


if __name__ == "__main__":
    main(sys.argv[1:])
