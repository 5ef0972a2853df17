"""Every catalogue is whole: nothing missing, in doubt or gone, the same values filled in, its language's forms."""

import ast
import copy
import re
import subprocess
import sys
from datetime import date
from functools import cache

import pytest
from babel.messages.catalog import Catalog, Message

from elearn.days import in_words
from elearn.translations import LANGUAGES, messages

CATALOGUES = sorted(path.stem for path in messages.FOLDER.glob("*.po"))
THE_SAME = {"%(num)s person", "tab"}
"""What is the same in every language."""
_VALUE = re.compile(r"%\((\w+)\)s|%%")
_TAG = re.compile(r"<[^<>]*>")
_CALLED = re.compile(r"\b(?:_|gettext|ngettext)\s*\(")
_INDENTED = "“  >"
"""The mark of a quotation in a list, as the format of courses has it."""


@cache
def catalogue(language: str) -> Catalog:
    return messages.read(language)


@cache
def source() -> Catalog:
    return messages.template()


def said(message: Message) -> list[str]:
    return [message.string] if isinstance(message.string, str) else list(message.string)


def meant(message: Message) -> list[str]:
    return [message.id] if isinstance(message.id, str) else list(message.id)


def of(language: str) -> list[Message]:
    return [each for each in catalogue(language) if each.id]


def test_each_language_but_english_has_a_catalogue() -> None:
    assert {"en", *CATALOGUES} == set(LANGUAGES)


@pytest.mark.parametrize("language", CATALOGUES)
def test_nothing_is_missing_in_doubt_or_gone(language: str) -> None:
    now = [each.id for each in source() if each.id]
    assert [each.id for each in of(language)] == now, "run make messages"
    assert not catalogue(language).obsolete
    assert [each.id for each in messages.waiting(catalogue(language))] == []


@pytest.mark.parametrize("language", CATALOGUES)
def test_the_same_values_and_tags_stand_in_a_translation(language: str) -> None:
    for message in of(language):
        values = [sorted(each[0] for each in _VALUE.finditer(text)) for text in meant(message)]
        tags = [sorted(_TAG.findall(text)) for text in meant(message)]
        for text in said(message):
            assert sorted(each[0] for each in _VALUE.finditer(text)) in values, message.id
            assert sorted(_TAG.findall(text)) in tags, message.id
            assert "%" not in _VALUE.sub("", text), message.id


@pytest.mark.parametrize("language", CATALOGUES)
def test_a_translation_is_plain_and_is_not_the_english_again(language: str) -> None:
    for message in of(language):
        for text in said(message):
            assert text.isprintable(), message.id
            running = text.replace(_INDENTED, "“>")
            assert running == " ".join(running.split()), message.id
            assert "!" not in text, message.id
            assert text[-1:] == meant(message)[-1][-1:] or not {text[-1:], meant(message)[-1][-1:]} & set(
                ".:?"
            )
            has_words = any(letter.isalpha() for letter in _VALUE.sub("", text))
            assert text not in meant(message) or text in THE_SAME or not has_words, message.id


@pytest.mark.parametrize("language", CATALOGUES)
def test_a_catalogue_has_the_forms_of_its_language(language: str) -> None:
    file = catalogue(language)
    assert dict(file.mime_headers)["Plural-Forms"] == messages.plural_forms(language)
    assert all(len(said(each)) == file.num_plurals for each in of(language) if not isinstance(each.id, str))


def test_welsh_has_six_forms() -> None:
    assert catalogue("cy").num_plurals == 6


def test_what_has_changed_a_little_is_in_doubt_and_what_is_gone_goes(monkeypatch: pytest.MonkeyPatch) -> None:
    now = copy.deepcopy(source())  # finding it all again takes long
    monkeypatch.setattr(messages, "template", lambda: now)
    before = messages.read("cy")
    before.delete("Sign in")
    before.add("Sign inn", "Mewngofnodi")
    before.add("Said long ago, and never since", "Wedi mynd")
    after = messages.updated(before)
    changed = after.get("Sign in")
    assert changed
    assert (changed.string, changed.fuzzy) == ("Mewngofnodi", True)
    assert after.get("Said long ago, and never since") is None
    assert not after.obsolete


def test_every_day_of_a_year_has_its_month_in_both_languages() -> None:
    said = [in_words(date(2026, month, 28), "cy") for month in range(1, 13)]
    assert (said[0], said[8], said[11]) == ("28 Ionawr 2026", "28 Medi 2026", "28 Rhagfyr 2026")
    assert len({each.split()[1] for each in said}) == 12
    assert in_words(date(2026, 9, 30)) == "30 September 2026"


def test_english_needs_no_catalogue() -> None:
    program = (
        "import sys; from elearn.translations import gettext, ngettext, speaking\n"
        "with speaking('en'): gettext('Sign in'), ngettext('%(num)s a', '%(num)s b', 2)\n"
        "print(*[name for name in sys.modules if name.partition('.')[0] == 'babel'])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.split() == []


def test_everything_that_a_module_says_is_found() -> None:
    """In an f-string, for example, it would not be."""
    found = {text for each in source() for text in meant(each)}
    lost = [
        f"{path}:{call.lineno}"
        for path in sorted(messages.SOURCE.rglob("*.py"))
        if "elearn.translations" in (text := path.read_text(encoding="utf-8"))
        for call in ast.walk(ast.parse(text))
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Name)
        and call.func.id in {"_", "N_", "gettext", "ngettext"}
        and isinstance(call.args[0], ast.Constant)
        and call.args[0].value not in found
    ]
    assert lost == []


def test_nothing_is_translated_while_a_module_is_loaded() -> None:
    """A name that is set for the whole module is said once, in whatever language was current then."""
    found = [
        f"{path}:{call.lineno}"
        for path in sorted(messages.SOURCE.rglob("*.py"))
        if _CALLED.search(text := path.read_text(encoding="utf-8"))
        for statement in ast.parse(text).body
        if not isinstance(statement, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef))
        for call in ast.walk(statement)
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Name)
        and call.func.id in {"_", "gettext", "ngettext"}
    ]
    assert found == []
