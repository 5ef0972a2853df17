"""Versions at the desk: the next number, comparing any two, packages by hash, and an old one back in the draft."""

import html
import re
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from elearn.authoring.drafts import Drafts
from elearn.content.course import load_course
from elearn.database import Database
from elearn.desk import make_desk, routes
from elearn.packaging import Format, export_package
from elearn.runtime import session_cookie
from elearn.settings import Settings
from elearn.tracker import catalogue, give_role, packages, registrations, sessions
from elearn.tracker.progress import Interaction, Progress
from tests.sample_course import SLUG, write_sample

MODULE = "01-noticing.md"


class Trainer:
    """A trainer at the desk, with one course in its folder, and a learner."""

    def __init__(self, db: Database, address: str, place: Path) -> None:
        self.db, self.folder = db, write_sample(place / "courses")
        settings = Settings(
            database=address,
            courses=place / "courses",
            reviews=place / "reviews",
            packages=place / "packages",
        )
        self.settings = settings
        with db.write() as conn:
            for number, name in ((1, "Ada Marsh"), (2, "Ben Fell")):
                conn.execute(
                    "insert into person (id, email, name) values (:id, :email, :name)",
                    {"id": number, "email": f"p{number}@north.example", "name": name},
                )
            give_role(conn, 1, "trainer")
        token = sessions.mint_session(db, 1)
        headers = {"Origin": settings.desk_url, "Cookie": f"{session_cookie(secure=settings.secure)}={token}"}
        app = Starlette(routes=routes(make_desk(db, settings)))
        self.client = TestClient(app, base_url=settings.desk_url, headers=headers)
        self.drafts = Drafts(db, settings.courses)

    def reads(self, path: str) -> str:
        """What a page says, without tags, on one line."""
        answer = self.client.get(f"/desk/{SLUG}/{path}")
        assert answer.status_code == 200, answer.text
        return said(answer.text)

    def sends(self, path: str, **form: str) -> str:
        """What the page says to which a form leads."""
        answer = self.client.post(f"/desk/{SLUG}/{path}", data=form, follow_redirects=False)
        if answer.status_code == 303:
            answer = self.client.get(answer.headers["location"])
            assert answer.status_code == 200, answer.text
        return said(answer.text)

    def publishes(self) -> str:
        page = self.client.get(f"/desk/{SLUG}/sign-off").text
        found = re.search(r'name="source" value="(\w+)"', page)
        assert found, said(page)
        return self.sends("publish", source=found[1])

    def writes(self, old: str, new: str, name: str = MODULE) -> None:
        """Changes the file on the disk, as an editor that saves does."""
        text = (self.folder / name).read_text(encoding="utf-8")
        assert old in text
        (self.folder / name).write_text(text.replace(old, new), encoding="utf-8")


def said(page: str) -> str:
    body = page.split("<main", 1)[-1].split("</main>")[0]
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", body)).split())


@pytest.fixture
def ada(db: Database, address: str, tmp_path: Path) -> Trainer:
    return Trainer(db, address, tmp_path)


def test_a_course_is_published_corrected_and_compared(ada: Trainer) -> None:
    assert "No version is published here yet." in ada.reads("versions")
    assert "Version 1.0.0 is published." in ada.publishes()
    assert "There is nothing to publish." in ada.reads("sign-off")

    ada.writes("It is small.", "It is round.")
    before = ada.reads("sign-off")
    assert "needs a number of its own" in before
    assert "First give it its number, above." in before
    assert "Nothing says what this version changes." in ada.sends("number", change="correction", note=" ")
    assert "what kind of change" in ada.sends("number", change="another", note="Says what it looks like")
    ada.sends("number", change="correction", note="Says what it looks like")
    assert "version: 1.0.1" in (ada.folder / "course.md").read_text(encoding="utf-8")
    assert "What version 1.0.1 changes: Says what it looks like" in ada.reads("sign-off")
    listed = ada.publishes()
    assert "Version 1.0.1 Current" in listed.replace("● ", "")
    assert "Says what it looks like Published on" in listed
    assert "by Ada Marsh. Nobody has begun it yet." in listed
    assert [each.version for each in catalogue.versions(ada.db, SLUG)] == ["1.0.1", "1.0.0"]

    compared = ada.reads("versions/compare?from=1.0.0&to=1.0.1")
    assert "It is [taken out: small ]" in compared
    assert "It is [put in: round ]" in compared
    assert "Both say the same" in ada.reads("versions/compare?from=1.0.1&to=saved")
    assert "There is no such version" in ada.reads("versions/compare?from=9.9.9&to=saved")
    assert "Show only what differs" in ada.reads("versions/compare?from=1.0.0&to=1.0.1&all=1")


