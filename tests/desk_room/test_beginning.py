"""The pages on which a new course begins, from what it begins from to the editor."""

import re
from pathlib import Path

import pytest
from httpx import Response
from starlette.applications import Starlette
from starlette.testclient import TestClient

from elearn.authoring import signoff
from elearn.content.course import load_course
from elearn.database import Database
from elearn.desk import make_desk, routes
from elearn.runtime import session_cookie
from elearn.settings import Settings
from elearn.tracker import give_role, sessions
from tests.authoring.test_beginnings import REVIEW
from tests.sample_course import SLUG, write_sample


class Trainer:
    """A browser in which a trainer is signed in at a real desk, and forms as a browser sends them."""

    def __init__(self, db: Database, address: str, folder: Path) -> None:
        self.db = db
        self.courses, self.reviews = folder / "courses", folder / "reviews"
        write_sample(self.courses)
        self.reviews.mkdir()
        settings = Settings(database=address, courses=self.courses, reviews=self.reviews)
        with db.write() as connection:
            insert = "insert into person (email, name) values (:email, :name) returning id"
            self.ada = int(connection.value(insert, {"email": "ada@x.example", "name": "Ada"}))
            give_role(connection, self.ada, "trainer")
        cookie = f"{session_cookie(secure=settings.secure)}={sessions.mint_session(db, self.ada)}"
        self.client = TestClient(
            Starlette(routes=routes(make_desk(db, settings))),
            base_url=settings.desk_url,
            headers={"Origin": settings.desk_url, "Cookie": cookie},
            follow_redirects=False,
        )

    def review(self, name: str, **more: str) -> None:
        values = {
            "label": name,
            "found": "Nobody knew whom to call.",
            "themes": "neglect, escalation",
            **more,
        }
        (self.reviews / f"{name}.md").write_text(
            REVIEW.format(**values).replace("# Every", "Every"), encoding="utf-8"
        )

    def get(self, query: str = "") -> str:
        answer = self.client.get(f"/desk/new{query}")
        assert answer.status_code == 200
        return answer.text

    def send(self, html: str, **typed: str | list[str]) -> Response:
        """Sends the form of a page with what is ticked and hidden in it, unless something else is said."""
        hidden = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', html))
        ticked = re.findall(r'name="chosen" value="([^"]+)" checked', html)
        answer: Response = self.client.post("/desk/new", data={**hidden, "chosen": ticked, **typed})
        return answer


@pytest.fixture
def trainer(db: Database, address: str, tmp_path: Path) -> Trainer:
    return Trainer(db, address, tmp_path)


def test_a_review_is_chosen_and_ticked_and_the_course_opens(trainer: Trainer) -> None:
    trainer.review("alder")
    assert 'href="/desk/new?begin=review"' in trainer.get()
    assert '<option value="alder">' in trainer.get("?begin=review")
    html = trainer.get("?begin=review&review=alder")
    assert len(re.findall('name="chosen"', html)) == 5
    made = trainer.send(html, title="Whom to call", chosen=["alder#r1", "alder#f2"])
    assert (made.status_code, made.headers["location"]) == (303, "/desk/whom-to-call")
    course = load_course(trainer.courses / "whom-to-call").course
    assert course
    assert (course.title, course.learned_from) == ("Whom to call", ("alder#r1",))
    assert [each.id for each in course.modules] == ["escalation", "putting-it-together"]


def test_what_is_in_the_way_is_said_and_what_was_typed_stays(trainer: Trainer) -> None:
    trainer.review("alder")
    html = trainer.get("?begin=review&review=alder")
    empty = trainer.send(html, title="<Whom>", chosen=[])
    assert empty.status_code == 422
    assert "Nothing is ticked." in empty.text
    assert 'value="&lt;Whom&gt;"' in empty.text
    assert " checked" not in empty.text
    taken = trainer.send(html, title="Palette")
    assert taken.status_code == 422
    assert "No course can have the id “palette”" in taken.text
    assert taken.text.count(" checked") == 5
    untitled = trainer.send(html, title=" ")
    assert "A title needs words." in untitled.text
    assert [each.name for each in trainer.courses.iterdir()] == [SLUG]


