"""Timeline: what happened, in order, in the time of the account and not of the calendar."""

import re
from typing import ClassVar

from elearn.content.kinds._sections import Sections
from elearn.content.kinds.base import Report
from elearn.content.words import quoted

_MONTHS = (
    "(jan(uary)?|feb(ruary)?|mar(ch)?|apr(il)?|may|june?|july?"
    r"|aug(ust)?|sept?(ember)?|oct(ober)?|nov(ember)?|dec(ember)?)\b"
)
_EXACT = re.compile(
    rf"\b\d{{1,2}}(st|nd|rd|th)?\s+(of\s+)?{_MONTHS}"
    rf"|\b{_MONTHS}\.?\s+\d{{1,2}}(st|nd|rd|th)?\b"
    r"|\b\d{1,2}[/.]\d{1,2}[/.]\d{2,4}\b|\b\d{4}-\d\d-\d\d\b",
    re.IGNORECASE,
)
"""A day of the calendar, as it is written in English or in figures."""


class Timeline(Sections):
    """Each heading is a time ("two weeks later", "in the first month"); what happened stands under it."""

    kind: ClassVar = "timeline"
    title: ClassVar = "Timeline"
    part_word: ClassVar = "time"
    distinct: ClassVar = False
    example: ClassVar = """:::{timeline}
### In the baby's first month

A health visitor sees a small mark on the arm. The family say that a toy fell on it.

### Two weeks later

A second mark. A practice nurse sees it at the clinic, and does not know of the first.

### The same evening

The baby is brought to hospital. **Only now does somebody put the two together.**
:::"""

    def check(self, report: Report, line: int) -> None:
        for section in self.sections:
            if found := _EXACT.search(section.heading):
                report.error(
                    "E03", line, f"The date {quoted(found[0])} could tell whose case this is.",
                    "Say when it was in the time of the account: two weeks later, in the first month.",
                )  # fmt: skip
