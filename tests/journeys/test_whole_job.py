"""The whole job of a trainer, through the browser alone: from a Word report to a course that people take.

Each person has a browser of their own. A trainer makes a review of a report, and a course of the review. Somebody
without an account comments, others sign the five steps, and a learner opens what was published.
"""

import re
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path

import docx
import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from elearn.database import open_database
from elearn.packaging.validate import validate_package
from elearn.tracker import give_role, sessions
from tests.editor.whole.trainer import Form, Trainer, said
from tests.journeys import lists
from tests.journeys.conftest import CALM
from tests.journeys.test_app_pages import settle
from tests.serving import Installation, installation

pytestmark = pytest.mark.browser

TITLE = "When a child was not brought"
PEOPLE = {
    "Tom Reed": ("trainer", "approver"),
    "Sue Lind": ("subject-expert", "accessibility"),
    "Del Ward": ("de-identification", "legal"),
    "Amy Park": ("approver",),
    "Ada Roberts": (),
}
STUB = "To be written: a title (finding f1)"
ASK = "Ask what a child is missing, and reach the family on the same day."
OWN = "Nobody asked what the child was missing."
SLUG = "when-a-child-was-not-brought"
STEPS = (
    ("Sue Lind", "Subject expert"),
    ("Del Ward", "De-identification"),
    ("Del Ward", "Legal and parallel processes"),
    ("Sue Lind", "Accessibility"),
    ("Amy Park", "Approval"),
)
READER = "Bea Lund"


@pytest.mark.deep
def test_a_report_becomes_a_course_that_people_take(
    here: Installation, come: Callable[[str], Page], browser: Browser, tmp_path: Path
) -> None:
    trainer = come("Tom Reed")
    a_review_from_a_report(here, trainer)
    a_course_from_the_review(trainer)
    a_remark_from_outside(here, trainer, browser)
    sign_off(trainer, come)
    package = publish(trainer, tmp_path)
    assert package.name == f"{SLUG}-1.0.0-scorm12.zip"
    assert not validate_package(package).problems
    open_as_a_learner(here, come("Ada Roberts"))


def report() -> bytes:
    """A report of a review in Word, as a board's office would write it. All of it is made up."""
    document = docx.Document()
    document.add_paragraph("Local child safeguarding practice review: Rowan", style="Title")
    document.add_paragraph("Wrenshire Safeguarding Children Partnership")
    document.add_paragraph("Published 3 March 2025. Fiction, written to test software.")
    document.add_heading("What happened", 1)
    document.add_paragraph(
        "Rowan, a young child, missed eleven appointments at three clinics. Each clinic wrote to the home, and each "
        "closed its file."
    )
    document.add_heading("Findings", 1)
    document.add_heading("Finding 1: Missed appointments were closed, and not asked about", 2)
    document.add_paragraph(
        "Each service wrote that the child did not attend. No service asked what the child was missing, or who could "
        "bring the child."
    )
    document.add_heading("Recommendations", 1)
    document.add_paragraph(
        "Recommendation 1: The health trust should make sure that staff ask what a child who was not brought is "
        "missing, and contact the family on the same day."
    )
    file = BytesIO()
    document.save(file)
    return file.getvalue()


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Installation]:
    """`elearn serve` in a folder with nothing in it but people and their roles."""
    with installation(tmp_path) as found, open_database(str(found.database)) as database:
        with database.write() as conn:
            for name, roles in PEOPLE.items():
                insert = "insert into person (email, name) values (:email, :name) returning id"
                person = conn.value(insert, {"email": address(name), "name": name})
                for role in roles:
                    give_role(conn, person, role)
        yield found


