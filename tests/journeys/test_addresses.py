"""Every view has an address: reload, Back, a second tab and a colleague's link show the same, also after signing in."""

import re
from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from elearn.runtime import OfferedPerson
from tests.depth import deep
from tests.journeys.conftest import CALM, SignIn, person_with
from tests.journeys.lists import choose, unfold
from tests.journeys.test_app_pages import by_menu, settle
from tests.serving import Demonstration

pytestmark = pytest.mark.browser

COURSE = "when-is-a-review-held"
MARCH, JUNE = "31 March 2026", "30 June 2026"
WIDE, PHONE = 1280, 390


def asked(page: Page) -> dict[str, str]:
    """What the address of a page says."""
    return {name: values[0] for name, values in parse_qs(urlsplit(page.url).query).items()}


def expect_asked(page: Page, **query: str) -> None:
    """Waits until the address says this and nothing else. `_` stands for `-`."""
    wanted = {name.replace("_", "-"): text for name, text in query.items()}
    page.wait_for_url(lambda _: asked(page) == wanted)


def day_field(page: Page) -> Locator:
    """The three parts of the field As at."""
    return page.get_by_role("group", name="As at").get_by_role("spinbutton")


def type_day(page: Page, day: str) -> None:
    """Types a day as 31/03/2026, from its first part on, into a page that is whole."""
    settle(page)
    day_field(page).first.click()
    for part in day.split("/"):
        page.keyboard.type(part)
    expect(day_field(page)).to_have_text(day.split("/"))


def figures_for(page: Page) -> Locator:
    return page.locator("[data-figures-for]")


@pytest.mark.deep
@pytest.mark.parametrize("width", [WIDE, deep(PHONE)])
def test_a_day_is_applied_by_enter_tab_and_leaving_and_the_page_says_until_then_that_it_is_not(
    demo: Demonstration, tab: SignIn, width: int
) -> None:
    page = tab("Board member", width=width)
    page.goto(f"{demo.app}/coverage")
    word = page.get_by_text("Not applied yet. Press Enter.")
    expect(figures_for(page)).to_be_visible()
    type_day(page, "31/03/2026")
    expect(word).to_be_visible()
    expect(figures_for(page)).not_to_contain_text(MARCH)
    page.keyboard.press("Enter")
    expect(figures_for(page)).to_contain_text(MARCH)
    expect(word).to_be_hidden()
    expect_asked(page, as_at="2026-03-31")

    type_day(page, "30/06/2026")
    page.keyboard.press("Tab")
    expect(figures_for(page)).to_contain_text(JUNE)
    expect_asked(page, as_at="2026-06-30")
    type_day(page, "31/03/2026")
    page.get_by_role("heading", level=1).click()
    expect(figures_for(page)).to_contain_text(MARCH)
    expect_asked(
        page, as_at="2026-03-31"
    )  # it is written once the page is whole: Back undoes it from then on

    page.go_back()
    expect(figures_for(page)).to_contain_text(JUNE)
    page.go_back()
    expect(figures_for(page)).to_contain_text(MARCH)
    expect(day_field(page).nth(1)).to_have_text("03")
    page.go_forward()
    expect(figures_for(page)).to_contain_text(JUNE)
    page.reload()
    expect(figures_for(page)).to_contain_text(JUNE)


@pytest.mark.deep
def test_a_week_starts_on_monday_in_an_american_browser_too(
    demo: Demonstration, browser: Browser, at_work: Callable[[str], object]
) -> None:
    context = browser.new_context(locale="en-US", **CALM)
    context.add_cookies(at_work("Board member").cookies())  # type: ignore[attr-defined]
    page = context.new_page()
    page.goto(f"{demo.app}/coverage")
    expect(figures_for(page)).to_be_visible()
    page.get_by_role("button", name="Choose date").click()
    days = page.get_by_test_id("stDateInputCalendar").locator("th")
    expect(days).to_have_text(["M", "T", "W", "T", "F", "S", "S"])
    page.keyboard.press("Escape")
    page.set_viewport_size({"width": PHONE, "height": 844})
    page.get_by_role("button", name="Choose date").click()
    expect(days).to_have_text(["M", "T", "W", "T", "F", "S", "S"])
    context.close()


