"""True or false: a statement to agree with or not."""

from typing import ClassVar

from elearn.content.kinds._choice import ChoiceQuestion


class TrueOrFalse(ChoiceQuestion):
    """Two options in fixed order, the first agrees. Their ids are always `true` and `false`."""

    kind: ClassVar = "true-or-false"
    title: ClassVar = "True or false"
    interaction: ClassVar = "true-false"
    ids: ClassVar = ("true", "false")
    example: ClassVar = """:::{question} true-or-false
:name: consent-needed
:outcome: purpose

You need a parent's consent before you tell children's services that a child is at risk of significant harm.

- [ ] True
  > Consent is good to have, and is not needed where a child is at risk.
- [x] False
  > Right: tell the family where that is safe, and refer.
:::"""

    @classmethod
    def fault(cls, right: list[bool]) -> tuple[str, str, str] | None:
        if len(right) != 2:
            return (
                "S22",
                f"{len(right)} options where there are two, True and False",
                "Keep True, then False.",
            )
        if sum(right) > 1:
            return "S24", "Both options are marked as right", "Leave [x] before one of them."
        return super().fault(right)
