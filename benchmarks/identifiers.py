"""How well the de-identification rules find what reveals whose case a text is about, and what checks cost.

    python -m benchmarks.identifiers [--show tuning]

Uses both halves of `benchmarks/corpus/` (its README says how it is labelled): the tuning half, from which the
rules were made, and the held-out half, which nobody reads. By text, a rule counts once: found, missed, or
raised in vain. By place, each identifying thing counts, and a finding is right if it touches a thing of its
rule.

`--show tuning` prints what was missed in the tuning half and what was raised in vain. The held-out half is
never shown. Times are processor time. Prints Markdown for `docs/benchmarks.md`. Exits with `OVER_BUDGET` if a
floor or a budget is broken.
"""

import json
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks._budgets import Budgets
from benchmarks._peers import edit, write_peers_course

CORPUS = Path(__file__).parent / "corpus"
HALVES = ("tuning", "held-out")
RULES = ("E01", "E02", "E03", "E04", "E05", "E06", "E07", "E12")
OURS = (*RULES, "W08", "W09", "W10", "W11", "E13")
RECALL, PRECISION = 0.95, 0.90


@dataclass
class Score:
    """What was found, missed and raised in vain, by rule."""

    found: Counter[str] = field(default_factory=Counter)
    missed: Counter[str] = field(default_factory=Counter)
    in_vain: Counter[str] = field(default_factory=Counter)

    def recall(self, rule: str | None = None) -> float:
        """The share found of what was there. 1 if nothing was there."""
        return _share(self.of(self.found, rule), self.of(self.missed, rule))

    def precision(self, rule: str | None = None) -> float:
        """The share that is right of what was raised. 1 if nothing was raised."""
        return _share(self.of(self.found, rule), self.of(self.in_vain, rule))

    @staticmethod
    def of(counted: Counter[str], rule: str | None = None) -> int:
        """How many were counted of a rule, or of all."""
        return counted[rule] if rule else counted.total()


def _share(right: int, wrong: int) -> float:
    return right / (right + wrong) if right + wrong else 1.0


