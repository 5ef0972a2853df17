"""The rules, each in a module of its own (`e01_nhs_number.py`), found by their place."""
