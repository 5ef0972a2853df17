"""A phrase is its English to everything, and remembers what it is made of until somebody reads it."""

import ast
import copy
import json
import pickle
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import Environment

from elearn.phrases import Phrase, all_of, all_quoted, either, first_of, joined, nphrase, phrase
from elearn.problems import BadValue, InputFault, NotFound, Problem
from elearn.translations import gettext, install, said, speaking

SOURCE = Path(__file__).parents[1] / "src" / "elearn"
PEOPLE = nphrase("%(num)s person", "%(num)s people", 3)
INVITED = phrase("You are invited to %(organisation)s", organisation=PEOPLE)


def in_welsh(text: str) -> str:
    with speaking("cy"):
        return said(text)


@given(st.text(), st.integers())
def test_a_phrase_is_its_english(name: str, count: int) -> None:
    text = phrase("100%% of %(name)s, %(count)s times", name=name, count=count)
    assert text == f"100% of {name}, {count} times"
    assert said(text) == text == str(text)
    assert hash(text) == hash(str(text))
    assert json.loads(json.dumps(text)) == text
    assert sorted([text, "z", "a"]) == sorted([str(text), "z", "a"])


@given(st.lists(st.text()), st.text(max_size=3))
def test_what_is_joined_reads_as_its_parts(parts: list[str], between: str) -> None:
    assert joined(parts, between) == between.join(parts)


def test_several_names_are_one_text() -> None:
    assert [all_of(["a"]), all_of(["a", "b"]), all_of(["a", "b", "c"])] == ["a", "a and b", "a, b and c"]
    assert either(["a", "b", "c"]) == "a, b or c"
    assert in_welsh(either(["a", "b"])) == "a neu b"
    assert first_of(["a", "b", "c"], most=3) == "a, b, c"
    assert first_of(["a", "b", "c"], most=1) == "a, and 2 more"
    assert first_of(["a", "b"], count=2_000) == "a, b, and 1,998 more"
    assert all_quoted(["a", "b"]) == "“a”, “b”"


def test_it_is_said_in_the_language_of_whoever_reads_it_with_its_parts() -> None:
    assert INVITED == "You are invited to 3 people"
    assert in_welsh(INVITED) == "Gwahoddiad – 3 pherson"
    assert in_welsh(joined([INVITED, PEOPLE], "; 5% ")) == "Gwahoddiad – 3 pherson; 5% 3 pherson"
    assert [in_welsh(nphrase("%(num)s person", "%(num)s people", n)) for n in (1, 2, 5)] == [
        "1 person",
        "2 berson",
        "5 o bobl",
    ]


def test_what_nobody_has_translated_is_said_in_english() -> None:
    assert in_welsh(phrase("Nobody has put this sentence into Welsh: %(num)s.", num=PEOPLE)) == (
        "Nobody has put this sentence into Welsh: 3 pherson."
    )
    assert in_welsh("an ordinary text") == "an ordinary text"
    assert in_welsh(joined([])) == in_welsh(phrase("")) == ""


@pytest.mark.parametrize("again", [copy.copy, copy.deepcopy, lambda text: pickle.loads(pickle.dumps(text))])
def test_a_copy_knows_its_parts_too(again: object) -> None:
    assert callable(again)
    assert in_welsh(again(INVITED)) == in_welsh(INVITED)


def test_some_values_can_be_changed() -> None:
    assert isinstance(INVITED, Phrase)
    assert INVITED.with_values(organisation="Wealdshire") == "You are invited to Wealdshire"


def test_a_value_in_something_else_that_is_said_is_said_too() -> None:
    with speaking("cy"):
        assert gettext("You are invited to %(organisation)s", organisation=PEOPLE) == in_welsh(INVITED)


@pytest.mark.parametrize("escaped", [True, False])
def test_a_template_says_it(escaped: bool) -> None:
    environment = Environment(autoescape=escaped)
    install(environment)
    page = environment.from_string(
        "{{ text }} · {{ _('You are invited to %(organisation)s', organisation=text) }}"
    )
    with speaking("cy"):
        assert page.render(text=phrase("%(num)s <b>", num=PEOPLE)) == (
            "3 pherson &lt;b&gt; · Gwahoddiad – 3 pherson &lt;b&gt;"
            if escaped
            else "3 pherson <b> · Gwahoddiad – 3 pherson <b>"
        )


