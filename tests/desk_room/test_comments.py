"""Comments by a link without an account, on the course's own tab, and in the editor."""

import re
from collections.abc import Callable
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from elearn.authoring import comments
from elearn.database import Database
from elearn.desk import Desk, make_desk, routes
from elearn.settings import Settings
from tests.desk_room.conftest import AT, FILE, PAGE, Writer
from tests.mailbox import mailbox, parts_of
from tests.sample_course import SLUG

TAB = f"{PAGE}/comments"
HOSTILE = "<script>alert(1)</script> “&amp;” \u202e"


class Reader:
    """Somebody with a link and no account, whose browser keeps what it is given."""

    def __init__(self, desk: Desk, token: str, **headers: str) -> None:
        self.desk, self.address = desk, f"/desk/comments/{token}"
        where = desk.settings.desk_url
        app = Starlette(routes=routes(desk))
        self.client = TestClient(app, base_url=where, headers=headers, follow_redirects=False)

    def sees(self, **at: str) -> str:
        """The page, which must be there."""
        answer = self.client.get(self.address, params=at or {**AT})
        assert answer.status_code == 200, answer.text
        return answer.text

    def form(self, behind: str, page: str, **more: str) -> dict[str, str]:
        """What the form sends that stands behind these words of a page."""
        form = page[page.index(behind) :].partition("<form")[2].partition("</form>")[0]
        fields = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', form)
        return {**{name: unescape(value) for name, value in fields}, **more}

    def writes(self, what: str, text: str, name: str = "Bea Lund", **at: str) -> httpx.Response:
        """Fills in and sends the form under a summary."""
        page = self.sees(**at)
        labelled = f'<summary aria-label="{what}">'
        sent = self.form(labelled if labelled in page else f"<summary>{what}", page, text=text, name=name)
        return self.client.post(self.address, data=sent)


@pytest.fixture
def desk(db: Database, address: str, tmp_path: Path, folder: Path) -> Desk:
    """A desk, as readers come to it."""
    return make_desk(db, Settings(database=address, courses=folder.parent, reviews=tmp_path / "reviews"))


@pytest.fixture
def ada(come: Callable[[str], Writer]) -> Writer:
    """A trainer."""
    return come("ada")


def made_link(ada: Writer, **more: str) -> httpx.Response:
    """The tab after a link was made."""
    token = re.findall(r'name="token" value="([^"]+)"', ada.client.get(TAB).text)[0]
    sent = {"do": "make-link", "token": token, "label": "Leads of three schools", "days": "14", **more}
    return ada.client.post(TAB, data=sent)


def press(ada: Writer, **sent: str) -> str:
    """The tab after a button of it was pressed."""
    answer = ada.client.post(TAB, data=sent, follow_redirects=False)
    assert answer.status_code == 303, answer.text
    return str(ada.client.get(answer.headers["location"]).text)


def token_in(page: str) -> str:
    """The token of the link that a page shows."""
    found = re.search(r'value="[^"]*/desk/comments/([A-Za-z0-9_-]{43})"', page)
    assert found, page
    return found[1]


@pytest.fixture
def reader(ada: Writer, desk: Desk) -> Reader:
    """Somebody with a link that Ada has made."""
    return Reader(desk, token_in(made_link(ada).text))


def threads(desk: Desk) -> list[comments.Thread]:
    drafts = desk.editing().drafts
    return comments.threads(desk.database, drafts, SLUG, drafts.look(SLUG))


def test_a_reader_without_an_account_comments_on_a_page_a_block_and_a_question(
    reader: Reader, desk: Desk, ada: Writer
) -> None:
    page = reader.sees()
    assert "A health visitor sees a mark" in page
    assert "Ada" not in page.partition("<main")[0]
    for what in ("Comment on this page", "Comment on this: Text", "Comment on this: A decision"):
        if f"<summary>{what}" not in page:
            what = next(
                each for each in re.findall(r"<summary>(Comment on this: [^<]*)", page) if "Text" not in each
            )
        answer = reader.writes(what, f"About {what}.\nAnd more.")
        assert answer.status_code == 303, answer.text
        led = urlsplit(answer.headers["location"])
        assert parse_qs(led.query)["page"] == ["the-visit"]
        assert led.fragment.startswith("c-")
    found = threads(desk)
    assert [each.anchor.about for each in found] == ["page", "block", "block"]
    assert {each.anchor.page for each in found} == {"the-visit"}
    assert reader.sees().count('<article class="thread') == 3
    assert 'value="Bea Lund"' in reader.sees(), "the name is remembered"
    state = ada.state()["comments"]
    assert (state["open"], len(state["threads"])) == (3, 3)
    assert state["threads"][0]["lines"] is None
    assert state["threads"][0]["name"] == "Bea Lund"


