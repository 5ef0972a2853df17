"""Accordion: parts to open one by one, for what not everybody needs to read."""

from typing import ClassVar

from elearn.content.kinds._asked import TO_READ
from elearn.content.kinds._sections import Sections
from elearn.phrases import phrase


class Accordion(Sections):
    """Headings in a column; each opens the text under it, and several may be open."""

    kind: ClassVar = "accordion"
    title: ClassVar = phrase("Accordion")
    asked_for: ClassVar = phrase("parts that open one by one")
    group: ClassVar = TO_READ
    starter: ClassVar = """:::{accordion}
### Write the first question that people ask

Write your answer to the first question.

### Write the second question that people ask

Write your answer to the second question.
:::"""
    part_word: ClassVar = phrase("part")
    example: ClassVar = """:::{accordion}
### Who may ask for a review?

Anyone who works with the family. They ask their own safeguarding lead, who brings it to the partnership.

### What if the family objects?

Their view is heard and written down. It is one of the things that the partnership weighs.

### How long does it take?

A first look takes weeks, a full review some months. **What keeps a child safe today does not wait for either.**
:::"""
