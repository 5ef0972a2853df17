"""A course's language and look reach the LMS, the screen and the paper."""

from pathlib import Path

import pytest
from lxml import etree

from elearn.content.course.courses import LoadedCourse, load_course, write_course
from elearn.content.course.theme import Theme
from elearn.packaging.build import LMS_FORMATS, Format, package_files
from elearn.packaging.metadata import METADATA, lom_12, lom_2004
from elearn.packaging.units import Structure
from elearn.paper.briefing import course_briefing
from elearn.paper.pdf import course_pdf
from tests.paper.paper import assert_accessible, tags
from tests.welsh_course import welsh_course

ACCENT = "#6b2d73"
LOGO = (
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 240 60" width="240" height="60">'
    b'<circle cx="30" cy="30" r="20" fill="#6b2d73"/><path d="M66 30h160" stroke="#6b2d73" stroke-width="9"/></svg>'
)
WHOSE = "Partneriaeth Ddiogelu Wrenshire (dychmygol)"


@pytest.fixture(scope="module")
def themed(tmp_path_factory: pytest.TempPathFactory) -> LoadedCourse:
    """The course in Welsh with its own logo and accent colour, read from its folder."""
    folder = tmp_path_factory.mktemp("themed") / "marc-bach"
    theme = Theme(logo="media/logo.svg", logo_alt=WHOSE, accent=ACCENT)
    for name, text in write_course(welsh_course().model_copy(update={"theme": theme})).items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    (folder / "media").mkdir()
    (folder / "media/logo.svg").write_bytes(LOGO)
    return load_course(folder)


@pytest.mark.parametrize("structure", Structure)
def test_logo_and_accent_stand_on_every_page_that_an_lms_starts(
    themed: LoadedCourse, structure: Structure
) -> None:
    files = package_files(themed, Format.SCORM_2004_4, structure)
    assert files["media/logo.svg"] == LOGO
    started = [text.decode() for name, text in files.items() if name.endswith(".html")]
    assert len(started) == (1 if structure is Structure.COURSE else 2)
    for page in started:
        assert f'<img class="logo" src="media/logo.svg" alt="{WHOSE}">' in page
        assert f"--accent:{ACCENT};" in page
        assert page.index(f"--accent:{ACCENT};") < page.index("prefers-color-scheme: dark")


def test_logo_and_accent_stand_on_paper_which_stays_accessible(themed: LoadedCourse, tmp_path: Path) -> None:
    assert themed.course is not None
    made = course_briefing(themed.course, themed.media())
    for content in (course_pdf(themed.course, themed.media()), made["pdf"]):
        assert_accessible(content, tmp_path)
        assert ("Figure", WHOSE) in tags(content)
    page = made["html"].decode()
    assert '<img src="data:image/svg+xml;base64,' in page
    assert f'alt="{WHOSE}"' in page
    assert f"--accent:{ACCENT};" in page
    assert "media/logo.svg" not in page


@pytest.mark.parametrize("format", LMS_FORMATS)
def test_a_package_says_in_which_language_each_of_its_words_is(themed: LoadedCourse, format: Format) -> None:
    files = package_files(themed, format)
    name = "cmi5.xml" if format is Format.CMI5 else METADATA
    said = spoken(files[name])
    assert ("Marc bach", "cy") in said
    assert not [text for text, language in said if language not in ("cy", "x-none")]
    if format is not Format.CMI5:
        assert ("dysgu o adolygiadau", "cy") in said


@pytest.mark.parametrize("describe", [lom_12, lom_2004])
def test_our_words_are_called_english_where_we_have_none_in_the_language(describe) -> None:
    polish = welsh_course().model_copy(update={"language": "pl"})
    said = spoken(describe(polish, "index.html"))
    assert ("Marc bach", "pl") in said
    assert ("safeguarding", "en") in said


def spoken(document: bytes) -> list[tuple[str, str]]:
    """Returns the texts of a document that declare a language, with the language."""
    names = ("{http://www.w3.org/XML/1998/namespace}lang", "language", "lang")
    return [
        (element.text or "", element.get(name, ""))
        for element in etree.fromstring(document).iter(etree.Element)
        for name in names
        if name in element.attrib
    ]
