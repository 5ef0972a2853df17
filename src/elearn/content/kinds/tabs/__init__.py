"""Tabs: the same matter from several sides, one at a time."""

from typing import ClassVar

from elearn.content.kinds._asked import TO_READ, Asked
from elearn.content.kinds._sections import Sections
from elearn.phrases import phrase


class Tabs(Sections):
    """Headings beside each other, of which one is chosen; without script or on paper, one part below the other."""

    kind: ClassVar = "tabs"
    title: ClassVar = phrase("Tabs")
    asked_for: ClassVar = phrase("the same thing from several sides")
    group: ClassVar = TO_READ
    form: ClassVar = {
        "sections": Asked(phrase("Tabs"), row=phrase("a tab"), add=phrase("Add a tab")),
        "sections.heading": Asked(phrase("What the tab says")),
    }
    starter: ClassVar = """:::{tabs}
### Name the first side

Write what is to say from the first side.

### Name the second side

Write what is to say from the second side.
:::"""
    part_word: ClassVar = phrase("tab")
    example: ClassVar = """:::{tabs}
### Health visitor

She saw the mark, and knew that the baby could not yet roll over.

### Nursery

They had noticed that the older child came in tired, and had written it down.

### Housing officer

He knew that the heating had been off since the autumn. Nobody had asked him.
:::"""
