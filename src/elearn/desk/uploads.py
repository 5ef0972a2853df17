"""Files that an ordinary form sends, bounded and timed."""

from collections.abc import AsyncGenerator
from pathlib import PurePosixPath
from typing import NamedTuple

from starlette.datastructures import UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser
from starlette.requests import Request

from elearn.desk.plain import MOST_FIELDS, Form, must_be_of
from elearn.runtime import RefusedBody, must_be_wanted, whole_body
from elearn.tracker import Actor
from elearn.translations import gettext as _

WITHIN = 300.0
"""Seconds in which a file must have come."""


class Upload(NamedTuple):
    """A file: its name without folders, and its bytes. Both are empty if none was chosen. `form` is all else."""

    name: str
    content: bytes
    form: Form


async def upload_for(request: Request, who: Actor, most: int) -> Upload:
    """As `upload_of`. Raises SignedOut if the page's field `person` names somebody else, who was signed in before."""
    upload = await upload_of(request, most)
    must_be_of(upload.form, who)
    return upload


async def upload_of(request: Request, most: int, name: str = "file") -> Upload:
    """The file that a form (`multipart/form-data`) has sent in the field `name`, and the form's other fields.

    Raises RefusedBody if the body has more than `most` bytes, is too slow, or is no such form.
    """
    must_be_wanted(request, most)
    body = await whole_body(request, most, WITHIN)

    async def stream() -> AsyncGenerator[bytes, None]:
        yield body

    try:
        parser = MultiPartParser(request.headers, stream(), max_files=1, max_fields=MOST_FIELDS)
        sent = await parser.parse()
        texts = [(key, value) for key, value in sent.multi_items() if isinstance(value, str)]
        pairs = [(key, value.replace("\r\n", "\n").replace("\0", "")) for key, value in texts]
        "".join(map("".join, pairs)).encode()  # half a character is no text: the form may name any encoding
        file = sent.get(name)
        if not isinstance(file, UploadFile):
            return Upload("", b"", Form(pairs))
        content = await file.read()
        plain = PurePosixPath((file.filename or "").replace("\\", "/")).name
        await sent.close()
        return Upload("".join(filter(str.isprintable, plain))[:200], content, Form(pairs))
    except (MultiPartException, KeyError, ValueError) as error:
        raise RefusedBody(_("What was sent cannot be read. Load this page again."), 400) from error
