"""`python -m elearn.serve SOCKET WORKERS NAME` runs the app, the desk or a runtime. `elearn serve` starts it so."""

import socket
import sys

from elearn import logs
from elearn.problems import ElearnError
from elearn.serve.process import run

descriptor, workers, name = sys.argv[1:]
try:
    logs.begin(name)
    run(name, socket.socket(fileno=int(descriptor)), int(workers))
except ElearnError as fault:
    logs.say_last_words(name, fault)
    sys.exit(1)
