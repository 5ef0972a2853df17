"""The styles of blocks that an editor shows alone, each in a shadow root, as learners see them."""

import re
from collections.abc import Iterator
from functools import cache

from elearn.assets import asset, asset_path
from elearn.look import css_variables

_KEPT = (".page", ".gated", ".notice")
"""What blocks need of the frame's styles: its bars, its contents and its steps are not in a card."""
_HOST = re.compile(r"(?<![\w.#-])(?::root|html|body)(?![\w-])")
_WIDTH = re.compile(r"@media ?(?:screen and )?(?=\((?:max|min)-width)")
_OWN = ":host{display:block;container-type:inline-size;--head:0px;--head-away:0px;--covered-top:0px;--covered-foot:0px}"


@cache
def cards_css() -> str:
    """Returns the player's styles for blocks in a shadow root: tokens, type, questions and all kinds.

    What the player says of the document, it says of the host. What depends on the window's width depends on the
    card's. No rule places the player's bars, and none prints.
    """
    kinds = sorted(asset_path("player/kinds").glob("*.css"))
    frame = (rule for rule in _rules(_asset("player/base/10-frame.css")) if _is_of_blocks(rule))
    base = (_asset("player/base/00-base.css"), *frame, _asset("player/base/15-question.css"))
    styles = (css_variables(), *base, *(_asset(f"player/kinds/{path.name}") for path in kinds), _OWN)
    kept = (
        rule for style in styles for rule in _rules(style) if not rule.startswith(("@media print", "@page"))
    )
    return "".join(_in_card(rule) for rule in kept)


def _asset(name: str) -> str:
    return asset(name).decode().strip()


def _in_card(rule: str) -> str:
    """A rule of the player as it is in a shadow root."""
    return _HOST.sub(":host", _WIDTH.sub("@container ", rule))


def _is_of_blocks(rule: str) -> bool:
    selectors = rule.partition("{")[0].split(",")
    return any(each.strip().startswith(_KEPT) for each in selectors) and not any(
        each.strip().startswith("@") for each in selectors
    )


def _rules(css: str) -> Iterator[str]:
    """The rules of a style sheet at its top level, in order. In the bundle, no string holds a brace."""
    depth = begins = 0
    for found in re.finditer(r"[{}]", css):
        depth += 1 if found[0] == "{" else -1
        if depth == 0:
            yield css[begins : found.end()].strip()
            begins = found.end()
