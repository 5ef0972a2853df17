"""Launching by a link from the app: it signs nobody in, and a copied address of any kind gives its holder nothing."""

import re
from datetime import timedelta

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient
from tests.runtime.conftest import ADA, COURSE, PAGE, Place, register_blank

from elearn.days import now_utc
from elearn.runtime.app import create_app, routes
from elearn.runtime.context import OfferedPerson, session_cookie
from elearn.settings import Settings
from elearn.tracker import board_rules, declaring, registering, sessions

START = f"/start?next=%2Fopen%2F{COURSE}"
FROM_US = {"Sec-Fetch-Site": "same-origin"}


@pytest.fixture
def playable(place: Place) -> Place:
    """A place with a course to play."""
    register_blank(place.database, place.settings.packages)
    return place


@pytest.fixture
def link(playable: Place) -> str:
    """The link that the app shows Ada."""
    ticket = sessions.mint_ticket(playable.database, playable.ada, COURSE)
    return f"/launch/{ticket}?course={COURSE}"


def begun(place: Place) -> int:
    """How many registrations there are."""
    with place.database.read() as connection:
        return int(connection.value("select count(*) from registration"))


def sessions_kept(place: Place) -> int:
    with place.database.read() as connection:
        return int(connection.value("select count(*) from session"))


def test_the_link_opens_the_course_for_the_person_it_was_made_for(playable: Place, link: str) -> None:
    client = playable.client(playable.ada)
    played = client.get(link).headers["location"]
    assert client.get(played).status_code == 200
    again = client.get(link, headers=FROM_US)
    assert again.headers["location"] == played, "a second click finds the ticket used, and opens the course"
    assert begun(playable) == 1


@pytest.mark.parametrize("site", [None, "none", "same-origin", "same-site", "cross-site"])
def test_a_copied_link_signs_nobody_in_and_stays_good(playable: Place, link: str, site: str | None) -> None:
    stranger = playable.client()
    before = sessions_kept(playable)
    answer = stranger.get(link, headers={"Sec-Fetch-Site": site} if site else {})
    assert (answer.status_code, answer.headers["location"]) == (303, START)
    assert "set-cookie" not in answer.headers
    assert not stranger.cookies
    assert (begun(playable), sessions_kept(playable)) == (0, before)
    made_up = stranger.get(f"/launch/made-up?course={COURSE}")
    assert (made_up.status_code, made_up.headers["location"]) == (303, START), (
        "it does not say what is a ticket"
    )
    assert "/play/" in playable.client(playable.ada).get(link).headers["location"]


def test_somebody_elses_link_opens_nothing_and_stays_good(playable: Place, link: str) -> None:
    for _ in range(2):
        answer = playable.client(playable.ben).get(link, headers=FROM_US)
        assert answer.status_code == 403
        assert "someone else" in answer.text
    assert begun(playable) == 0
    assert playable.client(playable.ada).get(link).status_code == 303
    assert playable.client(playable.ben).get(link, headers=FROM_US).status_code == 403, "also when it is used"


