"""Pictures that are put into a course in the editor."""

import io
from pathlib import Path

import pytest
from PIL import Image

from elearn.authoring.actions import put_picture
from elearn.problems import InputFault

DRAWING = Path(__file__).parents[2] / "courses/bruising-in-non-mobile-infants/media/stages-of-moving.svg"


def picture(format: str, width: int = 40, height: int = 20, turn: int = 1, **how: object) -> bytes:
    """A picture, red on its left half and blue on its right. `turn` is what the camera says of how it was held."""
    made = Image.new("RGB", (width, height), (255, 0, 0))
    made.paste((0, 0, 255), (width // 2, 0, width, height))
    out = io.BytesIO()
    exif = Image.Exif()
    exif[0x0112], exif[0x010E] = turn, "Where a child lives"
    made.save(out, format, **({} if format == "GIF" else {"exif": exif}), **how)  # type: ignore[arg-type]
    return out.getvalue()


@pytest.mark.parametrize(
    ("format", "suffix"), [("PNG", ".png"), ("JPEG", ".jpg"), ("WEBP", ".webp"), ("GIF", ".png")]
)
def test_a_picture_is_what_its_bytes_say_and_says_nothing_of_its_camera(format: str, suffix: str) -> None:
    put = put_picture("C:\\Photos\\A Ünusual NAME.bmp", picture(format), [])
    assert put.path == f"media/a-nusual-name{suffix}"
    assert (put.width, put.height) == (40, 20)
    with Image.open(io.BytesIO(put.content)) as made:
        assert made.size == (40, 20)
    assert b"Where a child" not in put.content


def test_a_picture_is_turned_upright_cut_out_and_made_smaller() -> None:
    put = put_picture("x.jpg", picture("JPEG", 3200, 1600, turn=6), [])
    assert (put.width, put.height) == (800, 1600)
    right = put_picture("x.png", picture("PNG"), [], (50, 0, 50, 100))
    assert (right.width, right.height) == (20, 20)
    with Image.open(io.BytesIO(right.content)) as made:
        assert made.convert("RGB").getcolors() == [(400, (0, 0, 255))]


def test_a_name_that_is_taken_gets_a_number() -> None:
    there = ["media/x.png", "media/x-2.PNG", "media/x.jpg"]
    assert put_picture("x.png", picture("PNG"), there).path == "media/x-3.png"
    assert put_picture("...", picture("PNG"), there).path == "media/picture.png"


def test_a_drawing_stays_as_it_is_if_it_is_only_a_drawing() -> None:
    content = DRAWING.read_bytes()
    assert put_picture("x", content, []).content == content
    with pytest.raises(InputFault, match="script"):
        put_picture("x.svg", b'<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>', [])


def moving() -> bytes:
    out = io.BytesIO()
    frames = [Image.new("RGB", (4, 4), (number, 0, 0)) for number in (0, 255)]
    frames[0].save(out, "GIF", save_all=True, append_images=frames[1:])
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "not a picture"),
        (b"<html>", "not a picture"),
        (b"\0\0\0\x18ftypheic\0\0", "a phone’s format"),
        (picture("PNG")[:60], "cannot be shown"),
        (moving(), "moves"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 30_000_000, "more than 30 MB"),
    ],
    ids=["nothing", "a-page", "a-telephone", "half", "moving", "large"],
)
def test_what_is_no_picture_for_a_course_is_refused_in_words(content: bytes, why: str) -> None:
    with pytest.raises(InputFault, match=why):
        put_picture("x.png", content, [])


@pytest.mark.parametrize(
    "box",
    [(0, 0, 0, 0), (100, 0, 10, 10), (-20, 0, 50, 50), (float("nan"), 0, 1, 1), (0, 0, float("inf"), 1)],
)
def test_a_box_that_holds_nothing_is_refused(box: tuple[float, float, float, float]) -> None:
    with pytest.raises(InputFault, match="Nothing is left"):
        put_picture("x.png", picture("PNG"), [], box)
