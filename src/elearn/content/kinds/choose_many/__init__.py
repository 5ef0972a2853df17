"""Choose many: every right option is to be chosen, and no other."""

from typing import Any, ClassVar, Literal

from elearn.content.kinds._asked import TO_DECIDE, Asked
from elearn.content.kinds._choice import ShuffledChoice
from elearn.phrases import phrase


class ChooseMany(ShuffledChoice):
    """One or more of the options are right. `credit`: each earns a share and a wrong one takes one, or all together."""

    kind: ClassVar = "choose-many"
    title: ClassVar = phrase("Choose many")
    asked_for: ClassVar = phrase("a question with several right answers")
    group: ClassVar = TO_DECIDE
    often: ClassVar = 6
    form: ClassVar = {
        "options.right": Asked(phrase("This is right")),
        "credit": Asked(
            phrase("How it gives points"),
            choices={
                "partial": phrase("Each right answer earns a part, and each wrong one takes a part away"),
                "all": phrase("Only if all are right and none is wrong"),
            },
        ),
    }
    starter: ClassVar = """:::{{question}} choose-many
:name: question-{number}
:outcome: {outcome}

Describe the situation, and ask which of these people should do.

- [x] Write a first thing that helps
  > Say why the first thing helps.
- [x] Write a second thing that helps
  > Say why the second thing helps.
- [ ] Write a thing that seems to help
  > Say kindly why this does not help.
:::"""
    settings: ClassVar = ShuffledChoice.settings | {"credit"}
    purpose: ClassVar = "many right answers"
    several_right: ClassVar = True
    words: ClassVar = {
        "choose-many": "Choose all that apply",
        "choose_many_partial": "Each right answer earns a part of the points, and each wrong one takes a part away.",
    }
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

    credit: Literal["partial", "all"] = "partial"

    def data(self) -> dict[str, Any]:
        return {**super().data(), "credit": self.credit}

    def longest_response(self) -> list[str]:
        return [option.id for option in self.options]
