"""How an HTML element is printed: as a block or phrase, not at all, as a choice, or on top of a picture.

A question is printed twice: to be answered (mode `ask`), and with its feedback (mode `answer`). All else has
mode `read`.
"""

import re
from typing import Literal

from lxml.html import HtmlElement

from elearn.paper.text import literal

Mode = Literal["read", "ask", "answer"]

HEADINGS = {f"h{n}": n for n in range(1, 7)}
_BLOCKS = {
    *HEADINGS, "p", "div", "section", "article", "aside", "header", "footer", "main", "nav", "hgroup", "ul", "ol",
    "menu", "li", "dl", "dt", "dd", "table", "caption", "thead", "tbody", "tfoot", "tr", "th", "td", "figure",
    "figcaption", "blockquote", "pre", "details", "summary", "form", "fieldset", "legend", "hr", "textarea", "address",
    "search", "img", "picture",
}  # fmt: skip
_LEFT_OUT = {
    "button", "script", "style", "template", "noscript", "audio", "video", "source", "track", "iframe", "object",
    "embed", "canvas", "svg", "progress", "meter", "datalist", "map", "link", "meta", "title", "head",
}  # fmt: skip
CHOICES = {"radio": "circle", "checkbox": "box"}
"""The inputs that people mark on paper, and the shape to mark."""
_PLACED = re.compile(r"--(across|down):\s*([\d.]+%)")
_PERCENT = re.compile(r"\d{1,3}(\.\d+)?%")


def left_out(element: HtmlElement, mode: Mode) -> bool:
    """True if the element and everything in it is not printed."""
    if not isinstance(element.tag, str) or element.tag in _LEFT_OUT:
        return True
    if element.get("data-screen-only") is not None or element.get("aria-hidden") == "true":
        return True
    if mode == "ask":
        return element.get("hidden") is not None or element.get("data-paper") == "answer"
    return mode == "answer" and element.get("data-paper") == "exercise"


def is_block(element: HtmlElement, mode: Mode) -> bool:
    """True if the element is a block, by its tag or because it contains a block."""
    if left_out(element, mode):
        return False
    return element.tag in _BLOCKS or any(is_block(child, mode) for child in element)


def choice_in(element: HtmlElement, mode: Mode) -> HtmlElement | None:
    """The one radio button or checkbox in the element. None if it has other fields to fill in."""
    found = [field for field in element.iter("input", "select", "textarea") if not left_out(field, mode)]
    return found[0] if len(found) == 1 and found[0].get("type") in CHOICES else None


def offers(element: HtmlElement, mode: Mode) -> bool:
    """True if the element is one of several choices: a labelled radio button or checkbox with its text."""
    if element.tag not in ("label", "div", "li", "p", "span") or left_out(element, mode):
        return False
    labelled = element.tag == "label" or element.find(".//label") is not None
    return labelled and choice_in(element, mode) is not None


def spots_over(picture: HtmlElement) -> list[str]:
    """What is drawn on top of a picture, as typst tuples `(across, down, words),` in percent.

    Either the texts of an SVG on top of it, or elements with `--across` and `--down` in their style.
    """
    above = picture.getparent()
    marks: list[tuple[str, str, str]] = []
    for over in above.iterdescendants("text", "span") if above is not None else ():
        placed = _PLACED.findall(over.get("style") or "")
        across, down = (
            dict(placed).get("across", over.get("x", "")),
            dict(placed).get("down", over.get("y", "")),
        )
        marks.append((across, down, over.text_content().strip()))
    return [
        f"({across}, {down}, {literal(words)}),"
        for across, down, words in marks
        if _PERCENT.fullmatch(across) and _PERCENT.fullmatch(down)
    ]


def number_of(element: HtmlElement, name: str, usual: int) -> int:
    """The number in an attribute, or `usual` if it has none."""
    text = element.get(name) or ""
    return int(text) if text.strip().isdecimal() else usual
