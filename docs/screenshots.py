"""Takes the pictures of the README and the pages beside it from the running demonstration: `make screenshots`.

Names given to the program (`docs/screenshots.py imports-desktop due-desktop`) are the only pictures that it takes then.
"""

import sys
import tempfile
from collections.abc import Container
from pathlib import Path

from playwright.sync_api import Browser, Page

sys.path.insert(0, str(Path(__file__).parents[1]))

from docs.browsing import SIZES, browser, settle, signed_in
from docs.screens_desk import editor, opens
from tests.serving import Demonstration, Installation, demonstration, installation

from elearn.demo import PEOPLE

PICTURES = Path(__file__).with_name("pictures")
EDITED = "/desk/bruising-in-non-mobile-infants?file=02-what-to-do-today.md&page=ask-and-listen"
SHOTS = (
    ("Learner", "/learning", "learning-phone"),
    ("Trainer", "/courses?course=bruising-in-non-mobile-infants", "course-desktop"),
    ("Agency lead", "/who-is-due", "due-desktop"),
    ("Board member", "/coverage", "coverage-desktop"),
    ("Board member", "/coverage", "coverage-phone"),
    ("Administrator", "/imports", "imports-desktop"),
    ("Board member", "/reviews?review=wrenshire-2023-harbour", "review-desktop"),
    ("Board member", "/themes", "themes-desktop"),
    ("Board member", "/notifications", "notifications-desktop"),
    ("Learner", "/reviews", "reviews-phone"),
    ("Board member", "/is-a-review-due", "decision-aid-phone"),
    ("Learner", "/learning", "player-desktop"),
    ("Learner", "/learning", "player-phone"),
    ("Trainer", f"desk:{EDITED}", "editor-desktop"),
    ("Trainer", f"desk:{EDITED}", "editor-phone"),
)
"""Pictures of the demonstration: who sees which address, and the name. `desk:` is before an address of the desk."""
SETUP_SHOTS = ("setup-desktop", "setup-phone")
"""Pictures of an installation whose administrator is half-way through the set-up."""
SETUP_KINDS = ("agencies", "role-groups", "people")
_ADMINISTRATOR = "al@wrenshire.example"


def main(wanted: Container[str]) -> None:
    """Writes each picture at the sizes that the pages show."""
    PICTURES.mkdir(exist_ok=True)
    shots = [shot for shot in SHOTS if shot[2] in wanted]
    setup_shots = [name for name in SETUP_SHOTS if name in wanted]
    with browser() as launched:
        if shots:
            with tempfile.TemporaryDirectory() as name:
                folder = Path(name)
                with demonstration(folder, folder / "served") as demo:
                    for role, path, picture in shots:
                        [email] = (person.email for person in PEOPLE if person.role == role)
                        take(launched, demo, email, path, picture)
        if setup_shots:
            with tempfile.TemporaryDirectory() as name, installation(Path(name)) as here:
                set_up_half(here)
                for picture in setup_shots:
                    take(launched, here, _ADMINISTRATOR, "/set-up", picture)


def set_up_half(here: Installation) -> None:
    """Brings in the filled-in examples of the first files, as somebody does who tries elearn."""
    here.run("role", "give", _ADMINISTRATOR, "administrator", "--name", "Al Okafor")
    for kind in SETUP_KINDS:
        file = here.folder / f"{kind}.csv"
        file.write_text(here.run("import", kind, "--example"), encoding="utf-8")
        here.run("import", kind, str(file))


def take(browser: Browser, where: Demonstration | Installation, email: str, path: str, name: str) -> None:
    """One picture of one page, as the person with this address sees it."""
    width, height = SIZES[name.rpartition("-")[2]]
    context = signed_in(browser, where, email)
    page = context.new_page()
    page.set_viewport_size({"width": width, "height": height})
    if path.startswith("desk:"):
        page.goto(where.desk + path.removeprefix("desk:"))
        editor(page)
        opens("Choose one")(page)
    else:
        page.goto(where.app + path)
        settle(page, pause=3_000)
    if name.startswith("player"):
        into_a_course(page)
    elif name.startswith("course"):
        page.frame_locator("iframe").get_by_role("heading", level=1).wait_for()
    page.screenshot(path=PICTURES / f"{name}.png")
    context.close()


def into_a_course(page: Page) -> None:
    """From My learning to the first page of the first course."""
    page.locator("a.button.primary").first.click()
    course = page.frame_locator("#package")
    course.locator("h1:visible").wait_for()
    course.locator("#steps button, #steps a").last.click()
    course.locator("h1:visible").wait_for()


if __name__ == "__main__":
    main(sys.argv[1:] or {name for *_, name in SHOTS} | set(SETUP_SHOTS))
