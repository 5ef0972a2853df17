"""A course's own page for whoever takes it: the ways to it, whether it can be started, and for whom it is."""

import re
from collections.abc import Callable, Iterable
from datetime import timedelta

import pytest
from streamlit.testing.v1 import AppTest

from elearn.database import Database
from elearn.days import today
from elearn.tracker import catalogue, imports, registrations, standing
from elearn.tracker.progress import Progress
from elearn.tracker.scope import actor
from tests.app.conftest import person, said

Open = Callable[..., AppTest]
COURSE = "bruising-in-non-mobile-infants"
TITLE = "Bruising in infants who are not mobile"
HARBOUR, ARCHIVED = "wrenshire-2023-harbour", "marrowshire-2021-kestrel"
PAGE = f'href="learning?course={COURSE}"'
CHOICE = "You may take it by choice, and you get a certificate for it."
READERS = ("ada", "lea", "bo")


def publish(database: Database, recommendations: Iterable[str] = (f"{HARBOUR}#r1",)) -> None:
    with database.write() as conn:
        catalogue.register_course(
            conn,
            COURSE,
            title=TITLE,
            version="1.0.0",
            minutes=25,
            standard="scorm2004",
            package="p",
            sha256="s",
            outcomes={"notice": "Recognise a mark", "explain": "Explain it", "escalate": "Speak up again"},
            recommendations=recommendations,
            pass_mark=80,
        )


@pytest.fixture
def published(county: Database) -> Database:
    """The county, in which people can start the course, and nobody must."""
    publish(county)
    return county


def require(database: Database, *rows: str) -> None:
    text = "\n".join(("course,agency,role_group,from,to,due_within_days,renew_after_months", *rows))
    imports.apply(database, imports.preview(database, "requirements", text.encode(), "requirements.csv"))


def withdraw(database: Database) -> None:
    by = actor(database, person(database, "al"))
    catalogue.withdraw(database, COURSE, "1.0.0", reason="The guidance has changed", by=by)


def take(database: Database, name: str, progress: Progress) -> None:
    registration = registrations.start(database, person(database, name), COURSE)
    session = registrations.open_session(database, registration.id, registration.person)
    with database.write() as conn:
        registrations.record(conn, registration.person, session.id, 1, progress)


def page_of(open_as: Open, name: str, course: str = COURSE) -> str:
    app = open_as(name, "learning", course=course)
    assert not app.exception
    return said(app)


def launches(words: str) -> list[str]:
    """What the links that open the course say."""
    return re.findall(rf'href="[^"]*/launch/[^"]+\?course={COURSE}"[^>]*>([^<]+)</a>', words)


@pytest.mark.usefixtures("published")
@pytest.mark.parametrize("name", READERS)
def test_a_review_the_themes_and_the_search_lead_to_the_course(open_as: Open, name: str) -> None:
    assert PAGE in said(open_as(name, "reviews", review=HARBOUR))
    app = open_as(name, "reviews")
    app.text_input(key="reviews_search").set_value("mark baby").run()
    assert PAGE in said(app)
    assert PAGE in said(open_as(name, "themes", shown="found", theme="infants_under_1"))
    assert "courses?course" not in said(app)
    if name != "ada":
        assert 'href="learning?course=neglect"' in said(open_as(name, "board", course="neglect"))


@pytest.mark.usefixtures("published")
def test_a_trainer_is_led_to_the_text_of_the_course_and_from_its_page_too(open_as: Open) -> None:
    words = said(open_as("tom", "reviews", review=HARBOUR))
    assert f'href="courses?course={COURSE}"' in words
    assert PAGE not in words
    assert f'href="courses?course={COURSE}"' in page_of(open_as, "tom")
    assert "courses?course" not in page_of(open_as, "bo")


@pytest.mark.usefixtures("published")
@pytest.mark.parametrize("name", [*READERS, "tom"])
def test_a_course_that_is_open_can_be_started_also_by_choice(open_as: Open, name: str) -> None:
    words = page_of(open_as, name)
    assert launches(words) == ["Start"]
    for part in (
        f"<h1>{TITLE}</h1>",
        "What to do on the day you see a mark",
        "about 25 minutes",
        "Recognise a mark",
        f"It is not asked of your role. {CHOICE}",
        f"reviews?review={HARBOUR}",
        "Recommendation r1",
        '<a href="learning" class="back">My learning</a>',
    ):
        assert part in words
    assert words.index("Recognise a mark") < words.index("Explain it") < words.index("Speak up again")
    assert ("Nobody is asked to take it." in words) == (name == "bo")


