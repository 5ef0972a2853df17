"""How each kind of slip is mended: which lines become which. Nothing is mended that leaves a choice to a person."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from elearn.authoring.actions.layout import layout_of, names_in, unused
from elearn.content.text import slug_of
from elearn.patterns import late
from elearn.phrases import Phrase
from elearn.problems import Problem

Change = tuple[int, int, list[str]]
"""Lines from 0: the first, the one after the last, and what they become, without line ends."""
_OPENS = late(r" {0,3}:{3,}[ \t]*\{")
_CLOSES = late(r" {0,3}:{3,}[ \t]*$")
_HEADING = late(r" {0,3}#{1,2}[ \t]")
_OPTION = late(r":[A-Za-z][\w-]*:(?:[ \t]|$)")
_OWN_ID = late(r"[ \t]*\{#([^{}]*)\}[ \t]*$")
_AN_OPTION = late(
    r"[ \t]*(?:[-*+–—―•·‣▪●◦]|\(?\d{1,9}[.)]|[A-Za-z][.)])?[ \t\xa0]*"
    r"(?:[\[(][ \t\xa0]*(?P<mark>[xX✓✔☑]?)[ \t\xa0]*[\])]|(?P<box>[☐☑✓✔]))[ \t\xa0]*(?P<text>\S.*)$"
)
_ITEM = late(r"[ \t]*(?P<mark>[-–—―•·‣▪●◦])[ \t\xa0]*(?P<text>\S.*)$")
_MISSED = late(r"(?:did not|didn[’']t|failed to) attend$", re.I)
_PLACE = late(r" (?:the|an?|his|her|their|its|this|that|any)\b")
_TWICE = "“%(name)s” is used twice in this course: first in %(file)s, line %(line)s."
_CLAUSE_ENDS = late(r"(?:[.;:,!?]|$| (?:and|but|because|again|twice|on|at|in|for)\b)")


@dataclass(frozen=True)
class Fault:
    """A problem, its two sentences, and where it is: line `at` (from 0) of `lines`, those of the file."""

    problem: Problem
    message: Phrase
    remedy: Phrase
    file: str
    lines: list[str]
    at: int
    files: Mapping[str, str]

    @property
    def line(self) -> str:
        """The line that it is in."""
        return self.lines[self.at]

    def value(self, name: str) -> str:
        """A value of the message, without the quotation marks that some have."""
        return str(self.message.values.get(name, "")).strip("“”")

    def block(self) -> tuple[int, int] | None:
        """The directive around the line: that of its opening, and the one after its closing."""
        start = next((n for n in range(self.at, -1, -1) if _OPENS.match(self.lines[n])), None)
        if start is None:
            return None
        below = range(start + 1, len(self.lines))
        end = next((n + 1 for n in below if _CLOSES.match(self.lines[n])), len(self.lines))
        return (start, end) if self.at < end else None

    def becomes(self, new: str | None) -> list[Change] | None:
        """The line with other words, None if there are none or they are the same."""
        return None if new is None or new == self.line else [(self.at, self.at + 1, [new])]


Mend = Callable[[Fault], list[Change] | None]


def _near(pattern: str, value: str) -> Mend:
    """Writes the nearest name that there is in the place of one that there is not."""

    def mend(fault: Fault) -> list[Change] | None:
        near, given = fault.remedy.values.get("near"), fault.value(value)
        if not fault.remedy.message.startswith("Did you mean") or not near or not given:
            return None
        found = re.match(pattern % re.escape(given), fault.line)
        return fault.becomes(found and fault.line[: found.start(1)] + str(near) + fault.line[found.end(1) :])

    return mend


def _option(fault: Fault) -> list[Change] | None:
    """Moves a line that is almost an option up to the others, and writes it as one."""
    block, name = fault.block(), str(fault.remedy.values.get("name", ""))
    name_as = re.escape(name).replace(r"\-", "[-_]")
    found = re.match(rf"[ \t]*:?[ \t]*{name_as}[ \t]*:?(.*)$", fault.line, re.I)
    if not block or not name or not found:
        return None
    goal = next((n for n in range(block[0] + 1, fault.at) if not _OPTION.match(fault.lines[n])), fault.at)
    line = f":{name}: {found[1].strip()}".rstrip()
    if goal == fault.at:
        return fault.becomes(line)
    return [(goal, goal, [line]), (fault.at, fault.at + 1, [])]


def _hashes(fault: Fault) -> list[Change] | None:
    found = re.match(r"(#{2,6})([^\W\d_].*)$", fault.line)
    return fault.becomes(found and f"{found[1]} {found[2]}")


def _almost_item(fault: Fault) -> list[Change] | None:
    """Writes a line of a list as such a line is written."""
    called, why, line = fault.value("called"), fault.value("why"), fault.line
    if called == "an option":
        found = _AN_OPTION.match(line)
        right = found and ((found["mark"] or "") + (found["box"] or "")) not in ("", "☐")
        return fault.becomes(found and f"- [{'x' if right else ' '}] {found['text']}")
    if called == "a choice" and why.startswith("there is a space between"):
        return fault.becomes(re.sub(r"\][ \t]+\(", "](", line))
    if called == "a choice" and why.startswith("there is no “#”"):
        return fault.becomes(re.sub(r"\]\((?=[a-z0-9])", "](#", line))
    if called in ("an item of the list", "a pair") and (item := _ITEM.match(line)):
        return fault.becomes(f"- {item['text']}")
    step = re.match(r"[ \t]*(\d{1,9}[.)])[ \t\xa0]*(\S.*)$", line) if called == "a step" else None
    return fault.becomes(step and f"{step[1]} {step[2]}")


def _with_id(line: str, own: str) -> str:
    return f"{_OWN_ID.sub('', line).rstrip()} {{#{own}}}"


def _page_id_twice(fault: Fault) -> list[Change] | None:
    used = {page.id for page in layout_of(fault.files).pages()}
    return fault.becomes(_with_id(fault.line, unused(fault.value("name"), used)))


def _page_id_wrong(fault: Fault) -> list[Change] | None:
    if not re.match(r" {0,3}##[ \t]", fault.line):
        return None
    own, used = _OWN_ID.search(fault.line), {page.id for page in layout_of(fault.files).pages()}
    title = _OWN_ID.sub("", fault.line).strip("# \t")
    wanted = (own and slug_of(own[1])) or slug_of(title) or "page"
    return fault.becomes(_with_id(fault.line, unused(wanted, used)))


def _name_twice(fault: Fault) -> list[Change] | None:
    """Gives the second of two blocks with one name another."""
    if not (block := fault.block()):
        return None
    used = {name for text in fault.files.values() for name in names_in(text)}
    for n in range(block[0], block[1]):
        if fault.lines[n].rstrip() == f":name: {fault.value('name')}":
            return [(n, n + 1, [f":name: {unused(fault.value('name'), used)}"])]
    return None


def _item_id_twice(fault: Fault) -> list[Change] | None:
    """Gives an option, step or item of a list an id that no other in its block has."""
    if not (block := fault.block()) or not re.match(r"(?:[-*+]|\d{1,9}[.)])[ \t]", fault.line):
        return None
    used = set(re.findall(r"\{#([^{}]*)\}", "\n".join(fault.lines[slice(*block)])))
    return fault.becomes(_with_id(fault.line, unused(f"{fault.value('id')}-2", used)))


def _no_id(fault: Fault) -> list[Change] | None:
    return fault.becomes(_OWN_ID.sub("", fault.line)) if fault.line.startswith("# ") else None


def _underlined(fault: Fault) -> list[Change] | None:
    """Writes a heading of one line with signs in front. A second title of a module is left to a person."""
    signs, title = str(fault.remedy.values.get("signs", "")), fault.lines[fault.at - 1].strip()
    above = fault.lines[fault.at - 2].strip() if fault.at > 1 else ""
    if not fault.at or not title or above or not re.fullmatch(r"[ \t]*(?:-+|=+)[ \t]*", fault.line):
        return None
    if fault.file == "course.md":
        signs = "###"
    elif signs == "#" and any(line.startswith("# ") for line in fault.lines):
        return None
    return [(fault.at - 1, fault.at + 1, [f"{signs} {title}"])]


def _lower_heading(fault: Fault) -> list[Change] | None:
    found = re.match(r" {0,3}#{1,2}([ \t].*)$", fault.line)
    return fault.becomes(found and f"###{found[1]}")


def _unclosed(fault: Fault) -> list[Change] | None:
    """Closes a directive: where that was meant, or else above the next heading or directive, or the end."""
    marks, almost = str(fault.remedy.values.get("marks", "")), fault.remedy.values.get("line")
    if not re.fullmatch(":{3,}", marks) or not _OPENS.match(fault.line):
        return None
    if "does not close it" in fault.remedy.message and isinstance(almost, int):
        return [(almost - 1, almost, [marks])] if fault.at < almost - 1 < len(fault.lines) else None
    below = range(fault.at + 1, len(fault.lines))
    stops = (n for n in below if _OPENS.match(fault.lines[n]) or _HEADING.match(fault.lines[n]))
    end = stop = next(stops, len(fault.lines))
    while end > fault.at + 1 and not fault.lines[end - 1].strip():
        end -= 1
    return [(end, end, [marks, ""] if end == stop else [marks])]


def _edition(fault: Fault) -> list[Change] | None:
    """Cites the edition that is in force, if the line says the other's year once."""
    words, year = fault.value("said").split(), fault.remedy.values.get("year")
    found = re.compile(r"[\W_]+".join(map(re.escape, words))).match(
        fault.line, max(0, fault.problem.column - 1)
    )
    if not year or not found or len(re.findall(r"\b\d{4}\b", found[0])) != 1:
        return None
    new = re.sub(r"\b\d{4}\b", str(year), found[0])
    return fault.becomes(fault.line[: found.start()] + new + fault.line[found.end() :])


