"""Changes a zip by its members: what they say, how they are called and packed, and which there are."""

import io
import re
import warnings
import zipfile
import zlib
from collections.abc import Sequence
from random import Random
from typing import Final

from tests.fuzz import mutate_text

Members = list[tuple[str, bytes]]
NAMES: Final = (
    "../evil.txt", "/etc/evil.txt", "..\\evil.txt", "C:\\evil.txt", "a/../../evil.txt", "", "/", "a" * 300, "con.txt",
    "a\0b", "mimetype", "\u202etxt.exe", "ä.xml", "./a", "a//b", "folder/",
)  # fmt: skip
_TAG: Final = re.compile(rb"<(/?)([\w:.-]+)([^<>]*)>")
_ATTRIBUTE: Final = re.compile(rb'([\w:.-]+)\s*=\s*"([^"]*)"')
_BOMB: Final = (
    b'<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>',
    b'<!DOCTYPE a [<!ENTITY a SYSTEM "file:///etc/passwd">]>',
    b'<?xml version="1.0" encoding="utf-16"?>',
    b"&c;",
    b"&a;",
)
_MOST_UNPACKED: Final = 3_000_000


def zip_changed(data: bytes, other: bytes, words: Sequence[bytes], random: Random) -> bytes:
    """The zip with one member changed, lost, doubled, renamed, or taken from another. Bytes that are none: as bytes."""
    members = unpacked(data)
    if not members:
        return data[: random.randrange(len(data) + 1)] or other
    place = random.randrange(len(members))
    name, content = members[place]
    what = random.random()
    if what < 0.6:
        members[place] = name, _content_changed(content, _one(other, random)[1], words, random)
    elif what < 0.68:
        del members[place]
    elif what < 0.74:
        members.insert(random.randrange(len(members) + 1), (name, content))
    elif what < 0.8:
        members[place] = random.choice((*NAMES, name.upper(), name + "x", random.choice(members)[0])), content
    elif what < 0.88:
        members[place] = name, _one(other, random)[1]
    elif what < 0.92:
        members.append(_one(other, random))
    elif what < 0.95:
        members[place] = (
            name,
            content + random.choice((b"\0", b" ", b"<a>")) * random.choice((10, 10_000, 500_000)),
        )
    else:
        return _with_a_lie(packed(members, random), random)
    return packed(members, random)


def unpacked(data: bytes) -> Members:
    """The members of a zip that can be read, by name; none if it is no zip."""
    found: Members = []
    left = _MOST_UNPACKED
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for member in archive.infolist()[:200]:
                with archive.open(member) as file:
                    content = file.read(left)
                left -= len(content)
                found.append((member.filename, content))
    except (
        zipfile.BadZipFile,
        zlib.error,
        ValueError,
        KeyError,
        NotImplementedError,
        RuntimeError,
        OSError,
        EOFError,
    ):
        pass
    return found


def packed(members: Members, random: Random | None = None) -> bytes:
    """A zip of the members. The same members give the same bytes."""
    how = zipfile.ZIP_STORED if random and random.random() < 0.1 else zipfile.ZIP_DEFLATED
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of two members with one name
        for name, content in members:
            info = zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0))
            info.compress_type = how
            archive.writestr(info, content)
    return out.getvalue()


def _one(data: bytes, random: Random) -> tuple[str, bytes]:
    return random.choice(unpacked(data) or [("other", data[:1_000])])


def _content_changed(content: bytes, other: bytes, words: Sequence[bytes], random: Random) -> bytes:
    if content.lstrip()[:1] == b"<" and random.random() < 0.7:
        return _xml_changed(content, words, random)
    if b"\0" in content[:1_000] and random.random() < 0.9:
        start = random.randrange(len(content) + 1)
        return content[:start] + bytes(random.randrange(256) for _ in range(3)) + content[start + 3 :]
    return mutate_text.text_changed(content, other, words, random)


def _xml_changed(content: bytes, words: Sequence[bytes], random: Random) -> bytes:
    tags = list(_TAG.finditer(content[:200_000]))
    if not tags:
        return content
    tag, another = random.choice(tags), random.choice(tags)
    what = random.randrange(7)
    if what == 0:
        return content[: tag.start()] + content[tag.end() :]
    if what == 1:
        return content[: tag.start()] + tag[0] * random.choice((2, 50, 3_000)) + content[tag.end() :]
    if what == 2:
        first, last = sorted((tag.start(), another.end()))
        return content[:first] + content[last:]
    if what == 3:
        first, last = sorted((tag.start(), another.end()))
        return content[:last] + content[first:last] * random.choice((1, 20)) + content[last:]
    if what == 4:
        return content[: tag.start()] + random.choice(_BOMB) + content[tag.start() :]
    value = random.choice((*words, *map(mutate_text.encoded, (*mutate_text.NUMBERS, *mutate_text.ODD))))
    if what == 5 and (attributes := list(_ATTRIBUTE.finditer(tag[0]))):
        start, end = random.choice(attributes).span(2)
        return content[: tag.start() + start] + value + content[tag.start() + end :]
    return content[: tag.end()] + value + content[tag.end() :]


def _with_a_lie(data: bytes, random: Random) -> bytes:
    """The zip with a size, a check sum, a method or a flag of a member that is not true."""
    heads = [match.start() for match in re.finditer(rb"PK\x01\x02|PK\x03\x04", data)]
    if not heads:
        return data
    place = random.choice(heads) + random.choice((6, 8, 10, 14, 18, 20, 22, 24, 26, 28, 42))
    return data[:place] + random.choice((b"\0\0", b"\xff\xff", b"\1\0", b"\x63\0")) + data[place + 2 :]
