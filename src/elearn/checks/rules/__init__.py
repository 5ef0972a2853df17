"""The rules, one module each (`e01_nhs_number.py`). `run` finds them in this package."""
