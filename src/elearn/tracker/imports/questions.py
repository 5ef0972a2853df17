"""Questions about a file that can be read in two ways. Nobody guesses: whoever sends the file answers."""

from collections.abc import Mapping
from dataclasses import dataclass

Answers = Mapping[str, str]
"""The answers that were given: the key of each question to the value of a choice."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer to a question: `value` is what is kept, `words` are what a button says.

    `to_keep` are the words that are kept with the import, if those of the button show what the file says of people.
    """

    value: str
    words: str
    to_keep: str = ""

    @property
    def kept(self) -> str:
        """The words that are kept with the import."""
        return self.to_keep or self.words


@dataclass(frozen=True, slots=True)
class Question:
    """What has to be asked before a file can be read. `key` is the same for the same file every time.

    `text` asks in a sentence; `detail` says why, with examples from the file ("" if there is no more to say).
    """

    key: str
    text: str
    choices: tuple[Choice, ...]
    detail: str = ""

    def answer(self, answers: Answers) -> str | None:
        """The value that was chosen, or None if nothing was, or nothing that can be chosen."""
        chosen = self.choice(answers.get(self.key))
        return None if chosen is None else chosen.value

    def choice(self, value: str | None) -> Choice | None:
        """The choice with this value, or None if there is none."""
        return next((choice for choice in self.choices if choice.value == value), None)
