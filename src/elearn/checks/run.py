"""Running the rules on a course, a review or any other text.

    a file's words ─▶ texts ─┐
                             ├─▶ rules ─▶ hits ─▶ problems ─▶ waivers ─▶ what is left, and what was waived
    the course ─▶ model ─────┘

Each rule is a module in `rules/` with a `RULE`, or with `RULES` if several share their work. There is no other
list of them. What a rule finds in a text is cached, so while somebody types only the changed text is
examined.
"""

import pkgutil
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from importlib import import_module
from types import MappingProxyType

from elearn.characters import look_alikes, plain
from elearn.checks.identifying import typed_in
from elearn.checks.invented import NAMES, is_invented
from elearn.checks.model import Examined, Found, Hit, Rule, Subject
from elearn.checks.texts import ENGLISH, Role, Text, pieces, primary_language, texts_of
from elearn.content.text import Same
from elearn.phrases import phrase
from elearn.problems import Problem, ProblemLog, our_own_fault

IDENTIFYING = ("E01", "E02", "E03", "E04", "E05", "E06", "E07", "W08", "W09", "W10", "E12")
"""The rules on what could identify a case. They also examine the words in pictures and films."""

STRUCTURE = ("E14", "E22", "W51")
"""The rules that look only at the structure of a course, not at its words."""

ELSEWHERE: Mapping[str, str] = MappingProxyType(
    {
        "E40": phrase("a picture, or a table's column or row, without words for it"),
        "E41": phrase("a film without captions, or a recording without a transcript"),
        "W19": phrase("a figure without its source and year"),
        "W50": phrase("an option without feedback, or fewer than three options"),
        "W53": phrase("an answer to choose that is longer than a phone shows"),
    }
)
"""Rules that the kinds of blocks check themselves, and what they find."""


def known_rules() -> Mapping[str, str]:
    """What each rule that can be waived finds, by the rule's id."""
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


def run_rules(examined: Examined, only: Iterable[str] | None = None) -> list[Problem]:
    """The problems that the rules find, sorted, before waivers.

    `only` are the ids of the rules to run, or None for all.
    """
    chosen = rules_by_id() if only is None else {each: rules_by_id()[each] for each in only}
    rules = [
        rule
        for rule in chosen.values()
        if examined.subject in rule.subjects and rule.runs_on(examined.language)
    ]
    in_text = tuple(rule.id for rule in rules if rule.in_text)
    label, invented = _own_label(examined), tuple(examined.invented)
    problems: list[Problem] = []
    for text in examined.texts if in_text else ():
        problems += _in_text(Same(text), in_text, label, invented)
    for rule in rules:
        if rule.in_whole:
            problems += _in_whole(rule, rule.in_whole, examined)
    return sorted(problems)


def check_text(
    text: str,
    path: str = "",
    only: Iterable[str] | None = None,
    subject: Subject = "text",
    language: str = ENGLISH,
) -> list[Problem]:
    """What the rules find in a text outside a course: a draft, a note, a line that somebody typed.

    `language` is what it is written in, as a tag; a region makes no difference.
    """
    return run_rules(Examined(subject, path, texts_of(text, path, primary_language(language))), only)


def check_typed(
    text: str, path: str = "", only: Iterable[str] | None = None, language: str = ENGLISH
) -> list[Problem]:
    """What the rules find in plain text that somebody typed into a register.

    `language` is the one in which they read the app. They may type in English or in Welsh all the same.

    It is no Markdown, so no sign in it hides a word from the rules, and neither does a character that nobody sees or a
    letter of another script that looks like ours. No name of a person may stand there, famous, invented or not.
    """
    seen = list(text)
    for letter in look_alikes(text):
        seen[letter.place - 1] = letter.latin
    lines = (" ".join(plain(line).split()) for line in "".join(seen).splitlines())
    whole = "\n".join(lines)
    typed = Text(path, 1, whole, "text", "prose", register=typed_in(whole, language))
    return run_rules(Examined("text", path, [typed]), only)


def _own_label(examined: Examined) -> str | None:
    """A review's own label, which is allowed in its file."""
    return examined.review.label.casefold().strip("“”\"'‘’") if examined.review else None


@lru_cache(maxsize=10_000)
def _in_text(
    same: Same[Text], rules: tuple[str, ...], label: str | None, invented: tuple[str, ...]
) -> Sequence[Problem]:
    """What rules find in a text. If one stumbles over it, that is a problem of the text, and the others go on."""
    text = same.it
    log = ProblemLog(text.path)
    for rule in () if text.is_note else map(rules_by_id().__getitem__, rules):
        here = phrase("this text (rule %(rule)s)", rule=rule.id)
        with our_own_fault(log, text.line, here, rule.severity):
            for problem in _by_rule(rule, text, label, invented):
                log.add(problem)
    return log.problems


def _in_whole(
    rule: Rule, look: Callable[[Examined], Iterable[Found]], examined: Examined
) -> Sequence[Problem]:
    """What a rule finds in the whole, also if it stumbles."""
    log = ProblemLog(examined.path)
    whole = phrase("this text as a whole (rule %(rule)s)", rule=rule.id)
    with our_own_fault(log, 0, whole, rule.severity):
        for found in look(examined):
            path, line = found.place.path, found.place.line
            column = found.column if line else 0
            log.add(Problem(path, line, column, rule.id, rule.severity, found.message, found.remedy))
    return log.problems


def _by_rule(rule: Rule, text: Text, label: str | None, invented: tuple[str, ...]) -> Iterator[Problem]:
    for hit in _hits(
        rule.id, text.text, text.written, text.kind, text.role, text.name, text.language, text.register
    ):
        own = text.text[hit.start : hit.end].casefold() == label
        if not own and not (rule.id == NAMES and is_invented(text, hit, invented)):
            line, column = text.place(hit.start)
            yield Problem(text.path, line, column, rule.id, rule.severity, hit.message, hit.remedy)


@lru_cache(maxsize=50_000)
def _hits(
    rule: str,
    text: str,
    written: str,
    kind: str,
    role: Role,
    name: str,
    language: str,
    register: str,
) -> Sequence[Hit]:
    in_text = rules_by_id()[rule].in_text
    if in_text is None:
        return ()
    return tuple(
        Hit(start + each.start, start + each.end, each.message, each.remedy)
        for start, piece in pieces(text)
        for each in in_text(
            Text(
                "",
                1,
                piece,
                kind,
                role,
                name,
                written=written[start : start + len(piece)] or piece,
                language=language,
                register=register,
            )
        )
    )
