"""Takes the pictures of every kind of block and question, and writes `gallery.md` around them: `make screenshots`.

Each picture has four parts: wide and on a phone, in the light scheme as a learner meets it, and in the dark one, where
what opens is open and a question has been answered.
"""

import inspect
import io
import sys
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Locator, Page, sync_playwright

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.pages import served, write_files
from tests.conftest import OPTIONS
from tests.gallery import gallery_course
from tests.setup import chromium

from elearn.content.kinds import Block, kinds, question_kinds
from elearn.player.site import render_site

HERE = Path(__file__).parent
PICTURES = HERE / "pictures" / "gallery"
WIDTHS = (800, 390)
SCHEMES = ("light", "dark")
MARGIN = 24
ALONE = "#steps, .top, #notices, .where { display: none !important } main { display: block !important }"
"""Only the page itself, no higher than what is on it."""
FEW_STEPS = 6
INTRODUCTION = """# Every kind of block and question

Each picture shows one kind wide and on a phone: above in the light scheme, as a learner meets it; below in the dark
one, where what opens is open and a question has been answered. All of it is invented. How each is written stands in
[content.md](content.md); `make screenshots` takes the pictures anew.
"""


def main() -> None:
    """Writes the pictures and the page."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    course, media = gallery_course()
    parts: dict[str, list[Image.Image]] = {name: [] for name, kind in kinds().items() if kind.shown}
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        write_files(render_site(course, "none", media).files, Path(folder))
        browser = playwright.chromium.launch(executable_path=chromium.find(), args=OPTIONS)
        with served(Path(folder)) as address:
            for scheme in SCHEMES:
                for width in WIDTHS:
                    take(browser, f"{address}/index.html", scheme, width, parts)
        browser.close()
    for old in PICTURES.glob("*.png"):
        old.unlink()
    for name, pictures in parts.items():
        together(pictures).save(PICTURES / f"{name}.png", optimize=True)
    (HERE / "gallery.md").write_text(page_text(), encoding="utf-8")


def take(
    browser: Browser, address: str, scheme: str, width: int, parts: dict[str, list[Image.Image]]
) -> None:
    """One picture of each kind's page, at one width in one scheme."""
    context: BrowserContext = browser.new_context(
        viewport={"width": width, "height": 900},
        color_scheme="dark" if scheme == "dark" else "light",
        reduced_motion="reduce",
    )
    page = context.new_page()
    page.goto(address)
    page.wait_for_selector("#steps button")
    page.add_style_tag(content=ALONE)
    for name, taken in parts.items():
        page.evaluate("name => document.querySelector(`[data-page='${name}']`).click()", name)
        page.wait_for_function("name => history.state && history.state.page === name", arg=name)
        if scheme == "dark":
            use(page)
        page.evaluate("() => document.activeElement.blur()")
        shot = page.locator("#stage").screenshot(animations="disabled")
        taken.append(framed(Image.open(io.BytesIO(shot)).convert("RGB"), page))
    context.close()


def use(page: Page) -> None:
    """Open what can be opened, turn the first card, and answer the first question."""
    page.evaluate("() => document.querySelectorAll('#stage details').forEach(each => { each.open = true })")
    card = page.locator("#stage .flip-cards-turn:visible")
    if card.count():
        card.first.click()
    form = page.locator("#stage form[data-question]")
    if form.count():
        answer(form.first)


def answer(form: Locator) -> None:
    """Answer with whatever comes first, and check."""
    down = form.locator("[data-move='1']:enabled:visible")
    if down.count():
        down.first.click()
    for select in form.locator("select:visible").all():
        select.select_option(index=1)
    for text in form.locator("input[type=text]:visible, input:not([type]):visible, textarea:visible").all():
        text.fill("15")
    for group in form.locator("fieldset").all():
        first = group.locator("input[type=radio]:visible, input[type=checkbox]:visible")
        if first.count() and not group.locator("input:checked").count():
            first.first.check()
    for _ in range(FEW_STEPS):
        choice = form.locator("[data-scene]:visible button:visible, .scene:visible button:visible")
        if not choice.count():
            break
        choice.first.click()
    check = form.locator("[data-part=check]:visible")
    if check.count():
        check.click()


def framed(picture: Image.Image, page: Page) -> Image.Image:
    """The picture with a margin in the page's own colour."""
    colour = page.evaluate("() => getComputedStyle(document.body).backgroundColor")
    numbers = [int(part) for part in colour.removeprefix("rgb(").removesuffix(")").split(",")]
    size = (picture.width + 2 * MARGIN, picture.height + 2 * MARGIN)
    made = Image.new("RGB", size, (numbers[0], numbers[1], numbers[2]))
    made.paste(picture, (MARGIN, MARGIN))
    return made


def together(pictures: list[Image.Image]) -> Image.Image:
    """Two rows of two, on the page's line colour, in few enough colours to be light."""
    rows = [pictures[:2], pictures[2:]]
    width = max(sum(each.width for each in row) for row in rows) + MARGIN
    height = sum(max(each.height for each in row) for row in rows) + MARGIN
    sheet = Image.new("RGB", (width, height), (138, 133, 119))
    top = 0
    for row in rows:
        left = 0
        for each in row:
            sheet.paste(each, (left, top))
            left += each.width + MARGIN
        top += max(each.height for each in row) + MARGIN
    return sheet.quantize(colors=64, dither=Image.Dither.NONE)


def page_text() -> str:
    """The page: every kind with its name, what it is, and its picture."""
    asking = question_kinds()
    blocks = [section(kind) for name, kind in kinds().items() if kind.shown and name not in asking]
    questions = [section(kind) for kind in asking.values()]
    return "\n".join([INTRODUCTION, "## Blocks\n", *blocks, "## Questions\n", *questions])


def section(kind: type[Block]) -> str:
    """One kind's part of the page."""
    what = (inspect.getdoc(kind) or "").split("\n\n")[0].replace("\n", " ").replace("`", "")
    alt = f"{kind.title}, wide and on a phone, light and dark"
    return f"### {kind.title}\n\n{what}\n\n![{alt}](pictures/gallery/{kind.kind}.png)\n"


if __name__ == "__main__":
    main()