@pytest.fixture
def come(here: Installation, browser: Browser) -> Iterator[Callable[[str], Page]]:
    """Signs somebody in by a one-time link, in a browser of their own."""
    contexts: list[BrowserContext] = []

    def came(name: str) -> Page:
        contexts.append(browser.new_context(viewport={"width": 1280, "height": 900}, **CALM))
        page = contexts[-1].new_page()
        with open_database(str(here.database)) as database:
            person = sessions.person_by_email(database, address(name))
            assert person is not None
            token = sessions.mint_sign_in(database, person)
        page.goto(f"{here.runtime}/sign-in/{token}")
        page.get_by_role("button", name="Sign me in").click()
        page.get_by_role("link", name="Sign out").wait_for()
        return page

    yield came
    for context in contexts:
        context.close()


def address(name: str) -> str:
    return f"{name.split()[0].lower()}@wrenshire.example"


def a_review_from_a_report(here: Installation, page: Page) -> None:
    """Hands a report in, corrects what was recognised, saves the draft and confirms it."""
    page.goto(f"{here.app}/from-a-document")
    page.get_by_role("heading", name="Draft reviews").wait_for()
    page.locator("input[type=file]").set_input_files(  # Streamlit gives it no name
        {"name": "rowan.docx", "mimeType": "application/msword", "buffer": report()}
    )
    page.get_by_role("heading", name="Rowan, Wrenshire Safeguarding Children Partnership").wait_for()
    main = page.get_by_role("main")
    write(
        main,
        "In your own words",
        "A child was not brought to eleven appointments. Each clinic closed its file.",
    )
    write(main, "What went well", "Each clinic wrote down that the child had not come.")
    part(page, "Findings (1)")
    finding = item(page, "f1")
    choose(finding, "Tier", "Local")
    write(finding, "In your own words", OWN)
    finding.get_by_text(f"The file will say: {OWN}").wait_for()
    page.reload()
    main.get_by_text(f"The file will say: {OWN}").wait_for()
    expect(main.get_by_label("In your own words")).to_have_value(OWN)
    part(page, "Recommendations (1)")
    recommendation = item(page, "r1")
    choose(recommendation, "Tier", "Local")
    write(recommendation, "In your own words", ASK)
    recommendation.get_by_text(f"The file will say: {ASK}").wait_for()
    choose(recommendation, "Answers the finding", f"f1: {OWN}")
    part(page, "The draft file")
    main.get_by_role("button", name="Save the draft").click()
    main.get_by_text("says that it is a draft").wait_for()
    part(page, "Confirm")
    main.get_by_text("I have read it against the report").click()
    main.get_by_role("button", name="Confirm this review").click()
    main.get_by_role("link", name="Begin a course from it").click()


def item(page: Page, id: str) -> Locator:
    """A finding or a recommendation. The part before it has fields of the same names until the next one is drawn."""
    return page.locator(f".st-key-intake_item_{id}")


def part(page: Page, name: str) -> None:
    """Shows another part of the draft."""
    settle(page)
    page.get_by_role("radio", name=name, exact=True).click()
    settle(page)


def write(where: Locator, label: str, text: str) -> None:
    """Types into a field of a draft and leaves it."""
    field = where.get_by_label(label)
    field.fill(text)
    field.press("Tab")
    settle(where.page)


def choose(where: Locator, label: str, option: str) -> None:
    """Chooses in a list of a draft."""
    lists.choose(where, label, option)
    settle(where.page)


def a_course_from_the_review(page: Page) -> None:
    """Begins a course from what the review found, and writes what it asks for until nothing is in the way."""
    page.get_by_label("Title").fill(TITLE)
    for each in ("To improve", "Recommendation"):
        expect(page.get_by_role("checkbox", name=each)).to_be_checked()
    page.get_by_role("button", name="Make the course").click()
    expect(page.locator(".card")).to_have_count(2)
    page.get_by_role("button", name=said("frame_fold_preview")).click()
    trainer = Trainer(page, Path())
    introduce(trainer)
    write_the_page(trainer)
    end(trainer)
    expect(page.locator("#findings")).to_contain_text("Nothing to put right")
    save(page)


