"""The page shows its own top before it loads Streamlit, and loads Streamlit whatever becomes of the top."""

import re
from pathlib import Path

import pytest
import streamlit
from playwright.sync_api import Browser, Route

from elearn.app.later import after_the_first_frame

STREAMLITS = Path(streamlit.__file__).parent / "static" / "index.html"
LATER = re.compile(r'<template id="later">(.*?)</template>', re.S)


def test_all_that_streamlits_own_page_loads_waits_in_a_template() -> None:
    page = after_the_first_frame(STREAMLITS.read_bytes()).decode()
    [waits] = LATER.findall(page)
    loads = re.findall(
        r"<(?:script|link)[^>]*(?:src|href)=\"\./static/(?:js|css)[^>]*>", STREAMLITS.read_text()
    )
    assert len(loads) > 10
    assert [each for each in loads if each not in waits] == []
    assert not re.search(r"static/(?:js|css)", LATER.sub("", page))


@pytest.mark.parametrize(
    "page", ["", "no page", "<head><title>Nothing to load</title></head>", "<script type='module'>"]
)
def test_another_page_stays_as_it_is(page: str) -> None:
    assert after_the_first_frame(page.encode()) == page.encode()


@pytest.mark.browser
@pytest.mark.parametrize("hidden", [False, True])
def test_a_program_runs_after_the_first_frame_and_also_in_a_tab_that_draws_none(
    browser: Browser, hidden: bool
) -> None:
    program = (
        '<script type="module" crossorigin src="./program.js"></script><link rel="stylesheet" href="./x.css">'
    )
    whole = f"<html><head><title>A page</title>{program}</head><body><p>Shown</p></body></html>"
    context = browser.new_context()
    page = context.new_page()
    if hidden:
        page.add_init_script(
            "Object.defineProperty(document, 'visibilityState', {get: () => 'hidden'});"
            "window.requestAnimationFrame = () => 0"
        )
    else:
        page.add_init_script("requestAnimationFrame(() => { window.framed = true })")

    def answer(route: Route) -> None:
        if route.request.url.endswith(".js"):
            script = "document.body.append(`Ran after a frame: ${window.framed === true}`)"
            route.fulfill(body=script, content_type="text/javascript")
        elif route.request.url.endswith(".css"):
            route.fulfill(body="p { color: rgb(1, 2, 3) }", content_type="text/css")
        else:
            route.fulfill(body=after_the_first_frame(whole.encode()), content_type="text/html")

    context.route("**/*", answer)
    page.goto("http://elearn.example/page")
    page.get_by_text(f"Ran after a frame: {str(not hidden).lower()}").wait_for()
    page.wait_for_function("getComputedStyle(document.querySelector('p')).color === 'rgb(1, 2, 3)'")
    assert page.locator("#later").count() == 0
    context.close()
