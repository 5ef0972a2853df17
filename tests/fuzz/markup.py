"""Whether HTML or a picture would run a script, or load something from elsewhere."""

from html.parser import HTMLParser
from typing import Final

from lxml import etree

_FORBIDDEN: Final = frozenset(
    {
        "iframe",
        "object",
        "embed",
        "base",
        "meta",
        "link",
        "form",
        "frame",
        "frameset",
        "applet",
        "foreignobject",
    }
)
_ADDRESSES: Final = frozenset(
    {"href", "src", "action", "formaction", "xlink:href", "data", "poster", "srcset"}
)
_HARMLESS: Final = ("http:", "https:", "mailto:", "tel:", "data:")


class _Looker(HTMLParser):
    """Counts scripts, and notes what must not be there."""

    def __init__(self, allowed: frozenset[str]) -> None:
        super().__init__(convert_charrefs=True)
        self.allowed = allowed
        self.scripts = 0
        self.harm: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "script":
            self.scripts += 1
        elif tag in _FORBIDDEN - self.allowed:
            self.harm.append(f"<{tag}>")
        for name, value in attrs:
            if name.startswith("on") or name == "srcdoc":
                self.harm.append(f"{name}={value!r}")
            if name in _ADDRESSES and not _is_harmless(value or ""):
                self.harm.append(f"{name}={value!r}")


def scripts_in(html: str, allowed: frozenset[str] = frozenset()) -> int:
    """How many scripts are in some HTML. Raises AssertionError for anything else that may run.

    `allowed` are elements that our own templates have, and that may not be in what somebody wrote.
    """
    looker = _Looker(allowed)
    looker.feed(html)
    looker.close()
    assert not looker.harm, f"Something may run: {looker.harm[:3]}"
    return looker.scripts


def must_not_run(html: str, allowed: frozenset[str] = frozenset()) -> None:
    """Raise AssertionError if there is anything in some HTML that may run. `allowed` is as for `scripts_in`."""
    assert not scripts_in(html, allowed), "There is a script."


def must_be_a_still_picture(svg: bytes) -> None:
    """Raise AssertionError if a picture may run a script. What no XML parser can read shows nothing."""
    try:
        root = etree.fromstring(
            svg, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
        )
    except (etree.XMLSyntaxError, ValueError):
        return
    for element in root.iter(etree.Element):
        name = etree.QName(element).localname.lower()
        assert name not in {"script", "foreignobject", "iframe", "handler", "set"} or name == "set", (
            f"<{name}>"
        )
        for key, value in element.attrib.items():
            local = etree.QName(key).localname.lower()
            assert not local.startswith("on"), f"{local}={str(value)!r}"
            assert local != "href" or _is_harmless(str(value)), f"{local}={str(value)!r}"


def _is_harmless(address: str) -> bool:
    bare = "".join(character for character in address if character > " ").lower()
    scheme, colon, _ = bare.partition(":")
    if not colon or not scheme.replace("+", "").replace("-", "").replace(".", "").isalnum():
        return True
    return bare.startswith(_HARMLESS) and not bare.startswith(("data:text", "data:application/x"))
