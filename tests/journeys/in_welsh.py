"""A learner who reads Welsh: from the start page and the mail to their learning and their certificate, on a phone."""

import io
import re

from lxml import html as lxml_html
from playwright.sync_api import Browser, Page, expect
from pypdf import PdfReader

from tests.axe import faults
from tests.journeys.conftest import CALM
from tests.journeys.test_app_pages import OURS, settle
from tests.mailbox import Mailbox, parts_of
from tests.serving import Installation


def learn_in_welsh(here: Installation, box: Mailbox, browser: Browser, address: str, course: str) -> None:
    """Signs somebody in who has passed `course`, and who presses “Cymraeg” on the start page."""
    context = browser.new_context(viewport={"width": 390, "height": 844}, **CALM)
    try:
        page = context.new_page()
        _sign_in(here, box, page, address)
        _read(page, course)
        page.set_viewport_size({"width": 1280, "height": 900})
        _choose(page, "English", "Defnyddio'r iaith hon")
        expect(page.get_by_role("heading", level=1)).to_have_text(["My learning"])
        expect(page.get_by_text("Your pages are in English now.")).to_be_visible()
        _choose(page, "Cymraeg", "Use this language")
        expect(page.get_by_text("Mae eich tudalennau yn Gymraeg nawr.")).to_be_visible()
        _read(page, course)
        _play(page, course)
        _certificate(page)
    finally:
        context.close()


def _sign_in(here: Installation, box: Mailbox, page: Page, address: str) -> None:
    page.goto(here.app)
    page.get_by_role("link", name="Cymraeg").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(["Mewngofnodi"])
    _fits(page)
    before = len(box.mails)
    page.get_by_label("Cyfeiriad e-bost gwaith").fill(address)
    page.get_by_role("button", name="Anfon dolen ataf").press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(["Edrychwch yn eich mewnflwch"])
    mail = box.wait_for(before + 1)
    text, html = parts_of(mail)
    assert (mail["To"], mail["Content-Language"]) == (address, "cy")
    assert mail["From"].addresses[0].display_name == "Safeguarding Children Partnership"
    assert "Mae'r ddolen yn gweithio unwaith." in text
    letter = lxml_html.document_fromstring(html)
    assert letter.get("lang") == "cy"
    [button] = letter.xpath("//a[text()='Mewngofnodi']/@href")
    assert re.findall(rf"{here.runtime}/sign-in/\S+", text) == [button]
    page.goto(button)
    _fits(page)
    page.get_by_role("button", name="Mewngofnodi nawr").press("Enter")


def _read(page: Page, course: str) -> None:
    """My learning, all of it in Welsh."""
    expect(page.get_by_role("heading", level=1)).to_have_text(["Fy nysgu"])
    expect(page.get_by_text("Rydych yn gyfredol.")).to_be_visible()
    expect(page.get_by_role("link", name=f"Ei ddilyn eto: {course}")).to_be_visible()
    expect(page.get_by_text(re.compile(r"^Pasiwyd ar \d+ \w+ 20\d\d gyda 100%\."))).to_be_visible()
    expect(page.get_by_role("button", name="Defnyddio'r iaith hon")).to_be_visible()
    settle(page)
    _fits(page)
    words = page.get_by_test_id("stMain").inner_text()
    assert not re.search(r"\b(the|your|you|language|certificate|passed|again)\b", words, re.IGNORECASE), words


def _choose(page: Page, language: str, button: str) -> None:
    """Chooses a language with the keyboard alone."""
    settle(page)
    page.get_by_role("radio", name=language).focus()
    page.keyboard.press("Space")
    page.get_by_role("button", name=button).press("Enter")


def _play(page: Page, course: str) -> None:
    """The page around a course, and what its script says."""
    page.get_by_role("link", name=f"Ei ddilyn eto: {course}").click()
    page.wait_for_url("**/play/*")
    expect(page.locator("#saved")).to_have_text("Wedi'i gadw")
    expect(page.locator("html")).to_have_attribute("lang", "cy")
    page.get_by_role("link", name="Yn ôl i fy nysgu").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(["Fy nysgu"])


def _certificate(page: Page) -> None:
    address = page.get_by_role("link", name=re.compile(r"^Tystysgrif \(PDF\): ")).get_attribute("href")
    assert address
    paper = PdfReader(io.BytesIO(page.request.get(address).body()))
    words = paper.pages[0].extract_text()
    assert paper.trailer["/Root"]["/Lang"] == "cy"
    assert "Tystir drwy hyn fod" in words
    page.goto(address.replace("/certificate/", "/verify/").removesuffix(".pdf"))
    expect(page.get_by_text("Dilys", exact=True)).to_be_visible()
    _fits(page)


def _fits(page: Page) -> None:
    """The page says that it is Welsh, axe finds nothing, and nothing is wider than the window.

    In the app, axe looks at what we draw.
    """
    expect(page.locator("html")).to_have_attribute("lang", "cy")
    found = faults(page, OURS if page.locator(OURS).count() else None)
    assert found == [], found
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
