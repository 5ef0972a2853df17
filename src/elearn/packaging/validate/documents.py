"""Reads XML that we do not trust: no entities, no document types, no network, no other files."""

import codecs
from collections.abc import Iterator
from typing import NamedTuple

from lxml import etree

from elearn.packaging.validate.package_log import PackageLog
from elearn.packaging.validate.positions import Positions

_SCHEMA_INSTANCE = "{http://www.w3.org/2001/XMLSchema-instance}"


class Hint(NamedTuple):
    """Where a document says that the schema of a namespace is. The namespace "" is none."""

    namespace: str
    location: str


def parse(content: bytes, member: str, log: PackageLog) -> etree._Element | None:
    """The document's root, or None after reporting why. Comments and processing instructions are left out."""
    try:
        root = etree.fromstring(content, _parser())
    except etree.XMLSyntaxError as fault:
        line, column = fault.position
        reason = (fault.msg or "it is empty").split(", line ")[0]
        log.error(
            "P11", member, (max(line, 1), max(column, 1)), f"This is not XML that can be read: {reason}."
        )
        return None
    except (etree.LxmlError, ValueError, LookupError) as fault:
        log.error("P11", member, 1, f"This is not XML that can be read: {fault}.")
        return None
    if root.getroottree().docinfo.doctype:
        message = "It declares a document type. A manifest needs none, but an attacker can use it."
        log.error("P11", member, 1, message, "Take the <!DOCTYPE …> out.")
        return None
    log.positions[member] = Positions(content, root)
    _check_encoding(content, root, member, log)
    return root


def quietly(content: bytes) -> etree._Element | None:
    """The root of a document that may be anything, or None if it cannot be read. Nothing is reported."""
    try:
        return etree.fromstring(content, _parser())
    except (etree.LxmlError, ValueError, LookupError):
        return None


def _parser() -> etree.XMLParser:
    return etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        huge_tree=False,
        load_dtd=False,
        dtd_validation=False,
        remove_comments=True,
        remove_pis=True,
    )


def take_schema_hints(root: etree._Element) -> list[Hint]:
    """Remove and return every hint where a schema might be, because the validating library would follow it."""
    return list(_taken(root))


def _taken(root: etree._Element) -> Iterator[Hint]:
    for element in root.iter(etree.Element):
        words = str(element.attrib.pop(f"{_SCHEMA_INSTANCE}schemaLocation", "")).split()
        yield from (Hint(*pair) for pair in zip(words[::2], words[1::2], strict=False))
        words = str(element.attrib.pop(f"{_SCHEMA_INSTANCE}noNamespaceSchemaLocation", "")).split()
        yield from (Hint("", word) for word in words)


def _check_encoding(content: bytes, root: etree._Element, member: str, log: PackageLog) -> None:
    """Warn of encodings that some systems cannot read: any but UTF-8, and UTF-8 with a byte order mark."""
    encoding = (root.getroottree().docinfo.encoding or "UTF-8").upper()
    remedy = "Save it as UTF-8 without a byte order mark."
    if content.startswith(codecs.BOM_UTF8):
        log.warn(
            "P15", member, 1, "It begins with a byte order mark, so some systems cannot read it.", remedy
        )
    elif encoding not in ("UTF-8", "UTF8", "ASCII", "US-ASCII"):
        log.warn("P15", member, 1, f"It is written in {encoding}; some systems only read UTF-8.", remedy)


def local(element: etree._Element) -> str:
    """An element's name without its namespace."""
    return etree.QName(element).localname


def namespace(element: etree._Element) -> str:
    """An element's namespace, or "" if it has none."""
    return etree.QName(element).namespace or ""
