"""The demonstration, prepared in a folder of its own and served on free ports, as `elearn demo` does it."""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]


@dataclass(frozen=True)
class Demonstration:
    """Where it is served, and its database."""

    app: str
    runtime: str
    database: Path


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def demonstration(folder: Path) -> Iterator[Demonstration]:
    """Prepares the demonstration in `folder`, serves it until the block ends, and stops both processes."""
    app, runtime = (f"http://localhost:{free_port()}" for _ in range(2))
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("ELEARN_")},
        "ELEARN_DATABASE": str(folder / "elearn.db"),
        "ELEARN_PACKAGES": str(folder / "packages"),
        "ELEARN_COURSES": str(ROOT / "courses"),
        "ELEARN_REVIEWS": str(ROOT / "reviews"),
        "ELEARN_BASE_URL": app,
        "ELEARN_RUNTIME_URL": runtime,
    }
    command = [sys.executable, "-m", "elearn.cli", "demo"]
    subprocess.run([*command, "--prepare"], env=environment, cwd=folder, check=True, capture_output=True)
    with subprocess.Popen(command, env=environment, cwd=folder, stdout=subprocess.PIPE, text=True) as served:
        try:
            assert served.stdout is not None
            for line in served.stdout:
                if app in line:
                    break
            else:
                raise RuntimeError(f"the demonstration ended with {served.wait()}")
            yield Demonstration(app, runtime, folder / "elearn.db")
        finally:
            served.terminate()
            served.communicate()
