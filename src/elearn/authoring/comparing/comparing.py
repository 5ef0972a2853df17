"""What differs between two versions of a course: facts, titles, pages with their blocks, and files."""

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from elearn.authoring.comparing.lines import Line, facts_lines, front_lines, lines_of, title_line
from elearn.authoring.comparing.matching import PlacedBlock, in_order, paired_blocks
from elearn.authoring.comparing.rows import Row, only_after, only_before, rows_of
from elearn.content.course import START, FileParts, PageParts, module_ids, parts_of

State = Literal["same", "changed", "new", "gone"]
_COURSE = "course.md"


@dataclass(frozen=True, slots=True)
class Written:
    """A course's texts by name, and the hash of each of its other files by path."""

    texts: Mapping[str, str]
    media: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class BlockChange:
    """A block before and after. `kind` is "" if it opens as text, `name` that of a question, or "".

    `moved`: it has another place among the blocks that stay. `page` is the title of the page that it came from, or
    "" if that is this one. A block that has left for another page is "gone" there, with `to` as that page's title.
    """

    state: State
    kind: str
    name: str
    rows: tuple[Row, ...]
    moved: bool = False
    page: str = ""
    to: str = ""


@dataclass(frozen=True, slots=True)
class PageChange:
    """A page before and after. `file` and `id` are those of after, or of before if it is gone.

    `kind` is that of its file: “course” for the introduction, “module” or “bank”. `title` is its row of titles.
    `module` is the title of its module, and `from_module` that of before if it was in another one.
    """

    state: State
    kind: str
    file: str
    id: str
    title: Row
    module: str
    blocks: tuple[BlockChange, ...]
    moved: bool = False
    from_module: str = ""

    @property
    def changes(self) -> int:
        """How many blocks differ or have moved."""
        return sum(each.state != "same" or each.moved for each in self.blocks)

    @property
    def same(self) -> bool:
        """Whether nothing about it differs."""
        return self.state == "same" and not self.moved and not self.changes and self.title.same


@dataclass(frozen=True, slots=True)
class MediaChange:
    """A file below `media/` that is new, gone, or another under the same name (“changed”)."""

    path: str
    state: State


@dataclass(frozen=True, slots=True)
class Comparison:
    """All that differs. `facts` and `modules` are rows of the facts and of the modules' titles, same ones too.

    `unseen` are the files whose text differs in nothing that is shown here: spaces, or how a line is broken. `nothing`:
    no byte differs.
    """

    facts: tuple[Row, ...]
    modules: tuple[Row, ...]
    pages: tuple[PageChange, ...]
    media: tuple[MediaChange, ...]
    unseen: tuple[str, ...]
    nothing: bool

    @property
    def nothing_shown(self) -> bool:
        """Whether nothing that people read differs."""
        rows = (*self.facts, *self.modules)
        return all(row.same for row in rows) and all(page.same for page in self.pages) and not self.media


@dataclass(frozen=True, slots=True, eq=False)
class _PlacedPage:
    """A page with its key among all pages, its place, and its blocks."""

    key: Hashable
    place: int
    file: FileParts
    page: PageParts
    title: str
    blocks: tuple[PlacedBlock, ...]


def compare(before: Written, after: Written) -> Comparison:
    """What differs between two versions of a course. It never raises: what cannot be read is compared line by line."""
    old, new = _pages(before), _pages(after)
    pages = _paired_pages(old, new)
    keys = {old[a].key: new[b].key for a, b in pages.items()}
    blocks = paired_blocks(
        [each for page in old for each in page.blocks], [each for page in new for each in page.blocks], keys
    )
    changed = tuple(_page_changes(old, new, pages, blocks))
    facts = _facts(before, after)
    modules = rows_of(_module_titles(before), _module_titles(after))
    unseen = _unseen(before, after, facts, modules, changed)
    media = tuple(_media(before, after))
    return Comparison(facts, modules, changed, media, unseen, before == after)


