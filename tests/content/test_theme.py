"""A course shows whose it is, in colours that people can read."""

from pathlib import Path

import pytest

from elearn.content.course.courses import write_course
from elearn.content.course.theme import Theme
from tests.reading import problems_in, read_course

FRONT = (
    "---\ntitle: A small mark\nversion: 1.0.0\nduration: 10 minutes\ntheme: {theme}\n---\n\n"
    ":::{{support}}\nSomebody to call.\n:::\n"
)
MODULE = "# Noticing\n\n## The visit {#the-visit}\n\nA visit.\n"


def read(theme: str):
    return read_course("a-small-mark", {"course.md": FRONT.format(theme=theme), "01-noticing.md": MODULE})


def test_logo_and_accents_are_read_and_written_the_same() -> None:
    course, problems = read(
        "{logo: media/logo.svg, logo_alt: Wrenshire Partnership, accent: '#6B2D73', accent_dark: fab}"
    )
    assert not problems
    assert course.theme == Theme(
        logo="media/logo.svg",
        logo_alt="Wrenshire Partnership",
        accent="#6b2d73",
        accent_dark="#ffaabb",
    )
    assert [path.as_posix() for path in course.media()] == ["media/logo.svg"]
    again, _ = read_course("a-small-mark", write_course(course))
    assert again == course


def test_an_accent_that_cannot_be_read_is_an_error_with_its_contrast_and_one_that_can() -> None:
    _, problems = read("{accent: '#ffcc00', accent_dark: '#223344'}")
    light, dark = problems
    assert (light.rule, light.severity, light.line) == ("S85", "error", 5)
    assert "#ffcc00 has a contrast of 1." in light.message
    assert "light" in light.message
    assert "needs 4.5:1" in light.message
    assert "#866b00" in light.remedy
    assert "dark" in dark.message
    suggested = light.remedy.rstrip(".").split()[-1]
    assert not read(f"{{accent: '{suggested}'}}")[1]


@pytest.mark.parametrize(
    ("theme", "said"),
    [
        ("teal", "has to say logo or accent"),
        ("{accent: teal}", "“teal” is not a colour"),
        ("{accent: [a]}", "The value of “accent” is not a colour."),
        ("{logo: media/logo.svg}", "The logo has no words"),
        ("{logo_alt: Wrenshire}", "There is no logo"),
        ("{colour: '#000000'}", "There is no “colour” in “theme”."),
        ("{logo: ../logo.svg, logo_alt: Wrenshire}", "below media/"),
        ("{logo: media/logo.pdf, logo_alt: Wrenshire}", "Its name ends in none of"),
    ],
)
def test_a_theme_that_cannot_be_used_says_why(theme: str, said: str) -> None:
    course, problems = read(theme)
    assert course is None
    assert any(said in problem.message and problem.line == 5 for problem in problems), problems


def test_a_logo_that_is_not_there_is_found_where_the_theme_stands(tmp_path: Path) -> None:
    folder = tmp_path / "a-small-mark"
    folder.mkdir()
    front = FRONT.format(theme="{logo: media/logo.svg, logo_alt: Wrenshire}")
    (folder / "course.md").write_text(front, encoding="utf-8")
    (folder / "01-noticing.md").write_text(MODULE, encoding="utf-8")
    missing = [problem for problem in problems_in(folder) if problem.rule == "S27"]
    assert [problem.line for problem in missing] == [5]


@pytest.mark.parametrize("language", ["en-GB", "cy", "zh-Hant-TW", "es-419", "ca-valencia"])
def test_a_language_tag_that_every_browser_knows_is_taken(language: str) -> None:
    course, _ = read_course(
        "a", {"course.md": FRONT.format(theme=f"{{}}\nlanguage: {language}"), "01-noticing.md": MODULE}
    )
    assert course.language == language


@pytest.mark.parametrize("language", ["English", "en_GB", "en-GB-US", "e", "en-"])
def test_a_language_tag_that_a_browser_would_refuse_is_an_error(language: str) -> None:
    course, problems = read_course(
        "a", {"course.md": FRONT.format(theme=f"{{}}\nlanguage: {language}"), "01-noticing.md": MODULE}
    )
    assert course is None
    assert any("is not a language tag" in problem.message for problem in problems)