def test_it_says_who_is_asked_and_a_learner_reads_of_no_other_agency(
    open_as: Open, published: Database
) -> None:
    require(published, f"{COURSE},,r2,2021-01-01,,30,12", f"{COURSE},south,r3,2021-01-01,,30,12")
    for name in ("ada", "lea"):
        words = page_of(open_as, name)
        assert re.search(r"<strong>Regular contact</strong><br><span [^>]+>At every agency", words)
        assert "South" not in words
        assert f"It is not asked of your role. {CHOICE}" in words
    for name in ("bo", "al"):
        words = page_of(open_as, name)
        assert "Mainly with children and families</strong>" in words
        assert ("At your agency, South Schools" if name == "al" else "At South Schools") in words
    words = page_of(open_as, "sam")
    assert "At your agency, South Schools" in words
    assert "It is asked of you." in words
    assert "Was due on 31 January 2021" in words
    assert launches(words) == ["Start"]


def test_a_course_that_only_other_agencies_ask_for_says_for_whom_it_is_and_names_none_of_them(
    open_as: Open, published: Database
) -> None:
    require(published, f"{COURSE},south,r3,2021-01-01,,30,12", f"{COURSE},south,r2,2021-01-01,,30,12")
    words = page_of(open_as, "ada")
    assert "Regular contact; Mainly with children and families</strong>" in words
    assert "At other agencies" in words
    assert "South" not in words
    for name in ("bo", "sam"):
        assert "At other agencies" not in page_of(open_as, name)


def test_many_agencies_that_ask_the_same_are_one_line(open_as: Open, published: Database) -> None:
    rows = "".join(f"a{number:02},Agency {number:02},school,,,\n" for number in range(12))
    data = f"id,name,kind,parent,target,basis\n{rows}".encode()
    imports.apply(published, imports.preview(published, "agencies", data, "agencies.csv"))
    require(
        published,
        *(
            f"{COURSE},a{number:02},{group},2021-01-01,,30,12"
            for number in range(12)
            for group in ("r2", "r3")
        ),
    )
    words = page_of(open_as, "bo")
    assert "<strong>Regular contact; Mainly with children and families</strong>" in words
    assert "Agency 09 and 2 more agencies" in words
    assert words.count("<strong>Regular contact") == 1


def test_what_is_to_come_and_an_exemption_are_said(open_as: Open, published: Database) -> None:
    later = today() + timedelta(days=400)
    require(published, f"{COURSE},north,,{later},,30,12")
    words = page_of(open_as, "ada")
    assert "It will be asked of you from" in words
    assert "<strong>Everyone</strong>" in words
    assert "At your agency, North Trust · from" in words
    require(published, f"{COURSE},north,r3,2021-01-01,,30,12")
    data = f"email,course,from,to,reason\nada@north.example,{COURSE},2021-01-01,,On leave\n".encode()
    imports.apply(published, imports.preview(published, "exemptions", data, "exemptions.csv"))
    words = page_of(open_as, "ada")
    assert f"You are exempt from it. {CHOICE}" in words
    assert "On leave" not in words


def test_from_the_first_page_to_the_certificate_and_until_it_lapses(
    open_as: Open, published: Database
) -> None:
    require(published, f"{COURSE},,r3,2021-01-01,,30,12")
    take(published, "ada", Progress(progress=0.4))
    words = page_of(open_as, "ada")
    assert launches(words) == ["Go on"]
    assert "40% done." in words
    take(
        published, "ada", Progress(completion="completed", success="passed", score=90, progress=1, ended=True)
    )
    words = page_of(open_as, "ada")
    assert launches(words) == ["Take it again"]
    assert "button primary" not in words
    assert "with 90%. In date until" in words
    assert "Certificate (PDF)" in words
    assert "It is asked of you." in words
    with published.write() as conn:
        conn.execute(
            "update completion set completed_on = '2022-01-01' where course = :course", {"course": COURSE}
        )
        standing.refresh(conn, [person(published, "ada")], {COURSE})
    words = page_of(open_as, "ada")
    assert "Lapsed on 1 January 2023" in words
    assert launches(words) == ["Take it again"]
    assert "button primary" in words


