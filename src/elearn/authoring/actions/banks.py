"""What is done with banks, and with the course's own title."""

import re

from elearn.authoring.actions.layout import first_heading, front_of, unused
from elearn.authoring.actions.lines import line_end, trimmed, with_put_in
from elearn.authoring.actions.pages import retitled
from elearn.authoring.actions.work import Work, gone, heading
from elearn.content.course import BANK_FOLDER
from elearn.content.kinds import opening_for
from elearn.content.text import slug_of, write_front_matter
from elearn.phrases import nphrase, phrase


def add_bank(work: Work) -> None:
    """A bank with a title, and with the question `text` if there is one."""
    title = work.title()
    there = {file[len(BANK_FOLDER) : -3] for file in work.files if file.startswith(BANK_FOLDER)}
    file = f"{BANK_FOLDER}{unused(slug_of(title) or 'bank', there)}.md"
    lines = [heading(1, title), ""]
    if "text" in work.action:
        given = work.text("text").replace("\r\n", "\n").split("\n")
        if piece := given[slice(*trimmed(given, 0, len(given)))]:
            lines = with_put_in(lines, len(lines), piece)
    work.write(file, lines)
    work.at = file, ""
    work.said.append(phrase("The bank “%(title)s” is added.", title=title))


def rename_bank(work: Work) -> None:
    """Another title. The id, and the file's name, stay."""
    file, title = work.bank(), work.title()
    lines = work.lines(file)
    if (at := first_heading(work.files[file])) < 0:
        lines = [heading(1, title) + line_end(lines), line_end(lines), *lines]
    else:
        lines[at] = retitled(lines[at], heading(1, title))
    work.write(file, lines)
    work.at = file, ""
    work.said.append(phrase("The bank is called “%(title)s” now.", title=title))


def delete_bank(work: Work) -> None:
    """Also if pages draw from it: then it says so."""
    file = work.bank()
    bank = file[len(BANK_FOLDER) : -3]
    del work.files[file]
    work.said.append(phrase("The bank “%(bank)s” is deleted.", bank=bank))
    if opening := opening_for("draw"):
        drawn = re.compile(rf"^ {{0,3}}{re.escape(opening)}[ \t]+{re.escape(bank)}[ \t\r]*$", re.MULTILINE)
        if count := sum(len(drawn.findall(text)) for text in work.files.values()):
            work.said.append(
                nphrase(
                    "%(num)s block still draws questions from it.",
                    "%(num)s blocks still draw questions from it.",
                    count,
                )
            )


def rename_course(work: Work) -> None:
    """Another title in the front matter. The course's id stays. Raises NotFound if there is no title on one line."""
    title = work.title()
    lines = work.lines(work.file({"file": "course.md"}))
    front = front_of(work.files["course.md"])
    at = next((n for n in range(1, front) if re.match(r"title[ \t]*:[ \t]*[^ \t|>\r]", lines[n])), None)
    if at is None:
        raise gone()
    below = lines[at + 1] if at + 1 < front else ""
    if below[:1] in (" ", "\t"):
        raise gone()
    written = write_front_matter({"title": title}).split("\n")[1]
    lines[at] = retitled(lines[at], written)
    work.write("course.md", lines)
    work.said.append(phrase("The course is called “%(title)s” now.", title=title))
