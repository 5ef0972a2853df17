"""What a style loads, as a browser reads it: comments are gone, and escapes are decoded.

tinycss2 makes the tokens that CSS Syntax 3 describes. So `\\75rl(…)` is an address here as it is in a browser, and
`u/**/rl(…)` is none.
"""

from collections.abc import Iterator

import tinycss2
from tinycss2.ast import Node

IMPORTED = "@import"
"""Stands for what a style imports: never allowed, whatever its address."""
_UNKNOWN = "var()"
"""Stands for an address that only the browser can put together."""
_BY_STRING = frozenset({"url", "src", "image", "image-set", "-webkit-image-set", "-moz-image-rect"})
"""The functions whose strings are addresses."""
_PUT_IN = frozenset({"var", "attr", "env", "if", "inherit", "random-item", "toggle", "first-valid"})
"""The functions in whose place a browser puts what is said elsewhere."""
_SIGNS = ("\\", "@import", "url(", "src(", "image(", "image-set(", "image-rect(")
"""Without any of these, a style loads nothing. Most styles have none, and making tokens takes long."""
_Left = list[tuple[Node, bool]]


def loaded_by(style: str) -> Iterator[tuple[int, str]]:
    """Each address that a style sheet, some declarations or one value loads, with its line from 0.

    `@import` stands for an import, and `var()` for an address that is put together from others.
    """
    lower = style.lower()
    if not any(sign in lower for sign in _SIGNS):
        return
    left: _Left = [(token, False) for token in reversed(tinycss2.parse_component_value_list(style, True))]
    while left:
        token, is_address = left.pop()
        if token.type == "url" or (token.type == "string" and is_address):
            yield token.source_line - 1, token.value
        elif token.type == "at-keyword" and token.lower_value in ("import", "namespace"):
            if token.lower_value == "import":
                yield token.source_line - 1, IMPORTED
            _leave_out_address(left)  # said already, or a name that nothing loads
        elif token.type == "function":
            name = token.lower_name
            if is_address and (name in _PUT_IN or name.startswith("--")):
                yield token.source_line - 1, _UNKNOWN
            strings = name in _BY_STRING or (is_address and name != "type")
            left += [(each, strings) for each in reversed(token.arguments)]
        elif token.type in ("() block", "[] block", "{} block"):
            left += [(each, is_address) for each in reversed(token.content)]


def _leave_out_address(left: _Left) -> None:
    while left and left[-1][0].type in ("whitespace", "ident"):
        left.pop()
    if left and left[-1][0].type in ("url", "string", "function"):
        left.pop()
