"""What the preview of a file of questions shows of each, and what was chosen on it."""

import re
from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Any, NamedTuple

from elearn.authoring.questions import Item, Questions, already_in, block_text, outcome_meant
from elearn.content.course import BANK_FOLDER, Course, parts_of
from elearn.desk.examples import stand_in
from elearn.desk.plain import Form
from elearn.player import block_html
from elearn.translations import gettext as _
from elearn.translations import said

Files = Mapping[str, str]


class Chosen(NamedTuple):
    """What is chosen: which items, where they go (“new” or a place), a new bank's title, and what they test.

    `outcome` is that of all, and `own` that of single ones, by number.
    """

    ticked: frozenset[int]
    where: str
    title: str
    outcome: str
    own: Mapping[int, str]
    tests: Mapping[int, str]


def first_chosen(files: Files, found: Questions, name: str, page: str) -> Chosen:
    """What is chosen at first: what a file offers and the course has not, into a new bank or the one that was shown."""
    there = already_in(files, found.items)
    ticked = frozenset(
        each.number for each in found.items if each.kind and each.offered and each.number not in there
    )
    course_md = files.get("course.md", "")
    named = {each.number: outcome_meant(course_md, each.tests) for each in found.items if each.tests}
    own = {number: outcome for number, outcome in named.items() if outcome}
    is_bank = page.startswith(BANK_FOLDER)
    unmarked = {each.number for each in found.items if not each.marked}
    where = page if is_bank or (page and ticked and ticked <= unmarked) else "new"
    if where == "new" or is_bank:
        ticked -= unmarked
    return Chosen(ticked, where, bank_title(name), "", own, own)


def chosen_in(form: Form, found: Questions) -> Chosen:
    """What a form says."""
    ticked = frozenset(int(each) for each in form.all("pick") if re.fullmatch(r"[0-9]{1,4}", each))
    outcome = form("outcome", 100)
    own = {each.number: named for each in found.items if (named := form(f"outcome-{each.number}", 100))}
    tests = {each.number: own.get(each.number, outcome) for each in found.items}
    return Chosen(ticked, form("where", 400), form("title", 200), outcome, own, tests)


def bank_title(name: str) -> str:
    """The title of a new bank, made of the file's name."""
    words = re.sub(r"[\s_]+", " ", PurePosixPath(name).stem).strip(" -")[:80]
    return f"{words[:1].upper()}{words[1:]}" if words else _("Questions")


def items_shown(
    files: Files, found: Questions, chosen: Chosen, titles: Mapping[str, str], course: Course | None
) -> list[dict[str, Any]]:
    """Each question as the page shows it, in the reader's language."""
    there = already_in(files, found.items)
    shown = course or stand_in()
    return [
        {
            "number": each.number,
            "line": each.line,
            "row": found.format == "sheet",
            "words": each.words or _("Question %(number)s", number=each.number),
            "kind": titles.get(each.kind, "") if each.kind else "",
            "why": said(each.why),
            "lost": [said(says) for says in each.lost],
            "to_write": each.to_write,
            "marked": each.marked,
            "points": each.values.get("points") or "1",
            "there": there.get(each.number, ""),
            "asks": each.tests,
            "own": chosen.own.get(each.number, ""),
            "ticked": each.number in chosen.ticked,
            "html": _html(each, shown),
        }
        for each in found.items
    ]


def _html(item: Item, course: Course) -> str:
    """A question as learners see it, without what our policy lets no page have."""
    if not item.kind:
        return ""
    text = f"# Module\n\n## Page\n\n{block_text(item, f'question-{item.number}', '')}\n"
    blocks = [each.block for page in parts_of("01-module.md", text).pages for each in page.blocks]
    html = "".join(str(block_html(course, block, on_page=True)) for block in blocks if block)
    return re.sub(r'(<[^>]*?) style="[^"]*"', r"\1", re.sub(r'(<a\b[^>]*?) href="[^"]*"', r"\1", html))
