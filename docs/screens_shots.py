"""The pictures that `screens.py` takes: of which addresses, after what somebody pressed there, and who sees them."""

import sys
from collections.abc import Callable, Mapping
from datetime import timedelta
from pathlib import Path
from typing import NamedTuple

from playwright.sync_api import FilePayload, Page

sys.path.insert(0, str(Path(__file__).parents[1]))

from docs.browsing import settle
from docs.screens_data import COURSE, REVIEW
from tests.intake.material import FOLDER, read

from elearn.days import today


class Shot(NamedTuple):
    """A picture: its name, the address, the role of who sees it ("": nobody is signed in), and what to press first.

    An address that begins with `runtime:` is one of the runtime's, whose pages are there at once. One that begins with
    `desk:` is one of the desk's.
    """

    name: str
    path: str
    who: str = "administrator"
    press: Callable[[Page], None] = lambda page: None
    ready: Callable[[Page], None] = settle


def at_once(page: Page) -> None:
    """Waits for a page of the runtime, which holds all that it has."""
    page.wait_for_load_state()


def open_forms(page: Page) -> None:
    """Opens what is closed on the page."""
    for closed in page.get_by_test_id("stExpander").locator("> details:not([open]) > summary").all()[::-1]:
        closed.click()


def choose_file(page: Page, name: str, content: bytes) -> None:
    """Chooses a file of that name."""
    file = FilePayload(name=name, mimeType="application/octet-stream", buffer=content)
    page.locator("input[type=file]").first.set_input_files(file)


def right_rows(page: Page) -> None:
    """Chooses a file of agencies, which can be applied."""
    choose_file(page, "agencies.csv", b"id,name,kind,parent,target\nmeadow,Meadow School,school,,90\n")
    page.get_by_role("button", name="Apply").wait_for()


def applied(page: Page) -> None:
    """Applies that file."""
    right_rows(page)
    page.get_by_role("button", name="Apply").click()
    page.get_by_role("button", name="Apply").wait_for(state="detached")


def wrong_rows(page: Page) -> None:
    """Chooses a file with rows that cannot be applied."""
    rows = [
        "email,name,staff_number,agency,role_group,starts_on",
        "new@hollin.example,Ines Brand,77,a1,r1,2026-01-05",
        "new2@hollin.example,Tom Ward,78,a1,r1,31/02/2026",
        *(
            f"x{number}@hollin.example,Person {number},{number},Holin School,r1,2026-01-05"
            for number in range(40)
        ),
        "no-address,Kit Moss,79,a1,r1,2026-01-05",
    ]
    choose_file(page, "people-march.csv", "\n".join(rows).encode())
    page.get_by_text("cannot be applied").first.wait_for()


def unreadable(page: Page) -> None:
    """Chooses a file that is no table, although its name says so."""
    choose_file(page, "people-march.xlsx", b"PK\x03\x04 this is no workbook")
    settle(page, pause=1_500)


def report(page: Page) -> None:
    """Hands in a report, which becomes a draft."""
    found = read(FOLDER / "09-learning-review-two-columns.txt")
    choose_file(page, found.filename, found.file())
    page.get_by_role("heading", name="Juniper, Marrowdale Safeguarding Partnership").wait_for()


def part_of_report(name: str) -> Callable[[Page], None]:
    """Returns what hands in a report and opens a part of its draft."""

    def press(page: Page) -> None:
        report(page)
        page.get_by_role("radio", name=name).click()

    return press


def sends(button: str, fields: Mapping[str, str]) -> Callable[[Page], None]:
    """Returns what fills in fields, given by their labels, and presses the first button that sends them."""

    def press(page: Page) -> None:
        open_forms(page)
        for label, text in fields.items():
            page.get_by_role("textbox", name=label, exact=True).first.fill(text)
        page.get_by_test_id("stFormSubmitButton").get_by_role("button", name=button, exact=True).first.click()
        settle(page, pause=1_000)

    return press


def take_a_course(page: Page) -> None:
    """Opens the first course of My learning, and goes on to its first page."""
    page.locator("a.button.primary").first.click()
    course = page.frame_locator("#package")
    course.locator("h1:visible").wait_for()
    course.locator("#steps button, #steps a").last.click()
    page.locator("#saved[data-state=saved]").wait_for()


