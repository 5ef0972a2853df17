"""Names that everyone knows, of people and of things: nobody whom an author makes up should have one."""

from elearn.checks.identifying.lexicon import folded, known
from elearn.checks.identifying.person_words import FICTION


def is_known_to_all(name: str) -> bool:
    """Whether a name is that of a character, somebody of public life, a body, a place or a thing that everyone knows."""
    return bool(FICTION.fullmatch(name)) or folded(name) in known()
