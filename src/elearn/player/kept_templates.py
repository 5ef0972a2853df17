"""Compiled templates, kept where Python keeps compiled modules: to compile them takes longer than to fill them in."""

import contextlib
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

from jinja2 import BytecodeCache
from jinja2.bccache import Bucket

from elearn.kept import keep, place_beside


class KeptTemplates(BytecodeCache):
    """The compiled templates of an environment. Jinja2 looks whether a template is still the same."""

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill in what is kept of a template, if it is."""
        with contextlib.suppress(Exception):  # a damaged file is as good as none
            bucket.bytecode_from_string(_path(bucket).read_bytes())

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep a template."""
        keep(_path(bucket), bucket.bytecode_to_string())


def _path(bucket: Bucket) -> Path:
    """The file of a template. What Jinja2 makes of it depends on Jinja2 and the options, too."""
    made = bucket.environment
    options = (version("jinja2"), made.autoescape, made.trim_blocks, made.lstrip_blocks)
    name = sha256(repr((bucket.key, options)).encode()).hexdigest()[:20]
    return place_beside(__file__, f"template-{name}.jinja")
