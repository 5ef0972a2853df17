"""Playing in a real browser: commits are kept, in order and once, whatever the network and the tabs do."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Frame, Page, Route, expect
from tests.depth import deep
from tests.desk import Desk
from tests.runtime.conftest import COURSE, Place, register_blank, sign_in
from tests.sample_course import SLUG, load_sample

from elearn.publishing import publish
from elearn.tracker import registrations

pytestmark = pytest.mark.browser


@pytest.fixture(params=["scorm2004", deep("scorm12")])
def standard(request: pytest.FixtureRequest, live: Place) -> str:
    """Each of the standards, with a course registered for it."""
    register_blank(live.database, live.settings.packages, request.param)
    return str(request.param)


@pytest.fixture
def learner(learner: BrowserContext, live: Place) -> BrowserContext:
    """Ada's browser, signed in."""
    sign_in(learner, live, live.ada)
    return learner


WORDS = {
    "scorm2004": {
        "api": "parent.API_1484_11",
        "initialize": "Initialize",
        "set": "SetValue",
        "get": "GetValue",
        "commit": "Commit",
        "terminate": "Terminate",
        "location": "cmi.location",
        "completion": ["cmi.completion_status", "completed"],
        "success": ["cmi.success_status", "passed"],
        "time": ["cmi.session_time", "PT2M"],
        "total": "cmi.total_time",
        "entry": "cmi.entry",
    },
    "scorm12": {
        "api": "parent.API",
        "initialize": "LMSInitialize",
        "set": "LMSSetValue",
        "get": "LMSGetValue",
        "commit": "LMSCommit",
        "terminate": "LMSFinish",
        "location": "cmi.core.lesson_location",
        "completion": ["cmi.core.lesson_status", "completed"],
        "success": ["cmi.core.lesson_status", "passed"],
        "time": ["cmi.core.session_time", "0000:02:00.00"],
        "total": "cmi.core.total_time",
        "entry": "cmi.core.entry",
    },
}


class Package:
    """The package in the frame. The test speaks for it."""

    def __init__(self, frame: Frame, standard: str) -> None:
        self.words = WORDS[standard]
        self.frame = frame
        assert self.call("initialize") == "true"

    def call(self, verb: str, *values: str) -> Any:
        arguments = json.dumps(list(values) or [""])
        return self.frame.evaluate(f"{self.words['api']}.{self.words[verb]}(...{arguments})")

    def set(self, name: str, *value: str) -> None:
        known = self.words.get(name, name)
        pair = known if isinstance(known, list) else [known, *value]
        assert self.call("set", *pair) == "true"

    def asks_whether_it_is_saved(self) -> Any:
        """What it hears first, in the way that our own packages ask."""
        saved = f"{self.words['api']}.elearn.saved(() => {{ hears('late'); throw new Error('no harm'); }})"
        return self.frame.evaluate(f"new Promise(hears => {saved}.then(() => hears('saved')))")

    def get(self, name: str) -> Any:
        return self.call("get", str(self.words.get(name, name)))


Open = Callable[[], tuple[Page, Package]]


@pytest.fixture
def open_course(desk: Desk, learner: BrowserContext, live: Place, standard: str) -> Open:
    """Opens the course as often as it is called. Ada is signed in unless the test signs her out."""

    def open_it() -> tuple[Page, Package]:
        registration = registrations.start(live.database, live.ada, COURSE)
        page = desk.window()
        with page.expect_event("framenavigated", lambda frame: "/content/" in frame.url) as shown:
            page.goto(f"/play/{registration.id}")
        assert page.is_visible("#package")
        return page, Package(shown.value, standard)

    return open_it


def record(place: Place) -> dict[str, Any]:
    with place.database.read() as connection:
        found = connection.row("select * from registration order by id desc limit 1")
    assert found is not None
    return found


def commits_applied(place: Place) -> list[int]:
    with place.database.read() as connection:
        return connection.column("select last_commit from play_session order by position")


def saved(page: Page) -> None:
    expect(page.locator("#saved")).to_have_attribute("data-state", "saved")


def test_a_learner_returns_to_what_they_left(open_course: Open, live: Place) -> None:
    page, package = open_course()
    assert package.get("entry") == "ab-initio"
    package.set("location", "page-2")
    package.set(
        "cmi.suspend_data", '{"answers":["b","a,c \ud83d and \U0001f642"]}'
    )  # half of a letter, and one
    package.set("cmi.interactions.0.id", "who-decides")
    package.set("cmi.interactions.0.type", "choice")
    package.set("time")
    assert package.call("commit") == "true"
    saved(page)
    page.close()

    page, package = open_course()
    assert package.get("entry") == "resume"
    assert package.get("location") == "page-2"
    assert package.get("cmi.suspend_data") == '{"answers":["b","a,c \ufffd and \U0001f642"]}'
    assert package.get("cmi.interactions._count") in (1, "1")
    assert package.get("total") in ("PT2M", "00:02:00")
    package.set("time")
    assert package.call("commit") == "true"
    saved(page)
    assert record(live)["total_seconds"] == 240


def test_commits_refused_for_a_while_arrive_in_order(open_course: Open, live: Place) -> None:
    page, package = open_course()
    sent: list[int] = []

    def refuse(route: Route) -> None:
        sent.append(json.loads(route.request.post_data or "{}")["number"])
        route.fulfill(status=500, body="no")

    page.route("**/commit", refuse)
    for number in range(1, 7):
        package.set("location", f"page-{number}")
        assert package.call("commit") == "true"
    expect(page.locator("#saved")).to_have_attribute("data-state", "waiting")
    expect(page.locator("#trouble")).to_contain_text("kept on this device")
    assert set(sent) == {1}
    assert package.asks_whether_it_is_saved() == "late"
    page.unroute("**/commit")
    page.evaluate("dispatchEvent(new Event('online'))")
    saved(page)
    assert package.asks_whether_it_is_saved() == "saved"
    expect(page.locator("#trouble")).to_be_empty()
    assert commits_applied(live) == [6]
    assert '"page-6"' in record(live)["state"]