def test_what_was_saved_after_the_page_was_opened_is_not_published(ada: Trainer) -> None:
    page = ada.client.get(f"/desk/{SLUG}/sign-off").text
    source = re.search(r'name="source" value="(\w+)"', page)
    ada.writes("It is small.", "It is round.")
    assert source
    assert "saved again since this page was opened" in ada.sends("publish", source=source[1])
    assert catalogue.versions(ada.db, SLUG) == []


def test_before_publishing_it_is_said_who_is_half_way_and_which_answers_are_dropped(ada: Trainer) -> None:
    ada.publishes()
    begun = registrations.start(ada.db, 2, SLUG)
    session = registrations.open_session(ada.db, begun.id, 2)
    answer = Interaction(0, "record", "choice", response="a[,]b", correct="a[,]b")
    with ada.db.write() as conn:
        registrations.record(conn, 2, session.id, 1, Progress(interactions=[answer]))
    ada.writes(":name: record", ":name: write-down")
    page = ada.reads("sign-off")
    assert "1 person is half-way through version 1.0.0. They go on with it, as it is." in page
    assert "These questions are not in the course any more: “record”. 1 person has answered." in page
    assert "0 people have begun it" not in ada.reads("versions")


def test_whoever_takes_it_once_more_is_half_way_again_and_whoever_passed_is_not(ada: Trainer) -> None:
    ada.publishes()
    passed = Progress(completion="completed", success="passed", score=90)
    begun = registrations.start(ada.db, 2, SLUG)
    session = registrations.open_session(ada.db, begun.id, 2)
    with ada.db.write() as conn:
        registrations.record(conn, 2, session.id, 1, passed)
    ada.writes("It is small.", "It is round.")
    assert "Nobody is half-way" in ada.reads("sign-off")
    registrations.start(ada.db, 2, SLUG, afresh=True)
    assert "1 person is half-way through version 1.0.0." in ada.reads("sign-off")
    assert "1 is half-way." in ada.reads("versions")


def test_packages_are_made_of_the_version_s_own_text_and_are_the_same_file_again(ada: Trainer) -> None:
    ada.publishes()
    (wanted,) = export_package(load_course(ada.folder), Format.SCORM_12)
    ada.writes("It is small.", "It is round.")
    assert f"{SLUG}-1.0.0-scorm12.zip is ready" in ada.sends(
        "versions/package", version="1.0.0", format="scorm12"
    )
    ada.sends("versions/package", version="1.0.0", format="scorm12")
    (kept,) = packages.handed_out(ada.db, SLUG)
    assert kept.sha256 in ada.reads("versions")
    answer = ada.client.get(f"/desk/{SLUG}/versions/package/{kept.sha256}")
    assert answer.content == wanted.content
    assert answer.headers["content-disposition"] == f'attachment; filename="{SLUG}-1.0.0-scorm12.zip"'
    assert ada.client.get(f"/desk/{SLUG}/versions/package/{'0' * 64}").status_code == 404
    assert "not kept" in ada.sends("versions/package", version="7.0.0", format="scorm12")


