"""Catalogues for translators: `python -m elearn.translations.messages [LANGUAGE…]`, which `make messages` runs.

It finds what the source says and updates every catalogue in `locale/`. New words are added without a translation, and
words that are gone are removed. If the English has changed a little, the translation is kept but marked as "fuzzy". It
is not used until somebody has checked it.
"""

import io
import sys
from collections.abc import Iterator
from contextlib import redirect_stderr
from pathlib import Path
from typing import Any

from babel.core import Locale
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po
from babel.plural import to_gettext
from jinja2.ext import babel_extract
from ruamel.yaml import YAML

SOURCE = Path(__file__).parents[1]
FOLDER = Path(__file__).with_name("locale")
_PROJECT = "elearn"
_TEMPLATES = ("letters", "paper", "runtime/templates", "desk/templates", "app/templates")
"""The folders of templates that say things by `_` and `ngettext`."""
_OURS = (b"elearn.translations", b"elearn.phrases")
"""One of these is in each module that says anything."""
_VOCABULARY = "content/review/vocabulary.yaml"
"""The names of kinds of review, themes and tiers."""
_CRITERIA = "guidance/criteria.yaml"
"""What the decision aid says itself. The guidance that it quotes is in English."""
_KEYWORDS = {
    **dict.fromkeys(("_", "gettext", "N_", "phrase")),
    **dict.fromkeys(("ngettext", "nphrase"), (1, 2)),
}


def template() -> Catalog:
    """Everything that the source says, in English."""
    catalogue = Catalog(project=_PROJECT, version="0.1", msgid_bugs_address="", fuzzy=False)
    for path, message, notes in _found():
        catalogue.add(message, locations=[(path, 1)], auto_comments=notes)
    return catalogue


def _found() -> Iterator[tuple[str, str | tuple[str, ...], list[str]]]:
    modules = [path for path in sorted(SOURCE.rglob("*.py")) if _says(path)]
    pages = [path for each in _TEMPLATES for path in sorted((SOURCE / each).glob("*.html"))]
    options = {"newstyle_gettext": "true", "trimmed": "true"}
    for path in (*modules, *pages):
        how: Any = "python" if path.suffix == ".py" else babel_extract
        with (
            path.open("rb") as file,
            redirect_stderr(io.StringIO()),
        ):  # it warns of f-strings, which may be values
            found = [*extract(how, file, _KEYWORDS, ("Translators:",), options, strip_comment_tags=True)]
        for _, message, notes, _context in found:
            yield path.relative_to(SOURCE).as_posix(), message, notes
    for text in _texts(YAML(typ="safe").load(SOURCE / _VOCABULARY)):
        yield _VOCABULARY, text, []
    criteria = YAML(typ="safe").load(SOURCE / _CRITERIA)
    for key in ("safety_first", "never_decides"):
        yield _CRITERIA, criteria[key], []
    for text in criteria["no_inquiry"].values():
        yield _CRITERIA, text, []


def _says(module: Path) -> bool:
    source = module.read_bytes()
    return any(each in source for each in _OURS)


def _texts(vocabulary: Any) -> Iterator[str]:
    """What a vocabulary says: the names of kinds of review and what they are, themes and tiers."""
    yield from vocabulary["types"]
    for facts in vocabulary["types"].values():
        yield from (facts[key] for key in ("about", "basis") if key in facts)
    yield from vocabulary["themes"].values()
    yield from vocabulary["tiers"].values()


def read(language: str) -> Catalog:
    """The catalogue of a language from `locale/`, or an empty one if there is none yet."""
    path = FOLDER / f"{language}.po"
    if path.is_file():
        with path.open("rb") as file:
            return read_po(file, locale=language)
    empty = Catalog(locale=language, project=_PROJECT, fuzzy=False, charset="utf-8")
    empty.mime_headers = [*empty.mime_headers, ("Plural-Forms", plural_forms(language))]
    return empty


def plural_forms(language: str) -> str:
    """The Plural-Forms header: one form for each of CLDR's categories, in their order. Welsh has six."""
    return to_gettext(Locale(language).plural_form)


def updated(catalogue: Catalog) -> Catalog:
    """The same catalogue with what the source says today, each with its translation."""
    now = template()
    now.creation_date = catalogue.creation_date
    catalogue.update(now)
    catalogue.obsolete.clear()
    return catalogue


def as_bytes(catalogue: Catalog) -> bytes:
    """The catalogue as the text of a PO file. Places are files without lines, so that few lines ever change."""
    for message in catalogue:  # Babel reads what the English was before as a comment of a person's
        message.user_comments = [each for each in message.user_comments if not each.startswith("|")]
    out = io.BytesIO()
    write_po(out, catalogue, width=110, include_previous=True, include_lineno=False)
    return out.getvalue().rstrip() + b"\n"


def waiting(catalogue: Catalog) -> list[Message]:
    """What is not translated, or in doubt."""
    return [each for each in catalogue if each.id and (each.fuzzy or not _is_translated(each))]


def _is_translated(message: Message) -> bool:
    strings = (message.string,) if isinstance(message.string, str) else message.string or ("",)
    return all(strings)


def main(languages: list[str]) -> None:
    """Brings each existing catalogue and those of the languages named up to date."""
    for language in sorted({*languages, *(path.stem for path in FOLDER.glob("*.po"))}):
        catalogue = updated(read(language))
        (FOLDER / f"{language}.po").write_bytes(as_bytes(catalogue))
        print(f"{language}: {len(catalogue)} phrases, {len(waiting(catalogue))} to translate")


if __name__ == "__main__":
    main(sys.argv[1:])
