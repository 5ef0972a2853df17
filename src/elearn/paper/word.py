"""A course as a Word file for readers: every page and question with its answers, to comment on.

Hidden bookmarks say which page, block or question each paragraph is (`word_marks.py`), so that a comment in a file that
comes back is put where it belongs, and so that we see which words somebody changed.
"""

import io
import re
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

import typst
from docx.text.paragraph import Paragraph
from PIL import Image

from elearn.content.course import START, Course, Module, Page, write_block
from elearn.content.kinds import Block
from elearn.paper.pictures import printable
from elearn.paper.word_file import WordFile
from elearn.paper.word_html import WordPaper
from elearn.paper.word_marks import block_mark, other_mark, page_mark, question_mark
from elearn.player import block_html, markdown, sayer
from elearn.zips import zip_bytes, zip_files

Media = Mapping[PurePosixPath, bytes]
_MOST_SIDE = 1_600
_PPI = 200.0
_SIZE = re.compile(rb"<(?:\w+:)?svg\b")


def course_word(course: Course, media: Media) -> bytes:
    """The course as a .docx. The same source gives the same bytes.

    `media` holds the course's media files by their path below its folder. A picture that cannot be read is left out,
    with its text alternative in its place.
    """
    content = _Readers(course, media).written()
    return zip_bytes(zip_files(content), "[Content_Types].xml")


class _Readers:
    """A course while it is written."""

    def __init__(self, course: Course, media: Media) -> None:
        self.course, self.say = course, sayer(course.language)
        self.file = WordFile(course.title, course.language)
        self.paper = WordPaper(
            self.file, self.say, _pictures(media, course), dict(_right(course)), self._question
        )

    def written(self) -> bytes:
        """The whole file."""
        self._cover()
        if self.course.introduction:
            self._page(START, self.say("introduction"), 1, self.course.introduction, None)
        for module in self.course.modules:
            self._other([self.paper.heading(1, markdown.plain(module.title))])
            for page in module.pages:
                self._page(page.id, page.title, 2, page.blocks, (module, page))
        return self.file.content()

    def _cover(self) -> None:
        course, say = self.course, self.say
        add = self.file.document.add_paragraph
        self._other([self.file.document.add_heading(course.title, 0)])
        facts = (
            say("paper_version", version=course.version),
            say("paper_minutes", n=course.duration_minutes),
            say("paper_modules", n=len(course.modules)),
        )
        self._other([add(" · ".join(facts), "Caption")])
        for words in (course.summary, say("word_how")):
            if words:
                self._other([add(words)])
        if course.outcomes:
            self._other([self.paper.heading(1, say("able"))])
            items = "".join(f"<li>{markdown.inline(each.text)}</li>" for each in course.outcomes)
            self._other(self.paper.write(f"<ul>{items}</ul>", 2))

    def _other(self, made: Iterable[Paragraph]) -> None:
        for each in made:
            self.file.mark(other_mark(each.text), each, each)

    def _page(
        self, own: str, title: str, level: int, blocks: Collection[Block], place: tuple[Module, Page] | None
    ) -> None:
        head = self.paper.heading(level, markdown.plain(title))
        written = [text for block in blocks if (text := self._block(own, block, level + 1, place))]
        self.file.mark(page_mark(own, written, head.text), head, head)

    def _block(self, page: str, block: Block, level: int, place: tuple[Module, Page] | None) -> str:
        """Writes a block. Gives its text as in its file, "" if readers see nothing of it."""
        made = self.paper.write(block_html(self.course, block, on_page=False, place=place), level)
        if not made:
            return ""
        words, written = "".join(each.text for each in made), write_block(block)
        self.file.mark(block_mark(page, written, words), made[0], made[-1])
        return written

    def _question(self, name: str, made: list[Paragraph]) -> None:
        if made:
            self.file.mark(question_mark(name), made[0], made[-1])


def _right(course: Course) -> list[tuple[str, Collection[str]]]:
    """The ids of the right options of each question whose answers are a list of options."""
    found = ((question.name, question.data().get("right")) for question in course.questions())
    return [(name, {str(each) for each in right}) for name, right in found if isinstance(right, list)]


def _pictures(media: Media, course: Course) -> dict[str, bytes]:
    """The pictures as PNG, JPEG or GIF, by the name that `file_of` gives them."""
    found = {name: _shown(name, content) for name, content in printable(media, course.slug).items()}
    return {name: content for name, content in found.items() if content}


def _shown(name: str, content: bytes) -> bytes:
    """A picture as Word shows it, b"" if it cannot be read."""
    suffix = PurePosixPath(name).suffix
    try:
        if suffix == ".svg":
            return _drawn(content)
        if suffix == ".webp":
            made = io.BytesIO()
            with Image.open(io.BytesIO(content)) as picture:
                picture.thumbnail((_MOST_SIDE, _MOST_SIDE))
                picture.convert("RGBA").save(made, "PNG")
            return made.getvalue()
    except (typst.TypstError, OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return b""
    return content


def _drawn(svg: bytes) -> bytes:
    """A drawing as PNG. It loads nothing: typst sees a folder with this file alone."""
    if not _SIZE.search(svg):
        return b""
    with TemporaryDirectory(prefix="elearn-word-") as folder:
        Path(folder, "drawing.svg").write_bytes(svg)
        main = Path(folder, "main.typ")
        main.write_text(
            '#set page(width: auto, height: auto, margin: 0pt)\n#image("drawing.svg", width: 14cm)\n',
            encoding="utf-8",
        )
        made = typst.compile(main, root=Path(folder), format="png", ppi=_PPI, ignore_system_fonts=True)
    assert isinstance(made, bytes)
    return made
