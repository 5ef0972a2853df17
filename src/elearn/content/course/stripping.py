"""Takes out of a picture's file what is no part of the picture: place, time, device, names, previews.

The picture itself is copied byte for byte, so it loses no quality.
"""

import struct
from collections.abc import Iterator

_PNG = b"\x89PNG\r\n\x1a\n"
_PNG_KEPT = {
    b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"sBIT", b"bKGD", b"pHYs", b"hIST",
    b"cICP", b"mDCV", b"cLLI", b"acTL", b"fcTL", b"fdAT",
}  # fmt: skip
_WEBP_KEPT = {b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM", b"ANMF", b"ICCP"}
_HAS_EXIF_OR_XMP = 0b1100
_WITHOUT_LENGTH = {0x01, *range(0xD0, 0xD8)}
_JPEG_KEPT = {0xE0: b"JFIF\0", 0xE2: b"ICC_PROFILE\0", 0xEE: b"Adobe"}
"""The segments of applications that say how to show the picture, and how each starts. All others go."""


def stripped(suffix: str, content: bytes) -> bytes | None:
    """The file of a PNG, JPEG or WebP without what is no part of the picture.

    None if it is not built as its format says, so that it has to be written anew. Any other file is given back.
    """
    try:
        match suffix:
            case ".png":
                return _PNG + b"".join(_png(content))
            case ".jpg" | ".jpeg":
                return b"\xff\xd8" + b"".join(_jpeg(content)) + b"\xff\xd9"
            case ".webp":
                body = b"WEBP" + b"".join(_webp(content))
                return b"RIFF" + struct.pack("<I", len(body)) + body
    except (ValueError, IndexError, struct.error):
        return None
    return content


def _png(content: bytes) -> Iterator[bytes]:
    at, kind = len(_PNG), b""
    while kind != b"IEND":
        length, kind = struct.unpack_from(">I4s", content, at)
        end = at + 12 + length
        if end > len(content):
            raise ValueError("a chunk is cut off")
        if kind in _PNG_KEPT:
            yield content[at:end]
        at = end


def _webp(content: bytes) -> Iterator[bytes]:
    at, whole = 12, 8 + struct.unpack_from("<I", content, 4)[0]
    if whole > len(content):
        raise ValueError("the file is cut off")
    while at + 8 <= whole:
        kind, length = struct.unpack_from("<4sI", content, at)
        chunk = content[at : at + 8 + length + length % 2]
        if kind == b"VP8X":
            chunk = chunk[:8] + bytes([chunk[8] & ~_HAS_EXIF_OR_XMP]) + chunk[9:]
        if kind in _WEBP_KEPT:
            yield chunk
        at += len(chunk)


def _jpeg(content: bytes) -> Iterator[bytes]:
    """The segments between the start and the end of the image. What follows its end is another picture or film."""
    at = 2
    while (marker := content[at + 1]) != 0xD9:
        if content[at] != 0xFF:
            raise ValueError("a segment does not start where it should")
        if marker == 0xFF:
            at += 1
            continue
        length = 0 if marker in _WITHOUT_LENGTH else struct.unpack_from(">H", content, at + 2)[0]
        end = at + 2 + length
        if marker == 0xDA:
            end = _end_of_scan(content, end)
        if end > len(content):
            raise ValueError("a segment is cut off")
        is_other = marker == 0xFE or 0xE0 <= marker <= 0xEF
        if not is_other or (marker in _JPEG_KEPT and content.startswith(_JPEG_KEPT[marker], at + 4)):
            yield content[at:end]
        at = end


def _end_of_scan(content: bytes, at: int) -> int:
    """Where the next segment starts. Within a scan, 0xFF comes before 0 or the number of a restart."""
    while True:
        at = content.index(b"\xff", at)
        following = content[at + 1]
        if following and following not in _WITHOUT_LENGTH:
            return at
        at += 2