def test_who_was_signed_out_meanwhile_signs_in_and_comes_to_the_course(
    playable: Place, link: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The ticket travels in no mail: the link that signs in names the course alone."""
    sent: list[str] = []

    def send(_settings: Settings, _address: str, link: str, _minutes: int) -> bool:
        sent.append(link)
        return True

    monkeypatch.setattr("elearn.runtime.signin.routes.send_link", send)
    client = playable.client()
    form = client.get(client.get(link).headers["location"]).text
    (asked,) = re.findall(r'name="next" value="([^"]+)"', form)
    client.post("/start", data={"email": ADA, "next": asked})
    assert isinstance(client.app, Starlette)
    client.app.state.runtime.links.settle()
    mailed = sent[0].removeprefix(playable.address)
    assert link.partition("?")[0].rpartition("/")[2] not in mailed
    (asked,) = re.findall(r'name="next" value="([^"]+)"', client.get(mailed).text)
    entered = client.post(mailed.partition("?")[0], data={"next": asked}).headers["location"]
    assert entered == f"/open/{COURSE}"
    played = client.get(entered, headers=FROM_US).headers["location"]
    assert client.get(played).status_code == 200


def test_the_demonstration_leads_on_to_the_course(playable: Place, link: str) -> None:
    settings = playable.settings.model_copy(update={"demo": True})
    app = create_app(playable.database, settings, (OfferedPerson(ADA, "Ada Marsh", "Learner", "Learns."),))
    client = TestClient(app, base_url=playable.address, headers=FROM_US, follow_redirects=False)
    assert "Ada Marsh" in client.get(client.get(link).headers["location"]).text
    chosen = {"person": ADA, "next": f"/open/{COURSE}"}
    entered = client.post("/start/demonstration", data=chosen).headers["location"]
    assert "/play/" in client.get(entered).headers["location"]


@pytest.mark.parametrize("way", ["/launch/old?course=" + COURSE, "/open/" + COURSE])
def test_an_address_without_a_ticket_opens_from_our_pages_and_else_asks(playable: Place, way: str) -> None:
    """The tests' app has the runtime's address, so a neighbouring site's page is not one of ours."""
    client = playable.client(playable.ada)
    for site in ("cross-site", "same-site", "none", None):
        asked = client.get(way, headers={"Sec-Fetch-Site": site} if site else {})
        assert asked.status_code == 200
        assert "Open the course" in asked.text
    assert begun(playable) == 0
    opened = client.get(way, headers=FROM_US).headers["location"]
    assert client.post(f"/open/{COURSE}").headers["location"] == opened


@pytest.mark.parametrize(("scheme", "opens"), [("http", True), ("https", False)])
def test_with_two_ports_the_apps_pages_are_ours_too(playable: Place, scheme: str, opens: bool) -> None:
    """By https a neighbouring host's pages look the same to us, so a button asks."""
    here = {"base_url": f"{scheme}://localhost:1", "runtime_url": f"{scheme}://localhost:2"}
    settings = playable.settings.model_copy(update=here)
    client = TestClient(create_app(playable.database, settings), follow_redirects=False)
    name = session_cookie(secure=settings.secure)
    client.headers["Cookie"] = f"{name}={playable.session(playable.ada)}"
    address = f"/launch/old?course={COURSE}"
    answer = client.get(address, headers={"Sec-Fetch-Site": "same-site"})
    assert answer.status_code == (303 if opens else 200)
    assert client.get(address, headers={"Sec-Fetch-Site": "cross-site"}).status_code == 200
    ticket = sessions.mint_ticket(playable.database, playable.ada, COURSE)
    assert client.get(f"/launch/{ticket}", headers={"Sec-Fetch-Site": "same-site"}).status_code == 303


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Purpose": "prefetch"},
        {"Sec-Purpose": "prefetch;prerender"},
        {"Purpose": "prefetch"},
        {"X-moz": "prefetch"},
    ],
)
def test_what_a_browser_fetches_ahead_uses_nothing_up(
    playable: Place, link: str, headers: dict[str, str]
) -> None:
    client = playable.client(playable.ada)
    for address in (link, f"/open/{COURSE}"):
        ahead = client.get(address, headers=headers | FROM_US)
        assert (ahead.status_code, ahead.headers["cache-control"]) == (503, "no-store")
        assert client.head(address, headers=FROM_US).status_code == 503
    assert begun(playable) == 0
    assert "/play/" in client.get(link).headers["location"]


def test_a_link_works_in_each_session_of_its_person_and_in_none_that_was_ended(
    playable: Place, link: str
) -> None:
    one, other = playable.client(playable.ada), playable.client(playable.ada)
    one.post("/sign-out")
    assert one.get(link).headers["location"] == START
    assert "/play/" in other.get(link).headers["location"]
    fresh = sessions.mint_ticket(playable.database, playable.ada, COURSE)
    sessions.end_sessions(playable.database, playable.ada, by=None)
    assert other.get(f"/launch/{fresh}?course={COURSE}").headers["location"] == START
    assert sessions.find_ticket(playable.database, fresh) is None


def test_a_link_that_has_run_out_and_names_no_course_says_so(playable: Place) -> None:
    old = sessions.mint_ticket(playable.database, playable.ada, COURSE, lasts=timedelta(seconds=-1))
    assert playable.client(playable.ada).get(f"/launch/{old}").status_code == 410
    assert playable.client().get(f"/launch/{old}").headers["location"] == "/start"


