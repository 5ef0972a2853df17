"""Reads the paragraphs of a Word file with mammoth: styles, lists and tables.

Struck-out text and notes are left out.
"""

import re
import struct
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

import mammoth
from lxml import etree
from mammoth import documents
from mammoth.docx.dingbats import dingbats

from elearn.intake.document import Paragraph, Shape, is_bullet
from elearn.intake.faults import Unreadable
from elearn.intake.layout import is_contents
from elearn.intake.paragraphs import marker_of, row_paragraph
from elearn.phrases import phrase

MAX_MEMBERS = 5_000
MAX_UNPACKED = 300_000_000
MAX_XML = 12_000_000
MAX_PARAGRAPHS = 40_000
MAX_COLUMNS = 40
"""How many columns of a table one cell may fill."""
WIDEST = 63
"""Columns of a table. Word makes no more."""
dingbats.setdefault(("Symbol", 0x95), 0x2022)  # mammoth leaves out a symbol that it does not know
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_HEADING = re.compile(r"heading\s*([1-9])", re.IGNORECASE)
_BODY_SIZE = 11.0
_HALF_POINTS = re.compile(r"[0-9]{1,4}")
_LEVELS = tuple("01234567")
_BROKEN = (
    *(zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, RuntimeError, NotImplementedError),
    *(ValueError, KeyError),
)
"""What the standard library raises on a zip that is cut off or changed."""
_DOCTYPES = tuple("<!DOCTYPE".encode(coding) for coding in ("utf-8", "utf-16-le", "utf-16-be"))


@dataclass(slots=True)
class Style:
    """The look that a style of the file gives to its paragraphs."""

    level: int = 0
    size: float | None = None
    bold: bool | None = None


@dataclass(slots=True)
class _Reading:
    styles: dict[str, Style]
    default: float
    made: list[Paragraph] = field(default_factory=list)
    numbers: dict[str, int] = field(default_factory=dict)
    tables: int = 0

    def add(self, paragraph: Paragraph) -> None:
        """Adds a paragraph. Raises `Unreadable` if there are more than in a report."""
        if len(self.made) >= MAX_PARAGRAPHS:
            raise Unreadable(
                phrase("The file has more than %(most)s paragraphs.", most=f"{MAX_PARAGRAPHS:,}"),
                phrase("Take out the pages of the report."),
            )
        self.made.append(paragraph)


def read_word(data: bytes) -> list[Paragraph]:
    """Returns the paragraphs of a .docx.

    Raises `Unreadable` if it is damaged or unpacks to more than a report would.
    """
    elements, styles, default = elements_of(data)
    reading = _Reading(styles, default)
    for element in elements:
        _read(element, reading)
    return [p for p in reading.made if p.text and not is_contents(p.text)]


def elements_of(data: bytes) -> tuple[list[Any], dict[str, Style], float]:
    """What mammoth reads in a .docx: its paragraphs and tables, the styles by id, and the default size of text.

    Raises `Unreadable` as `read_word` does.
    """
    styles, default = open_word(data)
    held: list[Any] = []

    def keep(document: Any) -> Any:
        held.append(document)
        return documents.document([])

    try:
        mammoth.convert_to_html(BytesIO(data), transform_document=keep, external_file_access=False)
    except Exception:  # it raises many kinds of error on a file that Word did not write
        raise damaged() from None
    return list(held[0].children) if held else [], styles, default


def open_word(data: bytes) -> tuple[dict[str, Style], float]:
    """Looks at a .docx before it is read. Returns the look of each style, and the default size of text.

    Raises `Unreadable` if it is damaged, unpacks to too much, or declares what no Word file does.
    """
    try:
        with zipfile.ZipFile(BytesIO(data)) as package:
            _measure(package)
            if "word/document.xml" not in package.namelist():
                raise Unreadable(
                    phrase("This is a zip file, but not a Word document."),
                    phrase("Choose the report itself, as .docx or .pdf."),
                )
            for name in package.namelist():
                content = package.read(name) if name.endswith((".xml", ".rels")) else b""
                if any(declared in content for declared in _DOCTYPES):
                    raise Unreadable(
                        phrase(
                            "The Word file declares a document type, which none does that Word has saved."
                        ),
                        phrase("Open it in Word, save it again as .docx, and use that."),
                    )
            styles = package.read("word/styles.xml") if "word/styles.xml" in package.namelist() else b""
    except _BROKEN:
        raise damaged() from None
    return _styles(styles)


