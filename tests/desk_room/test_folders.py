"""What happens to whole courses at the real desk: their folders, their drafts, who else is there, and Git."""

import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from elearn.content.course import load_course
from elearn.database import Database
from elearn.desk import make_desk, routes
from elearn.runtime import session_cookie
from elearn.settings import Settings
from elearn.tracker import give_role, register_course, sessions
from tests.sample_course import SLUG, write_sample

TITLE = "A small mark"
AT = {"file": "course.md", "page": "_start"}


@dataclass
class Trainer:
    """Somebody at a desk that has just been started."""

    client: TestClient
    name: str
    requests: int = 0

    def listed(self) -> dict[str, dict[str, Any]]:
        """Every course as it is listed, by id."""
        return {each["id"]: each for each in self.client.get("/desk/courses").json()["courses"]}

    def act(self, action: str, course: str = SLUG, **more: Any) -> tuple[int, dict[str, Any]]:
        """What a button of the home answers."""
        sent = {"action": action, "course": course, **more}
        answer = self.client.post("/desk/courses", json=sent)
        return answer.status_code, answer.json()

    def state(self, course: str = SLUG) -> dict[str, Any]:
        return dict(self.client.get(f"/desk/{course}/state", params=AT).json())

    def post(self, way: str, course: str = SLUG, **more: Any) -> dict[str, Any]:
        self.requests += 1
        seq = self.state(course)["seq"]
        sent = {"seq": seq, "window": self.name, "request": f"{self.name}-{self.requests}", "at": AT, **more}
        answer = self.client.post(f"/desk/{course}/{way}", json=sent)
        assert answer.status_code == 200, answer.text
        return dict(answer.json())

    def retitle(self, title: str) -> None:
        """Gives the course a title in the draft, and does not save it."""
        self.post("change", action={"action": "rename-course", "title": title})

    def opens(self, course: str = SLUG) -> None:
        """Has the course open in a window."""
        self.client.get(f"/desk/{course}/news", params={"window": self.name, "page": "_start"})


@pytest.fixture
def courses(tmp_path: Path) -> Path:
    return tmp_path / "courses"


@pytest.fixture
def come(db: Database, address: str, tmp_path: Path, courses: Path) -> Callable[..., Trainer]:
    """Signs a trainer in."""
    people: dict[str, int] = {}

    def comes(name: str, **more: Any) -> Trainer:
        settings = Settings(database=address, courses=courses, reviews=tmp_path / "reviews", **more)
        if name not in people:
            with db.write() as connection:
                given = {"email": f"{name.lower()}@north.example", "name": name}
                insert = "insert into person (email, name) values (:email, :name) returning id"
                people[name] = connection.value(insert, given)
                give_role(connection, people[name], "trainer")
        token = sessions.mint_session(db, people[name])
        headers = {"Origin": settings.desk_url, "Cookie": f"{session_cookie(secure=settings.secure)}={token}"}
        app = Starlette(routes=routes(make_desk(db, settings)))
        return Trainer(TestClient(app, base_url=settings.desk_url, headers=headers), name)

    return comes


@pytest.fixture
def ada(come: Callable[..., Trainer], courses: Path) -> Trainer:
    """A trainer beside one course."""
    write_sample(courses)
    return come("Ada")


def publish(db: Database) -> None:
    with db.write() as connection:
        register_course(
            connection,
            SLUG,
            title=TITLE,
            version="3",
            minutes=None,
            standard="scorm12",
            package="p",
            sha256="0" * 64,
            outcomes={},
            recommendations=(),
        )


def test_the_first_course_begins_where_there_is_not_even_a_folder(
    come: Callable[..., Trainer], courses: Path
) -> None:
    ada = come("Ada")
    assert ada.listed() == {}

    status, made = ada.act("new", "", title="When to ask")
    refused, told = ada.act("new", "", title="When to ask")

    assert (status, made["course"], made["address"]) == (200, "when-to-ask", "/desk/when-to-ask")
    assert "“When to ask”" in made["said"]
    assert [each["title"] for each in made["courses"]] == ["When to ask"]
    assert ada.client.get("/desk/when-to-ask").status_code == 200
    assert (refused, told["remedy"]) == (422, "Write another title.")
    assert load_course(courses / "when-to-ask").course


