"""What is done with pages."""

from collections.abc import Mapping

from elearn.authoring.actions.copying import copied_page
from elearn.authoring.actions.layout import ModuleAt, PageAt, layout_of, module_at, unused
from elearn.authoring.actions.lines import put_in, trimmed, with_put_in, without
from elearn.authoring.actions.numbering import Numbered
from elearn.authoring.actions.work import Work, gone, heading, page_in, refused, unclear
from elearn.content import OF_A_NEW_COURSE
from elearn.content.course import page_id_of
from elearn.content.text import LONGEST_ID, is_id, slug_of
from elearn.phrases import nphrase, phrase


def retitled(line: str, written: str) -> str:
    """A heading's new line, with the line end of the old one."""
    return written + ("\r" if line.endswith("\r") else "")


def add_page(work: Work) -> None:
    """A page with nothing on it, after another (`after`), or first if that is None."""
    module, title, after = work.module(), work.title(), work.action.get("after")
    own = new_page_id(work, module, title)
    lines = work.lines(module.file)
    if after is None:
        at = module.pages[0].start if module.pages else len(lines)
    else:
        at = page_in(module, work.text("after")).end
    work.write(module.file, with_put_in(lines, at, [heading(2, title, own)]))
    work.at = module.file, own
    work.said.append(phrase("The page “%(title)s” is added.", title=title))


def add_pages(work: Work) -> None:
    """Pages with what is on them (`pages`: titles and texts), after another page (`after`), or first if that is None.

    With `title` in the place of `file`, they are a new module of that title, after all others.
    """
    given = work.action.get("pages")
    if not isinstance(given, list) or not all(isinstance(each, Mapping) for each in given) or not given:
        raise unclear()
    file = work.file() if "file" in work.action else _last_module(work)
    module = next((each for each in layout_of(work.files).modules if each.file == file), None)
    if module is None:
        raise gone()
    after, own, begins = work.action.get("after"), "", 0
    lines = work.lines(file)
    if after is not None:
        at = page_in(module, work.text("after")).end
    else:
        at = module.pages[0].start if module.pages else len(lines)
    piece, first = list[str](), ""
    used = {page.id for page in layout_of(work.files).pages()}
    for each in given:
        title = " ".join(work.text("title", each).split())
        own = unused(slug_of(title)[:LONGEST_ID].rstrip("-") or f"{module.id}-page", used)
        first = first or own
        piece += [*([""] if piece else []), heading(2, title, own), *_body(work.text("text", each))]
    made, begins = put_in(lines, at, piece)
    work.write(file, made)
    work.at, work.new = (file, first), (begins, begins + len(piece))
    work.said.append(nphrase("%(num)s page is brought in.", "%(num)s pages are brought in.", len(given)))


def _last_module(work: Work) -> str:
    """The file of a new module after all others, with the title that the action gives."""
    title = work.title()
    own = unused(
        slug_of(title)[:LONGEST_ID].rstrip("-") or "module", {each.id for each in work.layout.modules}
    )
    order = [*(Numbered(each.file, each.id) for each in work.layout.modules), Numbered("", own)]
    texts = [*(work.files[each.file] for each in work.layout.modules), heading(1, title) + "\n"]
    return work.order(order, texts)[-1]


def _body(text: str) -> list[str]:
    """The lines of a page below its heading. Raises InputFault if they hold a heading of a page or module."""
    found = module_at("01-x.md", f"# A\n\n## B\n\n{text}\n", "x")
    if len(found.pages) != 1 or found.title != "A":
        raise unclear()
    return ["", *text.strip("\n").split("\n")] if text.strip() else []


def new_page_id(work: Work, module: ModuleAt, title: str) -> str:
    """The id of a new page: what its title says, after the module's id if another page has that."""
    used = work.page_ids()
    plain = slug_of(title)[:LONGEST_ID].rstrip("-")
    if plain and plain not in used:
        return plain
    return unused(page_id_of(module.id, title) or f"{module.id}-page", used)


def rename_page(work: Work) -> None:
    """Another title. The id stays, so it is written out if the title gave it.

    With `whole` (the title is not being typed any more), the first page of a new course gets an id from its first title
    of its own: nobody has seen a course in which the placeholder stands.
    """
    module, page = work.page()
    title, own = work.title(), page.id
    if page.title == OF_A_NEW_COURSE["page"] and work.action.get("whole") is True:
        own = new_page_id(work, module, title)
        work.called[page.id] = own
    if title != page.title:
        _head(work, module, page, heading(2, title, own))
    work.at = module.file, own
    work.said.append(phrase("The page is called “%(title)s” now.", title=title))


