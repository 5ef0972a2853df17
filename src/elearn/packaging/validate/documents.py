"""Reading somebody's XML without trusting it: no entities, no document types, no network, no other files."""

from lxml import etree

from elearn.packaging.validate.findings import Findings

_SCHEMA_INSTANCE = "{http://www.w3.org/2001/XMLSchema-instance}"


def parse(content: bytes, member: str, findings: Findings) -> etree._Element | None:
    """The document's root, or None after saying why there is none. Comments and instructions are left out.

    Hints where schemas might lie (`xsi:schemaLocation`) are taken off, since the validating library would follow them.
    """
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        huge_tree=False,
        load_dtd=False,
        dtd_validation=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as fault:
        findings.error("P11", member, fault.lineno or 1, f"This is not XML that can be read: {fault.msg}.")
        return None
    except (etree.LxmlError, ValueError, LookupError) as fault:
        findings.error("P11", member, 1, f"This is not XML that can be read: {fault}.")
        return None
    if root.getroottree().docinfo.doctype:
        message = "It declares a document type, which a manifest has no use for and an attacker has."
        findings.error("P11", member, 1, message, "Take the <!DOCTYPE …> out.")
        return None
    for element in root.iter(etree.Element):
        for hint in ("schemaLocation", "noNamespaceSchemaLocation"):
            element.attrib.pop(_SCHEMA_INSTANCE + hint, None)
    return root


def local(element: etree._Element) -> str:
    """An element's name without its namespace."""
    return etree.QName(element).localname


def namespace(element: etree._Element) -> str:
    """An element's namespace, "" where it has none."""
    return etree.QName(element).namespace or ""
