"""Which page of a course is shown: the one that is asked for, also after its id or its file has got another name."""

from collections.abc import Mapping, Sequence

from elearn.desk.parts import Draft, Drafts, StaleChange, Texts

Files = Mapping[str, str]
At = tuple[str, str]
"""A page: its file and its id."""


def shown(texts: Texts, draft: Draft, at: At, about: Sequence[At | None], *, lead: bool) -> At:
    """The page to show: the one that was shown, else the first of those that a change is about.

    With `lead` it is one of those also if the one that was shown is there.
    """
    there = [page for page in about if page is not None and _has(texts, draft.files, page)]
    if not lead and _has(texts, draft.files, at):
        return at
    return there[0] if there else at


def page_of(texts: Texts, files: Files, file: str, line: int) -> At | None:
    """The page that a line is on, or the first of its file if it is above. None if there is no such file."""
    if file not in files:
        return None
    pages = texts.parts_of(files, file).pages
    found = [each.id for each in pages if each.span[0] <= line] or [each.id for each in pages[:1]]
    return (file, found[-1]) if found else None


def page_now(texts: Texts, drafts: Drafts, course: str, draft: Draft, at: At, known: int | None) -> At:
    """Where a page of change `known` is now. It is the same if nothing is known of it.

    A page whose title was written anew may have another id, and the file of a module that was moved another name.
    """
    if known is None or known >= draft.seq or _has(texts, draft.files, at):
        return at
    file, page = at
    text = drafts.text_at(course, file, known)
    if text is None:
        return at
    name = drafts.name_now(course, file, known)
    parts = texts.parts_of({**draft.files, name: text}, name)
    span = next((each.span for each in parts.pages if each.id == page), None)
    try:
        line = drafts.beside(course, file, (span[0], span[0] + 1), known)[0] if span else 0
    except StaleChange:  # the file is gone
        return at
    return page_of(texts, draft.files, name, line) or at


def _has(texts: Texts, files: Files, at: At) -> bool:
    """Whether there is such a page."""
    file, page = at
    return file in files and any(each.id == page for each in texts.parts_of(files, file).pages)
