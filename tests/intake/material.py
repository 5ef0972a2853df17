"""Fictional reports as text, which are made into real Word and PDF files.

They say what a careful reader would take from each.

A report has a head of `key: value` lines, then `====`, then one line for each paragraph. `~` marks a title,
`#` to `###` a heading, `-` a bullet, `#.` an item of a list that Word numbers, `| a | b |` a row, and `----`
a new page. `^` marks a footnote: the text after it, up to the full stop. A mark at the end of a line says
what a reader takes from it: `{+}` a strength, `{-}` something to improve, `{r owner=… due=…}` a
recommendation (`col=` is its cell). The first two take a tier, and `head` if the heading above may count
instead.

`half` says when a report was written. `tuning` and `held-out` came before the rules, which were made from
`tuning` alone. `second` and `third` came after them. They were measured once before anything was changed
because of them.
"""

import re
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path

import docx
import typst
from docx.enum.style import WD_STYLE_TYPE
from docx.shared import Pt

FOLDER = Path(__file__).with_name("reports")
HALVES = ("tuning", "held-out", "second", "third")
_MARK = re.compile(r"\s*\{([-+r])([^}]*)\}\s*$")


@dataclass(frozen=True)
class Wanted:
    """One finding or recommendation that a careful reader takes from a report."""

    sign: str
    text: str
    heading: str = ""
    words: frozenset[str] = frozenset()
    facts: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Line:
    """One paragraph of a report: what it is, and its text (or its cells)."""

    kind: str
    text: str
    cells: tuple[str, ...] = ()


@dataclass(frozen=True)
class Report:
    """A report's head, its paragraphs, and what is wanted from it."""

    name: str
    head: dict[str, str]
    lines: list[Line]
    wanted: list[Wanted]

    def file(self) -> bytes:
        """The report as the real file that its head asks for."""
        return as_docx(self) if self.head["format"] == "docx" else as_pdf(self)

    @property
    def filename(self) -> str:
        """Its name, with the ending for its format."""
        return f"{self.name}.{self.head['format']}"


def read(path: Path) -> Report:
    """Reads a report from its text."""
    top, _, body = path.read_text(encoding="utf-8").partition("\n====\n")
    head = dict(re.split(r":\s*", line, maxsplit=1) for line in top.splitlines())
    lines: list[Line] = []
    wanted: list[Wanted] = []
    heading = ""
    for raw in filter(None, body.splitlines()):
        mark = _MARK.search(raw)
        line = _line(_MARK.sub("", raw))
        lines.append(line)
        if line.kind.startswith("h"):
            heading = line.text
        if mark:
            wanted.append(_wanted(mark, line, heading))
    return Report(path.stem, head, lines, wanted)


def _line(text: str) -> Line:
    if text.startswith("|"):
        return Line("row", text, tuple(cell.strip() for cell in text.strip("| ").split("|")))
    for start, kind in (("----", "break"), ("### ", "h3"), ("## ", "h2"), ("# ", "h1"), ("~ ", "title")):
        if text.startswith(start):
            return Line(kind, text.removeprefix(start))
    for start, kind in (("#. ", "numbered"), ("- ", "bullet")):
        if text.startswith(start):
            return Line(kind, text.removeprefix(start))
    if text.startswith("**"):
        return Line("bold", text.strip("*"))
    return Line("text", text)


def _wanted(mark: re.Match[str], line: Line, heading: str) -> Wanted:
    facts = dict(re.findall(r"(\w+)=([^=}]+?)(?=\s+\w+=|$)", mark[2]))
    words = frozenset(mark[2].split()) if not facts else frozenset()
    text = line.text
    if line.cells:
        text = line.cells[int(facts["col"])] if "col" in facts else max(line.cells, key=len)
    return Wanted(mark[1], text.replace(" ^", ""), heading if "head" in words else "", words, facts)


def made(text: str, kind: str = "docx") -> Report:
    """A report without a file of its own, from its lines."""
    lines = [_line(line) for line in text.strip().splitlines()]
    return Report("report", {"format": kind}, lines, [])


def every(half: str = "") -> list[Report]:
    """All reports, or those of one half."""
    reports = [read(path) for path in sorted(FOLDER.glob("*.txt"))]
    return [report for report in reports if not half or report.head["half"] == half]


# Word


