"""Hidden bookmarks of a Word file for readers: they say which page, block or question some paragraphs are.

A name has at most 40 letters, digits and “_”, so ids and texts are in it as hashes. Word hides names that begin with
“_”. Names also hold a hash of the words that the file had there, and that of a page one of its blocks. So we see when
somebody changed the text, took some out or put some in, also if the course has changed since.
"""

import hashlib
import re
from collections.abc import Iterable
from typing import Literal, NamedTuple

_SPACE = re.compile(r"[\s\u00a0\u00ad\u200b-\u200f\u2060\ufeff]+")
_MARK = re.compile(
    r"_el(?:p_(?P<page>[0-9a-f]{8})_(?P<blocks>[0-9a-f]{10})_(?P<title>[0-9a-f]{10})"
    r"|b_(?P<on>[0-9a-f]{8})_(?P<block>[0-9a-f]{10})_(?P<words>[0-9a-f]{10})"
    r"|q_(?P<question>[0-9a-f]{12})|x_(?P<other>[0-9a-f]{10}))(?:_\d+)?"
)
_PAGE, _BLOCK, _QUESTION = 8, 10, 12


class Mark(NamedTuple):
    """What a bookmark's name says, as hashes. What it does not say is "".

    `page` is of the page's id, `block` of the block as it is written, `words` of the words in the file, `question` of a
    question's id. A page's mark has `blocks`, of all blocks of the page. “other” is around what belongs to no page.
    """

    kind: Literal["page", "block", "question", "other"]
    page: str = ""
    block: str = ""
    words: str = ""
    question: str = ""
    blocks: str = ""


def page_mark(page: str, blocks: Iterable[str], words: str) -> str:
    """The name of the bookmark at a page's heading. `blocks` are its blocks as they are written."""
    return f"_elp_{page_key(page)}_{blocks_key(map(block_key, blocks))}_{words_key(words)}"


def block_mark(page: str, written: str, words: str) -> str:
    """The name of a block's bookmark: the page's id, the block as it is written in its file, and its words on paper."""
    return f"_elb_{page_key(page)}_{block_key(written)}_{words_key(words)}"


def question_mark(name: str) -> str:
    """The name of a question's bookmark."""
    return f"_elq_{question_key(name)}"


def other_mark(words: str) -> str:
    """The name of the bookmark around words that belong to no page."""
    return f"_elx_{words_key(words)}"


def read_mark(name: str) -> Mark | None:
    """What the name of a bookmark says. None if it is none of ours."""
    found = _MARK.fullmatch(name)
    if not found:
        return None
    said = {key: value or "" for key, value in found.groupdict().items()}
    if said["page"]:
        return Mark("page", said["page"], "", said["title"], "", said["blocks"])
    if said["on"]:
        return Mark("block", said["on"], said["block"], said["words"])
    if said["question"]:
        return Mark("question", question=said["question"])
    return Mark("other", words=said["other"])


def page_key(page: str) -> str:
    """A page's id as marks say it."""
    return _hash(page, _PAGE)


def block_key(written: str) -> str:
    """A block as it is written, as marks say it."""
    return _hash(written, _BLOCK)


def blocks_key(keys: Iterable[str]) -> str:
    """All blocks of a page, by their keys in order, as its mark says them."""
    return _hash(" ".join(keys), _BLOCK)


def question_key(name: str) -> str:
    """A question's id as marks say it."""
    return _hash(name, _QUESTION)


def words_key(words: str) -> str:
    """A hash of some words. White space does not count, because each program has its own."""
    return _hash(_SPACE.sub("", words), _BLOCK)


def _hash(text: str, length: int) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:length]
