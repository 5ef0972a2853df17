"""What an author does with a new course: writes words of their own where we left words to be replaced."""

import re
from pathlib import Path

from elearn.content import OWN_WORDS, TO_WRITE

WORDS = {
    "A first module": "Safer sleep",
    "A first page": "The first visit",
    "What this course is about, and for whom, in two sentences. They are shown in the library and in an LMS.": (
        "How to talk with a family about where a baby sleeps. For everyone who visits at home."
    ),
    "Say to the reader what this course is for. Say too that its scenarios are invented.": (
        "This course helps you to ask where a baby sleeps. The families in it are invented."
    ),
    "Say what a learner can do afterwards, beginning with a verb": "Ask where a baby sleeps, and look",
    "Begin with a scenario: a fictional composite, with role labels and no name, date or place.": (
        "A health visitor sees a cot that is full of clothes."
    ),
    "Say what is coming that may be hard to read. A page can be skipped without any loss.": (
        "A page asks you to think of a baby who is not safe asleep. You may skip it."
    ),
    "A short scenario, and then: what is decided first?": "The cot is full of clothes. What do you do first?",
    "Something that is often done": "Write it down, and ask at the next visit",
    "Say kindly why it does not help.": "The next visit may be weeks away.",
    "What helps the child": "Ask where the baby slept last night",
    "Say why it helps.": "It is an easy question, and it tells you most.",
    "Something that seems safe": "Leave a leaflet on the table for them",
    "Say kindly what it misses.": "A leaflet asks nothing.",
    "When to use it, in a sentence.": "Use this if you think that a baby is not safe.",
    "Say who the learner is in this story, and where it begins.": "You visit a family for the first time.",
    "Name the first scene": "At the door",
    "Write what happens in the first scene.": "A tired parent opens the door a little.",
    "Write a choice that helps": "Ask kindly to come in",
    "Write what follows if it helps.": "The parent steps aside.",
    "Write a choice that seems safe": "Come back next week",
    "Write what follows if it only seems safe.": "The door closes.",
    "Name the good ending": "Seen today",
    "Write how the story ends well.": "You see where the baby sleeps.",
    "Name the poor ending": "Next week",
    "Write how the story ends badly.": "Nobody has seen where the baby sleeps.",
    "Write what people can learn from this story.": "It is kind to ask on the same day.",
}


def write_the_course(folder: Path) -> None:
    """Writes words of somebody's own into each file of a new course. What a stub asks for stands for itself."""
    for path in folder.glob("*.md"):
        text = path.read_text(encoding="utf-8").replace(f" {OWN_WORDS}", "")
        text = re.sub(rf"{TO_WRITE} (\w)", lambda found: found[1].upper(), text)
        for placeholder, words in WORDS.items():
            text = text.replace(placeholder, words)
        path.write_text(text, encoding="utf-8")
