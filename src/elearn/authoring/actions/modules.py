"""What is done with whole modules."""

from elearn.authoring.actions.copying import copied_module
from elearn.authoring.actions.layout import ModuleAt, unused
from elearn.authoring.actions.lines import line_end
from elearn.authoring.actions.numbering import Numbered
from elearn.authoring.actions.pages import retitled
from elearn.authoring.actions.work import Work, gone, heading, refused
from elearn.content import OF_A_NEW_COURSE
from elearn.content.text import slug_of
from elearn.phrases import phrase


def add_module(work: Work) -> None:
    """A module with a title and no page, after another (`after`), or before all if that is None."""
    title, after = work.title(), work.action.get("after")
    place = 0 if after is None else _place(work, work.module("after")) + 1
    own = unused(slug_of(title) or "module", {each.id for each in work.layout.modules})
    names = _ordered(work, place, own, heading(1, title) + "\n")
    work.at = names[place], ""
    work.said.append(phrase("The module “%(title)s” is added.", title=title))


def rename_module(work: Work) -> None:
    """Another title. The id, and the file's name, stay.

    The first module of a new course gets both from its first title of its own: nobody has seen a course in which the
    placeholder stands.
    """
    module, title = work.module(), work.title()
    if module.title == OF_A_NEW_COURSE["module"] and title != module.title:
        module = _with_own_name(work, module, title)
    lines = work.lines(module.file)
    if module.heading < 0:
        lines = [heading(1, title) + line_end(lines), line_end(lines), *lines]
    else:
        lines[module.heading] = retitled(lines[module.heading], heading(1, title))
    work.write(module.file, lines)
    work.at = module.file, module.pages[0].id if module.pages else ""
    work.said.append(phrase("The module is called “%(title)s” now.", title=title))


def _with_own_name(work: Work, module: ModuleAt, title: str) -> ModuleAt:
    """The module after its file has been named by a title. Its pages have ids of their own, so they keep them."""
    there = work.layout.modules
    own = unused(slug_of(title) or "module", {each.id for each in there if each != module})
    if not all(page.own for page in module.pages):
        return module
    order = [
        Numbered("" if each == module else each.file, own if each == module else each.id) for each in there
    ]
    place = there.index(module)
    name = work.order(order, [work.before[each.file] for each in there])[place]
    work.moved[module.file] = name
    work.refresh()
    return work.layout.modules[place]


def move_module(work: Work) -> None:
    """To before another module (`before`), or last if that is None."""
    module, before = work.module(), work.action.get("before")
    rest = [each for each in work.layout.modules if each != module]
    other = None if before is None else work.module("before")
    if other == module:
        work.at = module.file, module.pages[0].id if module.pages else ""
        return
    place = len(rest) if other is None else rest.index(other)
    order = [*rest[:place], module, *rest[place:]]
    if order != list(work.layout.modules):
        work.order(
            [Numbered(each.file, each.id) for each in order], [work.before[each.file] for each in order]
        )
    file = work.moved.get(module.file, module.file)
    work.at = file, module.pages[0].id if module.pages else ""
    work.said.append(phrase("The module “%(title)s” is moved.", title=module.title))


def copy_module(work: Work) -> None:
    """A copy below it, with ids of its own."""
    module = work.module()
    own = unused(module.id, {each.id for each in work.layout.modules})
    place = _place(work, module) + 1
    text, pages = copied_module(work, module)
    names = _ordered(work, place, own, text)
    work.at = names[place], pages[0] if pages else ""
    work.said.append(phrase("The module “%(title)s” is copied.", title=module.title))


def delete_module(work: Work) -> None:
    """Raises InputFault if it is the last one."""
    module = work.module()
    rest = [each for each in work.layout.modules if each != module]
    if not rest:
        raise refused(
            phrase("A course needs a module, and this is its only one."),
            phrase("Add another first, or rename this one."),
        )
    place = _place(work, module)
    names = work.order(
        [Numbered(each.file, each.id) for each in rest], [work.before[each.file] for each in rest]
    )
    place = min(place, len(rest) - 1)
    work.at = names[place], rest[place].pages[0].id if rest[place].pages else ""
    work.said.append(phrase("The module “%(title)s” is deleted.", title=module.title))


def _place(work: Work, module: ModuleAt) -> int:
    if module not in work.layout.modules:
        raise gone()
    return work.layout.modules.index(module)


def _ordered(work: Work, place: int, own: str, text: str) -> list[str]:
    """Put a new module in its place. Gives the names of all modules' files."""
    there = work.layout.modules
    order = [Numbered(each.file, each.id) for each in there]
    texts = [work.before[each.file] for each in there]
    return work.order(
        [*order[:place], Numbered("", own), *order[place:]], [*texts[:place], text, *texts[place:]]
    )
