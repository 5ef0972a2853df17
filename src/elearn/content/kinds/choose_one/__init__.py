"""Choose one: a decision with one right answer."""

from typing import ClassVar

from elearn.content.kinds import kinds_for
from elearn.content.kinds._asked import TO_DECIDE
from elearn.content.kinds._choice import ShuffledChoice
from elearn.phrases import phrase


class ChooseOne(ShuffledChoice):
    """One of the options is right."""

    kind: ClassVar = "choose-one"
    title: ClassVar = phrase("Choose one")
    asked_for: ClassVar = phrase("a decision")
    group: ClassVar = TO_DECIDE
    often: ClassVar = 3
    purpose: ClassVar = "decision"
    words: ClassVar = {"choose-one": "Choose one"}
    starter: ClassVar = """:::{{question}} choose-one
:name: first-decision-{number}
:outcome: {outcome}

A short scenario, and then: what is decided first?

- [ ] Something that is often done
  > Say kindly why it does not help.
- [x] What helps the child
  > Say why it helps.
- [ ] Something that seems safe
  > Say kindly what it misses.
:::"""
    example: ClassVar = """:::{question} choose-one
:name: who-decides
:outcome: criteria
:points: 2

A baby is admitted with an injury that nobody can explain. An older child is still at home. What is decided first?

- [ ] Who is to blame
  > That is for the courts. A review is not an inquiry into who is culpable.
- [x] Whether the other child is at risk of harm
  > Yes: safety comes before learning.
- [ ] Whether to publish a report
  > That comes much later.

A review can wait for a day; a child at risk cannot.
:::"""

    @classmethod
    def fault(cls, right: list[bool]) -> tuple[str, str, str] | None:
        if sum(right) > 1:
            message = phrase(
                "%(many)s options are marked as right, but a learner can choose only one.", many=sum(right)
            )
            for other in kinds_for("many right answers"):
                remedy = phrase(
                    "Leave [x] before one of them, or make it a %(kind)s question.", kind=other.kind
                )
                return "S24", message, remedy
            return "S24", message, phrase("Leave [x] before one of them.")
        return super().fault(right)