def damaged() -> Unreadable:
    """Returns the error for a file that Word did not write like this."""
    return Unreadable(
        phrase("The Word file is damaged and cannot be opened."),
        phrase("Open it in Word, save it again as .docx, and use that."),
    )


def _measure(package: zipfile.ZipFile) -> None:
    """Refuses a zip that would unpack to too much. Reading it later enforces the sizes that it claims."""
    members = package.infolist()
    texts = [each for each in members if each.filename.endswith((".xml", ".rels"))]
    swollen = sum(each.file_size for each in members) > MAX_UNPACKED
    if len(members) > MAX_MEMBERS or swollen or sum(each.file_size for each in texts) > MAX_XML:
        raise Unreadable(
            phrase("Unpacked, the Word file is far larger than a report."),
            phrase("Take the pictures out of it, or save it as a PDF, and use that."),
        )


def safe_xml(content: bytes) -> Any:
    """Returns the root of a part of the file. Nothing in it is followed. Raises `Unreadable` if it is no XML."""
    try:
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
        return etree.fromstring(content, parser)
    except etree.XMLSyntaxError:
        raise damaged() from None


def _styles(content: bytes) -> tuple[dict[str, Style], float]:
    """Returns the look of each style, with what it inherits, and the default size of text."""
    if not content:
        return {}, _BODY_SIZE
    try:
        root = safe_xml(content)
    except Unreadable:
        return {}, _BODY_SIZE
    default = _size(root.find(f"{_W}docDefaults/{_W}rPrDefault/{_W}rPr")) or _BODY_SIZE
    nodes = {str(node.get(f"{_W}styleId")): node for node in root.iter(f"{_W}style")}
    return {name: _style(name, nodes) for name in nodes}, default


def _style(name: str, nodes: dict[str, Any]) -> Style:
    style, seen = Style(), set()
    while name in nodes and name not in seen:
        seen.add(name)
        node = nodes[name]
        look = node.find(f"{_W}rPr")
        style.size = style.size or _size(look)
        if style.bold is None and look is not None and (bold := look.find(f"{_W}b")) is not None:
            style.bold = bold.get(f"{_W}val") not in ("0", "false")
        level = node.find(f"{_W}pPr/{_W}outlineLvl")
        if not style.level and level is not None and level.get(f"{_W}val") in _LEVELS:
            style.level = int(str(level.get(f"{_W}val"))) + 1
        based = node.find(f"{_W}basedOn")
        name = "" if based is None else str(based.get(f"{_W}val"))
    return style


def _size(look: Any) -> float | None:
    size = None if look is None else look.find(f"{_W}sz")
    value = "" if size is None else str(size.get(f"{_W}val"))
    return int(value) / 2 if _HALF_POINTS.fullmatch(value) else None


def _read(element: Any, reading: _Reading) -> None:
    if isinstance(element, documents.Paragraph):
        _read_paragraph(element, reading)
    elif isinstance(element, documents.Table):
        _read_table(element, reading)
    elif isinstance(element, documents.HasChildren):
        for child in element.children:
            _read(child, reading)


def _read_paragraph(element: Any, reading: _Reading) -> None:
    name = (element.style_name or "").lower()
    if name.startswith(("toc", "table of contents", "footnote", "endnote", "header", "footer", "caption")):
        return
    style = reading.styles.get(element.style_id or "", Style())
    for runs in _split_lines(element):
        text = " ".join("".join(_texts(run) for run in runs).split())
        if not text:
            continue
        look = _look(runs, style, reading.default)
        reading.add(_paragraph(element, name, text, style, look, reading))


def _paragraph(
    element: Any, name: str, text: str, style: Style, look: tuple[float, bool], reading: _Reading
) -> Paragraph:
    heading = _HEADING.match(name)
    level = int(heading[1]) if heading else style.level
    size, bold = look
    if name in ("title", "subtitle"):
        return Paragraph("title", text, size=size, bold=bold)
    if level:
        return Paragraph("heading", text, level=level, size=size, bold=bold)
    reading.numbers = {} if element.numbering is None else reading.numbers
    if element.numbering is not None or name.startswith("list"):
        ordered = element.numbering.is_ordered if element.numbering is not None else "number" in name
        return Paragraph("item", text, marker=_marker(element, ordered, reading), size=size, bold=bold)
    marker, rest = marker_of(text)
    shape: Shape = "item" if is_bullet(marker) else "text"
    return Paragraph(shape, rest if marker else text, marker=marker, size=size, bold=bold)


