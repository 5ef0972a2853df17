"""Steps: what to do first, second, third."""

from typing import ClassVar

from elearn.content.kinds._asked import TO_READ, Asked
from elearn.content.kinds._sections import Sections
from elearn.phrases import phrase


class ProcessSteps(Sections):
    """Numbered steps: each heading is a step, and under it stands how it is done."""

    kind: ClassVar = "steps"
    title: ClassVar = phrase("Process steps")
    asked_for: ClassVar = phrase("what to do, step by step")
    group: ClassVar = TO_READ
    form: ClassVar = {
        "sections": Asked(phrase("Steps"), row=phrase("a step"), add=phrase("Add a step")),
        "sections.heading": Asked(phrase("Step")),
        "sections.body": Asked(phrase("How it is done")),
    }
    starter: ClassVar = """:::{steps}
### Say what to do first

Write how the first step is done.

### Say what to do next

Write how the next step is done.
:::"""
    part_word: ClassVar = phrase("step")
    example: ClassVar = """:::{steps}
### Write down what you saw

Where on the body, how large, what colour, and the words that you heard. Today, not from memory.

### Tell your safeguarding lead

They help you decide. If you cannot reach them within the hour, go on to the next step.

### Make the referral

By telephone, then in writing. Tell the family, unless that would put the child at more risk.
:::"""
