"""Finds who a recommendation is for, as kinds of agency, from a table cell or the start of a sentence."""

import re

from elearn.intake.wording import patterns

_SUBJECT = re.compile(
    r"^(.{3,140}?)\b(should|must|to (?!the\b)|needs? to|will|agrees?|reviews?|ensures?|adopts?|gives?|asks?|meets?"
    r"|records?|shares?)\b",
    re.IGNORECASE,
)
_LEAD = re.compile(
    r"^(we|the (review|reviewer|author|panel)) recommends? that |^that |^recommendation \w+\s*[:.–-]?\s*",
    re.I,
)


def owners_in(text: str) -> tuple[str, ...]:
    """Returns the kinds of agency that a text names, in the order of the list above."""
    return tuple(name for name, words in patterns("owners") if words.search(text))


def owners_of_cell(text: str) -> tuple[str, ...]:
    """Returns the owners that a table cell names.

    Each part of a list gives the kinds of agency that it names, or its own words if it names no known kind.
    """
    found: list[str] = []
    for part in re.split(r"[,;/\n]", text):
        said = " ".join(part.split())
        if any(letter.isalpha() for letter in said):
            found += owners_in(said) or (said,)
    return tuple(dict.fromkeys(found))


def owners_of_sentence(text: str) -> tuple[str, ...]:
    """Returns the kinds of agency that a recommendation starts with: "The police and schools should …"."""
    rest = _LEAD.sub("", text.strip())
    subject = _SUBJECT.match(rest)
    return owners_in(subject[1]) if subject else ()