def test_a_reply_and_what_is_resolved_go_both_ways(reader: Reader, desk: Desk, ada: Writer) -> None:
    reader.writes("Comment on this page", "Too long.")
    (thread,) = threads(desk)
    tab = ada.client.get(TAB).text
    assert "Too long." in tab
    assert "Leads of three schools" in tab
    number = str(thread.comment.id)
    for _ in range(2):
        assert "Your reply is kept" in press(ada, do="reply", to=number, request="r", text="Shorter now?")
    press(ada, do="resolve", to=number)
    assert comments.open_comments(desk.database, SLUG) == 0
    page = reader.sees()
    assert "Shorter now?" in page
    assert "Resolved by ada" in page
    assert reader.writes("Reply to Bea Lund", "Yes, thanks.").status_code == 303
    (thread,) = threads(desk)
    assert [each.text for each in thread.replies] == ["Shorter now?", "Yes, thanks."]
    assert thread.resolved_at is None, "a reply opens it again"
    assert "Nobody has commented yet" not in ada.client.get(TAB).text
    press(ada, do="remove", to=number)
    assert threads(desk) == []


def test_the_same_form_sent_twice_is_one_comment(reader: Reader, desk: Desk) -> None:
    sent = reader.form("<summary>Comment on this page", reader.sees(), text="Once.", name="Bea")
    places = {reader.client.post(reader.address, data=sent).headers["location"] for _ in range(2)}
    assert len(places) == len(threads(desk)) == 1


def test_what_a_reader_writes_is_shown_as_text(reader: Reader, ada: Writer) -> None:
    reader.writes("Comment on this page", HOSTILE, name="<b>Bea</b>")
    for page in (reader.sees(), ada.client.get(TAB).text, ada.client.get(PAGE, params=AT).text):
        assert "<script>alert" not in page
        assert "<b>Bea" not in page
    answer = reader.client.get(reader.address)
    assert "script-src 'self'" in answer.headers["content-security-policy"]


def test_what_cannot_be_kept_is_said_in_words_with_all_that_was_typed(reader: Reader, desk: Desk) -> None:
    answer = reader.writes("Comment on this page", "x" * 2001)
    assert answer.status_code == 422
    assert "may have 2000" in answer.text or "may have 2,000" in answer.text
    assert "x" * 2001 in answer.text
    answer = reader.writes("Comment on this page", "Kept words.", name=" ")
    assert (answer.status_code, "Write your name" in answer.text) == (422, True)
    assert "Kept words." in answer.text
    assert threads(desk) == []


@pytest.mark.parametrize("how", ["unknown", "malformed", "expired", "revoked", "no course"])
def test_a_link_that_does_not_work_says_so_in_the_same_words(
    how: str, reader: Reader, desk: Desk, ada: Writer, folder: Path
) -> None:
    stranger = Reader(desk, comments.new_token())
    expected = stranger.client.get(stranger.address)
    media = f"{reader.address}/media/rings.svg"
    assert expected.status_code == 404
    assert "This link does not work" in expected.text
    if how == "revoked":
        (link,) = comments.links_of(desk.database, SLUG)
        assert "taken back" in press(ada, do="revoke", link=str(link.id))
    if how == "expired":
        with desk.database.write() as conn:
            conn.execute("update comment_link set expires_at = '2020-01-01T00:00:00.000+00:00'")
    if how == "no course":
        folder.rename(folder.parent / "elsewhere")
    other = {"unknown": Reader(desk, comments.new_token()), "malformed": Reader(desk, "x")}.get(how, reader)
    for answer in (
        other.client.get(other.address),
        other.client.post(other.address, data={"text": "x", "name": "x"}),
        reader.client.get(media) if other is reader else other.client.get(f"{other.address}/media/rings.svg"),
    ):
        assert answer.status_code == 404
        nonce = re.compile(r"nonce-[^']*")
        assert answer.text == expected.text
        assert nonce.sub("", str(answer.headers)).replace("'", "") != ""
    assert comments.open_comments(desk.database, SLUG) == 0


def test_a_link_gives_out_the_pictures_of_its_course_and_nothing_else(
    reader: Reader, ada: Writer, folder: Path
) -> None:
    page = reader.sees()
    picture = re.search(r'src="([^"]*rings\.svg)"', page)
    assert picture
    assert picture[1].startswith(reader.address)
    given = reader.client.get(picture[1])
    assert given.status_code == 200
    assert "sandbox" in given.headers["content-security-policy"]
    (folder / "media" / "off.svg").write_bytes((folder / "media" / "rings.svg").read_bytes())
    assert ada.client.get(f"{PAGE}/media/off.svg").status_code == 200
    for path in ("../course.md", "%2e%2e/course.md", "none.svg", "off.svg"):
        assert reader.client.get(f"{reader.address}/media/{path}").status_code == 404
    for path in ("", "/state", "/comments", "/media/rings.svg", "/preview"):
        assert reader.client.get(f"{PAGE}{path}").status_code in (303, 401), path


