"""Choose many: every right option is to be chosen, and no other."""

from typing import ClassVar

from elearn.content.kinds._choice import ShuffledChoice


class ChooseMany(ShuffledChoice):
    """One or more of the options are right."""

    kind: ClassVar = "choose-many"
    title: ClassVar = "Choose many"
    words: ClassVar = {"choose-many": "Choose all that apply"}
    interaction: ClassVar = "choice"
    example: ClassVar = """:::{question} choose-many
:name: what-to-record
:outcome: record
:shuffle: no

You have seen a small mark on a baby's arm. What do you write down today?

- [x] Where on the body it is, and its size
  > Yes: it may have faded by tomorrow.
- [x] The words that the parent used
  > Yes: as they were said.
- [ ] What you think caused it
  > Record what you saw and heard; leave the cause to the medical assessment.
:::"""
