"""`python -m elearn.serve NAME` runs one of the two in this process. `elearn serve` starts it so."""

import sys

from elearn.problems import ElearnError
from elearn.serve.process import run

try:
    run(sys.argv[1])
except ElearnError as fault:
    sys.exit(str(fault))
