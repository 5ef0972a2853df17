"""Links within a course that follow what they lead to when a page or file gets another name."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from elearn.authoring.actions.layout import Layout, layout_of
from elearn.content.course import linked_page
from elearn.patterns import late

_LINK = late(r"(\]\([ \t]*<?|^ {0,3}\[[^\]\n]+\]:[ \t]*<?)([^)\s>]*(?:#|\.md)[^)\s>]*)", re.MULTILINE)
_SCHEME = late(r"[A-Za-z][A-Za-z0-9+.-]*:|/")


@dataclass
class Followed:
    """The texts in which links were written anew, and how many links lead to nothing now."""

    files: dict[str, str]
    broken: int = 0


def follow(
    before: Mapping[str, str], after: Mapping[str, str], moved: Mapping[str, str], called: Mapping[str, str]
) -> Followed:
    """`after` with the links of `before` led to where they led. `moved` are files, `called` pages with a new id."""
    followed = Followed(dict(after))
    if not any(_LINK.search(text) for text in after.values()):
        return followed
    old, new = layout_of(before), layout_of(after)
    here = {page.id for page in new.pages()}

    def written(found: re.Match[str]) -> str:
        address = _led(found[2], old, new, here, moved, called)
        followed.broken += address is None
        return found[0] if address is None else found[1] + address

    for file, text in after.items():
        followed.files[file] = _LINK.sub(written, text)
    return followed


def _led(
    address: str,
    old: Layout,
    new: Layout,
    here: set[str],
    moved: Mapping[str, str],
    called: Mapping[str, str],
) -> str | None:
    """The address that leads where `address` led, None if nothing does any more."""
    if _SCHEME.match(address) or not (target := linked_page(address, old)):
        return address
    path, mark, anchor = address.partition("#")
    folder, slash, name = path.rpartition("/")
    renamed = f"{folder}{slash}{moved.get(name, name)}{mark}{anchor}"
    if not anchor:
        return renamed if linked_page(renamed, new) else None
    goal = called.get(target, target)
    if goal not in here:
        return None
    return renamed if linked_page(renamed, new) == goal else f"#{goal}"


def turned_to_copies(text: str, layout: Layout, copies: Mapping[str, str]) -> str:
    """A copied text, whose links to the pages that were copied with it lead to the copies."""

    def written(found: re.Match[str]) -> str:
        address = found[2]
        anchored = "#" in address and not _SCHEME.match(address)
        copy = copies.get(linked_page(address, layout)) if anchored else None
        return f"{found[1]}#{copy}" if copy else found[0]

    return _LINK.sub(written, text)
