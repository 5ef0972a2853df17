"""Checks what a package's pages load: from another server, from a place on one computer, or from a missing file.

What comes from another server is missing offline, and tells that server who is learning what. A link that a learner
may follow loads nothing, so it is no finding. Pages are read as text with patterns, never run.
"""

import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from html import unescape

from elearn.packaging.validate.near import NearNames
from elearn.packaging.validate.package_log import PackageLog
from elearn.packaging.validate.places import resolve

_TAG = re.compile(
    rb"<(script|img|iframe|frame|audio|video|source|track|embed|object|link|base|input|image)\b([^<>]{0,1000})",
    re.IGNORECASE,
)
_ATTRIBUTE = re.compile(
    rb"""(?<![\w-])(src|href|data|poster|rel)\s{0,9}=\s{0,9}\\?(?:"((?:[^"\\]|\\(?!")){0,500})|'((?:[^'\\]|\\(?!')){0,500})|([^\s"'>]{1,500}))""",
    re.IGNORECASE,
)


def _css(word: str) -> bytes:
    """A pattern for a word of a style: any of its letters may be written as an escape, such as `\\75` for `u`."""
    escape = rb"(?:\\?%c|\\0{0,4}(?:%02x|%02x)(?:\r\n|[ \t\r\n\f])?)"
    return b"".join(
        escape % (ord(each), ord(each), ord(each.upper())) if each.isalpha() else each.encode()
        for each in word
    )


_STYLE = re.compile(
    rb"""(?:@%b(?:\s{1,9}|(?=["']))(?:%b\(\s{0,9})?|(?:%b|%b)\(\s{0,9})["']?\s{0,9}"""
    rb"""((?:\\[0-9a-f]{1,6}\s|[^\s"'()]){1,500})"""
    % (_css("import"), _css("url"), _css("url"), _css("image-set")),
    re.IGNORECASE,
)
_ESCAPE = re.compile(rb"\\(?:([0-9a-f]{1,6})(?:\r\n|\s)?|\r\n|\n|(.))", re.IGNORECASE)
_COMMENT = re.compile(
    rb"""(/\*.*?(?:\*/|\Z))|"(?:\\.|[^"\\\n])*+"|'(?:\\.|[^'\\\n])*+'|\burl\(\s*+[^"')][^)]*+""",
    re.IGNORECASE | re.DOTALL,
)
"""A comment of a style, or something in which the signs of a comment begin none."""
_CALL = re.compile(
    rb"""\b(?:fetch|importScripts|import|Worker|from)\s{0,9}\(?\s{0,9}["'`](https?://[^\s"'`]{1,300})|(<script\b)|(</script\b)""",
    re.IGNORECASE,
)
_LOADED_LINKS = (b"stylesheet", b"icon", b"preload", b"prefetch", b"preconnect", b"manifest", b"dns-prefetch")
_ABSOLUTE = re.compile(r"[/\\](?![/\\])|[A-Za-z]:[\\/]|file:|\\\\", re.IGNORECASE)
_WRITTEN_LATER = re.compile(r"[{}$<>+\[\]`]|^(data|blob|about|javascript|mailto|#|tel):?|^#", re.IGNORECASE)
_PAGES = (".html", ".htm", ".xhtml", ".svg")
_UNSEEN = "".join(map(chr, range(33)))
_AT_MOST = 5
MOST_SEEN = 64 * 1024**2
"""We look through this many bytes of pages, styles and scripts: many times what any course has."""
_LMS_WORDS = {"scorm12": (b"LMS",), "scorm2004": (b"1484",), "cmi5": (b"endpoint", b"xapi")}
"""By standard: words that are in every script that speaks to an LMS, and in no other."""


@dataclass(frozen=True)
class _Load:
    address: str
    offset: int


@dataclass(frozen=True)
class _Files:
    names: frozenset[str]
    near: NearNames


def check_pages(members: Mapping[str, bytes], near: NearNames, log: PackageLog) -> None:
    """Warn of what pages, styles and scripts load from elsewhere or miss, at most five times a rule in a file.

    `near` finds what was meant if a file is missing.
    """
    names, seen = frozenset(members), 0
    for name in members:
        ending = posixpath.splitext(name)[1].lower()
        if ending not in (*_PAGES, ".css", ".js", ".mjs"):
            continue
        if seen > MOST_SEEN:
            size = f"{MOST_SEEN / 1024**2:.0f} MB"
            message = f"It has over {size} of pages and scripts; {name} and the rest were not looked at."
            log.warn("P54", "", None, message, "Make several packages of it.")
            return
        content = _content(members, name)
        seen += len(content)
        if ending in (".js", ".mjs") and b"//" not in content:
            continue
        _report(name, content, list(_loads(content, ending)), _Files(names, near), log)