def _not_brought(fault: Fault) -> list[Change] | None:
    """Writes “was not brought”, where the sentence goes on as before."""
    said, column = fault.value("said"), max(0, fault.problem.column - 1)
    rest = fault.line[column + len(said) :]
    if not _MISSED.match(said) or not fault.line.startswith(said, column):
        return None
    if not (to := bool(_PLACE.match(rest))) and not _CLAUSE_ENDS.match(rest):
        return None
    new = ("were" if "were" in fault.remedy.message else "was") + " not brought" + (" to" if to else "")
    return fault.becomes(fault.line[:column] + new + rest)


MENDS: Mapping[tuple[str, str], Mend] = {
    ("S06", "There is no key “%(key)s”."): _near(r"[\"']?(%s)[\"']?[ \t]*:", "key"),
    ("S17", "There is no directive %(kind)s."): _near(r" {0,3}:{3,}[ \t]*\{[ \t]*(%s)[ \t]*\}", "kind"),
    ("S17", "There is no kind of question %(argument)s."): _near(
        r" {0,3}:{3,}[ \t]*\{[ \t]*question[ \t]*\}[ \t]*(%s)[ \t]*$", "argument"
    ),
    ("S19", "A %(kind)s has no option “%(option)s”."): _near(r":(%s):(?=[ \t]|$)", "option"),
    ("S37", "%(line)s is almost an option: %(why)s."): _option,
    ("S37", "Learners would read %(found)s with its signs."): _hashes,
    ("S25", "%(line)s is almost %(called)s: %(why)s."): _almost_item,
    ("S14", f"The page id {_TWICE}"): _page_id_twice,
    ("S14", f"The name {_TWICE}"): _name_twice,
    ("S14", "Two options have the id “%(id)s”."): _item_id_twice,
    ("S14", "Two steps have the id “%(id)s”."): _item_id_twice,
    ("S14", "Two items have the id “%(id)s”."): _item_id_twice,
    ("S15", "The page %(title)s has no id that can be used."): _page_id_wrong,
    ("S15", "A module's id is its file's name, not %(own_id)s."): _no_id,
    ("S15", "A bank's id is its file's name, not %(own_id)s."): _no_id,
    ("S31", "A line of dashes or equals signs under text makes it a heading."): _underlined,
    ("S31", "The introduction cannot hold the heading %(heading)s."): _lower_heading,
    ("S16", "The directive {%(kind)s} is not closed before the file ends."): _unclosed,
    ("S16", "The directive {%(kind)s} is not closed before the next one opens."): _unclosed,
    ("E18", "“%(said)s” is no longer in force."): _edition,
    ("W17", "“%(said)s” is said of a child, who depends on somebody to bring them."): _not_brought,
}
"""What mends a problem, by its rule and its message."""
