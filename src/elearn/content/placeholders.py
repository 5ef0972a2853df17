"""What we write into a new course or a draft for a person to replace. The checks find what was left (E63)."""

from collections.abc import Mapping
from types import MappingProxyType

TO_CONFIRM = "To confirm"
"""Stands for a fact of a draft that nobody has said yet, alone or before a colon."""
TO_WRITE = "To be written:"
"""Stands before what is to be written, in a piece of a new course: the line says what belongs there."""
OWN_WORDS = "To be put in your own words."
TO_BE_WRITTEN = "To be written."

OF_A_NEW_COURSE: Mapping[str, str] = MappingProxyType(
    {
        "summary": "What this course is about, and for whom, in two sentences. They are shown in the library and in "
        "an LMS.",
        "introduction": "Say to the reader what this course is for. Say too that its scenarios are invented.",
        "outcome": "Say what a learner can do afterwards, beginning with a verb",
        "module": "A first module",
        "page": "A first page",
        "scenario": "Begin with a scenario: a fictional composite, with role labels and no name, date or place.",
    }
)
"""Whole lines, by what they stand for. A new course also holds the starters of its kinds of block (`Block.starter`)."""
WITHIN_A_DRAFT = (OWN_WORDS, TO_BE_WRITTEN)
"""They stand anywhere in a line, in small letters or large ones."""
