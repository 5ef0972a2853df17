"""Counts what a drawing (SVG) repeats: seven parts, each of which draws the one before ten times, stop a browser."""

import re
from collections.abc import Iterable, Iterator

from lxml import etree

from elearn.content.course.css import loaded_by
from elearn.patterns import late

MOST = 100_000
"""As many repeated parts are drawn in seconds. A chart repeats a mark for each of its points."""
_ATTRIBUTES = etree.XPath("@*")
_HEAVY = 1000
_PAINT = late(r"\s*(?:fill|stroke)\s*:", re.IGNORECASE)
_PIECE = late(r"([^{};]*)([{};]|\Z)")
_PLAIN = late(r"""'[^'{}\\\n]*'|"[^"{}\\\n]*"|/\*(?:[^{}*]|\*(?!/))*+\*/""")
"""A string or a comment in which nothing could be taken for the end of a rule."""
_MARK = late(r"""["']|/\*""")
_NAME = late(r"[.#]?[\w-]+")
_DEEPEST = 20
_Element = etree._Element


def attributes_of(element: _Element) -> Iterator[tuple[str, str]]:
    """The attributes of an element. Reading thousands by lxml's `items()` takes the square of their number."""
    return ((str(value.attrname), str(value)) for value in _ATTRIBUTES(element))


def repeats_too_much(root: _Element) -> bool:
    """True if a browser would draw more than `MOST` parts again because attributes or styles name them.

    A part is an element, or 1,000 letters of an element's attributes. What paints an area (`fill`, `stroke`) is drawn
    once for all of them, so it counts in a pattern alone. A part that names itself, by whatever way, is not drawn.
    """
    elements = list(root.iter(etree.Element))
    ids = {name: each for each in reversed(elements) if (name := each.get("id"))}
    rules = _Rules("".join(each.xpath("text()")) for each in elements if str(each.tag).endswith("}style"))
    in_patterns = _in_patterns(elements)
    totals: dict[_Element, int] = {}
    references = 0
    left: list[tuple[_Element, list[_Element] | None]] = [(root, None)]
    while left:
        element, below = left.pop()
        if below is not None:
            totals[element] = min(_own(element) + sum(totals[each] for each in below), len(elements) * MOST)
        elif element not in totals:
            totals[element] = 0
            paints = element in in_patterns
            named = (*_named_by(element, paints), *rules.named_by(element, paints))
            targets = [ids[name] for name in named if name in ids]
            if (references := references + len(targets)) > 5 * MOST:
                return True
            below = [*element.iterchildren(etree.Element), *targets]
            left.append((element, below))
            left += [(each, None) for each in below]
    return totals[root] - sum(map(_own, elements)) > MOST


def _in_patterns(elements: Iterable[_Element]) -> set[_Element]:
    """Those of all elements, in their order, that are within a pattern."""
    within: set[_Element] = set()
    for each in elements:
        above = each.getparent()
        if above is not None and (above in within or str(above.tag).endswith("}pattern")):
            within.add(each)
    return within


def _own(element: _Element) -> int:
    return 1 + sum(len(value) for _, value in attributes_of(element)) // _HEAVY


def _named_by(element: _Element, paints: bool) -> Iterator[str]:
    """The ids that the attributes of an element name, as often as they do; those that paint it if `paints`."""
    for name, value in attributes_of(element):
        if name.rpartition("}")[2].lower() == "href":
            yield from _ids([value])
        elif "(" in value or "\\" in value:
            for part, is_paint in _of_style(value if name == "style" else f"{name}:{value}"):
                if paints or not is_paint:
                    yield part


def _of_style(style: str) -> Iterator[tuple[str, bool]]:
    """Each id that declarations name, and whether it is what paints an area."""
    for declaration in style.split(";"):
        for name in _ids(address for _, address in loaded_by(declaration)):
            yield name, _PAINT.match(declaration) is not None


def _ids(addresses: Iterable[str]) -> Iterator[str]:
    return (each.strip()[1:] for each in addresses if each.strip().startswith("#"))


class _Rules:
    """The declarations of style sheets that name a part, by the names in the selectors around them.

    Where a selector, a string or a comment is unusual, they count for more elements than they are for.
    """

    def __init__(self, styles: Iterable[str]) -> None:
        self._everywhere: set[tuple[str, bool]] = set()
        self._by_name: dict[str, list[set[tuple[str, bool]]]] = {"*": [self._everywhere]}
        for style in styles:
            if "(" in style or "\\" in style:
                self._read(style)

    def named_by(self, element: _Element, paints: bool) -> Iterator[str]:
        """The ids that the declarations for an element name; those that paint it if `paints`."""
        tag, classes = str(element.tag).rpartition("}")[2], element.get("class", "").split()
        names = dict.fromkeys(["*", tag, f"#{element.get('id')}", *(f".{each}" for each in classes)])
        rules = (rule for name in names for rule in self._by_name.get(name, ()))
        for part, is_paint in set().union(*rules):
            if paints or not is_paint:
                yield part

    def _read(self, style: str) -> None:
        around: list[set[tuple[str, bool]]] = []
        is_odd = _MARK.search(_PLAIN.sub("", style)) is not None
        for piece in _PIECE.finditer(style):
            text, sign = piece[1], piece[2]
            if sign == "{":
                around.append(set())
                for name in _names_in(text):
                    self._by_name.setdefault(name, []).append(around[-1])
                continue
            if "(" in text or "\\" in text:
                is_for_some = not is_odd and 0 < len(around) <= _DEEPEST
                for rule in around if is_for_some else [self._everywhere]:
                    rule.update(_of_style(text))
            if sign == "}" and around:
                around.pop()


def _names_in(selector: str) -> set[str]:
    """Every class, id and element that a selector names, and `*` for one that may be about any."""
    selector = _PLAIN.sub("", selector).strip()
    if selector.startswith("@"):
        return set()
    return {*_NAME.findall(selector), *("*" for sign in "\\[:*|" if sign in selector)}
