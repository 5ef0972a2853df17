"""A Chromium for the tests: the system's, else Debian's package, else Playwright's own download.

As a program: makes sure there is one, and says which.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
MAC = Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome")


def find() -> str | None:
    """The path of the system's Chromium (`ELEARN_CHROMIUM` first), or None: then Playwright's own is meant."""
    named = os.environ.get("ELEARN_CHROMIUM")
    found = next((path for name in NAMES if (path := shutil.which(name))), None)
    return named or found or (str(MAC) if MAC.exists() else None)


def install() -> None:
    """Install one where there is none."""
    if shutil.which("apt-get") and os.geteuid() == 0:
        for command in (["apt-get", "update"], ["apt-get", "install", "-y", "chromium"]):
            subprocess.run(command, check=False, stdout=subprocess.DEVNULL)
        if find():
            return
    subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=True)


if __name__ == "__main__":
    if not find():
        install()
    print(f"Browser for the tests: {find() or 'the one Playwright brought'}")
