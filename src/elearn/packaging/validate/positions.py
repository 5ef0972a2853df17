"""Finds the line and column at which an element begins. The XML library only knows the line, and only roughly."""

import re
from bisect import bisect_right
from functools import cached_property

from lxml import etree

_NO_TAGS = re.compile(r"<!--.*?-->|<!\[CDATA\[.*?\]\]>|<\?.*?\?>", re.DOTALL)
_START = re.compile(r"<(?![/!?\s])")


class Positions:
    """The places of a document's elements. They are found on first use, because most documents have no problems."""

    def __init__(self, content: bytes, root: etree._Element) -> None:
        self._content, self._root = content, root

    def of(self, element: etree._Element) -> tuple[int, int]:
        """The line and column, both from 1, where the element's start tag begins."""
        starts, lines = self._starts
        offset = starts.get(element)
        if offset is None:
            return element.sourceline or 1, 1
        line = bisect_right(lines, offset)
        return line, offset - lines[line - 1] + 1

    @cached_property
    def _starts(self) -> tuple[dict[etree._Element, int], list[int]]:
        """The offset of each element's start tag, and of each line. Start tags are in the order of the elements."""
        encoding = self._root.getroottree().docinfo.encoding or "utf-8"
        try:
            text = self._content.decode("utf-8-sig" if encoding.lower() == "utf-8" else encoding, "replace")
        except LookupError:
            text = self._content.decode("utf-8", "replace")
        text = _NO_TAGS.sub(lambda found: re.sub(r"[^\n]", " ", found.group()), text)
        lines = [0, *(found.end() for found in re.finditer("\n", text))]
        offsets = [found.start() for found in _START.finditer(text)]
        elements = list(self._root.iter(etree.Element))
        if len(offsets) != len(elements):
            return {}, lines
        return dict(zip(elements, offsets, strict=True)), lines
