"""Words in the current language: which one that is, how they are counted, and how templates say them."""

import threading

import pytest
from jinja2 import Environment, UndefinedError

from elearn import translations
from elearn.translations import best, in_this_language, install, known, language, ngettext, speak, speaking
from elearn.translations import gettext as _


@pytest.mark.parametrize(
    ("chosen", "accepts", "gets"),
    [
        (("cy",), "en", "cy"),
        (("", "cy"), "en", "cy"),
        (("xx", ""), "cy-GB,en;q=0.8", "cy"),
        ((), "en-GB,en;q=0.9,cy;q=0.8", "en"),
        ((), "fr, cy;q=0.4, en;q=0.3", "cy"),
        ((), "cy;q=0, de", "en"),
        ((), "*;q=0.1, cy;q=much", "en"),
        ((), "", "en"),
    ],
)
def test_somebody_gets_what_they_chose_or_what_their_browser_asks_for(
    chosen: tuple[str, ...], accepts: str, gets: str
) -> None:
    assert best(*chosen, accepts=accepts, otherwise="en") == gets


def test_a_language_is_known_by_its_code_alone() -> None:
    assert [known(code) for code in ("cy", "CY-GB", " en ", "cym", "", "../cy")] == [
        "cy",
        "cy",
        "en",
        "",
        "",
        "",
    ]


def test_the_language_is_that_of_the_block_and_of_the_thread() -> None:
    heard = []
    with speaking("cy"):
        thread = threading.Thread(target=lambda: heard.append(language()))
        thread.start()
        thread.join()
        with speaking("en"):
            heard.append(_("Sign in"))
        heard.append(_("Sign in"))
    heard.append(language())
    assert heard == ["en", "Sign in", "Mewngofnodi", "en"]


def test_a_thread_keeps_what_it_was_told() -> None:
    heard = []

    def run() -> None:
        speak("cy")
        heard.append(translations.page_language())

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    assert (heard, translations.page_language()) == (["cy"], "en-GB")


def test_welsh_is_counted_in_its_own_forms() -> None:
    one, many = (
        "Follow this link within %(num)s minute, and press the button on the page that opens:",
        "Follow this link within %(num)s minutes, and press the button on the page that opens:",
    )
    with speaking("cy"):
        assert "2 funud" in ngettext(one, many, 2)
        assert "20 munud" in ngettext(one, many, 20)
    assert "1 minute," in ngettext(one, many, 1)


def test_a_template_says_things_and_escapes_what_is_filled_in() -> None:
    environment = Environment(autoescape=True)
    install(environment)
    template = environment.from_string('{{ language() }} {{ _("Certificate %(code)s", code=name) }}')
    with speaking("cy"):
        assert template.render(name="<b>") == "cy Tystysgrif &lt;b&gt;"
    assert template.render(name="<b>") == "en-GB Certificate &lt;b&gt;"
    with pytest.raises((KeyError, UndefinedError)):
        environment.from_string('{{ _("Certificate %(code)s") }}').render()


def test_what_runs_later_in_another_thread_speaks_the_language_of_now() -> None:
    """As a fragment of a page does, which Streamlit runs by itself."""
    heard = []

    def say(word: str, *, to: list[str]) -> None:
        to.append(f"{word} {_('Sign in')}")

    with speaking("cy"):
        later = in_this_language(say)
    thread = threading.Thread(target=later, args=("1",), kwargs={"to": heard})
    thread.start()
    thread.join()
    say("2", to=heard)
    assert heard == ["1 Mewngofnodi", "2 Sign in"]
    assert later.__name__ == "say"
