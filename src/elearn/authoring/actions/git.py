"""Commits what was saved into the Git repository that the courses are in, if there is one."""

import os
import subprocess
from collections.abc import Iterable, Mapping
from pathlib import Path

from elearn.phrases import phrase
from elearn.problems import ElearnError

_SECONDS = 60
"""How long one command may take."""
_QUIET = (
    "core.hooksPath=/dev/null",
    "core.fsmonitor=false",
    "commit.gpgSign=false",
    "gc.auto=0",
    "maintenance.auto=false",
)
"""Runs no hook or other program that the repository names, and asks for no passphrase."""


class NotCommitted(ElearnError):
    """Raised if what was saved could not be committed. It says why, and what to do. What was saved is saved."""


def commit(paths: Iterable[Path], *, name: str, email: str, message: str) -> str:
    """Commits exactly these files, which may be gone, and nothing else that waits. Gives the commit's id.

    `name` and `email` are the person's, who is author and committer. All files are in one repository. "" if none of
    them differs from the last commit. Raises NotCommitted.
    """
    whole = [path.absolute() for path in paths]
    if not whole:
        return ""
    who = {
        f"GIT_{role}_{key}": value
        for role in ("AUTHOR", "COMMITTER")
        for key, value in (("NAME", _plain(name) or "?"), ("EMAIL", _plain(email)))
    }
    folder = next(each for each in whole[0].parents if each.is_dir())
    top = Path(_git(folder, who, "rev-parse", "--show-toplevel").removesuffix("\n"))
    inside = [_within(path, top) for path in whole]
    changed = _changed(top, who, inside)
    if not changed:
        return ""
    listed = "\0".join(changed)
    from_input = ("--pathspec-from-file=-", "--pathspec-file-nul")
    _git(top, who, "add", "--all", *from_input, given=listed)
    words = " ".join(message.split()) or "Save"
    _git(
        top,
        who,
        "commit",
        "--quiet",
        "--no-verify",
        "--only",
        f"--message={words}",
        *from_input,
        given=listed,
    )
    return _git(top, who, "rev-parse", "HEAD").strip()


def _within(path: Path, top: Path) -> str:
    """The path of a file from the top of the repository."""
    try:
        return (path.parent.resolve() / path.name).relative_to(top.resolve()).as_posix()
    except ValueError as error:
        message = phrase(
            "Saved, but not committed: %(file)s is in another repository or in none.",
            file=path.name,
        )
        raise NotCommitted(message) from error


def _changed(top: Path, who: Mapping[str, str], inside: list[str]) -> list[str]:
    """Those of some files that differ from the last commit."""
    told = _git(
        top, who, "status", "--porcelain", "-z", "--no-renames", "--untracked-files=all", "--", *inside
    )
    return [entry[3:] for entry in told.split("\0") if entry]


def _git(folder: Path, who: Mapping[str, str], *words: str, given: str = "") -> str:
    """What a command of Git says. Raises NotCommitted with what it complains of."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith("GIT_")}
    settings = [part for each in _QUIET for part in ("-c", each)]
    try:
        done = subprocess.run(
            ["git", "--literal-pathspecs", *settings, *words],
            cwd=folder,
            env={**kept, **who, "GIT_TERMINAL_PROMPT": "0", "LC_ALL": "C.UTF-8"},
            input=given,
            capture_output=True,
            check=False,
            encoding="utf-8",
            errors="replace",
            timeout=_SECONDS,
        )
    except FileNotFoundError as error:
        raise NotCommitted(phrase("Saved, but not committed: Git is not installed here.")) from error
    except subprocess.TimeoutExpired as error:
        raise NotCommitted(phrase("Saved, but not committed: Git took too long.")) from error
    except OSError as error:
        raise NotCommitted(phrase("Saved, but not committed: Git cannot be run here.")) from error
    if done.returncode:
        raise _complaint(done.stderr)
    return done.stdout


def _complaint(said: str) -> NotCommitted:
    """What went wrong, in words that somebody can act on."""
    if "not a git repository" in said:
        return NotCommitted(phrase("Saved, but not committed: the courses are in no Git repository."))
    if "index.lock" in said:
        return NotCommitted(
            phrase("Saved, but not committed: somebody else works with the repository now. Save again.")
        )
    first = next((line.strip() for line in said.splitlines() if line.strip()), "")
    told = first.removeprefix("fatal: ").removeprefix("error: ")[:200]
    return NotCommitted(phrase("Saved, but not committed. Git says: %(said)s", said=told))


def _plain(words: str) -> str:
    return " ".join("".join(" " if each in "<>" else each for each in words).split())