def _marker(element: Any, ordered: bool, reading: _Reading) -> str:
    if not ordered:
        return "•"
    level = element.numbering.level_index if element.numbering is not None else "0"
    reading.numbers[level] = reading.numbers.get(level, 0) + 1
    return f"{reading.numbers[level]}."


def _split_lines(element: Any) -> Iterator[list[Any]]:
    """Splits a paragraph's runs into lines.

    Two line breaks, or one after a full stop or before a bullet, start a new paragraph.
    """
    line: list[Any] = []
    leaves = list(_leaves(element))
    for place, child in enumerate(leaves):
        if isinstance(child, documents.Break):
            above = "".join(_texts(each) for each in line).rstrip()
            below = "".join(_texts(each) for each in leaves[place + 1 : place + 4]).lstrip()
            if above.endswith((".", ":", ";", "?")) or (line and is_bullet(marker_of(below)[0])):
                yield line
                line = []
            else:
                line.append(documents.run([documents.text(" ")]))
        else:
            line.append(child)
    yield line


def _leaves(element: Any) -> Iterator[Any]:
    """Yields runs and breaks in order, including those inside links and other containers."""
    for child in element.children:
        if isinstance(child, documents.Run):
            inside: list[Any] = []
            for part in child.children:
                if isinstance(part, documents.Break):
                    yield child.copy(children=inside)
                    yield part
                    inside = []
                else:
                    inside.append(part)
            yield child.copy(children=inside)
        elif isinstance(child, documents.HasChildren):
            yield from _leaves(child)


def _texts(element: Any) -> str:
    if isinstance(element, documents.Run) and element.is_strikethrough:
        return ""
    if isinstance(element, documents.Text):
        return str(element.value)
    if isinstance(element, documents.Tab):
        return "\t"
    if isinstance(element, documents.HasChildren):
        return "".join(_texts(child) for child in element.children)
    return ""


def _look(runs: list[Any], style: Style, default: float) -> tuple[float, bool]:
    """Returns the size of most of the letters, and whether all are bold."""
    written = [(run, len(_texts(run).strip())) for run in runs if _texts(run).strip()]
    largest = max(written, key=lambda each: each[1])[0]
    size = largest.font_size or style.size or default
    return float(size), all(run.is_bold or bool(style.bold) for run, _ in written)


def _read_table(element: Any, reading: _Reading) -> None:
    rows = [child for child in element.children if isinstance(child, documents.TableRow)]
    if all(len(row.children) == 1 for row in rows):
        for row in rows:  # a frame around text is not a table
            for cell in row.children:
                _read(cell, reading)
        return
    reading.tables += 1
    for cells in unmerged(row.children for row in rows):
        full = tuple("" if cell is None else _cell(cell) for cell in cells)
        if any(full):
            reading.add(row_paragraph(full, reading.tables))


def unmerged(rows: Iterable[Sequence[Any]]) -> list[list[Any]]:
    """Each row's cells by column, all as long. A merged cell is in the first of its places, and None in the others."""
    below, made = dict[int, int](), list[list[Any]]()
    for cells in rows:
        line = list[Any]()

        def skip(line: list[Any] = line) -> None:
            while below.get(len(line), 0):
                below[len(line)] -= 1
                line.append(None)

        for cell in cells:
            skip()
            columns, high = spans(cell)
            for column in range(len(line), len(line) + columns):
                below[column] = high - 1
            line += [cell, *[None] * (columns - 1)]
        skip()
        if len(line) > WIDEST:
            raise damaged()
        made.append(line)
    width = max((len(line) for line in made), default=0)
    return [[*line, *[None] * (width - len(line))] for line in made]


def spans(cell: Any) -> tuple[int, int]:
    """How many columns and rows a cell fills. A file that Word did not write may have text in its place."""
    if not isinstance(cell, documents.TableCell):
        return 1, 1
    return max(1, min(int(cell.colspan or 1), MAX_COLUMNS)), int(cell.rowspan or 1)


def _cell(cell: Any) -> str:
    parts = [" ".join(_texts(child).split()) for child in getattr(cell, "children", [cell])]
    return "\n".join(part for part in parts if part)
