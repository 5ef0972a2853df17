"""Match: what belongs to what."""

from typing import ClassVar

from elearn.content.kinds._asked import TO_DECIDE
from elearn.content.kinds._pairs import PairsQuestion
from elearn.phrases import phrase


class Match(PairsQuestion):
    """Each thing on the left is given what belongs to it."""

    kind: ClassVar = "match"
    title: ClassVar = phrase("Match")
    asked_for: ClassVar = phrase("things that belong together")
    group: ClassVar = TO_DECIDE
    starter: ClassVar = """:::{{question}} match
:name: question-{number}
:outcome: {outcome}

Describe the situation, and ask what belongs to what.

- Name the first person -> Say what the first person does
  > Say why the first person does it.
- Name the second person -> Say what the second person does
  > Say why the second person does it.
:::"""
    shape: ClassVar = phrase(
        "Write each pair as a line “- Source -> Target”, and a further answer as “- -> Target”."
    )
    words: ClassVar = {
        "match": "Match",
        "match_choose": "Choose",
        "match_lacks": "Choose an answer for each of them first, then check.",
    }
    example: ClassVar = """:::{question} match
:name: who-does-what
:outcome: record

Three people have seen the same mark. What does each of them do first?

- The nursery worker who sees it at the morning's welcome -> Writes it down and tells the lead
  > Yes: on the day, in plain words, with the time.
- The nursery's safeguarding lead -> Calls children's social care
  > Yes: the lead does not wait for a second sign.
- The duty social worker who takes the call -> Arranges a strategy discussion
  > Yes: with police and health, the same day.
- -> Asks the older brother what happened
  > Not first: nobody questions a child before it is agreed who does so.

Each step waits for the one before it, and none waits until tomorrow.
:::"""
