"""A trainer writes a whole course in the browser, with every kind of block, and the folder is as if written by hand.

`by_hand/` is the course as a good author writes it. The modules of `whole/` say what the trainer does for each page.
"""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import unified_diff
from io import BytesIO
from pathlib import Path, PurePosixPath

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, expect
from starlette.applications import Starlette
from typer.testing import CliRunner

from elearn.cli import app
from elearn.content.course import load_course
from elearn.content.forms import form_kinds
from elearn.database import Database
from elearn.desk import make_desk, routes
from elearn.runtime import session_cookie
from elearn.settings import Settings
from elearn.tracker import give_role, sessions
from tests.cli.conftest import REVIEW
from tests.editor.whole import acting, ending, noticing
from tests.editor.whole.trainer import Form, Trainer, said
from tests.gallery import media_file
from tests.serving import free_port, serving

SLUG = "where-the-baby-sleeps"
BY_HAND = Path(__file__).with_name("by_hand") / SLUG
SIZES = {"the-room": (800, 450), "clear-cot": (400, 300), "sofa": (400, 300)}
"""The trainer's pictures, in pixels."""


@dataclass(frozen=True)
class Room:
    """A desk that runs, its folder of courses, the trainer's own files, and their session."""

    address: str
    courses: Path
    files: Path
    token: str


@pytest.fixture
def room(db: Database, address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Room]:
    """A desk on an empty folder of courses, and a trainer who is signed in. Commands work in the same folders."""
    port = free_port()
    url = f"http://localhost:{port}"
    settings = Settings(
        database=address, courses=tmp_path / "courses", reviews=tmp_path / "reviews", desk_url=url
    )
    for name in ("COURSES", "REVIEWS"):
        monkeypatch.setenv(f"ELEARN_{name}", str(tmp_path / name.lower()))
    settings.courses.mkdir()
    settings.reviews.mkdir()
    (settings.reviews / "wrenshire-alder.md").write_text(REVIEW, encoding="utf-8")
    with db.write() as connection:
        insert = "insert into person (email, name) values (:email, :name) returning id"
        ada = connection.value(insert, {"email": "ada@north.example", "name": "Ada Marsh"})
        give_role(connection, ada, "trainer")
    with serving(Starlette(routes=routes(make_desk(db, settings))), port):
        yield Room(url, settings.courses, _files(tmp_path / "files"), sessions.mint_session(db, ada))


def _files(folder: Path) -> Path:
    """What the trainer has on their computer."""
    folder.mkdir()
    for name, size in SIZES.items():
        Image.new("RGB", size, "#e2eeee").save(folder / f"{name}.png")
    for name in ("a-first-visit.mp4", "a-first-visit.vtt", "a-grandmother.mp3", "checklist.pdf"):
        (folder / name).write_bytes(media_file(PurePosixPath(name)))
    return folder


