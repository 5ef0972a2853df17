"""Pictures, films, sounds and files: what is refused.

A file that a course names must be of the kind that it says.
"""

from pathlib import Path

import pytest

from tests.gallery import gallery_course, gallery_files, media_file
from tests.reading import problems_in, read_course

FRONT = "---\ntitle: T\nversion: 1.0.0\nduration: 5 minutes\n---\n\n:::{support}\nTalk to somebody.\n:::\n"


def problems_of(block: str) -> list[tuple[str, int, str]]:
    _, problems = read_course("a-course", {"course.md": FRONT, "01-m.md": f"# M\n\n## P\n\n{block}\n"})
    return [(problem.rule, problem.line, problem.message) for problem in problems]


@pytest.mark.parametrize(
    ("block", "rule", "line", "says"),
    [
        (":::{gallery}\n- media/a.svg: A cot\n:::", "S50", 5, "one picture"),
        (":::{gallery}\n- media/a.svg:\n- media/b.svg: A cot\n:::", "E40", 5, "media/a.svg"),
        (":::{gallery}\n- media/a.svg: A cot\n- ../b.svg: A cot\n:::", "S21", 6, "below media/"),
        (
            ":::{labelled-image} media/a.svg\n:alt: A room\n\n- left: A cot\n:::",
            "S25",
            8,
            "is not a place on a picture",
        ),
        (":::{labelled-image} media/a.svg\n:alt: A room\n\n- 10%, 140%: A cot\n:::", "S21", 8, "140"),
        (":::{labelled-image} media/a.svg\n\n- 10%, 20%: A cot\n:::", "E40", 5, "media/a.svg"),
        (":::{video} media/a.mp4\n:title: A visit\n\nWords.\n:::", "E41", 5, "captions"),
        (":::{video} media/a.mp4\n:title: A visit\n:captions: media/a.vtt\n:::", "E41", 5, "transcript"),
        (":::{video} media/a.gif\n:title: A visit\n\nWords.\n:::", "S21", 5, ".mp4"),
        (":::{video} media/a.mp4\n:title: A\n:captions: media/a.txt\n\nWords.\n:::", "S21", 7, ".vtt"),
        (":::{audio} media/a.mp3\n:title: A voice\n:::", "E41", 5, "transcript"),
        (":::{audio} media/a.mp3\n\nWords.\n:::", "S20", 5, ":title:"),
        (":::{download} media/a.exe\n:title: A form\n:::", "S21", 5, ".pdf"),
    ],
)
def test_what_somebody_could_not_see_hear_or_open_is_said_with_its_place(
    block: str, rule: str, line: int, says: str
) -> None:
    found = problems_of(block)
    assert any((rule, line) == each[:2] and says in each[2] for each in found), found


def test_a_file_that_is_not_what_its_name_says_is_found(tmp_path: Path) -> None:
    course, media = gallery_course()
    folder = tmp_path / course.slug
    for name, text in gallery_files().items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    for path in media:
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(media_file(path))
    assert not [problem for problem in problems_in(folder) if problem.rule in ("S27", "S28", "S29")]
    for path in media:
        (folder / path).write_bytes(b"not what it says")
    wrong = {p.message.split()[2] for p in problems_in(folder) if p.rule == "S29"}
    assert wrong == {path.as_posix() for path in media}
