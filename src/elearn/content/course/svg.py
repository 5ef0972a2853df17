"""Checks that a drawing (SVG) is a picture: it runs nothing, loads nothing from elsewhere, and stops no browser.

It looks at what a browser would see: text in one encoding, entities and escapes decoded, comments gone. Elements
have to be on a list. An element of another namespace does nothing in a browser, unless that is one of `_LIVELY`.
"""

import re
from base64 import b64decode
from collections.abc import Iterator
from urllib.parse import unquote_to_bytes

from lxml import etree

from elearn.content.course.css import loaded_by
from elearn.content.course.repeats import MOST as MOST_REPEATS
from elearn.content.course.repeats import attributes_of, repeats_too_much
from elearn.patterns import late
from elearn.phrases import phrase

Fault = tuple[str, str]
"""The message and the remedy."""
_SVG = "http://www.w3.org/2000/svg"
_LIVELY = frozenset(
    {
        "http://www.w3.org/1999/xhtml",
        "http://www.w3.org/1998/Math/MathML",
        "http://www.w3.org/1999/XSL/Transform",
        "http://www.w3.org/2001/xml-events",
        "http://www.w3.org/2001/XInclude",
        "http://www.w3.org/2002/xforms",
        "http://www.mozilla.org/xbl",
        "http://www.mozilla.org/keymaster/gatekeeper/there.is.only.xul",
    }
)
"""The namespaces of which some browser runs, loads or shows something."""
_DRAWN = frozenset(
    """
    a altGlyph altGlyphDef altGlyphItem animate animateColor animateMotion animateTransform circle clipPath
    color-profile cursor defs desc ellipse feBlend feColorMatrix feComponentTransfer feComposite feConvolveMatrix
    feDiffuseLighting feDisplacementMap feDistantLight feDropShadow feFlood feFuncA feFuncB feFuncG feFuncR
    feGaussianBlur feImage feMerge feMergeNode feMorphology feOffset fePointLight feSpecularLighting feSpotLight
    feTile feTurbulence filter flowDiv flowLine flowPara flowRegion flowRegionBreak flowRegionExclude flowRoot
    flowSpan flowTref font font-face font-face-format font-face-name font-face-src font-face-uri g glyph glyphRef
    hatch hatchpath hkern image line linearGradient marker mask mesh meshGradient meshPatch meshRow meshgradient
    meshpatch meshrow metadata missing-glyph mpath path pattern polygon polyline radialGradient rect set solidColor
    solidcolor stop style svg switch symbol text textPath title tref tspan use view vkern
    """.split()  # noqa: SIM905 - a list with a line for each would be long
)
"""The elements of SVG that draw, describe or move a drawing."""
_PICTURES = frozenset({"image", "feImage"})
"""The elements that may hold another picture, as data within the file."""
_INERT = late(
    r"(?:image|font)/[\w.-]+|application/(?:x-)?font-[\w.-]+|application/(?:octet-stream|vnd\.ms-[\w.-]+)"
)
"""The kinds of data in which no browser looks for addresses or scripts: pictures of pixels, and fonts."""
_DATA = late(r"data:([^,]*),(.*)", re.IGNORECASE | re.DOTALL)
_ANIMATED = late(r"(?:.*:)?(?:href|src|base|ping|on.*)", re.IGNORECASE | re.DOTALL)
"""The attributes that an animation could turn into an address or a script."""
_DECLARED = late(r"""\s*<\?xml\s[^>]*?\bencoding\s*=\s*["']([^"'>]*)["']""", re.ASCII)
_ENCODINGS = late(r"utf-?8|us-ascii|ascii|iso[-_]8859-\d{1,2}|latin-?\d|windows-125\d|cp125\d", re.IGNORECASE)
"""The encodings in which a byte below 128 is always the same letter, so that every program sees the same marks."""
_SUBSET = late(
    r"""\s*(?:(?:<\?.*?\?>|<!--.*?-->)\s*)*+<!DOCTYPE\b(?:[^"'<>\[]|"[^"]*"|'[^']*')*+\[""", re.DOTALL
)
"""The start of a file whose DOCTYPE has declarations of its own."""
_REFERENCE = late(r"&(?!(?:lt|gt|amp|quot|apos);)[^\s&;#<>\"']+;")
"""An entity that is not one of XML's own. After some DOCTYPEs browsers know those of HTML, such as `&bsol;`."""
_DEEPEST = 3
_MOST = 5
_INSIDE_IT = phrase("Put what it needs inside the picture.")
_PLAIN = phrase("Take it out, or save it as plain SVG.")
_AS_UTF8 = phrase("Save it again as plain SVG, in the encoding UTF-8.")


def faults_of_svg(name: str, data: bytes) -> list[Fault]:
    """What is wrong with a drawing, at most five things in the order of its lines. `name` is its file's."""
    faults: list[Fault] = []
    for fault in _faults(name, data, 1):
        if fault not in faults:
            faults.append(fault)
        if len(faults) == _MOST:
            break
    return faults