def test_a_list_begins_no_draft_and_shows_what_is_known_of_each(
    ada: Trainer, db: Database, courses: Path
) -> None:
    publish(db)
    (courses / "linked").symlink_to(courses / SLUG)
    (row,) = ada.listed().values()
    with db.read() as connection:
        assert connection.value("select count(*) from draft") == 0
    assert (row["title"], row["state"], row["version"], row["published"]) == (TITLE, "published", "3", True)
    assert (row["unsaved"], row["people"], row["here"], row["findings"]) == (False, [], False, None)
    assert row["saved"]

    ada.retitle("Marks that tell")
    ada.opens()
    row = ada.listed()[SLUG]

    assert (row["title"], row["unsaved"], row["here"], row["people"]) == ("Marks that tell", True, True, [])
    assert row["findings"] == len(ada.state()["findings"])


def test_a_rename_takes_unsaved_work_along_without_a_clash(ada: Trainer, courses: Path) -> None:
    ada.retitle("A title in the draft")
    lines = (courses / SLUG / "01-noticing.md").read_text(encoding="utf-8").split("\n")
    after = next(n for n, line in enumerate(lines) if line.startswith("## ")) + 1
    ada.post("change", edit={"file": "01-noticing.md", "lines": [after, after], "text": "\nKept words.\n"})

    status, done = ada.act("rename", title="Another title")

    state = ada.state("another-title")
    assert (status, done["course"], done["address"]) == (200, "another-title", "/desk/another-title")
    assert (state["title"], state["clashes"], state["unsaved"]) == ("Another title", [], True)
    assert load_course(courses / "another-title").course.title == "Another title"  # type: ignore[union-attr]
    ada.post("save", "another-title")
    assert "\nKept words.\n" in (courses / "another-title" / "01-noticing.md").read_text(encoding="utf-8")
    assert "title: Another title" in (courses / "another-title" / "course.md").read_text(encoding="utf-8")
    assert ada.client.get(f"/desk/{SLUG}").status_code == 404


def test_a_course_that_was_published_keeps_its_id(ada: Trainer, db: Database, courses: Path) -> None:
    publish(db)
    ada.retitle("A title in the draft")
    status, done = ada.act("rename", title="Another title")
    assert (status, done["course"]) == (200, SLUG)
    assert (ada.state()["title"], ada.state()["unsaved"]) == ("Another title", False)


def test_the_archive_keeps_unsaved_work_and_gives_it_back(ada: Trainer, courses: Path) -> None:
    ada.retitle("A title in the draft")
    assert ada.act("archive")[0] == 200
    assert ada.client.get(f"/desk/{SLUG}/state").status_code == 404
    row = ada.listed()[SLUG]
    assert (row["state"], row["title"], row["unsaved"]) == ("archived", "A title in the draft", True)
    assert ada.act("restore")[0] == 200
    assert ada.state()["title"] == "A title in the draft"


def test_a_copy_has_what_was_saved_and_no_draft_of_another(ada: Trainer) -> None:
    ada.retitle("A title in the draft")
    status, done = ada.act("copy", title="The copy")
    assert (status, done["course"]) == (200, "the-copy")
    assert not ada.state("the-copy")["unsaved"]


def test_what_goes_away_was_seen_first(ada: Trainer, come: Callable[..., Trainer], courses: Path) -> None:
    ben = come("Ben")
    ben.retitle("Ben's title")
    ben.opens()
    for action in ("rename", "archive", "delete"):
        status, told = ada.act(action, title="X y", typed="Ben's title", unsaved=True, seen=["Carl"])
        assert status == 422
        assert told["message"] == "Somebody else has this course open now: Ben."
    status, told = ada.act("delete", typed="Ben's title", seen=["Ben"])
    assert (status, "not saved" in told["message"]) == (422, True)
    status, told = ada.act("delete", typed=TITLE, seen=["Ben"], unsaved=True)
    assert (status, told["message"]) == (422, "That is not the title of the course.")
    assert (courses / SLUG).is_dir()

    status, done = ada.act("delete", typed="Ben's title", seen=["Ben"], unsaved=True)

    assert (status, done["courses"], done["address"]) == (200, [], "")
    assert not (courses / SLUG).exists()
    write_sample(courses)
    assert not ada.state()["unsaved"]  # nothing of what was deleted comes back