def introduce(trainer: Trainer) -> None:
    """The facts of the course, its first words and its warning."""
    trainer.page.get_by_role("button", name=said("bar_facts")).click()
    dialog = trainer.page.get_by_role("dialog", name=said("facts_heading"))
    expect(dialog.locator(".form")).to_be_visible()
    Form(dialog.locator(".facts-body"), Path()).says(
        summary="How to ask after a child who was not brought. For everyone who sees children.",
        outcomes=[{"text": "Ask what a child who was not brought is missing"}],
    )
    dialog.get_by_role("button", name=said("facts_done")).click()
    trainer.edit(0, "text").says(
        body="You learn to ask after a child who was not brought. The scenarios are invented."
    )
    trainer.done()
    trainer.edit(1, "content-warning").says(
        body="A child misses care that they need. You can skip each page."
    )
    trainer.done()


def write_the_page(trainer: Trainer) -> None:
    """The page of the finding: its title, what to know, and two questions."""
    trainer.menu(STUB, said("outline_rename"))
    trainer.type(said("outline_title_of", title=STUB), "Nobody asked")
    trainer.row("Nobody asked").click()
    trainer.shows("Nobody asked")
    trainer.edit(0, "text").says(
        body="A letter came back. Nobody rang the family, and nobody asked what the child was missing."
    )
    trainer.done()
    trainer.edit(1, "choose-one").says(
        stem="A child was not brought again. What do you do first?",
        options=[
            {"text": "Ring the family today", "feedback": "They can tell you."},
            {
                "text": "Send the same letter once more",
                "feedback": "Letters went out before, and nobody came.",
            },
            {"text": "Close the file", "feedback": "Then nobody knows what the child is missing."},
        ],
    )
    trainer.done()
    trainer.edit(2, "choose-many").says(
        stem="The family does not answer. Which steps help?",
        options=[
            {
                "text": "Ask who else sees the child",
                "feedback": "Somebody may have seen the child this week.",
            },
            {"text": "Wait for the next appointment", "feedback": "The child goes without care until then."},
            {"text": "Talk it over with your lead", "feedback": "Two people see more than one."},
        ],
    )
    trainer.done()


def end(trainer: Trainer) -> None:
    """There is no story this time. Whom to call is written down."""
    trainer.menu("To be written: a title for the story", said("outline_delete"))
    trainer.row("Where to turn").click()
    trainer.shows("Where to turn")
    trainer.edit(0, "local-pathway").says(
        when="Use this if a child was not brought and you are worried.",
        contacts=[
            {"value": "the named nurse, through the switchboard"},
            {"value": "the duty team, the same way"},
        ],
    )
    trainer.done()


def a_remark_from_outside(here: Installation, page: Page, browser: Browser) -> None:
    """A reader without an account comments on a question; the trainer sees it there, answers and resolves it."""
    page.get_by_role("button", name=said("bar_more")).click()
    page.get_by_role("menuitem", name="Comments and links for readers").click()
    page.get_by_label("For whom is it?").fill("Leads of three schools")
    page.get_by_role("button", name="Make the link").click()
    link = page.get_by_label("Copy it now. It cannot be shown again.").input_value()

    context = browser.new_context(viewport={"width": 390, "height": 844}, **CALM)
    phone = context.new_page()
    phone.goto(link)
    phone.get_by_role("link", name="Next: Nobody asked").click()
    place = phone.locator(".reader-block", has_text="A child was not brought again")
    place.locator("summary", has_text="Comment on this").click()
    place.get_by_label("Your comment").fill("Say who rings.")
    place.get_by_label("Your name").fill(READER)
    place.get_by_role("button", name="Send the comment").click()
    expect(place.get_by_text("Say who rings.")).to_be_visible()

    page.goto(f"{here.desk}/desk/{SLUG}")
    page.get_by_role("treeitem", name=re.compile("^Nobody asked.*Open comments: 1")).click()
    page.get_by_role("button", name="Open comments: 1: Choose one").click()
    card = page.locator(".card", has_text="Say who rings.")
    card.get_by_role("button", name=f"Reply to {READER}").click()
    card.get_by_label("Your reply").fill("Whoever saw the letter come back. It says so now.")
    card.get_by_role("button", name="Send the reply").click()
    expect(card.locator(".thread-replies")).to_contain_text("It says so now.")
    trainer = Trainer(page, Path())
    trainer.edit(1, "choose-one").says(
        stem="A child was not brought again, and you read the letter. What do you do first?"
    )
    trainer.done()
    card.get_by_role("button", name=f"Resolve the comment of {READER}").click()
    expect(card.locator(".thread")).to_contain_text("Resolved by Tom Reed")
    save(page)
    phone.reload()
    expect(place).to_contain_text("Resolved by Tom Reed")
    context.close()