@pytest.fixture
def page(room: Room, browser: Browser) -> Iterator[Page]:
    """The trainer's window."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    context.add_cookies([{"name": session_cookie(secure=False), "value": room.token, "url": room.address}])
    made = context.new_page()
    wrong: list[str] = []
    made.on("pageerror", lambda error: wrong.append(str(error)))
    yield made
    context.close()
    assert wrong == []


@pytest.mark.deep  # it takes half a minute
def test_a_course_that_is_written_in_the_browser_is_as_if_written_by_hand(room: Room, page: Page) -> None:
    _start(room, page)
    trainer = Trainer(page, room.files)

    _facts(trainer)
    ending.introduction(trainer)
    _first_module(trainer)
    _bank(trainer)
    _second_module(trainer)
    _last_module(trainer)
    page.get_by_role("button", name=said("bar_save"), exact=True).click()
    expect(page.locator(".course-state")).to_have_text(said("bar_saved"))

    assert trainer.added == {kind.id for kind in form_kinds()}
    assert _differences(room.courses / SLUG) == []
    assert _media(room.courses / SLUG)
    _loads_as_by_hand(room)
    assert _errors(room.courses / SLUG) == ""


def _start(room: Room, page: Page) -> None:
    """Makes the first course at home. It opens at its introduction, with a text and a warning."""
    page.goto(f"{room.address}/desk")
    page.get_by_role("link", name=said("home_new")).click()
    page.get_by_role("link", name="With an example page").click()
    page.get_by_label("Title").fill("Where the baby sleeps")
    page.get_by_role("button", name="Make the course").click()
    expect(page.locator(".card")).to_have_count(2)
    page.get_by_role("button", name=said("frame_fold_preview")).click()
    expect(page.locator("#preview-host")).to_be_hidden()


def _facts(trainer: Trainer) -> None:
    trainer.page.get_by_role("button", name=said("bar_facts")).click()
    dialog = trainer.page.get_by_role("dialog", name=said("facts_heading"))
    expect(dialog.locator(".form")).to_be_visible()
    Form(dialog.locator(".facts-body"), trainer.media).says(
        version="1.0.0",
        duration="10 minutes",
        summary="How to ask where a baby sleeps, and to look. For everyone who visits families at home.",
        outcomes=[
            {"text": "Ask where a baby sleeps, and look", "id": "ask"},
            {"text": "Act on the same day", "id": "act"},
        ],
        learned_from=["wrenshire-alder#r1"],
        bands=[
            {"least": "0%", "text": "Read *The visit* once more, and talk it over with your supervisor."},
            {"least": "80%", "text": "You would act in time."},
        ],
        renew_after="2 years",
        review_by="2027-11-01",
    )
    dialog.get_by_role("button", name=said("facts_done")).click()


def _first_module(trainer: Trainer) -> None:
    """The module and the page that a new course has get titles of their own, and their blocks go."""
    page = trainer.page
    trainer.menu("A first module", said("outline_rename"))
    trainer.type(said("outline_title_of", title="A first module"), "Noticing")
    trainer.menu("A first page", said("outline_rename"))
    trainer.type(said("outline_title_of", title="A first page"), "The visit")
    trainer.row("The visit").click()
    trainer.shows("The visit")
    page.locator(".card-delete").nth(1).click()
    expect(page.locator(".card")).to_have_count(1)
    page.locator(".card-delete").nth(0).click()
    expect(page.locator(".card")).to_have_count(0)
    page.get_by_role("button", name=said("bar_undo")).first.click()
    expect(page.locator(".card")).to_have_count(1)
    page.locator(".card-delete").nth(0).click()
    expect(page.locator(".card")).to_have_count(0)
    noticing.the_visit(trainer)
    _page(trainer, "The visit", "What to know")
    noticing.what_to_know(trainer)


def _page(trainer: Trainer, after: str, title: str) -> None:
    """A new page, after another or in a module, which is opened."""
    trainer.menu(after, said("outline_add_page"))
    trainer.type(said("outline_new_page"), title)
    trainer.shows(title)


def _module(trainer: Trainer, title: str, first: str) -> None:
    """A new module, which asks for its first page at once."""
    trainer.page.get_by_role("button", name=said("outline_add_module")).click()
    trainer.type(said("outline_new_module"), title)
    trainer.type(said("outline_new_page"), first)
    trainer.shows(first)


def _bank(trainer: Trainer) -> None:
    trainer.page.get_by_role("button", name=said("outline_add_bank")).click()
    trainer.type(said("outline_new_bank"), "First signs")
    trainer.shows("First signs")
    acting.the_bank(trainer)


def _second_module(trainer: Trainer) -> None:
    _module(trainer, "Acting", "What to do")
    acting.what_to_do(trainer)
    _page(trainer, "What to do", "At the door")
    acting.at_the_door(trainer)
    _page(trainer, "At the door", "From the bank")
    acting.from_the_bank(trainer)
    _page(trainer, "From the bank", "Think about it")
    acting.think_about_it(trainer)


def _last_module(trainer: Trainer) -> None:
    """The page with contacts, which a new course has in its first module, moves to the end."""
    _module(trainer, "At the end", "What to take away")
    ending.what_to_take_away(trainer)
    _page(trainer, "What to take away", "For your team")
    ending.for_your_team(trainer)
    trainer.menu("Where to turn", said("outline_to_next_module"))
    _stand(trainer, "Acting", "Where to turn", "What to do")
    trainer.menu("Where to turn", said("outline_to_next_module"))
    _stand(trainer, "At the end", "Where to turn", "What to take away")
    for before in ("What to take away", "For your team"):
        trainer.row("Where to turn").press("Alt+ArrowDown")
        _stand(trainer, before, "Where to turn")
    trainer.row("Where to turn").click()
    trainer.shows("Where to turn")
    ending.where_to_turn(trainer)


def _stand(trainer: Trainer, *titles: str) -> None:
    """Waits until these modules and pages stand one below the other in the outline."""
    told = "".join(f"{title}\n" for title in titles)
    trainer.page.wait_for_function(
        """told => [...document.querySelectorAll('#outline-tree :is([data-type=module], [data-type=page]) .row-title')]
            .map(row => row.firstChild.textContent + "\\n").join("").includes(told)""",
        arg=told,
    )


def _differences(folder: Path) -> list[str]:
    """The lines in which the texts of a course differ from those that were written by hand."""
    names = sorted({p.relative_to(root).as_posix() for root in (BY_HAND, folder) for p in root.rglob("*.md")})
    found: list[str] = []
    for name in names:
        hand, made = (
            (root / name).read_bytes().decode() if (root / name).exists() else ""
            for root in (BY_HAND, folder)
        )
        found += unified_diff(
            hand.splitlines(keepends=True), made.splitlines(keepends=True), f"by hand/{name}", f"made/{name}"
        )
    return found


def _media(folder: Path) -> bool:
    """Whether the course holds the trainer's files: pictures of the same size, and all others as they were."""
    for path in sorted((folder / "media").iterdir()):
        if path.suffix == ".png":
            assert Image.open(BytesIO(path.read_bytes())).size == SIZES[path.stem]
        else:
            assert path.read_bytes() == media_file(PurePosixPath(path.name))
    return len(list((folder / "media").iterdir())) == len(SIZES) + 4


def _loads_as_by_hand(room: Room) -> None:
    hand = room.courses.parent / "by-hand" / SLUG
    shutil.copytree(BY_HAND, hand)
    shutil.copytree(room.courses / SLUG / "media", hand / "media")
    assert load_course(room.courses / SLUG).course == load_course(hand).course


def _errors(course: Path) -> str:
    """What `elearn check` says, if it finds an error."""
    told = CliRunner().invoke(app, ["check", str(course)])
    return told.output if told.exit_code else ""
