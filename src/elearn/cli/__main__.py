"""`python -m elearn.cli`."""

from elearn.cli import main

main()
