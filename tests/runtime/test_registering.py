"""Registering by oneself: the pages, what they give away, the mails, and the list of open courses."""

import re

import pytest
from httpx import Response
from lxml import html as lxml_html
from starlette.testclient import TestClient
from tests.mailbox import parts_of
from tests.runtime.asking import Office, office
from tests.runtime.conftest import ADA, COURSE, Place, register_blank

from elearn.runtime.context import session_cookie
from elearn.tracker import board_rules, languages, open_courses, sessions
from elearn.tracker.scope import actor

NEW = {"name": "Pat Parent", "email": "pat@home.example"}
WELSH = {"Accept-Language": "cy"}
LINK = re.compile(r"/(?:sign-in|register)/\S+")


@pytest.fixture
def open_place(place: Place) -> Place:
    """A place whose board lets anyone register, with one open course."""
    register_blank(place.database, place.settings.packages)
    board_rules.set_rule(place.database, board_rules.ANYONE_MAY_LEARN, True, by=None)
    open_courses.set_open(place.database, COURSE, True, by=None)
    return place


def mails(here: Office) -> list[str]:
    here.runtime.registrations.settle()
    here.runtime.links.settle()
    return [parts_of(mail)[0] for mail in here.box.mails]


def asked(here: Office, **more: str) -> str:
    """Asks to register and returns the path of the link in the mail that comes."""
    before = len(mails(here))
    assert here.client("198.51.100.7").post("/register", data=NEW | more).status_code == 200
    [new] = mails(here)[before:]
    return LINK.findall(new)[0]


def who(place: Place, client: TestClient) -> int | None:
    return sessions.session_person(place.database, client.cookies[session_cookie(secure=False)])


def test_a_link_registers_once_and_opening_it_makes_nobody(open_place: Place) -> None:
    with office(open_place) as here:
        link = asked(here)
        client = here.client("198.51.100.7")
        for _scanner in range(3):
            page = client.get(link)
            assert 'value="Pat Parent"' in page.text
        assert sessions.person_by_email(open_place.database, NEW["email"]) is None
        path = link.partition("?")[0]
        wrong = client.post(path, data={"name": " "})
        assert (wrong.status_code, "There is no name" in wrong.text) == (400, True)
        answer = client.post(path, data={"name": "Pat Parent-Jones"})
        assert (answer.status_code, answer.headers["location"][-10:]) == (303, "/catalogue")
        person = who(open_place, client)
        assert person is not None
        found = actor(open_place.database, person)
        assert (found.name, found.email, found.registered) == ("Pat Parent-Jones", NEW["email"], True)
        assert client.post(path, data={"name": "Pat"}).status_code == 410
        assert client.get(path).status_code == 410
        assert client.get("/register/invented").status_code == 410


