"""Names that everyone knows, of people and of things: nobody whom an author makes up should have one."""

from elearn.checks.identifying.lexicon import folded, known
from elearn.checks.identifying.person_words import FICTION


def is_known_to_all(name: str) -> bool:
    """Whether everyone knows a name: of a character, a person of public life, a body, a place or a thing."""
    return bool(FICTION.fullmatch(name)) or folded(name) in known()
