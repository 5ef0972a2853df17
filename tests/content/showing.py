"""Blocks that show or offer a file, for the courses that hypothesis makes."""

from hypothesis import strategies as st

from elearn.content.kinds import Block, kinds
from elearn.content.kinds.gallery import Shown
from elearn.content.kinds.labelled_image import Spot
from tests.content.strategies import lines, made, media_paths, optional_lines, optional_passages


def showing() -> dict[str, st.SearchStrategy[Block]]:
    """Every kind that names a file, by its name."""
    shown = made(Shown, src=media_paths, alt=optional_lines, caption=optional_lines)
    spot = made(Spot, across=st.integers(0, 100), down=st.integers(0, 100), text=lines)

    def path(*endings: str) -> st.SearchStrategy[str]:
        return st.builds("{}.{}".format, media_paths, st.sampled_from(endings))

    return {
        "image": made(
            kinds()["image"],
            src=media_paths,
            alt=optional_lines,
            description=optional_lines,
            caption=optional_passages,
        ),
        "gallery": made(kinds()["gallery"], pictures=st.lists(shown, min_size=2, max_size=3).map(tuple)),
        "labelled-image": made(
            kinds()["labelled-image"],
            src=media_paths,
            alt=optional_lines,
            spots=st.lists(spot, min_size=1, max_size=3).map(tuple),
        ),
        "video": made(
            kinds()["video"],
            src=path("mp4", "webm"),
            heading=lines,
            transcript=optional_passages,
            captions=st.none() | path("vtt"),
            poster=st.none() | media_paths,
        ),
        "audio": made(
            kinds()["audio"], src=path("mp3", "m4a", "ogg"), heading=lines, transcript=optional_passages
        ),
        "download": made(
            kinds()["download"], src=path("pdf", "docx", "csv"), heading=lines, body=optional_passages
        ),
    }
