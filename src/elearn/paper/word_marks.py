"""Hidden bookmarks of a Word file for readers: they say which page, block or question some paragraphs are.

A name has at most 40 letters, digits and “_”, so ids and texts are in it as hashes. Word hides names that begin with
“_”. A block's name also holds a hash of the words that the file had there, so that we see when somebody changed them.
"""

import hashlib
import re
from typing import NamedTuple

_SPACE = re.compile(r"[\s\u00a0\u00ad\u200b-\u200f\u2060\ufeff]+")
_MARK = re.compile(
    r"_el(?:p_([0-9a-f]{8})|b_([0-9a-f]{8})_([0-9a-f]{10})_([0-9a-f]{10})|q_([0-9a-f]{12}))(?:_\d+)?"
)
_PAGE, _BLOCK, _QUESTION = 8, 10, 12


class Mark(NamedTuple):
    """What a bookmark's name says: hashes of the page's id, of the block's text and its words, and of a question's id.

    What it does not say is "".
    """

    page: str
    block: str
    words: str
    question: str


def page_mark(page: str) -> str:
    """The name of the bookmark at a page's heading."""
    return f"_elp_{_hash(page, _PAGE)}"


def block_mark(page: str, written: str, words: str) -> str:
    """The name of a block's bookmark: the page's id, the block as it is written in its file, and its words on paper."""
    return f"_elb_{_hash(page, _PAGE)}_{_hash(written, _BLOCK)}_{words_key(words)}"


def question_mark(name: str) -> str:
    """The name of a question's bookmark."""
    return f"_elq_{_hash(name, _QUESTION)}"


def read_mark(name: str) -> Mark | None:
    """What the name of a bookmark says. None if it is none of ours."""
    found = _MARK.fullmatch(name)
    if not found:
        return None
    page, of_block, block, words, question = (each or "" for each in found.groups())
    return Mark(page or of_block, block, words, question)


def words_key(words: str) -> str:
    """A hash of some words. White space does not count, because each program has its own."""
    return _hash(_SPACE.sub("", words), _BLOCK)


def _hash(text: str, length: int) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:length]
