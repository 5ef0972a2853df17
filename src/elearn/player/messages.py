"""Catalogues for translators: `python -m elearn.player.messages [LANGUAGE…]`, which `make messages` runs.

It writes the English phrases to `build/elearn.pot` and updates every catalogue in `locale/`. New phrases are
added without a translation. Phrases that are gone are removed. If a phrase's English has changed, its
translation is kept but marked as "fuzzy". It is not used until somebody has checked it.
"""

import io
import sys
from pathlib import Path

from babel.core import Locale
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po, write_po
from babel.plural import PluralRule, to_gettext

from elearn.content.kinds import kinds
from elearn.player.languages import forms
from elearn.player.words import english, stem

FOLDER = Path(__file__).with_name("locale")
TEMPLATE = Path("build/elearn.pot")
_PROJECT = "elearn"


def template() -> Catalog:
    """Returns every phrase in English, in the order of the source.

    `msgctxt` is its key. A phrase with a count has two forms.
    """
    words = english()
    catalogue = Catalog(project=_PROJECT, fuzzy=False)
    whose = {key: kind.title for kind in kinds().values() for key in kind.words}
    for key, text in words.items():
        if stem(key) == key:
            one = words.get(f"{key}_one")
            notes = [f"{whose[key]}"] if key in whose else []
            catalogue.add(text if one is None else (one, text), context=key, auto_comments=notes)
    return catalogue


def read(language: str) -> Catalog:
    """Returns the catalogue of a language from `locale/`, or an empty one if there is none yet."""
    path = FOLDER / f"{language}.po"
    if path.is_file():
        with path.open("rb") as file:
            return read_po(file, locale=language)
    empty = Catalog(locale=language, project=_PROJECT, fuzzy=False, charset="utf-8")
    empty.mime_headers = [*empty.mime_headers, ("Plural-Forms", plural_forms(language))]
    return empty


def plural_forms(language: str) -> str:
    """Returns the Plural-Forms header for the categories that `languages.forms` gives, in their order."""
    rule = Locale(language).plural_form
    used = {category: text for category, text in rule.rules.items() if category in forms(language)}
    return to_gettext(PluralRule(used))


def updated(catalogue: Catalog) -> Catalog:
    """Returns the same catalogue with today's phrases, each with its translation."""
    now = template()
    now.creation_date = catalogue.creation_date
    changed = _update_changed(catalogue, now)
    catalogue.update(now, no_fuzzy_matching=True)
    for key, previous in changed.items():
        message = catalogue.get(*key)
        assert message is not None
        message.flags.add("fuzzy")
        message.previous_id = list(previous)
    catalogue.obsolete.clear()
    return catalogue


def _update_changed(catalogue: Catalog, now: Catalog) -> dict[tuple[str, str | None], tuple[str, ...]]:
    """Gives each phrase its new English if that has changed. Returns the old English, by text and key.

    Babel would look for a similar phrase, but we know which phrase it is by its key.
    """
    changed: dict[tuple[str, str | None], tuple[str, ...]] = {}
    for message in [message for message in now if message.context]:
        old = next((each for each in catalogue if each.context == message.context), None)
        if old is None or old.id == message.id:
            continue
        catalogue.delete(_first(old), old.context)
        fits = isinstance(old.id, str) == isinstance(message.id, str)
        if fits and any(old.string or ()):
            catalogue.add(message.id, old.string, context=message.context)
            previous = (old.id,) if isinstance(old.id, str) else tuple(old.id)
            changed[_first(message), message.context] = previous
    return changed


def _first(message: Message) -> str:
    return message.id if isinstance(message.id, str) else message.id[0]


def as_bytes(catalogue: Catalog) -> bytes:
    """Returns the catalogue as the text of a PO file."""
    out = io.BytesIO()
    write_po(out, catalogue, width=110, include_previous=True)
    return out.getvalue().rstrip() + b"\n"


def main(languages: list[str]) -> None:
    """Writes the template, then each existing catalogue and those of the languages named."""
    TEMPLATE.parent.mkdir(exist_ok=True)
    TEMPLATE.write_bytes(as_bytes(template()))
    FOLDER.mkdir(exist_ok=True)
    for language in sorted({*languages, *(path.stem for path in FOLDER.glob("*.po"))}):
        catalogue = updated(read(language))
        (FOLDER / f"{language}.po").write_bytes(as_bytes(catalogue))
        waiting = [
            message for message in catalogue if message.id and (message.fuzzy or not _is_translated(message))
        ]
        print(f"{language}: {len(catalogue)} phrases, {len(waiting)} to translate")


def _is_translated(message: Message) -> bool:
    """Returns whether every form of it is translated."""
    strings = (message.string,) if isinstance(message.string, str) else message.string or ("",)
    return all(strings)


if __name__ == "__main__":
    main(sys.argv[1:])