def test_a_published_course_goes_to_the_archive_and_is_not_deleted(
    ada: Trainer, db: Database, courses: Path
) -> None:
    publish(db)
    status, told = ada.act("delete", typed=TITLE)
    assert (status, told["remedy"]) == (422, "Put it into the archive first.")
    assert (courses / SLUG).is_dir()


def test_a_picture_is_taken_out_and_comes_back(ada: Trainer, courses: Path) -> None:
    drawing = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><circle r="4"/></svg>'
    at = f"/desk/{SLUG}"
    ada.client.post(f"{at}/pictures", params={"name": "ring.svg"}, content=drawing)
    ada.post("save")

    made = ada.post("change", action={"action": "delete-picture", "path": "media/ring.svg"})
    assert "ring.svg" in made["said"]
    assert ada.client.get(f"{at}/media/ring.svg").status_code == 404
    again = ada.client.post(f"{at}/pictures", params={"name": "ring.svg"}, content=drawing).json()
    assert again["path"] == "media/ring-2.svg"
    ada.post("save")
    assert not (courses / SLUG / "media" / "ring.svg").exists()
    ada.post("undo")
    assert ada.client.get(f"{at}/media/ring.svg").content == drawing
    ada.post("save")
    assert (courses / SLUG / "media" / "ring.svg").read_bytes() == drawing


def git(root: Path, *words: str) -> list[str]:
    done = subprocess.run(["git", "-C", str(root), *words], capture_output=True, check=True, text=True)
    return done.stdout.splitlines()


def test_each_save_is_a_commit_by_the_person_if_the_operator_wants_it(
    come: Callable[..., Trainer], courses: Path
) -> None:
    write_sample(courses)
    git(courses, "init", "--quiet")
    ada = come("Ada", git=True)
    (courses / "notes.md").write_text("somebody's own")

    _, copied = ada.act("copy", title="More marks")
    ada.retitle("Marks that tell")
    saved = ada.post("save")
    _, renamed = ada.act("rename", "more-marks", title="Most marks")

    assert saved["said"] == "Saved."
    assert git(courses, "log", "--format=%an|%ae|%s") == [
        f"Ada|ada@north.example|{renamed['said']}",
        "Ada|ada@north.example|Save “Marks that tell”",
        f"Ada|ada@north.example|{copied['said']}",
    ]
    assert git(courses, "show", "--format=", "--name-only", "HEAD^") == [f"{SLUG}/course.md"]
    assert "notes.md" not in git(courses, "ls-files")
    assert {name.split("/")[0] for name in git(courses, "ls-files")} == {SLUG, "most-marks"}


def test_a_save_stands_if_it_cannot_be_committed_and_is_committed_with_the_next(
    come: Callable[..., Trainer], courses: Path
) -> None:
    write_sample(courses)
    ada = come("Ada", git=True)
    ada.retitle("Marks that tell")

    saved = ada.post("save")
    git(courses, "init", "--quiet")
    ada.post("save")

    assert saved["said"] == "Saved, but not committed: the courses are in no Git repository."
    assert not saved["unsaved"]
    assert "title: Marks that tell" in (courses / SLUG / "course.md").read_text(encoding="utf-8")
    assert git(courses, "ls-files") == [f"{SLUG}/course.md"]


def test_work_that_was_not_saved_outlives_its_folder(ada: Trainer, courses: Path) -> None:
    ada.retitle("Marks that tell")
    ada.act("copy", title="The copy")
    for gone in (SLUG, "the-copy"):  # in Git, or a process that was killed while it renamed one
        (courses / gone).rename(courses.parent / gone)

    row = ada.listed()[SLUG]
    taken, told = ada.act("new", "", title="A small mark")
    typed, _ = ada.act("delete", typed="A small mark", unsaved=True)

    assert (row["state"], row["title"], list(ada.listed())) == ("lost", "Marks that tell", [SLUG])
    assert (taken, typed, "already" in told["message"]) == (422, 422, True)
    assert ada.act("restore")[0] == 200
    assert ada.state()["title"] == "Marks that tell"
    assert load_course(courses / SLUG).course

    ada.retitle("Marks again")
    (courses / SLUG).rename(courses.parent / "again")
    assert ada.act("delete", typed="Marks again", unsaved=True)[0] == 200
    assert ada.listed() == {}
