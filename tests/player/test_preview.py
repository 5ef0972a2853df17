"""The player beside an editor: one page at a time, as the package has it, and swapped while it is shown."""

import json
import re
from functools import cache
from pathlib import Path
from unittest.mock import patch

import pytest

from elearn.content.course import Course, load_course
from elearn.player import cards_css, page_preview, preview_document, render_site
from elearn.player import pages as rendering
from tests.depth import deep
from tests.gallery import gallery_course

COURSES = sorted(path for path in (Path(__file__).parents[2] / "courses").iterdir() if path.is_dir())


@cache
def course_of(name: str) -> Course:
    course = gallery_course()[0] if name == "gallery" else load_course(COURSES[0].parent / name).course
    assert course
    return course


@pytest.mark.parametrize("name", ["gallery", COURSES[0].name, *(deep(path.name) for path in COURSES[1:])])
def test_each_page_is_as_in_the_package(name: str) -> None:
    course = course_of(name)
    files = render_site(course, "none", {}).files
    package: dict[str, str] = {}
    for path, script in files.items():
        if path.startswith("modules/"):
            package |= json.loads(script.decode().partition(".push(")[2].rpartition(");")[0])[1]
    assert {page.id: page_preview(course, page.id)["html"] for page in course.pages()} == package
    introduction = page_preview(course, "_start")
    article = re.search(
        r'<article class="page" id="introduction">(.*?)</article>', files["index.html"].decode(), re.DOTALL
    )
    assert article
    assert article[1].split() == introduction["html"].split()
    assert introduction["page"] == "_start"


def test_the_data_are_those_of_the_document_and_nothing_else_is_rendered() -> None:
    course = course_of("gallery")
    document = preview_document(course)
    with patch.object(rendering, "compiled_view", wraps=rendering.compiled_view) as rendered:
        shown = page_preview(course, "choose-one")
    assert rendered.call_count == len(next(p for p in course.pages() if p.id == "choose-one").blocks)
    sent = document.partition("window.elearnCourse=")[2]
    assert json.JSONDecoder().raw_decode(sent)[0] == json.loads(json.dumps(shown["course"]))
    assert shown["course"]["preview"] is True


def test_a_page_that_no_learner_sees_changes_only_the_data() -> None:
    shown = page_preview(course_of("gallery"), "")
    assert (shown["page"], shown["html"], shown["course"]["slug"]) == ("", "", "every-kind")


def test_the_document_asks_for_no_file_and_its_script_has_the_nonce() -> None:
    document = preview_document(course_of("gallery"), nonce="once")
    before, _, after = document.partition('<script nonce="once">')
    assert '<style nonce="once">' in before
    assert not re.search(r'\s(?:src|poster)="media/', before)
    assert after.count("</script>") == 1


def test_the_styles_of_cards_name_no_document_no_window_and_no_paper() -> None:
    styles = cards_css()
    assert not re.search(r":root|(?<![\w.-])(?:html|body)\s*[{,]|@page|@media print", styles)
    assert not re.search(r"@media[^{]*(?:max|min)-width", styles)
    assert not re.search(r"\.(?:top|drawer|steps|bar|leave|menu)[ {,:.]", styles)
    assert "position:fixed" not in styles
    assert styles.count("{") == styles.count("}")
    assert ".option" in styles
    assert ":host{" in styles
