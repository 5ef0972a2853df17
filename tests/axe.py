"""What axe finds on a page. A document loads it once, and only what is wrong comes back: the rest takes long."""

from typing import Any

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Frame, Page

_RUN = """([place, options]) =>
  axe.run(place ?? document, { resultTypes: ["violations"], selectors: false, ...options }).then(({ violations }) =>
    violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 160)}`)))"""


def faults(page: Page | Frame, place: str | None = None, **options: Any) -> list[str]:
    """Returns what is wrong in the document, or in the place with this selector. `options` are axe's own."""
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    found: list[str] = page.evaluate(_RUN, [place, options])
    return found
