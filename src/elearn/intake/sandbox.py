"""The process in which someone else's file is read: bytes in, JSON out; `python -m elearn.intake.sandbox`."""

import json
import sys

from elearn.intake.extract import MEMORY, SECONDS, as_json, read_document
from elearn.intake.faults import Unreadable


def _hold_back() -> None:
    """Limits on memory and processor time, where the system has them."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))


def main() -> None:
    """Read, and say what was read or why it could not be."""
    _hold_back()
    try:
        answer = as_json(read_document(sys.stdin.buffer.read()))
    except Unreadable as fault:
        answer = json.dumps({"fault": [fault.message, fault.remedy]})
    sys.stdout.write(answer)


if __name__ == "__main__":
    main()
