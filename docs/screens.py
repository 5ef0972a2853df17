"""Takes pictures of the administrator's screens with nothing, one thing and thousands: part of `make screenshots`.

Each is taken at two widths and in both schemes, below `var/screens`, with a page that shows them all. They are for
whoever changes a screen to look at, and are not kept with the source. States given to the program (`docs/screens.py one
thousands`) are the only ones that it takes then.
"""

import shutil
import sys
import tempfile
from collections.abc import Callable, Container, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import NamedTuple

from playwright.sync_api import Browser, Page

sys.path.insert(0, str(Path(__file__).parents[1]))

from docs.browsing import SIZES, browser, settle, signed_in
from tests.serving import ROOT, Installation, installation

from elearn.database import Database, open_database
from elearn.look import Scheme
from elearn.tracker import Actor, actor, catalogue, sessions
from elearn.tracker.registers import actions

SCREENS = ROOT / "var" / "screens"
SCHEMES: tuple[Scheme, ...] = ("light", "dark")
STILL = "() => document.getAnimations().every(each => each.playState !== 'running')"
"""No colour is changing any more."""
TALLEST = 3_600
"""In pixels. Nobody looks at more of a screen than this."""
ADMINISTRATOR, LEAD, LEARNER = "al@wrenshire.example", "lead1@hollin.example", "person1@hollin.example"
COURSE = "when-is-a-review-held"
THOUSANDS = 2_500


class Shot(NamedTuple):
    """A picture: its name, the address, what to press there first, and who sees it."""

    name: str
    path: str
    press: Callable[[Page], None] = lambda page: None
    who: str = ADMINISTRATOR


def _open_forms(page: Page) -> None:
    """Opens what is closed on the page."""
    for closed in page.get_by_test_id("stExpander").locator("details:not([open]) > summary").all()[::-1]:
        closed.click()


def _wrong_rows(page: Page) -> None:
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
    page.locator("input[type=file]").set_input_files(
        {"name": "people-march.csv", "mimeType": "text/csv", "buffer": "\n".join(rows).encode()}  # type: ignore[arg-type]
    )
    page.get_by_text("cannot be applied").first.wait_for()


def _wrong_requirement(page: Page) -> None:
    """Sends the form of a requirement with a day that is none."""
    _open_forms(page)
    page.get_by_role("textbox", name="Required from", exact=True).fill("31/02/2026")
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_role("alert").first.wait_for()


SHOTS = (
    Shot("set-up", "/set-up"),
    Shot("agencies", "/people"),
    Shot("people", "/people?shown=people"),
    Shot("role-groups", "/people?shown=role-groups"),
    Shot("requirements", "/requirements"),
    Shot("imports", "/imports?kind=people"),
    Shot("people-and-rights", "/people-and-rights"),
    Shot("courses", "/courses"),
)
"""In every state."""
ROWS_SHOTS = (
    Shot("people-add", "/people?shown=people", _open_forms),
    Shot("requirements-add", "/requirements", _open_forms),
    Shot("give-a-role", "/people-and-rights", _open_forms),
    Shot("agency", "/people?agency=a1", _open_forms),
    Shot("role-group", "/people?role_group=r1", _open_forms),
    Shot("person", "/people?person=2", _open_forms),
    Shot("post", "/people?post=1", _open_forms),
    Shot("requirement", "/requirements?requirement=1", _open_forms),
    Shot("requirement-wrong", "/requirements?requirement=1", _wrong_requirement),
    Shot("exemption", "/requirements?exemption=1", _open_forms),
    Shot("course-elsewhere", "/requirements?course=c1", _open_forms),
    Shot("preview", "/imports?kind=people", _wrong_rows),
    Shot("rights-of-one", "/people-and-rights?person=3", _open_forms),
    Shot("publishing", f"/courses?course={COURSE}&show=exports", _open_forms),
    Shot("lead", "/who-is-due", who=LEAD),
    Shot("learning", "/learning", who=LEARNER),
)
"""With one thing of each kind: the pages of a row, and what forms and files lead to."""
LARGE = (
    Shot("agency", "/people?agency=a1"),
    Shot("preview", "/imports?kind=people", _wrong_rows),
    Shot("who-is-due", "/who-is-due"),
    Shot("lead", "/who-is-due", who=LEAD),
)
CLOSED = (
    Shot("set-up", "/set-up"),
    Shot("requirements", "/requirements"),
    Shot("courses", "/courses"),
    Shot("publishing", f"/courses?course={COURSE}&show=exports"),
    Shot("learning", "/learning", who=LEARNER),
)
"""With one thing of each kind, after the required course was withdrawn."""


def main(wanted: Container[str]) -> None:
    """Takes every picture of the states that are wanted, one state after the other."""
    SCREENS.mkdir(parents=True, exist_ok=True)
    with browser() as launched:
        if "empty" in wanted:
            with _installation() as here:
                take(launched, here, "nobody", [Shot("start", "", who="")])
                _administrator(here)
                take(launched, here, "empty", SHOTS)
        if "one" in wanted:
            with _installation(written=True) as here:
                _administrator(here)
                fill(here, 1)
                take(launched, here, "one", SHOTS + ROWS_SHOTS)
                _withdraw(here)
                take(launched, here, "closed", CLOSED)
        if "thousands" in wanted:
            with _installation(written=True) as here:
                _administrator(here)
                fill(here, THOUSANDS)
                take(launched, here, "thousands", SHOTS + LARGE)
    _write_index()


