"""The names of a spreadsheet's columns: `A` is 1, `AA` is 27."""

from functools import lru_cache


@lru_cache(maxsize=20_000)
def column_number(letters: bytes) -> int:
    """The number of a column from its letters, in any case."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number


def column_letters(number: int) -> str:
    """The letters of a column from its number, from 1."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
