"""What `elearn serve` says: words for a terminal, or JSON lines in the log, as the settings ask."""

import logging
import sys
from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from elearn import logs
from elearn.problems import ElearnError

Say = Callable[[str], None]
P = ParamSpec("P")


def in_log_if_asked(run: Callable[Concatenate[Say, P], None]) -> Callable[Concatenate[Say, P], None]:
    """`run`, which says things. With `ELEARN_LOG=json` they are logged instead, and so is why it could not go on."""

    @wraps(run)
    def spoken(say: Say, /, *args: P.args, **named: P.kwargs) -> None:
        if not logs.is_json():
            run(say, *args, **named)
            return
        logs.begin("serve")
        log = logging.getLogger("elearn.serve")
        try:
            run(lambda line: log.info(line.strip()) if line else None, *args, **named)
        except ElearnError as fault:
            log.critical(str(fault))
            sys.exit(1)

    return spoken
