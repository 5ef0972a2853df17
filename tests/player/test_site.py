"""The files of a site, without a browser."""

import json
import re

import pytest

from elearn.assets import asset
from elearn.content.course.model import Course
from elearn.content.kinds import kinds, question_kinds
from elearn.content.kinds.text import Text
from elearn.player import budget, markdown
from elearn.player.site import render_preview, render_site
from elearn.player.words import ENGLISH
from elearn.problems import InputFault
from tests.player.conftest import MEDIA
from tests.sample_course import sample_course


def test_the_same_course_gives_the_same_bytes() -> None:
    assert render_site(sample_course(), "scorm12", MEDIA) == render_site(sample_course(), "scorm12", MEDIA)
    assert render_preview(sample_course(), MEDIA) == render_preview(sample_course(), MEDIA)


def test_standards_differ_in_nothing_but_the_adapters_name() -> None:
    one, other = (
        render_site(sample_course(), standard, MEDIA).files for standard in ("scorm12", "scorm2004")
    )
    assert [name for name in one if one[name] != other[name]] == ["data/index.js", "player.js"]
    assert one["data/index.js"].replace(b"scorm12", b"scorm2004") == other["data/index.js"]


def test_a_site_has_a_script_a_module_and_its_media() -> None:
    files = render_site(sample_course(), "none", MEDIA).files
    assert list(files) == [
        "index.html",
        "data/index.js",
        "player.js",
        "modules/noticing.js",
        "modules/acting.js",
        "media/rings.svg",
    ]
    assert b'<html lang="en-GB">' in files["index.html"]


def test_the_player_is_light() -> None:
    files = render_site(sample_course(), "scorm12", MEDIA).files
    # An eighth of this sees to it that nothing is lost, and that nothing is called saved that is not.
    assert len(files["player.js"]) + len(styles(files)) < 66_900


def test_a_package_carries_only_the_kinds_that_its_course_uses() -> None:
    assert ".perspective" in styles(render_site(sample_course(), "none", MEDIA).files)
    plain = render_site(with_text("Only words."), "none", MEDIA).files
    assert ".perspective" not in styles(plain)
    assert b"elearnKinds||[]).push" not in plain["player.js"]
    assert b"elearnKinds||[]).push" in render_site(sample_course(), "none", MEDIA).files["player.js"]


def test_every_kind_has_a_view_and_every_question_kind_a_behaviour() -> None:
    assert all(bool(kind.part("view.html")) == kind.shown for kind in kinds().values())
    assert all(kind.part("view.js") for kind in question_kinds().values())


def test_a_note_that_learners_do_not_see_adds_nothing_to_a_package() -> None:
    course = with_text("Only words.")
    page = course.modules[0].pages[0]
    noted = page.model_copy(update={"blocks": (kinds()["waive"](rules="W15", reason="So."), *page.blocks)})
    module = course.modules[0].model_copy(update={"pages": (noted,)})
    with_note = course.model_copy(update={"modules": (module,)})
    assert render_site(with_note, "none", MEDIA).files == render_site(course, "none", MEDIA).files


def styles(files: dict[str, bytes]) -> str:
    """The style sheet. It is inside the first page, so that it shows at once."""
    found = re.search(r"<style>(.*?)</style>", files["index.html"].decode(), re.DOTALL)
    assert found
    return found[1]


def with_text(body: str) -> Course:
    course = sample_course()
    module = course.modules[0]
    page = module.pages[0].model_copy(update={"blocks": (Text(body=body),)})
    return course.model_copy(update={"modules": (module.model_copy(update={"pages": (page,)}),)})


def test_nothing_that_a_trainer_writes_becomes_a_script() -> None:
    body = "<script>alert(1)</script> <img src=x onerror=alert(1)> [a](javascript:alert(1)) </script> <!-- \u2028"
    files = render_site(with_text(body), "none", MEDIA).files
    module = files["modules/noticing.js"].decode()
    pages = json.loads(re.search(r"push\((.*)\);\s*$", module, re.DOTALL)[1])[1]  # type: ignore[index]
    html = pages["the-visit"]
    assert "<script" not in html
    assert "<img" not in html
    assert "javascript:" not in re.findall(r'href="([^"]*)"', html)
    assert "</script" not in module
    assert render_preview(with_text(body), MEDIA).count("</script>") == 1


def test_links_out_open_beside_the_course_and_headings_follow_the_title() -> None:
    assert 'target="_blank"' in markdown.block("[NSPCC](https://www.nspcc.org.uk)")
    assert 'target="_blank"' not in markdown.block("[that page](#the-visit)")
    assert markdown.block("### Part") == "<h2>Part</h2>"


def test_the_last_paragraph_of_a_stem_is_the_question() -> None:
    lead, ask = markdown.lead_and_ask("A baby has a mark.\n\n- on the arm\n\nWhat do you *do*?")
    assert "on the arm" in lead
    assert ask == "What do you <em>do</em>?"
    assert markdown.lead_and_ask("Which?\n\n- this") == ("<p>Which?</p>\n<ul>\n<li>this</li>\n</ul>", "")


def test_a_course_whose_state_an_lms_would_cut_is_refused_with_a_remedy() -> None:
    course = sample_course()
    module = course.modules[0]
    pages = tuple(module.pages[0].model_copy(update={"id": f"page-{n}", "blocks": ()}) for n in range(1600))
    long = course.model_copy(update={"modules": (module.model_copy(update={"pages": pages}),)})
    with pytest.raises(InputFault, match="keeps 4,096"):
        render_site(long, "scorm12", MEDIA)
    assert render_site(long, "scorm2004", MEDIA)
    assert budget.longest_state(sample_course()) < 400


def test_every_word_that_a_template_or_the_script_asks_for_is_in_the_catalogue() -> None:
    script = asset("player/core/scorm12.js").decode()
    quoted = set(re.findall(r'"([a-z]+_[a-z_]+)"', script))
    asked = {
        key for key in quoted if key.split("_")[0] in {"res", "option", "state", "gone", "try", "partly"}
    }
    assert asked <= set(ENGLISH) | {"try_"}
