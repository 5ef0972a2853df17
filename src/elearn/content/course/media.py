"""Checks the files that a course names: they exist, can be read, work in every browser and need no other files."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath

from lxml import etree

from elearn.content.course.look import MOST_BYTES, MOST_SIDE, RULE, Look
from elearn.content.course.model import Course
from elearn.content.course.passages import CourseTexts, Finder, passages_of
from elearn.content.course.pictures import look_at
from elearn.content.text import Place, Source, did_you_mean, linked_file
from elearn.patterns import late
from elearn.phrases import phrase
from elearn.problems import Problem, ProblemLog

_SIGNATURES = {
    ".png": (b"\x89PNG\r\n\x1a\n",),
    ".jpg": (b"\xff\xd8\xff",),
    ".jpeg": (b"\xff\xd8\xff",),
    ".gif": (b"GIF87a", b"GIF89a"),
    ".webp": (b"RIFF",),
    ".avif": (b"\x00\x00\x00",),
    ".mp4": (b"\x00\x00\x00",),
    ".m4a": (b"\x00\x00\x00",),
    ".webm": (b"\x1aE\xdf\xa3",),
    ".mp3": (b"ID3", b"\xff\xfb", b"\xff\xfa", b"\xff\xf3", b"\xff\xf2"),
    ".ogg": (b"OggS",),
    ".vtt": (b"WEBVTT", b"\xef\xbb\xbfWEBVTT"),
    ".pdf": (b"%PDF-",),
    ".docx": (b"PK\x03\x04",),
    ".xlsx": (b"PK\x03\x04",),
    ".pptx": (b"PK\x03\x04",),
    ".odt": (b"PK\x03\x04",),
    ".csv": (b"",),
    ".txt": (b"",),
}
"""The bytes at the start of a file of each kind: any of these."""
KINDS = (".svg", *_SIGNATURES)
_ACTIVE = {"script", "foreignObject", "iframe", "embed", "object", "audio", "video"}
_INSIDE = ("#", "data:image/", "data:font/")
_URL = late(r"""url\(["'\s]*([^"'\s)]+)""", re.IGNORECASE)
_LINK = late(r"(.*:)?(href|on.*)", re.IGNORECASE)
"""The attributes that an animation could turn into a script."""


def check_media(folder: Path, course: Course, source: Source, problems: list[Problem]) -> None:
    """Report each file that a package cannot hold, once, where the theme, a block or a link names it first."""
    seen: set[str] = set()
    root = folder.resolve()
    theme = source.keys.get("theme", Place(source.course_file, 1))
    named = [(name, theme) for name in course.theme.media()]
    for block, place in zip(course.blocks(), source.blocks, strict=True):
        named += [(name, place) for name in block.media()]
    named += _linked(course, source)
    for name, place in named:
        if name not in seen:
            seen.add(name)
            _check_file(root, name, place, ProblemLog(place.path, problems))


def _linked(course: Course, source: Source) -> Iterator[tuple[str, Place]]:
    """The files that the texts of blocks link to, each with its line."""
    named = {path.as_posix() for path in course.media()}
    for group in passages_of(CourseTexts.of(course, source), source):
        finder = Finder(source.texts)
        for passage in group:
            for link in passage.shown().links if "media/" in passage.text else ():
                if (name := linked_file(link.address)) in named and not link.picture:
                    line = finder.line_of(passage, link.line, link.words)
                    yield name, Place(passage.place.path, line)


def _check_file(root: Path, name: str, place: Place, log: ProblemLog) -> None:
    path = root / name
    try:
        if not path.resolve().is_relative_to(root):
            log.error(
                "S28",
                place.line,
                phrase("The file %(name)s is outside the course's folder.", name=name),
                phrase("Copy it into media/."),
            )
        elif not path.is_file():
            log.error("S27", place.line, phrase("There is no file %(name)s.", name=name), _near(root, name))
        elif path.suffix.lower() not in KINDS:
            kinds = ", ".join(KINDS)
            log.error(
                "S29",
                place.line,
                phrase("The file %(name)s is of a kind that cannot be shown.", name=name),
                phrase("Use one of %(kinds)s.", kinds=kinds),
            )
        else:
            _check_content(name, path.read_bytes(), place, log)
    except (OSError, RuntimeError) as error:
        reason = getattr(error, "strerror", None) or "its links go in a circle"
        log.error(
            "S29",
            place.line,
            phrase("The file %(name)s cannot be read: %(reason)s.", name=name, reason=reason),
            phrase("Look at its permissions."),
        )


def _check_content(name: str, data: bytes, place: Place, log: ProblemLog) -> None:
    if fault := fault_of(name, data):
        log.error("S29", place.line, *fault)
        return
    look = look_at(PurePosixPath(name).suffix.lower(), data)
    if look.fault:
        message = phrase("The file %(name)s cannot be shown: %(fault)s.", name=name, fault=look.fault)
        log.error(
            "S29",
            place.line,
            message,
            phrase("Open it in a picture editor, and save it again, smaller if it is large."),
        )
    elif look.is_large:
        sides = f"{look.width:,} × {look.height:,} pixels" if max(look.width, look.height) > MOST_SIDE else ""
        weight = f"{look.bytes / 1_000_000:,.1f} MB" if look.bytes > MOST_BYTES else ""
        size = " and ".join(filter(None, (sides, weight)))
        log.warn(RULE, place.line, *_on_size(f"The picture {name} has {size}", look))


def _on_size(size: str, look: Look) -> tuple[str, str]:
    limits = f"{MOST_BYTES // 1_000_000} MB and {MOST_SIDE:,} pixels a side"
    if look.kept:
        what = "drawing or animation" if look.moves or not look.width else "picture of this kind"
        return phrase(
            "%(size)s, which is slow to load. We cannot make a %(what)s smaller.", size=size, what=what
        ), phrase("Save it below %(limits)s.", limits=limits)
    return (
        phrase("%(size)s, so we make it smaller in all that we build. Your file stays as it is.", size=size),
        phrase("Nothing needs to be done. To decide how it looks, save it below %(limits)s.", limits=limits),
    )


def _near(root: Path, name: str) -> str:
    there = (path.relative_to(root).as_posix() for path in _files(root / "media"))
    return did_you_mean(name, there, nothing=phrase("Put it into the course's folder, below media/."))


def _files(folder: Path) -> Iterable[Path]:
    return (path for path in folder.rglob("*") if path.is_file()) if folder.is_dir() else ()


def fault_of(name: str, data: bytes) -> tuple[str, str] | None:
    """The message and the remedy for a file whose bytes cannot be used, else None. Its ending is one of `KINDS`."""
    suffix = PurePosixPath(name).suffix.lower()
    if suffix == ".svg":
        return _fault_of_svg(name, data)
    if not data.startswith(_SIGNATURES[suffix]):
        message = phrase(
            "The file %(name)s is not the %(upper)s file that its name says.",
            name=name,
            upper=suffix[1:].upper(),
        )
        return message, phrase("Save it again in that format.")
    return None


def _fault_of_svg(name: str, data: bytes) -> tuple[str, str] | None:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        return phrase("The file %(name)s cannot be read as SVG: %(error)s.", name=name, error=error), phrase(
            "Draw or save it again."
        )
    if etree.QName(root).localname != "svg":
        return phrase("The file %(name)s is not an SVG picture.", name=name), phrase("Save it again as SVG.")
    definitions = root.getroottree().docinfo.internalDTD
    if definitions is not None and any(definitions.iterentities()):
        return phrase("The file %(name)s declares entities.", name=name), phrase(
            "Save it again as plain SVG."
        )
    if any(each.target == "xml-stylesheet" for each in root.xpath("//processing-instruction()")):
        return phrase("The file %(name)s loads a style from elsewhere.", name=name), phrase(
            "Put what it needs inside the picture."
        )
    elements = root.iter(etree.Element)
    return next((fault for each in elements if (fault := _fault_of_element(name, each))), None)


def _fault_of_element(name: str, element: etree._Element) -> tuple[str, str] | None:
    """The message and the remedy for an element that a picture may not have, else None. `name` is the file's."""
    tag = etree.QName(element).localname
    if tag in _ACTIVE:
        message = phrase(
            "The file %(name)s holds <%(tag)s>, which a picture may not hold.", name=name, tag=tag
        )
        return message, phrase("Take it out, or save it as plain SVG.")
    inside = ("#",) if tag == "a" else _INSIDE
    for attribute, value in element.attrib.items():
        local, text = etree.QName(str(attribute)).localname, str(value).strip()
        if local.startswith("on") or (local == "attributeName" and _LINK.fullmatch(text)):
            return phrase("The file %(name)s holds a script (%(local)s).", name=name, local=local), phrase(
                "Take it out, or save it as plain SVG."
            )
        loaded = [text] if local in ("href", "src") else _URL.findall(text)
        if elsewhere := next((each for each in loaded if not each.startswith(inside)), None):
            return (
                phrase(
                    "The file %(name)s loads something from elsewhere (%(elsewhere)s).",
                    name=name,
                    elsewhere=elsewhere[:60],
                ),
                phrase("Put what it needs inside the picture."),
            )
    style = (element.text or "") if tag == "style" else ""
    if "@import" in style.lower() or not all(each.startswith(_INSIDE) for each in _URL.findall(style)):
        return (
            phrase("The file %(name)s loads a style or font from elsewhere.", name=name),
            phrase("Put what it needs inside the picture."),
        )
    return None