def _files(written: Written) -> Iterator[FileParts]:
    """The files in the order in which people read them: the introduction, the modules, the banks."""
    ids = module_ids(written.texts)
    banks = sorted(name for name in written.texts if "/" in name)
    others = sorted(
        name for name in written.texts if name not in ids and name not in banks and name != _COURSE
    )
    for name in (_COURSE, *ids, *others, *banks):
        if name in written.texts:
            yield parts_of(name, written.texts[name], ids.get(name, ""))


def _pages(written: Written) -> list[_PlacedPage]:
    made: list[_PlacedPage] = []
    count = 0
    seen: set[Hashable] = set()
    for file in _files(written):
        for page in file.pages:
            key: Hashable = (file.kind, file.name if file.kind == "bank" or not page.id else page.id)
            key = key if key not in seen else (key, len(made))
            seen.add(key)
            blocks = tuple(
                PlacedBlock(key, count + n, block, lines_of(block, written.media))
                for n, block in enumerate(page.blocks)
            )
            count += len(blocks)
            title = page.title or (file.title if file.kind == "bank" else "")
            made.append(_PlacedPage(key, len(made), file, page, title, blocks))
    return made


def _paired_pages(before: Sequence[_PlacedPage], after: Sequence[_PlacedPage]) -> dict[int, int]:
    """By place before: the place after. Pages with another id are found by their title, or by what is on them."""
    known = {page.key: page.place for page in after}
    pairs = {page.place: known[page.key] for page in before if page.key in known}
    for alike in (_same_title, _same_blocks):
        for page in before:
            taken = set(pairs.values())
            left = [
                other for other in after if other.place not in taken and other.file.kind == page.file.kind
            ]
            if page.place not in pairs and (found := next((o for o in left if alike(page, o)), None)):
                pairs[page.place] = found.place
    return pairs


def _same_title(one: _PlacedPage, other: _PlacedPage) -> bool:
    return bool(one.title) and one.title.casefold() == other.title.casefold()


def _same_blocks(one: _PlacedPage, other: _PlacedPage) -> bool:
    """Whether half of what one has, or more, is on the other as it is."""
    mine, theirs = ({each.block.text for each in page.blocks} for page in (one, other))
    return bool(mine) and 2 * len(mine & theirs) >= max(len(mine), len(theirs))


def _page_changes(
    before: Sequence[_PlacedPage],
    after: Sequence[_PlacedPage],
    pages: Mapping[int, int],
    blocks: Mapping[int, int],
) -> Iterator[PageChange]:
    """Every page of after in order. One that is gone comes after the page that it followed."""
    found = _Found(before, after, blocks)
    back = {b: a for a, b in pages.items()}
    steady = in_order([pages[a] for a in sorted(pages)])
    gone = iter([page for page in before if page.place not in pages])
    waiting = next(gone, None)
    for page in after:
        was = before[back[page.place]] if page.place in back else None
        while waiting and was and waiting.place < was.place and page.place in steady:
            yield found.gone_page(waiting)
            waiting = next(gone, None)
        yield found.page(was, page, moved=was is not None and page.place not in steady)
    while waiting:
        yield found.gone_page(waiting)
        waiting = next(gone, None)


