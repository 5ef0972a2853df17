"""Every text that a form of a register asks for is looked at for names before it is kept."""

import ast
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from elearn.app import registers
from elearn.database import Database
from tests.app.conftest import said

Open = Callable[..., AppTest]
FOLDER = Path(registers.__file__).parent
MODULES = sorted(FOLDER.glob("*.py"))
CLOSED = "marrowshire-2021-kestrel"


def functions(module: Path) -> Iterator[ast.FunctionDef]:
    tree = ast.parse(module.read_text(encoding="utf-8"))
    yield from (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))


def asked_in(function: ast.FunctionDef) -> set[str]:
    """The names that the texts of a form get, by whoever typed them."""
    return {
        ast.unparse(node.targets[0])
        for node in ast.walk(function)
        if isinstance(node, ast.Assign)
        and isinstance(node.value, ast.Call)
        and ast.unparse(node.value.func) in ("st.text_area", "st.text_input")
    }


def looked_at_in(function: ast.FunctionDef) -> set[str]:
    """The names among the values of the texts that a form hands over to be looked at."""
    return {
        each.id
        for node in ast.walk(function)
        if isinstance(node, ast.Dict)
        for value in node.values
        for each in ast.walk(value)
        if isinstance(each, ast.Name)
    }


@pytest.mark.parametrize("module", MODULES, ids=lambda path: path.stem)
def test_each_text_that_a_form_asks_for_is_looked_at(module: Path) -> None:
    left_out = {
        function.name: asked_in(function) - looked_at_in(function)
        for function in functions(module)
        if asked_in(function) - looked_at_in(function)
    }
    assert left_out == {}


def test_the_forms_were_found() -> None:
    assert sum(len(asked_in(each)) for module in MODULES for each in functions(module)) > 15


@pytest.mark.parametrize("name", ["Jane Smith", "JOHN DOE", "joe bloggs", "Sherlock Holmes", "Mr Average"])
@pytest.mark.parametrize(
    ("who", "screen", "query", "form", "button"),
    [
        ("ada", "requests", {"review": CLOSED}, "archive_ask", "Send the request"),
        ("bo", "registers", {}, "notification_add", "Add to the register"),
        ("tom", "reviews", {"review": "wrenshire-2023-harbour"}, "workshop", "Record the workshop"),
    ],
)
def test_no_name_gets_into_a_register(
    county: Database,
    open_as: Open,
    who: str,
    screen: str,
    query: dict[str, str],
    form: str,
    button: str,
    name: str,
) -> None:
    app = open_as(who, screen, **query)
    fields = [each for each in (*app.text_area, *app.text_input) if (each.key or "").startswith(form)]
    for each in fields:
        each.set_value(f"We asked {name} for it.")
    next(each for each in app.button if each.label == button).click()
    app.run()
    words = said(app)
    assert not app.exception
    assert "Not saved yet" in words
    assert words.count("names a person") == len(fields)
    for label in (each.label for each in fields if form != "workshop"):
        assert f"{label}: “{name}” names a person." in words


@pytest.mark.parametrize(
    ("who", "shown", "kind", "start", "typed"),
    [
        ("tom", "workshops", "text_area", "workshop", "Health visiting"),
        ("bo", "actions", "text_area", "action_add", "One form for every ward"),
        ("bo", "dissemination", "text_area", "dissemination", "At the team day"),
        ("bo", "impact", "text_area", "impact", "It is asked at each visit"),
    ],
)
def test_what_is_typed_about_one_review_is_not_in_the_form_of_the_next(
    open_as: Open, who: str, shown: str, kind: str, start: str, typed: str
) -> None:
    def fields(app: AppTest) -> list[Any]:
        return [each for each in app.get(kind) if (each.key or "").startswith(start)]

    app = open_as(who, "reviews", review="wrenshire-2023-harbour", records=shown)
    for each in fields(app):
        each.set_value(typed)
    for each in app.selectbox:
        if (each.key or "").endswith("_recommendation"):
            each.select_index(1)
    app.run()
    app.query_params["review"] = "wrenshire-2023-fernbank"
    app.query_params["records"] = shown
    app.run()
    assert not app.exception
    assert "no longer in the list" not in said(app)
    assert fields(app)
    assert not [each.value for each in fields(app) if each.value]
