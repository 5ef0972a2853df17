"""Sign-off on the desk: its pages and forms work without a script, and each does what its reader may do and no more."""

import html
import re
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest
from pydantic import SecretStr
from starlette.applications import Starlette
from starlette.testclient import TestClient

from elearn import mail
from elearn.database import Database
from elearn.desk import make_desk, routes
from elearn.runtime import session_cookie
from elearn.settings import Settings
from elearn.tracker import SIGNING, board_rules, give_role, register_course, sessions
from tests.sample_course import SLUG, write_sample

STEPS = tuple(SIGNING)
PAGE = f"/desk/{SLUG}/sign-off"
Sign = Callable[..., TestClient]


def words(answer: httpx.Response) -> str:
    """What a page says."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", answer.text.partition("<body")[2])).split())


def hidden(answer: httpx.Response, form: str) -> dict[str, str]:
    """The hidden fields of a form of a page, by the end of its address."""
    body = answer.text.partition(f'action="{PAGE}/{form}"')[2].partition("</form>")[0]
    return dict(re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', body))


def points(answer: httpx.Response) -> list[str]:
    return list(dict.fromkeys(re.findall(r'name="(point-[^"]+)"', answer.text)))


@pytest.fixture
def where(db: Database, address: str, tmp_path: Path) -> Settings:
    write_sample(tmp_path / "courses")
    return Settings(database=address, courses=tmp_path / "courses", reviews=tmp_path / "reviews")


@pytest.fixture
def visit(db: Database, where: Settings) -> Sign:
    """Signs somebody in at the desk, with roles."""

    def comes(name: str, *roles: str) -> TestClient:
        with db.write() as conn:
            person = conn.value("select id from person where name = :name", {"name": name})
            if person is None:
                insert = "insert into person (email, name) values (:email, :name) returning id"
                person = conn.value(insert, {"email": f"{name}@board.example", "name": name})
            for role in roles:
                give_role(conn, person, role)
        token = sessions.mint_session(db, person)
        headers = {"Origin": where.desk_url, "Cookie": f"{session_cookie(secure=where.secure)}={token}"}
        app = Starlette(routes=routes(make_desk(db, where)))
        return TestClient(app, base_url=where.desk_url, headers=headers, follow_redirects=False)

    return comes


def sends(client: TestClient, form: str, data: dict[str, str]) -> httpx.Response:
    """The page after a form, or the page that says what is in the way."""
    answer = client.post(f"{PAGE}/{form}", data=data)
    return client.get(answer.headers["location"]) if answer.status_code == 303 else answer


def signs(client: TestClient, **more: str) -> httpx.Response:
    page = client.get(PAGE)
    return sends(client, "sign", {**hidden(page, "sign"), **dict.fromkeys(points(page), "yes"), **more})


def test_a_course_goes_from_send_to_approved_through_the_pages_of_five_people(
    visit: Sign, where: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    letters: list[mail.Mail] = []
    monkeypatch.setattr(mail, "send", lambda _settings, letter: letters.append(letter) or "")
    where.smtp_url = SecretStr("smtp://mail.example")
    ada = visit("ada", "trainer")
    signers = {step: visit(f"signs-{step}", step) for step in STEPS}
    assert "Draft. It has not been sent for sign-off." in words(ada.get(PAGE))
    sent = sends(ada, "send", {"note": "Please look at page two."})
    assert "The course was sent for sign-off. We told signs-subject-expert by e-mail." in words(sent)
    assert "Take it back" in words(sent)
    for step in STEPS:
        client = signers[step]
        assert f"/desk/{SLUG}/sign-off" in client.get("/desk/sign-off").text.partition("Under way")[0]
        page = client.get(PAGE)
        assert "Please look at page two." in words(page)
        assert "/desk/sign-off" in page.text
        assert 'href="/desk"' not in page.text, "the courses are for those who write"
        said = words(signs(client, note=f"Fine for {step}"))
        assert f"You have signed “{SIGNING[step]}”." in said
        assert f"Fine for {step}" in said
    assert "The course is approved. We told ada by e-mail." in said
    assert [each.to.partition("@")[0] for each in letters] == [*(f"signs-{step}" for step in STEPS), "ada"]
    assert f"{PAGE}" in letters[0].text
    assert "Approved." in words(ada.get(PAGE))
    assert {"signOff": "Approved"}.items() <= ada.get("/desk/courses").json()["courses"][0].items()


def test_what_is_missing_in_a_checklist_is_said_and_what_was_typed_stays(visit: Sign) -> None:
    ada = visit("ada", "trainer")
    assert "Nobody else has the role for the next step" in words(sends(ada, "send", {}))
    page = ada.get(PAGE)
    sends(ada, "take-back", hidden(page, "take-back"))
    visit("ex", "subject-expert")
    told = "No mail went to ex, so tell them yourself. No mail server is set up here."
    assert told in words(sends(ada, "send", {}))
    client = visit("ex", "subject-expert")
    page = client.get(PAGE)
    names = points(page)
    assert re.findall(r"<legend>", page.text) == ["<legend>"] * len(names)
    given = {**hidden(page, "sign"), names[0]: "yes", names[1]: "no", "note": "Almost <there>"}
    answer = sends(client, "sign", given)
    assert answer.status_code == 422
    assert "This is in the way" in words(answer)
    assert "Nothing says why this does not apply" in words(answer)
    assert "Almost &lt;there&gt;" in answer.text
    assert answer.text.count(" checked>") == 2
    note = f"note-{names[1].removeprefix('point-')}"
    assert "You have signed" in words(signs(client, **{names[1]: "no", note: "It names none."}))


def test_who_signs_is_shown_findings_and_waivers_with_their_reasons(visit: Sign, where: Settings) -> None:
    path = where.courses / SLUG / "01-noticing.md"
    waiver = ":::{waive} W15\nA quotation, which the page then discusses.\n:::\n\nThe nurse failed to act.\n"
    path.write_text(path.read_text() + f"\n\n## A last page {{#a-last-page}}\n\n{waiver}")
    course = where.courses / SLUG / "course.md"
    course.write_text(course.read_text().replace("2027-11-01", "2020-01-01"))
    ada = visit("ada", "trainer")
    sends(ada, "send", {})
    said = words(visit("ex", "subject-expert").get(PAGE))
    assert "A quotation, which the page then discusses." in said
    assert "On the page “A last page”" in said
    assert "In the introduction: It was to be read through again by 1 January 2020." in said


def test_a_signature_is_refused_if_the_checks_find_something_else_by_then(visit: Sign) -> None:
    sends(visit("ada", "trainer"), "send", {})
    client = visit("ex", "subject-expert")
    page = client.get(PAGE)
    given = {**hidden(page, "sign"), **dict.fromkeys(points(page), "yes"), "fingerprint": "0" * 32}
    assert "The findings are other ones than those that you were shown." in words(
        sends(client, "sign", given)
    )


def test_the_course_is_read_in_a_sandbox_by_those_who_sign_while_it_is_in_sign_off(visit: Sign) -> None:
    expert = visit("ex", "subject-expert")
    assert expert.get(f"{PAGE}/read").status_code == 404
    sends(visit("ada", "trainer"), "send", {})
    answer = expert.get(f"{PAGE}/read")
    assert answer.status_code == 200
    assert "A health visitor sees a mark" in answer.text
    assert answer.headers["content-security-policy"].startswith("sandbox allow-scripts; default-src 'none'")


@pytest.mark.parametrize("role", ["", "lead", "board", "legal"])
def test_nobody_does_what_is_not_theirs(visit: Sign, db: Database, role: str) -> None:
    sends(visit("ada", "trainer"), "send", {})
    client = visit("bo", *([role] if role not in ("", "lead") else []))
    seen = role == "legal"
    assert (client.get(PAGE).status_code == 200) is seen
    assert (client.get("/desk/sign-off").status_code == 200) is seen
    before = rows(db)
    for form in ("send", "sign", "send-back", "take-back", "withdraw"):
        data = {"round": "1", "step": "subject-expert", "reason": "x", "version": "1.0.0", "sure": "yes"}
        answer = client.post(f"{PAGE}/{form}", data=data)
        assert answer.status_code in (403, 422), (form, words(answer))
    home = client.get("/desk")
    assert home.status_code == 403
    assert 'href="/desk"' not in home.text
    assert client.get(f"/desk/{SLUG}/state").status_code == 403
    assert rows(db) == before


def rows(db: Database) -> list[object]:
    with db.read() as conn:
        return [
            conn.tuples("select id, ended_at from sign_off"),
            conn.tuples("select step from signature"),
            conn.tuples("select withdrawn_at from course_version"),
        ]


def test_a_form_of_another_site_or_of_another_person_does_nothing(visit: Sign, db: Database) -> None:
    ada, other = visit("ada", "trainer"), {"Origin": "https://elsewhere.example"}
    assert ada.post(f"{PAGE}/send", data={}, headers=other).status_code == 403
    assert ada.post(f"{PAGE}/send", data={"person": "99"}).status_code == 401
    assert rows(db)[0] == []


def test_a_course_with_errors_or_unsaved_changes_is_not_sent(
    visit: Sign, where: Settings, db: Database
) -> None:
    ada = visit("ada", "trainer")
    state = ada.get(f"/desk/{SLUG}/state", params={"file": "01-noticing.md", "page": "the-visit"}).json()
    edit = {"file": "01-noticing.md", "lines": [0, 0], "text": "Words."}
    change = {
        "seq": state["seq"],
        "window": "w",
        "request": "r1",
        "at": {"file": "01-noticing.md", "page": ""},
    }
    assert ada.post(f"/desk/{SLUG}/change", json={**change, "edit": edit}).status_code == 200
    answer = sends(ada, "send", {"note": "Kept"})
    assert "There are changes that are not saved." in words(answer)
    path = where.courses / SLUG / "02-acting.md"
    path.write_text("# Acting\n\nMrs Patel said so.\n")
    page = ada.get(PAGE)
    assert "These have to be put right before the course can be sent." in words(page)
    assert 'action="/desk/a-small-mark/sign-off/send"' not in page.text
    assert rows(db)[0] == []


def test_it_is_sent_back_taken_back_and_withdrawn_with_what_was_said(visit: Sign, db: Database) -> None:
    ada, expert = visit("ada", "trainer"), visit("ex", "subject-expert")
    sends(ada, "send", {})
    form = hidden(expert.get(PAGE), "send-back")
    assert "Nothing says why you send it back." in words(sends(expert, "send-back", form))
    assert "sent back to its authors" in words(
        sends(expert, "send-back", {**form, "reason": "Page 2 is old."})
    )
    said = words(ada.get(PAGE))
    assert "by ex: Page 2 is old." in said
    sends(ada, "send", {})
    assert "The course is a draft again." in words(
        sends(ada, "take-back", hidden(ada.get(PAGE), "take-back"))
    )
    with db.write() as conn:
        register_course(
            conn,
            SLUG,
            title="A small mark",
            version="1.0.0",
            minutes=10,
            standard="scorm2004",
            package="x",
            sha256="x",
            outcomes={},
            recommendations=(),
        )
    form = hidden(ada.get(PAGE), "withdraw")
    assert "Tick the box" in words(sends(ada, "withdraw", {**form, "reason": "Old"}))
    said = words(sends(ada, "withdraw", {**form, "reason": "The pathway has changed", "sure": "yes"}))
    assert "Withdrawn. Why it was withdrawn: The pathway has changed" in said


def test_packages_and_paper_of_what_nobody_approved_are_not_given_out_if_the_rule_is_on(
    visit: Sign, db: Database
) -> None:
    ada, out = visit("ada", "trainer"), f"/desk/{SLUG}/hand-out"
    assert ada.get(f"{out}/web").status_code == 200
    board_rules.set_rule(db, board_rules.ONLY_APPROVED, True, by=None)
    refused = ada.get(f"{out}/web")
    assert refused.status_code == 422
    assert "only approved courses are built" in words(refused)
    assert ada.get(f"{out}/word").status_code == 200, "readers comment before it is approved"


def test_whoever_saves_a_course_that_was_sent_is_told_that_it_has_to_be_sent_again(visit: Sign) -> None:
    ada, at = visit("ada", "trainer"), {"file": "01-noticing.md", "page": "the-visit"}

    def saves(request: str) -> str:
        seq = ada.get(f"/desk/{SLUG}/state", params=at).json()["seq"]
        sent = {"seq": seq, "window": "w", "request": request, "at": at}
        edit = {"file": at["file"], "lines": [6, 6], "text": f"The {request} line.\n"}
        assert ada.post(f"/desk/{SLUG}/change", json={**sent, "edit": edit}).status_code == 200
        answer = ada.post(f"/desk/{SLUG}/save", json={**sent, "request": f"{request}-saved"}).json()
        return str(answer["said"])

    assert saves("first") == "Saved."
    sends(ada, "send", {})
    assert "so it has to be sent again" in saves("second")
