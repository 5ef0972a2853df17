"""The session cookie: its name under https, what else a neighbouring host may set, and how it is removed."""

import pytest
from starlette.testclient import TestClient
from tests.runtime.conftest import ADA, Place

from elearn.runtime import session_cookie, session_token
from elearn.runtime.app import create_app
from elearn.runtime.context import OfferedPerson
from elearn.tracker import sessions

HTTPS = "https://learn.example"
SIGNED_IN = "You are signed in"


@pytest.fixture
def secure(place: Place) -> TestClient:
    """A browser that reaches the runtime by https."""
    settings = place.settings.model_copy(update={"base_url": HTTPS, "runtime_url": HTTPS, "demo": True})
    app = create_app(place.database, settings, (OfferedPerson(ADA, "Ada Marsh", "Learner", "Learns."),))
    return TestClient(app, base_url=HTTPS, headers={"Origin": HTTPS}, follow_redirects=False)


def parts(cookie: str) -> set[str]:
    """The attributes of a `Set-Cookie` header, without those that hold a time."""
    return {each.strip().lower() for each in cookie.split(";")[1:] if "expires" not in each}


def test_under_https_only_this_very_host_can_set_the_cookie(secure: TestClient) -> None:
    cookie = secure.post("/start/demonstration", data={"person": ADA}).headers["set-cookie"]
    assert cookie.startswith("__Host-elearn_session=")
    assert parts(cookie) == {"httponly", "max-age=43200", "path=/", "samesite=lax", "secure"}
    assert SIGNED_IN in secure.get("/start").text
    removed = secure.post("/sign-out").headers["set-cookie"]
    assert removed.startswith("__Host-elearn_session=")
    assert parts(removed) == {"httponly", "max-age=0", "path=/", "samesite=lax", "secure"}, (
        "else browsers would keep it"
    )
    assert SIGNED_IN not in secure.get("/start").text


@pytest.mark.parametrize("base_url", ["https://learn.example", "HTTPS://learn.example"])
def test_the_name_depends_on_how_browsers_reach_us(place: Place, base_url: str) -> None:
    assert place.settings.model_copy(update={"base_url": base_url}).secure
    assert not place.settings.secure
    assert (session_cookie(secure=True), session_cookie(secure=False)) == (
        "__Host-elearn_session",
        "elearn_session",
    )


@pytest.mark.parametrize(
    "name",
    [
        b"elearn_session",
        b"__host-elearn_session",
        b"__Secure-elearn_session",
        b"\xa0__Host-elearn_session",
        b"\x85__Host-elearn_session",
        b"\x1c__Host-elearn_session",
        b"\xe2\x80\x80__Host-elearn_session",
        b"__Host-elearn_session\xa0",
        b"=__Host-elearn_session",
        b'$Version="1", __Host-elearn_session',
    ],
)
def test_under_https_a_cookie_that_a_neighbour_could_set_counts_for_nothing(
    secure: TestClient, place: Place, name: bytes
) -> None:
    """Browsers know `__Host-` only at the very start of a name."""
    token = place.session(place.ada).encode()
    assert SIGNED_IN not in secure.get("/start", headers={b"Cookie": name + b"=" + token}).text
    both = b"__Host-elearn_session=" + token + b"; " + name + b"=" + place.session(place.ben).encode()
    assert SIGNED_IN in secure.get("/start", headers={b"Cookie": both}).text


def test_of_two_different_sessions_none_counts_and_signing_out_ends_both(place: Place) -> None:
    """Without https another host can add a cookie. Whose session it would be, we cannot know."""
    own, other = place.session(place.ada), place.session(place.ben)
    client = place.client()
    for header in (
        f"elearn_session={own}; elearn_session={other}",
        f"elearn_session={other}; elearn_session={own}",
    ):
        assert SIGNED_IN not in client.get("/start", headers={"Cookie": header}).text
    twice = f"elearn_session={own}; elearn_session={own}; elearn_session="
    assert SIGNED_IN in client.get("/start", headers={"Cookie": twice}).text
    client.post("/sign-out", headers={"Cookie": f"elearn_session={own}; elearn_session={other}"})
    assert [sessions.session_person(place.database, token) for token in (own, other)] == [None, None]


@pytest.mark.parametrize(
    ("headers", "token"),
    [
        ([], ""),
        ([""], ""),
        (["elearn_session"], ""),
        (["elearn_session=a"], "a"),
        (["a=b;elearn_session=a \t; c=d"], "a"),
        (["a=b", "elearn_session=a"], "a"),
        (["elearn_session=a", "elearn_session=b"], ""),
        (["__Host-elearn_session=a"], ""),
    ],
)
def test_the_token_is_read_from_all_cookie_headers(headers: list[str], token: str) -> None:
    assert session_token(headers, secure=False) == token