def _loads(content: bytes, ending: str) -> Iterator[_Load]:
    """Every address that something is loaded from, as written."""
    if ending != ".css":
        for tag in _TAG.finditer(content):
            said = {
                m[1].lower(): (m[2] or m[3] or m[4] or b"", m.start(1)) for m in _ATTRIBUTE.finditer(tag[2])
            }
            if tag[1].lower() == b"link" and not _is_loaded(said.get(b"rel", (b"", 0))[0]):
                continue
            for address, offset in (said[key] for key in said if key != b"rel"):
                yield _Load(
                    _text(unescape(address.decode("utf-8", "replace")).encode()), tag.start(2) + offset
                )
    if ending in (".js", ".mjs", *_PAGES):
        is_script = ending not in _PAGES
        for found in _CALL.finditer(content):
            if found[1] and is_script:
                yield _Load(_text(found[1]), found.start(1))
            elif ending in _PAGES and not found[1]:
                is_script = (
                    found[2] is not None
                )  # until the script ends, addresses in the page are loaded by it
    if ending in (".css", *_PAGES):
        style = _COMMENT.sub(_blanked, content) if ending == ".css" else content
        for found in _STYLE.finditer(style):
            yield _Load(_text(_ESCAPE.sub(_unescaped, found[1])), found.start(1))


def _blanked(found: re.Match[bytes]) -> bytes:
    """As many spaces as a comment has bytes, on as many lines. Anything else stays as it is."""
    return re.sub(rb"[^\n]", b" ", found[1]) if found[1] else found[0]


def _unescaped(found: re.Match[bytes]) -> bytes:
    if not found[1]:
        return found[2] or b""
    code = int(found[1], 16)
    return (chr(code) if 0 < code < 0xD800 else "\ufffd").encode()


def _is_loaded(rel: bytes) -> bool:
    return not rel or any(word in rel.lower() for word in _LOADED_LINKS)


def _text(address: bytes) -> str:
    """An address as browsers take it: without line breaks, tabs, or signs that nobody sees at its ends."""
    return re.sub(r"[\t\r\n]", "", address.decode("utf-8", "replace")).strip(_UNSEEN)


def _report(name: str, content: bytes, loads: Iterable[_Load], files: _Files, log: PackageLog) -> None:
    """Report what is on another server (P50), on one computer (P51), or missing (P53)."""
    is_script = name.lower().endswith((".js", ".mjs"))
    counts = {"P50": 0, "P51": 0, "P53": 0}
    for load in loads:
        rule, message, remedy = _judged(load.address, name, files)
        if not rule or (is_script and rule != "P50"):
            continue
        counts[rule] += 1
        if counts[rule] <= _AT_MOST:
            line = content.count(b"\n", 0, load.offset) + 1
            column = load.offset - (content.rfind(b"\n", 0, load.offset) + 1) + 1
            log.warn(rule, name, (line, column), message, remedy)


def _judged(address: str, page: str, files: _Files) -> tuple[str, str, str]:
    """The rule that an address breaks, the message and the remedy; each "" if it breaks none."""
    if re.match(r"(https?:)?//[^\s/]", address, re.IGNORECASE):
        return (
            "P50",
            f"It loads {address} from another server.",
            "Put a copy into the package and load that.",
        )
    if _ABSOLUTE.match(address):
        message = (
            f"It loads {address}, a place on one computer or at the top of a server, not in the package."
        )
        return "P51", message, "Put the file into the package and name it by its path from this page."
    if not address or _WRITTEN_LATER.search(address):
        return "", "", ""
    slashed = address.replace("\\", "/")  # as browsers do
    place = resolve(slashed, f"{folder}/" if (folder := posixpath.dirname(page)) else "")
    if place.kind == "inside" and place.name and place.name not in files.names and "." in place.name:
        remedy = files.near.remedy(place.name) or "Add the file, or do without it."
        return "P53", f"It loads {address}, and the package has no such file.", remedy
    if place.kind == "unsafe" and not re.match(r"[A-Za-z][A-Za-z0-9+.-]*:", address):
        return "P51", f"It loads {address}, which is not in the package.", "Put the file into the package."
    return "", "", ""


def never_speaks(members: Mapping[str, bytes], starts: Iterable[str], standard: str) -> bool:
    """True if the package starts with pages, but no page or script in it names the LMS's interface."""
    starts = list(starts)
    if not starts or not all(start.lower().endswith((".html", ".htm")) for start in starts):
        return False
    words = _LMS_WORDS[standard]
    if any(name.lower().endswith((".swf", ".wasm")) for name in members):
        return False  # compiled, so we cannot tell
    for name in members:
        if name.lower().endswith((".html", ".htm", ".xhtml", ".js", ".mjs")):
            content = _content(members, name)
            if any(word in content for word in words):
                return False
    return True


def _content(members: Mapping[str, bytes], name: str) -> bytes:
    """A member's content. Empty if it is damaged; that is reported elsewhere."""
    try:
        return members[name]
    except KeyError:
        return b""
