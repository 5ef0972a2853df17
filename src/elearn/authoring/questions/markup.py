"""HTML of other systems as Markdown of ours, and what of it is left out."""

import re
from collections.abc import Iterator
from typing import Any

from lxml import etree, html

from elearn.authoring.questions.prose import bare, literal, tidy
from elearn.content.text import normalise, one_line
from elearn.phrases import phrase

_BLOCKS = frozenset(
    (
        *(
            "address",
            "article",
            "aside",
            "blockquote",
            "center",
            "dd",
            "div",
            "dl",
            "dt",
            "fieldset",
            "figcaption",
        ),
        *(
            "figure",
            "footer",
            "form",
            "h1",
            "h2",
            "h3",
            "h4",
            "h5",
            "h6",
            "header",
            "hr",
            "li",
            "main",
            "nav",
            "ol",
        ),
        *("p", "pre", "section", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul"),
    )
)
_BOLD, _ITALIC = frozenset({"b", "strong"}), frozenset({"em", "i", "cite", "dfn"})
_DROPPED = frozenset({"script", "style", "head", "title", "template", "noscript", "meta", "link"})
_FILMS = frozenset({"audio", "video", "iframe", "object", "embed", "canvas"})
_TAG = re.compile(
    r"</?(?:p|br|b|i|u|em|strong|img|span|div|a|ul|ol|li|sub|sup|h[1-6]|table|tr|td|code|pre|blockquote)\b[^<>]*>",
    re.I,
)
_ADDRESS = re.compile(r"(?:https?|mailto|tel):[^\s<>()\[\]\"\\]+", re.I)
_COLOUR = re.compile(r"color|background|font", re.I)
_DATA = re.compile(r"data:[\w/+.;-]{1,60},[A-Za-z0-9+/=%\s]{100,}")
_DEEPEST = 60

Left = dict[str, None]
"""What was left out, as phrases, each once."""


def without_data(text: str) -> str:
    """HTML without the bytes of pictures that are written into it."""
    return _DATA.sub("", text)


def has_markup(text: str) -> bool:
    """Whether plain text holds tags that a browser would obey."""
    return bool(_TAG.search(text))


def markdown_of(text: str, left: Left) -> str:
    """HTML as Markdown. What cannot be said in it goes into `left`."""
    text = tidy(text)
    if not text.strip():
        return ""
    try:
        root = html.fragment_fromstring(text, create_parent="div")
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return literal(one_line(re.sub(r"<[^<>]*>", " ", text)))
    if ("\\(" in text and "\\)" in text) or ("\\[" in text and "\\]" in text) or text.count("$$") > 1:
        left[phrase("A formula is carried as it was typed.")] = None
    return normalise("\n\n".join(_blocks(root, left, 0)))


def line_of(text: str, left: Left) -> str:
    """HTML as one line of Markdown."""
    made = re.sub(r"^(?:### |> |- |1\. )", "", markdown_of(text, left), flags=re.MULTILINE)
    parts = [one_line(each.replace("\\\n", " ")) for each in made.split("\n\n")]
    if len(parts) > 1:
        left[phrase("Several paragraphs of an answer became one line.")] = None
    return " ".join(parts)


def text_of(text: str, left: Left) -> str:
    """HTML as one line of plain text, as where learners type the answer."""
    return bare(line_of(text, left))


def _blocks(element: Any, left: Left, depth: int) -> Iterator[str]:
    """The blocks within an element, each as Markdown."""
    inline: list[Any] = [element.text or ""]
    for child in element:
        tag = child.tag if isinstance(child.tag, str) else ""
        if tag in _BLOCKS and depth < _DEEPEST:
            yield from _paragraph(inline, left)
            yield from _block(child, tag, left, depth + 1)
            inline = [child.tail or ""]
        else:
            inline += [child, child.tail or ""]
    yield from _paragraph(inline, left)


def _block(child: Any, tag: str, left: Left, depth: int) -> Iterator[str]:
    if tag in ("ul", "ol"):
        yield from _list(child, tag, left, depth)
    elif tag == "table":
        left[phrase("A table became lines of text.")] = None
        for row in _rows(child):
            cells = [
                one_line(" ".join(_blocks(each, left, depth))) for each in row if each.tag in ("td", "th")
            ]
            if said := " – ".join(each for each in cells if each):
                yield said
    elif tag == "blockquote":
        inside = "\n\n".join(_blocks(child, left, depth))
        yield "\n".join(f"> {each}".rstrip() for each in inside.split("\n"))
    elif re.fullmatch("h[1-6]", tag):
        if said := one_line(" ".join(_blocks(child, left, depth))):
            yield f"### {said}"
    elif tag == "pre":
        left[phrase("Text that kept its spaces became ordinary text.")] = None
        yield from _blocks(child, left, depth)
    elif tag != "hr":
        yield from _blocks(child, left, depth)


def _rows(table: Any) -> Iterator[Any]:
    """The rows of a table. Those of a table in one of its cells come with that cell, and nothing is read twice."""
    for each in table:
        if each.tag == "tr":
            yield each
        else:
            yield from _rows(each)


def _list(child: Any, tag: str, left: Left, depth: int) -> Iterator[str]:
    items = []
    for number, each in enumerate((each for each in child if each.tag == "li"), 1):
        inside = one_line(" ".join(_blocks(each, left, depth)))
        if inside:
            items.append(f"{number}. {inside}" if tag == "ol" else f"- {inside}")
    if items:
        yield "\n".join(items)


def _paragraph(parts: list[Any], left: Left) -> Iterator[str]:
    """The paragraphs of texts and inline elements: two line ends after one another part them."""
    if all(isinstance(each, str) for each in parts):
        said = literal(one_line(" ".join("".join(parts).split())))
    else:
        said = "".join(_inline(each, left, 0) for each in parts)
    for each in re.split(r"(?:[ \t]*\\\n[ \t]*){2,}", said):
        if lines := "\\\n".join(one for one in (_space(x) for x in each.split("\\\n")) if one):
            yield lines


def _space(text: str) -> str:
    return re.sub(r"[ \t\n]+", " ", text).strip()


def _inline(part: Any, left: Left, depth: int) -> str:
    if isinstance(part, str):
        text = re.sub(r"\s+", " ", part)
        return text if not text.strip() else _around(text, literal(text.strip()))
    tag = part.tag if isinstance(part.tag, str) else ""
    if not tag or tag in _DROPPED:
        return ""
    if tag == "br":
        return "\\\n"
    if tag == "img":
        left[_picture(part)] = None
        return ""
    if tag in _FILMS:
        left[phrase("A sound, film or embedded page is left out.")] = None
        return ""
    if depth > _DEEPEST:
        return literal(one_line("".join(part.itertext())))
    inside = literal(_space(part.text or "")) if not len(part) else _inside(part, left, depth)
    if len(part) == 0 and part.text:
        inside = _around(re.sub(r"\s+", " ", part.text), inside)
    return _styled(part, tag, inside, left)


def _inside(part: Any, left: Left, depth: int) -> str:
    said = _inline(part.text or "", left, depth + 1)
    return said + "".join(
        _inline(each, left, depth + 1) + _inline(each.tail or "", left, depth + 1) for each in part
    )


def _styled(part: Any, tag: str, inside: str, left: Left) -> str:
    bare = inside.strip()
    if not bare:
        return inside
    if tag in _BOLD or tag in _ITALIC:
        mark = "**" if tag in _BOLD else "*"
        return inside if "\\\n" in bare or "*" in bare else _around(inside, f"{mark}{bare}{mark}")
    if tag == "a":
        address = (part.get("href") or "").strip()
        if _ADDRESS.fullmatch(address) and "[" not in bare.replace("\\[", ""):
            return _around(inside, f"[{bare}]({address})")
        if address:
            left[phrase("A link is left out; its words stay.")] = None
        return inside
    if tag in ("sub", "sup"):
        left[phrase("Raised or lowered letters became ordinary ones.")] = None
    elif tag in ("u", "font", "mark") or _COLOUR.search(part.get("style") or ""):
        left[phrase("Underlining, colours and fonts are left out.")] = None
    return inside


def _around(text: str, inside: str) -> str:
    """The text inside with the space that was around it."""
    before = " " if text[:1].isspace() else ""
    return f"{before}{inside}{' ' if text[-1:].isspace() and text.strip() else ''}"


def _picture(part: Any) -> str:
    said = one_line(tidy(part.get("alt") or ""))[:100]
    if said:
        return phrase("A picture is left out (“%(alt)s”). Put it in again by hand.", alt=said)
    return phrase("A picture is left out. Put it in again by hand.")
