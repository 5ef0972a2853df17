"""The process that reads an unknown file: bytes in, JSON out. Run as `python -m elearn.intake.sandbox report`.

In place of `report` there may be `manuscript`, a Word file that becomes pages, or `returned`, one that comes back.
"""

import json
import sys
from collections.abc import Callable, Mapping

from elearn import phrases
from elearn.intake.extract import MEMORY, SECONDS, as_json, read_document
from elearn.intake.faults import Unreadable


def _set_limits() -> None:
    """Limits memory and processor time, if the system can."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))


def _report(data: bytes) -> str:
    return as_json(read_document(data))


def _manuscript(data: bytes) -> str:
    from elearn.intake.manuscript_word import manuscript_json

    return manuscript_json(data)


def _returned(data: bytes) -> str:
    from elearn.intake.returned import returned_json

    return returned_json(data)


_READERS: Mapping[str, Callable[[bytes], str]] = {
    "report": _report,
    "manuscript": _manuscript,
    "returned": _returned,
}


def main(how: str) -> None:
    """Reads the bytes and prints what was read, or why it could not be."""
    _set_limits()
    try:
        answer = _READERS[how](sys.stdin.buffer.read())
    except Unreadable as fault:
        answer = json.dumps({"fault": [phrases.as_json(fault.message), phrases.as_json(fault.remedy)]})
    sys.stdout.write(answer)


if __name__ == "__main__":
    main(sys.argv[1])
