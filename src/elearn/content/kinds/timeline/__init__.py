"""Timeline: what happened, in order, in the time of the account and not of the calendar."""

from typing import ClassVar

from elearn.content.kinds._asked import TO_READ, Asked
from elearn.content.kinds._sections import Sections
from elearn.phrases import phrase


class Timeline(Sections):
    """Each heading is a time ("two weeks later", "in the first month"); what happened stands under it."""

    kind: ClassVar = "timeline"
    title: ClassVar = phrase("Timeline")
    asked_for: ClassVar = phrase("what happened, and when")
    group: ClassVar = TO_READ
    form: ClassVar = {
        "sections": Asked(phrase("Moments"), row=phrase("a moment"), add=phrase("Add a moment")),
        "sections.heading": Asked(phrase("When"), help=phrase("As in “two weeks later”. Give no date.")),
        "sections.body": Asked(phrase("What happened")),
    }
    starter: ClassVar = """:::{timeline}
### Say when it began

Write what happened at the beginning.

### Say how much later

Write what happened then.
:::"""
    part_word: ClassVar = phrase("time")
    distinct: ClassVar = False
    example: ClassVar = """:::{timeline}
### In the baby's first month

A health visitor sees a small mark on the arm. The family say that a toy fell on it.

### Two weeks later

A second mark. A practice nurse sees it at the clinic, and does not know of the first.

### The same evening

The baby is brought to hospital. **Only now does somebody put the two together.**
:::"""
