"""The editors of some kinds, the pictures and find in a browser, without a server."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route, expect

import elearn
from elearn.content.forms import FormField, form_kinds, read_values
from elearn.content.kinds import kinds
from elearn.desk.words import editors, find, form, pictures
from elearn.look import css_variables
from tests.axe import faults

SOURCE = Path(elearn.__file__).parent
HARNESS = Path(__file__).with_name("editors_harness.js")
SHEETS = [
    *(SOURCE / "desk/css" / name for name in ("frame.css", "cards.css", "palette.css", "sheets.css")),
    *sorted((SOURCE / "content/kinds").glob("*/edit.css")),
]
PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" width="400" height="300"><circle cx="200" cy="150" r="90"/></svg>'
SHOWN = ("scenario", "label-picture", "labelled-image", "match", "order")


def _field(field: FormField) -> dict[str, Any]:
    named = ("name", "label", "type", "required", "help", "row", "add", "fewest", "most", "longest")
    made = {name: getattr(field, name) for name in named if getattr(field, name) is not None}
    choices = [{"value": value, "label": label or value} for value, label in field.choices]
    return {**made, "choices": choices, "fields": [_field(each) for each in field.fields]}


def _kinds() -> list[dict[str, Any]]:
    found = []
    for kind in form_kinds():
        if kind.id in SHOWN:
            read = read_values(kinds()[kind.id].example)
            assert read
            fields = [_field(field) for field in kind.fields]
            found.append({"id": kind.id, "editor": kind.editor, "fields": fields, "values": read[1]})
    return found


def _html() -> str:
    words = json.dumps({**form.WORDS, **editors.WORDS, **pictures.WORDS, **find.WORDS})
    return f"""<!doctype html><html lang="en"><meta name="viewport" content="width=device-width">
    <title>A course</title><link rel="stylesheet" href="/desk.css">
    <main><h1>A course</h1><div class="card open"><div class="card-body" id="form"></div></div></main>
    <div id="dialogs"></div><script type="application/json" id="words">{words}</script>
    <script type="application/json" id="kinds">{json.dumps(_kinds())}</script>
    <script type="module" src="/harness.js"></script></html>"""


HITS = [{"file": "one.md", "page": "p", "line": 4, "before": "He ", "found": "did not attend", "after": "."}]
KEPT = [{"path": "media/used.svg", "used": True}, {"path": "media/old.svg", "used": False, "removable": True}]


def _answer(route: Route) -> None:
    """Our scripts as they are: a browser needs no bundle."""
    path = route.request.url.split("desk.test/", 1)[1].split("?")[0]
    if not path:
        route.fulfill(body=_html(), content_type="text/html")
    elif path == "desk/c/pictures" and route.request.method == "POST":
        route.fulfill(json={"path": "media/new.png", "width": 4, "height": 4})
    elif path == "desk/c/pictures":
        route.fulfill(json={"pictures": KEPT})
    elif path == "desk/c/find":
        route.fulfill(json={"hits": HITS, "count": 3})
    elif path.startswith("desk/c/media/"):
        route.fulfill(body=PICTURE, content_type="image/svg+xml")
    elif path == "desk.css":
        sheets = "\n".join(sheet.read_text("utf-8") for sheet in SHEETS)
        route.fulfill(body=css_variables() + sheets, content_type="text/css")
    else:
        script = HARNESS if path == "harness.js" else SOURCE / path
        route.fulfill(body=script.read_text("utf-8"), content_type="text/javascript")


Show = Callable[[str], None]


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(
        viewport={"width": 1280, "height": 900}, bypass_csp=True, reduced_motion="reduce"
    )
    context.route("**/*", _answer)
    opened = context.new_page()
    wrong: list[str] = []
    opened.on("pageerror", lambda error: wrong.append(str(error)))
    opened.goto("http://desk.test/")
    yield opened
    context.close()
    assert wrong == []


def _show(page: Page, kind: str) -> None:
    page.wait_for_function("!!window.show")
    page.evaluate("kind => show(kind)", kind)


def test_special_forms_work_by_keyboard(page: Page) -> None:
    press, typed = page.keyboard.press, page.keyboard.type
    _show(page, "scenario")
    page.get_by_role("list", name="Map of the story").get_by_role("button").first.focus()
    press("ArrowDown")
    expect(page.locator(".map-scene:focus")).to_contain_text("2. Upstairs")
    press("Enter")
    expect(page.get_by_role("textbox", name="Title (needed)")).to_be_focused()
    page.get_by_label("Choice 1, Leads to").select_option(label="+ A new scene")
    expect(page.get_by_role("textbox", name="Title (needed)")).to_be_focused()
    typed("Quite new")
    assert page.evaluate("[values.scenes[1].choices[0].to, values.scenes[2].id, values.scenes[2].title]") == [
        "scene-1",
        "scene-1",
        "Quite new",
    ]
    new = page.locator(".map-scene", has_text="Quite new")
    expect(new).to_contain_text("Dead end")
    expect(page.locator(".map-scene", has_text="Seen today")).to_contain_text("Nobody gets here")
    assert faults(page) == []
    page.get_by_role("button", name="Take out: 3. Quite new").click()
    expect(page.locator(".map-scene", has_text="Upstairs")).to_contain_text("A choice leads nowhere")
    assert page.evaluate("values.scenes[1].choices[0].to") == "scene-1"

    _show(page, "label-picture")
    spot = page.get_by_role("button", name="Spot 1: in the innermost ring")
    spot.focus()
    press("ArrowRight")
    press("Shift+ArrowUp")
    expect(spot).to_be_focused()
    assert page.evaluate("[values.rows[0].across, values.rows[0].down]") == ["41", "45"]
    expect(page.locator(".row.extra")).to_have_count(1)
    assert faults(page) == []

    _show(page, "order")
    first = page.evaluate("values.steps[0]")
    page.get_by_label("Step 1, Step", exact=False).first.focus()
    press("Alt+ArrowDown")
    assert page.evaluate("values.steps[1]") == first


@pytest.mark.deep
def test_rows_are_dragged_and_spots_placed_with_a_mouse(page: Page) -> None:
    _show(page, "order")
    before = page.evaluate("values.steps.map(each => each.id)")
    handles = page.locator(".row-handle")
    here, there = handles.nth(0).bounding_box(), page.locator(".row").nth(2).bounding_box()
    assert here
    assert there
    page.mouse.move(here["x"] + 9, here["y"] + 9)
    page.mouse.down()
    page.mouse.move(here["x"] + 9, here["y"] + 30)
    page.mouse.move(here["x"] + 9, there["y"] + there["height"] - 9)
    page.mouse.up()
    first, second, third, *rest = before
    assert page.evaluate("values.steps.map(each => each.id)") == [second, third, first, *rest]

    _show(page, "labelled-image")
    page.locator(".row").nth(1).get_by_label("What is there").click()
    sheet = page.locator(".spots-sheet").bounding_box()
    assert sheet
    page.locator(".spots-sheet").click(position={"x": sheet["width"] * 0.1, "y": sheet["height"] * 0.9})
    assert page.evaluate("[values.spots[1].across, values.spots[1].down]") == ["10", "90"]

    _show(page, "match")
    page.get_by_role("button", name="Add an answer that matches nothing").click()
    page.keyboard.type("Nobody")
    assert page.evaluate("values.rows.at(-1).target") == "Nobody"
    expect(page.locator(".row").last).to_contain_text("It matches nothing")


@pytest.mark.deep
def test_a_picture_needs_words_before_it_is_used(page: Page) -> None:
    _show(page, "label-picture")
    page.get_by_role("button", name="Choose a file").click()
    expect(page.get_by_role("dialog")).to_contain_text("Pictures: 2. Not used: 1.")
    page.get_by_role("button", name="Take out of the course: old.svg").click()
    expect(page.get_by_role("dialog")).to_contain_text("Taken out: old.svg")
    assert page.evaluate("actions") == [{"action": "delete-picture", "path": "media/old.svg"}]
    assert faults(page) == []
    png = page.evaluate("""() => new Promise(done => { const c = document.createElement('canvas');
        c.width = c.height = 40;
        c.toBlob(b => b.arrayBuffer().then(a => done([...new Uint8Array(a)]))) })""")
    page.locator("input[type=file]").set_input_files(
        {"name": "a.png", "mimeType": "image/png", "buffer": bytes(png)}
    )
    page.locator(".crop-corner").focus()
    page.keyboard.press("Shift+ArrowLeft")
    expect(page.get_by_role("button", name="Size of the part: 95% wide and 100% high.")).to_be_focused()
    assert faults(page) == []
    page.get_by_role("button", name="Use this").click()
    words = page.get_by_label("What it shows, in one sentence")
    expect(words).to_be_focused()
    page.keyboard.type("Three rings")
    page.get_by_role("button", name="Use this").click()
    expect(page.get_by_role("dialog")).to_have_count(0)
    assert page.evaluate("[values.picture, values.alt]") == ["media/new.png", "Three rings"]


@pytest.mark.deep
def test_replacing_says_how_many_and_can_be_undone(page: Page) -> None:
    _show(page, "order")
    page.evaluate("desk.find()")
    page.keyboard.type("did not attend")
    expect(page.get_by_role("dialog")).to_contain_text("Found in the course: 3")
    assert faults(page) == []
    page.get_by_label("Write instead").fill("was not brought")
    page.get_by_role("button", name="Replace all 3").click()
    page.get_by_role("button", name="Undo this").click()
    expect(page.get_by_role("dialog")).to_contain_text("It says again what it said before.")
    replace = {"action": "replace", "text": "did not attend", "case": False, "whole": False}
    assert page.evaluate("actions") == [{**replace, "with": "was not brought"}, {"action": "undo"}]
    page.locator(".find-hit").click()
    page.wait_for_function("!!went")
    assert page.evaluate("went") == ["one.md", "p"]


@pytest.mark.deep
@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (320, "dark")])
@pytest.mark.parametrize("kind", SHOWN)
def test_no_form_is_wider_than_the_window(page: Page, kind: str, width: int, scheme: Any) -> None:
    page.set_viewport_size({"width": width, "height": 700})
    page.emulate_media(color_scheme=scheme)
    _show(page, kind)
    page.evaluate("form.focus()")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert faults(page) == []