class _Found:
    """Makes the changes of pages of what belongs together."""

    def __init__(
        self, before: Sequence[_PlacedPage], after: Sequence[_PlacedPage], blocks: Mapping[int, int]
    ) -> None:
        self._old = {each.place: (page, each) for page in before for each in page.blocks}
        self._new = {each.place: (page, each) for page in after for each in page.blocks}
        self._to = blocks
        self._from = {b: a for a, b in blocks.items()}

    def gone_page(self, page: _PlacedPage) -> PageChange:
        """A page that after does not have."""
        title = Row(only_before([title_line(page.title)])[0].before, None)
        blocks = tuple(self._gone(each) for each in page.blocks)
        return PageChange("gone", page.file.kind, page.file.name, page.page.id, title, _module(page), blocks)

    def page(self, was: _PlacedPage | None, page: _PlacedPage, *, moved: bool) -> PageChange:
        """A page of after."""
        blocks = tuple(self._blocks(was, page))
        new = title_line(page.title)
        title = rows_of([title_line(was.title)], [new]) if was else only_after([new])
        row = title[0] if len(title) == 1 else Row(title[0].before, title[1].after)
        touched = any(each.state != "same" or each.moved for each in blocks)
        state: State = "new" if was is None else "changed" if touched or not row.same else "same"
        from_module = _module(was) if was and was.file.name != page.file.name else ""
        other = from_module if from_module != _module(page) else ""
        return PageChange(
            state, page.file.kind, page.file.name, page.page.id, row, _module(page), blocks, moved, other
        )

    def _blocks(self, was: _PlacedPage | None, page: _PlacedPage) -> Iterator[BlockChange]:
        """The blocks of a page of after. Those that are gone come where they were."""
        own = [each.place for each in was.blocks] if was else []
        here = [self._from[b.place] for b in page.blocks if self._from.get(b.place) in set(own)]
        steady = in_order(here)
        gone = iter([each for each in was.blocks if each.place not in set(here)] if was else [])
        waiting = next(gone, None)
        for block in page.blocks:
            place = self._from.get(block.place)
            while waiting and place in steady and place is not None and waiting.place < place:
                yield self._gone(waiting)
                waiting = next(gone, None)
            yield self._block(block, place, steady)
        while waiting:
            yield self._gone(waiting)
            waiting = next(gone, None)

    def _block(self, block: PlacedBlock, place: int | None, steady: set[int]) -> BlockChange:
        kind, name = block.block.kind, block.block.name
        if place is None:
            return BlockChange("new", kind, name, only_after(block.lines))
        page, old = self._old[place]
        rows = rows_of(old.lines, block.lines)
        state: State = "same" if all(row.same for row in rows) else "changed"
        stayed = place in steady
        here = self._new[block.place][0]
        came = "" if stayed or page.key == here.key else page.title or page.file.title
        return BlockChange(state, kind, name, rows, moved=not stayed, page=came)

    def _gone(self, block: PlacedBlock) -> BlockChange:
        kind, name = block.block.kind, block.block.name
        if block.place in self._to:
            page = self._new[self._to[block.place]][0]
            return BlockChange(
                "gone", kind, name, (), moved=True, to=page.title or page.file.title or page.file.name
            )
        return BlockChange("gone", kind, name, only_before(block.lines))


def _module(page: _PlacedPage) -> str:
    return page.file.title if page.file.kind == "module" else ""


def _facts(before: Written, after: Written) -> tuple[Row, ...]:
    old, new = before.texts.get(_COURSE, ""), after.texts.get(_COURSE, "")
    lines = facts_lines(old), facts_lines(new)
    if lines[0] is None or lines[1] is None:
        return rows_of(front_lines(_front(old)), front_lines(_front(new)))
    return rows_of(lines[0], lines[1])


def _front(course_md: str) -> list[str]:
    span = parts_of(_COURSE, course_md).front
    return course_md.split("\n")[slice(*span)] if span else []


def _module_titles(written: Written) -> list[Line]:
    return [title_line(file.title) for file in _files(written) if file.kind == "module" and file.title]


def _media(before: Written, after: Written) -> Iterator[MediaChange]:
    for path in sorted({*before.media, *after.media}):
        old, new = before.media.get(path), after.media.get(path)
        if old != new:
            yield MediaChange(path, "new" if old is None else "gone" if new is None else "changed")


def _unseen(
    before: Written,
    after: Written,
    facts: Sequence[Row],
    modules: Sequence[Row],
    pages: Sequence[PageChange],
) -> tuple[str, ...]:
    """The files that differ, and in which nothing that is shown does."""
    shown = {page.file for page in pages if not page.same}
    if not all(row.same for row in facts):
        shown.add(_COURSE)
    if not all(row.same for row in modules):
        shown |= {
            file.name for written in (before, after) for file in _files(written) if file.kind == "module"
        }
    both = sorted(set(before.texts) & set(after.texts))
    return tuple(name for name in both if before.texts[name] != after.texts[name] and name not in shown)


__all__ = ["START", "BlockChange", "Comparison", "MediaChange", "PageChange", "Written", "compare"]
