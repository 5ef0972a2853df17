"""How much of the learning in fictional reports is recognised, and what reading a report costs.

Run `python -m benchmarks.documents`. `tests/intake/reports` holds the reports, each with what a careful
reader finds in it and when it was written.
"""

import sys
import time
from io import BytesIO

import pypdf
from tests.intake.material import HALVES, every
from tests.intake.measuring import Count, compare

from benchmarks._budgets import Budgets
from elearn.intake.document import Document
from elearn.intake.extract import read_document
from elearn.intake.recognise import recognise_learning

FLOOR = 90
PAGES = 100


def main() -> int:
    """Prints the tables. Returns the exit code."""
    print(
        "| reports | findings: recall | precision | recommendations: recall | precision |\n|---|--:|--:|--:|--:|"
    )
    scores: list[tuple[str, Count]] = []
    for half in HALVES:
        findings, recommendations = Count(), Count()
        reports = every(half)
        for report in reports:
            found = recognise_learning(Document(report.filename, read_document(report.file()).paragraphs))
            compare(report, found.findings, "+-", findings)
            compare(report, found.recommendations, "r", recommendations)
        cells = " | ".join(
            f"{share:.2f} ({count.right} of {of})"
            for count in (findings, recommendations)
            for share, of in ((count.recall, count.wanted), (count.precision, count.given))
        )
        print(f"| {half} ({len(reports)}) | {cells} |")
        scores += [(f"findings, {half}", findings), (f"recommendations, {half}", recommendations)]
    print()
    budgets = Budgets()
    budgets.head()
    for what, count in scores:
        budgets.least(f"recall of {what}, per cent", count.recall * 100, FLOOR)
        budgets.least(f"precision of {what}, per cent", count.precision * 100, FLOOR)
    budgets.row(f"reading and recognising a PDF of {PAGES} pages", _cost(), 5, "s CPU")
    return budgets.end()


def _cost() -> float:
    """Seconds of processor time for a long report."""
    file = next(report for report in every() if report.name.startswith("14")).file()
    long = pypdf.PdfWriter()
    while len(long.pages) < PAGES:
        long.append(BytesIO(file))
    out = BytesIO()
    long.write(out)
    before = time.process_time()
    recognise_learning(read_document(out.getvalue()))
    return time.process_time() - before


if __name__ == "__main__":
    sys.exit(main())
