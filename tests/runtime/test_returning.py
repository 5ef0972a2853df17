"""Signing in leads back to the page that was asked for, and never to anywhere else."""

import logging
import re
from urllib.parse import quote, urlsplit

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from starlette.testclient import TestClient
from tests.runtime.conftest import ADA, Place

from elearn.runtime.app import create_app
from elearn.runtime.context import OfferedPerson
from elearn.runtime.signin.returning import page_after

ASKED = "/coverage?as-at=2026-03-31&course=neglect&search=North%20Trust"
LINK = re.compile(r"/sign-in/[\w-]+\?\S*\bnext=\S+")


def test_the_page_that_was_asked_for_comes_after_a_link_by_mail(
    place: Place, caplog: pytest.LogCaptureFixture
) -> None:
    client = place.client()
    form = client.get(f"/start?next={quote(ASKED, safe='')}").text
    assert f'name="next" value="{ASKED.replace("&", "&amp;")}"' in form
    with caplog.at_level(logging.WARNING, "elearn.runtime"):
        client.post("/start", data={"email": ADA, "next": ASKED})
        place.app.state.runtime.links.settle()
    found = LINK.search(caplog.text)
    assert found
    another = place.client()  # the mail is opened in another browser
    page = another.get(found[0]).text
    assert f'name="next" value="{ASKED.replace("&", "&amp;")}"' in page
    path = found[0].partition("?")[0]
    answer = another.post(path, data={"next": ASKED})
    assert answer.headers["location"] == place.settings.base_url + ASKED
    used = another.post(path, data={"next": ASKED})
    assert used.status_code == 410
    assert f"/start?next={quote(ASKED, safe='')}" in used.text


def test_the_page_that_was_asked_for_comes_after_the_demonstrations_button(place: Place) -> None:
    settings = place.settings.model_copy(update={"demo": True})
    offered = [OfferedPerson(ADA, "Ada Marsh", "Learner", "She learns.")]
    client = TestClient(create_app(place.database, settings, offered), follow_redirects=False)
    client.headers["Origin"] = settings.runtime_url
    answer = client.post("/start/demonstration", data={"person": ADA, "next": ASKED})
    assert answer.headers["location"] == settings.base_url + ASKED


def test_a_page_of_the_runtime_is_returned_to_there(place: Place) -> None:
    client = place.client()
    certificate = client.get("/certificate/ABCD-EFGH.pdf")
    assert certificate.headers["location"] == "/start?next=%2Fcertificate%2FABCD-EFGH.pdf"
    assert "/start?next=%2Fplay%2F1" in client.get("/play/1").text


@given(st.text(max_size=60) | st.from_regex(r"\A[/\\]{1,3}[a-z.:@]{0,9}[/\\?]?.{0,9}\Z"))
@example("//evil.example/coverage")
@example("/\\evil.example")
@example("https://evil.example")
@example("/coverage\r\nSet-Cookie: a=b")
@example("/coverage?a=\"onclick='x'")
@example("/" + "a" * 3_000)
def test_nothing_that_is_asked_for_leads_to_another_host(asked: str) -> None:
    page = page_after(asked)
    whole = urlsplit(f"https://learning.example{page}")
    assert whole.netloc == "learning.example"
    assert page in ("", asked)
    assert not re.search(r"[\s\\\"'<>]", page)
