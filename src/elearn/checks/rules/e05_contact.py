"""E05: somebody's own telephone number, e-mail address or name online."""

from elearn.checks.identifying import Mark, hits
from elearn.checks.model import IN_ENGLISH, Rule
from elearn.phrases import phrase

_REMEDIES = {
    "telephone": phrase(
        "Write what was done: she rang the worker. A number for the reader belongs in a support block."
    ),
    "mail": phrase(
        "Write what was done: she e-mailed the worker. An address for the reader belongs in a support block."
    ),
    "profile": phrase(
        "Write what it was: an account under a false name, a profile with a picture in school uniform."
    ),
}


def _remedy(said: str, mark: Mark) -> str:
    return _REMEDIES[mark.sort]


RULE = Rule(
    "E05",
    "contact",
    "error",
    phrase(
        "a telephone number, an e-mail address, a user name or a profile, outside a support or local pathway "
        "block"
    ),
    "07700 900123",
    in_text=hits("E05", lambda said: phrase("“%(said)s” leads to a person.", said=said), _remedy),
    languages=IN_ENGLISH,
    elsewhere="a telephone number that begins with 0 or +, an e-mail address, a profile, a handle",
)
