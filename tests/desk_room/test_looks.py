"""The desk in a browser: axe finds nothing, nothing scrolls sideways, and what is touched is large enough."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from starlette.applications import Starlette

from elearn.content.kinds import kinds
from elearn.database import Database
from elearn.desk import make_desk, routes
from elearn.runtime import session_cookie
from elearn.settings import Settings
from elearn.tracker import give_role, sessions
from tests.axe import faults
from tests.depth import soaking
from tests.sample_course import SLUG, write_sample
from tests.serving import free_port, serving

FILE = "01-noticing.md"
TOOLS = ("text", "find", "pictures", "facts")
"""The order of the tools in the bar, and in its menu on a phone."""
SIZES = {"wide": (1280, 860), "phone": (390, 844)}
TARGETS = """(least) => {
  const all = [...document.querySelectorAll("button, a[href], input, select, textarea, summary, [role=treeitem]")];
  const seen = all.filter((each) => each.checkVisibility() && !each.closest("[inert], .skips, .unseen, .skip"));
  const inTheWay = document.querySelector("dialog[open]");
  return seen.filter((each) => !inTheWay || inTheWay.contains(each)).flatMap((each) => {
    const box = (each.matches("[type=checkbox], [type=radio]") ? each.closest("label") : each).getBoundingClientRect();
    const size = `${Math.round(box.width)} x ${Math.round(box.height)}`;
    return Math.min(box.width, box.height) + 0.5 < least ? [`${size}: ${each.outerHTML.slice(0, 90)}`] : [];
  });
}"""


@dataclass(frozen=True)
class Room:
    """Where the desk runs, the folder of its course, and the trainer's session."""

    address: str
    folder: Path
    token: str


@pytest.fixture
def room(db: Database, address: str, tmp_path: Path) -> Iterator[Room]:
    """A desk with a small course."""
    write_sample(tmp_path / "courses")
    folder = tmp_path / "courses" / SLUG
    port = free_port()
    settings = Settings(database=address, courses=folder.parent, desk_url=f"http://localhost:{port}")
    with db.write() as connection:
        insert = "insert into person (email, name) values (:email, :name) returning id"
        ada = connection.value(insert, {"email": "ada@north.example", "name": "Ada Marsh"})
        give_role(connection, ada, "trainer")
    with serving(Starlette(routes=routes(make_desk(db, settings))), port):
        yield Room(settings.desk_url, folder, sessions.mint_session(db, ada))


@pytest.fixture
def page(room: Room, browser: Browser) -> Iterator[Page]:
    """The trainer's window. What axe asks of frames is not for the player's, which has an origin of its own."""
    context = browser.new_context(viewport={"width": 1280, "height": 860}, reduced_motion="reduce")
    context.add_cookies([{"name": session_cookie(secure=False), "value": room.token, "url": room.address}])
    yield context.new_page()
    context.close()


def _look(page: Page, state: str, wrong: list[str]) -> None:
    """Notes what is wrong with what is shown now."""
    narrow = page.viewport_size is not None and page.viewport_size["width"] < 1100
    found = faults(page, iframes=False)
    if page.evaluate("document.scrollingElement.scrollWidth > innerWidth"):
        found.append("it scrolls sideways")
    found += page.evaluate(TARGETS, 44 if narrow else 24)
    wrong += [f"{state}: {each}" for each in found]


def _go(room: Room, page: Page, file: str, name: str) -> None:
    page.goto(f"{room.address}/desk/{SLUG}?file={file}&page={name}")
    expect(page.locator(".card").first).to_be_visible()


def _tool(page: Page, name: str) -> None:
    tools = page.locator("#bar-actions .wide")
    hidden = [each for n, each in enumerate(TOOLS) if not tools.nth(n).is_visible()]
    if name not in hidden:
        tools.nth(TOOLS.index(name)).click()
        return
    page.locator("#bar-actions [aria-haspopup=menu]").click()
    page.get_by_role("menuitem").nth(hidden.index(name)).click()


def _pane(page: Page, name: str) -> bool:
    """Opens a pane on a phone. Else all are shown."""
    tab = page.locator("#tabs").get_by_role("button", name=name)
    if tab.is_visible():
        tab.click()
        return True
    return False


