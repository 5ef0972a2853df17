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

from elearn.content.checking.rule import Found, Hit, Matter, Rule, Subject
from elearn.content.checking.texts import Role, Text, texts_of
from elearn.content.checking.waivers import Waived, Waiver, apply_waivers, idle_waivers, waivers_in
from elearn.problems import Problem

__all__ = [
    "Found",
    "Hit",
    "Matter",
    "Rule",
    "Text",
    "Waived",
    "Waiver",
    "apply_waivers",
    "check_matter",
    "check_text",
    "idle_waivers",
    "rules",
    "texts_of",
    "waivers_in",
]


@cache
def rules() -> Mapping[str, Rule]:
    """Every rule by its id, in order."""
    package = import_module(f"{__name__}.rulebook")
    found: list[Rule] = []
    for info in pkgutil.iter_modules(package.__path__):
        module = import_module(f"{package.__name__}.{info.name}")
        found += getattr(module, "RULES", ())
        if own := getattr(module, "RULE", None):
            found.append(own)
    return MappingProxyType({rule.id: rule for rule in sorted(found, key=lambda rule: rule.id[1:])})


def check_matter(matter: Matter, only: Iterable[str] | None = None) -> list[Problem]:
    """Everything that the rules (all, or `only` those ids) find, sorted; nothing is waived yet."""
    chosen = rules() if only is None else {each: rules()[each] for each in only}
    problems: list[Problem] = []
    for rule in chosen.values():
        if matter.subject in rule.subjects:
            problems += _problems(rule, matter)
    return sorted(problems)


def check_text(
    text: str, path: str = "", only: Iterable[str] | None = None, subject: Subject = "text"
) -> list[Problem]:
    """What the rules find in a text that belongs to no course: a draft, a note, a line somebody typed."""
    return check_matter(Matter(subject, path, texts_of(text, path)), only)


def _problems(rule: Rule, matter: Matter) -> Iterator[Problem]:
    if rule.in_text:
        for text in matter.texts:
            if text.kind != "waive":
                for hit in _hits(rule.id, text.text, text.written, text.kind, text.role, text.name):
                    line, column = text.place(hit.start)
                    yield Problem(text.path, line, column, rule.id, rule.severity, hit.message, hit.remedy)
    if rule.in_matter:
        for found in rule.in_matter(matter):
            place = found.place
            column = found.column if place.line else 0
            yield Problem(place.path, place.line, column, rule.id, rule.severity, found.message, found.remedy)


@lru_cache(maxsize=50_000)
def _hits(rule: str, text: str, written: str, kind: str, role: Role, name: str) -> Sequence[Hit]:
    in_text = rules()[rule].in_text
    return tuple(in_text(Text("", 1, text, kind, role, name, written=written))) if in_text else ()