def test_readers_see_no_waiver_and_nothing_that_was_said_of_one(
    reader: Reader, ada: Writer, folder: Path
) -> None:
    text = (folder / FILE).read_text(encoding="utf-8")
    waiver = ":::{waive} W12\nThe cruel reason.\n:::\n\n"
    (folder / FILE).write_text(text.replace(":::{image}", f"{waiver}:::{{image}}", 1), encoding="utf-8")
    state = ada.state(**AT)
    lines = next(each["lines"] for each in state["page"]["blocks"] if each["kind"] == "waive")
    made = ada.post("remarks", state["seq"], do="add", about="block", lines=lines, text="About that reason.")
    assert made.status_code == 200, made.text
    (thread,) = made.json()["comments"]["threads"]
    assert thread["lines"] == lines
    for now in ("there", "gone"):
        page = reader.sees()
        assert "cruel" not in page, now
        assert "About that reason" not in page, now
        assert "open comment" not in page, now
        (folder / FILE).write_text(text, encoding="utf-8")
    assert "cruel" in ada.client.get(TAB).text


def test_a_readers_page_is_for_no_search_engine_no_other_site_and_no_cache(reader: Reader) -> None:
    answer = reader.client.get(reader.address)
    assert answer.headers["referrer-policy"] == "no-referrer"
    assert answer.headers["cache-control"] == "no-store"
    assert "noindex" in answer.headers["x-robots-tag"]
    assert "set-cookie" not in answer.headers
    assert "<script" not in answer.text


def test_readers_ask_only_so_often(reader: Reader, desk: Desk) -> None:
    stranger = Reader(desk, comments.new_token())
    answers = {stranger.client.get(stranger.address).status_code for _ in range(61)}
    assert answers == {404, 429}
    assert reader.client.get(reader.address).status_code == 200, "a good link works all the same"


def test_a_course_that_cannot_be_read_shows_what_can_be_and_none_of_its_text(
    reader: Reader, ada: Writer
) -> None:
    lines = ada.state()["page"]["lines"]
    text = "## The visit {#the-visit}\n\n:::{callout} Half\nSECRET WORDS\n"
    ada.post("change", 0, edit={"file": FILE, "lines": lines, "text": text})
    page = reader.sees()
    assert "cannot be shown yet" in page
    assert "SECRET" not in page


def test_a_question_shows_reviewers_which_answer_is_right_and_what_learners_are_told(reader: Reader) -> None:
    page = reader.sees()
    told = page[page.index("Answers, and what learners are told") :]
    assert "That closes the conversation." in told
    assert "<button disabled" in page


def test_a_link_to_another_page_of_the_course_leads_there(reader: Reader, ada: Writer) -> None:
    ada.does(
        "add-block", 0, file=FILE, page="the-visit", text="See [whom to tell](#who-to-tell).", after=None
    )
    led = re.search(r'href="([^"]+)">whom to tell', reader.sees())
    assert led
    page = reader.client.get(unescape(led[1]))
    assert "When does she make the referral?" in page.text


def test_a_comment_written_on_an_old_page_goes_to_where_its_block_is_now(
    reader: Reader, desk: Desk, ada: Writer
) -> None:
    what = next(
        each for each in re.findall(r"<summary>(Comment on this: [^<]*)", reader.sees()) if "Text" in each
    )
    sent = reader.form(f"<summary>{what}", reader.sees(), text="Old.", name="Bea")
    state = ada.state()
    block = state["page"]["blocks"][0]
    to = {"file": "02-acting.md", "page": "who-to-tell", "before": None}
    ada.does("move-block", state["seq"], file=FILE, lines=block["lines"], to=to)
    led = reader.client.post(reader.address, data=sent).headers["location"]
    assert "page=who-to-tell" in led
    (thread,) = threads(desk)
    assert thread.anchor.file == "02-acting.md"


def remark(ada: Writer, seq: int, do: str, **more: Any) -> httpx.Response:
    """What the editor asks."""
    return ada.post("remarks", seq, do=do, **more)


