"""Steps: what to do first, second, third."""

from typing import ClassVar

from elearn.content.kinds._sections import Sections
from elearn.phrases import phrase


class ProcessSteps(Sections):
    """Numbered steps: each heading is a step, and under it stands how it is done."""

    kind: ClassVar = "steps"
    title: ClassVar = "Process steps"
    part_word: ClassVar = phrase("step")
    example: ClassVar = """:::{steps}
### Write down what you saw

Where on the body, how large, what colour, and the words that you heard. Today, not from memory.

### Tell your safeguarding lead

They help you decide. If you cannot reach them within the hour, go on to the next step.

### Make the referral

By telephone, then in writing. Tell the family, unless that would put the child at more risk.
:::"""
