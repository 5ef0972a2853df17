"""A program that works with a copy of the sources from which the folder of one kind is deleted.

It is started with PYTHONPATH set to the copy, and with the folder that holds the copy and the deleted kinds. First it
loads everything while every kind but `text` is away, so an import that names a kind fails at once. It compiles the
views of the kinds as mere texts, looks for names in them, and makes a database, because these take longest. Then it
reads orders from standard input, one JSON object a line, and answers each with one line of JSON. Each order is done in
a fork, which finds the kinds anew.
"""

import contextlib
import io
import json
import os
import pkgutil
import sys
import traceback
from importlib import import_module, invalidate_caches
from pathlib import Path
from typing import Any

ROOMS = ("content", "checks", "player", "paper", "packaging", "authoring", "library", "publishing", "cli")


SLOW = ("sqlite_utils", "typst")
"""Packages that commands load when they need them; they are loaded once here, and not in each fork."""


def compile_views(folder: Path) -> None:
    """Compile the player's templates and each view in the folder, which each fork would do again otherwise."""
    from elearn.player.pages import compiled_view, environment

    for name in environment().list_templates():
        environment().get_template(name)
    for view in folder.rglob("view.html"):
        compiled_view(view.read_text(encoding="utf-8"))


def load_all() -> None:
    """Import every module of the rooms that work with courses, but no kind."""
    for package in SLOW:
        import_module(package)
    for room in ROOMS:
        door = import_module(f"elearn.{room}")
        for module in pkgutil.walk_packages(door.__path__, f"{door.__name__}."):
            if not module.name.startswith("elearn.content.kinds.") and not module.name.endswith("__main__"):
                import_module(module.name)


def look_up_words(folder: Path) -> None:
    """Look for names in the sources of the kinds as mere texts: this reads the word lists and looks each word up."""
    from elearn.checks.identifying import names

    for source in folder.glob("*/__init__.py"):
        list(names.find(source.read_text(encoding="utf-8"), "text"))


def make_database() -> None:
    """Make the database in which courses are registered. It is closed again, so no fork shares it."""
    from elearn.database import open_database

    with open_database():
        pass


def do(order: dict[str, Any]) -> dict[str, Any]:
    """Check and build `course`, and check `foreign`; gives what the commands said."""
    from elearn.content.kinds import kinds

    invalidate_caches()
    answer: dict[str, Any] = {"kinds": list(kinds())}
    if course := order.get("course"):
        answer["check"] = _run("check", course, "--json")
        formats = [part for format in order["formats"] for part in ("--format", format)]
        answer["build"] = _run("build", course, *formats, "--out", order["out"], "--jobs", "1", "--json")
    if foreign := order.get("foreign"):
        answer["foreign"] = _run("check", foreign, "--json")
    return answer


def _run(*arguments: str) -> dict[str, Any]:
    """A command's exit code, and what it wrote to each stream."""
    from elearn.cli import main

    out, err, code = io.StringIO(), io.StringIO(), 0
    sys.argv = ["elearn", *arguments]
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            main()
        except SystemExit as ended:
            code = ended.code if isinstance(ended.code, int) else 1
        except BaseException:
            traceback.print_exc()
            code = 99
    return {"code": code, "out": out.getvalue(), "err": err.getvalue()}


def in_a_fork(order: dict[str, Any]) -> str:
    """The answer to an order as JSON, worked out by a child process."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            answer = json.dumps(do(order))
        except BaseException:
            answer = json.dumps({"crash": traceback.format_exc()})
        with os.fdopen(writing, "w") as pipe:
            pipe.write(answer)
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as pipe:
        answer = pipe.read()
    os.waitpid(child, 0)
    return answer


def main() -> None:
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)  # whatever else is printed is no answer
    load_all()
    import_module("elearn.guidance").guidances()
    compile_views(Path(sys.argv[1]))
    look_up_words(Path(sys.argv[1]) / "away")
    make_database()
    from elearn.content.kinds import kinds

    assert kinds.cache_info().currsize == 0, "a module asks for the kinds when it is imported"
    named = [name for name in sys.modules if name.startswith("elearn.content.kinds.")]
    print(
        json.dumps({"loaded": named, "from": str(Path(import_module("elearn").__path__[0]))}),
        file=answers,
        flush=True,
    )
    for line in sys.stdin:
        print(in_a_fork(json.loads(line)), file=answers, flush=True)


if __name__ == "__main__":
    main()