def test_an_error_keeps_it() -> None:
    assert in_welsh(NotFound(INVITED).text) == in_welsh(INVITED)
    fault = InputFault([Problem("a.csv", 1, 1, "value", "error", INVITED, PEOPLE)])
    assert fault.text == "a.csv:1:1: error value: You are invited to 3 people 3 people"
    value = BadValue(INVITED, PEOPLE)
    assert (in_welsh(value.message), str(value)) == (
        in_welsh(INVITED),
        "You are invited to 3 people 3 people",
    )


_RAISED = {
    "BadValue",
    "NotFound",
    "NotAllowed",
    "MailNotSent",
    "NotInvited",
    "Unreadable",
    "Problem",
    "Hit",
    "Found",
}
_NOTED = {"error", "warn", "reject", "_fault", "fault"}
_OTHER_READERS = (
    "authoring/",
    "guidance/",
    "cli/",
    "database/",
    "demo/",
    "packaging/validate/",
    "player/",
    "serve/",
)
"""What only the command line says, or what is about our own files."""
_LOGGER = re.compile(r"(^_log|_log|logger|getLogger\(.*\))$", re.IGNORECASE)


def calls_in(path: Path, names: set[str]) -> Iterator[ast.Call]:
    """The calls in a module, or none if none of these names is called there. Parsing all modules takes long."""
    text = path.read_text(encoding="utf-8")
    if re.search(rf"\b(?:{'|'.join(names)})\s*\(", text):
        yield from (each for each in ast.walk(ast.parse(text)) if isinstance(each, ast.Call))


def test_what_is_wrong_is_always_a_phrase() -> None:
    """An f-string or a plain text would be in English for everybody."""
    lost = [
        f"{path.relative_to(SOURCE)}:{text.lineno}: {ast.unparse(text)}"
        for path in sorted(SOURCE.rglob("*.py"))
        if not path.relative_to(SOURCE).as_posix().startswith(_OTHER_READERS)
        for call in calls_in(path, _RAISED | _NOTED)
        if _says_what_is_wrong(call)
        for text in (*call.args, *(each.value for each in call.keywords))
        if isinstance(text, ast.JoinedStr) or (isinstance(text, ast.Constant) and " " in str(text.value))
    ]
    assert lost == []


def _says_what_is_wrong(call: ast.Call) -> bool:
    if isinstance(call.func, ast.Name):
        return call.func.id in _RAISED | _NOTED
    if not isinstance(call.func, ast.Attribute) or call.func.attr not in _NOTED:
        return False
    return not _LOGGER.search(ast.unparse(call.func.value))  # what a logger gets is for the operator


def test_values_of_phrases_are_not_words_in_english() -> None:
    """Words that are filled in have to be phrases themselves."""
    lost = [
        f"{path.relative_to(SOURCE)}:{call.lineno}: {each.arg}={ast.unparse(each.value)}"
        for path in sorted(SOURCE.rglob("*.py"))
        for call in calls_in(path, {"phrase", "nphrase"})
        if isinstance(call.func, ast.Name) and call.func.id in {"phrase", "nphrase"}
        for each in call.keywords
        if any(re.search(r"[a-z]{3}", text) for text in _own_words(each.value))
    ]
    assert lost == []


def _own_words(value: ast.expr) -> Iterator[str]:
    """The texts that are filled in as they stand: one of them, or what an f-string has around its values."""
    if isinstance(value, ast.Constant) and isinstance(value.value, str):
        yield value.value
    elif isinstance(value, ast.IfExp):
        yield from (*_own_words(value.body), *_own_words(value.orelse))
    elif isinstance(value, ast.JoinedStr):
        for part in value.values:
            yield from _own_words(part)
    elif isinstance(value, ast.BinOp | ast.BoolOp):
        for part in value.values if isinstance(value, ast.BoolOp) else (value.left, value.right):
            yield from _own_words(part)
