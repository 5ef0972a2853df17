"""Lists of the app, from which somebody chooses one option."""

import re

from playwright.sync_api import Locator, Page, expect

TWO_FRAMES = "() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(drawn))))"


def drawn(page: Page) -> None:
    """Waits until the browser has drawn what there is."""
    page.evaluate(TWO_FRAMES)


def unfold(box: Locator) -> None:
    """Opens a list. A page that scrolls closes its lists, so it is scrolled before, and has told so."""
    box.scroll_into_view_if_needed()
    drawn(box.page)
    box.click()


def choose(where: Page | Locator, label: str, option: str) -> None:
    """Chooses the first option that has some words. They are typed if the list takes words, for it may be long."""
    box = where.get_by_role("combobox", name=label, exact=True).first
    takes_words = box.is_editable()
    unfold(box)
    if takes_words:  # by the keyboard: while a list is open, nothing else on the page has a role
        box.page.keyboard.press("ControlOrMeta+a")
        box.page.keyboard.insert_text(option)
    box.page.get_by_role("option").filter(has_text=option).first.click()
    expect(box).to_have_value(re.compile(re.escape(option)))
