"""How well the rules about words do on texts in the style of published reviews and of trainers' drafts.

    python -m benchmarks.styles [--show tuning]

Reads `styles-tuning.jsonl` in `benchmarks/corpus/` (its README says how it is labelled) and, if it is there,
`styles-apart.jsonl`, which nobody reads. Each text counts as a page of a course, and a rule counts once a
text: found, missed, or raised in vain.

`--show tuning` prints what was missed in the tuning texts and what was raised in vain. The texts apart are never
shown. Prints Markdown for `docs/benchmarks.md`. Exits with `OVER_BUDGET` if a floor is broken.
"""

import sys
from collections.abc import Collection
from pathlib import Path

from benchmarks._budgets import Budgets
from benchmarks.identifiers import CORPUS, Score, print_table, rows, scored

BLOCKING = ("E01", "E02", "E03", "E04", "E05", "E06", "E07", "E12", "E13", "E18")
RULES = (*BLOCKING, "W08", "W09", "W10", "W11", "W15", "W16", "W17")
RECALL, PRECISION = 0.93, 0.94


def files() -> tuple[str, ...]:
    """The files that are there: the tuning texts, and the texts apart unless they are kept elsewhere."""
    return tuple(file for file in ("tuning", "apart") if _path(file).is_file())


def _path(file: str) -> Path:
    return CORPUS / f"styles-{file}.jsonl"


def raised_by(text: str) -> set[str]:
    """The rules that a text raises as a page of a course."""
    from elearn.checks.model import Examined
    from elearn.checks.run import run_rules
    from elearn.checks.texts import texts_of

    path = "page.md"
    return {problem.rule for problem in run_rules(Examined("course", path, texts_of(text, path)), RULES)}


def measured(file: str, rules: Collection[str] = RULES) -> Score:
    """What was found, missed and raised in vain in one file, by these rules alone."""
    chosen = set(rules)
    return scored(
        (chosen & set(row["rules"]), chosen & raised_by(row["text"])) for row in rows(f"styles-{file}")
    )


def show(file: str) -> None:
    """Prints what was missed and what was raised in vain, to learn from. Never for the texts apart."""
    assert file == "tuning", "The texts apart are not shown."
    for row in rows(f"styles-{file}"):
        raised = raised_by(row["text"])
        for rule in sorted(set(row["rules"]) - raised):
            print(f"missed  {rule} {row['id']} {row['text']}")
        for rule in sorted(raised - set(row["rules"])):
            print(f"in vain {rule} {row['id']} {row['text']}")


def main(arguments: list[str]) -> int:
    """The exit code: `OVER_BUDGET` if a floor is broken, else 0."""
    if arguments[:1] == ["--show"]:
        show(arguments[1])
        return 0
    scores = {file: measured(file) for file in files()}
    print_table(scores, RULES)
    for file in scores:
        blocking = measured(file, BLOCKING)
        print(
            f"\nRules that block a build alone, {file}: recall {blocking.recall():.3f}, "
            f"precision {blocking.precision():.3f}."
        )
    print()
    budgets = Budgets()
    budgets.head()
    for file, score in scores.items():
        if file == "tuning":
            budgets.note("recall and precision, tuning", f"{score.recall():.3f} and {score.precision():.3f}")
        else:
            budgets.least(f"recall, {file}, per cent", score.recall() * 100, RECALL * 100)
            budgets.least(f"precision, {file}, per cent", score.precision() * 100, PRECISION * 100)
    return budgets.end()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
