"""Says things in the current language, which each request, page and mail sets for itself.

The English words are in the source: they are what is looked up (gettext's way). `%(name)s` is a value to fill in, and
`%%` is a percent sign. Other languages have their words in `locale/<language>.po`. Nothing is loaded for English.
"""

import gettext as standard
import io
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date
from functools import cache, wraps
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Final, ParamSpec, TypeVar, overload

from elearn.days import in_words
from elearn.phrases import Phrase
from elearn.translations.choosing import Language

if TYPE_CHECKING:
    from jinja2 import Environment
    from jinja2.runtime import Context

Given = ParamSpec("Given")
Result = TypeVar("Result")
Key = TypeVar("Key")
_current: ContextVar[Language] = ContextVar("language", default="en")
ON_PAGES: Final[dict[Language, str]] = {"en": "en-GB", "cy": "cy"}
"""Each language as `lang` in HTML says it."""


def language() -> Language:
    """The current language: that of the block, thread or task that we are in. English if nobody has set it."""
    return _current.get()


def page_language() -> str:
    """The current language as `<html lang>` says it: `en-GB`, `cy`."""
    return ON_PAGES[language()]


def speak(chosen: Language) -> None:
    """Sets the language for the rest of this thread or task."""
    _current.set(chosen)


@contextmanager
def speaking(chosen: Language) -> Iterator[None]:
    """Sets the language until the block ends."""
    before = _current.set(chosen)
    try:
        yield
    finally:
        _current.reset(before)


def in_this_language(act: Callable[Given, Result]) -> Callable[Given, Result]:
    """The same function for whoever calls it later, perhaps in another thread: it runs in the language of now."""
    chosen = language()

    @wraps(act)
    def told(*args: Given.args, **values: Given.kwargs) -> Result:
        with speaking(chosen):
            return act(*args, **values)

    return told


def N_(message: str) -> str:
    """Marks words that are translated later: a constant holds them, and `gettext` says them."""
    return message


class Words(Mapping[Key, str]):
    """Words by id, for a constant. Each is said in the current language when it is looked up.

    `messages` holds the English words, marked with `N_`.
    """

    def __init__(self, messages: Mapping[Key, str]) -> None:
        self._messages = messages

    def __getitem__(self, key: Key) -> str:
        return gettext(self._messages[key])

    def __iter__(self) -> Iterator[Key]:
        return iter(self._messages)

    def __len__(self) -> int:
        return len(self._messages)


def gettext(message: str, /, **values: object) -> str:
    """Says something in the current language, with its `values` filled in."""
    return _said(message) % {name: said(value) for name, value in values.items()}


def ngettext(one: str, many: str, count: int, /, **values: object) -> str:
    """Says something that is counted, in the form for `count`. `%(num)s` is the count, unless `values` has another."""
    filled = {"num": count, **values}
    return _counted(one, many, count) % {name: said(value) for name, value in filled.items()}


@overload
def said(value: str) -> str: ...


@overload
def said(value: object) -> object: ...


def said(value: object) -> object:
    """Says a phrase (`elearn.phrases`) in the current language, also within a phrase. Anything else stays as it is."""
    if not isinstance(value, Phrase) or language() == "en":
        return value
    found = _counted(value.message, value.many, value.number) if value.many else _said(value.message)
    return found % {name: said(each) for name, each in value.values.items()}


def day(value: date) -> str:
    """A date in words, in the current language: 30 September 2026, 30 Medi 2026."""
    return in_words(value, language())


def templates(
    package: str, folder: str = "templates", finalize: Callable[[object], object] | None = None
) -> "Environment":
    """The templates in a package's folder, as HTML: escaped, strict, and in the current language (`install`).

    `finalize` gets every value before it is shown.
    """
    from jinja2 import Environment, PackageLoader, StrictUndefined  # as in `_finalized`

    environment = Environment(
        loader=PackageLoader(package, folder),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=finalize,
    )
    install(environment)
    return environment


def install(environment: "Environment") -> None:
    """Lets the templates of an environment say things: `{{ _("…") }}`, `{{ ngettext(…) }}` and `{% trans %}`.

    `{{ language() }}` is the current language, for `lang`. A phrase (`elearn.phrases`) is said wherever it is shown.
    What is filled in goes through the environment's `finalize` first, like every other value: what comes out is HTML
    already, which `finalize` leaves as it is.
    """
    finalize = environment.finalize
    environment.finalize = said if finalize is None else lambda value: finalize(said(value))
    environment.add_extension("jinja2.ext.i18n")
    environment.policies["ext.i18n.trimmed"] = True
    environment.install_gettext_callables(_said, _counted, newstyle=True)  # type: ignore[attr-defined]
    for name in ("gettext", "ngettext"):
        say: Any = environment.globals[name]
        environment.globals[name] = _finalized(say, environment.finalize)
    environment.globals["language"] = page_language


def _finalized(say: Callable[..., str], finalize: Callable[[object], object]) -> Callable[..., str]:
    """The same function of a template, whose values have gone through `finalize`."""
    from jinja2 import pass_context  # a command that draws no page does not wait for it

    @pass_context
    def said(context: "Context", *messages: object, **values: object) -> str:
        return say(context, *messages, **{name: finalize(value) for name, value in values.items()})

    return said


def _said(message: str) -> str:
    spoken = language()
    return (
        message if spoken == "en" or not message else _catalogue(spoken).gettext(message)
    )  # "" is its header


def _counted(one: str, many: str, count: int) -> str:
    spoken = language()
    if spoken == "en":
        return one if count == 1 else many
    return _catalogue(spoken).ngettext(one, many, count)


@cache
def _catalogue(spoken: Language) -> standard.NullTranslations:
    """The words of a language. What is not translated, or in doubt, is said in English."""
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    packed = io.BytesIO()
    with files(__package__).joinpath("locale", f"{spoken}.po").open("rb") as file:
        write_mo(packed, read_po(file, locale=spoken))
    packed.seek(0)
    return standard.GNUTranslations(packed)