def test_the_answer_and_the_work_are_the_same_for_an_address_that_is_known(
    open_place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    with office(open_place) as here:
        looked: list[str] = []
        look = sessions.person_by_email

        def noting(database: object, address: str) -> int | None:
            looked.append(address)
            return look(open_place.database, address)

        monkeypatch.setattr(sessions, "person_by_email", noting)

        def ask(email: str) -> Response:
            return here.client("198.51.100.7").post("/register", data=NEW | {"email": email})

        known, unknown = ask(ADA), ask("new@home.example")
        assert (known.text, known.status_code, known.headers.raw) == (
            unknown.text, unknown.status_code, unknown.headers.raw,
        )  # fmt: skip
        assert looked == [ADA, "new@home.example"]
        found = sorted(mails(here), key=lambda each: "/register/" in each)
        assert ["/sign-in/" in each for each in found] == [True, False]
        assert ["/register/" in each for each in found] == [False, True]
        client = here.client("198.51.100.7")
        assert client.post(LINK.findall(found[0])[0]).status_code == 303
        assert who(open_place, client) == open_place.ada


def test_the_mail_does_not_say_what_name_was_given(open_place: Place) -> None:
    with office(open_place) as here:
        asked(here, name="Buy cheap things at evil dot example")
        assert "evil" not in mails(here)[-1]


def test_a_mailbox_and_a_network_are_asked_only_so_often(open_place: Place) -> None:
    with office(open_place) as here:
        for _ in range(sessions.LINKS_AT_ONCE + 3):
            here.client("198.51.100.7").post("/register", data=NEW)
            here.runtime.registrations.settle()
        assert len(mails(here)) == sessions.LINKS_AT_ONCE
        here.runtime.links_by_network.wait("198.51.100.8")
        for _ in range(299):
            here.runtime.links_by_network.wait("198.51.100.8")
        refused = here.client("198.51.100.8").post("/register", data=NEW)
        assert (refused.status_code, "Retry-After" in refused.headers) == (429, True)


def test_what_was_typed_stays_if_something_is_wrong(open_place: Place) -> None:
    answer = open_place.client().post(
        "/register", data={"name": "Pat", "email": "pat at home", "next": "/open/x"}
    )
    page = lxml_html.document_fromstring(answer.text)
    assert answer.status_code == 400
    assert [page.get_element_by_id(each).get("value") for each in ("name", "email")] == ["Pat", "pat at home"]
    assert page.get_element_by_id("email").get("aria-describedby") == "fault-email"
    assert page.xpath("//input[@name='next']/@value") == ["/open/x"]
    both = open_place.client().post("/register", data={"name": "", "email": ""})
    assert [each in both.text for each in ("fault-name", "fault-email")] == [True, True]


def test_without_the_board_s_rule_there_is_no_such_page(place: Place) -> None:
    client = place.client()
    assert "/register" not in client.get("/start").text
    for path in ("/register", "/open-courses"):
        assert client.get(path).status_code == 404
    assert client.post("/register", data=NEW).status_code == 404


def test_a_post_from_elsewhere_does_nothing(open_place: Place) -> None:
    client = open_place.client(origin="https://evil.example")
    for path in ("/register", "/register/token"):
        assert client.post(path, data=NEW).status_code == 403


def test_the_start_page_leads_there_and_back_to_what_was_asked_for(open_place: Place) -> None:
    start = lxml_html.document_fromstring(open_place.client().get(f"/start?next=/open/{COURSE}").text)
    [way] = start.xpath("//section[@class='anyone']//a[starts-with(@href, '/register')]/@href")
    with office(open_place) as here:
        client = here.client("198.51.100.7")
        page = lxml_html.document_fromstring(client.get(way).text)
        [next] = page.xpath("//input[@name='next']/@value")
        link = asked(here, next=str(next))
        page = lxml_html.document_fromstring(client.get(link).text)
        fields = dict(zip(page.xpath("//input/@name"), page.xpath("//input/@value"), strict=True))
        answer = client.post(page.xpath("//form/@action")[0], data=fields)
        assert answer.headers["location"] == f"/open/{COURSE}"
        assert client.get(f"/open/{COURSE}", headers={"Sec-Fetch-Site": "same-origin"}).status_code == 303


def test_the_open_courses_are_listed_for_everyone_and_can_be_searched(open_place: Place) -> None:
    page = open_place.client().get("/open-courses")
    assert "A blank course" in page.text
    assert "about 5 minutes" in page.text
    assert "Notice a mark" in page.text
    assert f"/register?next=/open/{COURSE}" in page.text
    assert f'"/open/{COURSE}"' in open_place.client(open_place.ada).get("/open-courses").text
    assert "A blank course" in open_place.client().get("/open-courses?search=NOTICE+blank").text
    assert "A blank course" not in open_place.client().get("/open-courses?search=zebra").text
    open_courses.set_open(open_place.database, COURSE, False, by=None)
    assert "No course is open to everyone at the moment" in open_place.client().get("/open-courses").text


def test_somebody_who_registered_opens_nothing_that_is_not_open_to_them(open_place: Place) -> None:
    with office(open_place) as here:
        client = here.client("198.51.100.7")
        client.post(asked(here).partition("?")[0], data={"name": "Pat"})
        open_courses.set_open(open_place.database, COURSE, False, by=None)
        refused = client.post(f"/open/{COURSE}")
        assert (refused.status_code, "for the staff of agencies" in refused.text) == (403, True)


@pytest.mark.parametrize("path", ["/register", "/open-courses", "/start"])
def test_the_pages_and_the_mail_are_in_welsh_too(open_place: Place, path: str) -> None:
    client = open_place.client()
    pages = [client.get(path, headers=headers).text for headers in (WELSH, {"Accept-Language": "en"})]
    words = [
        {text.strip() for text in lxml_html.document_fromstring(each).itertext() if text.strip()}
        for each in pages
    ]
    same = {each for each in words[0] & words[1] if not re.search(r"elearn|A partnership|^none$", each)}
    assert same <= {"Cymraeg", "English", "A blank course", "Notice a mark", "."}


def test_whoever_asks_in_welsh_gets_the_mail_and_the_page_in_welsh(open_place: Place) -> None:
    with office(open_place) as here:
        here.client("198.51.100.7").post("/register", data=NEW, headers=WELSH)
        [mail] = mails(here)
        assert "Follow this link" not in mail
        path = LINK.findall(mail)[0]
        assert "language=cy" in path
        client = here.client("198.51.100.7")
        client.post(path.partition("?")[0], data={"name": "Pat"})
        person = who(open_place, client)
        assert person is not None
        assert languages.of_person(open_place.database, person) == "cy"