def test_what_cannot_be_started_says_why_and_what_to_do(open_as: Open, published: Database) -> None:
    words = page_of(open_as, "ada", "neglect")
    assert "Taught by your agency. Ask your training lead for a place." in words
    assert "It is asked of you." in words
    assert not launches(words)
    passed = f"email,course,version,completed_on,score,passed\nada@north.example,neglect,1,{today()},90,yes\n"
    imports.apply(published, imports.preview(published, "completions", passed.encode(), "completions.csv"))
    assert "It is taught by your agency, so you cannot take it here." in page_of(open_as, "ada", "neglect")
    take(published, "lea", Progress(progress=0.4))
    require(published, f"{COURSE},,r3,2021-01-01,,30,12")
    withdraw(published)
    words = page_of(open_as, "ada")
    assert "It has been withdrawn, so nobody can start it at the moment." in words
    assert "It stays on My learning, and you can start it there once it is open." in words
    assert CHOICE not in words
    assert not launches(words)
    assert launches(page_of(open_as, "lea")) == ["Go on"]


def test_a_course_that_is_only_written_is_open_to_those_who_write(open_as: Open) -> None:
    words = page_of(open_as, "tom")
    assert "This course is not open at the moment." in words
    assert "Recommendation r1" in words
    assert "This course is not open to you" in page_of(open_as, "ada")


def test_the_address_of_its_text_leads_everyone_else_to_its_page(open_as: Open) -> None:
    words = said(open_as("ada", "courses", course=COURSE))
    assert "This page is not yours" in words
    assert PAGE in words
    assert "learning?course" not in said(open_as("ada", "courses"))


@pytest.mark.usefixtures("published")
def test_whoever_must_act_on_a_recommendation_sees_which_course_answers_it(open_as: Open) -> None:
    waits = said(open_as("bo", "follow_up", review=HARBOUR))
    assert f"Courses that answer it: <a {PAGE}>{TITLE}</a>" in " ".join(waits.split())
    assert waits.count(PAGE) == 3, "once for each recommendation"
    answer = said(open_as("bo", "follow_up", recommendation=f"{HARBOUR}#r1", owner="north"))
    assert f"<a {PAGE}>{TITLE}</a>. If your people take it" in answer
    assert PAGE not in said(open_as("bo", "follow_up", review="wrenshire-2022-orchard"))


def test_an_unknown_course_and_one_that_is_not_theirs_to_know_look_the_same(
    open_as: Open, published: Database
) -> None:
    withdraw(published)
    unknown = page_of(open_as, "ada", "none")
    assert "This course is not open to you" in unknown
    assert '<a href="learning" class="back">' in unknown
    assert unknown == page_of(open_as, "ada") == page_of(open_as, "ada", "../../etc\0")
    assert "withdrawn" in page_of(open_as, "tom")


def test_it_names_nothing_of_a_review_that_the_person_may_not_read(open_as: Open, county: Database) -> None:
    publish(county, [f"{ARCHIVED}#r1", f"{ARCHIVED}#none", "none#r1"])
    words = page_of(open_as, "ada")
    assert "Recommendations that the course answers" not in words
    assert "kestrel" not in words.lower()
    assert "Marrowshire" not in words
    board = page_of(open_as, "bo")
    assert f"reviews?review={ARCHIVED}" in board
    assert board.count("Restricted: not for further circulation. Marrowshire publishes for 1 year") == 1


def test_my_learning_leads_to_each_course(open_as: Open, published: Database) -> None:
    take(published, "ada", Progress(progress=0.4))
    words = said(open_as("ada", "learning"))
    for title, course in ((TITLE, COURSE), ("Neglect", "neglect")):
        assert f'href="learning?course={course}">{title}</a>' in words
    assert 'href="learning?course=neglect">Neglect</a><br>' in said(open_as("bo", "learning"))
