"""Pages of a Word file, written into the files of a course, for who works without the editor."""

from collections.abc import Sequence
from pathlib import Path

from elearn.authoring.actions import do, put_picture, with_edits
from elearn.authoring.saved import saved_texts
from elearn.authoring.word.pages import ModuleIn
from elearn.content.course import course_files
from elearn.files import write_whole
from elearn.intake import Manuscript
from elearn.problems import InputFault


def write_pages(
    folder: Path, manuscript: Manuscript, modules: Sequence[ModuleIn], *, dry_run: bool = False
) -> tuple[list[Path], list[str]]:
    """Writes modules after all others of the course in a folder. Gives the files that are new or changed, and what is
    lost.

    Pictures are written first, each file whole. With `dry_run` nothing is written. Raises InputFault in words if a page
    cannot be one of a course, or if a file of the course is not in UTF-8.
    """
    files = course_files(folder)
    texts = saved_texts(folder, files)
    before, media, lost, paths = dict(texts), dict[str, bytes](), list(manuscript.notes), dict[int, str]()
    for page in (page for module in modules for page in module.pages):
        lost += page.notes
        for each in page.pictures():
            try:
                made = put_picture(f"{page.title}.png", manuscript.pictures[each.number], {*files, *media})
            except InputFault as fault:
                lost.append(fault.problems[0].message)
            else:
                media[made.path], paths[each.number] = made.content, made.path
    for module in modules:
        pages = [{"title": p.title, "text": p.text(lambda e: paths.get(e.number, ""))} for p in module.pages]
        action = {"action": "add-pages", "title": module.title, "pages": pages}
        texts = with_edits(texts, do(texts, action).edits)
    changed = {name: text.encode() for name, text in texts.items() if before.get(name) != text}
    written = {**media, **changed}
    for name, content in written.items():
        if not dry_run:
            write_whole(folder / name, content)
    return [folder / name for name in written], list(dict.fromkeys(lost))
