"""Finds identifying details in a draft, with the place of each and a wording without it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from elearn.checks import IDENTIFYING, rules_by_id, texts_of
from elearn.intake.document import Document
from elearn.intake.recommendations import spot_of
from elearn.intake.sections import parts_of
from elearn.problems import Problem

_LEFT_OUT = {
    "E01": "(number left out)",
    "E02": "(date of birth left out)",
    "E03": "(date left out)",
    "E04": "(address left out)",
    "E05": "(contact left out)",
    "E06": "(number left out)",
    "E07": "(name left out)",
    "W08": "(setting left out)",
    "W09": "(age left out)",
    "W10": "(place among the children left out)",
    "E12": "the child",
}
_NEVER_IN_A_HEADING = ("E01", "E02", "E03", "E04", "E05", "E06")
_KIND_OF_PLACE = re.compile(r"Write what kind of place it is: ([^,.;:]{3,60})\.$")


@dataclass(frozen=True, slots=True)
class Flag:
    """One identifying detail: what is wrong, where it is, the words themselves, and what can replace them."""

    problem: Problem
    start: int
    end: int
    words: str
    instead: str


def flags_in(text: str, path: str = "") -> list[Flag]:
    """Returns the identifying details in a text (a Markdown file or a few words), in order."""
    starts = [0]
    for each_line in text.split("\n"):
        starts.append(starts[-1] + len(each_line) + 1)
    known = rules_by_id()
    found = []
    for each in texts_of(text, path):
        for rule in (known[name] for name in IDENTIFYING if name in known):
            for hit in rule.in_text(each) if rule.in_text else ():
                line, column = each.place(hit.start)
                begins = starts[line - 1] + column - 1
                ends = begins + hit.end - hit.start
                problem = Problem(path, line, column, rule.id, rule.severity, hit.message, hit.remedy)
                found.append(Flag(problem, begins, ends, text[begins:ends], _instead(rule.id, hit.remedy)))
    return sorted(found, key=lambda flag: (flag.start, flag.end, flag.problem.rule))


def flags_in_document(document: Document) -> list[tuple[Flag, list[str]]]:
    """Returns the identifying details in a whole document, each once, with every place that it appears in.

    The places are in words. A deadline does not identify anyone, so days among the recommendations are
    skipped.
    """
    found: dict[tuple[str, str], tuple[Flag, list[str]]] = {}
    for part in parts_of(document.paragraphs):
        for flag in flags_in(part.paragraph.text):
            if not (flag.problem.rule == "E03" and part.role == "recommend"):
                _, places = found.setdefault((flag.problem.rule, flag.words.lower()), (flag, []))
                places.append(spot_of(part).in_words())
    return [(flag, list(dict.fromkeys(places))) for flag, places in found.values()]


def _instead(rule: str, remedy: str) -> str:
    """Returns a replacement that keeps the sentence whole.

    This is the kind of place if the check names it, else a mark that something is left out.
    """
    place = _KIND_OF_PLACE.match(remedy)
    return place[1] if place else _LEFT_OUT.get(rule, "(left out)")


def without_flags(text: str, flags: Sequence[Flag]) -> str:
    """Returns the text with each flag replaced by its proposal. If two flags overlap, the first wins."""
    parts, at = [], 0
    for flag in flags:
        if flag.start >= at:
            parts += [text[at : flag.start], flag.instead]
            at = flag.end
    return "".join([*parts, text[at:]])


def safe_heading(words: str) -> str:
    """Returns a title or heading without days, numbers, addresses and contacts, which may lead to a person.

    Headings come into a draft before anyone has read them there. The other words of a report do not.
    """
    return without_flags(
        words, [flag for flag in flags_in(words) if flag.problem.rule in _NEVER_IN_A_HEADING]
    )
