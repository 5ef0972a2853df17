"""The rooms: other rooms come in by the door, doors load nothing until it is used, and no imports go in a circle."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import grimp
import pytest

from elearn.doors import public_names

SOURCE = Path(__file__).parents[1] / "src"
MODULES = {
    ".".join(path.relative_to(SOURCE).with_suffix("").parts).removesuffix(".__init__"): path
    for path in sorted((SOURCE / "elearn").rglob("*.py"))
}
ROOMS = {name for name, path in MODULES.items() if path.name == "__init__.py"}
DOORS = sorted(room for room in ROOMS - {"elearn"} if public_names(room))
CALLED_BY_OTHER_PROGRAMS = {"elearn.reporting.coverage"}
"""Modules that may be imported by name, because programs outside this project do."""
KINDS = "elearn.content.kinds"
HEAVY = {"lxml", "mammoth", "numpy", "pypdfium2", "sqlite_utils", "streamlit", "typst"}
"""What must not be loaded to say what commands there are."""


def imports_of(module: str) -> Iterator[tuple[str, str, int]]:
    """Everything of ours that a module imports, wherever in it: the module named, the name taken from it, the line."""
    for node in ast.walk(ast.parse(MODULES[module].read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and not node.level:
            for alias in node.names:
                if node.module.split(".")[0] == "elearn":
                    yield node.module, alias.name, node.lineno
        elif isinstance(node, ast.Import):
            for alias in node.names:
                if alias.name.startswith("elearn."):
                    yield alias.name, "", node.lineno


def is_inside(module: str, room: str) -> bool:
    return module == room or module.startswith(f"{room}.")


def room_of(module: str) -> str:
    """The room that a module is in. A kind's folder is one thing, and no room of its own."""
    room = module.rpartition(".")[0]
    return KINDS if room.startswith(KINDS) else room


def past_the_door(module: str) -> Iterator[str]:
    for named, name, line in imports_of(module):
        whole = f"{named}.{name}"
        room, hidden = room_of(named), named
        if named in ROOMS:
            room, hidden = named, whole
            if whole not in MODULES or whole in ROOMS or name in public_names(named):
                continue
        if not is_inside(module, room) and hidden not in CALLED_BY_OTHER_PROGRAMS:
            yield f"{MODULES[module]}:{line}: import it from {room}, and list it there: {named} {name}"


def test_other_rooms_come_in_by_the_door() -> None:
    assert [fault for module in MODULES for fault in past_the_door(module)] == []


@pytest.mark.parametrize("room", DOORS)
def test_a_door_lists_what_is_there_with_a_line_each(room: str) -> None:
    text = MODULES[room].read_text(encoding="utf-8")
    for name, (module, attribute) in public_names(room).items():
        (line,) = [each for each in text.splitlines() if f" as {name}  # " in each]
        assert len(line.partition("  # ")[2]) > 2
        loaded = import_module(module)
        value = getattr(loaded, attribute) if attribute else loaded
        assert getattr(import_module(room), name) is value
        assert not attribute or f"{room}.{name}" not in MODULES, (
            f"{name} would be the module, once that is loaded"
        )
    listed = sum(line.startswith("    from .") for line in text.splitlines())
    assert listed == len(public_names(room))


def test_no_door_has_a_name_that_is_not_listed() -> None:
    with pytest.raises(AttributeError, match="nothing_of_the_kind"):
        _ = import_module("elearn.tracker").nothing_of_the_kind


def test_saying_what_commands_there_are_loads_nothing_heavy() -> None:
    program = (
        "import sys; from elearn.cli import app; app(['--help'], standalone_mode=False); print(*sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    loaded = {module.partition(".")[0] for module in done.stdout.splitlines()[-1].split()}
    assert loaded & HEAVY == set()
    assert "typer" in loaded


def test_no_imports_go_in_a_circle() -> None:
    """Imports inside functions and for type checkers count."""
    graph = grimp.build_graph("elearn", cache_dir=None)
    left = {module: set(graph.find_modules_directly_imported_by(module)) for module in graph.modules}
    while free := {module for module, imported in left.items() if not imported & left.keys()}:
        for module in free:
            del left[module]
    assert left == {}


def test_no_room_is_too_large() -> None:
    lines = {
        path: len(path.read_text(encoding="utf-8").splitlines())
        for path in (SOURCE / "elearn").rglob("*.*")
        if path.suffix in {".py", ".js", ".css", ".html"} and "vendor" not in path.parts
    }
    rooms: dict[str, int] = {}
    for path, count in lines.items():
        rooms[path.relative_to(SOURCE / "elearn").parts[0]] = (
            rooms.get(path.relative_to(SOURCE / "elearn").parts[0], 0) + count
        )
    assert {room: size for room, size in rooms.items() if size > 0.25 * sum(lines.values())} == {}
