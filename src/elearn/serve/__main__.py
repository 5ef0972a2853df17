"""`python -m elearn.serve SOCKET WORKERS NAME` runs the app or one of the runtimes. `elearn serve` starts it so."""

import socket
import sys

from elearn.problems import ElearnError
from elearn.serve.process import run

descriptor, workers, name = sys.argv[1:]
try:
    run(name, socket.socket(fileno=int(descriptor)), int(workers))
except ElearnError as fault:
    sys.exit(str(fault))
