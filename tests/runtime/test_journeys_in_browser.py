"""A learner takes a whole course in a real browser: leaves half-way and returns, passes, or fails first."""

import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, FrameLocator, Page, Route, expect
from tests.desk import Desk
from tests.runtime.conftest import Place, sign_in
from tests.sample_course import RIGHT, SLUG, WRONG, load_sample

from elearn.publishing.prepared import publish
from elearn.tracker import sessions

pytestmark = pytest.mark.browser

PAGES = {
    "The visit": ["first-words"],
    "What to write down": ["record", "photograph"],
    "Who to tell": ["when-to-refer"],
    "Before you go": ["disagree"],
}


@pytest.fixture
def published(live: Place, tmp_path: Path) -> Place:
    """A place with the sample course to take."""
    publish(live.database, load_sample(tmp_path / "courses"), live.settings.packages)
    return live


def launch(desk: Desk, place: Place, person: int) -> tuple[Page, FrameLocator]:
    """Follows the link that the app gives a person who is signed in."""
    ticket = sessions.mint_ticket(place.database, person, SLUG)
    page = desk.window()
    sign_in(page.context, place, person)
    page.goto(f"/launch/{ticket}?course={SLUG}")
    frame = page.frame_locator("#package")
    expect(frame.locator("#stage h1")).to_be_visible()
    return page, frame


def go_to(frame: FrameLocator, title: str) -> None:
    frame.locator("#steps button").last.click()
    expect(frame.locator("#stage h1")).to_have_text(title)


def answer(frame: FrameLocator, name: str, options: list[str]) -> None:
    form = frame.locator(f'form[data-question="{name}"]')
    for option in options:
        form.locator(f'input[value="{option}"]').check()
    form.get_by_role("button", name="Check my answer").click()


def take(frame: FrameLocator, answers: dict[str, list[str]], titles: list[str]) -> None:
    for title in titles:
        go_to(frame, title)
        for name in PAGES[title]:
            answer(frame, name, answers[name])


def saved(page: Page) -> None:
    expect(page.locator("#saved")).to_have_attribute("data-state", "saved")


def both_say(page: Page, frame: FrameLocator, of_the_page: str, of_the_course: str) -> None:
    """What the play page's bar and the course's own bar say."""
    expect(page.locator("#saved")).to_have_attribute("data-state", of_the_page)
    expect(frame.locator("#saved")).to_have_attribute("data-saving", of_the_course)


def row(place: Place, sql: str) -> dict[str, Any]:
    with place.database.read() as connection:
        found = connection.row(sql)
    assert found is not None, sql
    return found


@pytest.mark.deep  # tests/journeys/test_main_job.py leaves half way and comes back, too
def test_a_learner_closes_the_tab_half_way_and_returns_to_the_same_page_with_the_same_answers(
    learner: BrowserContext, desk: Desk, published: Place
) -> None:
    titles = list(PAGES)
    page, frame = launch(desk, published, published.ada)
    take(frame, RIGHT, titles[:2])
    saved(page)
    page.close(run_before_unload=True)

    page, frame = launch(desk, published, published.ada)
    expect(frame.locator("#stage h1")).to_have_text(titles[1])
    form = frame.locator('form[data-question="record"]')
    for option in "abcd":
        expect(form.locator(f'input[value="{option}"]')).to_be_checked(checked=option in RIGHT["record"])
    take(frame, RIGHT, titles[2:])
    frame.locator("#steps button").last.click()
    expect(frame.locator("#stage h1")).to_have_text("You have passed")
    certificate = page.get_by_role("link", name="Certificate")
    expect(certificate).to_be_visible()
    assert learner.request.get(str(certificate.get_attribute("href"))).body().startswith(b"%PDF")

    kept = row(published, "select * from registration")
    assert (kept["completion"], kept["success"], kept["score"]) == ("completed", "passed", 100)
    assert row(published, "select count(*) as n from completion where passed = 1")["n"] == 1
    assert row(published, "select count(distinct question) as n from interaction")["n"] == len(RIGHT)
    assert row(published, "select count(*) as n from outcome_result where status = 'passed'")["n"] == 2

    page.get_by_role("link", name="Back to my learning").click()
    page.wait_for_url(re.compile("/verify"))
    assert row(published, "select max(ended) as ended from play_session")["ended"] == 1


def test_a_learner_fails_sees_why_tries_again_and_passes(
    learner: BrowserContext, desk: Desk, published: Place
) -> None:
    page, frame = launch(desk, published, published.ben)
    take(frame, WRONG, list(PAGES))
    frame.locator("#steps button").last.click()
    expect(frame.locator("#stage h1")).to_have_text("Not passed yet")
    expect(frame.locator("#stage")).to_contain_text("Notice a mark")
    saved(page)
    open_still = row(published, "select success, completion, score from registration")
    assert (open_still["success"], open_still["completion"]) == ("unknown", "incomplete")
    assert open_still["score"] < 80
    assert row(published, "select count(*) as n from completion")["n"] == 0

    frame.get_by_role("button", name="Answer the missed questions again").click()
    for name in RIGHT:
        form = frame.locator(f'form[data-question="{name}"]')
        if form.count() == 0:
            frame.locator("#steps button").last.click()
            form.wait_for()
        answer(frame, name, RIGHT[name])
    frame.locator("#steps button").last.click()
    expect(frame.locator("#stage h1")).to_have_text("You have passed")
    expect(page.get_by_role("link", name="Certificate")).to_be_visible()
    assert row(published, "select success from registration")["success"] == "passed"
    assert row(published, "select count(*) as n from completion where passed = 1")["n"] == 1


def test_a_published_course_stays_for_those_who_began_it(published: Place, tmp_path: Path) -> None:
    loaded = load_sample(tmp_path / "again")
    folder = publish(published.database, loaded, published.settings.packages)
    assert publish(published.database, loaded, published.settings.packages) == folder
    assert (published.settings.packages / folder / "index.html").is_file()
    assert row(published, "select count(*) as n from course_version")["n"] == 1
    assert {path.name for path in (published.settings.packages / SLUG).iterdir()} == {Path(folder).name}


NOTES = """document => {
  const bar = document.getElementById("saved");
  window.said = [];
  new MutationObserver(() => window.said.push(bar.dataset.saving)).observe(bar, {attributes: true});
}"""
"""Notes what the course's own bar says."""


def test_neither_bar_says_saved_before_the_server_has_it(
    learner: BrowserContext, desk: Desk, published: Place
) -> None:
    """The files of the course still come, as when the disk is full. So only the play page knows better."""
    page, frame = launch(desk, published, published.ada)
    both_say(page, frame, "saved", "saved")
    frame.locator("html").evaluate(f"element => ({NOTES})(element.ownerDocument)")
    held: list[Route] = []

    def refuse(route: Route) -> None:
        """The first request waits. All others find no room."""
        if held:
            route.fulfill(status=503)
        held.append(route)

    page.route("**/commit", refuse)
    go_to(frame, "The visit")
    both_say(page, frame, "saving", "saving")
    held[0].fulfill(status=503)
    both_say(page, frame, "waiting", "not_saved")
    answer(frame, "first-words", RIGHT["first-words"])
    both_say(page, frame, "waiting", "not_saved")
    assert "saved" not in frame.locator("html").evaluate("() => window.said")
    page.unroute("**/commit")
    page.evaluate("dispatchEvent(new Event('online'))")
    both_say(page, frame, "saved", "saved_again")
    assert row(published, "select count(*) as n from interaction")["n"] == 1