def _faults(name: str, data: bytes, depth: int) -> Iterator[Fault]:
    text = _decoded(data)
    if text is None:
        yield phrase("The file %(file)s is not written in UTF-8.", file=name), _AS_UTF8
        return
    if _SUBSET.match(text):
        yield phrase("The file %(file)s declares entities or attributes in its DOCTYPE.", file=name), _PLAIN
        return
    if "<!DOCTYPE" in text and (found := _REFERENCE.search(text)):
        message = phrase("The file %(file)s holds the entity %(entity)s.", file=name, entity=_short(found[0]))
        yield message, phrase("Write the sign itself, or save it as plain SVG.")
        return
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, encoding="utf-8")
    try:
        root = etree.fromstring(text.encode("utf-8"), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        message = phrase("The file %(file)s cannot be read as SVG: %(reason)s.", file=name, reason=str(error))
        yield message, phrase("Draw or save it again.")
        return
    definitions = root.getroottree().docinfo.internalDTD
    if definitions is not None and any(definitions.iterentities()):
        yield phrase("The file %(file)s declares entities or attributes in its DOCTYPE.", file=name), _PLAIN
        return
    if root.tag != f"{{{_SVG}}}svg":
        yield phrase("The file %(file)s is not an SVG picture.", file=name), phrase("Save it again as SVG.")
        return
    for each in root.xpath("//processing-instruction()"):
        if each.target.lower() == "xml-stylesheet":
            yield phrase("The file %(file)s loads a style from elsewhere.", file=name), _INSIDE_IT
    if repeats_too_much(root):
        yield (
            phrase(
                "The file %(file)s repeats its parts more than %(number)s times, so browsers cannot draw it.",
                file=name,
                number=f"{MOST_REPEATS:,}",
            ),
            phrase("Repeat fewer, or save it as a picture of pixels (PNG)."),
        )
    drawing = _Drawing(name, depth)
    for element in root.iter(etree.Element):
        yield from drawing.faults_of(element)


def _decoded(data: bytes) -> str | None:
    """The text of a file, as every browser reads it. None if browsers could read it in other ways."""
    marked = data.startswith(b"\xef\xbb\xbf")
    declared = _DECLARED.match(data[3 * marked :].partition(b">")[0].decode("latin-1"))
    encoding = declared[1].lower() if declared else "utf-8"
    if b"\0" in data or not _ENCODINGS.fullmatch(encoding) or (marked and not encoding.startswith("utf")):
        return None
    try:
        return data[3 * marked :].decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return None


class _Drawing:
    """Judges the elements of one drawing. `depth` is 1 for a file, 2 for a drawing that is data in it, and so on."""

    def __init__(self, name: str, depth: int) -> None:
        self._name = name
        self._depth = depth

    def faults_of(self, element: etree._Element) -> Iterator[Fault]:
        """What is wrong with an element, leaving out what is in it."""
        namespace, tag = _names(element.tag)
        line = element.sourceline or 1
        if namespace in _LIVELY or (namespace in ("", _SVG) and tag not in _DRAWN):
            message = phrase(
                "The file %(file)s holds <%(tag)s> in line %(line)s, which a picture may not hold.",
                file=self._name,
                tag=tag,
                line=line,
            )
            yield message, _PLAIN
            return
        for attribute, value in attributes_of(element):
            yield from self._faults_of_attribute(tag, line, attribute, value)
        if tag == "style":
            for style in dict.fromkeys(
                ("".join(element.xpath("text()")), "".join(element.xpath(".//text()")))
            ):
                for offset, address in loaded_by(style):
                    yield from self._faults_of_address(address, line + offset, is_picture=True)

    def _faults_of_attribute(self, tag: str, line: int, attribute: str, value: str) -> Iterator[Fault]:
        namespace, local = _names(attribute)
        name = local.lower()
        if name.startswith("on") or (name == "attributename" and _ANIMATED.fullmatch(value.strip())):
            message = phrase(
                "The file %(file)s holds a script in line %(line)s (%(attribute)s).",
                file=self._name,
                line=line,
                attribute=local,
            )
            yield message, _PLAIN
        elif name in ("href", "src", "ping", "srcset", "base"):
            yield from self._faults_of_address(value, line, is_picture=tag in _PICTURES)
        elif not namespace and not name.startswith(("aria-", "data-")):
            for _, address in loaded_by(value):
                yield from self._faults_of_address(address, line, is_picture=True)

    def _faults_of_address(self, address: str, line: int, *, is_picture: bool) -> Iterator[Fault]:
        """What is wrong with an address that is loaded. `is_picture` if it may hold a picture or a font."""
        plain = re.sub(r"[\t\n\r]", "", address).strip("".join(map(chr, range(33))))
        found = _DATA.fullmatch(plain)
        if not plain or plain.startswith("#"):
            return
        if is_picture and found:
            kind, *said = (each.strip().lower() for each in found[1].split(";"))
            if _INERT.fullmatch(kind):
                return
            if kind == "image/svg+xml" and self._is_harmless(found[2], said):
                return
            message = phrase(
                "The file %(file)s holds data in line %(line)s that is no plain picture or font (%(address)s).",
                line=line,
                file=self._name,
                address=_short(plain),
            )
            yield message, _PLAIN
            return
        message = phrase(
            "The file %(file)s loads something from elsewhere in line %(line)s (%(address)s).",
            file=self._name,
            line=line,
            address=_short(plain),
        )
        yield message, _INSIDE_IT

    def _is_harmless(self, content: str, said: list[str]) -> bool:
        """True for a drawing within a drawing that passes this check too."""
        charsets = [each.split("=")[-1].strip("\"' ") for each in said if each.startswith("charset")]
        if self._depth == _DEEPEST or any(each not in ("utf-8", "utf8", "us-ascii") for each in charsets):
            return False
        data = unquote_to_bytes(content.split("#")[0].encode("utf-8", "replace"))
        if said[-1:] == ["base64"]:
            try:
                data = b64decode(data + b"==")
            except ValueError:
                return False
        return not any(_faults(self._name, data, self._depth + 1))


def _names(name: object) -> tuple[str, str]:
    """The namespace, or "", and the local name."""
    namespace, _, local = str(name).rpartition("}")
    return namespace[1:], local


def _short(address: str) -> str:
    """The start of an address, as it can be shown anywhere."""
    return "".join(sign if sign.isprintable() else "\ufffd" for sign in address[:60])
