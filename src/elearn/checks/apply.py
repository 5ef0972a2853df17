"""The checks on what a course or a review says: identifying details, blame, reading ease, questions, sign-off.

    a file's words ─▶ texts ─┐
                             ├─▶ rules ─▶ hits ─▶ problems ─▶ waivers ─▶ what stands, and what was let stand
    the course ─▶ model ─────┘

Each rule is a module below `rulebook/` that gives `RULE` (or `RULES`, where several share their finding); nothing else
lists them. What a text holds is remembered by the text, so that as one types only what changed is examined.
"""

import pkgutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from importlib import import_module
from types import MappingProxyType

from elearn.checks.model import Examined, Hit, Rule, Subject
from elearn.checks.texts import Role, Text, pieces, texts_of
from elearn.problems import Problem

IDENTIFYING = ("E01", "E02", "E03", "E04", "E05", "E06", "E07", "W08", "W09", "W10", "E12")
"""The rules on what could tell whose case it is, to which the words in pictures and films are held as well."""

ELSEWHERE: Mapping[str, str] = MappingProxyType(
    {
        "E14": "a course with neither support nor local pathway",
        "E22": "an outcome, a question or a recommendation that is not traced",
        "E40": "a picture, or a table's column or row, without words for it",
        "E41": "a film without captions, or a recording without a transcript",
        "W19": "a figure without its source and year",
        "W50": "an option without feedback, or fewer than three options",
        "W51": "an outcome that a learner may or may not be asked about",
        "W53": "an answer to choose that is longer than a phone shows",
    }
)
"""Rules that a kind of block or the reader of courses looks for itself, and what they find."""


def known_rules() -> Mapping[str, str]:
    """What each rule that can be waived finds, by its id."""
    return {**ELSEWHERE, **{id: rule.finds for id, rule in rules_by_id().items()}}


@cache
def rules_by_id() -> Mapping[str, Rule]:
    """Every rule by its id, in order."""
    package = import_module("elearn.checks.rules")
    found: list[Rule] = []
    for info in pkgutil.iter_modules(package.__path__):
        module = import_module(f"{package.__name__}.{info.name}")
        found += getattr(module, "RULES", ())
        if own := getattr(module, "RULE", None):
            found.append(own)
    return MappingProxyType({rule.id: rule for rule in sorted(found, key=lambda rule: rule.id[1:])})


def check_examined(matter: Examined, only: Iterable[str] | None = None) -> list[Problem]:
    """Everything that the rules (all, or `only` those ids) find, sorted; nothing is waived yet."""
    chosen = rules_by_id() if only is None else {each: rules_by_id()[each] for each in only}
    problems: list[Problem] = []
    for rule in chosen.values():
        if matter.subject in rule.subjects:
            problems += _problems(rule, matter)
    return sorted(problems)


def check_text(
    text: str, path: str = "", only: Iterable[str] | None = None, subject: Subject = "text"
) -> list[Problem]:
    """What the rules find in a text that belongs to no course: a draft, a note, a line somebody typed."""
    return check_examined(Examined(subject, path, texts_of(text, path)), only)


def _problems(rule: Rule, matter: Examined) -> Iterator[Problem]:
    label = matter.review.label.casefold().strip("“”\"'‘’") if matter.review else None
    if rule.in_text:
        for text in matter.texts:
            if not text.is_note:
                for hit in _hits(rule.id, text.text, text.written, text.kind, text.role, text.name):
                    if text.text[hit.start : hit.end].casefold() == label:
                        continue  # what a review is called may stand in its own file
                    line, column = text.place(hit.start)
                    yield Problem(text.path, line, column, rule.id, rule.severity, hit.message, hit.remedy)
    if rule.in_matter:
        for found in rule.in_matter(matter):
            place = found.place
            column = found.column if place.line else 0
            yield Problem(place.path, place.line, column, rule.id, rule.severity, found.message, found.remedy)


@lru_cache(maxsize=50_000)
def _hits(rule: str, text: str, written: str, kind: str, role: Role, name: str) -> Sequence[Hit]:
    in_text = rules_by_id()[rule].in_text
    if in_text is None:
        return ()
    return tuple(
        Hit(start + each.start, start + each.end, each.message, each.remedy)
        for start, piece in pieces(text)
        for each in in_text(
            Text("", 1, piece, kind, role, name, written=written[start : start + len(piece)] or piece)
        )
    )