def name_page(work: Work) -> None:
    """Another id. The links to the page follow."""
    module, page = work.page()
    own = work.text("id").strip()
    if not is_id(own):
        raise refused(
            phrase("“%(id)s” cannot be an id.", id=own),
            phrase("Use at most 64 small letters, digits and hyphens."),
        )
    if own != page.id and own in work.page_ids():
        raise refused(phrase("Another page has the id “%(id)s”.", id=own), phrase("Choose another."))
    _head(work, module, page, heading(2, page.title, own))
    work.called[page.id] = own
    work.at = module.file, own
    work.said.append(
        phrase(
            "The page's id is “%(id)s” now. Learners’ progress on the page under its old id is not counted.",
            id=own,
        )
    )


def move_page(work: Work) -> None:
    """To another place, in its module or another (`to`). Its id stays, so it is written out if its module gave it."""
    module, page = work.page()
    to = work.to()
    goal = work.module("file", to)
    before = to.get("before")
    other = None if before is None else page_in(goal, work.text("before", to))
    if goal != module and len(module.pages) == 1:
        raise refused(
            phrase("A module needs a page, and this is its only one."),
            phrase("Add another first, or delete the module."),
        )
    if other != page and not (goal == module and _stands_there(module, page, other)):
        _move(work, module, page, goal, other)
    work.at = goal.file, page.id
    work.said.append(phrase("The page “%(title)s” is moved.", title=page.title))


def _stands_there(module: ModuleAt, page: PageAt, before: PageAt | None) -> bool:
    place = module.pages.index(page) + 1
    return before == (module.pages[place] if place < len(module.pages) else None)


def _move(work: Work, module: ModuleAt, page: PageAt, goal: ModuleAt, before: PageAt | None) -> None:
    lines = work.lines(module.file)
    start, end = trimmed(lines, page.start, page.end)
    piece = lines[start:end]
    if goal != module and not page.own and page.id:
        piece[0] = heading(2, page.title, page.id)
    at = before.start if before else goal.pages[-1].end if goal.pages else len(work.lines(goal.file))
    if goal != module:
        work.write(module.file, without(lines, start, end))
        work.write(goal.file, with_put_in(work.lines(goal.file), at, piece))
    else:
        work.write(module.file, moved_within(lines, start, end, at, piece)[0])


def moved_within(lines: list[str], start: int, end: int, at: int, piece: list[str]) -> tuple[list[str], int]:
    """Lines of which some (`piece`, from `start` to `end`) are moved to before line `at`, and where they begin now."""
    if start <= at <= end:
        return lines, start
    if at > end:
        put, begins = put_in(lines, at, piece)
        made = without(put, start, end)
        return made, begins - (len(put) - len(made))
    return put_in(without(lines, start, end), at, piece)


def copy_page(work: Work) -> None:
    """A copy below it, with ids of its own."""
    module, page = work.page()
    lines = work.lines(module.file)
    start, end = trimmed(lines, page.start, page.end)
    piece, own = copied_page(work, page, lines[start:end])
    work.write(module.file, with_put_in(lines, page.end, piece))
    work.at = module.file, own
    work.said.append(phrase("The page “%(title)s” is copied.", title=page.title))


def delete_page(work: Work) -> None:
    """Raises InputFault if it is the module's last one."""
    module, page = work.page()
    if len(module.pages) == 1:
        raise refused(
            phrase("A module needs a page, and this is its only one."),
            phrase("Add another first, or delete the module."),
        )
    lines = work.lines(module.file)
    work.write(module.file, without(lines, *trimmed(lines, page.start, page.end)))
    place = module.pages.index(page)
    work.at = module.file, module.pages[place - 1 if place else 1].id
    work.said.append(phrase("The page “%(title)s” is deleted.", title=page.title))


def _head(work: Work, module: ModuleAt, page: PageAt, written: str) -> None:
    lines = work.lines(module.file)
    lines[page.start] = retitled(lines[page.start], written)
    work.write(module.file, lines)
