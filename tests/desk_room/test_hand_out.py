"""The page where a course is given away, and its folder, which comes back as it was."""

import hashlib
import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from elearn.authoring import signoff
from elearn.content.course import course_files, load_course, unbundle
from elearn.database import Database
from elearn.publishing import publish
from elearn.tracker import actor, board_rules, give_role, local_contacts, packages
from tests.desk_room.conftest import Writer
from tests.sample_course import SLUG

PAGE = f"/desk/{SLUG}/hand-out"


@pytest.fixture
def client(come: Callable[[str], Writer]) -> TestClient:
    return come("Ada").client


def _bring(client: TestClient, content: bytes, title: str = "") -> tuple[int, str]:
    file = {"file": ("course.zip", content, "application/zip")}
    sent = client.post("/desk/bring-in", files=file, data={"title": title}, follow_redirects=False)
    return sent.status_code, sent.headers.get("location", "") or sent.text


def _zip(**files: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return made.getvalue()


def test_the_folder_goes_out_as_a_zip_and_comes_back_byte_for_byte(client: TestClient, folder: Path) -> None:
    before = course_files(folder)
    given = client.get(f"{PAGE}/folder")
    folder.rename(folder.parent.parent / "away")

    status, leads = _bring(client, given.content)

    assert given.headers["content-disposition"] == f'attachment; filename="{SLUG}.zip"'
    assert (status, leads.partition("?")[0]) == (303, f"/desk/{SLUG}")
    assert course_files(folder) == before
    assert client.get(f"{PAGE}/folder").content == given.content


@pytest.mark.parametrize("title", ["", "Another title"])
def test_who_wrote_a_course_has_written_what_comes_back_of_its_zip(
    client: TestClient, folder: Path, db: Database, title: str
) -> None:
    given = client.get(f"{PAGE}/folder").content
    with db.write() as conn:
        insert = "insert into person (email, name) values ('ben@x.example', 'Ben') returning id"
        ben = int(conn.value(insert))
        signoff.wrote(conn, SLUG, ben)
    if not title:
        folder.rename(folder.parent.parent / "away")
    status, leads = _bring(client, given, title)
    assert status == 303
    with db.read() as conn:
        assert ben in signoff.writers_of(conn, leads.partition("?")[0].removeprefix("/desk/"))


def test_a_course_that_is_there_already_is_left_alone_and_comes_in_under_another_title(
    client: TestClient, folder: Path
) -> None:
    before, given = course_files(folder), client.get(f"{PAGE}/folder").content

    status, says = _bring(client, given)
    other, leads = _bring(client, given, "Another mark")
    after = course_files(folder.parent / "another-mark")

    assert status == 422
    assert f"“{SLUG}”" in says
    assert (other, leads.partition("?")[0]) == (303, "/desk/another-mark")
    assert course_files(folder) == before
    assert {name for name in before if before[name] != after[name]} == {"course.md"}
    assert after["course.md"].decode().splitlines()[1] == "title: Another mark"


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "No file was chosen"),
        (b"not a zip", "not a zip file"),
        (_zip(**{"x/course.md": b"\xff\xfe"}), "not plain text in UTF-8"),
        (_zip(**{"x/course.md": b"", "x/media/a.svg": b"<svg onload='x()'/>"}), "a.svg"),
        (_zip(**{"x/course.md": b"", "x/media/a.png": b"MZ"}), "is not the PNG file"),
        (_zip(**{"x/course.md": b"", "x/run.sh": b"rm"}), "No course has a file like this"),
        (_zip(**{"x/course.md": b"", "../course.md": b""}), "No course has a file like this"),
        (_zip(**{"course.md": b"---\ntitle: A\n---\n"}), "give the course a title"),
    ],
)
def test_what_is_no_course_is_refused_in_words_and_leaves_nothing(
    client: TestClient, folder: Path, content: bytes, says: str
) -> None:
    status, text = _bring(client, content)

    assert status == 422
    assert says in text
    assert [each.name for each in folder.parent.iterdir()] == [folder.name]


def test_packages_and_paper_are_made_of_the_saved_files(come: Callable[[str], Writer]) -> None:
    ada = come("Ada")
    state = ada.state()
    edit = {"file": "01-noticing.md", "lines": state["page"]["blocks"][0]["lines"], "text": "Not saved."}
    ada.post("change", state["seq"], edit=edit)

    page = ada.client.get(PAGE).text
    package = ada.client.get(f"{PAGE}/scorm12?modules=1")
    folder = ada.client.get(f"{PAGE}/folder")

    assert "changes that are not saved" in page
    assert package.status_code == 200, package.text
    assert page.count("download>") >= 10
    assert package.headers["content-disposition"].endswith('scorm12-per-module.zip"')
    assert "imsmanifest.xml" in zipfile.ZipFile(io.BytesIO(package.content)).namelist()
    assert all(b"Not saved." not in content for content in unbundle(folder.content)[1].values())
    assert ada.client.get(f"{PAGE}/nothing").status_code == 404