def as_docx(report: Report) -> bytes:
    """The report as Word would save it."""
    document = docx.Document()
    for style in [each for each in document.styles if each.type == WD_STYLE_TYPE.TABLE]:
        if style.name not in ("Table Grid", "Normal Table"):
            style.delete()  # there are a hundred, which take long to read
    bold_only = report.head.get("style") == "bold"
    section = document.sections[0]
    section.header.paragraphs[0].text = report.head.get("header", "")
    section.footer.paragraphs[0].text = report.head.get("footer", "")
    table = None
    contents = report.head.get("contents")
    for line in report.lines:
        if line.kind != "row":
            table = None
        if line.kind == "row":
            if table is None:
                table = document.add_table(rows=0, cols=len(line.cells))
                table.style = "Table Grid"
            for cell, text in zip(table.add_row().cells, line.cells, strict=True):
                cell.text = text
        elif line.kind == "title":
            document.add_paragraph(line.text, style="Title")
        elif line.kind[0] == "h" and not bold_only:
            if contents:
                _word_contents(document, report)
                contents = None
            document.add_heading(line.text, level=int(line.kind[1]))
        elif line.kind == "bold" or line.kind[0] == "h":
            document.add_paragraph().add_run(line.text).bold = True
        elif line.kind == "break":
            document.add_page_break()
        else:
            style = {"numbered": "List Number", "bullet": "List Bullet"}.get(line.kind)
            document.add_paragraph(line.text, style=style)
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def _word_contents(document: "docx.document.Document", report: Report) -> None:
    style = document.styles.add_style("TOC 1", WD_STYLE_TYPE.PARAGRAPH)
    style.font.size = Pt(11)
    document.add_paragraph().add_run("Contents").bold = True
    for number, line in enumerate(each for each in report.lines if each.kind == "h1"):
        document.add_paragraph(f"{line.text}\t{number + 2}", style=style)


# PDF


def as_pdf(report: Report) -> bytes:
    """Returns the report as a PDF with its header, footer, columns and contents."""
    head = report.head
    header, footer = _words(head.get("header", "")), _words(head.get("footer", ""))
    footer = footer.replace("{n}", '" + str(counter(page).get().first()) + "')
    footer = footer.replace("{N}", '" + str(counter(page).final().first()) + "')
    columns = int(head.get("columns", 1))
    out = [
        f'#set page(paper: "a4", flipped: {str(columns > 2).lower()}, header: context text(size: 8pt, {header}), '
        f"footer: context align(center, text(size: 8pt, {footer})))",
        "#set text(size: 10.5pt, hyphenate: true)",
        "#set par(justify: true)",
        "#show heading.where(level: 1): set text(size: 15pt)",
        "#show heading.where(level: 2): set text(size: 12.5pt)",
        "#show heading.where(level: 3): set text(size: 11pt)",
    ]
    body: list[str] = []
    contents = head.get("contents")
    for line in report.lines:
        if contents and line.kind == "h1":
            out += ["#outline()", "#pagebreak()"]
            contents = None
        (body if columns > 1 and line.kind != "title" else out).append(_typst(line))
    if body:
        out += [f"#columns({columns})[", *body, "]"]
    source = re.sub(r"\n#table\.end\n+#table\.start\(\d+\)\n", "\n", "\n\n".join(out))
    source = re.sub(r"#table\.start\((\d+)\)", r"#table(columns: \1,", source).replace("#table.end", ")")
    return bytes(typst.compile(source.encode()))


def _typst(line: Line) -> str:
    words = _words(line.text)
    if line.kind == "row":
        cells = ", ".join(f"[#{_words(cell)}]" for cell in line.cells)
        return f"#table.start({len(line.cells)})\n{cells},\n#table.end"
    if line.kind == "break":
        return "#pagebreak()"
    if line.kind == "title":
        return f"#text(size: 22pt, weight: 700, {words})"
    if line.kind[0] == "h":
        return f"#heading(level: {line.kind[1]}, {words})"
    if line.kind == "bold":
        return f"#strong({words})"
    if line.kind in ("numbered", "bullet"):
        return f"#{'enum' if line.kind == 'numbered' else 'list'}([#{words}])"
    before, mark, after = line.text.partition(" ^ ")
    if mark:
        note, stop, rest = after.partition(". ")
        return f"#{_words(before)}#footnote({_words(note + stop)})#{_words(' ' + rest)}"
    return f"#{words}"


def _words(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
