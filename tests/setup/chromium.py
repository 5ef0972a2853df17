"""A Chromium for the tests: Chromium's own headless shell, else the system's Chromium, else Playwright's download.

The headless shell is the same engine without a browser's windows. A test takes a third of the time in it. As a program:
installs Debian's package of it if it may, makes sure that there is some Chromium, and says which.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

SHELL = "chromium-headless-shell"
NAMES = (SHELL, "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
MAC = Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome")


def find() -> str | None:
    """The path of the system's Chromium (`ELEARN_CHROMIUM` first), or None: then Playwright's own is meant."""
    named = os.environ.get("ELEARN_CHROMIUM")
    found = next((path for name in NAMES if (path := shutil.which(name))), None)
    return named or found or (str(MAC) if MAC.exists() else None)


def install() -> None:
    """Install one: the headless shell if this is Debian and we may, else Playwright's if there is none at all."""
    if shutil.which("apt-get") and os.geteuid() == 0:
        for command in (["apt-get", "update"], ["apt-get", "install", "-y", SHELL]):
            subprocess.run(command, check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        if not find():
            subprocess.run(["apt-get", "install", "-y", "chromium"], check=False, stdout=subprocess.DEVNULL)
    if not find():
        subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=True)


if __name__ == "__main__":
    if not (os.environ.get("ELEARN_CHROMIUM") or shutil.which(SHELL)):
        install()
    print(f"Browser for the tests: {find() or 'the one Playwright brought'}")