def rows(file: str) -> list[dict[str, Any]]:
    """The rows of one file of the corpus: of a half, or of the texts by style."""
    lines = (CORPUS / f"{file}.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def found_in(text: str) -> list[tuple[str, int, int]]:
    """The rule, start and end of everything that the rules find in a text."""
    from elearn.checks.run import rules_by_id
    from elearn.checks.texts import texts_of

    return [
        (rule, part.offset + hit.start, part.offset + hit.end)
        for part in _Parts.of(texts_of(text, ""), text)
        for rule in RULES
        for hit in rules_by_id()[rule].in_text(part.text)
    ]


@dataclass(frozen=True)
class _Parts:
    """A text of a row, with its offset in the row."""

    text: Any
    offset: int

    @classmethod
    def of(cls, texts: list[Any], row: str) -> Iterator["_Parts"]:
        for text in texts:
            lines = row.split("\n")
            yield cls(text, sum(len(line) + 1 for line in lines[: text.line - 1]))


def by_text(half: str) -> Score:
    """Counts each rule once a text."""
    return scored((row["rules"], {rule for rule, _, _ in found_in(row["text"])}) for row in rows(half))


def scored(texts: Iterable[tuple[Collection[str], Collection[str]]]) -> Score:
    """Counts each rule once a text. For each text: the rules that it must raise, and those that it raises."""
    score = Score()
    for expected, raised in texts:
        score.found.update(set(expected) & set(raised))
        score.missed.update(set(expected) - set(raised))
        score.in_vain.update(set(raised) - set(expected))
    return score


def print_table(scores: Mapping[str, Score], rules: Iterable[str]) -> None:
    """Prints recall and precision of each of the rules, and of all, by file."""
    print(
        f"| rule | {' | '.join(f'{file}: found | recall | precision' for file in scores)} |\n"
        f"|---|{'--:|' * 3 * len(scores)}"
    )
    for rule in (*rules, None):
        cells = [
            f"{score.of(score.found, rule)} of {score.of(score.found, rule) + score.of(score.missed, rule)}"
            f" | {score.recall(rule):.3f} | {score.precision(rule):.3f}"
            for score in scores.values()
        ]
        print(f"| {rule or '**all**'} | {' | '.join(cells)} |")


def by_place(half: str) -> Score:
    """Counts each identifying thing, and each finding."""
    score = Score()
    for row in rows(half):
        hits = found_in(row["text"])
        spans = [
            (rule, at, at + len(said))
            for rule, said in row.get("spans", [])
            for at in _places(row["text"], said)
        ]
        for rule, said in row.get("spans", []):
            touched = any(
                _overlap(hit, (rule, at, at + len(said))) for hit in hits for at in _places(row["text"], said)
            )
            (score.found if touched else score.missed)[rule] += 1
        for hit in hits:
            if not any(_overlap(hit, span) for span in spans):
                score.in_vain[hit[0]] += 1
    return score


def _places(text: str, said: str) -> Iterator[int]:
    at = text.find(said)
    while at >= 0:
        yield at
        at = text.find(said, at + 1)


def _overlap(one: tuple[str, int, int], other: tuple[str, int, int]) -> bool:
    return one[0] == other[0] and one[1] < other[2] and other[1] < one[2]


def show(half: str) -> None:
    """Prints what was missed and what was raised in vain, to learn from. Never for the held-out half."""
    assert half == "tuning", "The held-out half is not shown."
    for row in rows(half):
        hits = found_in(row["text"])
        for rule in sorted(set(row["rules"]) - {hit[0] for hit in hits}):
            print(f"missed  {rule} {row['id']} {row['text']}")
        for rule, start, end in hits:
            if rule not in row["rules"]:
                print(f"in vain {rule} {row['id']} {row['text'][start:end]!r} in: {row['text']}")


def times() -> dict[str, float]:
    """The smallest times in milliseconds of processor time.

    `rules` and `lists` are for loading; `identifying` and `all` for checking 50 pages with these rules;
    `again` for all rules after an edit.
    """
    from elearn.checks.run import check_text, rules_by_id
    from elearn.content.course.courses import load_course

    began = time.process_time()
    rules_by_id()
    loaded_rules = _since(began)
    began = time.process_time()
    check_text("Mrs Calloway said so.", only=RULES)
    lists = _since(began)
    identifying, others, again = [], [], []
    with tempfile.TemporaryDirectory() as place:
        for seed in range(3):  # new words each time, because texts that were examined are remembered
            folder = write_peers_course(Path(place), modules=10, slug=f"course-{seed}", seed=seed)
            course = load_course(folder)
            identifying.append(_timed(course, [rule for rule in rules_by_id() if rule in OURS]))
            others.append(_timed(course, [rule for rule in rules_by_id() if rule not in OURS]))
            edit(folder, 1)
            again.append(_timed(load_course(folder), None))
    return {
        "rules": loaded_rules,
        "lists": lists,
        "identifying": min(identifying),
        "all": min(identifying) + min(others),
        "again": min(again),
    }


def _timed(course: Any, only: Any) -> float:
    from elearn.checks.model import Examined
    from elearn.checks.run import run_rules
    from elearn.checks.texts import texts_of

    began = time.process_time()
    texts = [text for name, content in course.texts.items() for text in texts_of(content, name)]
    run_rules(Examined("course", "", texts, course.course, course.source), only)
    return _since(began)


def _since(began: float) -> float:
    return (time.process_time() - began) * 1000


def main(arguments: list[str]) -> int:
    """The exit code: `OVER_BUDGET` if a floor or a budget is broken, else 0."""
    if arguments[:1] == ["--show"]:
        show(arguments[1])
        return 0
    cost = times()
    scores = {half: by_text(half) for half in HALVES}
    print_table(scores, RULES)
    for half in HALVES:
        places = by_place(half)
        print(f"\nBy place, {half}: recall {places.recall():.3f}, precision {places.precision():.3f}.")
    print()
    budgets = Budgets()
    budgets.head()
    for half, score in scores.items():
        budgets.least(f"recall, {half}, per cent", score.recall() * 100, RECALL * 100)
        budgets.least(f"precision, {half}, per cent", score.precision() * 100, PRECISION * 100)
    budgets.row("all rules on a course of 50 pages, once loaded", cost["all"], 300, "ms CPU")
    budgets.row("of which the identifying ones", cost["identifying"], 220, "ms CPU")
    budgets.row("all rules again after an edit", cost["again"], 100, "ms CPU")
    budgets.row("the lists of words and names, once", cost["lists"], 150, "ms CPU")
    budgets.note("the rules' modules, once", f"{cost['rules']:.0f} ms CPU")
    return budgets.end()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
