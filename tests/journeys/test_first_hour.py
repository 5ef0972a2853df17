"""The first hour of a real board, in a browser: from an empty folder with `elearn serve` to a figure that is right."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from elearn.content.kinds import Question
from tests.journeys.conftest import CALM
from tests.journeys.in_welsh import learn_in_welsh
from tests.journeys.lists import choose
from tests.journeys.taking import Taking
from tests.journeys.test_app_pages import settle
from tests.mailbox import Mailbox, mailbox, parts_of
from tests.sample_course import SLUG, sample_course, write_sample
from tests.serving import Installation, installation

pytestmark = pytest.mark.browser

ADMIN, TRAINER, LEAD, BOARD, LEARNER = (
    f"{name}@wrenshire.example" for name in ("al", "tom", "lea", "bo", "ada")
)
AGENCIES = "id,name,kind\npolice,Wrenshire Police,police\n"
ROLE_GROUPS = "id,name,level\nR2,Regular contact,2\n"
PEOPLE = (
    "email,name,staff_number,agency,role_group,starts_on\n"
    f"{LEAD},Lea Hughes,1,Wrenshire Police,Regular contact,2026-01-05\n"
    "ben@wrenshire.example,Ben Costa,2,Wrenshire Police,Regular contact,2026-01-05\n"
)


@pytest.fixture
def box() -> Iterator[Mailbox]:
    with mailbox() as found:
        yield found


@pytest.fixture
def here(tmp_path: Path, box: Mailbox) -> Iterator[Installation]:
    """`elearn serve` in a folder with nothing in it."""
    with installation(tmp_path, ELEARN_SMTP_URL=box.url) as found:
        yield found


@pytest.fixture
def come(here: Installation, box: Mailbox, browser: Browser) -> Iterator[Callable[[str], Page]]:
    """Signs somebody in by the link that they get by mail, in a browser of their own."""
    contexts: list[BrowserContext] = []

    def came(address: str) -> Page:
        contexts.append(browser.new_context(viewport={"width": 1280, "height": 900}, **CALM))
        page = contexts[-1].new_page()
        page.goto(here.app)
        before = len(box.mails)
        page.get_by_label("Work e-mail address").fill(address)
        page.get_by_role("button", name="Send me a link").click()
        mail = box.wait_for(before + 1)
        assert mail["To"] == address
        [link] = re.findall(rf"{here.runtime}/sign-in/\S+", parts_of(mail)[0])
        page.goto(link)
        page.get_by_role("button", name="Sign me in").click()
        page.get_by_role("link", name="Sign out").wait_for()
        return page

    yield came
    for context in contexts:
        context.close()


@pytest.mark.deep  # it takes half a minute; tests/cli/test_first_hour.py goes the same way by commands
def test_an_empty_folder_becomes_a_board_with_a_figure(
    here: Installation, box: Mailbox, come: Callable[[str], Page], browser: Browser
) -> None:
    here.run("role", "give", ADMIN, "administrator", "--name", "Al Okafor")
    assert any("elearn role give" in line for line in here.printed)
    admin = come(ADMIN)
    expect(admin).to_have_url(f"{here.app}/set-up")
    expect(admin.get_by_text("0 of 7 steps are done")).to_be_visible()
    admin.get_by_role("button", name="Send a test mail").click()
    expect(admin.get_by_text("answered: 250")).to_be_visible()
    assert box.mails[-1]["To"] == ADMIN

    bring(here, admin, "agencies", AGENCIES)
    bring(here, admin, "role-groups", ROLE_GROUPS)
    bring(here, admin, "people", PEOPLE)
    add_one_of_each(here, admin)
    publish(here, admin)
    require(here, admin)
    give_roles(here, admin, box)
    expect_set_up(here, admin)

    take_the_course(come(LEARNER))
    learn_in_welsh(here, box, browser, LEARNER, sample_course().title)
    expect_who_is_due(come(LEAD))
    board = come(BOARD)
    expect(board).to_have_url(f"{here.app}/coverage")
    table = board.get_by_role("region", name="Coverage by agency and course")
    row = table.get_by_role("row").filter(has=board.get_by_role("rowheader", name="Wrenshire Police"))
    expect(row.locator("td").first).to_contain_text("1 of 3")
    row = table.get_by_role("row").filter(has=board.get_by_role("rowheader", name="Hollin School"))
    expect(row.locator("td").first).to_contain_text("0 of 1")


def bring(here: Installation, page: Page, kind: str, text: str) -> None:
    """Imports a file on the Imports screen."""
    go(page, f"{here.app}/imports?kind={kind}")
    file = {"name": f"{kind}.csv", "mimeType": "text/csv", "buffer": text.encode()}
    page.locator("input[type=file]").set_input_files(file)  # type: ignore[arg-type]
    page.get_by_role("button", name=re.compile(r"^Apply \d+ row")).click()
    expect(page.get_by_role("status").get_by_text("written")).to_be_visible()


def go(page: Page, address: str) -> None:
    """Goes to a page, and waits until all of it is there, as a person does before they type."""
    page.goto(address)
    page.get_by_role("heading", level=1).wait_for()
    settle(page)


def form(page: Page, summary: str) -> Locator:
    """The form below a summary, which is opened if it is not."""
    settle(page)
    found = page.get_by_test_id("stExpander").filter(has_text=summary).first
    if not found.get_by_test_id("stForm").is_visible():
        found.get_by_text(summary).first.click()
    return found.get_by_test_id("stForm")


def fill(form: Locator, texts: dict[str, str]) -> None:
    for label, text in texts.items():
        form.get_by_role("textbox", name=label, exact=True).fill(text)


def press(where: Page | Locator, button: str) -> None:
    where.get_by_role("button", name=button, exact=True).click()


def says(page: Page, text: str) -> None:
    expect(page.get_by_text(text)).to_be_visible()


def add_one_of_each(here: Installation, page: Page) -> None:
    """An agency, a role group, and two people with their posts, each by its form."""
    go(page, f"{here.app}/people?shown=agencies")
    add = form(page, "Add an agency")
    fill(add, {"Id": "hollin", "Name": "Hollin School"})
    press(add, "Add an agency")
    says(page, "The agency is added.")
    go(page, f"{here.app}/people?shown=role-groups")
    add = form(page, "Add a role group")
    fill(add, {"Id": "R1", "Name": "Incidental contact"})
    press(add, "Add a role group")
    says(page, "The role group is added.")
    go(page, f"{here.app}/people?shown=people")
    for name, address, agency in (
        ("Ada Roberts", LEARNER, "Wrenshire Police"),
        ("Sam Iqbal", "sam@hollin.example", "Hollin School"),
    ):
        add = form(page, "Add a person and their post")
        choose(add, "Agency", agency)
        choose(add, "Role group", "Regular contact")
        fill(add, {"E-mail address": address, "Name": name, "First day in post": "05/01/2026"})
        press(add, "Add a person and their post")
        expect(page.get_by_role("link", name=name)).to_be_visible()


def publish(here: Installation, page: Page) -> None:
    """A course comes into the folder, and is published in its exports."""
    write_sample(here.folder / "courses")
    go(page, f"{here.app}/courses?course={SLUG}&show=exports")
    press(page, "Publish here")
    says(page, "Saved.")


def require(here: Installation, page: Page) -> None:
    go(page, f"{here.app}/requirements")
    add = form(page, "Add a requirement")
    whole = page.get_by_test_id("stExpander").filter(has_text="Add a requirement").first
    choose(whole, "Course, hours or update", sample_course().title)
    choose(add, "Role group", "Regular contact")
    fill(add, {"Required from": "01/02/2026"})
    press(add, "Show what it changes")
    press(page, "I have seen it: save")
    says(page, "The requirement is added")


def give_roles(here: Installation, page: Page, box: Mailbox) -> None:
    """The lead, the trainer and the board get their roles, and the lead an invitation."""
    go(page, f"{here.app}/people-and-rights")
    for address, role in ((LEAD, "Lead"), (TRAINER, "Trainer"), (BOARD, "Board")):
        give = form(page, "Give a role")
        fill(give, {"Work e-mail": address})
        give.get_by_text(role, exact=True).click()
        if role == "Lead":
            choose(give, "Agency, for a lead", "Wrenshire Police")
        press(give, "Give the role")
        says(page, f"{address} is now")
    page.get_by_role("link", name="Lea Hughes").click()
    press(page, "Send an invitation")
    expect(page.get_by_text("The invitation is on its way")).to_be_visible()
    assert box.mails[-1]["To"] == LEAD


def expect_set_up(here: Installation, page: Page) -> None:
    page.goto(here.app)
    expect(page.get_by_text("Everything is set up")).to_be_visible()


def take_the_course(page: Page) -> None:
    """A learner starts the course from My learning and passes it."""
    course = sample_course()
    page.get_by_role("link", name=f"Start {course.title}").click()
    page.wait_for_url("**/play/*")
    frame = page.wait_for_selector("#package:visible").content_frame()
    assert frame is not None
    frame.wait_for_selector("h1:visible")
    taking = Taking(page, frame, course)
    taking.start()
    taking.through(course.pages())
    taking.at("You have passed")
    page.get_by_role("link", name="Certificate").wait_for()
    assert all(isinstance(question, Question) for question in course.questions())


def expect_who_is_due(page: Page) -> None:
    """The lead starts on who is due: those of their own agency who have not taken it, and nobody else."""
    expect(page.get_by_role("heading", level=1)).to_have_text(["Who is due"])
    expect(page.get_by_role("rowheader", name="Ben Costa")).to_be_visible()
    expect(page.get_by_text("Sam Iqbal")).to_have_count(0)
    expect(page.get_by_role("rowheader", name="Ada Roberts")).to_have_count(0)