def test_what_a_closed_window_left_over_is_sent_first(open_course: Open, live: Place) -> None:
    page, package = open_course()
    # replaced in the window itself, because routes end before a closing window sends its last requests
    page.evaluate("window.fetch = () => Promise.reject(new TypeError('no network')); 0")
    page.evaluate("navigator.sendBeacon = () => false; 0")
    package.set("location", "page-5")
    assert package.call("commit") == "true"
    page.close()
    assert commits_applied(live) == [0]

    page, package = open_course()
    assert package.get("location") == "page-5"
    assert commits_applied(live) == [1, 0]


def test_a_commit_that_cannot_be_kept_is_not_called_saved(open_course: Open) -> None:
    page, package = open_course()
    held: list[Route] = []
    page.route("**/commit", lambda route: held.append(route))
    package.set("location", "page-1")
    with page.expect_request("**/commit"):
        assert package.call("commit") == "true"
    page.evaluate(
        "Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError') }; 0"
    )
    package.set("location", "page-2")
    assert package.call("commit") == "false"
    expect(page.locator("#trouble")).to_contain_text("no room")
    expect(page.locator("#saved")).to_have_attribute("data-state", "waiting")
    with page.expect_response("**/commit"):
        held[0].continue_()
    page.wait_for_function("Object.keys(localStorage).length === 0")
    expect(page.locator("#saved")).to_have_attribute("data-state", "waiting")
    expect(page.locator("#trouble")).to_contain_text("no room")
    assert package.asks_whether_it_is_saved() == "late"


def test_the_newer_tab_wins_and_the_older_loses_nothing(open_course: Open, live: Place) -> None:
    older, package = open_course()
    package.set("location", "page-3")
    assert package.call("commit") == "true"

    newer, again = open_course()
    expect(older.locator("#notice h2")).to_have_text("This course is open somewhere else")
    expect(older.locator("#package")).to_have_count(0)
    assert again.get("location") == "page-3"
    again.set("location", "page-4")
    assert again.call("commit") == "true"
    saved(newer)
    assert '"page-4"' in record(live)["state"]


def test_saying_goodbye_shows_that_all_is_saved_and_the_certificate(
    open_course: Open, learner: BrowserContext, live: Place
) -> None:
    page, package = open_course()
    package.set("completion")
    package.set("success")
    assert package.call("terminate") == "true"
    expect(page.locator("#notice h2")).to_have_text("Saved")
    link = page.get_by_role("link", name="Open your certificate")
    answer = learner.request.get(str(link.get_attribute("href")))
    assert answer.ok
    assert answer.body().startswith(b"%PDF")
    assert record(live)["success"] == "passed"


def test_a_learner_who_is_signed_out_meanwhile_loses_nothing(
    open_course: Open, learner: BrowserContext, live: Place
) -> None:
    page, package = open_course()
    learner.clear_cookies()
    package.set("location", "page-9")
    assert package.call("commit") == "true"
    expect(page.locator("#trouble")).to_contain_text("signed out")
    sign_in(learner, live, live.ada)
    page.evaluate("dispatchEvent(new Event('focus'))")
    saved(page)
    assert commits_applied(live) == [1]


def test_what_waits_is_kept_when_the_server_was_restored_from_an_older_copy(
    open_course: Open, learner: BrowserContext, live: Place
) -> None:
    page, package = open_course()
    learner.route("**/commit", lambda route: route.abort())
    package.set("location", "page-7")
    assert package.call("commit") == "true"
    page.close()
    with live.database.write() as connection:
        connection.execute("delete from play_session")
    learner.unroute("**/commit")

    _, package = open_course()
    assert package.get("location") == "page-7"


def test_a_local_pathway_says_whom_to_call_where_the_learner_works(
    live: Place, learner: BrowserContext, desk: Desk, tmp_path: Path
) -> None:
    publish(live.database, load_sample(tmp_path / "courses"), live.settings.packages)
    with live.database.write() as conn:
        for agency, name in (("north", "North Trust"), ("south", "South Schools")):
            conn.execute("insert into agency (id, name) values (:id, :name)", {"id": agency, "name": name})
            conn.execute("insert into agency_within (agency, within) values (:id, :id)", {"id": agency})
            conn.execute(
                """
                insert into agency_contact (agency, contact, label, value, changed_at)
                values (:id, 'who to call, out of hours', 'Who to call, out of hours', :value, '2026-01-01T00:00:00Z')
                """,
                {"id": agency, "value": f"{name} <b>nights</b>"},
            )
        conn.execute("insert into role_group (id, name) values ('r1', 'Everyone')")
        post = (
            "insert into post (person, agency, role_group, starts_on) values (:who, :id, 'r1', '2020-01-01')"
        )
        conn.execute(post, {"who": live.ada, "id": "north"})
    page = desk.window()
    page.goto(f"/play/{registrations.start(live.database, live.ada, SLUG).id}")
    course = page.frame_locator("#package")
    course.locator("#contents").get_by_role("link", name="Who to tell").click()
    pathway = course.locator("[data-contact]")
    expect(pathway).to_have_text(
        ["Wrenshire first response, through the council's switchboard", "North Trust <b>nights</b>"]
    )
    with live.database.write() as conn:
        conn.execute(post, {"who": live.ada, "id": "south"})
    page.reload()
    expect(pathway.nth(1)).to_contain_text("South Schools: South Schools <b>nights</b>")