def test_an_old_version_comes_back_into_the_draft_as_one_step_and_keeps_the_number(ada: Trainer) -> None:
    ada.publishes()
    ada.writes("It is small.", "It is round.")
    ada.sends("number", change="content", note="Other words")
    ada.publishes()
    assert "The draft says what version 1.0.0 said." in ada.sends("versions/copy", version="1.0.0")
    draft = ada.drafts.look(SLUG)
    assert "It is small." in draft.files[MODULE]
    assert "version: 1.1.0" in draft.files["course.md"]
    assert "1.1.0: Other words" in draft.files["course.md"]
    assert "It is round." in (ada.folder / MODULE).read_text(encoding="utf-8")
    ada.drafts.undo(SLUG, 1)
    assert not ada.drafts.look(SLUG).unsaved


def test_a_picture_of_each_side_is_shown_and_nothing_else_of_the_folder(ada: Trainer) -> None:
    ada.publishes()
    media = sorted(path.relative_to(ada.folder).as_posix() for path in (ada.folder / "media").rglob("*.*"))
    for side in ("1.0.0", "saved", "draft"):
        answer = ada.client.get(f"/desk/{SLUG}/versions/file/{side}/{media[0]}")
        assert answer.content == (ada.folder / media[0]).read_bytes()
        for path in ("course.md", "media/../course.md", "media/none.png"):
            assert ada.client.get(f"/desk/{SLUG}/versions/file/{side}/{path}").status_code == 404


def test_files_of_another_course_cannot_be_compared_by_their_hash(ada: Trainer, db: Database) -> None:
    ada.publishes()
    (version,) = catalogue.versions(db, SLUG)
    assert "Both say the same" in ada.reads(f"versions/compare?from={version.source}&to=saved")
    with db.write() as conn:
        conn.execute("update course_version set source = ''")
    assert "no such version" in ada.reads(f"versions/compare?from={version.source}&to=saved")
    assert "published by an earlier elearn" in ada.reads("versions/compare?from=1.0.0&to=saved")


def test_without_an_approval_nothing_is_published_if_the_board_wants_that(ada: Trainer, db: Database) -> None:
    with db.write() as conn:
        conn.execute(
            "insert into rule (name, value, set_at) values ('only-approved-courses', 'on', '2026-01-01T00:00:00Z')"
        )
    page = ada.client.get(f"/desk/{SLUG}/sign-off").text
    assert "Publish version 1.0.0" not in page
    assert "This is in the way" in ada.sends("publish", source="")
    assert catalogue.versions(db, SLUG) == []


def test_who_signs_a_step_may_compare_and_nothing_else(ada: Trainer, db: Database) -> None:
    ada.publishes()
    with db.write() as conn:
        conn.execute("insert into signing_role (person, role) values (2, 'subject-expert')")
    token = sessions.mint_session(db, 2)
    ada.client.headers["Cookie"] = f"{session_cookie(secure=ada.settings.secure)}={token}"
    assert "Both say the same" in ada.reads("versions/compare?from=1.0.0&to=saved")
    assert "Publish version" not in ada.reads("sign-off")
    assert ada.client.get(f"/desk/{SLUG}/versions").status_code == 403
    assert ada.client.post(f"/desk/{SLUG}/publish", data={}).status_code == 403


def test_somebody_who_does_not_write_courses_sees_nothing_of_it(ada: Trainer, db: Database) -> None:
    ada.publishes()
    token = sessions.mint_session(db, 2)
    ada.client.headers["Cookie"] = f"{session_cookie(secure=ada.settings.secure)}={token}"
    for path in ("versions", "versions/compare", "sign-off", "versions/file/saved/media/x.png"):
        assert ada.client.get(f"/desk/{SLUG}/{path}").status_code == 403
    for path in ("versions/package", "versions/copy", "publish", "number"):
        assert ada.client.post(f"/desk/{SLUG}/{path}", data={}).status_code == 403