def test_a_course_with_errors_goes_out_as_its_folder_alone(client: TestClient, folder: Path) -> None:
    path = folder / "course.md"
    path.write_text(path.read_text(encoding="utf-8").replace("title: ", "title: [", 1), encoding="utf-8")

    page = client.get(PAGE).text
    refused = client.get(f"{PAGE}/scorm12")

    assert "has to be put right" in page or "have to be put right" in page
    assert f"{PAGE}/scorm12" not in page
    assert refused.status_code == 422
    assert "This is in the way" in refused.text
    assert client.get(f"{PAGE}/word").status_code == 422
    assert client.get(f"{PAGE}/folder").status_code == 200


def test_who_may_not_write_courses_gets_nothing(
    come: Callable[[str], Writer], client: TestClient, folder: Path
) -> None:
    stranger = TestClient(client.app, base_url=str(client.base_url), follow_redirects=False)
    stranger.headers["Origin"] = client.headers["Origin"]

    assert stranger.get(f"{PAGE}/folder").status_code == 303
    assert stranger.get(PAGE).status_code == 303
    assert _bring(stranger, _zip(**{"x/course.md": b""}))[0] == 401
    assert not (folder.parent / "x").exists()


def test_packages_are_given_with_an_agencys_contacts_and_questions_as_gift(
    client: TestClient, db: Database
) -> None:
    with db.write() as conn:
        conn.execute("insert into agency (id, name, basis) values ('trust', 'North Trust', 'roster')")
        conn.execute("insert into agency_within (agency, within) values ('trust', 'trust')")
        person = conn.value("select id from person limit 1")
        give_role(conn, person, "administrator")
    given = {"who to call, in hours": ("Who to call, in hours", "The hub: 01632 960000")}
    local_contacts.keep_contacts(db, "trust", given, actor(db, person))

    page = client.get(f"{PAGE}?agency=trust").text
    package = client.get(f"{PAGE}/single-file?agency=trust")
    gift = client.get(f"{PAGE}/gift")

    assert f"{PAGE}/scorm12?agency=trust" in page
    assert "trust" in package.headers["content-disposition"]
    assert b"01632 960000" in package.content
    assert b"01632 960000" not in client.get(f"{PAGE}/single-file").content
    assert gift.headers["content-disposition"].endswith('.gift.txt"')
    assert "$CATEGORY" in gift.text


def test_the_boards_rule_keeps_packages_back_until_the_course_is_approved(
    client: TestClient, db: Database
) -> None:
    board_rules.set_rule(db, board_rules.ONLY_APPROVED, True, by=None)

    page, refused = client.get(PAGE).text, client.get(f"{PAGE}/scorm12")

    assert "only approved courses are built" in page
    assert f"{PAGE}/scorm12" not in page
    assert refused.status_code == 422
    assert client.get(f"{PAGE}/word").status_code == 200


def test_what_is_handed_out_of_a_published_version_is_kept_under_versions(
    client: TestClient, db: Database, folder: Path, tmp_path: Path
) -> None:
    before = client.get(PAGE).text
    client.get(f"{PAGE}/scorm12")
    kept_before = packages.handed_out(db, SLUG)
    publish(db, load_course(folder), tmp_path / "published")

    page, given = client.get(PAGE).text, client.get(f"{PAGE}/scorm12").content
    (kept,) = packages.handed_out(db, SLUG)

    assert "These files are not published as they are now" in before
    assert kept_before == []
    assert "This version is published here, and" in page
    assert (kept.format, kept.bytes) == ("scorm12", len(given))
    assert kept.sha256 == hashlib.sha256(given).hexdigest()


def test_what_a_page_of_somebody_elses_sends_does_nothing(client: TestClient, folder: Path) -> None:
    file = {"file": ("x.zip", _zip(**{"x/course.md": b"---\ntitle: A\n---\n"}), "application/zip")}
    for address in ("/desk/bring-in", f"{PAGE}/comments", f"/desk/{SLUG}/bring-in/pages"):
        assert client.post(address, files=file, data={"person": "999"}).status_code == 401
    for way in ("again", "put"):
        answer = client.post(f"/desk/{SLUG}/bring-in/pages/{way}", data={"person": "999", "key": "x"})
        assert answer.status_code == 401
    assert not (folder.parent / "x").exists()