def stop_saving(page: Page) -> None:
    """Goes on in a course while the runtime does not answer."""
    take_a_course(page)
    page.route("**/commit", lambda route: route.abort())
    page.frame_locator("#package").locator("#steps button, #steps a").last.click()
    page.locator("#trouble:not(:empty)").wait_for()


def late(page: Page) -> None:
    """Waits until a page says that the app does not answer."""
    page.wait_for_timeout(25_000)


EVERY = (
    Shot("catalogue", "/catalogue", "learner"),
    Shot("learning", "/learning", "learner"),
    Shot("courses", "/courses", "trainer"),
    Shot("reviews", "/reviews", "learner"),
    Shot("themes", "/themes", "board"),
    Shot("themes-found", "/themes?shown=found", "board"),
    Shot("themes-range", "/themes?from=2022&to=2024&shown=found&theme=infants_under_1", "board"),
    Shot("themes-closed", "/themes?shown=found&theme=care_transitions&closed=yes", "board"),
    Shot("themes-tiers", "/themes?shown=tiers", "board"),
    Shot("publication", "/publication", "board"),
    Shot("publication-documents", "/publication?shown=documents", "board"),
    Shot("archive-requests", "/archive-requests", "learner"),
    Shot("archive-requests-board", "/archive-requests", "board"),
    Shot("is-a-review-due", "/is-a-review-due", "board"),
    Shot("notifications", "/notifications", "board"),
    Shot("meetings", "/notifications?shown=meetings", "board"),
    Shot("markers", "/notifications?shown=markers", "board"),
    Shot("not-acted-on", "/dissemination-and-actions", "board"),
    Shot("dissemination", "/dissemination-and-actions?shown=dissemination", "board"),
    Shot("actions", "/dissemination-and-actions?shown=actions", "board"),
    Shot("impact", "/dissemination-and-actions?shown=impact", "board"),
    Shot("not-acted-on-lead", "/dissemination-and-actions", "lead"),
    Shot("dissemination-lead", "/dissemination-and-actions?shown=dissemination", "lead"),
    Shot("from-a-document", "/from-a-document", "trainer"),
    Shot("coverage", "/coverage", "board"),
    Shot("who-is-due", "/who-is-due", "lead"),
    Shot("who-is-due-all", "/who-is-due"),
    Shot("who-is-due-person", "/who-is-due?person=5", "lead", press=open_forms),
    Shot("taught-sessions", "/taught-sessions", press=open_forms),
    Shot("taught-session", "/taught-sessions?session=9"),
    Shot("taught-attendance", "/taught-sessions?shown=attendance", "board"),
    Shot("set-up", "/set-up"),
    Shot("requirements", "/requirements"),
    Shot("agencies", "/people"),
    Shot("people", "/people?shown=people"),
    Shot("role-groups", "/people?shown=role-groups"),
    Shot("people-and-rights", "/people-and-rights"),
    Shot("everyone", "/people-and-rights?shown=everyone"),
    Shot("imports", "/imports?kind=people"),
    Shot("contacts", "/local-contacts"),
    Shot("sign-off", "/sign-off"),
    Shot("record", "runtime:/record", ready=at_once),
)
"""Every screen with its parts, in every state."""
START = (
    Shot("start", "runtime:/start", "", ready=at_once),
    Shot("signed-out", "/coverage", "", ready=lambda page: page.get_by_role("link").first.wait_for()),
    Shot("link-gone", "runtime:/sign-in/none", "", ready=at_once),
    Shot("verify", "runtime:/verify", "", ready=at_once),
    Shot("verify-unknown", "runtime:/verify/ABCD-EFGH-IJKL", "", ready=at_once),
    Shot("nothing-there", "runtime:/nowhere", "", ready=at_once),
)
"""For somebody who is not signed in."""
ROWS = (
    Shot("people-add", "/people?shown=people", press=open_forms),
    Shot("requirements-add", "/requirements", press=open_forms),
    Shot("give-a-role", "/people-and-rights", press=open_forms),
    Shot("agency", "/people?agency=a1", press=open_forms),
    Shot("role-group", "/people?role_group=r1", press=open_forms),
    Shot("person", "/people?person=5", press=open_forms),
    Shot("post", "/people?post=1", press=open_forms),
    Shot("requirement", "/requirements?requirement=1", press=open_forms),
    Shot("exemption", "/requirements?exemption=1", press=open_forms),
    Shot("course-elsewhere", "/requirements?course=c1", press=open_forms),
    Shot("rights-of-one", "/people-and-rights?person=2", press=open_forms),
    Shot("publishing", f"/courses?course={COURSE}&show=exports", "trainer", open_forms),
    Shot("notification", "/notifications?notification=1", "board", open_forms),
    Shot("meeting", "/notifications?meeting=1", "board", open_forms),
    Shot("action", "/dissemination-and-actions?action=1", "lead", open_forms),
    Shot("review", f"/reviews?review={REVIEW}", "board", open_forms),
)
"""With one thing of each kind: the pages of a row, and their forms."""
CLOSED = (
    Shot("set-up", "/set-up"),
    Shot("requirements", "/requirements"),
    Shot("courses", "/courses"),
    Shot("publishing", f"/courses?course={COURSE}&show=exports"),
    Shot("learning", "/learning", "learner"),
    Shot("learning-course", f"/learning?course={COURSE}", "learner"),
)
"""With one thing of each kind, after the required course was withdrawn."""
LARGE = (
    Shot("agency", "/people?agency=a1"),
    Shot("preview", "/imports?kind=people", press=wrong_rows),
    Shot("coverage-course", f"/coverage?course={COURSE}", "board"),
    Shot("coverage-agency", "/coverage?agency=a10", "board"),
    Shot("review", f"/reviews?review={REVIEW}", "board"),
    Shot("review-dissemination", f"/reviews?review={REVIEW}&records=dissemination", "board"),
    Shot("search", "/reviews?search=court", "learner"),
    Shot("notification", "/notifications?notification=1", "board"),
    Shot("meeting", "/notifications?meeting=1", "board"),
)
"""With thousands: more that grows with them."""
COUNTY_COURSE = "bruising-in-non-mobile-infants"
COUNTY_REVIEW = "wrenshire-2023-harbour"
COUNTY = (
    Shot("learning-course", f"/learning?course={COUNTY_COURSE}", "learner"),
    Shot("learning-course-elsewhere", "/learning?course=neglect", "learner"),
    Shot("learning-course-unknown", "/learning?course=none", "learner"),
    Shot("learning-course-board", f"/learning?course={COUNTY_COURSE}", "board"),
    Shot("coverage-course", f"/coverage?course={COUNTY_COURSE}", "board"),
    Shot("coverage-agency", "/coverage?agency=schools", "board"),
    Shot("coverage-day", f"/coverage?as-at={today() - timedelta(days=250)}", "board"),
    *(
        Shot(f"who-is-due-{show}", f"/who-is-due?show={show}", "lead")
        for show in ("lapsed", "never", "grace", "in-date")
    ),
    Shot("who-is-due-course", f"/who-is-due?course={COUNTY_COURSE}", "lead"),
    Shot("search", "/reviews?search=bruise", "learner"),
    Shot("search-nothing", "/reviews?search=zebra", "learner"),
    Shot("reviews-filtered", "/reviews?perspective=professionals&phase=during", "learner"),
    Shot("review-phase-table", "/reviews?review=derby-operation-kern", "trainer", open_forms),
    Shot("review", f"/reviews?review={COUNTY_REVIEW}", "learner"),
    *(
        Shot(f"review-{records}", f"/reviews?review={COUNTY_REVIEW}&records={records}", "board", open_forms)
        for records in ("waiting", "dissemination", "actions", "impact", "markers", "workshops")
    ),
    Shot("review-unknown", "/reviews?review=none", "learner"),
    *(
        Shot(f"course-{show}", f"/courses?course={COUNTY_COURSE}&show={show}", "trainer")
        for show in ("preview", "checks", "outcomes", "exports")
    ),
    Shot("course-unknown", "/courses?course=none", "trainer"),
    Shot(
        "answer",
        f"/dissemination-and-actions?recommendation={COUNTY_REVIEW}%23r3&owner=acute-general&record=dissemination",
        "board",
        sends("Record it", {"Audience": "Ward staff"}),
    ),
    Shot("notification", "/notifications?notification=2", "board", open_forms),
    Shot("notification-done", "/notifications?notification=1", "board"),
    Shot("notification-add", "/notifications", "board", open_forms),
    Shot("meeting", "/notifications?meeting=2", "board", open_forms),
    Shot("meeting-to-come", "/notifications?meeting=3", "board", open_forms),
    Shot("action", "/dissemination-and-actions?action=3", "lead", open_forms),
    Shot("archive-ask", "/archive-requests?review=marrowshire-2021-kestrel", "learner", open_forms),
    Shot("archive-ask-unlisted", "/archive-requests", "trainer"),
    Shot("archive-decide", "/archive-requests", "board", open_forms),
    Shot("review-not-open", "/reviews?review=marrowshire-2021-kestrel", "learner"),
    Shot("document", "/from-a-document", "trainer", report),
    Shot("document-findings", "/from-a-document", "trainer", part_of_report("Findings (6)")),
    Shot("document-file", "/from-a-document", "trainer", part_of_report("The draft file")),
    Shot("document-join", "/from-a-document", "trainer", part_of_report("Join")),
    Shot("document-confirm", "/from-a-document", "trainer", part_of_report("Confirm")),
    Shot("preview", "/imports?kind=agencies", press=right_rows),
    Shot("import-done", "/imports?kind=agencies", press=applied),
    Shot("not-yours", "/set-up", "learner"),
    Shot("not-yours-coverage", "/coverage", "trainer"),
    Shot("not-found", "/no-such-screen", "learner", ready=at_once),
    Shot("sign-out", "runtime:/sign-out", "learner", ready=at_once),
    Shot("play-unknown", "runtime:/play/99", "learner", ready=at_once),
    Shot("register", "runtime:/register", "", ready=at_once),
    Shot("open-courses", "runtime:/open-courses", "", ready=at_once),
    Shot("play", "/learning", "learner", take_a_course),
    Shot("play-not-saved", "/learning", "learner", stop_saving),
)
"""In the demonstration: everything within the screens."""
FAILING = (
    Shot("courses", "/courses", "trainer"),
    Shot("course-preview", "/courses?course=broken", "trainer"),
    Shot("course-checks", "/courses?course=broken&show=checks", "trainer"),
    Shot("course-outcomes", "/courses?course=broken&show=outcomes", "trainer"),
    Shot("course-exports", "/courses?course=broken&show=exports", "trainer"),
    Shot("reviews", "/reviews", "trainer"),
    Shot("publication", "/publication", "board"),
    Shot("themes", "/themes", "board"),
    Shot("unreadable", "/imports?kind=people", press=unreadable),
    Shot("preview", "/imports?kind=people", press=wrong_rows),
    Shot("document", "/from-a-document", "trainer", lambda page: _no_document(page)),
    Shot("requirement", "/requirements?requirement=1", press=sends("Save", {"Required from": "31/02/2026"})),
    Shot(
        "person-add", "/people?shown=people", press=sends("Add a person and their post", {"Name": "Kit Moss"})
    ),
    Shot("give-a-role", "/people-and-rights", press=sends("Give the role", {"Work e-mail": "kit"})),
    Shot(
        "notification-add",
        "/notifications",
        "board",
        sends("Add to the register", {"Your own reference": "WN-001"}),
    ),
    Shot("action-unknown", "/dissemination-and-actions?action=99", "lead"),
    Shot("person-unknown", "/people?person=9999"),
    Shot("record-wrong-days", "runtime:/record.pdf?from=soon&to=2026-02-31", ready=at_once),
    Shot("as-at", "/coverage?as-at=2026-02-31&course=none", "board"),
)
"""With files that have faults, and forms and addresses with something wrong in them."""
BUSY = (
    Shot("busy-form", "/requirements?requirement=1", press=sends("Save", {"Required from": "01/02/2026"})),
    Shot("busy-role", "/people-and-rights?person=2", press=lambda page: _take_away(page)),
    Shot("busy-coverage", "/coverage", "board"),
)
"""While another program holds the database."""
UNREACHED = (Shot("no-connection", "/coverage", "board", ready=late),)
"""In a browser whose network lets no WebSocket through."""


def _no_document(page: Page) -> None:
    choose_file(page, "report.pdf", b"%PDF-1.4 this is no document")
    settle(page, pause=1_500)


def _take_away(page: Page) -> None:
    page.get_by_role("button", name="Take away").first.click()
    settle(page, pause=1_000)
