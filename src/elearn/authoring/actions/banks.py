"""What is done with banks, and with the course's own title."""

import re
from collections.abc import Mapping

from elearn.authoring.actions.blocks import begun
from elearn.authoring.actions.copying import renamed
from elearn.authoring.actions.layout import unused
from elearn.authoring.actions.lines import line_end, trimmed, with_put_in
from elearn.authoring.actions.pages import retitled
from elearn.authoring.actions.work import Work, heading, unclear
from elearn.content.course import BANK_FOLDER, SHARED_BANKS, bank_of, parts_of, read_facts, write_facts
from elearn.content.kinds import opening_for
from elearn.content.text import is_id, slug_of
from elearn.phrases import nphrase, phrase


def add_bank(work: Work) -> None:
    """A bank with a title, and with the question `text`, or a new one of a `kind`, if there is one."""
    title = work.title()
    there = {file[len(BANK_FOLDER) : -3] for file in work.files if file.startswith(BANK_FOLDER)}
    file = f"{BANK_FOLDER}{unused(slug_of(title) or 'bank', there)}.md"
    lines = [heading(1, title), ""]
    if "text" in work.action or "kind" in work.action:
        text = work.text("text") if "text" in work.action else begun(work, work.text("kind"))
        given = text.replace("\r\n", "\n").split("\n")
        if piece := given[slice(*trimmed(given, 0, len(given)))]:
            lines = with_put_in(lines, len(lines), piece)
    work.write(file, lines)
    work.at = file, ""
    work.said.append(phrase("The bank “%(title)s” is added.", title=title))


def rename_bank(work: Work) -> None:
    """Another title. The id, and the file's name, stay."""
    file, title = work.file(), work.title()
    lines = work.lines(file)
    if (at := parts_of(file, work.files[file]).heading) is None:
        lines = [heading(1, title) + line_end(lines), line_end(lines), *lines]
    else:
        lines[at.start] = retitled(lines[at.start], heading(1, title))
    work.write(file, lines)
    work.at = file, ""
    work.said.append(phrase("The bank is called “%(title)s” now.", title=title))


def delete_bank(work: Work) -> None:
    """Also if pages draw from it: then it says so."""
    file = work.file()
    bank = file[len(BANK_FOLDER) : -3]
    del work.files[file]
    work.said.append(phrase("The bank “%(bank)s” is deleted.", bank=bank))
    drawn = _draws_from(bank)
    if drawn and (count := sum(len(drawn.findall(text)) for text in work.files.values())):
        work.said.append(
            nphrase(
                "%(num)s block still draws questions from it.",
                "%(num)s blocks still draw questions from it.",
                count,
            )
        )


def share_bank(work: Work) -> None:
    """The bank goes out of the course, because it is one of those that courses share now (`as`: its id there).

    The blocks that drew from it draw from that one.
    """
    file, goal = work.file(), work.text("as")
    bank = bank_of(file)
    if not file.startswith(BANK_FOLDER) or not is_id(goal):
        raise unclear()
    del work.files[file]
    if drawn := _draws_from(bank):
        for name, text in work.files.items():
            work.files[name] = drawn.sub(
                lambda found: f"{found['before']}{SHARED_BANKS}{goal}{found['after']}", text
            )
    work.said.append(phrase("The bank “%(bank)s” is one of those that courses share now.", bank=bank))


def _draws_from(bank: str) -> re.Pattern[str] | None:
    """Finds the first lines of the blocks that draw from a bank. None: no kind does that."""
    if not (opening := opening_for("draw")):
        return None
    line = rf"^(?P<before> {{0,3}}{re.escape(opening)}[ \t]+){re.escape(bank)}(?P<after>[ \t\r]*)$"
    return re.compile(line, re.MULTILINE)


def copy_bank(work: Work) -> None:
    """A copy, with names of its own."""
    file = work.file()
    there = {each[len(BANK_FOLDER) : -3] for each in work.files if each.startswith(BANK_FOLDER)}
    copy = f"{BANK_FOLDER}{unused(file[len(BANK_FOLDER) : -3], there)}.md"
    work.write(copy, renamed(work, work.lines(file)))
    work.at = copy, ""
    work.said.append(phrase("The bank “%(bank)s” is copied.", bank=file[len(BANK_FOLDER) : -3]))


def rename_course(work: Work) -> None:
    """Another title in the front matter. The course's id stays."""
    title = work.title()
    facts = read_facts(work.files.get("course.md", ""))
    work.files["course.md"] = write_facts(work.files.get("course.md", ""), {**(facts or {}), "title": title})
    work.said.append(phrase("The course is called “%(title)s” now.", title=title))


def write_all_facts(work: Work) -> None:
    """What the form of the facts says (`values`). Raises RefusedValues, field by field."""
    values = work.action.get("values")
    if not isinstance(values, Mapping):
        raise unclear()
    work.files["course.md"] = write_facts(work.files.get("course.md", ""), values)
    work.said.append(phrase("The facts about the course are changed."))
