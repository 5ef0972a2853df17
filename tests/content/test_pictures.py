"""Pictures go out without what a camera writes into them, upright, and no larger than a page needs."""

import io
import random
import zlib
from collections.abc import Callable
from pathlib import Path, PurePosixPath
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, PngImagePlugin

from elearn.content.course import LoadedCourse, load_course, notes_on_pictures
from elearn.content.course.look import MOST_BYTES, MOST_SIDE
from elearn.content.course.pictures import look_at, sent
from elearn.packaging.build import Format, export_package, package_files
from elearn.problems import InputFault
from tests.sample_course import FILES, write_sample

SECRET = b"secret camera"
FORMATS = {".jpg": "JPEG", ".png": "PNG", ".webp": "WEBP", ".avif": "AVIF"}


def picture(width: int, height: int, mode: str = "RGB") -> Image.Image:
    """A picture whose left half is dark and whose right half is light."""
    made = Image.new(mode, (width, height), 0)
    made.paste(
        {"RGB": (250, 250, 250), "RGBA": (250, 250, 250, 90), "L": 250}[mode], (width // 2, 0, width, height)
    )
    return made


def noise(width: int, height: int) -> Image.Image:
    """A picture that cannot be packed well, as a photograph."""
    return Image.frombytes("RGB", (width, height), random.Random(1).randbytes(width * height * 3))


def saved(made: Image.Image, suffix: str, **options: Any) -> bytes:
    content = io.BytesIO()
    made.save(content, FORMATS[suffix], **options)
    return content.getvalue()


def photograph(width: int, height: int, suffix: str, upright: int = 1) -> bytes:
    """A picture as a telephone saves it: with its maker, a place and how it was held."""
    exif = Image.Exif()
    exif[0x010F] = SECRET.decode()
    exif[0x0112] = upright
    exif.get_ifd(0x8825)[1] = "N"
    options: dict[str, Any] = {"exif": exif}
    if suffix == ".png":
        options["pnginfo"] = PngImagePlugin.PngInfo()
        options["pnginfo"].add_text("Comment", SECRET.decode())
    if suffix == ".jpg":
        options["comment"] = SECRET
    return saved(picture(width, height), suffix, **options)


def opened(content: bytes) -> Image.Image:
    made = Image.open(io.BytesIO(content))
    made.load()
    return made


def course_with(folder: Path, content: bytes, suffix: str = ".jpg") -> LoadedCourse:
    """The sample with that picture instead of its own."""
    root = write_sample(folder)
    (root / f"media/photo{suffix}").write_bytes(content)
    text = FILES["01-noticing.md"].replace("media/rings.svg", f"media/photo{suffix}")
    (root / "01-noticing.md").write_text(text, encoding="utf-8")
    return load_course(root)


@pytest.mark.parametrize("suffix", sorted(FORMATS))
@pytest.mark.parametrize("upright", [1, 6])
def test_nobody_learns_from_a_picture_where_it_was_taken_and_it_is_upright(suffix, upright):
    content = photograph(60, 40, suffix, upright)
    assert SECRET in content or suffix == ".avif"
    made = sent(suffix, content)
    shown = opened(made)
    assert SECRET not in made
    assert not shown.getexif()
    assert shown.size == ((60, 40) if upright == 1 else (40, 60))
    assert sent(suffix, content) == made


@pytest.mark.parametrize("suffix", [".jpg", ".png", ".webp"])
def test_a_picture_that_is_not_turned_loses_no_quality(suffix):
    content = photograph(60, 40, suffix)
    assert opened(sent(suffix, content)).tobytes() == opened(content).tobytes()
    bare = saved(picture(60, 40), suffix)
    assert sent(suffix, bare) == bare


def test_what_hides_behind_the_end_of_a_picture_stays_here():
    for suffix in (".jpg", ".png"):
        assert sent(suffix, saved(picture(60, 40), suffix) + SECRET) == saved(picture(60, 40), suffix)


def test_an_animation_and_its_colours_stay():
    frames = [picture(20, 20), picture(20, 20).rotate(90)]
    for suffix in (".png", ".webp"):
        content = saved(frames[0], suffix, save_all=True, append_images=frames[1:])
        assert getattr(opened(sent(suffix, content)), "n_frames", 1) == 2
    profile = b"profile" * 30
    content = saved(picture(20, 20), ".jpg", icc_profile=profile)
    assert opened(sent(".jpg", content)).info["icc_profile"] == profile


@pytest.mark.parametrize("suffix", sorted(FORMATS))
def test_a_picture_with_long_sides_is_made_smaller(suffix):
    content = photograph(MOST_SIDE + 200, 400, suffix)
    made = opened(sent(suffix, content))
    assert max(made.size) == 2560
    assert made.format == FORMATS[suffix]
    pixels = made.convert("L")
    assert pixels.getpixel((100, 100)) < 20 < 230 < pixels.getpixel((2400, 100))


@pytest.mark.parametrize("mode", ["L", "RGBA"])
@pytest.mark.parametrize("suffix", [".png", ".webp", ".avif"])
def test_grey_and_clear_pictures_stay_so(suffix, mode):
    made = opened(sent(suffix, saved(picture(MOST_SIDE + 200, 100, mode), suffix)))
    assert ("A" in made.mode) == (mode == "RGBA")


@pytest.mark.parametrize("mode", ["P", "1", "CMYK", "I;16"])
def test_pictures_of_other_kinds_of_colour_can_be_made_smaller(mode):
    suffix = ".jpg" if mode == "CMYK" else ".png"
    made = Image.new(mode, (MOST_SIDE + 200, 100))
    assert max(opened(sent(suffix, saved(made, suffix))).size) == 2560


def test_a_heavy_picture_is_made_smaller():
    content = saved(noise(1500, 1200), ".png")
    assert len(content) > MOST_BYTES
    assert len(sent(".png", content)) < len(content)
    heavy = saved(noise(2000, 1800), ".jpg", quality=98)
    assert len(heavy) > MOST_BYTES >= len(sent(".jpg", heavy))


def test_the_check_says_what_happens_and_every_format_has_the_smaller_one(tmp_path):
    content = photograph(MOST_SIDE + 200, 800, ".jpg", 6)
    loaded = course_with(tmp_path, content)
    (told,) = loaded.problems
    assert (told.rule, told.severity, told.line) == ("S92", "warning", 10)
    assert "4,200 × 800 pixels" in told.message
    assert notes_on_pictures(loaded) == (f"a-small-mark: {told.message}",)
    small = package_files(loaded, Format.WEB)["media/photo.jpg"]
    assert max(opened(small).size) == 2560
    assert loaded.media()[PurePosixPath("media/photo.jpg")] == small
    (first,), (second,) = (export_package(load_course(loaded.folder), Format.PDF) for _ in range(2))
    assert first.content == second.content
    assert SECRET not in first.content
    assert (loaded.folder / "media/photo.jpg").read_bytes() == content


def test_what_cannot_be_made_smaller_has_a_warning_that_says_so(tmp_path):
    drawn = (
        b'<svg xmlns="http://www.w3.org/2000/svg">' + b"<desc>" + b"It is long. " * 200_000 + b"</desc></svg>"
    )
    (told,) = course_with(tmp_path, drawn, ".svg").problems
    assert (told.rule, told.severity) == ("S92", "warning")
    assert "cannot make a drawing" in told.message
    assert sent(".svg", drawn) == drawn


def bomb() -> bytes:
    """A small PNG that says that it has 40,000 by 40,000 pixels."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return len(body).to_bytes(4, "big") + kind + body + zlib.crc32(kind + body).to_bytes(4, "big")

    size = (40_000).to_bytes(4, "big")
    parts = (b"IHDR", size * 2 + b"\x08\x02\0\0\0"), (b"IDAT", zlib.compress(b"")), (b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunk(*part) for part in parts)


@pytest.mark.parametrize(
    ("content", "suffix"),
    [
        (lambda: photograph(200, 200, ".jpg")[:-300], ".jpg"),
        (lambda: photograph(200, 200, ".png")[:-60], ".png"),
        (lambda: b"\xff\xd8\xff" + b"no more", ".jpg"),
        (lambda: b"RIFF no more", ".webp"),
        (lambda: b"\0\0\0 no more", ".avif"),
        (lambda: b"GIF89a", ".gif"),
        (bomb, ".png"),
    ],
)
def test_a_broken_picture_is_a_problem_and_not_a_crash(tmp_path, content: Callable[[], bytes], suffix: str):
    loaded = course_with(tmp_path, content(), suffix)
    (told,) = loaded.problems
    assert (told.rule, told.severity, told.line) == ("S29", "error", 10)
    with pytest.raises(InputFault):
        package_files(loaded, Format.WEB)


@settings(max_examples=150)
@given(
    st.sampled_from(sorted(FORMATS)),
    st.lists(st.tuples(st.floats(0, 1), st.integers(0, 255)), max_size=6),
    st.floats(0, 1),
)
def test_no_damaged_file_stops_us(suffix, changes, length):
    content = bytearray(_WHOLE[suffix])
    for place, value in changes:
        content[min(int(place * len(content)), len(content) - 1)] = value
    damaged = bytes(content[: max(1, int(length * len(content)))])
    look_at(suffix, damaged)
    assert isinstance(sent(suffix, damaged), bytes)


_WHOLE = {suffix: photograph(40, 30, suffix) for suffix in FORMATS}