@pytest.mark.deep
@pytest.mark.parametrize("width", [WIDE, deep(PHONE)])
def test_filters_the_day_and_what_is_open_are_in_the_address_and_a_second_tab_shows_the_same(
    demo: Demonstration, tab: SignIn, width: int
) -> None:
    page = tab("Board member", width=width)
    page.goto(f"{demo.app}/coverage?as-at=2026-03-31")
    expect(figures_for(page)).to_contain_text(MARCH)
    table = page.get_by_role("region", name="Coverage by agency and course")
    fold = table.get_by_role("button", name=re.compile("^Show the .* agencies of ")).first
    fold.click()
    expect(fold).to_have_attribute("aria-expanded", "true")
    expect(page).to_have_url(re.compile("open="))
    opened = asked(page)["open"]
    choose(page, "Course", "When is a review held")
    expect_asked(page, as_at="2026-03-31", open=opened, course=COURSE)
    expect(page.get_by_label("Headline figure")).to_be_visible()
    choose(page.locator(".st-key-board_rows_agency"), "Order by", "Lowest first")
    expect_asked(page, as_at="2026-03-31", open=opened, course=COURSE, agencies_by="lowest")
    shown = page.locator(".headline").inner_text()

    second = tab("Board member", width=width)
    second.goto(page.url)
    expect(second.locator(".headline")).to_have_text(shown, use_inner_text=True)
    expect(
        second.get_by_role("button", name=re.compile("^Show the .* agencies of ")).first
    ).to_have_attribute("aria-expanded", "true")
    assert second.url == page.url

    page.go_back()
    expect_asked(page, as_at="2026-03-31", open=opened, course=COURSE)
    page.go_back()
    expect_asked(page, as_at="2026-03-31", open=opened)
    expect(table).to_be_visible()
    page.go_back()
    expect_asked(page, as_at="2026-03-31")
    expect(fold).to_have_attribute("aria-expanded", "false")


@pytest.mark.deep
def test_the_day_stays_from_page_to_page_and_back_returns_to_what_was_seen(
    demo: Demonstration, tab: SignIn
) -> None:
    page = tab("Agency lead")
    page.goto(f"{demo.app}/coverage?as-at=2026-03-31")
    expect(figures_for(page)).to_contain_text(MARCH)
    by_menu(page, "Who is due")
    page.get_by_role("heading", level=1, name="Who is due").wait_for()
    expect(figures_for(page)).to_contain_text(MARCH)
    expect_asked(page, as_at="2026-03-31")
    by_menu(page, "My learning")
    page.get_by_role("heading", level=1, name="My learning").wait_for()
    by_menu(page, "Coverage")
    page.get_by_role("heading", level=1, name="Coverage").wait_for()
    expect(figures_for(page)).to_contain_text(MARCH)
    for title in (
        "My learning",
        "Who is due",
        "Coverage",
    ):  # one step each: what the app adds to an address is no step
        page.go_back()
        page.get_by_role("heading", level=1, name=title, exact=True).wait_for()
    expect(figures_for(page)).to_contain_text(MARCH)


@pytest.mark.deep
def test_a_search_and_the_page_of_a_list_are_in_the_address(demo: Demonstration, tab: SignIn) -> None:
    page = tab("Administrator", width=PHONE)
    page.goto(f"{demo.app}/who-is-due?show=in-date&course={COURSE}&page=2")
    expect(page.get_by_text(re.compile("Showing 51 to 100"))).to_be_visible()
    expect(page.get_by_role("combobox", name="Show")).to_have_value("In date")
    box = page.get_by_role("textbox", name="Name or e-mail")
    box.fill("an")
    box.press("Enter")
    expect(page.get_by_text(re.compile("Showing 1 to "))).to_be_visible()
    expect_asked(page, show="in-date", course=COURSE, search="an")
    page.go_back()
    expect(page.get_by_text(re.compile("Showing 51 to 100"))).to_be_visible()
    expect(box).to_have_value("")
    page.goto(f"{demo.app}/who-is-due?show=in-date&course={COURSE}&page=9999")
    expect(page.get_by_text(re.compile("Showing "))).to_be_visible()
    assert asked(page)["page"] != "9999"

    page.goto(f"{demo.app}/people?shown=people&search=a")
    expect(page.get_by_role("textbox", name="Name or e-mail")).to_have_value("a")
    page.get_by_role("radio", name="Role groups").or_(page.get_by_role("button", name="Role groups")).click()
    expect_asked(page, shown="role-groups")
    page.go_back()
    expect(page.get_by_role("textbox", name="Name or e-mail")).to_have_value("a")


