"""What we know about a language: which way it is written, its plural forms, and our words in it.

English needs only what is in this file. So a course in English never waits for CLDR's data (Babel) or for a
catalogue. Every other language has its words in `locale/<language>.po`.
"""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from babel.plural import PluralRule

Direction = Literal["ltr", "rtl"]
SOURCE_LANGUAGE = "en"
"""The language of the words in the source."""
CATEGORIES = ("zero", "one", "two", "few", "many", "other")
"""CLDR's plural categories, in the order of a PO file's forms."""

_RIGHT_TO_LEFT = frozenset(
    {"Adlm", "Arab", "Aran", "Hebr", "Mand", "Nkoo", "Rohg", "Samr", "Syrc", "Thaa", "Yezi"}
)
_MOST_COUNTED = 1000
"""Above this, some languages use other plural forms (for millions, say). We never count that far."""


def base_language(language: str) -> str:
    """Returns the language of a tag, without script and region: `cy` for `cy-GB`."""
    return language.split("-")[0].lower()


@cache
def direction(language: str) -> Direction:
    """Returns which way a language (`en-GB`, `ar`, `pa-Arab`) is written.

    Left to right if its script is not known.
    """
    if base_language(language) == SOURCE_LANGUAGE:
        return "ltr"
    return "rtl" if _script(language) in _RIGHT_TO_LEFT else "ltr"


def _script(language: str) -> str:
    from babel.core import get_global

    parts = language.split("-")
    if len(parts) > 1 and len(parts[1]) == 4 and parts[1].isalpha():
        return parts[1].title()
    likely = get_global("likely_subtags")
    known = likely.get("_".join([parts[0], *(part.upper() for part in parts[1:2])])) or likely.get(
        parts[0], ""
    )
    return next((part for part in known.split("_") if len(part) == 4), "")


@cache
def spoken_name(language: str) -> str:
    """Returns the language of the words that a course in `language` gets.

    This is its own if we have a catalogue of it, else English.
    """
    return base_language(language) if _file(base_language(language)).is_file() else SOURCE_LANGUAGE


def _file(language: str) -> Traversable:
    return files("elearn.player").joinpath("locale", f"{language}.po")


@cache
def forms(language: str) -> tuple[str, ...]:
    """Returns the plural categories that whole numbers have in a language, in CLDR's order.

    The last is always `other`.
    """
    if base_language(language) == SOURCE_LANGUAGE:
        return ("one", "other")
    rule = _plural_rule(base_language(language))
    used = {rule(number) for number in range(_MOST_COUNTED)}
    return tuple(category for category in CATEGORIES if category in used or category == "other")


def form_for(language: str, number: int) -> str:
    """Returns the plural category of a number in a language: `one`, `other` …"""
    if base_language(language) == SOURCE_LANGUAGE:
        return "one" if number == 1 else "other"
    return str(_plural_rule(base_language(language))(number))


@cache
def _plural_rule(language: str) -> "PluralRule":
    from babel.core import Locale, UnknownLocaleError

    try:
        return Locale(language).plural_form
    except UnknownLocaleError:
        return Locale(SOURCE_LANGUAGE).plural_form


@cache
def translations(language: str) -> Mapping[str, str]:
    """Returns our words in a language that has a catalogue, by key.

    A plural form has its category at the end of its key (`points_two`), except `other`, which has the key
    alone (`points`). Untranslated and fuzzy phrases are left out.
    """
    from babel.messages.pofile import read_po

    with _file(language).open("rb") as file:
        catalogue = read_po(file, locale=language)
    found: dict[str, str] = {}
    for message in catalogue:
        if not message.context or message.fuzzy:
            continue
        said = (message.string,) if isinstance(message.string, str) else message.string or ()
        categories = forms(language) if len(said) > 1 else ("other",)
        for category, text in zip(categories, said, strict=True):
            found[message.context if category == "other" else f"{message.context}_{category}"] = text
    return {key: text for key, text in found.items() if text}