def save(page: Page) -> None:
    page.get_by_role("button", name=said("bar_save"), exact=True).click()
    expect(page.locator(".course-state")).to_have_text(said("bar_saved"))


def sign_off(page: Page, come: Callable[[str], Page]) -> None:
    """The trainer gives the course its number and sends it; four steps are signed, and somebody else approves it."""
    page.get_by_role("button", name=said("bar_more")).click()
    page.get_by_role("menuitem", name=said("bar_sign_off"), exact=True).click()
    page.locator("summary", has_text="Give it another number").click()
    page.get_by_role("button", name="Give it this number, and save").click()
    page.get_by_role("button", name="Send for sign-off").click()
    expect(page.get_by_role("button", name="Sign this step")).to_have_count(0)
    for name, step in STEPS[:-1]:
        sign(come(name), step)
    page.reload()
    expect(
        page.get_by_text("You sent this course for sign-off, so somebody else has to approve it.")
    ).to_be_visible()
    expect(page.get_by_role("button", name="Sign this step")).to_have_count(0)
    sign(come(STEPS[-1][0]), STEPS[-1][1])
    page.reload()
    expect(page.get_by_text("Approved.")).to_be_visible()


def sign(page: Page, step: str) -> None:
    """One step, by somebody who finds it in their list, reads the course and answers each point."""
    page.get_by_role("link", name="Sign-off").click()
    page.get_by_role("link", name=TITLE).click()
    expect(page.get_by_text("No comment is open.")).to_be_visible()
    form = page.get_by_role("region", name=f"Sign this step: {step}")
    for point in form.get_by_role("radio", name="Yes, I have looked at this").all():
        point.check()
    form.get_by_role("button", name="Sign this step").click()
    expect(page.get_by_role("status")).to_contain_text("signed")


def publish(page: Page, folder: Path) -> Path:
    """The trainer publishes the version and downloads its SCORM 1.2 package into the folder. Returns the file."""
    page.get_by_role("button", name="Publish version 1.0.0").click()
    expect(page.get_by_text("Version 1.0.0 is published")).to_be_visible()
    page.get_by_role("link", name="Sign-off and publish").click()
    expect(page.get_by_text("There is nothing to publish.")).to_be_visible()
    expect(page.get_by_role("button", name="Take it back")).to_have_count(0)
    page.go_back()
    page.locator("summary", has_text="Make a package of version 1.0.0").click()
    page.get_by_label("Format").select_option(label="SCORM 1.2")
    page.get_by_role("button", name="Make the package").click()
    with page.expect_download() as coming:
        page.get_by_role("link", name=".zip").click()
    file = folder / coming.value.suggested_filename
    coming.value.save_as(file)
    return file


def open_as_a_learner(here: Installation, page: Page) -> None:
    """Somebody starts the course from its page, and reads the question that the comment was about."""
    page.goto(f"{here.app}/learning?course={SLUG}")
    page.get_by_role("link", name=f"Start {TITLE}").click()
    page.wait_for_url("**/play/*")
    course = page.frame_locator("#package")
    course.get_by_role("button", name="Start").click()
    expect(course.get_by_role("heading", name="Nobody asked")).to_be_visible()
    expect(course.get_by_text("and you read the letter.")).to_be_visible()
