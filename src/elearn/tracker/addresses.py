"""People without an e-mail address of their own. They are known by an agency and a staff number.

`person.email` is never null and always unique, so a person without an address has a key there that is no address. It
says nothing, and nobody sees it: whoever shows, exports or searches addresses uses `shown` or `shown_sql`. It has
spaces and no @, so nothing that a reader of addresses accepts is ever the same.
"""

import secrets
from typing import Final

_MARK: Final = "no address "


def key_without_address() -> str:
    """A new value for `person.email` of somebody who has no address. It is random, so no other person has it."""
    return _MARK + secrets.token_hex(12)


def is_address(kept: str) -> bool:
    """Whether what is kept in `person.email` is an address, and not the key of somebody who has none."""
    return not kept.startswith(_MARK)


def shown(kept: str) -> str:
    """What is shown of `person.email`: the address, or "" if there is none."""
    return kept if is_address(kept) else ""


def shown_sql(column: str) -> str:
    """The same in SQL, for a column that holds `person.email`."""
    return f"case when {has_address_sql(column)} then {column} else '' end"


def has_address_sql(column: str) -> str:
    """The SQL condition that a column with `person.email` holds an address."""
    return f"substr({column}, 1, {len(_MARK)}) <> '{_MARK}'"