@pytest.mark.deep
def test_what_an_address_asks_for_and_cannot_be_shown_is_told(demo: Demonstration, tab: SignIn) -> None:
    page = tab("Agency lead")
    page.goto(f"{demo.app}/coverage?as-at=1999-12-31&agency=nowhere&course={COURSE}")
    told = page.get_by_role("status", name="Not all of this address can be shown")
    expect(told).to_contain_text("as at, agency")
    expect_asked(page, course=COURSE)
    page.goto(f"{demo.app}/imports?kind=agencies")
    expect(page.get_by_role("status", name="Not all of this address can be shown")).to_contain_text("kind")


def test_a_link_to_a_recommendation_leads_to_its_place_on_the_page(demo: Demonstration, tab: SignIn) -> None:
    page = tab("Board member")
    page.goto(f"{demo.app}/dissemination-and-actions?review=wrenshire-2022-orchard")
    page.locator("a[href='reviews?review=wrenshire-2022-orchard#r2']").first.click()
    expect(page.locator("#r2")).to_be_focused()
    expect(page.locator("#r2")).to_be_in_viewport()
    page.reload()
    expect(page.locator("#r2")).to_be_in_viewport()


def test_a_program_that_presses_links_for_a_person_gets_to_each_page(
    demo: Demonstration, tab: SignIn
) -> None:
    page = tab("Learner")
    page.goto(f"{demo.app}/learning")
    for name, path in (
        ("When is a review held", "learning?course=when-is-a-review-held"),
        ("Orchard", "reviews?review=wrenshire-2022-orchard"),
        ("When is a review held", "learning?course=when-is-a-review-held"),
    ):
        page.get_by_role("link", name=re.compile(f"^{name}")).first.evaluate("link => link.click()")
        page.wait_for_url(f"{demo.app}/{path}")
        page.get_by_role("heading", level=1, name=name).wait_for()


@pytest.mark.deep
@pytest.mark.parametrize("width", [WIDE, deep(PHONE)])
def test_signing_in_returns_to_the_page_that_was_asked_for(
    demo: Demonstration, browser: Browser, width: int
) -> None:
    someone: OfferedPerson = person_with("Board member")
    context = browser.new_context(viewport={"width": width, "height": 844}, **CALM)
    page = context.new_page()
    page.goto(f"{demo.app}/coverage?as-at=2026-03-31&course={COURSE}")
    page.get_by_role("button", name=someone.name).click()
    expect(figures_for(page)).to_contain_text(MARCH)
    expect_asked(page, as_at="2026-03-31", course=COURSE)
    expect(page.get_by_text("Page not found")).to_have_count(0)

    context.request.post(f"{demo.runtime}/sign-out", headers={"Origin": demo.runtime})  # as in another tab
    unfold(page.get_by_role("combobox", name="Agency"))
    page.get_by_role("option").nth(1).click()
    page.get_by_role("button", name=someone.name).click()
    expect(figures_for(page)).to_contain_text(MARCH)
    expect_asked(page, as_at="2026-03-31", course=COURSE)
    expect(page.get_by_text("Page not found")).to_have_count(0)

    page.goto(f"{demo.app}/imports")
    needed = page.get_by_role("alert")
    expect(needed).to_contain_text("It needs the right to bring in files")
    expect(needed).to_contain_text("You are a member of the board")
    page.goto(f"{demo.app}/a-page-that-is-not-there")
    expect(page.get_by_role("heading", level=1)).to_have_text(["Nothing is here"])
    page.get_by_role("link", name="Go to Coverage").click()
    expect(figures_for(page)).to_be_visible()
    context.close()
