"""Counts what a drawing (SVG) repeats: seven parts, each of which draws the one before ten times, stop a browser."""

from collections.abc import Iterator

from lxml import etree

from elearn.content.course.css import loaded_by

MOST = 100_000
"""As many repeated parts are drawn in seconds. A chart repeats a mark for each of its points."""
_ATTRIBUTES = etree.XPath("@*")
_HEAVY = 1000
_Element = etree._Element


def attributes_of(element: _Element) -> Iterator[tuple[str, str]]:
    """The attributes of an element. Reading thousands by lxml's `items()` takes the square of their number."""
    return ((str(value.attrname), str(value)) for value in _ATTRIBUTES(element))


def repeats_too_much(root: _Element) -> bool:
    """True if a browser would draw more than `MOST` parts again because an attribute names them.

    A part is an element, or 1,000 letters of an element's attributes. What a style sheet names is not counted. A part
    that names itself, by whatever way, is drawn by no browser.
    """
    elements = list(root.iter(etree.Element))
    ids = {name: each for each in reversed(elements) if (name := each.get("id"))}
    totals: dict[_Element, int] = {}
    left = [(root, False)]
    while left:
        element, is_counted = left.pop()
        below = [*element.iterchildren(etree.Element), *_named_by(element, ids)]
        if is_counted:
            totals[element] = min(_own(element) + sum(totals[each] for each in below), len(elements) * MOST)
        elif element not in totals:
            totals[element] = 0
            left.append((element, True))
            left += [(each, False) for each in below]
    return totals[root] - sum(map(_own, elements)) > MOST


def _own(element: _Element) -> int:
    return 1 + sum(len(value) for _, value in attributes_of(element)) // _HEAVY


def _named_by(element: _Element, ids: dict[str, _Element]) -> Iterator[_Element]:
    """The elements that the attributes of one name, as often as they do."""
    for name, value in attributes_of(element):
        is_address = name.rpartition("}")[2].lower() == "href"
        for address in (value,) if is_address else (each for _, each in loaded_by(value)):
            if (found := ids.get(address.strip().removeprefix("#"))) is not None and "#" in address:
                yield found
