"""Comments in a real browser: by a reader without scripts, and at a card of the editor."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from starlette.applications import Starlette

from elearn.authoring import comments
from elearn.database import Database
from elearn.desk import make_desk, routes
from elearn.runtime import session_cookie
from elearn.settings import Settings
from elearn.tracker import give_role, sessions
from tests.axe import faults
from tests.sample_course import SLUG, write_sample
from tests.serving import free_port, serving

SAYS = """async address => {
  const at = { file: "01-noticing.md", page: "the-visit" };
  const body = JSON.stringify({ seq: 0, window: "x", request: "x", at, do: "add", about: "page", text: "Another." });
  await fetch(address, { method: "POST", headers: { "Content-Type": "application/json" }, body });
  dispatchEvent(new Event("focus"));
}"""
"""Somebody says something in another window, and this one looks for news, as it does every few seconds."""
AT = "?file=01-noticing.md&page=the-visit"


@pytest.fixture
def desk(db: Database, address: str, tmp_path: Path) -> Iterator[tuple[str, str, str]]:
    """A desk: its address, a trainer's session, and the token of a comments link."""
    write_sample(tmp_path / "courses")
    url = f"http://localhost:{free_port()}"
    settings = Settings(
        database=address, courses=tmp_path / "courses", reviews=tmp_path / "reviews", desk_url=url
    )
    with db.write() as conn:
        insert = "insert into person (email, name) values ('ada@north.example', 'Ada Marsh') returning id"
        ada = conn.value(insert)
        give_role(conn, ada, "trainer")
    token = comments.new_token()
    comments.make_link(db, SLUG, token, "Leads of three schools", person=ada)
    made = make_desk(db, settings)
    with serving(Starlette(routes=routes(made)), int(url.rpartition(":")[2])):
        yield url, sessions.mint_session(db, ada), token
    made.close()


def window(browser: Browser, **options: object) -> Page:
    """A new window of a browser that keeps nothing."""
    return browser.new_context(reduced_motion="reduce", **options).new_page()  # type: ignore[arg-type]


@pytest.mark.deep
def test_a_readers_remark_is_at_its_card_and_is_resolved_there(
    desk: tuple[str, str, str], browser: Browser
) -> None:
    url, session, token = desk
    phone = window(browser, viewport={"width": 390, "height": 844}, java_script_enabled=False)
    phone.goto(f"{url}/desk/comments/{token}{AT}")
    expect(phone.get_by_text("Those who don't cruise rarely bruise.")).to_be_visible()
    place = phone.locator(".reader-block", has_text="rarely bruise")
    place.locator("summary", has_text="Comment on this").click()
    place.get_by_label("Your comment").fill("Say it in plain words.")
    place.get_by_label("Your name").fill("Bea Lund")
    place.get_by_role("button", name="Send the comment").click()
    expect(place.get_by_text("Say it in plain words.")).to_be_visible()
    phone.context.close()

    page = window(browser, viewport={"width": 1280, "height": 900})
    page.context.add_cookies([{"name": session_cookie(secure=False), "value": session, "url": url}])
    page.goto(f"{url}/desk/comments/{token}{AT}")
    assert faults(page) == []
    page.goto(f"{url}/desk/{SLUG}/comments")
    assert faults(page) == []
    page.goto(f"{url}/desk/{SLUG}{AT}")
    row = page.get_by_role("treeitem", name="The visit", exact=False)
    expect(row.first).to_have_accessible_name("The visit, Open comments: 1")
    card = page.locator(".card", has_text="Say it in plain words.")
    page.get_by_role("button", name="Open comments: 1: Callout").click()
    expect(card.locator(".thread")).to_be_focused()
    card.get_by_role("button", name="Reply to Bea Lund").click()
    page.keyboard.type("I have: see ")
    # Somebody else's comment comes meanwhile, and what is being typed stays.
    page.evaluate(SAYS, f"{url}/desk/{SLUG}/remarks")
    expect(page.get_by_role("button", name="Open comments: 1: The visit")).to_be_visible()
    page.keyboard.type("the guidance.")
    expect(card.get_by_label("Your reply")).to_have_value("I have: see the guidance.")
    card.get_by_role("button", name="Send the reply").click()
    expect(card.locator(".thread-replies")).to_contain_text("I have: see the guidance.")
    card.get_by_role("button", name="Resolve the comment of Bea Lund").click()
    expect(card.locator(".thread")).to_contain_text("Resolved by Ada Marsh")
    expect(card.locator(".thread")).to_be_focused()
    expect(page.get_by_role("button", name="Resolved comments: 1: Callout")).to_be_visible()
    assert faults(page) == []
    page.context.close()
