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
_INSIDE_IT = phrase("Put what it needs inside the picture.")
_PLAIN = phrase("Take it out, or save it as plain SVG.")
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
                phrase("The file %(file)s is outside the course's folder.", file=name),
                phrase("Copy it into media/."),
            )
        elif not path.is_file():
            log.error("S27", place.line, phrase("There is no file %(file)s.", file=name), _near(root, name))
        elif path.suffix.lower() not in KINDS:
            log.error(
                "S29",
                place.line,
                phrase("The file %(file)s is of a kind that cannot be shown.", file=name),
                phrase("Use one of %(kinds)s.", kinds=", ".join(KINDS)),
            )
        else:
            _check_content(name, path.read_bytes(), place, log)
    except (OSError, RuntimeError) as error:
        reason = getattr(error, "strerror", None) or phrase("its links go in a circle")
        log.error(
            "S29",
            place.line,
            phrase("The file %(file)s cannot be read: %(reason)s.", file=name, reason=reason),
            phrase("Look at its permissions."),
        )


def _check_content(name: str, data: bytes, place: Place, log: ProblemLog) -> None:
    if fault := fault_of(name, data):
        log.error("S29", place.line, *fault)
        return
    look = look_at(PurePosixPath(name).suffix.lower(), data)
    if look.fault:
        message = phrase("The file %(file)s cannot be shown: %(reason)s.", file=name, reason=look.fault)
        log.error(
            "S29",
            place.line,
            message,
            phrase("Open it in a picture editor, and save it again, smaller if it is large."),
        )
    elif look.is_large:
        log.warn(RULE, place.line, *_on_size(name, look))


def _on_size(name: str, look: Look) -> tuple[str, str]:
    """The message and the remedy for a picture that is large."""
    size, limits = _size_of(look), {"megabytes": MOST_BYTES // 1_000_000, "pixels": f"{MOST_SIDE:,}"}
    if not look.kept:
        return phrase(
            "The picture %(file)s has %(size)s, so we make it smaller in all that we build. Your file stays as "
            "it is.",
            file=name,
            size=size,
        ), phrase(
            "Nothing needs to be done. To decide how it looks, save it below %(megabytes)s MB and %(pixels)s "
            "pixels a side.",
            **limits,
        )
    remedy = phrase("Save it below %(megabytes)s MB and %(pixels)s pixels a side.", **limits)
    if look.moves or not look.width:
        return phrase(
            "The picture %(file)s has %(size)s, which is slow to load. We cannot make a drawing or animation "
            "smaller.",
            file=name,
            size=size,
        ), remedy
    return phrase(
        "The picture %(file)s has %(size)s, which is slow to load. We cannot make a picture of this kind "
        "smaller.",
        file=name,
        size=size,
    ), remedy


def _size_of(look: Look) -> str:
    """What is too large of a picture: its sides, its bytes or both."""
    width, height = f"{look.width:,}", f"{look.height:,}"
    sides = phrase("%(width)s × %(height)s pixels", width=width, height=height)
    weight = f"{look.bytes / 1_000_000:,.1f} MB"
    if max(look.width, look.height) <= MOST_SIDE:
        return weight
    return (
        phrase("%(sides)s and %(weight)s", sides=sides, weight=weight) if look.bytes > MOST_BYTES else sides
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
            "The file %(file)s is not the %(format)s file that its name says.",
            file=name,
            format=suffix[1:].upper(),
        )
        return message, phrase("Save it again in that format.")
    return None


def _fault_of_svg(name: str, data: bytes) -> tuple[str, str] | None:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        message = phrase("The file %(file)s cannot be read as SVG: %(reason)s.", file=name, reason=str(error))
        return message, phrase("Draw or save it again.")
    if etree.QName(root).localname != "svg":
        return phrase("The file %(file)s is not an SVG picture.", file=name), phrase("Save it again as SVG.")
    definitions = root.getroottree().docinfo.internalDTD
    if definitions is not None and any(definitions.iterentities()):
        message = phrase("The file %(file)s declares entities.", file=name)
        return message, phrase("Save it again as plain SVG.")
    if any(each.target == "xml-stylesheet" for each in root.xpath("//processing-instruction()")):
        return phrase("The file %(file)s loads a style from elsewhere.", file=name), _INSIDE_IT
    elements = root.iter(etree.Element)
    return next((fault for each in elements if (fault := _fault_of_element(name, each))), None)


def _fault_of_element(name: str, element: etree._Element) -> tuple[str, str] | None:
    """The message and the remedy for an element that a picture may not have, else None. `name` is the file's."""
    tag = etree.QName(element).localname
    if tag in _ACTIVE:
        message = phrase(
            "The file %(file)s holds <%(tag)s>, which a picture may not hold.", file=name, tag=tag
        )
        return message, _PLAIN
    inside = ("#",) if tag == "a" else _INSIDE
    for attribute, value in element.attrib.items():
        local, text = etree.QName(str(attribute)).localname, str(value).strip()
        if local.startswith("on") or (local == "attributeName" and _LINK.fullmatch(text)):
            message = phrase("The file %(file)s holds a script (%(attribute)s).", file=name, attribute=local)
            return message, _PLAIN
        loaded = [text] if local in ("href", "src") else _URL.findall(text)
        if elsewhere := next((each for each in loaded if not each.startswith(inside)), None):
            message = phrase(
                "The file %(file)s loads something from elsewhere (%(address)s).",
                file=name,
                address=elsewhere[:60],
            )
            return message, _INSIDE_IT
    style = (element.text or "") if tag == "style" else ""
    if "@import" in style.lower() or not all(each.startswith(_INSIDE) for each in _URL.findall(style)):
        return phrase("The file %(file)s loads a style or font from elsewhere.", file=name), _INSIDE_IT
    return None
