"""Signing in with a staff number and a code from the lead."""

import pytest
from tests.runtime.conftest import Place

from elearn.runtime.context import session_cookie
from elearn.tracker import sessions, sign_in_codes

PAGE = "/start/staff-number"


@pytest.fixture
def numbered(place: Place) -> Place:
    """The place, whose Ada has a staff number at an agency."""
    with place.database.write() as conn:
        conn.execute(
            "insert into agency (id, name, kind, target, basis) values ('north', 'North', '', 90, 'roster')"
        )
        conn.execute("insert into role_group (id, name, level) values ('r3', 'Mainly', '3')")
        conn.execute(
            "insert into post (person, agency, role_group, staff_number, starts_on) "
            "values (:ada, 'north', 'r3', 'N 7', '2024-01-01')",
            {"ada": place.ada},
        )
    return place


def code_for(place: Place, person: int) -> str:
    return sign_in_codes.make(place.database, [person], by=None)[0].code


def test_the_start_page_leads_to_the_form_and_number_and_code_sign_in_once(numbered: Place) -> None:
    client = numbered.client()
    assert f'href="{PAGE}?next=%2Fcatalogue"' in client.get("/start?next=/catalogue").text
    assert "Sign in with a staff number" in client.get(PAGE).text
    code = code_for(numbered, numbered.ada)
    answer = client.post(PAGE, data={"number": "n 7", "code": code, "next": "/coverage"})
    assert (answer.status_code, answer.headers["location"]) == (303, f"{numbered.settings.base_url}/coverage")
    assert "HttpOnly" in answer.headers["set-cookie"]
    token = client.cookies[session_cookie(secure=False)]
    assert sessions.session_person(numbered.database, token) == numbered.ada
    assert numbered.client().post(PAGE, data={"number": "n 7", "code": code}).status_code == 403


def test_the_answer_does_not_tell_what_was_wrong_and_keeps_what_was_typed(numbered: Place) -> None:
    code = code_for(numbered, numbered.ada)
    wrong = {"number": "N 7", "code": "1"}, {"number": "N 8", "code": code}, {"number": "", "code": ""}
    pages = []
    for data in wrong:
        answer = numbered.client().post(PAGE, data=data)
        assert answer.status_code == 403
        assert answer.text.count('role="alert"') == 1
        assert f'value="{data["code"]}"' in answer.text
        pages.append(
            answer.text.replace(f'value="{data["number"]}"', "").replace(f'value="{data["code"]}"', "")
        )
    assert pages[0] == pages[1]
    assert "Heb fewngofnodi" in numbered.client().post(f"{PAGE}?language=cy", data=wrong[0]).text
    hostile = numbered.client().post(PAGE, data={"number": '"><script>', "code": "x" * 5_000})
    assert "<script>" not in hostile.text


def test_another_site_cannot_post_and_tries_are_limited_by_number_and_network(numbered: Place) -> None:
    elsewhere = numbered.client(origin="https://elsewhere.example")
    assert elsewhere.post(PAGE, data={"number": "1", "code": "2"}).status_code == 403
    client = numbered.client()
    for _try in range(10):
        assert client.post(PAGE, data={"number": " N 7", "code": "2"}).status_code == 403
    code = code_for(numbered, numbered.ada)
    answer = client.post(PAGE, data={"number": "n 7", "code": code})
    assert answer.status_code == 429
    assert int(answer.headers["Retry-After"]) > 0
    assert client.post(PAGE, data={"number": "other", "code": "2"}).status_code == 403
    runtime = numbered.app.state.runtime
    while not runtime.codes_by_network.wait("testclient") and not runtime.codes_by_network.wait("unknown"):
        pass
    assert client.post(PAGE, data={"number": "another", "code": "2"}).status_code == 429
