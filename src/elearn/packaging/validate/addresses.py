"""Says what is wrong with an absolute address, an IRI, or the parameters that an LMS adds to an address.

RFC 3986 and RFC 3987 say what an address is. What is looked for here makes an LMS or a browser give up, or lead to
another place than was meant.
"""

import re
from ipaddress import IPv4Address, IPv6Address

MOST_PARAMETERS = 1000
_UNWRITABLE = re.compile(r'[\x00-\x20\x7f-\xa0<>"{}|\\^`\s]')
_BROKEN_ESCAPE = re.compile(r"%(?![0-9A-Fa-f]{2})")
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):(.*)", re.DOTALL)
_NAMES_A_SERVER = re.compile(r"https?:|[A-Za-z][A-Za-z0-9+.-]*://|//", re.IGNORECASE)
_BRACKETED = re.compile(r"\[([^\[\]]*)\](?::(.*))?", re.DOTALL)
_IPV4 = re.compile(r"[0-9]+(\.[0-9]+){3}")
_LONGEST_LABEL, _HIGHEST_PORT = 63, 65_535


def names_a_server(address: str) -> bool:
    """True if an address is meant to be absolute: it starts with `http:`, with a scheme and `//`, or with `//`."""
    return _NAMES_A_SERVER.match(address) is not None


def fault_in_address(address: str) -> str | None:
    """What is wrong with an absolute address or IRI, as the end of a sentence; None if nothing is."""
    if fault := _fault_in_characters(address):
        return fault
    if address.count("#") > 1:
        return "it has a second #"
    found = _SCHEME.fullmatch(address)
    if found is None:
        return "it does not begin with a scheme such as https:"
    scheme, rest = found[1].lower(), found[2]
    is_web = scheme in ("http", "https")
    if not rest.startswith("//"):
        return (
            f"“//” is missing after {scheme}:" if is_web else None if rest else "nothing follows the scheme"
        )
    if scheme == "file":
        return None
    authority = re.split(r"[/?#]", rest[2:], maxsplit=1)[0]
    if authority or is_web:
        return _fault_in_server(authority)
    return None if rest[2:] else "nothing follows the scheme"


def fault_in_parameters(parameters: str) -> str | None:
    """What is wrong with an item's `parameters`, as the end of a sentence; None if nothing is.

    They are `?name=value&other=value#place`, of which the “?” and each part may be missing (CAM 3.4, item).
    """
    if len(parameters) > MOST_PARAMETERS:
        return f"there are more than {MOST_PARAMETERS:,} characters"
    if fault := _fault_in_characters(parameters):
        return fault
    query, mark, place = parameters.partition("#")
    if "#" in place:
        return "there is a second #"
    if mark and not place:
        return "nothing follows the #"
    if not query:
        return None
    if "?" in query[1:]:
        return "there is a ? that is not at the beginning"
    return _fault_in_pairs(query[1:] if query[0] in "?&" else query)


def _fault_in_pairs(query: str) -> str | None:
    if not query:
        return "nothing follows the ? or &"
    for pair in query.split("&"):
        name, equals, _ = pair.partition("=")
        if not pair:
            return "an & has nothing before or after it"
        if not name:
            return "a value has no name"
        if not equals:
            return f"“{name}” has no = and no value"
    return None


def _fault_in_characters(written: str) -> str | None:
    if found := _UNWRITABLE.search(written):
        if found[0].isspace():
            return "it has a space or a line end in it, which is written as %20"
        if not found[0].isprintable():
            return "it has a control character in it"
        return f"it has a {found[0]} in it, which is written as %{ord(found[0]):02X}"
    if _BROKEN_ESCAPE.search(written):
        return "a % in it is not followed by two hexadecimal digits; a percent sign itself is written as %25"
    return None


def _fault_in_server(authority: str) -> str | None:
    """What is wrong with the part between `//` and the path: a name or number of a server, and perhaps a port."""
    server = authority.rpartition("@")[2]
    if server.startswith("["):
        found = _BRACKETED.fullmatch(server)
        if found is None:
            return "the brackets around its server do not match"
        return _fault_in_ipv6(found[1]) or _fault_in_port(found[2] or "")
    host, _, port = server.partition(":")
    if not host:
        return "it names no server"
    if "[" in server or "]" in server:
        return "the brackets around its server do not match"
    labels = host.removesuffix(".").split(".")
    if not all(labels) or any(len(label) > _LONGEST_LABEL for label in labels):
        return f"“{host[:100]}” is no name of a server"
    if _IPV4.fullmatch(host):
        try:
            IPv4Address(host)
        except ValueError:
            return f"“{host[:100]}” is no number of a server"
    return _fault_in_port(port)


def _fault_in_ipv6(number: str) -> str | None:
    if re.fullmatch(r"v[0-9A-Fa-f]+\..+", number):
        return None  # a form for numbers of the future (RFC 3986, 3.2.2)
    try:
        IPv6Address(number)
    except ValueError:
        return f"“[{number[:100]}]” is no number of a server"
    return None


def _fault_in_port(port: str) -> str | None:
    if not port or (re.fullmatch(r"[0-9]{1,5}", port) and int(port) <= _HIGHEST_PORT):
        return None
    return f"its port is “{port[:100]}”, which is no number from 0 to {_HIGHEST_PORT:,}"
