"""Which languages there are, and which of them somebody gets."""

from collections.abc import Iterator
from typing import Final, Literal

Language = Literal["en", "cy"]
LANGUAGES: Final[dict[Language, str]] = {"en": "English", "cy": "Cymraeg"}
"""Each language by its own name, as a choice shows it to people who may read only that one."""
_LONGEST_HEADER = 200


def known(code: str) -> Language | Literal[""]:
    """The language of a code such as `cy` or `en-GB`. "" if it is none of ours."""
    base = code.strip().partition("-")[0].casefold()
    return next((language for language in LANGUAGES if language == base), "")


def best(*chosen: str, accepts: str = "", otherwise: Language) -> Language:
    """The first of `chosen` that is one of ours, else what a browser `accepts`, else `otherwise`.

    `accepts` is an Accept-Language header, such as `cy, en-GB;q=0.8`.
    """
    for code in (*chosen, *_accepted(accepts)):
        if language := known(code):
            return language
    return otherwise


def _accepted(header: str) -> list[str]:
    """The codes of an Accept-Language header, the most wanted first."""
    return [code for _, code in sorted(_weighed(header), key=lambda each: -each[0])]


def _weighed(header: str) -> Iterator[tuple[float, str]]:
    for part in header[:_LONGEST_HEADER].split(","):
        code, _, weight = part.partition(";")
        try:
            wanted = float(weight.strip().removeprefix("q=") or 1)
        except ValueError:
            continue
        if wanted > 0:
            yield wanted, code