def _walk(room: Room, page: Page, wrong: list[str], state: str) -> None:
    """Every state of the editor, in one session."""
    _go(room, page, FILE, "the-visit")
    for name in ("Outline", "Findings", "Page"):
        if _pane(page, name):
            _look(page, f"{state}, {name}", wrong)
    question = page.locator(".card", has=page.locator(".card-kind", has_text="Choose one"))
    question.locator(".card-edit").click()
    page.locator(".form .row").first.wait_for()
    _look(page, f"{state}, a form", wrong)
    page.locator(".card-plus").first.click()
    page.locator("dialog.palette .palette-kind").first.wait_for()
    _look(page, f"{state}, the palette", wrong)
    page.keyboard.press("Escape")
    _tool(page, "find")
    page.keyboard.type("the")
    page.locator(".find-hit").first.wait_for()
    _look(page, f"{state}, find", wrong)
    page.keyboard.press("Escape")
    _tool(page, "pictures")
    page.locator(".picture").first.wait_for()
    _look(page, f"{state}, pictures", wrong)
    page.keyboard.press("Escape")
    _tool(page, "facts")
    page.locator("dialog.facts .form").wait_for()
    _look(page, f"{state}, facts", wrong)
    page.keyboard.press("Escape")
    _tool(page, "text")
    page.locator(".page-text .cm-content").wait_for()
    _look(page, f"{state}, the text", wrong)
    _tool(page, "text")


def _clash(room: Room, page: Page) -> None:
    """Two versions of the same line: one typed here, one written into the file."""
    _go(room, page, FILE, "the-visit")
    page.locator(".card-edit").first.click()
    page.keyboard.press("Control+Home")
    page.keyboard.type("Mine. ")
    expect(page.locator("#save")).not_to_have_attribute("aria-disabled", "true")
    path = room.folder / FILE
    text = path.read_text("utf-8")
    path.write_text(text.replace("A health visitor sees", "Theirs. A health visitor sees"), "utf-8")
    page.evaluate("dispatchEvent(new Event('focus'))")
    expect(page.locator(".clash")).to_be_visible()


@pytest.mark.deep
def test_every_state_of_the_editor_can_be_read_and_touched(room: Room, page: Page) -> None:
    wrong: list[str] = []
    for scheme, (width, height) in (("light", SIZES["wide"]), ("dark", SIZES["phone"])):
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        page.set_viewport_size({"width": width, "height": height})
        _walk(room, page, wrong, f"{scheme} {width}")
    _clash(room, page)
    _look(page, "two versions", wrong)
    page.context.clear_cookies()
    page.locator(".card-edit").first.click()
    page.keyboard.type("And more.")
    expect(page.get_by_role("dialog")).to_be_visible()
    _look(page, "signed out", wrong)
    assert wrong == []


@pytest.mark.soak
@pytest.mark.deep
@pytest.mark.parametrize(("first", "size", "scheme"), [(0, "wide", "light"), (1, "phone", "dark")])
def test_the_form_of_every_kind_can_be_read_and_touched(
    room: Room, page: Page, first: int, size: str, scheme: str
) -> None:
    """Each kind is looked at in one of the two ways, and by `make soak` in both."""
    names = list(kinds()) if soaking() else list(kinds())[first::2]
    width, height = SIZES[size]
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    page.set_viewport_size({"width": width, "height": height})
    pages = [f"## {name}\n\n{kinds()[name].example}\n" for name in names]
    (room.folder / "03-kinds.md").write_text("\n".join(["# Kinds\n", *pages]), "utf-8")
    wrong: list[str] = []
    _walk(room, page, wrong, scheme)
    for name in names:
        _go(room, page, "03-kinds.md", f"kinds-{name}")
        page.locator(".card-edit").first.click()
        expect(page.locator(".card.open .form")).to_be_visible()
        for folded in page.locator(".card.open details, .card.open .scene-head").all():
            folded.evaluate("(each) => (each.matches('details') ? (each.open = true) : each.click())")
        _look(page, name, wrong)
    assert wrong == []
