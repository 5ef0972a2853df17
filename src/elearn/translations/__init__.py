"""What is said to people outside courses, in the language of whoever reads it: English and Welsh."""

from typing import TYPE_CHECKING

from elearn.doors import lazily

if TYPE_CHECKING:
    from .choosing import LANGUAGES as LANGUAGES  # the languages, each by its own name
    from .choosing import Language as Language  # en or cy
    from .choosing import best as best  # the language that somebody chose, or that their browser asks for
    from .choosing import known as known  # a language's code as we write it, or ""
    from .words import N_ as N_  # marks words that are translated later
    from .words import ON_PAGES as ON_PAGES  # each language as `lang` in HTML says it
    from .words import Words as Words  # words by id, each said in the current language when it is looked up
    from .words import day as day  # a date in words, in the current language
    from .words import gettext as gettext  # says something in the current language; import it as `_`
    from .words import in_this_language as in_this_language  # a function for later, in the language of now
    from .words import install as install  # lets templates say things in the current language
    from .words import language as language  # the current language
    from .words import ngettext as ngettext  # the same for something that is counted
    from .words import page_language as page_language  # the language as `<html lang>` says it
    from .words import said as said  # a phrase in the current language; anything else as it is
    from .words import speak as speak  # sets the language for the rest of this thread or task
    from .words import speaking as speaking  # sets the language for a block
    from .words import templates as templates  # a package's templates, in the current language
else:
    __getattr__, __dir__ = lazily(__name__)