def test_a_form_that_is_sent_twice_makes_one_course(trainer: Trainer) -> None:
    html = trainer.get("?begin=example")
    first, again = (trainer.send(html, title="Once") for _ in range(2))
    assert first.headers["location"] == again.headers["location"] == "/desk/once"


def test_a_link_of_the_app_leads_to_the_recommendation_that_it_names(trainer: Trainer) -> None:
    trainer.review("alder")
    led = trainer.client.get("/desk", params={"new": "alder#r1"})
    assert led.status_code == 303
    html = trainer.client.get(led.headers["location"]).text
    assert re.findall(r'name="chosen" value="([^"]+)" checked', html) == ["alder#f2", "alder#r1"]
    assert trainer.client.get("/desk?new").headers["location"] == "/desk/new"


@pytest.mark.parametrize(
    ("query", "typed", "holds"),
    [
        ("?begin=theme&theme=neglect", {"chosen": ["alder#f2", "birch#r2"]}, "what-our-services-do"),
        ("?begin=briefing&review=birch", {}, "what-many-reviews-found"),
        ("?begin=update&year=2026", {"chosen": ["alder#f2"]}, "what-reviews-found"),
        ("?begin=update&year=0", {}, "what-has-changed"),
        (f"?begin=quiz&course={SLUG}", {}, "refresher"),
        ("?begin=seven-minutes&review=alder", {}, "the-briefing"),
        ("?begin=seven-minutes&review=", {}, "the-briefing"),
        (f"?begin=copy&course={SLUG}", {}, "noticing"),
        ("?begin=blank", {}, "a-first-module"),
    ],
)
def test_every_way_makes_a_course(
    trainer: Trainer, query: str, typed: dict[str, list[str]], holds: str
) -> None:
    trainer.review("alder")
    trainer.review("birch")
    birch = trainer.reviews / "birch.md"
    birch.write_text(
        birch.read_text("utf-8").replace("local child safeguarding practice review", "thematic review")
    )
    made = trainer.send(trainer.get(query), title="Made", **typed)
    assert (made.status_code, made.headers.get("location")) == (303, "/desk/made")
    course = load_course(trainer.courses / "made").course
    assert course
    assert course.title == "Made"
    assert holds in [each.id for each in course.modules]


@pytest.mark.parametrize(
    "query",
    [
        "?begin=review",
        "?begin=theme",
        "?begin=briefing",
        "?begin=update",
        "?begin=seven-minutes",
        "?begin=quiz",
    ],
)
def test_each_step_says_what_is_missing(trainer: Trainer, query: str) -> None:
    html = trainer.get(query)
    assert ("There is no" in html) != ("<select" in html)
    assert (
        trainer.client.get(f"/desk/new{query}&review=gone&theme=gone&year=1&course=gone").status_code == 200
    )


def test_who_wrote_the_questions_of_a_refresher_has_written_in_it(trainer: Trainer) -> None:
    with trainer.db.write() as connection:
        insert = "insert into person (email, name) values (:email, :name) returning id"
        ben = int(connection.value(insert, {"email": "ben@x.example", "name": "Ben"}))
        signoff.wrote(connection, SLUG, ben)
    trainer.send(trainer.get(f"?begin=quiz&course={SLUG}"), title="Again")
    with trainer.db.read() as connection:
        writers = connection.column("select person from course_writer where course = 'again'")
    assert {*writers} == {trainer.ada, ben}


def test_only_a_trainer_from_our_own_page_makes_a_course(trainer: Trainer) -> None:
    data = {"begin": "example", "title": "Made"}
    elsewhere = trainer.client.post("/desk/new", data=data, headers={"Origin": "https://elsewhere.example"})
    assert elsewhere.status_code == 403
    nobody = trainer.client.post("/desk/new", data=data, headers={"Cookie": ""})
    assert nobody.status_code in (303, 401)
    assert not (trainer.courses / "made").exists()
