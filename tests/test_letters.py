"""Mails that the organisation sends: whose they are, what both of their parts say, and that they load nothing."""

import re
import socket
from email.message import EmailMessage
from email.utils import parsedate_to_datetime

import pytest
from lxml import html as lxml_html
from playwright.sync_api import Browser

from elearn import look
from elearn.days import now_utc
from elearn.letters import Button, letter
from elearn.look.accents import contrast
from elearn.mail import Mail, send
from elearn.settings import Settings
from elearn.translations import gettext as _
from elearn.translations import speaking
from tests import axe
from tests.mailbox import mailbox, parts_of

ADDRESS = "https://learn.example/sign-in/tok-en?language=cy&to=<b>"


def written(organisation: str = "Wrenshire Safeguarding Children Partnership") -> Mail:
    return letter(
        "ada@north.example",
        "Your <b>link</b>",
        organisation=organisation,
        before=["Tom & Zoë asked for <it>.", ("Point one.", "Point two.")],
        button=Button("Sign in", ADDRESS),
        after=["The link works once."],
    )


def delivered(mail: Mail, organisation: str) -> EmailMessage:
    with mailbox() as box:
        send(Settings(smtp_url=box.url, organisation=organisation), mail)
        return box.wait_for(1)


@pytest.mark.parametrize(
    "organisation",
    [
        "Wrenshire Safeguarding Children Partnership",
        "Partneriaeth Gŵyr, Tŷ-croes & “Bro”",
        'Quoted "Partnership"; of: two',
    ],
)
def test_a_mail_is_the_organisation_s_and_says_of_no_machine_where_it_was_written(organisation: str) -> None:
    mail = delivered(written(organisation), organisation)
    [sender] = mail["From"].addresses
    assert (sender.display_name, sender.addr_spec) == (organisation, "learning@wrenshire.example")
    assert mail["To"] == "ada@north.example"
    assert abs(parsedate_to_datetime(mail["Date"]) - now_utc()).total_seconds() < 60
    assert re.fullmatch(r"<[^@<>\s]+@wrenshire\.example>", mail["Message-ID"])
    assert socket.gethostname() not in mail["Message-ID"]
    assert (mail["Auto-Submitted"], mail["Content-Language"]) == ("auto-generated", "en")
    text, html = parts_of(mail)
    assert ADDRESS in text.splitlines()
    assert lxml_html.document_fromstring(html).xpath("//p[1]")[0].text_content() == organisation


def test_a_line_break_in_the_organisation_s_name_adds_no_header() -> None:
    mail = delivered(written(), "Wrenshire\nBcc: all@north.example")
    assert mail["Bcc"] is None
    assert mail["From"].addresses[0].display_name == "Wrenshire Bcc: all@north.example"


def test_both_parts_say_the_same_and_everything_is_escaped() -> None:
    mail = written()
    page = lxml_html.document_fromstring(mail.html)
    shown = " ".join(page.xpath("//body")[0].text_content().split())
    for each in ("Tom & Zoë asked for <it>.", "Point one.", "Point two.", ADDRESS, "The link works once."):
        assert each in mail.text
        assert each in shown
    assert page.xpath("//b") == []
    assert set(page.xpath("//a/@href")) == {ADDRESS}
    [button] = page.xpath("//a[text()='Sign in']")
    assert "background" in button.get("style")


def test_the_html_loads_nothing_and_speaks_its_language() -> None:
    with speaking("cy"):
        mail = written()
    page = lxml_html.document_fromstring(mail.html)
    assert page.xpath("//@src | //link | //style | //script | //img") == []
    assert "url(" not in mail.html
    assert (page.get("lang"), mail.language) == ("cy", "cy")
    assert _("If the button does not work, open this address:") not in mail.html


@pytest.mark.browser
def test_a_mail_reads_well_on_a_phone_and_with_a_screen_reader(browser: Browser) -> None:
    page = browser.new_page(viewport={"width": 390, "height": 800})
    page.set_content(written().html)
    assert axe.faults(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    box = page.get_by_role("link", name="Sign in", exact=True).bounding_box()
    assert box
    assert box["height"] >= 44
    assert contrast(look.colour("on-accent"), look.colour("accent")) >= 4.5
    page.close()