def test_the_editor_adds_answers_and_resolves_and_each_state_says_it(ada: Writer, desk: Desk) -> None:
    state = ada.state()
    block = state["page"]["blocks"][0]
    sent = {"about": "block", "lines": block["lines"], "text": "Is this so?", "request": "q1"}
    for _ in range(2):
        made = remark(ada, state["seq"], "add", **sent).json()["comments"]
    assert made["open"] == 1
    (thread,) = made["threads"]
    assert thread["lines"] == block["lines"]
    assert made["marks"] == [{"file": FILE, "page": "the-visit", "lines": block["lines"], "open": 1}]
    news = {"seq": state["seq"], "mark": state["mark"], "people": len(state["people"]), "window": "w", **AT}
    fresh = ada.client.get(f"{PAGE}/news", params=news)
    assert fresh.status_code == 200, "a comment is news"
    assert remark(ada, 0, "reply", to=thread["id"], text="It is.").json()["comments"]["threads"][0]["replies"]
    done = remark(ada, 0, "resolve", to=thread["id"]).json()["comments"]
    assert (done["open"], done["marks"], done["threads"][0]["resolved"]["by"]) == (0, [], "ada")
    assert remark(ada, 0, "reopen", to=thread["id"]).json()["comments"]["open"] == 1
    moved = ada.does(
        "add-block", 0, file=FILE, page="the-visit", text="Above it.", before=block["lines"]
    ).json()
    assert moved["comments"]["threads"][0]["gone"] is False
    gone = ada.does("delete-block", moved["seq"], file=FILE, lines=moved["page"]["blocks"][0]["lines"]).json()
    assert [(each["gone"], each["lines"]) for each in gone["comments"]["threads"]] == [(True, None)]
    assert remark(ada, 0, "remove", to=thread["id"]).json()["comments"]["threads"] == []
    refused = remark(ada, 0, "reply", to=thread["id"], text="x")
    assert (refused.status_code, refused.json()["message"]) == (422, "This comment is not there any more.")
    assert remark(ada, 0, "add", text=" ").status_code == 422


def test_who_signs_courses_comments_and_answers_and_does_nothing_else(
    reader: Reader, desk: Desk, ada: Writer, come: Callable[[str], Writer]
) -> None:
    reader.writes("Comment on this page", "Too long.")
    ben = come("ben")
    with desk.database.write() as conn:
        person = conn.value("select id from person where name = 'ben'")
        conn.execute("delete from role where person = :person", {"person": person})
        given = {"person": person}
        conn.execute("insert into signing_role (person, role) values (:person, 'legal')", given)
    (thread,) = threads(desk)
    number = str(thread.comment.id)
    tab = ben.client.get(TAB).text
    assert "Too long." in tab
    assert "Make a link" not in tab
    assert "Resolve" not in tab
    press(ben, do="reply", to=number, request="1", text="I agree.")
    press(ben, do="add", at=f"{FILE}#the-visit", request="2", text="A second look, please.")
    for do in ("make-link", "revoke", "resolve", "reopen", "remove"):
        assert ben.client.post(TAB, data={"do": do, "to": number, "link": "1"}).status_code == 403, do
    assert [len(each.replies) for each in threads(desk)] == [1, 0]


def test_a_link_is_mailed_to_whom_the_trainer_names(
    db: Database, address: str, tmp_path: Path, folder: Path, come: Callable[[str], Writer]
) -> None:
    with mailbox() as box:
        where = {"courses": folder.parent, "reviews": tmp_path / "reviews", "smtp_url": box.url}
        desk = make_desk(db, Settings(database=address, **where))
        known, app = come("ada").client, Starlette(routes=routes(desk))
        ada = Writer(TestClient(app, base_url=desk.settings.desk_url, headers=dict(known.headers)), "w")
        page = made_link(ada, email="lead@school.example").text
        assert "It was sent to lead@school.example" in page
        (mail,) = box.mails
        assert token_in(page) in parts_of(mail)[0]
        assert "A small mark" in str(mail["subject"])
        assert "is no e-mail address" in made_link(ada, email="nobody").text
        assert len(box.mails) == 1


def test_a_mistake_in_the_form_of_a_link_keeps_what_was_typed(ada: Writer) -> None:
    assert "No mail server is set up" in ada.client.get(TAB).text
    wrong = made_link(ada, label="")
    assert (wrong.status_code, "for whom the link is" in wrong.text) == (422, True)
    page = made_link(ada).text
    again = ada.client.post(
        TAB, data={"do": "make-link", "token": token_in(page), "label": "Leads of three schools"}
    )
    assert token_in(again.text) == token_in(page), "the same form makes one link"
    assert again.text.count("works until") == 1


def test_comments_go_along_with_a_course_that_is_renamed_and_go_when_it_is_deleted(
    reader: Reader, desk: Desk, ada: Writer
) -> None:
    reader.writes("Comment on this page", "Kept.")
    sent = {"action": "rename", "course": SLUG, "title": "Another name", "seen": ["ada"]}
    renamed = ada.client.post("/desk/courses", json=sent).json()
    new = renamed["course"]
    assert new != SLUG
    assert comments.open_comments(desk.database, new) == 1
    assert "Another name" in reader.sees()
    title = "Another name"
    ada.client.post(
        "/desk/courses",
        json={"action": "delete", "course": new, "typed": title, "unsaved": True, "seen": ["ada"]},
    )
    assert comments.open_comments(desk.database, new) == 0
    assert comments.links_of(desk.database, new) == []
