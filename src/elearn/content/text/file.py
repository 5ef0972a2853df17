"""A text file as it lies on the disk."""

from pathlib import Path

from elearn.phrases import phrase
from elearn.problems import Problem, ProblemLog


def read_file(path: Path, problems: list[Problem]) -> str | None:
    """A text file in UTF-8 (with or without a byte order mark), or None after adding what is wrong."""
    log = ProblemLog(path.as_posix(), problems)
    try:
        data = path.read_bytes()
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        log.error(
            "S01",
            line,
            phrase("The file is not in UTF-8 from here on."),
            phrase("Save it again as UTF-8 (plain text)."),
        )
    except OSError as error:
        log.error(
            "S01",
            0,
            phrase("The file cannot be read: %(why)s.", why=error.strerror),
            phrase("Look at its place and its permissions."),
        )
    return None
