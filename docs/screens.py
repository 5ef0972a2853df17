"""Takes pictures of the administrator's screens with nothing, one thing and thousands: part of `make screenshots`.

Each is taken at two widths and in both schemes, below `var/screens`, with a page that shows them all. They are for
whoever changes a screen to look at, and are not kept with the source.
"""

import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from playwright.sync_api import Browser, Page, sync_playwright

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.conftest import OPTIONS
from tests.serving import ROOT, Installation, installation
from tests.setup import chromium

from elearn.database import open_database
from elearn.look import Scheme
from elearn.runtime import SESSION_COOKIE
from elearn.tracker import sessions

SCREENS = ROOT / "var" / "screens"
WIDTHS = {"desktop": (1280, 860), "phone": (390, 844)}
SCHEMES: tuple[Scheme, ...] = ("light", "dark")
ADMINISTRATOR = "al@wrenshire.example"
COMING = "[data-testid=stStatusWidget], [data-stale=true], [data-testid=stSkeleton]"
COURSE = "when-is-a-review-held"
THOUSANDS = 2_500


class Shot(NamedTuple):
    """A picture: its name, the address, and what to press there first."""

    name: str
    path: str
    press: Callable[[Page], None] = lambda page: None


def _tab(name: str) -> Callable[[Page], None]:
    return lambda page: page.get_by_role("radio", name=name, exact=True).click()


SHOTS = (
    Shot("set-up", "/set-up"),
    Shot("agencies", "/people"),
    Shot("people", "/people", _tab("People")),
    Shot("role-groups", "/people", _tab("Role groups")),
    Shot("requirements", "/requirements"),
    Shot("imports", "/imports?kind=people"),
    Shot("people-and-rights", "/people-and-rights"),
    Shot("courses", "/courses"),
)
FILLED = (
    Shot("one-agency", "/people?agency=a1"),
    Shot("one-person", "/people?person=1"),
    Shot("rights-of-one", "/people-and-rights?person=1"),
    Shot("publishing", f"/courses?course={COURSE}", _tab("Exports")),
    Shot("who-is-due", "/who-is-due"),
)


def main() -> None:
    """Takes every picture, in a state after the other."""
    SCREENS.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium.find(), args=OPTIONS)
        for state, count in {"empty": 0, "one": 1, "thousands": THOUSANDS}.items():
            with (
                tempfile.TemporaryDirectory() as folder,
                installation(Path(folder), **_content(count)) as here,
            ):
                here.run("role", "give", ADMINISTRATOR, "administrator", "--name", "Al Okafor")
                _fill(here, count)
                take(browser, here, state, SHOTS + (FILLED if count else ()))
        browser.close()
    pictures = sorted(SCREENS.glob("*.png"))
    images = "".join(
        f'<figure><img src="{each.name}" width="480"><figcaption>{each.stem}</figcaption></figure>'
        for each in pictures
    )
    (SCREENS / "index.html").write_text(
        f"<style>body{{display:flex;flex-wrap:wrap}}</style>{images}", "utf-8"
    )


def take(browser: Browser, here: Installation, state: str, shots: tuple[Shot, ...]) -> None:
    """Each shot of an installation at each width and in each scheme, as the administrator sees it."""
    with open_database(str(here.database)) as database:
        person = sessions.person_by_email(database, ADMINISTRATOR)
        assert person is not None
        token = sessions.mint_session(database, person)
    for size, (width, height) in WIDTHS.items():
        for scheme in SCHEMES:
            context = browser.new_context(viewport={"width": width, "height": height}, color_scheme=scheme)
            context.add_cookies([{"name": SESSION_COOKIE, "value": token, "url": here.app}])
            page = context.new_page()
            for shot in shots:
                page.goto(here.app + shot.path)
                _settle(page)
                shot.press(page)
                _settle(page)
                page.screenshot(path=SCREENS / f"{shot.name}-{state}-{size}-{scheme}.png", full_page=True)
            context.close()


def _settle(page: Page) -> None:
    page.get_by_role("heading", level=1).wait_for()
    page.wait_for_timeout(1_500)  # what has not begun to come cannot be waited for
    page.wait_for_function(f"!document.querySelector('{COMING}')")


def _content(count: int) -> dict[str, str]:
    """The folders of courses and reviews: none for an empty installation."""
    return {"ELEARN_COURSES": str(ROOT / "courses"), "ELEARN_REVIEWS": str(ROOT / "reviews")} if count else {}


def _fill(here: Installation, count: int) -> None:
    """Builds a course and imports `count` rows of each kind."""
    if not count:
        return
    here.run("build", COURSE, "--out", str(here.folder / "dist"))
    for kind, header, row in ROWS:
        file = here.folder / f"{kind}.csv"
        file.write_text("\n".join([header, *(row(number) for number in range(1, count + 1))]), "utf-8")
        here.run("import", kind, str(file))


def _dates() -> Iterator[str]:
    for year in (2025, 2026):
        yield from (f"{year}-{month:02}-01" for month in range(1, 10))


DAYS = tuple(_dates())
ROWS: tuple[tuple[str, str, Callable[[int], str]], ...] = (
    ("agencies", "id,name,kind,parent,target", lambda n: f"a{n},Hollin School {n},school,,{80 + n % 15}"),
    ("role-groups", "id,name,level", lambda n: f"r{n},In contact with children in setting {n},{n % 3 + 1}"),
    (
        "people",
        "email,name,staff_number,agency,role_group,starts_on",
        lambda n: f"person{n}@hollin.example,Person {n} Adeyemi-Hughes,{n},a{n},r{n},{DAYS[n % len(DAYS)]}",
    ),
    (
        "requirements",
        "course,agency,role_group,from,to,due_within_days,renew_after_months",
        lambda n: f"{COURSE},a{n},r{n},{DAYS[n % len(DAYS)]},,{n % 60},{12 + n % 24}",
    ),
    (
        "exemptions",
        "email,course,from,to,reason",
        lambda n: f"person{n}@hollin.example,{COURSE},2026-10-01,2026-12-31,On leave for some months",
    ),
    ("roles", "email,role,agency", lambda n: f"lead{n}@hollin.example,lead,a{n}"),
)


if __name__ == "__main__":
    main()
