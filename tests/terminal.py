"""`elearn` for a shell, without loading Python's modules anew for each command: a process that has loaded them forks.

`python -m tests.terminal SOCKET` waits for commands. `write_program` writes the program that a shell finds on its path.
A command has its own folder, environment, input and output, as usual, and is given to `elearn.cli` as it was typed.
"""

import json
import os
import shlex
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path

ROOMS = (
    "authoring",
    "checks",
    "cli",
    "database",
    "packaging",
    "publishing",
    "reporting.coverage",
    "tracker.imports",
)
_CLIENT = """\
import json, os, socket, sys
if sys.argv[1:2] == ["serve"]:
    os.execv(sys.executable, [sys.executable, "-m", "elearn.cli", *sys.argv[1:]])
with socket.socket(socket.AF_UNIX) as server:
    server.connect({socket!r})
    asked = json.dumps([sys.argv[1:], os.getcwd(), dict(os.environ)]).encode()
    socket.send_fds(server, [len(asked).to_bytes(4, "big")], [0, 1, 2])
    server.sendall(asked)
    sys.exit(int(server.recv(8)))
"""


@contextmanager
def terminal(folder: Path) -> Iterator[Path]:
    """Yields a folder with the program `elearn`, to be put on a path. Its commands work until the block ends."""
    listening = folder / "elearn.socket"
    client = folder / "client.py"
    client.write_text(_CLIENT.format(socket=str(listening)), encoding="utf-8")
    program = folder / "elearn"
    program.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -S {client} "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    command = [sys.executable, "-m", "tests.terminal", str(listening)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, cwd=Path(__file__).parents[1]) as server:
        try:
            assert server.stdout is not None
            assert server.stdout.readline() == b"ready\n"
            yield folder
        finally:
            server.terminate()


def _answer(asked: socket.socket) -> None:
    """Runs one command in a process of its own, and sends its exit code."""
    size, files, _, _ = socket.recv_fds(asked, 4, 3)
    text = b""
    while len(text) < int.from_bytes(size, "big"):
        text += asked.recv(65_536)
    arguments, folder, environment = json.loads(text)
    child = os.fork()
    if child:
        for each in files:
            os.close(each)
        asked.sendall(str(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])).encode())
        return
    for place, each in enumerate(files):
        os.dup2(each, place)
    sys.stdin, sys.stdout, sys.stderr = (
        open(place, mode, closefd=False)  # noqa: SIM115 - these are files that are open already
        for place, mode in enumerate("rww")
    )
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    sys.argv = ["elearn", *arguments]
    code: object = 0
    try:
        import_module("elearn.cli").main()
    except SystemExit as end:
        code = end.code
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code if isinstance(code, int) else int(code is not None))


def main(place: str) -> None:
    """Waits for commands at a socket, one after another."""
    for room in ROOMS:
        door = import_module(f"elearn.{room}")
        for name in dir(door):
            getattr(door, name)  # a door loads what it lists when it is used
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(place)
        listening.listen()
        print("ready", flush=True)
        while True:
            with listening.accept()[0] as asked:
                _answer(asked)


if __name__ == "__main__":
    main(sys.argv[1])