PUBLIC = {
    "/start": "the page to sign in",
    "/sign-in/{token}": "a page with one button, which signs in once: see test_signing_in.py",
    "/start/staff-number": "the page to sign in with a staff number and a code",
    "/declare/{token}": "an agency's own headcounts, to who was given the link: see test_declare.py",
    "/register": "the page to register, if the board allows it",
    "/register/{token}": "a page with one button and the name that was given: see test_registering.py",
    "/open-courses": "the courses that are open to everyone, if the board allows it",
    "/sign-out": "a page with one button",
    "/verify": "the page to check a certificate",
    "/verify/{code}": "initials and a course, to who was given the code",
    "/assets/{version}/{name:path}": "styles and scripts",
    "/health": "whether it lives",
    "/ready": "whether it can save",
}
"""The addresses that show something to anyone, and what."""


@pytest.fixture
def addresses(playable: Place, link: str) -> dict[str, str]:
    """Every address of the runtime that a browser can open, as Ada would see it in hers."""
    ada = playable.client(playable.ada)
    played = ada.post(f"/open/{COURSE}").headers["location"]
    opened = ada.post(f"{played}/session").json()
    cmi = {"completion_status": "completed", "success_status": "passed", "score": {"scaled": "1"}}
    body = {"session": opened["session"], "number": 1, "standard": "scorm2004", "cmi": cmi, "final": True}
    code = ada.post("/commit", json=body).json()["certificate"]
    sign_in = sessions.mint_sign_in(playable.database, playable.ada)
    board_rules.set_rule(playable.database, board_rules.ANYONE_MAY_LEARN, True, by=None)
    now = now_utc()
    new = registering.mint_in_turn(
        playable.database, "new@home.example", name="New", language="", asked_at=now, now=now
    )
    with playable.database.write() as conn:
        agency = conn.value("select min(id) from agency")
        if agency is None:
            agency = "a"
            conn.execute("insert into agency (id, name) values ('a', 'Agency')")
    _, declared = declaring.make(playable.database, agency, "headcount", "Payroll", by=None)
    return {
        "/launch/{ticket}": link,
        "/open/{course}": f"/open/{COURSE}",
        "/play/{registration:number}": played,
        "/content/{path:path}": opened["content"],
        "/certificate/{code}.pdf": f"/certificate/{code}.pdf",
        "/verify/{code}": f"/verify/{code}",
        "/sign-in/{token}": f"/sign-in/{sign_in}",
        "/register/{token}": f"/register/{new.token}",
        "/register": "/register",
        "/start/staff-number": "/start/staff-number",
        "/declare/{token}": f"/declare/{declared}",
        "/open-courses": "/open-courses",
        "/assets/{version}/{name:path}": "/assets/x/runtime.css",
        **{path: path for path in ("/start", "/sign-out", "/verify", "/health", "/ready")},
        **{path: path for path in ("/record", "/record.pdf", "/record.csv")},
    }


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_no_address_gives_a_session_or_what_is_anothers_to_who_copies_it(
    playable: Place, addresses: dict[str, str], method: str
) -> None:
    known = {route.path for route in routes(playable.app.state.runtime) if "GET" in (route.methods or ())}
    assert known == addresses.keys(), "a new address: is it public, and what does it give to who copies it?"
    before = sessions_kept(playable)
    for path, address in addresses.items():
        for more in ("", "?language=cy"):
            stranger = playable.client()
            answer = stranger.request(
                method, address + more if "?" not in address else address, headers=FROM_US
            )
            assert not [name for name in stranger.cookies if "session" in name], path
            assert (answer.status_code == 200) == (path in PUBLIC), path
            assert "Ada Marsh" not in answer.text, path
            assert PAGE not in answer.text, path
    assert sessions_kept(playable) == before
    assert len(registrations_of(playable, playable.ben)) == 0


def registrations_of(place: Place, person: int) -> list[int]:
    with place.database.read() as connection:
        return connection.column("select id from registration where person = :person", {"person": person})