def take(browser: Browser, here: Installation, state: str, shots: Sequence[Shot]) -> None:
    """Each shot at each width and in each scheme. The page is loaded once, and follows its window."""
    for who in dict.fromkeys(shot.who for shot in shots):
        context = signed_in(browser, here, who) if who else browser.new_context()
        page = context.new_page()
        for shot in shots:
            if shot.who == who:
                page.set_viewport_size({"width": SIZES["desktop"][0], "height": SIZES["desktop"][1]})
                page.emulate_media(color_scheme=SCHEMES[0])
                page.goto(here.app + shot.path)
                _ready(page, bool(who))
                shot.press(page)
                _ready(page, bool(who))
                _all_looks(page, f"{shot.name}-{state}", bool(who))
        context.close()


def _all_looks(page: Page, name: str, app: bool) -> None:
    for size, (width, height) in SIZES.items():
        page.set_viewport_size({"width": width, "height": height})
        _ready(page, app)
        tall = page.evaluate("(document.querySelector('.stMain') ?? document.documentElement).scrollHeight")
        page.set_viewport_size({"width": width, "height": min(max(tall, height), TALLEST)})
        for scheme in SCHEMES:
            page.emulate_media(color_scheme=scheme)
            page.wait_for_timeout(100)
            page.wait_for_function(STILL)
            page.screenshot(path=SCREENS / f"{name}-{size}-{scheme}.png")


def _ready(page: Page, app: bool) -> None:
    """Waits for a page of the app. The runtime's pages are there at once."""
    if app:
        settle(page, pause=200)


def _write_index() -> None:
    images = "".join(
        f'<figure><img src="{each.name}" width="480" alt=""><figcaption>{each.stem}</figcaption></figure>'
        for each in sorted(SCREENS.glob("*.png"))
    )
    style = "<style>body { display: flex; flex-wrap: wrap }</style>"
    (SCREENS / "index.html").write_text(style + images, encoding="utf-8")


@contextmanager
def _installation(*, written: bool = False) -> Iterator[Installation]:
    """An installation in a folder of its own: with a course and the reviews if something is `written` here."""
    with tempfile.TemporaryDirectory() as name:
        folder, reviews = Path(name), {"ELEARN_REVIEWS": str(ROOT / "reviews")}
        if written:
            shutil.copytree(ROOT / "courses" / COURSE, folder / "courses" / COURSE)
        with installation(folder, **(reviews if written else {})) as here:
            yield here


def _administrator(here: Installation) -> None:
    here.run("role", "give", ADMINISTRATOR, "administrator", "--name", "Al Okafor")


def fill(here: Installation, count: int) -> None:
    """Publishes two versions of a course, imports `count` rows of each kind, and adds a late action."""
    source = here.folder / "courses" / COURSE / "course.md"
    text = source.read_text(encoding="utf-8")
    here.run("build", COURSE, "--out", str(here.folder / "dist"))
    for version in ("1.1.0", "1.2.0"):
        source.write_text(text.replace("version: 1.0.0", f"version: {version}", 1), encoding="utf-8")
        if version == "1.1.0":
            here.run("build", COURSE, "--out", str(here.folder / "dist"))
    for kind, header, row in ROWS:
        file = here.folder / f"{kind}.csv"
        file.write_text("\n".join([header, *(row(number) for number in range(1, count + 1))]), "utf-8")
        here.run("import", kind, str(file))
    with open_database(str(here.database)) as database:
        actions.add(
            database,
            _actor(database, LEAD),
            recommendation="wrenshire-2024-signal#r1",
            agency="a1",
            action="Add the three questions to the form that records a child’s own words",
            due=date(2026, 6, 30),
        )


def _withdraw(here: Installation) -> None:
    with open_database(str(here.database)) as database:
        administrator = _actor(database, ADMINISTRATOR)
        for version in ("1.0.0", "1.1.0"):
            catalogue.withdraw(
                database, COURSE, version, reason="The guidance has changed.", by=administrator
            )


def _actor(database: Database, email: str) -> Actor:
    person = sessions.person_by_email(database, email)
    assert person is not None
    return actor(database, person)


def _dates() -> Iterator[str]:
    for year in (2025, 2026):
        yield from (f"{year}-{month:02}-01" for month in range(1, 10))


DAYS = tuple(_dates())
ROWS: tuple[tuple[str, str, Callable[[int], str]], ...] = (
    (
        "agencies",
        "id,name,kind,parent,target",
        lambda n: f"a{n},Hollin School {n},school,{'a1' if n > 1 else ''},{80 + n % 15}",
    ),
    ("role-groups", "id,name,level", lambda n: f"r{n},In contact with children in setting {n},{n % 3 + 1}"),
    (
        "people",
        "email,name,staff_number,agency,role_group,starts_on",
        lambda n: (
            f"person{n}@hollin.example,Person {n} Adeyemi-Hughes,{n},a{n},r{n % 40 + 1 if n > 1 else 1},"
            f"{DAYS[n % len(DAYS)]}"
        ),
    ),
    ("courses", "id,title,minutes", lambda n: f"c{n},Safer sleep in setting {n},{20 + n % 40}"),
    (
        "requirements",
        "course,agency,role_group,from,to,due_within_days,renew_after_months",
        lambda n: f"{COURSE},a{n},r{n % 40 + 1 if n > 1 else 1},2026-01-01,,{n % 60},{12 + n % 24}",
    ),
    (
        "exemptions",
        "email,course,from,to,reason",
        lambda n: f"person{n}@hollin.example,c1,2026-10-01,2026-12-31,On leave for some months",
    ),
    ("roles", "email,role,agency", lambda n: f"lead{n}@hollin.example,lead,a{n}"),
)


if __name__ == "__main__":
    main(sys.argv[1:] or ("empty", "one", "thousands"))
