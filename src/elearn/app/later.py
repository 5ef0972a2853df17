"""Streamlit starts once the page's own top is on the screen: what it loads waits for the first frame.

A browser runs Streamlit's programs as soon as they are there, and shows nothing while it does. With them in the page's
head, somebody waits for half a second before they see what came with the page.
"""

import re
from functools import cache
from pathlib import Path

_LOADS = re.compile(
    rb'<(?:script type="module"|link rel="(?:modulepreload|stylesheet)")[^>]*>(?:</script>)?\s*'
)
_HEAD_ENDS = b"</head>"


def after_the_first_frame(page: bytes) -> bytes:
    """Returns the page with what Streamlit's head loads in a template, and the script that loads it.

    The script is at the end of the head, so that it runs whatever becomes of the rest. A page without a program in its
    head, or without a head, comes back as it is: so does one of a Streamlit that writes its page in another way.
    """
    end = page.find(_HEAD_ENDS)
    if end < 0:
        return page
    head = page[:end]
    loads = b"".join(_LOADS.findall(head))
    if b"<script" not in loads:
        return page
    return b"".join(
        (_LOADS.sub(b"", head), b'<template id="later">', loads, b"</template>", _script(), page[end:])
    )


@cache
def _script() -> bytes:
    return b"<script>" + Path(__file__).with_name("later.js").read_bytes() + b"</script>"
