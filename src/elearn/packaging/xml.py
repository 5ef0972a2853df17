"""Small helpers for the XML that every package format writes."""

from collections.abc import Mapping

from lxml import etree

XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
XSI = "http://www.w3.org/2001/XMLSchema-instance"


def child(
    parent: etree._Element, tag: str, text: str | None = None, attributes: Mapping[str, str] | None = None
) -> etree._Element:
    """Add a last element to `parent`, in its namespace unless the tag names one (`{namespace}tag`)."""
    namespace = etree.QName(parent).namespace
    name = tag if tag.startswith("{") or namespace is None else f"{{{namespace}}}{tag}"
    element = etree.SubElement(parent, name, dict(attributes or {}))
    element.text = text
    return element


def document(root: etree._Element) -> bytes:
    """The element as an indented UTF-8 document that ends in a line feed."""
    etree.indent(root)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8") + b"\n"


def clean(text: str) -> str:
    """The text without the control characters that XML 1.0 cannot hold."""
    return "".join(
        c
        for c in text
        if c in "\t\n\r" or (c >= " " and c not in "\ufffe\uffff" and not "\ud800" <= c <= "\udfff")
    )
