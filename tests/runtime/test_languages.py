"""The runtime in Welsh: by what somebody chose, what their browser asks for, and the setting."""

import io
import re

import pytest
from lxml import html as lxml_html
from pydantic import SecretStr
from pypdf import PdfReader
from starlette.testclient import TestClient
from tests.mailbox import mailbox, parts_of
from tests.runtime.conftest import ADA, COURSE, Place, register_blank

from elearn.runtime.app import create_app
from elearn.runtime.context import LANGUAGE_COOKIE
from elearn.tracker import actor, languages, registrations
from elearn.tracker.progress import Progress

WELSH, ENGLISH = {"Accept-Language": "cy, en;q=0.5"}, {"Accept-Language": "en-GB, en;q=0.5"}
PAGES = ("/start", "/sign-in/x", "/sign-out", "/verify", "/verify/none", "/nowhere", "/play/1")
SIGNED_IN = ("/launch/old", "/open/a-course")


def choose(place: Place, language: str) -> None:
    languages.choose(place.database, place.ada, language, by=actor(place.database, place.ada))


def language_of(page: str) -> str:
    return str(lxml_html.document_fromstring(page).get("lang"))


@pytest.fixture
def earned(place: Place) -> str:
    """The code of Ada's certificate."""
    register_blank(place.database, place.settings.packages)
    registration = registrations.start(place.database, place.ada, COURSE)
    session = registrations.open_session(place.database, registration.id, registration.person)
    passed = Progress(completion="completed", success="passed")
    with place.database.write() as connection:
        registrations.record(connection, registration.person, session.id, 1, passed)
        return str(connection.value("select code from certificate"))


@pytest.mark.parametrize("path", [*PAGES, *SIGNED_IN])
def test_a_browser_that_asks_for_welsh_gets_every_page_in_welsh(place: Place, path: str) -> None:
    client = place.client(place.ada if path in SIGNED_IN else None)
    page = client.get(path, headers=WELSH)
    other = client.get(path, headers=ENGLISH)
    assert (language_of(page.text), language_of(other.text)) == ("cy", "en-GB")
    words = [
        {text.strip() for text in lxml_html.document_fromstring(each.text).itertext() if text.strip()}
        for each in (page, other)
    ]
    both = {each for each in words[0] & words[1] if not re.search(r"elearn|A partnership|^none$", each)}
    assert both <= {"Cymraeg", "English"}


def test_the_other_language_is_one_press_away_keeps_to_the_page_and_is_remembered(place: Place) -> None:
    client = place.client()
    page = lxml_html.document_fromstring(client.get("/start?next=board%3Fas-at%3D1&x=%26").text)
    [other] = page.xpath("//header/a")
    assert (other.text, other.get("lang"), other.get("hreflang")) == ("Cymraeg", "cy", "cy")
    assert other.get("href") == "?next=board%3Fas-at%3D1&x=%26&language=cy"
    answer = client.get(f"/start{other.get('href')}", headers=ENGLISH)
    assert "Mewngofnodi" in answer.text
    for part in (f"{LANGUAGE_COOKIE}=cy", "HttpOnly", "SameSite=lax", "Max-Age"):
        assert part in answer.headers["set-cookie"]
    [back] = lxml_html.document_fromstring(answer.text).xpath("//header/a")
    assert (back.text, back.get("lang")) == ("English", "en")
    assert language_of(client.get("/verify", headers=ENGLISH).text) == "cy"
    assert "Nid cyfeiriad e-bost" in client.post("/start", data={"email": "no"}, headers=ENGLISH).text
    assert language_of(client.get("/start?language=en").text) == "en-GB"
    assert language_of(client.get("/start?language=xx").text) == "en-GB"


def test_whoever_is_signed_in_gets_the_language_that_they_chose(place: Place) -> None:
    client = place.client(place.ada)
    client.cookies.set(LANGUAGE_COOKIE, "en")
    assert language_of(client.get("/sign-out", headers=ENGLISH).text) == "en-GB"
    choose(place, "cy")
    assert language_of(client.get("/sign-out", headers=ENGLISH).text) == "cy"
    choose(place, "")
    assert language_of(client.get("/sign-out", headers=WELSH).text) == "en-GB"


def test_the_setting_decides_for_those_who_say_nothing(place: Place) -> None:
    settings = place.settings.model_copy(update={"language": "cy"})
    client = TestClient(create_app(place.database, settings), base_url=place.address)
    assert language_of(client.get("/start").text) == "cy"
    assert language_of(client.get("/start", headers=ENGLISH).text) == "en-GB"


@pytest.mark.parametrize(("own", "page", "gets"), [("cy", "en", "cy"), ("", "cy", "cy"), ("en", "cy", "en")])
def test_a_link_comes_in_the_person_s_language_else_in_that_of_the_page(
    place: Place, own: str, page: str, gets: str
) -> None:
    choose(place, own)
    with mailbox() as box:
        settings = place.settings.model_copy(update={"smtp_url": SecretStr(box.url)})
        client = TestClient(
            create_app(place.database, settings), base_url=place.address, headers={"Origin": place.address}
        )
        client.post(f"/start?language={page}", data={"email": ADA})
        mail = box.wait_for(1)
    text, html = parts_of(mail)
    assert mail["Content-Language"] == gets
    word = {"cy": "Mewngofnodi", "en": "Sign in"}[gets]
    [button] = lxml_html.document_fromstring(html).xpath(f"//a[text()='{word}']")
    [link] = re.findall(rf"{place.address}(/sign-in/\S+)", text)
    assert button.get("href") == f"{place.address}{link}"
    assert language_of(client.get(link, headers=ENGLISH).text) == {"cy": "cy", "en": "en-GB"}[gets]


def test_a_certificate_and_its_page_are_in_the_language_of_its_owner(place: Place, earned: str) -> None:
    def paper() -> PdfReader:
        return PdfReader(io.BytesIO(place.client(place.ada).get(f"/certificate/{earned}.pdf").content))

    visitor = place.client()
    assert paper().trailer["/Root"]["/Lang"] == "en-GB"
    assert "Completed on" in visitor.get(f"/verify/{earned}", headers=ENGLISH).text
    choose(place, "cy")
    found = paper()
    words = found.pages[0].extract_text()
    assert found.trailer["/Root"]["/Lang"] == "cy"
    assert found.metadata
    assert found.metadata.title == "Tystysgrif: A blank course"
    for each in ("Tystir drwy hyn", "wedi cwblhau'r cwrs", "Cwblhawyd ar", f"Cod {earned}"):
        assert each in words.replace("’", "'")
    page = visitor.get(f"/verify/{earned}", headers=ENGLISH).text
    assert language_of(page) == "cy"
    assert "Cwblhawyd ar" in page
    assert language_of(visitor.get(f"/verify/{earned}?language=en").text) == "en-GB"
    assert language_of(visitor.get(f"/verify/{earned}").text) == "en-GB"  # the visitor has chosen


def test_the_play_page_s_script_gets_its_words_in_welsh_and_cannot_be_broken_by_them(
    place: Place, earned: str
) -> None:
    choose(place, "cy")
    registration = registrations.start(place.database, place.ada, COURSE)
    page = lxml_html.document_fromstring(place.client(place.ada).get(f"/play/{registration.id}").text)
    assert page.get("lang") == "cy"
    [words] = page.xpath("//script[@type='application/json']")
    assert '"saved": "Wedi\\u0027i gadw"' in words.text
