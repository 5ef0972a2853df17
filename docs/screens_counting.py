"""The pictures that `screens.py` takes of what counts: kinds of requirement, their effect, codes, links for figures."""

import sys
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page

sys.path.insert(0, str(Path(__file__).parents[1]))

from docs.browsing import settle
from docs.screens_shots import Shot, at_once, open_forms, sends


def choose(page: Page, label: str, text: str) -> None:
    """Chooses the first option that begins with a text."""
    box = page.get_by_role("combobox", name=label, exact=True).first
    box.click()
    box.fill(text)
    page.get_by_role("option").first.click()
    settle(page)


def adds(required: str, agency: str = "") -> Callable[[Page], None]:
    """Returns what opens the form of a requirement, and chooses what is required, and at which agency."""

    def press(page: Page) -> None:
        open_forms(page)
        choose(page, "Course, hours or update", required)
        if agency:
            choose(page, "Agency", agency)

    return press


def effect(agency: str = "") -> Callable[[Page], None]:
    """Returns what shows what a requirement changes: at one agency, or at all of them."""

    def press(page: Page) -> None:
        adds("Neglect", agency)(page)
        page.get_by_role("textbox", name="Required from").first.fill("01/01/2024")
        page.get_by_role("button", name="Show what it changes").first.click()
        page.get_by_role("heading", name="What it changes").wait_for()
        settle(page)

    return press


def makes_codes(page: Page) -> None:
    """Makes the sign-in codes of everybody who has none."""
    page.get_by_role("button", name="Make codes for").click()
    page.get_by_role("button", name="Download").wait_for()


def makes_link(page: Page) -> None:
    """Makes a link by which somebody sends figures."""
    page.get_by_role("textbox", name="For whom").fill("Data office")
    page.get_by_role("button", name="Make the link").click()
    page.locator(".made-link").wait_for()


def declares(number: str) -> Callable[[Page], None]:
    """Returns what makes a link, opens it, and writes a number into every field. "" writes none, and sends nothing."""

    def press(page: Page) -> None:
        makes_link(page)
        page.goto(page.locator(".made-link").inner_text().strip())
        if number:
            for field in page.locator(".pair input").all():
                field.fill(number)
            page.get_by_role("button", name="Check these figures").click()
            page.wait_for_load_state()

    return press


def types(**fields: str) -> Callable[[Page], None]:
    """Returns what fills in the fields of a page of the runtime, by their names, and sends it."""

    def press(page: Page) -> None:
        for name, text in fields.items():
            page.locator(f"input[name={name}]").fill(text)
        page.locator("main form button").first.click()
        page.wait_for_load_state()

    return press


COUNTING = (
    Shot("requirement-add-hours", "/requirements", press=adds("Hours of learning")),
    Shot("requirement-add-update", "/requirements", press=adds("Yearly update")),
    Shot("requirement-wrong", "/requirements", press=sends("Show what it changes", {})),
    Shot("requirement-effect", "/requirements", press=effect()),
    Shot("requirement-effect-one", "/requirements", press=effect("Wrenshire Fire")),
    Shot("hours", "/requirements?course=named-hours", press=open_forms),
    Shot("regular-update", "/requirements?course=named-update", press=open_forms),
    Shot("edition", "/requirements?edition=learning-standard-2", press=open_forms),
    Shot("equivalence", "/requirements?equivalence=1", press=open_forms),
    Shot("taught-session-open", "/taught-sessions?session=9", press=open_forms),
    Shot("sign-in-codes-made", "/sign-in-codes", "lead", makes_codes),
    Shot("figures-made", "/figures-to-ask-for", press=makes_link),
    Shot("declare", "/figures-to-ask-for", press=declares("")),
    Shot("declare-wrong", "/figures-to-ask-for", press=declares("twelve")),
    Shot("declare-questions", "/figures-to-ask-for", press=declares("99999")),
    Shot("declare-gone", "runtime:/declare/none", "", ready=at_once),
    Shot(
        "staff-number-wrong",
        "runtime:/start/staff-number",
        "",
        types(number="COMTH0077", code="123"),
        at_once,
    ),
    Shot("register-wrong", "runtime:/register", "", types(name="Pat Parent", email="pat at home"), at_once),
)
"""In the demonstration. They make codes and links there."""
