"""Flip cards: a question or a common belief in front, what there is to say to it behind."""

from typing import ClassVar

from elearn.content.kinds._asked import TO_READ, Asked
from elearn.content.kinds._sections import Sections
from elearn.phrases import phrase


class FlipCards(Sections):
    """Cards side by side. The heading is the front, the text under it the back, which a button turns up."""

    kind: ClassVar = "flip-cards"
    title: ClassVar = phrase("Flip cards")
    asked_for: ClassVar = phrase("cards to turn over")
    group: ClassVar = TO_READ
    form: ClassVar = {
        "sections": Asked(phrase("Cards"), row=phrase("a card"), add=phrase("Add a card")),
        "sections.heading": Asked(
            phrase("Front"), help=phrase("A question, or something that people often say.")
        ),
        "sections.body": Asked(phrase("Back")),
    }
    starter: ClassVar = """:::{flip-cards}
### Write what people often say

Write what there is to say to it.

### Write what people also say

Write what there is to say to that.
:::"""
    part_word: ClassVar = phrase("card")
    words: ClassVar = {"flip_cards_turn": "Turn the card"}
    example: ClassVar = """:::{flip-cards}
### “Somebody else will have reported it.”

Each of five services thought so. Say what you saw, even if you are the second to do so.

### “I need to be sure before I call.”

A concern is enough. Finding out what lies behind it is the work of those you call.

### “The parents will never trust me again.”

Say early what you must pass on, and why. Most parents remember how they were told.
:::"""
