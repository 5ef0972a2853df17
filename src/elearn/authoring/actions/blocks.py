"""What is done with blocks: they are named by their lines, in a page, the introduction or a bank."""

from collections.abc import Mapping, Sequence
from typing import Any

from elearn.authoring.actions.copying import renamed
from elearn.authoring.actions.layout import names_in
from elearn.authoring.actions.lines import put_in, trimmed, without
from elearn.authoring.actions.pages import moved_within
from elearn.authoring.actions.work import Work, gone, unclear
from elearn.content.course import BANK_FOLDER, START, BlockParts, outcomes_in, parts_of
from elearn.content.forms import new_block
from elearn.phrases import phrase


def add_block(work: Work) -> None:
    """The block `text`, or a new one of a `kind`, on a page.

    It goes before (`before`) or after (`after`) some lines, or last.
    """
    file, page = work.file(), work.text("page")
    text = work.text("text") if "text" in work.action else begun(work, work.text("kind"))
    lines = text.replace("\r\n", "\n").split("\n")
    piece = lines[slice(*trimmed(lines, 0, len(lines)))]
    if not piece:
        raise gone()
    after = work.span(file, "after")
    at = after[1] if after else _place(work, file, page, work.action)
    _put(work, file, max(at, _region(work, file, page)[0]), piece)
    work.at = file, page
    work.said.append(phrase("The block is added."))
    _say_if_joined(work)


def move_block(work: Work) -> None:
    """To another place (`to`: file, page, and the lines before which it goes, or None for last)."""
    file, to = work.file(), work.to()
    start, end = _block(work, file)
    goal, page = work.file(to), work.text("page", to)
    at = _place(work, goal, page, to)
    lines = work.lines(file)
    piece = lines[start:end]
    if goal == file:
        made, begins = moved_within(lines, start, end, at, piece)
        work.write(file, made)
        work.new = begins, begins + len(piece)
    else:
        work.write(file, without(lines, start, end))
        _put(work, goal, at, piece)
    work.at = goal, page
    work.said.append(phrase("The block is moved."))
    _say_if_joined(work)


def copy_block(work: Work) -> None:
    """A copy below it, with names of its own."""
    file = work.file()
    start, end = _block(work, file)
    lines = work.lines(file)
    work.at = file, _page_of(work, file, start)
    _put(work, file, end, renamed(work, lines[start:end]))
    work.said.append(phrase("The block is copied."))
    _say_if_joined(work)


def delete_block(work: Work) -> None:
    """The page stays, also if nothing is on it any more."""
    file = work.file()
    start, end = _block(work, file)
    work.at = file, _page_of(work, file, start)
    lines = without(work.lines(file), start, end)
    joins = _text_across(work, file, "\n".join(lines), start)
    work.write(file, lines)
    work.said.append(phrase("The block is deleted."))
    if joins:
        work.said.append(phrase("The text above it and the text below it are one block now."))


def _put(work: Work, file: str, at: int, piece: Sequence[str]) -> None:
    """Puts a piece before line `at` of a file."""
    made, begins = put_in(work.lines(file), at, piece)
    work.write(file, made)
    work.new = begins, begins + len(piece)


def _say_if_joined(work: Work) -> None:
    """Says that what was put somewhere is one block with the text beside it: in a file nothing keeps them apart."""
    file, new = work.at[0], work.new
    blocks = _blocks(work, file, work.files[file])
    if new and any(
        each.span.start < new[0] < each.span.end or each.span.start < new[1] < each.span.end
        for each in blocks
    ):
        work.said.append(phrase("It is one block with the text beside it now."))


def _text_across(work: Work, file: str, text: str, line: int) -> bool:
    """Whether a block has lines above and below this one."""
    return any(each.span.start < line < each.span.end for each in _blocks(work, file, text))


def _blocks(work: Work, file: str, text: str) -> list[BlockParts]:
    module_id = next((each.id for each in work.layout.modules if each.file == file), "")
    return [block for page in parts_of(file, text, module_id).pages for block in page.blocks]


def _block(work: Work, file: str) -> tuple[int, int]:
    """The lines of the block that the action names. Raises InputFault if they are no lines within one page."""
    span = work.span(file)
    if span is None:
        raise gone()
    start, end = trimmed(work.lines(file), *span)
    first, after = _region(work, file, _page_of(work, file, start))
    if not first <= start < end <= after:
        raise gone()
    return start, end


def _place(work: Work, file: str, page: str, within: Mapping[str, Any]) -> int:
    """The line before which something goes on a page."""
    first, after = _region(work, file, page)
    before = work.span(file, "before", within)
    if before is None:
        return after
    if not first <= before[0] <= after:
        raise gone()
    return before[0]


def _region(work: Work, file: str, page: str) -> tuple[int, int]:
    """The lines on a page in which blocks can stand."""
    text = work.files[file]
    module_id = next((each.id for each in work.layout.modules if each.file == file), "")
    parts = parts_of(file, text, module_id)
    place = next((n for n, each in enumerate(parts.pages) if each.id == page), None)
    if place is None:
        raise gone()
    head = parts.pages[place].heading or parts.heading or parts.front
    below = parts.pages[place + 1].span.start if place + 1 < len(parts.pages) else len(text.split("\n"))
    return head.end if head else 0, below


def _page_of(work: Work, file: str, line: int) -> str:
    """The id of the page that a line is on."""
    if file == "course.md" or file.startswith(BANK_FOLDER):
        return START if file == "course.md" else ""
    pages = (page for each in work.layout.modules if each.file == file for page in each.pages)
    return next((page.id for page in pages if page.start <= line < page.end), "")


def begun(work: Work, kind: str) -> str:
    """The text of a new block."""
    outcomes = [own for own, _ in outcomes_in(work.files.get("course.md", "")) if own]
    names = {name for text in work.files.values() for name in names_in(text)}
    banks = [file[len(BANK_FOLDER) : -3] for file in sorted(work.files) if file.startswith(BANK_FOLDER)]
    try:
        return str(new_block(kind, names=names, outcomes=outcomes, banks=banks))
    except KeyError:
        raise unclear() from None
